from concurrent.futures import ThreadPoolExecutor

import pytest

from rdsearch.language import language_of

DUTCH = "De gemeente heeft vorig jaar veel geld uitgegeven aan nieuwe fietspaden in de wijk."
TEXTS = {
    "nl": DUTCH,
    "en": "The municipality spent a lot of money last year on new cycle paths in the district.",
    "de": "Die Gemeinde hat im vergangenen Jahr viel Geld für neue Radwege im Viertel ausgegeben.",
    "fr": "La commune a dépensé beaucoup d'argent l'an dernier pour de nouvelles pistes cyclables.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_sentence_is_recognised(language):
    assert language_of(TEXTS[language]) == language


@pytest.mark.parametrize("text", ["", "12.345,67 € 89%", "Tabel 3", "x" * 39, "𝔸" * 60, "界" * 8])
def test_too_little_to_go_by_is_no_language(text):
    assert language_of(text) is None


def test_the_same_text_always_gets_the_same_answer_from_every_thread():
    mixed = DUTCH[:45] + TEXTS["en"][:45]
    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(language_of, [mixed] * 40))) == 1
