import pytest
from tests.hash_encoder import HashEncoder
from tests.making import build_index, document_of, report_of

from rdsearch import lexical
from rdsearch.config import LexicalConfig
from rdsearch.index import open_index
from rdsearch.lexical import LexicalDocument
from rdsearch.search import Query, Searcher

TEXTS = [
    "De proefopstelling in Overijssel bestrijdt de berenklauw.",
    "De bewoners van Ossenwold vroegen om ooievaars.",
    "De bewoners kregen een sticker en een café.",
]


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    path = tmp_path_factory.mktemp("corrections") / "lexical"
    lexical.build(lambda: [LexicalDocument((), text) for text in TEXTS], path)
    return lexical.Lexical(path)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("proefopsteling", "proefopstelling"),  # a letter too few
        ("stickerr", "sticker"),  # too many
        ("bewonres", "bewoners"),  # two swapped
        ("bereklaauw", "berenklauw"),  # two edits in a long word
        ("Ossenwolt", "Ossenwold"),  # a name
        ("Overijsel", "Overijssel"),
    ],
)
def test_a_mistyped_word_is_read_as_the_near_one_of_the_index(index, typed, meant):
    found = index.correction(f"Wat weet men van {typed}, en waarom?")
    assert found.question == f"Wat weet men van {meant}, en waarom?"
    assert found.words == ((typed, meant),)


@pytest.mark.parametrize(
    "question",
    [
        "bewoners in Overijssel",  # as they stand there
        "wandelaars",  # a word of its own
        "the residents",  # English
        "de en om",
        "1234",
        "xq bew",  # too short to tell
        "kwantumcomputer",  # near to nothing
        "",
    ],
)
def test_words_that_may_be_meant_are_left(index, question):
    assert index.correction(question) is None


def test_several_words_are_corrected_at_once_and_the_rest_stays(index):
    found = index.correction("  Bewonres… in “Overijsel”?")
    assert found.question == "  bewoners… in “Overijssel”?"
    assert [typed for typed, _ in found.words] == ["Bewonres", "Overijsel"]


def test_an_accent_that_is_left_out_is_no_mistake(index):
    assert index.correction("cafe") is None


@pytest.fixture(scope="module")
def searcher(tmp_path_factory):
    root = tmp_path_factory.mktemp("indexes")
    build_index(root, document_of(report_of("dorp"), *TEXTS))
    return Searcher(open_index(root), HashEncoder())


@pytest.mark.parametrize("system", ["hybrid", "dense", "lexical"])
def test_a_mistyped_question_is_searched_as_it_was_meant_and_says_so(searcher, system):
    answer = searcher.search(Query("bereklaauw bestrijden"), system=system)
    assert answer.did_you_mean == "berenklauw bestrijden"
    assert answer.hits[0].citation.excerpt == TEXTS[0]


def test_what_is_asked_literally_or_typed_well_is_searched_as_it_stands(searcher):
    exact = searcher.search(Query("bereklaauw", exact=True))
    assert (exact.did_you_mean, exact.total) == (None, 0)
    assert searcher.search(Query("berenklauw")).did_you_mean is None


def test_correcting_can_be_left_out(searcher):
    plain = Searcher(searcher.index, HashEncoder(), lexical=LexicalConfig(correct=False))
    assert plain.search(Query("bereklaauw")).did_you_mean is None
