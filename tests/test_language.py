from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.making import page_of

from rdsearch.language import language_of, tagged
from rdsearch.types import Role

DUTCH = "De gemeente heeft vorig jaar veel geld uitgegeven aan nieuwe fietspaden in de wijk."
FRISIAN = "De gemeente hat ferline jier in soad jild útjûn oan nije fytspaden yn de wyk, en it wurdt mear."
TEXTS = {
    "nl": DUTCH,
    "en": "The municipality spent a lot of money last year on new cycle paths in the district.",
    "de": "Die Gemeinde hat im vergangenen Jahr viel Geld für neue Radwege im Viertel ausgegeben.",
    "fr": "La commune a dépensé beaucoup d'argent l'an dernier pour de nouvelles pistes cyclables.",
    "fy": FRISIAN,
}
MORE_FRISIAN = (
    "Neffens de ûndersikers sakket de grûn net mear as it wetter heech stiet.",
    "De boeren yn it doarp wolle witte wat dat har kostje sil.",
    "Dêrom hat de provinsje in regeling makke dy't oant 2030 duorret.",
    "Wy hawwe mei alle bewenners praat oer de takomst fan harren strjitte.",
)
NOT_FRISIAN = (
    # Dutch with a Frisian name, and what has letters or words in common with Frisian.
    "It Fryske Gea en de provincie Fryslân beheren samen het natuurgebied bij de Alde Feanen.",
    "Wie in Leeuwarden, Sneek of Drachten woont, kan bij de gemeente terecht voor een vergoeding.",
    "Die Leute in der Gemeinde sind mit dem neuen Radweg sehr zufrieden, wie eine Umfrage zeigt.",
    "It is net income that matters here, as the tables in the annex show for each of the years.",
    "Niet alle bewoners kregen een brief; wie er geen had, mocht zich melden bij de balie.",
)


@pytest.mark.parametrize("language", TEXTS)
def test_a_sentence_is_recognised(language):
    assert language_of(TEXTS[language]) == language


@pytest.mark.parametrize("text", MORE_FRISIAN)
def test_frisian_is_told_from_dutch(text):
    assert language_of(text) == "fy"


@pytest.mark.parametrize("text", NOT_FRISIAN)
def test_a_frisian_name_or_a_shared_word_makes_no_text_frisian(text):
    assert language_of(text) in {"nl", "de", "en"}


@pytest.mark.parametrize("language", ["nl", "en", "de", "fy"])
def test_a_text_in_capitals_has_the_language_of_its_words(language):
    assert language_of(TEXTS[language].upper()) == language


@pytest.mark.parametrize("text", ["", "12.345,67 € 89%", "Tabel 3", "x" * 39, "𝔸" * 60, "界" * 8])
def test_too_little_to_go_by_is_no_language(text):
    assert language_of(text) is None


def test_the_same_text_always_gets_the_same_answer_from_every_thread():
    mixed = DUTCH[:45] + TEXTS["en"][:45]
    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(language_of, [mixed] * 40))) == 1


def test_a_page_of_summaries_has_a_language_for_each_block_that_is_long_enough():
    page = page_of(
        1,
        (Role.HEADING, "Summary"),
        *((Role.BODY, f"{TEXTS[language]} {TEXTS[language]}") for language in ("en", "de", "fy")),
        (Role.BODY, "Kort."),
    )
    (tagged_page,) = tagged([page])
    assert [b.language for b in tagged_page.blocks] == [None, "en", "de", "fy", None]
    assert tagged_page.text == page.text


def test_the_rows_of_a_table_have_no_language_of_their_own():
    page = page_of(1, (Role.BODY, f"{DUTCH} {DUTCH}"), (Role.TABLE, TEXTS["en"] * 2))
    (tagged_page,) = tagged([page])
    assert [b.language for b in tagged_page.blocks] == ["nl", None]
