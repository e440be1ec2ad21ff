from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rdsearch import dutch


def split(text):
    return [text[start:end] for start, end in dutch.sentences(text)]


texts = st.text(alphabet="abAB .!?\n\t,;1é\u00a0“”\"'()-•😀", max_size=120)


@given(texts)
def test_sentences_hold_every_character_that_is_not_blank_once_and_in_order(text):
    spans = dutch.sentences(text)
    assert "".join("".join(split(text)).split()) == "".join(text.split())
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


@given(texts)
def test_sentences_are_never_blank_and_have_no_white_space_around_them(text):
    assert all(sentence and sentence == sentence.strip() for sentence in split(text))


@pytest.mark.parametrize(
    "sentence",
    [
        "Volgens dhr. Jansen kost het ca. 3 miljoen, d.w.z. meer dan vorig jaar.",
        "Zie art. 5 en blz. 12 van het rapport van mr. drs. P. de Vries.",
        "De heer J.P. Balkenende kwam o.a. met een plan.",
        "“Dat gaan we doen!” zegt de wethouder.",
        "Het bedrag steeg van 1.234 naar 2.345.678,50 euro.",
    ],
)
def test_a_full_stop_that_ends_no_sentence_does_not_cut_it(sentence):
    assert split(f"{sentence} En dan verder.") == [sentence, "En dan verder."]


def test_a_paragraph_end_always_ends_a_sentence():
    assert split("Eerste alinea zonder punt\n\nTweede alinea") == [
        "Eerste alinea zonder punt",
        "Tweede alinea",
    ]


def test_a_list_number_stays_with_its_text():
    assert split("1. Meer fietspaden aanleggen.") == ["1. Meer fietspaden aanleggen."]


def test_sentence_ends_take_linear_time_on_text_without_spaces():
    # A quadratic search would take half an hour here.
    assert len(dutch.sentences("a" * 200_000)) == 1


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Er waren 1.234 banen", ["er", "waren", "1234", "banen"]),
        ("Er waren 1.234.", ["er", "waren", "1234"]),
        ("€ 1.234.567,89", ["1234567,89"]),
        ("12,5%", ["12,5"]),
        ("versie 1.2.3", ["versie", "1", "2", "3"]),
        ("12.03.2022", ["12", "03", "2022"]),
        ("5G en 3D", ["5g", "en", "3d"]),
        ("Één café", ["een", "cafe"]),
        ("regio-deal", ["regio", "deal"]),
        ("", []),
        ("—…!", []),
    ],
)
def test_words_are_folded_and_numbers_lose_their_thousands_separators(text, forms):
    assert dutch.forms(text) == forms


@given(st.text(max_size=80))
def test_tokens_stand_where_they_say_and_are_the_same_folded_or_not(text):
    found = list(dutch.tokens(text))
    assert all(dutch.forms(text[t.start : t.end]) == [t.form] for t in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("steden", "stad"),
        ("musea", "museum"),
        ("scholen", "school"),
        ("huizen", "huis"),
        ("fietspaden", "fietspad"),
        ("Gemeenten", "gemeente"),
    ],
)
def test_forms_of_a_word_have_one_term(one, other):
    assert dutch.term(one) == dutch.term(other)


@pytest.mark.parametrize(("one", "other"), [("gemeente", "mening"), ("gezond", "zon")])
def test_other_words_have_other_terms(one, other):
    assert dutch.term(one) != dutch.term(other)


WORDS = set("zonnepanelen monteur gemeente raad jeugd zorg instelling arbeid markt regio".split())


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("zonnepanelenmonteur", ("zonnepanelen", "monteur")),
        ("gemeenteraad", ("gemeente", "raad")),
        ("jeugdzorginstelling", ("jeugd", "zorg", "instelling")),
        ("arbeidsmarktregio", ("arbeid", "markt", "regio")),
        ("raad", ()),
        ("gemeenteraads", ()),
        ("xgemeente", ()),
        ("raad2raad", ()),
    ],
)
def test_a_compound_has_the_fewest_known_parts(word, parts):
    assert dutch.parts_of(word, WORDS.__contains__) == parts


@given(st.text(alphabet="abs", max_size=14))
def test_parts_stand_in_a_compound_in_order_with_nothing_but_links_between(word):
    parts = dutch.parts_of(word, lambda part: len(part) == 3)
    assert len(parts) != 1
    at = 0
    for part in parts:
        assert word.find(part, at) - at in ((0,) if at == 0 else (0, 1))
        at = word.find(part, at) + len(part)
    assert not parts or at == len(word)


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("twee", 2),
        ("vijfentwintig", 25),
        ("tweeduizend", 2_000),
        ("honderdvijfentwintigduizend", 125_000),
        ("Tweeëntwintig", 22),
        ("een", None),
        ("eenheid", None),
        ("duizendpoot", None),
    ],
)
def test_number_words_have_a_value(word, value):
    assert dutch.number_of(word) == value


def test_inflected_forms_share_a_stem_and_different_words_do_not():
    assert dutch.stem("fietspaden") == dutch.stem("fietspad")
    assert dutch.stem("gemeenten") == dutch.stem("gemeente")
    assert dutch.stem("gemeente") != dutch.stem("mening")


def test_a_question_loses_its_function_words_unless_it_has_nothing_else():
    assert dutch.query_terms("Hoeveel kostte de dijk?") == dutch.terms("kostte dijk")
    assert dutch.query_terms("wie is dat") == dutch.terms("wie is dat")


def test_stems_are_the_same_from_every_thread():
    words = [f"fietspaden{i % 7}" for i in range(2_000)]
    expected = [dutch.stem(word) for word in words]
    dutch.stem.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(dutch.stem, words)) == expected


@pytest.mark.parametrize("text", ["Klaar.", "Echt?", "“Ja!”", "(zie boven.)", "namelijk:", "en…"])
def test_a_text_that_ends_as_a_sentence_does_is_seen(text):
    assert dutch.is_sentence_end(text)


@pytest.mark.parametrize("text", ["in de gemeente", "", "de kosten,"])
def test_a_text_that_goes_on_is_seen(text):
    assert not dutch.is_sentence_end(text)


def test_the_mark_of_a_note_is_not_part_of_the_word_before_it():
    assert dutch.forms("In 2021³ gaf de gemeente² ¹² 3.600 m² en 4 km² weg") == (
        ["in", "2021", "gaf", "de", "gemeente", "3600", "m2", "en", "4", "km2", "weg"]
    )


def literally(phrase, text):
    letters, asked = dutch.letters_of(text), dutch.letters_of(phrase)
    firsts = dutch.occurrences(asked, letters.form, letters.gaps)
    return [text[slice(*letters.span(int(n), int(n) + len(asked.form)))] for n in firsts]


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("langs het kanaal", "LANGS HÉT KANAAL, langs het\nkanaal", 2),
        ("foto's", "Foto’s en foto´s", 2),
        ("hoger voor 1500 euro", "hoger, voor 1.500 euro", 1),
        ("fiets", "ﬁets fietsen", 1),
        ("jobopp trajecten", "JobOpp-trajecten, JobOpp trajecten, JobOpptrajecten", 3),
        ("JobOpptrajecten", "JobOpp-trajecten, JobOpp trajecten, JobOpptrajecten", 3),
        ("te kort", "Het tekort is te kort.", 1),
        ("tekort", "Het tekort is te kort.", 1),
        ("2021-2022", "in 2021–2022 en 20212022", 1),
        ("trajecten", "JobOpp-trajecten", 1),
        ("traject", "JobOpp-trajecten", 0),
        ("dede dede", "dede dede dede", 2),
        ("kanaal het", "het kanaal", 0),
        ("…", "het kanaal", 0),
        ("", "het kanaal", 0),
    ],
)
def test_literal_words_are_found_however_they_are_set(phrase, text, found):
    assert len(literally(phrase, text)) == found


@given(st.text(alphabet="abAé1. -\n", max_size=40), st.data())
def test_any_run_of_words_of_a_text_is_found_literally_where_it_stands(text, data):
    words = list(dutch.tokens(text))
    if words:
        first = data.draw(st.integers(0, len(words) - 1))
        last = data.draw(st.integers(first, len(words) - 1))
        phrase = text[words[first].start : words[last].end]
        assert phrase in literally(phrase, text)


@pytest.mark.parametrize(
    ("name", "same"),
    [("TalentIT", "TALENT IT"), ("De Isoleerbrigade", "isoleerbrigade"), ("Café 4.0", "cafe 4-0")],
)
def test_the_spellings_of_one_name_have_one_key(name, same):
    assert dutch.name_key(name) == dutch.name_key(same)


@pytest.mark.parametrize("pair", [("Plan A", "Plan B"), ("De", "Het"), ("+", "&")])
def test_different_names_have_different_keys(pair):
    assert len({*map(dutch.name_key, pair)}) == 2
