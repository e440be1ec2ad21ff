"""Facts of an index: who said what, figures, and projects with what is known of them.

A fact is found by its own words, not only by its passage, and is cited like a passage: cut from the stored page
and refused where it is not what the page says.

*Ids.* A quote or outcome has an id made of the PDF's sha256 and its place: page, span and, as a sentence may hold
several figures, the place of the figure. It stays the same however the text is cut into passages; another reading
of the PDF may change it. What has to last is cited by permalink.

*Names.* "Ottink" is "Jeroen Ottink" where the reports of the same publisher name but one person so, see `names`.
"""

from rdsearch.facts.card import ProjectCard, Sentence
from rdsearch.facts.conditions import EVERY_KIND, OutcomeFilters, QuoteFilters
from rdsearch.facts.finding import Facts, Found, Sort
from rdsearch.facts.found import Fact, OutcomeFact, QuoteFact
from rdsearch.facts.sheet import Dialect, sheet
from rdsearch.outcomes.kinds import OF_THE_WORK

__all__ = [
    "EVERY_KIND",
    "OF_THE_WORK",
    "Dialect",
    "Fact",
    "Facts",
    "Found",
    "OutcomeFact",
    "OutcomeFilters",
    "ProjectCard",
    "QuoteFact",
    "QuoteFilters",
    "Sentence",
    "Sort",
    "sheet",
]
