"""The card of a project: what the index has of it, and a few sentences cut from its own text."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rdsearch import cite, dutch
from rdsearch.facts.found import OutcomeFact, QuoteFact
from rdsearch.store import Catalog, ProjectEntry
from rdsearch.types import Citation, Page, Passage, Report, Role, Span

_MOST = 3  # sentences
_WORDS = range(6, 46)  # of a sentence: less is a slogan, more is a list
_ENDS = (".", "!", "?", "”", "’")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a project's text, word for word."""

    citation: Citation
    passage_id: str

    @property
    def text(self) -> str:
        return self.citation.excerpt


@dataclass(frozen=True, slots=True)
class ProjectCard:
    """A project with its evidence. Facts and sentences stand in reading order; figures of the context are no
    outcomes of the project."""

    entry: ProjectEntry
    summary: tuple[Sentence, ...]
    outcomes: tuple[OutcomeFact, ...]
    quotes: tuple[QuoteFact, ...]
    places: tuple[tuple[Report, tuple[int, ...]], ...]  # (report, PDF pages)


@dataclass(frozen=True, slots=True)
class _Candidate:
    passage: Passage
    spans: tuple[Span, ...]
    text: str
    is_named: bool  # says what the project is called


def card_of(
    entry: ProjectEntry,
    catalog: Catalog,
    *,
    quotes: Sequence[QuoteFact],
    outcomes: Sequence[OutcomeFact],
) -> ProjectCard:
    reports = catalog.descriptions()
    pages = {
        (report_id, number): page
        for report_id, number in entry.pages
        if (page := catalog.page(report_id, number))
    }
    said = [(quote.report_id, quote.span) for quote in quotes]
    said += [(c.report.report_id, span) for q in quotes for c in q.copies for span in c.spans]
    candidates = list(_candidates(entry, catalog, pages, said))
    return ProjectCard(
        entry,
        tuple(
            Sentence(
                cite.citation_at(
                    chosen.spans,
                    reports[chosen.passage.report_id],
                    {s.page: pages[chosen.passage.report_id, s.page] for s in chosen.spans},
                ),
                chosen.passage.passage_id,
            )
            for chosen in _chosen(candidates)
        ),
        tuple(outcomes),
        tuple(quotes),
        tuple(
            (reports[report_id], tuple(n for holder, n in entry.pages if holder == report_id))
            for report_id in entry.reports
        ),
    )


def _candidates(
    entry: ProjectEntry,
    catalog: Catalog,
    pages: dict[tuple[str, int], Page],
    said: Sequence[tuple[str, Span]],
) -> Iterator[_Candidate]:
    """Whole sentences of running text that nobody says."""
    project = entry.project
    keys = [dutch.name_key(name) for name in (project.name, *project.aliases)]
    for report_id in entry.reports:
        about = (p for p in catalog.passages_of(report_id) if p.project == project.name)
        for passage in about:
            for start, end in dutch.sentences(passage.text):
                text = passage.text[start:end]
                spans = cite.spans_between(passage.spans, start, end)
                is_quoted = any(
                    holder == report_id and _overlap(span, piece)
                    for holder, span in said
                    for piece in spans
                )
                if is_quoted or not (_is_whole(text) and _is_body(report_id, spans, pages)):
                    continue
                key = dutch.name_key(text)
                yield _Candidate(passage, spans, text, any(name in key for name in keys))


def _is_whole(text: str) -> bool:
    return (
        "\n\n" not in text
        and text[:1].isupper()
        and text.endswith(_ENDS)
        and len(text.split()) in _WORDS
    )


def _is_body(report_id: str, spans: Sequence[Span], pages: dict[tuple[str, int], Page]) -> bool:
    return all(
        any(
            block.role is Role.BODY and block.start <= span.start and span.end <= block.end
            for block in pages[report_id, span.page].blocks
        )
        for span in spans
    )


def _overlap(one: Span, other: Span) -> bool:
    return one.page == other.page and one.start < other.end and other.start < one.end


def _chosen(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """The sentences that say most of the whole, in reading order.

    Each by whether it names the project, by how early it stands, and by how much of its words the other sentences
    share (degree centrality: Erkan and Radev, 2004, "LexRank").
    """
    texts = dict[tuple[str, ...], int]()  # another version of a report has the same sentences
    for number, candidate in enumerate(candidates):
        texts.setdefault(tuple(dutch.forms(candidate.text)), number)
    terms = {n: frozenset(dutch.query_terms(candidates[n].text)) for n in texts.values()}
    counted = Counter(term for some in terms.values() for term in some)

    def centrality(number: int) -> float:
        own = terms[number]
        others = max(1, len(terms) - 1)
        return sum(counted[term] - 1 for term in own) / max(1, len(own)) / others

    def score(number: int) -> float:
        return candidates[number].is_named + centrality(number) + 1 / (1 + number)

    best = sorted(terms, key=lambda number: (-score(number), number))[:_MOST]
    return [candidates[number] for number in sorted(best)]
