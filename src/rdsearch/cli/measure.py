"""The command that measures: evaluate."""

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from rdsearch import config, evaluate
from rdsearch import index as indexes
from rdsearch.cli import documents, model
from rdsearch.cli.terminal import (
    DEFAULT_INDEX,
    ConfigOption,
    IndexOption,
    JsonOption,
    ModelOption,
    note,
    out,
    progress_bars,
    table,
)
from rdsearch.evaluate import Compared, Estimate, Judgement, Scores
from rdsearch.search import System
from rdsearch.types import Report

_WORST = 10
_COMPARED = ("ndcg@10", "mrr@10")  # the tables have room for the intervals of these


def register(app: typer.Typer) -> None:
    """Adds this module's commands."""
    app.command("evaluate")(evaluate_systems)


def evaluate_systems(
    queries: Annotated[Path, typer.Argument(help="Judged questions, JSON Lines.")],
    system: Annotated[
        System | None, typer.Option(help="Only this system. Default: all three.")
    ] = None,
    split: Annotated[str | None, typer.Option(help="Only questions of this split.")] = None,
    index: IndexOption = DEFAULT_INDEX,
    embedding_model: ModelOption = None,
    settings: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Measure how well answers are found, by type of question, by system and without each feature.

    ± is half the 95 % interval of ndcg@10 (bootstrap over the questions); --json has them all.
    """
    questions = evaluate.read_questions(queries, split=split)
    systems = (system,) if system else evaluate.SYSTEMS
    variants = evaluate.variants_of(config.load(settings), systems)
    opened = indexes.open_index(index)
    try:
        encoder = model.encoder_of(config.load(settings), embedding_model)
        asked = evaluate.asked_of(questions, opened.catalog.passages())
        with progress_bars() as bars:
            task = bars.add_task("asking", total=len(questions) * len(variants))
            compared = evaluate.compare(
                opened,
                encoder,
                asked,
                variants,
                units_of=evaluate.passages_shown,
                progress=functools.partial(bars.advance, task),
            )
        reports = opened.catalog.descriptions()
    finally:
        opened.close()
    worst = evaluate.worst(compared[0].evaluation, _WORST)
    if as_json:
        document = evaluate.document_of(opened.index_id, compared, worst, reports)
        out.print_json(documents.text_of(document))
        return
    print_systems(compared)
    print_ablation(compared)
    _print_worst(worst, reports, compared[0].variant.name)
    if missing := [question.id for question in asked if not question.grades]:
        note(f"no passage of the index holds the answer of: {', '.join(missing)}")


def print_systems(compared: Sequence[Compared]) -> None:
    """A table by type of question for each whole system."""
    for found in compared:
        if found.difference is None:
            rows = [_row(kind, scores) for kind, scores in found.evaluation.by_type.items()]
            rows.append(_row("all", found.evaluation.overall))
            out.print(f"\n{found.variant.name}", style="bold")
            table(("type", "questions", *evaluate.MEASURES, "±"), rows)


def print_ablation(compared: Sequence[Compared]) -> None:
    """Every system over all questions, what each lacks without a feature, and the types side by side."""
    out.print("\nall systems", style="bold")
    table(
        ("system", *evaluate.MEASURES),
        [(found.variant.name, *_means(found.evaluation.overall)) for found in compared],
    )
    lacking = [(found.variant.name, found.difference) for found in compared if found.difference]
    if lacking:
        out.print("\ndifference that it makes to be without [95 %]", style="bold")
        rows = [
            (name, *(_signed(lost.measures[measure]) for measure in _COMPARED))
            for name, lost in lacking
        ]
        table(("system", *_COMPARED), rows)
    out.print(f"\n{_COMPARED[0]} by type", style="bold")
    table(
        ("system", *compared[0].evaluation.by_type),
        [
            (
                found.variant.name,
                *(_mean(s.measures[_COMPARED[0]]) for s in found.evaluation.by_type.values()),
            )
            for found in compared
        ],
    )


def _print_worst(worst: Sequence[Judgement], reports: dict[str, Report], system: str) -> None:
    out.print(f"\nworst of {system}, and what came first instead", style="bold")
    for judgement in worst:
        rank = evaluate.answer_rank(judgement)
        place = f"answer at {rank}" if rank else f"no answer in the first {evaluate.DEPTH}"
        question = judgement.question
        out.print(Text(f"{question.id} ({question.type}; {place}): {question.text}"))
        if first := judgement.first:
            where = f"{reports[first.report_id].title}, PDF page {first.spans[0].page}"
            out.print(Text(f"    {evaluate.first_words(first)} ({where})", style="dim"))


def _row(name: str, scores: Scores) -> tuple[str | int, ...]:
    low, high = scores.measures[_COMPARED[0]].interval
    return (name, scores.questions, *_means(scores), f"{(high - low) / 2:.3f}")


def _means(scores: Scores) -> list[str]:
    return [_mean(estimate) for estimate in scores.measures.values()]


def _mean(estimate: Estimate) -> str:
    return f"{estimate.mean:.3f}"


def _signed(estimate: Estimate) -> str:
    low, high = estimate.interval
    return f"{estimate.mean:+.3f} [{low:+.3f}, {high:+.3f}]"
