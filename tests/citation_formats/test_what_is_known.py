"""What is known of a report and its excerpt, through all formats."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from tests.citation_formats.reading import (
    ACROSS,
    LINK,
    NOW,
    ODD,
    PAGES,
    REPORT,
    Elements,
    one_line,
    raw_bibtex,
    read_bibtex,
    read_coins,
    read_csl,
    read_ris,
    reference,
    words,
)

from rdsearch.citation_formats import MEDIA_TYPES, Format, written
from rdsearch.corpus import Source
from rdsearch.corpus import report_of as described
from rdsearch.types import Extraction


def test_every_format_has_a_media_type():
    assert set(MEDIA_TYPES) == set(Format)


@given(ODD, ODD, ODD)
def test_no_title_publisher_or_text_breaks_a_format_that_programs_read(title, publisher, text):
    cited = words(text, title=title, publisher=publisher)
    title, publisher = one_line(title), one_line(publisher)
    csl, record = read_csl(cited), read_ris(cited)
    assert (csl["title"], csl["publisher"]) == (title, publisher)
    assert record["title"] == title
    coins = read_coins(cited)
    assert (coins["rft.btitle"], coins["rft.pub"]) == ([title], [publisher])
    entry = read_bibtex(cited)
    assert (entry["title"], entry["institution"]) == (title, publisher)
    raw = raw_bibtex(cited)
    for name in ("title", "institution", "abstract", "note"):
        assert raw[name].count("{") == raw[name].count("}"), name
    html = Elements(written(cited, Format.APA))
    assert not html.open
    assert html.text.count(title) >= 1
    assert {tag for tag, _ in html.found} <= {"p", "i", "a", "blockquote", "br"}


def test_the_publisher_s_address_goes_before_ours_which_is_never_lost():
    cited = reference(replace(REPORT, source_url="https://lindenmeer.example/dijk.pdf"))
    source = "https://lindenmeer.example/dijk.pdf"
    assert (
        read_csl(cited)["URL"] == read_ris(cited)["urls"][0] == read_bibtex(cited)["url"] == source
    )
    assert LINK in read_csl(cited)["note"]
    assert LINK in read_ris(cited)["notes"][0]
    assert LINK in raw_bibtex(cited)["note"]
    assert read_coins(cited)["rft_id"] == [source, LINK]
    assert written(cited, Format.PLAIN).endswith(LINK)
    assert f'<a href="{source}">' in written(cited, Format.APA)


def test_without_a_service_the_permalink_stands_bare_and_passes_for_no_address():
    bare = LINK.rpartition("/")[2]
    cited = reference(permalink=bare)
    assert "URL" not in read_csl(cited)
    assert bare in read_csl(cited)["note"]
    assert "urls" not in read_ris(cited)
    assert "url" not in read_bibtex(cited).fields_dict
    assert "rft_id" not in read_coins(cited)
    assert written(cited, Format.JOURNALIST).endswith(f" {bare}")
    assert json.loads(written(cited, Format.ANNOTATION))["id"].startswith("urn:uuid:")


def test_without_a_date_it_is_z_d_and_programs_get_none():
    cited = reference(replace(REPORT, published=None))
    assert "issued" not in read_csl(cited)
    assert {"year", "date"}.isdisjoint(read_ris(cited))
    assert read_bibtex(cited)["year"] == "z.d."
    assert "month" not in read_bibtex(cited).fields_dict
    assert "rft.date" not in read_coins(cited)
    assert ", z.d., p. 12" in written(cited, Format.JOURNALIST)
    apa = Elements(written(cited, Format.APA)).text
    assert "Gemeente Lindenmeer. (z.d.). De dijk" in apa
    assert "(Gemeente Lindenmeer, z.d., p. 12 [pdf-pagina 14])" in apa


def test_without_a_publisher_the_title_takes_its_place():
    cited = reference(replace(REPORT, publisher=None))
    assert {"author", "publisher"}.isdisjoint(read_csl(cited))
    assert {"authors", "publisher"}.isdisjoint(read_ris(cited))
    entry = read_bibtex(cited)
    assert entry.entry_type == "misc"  # a techreport must have an institution
    assert {"author", "institution"}.isdisjoint(entry.fields_dict)
    assert {"rft.aucorp", "rft.pub"}.isdisjoint(read_coins(cited))
    assert written(cited, Format.JOURNALIST).startswith(
        "‘De dijk werd hoger & breder.’ (De dijk: een terugblik, 3 maart 2021, p. 12, pdf-pagina 14)"
    )
    apa = Elements(written(cited, Format.APA))
    assert "\nDe dijk: een terugblik. (2021, 3 maart). https" in apa.text
    assert "(De dijk, 2021, p. 12 [pdf-pagina 14])" in apa.text
    assert apa.italic == "De dijkDe dijk: een terugblik"


def from_pdf(**changes):
    """A report that is described by nothing but its PDF."""
    extraction = Extraction(sha256="ab" * 32, pages=(), created=date(2022, 5, 17))
    return replace(
        described(Source(Path("jaar_verslag.pdf")), "jaarverslag", extraction), **changes
    )


def test_what_only_the_pdf_says_is_not_passed_off_as_what_the_publisher_said():
    cited = reference(from_pdf())
    assert read_csl(cited)["issued"] == {"date-parts": [[2022, 5, 17]], "circa": True}
    for remark in ("datum volgens de pdf", "titel volgens de bestandsnaam"):
        assert remark in read_csl(cited)["note"]
        assert remark in read_ris(cited)["notes"][0]
        assert remark in read_bibtex(cited)["note"]
    assert "([jaar verslag], pdf van 17 mei 2022, p. 12" in written(cited, Format.JOURNALIST)
    apa = Elements(written(cited, Format.APA))
    assert "[jaar verslag]. (ca. 2022). https" in apa.text
    assert apa.italic == ""  # brackets say that it is no title


def test_an_excerpt_over_two_pages_has_the_first_and_last_of_both_numberings():
    cited = reference(spans=ACROSS)
    assert read_csl(cited)["page"] == "12-13"
    assert (read_ris(cited)["start_page"], read_ris(cited)["end_page"]) == ("12", "13")
    assert read_coins(cited)["rft.pages"] == ["12-13"]
    assert "pp. 12–13, pdf-pagina’s 14–15" in written(cited, Format.JOURNALIST)
    assert "“Daarom bleef het dorp droog.”" in written(cited, Format.PLAIN)


def test_without_printed_numbers_the_page_is_that_of_the_pdf():
    cited = reference(pages={14: replace(PAGES[14], labels=())})
    assert read_csl(cited)["page"] == "14"
    assert read_csl(cited)["note"] == "pdf-pagina 14"
    assert ", pdf-pagina 14)" in written(cited, Format.JOURNALIST)
    assert "(Gemeente Lindenmeer, 2021, pdf-pagina 14)" in written(cited, Format.APA)


def test_text_that_was_read_by_ocr_says_so():
    pages = {14: replace(PAGES[14], ocr_confidence=0.9)}
    for format_ in (Format.CSL, Format.RIS, Format.BIBTEX, Format.JOURNALIST, Format.PLAIN):
        assert "gelezen met OCR" in written(reference(pages=pages), format_)
        assert "gelezen met OCR" not in written(reference(), format_)


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        reference(accessed_at=NOW.replace(tzinfo=None))
