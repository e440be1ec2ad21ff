"""What a report is for, by how its sentences speak: present tense means another thing in a year report than in a plan."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rdsearch import dutch
from rdsearch.outcomes.tense import is_planned, is_ruled, is_told_as_done
from rdsearch.types import Page, Role

READ = (Role.BODY, Role.LIST_ITEM, Role.QUOTE, Role.CAPTION)
# What people say is told as they saw it ("ik schreef 140 brieven"): a quote, not an outcome.
SPOKEN = re.compile(r"[“„][^“”„]*[”“]?|(?<!\w)‘[^’\n]{20,}’|\"[^\"\n]*\"")
_MIN_CHARS = 25  # of a sentence; shorter ones are labels and heads

# Measured on the tune reports and on unlabelled pages of 23 real and made ones. Of the sentences that tell or
# want, year reports and booklets tell .65 to .75, policy notes, rules and research .39 to .61. Of all sentences
# .26 speak of findings in a research report, at most .10 elsewhere.
_TELLING = 0.70
_FINDING = 0.12
# Of the sentences that want or rule, how many want: plans .45 and more, rules and manuals .18 to .40.
_WANTING = 0.47
_FINDINGS = re.compile(
    r"\b(?:respondent\w*|onderzo(?:ek|cht)\w*|analyse\w*|bevinding\w*|resulta\w*|geïnterview\w*)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Tone:
    """How a report speaks."""

    tells: bool = False  # of what happened, more than of what should
    finds: bool = False  # it reports research: what it measured holds in the present tense
    wants: bool = False  # it plans and proposes, more than it rules


NO_TONE = Tone()


def tone_of(pages: Iterable[Page]) -> Tone:
    told = wanted = ruled = found = count = 0
    for sentence in _sentences(pages):
        count += 1
        told += is_told_as_done(sentence)
        is_plan, is_rule = is_planned(sentence), is_ruled(sentence)
        wanted += is_plan
        ruled += is_rule and not is_plan
        found += _FINDINGS.search(sentence) is not None
    tells = told > _TELLING * (told + wanted + ruled)
    return Tone(
        tells=tells,
        finds=found > _FINDING * count,
        wants=not tells and wanted > _WANTING * (wanted + ruled),
    )


def _sentences(pages: Iterable[Page]) -> Iterator[str]:
    for page in pages:
        for block in page.blocks:
            if block.role in READ:
                # The speech of people in it has another tone than the report.
                text = SPOKEN.sub("", page.text[block.start : block.end])
                for start, end in dutch.sentences(text):
                    if end - start >= _MIN_CHARS:
                        yield text[start:end]
