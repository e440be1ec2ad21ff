"""The hyphen at a line end: part of the word or not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rdsearch.extract.hyphens import Break, Vocabulary, line_break

NOTHING = Vocabulary([])


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("vali-", "datie", Break.JOIN),
        ("Zuid-", "Holland", Break.KEEP),
        ("JobOpp-", "trajecten", Break.KEEP),
        ("MKB-", "bedrijven", Break.KEEP),
        ("mkb-", "bedrijven", Break.KEEP),
        ("hbo-", "studenten", Break.KEEP),
        ("18-", "jarigen", Break.KEEP),
        ("e-", "mail", Break.KEEP),
        ("leef-", "en", Break.SPACE),
        ("jeugd-", "of", Break.SPACE),
        ("STU-", "DENTEN", Break.JOIN),
        ("NOORD-", "HOLLAND", Break.KEEP),
        ("be-", "invloeden", Break.TREMA),
        ("financi-", "eel", Break.JOIN),
        ("re-", "integreren", Break.KEEP),
        ("re-", "ele", Break.TREMA),
        ("co-", "ordinatie", Break.TREMA),
        ("co-", "ouder", Break.KEEP),
        ("oud-", "wethouder", Break.KEEP),
        ("oud-", "heidkunde", Break.JOIN),
        ("(vali-", "datie)", Break.JOIN),
        ("2019–", "2025", Break.KEEP),
        ("vali\u00ad", "datie", Break.JOIN),
    ],
)
def test_spelling_decides_where_the_document_is_silent(left, right, expected):
    assert line_break(left, right, NOTHING) is expected


def test_the_document_itself_is_the_first_witness():
    assert line_break("cross-", "over", Vocabulary(["cross-over"])) is Break.KEEP
    assert line_break("cross-", "over", Vocabulary(["crossover"])) is Break.JOIN
    assert line_break("auto-", "ongeluk", Vocabulary(["Auto-ongeluk,"])) is Break.KEEP
    assert line_break("knie-", "en", Vocabulary(["knieën"])) is Break.SPACE
    assert line_break("ruï-", "ne", Vocabulary(["ruïne"])) is Break.JOIN
    assert line_break("categorie-", "en:", Vocabulary(["categorieën"])) is Break.TREMA


def test_beside_a_slash_only_the_broken_word_is_looked_up():
    known = Vocabulary(["cross-over", "helix-aanpak"])
    assert line_break("cross-", "over/samenwerking", known) is Break.KEEP
    assert line_break("samenwerking/helix-", "aanpak", known) is Break.KEEP


@given(st.text(min_size=1), st.text(min_size=1))
def test_any_two_pieces_get_an_answer(left, right):
    assert line_break(left + "-", right, NOTHING) in Break
