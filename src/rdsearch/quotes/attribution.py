"""Which quoted words of a story are speech, and whose.

Passes, each using what the one before found:
1. direct   the frame after the quote, the sentence before its colon, the name beneath it
2. carried  `“A,” zegt X. “B.”`: B is X's as well
3. resolved pronouns and bare names to the persons that the story names
4. inferred a question in an interview, or the sentence or paragraph before names one person, or the section has
            one speaker so far
5. echoed   a pull quote repeats words of a quote in the story
6. joined   speech upon speech of one person, with nothing between, is one turn
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rdsearch import dutch
from rdsearch.quotes.cast import Cast
from rdsearch.quotes.frames import (
    bare_speakers,
    described_person,
    frame_after,
    frame_before,
    is_rest_of_frame,
    signed_below,
    tells_of_speaking,
)
from rdsearch.quotes.interview import answers, interviewee
from rdsearch.quotes.marks import Quoted, quoted
from rdsearch.quotes.people import Mention, moved
from rdsearch.quotes.persons import Persons
from rdsearch.quotes.roles import tells_of_people
from rdsearch.quotes.story import Story

_SENTENCE_END = (".", "!", "?", "…")
_FIRST_PERSON = frozenset("ik wij we mij me mijn ons onze wijzelf ikzelf".split())
_MIN_DISPLAY_WORDS = 4
_MIN_FRAMED_WORDS = 3
_MIN_UNFRAMED_WORDS = 5
_MAX_REACH_CHARS = 2_500  # how far one speaker may be carried through a section


@dataclass(frozen=True, slots=True)
class Speech:
    """Spoken words within a story and who spoke them."""

    start: int
    end: int
    speaker: str | None
    role: str | None
    organisation: str | None
    evidence: tuple[int, int] | None  # where the story says who spoke
    goes_on: bool  # with the turn of the speech before it


@dataclass(frozen=True, slots=True)
class _Candidate:
    quote: Quoted
    floor: int  # where the quote before this one ended
    paragraph: int
    starts_sentence: bool
    is_complete: bool  # a sentence, or the first half of one that the frame goes on with
    is_display: bool
    is_question: bool
    words: tuple[str, ...]
    mention: Mention | None = None
    is_framed: bool = False
    is_said: bool = False  # a frame follows: even one word is speech then
    goes_on: bool = False  # with what the quote before it began to say


def persons_of(story: Story) -> tuple[Mention, ...]:
    """The persons whom a story with quotes names, with what it tells of them: "zegt de directeur van X" too."""
    framed, persons = _framed(story)
    for candidate in _resolved(framed, persons):
        if candidate.mention:
            persons.add(candidate.mention)
    return persons.known


def speeches_of(story: Story, cast: Cast) -> list[Speech]:
    """The speech in a story, in order."""
    framed, persons = _framed(story)
    persons.add_familiar(cast)
    spoken = [c for c in _inferred(story, _resolved(framed, persons), persons) if _is_speech(c)]
    return [_speech(story, c) for c in _joined(story, _echoed(spoken))]


def _framed(story: Story) -> tuple[list[_Candidate], Persons]:
    """Passes 1 and 2, and the persons whom they and the narration name."""
    candidates = _candidates(story)
    if not candidates:
        return [], Persons("", ())
    persons = Persons(story.text, [c.quote for c in candidates])
    framed = _carried(story, [_direct(story, c, persons.family_names) for c in candidates])
    for candidate in framed:
        if candidate.mention:
            persons.add(candidate.mention)
    return framed, persons


def _candidates(story: Story) -> list[_Candidate]:
    found: list[_Candidate] = []
    floor = 0
    for quote in quoted(story.text):
        words = tuple(token.form for token in dutch.tokens(quote.words(story.text)))
        number = story.paragraph_at(quote.outer_start)
        paragraph = story.paragraphs[number]
        before = story.text[max(floor, paragraph.start) : quote.outer_start].rstrip()
        starts = not before or before.endswith((*_SENTENCE_END, ":"))
        # “…,” zegt X, “…” and “…” (coach) “…”
        goes_on = before.endswith((",", ")")) and floor > paragraph.start
        whole = not before and not story.text[quote.outer_end : paragraph.end].strip()
        is_introduced = story.paragraph_text(number - 1).rstrip().endswith(":")
        found.append(
            _Candidate(
                quote,
                floor,
                number,
                starts or goes_on,
                _is_complete(story.text, quote),
                paragraph.is_display
                and whole
                and not is_introduced  # hoofdvraag: “…?”
                and len(words) >= _MIN_DISPLAY_WORDS,
                quote.words(story.text).endswith("?"),
                words,
            )
        )
        floor = quote.outer_end
    return found


def _is_complete(text: str, quote: Quoted) -> bool:
    inner = text[quote.start : quote.outer_end - 1].rstrip()
    first = inner.lstrip("([{… .")[:1]
    if not (first.isupper() or first.isdigit() or first in "‘’“'\""):
        return False
    return inner.endswith((*_SENTENCE_END, ",")) or text[quote.outer_end : quote.outer_end + 1] in (
        ".",
        "!",
        "?",
    )


def _direct(story: Story, candidate: _Candidate, known: frozenset[str]) -> _Candidate:
    """Pass 1. An embedded word or title has no frame, whatever verb stands behind it."""
    quote = candidate.quote
    if not candidate.starts_sentence:
        return candidate
    after = frame_after(story.text, quote, starts_sentence=candidate.starts_sentence)
    found = (
        after
        or frame_before(story, quote, candidate.floor, known=known)
        or (signed_below(story, quote) if candidate.is_complete or candidate.is_display else None)
    )
    return replace(candidate, mention=found, is_framed=found is not None, is_said=after is not None)


def _carried(story: Story, candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Pass 2."""
    result: list[_Candidate] = []
    for candidate in candidates:
        previous = result[-1] if result else None
        if candidate.mention is None and previous and previous.is_said and previous.mention:
            between = story.text[previous.mention.end : candidate.quote.outer_start]
            if candidate.starts_sentence and is_rest_of_frame(between):
                candidate = replace(
                    candidate, mention=previous.mention, is_framed=True, goes_on=True
                )
        result.append(candidate)
    return result


def _resolved(candidates: Sequence[_Candidate], persons: Persons) -> list[_Candidate]:
    """Pass 3. What was carried means whom it meant where it stood."""
    result: list[_Candidate] = []
    for number, candidate in enumerate(candidates):
        mention = candidate.mention
        if mention and number and mention is candidates[number - 1].mention:
            mention = result[-1].mention
        elif mention:
            mention = persons.resolved(mention, candidate.quote.outer_start)
        result.append(replace(candidate, mention=mention))
    return result


def _inferred(story: Story, candidates: Sequence[_Candidate], persons: Persons) -> list[_Candidate]:
    """Pass 4, in reading order: what one quote was given counts for the next."""
    result: list[_Candidate] = []
    answering = interviewee(story)
    for candidate in candidates:
        if candidate.mention is None and candidate.starts_sentence and candidate.is_complete:
            is_answer = answering is not None and answers(story, candidate.quote)
            found = answering if is_answer else _introduced(story, candidate, persons)
            is_near = bool(result) and result[-1].paragraph == candidate.paragraph
            if len(candidate.words) >= (_MIN_FRAMED_WORDS if is_near else _MIN_UNFRAMED_WORDS):
                found = (
                    found
                    or _only_speaker(story, candidate, result, persons)
                    or _told_of_here(story, candidate, persons)
                )
            candidate = replace(candidate, mention=found)
        result.append(candidate)
    return result


def _introduced(story: Story, candidate: _Candidate, persons: Persons) -> Mention | None:
    """The one person whom the sentence right before names."""
    paragraph = story.paragraphs[candidate.paragraph]
    low = max(candidate.floor, paragraph.start)
    if not story.text[low : candidate.quote.outer_start].strip():
        return None
    sentences = dutch.sentences(story.text[low : candidate.quote.outer_start])
    start, end = low + sentences[-1][0], low + sentences[-1][1]
    if story.text[start:end].endswith(":"):
        return None  # pass 1 has read it
    if named := persons.only_one_in(start, end):
        is_alone = not tells_of_people(story.text[named.end : end], but=named.role)
        return named if is_alone else None
    sentence = story.text[start:end]
    if len(bare := bare_speakers(sentence)) == 1:
        named = moved(next(iter(bare.values())), start)
        return persons.resolved(named, candidate.quote.outer_start)
    is_told = tells_of_speaking(sentence) and not persons.names_in(start, end)
    return described_person(sentence) if is_told else None


def _only_speaker(
    story: Story, candidate: _Candidate, earlier: Sequence[_Candidate], persons: Persons
) -> Mention | None:
    """The speaker of this section, where nobody else is named between the last quote and this one."""
    section = story.paragraphs[candidate.paragraph].section
    near = [
        (e.paragraph, e.mention)
        for e in earlier
        if e.mention
        and story.paragraphs[e.paragraph].section == section
        and candidate.quote.outer_start - e.quote.outer_end < _MAX_REACH_CHARS
    ]
    here = [mention for paragraph, mention in near if paragraph == candidate.paragraph]
    spoken = here or [mention for _, mention in near]
    if not spoken or len({m.name for m in spoken}) != 1 or spoken[-1].name is None:
        return None
    if candidate.is_display and candidate.quote.is_single:
        return None
    name = spoken[-1].name
    between = story.text[earlier[-1].quote.outer_end : candidate.quote.outer_start]
    told_from = max(spoken[-1].end, earlier[-1].quote.outer_end)
    others = persons.names_in(told_from, candidate.quote.outer_start) - {name}
    others |= {bare for bare in bare_speakers(between) if bare not in name.split()}
    told = story.text[told_from : candidate.quote.outer_start]
    if others or tells_of_people(told, but=spoken[-1].role):
        return None
    return None if persons.tells_of_others(told_from, candidate.quote.outer_start) else spoken[-1]


def _told_of_here(story: Story, candidate: _Candidate, persons: Persons) -> Mention | None:
    """The one person of whom the paragraph tells up to the quote."""
    start, end = story.paragraphs[candidate.paragraph].start, candidate.quote.outer_start
    is_introduced = (
        story.text[start:end].rstrip().endswith(":")
    )  # by a sentence that pass 1 has read
    if candidate.is_display or is_introduced or persons.tells_of_others(start, end):
        return None
    found = persons.only_one_in(start, end)
    is_alone = found and not tells_of_people(story.text[found.end : end], but=found.role)
    return found if is_alone else None


def _is_speech(candidate: _Candidate) -> bool:
    is_long_enough = candidate.is_complete or len(candidate.words) >= _MIN_FRAMED_WORDS
    if candidate.is_said or (candidate.is_framed and is_long_enough):
        return True
    if candidate.is_display:
        is_asked = candidate.is_question and _FIRST_PERSON.isdisjoint(candidate.words)
        return candidate.mention is not None or not is_asked  # a question for research
    if not (candidate.starts_sentence and candidate.is_complete):
        return False
    return candidate.mention is not None or (
        len(candidate.words) >= _MIN_UNFRAMED_WORDS
        and not _FIRST_PERSON.isdisjoint(candidate.words)
    )


def _echoed(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Pass 5."""
    result = []
    for candidate in candidates:
        if candidate.is_display and candidate.mention is None:
            sources = [
                c.mention
                for c in candidates
                if c.mention and _is_subsequence(candidate.words, c.words)
            ]
            if len({source.name for source in sources}) == 1:
                candidate = replace(candidate, mention=sources[0])
        result.append(candidate)
    return result


def _joined(story: Story, spoken: Sequence[_Candidate]) -> list[_Candidate]:
    """Pass 6."""
    result = list(spoken[:1])
    for before, candidate in pairwise(spoken):
        one, other = before.mention, candidate.mention
        is_same = one is not None and other is not None and one.name == other.name is not None
        between = story.text[before.quote.outer_end : candidate.quote.outer_start]
        if is_same and not between.strip() and not (before.is_display or candidate.is_display):
            candidate = replace(candidate, goes_on=True)
        result.append(candidate)
    return result


def _is_subsequence(words: Sequence[str], of: Sequence[str]) -> bool:
    rest = iter(of)
    return all(word in rest for word in words)


def _speech(story: Story, candidate: _Candidate) -> Speech:
    mention = candidate.mention
    if mention and mention.role:  # the function before the name is evidence too
        before = re.search(rf"\b{re.escape(mention.role)}\s\Z", story.text[: mention.start], re.I)
        if before and mention.start <= len(story.text):
            mention = replace(mention, start=before.start())
    return Speech(
        candidate.quote.start,
        candidate.quote.end,
        mention.name if mention else None,
        mention.role if mention else None,
        mention.organisation if mention else None,
        (mention.start, mention.end) if mention and mention.name else None,
        candidate.goes_on,
    )
