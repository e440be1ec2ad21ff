"""Dutch words for what the library says in codes: dates, pages, problems, citations."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from rdsearch.dutch import MONTHS
from rdsearch.store import FileFailure
from rdsearch.types import Citation, Hit, PageProblem

_LANGUAGES = {"nl": "Nederlands", "en": "Engels", "de": "Duits", "fr": "Frans", "fy": "Fries"}
_PAGE_PROBLEMS = {
    PageProblem.EMPTY: "lege bladzijde",
    PageProblem.NO_TEXT: "afbeelding waarvan de tekst niet is gelezen",
    PageProblem.UNREADABLE: "tekst in een onleesbare codering",
    PageProblem.DAMAGED: "beschadigde bladzijde",
    PageProblem.TOO_SLOW: "het lezen duurde te lang",
}
_MAX_HEADINGS = 3


_FILE_REASONS = {
    "encrypted": "het bestand is met een wachtwoord beveiligd",
    "damaged": "het bestand is beschadigd",
    "empty": "het bestand is leeg",
    "not_a_pdf": "het bestand is geen PDF",
    "missing": "het bestand is er niet",
    "changed": "het bestand is een ander dan de rapportenlijst noemt",
    "withdrawn": "het rapport is ingetrokken",
    "crashed": "het lezen liep vast",
    "too_large": "het bestand is te groot",
    "too_many_pages": "het bestand heeft te veel bladzijden",
    "too_slow": "het lezen duurde te lang",
    "duplicate": "dezelfde PDF staat al in de index",
}


def counted(number: int, one: str, more: str) -> str:
    """`1 bladzijde`, `2.400 bladzijden`."""
    return f"{dutch_number(number)} {one if number == 1 else more}"


def dutch_date(day: date | None) -> str:
    return "z.d." if day is None else f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def dutch_number(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def language_name(code: str | None) -> str:
    return "taal onbekend" if code is None else _LANGUAGES.get(code, code)


def problem_words(problem: PageProblem) -> str:
    return _PAGE_PROBLEMS[problem]


def failure_words(failure: FileFailure) -> str:
    """Why the file is not in; a reason without Dutch words shows the library's own line."""
    return _FILE_REASONS.get(failure.reason, failure.message)


def page_words(labels: Sequence[str], numbers: Sequence[int]) -> str:
    """Both page identities: `p. 12 (pdf-pagina 14)`."""
    physical = _physical(numbers)
    return f"p. {_range(labels)} ({physical})" if labels else physical


def _physical(numbers: Sequence[int]) -> str:
    return ("pdf-pagina " if len(numbers) == 1 else "pdf-pagina’s ") + _range(numbers)


def _range(items: Sequence[object]) -> str:
    return str(items[0]) if len(items) == 1 else f"{items[0]}–{items[-1]}"


def pdf_pages(citation: Citation) -> list[int]:
    """The PDF pages that the excerpt stands on, in order."""
    return sorted({span.page for span in citation.spans})


def passage_ids(hit: Hit) -> list[str]:
    """Of the passage or the two neighbours that a hit shows."""
    shown = (hit.passage, hit.neighbour)
    return [passage.passage_id for passage in shown if passage]


def heading_path(headings: Sequence[str], title: str) -> str:
    """The lowest headings over a passage; the title of its report stands above them already."""
    path = [heading for heading in headings if heading.casefold() != title.casefold()]
    return " › ".join(["…", *path[-_MAX_HEADINGS:]] if len(path) > _MAX_HEADINGS else path)


def segments(
    text: str, words: Sequence[tuple[int, int]], sentences: Sequence[tuple[int, int]] = ()
) -> list[tuple[str, bool, bool]]:
    """`text` cut where marks begin and end: (piece, whether it is a marked word, whether it is of a marked
    sentence)."""
    cuts = {0, len(text), *(place for span in (*words, *sentences) for place in span)}
    return [
        (text[start:end], _lies_in(start, words), _lies_in(start, sentences))
        for start, end in pairwise(sorted(cuts))
    ]


def _lies_in(place: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)
