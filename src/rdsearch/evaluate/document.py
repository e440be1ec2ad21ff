"""What an evaluation found, as the JSON document that scripts rely on. Fields are added, never renamed."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rdsearch.evaluate.judging import Compared, Evaluation, answer_rank
from rdsearch.evaluate.measures import Judgement, Scores, ndcg
from rdsearch.types import Passage, Report

_WORDS_SHOWN = 12


def document_of(
    index_id: str,
    compared: Iterable[Compared],
    worst: Sequence[Judgement],
    reports: Mapping[str, Report],
) -> dict[str, Any]:
    """All that `rdsearch evaluate --json` prints."""
    systems: dict[str, Any] = {}
    ablations: dict[str, Any] = {}
    for found in compared:
        if found.difference is None:
            systems[found.variant.name] = _evaluation(found.evaluation)
        else:
            ablations[found.variant.name] = {
                "system": found.variant.system,
                "without": found.variant.without,
                **_evaluation(found.evaluation),
                "difference": _scores(found.difference),
            }
    return {
        "index_id": index_id,
        "systems": systems,
        "ablations": ablations,
        "worst": [_question(judgement, reports) for judgement in worst],
    }


def _evaluation(found: Evaluation) -> dict[str, Any]:
    by_type = {kind: _scores(scores) for kind, scores in found.by_type.items()}
    return {**_scores(found.overall), "by_type": by_type}


def _scores(scores: Scores) -> dict[str, Any]:
    return {
        "questions": scores.questions,
        **{name: estimate.mean for name, estimate in scores.measures.items()},
        "intervals": {name: list(e.interval) for name, e in scores.measures.items()},
    }


def _question(judgement: Judgement, reports: Mapping[str, Report]) -> dict[str, Any]:
    first = judgement.first
    return {
        "id": judgement.question.id,
        "type": judgement.question.type,
        "question": judgement.question.text,
        "ndcg@10": ndcg(judgement, 10),
        "answer_rank": answer_rank(judgement),
        "instead": first
        and {
            "report_id": first.report_id,
            "title": reports[first.report_id].title,
            "pdf_page": first.spans[0].page,
            "begins": first_words(first),
        },
    }


def first_words(passage: Passage) -> str:
    """As many words as tell what a passage is about."""
    words = passage.text.split()
    return " ".join(words[:_WORDS_SHOWN]) + (" …" if len(words) > _WORDS_SHOWN else "")
