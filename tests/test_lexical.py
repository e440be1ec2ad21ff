import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rdsearch import dutch, lexical
from rdsearch.errors import IndexUnusable
from rdsearch.lexical import LexicalDocument

DOCUMENTS = [
    LexicalDocument(("Mobiliteit",), "De gemeente legde twaalf fietspaden aan."),
    LexicalDocument((), "Het fietspad langs het kanaal is geopend."),
    LexicalDocument(("Water",), "De dijk langs het kanaal werd hoger, voor 1.500 euro."),
    LexicalDocument((), "De dijk langs het kanaal werd hoger, voor 1.500 euro."),
    LexicalDocument(("Het fietspad",), "Tachtig woningen in de wijk."),
    LexicalDocument((), ""),
]


def built(path, documents):
    lexical.build(documents, path)
    return lexical.Lexical(path)


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    return built(tmp_path_factory.mktemp("words") / "lexical", DOCUMENTS)


def rows(candidates):
    return [candidate.row for candidate in candidates]


def test_every_document_has_a_row_also_an_empty_one(tmp_path):
    assert lexical.build(DOCUMENTS, tmp_path / "lexical") == 6
    assert lexical.Lexical(tmp_path / "lexical").rows == 6


def test_a_word_is_found_in_all_its_forms(index):
    assert set(rows(index.search("fietspad", 10))) == set(rows(index.search("Fietspaden?", 10)))


def test_a_heading_counts_for_less_than_the_text_itself(index):
    assert rows(index.search("fietspad", 10))[-1] == 4


def test_equal_texts_in_two_places_are_both_found(index):
    assert {2, 3} <= set(rows(index.search("dijk", 10)))


def test_ranks_rise_and_scores_fall(index):
    found = index.search("fietspad dijk kanaal", 10)
    assert [c.rank for c in found] == list(range(1, len(found) + 1))
    assert [c.score for c in found] == sorted((c.score for c in found), reverse=True)


def test_the_first_few_are_the_same_however_many_are_asked(index):
    everything = rows(index.search("fietspad dijk kanaal", 10))
    for depth in range(1, len(everything) + 1):
        assert rows(index.search("fietspad dijk kanaal", depth)) == everything[:depth]


def test_only_allowed_rows_are_found(index):
    assert set(rows(index.search("kanaal", 10, allowed=[2, 3]))) == {2, 3}
    assert set(rows(index.search("kanaal", 10))) == {1, 2, 3}
    assert rows(index.search("kanaal", 10, allowed=[0, 5])) == []
    assert rows(index.search("kanaal", 10, allowed=[])) == []
    assert rows(index.phrases(["langs het kanaal"], 10, allowed=[0, 1])) == [1]


def test_a_filter_changes_no_score(index):
    everywhere = {c.row: c.score for c in index.search("kanaal", 10)}
    assert all(everywhere[c.row] == c.score for c in index.search("kanaal", 10, allowed=[2, 3]))


@pytest.mark.parametrize(
    ("phrase", "found"),
    [
        ("langs het kanaal", {1, 2, 3}),
        ("LANGS HÉT KANAAL", {1, 2, 3}),
        ("het kanaal langs", set()),
        ("fietspad", {1}),
        ("hoger, voor 1500 euro", {2, 3}),
        ("hoger voor 1.500 euro", {2, 3}),
        ("fietspaden langs", set()),
        ("bestaat niet", set()),
        ("...", set()),
    ],
)
def test_a_phrase_is_found_where_its_words_stand_in_a_row(index, phrase, found):
    assert set(rows(index.phrases([phrase], 10))) == found


def test_several_phrases_must_all_be_there(index):
    assert set(rows(index.phrases(["dijk langs", "1.500 euro"], 10))) == {2, 3}
    assert rows(index.phrases(["dijk langs", "fietspad"], 10)) == []


def test_several_phrases_are_found_together_however_common_each_is(tmp_path):
    many = [LexicalDocument((), "De dijk.")] * 40
    many += [LexicalDocument((), "De dijk en het hele lange verhaal over de sluis.")]
    many += [LexicalDocument((), "De sluis.")] * 40
    assert rows(built(tmp_path / "lexical", many).phrases(["de dijk", "de sluis"], 5)) == [40]


@pytest.mark.parametrize("question", ["", "!?", "…"])
def test_a_question_without_words_finds_nothing(index, question):
    assert index.search(question, 10) == []


def test_words_that_mean_something_to_a_query_language_are_only_words(index):
    assert rows(index.search('fietspad AND NOT (report:"b") +dijk^9 * [a TO b]', 10))


def test_an_index_without_documents_finds_nothing(tmp_path):
    empty = built(tmp_path / "lexical", [])
    assert (empty.rows, empty.search("dijk", 10), empty.phrases(["dijk"], 10)) == (0, [], [])


texts = st.lists(st.text(alphabet="aàbB1.,2 -\n", max_size=30), min_size=1, max_size=6)


@settings(max_examples=15)  # each makes an index
@given(texts=texts, data=st.data())
def test_any_run_of_words_of_a_text_is_found_as_a_phrase(tmp_path_factory, texts, data):
    documents = [LexicalDocument((), text) for text in texts]
    found = built(tmp_path_factory.mktemp("x") / "lexical", documents)
    row = data.draw(st.integers(0, len(texts) - 1))
    words = list(dutch.tokens(texts[row]))
    if words:
        first = data.draw(st.integers(0, len(words) - 1))
        last = data.draw(st.integers(first, len(words) - 1))
        phrase = texts[row][words[first].start : words[last].end]
        assert row in rows(found.phrases([phrase], 10))


def test_a_folder_that_is_no_index_is_unusable(tmp_path):
    with pytest.raises(IndexUnusable, match="rdsearch ingest"):
        lexical.Lexical(tmp_path)
    lexical.build(DOCUMENTS, tmp_path / "lexical")
    (tmp_path / "lexical" / "meta.json").write_text("{")
    with pytest.raises(IndexUnusable, match="rdsearch ingest"):
        lexical.Lexical(tmp_path / "lexical")


def test_an_index_that_lost_a_part_is_unusable(tmp_path):
    lexical.build(DOCUMENTS, tmp_path / "lexical")
    for part in (tmp_path / "lexical").glob("*.idx"):
        part.write_bytes(b"")
    with pytest.raises(IndexUnusable, match="rdsearch ingest"):
        lexical.Lexical(tmp_path / "lexical")


def test_what_is_searched_in_place_of_a_text_finds_it_but_is_no_literal_text(tmp_path):
    row = LexicalDocument((), "Zorgsprong 158", searched_text="Project: Zorgsprong; Bereikt: 158")
    index = built(tmp_path / "lexical", [row])
    assert rows(index.search("bereikt", 10)) == [0]
    assert rows(index.phrases(["Zorgsprong 158"], 10)) == [0]
    assert rows(index.phrases(["Bereikt: 158"], 10)) == []
