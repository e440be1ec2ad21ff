from dataclasses import replace

import pytest
from tests.hash_encoder import HashEncoder
from tests.making import build_index, document_of, report_of

from rdsearch import cite, dutch
from rdsearch.fuse import Fused
from rdsearch.index import open_index
from rdsearch.search import Query, Searcher
from rdsearch.search.grouping import alone
from rdsearch.search.marking import answering
from rdsearch.search.reasons import why_ranked

STORY = (
    "De wijk Oosterveld kreeg tachtig huurwoningen. Het waterschap verhoogde de dijk bij Harkum."
    " Wethouder Van Dalen opende een fietsroute."
)


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    root = tmp_path_factory.mktemp("marks")
    build_index(root, document_of(report_of("a"), STORY, "Een enkele zin over de dijk."))
    return open_index(root)


def marked(index, question):
    (hit, *_) = Searcher(index, HashEncoder()).search(Query(question)).hits
    return [hit.citation.excerpt[start:end] for start, end in hit.answers]


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("tachtig huurwoningen in Oosterveld", "De wijk Oosterveld kreeg tachtig huurwoningen."),
        ("waterschap dijk bij Harkum", "Het waterschap verhoogde de dijk bij Harkum."),
        ("wethouder opende fietsroute", "Wethouder Van Dalen opende een fietsroute."),
    ],
)
def test_the_sentence_that_answers_is_marked(index, question, sentence):
    assert marked(index, question) == [sentence]


def test_an_excerpt_of_one_sentence_has_no_mark_on_it(index):
    assert marked(index, "een enkele zin over de dijk") == []


def test_literal_words_mark_no_sentence(index):
    (hit,) = Searcher(index, HashEncoder()).search(Query('"dijk bij Harkum"')).hits
    assert hit.answers == ()


def test_marks_of_a_second_neighbour_stand_where_its_text_stands(index):
    passages = list(index.catalog.passages())
    first, second = (alone(Fused(row, 1.0, ()), p) for row, p in enumerate(passages[:2]))
    text = f"{first.passage.text} {second.passage.text}"
    both = replace(
        first, passage=replace(first.passage, text=text), parts=(*first.parts, *second.parts)
    )
    asked = index.tokens.asked(HashEncoder().encode_query(second.passage.text))
    spans = [text[start:end] for start, end in answering(both, asked)]
    assert spans == [second.passage.text]


@pytest.mark.parametrize(
    ("question", "excerpt", "reasons"),
    [
        ("wat kostte de brug", "De brug kostte veel.", ("zelfde woorden: brug, kostte",)),
        (
            "wat zegt Jansen",
            "Volgens Jansen klopt dat.",
            ("naam: Jansen",),
        ),
        ("Jansen", "Jansen zegt nee.", ("zelfde woorden: jansen",)),
        ("Jansen", "Jansen zegt nee. Ook mevrouw Jansen.", ("naam: Jansen",)),
        (
            "de kosten van de brug",
            "Wat waren de\nkosten van de brug?",
            ("letterlijk: „de kosten van de brug”", "zelfde woorden: kosten, brug"),
        ),
        ("iets anders", "Het staat er in de kast.", ()),
    ],
)
def test_reasons_name_names_words_and_phrases(question, excerpt, reasons):
    words = [*dutch.terms_at(excerpt)]
    marks = cite.highlights_of(dutch.query_terms(question), words)
    why = why_ranked(
        Fused(0, 1.0, ()),
        dutch.forms(question),
        excerpt,
        tokens=[token for token, _ in words],
        marks=marks,
    )
    assert why == reasons
