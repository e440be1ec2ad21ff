"""Judged questions → how well each system finds the answers.

A hit counts when its excerpt contains one of the question's quoted strings, white space and case folded:
judging by quoted words outlives re-chunking.
"""

import json
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from rdsearch.errors import CorpusError
from rdsearch.search import Query, Searcher, System

SYSTEMS: tuple[System, ...] = ("hybrid", "dense", "lexical")
DEPTH = 50

_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class JudgedQuestion(BaseModel):
    """A line of a queries file. Other keys may stand beside these."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: _Text
    type: _Text
    q: _Text
    must: Annotated[tuple[_Text, ...], Field(min_length=1)]
    split: str | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """Which of a system's hits answer a question, by rank from the first."""

    question: JudgedQuestion
    is_relevant: tuple[bool, ...]
    relevant_in_index: int  # passages of the index that hold an answer


@dataclass(frozen=True, slots=True)
class Scores:
    """Means over questions."""

    questions: int
    mrr_at_10: float
    ndcg_at_10: float
    success_at_1: float
    success_at_5: float
    recall_at_50: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a system scores over all questions and by type, with the judgements behind it."""

    overall: Scores
    by_type: dict[str, Scores]
    judgements: tuple[Judgement, ...]


def read_questions(path: Path, *, split: str | None = None) -> tuple[JudgedQuestion, ...]:
    """The judged questions of a JSON Lines file; of one split only where given."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")  # JSON may hold other line ends
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path} cannot be read: {error}") from None
    questions: list[JudgedQuestion] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            questions.append(JudgedQuestion.model_validate_json(line))
        except ValidationError as error:
            problem = error.errors()[0]
            place = ".".join(map(str, problem["loc"])) or "line"
            raise CorpusError(f"{path}, line {number}: {place}: {problem['msg']}") from None
    chosen = tuple(q for q in questions if split is None or q.split == split)
    if not chosen:
        where = f" with split {split!r}" if split else ""
        raise CorpusError(
            f"{path} has no questions{where}; see corpus/queries.jsonl for the format"
        )
    return chosen


def evaluate(
    searcher: Searcher,
    questions: Sequence[JudgedQuestion],
    *,
    system: System,
    progress: Callable[[], None] = lambda: None,
) -> Evaluation:
    """Asks every question of one system and judges the first 50 hits."""
    texts = [folded(passage.text) for passage in searcher.index.catalog.passages()]
    judgements: list[Judgement] = []
    for question in questions:
        wanted = tuple(folded(text) for text in question.must)
        in_index = sum(any(w in text for w in wanted) for text in texts)
        answer = searcher.search(Query(question.q, limit=DEPTH), system=system)
        relevant = tuple(
            any(w in folded(hit.citation.excerpt) for w in wanted) for hit in answer.hits
        )
        judgements.append(Judgement(question, relevant, in_index))
        progress()
    types = sorted({judgement.question.type for judgement in judgements})
    return Evaluation(
        overall=scores_of(judgements),
        by_type={t: scores_of(j for j in judgements if j.question.type == t) for t in types},
        judgements=tuple(judgements),
    )


def folded(text: str) -> str:
    """White space and case folded."""
    return " ".join(text.casefold().split())


def scores_of(judgements: Iterable[Judgement]) -> Scores:
    """Means of the measures of each judgement; at least one is needed."""
    judged = list(judgements)
    return Scores(
        questions=len(judged),
        mrr_at_10=fmean(reciprocal_rank(j, 10) for j in judged),
        ndcg_at_10=fmean(ndcg(j, 10) for j in judged),
        success_at_1=fmean(any(j.is_relevant[:1]) for j in judged),
        success_at_5=fmean(any(j.is_relevant[:5]) for j in judged),
        recall_at_50=fmean(recall(j, DEPTH) for j in judged),
    )


def reciprocal_rank(judgement: Judgement, depth: int) -> float:
    """1 / rank of the first answer among the first `depth` hits, 0 without one."""
    ranks = (r for r, relevant in enumerate(judgement.is_relevant[:depth], start=1) if relevant)
    return 1 / next(ranks, math.inf)


def ndcg(judgement: Judgement, depth: int) -> float:
    """Discounted gain of the answers (Järvelin & Kekäläinen, 2002) as a share of the best possible."""
    gain = sum(
        1 / math.log2(rank + 1)
        for rank, relevant in enumerate(judgement.is_relevant[:depth], start=1)
        if relevant
    )
    best = sum(1 / math.log2(r + 1) for r in range(1, min(depth, judgement.relevant_in_index) + 1))
    return gain / best if best else 0.0


def recall(judgement: Judgement, depth: int) -> float:
    """The share of the index's answers among the first `depth` hits."""
    total = min(judgement.relevant_in_index, depth)
    return sum(judgement.is_relevant[:depth]) / total if total else 0.0


def as_json(index_id: str, evaluations: dict[str, Evaluation]) -> str:
    """The document that `rdsearch evaluate --json` prints."""

    def plain(scores: Scores) -> dict[str, float]:
        return {
            "questions": scores.questions,
            "mrr@10": scores.mrr_at_10,
            "ndcg@10": scores.ndcg_at_10,
            "success@1": scores.success_at_1,
            "success@5": scores.success_at_5,
            "recall@50": scores.recall_at_50,
        }

    systems = {
        name: {
            **plain(result.overall),
            "by_type": {t: plain(scores) for t, scores in result.by_type.items()},
        }
        for name, result in evaluations.items()
    }
    return json.dumps({"index_id": index_id, "systems": systems}, ensure_ascii=False, indent=2)
