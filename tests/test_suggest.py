import tracemalloc
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.making import TOPICS, build_index, document_of, report_of

from rdsearch import dutch
from rdsearch.errors import IndexUnusable
from rdsearch.index import open_index
from rdsearch.suggest import (
    Completer,
    Kind,
    Suggestion,
    mining,
    read,
    suggestions_of,
    unnumbered,
    write,
)
from rdsearch.types import Passage, Span

SUGGESTIONS = tuple(
    Suggestion(text, kind, count)
    for text, kind, count in (
        ("Fonds voor Vakmanschap", Kind.PROJECT, 7),
        ("Encarnita Sánchez", Kind.SPEAKER, 6),
        ("woningbouw", Kind.PHRASE, 40),
        ("woningcorporaties", Kind.PHRASE, 30),
        ("Wonen en werken", Kind.HEADING, 9),
        ("raad van state", Kind.PHRASE, 15),
        ("provincie Overijssel", Kind.PHRASE, 12),
        ("Maatregelen tegen droogte", Kind.HEADING, 3),
    )
)


@pytest.fixture(scope="module")
def completer():
    return Completer(SUGGESTIONS)


def completed(completer, typed, **options):
    return [suggestion.text for suggestion in completer.complete(typed, **options)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("won", ["woningbouw", "woningcorporaties", "Wonen en werken"]),
        ("WONING", ["woningbouw", "woningcorporaties"]),
        ("encarnita san", ["Encarnita Sánchez"]),
        ("sanchez", ["Encarnita Sánchez"]),
        ("vakm", ["Fonds voor Vakmanschap"]),
        ("vakm fonds", ["Fonds voor Vakmanschap"]),
        ("wonen ", ["Wonen en werken"]),
        ("raad van s", ["raad van state"]),
        ("hoeveel woningb", ["hoeveel woningbouw"]),
        ("Wat doet de Raad", ["Wat doet de raad van state"]),
        ("xyz", []),
        ("", []),
        ("  ", []),
        ("?!", []),
    ],
)
def test_what_is_typed_is_completed(completer, typed, expected):
    assert completed(completer, typed) == expected


@pytest.mark.parametrize(
    "typed",
    ["woninbouw", "woninggbou", "wonigbou", "woninbg", "wonongbo", "woningbuow", "wonigbow"],
)
def test_a_typing_error_does_not_hide_a_suggestion(completer, typed):
    assert "woningbouw" in completed(completer, typed)


@pytest.mark.parametrize("typed", ["provincie overisel", "provintie over", "raat van state"])
def test_a_typing_error_in_any_word_is_forgiven(completer, typed):
    assert completed(completer, typed)


def test_what_stands_before_is_kept_behind_a_function_word_only(completer):
    assert completed(completer, "nieuwe woningb") == []
    assert completed(completer, "dat is woningb") == ["dat is woningbouw"]


def test_a_heading_does_not_continue_a_question(completer):
    assert completed(completer, "wat zijn de maat") == []
    assert completed(completer, "maat") == ["Maatregelen tegen droogte"]


def test_literal_words_are_left_alone(completer):
    assert completed(completer, '"won') == []


def test_what_is_typed_in_full_is_not_suggested_again(completer):
    assert completed(completer, "woningbouw") == []


def test_no_more_are_given_than_asked_for(completer):
    assert completed(completer, "w", limit=2) == ["woningbouw", "woningcorporaties"]


@given(st.text(max_size=40), st.integers(1, 5))
def test_any_text_gets_different_suggestions_at_most_as_many_as_asked(typed, limit):
    found = completed(Completer(SUGGESTIONS), typed, limit=limit)
    assert len({" ".join(dutch.forms(text)) for text in found}) == len(found) <= limit


@given(st.sampled_from(SUGGESTIONS), st.data())
def test_every_beginning_of_a_suggestion_leads_to_it(suggestion, data):
    end = data.draw(st.integers(1, len(suggestion.text) - 1))
    found = completed(Completer(SUGGESTIONS), suggestion.text[:end], limit=len(SUGGESTIONS))
    assert suggestion.text in found


def passages_of(*texts, headings=(), project=None, report_id="verslag"):
    return [
        Passage(
            passage_id=f"{report_id}-{number}",
            report_id=report_id,
            ordinal=number,
            spans=(Span(1, 0, len(text)),),
            text=text,
            headings=headings,
            token_count=len(text.split()),
            project=project,
        )
        for number, text in enumerate(texts)
    ]


def mined(passages, **speakers):
    found = suggestions_of(passages, total=len(passages), speakers=speakers)
    return {suggestion.text: (suggestion.kind, suggestion.count) for suggestion in found}


ABOUT = ("Zij noemen de {} vaak. Nummer {}.", "Wij spraken over de {}, zei {}.",
         "Van de {} hoorde ook {} iets.", "Met de {} werkt {} graag.")  # fmt: skip


def test_words_that_often_follow_each_other_are_suggested_as_they_are_mostly_written():
    texts = [line.format("snelle fietsroute", n) for n, line in enumerate(ABOUT)]
    assert mined(passages_of(*texts))["snelle fietsroute"] == (Kind.PHRASE, 4)


def test_a_part_of_a_longer_phrase_is_not_suggested_beside_it():
    texts = [line.format("Raad van State", n) for n, line in enumerate(ABOUT)]
    found = mined(passages_of(*texts))
    assert "Raad van State" in found
    assert not {"Raad", "State", "Raad van"} & found.keys()


def test_copies_of_a_passage_count_once():
    texts = [ABOUT[0].format("snelle fietsroute", 1)] * 5
    assert mined(passages_of(*texts)) == {}


def test_the_memory_that_mining_takes_does_not_grow_with_the_passages(monkeypatch):
    monkeypatch.setattr(mining, "_MAX_READ", 100)

    def peak(total):
        passages = (
            passages_of(f"Nummer {n}. " + ABOUT[0].format("snelle fietsroute", n % 7) * 20)[0]
            for n in range(total)
        )
        tracemalloc.start()
        suggestions_of(passages, total=total, speakers={})
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(100)  # what is kept for good, such as folded words
    assert peak(2_000) < 1.3 * peak(200)


def test_a_phrase_does_not_go_on_over_the_end_of_a_sentence():
    texts = [f"Dit is een snelle. Fietsroute {word} is er ook." for word in ("A", "B", "C", "D")]
    assert "snelle Fietsroute" not in mined(passages_of(*texts))


def test_names_come_before_words_that_are_more_frequent():
    texts = [line.format("snelle fietsroute", n) for n, line in enumerate(ABOUT)]
    passages = [*passages_of(*texts), *passages_of("Iets.", project="Kampus", report_id="b")]
    found = [*mined(passages, **{"Van Dalen": 1})]
    assert found == ["Kampus", "Van Dalen", "snelle fietsroute"]


def test_one_wording_is_suggested_once_as_what_tells_most():
    texts = [line.format("Snelle Fietsroute", n) for n, line in enumerate(ABOUT)]
    found = mined(passages_of(*texts, project="snelle fietsroute", headings=("Snelle fietsroute",)))
    assert found == {"snelle fietsroute": (Kind.PROJECT, 4)}


@pytest.mark.parametrize(
    ("heading", "suggested"),
    [
        ("3 Werken en leren", "Werken en leren"),
        ("Hoofdstuk 2. Land en water", "Land en water"),
        ("2023 in vogelvlucht", "2023 in vogelvlucht"),
        ("SNELLE FIETSROUTE", "Snelle fietsroute"),
        ("Samenvatting", None),
        ("vdSport=", None),
        ("Dit is geen kop maar een zin die maar niet op wil houden", None),
    ],
)
def test_headings_are_suggested_without_numbers_capitals_and_noise(heading, suggested):
    found = mined(passages_of("Over de snelle fietsroute is men blij.", headings=(heading,)))
    assert [*found] == ([suggested] if suggested else [])


def test_a_year_in_front_is_not_the_number_of_a_heading():
    assert unnumbered("2023 In vogelvlucht") == "2023 In vogelvlucht"
    assert unnumbered("IV. Slot") == "Slot"


def test_suggestions_come_back_from_their_file_as_they_went_in(tmp_path):
    write(SUGGESTIONS, tmp_path / "s.json")
    assert read(tmp_path / "s.json") == SUGGESTIONS


@pytest.mark.parametrize("content", [None, "", "{", "[[1]]", '[["a", "kleur", 1]]'])
def test_a_damaged_file_says_to_build_the_index_again(tmp_path, content):
    if content is not None:
        (tmp_path / "s.json").write_text(content)
    with pytest.raises(IndexUnusable, match="ingest --fresh"):
        read(tmp_path / "s.json")


def test_a_published_index_completes_what_its_reports_tell_of(tmp_path):
    document = document_of(report_of("deal"), *TOPICS["water"])
    named = tuple(replace(p, project="Dijk Vooruit") for p in document.passages)
    manifest = build_index(tmp_path, replace(document, passages=named))
    opened = open_index(tmp_path)
    assert completed(opened.completer, "dijk") == ["Dijk Vooruit"]
    assert "suggestions.json" in manifest.files
    opened.close()
