"""Citations for reference managers: CSL-JSON, RIS, BibTeX and COinS."""

import html
import json
import re
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

from rdsearch.citation_formats.reference import (
    Reference,
    address_of,
    is_dated_by_pdf,
    one_line,
    pages_for_programs,
    pages_in_a_row,
    place,
    remarks,
    url_of,
    words_of,
)
from rdsearch.types import Report

_BIBTEX_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_LATEX = {
    "\\": r"\textbackslash{}",
    # Not \{: BibTeX counts braces whatever stands before them, and a title with one would swallow the file.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{mark: f"\\{mark}" for mark in "&%$#_"},
}
_LATEX_LIGATURE = re.compile(r"([-`'<>,!?])(?=[-`'<>,])")  # -- would become a dash
_NOT_IN_BIBTEX_URL = re.compile(r"[\\{}\s]")


def csl_json(reference: Reference) -> str:
    """A list of one item; `page` is where the excerpt stands, and its text is the abstract."""
    report = reference.citation.report
    publisher = one_line(report.publisher or "")
    item: dict[str, Any] = {
        "id": report.report_id,
        "type": "report",
        "title": one_line(report.title),
        "author": [{"literal": publisher}] if publisher else None,
        "issued": _csl_date(report.published) if report.published else None,
        "publisher": publisher or None,
        "page": "-".join(_first_and_last(reference)),
        "URL": url_of(reference),
        "accessed": _csl_date(reference.accessed_at.date()),
        "language": reference.language,
        "abstract": words_of(reference),
        "note": _note(reference),
    }
    if is_dated_by_pdf(report):
        item["issued"]["circa"] = True
    known = {name: value for name, value in item.items() if value is not None}
    return json.dumps([known], ensure_ascii=False, indent=2)


def _csl_date(day: date) -> dict[str, Any]:
    return {"date-parts": [[day.year, day.month, day.day]]}


def _first_and_last(reference: Reference) -> list[str]:
    pages = pages_for_programs(reference)
    return list(dict.fromkeys((pages[0], pages[-1])))


def _note(reference: Reference) -> str:
    """Where it stands, by both page numbers, and what else a program has no field for."""
    parts = [place(reference), *remarks(reference)]
    if reference.permalink != url_of(reference):
        parts.append(reference.permalink)
    return "; ".join(parts)


def ris(reference: Reference) -> str:
    """One record, its lines ended by CR LF."""
    report = reference.citation.report
    pages = _first_and_last(reference)
    day = report.published
    fields = [
        ("TY", "RPRT"),
        ("ID", report.report_id),
        ("TI", report.title),
        # RIS takes a comma for the end of a family name: "Ministerie van Volksgezondheid, Welzijn en Sport".
        ("AU", (report.publisher or "").replace(",", "")),
        ("PB", report.publisher),
        ("PY", f"{day:%Y}" if day else None),
        ("DA", f"{day:%Y/%m/%d}/" if day else None),
        ("SP", pages[0]),
        ("EP", pages[-1]),
        ("UR", url_of(reference)),
        ("Y2", f"{reference.accessed_at:%Y/%m/%d}/"),
        ("LA", reference.language),
        ("N2", words_of(reference)),
        ("N1", _note(reference)),
    ]
    lines = [f"{tag}  - {value}" for tag, raw in fields if (value := one_line(raw or ""))]
    return "\r\n".join([*lines, "ER  - ", ""])


def bibtex(reference: Reference) -> str:
    """A `techreport`, or `misc` where no institution is known, as BibTeX demands one."""
    report = reference.citation.report
    publisher = f"{{{latex(report.publisher)}}}" if report.publisher else None
    day = report.published
    url = url_of(reference)
    fields = {
        "author": publisher,
        "institution": publisher,
        "title": f"{{{latex(report.title)}}}",
        "year": str(day.year) if day else "z.d.",
        "url": _bibtex_url(url) if url else None,
        "urldate": f"{reference.accessed_at:%Y-%m-%d}",
        "language": latex(reference.language or ""),
        "note": _bibtex_note(reference),
        "abstract": latex(words_of(reference)),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    if day:
        lines.append(f"  month = {_BIBTEX_MONTHS[day.month - 1]},")
    kind = "techreport" if publisher else "misc"
    return "\n".join([f"@{kind}{{{_bibtex_key(report)},", *lines, "}", ""])


def latex(text: str) -> str:
    """Text that LaTeX prints as it is."""
    return _LATEX_LIGATURE.sub(
        r"\1{}", "".join(_LATEX.get(character, character) for character in one_line(text))
    )


def _bibtex_note(reference: Reference) -> str:
    note = "; ".join([place(reference), *remarks(reference)])
    note = latex(note).replace("p. ", "p.~", 1)
    if (address := address_of(reference)) and address != url_of(reference):
        return f"{note}; \\url{{{_bibtex_url(address)}}}"
    return note if address else f"{note}; {latex(reference.permalink)}"


def _bibtex_url(url: str) -> str:
    return _NOT_IN_BIBTEX_URL.sub(lambda match: quote(match.group()), url)


def _bibtex_key(report: Report) -> str:
    return re.sub(r"[^a-z0-9-]+", "-", report.report_id.lower())


def coins(reference: Reference) -> str:
    """An empty element that Zotero and others find in a page (ANSI/NISO Z39.88)."""
    report = reference.citation.report
    fields = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:book"),
        ("rft.genre", "report"),
        ("rft.btitle", one_line(report.title)),
        # Not rft.au: that would be read as a person's name, the last word for the family's.
        ("rft.aucorp", one_line(report.publisher or "")),
        ("rft.date", report.published.isoformat() if report.published else ""),
        ("rft.pub", one_line(report.publisher or "")),
        ("rft.pages", pages_in_a_row(pages_for_programs(reference)).replace("–", "-")),
        ("rft.language", reference.language or ""),
        *(
            ("rft_id", url)
            for url in dict.fromkeys((url_of(reference), address_of(reference)))
            if url
        ),
    ]
    title = urlencode([(name, value) for name, value in fields if value], quote_via=quote)
    return f'<span class="Z3988" title="{html.escape(title)}"></span>'
