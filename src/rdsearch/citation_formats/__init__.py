"""Citations as reference managers, editors, web pages and readers take them. Pure.

A report is cited as a work of the organisation that published it. What nobody knows is said as the conventions
want it (z.d.) and never guessed: a date that only the PDF's metadata gives is shown as such.
"""

from collections.abc import Callable
from enum import StrEnum

from rdsearch.citation_formats.annotation import annotation
from rdsearch.citation_formats.managers import bibtex, coins, csl_json, ris
from rdsearch.citation_formats.prose import apa, journalist, plain
from rdsearch.citation_formats.reference import Reference, reference_of

__all__ = ["MEDIA_TYPES", "Format", "Reference", "reference_of", "written"]


class Format(StrEnum):
    """How a citation can be written."""

    CSL = "csl"
    RIS = "ris"
    BIBTEX = "bibtex"
    APA = "apa"
    JOURNALIST = "journalist"
    ANNOTATION = "annotation"
    COINS = "coins"
    PLAIN = "plain"


_WRITERS: dict[Format, tuple[str, Callable[[Reference], str]]] = {
    Format.CSL: ("application/vnd.citationstyles.csl+json", csl_json),
    Format.RIS: ("application/x-research-info-systems", ris),
    Format.BIBTEX: ("application/x-bibtex", bibtex),
    Format.APA: ("text/html", apa),
    Format.JOURNALIST: ("text/plain", journalist),
    Format.ANNOTATION: (
        'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
        annotation,
    ),
    Format.COINS: ("text/html", coins),
    Format.PLAIN: ("text/plain", plain),
}
MEDIA_TYPES = {format_: media_type for format_, (media_type, _) in _WRITERS.items()}


def written(reference: Reference, format_: Format) -> str:
    """The citation in a format; text of its media type, in UTF-8."""
    return _WRITERS[format_][1](reference)
