"""The sentences of an excerpt that answer."""

from rdsearch import dutch
from rdsearch.late_interaction import MaxSim
from rdsearch.search.grouping import Group
from rdsearch.types import EXCERPT_SEPARATOR

# Of the passages that hold the quoted answer of a judged question (544, of 5 to 8 sentences), the best
# sentence alone holds it in 65 to 75 %, those within this distance of it in 74 to 86 %: they are 1.4.
_NEARLY_BEST = 0.02
_MOST = 2


def answering(group: Group, asked: MaxSim) -> tuple[tuple[int, int], ...]:
    """The spans of the sentence that meets the question best, and of a second one that is nearly as good.

    Each is scored as a passage is (MaxSim). None where there is but one: a mark on everything says nothing.
    """
    scored: list[tuple[float, tuple[int, int]]] = []
    offset = 0
    for row, passage in group.parts:
        sentences = dutch.sentences(passage.text)
        scores = asked.scores_of_parts(row, sentences).tolist()
        moved = [(start + offset, end + offset) for start, end in sentences]
        scored += zip(scores, moved, strict=True)
        offset += len(passage.text) + len(EXCERPT_SEPARATOR)
    if len(scored) < 2:
        return ()
    best = sorted(scored, key=lambda item: (-item[0], item[1]))[:_MOST]
    return tuple(sorted(span for score, span in best if score >= best[0][0] - _NEARLY_BEST))
