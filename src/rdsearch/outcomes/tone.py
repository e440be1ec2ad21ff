"""What a report is for, by how its sentences speak: present tense means another thing in a year report than in a plan."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rdsearch import dutch
from rdsearch.outcomes.tense import is_planned, is_ruled, is_told_as_done
from rdsearch.types import Page, Role

READ = (Role.BODY, Role.LIST_ITEM, Role.QUOTE, Role.CAPTION)
# What people say is told as they saw it: "ik schreef 140 brieven".
SPOKEN = re.compile(r"[“„][^“”„]*[”“]?|(?<!\w)‘[^’\n]{20,}’|\"[^\"\n]*\"")
_MIN_CHARS = 25  # of a sentence; shorter ones are labels and heads

# Measured on the tune reports and on unlabelled pages of other real ones, 23 in all. Of the sentences that tell,
# want or rule, year reports and booklets tell .73 to .88; plans, rules, decisions and research .16 to .64, but an
# evaluation .87: research is known by its words.
_TELLING = 0.68
_UNSURE = 5  # sentences that might have said otherwise: of a letter of ten it cannot be told
# Of all sentences .09 and more speak of those who were asked and what they said in a research report, at most .03
# elsewhere, year reports with a chapter on research too.
_FINDING = 0.05
_LEVELS = 4  # that a share is told in
_YEAR = re.compile(r"(?<![\d.,])20\d\d(?![\d.,]*\d)")
_FINDINGS = re.compile(
    r"\b(?:respondent\w*|geïnterview\w*|interviews?|onderzoekers|onderzoeksvra\w+|vragenlijst\w*|enquêtes?|steekproef|respons"
    r"|bevinding\w*|aanbeveling\w*)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Tone:
    """How a report speaks. Levels are 0 to 4, from none of its sentences to all."""

    tells: bool = False  # of what happened, more than of what should
    telling: int = 0  # of the sentences that tell, want or rule, how many tell
    wanting: int = 0  # of those that want or rule, how many want
    finding: int = 0  # of all, how many speak of research, where 4 is a quarter or more
    year: int | None = None  # of which it tells most


NO_TONE = Tone()


def is_dutch(language: str | None) -> bool:
    return language in (None, "nl")  # None: too short to tell


def tone_of(pages: Iterable[Page]) -> Tone:
    """How the Dutch pages of a report speak."""
    told = wanted = ruled = found = count = 0
    years = Counter[str]()
    for sentence in _sentences(pages):
        count += 1
        if is_told_as_done(sentence):
            told += 1
            years.update(_YEAR.findall(sentence))
        is_plan, is_rule = is_planned(sentence), is_ruled(sentence)
        wanted += is_plan
        ruled += is_rule and not is_plan
        found += _FINDINGS.search(sentence) is not None
    # Research tells in the past tense how it was done: that reaches nothing.
    finds = found > _FINDING * count
    return Tone(
        tells=not finds and told > _TELLING * (told + wanted + ruled + _UNSURE),
        telling=_level(told, told + wanted + ruled),
        wanting=_level(wanted, wanted + ruled),
        finding=_level(min(_LEVELS * found, count), count),
        year=int(years.most_common(1)[0][0]) if years else None,
    )


def _level(some: int, among: int) -> int:
    """The share, drawn to a half where few are counted; 0 where none are."""
    return round(_LEVELS * (some + _UNSURE / 2) / (among + _UNSURE)) if among else 0


def _sentences(pages: Iterable[Page]) -> Iterator[str]:
    for page in (page for page in pages if is_dutch(page.language)):
        for block in page.blocks:
            if block.role in READ:
                # The speech of people in it has another tone than the report.
                text = SPOKEN.sub("", page.text[block.start : block.end])
                for start, end in dutch.sentences(text):
                    if end - start >= _MIN_CHARS:
                        yield text[start:end]
