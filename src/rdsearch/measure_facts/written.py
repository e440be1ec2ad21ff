"""Texts that were written for this project in the manner of reports, with every figure labelled."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, NonNegativeInt, PositiveInt

from rdsearch.errors import CorpusError
from rdsearch.evaluate.questions import lines_of
from rdsearch.types import Block, Page, Role

_BETWEEN = "\n\n"
_HEADS = (Role.TITLE, Role.HEADING)


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class WrittenBlock(_Part):
    """A paragraph, a head or an item."""

    role: Role
    text: str


class WrittenFigure(_Part):
    """The `nth` time that these characters stand in block `block` as a word of their own."""

    block: NonNegativeInt
    figure: str
    nth: PositiveInt = 1
    kind: Literal["reached", "planned", "input", "context"]


class WrittenText(_Part):
    """A text of one page; a number without a label is no figure."""

    document: str
    genre: str
    split: Literal["tune", "holdout"]
    blocks: tuple[WrittenBlock, ...]
    figures: tuple[WrittenFigure, ...]

    @property
    def page(self) -> Page:
        """The text as if it had been read from a PDF; nothing of it has a place on paper."""
        starts = self._starts()
        blocks = tuple(
            Block(block.role, start, start + len(block.text), 0, 0, 1, 1, level=_level(block.role))
            for block, start in zip(self.blocks, starts, strict=True)
        )
        text = _BETWEEN.join(block.text for block in self.blocks)
        return Page(number=1, width_pt=1, height_pt=1, text=text, blocks=blocks)

    @property
    def places(self) -> dict[tuple[int, int], str]:
        """The kind of each figure by page and code point. Raises CorpusError where one does not stand in its block."""
        starts = self._starts()
        return {(1, self._place(one, starts)): one.kind for one in self.figures}

    def _starts(self) -> list[int]:
        lengths = [len(block.text) + len(_BETWEEN) for block in self.blocks]
        return [sum(lengths[:number]) for number in range(len(lengths))]

    def _place(self, one: WrittenFigure, starts: Sequence[int]) -> int:
        if one.block >= len(self.blocks):
            raise CorpusError(
                f"{self.document}: {one.figure!r} is of block {one.block}, which it has not"
            )
        text = self.blocks[one.block].text
        found = list(re.finditer(rf"(?<!\w){re.escape(one.figure)}(?!\w)", text))
        if len(found) < one.nth:
            raise CorpusError(
                f"{self.document}: {one.figure!r} does not stand {one.nth} times in block {one.block}"
            )
        return starts[one.block] + found[one.nth - 1].start()


def read_written(path: Path) -> tuple[WrittenText, ...]:
    """Raises CorpusError for a line that is none."""
    return tuple(lines_of(path, WrittenText))


def _level(role: Role) -> int | None:
    return 1 if role in _HEADS else None
