from hypothesis import given
from hypothesis import strategies as st

from rdsearch_service.wording import segments

TEXT = "De dijk is hoog. Het dorp blijft droog."
SPANS = st.lists(
    st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(sorted).map(tuple)
)


@given(words=SPANS, sentences=SPANS)
def test_marks_cut_a_text_and_lose_nothing_of_it(words, sentences):
    pieces = segments(TEXT, words, sentences)
    assert "".join(piece for piece, _, _ in pieces) == TEXT
    at = 0
    for piece, is_word, answers in pieces:
        for place in range(at, at + len(piece)):
            assert is_word == any(a <= place < b for a, b in words)
            assert answers == any(a <= place < b for a, b in sentences)
        at += len(piece)


def test_a_marked_word_in_a_marked_sentence_is_both():
    assert segments(TEXT, [(3, 7)], [(0, 16)]) == [
        ("De ", False, True),
        ("dijk", True, True),
        (" is hoog.", False, True),
        (" Het dorp blijft droog.", False, False),
    ]
