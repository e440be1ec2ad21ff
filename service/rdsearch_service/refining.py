"""What the search page shows of filters: those in use, and the values that the results could be limited to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rdsearch.search import Answer, FacetValue
from rdsearch_service.holdings import Holdings
from rdsearch_service.wording import dutch_date, language_name

SHOWN_VALUES = 6


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in use; a button of this name without a value takes it away."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to limit the results to; its button has this name and value."""

    name: str
    value: str
    text: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The choices of one kind."""

    title: str
    choices: tuple[Choice, ...]


def options(holdings: Holdings | None) -> dict[str, list[tuple[str, str]]]:
    """What the lists of the form offer, as (value, text) by the name of the field."""
    if holdings is None:
        return {name: [] for name in ("documentId", "uitgever", "project", "taal")}
    return {
        "documentId": [*holdings.titles.items()],
        "uitgever": [(name, name) for name in holdings.publishers],
        "project": [(name, name) for name in holdings.projects],
        "taal": [(code, language_name(code)) for code in holdings.languages],
    }


def chips(fields: Mapping[str, str], holdings: Holdings) -> tuple[Chip, ...]:
    """The filters in use, in the order of the form."""
    return tuple(_chips(fields, holdings))


def _chips(fields: Mapping[str, str], holdings: Holdings) -> Iterator[Chip]:
    if report_id := fields.get("documentId"):
        yield Chip("documentId", f"Rapport: {holdings.titles.get(report_id, report_id)}")
    for name, label in (("uitgever", "Uitgever"), ("project", "Project"), ("thema", "Onder")):
        if value := fields.get(name):
            yield Chip(name, f"{label}: {value}")
    if taal := fields.get("taal"):
        yield Chip("taal", f"Taal: {language_name(taal)}")
    if period := _period_words(fields):
        yield Chip("periode", period)
    for name, words in _TOGGLES.items():
        if name in fields:
            yield Chip(name, words if fields[name] == "true" else f"niet {words}")
    if fields.get("exact") == "true":
        yield Chip("exact", "letterlijk deze woorden")


_TOGGLES = {
    "metCitaat": "met een citaat",
    "metCijfer": "met een resultaat in cijfers",
    "gelezenMetOcr": "gelezen met OCR",
}


def _period_words(fields: Mapping[str, str]) -> str | None:
    first, last = fields.get("gepubliceerdVanaf"), fields.get("gepubliceerdTotEnMet")
    if first and last and (first[4:], last[4:], first[:4]) == ("-01-01", "-12-31", last[:4]):
        return f"Gepubliceerd in {last[:4]}"
    words = [f"vanaf {_day(first)}"] if first else []
    words += [f"tot en met {_day(last)}"] if last else []
    return f"Gepubliceerd {' '.join(words)}" if words else None


def _day(text: str) -> str:
    try:
        return dutch_date(date.fromisoformat(text))
    except ValueError:  # what was typed; the form says what is wrong with it
        return text


def groups(answer: Answer, holdings: Holdings) -> tuple[Group, ...]:
    """The choices that would leave fewer results, and those made."""
    values = {facet.name: facet.values for facet in answer.facets}

    def group(title: str, facet: str, name: str, words: Mapping[str, str]) -> Group:
        return Group(title, tuple(_choices(name, values.get(facet, ()), words)))

    languages = {v.value: language_name(v.value) for v in values.get("language", ())}
    toggles = [
        choice
        for facet, name in (
            ("has_quote", "metCitaat"),
            ("has_figure", "metCijfer"),
            ("read_by_ocr", "gelezenMetOcr"),
        )
        for choice in _choices(name, values.get(facet, ()), {"true": _TOGGLES[name]})
    ]
    offered = (
        group("Uitgever", "publisher", "uitgever", {}),
        group("Rapport", "report", "documentId", holdings.titles),
        Group("Jaar", tuple(_years(values.get("year", ())))),
        group("Project", "project", "project", {}),
        group("Thema of hoofdstuk", "theme", "thema", {}),
        group("Taal", "language", "taal", languages),
        Group("Soort tekst", tuple(toggles)),
    )
    return tuple(g for g in offered if narrows(g, answer.total))


def _choices(
    name: str, values: tuple[FacetValue, ...], words: Mapping[str, str]
) -> Iterator[Choice]:
    for v in values:
        yield Choice(name, v.value, words.get(v.value, v.value), v.count, v.is_chosen)


def _years(values: tuple[FacetValue, ...]) -> Iterator[Choice]:
    for v in sorted(values, key=lambda v: v.value, reverse=True):
        period = f"{v.value}-01-01/{v.value}-12-31"
        yield Choice("periode", period, v.value, v.count, v.is_chosen)


def narrows(group: Group, total: int) -> bool:
    """Whether a choice of it is made, or would leave fewer than there are."""
    return any(choice.is_chosen or choice.count < total for choice in group.choices)
