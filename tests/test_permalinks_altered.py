"""Permalinks of which somebody changed a character."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.linking import LINK, OTHER_FILE, PAGES, QUOTE, REPORT, Library, found

from rdsearch.errors import QueryError
from rdsearch.permalinks import Status, permalink_from, resolve, text_of

LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
altered = st.builds(
    lambda at, by: text_of(LINK)[:at] + by + text_of(LINK)[at + 1 :],
    st.integers(0, len(text_of(LINK)) - 1),
    st.sampled_from(LETTERS),
).filter(lambda link: link != text_of(LINK))


@given(altered)
def test_a_permalink_of_which_one_character_was_altered_is_refused(link):
    with pytest.raises(QueryError, match="copy it again") as raised:
        permalink_from(link)
    assert raised.value.reason == "bad_permalink"


def without_check(link):
    """As permalinks were made before they had check letters."""
    return link.rpartition(".")[0]


def test_a_permalink_of_the_first_form_stays_one():
    link = permalink_from(without_check(text_of(LINK)))
    assert text_of(link) == without_check(text_of(LINK))
    assert found(PAGES, link=link)[0] == Status.SAME
    shifted = {number + 1: page for number, page in PAGES.items()}
    assert found(shifted, link=link)[0] == Status.MOVED


@given(altered)
def test_a_permalink_of_the_first_form_that_was_altered_is_never_the_same(link):
    try:
        link = permalink_from(without_check(link))
    except QueryError:
        return
    assume(text_of(link) != without_check(text_of(LINK)))
    library = Library({REPORT.report_id: REPORT}, {REPORT.report_id: PAGES})
    resolution = resolve(link, library)
    assert resolution.status != Status.SAME
    assert all(place.status != Status.SAME for place in resolution.places)


@pytest.mark.parametrize("at", [0, 11, 13, 17], ids=["file", "file", "report", "report"])
def test_the_words_that_an_altered_permalink_of_the_first_form_leads_to_are_shown_with_the_doubt(
    at,
):
    link = without_check(text_of(LINK))
    link = link[:at] + ("0" if link[at] != "0" else "1") + link[at + 1 :]
    library = Library({REPORT.report_id: REPORT}, {REPORT.report_id: PAGES})
    resolution = resolve(permalink_from(link), library)
    assert (resolution.status, resolution.is_link_of_text) == (Status.CHANGED, False)
    assert [place.text for place in resolution.places] == [QUOTE]


def test_a_permalink_of_the_first_form_is_doubted_in_another_file():
    link = permalink_from(without_check(text_of(LINK)))
    assert found(PAGES, link=link, report=OTHER_FILE)[0] == Status.CHANGED
    assert found(PAGES, report=OTHER_FILE)[0] == Status.SAME
