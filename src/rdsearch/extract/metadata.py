"""Title, author and date that a PDF says of itself, where they mean something."""

import re
from datetime import date

import pypdfium2 as pdfium

_USELESS = re.compile(
    r"(?i)^(?:untitled|naamloos|geen titel|no title|title|titel|document\d*|presentatie\d*|presentation\d*"
    r"|microsoft (?:word|powerpoint|excel) - .*|powerpoint[- ]presentatie|powerpoint presentation|dia \d+|slide \d+"
    r"|scan\w*[\d_ -]*|.*\.(?:docx?|pdf|indd|pptx?|xlsx?|odt|rtf|tmp|qxd|ps|html?|ai|tiff?|jpe?g))$"
)
_NO_AUTHOR = re.compile(r"(?i)^(?:user|gebruiker|admin\w*|unknown|onbekend|author|auteur|\W*)$")
_DATE = re.compile(r"D?:?(\d{4})(\d{2})?(\d{2})?")


def title_of(pdf: pdfium.PdfDocument) -> str | None:
    """The title in the metadata, or None when it is a file name or a default."""
    title = _value(pdf, "Title")
    letters = sum(character.isalpha() for character in title)
    if letters < 3 or _USELESS.match(title) or ("_" in title and " " not in title):
        return None
    return title


def author_of(pdf: pdfium.PdfDocument) -> str | None:
    """The author in the metadata, or None."""
    author = _value(pdf, "Author")
    return None if _NO_AUTHOR.match(author) or len(author) < 2 else author


def created_of(pdf: pdfium.PdfDocument) -> date | None:
    """The day on which the PDF says it was made."""
    match = _DATE.match(_value(pdf, "CreationDate"))
    if match is None:
        return None
    year, month, day = (int(part or 1) for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _value(pdf: pdfium.PdfDocument, key: str) -> str:
    value: str = pdf.get_metadata_value(key)
    printable = "".join(c if c.isprintable() else " " for c in value)
    return " ".join(printable.split())
