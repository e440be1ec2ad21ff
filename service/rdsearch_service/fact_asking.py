"""From a checked question about facts to what the library finds; the API and the pages both come here."""

from dataclasses import dataclass

from rdsearch.errors import UnknownValue
from rdsearch.facts import Found, OutcomeFact, OutcomeFilters, ProjectCard, QuoteFact, QuoteFilters
from rdsearch.store import ProjectEntry
from rdsearch_service.asking import unknown_value
from rdsearch_service.dependencies import Services, searcher_in
from rdsearch_service.fact_schemas import Citaatvraag, Feitvraag, Projectvraag, Uitkomstvraag
from rdsearch_service.fact_words import KINDS, SORTS
from rdsearch_service.live import Edition
from rdsearch_service.problems import Refused
from rdsearch_service.querylog import log_facts


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: where the question came in (query, body or form), of which index."""

    edition: Edition
    services: Services
    place: str

    @property
    def channel(self) -> str:
        return "page" if self.place == "form" else "api"


def quotes_for(asked: Citaatvraag, asker: Asker) -> Found[QuoteFact]:
    """Raises Refused for a filter by what is not there and Unavailable while a question has no model."""
    filters = QuoteFilters(
        report_ids=asked.document_id,
        project=asked.project or None,
        speaker=asked.spreker or None,
        organisation=asked.organisatie or None,
    )
    _await_model(asked, asker)
    try:
        found = asker.edition.facts.quotes(
            asked.q or None, filters, limit=asked.page_size, offset=_offset(asked)
        )
    except UnknownValue as error:
        raise Refused(400, errors=(unknown_value(error, asker.place),)) from error
    _log(found, asked, asker, "quotes")
    return found


def outcomes_for(
    asked: Uitkomstvraag, asker: Asker, *, every_page: bool = False
) -> Found[OutcomeFact]:
    """Raises as `quotes_for`."""
    filters = OutcomeFilters(
        report_ids=asked.document_id,
        project=asked.project or None,
        kinds=tuple(KINDS[soort] for soort in asked.soort),
        unit=asked.eenheid or None,
        period=asked.periode or None,
        at_least=asked.minimum,
        at_most=asked.maximum,
    )
    _await_model(asked, asker)
    try:
        found = asker.edition.facts.outcomes(
            asked.q or None,
            filters,
            sort=SORTS[asked.volgorde] if asked.volgorde else None,
            limit=None if every_page else asked.page_size,
            offset=0 if every_page else _offset(asked),
        )
    except UnknownValue as error:
        raise Refused(400, errors=(unknown_value(error, asker.place),)) from error
    _log(found, asked, asker, "outcomes")
    return found


def _offset(asked: Feitvraag) -> int:
    return (asked.page - 1) * asked.page_size


def _await_model(asked: Feitvraag, asker: Asker) -> None:
    if asked.q:
        searcher_in(asker.edition, asker.services)


def _log(
    found: Found[QuoteFact] | Found[OutcomeFact], asked: Feitvraag, asker: Asker, what: str
) -> None:
    if asked.q or asked.filters:
        log_facts(
            found,
            what=what,
            filters=asked.filters,
            channel=asker.channel,
            index_id=asker.edition.index.index_id,
        )


def projects_for(asked: Projectvraag, asker: Asker) -> tuple[ProjectEntry, ...]:
    """Those of which a name has the words, by name. Raises Refused for a filter by what is not there."""
    try:
        return asker.edition.facts.projects(
            asked.q, theme=asked.thema or None, report_ids=asked.document_id
        )
    except UnknownValue as error:
        raise Refused(400, errors=(unknown_value(error, asker.place),)) from error


def card_in(edition: Edition, project_id: str) -> ProjectCard:
    """The card of a project by its id, or 404."""
    if all(project_id != known.project_id for known in edition.holdings.project_list):
        raise Refused(404, "Dit project staat niet in de index.")
    return edition.facts.card(project_id)


def quote_in(edition: Edition, quote_id: str) -> QuoteFact:
    if (fact := edition.facts.quote(quote_id)) is None:
        raise Refused(
            404, "Dit citaat staat niet in de index. Mogelijk is het rapport opnieuw gelezen."
        )
    return fact


def outcome_in(edition: Edition, outcome_id: str) -> OutcomeFact:
    if (fact := edition.facts.outcome(outcome_id)) is None:
        raise Refused(
            404, "Deze uitkomst staat niet in de index. Mogelijk is het rapport opnieuw gelezen."
        )
    return fact
