"""The words around a quote that say who spoke: after it, before a colon, or on a line beneath."""

import re
from dataclasses import replace

from rdsearch import dutch
from rdsearch.quotes.marks import Quoted
from rdsearch.quotes.people import (
    Mention,
    full_names,
    is_person_like,
    mention_at,
    moved,
    signature,
)
from rdsearch.quotes.roles import is_kin, is_role_noun, names_people, organisation_at, spoken_for
from rdsearch.quotes.story import Story

# Verbs of saying that no rule of form finds, or that introduce indirect speech as well.
_SAYING = frozenset(
    "zegt zei zeggen zeiden vertelt vertelde vertellen stelt stelde meent vindt vond aldus volgens benadrukt"
    " benadrukte licht legt voegt vult geeft noemt schetst verwoordt merkt antwoordt erkent weet denkt"
    " concludeert verklaart reageert schrijft schreef vroeg vraagt sprak riep ziet blikt kijkt besluit"
    " glimlacht lacht grapt zucht beaamt bevestigt benoemt meldt ervaart beschrijft".split()
)
# Not stelt, schrijft, noemt: laws and letters do that as well.
_SAYING_OF_ORGANISATIONS = frozenset("zegt zei vertelt vertelde antwoordt reageert laat".split())
_PRESENT_OR_PAST = re.compile(r"[a-zà-ÿ]{2,}(?:t|de|te)\Z")
_VERB_AFTER = re.compile(r"\s*,?\s*(?:zo\s+)?([a-zà-ÿ]+)\s+(?:zich\s+)?")
_PARENTHESIS = re.compile(r"[^\S\n]*\(([^()]{3,90})\)")
_LEAD_WORD = re.compile(r"(?:ook|volgens|voor|aldus|maar|en|zo|want)\s+", re.IGNORECASE)
_WORD_AFTER = re.compile(r"\s+(\w[\w’-]*)")
_WORD_BEFORE = re.compile(r"(\w[\w’-]*)\s+\Z")
_RUN_IN = re.compile(r"\s+([a-zà-ÿ][\w-]*)(?:\s+[A-Z][\w-]*){0,3}")
_HEARS = re.compile(r"\b(?:te horen|hoort|hoorde|las|leest|kreeg als antwoord)\b")
_LIKE = re.compile(r"\bzoals\s+")
_REST_OF_FRAME = re.compile(r"(?!\s*[^\W\d_a-zà-ÿ])[^.!?\n]{0,90}[.,:;!?]?\s*\Z")
_FULL_STOP = (".", "!", "?", "…")
_MAX_SIGNATURE_CHARS = 140


def frame_after(text: str, quote: Quoted, *, starts_sentence: bool) -> Mention | None:
    """The speaker in `…”, zegt projectleider X van Y.` or `…” (wethouder)`.

    Any verb will do where the quote opens its sentence: "glimlacht Sanchez", "rekent Brons voor".
    """
    begin = quote.outer_end + len(text[quote.outer_end :]) - len(text[quote.outer_end :].lstrip())
    text = text[: _end_of_paragraph(text, begin)]
    if between := _PARENTHESIS.match(text, quote.outer_end):
        found = signature(between.group(1)) if starts_sentence else None
        return replace(found, start=between.start(1) - 1, end=between.end()) if found else None
    match = _VERB_AFTER.match(text, quote.outer_end)
    if not match:
        return None
    verb = match.group(1)
    is_saying = verb in _SAYING
    if not is_saying and not (starts_sentence and _PRESENT_OR_PAST.match(verb)):
        return None
    if found := mention_at(text, match.end()):
        return replace(found, start=match.start(1))
    if not is_saying:
        return None
    organisation, end = organisation_at(text, match.end())
    if organisation is None or is_kin(organisation.split()[0]):
        return None
    return Mention(match.start(1), end, organisation=organisation)


def _end_of_paragraph(text: str, at: int) -> int:
    end = text.find("\n\n", at)
    return len(text) if end < 0 else end


def is_rest_of_frame(text: str) -> bool:
    """Whether a text does no more than end the sentence that names the speaker."""
    return _REST_OF_FRAME.match(text) is not None


def frame_before(
    story: Story, quote: Quoted, floor: int, *, known: frozenset[str]
) -> Mention | None:
    """The speaker in the sentence before a quote, if a colon ends it.

    It starts after `floor`, where the last quote ended; `known` are the family names of the story.
    """
    at, sentence = _colon_sentence(story, quote, floor)
    found = _introducing(sentence, known) if sentence else None
    return moved(found, at) if found else None


def _introducing(sentence: str, known: frozenset[str]) -> Mention | None:
    if _HEARS.search(sentence):
        return None
    at = 0
    while match := _LEAD_WORD.match(sentence, at):
        at = match.end()
    like = _LIKE.search(sentence)
    if like and (found := mention_at(sentence, like.end())) and found.name:
        return found
    if (found := mention_at(sentence, at)) and (found.name is None or found.is_full):
        return found
    if found and (found.role or found.is_addressed or found.name in known):
        return found
    if found and _says(sentence, found):
        return found
    named = {
        mention.name: mention
        for mention in full_names(sentence, 0, len(sentence))
        if mention.role or mention.organisation or (mention.name or "").split()[-1] in known
    }
    if len(named) == 1:
        return next(iter(named.values()))
    if named:
        return None
    return described_person(sentence) or _speaking_organisation(sentence)


def _says(sentence: str, found: Mention) -> bool:
    """Whether "Haverkate erkent" starts a sentence: a bare name, not "De Grondwet stelt"."""
    verb = re.match(r"\s+(\w+)", sentence[found.end :])
    has_article = (found.name or "").startswith(("De ", "Het "))
    return verb is not None and verb.group(1) in _SAYING and not has_article


def described_person(sentence: str) -> Mention | None:
    """The only person whom a sentence describes without a name: "moet volgens een respondent van Y"."""
    found = [
        mention
        for match in re.finditer(r"\b(?:een|de|andere|enkele|één)\s+", sentence, re.IGNORECASE)
        if (mention := mention_at(sentence, match.end())) and mention.name is None
        if not mention.is_pronoun and mention.role and names_people(mention.role.split()[-1])
    ]
    return found[0] if len({mention.role for mention in found}) == 1 else None


def tells_of_speaking(sentence: str) -> bool:
    """Whether a verb of saying stands in a sentence."""
    return any(token.form in _SAYING for token in dutch.tokens(sentence))


def bare_speakers(text: str) -> dict[str, Mention]:
    """By name, who is named beside verbs of saying: "noemt Olthuis hem", "Olthuis noemt"."""
    return {
        word.group(1): Mention(*word.span(1), word.group(1))
        for verb in re.finditer(r"[a-zà-ÿ]+", text)
        if verb.group() in _SAYING
        for word in (_WORD_AFTER.match(text, verb.end()), _WORD_BEFORE.search(text[: verb.start()]))
        if word and word.group(1)[0].isupper() and is_person_like(word.group(1), is_full=False)
    }


def _speaking_organisation(sentence: str) -> Mention | None:
    article = re.match(r"(?:De|Het)\s+", sentence)
    organisation, end = organisation_at(sentence, article.end() if article else 0)
    verb = re.match(r"\s+(\w+)", sentence[end:])
    if organisation and verb and verb.group(1) in _SAYING_OF_ORGANISATIONS:
        return Mention(0, end, organisation=organisation)
    return None


def _colon_sentence(story: Story, quote: Quoted, floor: int) -> tuple[int, str]:
    """Where the sentence before a quote begins, and the sentence; empty if no colon ends it."""
    number = story.paragraph_at(quote.outer_start)
    paragraph = story.paragraphs[number]
    at, end = max(floor, paragraph.start), quote.outer_start
    if number and not story.text[at:end].strip() and floor <= paragraph.start:
        previous = story.paragraphs[number - 1]
        at, end = max(floor, previous.start), previous.end
    before = story.text[at:end].rstrip()
    if not before.endswith(":"):
        return at, ""
    if aside := re.match(r"\s*\([^()]*\)\s*", before):  # (coach) after the quote before
        at, before = at + aside.end(), before[aside.end() :]
    found = dutch.sentences(before)
    return (at + found[-1][0], before[found[-1][0] :]) if found else (at, "")


def signed_below(story: Story, quote: Quoted) -> Mention | None:
    """The name under a pull quote: what is left of its paragraph, or the next one or two."""
    number = story.paragraph_at(quote.outer_end - 1)
    paragraph = story.paragraphs[number]
    if story.text[paragraph.start : quote.outer_start].strip():
        return None  # not a quote that stands by itself
    rest = story.text[quote.outer_end : paragraph.end]
    if rest.strip():
        found = signature(rest) if len(rest) <= _MAX_SIGNATURE_CHARS else None
        return moved(found, quote.outer_end) if found else None
    if number + 1 == len(story.paragraphs):
        return None
    found = _signed_line(story, number + 1, is_display=paragraph.is_display)
    return moved(found, story.paragraphs[number + 1].start) if found else None


def _signed_line(story: Story, number: int, *, is_display: bool) -> Mention | None:
    """The offsets count from the start of the line."""
    line = story.paragraph_text(number)
    if len(line) > _MAX_SIGNATURE_CHARS or line.rstrip().endswith(_FULL_STOP):
        return _run_in_signature(line)
    found = signature(line)
    if found is None:
        return _run_in_signature(line)
    if found.role or found.organisation:
        return found
    below = story.paragraph_text(number + 1)
    if len(below) <= _MAX_SIGNATURE_CHARS and not below.rstrip().endswith(_FULL_STOP):
        both = signature(f"{line}, {below}")
        if both and both.role:  # a comma and a blank are as long as the blank line between the two
            return both
    return found if is_display else None


def _run_in_signature(line: str) -> Mention | None:
    """A name with its function right behind it, without a comma, that the text runs on from."""
    names = full_names(line[:80], 0, min(80, len(line)))
    if not names or names[0].start != 0 or names[0].name is None:
        return None
    name = names[0].name
    match = _RUN_IN.match(line, len(name))
    if not match or not is_role_noun(match.group(1)):
        return None
    organisation, end = spoken_for(line, match.end())
    organisation, end = (organisation, end) if organisation else (None, match.end(1))
    starts = re.search(r"\s+([A-Z][a-zà-ÿ]+)\Z", organisation or "")
    if starts and dutch.is_known(starts.group(1).lower()):  # of the text that goes on
        organisation, end = (organisation or "")[: starts.start()], end - len(starts.group())
    return Mention(0, end, name, match.group(1), organisation, is_full=True)
