import re
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.linking import CITED, LINK, OTHER_FILE, PAGES, QUOTE, REPORT, Library, found, text, word
from tests.making import build_index, document_of, page_of

from rdsearch.errors import QueryError
from rdsearch.permalinks import (
    Permalink,
    Status,
    permalink_from,
    permalink_of,
    resolve,
    resolve_in,
    text_of,
)
from rdsearch.store import Catalog
from rdsearch.types import Role, Span


def test_what_was_not_touched_is_the_same_to_the_character():
    status, place = found(PAGES)
    assert (status, place.spans, place.text) == ("gelijk", (CITED,), QUOTE)
    assert place.similarity == 1.0


def test_a_permalink_is_short_and_bears_an_address():
    assert len(text_of(LINK)) < 100
    assert re.fullmatch(r"[a-z0-9.-]+", text_of(LINK))
    assert "--" not in text_of(LINK)  # editors make a dash of it


@pytest.mark.parametrize("form", ["{}", " {}\n", "https://zoek.example.nl/citaten/{}", "{}?a=b#c"])
def test_a_permalink_is_read_back_from_an_address_whatever_its_capitals(form):
    assert permalink_from(form.format(text_of(LINK).upper())) == LINK


@given(st.integers(0, 149), st.integers(1, 150), st.integers(1, 5))
def test_any_run_of_words_is_found_where_it_stands(first, count, number):
    page = PAGES[number]
    places = [match.span() for match in re.finditer(r"\w+", page)][first : first + count]
    span = Span(number, places[0][0], places[-1][1])
    link = permalink_from(text_of(permalink_of(REPORT, (span,), PAGES)))
    status, place = found(PAGES, link=link)
    assert status == Status.SAME
    # Marks that stand at its ends are shown with it.
    assert place.text.strip(".") == page[span.start : span.end]


@pytest.mark.parametrize(
    "damage",
    [
        lambda link: link[:-1],
        lambda link: link[1:],
        lambda link: link.replace("-", "", 1),
        lambda link: link + ".",
        lambda link: link.split(".")[0],
        lambda link: link + "'; DROP TABLE report",
        lambda _: "",
        lambda _: "https://example.nl/",
    ],
)
def test_half_a_permalink_is_refused_with_what_to_do(damage):
    with pytest.raises(QueryError, match="copy it again") as raised:
        permalink_from(damage(text_of(LINK)))
    assert raised.value.reason == "bad_permalink"


@given(st.text(max_size=80))
def test_no_text_makes_the_reader_of_permalinks_fail_otherwise(anything):
    try:
        link = permalink_from(anything)
    except QueryError:
        return
    assert isinstance(link, Permalink)


@pytest.mark.parametrize(
    "reread",
    [
        lambda page: page.replace(" ", "\n"),
        lambda page: page.replace(word(650), word(650)[:4] + "-\n" + word(650)[4:]),
        lambda page: page.replace(word(640), word(640)[:2] + "- " + word(640)[2:]),
        lambda page: page.replace(word(699), word(699)[:2] + " " + word(699)[2:]),
        lambda page: page.replace(word(660), word(660) + "¹²"),
        lambda page: page.upper(),
        lambda page: page.replace("e", "é").replace("fi", "ﬁ"),
        lambda page: "Een nieuwe kop van zes woorden\n\n" + page,
        lambda page: page[CITED.start :],
        lambda page: page[: CITED.end],
    ],
)
def test_another_reading_of_the_same_page_leaves_the_text_the_same(reread):
    status, place = found(PAGES | {3: reread(PAGES[3])})
    assert status == Status.SAME
    assert place.spans[0].page == 3


def test_pages_put_before_it_move_a_text():
    pages = {number + 4: page for number, page in PAGES.items()} | {1: text(3000, 150)}
    status, place = found(pages, report=OTHER_FILE)
    assert (status, place.text) == ("verplaatst", QUOTE)
    assert place.spans == (replace(CITED, page=7),)


def test_a_text_that_now_runs_over_two_pages_is_found_on_both():
    middle = PAGES[3].index(word(670))
    pages = PAGES | {3: PAGES[3][:middle], 4: PAGES[3][middle:] + " " + PAGES[4]}
    status, place = found(pages)
    assert status == Status.SAME
    assert [span.page for span in place.spans] == [3, 4]
    assert place.text.split() == QUOTE.split()


@pytest.mark.parametrize(
    "changed",
    [
        QUOTE.replace(word(650), "zevenenveertig"),
        QUOTE.replace(word(650) + " ", ""),
        QUOTE.replace(word(650), f"{word(650)} geenszins"),
        QUOTE.replace(word(641), "12,5"),
        QUOTE.replace(word(650), text(2000, 12)),
        " ".join(QUOTE.split()[:45]),
        " ".join(QUOTE.split()[15:]),
    ],
)
def test_one_word_more_fewer_or_other_is_a_change_and_the_text_as_it_is_now_is_given(changed):
    status, place = found(PAGES | {3: PAGES[3].replace(QUOTE, changed)})
    assert status == Status.CHANGED
    assert place.spans[0].page == 3
    assert 0.6 <= place.similarity <= 1
    shared = set(changed.split()) & set(place.text.split())
    assert len(shared) >= 0.9 * len(set(changed.split()))


CLAUSE = text(650, 14, sentence=99)


@pytest.mark.parametrize(
    "changed",
    [
        " ".join(CLAUSE.split()[3:]),
        " ".join(CLAUSE.split()[:-3]),
        " ".join([*CLAUSE.split()[:6], *text(2000, 4, sentence=99).split(), *CLAUSE.split()[6:]]),
        " ".join([*CLAUSE.split()[:6], *CLAUSE.split()[9:]]),
        " ".join([*text(2500, 3, sentence=99).split(), *CLAUSE.split()[3:]]),
        " ".join([*CLAUSE.split()[:-2], *text(2000, 2, sentence=99).split()]),
    ],
)
def test_a_changed_text_is_given_from_its_first_word_to_its_last(changed):
    texts = {1: f"{text(1, 30)} {CLAUSE} {text(50, 30)}"}
    start = texts[1].index(CLAUSE)
    link = permalink_of(REPORT, (Span(1, start, start + len(CLAUSE)),), texts)
    status, place = found({1: texts[1].replace(CLAUSE, changed)}, link=link)
    assert (status, place.text) == ("gewijzigd", changed)


def test_much_is_forgiven_on_the_old_page_and_less_elsewhere():
    third = " ".join(word(2000 + i) if i % 3 == 1 else w for i, w in enumerate(QUOTE.split()))
    changed = PAGES | {3: PAGES[3].replace(QUOTE, third)}
    assert found(changed)[0] == Status.CHANGED
    moved = {number: text(3000 + 100 * number, 90) for number in range(1, 8)} | {8: changed[3]}
    assert found(moved)[0] == Status.GONE


def test_one_word_that_was_replaced_is_gone_and_nothing_is_taken_for_it():
    for number, match in enumerate(re.finditer(r"\w+", PAGES[2])):
        link = permalink_of(REPORT, (Span(2, *match.span()),), PAGES)
        replaced = PAGES[2][: match.start()] + word(4000 - number) + PAGES[2][match.end() :]
        assert found(PAGES | {2: replaced}, link=link)[0] == Status.GONE


def test_a_text_that_grew_by_half_is_given_whole():
    words = text(650, 28, sentence=99).split()
    texts = {1: f"{text(1, 30)} {' '.join(words)} {text(50, 30)}"}
    start = texts[1].index(words[0])
    link = permalink_of(REPORT, (Span(1, start, start + len(" ".join(words))),), texts)
    grown = " ".join([*words[:14], *text(2000, 14, sentence=99).split(), *words[14:]])
    status, place = found({1: texts[1].replace(" ".join(words), grown)}, link=link)
    assert (status, place.text) == ("gewijzigd", grown)


@given(st.integers(0, 149), st.integers(1, 150))
def test_an_anchor_has_letters_enough_to_be_told_by_and_no_more(first, count):
    page = PAGES[1]
    places = [match.span() for match in re.finditer(r"\w+", page)][first : first + count]
    (anchor,) = permalink_of(REPORT, (Span(1, places[0][0], places[-1][1]),), PAGES).anchors
    assert min(16, len(places)) <= len(anchor.letters) <= 50
    assert max(len(anchor.before), len(anchor.after)) <= 4


@pytest.mark.parametrize("filler", [word(number) for number in range(8)])
def test_a_text_with_one_word_again_and_again_at_its_ends_has_a_permalink_too(filler):
    again = " ".join([filler] * 60)
    texts = {1: f"{again} {text(100, 60)} {again}"}
    link = permalink_of(REPORT, (Span(1, 0, len(texts[1])),), texts)
    assert permalink_from(text_of(link)) == link
    assert found(texts, link=link)[1].text == texts[1]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("3,4", "34"),
        ("3,4", "3.4"),
        ("€ 5", "$ 5"),
        ("5 %", "5 ‰"),
        ("1 2", "12"),
        ("2021", "2022"),
    ],
)
def test_another_figure_or_sign_is_always_a_change(before, after):
    sentence = (
        f"De raad gaf {before} uit aan het nieuwe gemaal in de noordelijke polder van de streek."
    )
    texts = {1: f"{text(1, 20)} {sentence} {text(40, 20)}"}
    start = texts[1].index("De raad")
    link = permalink_of(REPORT, (Span(1, start, start + len(sentence)),), texts)
    assert found(texts, link=link)[0] == Status.SAME
    assert found({1: texts[1].replace(before, after)}, link=link)[0] == Status.CHANGED


def test_a_text_that_was_struck_is_gone():
    status, place = found(PAGES | {3: PAGES[3].replace(QUOTE, "")})
    assert (status, place.spans, place.text, place.similarity) == ("verdwenen", (), "", 0.0)


@given(st.integers(0, 100), st.integers(1, 60))
def test_the_words_of_one_report_are_never_found_in_another(first, count):
    page = PAGES[2]
    places = [match.span() for match in re.finditer(r"\w+", page)][first : first + count]
    assume(places)
    link = permalink_of(REPORT, (Span(2, places[0][0], places[-1][1]),), PAGES)
    others = {number: text(2000 + 200 * number, 150) for number in range(1, 9)}
    assert found(others, link=link)[0] == Status.GONE


def letters(addressee):
    body = "Hierbij ontvangt u onze reactie. Wij wensen u veel geluk."
    return f"Geachte {addressee}, {body} Hoogachtend, namens {addressee}"


def test_of_equal_texts_the_one_in_its_own_context_is_found():
    texts = {1: "\n\n".join(letters(word(40 * n)) for n in range(1, 8))}
    starts = [match.start() for match in re.finditer("Hierbij", texts[1])]
    spans = [Span(1, start, start + len("Hierbij ontvangt u onze reactie.")) for start in starts]
    for span in spans:
        link = permalink_of(REPORT, (span,), texts)
        assert found(texts, link=link)[1].spans == (span,)
        moved = {9: text(3000, 80), 12: f"{text(3200, 60)}\n\n{texts[1]}"}
        shift = len(moved[12]) - len(texts[1])
        assert found(moved, link=link)[1].spans == (Span(12, span.start + shift, span.end + shift),)


def test_of_texts_equal_in_all_but_their_page_the_one_on_the_old_page_is_found():
    texts = {number: letters("heer") for number in range(1, 8)}
    for number in texts:
        link = permalink_of(REPORT, (Span(number, 13, 45),), texts)
        assert found(texts, link=link)[1].spans[0].page == number


def test_two_words_that_turn_up_elsewhere_in_another_context_are_not_taken_for_the_same():
    texts = {1: f"{text(1, 30)} zeven pilots {text(50, 30)}"}
    start = texts[1].index("zeven")
    link = permalink_of(REPORT, (Span(1, start, start + 12),), texts)
    assert found(texts, link=link)[0] == Status.SAME
    assert found({1: f"{text(100, 30)} zeven pilots {text(150, 30)}"}, link=link)[0] == Status.GONE
    moved = {1: text(300, 90), 8: texts[1]}
    assert found(moved, link=link)[0] == Status.MOVED


def test_a_text_in_two_pieces_has_a_place_for_each_and_the_worst_of_their_fates():
    spans = (CITED, Span(4, 0, 120))
    link = permalink_of(REPORT, spans, PAGES)
    resolution = resolve_in(link, REPORT, PAGES)
    assert resolution.status == Status.SAME
    assert [place.spans[0].page for place in resolution.places] == [3, 4]
    half = resolve_in(link, REPORT, PAGES | {4: text(3000, 90)})
    assert [place.status for place in half.places] == ["gelijk", "verdwenen"]
    assert half.status == Status.CHANGED
    assert resolve_in(link, REPORT, {1: text(3000, 90)}).status == Status.GONE


def test_a_piece_without_words_is_left_out():
    pages = {1: "• • •\n\n" + text(1, 30)}
    link = permalink_of(REPORT, (Span(1, 0, 5), Span(1, 7, len(pages[1]))), pages)
    assert len(link.anchors) == 1


def test_a_permalink_without_text_is_of_the_report():
    link = permalink_from(text_of(permalink_of(REPORT, (), {})))
    assert resolve_in(link, REPORT, {}).status == Status.SAME
    assert resolve_in(link, OTHER_FILE, {}).status == Status.CHANGED


def test_the_file_itself_goes_before_the_report_that_has_its_id_now():
    old = replace(REPORT, report_id="jaarverslag-oud")
    new = replace(OTHER_FILE, report_id=REPORT.report_id)
    shifted = {number + 1: page for number, page in PAGES.items()}
    library = Library(
        {report.report_id: report for report in (new, old)},
        {old.report_id: PAGES, new.report_id: shifted},
    )
    resolution = resolve(LINK, library)
    assert (resolution.status, resolution.report) == ("gelijk", old)
    assert resolution.is_same_file
    without = Library({new.report_id: new}, library.texts)
    resolution = resolve(LINK, without)
    assert (resolution.status, resolution.report) == ("verplaatst", new)
    assert not resolution.is_same_file


def test_a_report_that_is_not_there_is_gone():
    resolution = resolve(LINK, Library({}, {}))
    assert (resolution.status, resolution.report, resolution.places) == ("verdwenen", None, ())


def test_a_catalogue_is_a_library(tmp_path):
    document = document_of(REPORT, text(1, 60), text(100, 60))
    manifest = build_index(tmp_path, document)
    catalog = Catalog(tmp_path / manifest.index_id / "catalog.db")
    texts = catalog.page_texts(REPORT.report_id)
    assert texts == {page.number: page.text for page in document.pages}
    for passage in document.passages:
        link = permalink_of(REPORT, passage.spans, texts)
        resolution = resolve(link, catalog)
        assert resolution.status == Status.SAME
        assert resolution.places[0].text == passage.text


def test_permalinks_in_print_stay_what_they_are():
    """When this fails the rules of hashing have changed, and every permalink ever given is lost."""
    page = page_of(
        7, (Role.BODY, "In 2023 kwamen 1.250 woningen gereed: 12,5 % meer dan in één jaar.")
    )
    start = page.text.index("kwamen")
    link = permalink_of(REPORT, (Span(7, start, len(page.text)),), {7: page.text})
    assert text_of(link) == "6a6161727665.4tvg3.7-2-00020-fzq8sdrc9bf5b-y6vtfyz.1h0wb"
    first_form = permalink_from("6a6161727665.4tvg3.7-2-00020-fzq8sdrc9bf5b-y6vtfyz")
    assert text_of(first_form) == "6a6161727665.4tvg3.7-2-00020-fzq8sdrc9bf5b-y6vtfyz"
    assert resolve_in(first_form, REPORT, {7: page.text}).status == Status.SAME
