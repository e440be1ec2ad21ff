"""The library's codes of facts ↔ the words of the API and the pages."""

from rdsearch.citation_formats import Format
from rdsearch.facts import Sort
from rdsearch.types import Outcome, OutcomeKind
from rdsearch_service.fact_schemas import Aanduiding, Formaat, Soort, Volgorde

KINDS = {
    Soort.BEREIKT: OutcomeKind.REACHED,
    Soort.GEPLAND: OutcomeKind.PLANNED,
    Soort.INZET: OutcomeKind.INPUT,
    Soort.CONTEXT: OutcomeKind.CONTEXT,
}
KIND_WORDS = {kind: word for word, kind in KINDS.items()}
BOUNDS = {
    "exact": Aanduiding.PRECIES,
    "at_least": Aanduiding.MINSTENS,
    "at_most": Aanduiding.HOOGSTENS,
    "about": Aanduiding.ONGEVEER,
}
SORTS = {
    Volgorde.WAARDE: Sort.VALUE,
    Volgorde.PAGINA: Sort.PAGE,
    Volgorde.DOCUMENT: Sort.REPORT,
}
FORMATS = {
    Formaat.CSL: Format.CSL,
    Formaat.RIS: Format.RIS,
    Formaat.BIBTEX: Format.BIBTEX,
    Formaat.APA: Format.APA,
    Formaat.JOURNALIST: Format.JOURNALIST,
    Formaat.ANNOTATIE: Format.ANNOTATION,
    Formaat.COINS: Format.COINS,
    Formaat.PLATTE_TEKST: Format.PLAIN,
}
FORMAT_NAMES = {
    Formaat.PLATTE_TEKST: "Platte tekst",
    Formaat.JOURNALIST: "Voor een artikel",
    Formaat.APA: "APA",
    Formaat.RIS: "RIS (EndNote, Zotero, Mendeley)",
    Formaat.BIBTEX: "BibTeX",
    Formaat.CSL: "CSL-JSON",
    Formaat.ANNOTATIE: "W3C-annotatie (JSON-LD)",
}
_BOUND_WORDS = {"at_least": "minstens ", "at_most": "hoogstens ", "about": "ongeveer "}


def value_words(outcome: Outcome) -> str:
    """`minstens 2.000`, `€ 3.400.000`, `van 180 naar 220`, `12–14 %`."""
    value = _with_unit(_number(outcome.value), outcome.unit)
    if outcome.upper is not None:
        value = _with_unit(f"{_number(outcome.value)}–{_number(outcome.upper)}", outcome.unit)
    if outcome.value_before is not None:
        return f"van {_number(outcome.value_before)} naar {value}"
    return _BOUND_WORDS.get(outcome.qualifier, "") + value


def _with_unit(number: str, unit: str | None) -> str:
    if unit is None:
        return number
    if unit in ("euro", "€"):
        return f"€ {number}"
    return f"{number} {unit}"


def _number(value: float) -> str:
    """As Dutch writes it: 2.000 and 12,5."""
    whole, _, rest = f"{value:,.4f}".rstrip("0").partition(".")
    return whole.replace(",", ".") + (f",{rest}" if rest else "")
