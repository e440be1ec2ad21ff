"""What is asked and what is answered; checks of a query before anything is searched."""

import re
from dataclasses import dataclass

from rdsearch import dutch
from rdsearch.errors import QueryError
from rdsearch.search.exact import LiteralCount
from rdsearch.search.faceting import Facet
from rdsearch.store import ProjectEntry
from rdsearch.types import NO_FILTERS, Filters, Hit

MAX_QUESTION_LENGTH = 1_000
MAX_LIMIT = 100

_QUOTED = re.compile(
    r'"([^"]+)"|“([^”]+)”|„([^”“]+)[”“]|«([^»]+)»|”([^”“„]+)”|»([^«»]+)«'
    r"|^[‘‚]([^‘]+)’$"  # elsewhere an apostrophe looks the same: the 90’s of ’t dorp
)


@dataclass(frozen=True, slots=True)
class Query:
    """A question and what it is limited to. `exact` asks for its literal words."""

    text: str
    limit: int = 10
    offset: int = 0
    exact: bool = False
    filters: Filters = NO_FILTERS
    facets: bool = False  # whether the answer counts its passages by what they can be filtered by


@dataclass(frozen=True, slots=True)
class Answer:
    """The hits of one page of results. `total` counts the hits on all pages. `literal` counts the
    occurrences of what was asked for literally."""

    query: Query
    index_id: str
    total: int
    hits: tuple[Hit, ...]
    took_ms: float
    timings_ms: dict[str, float]
    facets: tuple[Facet, ...] = ()
    literal: LiteralCount | None = None
    did_you_mean: str | None = None  # the question as it was searched, where it was mistyped
    is_answered: bool = (
        True  # False where no hit seems to answer: the hits are the nearest there are
    )
    answer_score: float | None = (
        None  # from 0, surely not answered, to 1; None where that is not asked
    )
    project: ProjectEntry | None = None  # of which the question is the name


def question_of(query: Query) -> str:
    """The question in one line. Raises QueryError for a query that cannot be answered as asked."""
    text = " ".join(query.text.split())
    if not dutch.forms(text):
        raise QueryError("no_words", "the question has no words; type at least one word or number")
    if len(text) > MAX_QUESTION_LENGTH:
        raise QueryError(
            "too_long",
            f"the question has {len(text)} characters, {MAX_QUESTION_LENGTH} are allowed; shorten it",
        )
    if not 1 <= query.limit <= MAX_LIMIT:
        raise QueryError("bad_limit", f"ask for 1 to {MAX_LIMIT} hits, not {query.limit}")
    if query.offset < 0:
        raise QueryError("bad_offset", "the offset cannot be negative")
    return text


def besides(text: str) -> str:
    """What a question asks besides its quoted parts; nothing where there are none."""
    rest = _QUOTED.sub(" ", text)
    return "" if rest == text else " ".join(rest.split())


def phrases_of(text: str, *, exact: bool) -> tuple[str, ...]:
    """The quoted parts of a question; all of it when it is asked for exactly."""
    quoted = (next(filter(None, groups)) for groups in _QUOTED.findall(text))
    phrases = tuple(phrase for phrase in quoted if dutch.forms(phrase))
    return phrases or ((text,) if exact else ())
