"""What reference managers make of our citations."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.citation_formats.reading import (
    LINK,
    REPORT,
    in_style,
    one_line,
    raw_bibtex,
    read_bibtex,
    read_coins,
    read_csl,
    read_ris,
    reference,
    words,
)


def test_csl_has_the_fields_of_a_report():
    assert read_csl(reference()) == {
        "id": "jaarverslag",
        "type": "report",
        "title": "De dijk: een terugblik",
        "author": [{"literal": "Gemeente Lindenmeer"}],
        "issued": {"date-parts": [[2021, 3, 3]]},
        "publisher": "Gemeente Lindenmeer",
        "page": "12",
        "URL": LINK,
        "accessed": {"date-parts": [[2026, 11, 21]]},
        "language": "nl",
        "abstract": "De dijk werd hoger & breder.",
        "note": "p. 12 (pdf-pagina 14)",
    }


def test_a_csl_processor_sets_it_in_dutch():
    in_text, entry = in_style(reference())
    assert in_text == "(Gemeente Lindenmeer, 2021, p. 12)"
    assert entry.startswith("Gemeente Lindenmeer (2021) De dijk: een terugblik.")
    assert LINK in entry
    assert "21 november 2026" in entry


def test_a_csl_processor_says_itself_that_there_is_no_date():
    in_text, _ = in_style(reference(replace(REPORT, published=None)))
    assert in_text == "(Gemeente Lindenmeer, zonder datum, p. 12)"


def test_ris_has_the_fields_of_a_report():
    assert read_ris(reference()) == {
        "type_of_reference": "RPRT",
        "id": "jaarverslag",
        "title": "De dijk: een terugblik",
        "authors": ["Gemeente Lindenmeer"],
        "publisher": "Gemeente Lindenmeer",
        "year": "2021",
        "date": "2021/03/03/",
        "start_page": "12",
        "end_page": "12",
        "urls": [LINK],
        "access_date": "2026/11/21/",
        "language": "nl",
        "notes_abstract": "De dijk werd hoger & breder.",
        "notes": ["p. 12 (pdf-pagina 14)"],
    }


def test_ris_does_not_take_a_ministry_for_a_person_with_a_first_name():
    name = "Ministerie van Volksgezondheid, Welzijn en Sport"
    record = read_ris(reference(replace(REPORT, publisher=name)))
    assert record["authors"] == ["Ministerie van Volksgezondheid Welzijn en Sport"]
    assert record["publisher"] == name


def test_bibtex_has_the_fields_of_a_report():
    entry = read_bibtex(reference())
    assert (entry.entry_type, entry.key) == ("techreport", "jaarverslag")
    assert {name: field.value for name, field in entry.fields_dict.items()} == {
        "author": "Gemeente Lindenmeer",
        "institution": "Gemeente Lindenmeer",
        "title": "De dijk: een terugblik",
        "year": "2021",
        "month": "mar",
        "url": LINK,
        "urldate": "2026-11-21",
        "language": "nl",
        "note": "p.\xa012 (pdf-pagina 14)",
        "abstract": "De dijk werd hoger & breder.",
    }


def test_bibtex_keeps_names_and_capitals_whole_by_double_braces():
    raw = raw_bibtex(reference())
    assert raw["author"] == "{Gemeente Lindenmeer}"
    assert raw["title"] == "{De dijk: een terugblik}"


def test_coins_names_the_organisation_as_such():
    assert read_coins(reference()) == {
        "ctx_ver": ["Z39.88-2004"],
        "rft_val_fmt": ["info:ofi/fmt:kev:mtx:book"],
        "rft.genre": ["report"],
        "rft.btitle": ["De dijk: een terugblik"],
        "rft.aucorp": ["Gemeente Lindenmeer"],
        "rft.date": ["2021-03-03"],
        "rft.pub": ["Gemeente Lindenmeer"],
        "rft.pages": ["12"],
        "rft.language": ["nl"],
        "rft_id": [LINK],
    }


@given(
    st.lists(
        st.sampled_from(["--", "---", "``", "''", "?`", "<<", ">>", ",,", "a", " "]), min_size=1
    )
)
def test_latex_makes_no_ligatures_of_marks(parts):
    title = "x" + "".join(parts) + "x"
    raw = raw_bibtex(words("Tekst.", title=title))["title"]
    assert not any(pair in raw for pair in ("--", "``", "''", "?`", "!`", "<<", ">>", ",,"))
    assert read_bibtex(words("Tekst.", title=title))["title"] == one_line(title)


def test_an_address_that_latex_cannot_bear_is_encoded():
    url = "https://example.nl/a{b}c\\d e%20f_g#h"
    assert raw_bibtex(reference(replace(REPORT, source_url=url)))["url"] == (
        "https://example.nl/a%7Bb%7Dc%5Cd%20e%20f_g#h"
    )
