"""The command that measures: evaluate."""

import functools
from pathlib import Path
from typing import Annotated

import typer

from rdsearch import config
from rdsearch import evaluate as evaluation
from rdsearch import index as indexes
from rdsearch.cli.model import searcher_of
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
from rdsearch.evaluate import Evaluation, Scores
from rdsearch.search import System


def register(app: typer.Typer) -> None:
    """Adds this module's commands."""
    app.command()(evaluate)


def evaluate(
    queries: Annotated[Path, typer.Argument(help="Judged questions, JSON Lines.")],
    system: Annotated[
        System | None, typer.Option(help="Only this system. Default: all three.")
    ] = None,
    split: Annotated[str | None, typer.Option(help="Only questions of this split.")] = None,
    index: IndexOption = DEFAULT_INDEX,
    model: ModelOption = None,
    settings: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Measure how well answers are found: MRR@10, nDCG@10, success@1/5, recall@50, by type."""
    questions = evaluation.read_questions(queries, split=split)
    systems = (system,) if system else evaluation.SYSTEMS
    opened = indexes.open_index(index)
    try:
        searcher = searcher_of(opened, config.load(settings), model)
        results: dict[str, Evaluation] = {}
        with progress_bars() as bars:
            for name in systems:
                task = bars.add_task(name, total=len(questions))
                results[name] = evaluation.evaluate(
                    searcher,
                    questions,
                    system=name,
                    progress=functools.partial(bars.advance, task),
                )
        index_id = opened.index_id
    finally:
        opened.close()
    if as_json:
        out.print_json(evaluation.as_json(index_id, results))
        return
    for title, result in results.items():
        rows = [_row(kind, scores) for kind, scores in result.by_type.items()]
        rows.append(_row("all", result.overall))
        out.print(f"\n{title}", style="bold")
        table(
            ("type", "questions", "mrr@10", "ndcg@10", "success@1", "success@5", "recall@50"), rows
        )
    judgements = next(iter(results.values())).judgements
    if missing := [j.question.id for j in judgements if not j.relevant_in_index]:
        note(f"no passage of the index holds the answer of: {', '.join(missing)}")


def _row(name: str, scores: Scores) -> tuple[str | int, ...]:
    means = (
        scores.mrr_at_10,
        scores.ndcg_at_10,
        scores.success_at_1,
        scores.success_at_5,
        scores.recall_at_50,
    )
    return (name, scores.questions, *(f"{mean:.3f}" for mean in means))
