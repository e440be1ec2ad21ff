"""What speaks for the kind of a figure: the words around it, and how its clause, its head and its report speak. Pure.

A cue is a short text, "before:meer", that a figure has or has not; `kinds` has learned what each is worth.
"""

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from rdsearch.dutch import Token, lemma, tokens
from rdsearch.outcomes.figures import Figure
from rdsearch.outcomes.tense import (
    has_verb,
    is_aimed,
    is_by_now,
    is_imperative,
    is_planned,
    is_ruled,
    is_told_as_done,
    is_told_in_short,
)
from rdsearch.outcomes.tone import NO_TONE, Tone
from rdsearch.outcomes.verbs import is_participle, is_past

_NEAR = 4  # words before and behind
_OPENING = 3  # words at the start of the sentence
_ENDING = 4  # letters of a compound that name its kind: vouchers, subsidievouchers
_FEW = 10
_DIGIT = re.compile(r"\d")
_LONG = 60  # characters of a sentence that says more than a label
_RESULT_LEAD = re.compile(
    r"\b(?:resultaat|resultaten|opbrengst(?:en)?|in cijfers|cijfers|feiten|impact|opgeleverd|bereikt|opleverde|kerncijfers"
    r"|behaald|mijlpalen van)\b",
    re.IGNORECASE,
)
_WE = re.compile(r"\b(?:we|wij)\b", re.IGNORECASE)
# Who did it or had it done to them stands behind no preposition: "3.412 inwoners kregen", not "voor 3.412 inwoners".
_AT = re.compile(
    r"\b(?:voor|van|met|in|op|aan|bij|naar|tot|per|over|uit|door|onder|tussen|(?:groter|kleiner) dan)\s+"
    r"(?:(?:ruim|zo.n|bijna|circa|ongeveer|meer dan|minder dan|de|alle)\s+)*\Z",
    re.IGNORECASE,
)
_COMPARISON_AFTER = re.compile(
    r"\s+(?:meer|minder|lager|hoger|langer|korter|groter|kleiner|boven|onder)(?:\s+dan|\s+de|\s*[,.;)])"
)
_CLAUSE_BREAK = re.compile(
    r"[;:–—|?!]|,(?!\d)|\b(?:terwijl|maar|want|omdat|doordat|zodat|hoewel|tegen|die|hoe|om|waar\w+|dan)\b"
)
_BOUND_DAN = re.compile(
    r"\b(?:meer|minder|groter|kleiner|hoger|lager|langer) dan\s\Z", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of a figure from outside its sentence."""

    tone: Tone = NO_TONE
    heading: str = ""  # under which it stands
    is_spoken: bool = False
    is_item: bool = False  # of a list or a key figure, which may do without a verb


def is_result_lead(text: str) -> bool:
    """Whether a heading or the start of a sentence announces results."""
    return _RESULT_LEAD.search(text) is not None


def cues_of(sentence: str, figure: Figure, setting: Setting) -> frozenset[str]:
    """The cues of a figure; offsets of `figure` are into `sentence`."""
    low, high = _clause_at(sentence, figure.start, figure.end)
    clause = sentence[low:high]
    speech = _speech(sentence, figure, low, high)
    manner = speech.manner
    return frozenset(
        (
            *_of_words(sentence, clause, figure),
            *_named("heading", tokens(setting.heading)),
            *_of_figure(figure, manner),
            *_true(**asdict(speech)),
            *_of_sentence(sentence, figure, rest=f"{sentence[:low]} {sentence[high:]}"),
            *_of_setting(sentence, figure, setting, manner),
        )
    )


def _clause_at(sentence: str, start: int, end: int) -> tuple[int, int]:
    """Where the clause stands that holds a figure."""
    breaks = [
        match.span()
        for match in _CLAUSE_BREAK.finditer(sentence)
        if not _is_of_bound(sentence, match)
    ]
    low = max((close for _, close in breaks if close <= start), default=0)
    high = min((begin for begin, _ in breaks if begin >= end), default=len(sentence))
    return low, high


def _is_of_bound(sentence: str, found: re.Match[str]) -> bool:
    """The "dan" of "meer dan 50" parts no clauses."""
    return found.group() == "dan" and _BOUND_DAN.search(sentence, 0, found.end() + 1) is not None


@dataclass(frozen=True, slots=True)
class _Speech:
    """How the clause of a figure speaks."""

    told: bool
    planned: bool
    aimed: bool
    ruled: bool
    verb: bool
    by_now: bool

    @property
    def manner(self) -> str:
        """In one word: an aim may be told of in the past, "het doel was"."""
        if self.aimed:
            return "aimed"
        if self.planned:
            return "planned"
        if self.told:
            return "told"
        if self.ruled:
            return "ruled"
        return "present" if self.verb else "verbless"


def _speech(sentence: str, figure: Figure, low: int, high: int) -> _Speech:
    clause = sentence[low:high]
    is_plan = is_planned(clause)
    is_aim = is_aimed(sentence, low, figure.start, figure.end)
    return _Speech(
        told=is_told_as_done(clause) and not (is_aim or is_plan),
        planned=is_plan,
        aimed=is_aim,
        ruled=is_ruled(clause),
        verb=has_verb(clause),
        by_now=is_by_now(clause),
    )


def _of_words(sentence: str, clause: str, figure: Figure) -> Iterator[str]:
    words = list(tokens(sentence))
    before = [token for token in words if token.start < figure.start]
    behind = [token for token in words if token.start >= figure.end]
    yield from _named("opening", before[:_OPENING])
    yield from _named("before", before[-_NEAR:])
    yield from _named("behind", behind[:_NEAR])
    own = list(tokens(clause))
    yield from _named("clause", own)
    yield from _named("told", [t for t in own if is_past(t.form) or is_participle(t.form)])
    if figure.what:
        head = lemma(figure.what.split(" ")[-1])
        yield f"what:{head}"
        yield f"what:-{head[-_ENDING:]}"


def _named(where: str, found: Iterable[Token]) -> Iterator[str]:
    """Lemmas; of a number only its form, "####", else it would be learned by heart."""
    return (f"{where}:{_DIGIT.sub('#', lemma(token.form))}" for token in found)


def _of_figure(figure: Figure, manner: str) -> Iterator[str]:
    unit = figure.unit or ("count" if figure.what else "bare")
    yield f"unit:{unit}"
    yield f"unit:{unit} {manner}"
    yield f"size:{int(math.log10(1 + abs(figure.value)))}"
    yield f"bound:{figure.qualifier}"
    yield from _true(
        given=figure.is_given,
        base=figure.is_base,
        part=figure.is_part,
        small_word=figure.is_small_word,
        grade=figure.is_grade,
        duration=figure.is_duration,
        change=figure.value_before is not None,
        range=figure.upper is not None,
        few=figure.unit is None and figure.value <= _FEW,
    )


def _of_sentence(sentence: str, figure: Figure, *, rest: str) -> Iterator[str]:
    """`rest`: the sentence without the clause of the figure."""
    yield from _true(
        rest_told=is_told_as_done(rest),
        rest_planned=is_planned(rest),
        rest_ruled=is_ruled(rest),
        imperative=is_imperative(sentence),
        behind_preposition=_AT.search(sentence, 0, figure.start) is not None,
        comparison=_COMPARISON_AFTER.match(sentence, figure.end) is not None,
        result_lead=is_result_lead(sentence[: figure.start]),
        first=not sentence[: figure.start].strip(" •–-"),
        short=len(sentence) < _LONG,
    )


def _of_setting(sentence: str, figure: Figure, setting: Setting, manner: str) -> Iterator[str]:
    tone = setting.tone
    report = f"{tone.telling}{tone.wanting}{tone.finding}"
    yield f"telling:{tone.telling}"
    yield f"wanting:{tone.wanting}"
    yield f"finding:{tone.finding}"
    yield f"manner:{manner}"
    yield f"manner:{manner} telling:{tone.telling}"
    yield f"manner:{manner} report:{report}"
    heading = setting.heading
    yield from _true(
        spoken=setting.is_spoken,
        item=setting.is_item,
        item_done=setting.is_item
        and is_told_in_short(sentence[: figure.start], sentence[figure.end :]),
        under_results=is_result_lead(heading),
        under_told=_WE.search(heading) is not None and is_told_as_done(heading),
    )


def _true(**facts: bool) -> Iterator[str]:
    return (name for name, holds in facts.items() if holds)
