"""As one types: completions from the projects, speakers, headings and frequent phrases of the corpus."""

import json
from collections.abc import Sequence
from pathlib import Path

from rdsearch.errors import IndexUnusable
from rdsearch.suggest.completing import Completer
from rdsearch.suggest.mining import Kind, Suggestion, suggestions_of, unnumbered

__all__ = [
    "Completer",
    "Kind",
    "Suggestion",
    "read",
    "suggestions_of",
    "unnumbered",
    "write",
]


def write(suggestions: Sequence[Suggestion], path: Path) -> None:
    lines = [[s.text, s.kind, s.count] for s in suggestions]
    path.write_text(json.dumps(lines, ensure_ascii=False), encoding="utf-8")


def read(path: Path) -> tuple[Suggestion, ...]:
    """Raises IndexUnusable for a missing or damaged file."""
    try:
        lines = json.loads(path.read_text(encoding="utf-8"))
        return tuple(Suggestion(text, Kind(kind), count) for text, kind, count in lines)
    except (OSError, ValueError, TypeError) as error:
        raise IndexUnusable(
            f"{path} cannot be read; build the index again with `rdsearch ingest --fresh`"
        ) from error
