"""What the pages of quotes and outcomes show of filters."""

from collections.abc import Iterator, Mapping

from rdsearch.facts import Found, OutcomeFact, QuoteFact
from rdsearch_service.fact_schemas import Soort, Volgorde
from rdsearch_service.fact_words import KIND_WORDS
from rdsearch_service.holdings import Holdings
from rdsearch_service.live import Edition
from rdsearch_service.refining import Chip, Choice, Group, narrows

_KINDS = {
    Soort.BEREIKT: "Bereikt",
    Soort.GEPLAND: "Gepland",
    Soort.INZET: "Inzet van geld, mensen en tijd",
    Soort.CONTEXT: "Context: de wereld eromheen",
}
_ORDERS = {
    Volgorde.WAARDE: "Grootste waarde eerst, per eenheid",
    Volgorde.PAGINA: "Op paginanummer",
    Volgorde.DOCUMENT: "Per rapport",
}
_TITLES = {
    "speaker": ("Spreker", "spreker"),
    "organisation": ("Organisatie", "organisatie"),
    "kind": ("Soort", "soort"),
    "unit": ("Eenheid", "eenheid"),
    "project": ("Project", "project"),
    "report": ("Rapport", "documentId"),
}
_MOST_LISTED = 500


def options(edition: Edition) -> dict[str, list[tuple[str, str]]]:
    """What the lists of the forms offer, as (value, text) by the name of the field."""
    holdings = edition.holdings
    return {
        "documentId": [*holdings.titles.items()],
        "project": [(name, name) for name in holdings.projects],
        "soort": [
            ("alle", "Alle soorten"),
            *((kind.value, text) for kind, text in _KINDS.items()),
        ],
        "volgorde": [(order.value, text) for order, text in _ORDERS.items()],
        "spreker": [(name, name) for name in edition.facts.speakers()[:_MOST_LISTED]],
        "eenheid": [(unit, unit) for unit in edition.facts.units()],
    }


def chips(fields: Mapping[str, str], holdings: Holdings) -> tuple[Chip, ...]:
    """The filters in use, in the order of the form."""
    return tuple(_chips(fields, holdings))


def _chips(fields: Mapping[str, str], holdings: Holdings) -> Iterator[Chip]:
    if report_id := fields.get("documentId"):
        yield Chip("documentId", f"Rapport: {holdings.titles.get(report_id, report_id)}")
    for name, label in (
        ("project", "Project"),
        ("spreker", "Spreker"),
        ("organisatie", "Organisatie"),
        ("eenheid", "Eenheid"),
        ("periode", "Periode"),
        ("minimum", "Minstens"),
        ("maximum", "Hoogstens"),
        ("soort", "Soort"),
    ):
        if value := fields.get(name):
            yield Chip(name, f"{label}: {value}")


def groups(
    found: Found[QuoteFact] | Found[OutcomeFact], fields: Mapping[str, str], holdings: Holdings
) -> tuple[Group, ...]:
    """The values that the results could be limited to."""
    facets = {facet.name: facet.values for facet in found.facets}
    kinds = {kind.value: word for kind, word in KIND_WORDS.items()}
    offered = []
    for facet, (title, name) in _TITLES.items():
        values = facets.get(facet, ())
        if facet == "kind":
            # Not by `is_chosen`, which is so for all kinds that are shown without a choice.
            words = [(kinds[v.value], v.count) for v in values]
            choices = [
                Choice(name, word, _KINDS[word], count, fields.get(name) == word)
                for word, count in words
            ]
        else:
            texts = holdings.titles if facet == "report" else {}
            choices = [
                Choice(name, v.value, texts.get(v.value, v.value), v.count, v.is_chosen)
                for v in values
            ]
        offered.append(Group(title, tuple(choices)))
    return tuple(group for group in offered if narrows(group, found.total))
