import pytest

from rdsearch import lexical
from rdsearch.config import LexicalConfig
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
    lexical.build(lambda: documents, path)
    return lexical.Lexical(path)


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    return built(tmp_path_factory.mktemp("words") / "lexical", DOCUMENTS)


def rows(candidates):
    return [candidate.row for candidate in candidates]


def test_every_document_has_a_row_also_an_empty_one(tmp_path):
    assert lexical.build(lambda: DOCUMENTS, tmp_path / "lexical") == 6
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


def test_a_filter_changes_no_score(index):
    everywhere = {c.row: c.score for c in index.search("kanaal", 10)}
    assert all(everywhere[c.row] == c.score for c in index.search("kanaal", 10, allowed=[2, 3]))


@pytest.mark.parametrize("question", ["", "!?", "…"])
def test_a_question_without_words_finds_nothing(index, question):
    assert index.search(question, 10) == []


def test_words_that_mean_something_to_a_query_language_are_only_words(index):
    assert rows(index.search('fietspad AND NOT (report:"b") +dijk^9 * [a TO b]', 10))


def test_an_index_without_documents_finds_nothing(tmp_path):
    empty = built(tmp_path / "lexical", [])
    assert (empty.rows, empty.search("dijk", 10)) == (0, [])


def test_a_folder_that_is_no_index_is_unusable(tmp_path):
    with pytest.raises(IndexUnusable, match="rdsearch ingest"):
        lexical.Lexical(tmp_path)
    lexical.build(lambda: DOCUMENTS, tmp_path / "lexical")
    (tmp_path / "lexical" / "terms" / "meta.json").write_text("{")
    with pytest.raises(IndexUnusable, match="rdsearch ingest"):
        lexical.Lexical(tmp_path / "lexical")


def test_an_index_that_lost_a_part_is_unusable(tmp_path):
    lexical.build(lambda: DOCUMENTS, tmp_path / "lexical")
    for part in (tmp_path / "lexical" / "terms").glob("*.idx"):
        part.write_bytes(b"")
    with pytest.raises(IndexUnusable, match="rdsearch ingest"):
        lexical.Lexical(tmp_path / "lexical")


def test_heads_that_are_read_with_every_row_count_once(tmp_path):
    read = "Jaar\n" + "\n".join(f"Dorp {n} Bereikt: {n}." for n in range(9))
    documents = [
        LexicalDocument((), " ".join(f"Dorp {n} {n}" for n in range(9)), read_with=read),
        LexicalDocument((), "In het dorp werd veel bereikt en daarna werd er nog iets bereikt."),
    ]
    assert rows(built(tmp_path / "lexical", documents).search("bereikt", 10)) == [1, 0]


def test_a_word_whose_hyphen_is_in_doubt_is_found_by_its_parts(tmp_path):
    document = LexicalDocument((), "De jobopptrajecten liepen.", parted=("jobopp", "trajecten"))
    index = built(tmp_path / "lexical", [document])
    assert all(rows(index.search(q, 10)) == [0] for q in ("JobOpp", "traject", "jobopptrajecten"))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("monteur van zonnepanelen", "De zonnepanelenmonteur kwam."),
        ("zonnepanelenmonteur", "Een monteur legt zonnepanelen."),
        ("citizen lab", "Via CitizenLab stemden bewoners."),
        ("citizenlab", "Via Citizen Lab stemden bewoners."),
        ("tweeduizend", "Er kwamen 2.000 mensen."),
        ("2000", "Er kwamen tweeduizend mensen."),
        ("steden", "De stad groeide."),
        ("scholen", "De school ging open."),
        ("jobopptrajecten", "De JobOpp-trajecten liepen af."),
    ],
)
def test_words_meet_however_they_are_written(tmp_path, question, text):
    words = "De monteur werkt. Zonnepanelen helpen. Een lab voor iedere citizen. Het traject."
    documents = [LexicalDocument((), words), LexicalDocument((), text), LexicalDocument((), words)]
    found = built(tmp_path / "lexical", documents).search(question, 10)
    assert 1 in rows(found)


def test_a_compound_itself_comes_before_its_parts(tmp_path):
    texts = ["De gemeente en de raad.", "De gemeenteraad.", "De raad van de gemeente."]
    index = built(tmp_path / "lexical", [LexicalDocument((), text) for text in texts])
    assert rows(index.search("gemeenteraad", 10))[0] == 1


def test_function_words_of_a_question_tell_a_little(tmp_path):
    texts = ["De dijk en nog een dijk.", "De dijk onder nog een dijk."]
    index = built(tmp_path / "lexical", [LexicalDocument((), text) for text in texts])
    assert rows(index.search("wat is onder de dijk", 10)) == [1, 0]


def test_an_abbreviation_and_its_words_find_each_other(tmp_path):
    texts = [
        "Het Advanced Manufacturing Program (AMP) begon.",
        "De AMP loopt goed.",
        "Dit advanced manufacturing program loopt goed.",
        "Iets anders.",
    ]
    index = built(tmp_path / "lexical", [LexicalDocument((), text) for text in texts])
    assert set(rows(index.search("AMP", 10))) == {0, 1, 2}
    assert set(rows(index.search("advanced manufacturing program", 10))) == {0, 1, 2}


def test_weights_of_nothing_leave_plain_words(tmp_path):
    bare = LexicalConfig(parts=0, function_words=0, abbreviations=0, headings=0, project=0)
    documents = [LexicalDocument(("De sluis",), "De zonnepanelenmonteur.")]
    index = built(tmp_path / "lexical", documents)
    assert rows(index.search("de monteur bij de sluis", 10)) == [0]
    assert index.search("de monteur bij de sluis", 10, config=bare) == []
