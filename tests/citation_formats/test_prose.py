from dataclasses import replace

import pytest
from tests.citation_formats.reading import ACROSS, LINK, PAGES, REPORT, Elements, reference, words

from rdsearch.citation_formats import Format, written


def test_pages_that_do_not_follow_each_other_are_named_one_by_one():
    pages = {14: PAGES[14], 20: replace(PAGES[15], number=20, labels=("18",))}
    cited = reference(spans=(ACROSS[0], replace(ACROSS[1], page=20)), pages=pages)
    assert "pp. 12, 18, pdf-pagina’s 14, 20" in written(cited, Format.JOURNALIST)


def test_the_journalist_s_line_is_one_line_with_all_that_a_reader_can_check():
    assert written(reference(), Format.JOURNALIST) == (
        "‘De dijk werd hoger & breder.’ (Gemeente Lindenmeer, De dijk: een terugblik, 3 maart 2021,"
        f" p. 12, pdf-pagina 14) {LINK}"
    )


def test_a_speaker_is_named_behind_the_words():
    cited = reference(speaker="Anna de Vries,\nwethouder")
    assert written(cited, Format.JOURNALIST).startswith(
        "‘De dijk werd hoger & breder.’, aldus Anna de Vries, wethouder (Gemeente"
    )
    assert "breder.”, aldus Anna de Vries, wethouder\n" in written(cited, Format.PLAIN)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Dat was 'm.", "‘Dat was 'm.’"),
        ("Foto’s zijn er niet.", "‘Foto’s zijn er niet.’"),
        ("Zij zei: “Kom.”", "‘Zij zei: “Kom.”’"),
        ("Zij zei: ‘Kom.’", "“Zij zei: ‘Kom.’”"),
        ("‘Kom’ of “ga”?", "«‘Kom’ of “ga”?»"),
        ("„Kom”, zei zij ‘s avonds.", "«„Kom”, zei zij ‘s avonds.»"),
    ],
)
def test_words_stand_in_other_marks_than_they_have_themselves(text, quoted):
    assert written(words(text), Format.JOURNALIST).startswith(f"{quoted} (")


def test_headings_and_items_do_not_run_into_each_other():
    cited = words("• Eerste doel\n\n• Tweede doel,\nmet toelichting")
    assert "‘Eerste doel / • Tweede doel, met toelichting’" in written(cited, Format.JOURNALIST)
    assert "“Eerste doel\n• Tweede doel, met toelichting”" in written(cited, Format.PLAIN)


def test_apa_sets_a_quotation_of_forty_words_apart_without_marks():
    short, long = ("woord " * 39).strip(), ("woord " * 40).strip()
    assert written(words(short), Format.APA).startswith(f"<p>“{short}” (Gemeente Lindenmeer, 2021")
    assert written(words(long), Format.APA).startswith(f"<blockquote>{long} (Gemeente Lindenmeer")


def test_apa_lists_the_report_with_its_title_in_italics():
    apa = Elements(written(reference(), Format.APA))
    assert apa.text.split("\n")[1] == (
        f"Gemeente Lindenmeer. (2021, 3 maart). De dijk: een terugblik. {LINK}"
    )
    assert apa.italic == "De dijk: een terugblik"


def test_a_title_that_ends_itself_gets_no_full_stop():
    apa = Elements(written(reference(replace(REPORT, title="Hoe nu verder?")), Format.APA))
    assert "Hoe nu verder? https" in apa.text
