"""How the command line talks: options that commands share, tables, progress, problems."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

IndexOption = Annotated[Path, typer.Option("--index", help="Folder of the index.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
ModelOption = Annotated[
    str | None,
    typer.Option("--model", help="Embedding model: a folder or a hub name. Default: bundled."),
]
RerankerOption = Annotated[
    str | None,
    typer.Option(
        "--reranker",
        help="Cross-encoder that reads the best passages again: a folder or a hub name.",
    ),
]
ConfigOption = Annotated[
    Path | None,
    typer.Option("--config", help="Settings file. Default: rdsearch.toml here, if any."),
]
DEFAULT_INDEX = Path("indexes")
_UNFOLDED = 100_000  # columns

# No markup and no emoji codes: excerpts and file names may hold [brackets] and :colons: of their own.
out = Console(highlight=False, soft_wrap=True, markup=False, emoji=False)
err = Console(stderr=True, highlight=False, soft_wrap=True, markup=False, emoji=False)


def problem(message: str) -> None:
    """One line on stderr."""
    err.print(Text.assemble(("rdsearch:", "bold red"), " ", message))


def note(message: str) -> None:
    """One quiet line on stderr."""
    err.print(message, style="dim")


def table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A plain table on stdout; numbers to the right. Cells are folded on a terminal only."""
    grid = Table(box=None, pad_edge=False, header_style="bold")
    for position, name in enumerate(columns):
        is_number = all(isinstance(row[position], int | float) for row in rows) and bool(rows)
        grid.add_column(name, justify="right" if is_number else "left", overflow="fold")
    for row in rows:
        grid.add_row(*("" if cell is None else str(cell) for cell in row))
    (out if out.is_terminal else _unfolded()).print(grid)


def _unfolded() -> Console:
    """For a file or a pipe: who looks for an id there needs it in one piece."""
    return Console(file=out.file, width=_UNFOLDED, highlight=False, markup=False, emoji=False)


@contextmanager
def progress_bars() -> Iterator[Progress]:
    """Bars on stderr, shown only on a terminal and gone when done."""
    with Progress(
        TextColumn("{task.description:>8}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=err,
        transient=True,
        disable=not err.is_terminal,
    ) as bars:
        yield bars
