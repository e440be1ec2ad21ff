"""Judged questions → how well each system finds the answers, and what each of its features adds.

A hit counts when its excerpt contains one of the question's quoted strings, white space and case folded.
"""

from rdsearch.evaluate.document import document_of, first_words
from rdsearch.evaluate.judging import (
    Compared,
    Evaluation,
    answer_rank,
    compare,
    evaluate,
    passages_shown,
    worst,
)
from rdsearch.evaluate.measures import (
    DEPTH,
    MEASURES,
    Estimate,
    Judgement,
    Scores,
    differences,
    scores_of,
)
from rdsearch.evaluate.questions import (
    Asked,
    JudgedQuestion,
    Question,
    asked_of,
    read_questions,
    read_unanswerable,
)
from rdsearch.evaluate.variants import FEATURES, SYSTEMS, Feature, Variant, variants_of

__all__ = [
    "DEPTH",
    "FEATURES",
    "MEASURES",
    "SYSTEMS",
    "Asked",
    "Compared",
    "Estimate",
    "Evaluation",
    "Feature",
    "JudgedQuestion",
    "Judgement",
    "Question",
    "Scores",
    "Variant",
    "answer_rank",
    "asked_of",
    "compare",
    "differences",
    "document_of",
    "evaluate",
    "first_words",
    "passages_shown",
    "read_questions",
    "read_unanswerable",
    "scores_of",
    "variants_of",
    "worst",
]
