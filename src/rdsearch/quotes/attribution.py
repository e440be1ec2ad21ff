"""Which quoted words of a story are speech, and whose.

Passes, each using what the one before found:
1. direct   the frame after the quote, the sentence before its colon, the name beneath it
2. carried  `“A,” zegt X. “B.”`: B is X's as well
3. resolved pronouns and bare names to the persons that the story names
4. inferred the sentence before names one person, or the section has one speaker so far
5. echoed   a pull quote repeats words of a quote in the story
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rdsearch import dutch
from rdsearch.quotes.frames import (
    bare_speakers,
    colon_sentence,
    described_person,
    frame_after,
    frame_before,
    is_rest_of_frame,
    signed_below,
    tells_of_speaking,
)
from rdsearch.quotes.marks import Quoted, quoted
from rdsearch.quotes.people import Mention
from rdsearch.quotes.persons import Persons
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


@dataclass(frozen=True, slots=True)
class _Candidate:
    quote: Quoted
    floor: int  # where the quote before this one ended
    paragraph: int
    starts_sentence: bool
    is_complete: bool  # a sentence, or the first half of one that the frame goes on with
    is_display: bool
    words: tuple[str, ...]
    mention: Mention | None = None
    is_framed: bool = False
    is_said: bool = False  # a frame follows: even one word is speech then


def speeches_of(story: Story) -> list[Speech]:
    """The speech in a story, in order."""
    candidates = _candidates(story)
    if not candidates:
        return []
    persons = Persons(story.text, [c.quote for c in candidates])
    framed = _carried(story, [_direct(story, c, persons.family_names) for c in candidates])
    for candidate in framed:
        if candidate.mention:
            persons.add(candidate.mention)
    spoken = [c for c in _inferred(story, _resolved(framed, persons), persons) if _is_speech(c)]
    return [_speech(c) for c in _echoed(spoken)]


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
    sentence = None if after else colon_sentence(story, quote, candidate.floor)
    found = (
        after
        or (frame_before(sentence, known) if sentence else None)
        or (signed_below(story, quote) if candidate.is_complete or candidate.is_display else None)
    )
    return replace(candidate, mention=found, is_framed=found is not None, is_said=after is not None)


def _carried(story: Story, candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Pass 2."""
    result: list[_Candidate] = []
    for candidate in candidates:
        previous = result[-1] if result else None
        if candidate.mention is None and previous and previous.mention:
            frame_end = previous.mention.end
            follows = previous.quote.outer_end <= frame_end <= candidate.quote.outer_start
            between = story.text[frame_end : candidate.quote.outer_start]
            if follows and candidate.starts_sentence and is_rest_of_frame(between):
                candidate = replace(candidate, mention=previous.mention, is_framed=True)
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
    for candidate in candidates:
        if candidate.mention is None and candidate.starts_sentence and candidate.is_complete:
            introduced = _introduced(story, candidate, persons)
            if introduced or len(candidate.words) >= _MIN_UNFRAMED_WORDS:
                found = introduced or _only_speaker(story, candidate, result, persons)
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
        return named
    sentence = story.text[start:end]
    if len(bare := bare_speakers(sentence)) == 1:
        return persons.resolved(Mention(end, end, bare.pop()), candidate.quote.outer_start)
    is_told = tells_of_speaking(sentence) and not persons.names_in(start, end)
    return described_person(sentence) if is_told else None


def _only_speaker(
    story: Story, candidate: _Candidate, earlier: Sequence[_Candidate], persons: Persons
) -> Mention | None:
    """The speaker of this section, where nobody else is named between the last quote and this one."""
    section = story.paragraphs[candidate.paragraph].section
    spoken = [
        e.mention
        for e in earlier
        if e.mention
        and story.paragraphs[e.paragraph].section == section
        and candidate.quote.outer_start - e.quote.outer_end < _MAX_REACH_CHARS
    ]
    if not spoken or len({m.name for m in spoken}) != 1 or spoken[-1].name is None:
        return None
    if candidate.is_display and candidate.quote.is_single:
        return None
    name = spoken[-1].name
    between = story.text[earlier[-1].quote.outer_end : candidate.quote.outer_start]
    others = persons.names_in(spoken[-1].end, candidate.quote.outer_start) - {name}
    others |= {bare for bare in bare_speakers(between) if bare not in name.split()}
    return None if others else spoken[-1]


def _is_speech(candidate: _Candidate) -> bool:
    is_long_enough = candidate.is_complete or len(candidate.words) >= _MIN_FRAMED_WORDS
    if candidate.is_said or (candidate.is_framed and is_long_enough):
        return True
    if candidate.is_display:
        return True
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


def _is_subsequence(words: Sequence[str], of: Sequence[str]) -> bool:
    rest = iter(of)
    return all(word in rest for word in words)


def _speech(candidate: _Candidate) -> Speech:
    mention = candidate.mention
    return Speech(
        candidate.quote.start,
        candidate.quote.end,
        mention.name if mention else None,
        mention.role if mention else None,
        mention.organisation if mention else None,
    )
