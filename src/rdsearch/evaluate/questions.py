"""Questions with what answers them: judged by quoted words, which outlives re-chunking."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from rdsearch.errors import CorpusError
from rdsearch.types import Passage

_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Question(BaseModel):
    """A line of a file of questions. Other keys may stand beside these."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: _Text
    type: _Text
    q: _Text
    split: str | None = None


class JudgedQuestion(Question):
    """A question and the words, any of which a passage must hold to answer it."""

    must: Annotated[tuple[_Text, ...], Field(min_length=1)]


_Line = TypeVar("_Line", bound=Question)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and what answers it in one index."""

    id: str
    type: str
    text: str
    grades: Mapping[str, float]
    """How well each unit of the index answers, above 0: of a passage by its id, of a document by its own."""


def read_questions(path: Path, *, split: str | None = None) -> tuple[JudgedQuestion, ...]:
    """The judged questions of a JSON Lines file; of one split only where given."""
    return _read(path, JudgedQuestion, split)


def read_unanswerable(path: Path, *, split: str | None = None) -> tuple[Question, ...]:
    """The questions of a JSON Lines file that nothing answers; of one split only where given."""
    return _read(path, Question, split)


def _read(path: Path, kind: type[_Line], split: str | None) -> tuple[_Line, ...]:
    questions = [line for line in lines_of(path, kind) if split is None or line.split == split]
    if not questions:
        where = f" with split {split!r}" if split else ""
        raise CorpusError(
            f"{path} has no questions{where}; see corpus/queries.jsonl for the format"
        )
    return tuple(questions)


_Model = TypeVar("_Model", bound=BaseModel)


def lines_of(path: Path, kind: type[_Model]) -> Iterable[_Model]:
    """The objects of a JSON Lines file. Raises CorpusError with the place of the first slip."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")  # JSON may hold other line ends
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path} cannot be read: {error}") from None
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield kind.model_validate_json(line)
        except ValidationError as error:
            problem = error.errors()[0]
            place = ".".join(map(str, problem["loc"])) or "line"
            raise CorpusError(f"{path}, line {number}: {place}: {problem['msg']}") from None


def asked_of(questions: Sequence[JudgedQuestion], passages: Iterable[Passage]) -> tuple[Asked, ...]:
    """The questions with the passages that hold one of their quoted strings, white space and case folded."""
    texts = {passage.passage_id: folded(passage.text) for passage in passages}
    asked: list[Asked] = []
    for question in questions:
        wanted = tuple(folded(text) for text in question.must)
        grades = {name: 1.0 for name, text in texts.items() if any(w in text for w in wanted)}
        asked.append(Asked(question.id, question.type, question.q, grades))
    return tuple(asked)


def folded(text: str) -> str:
    """White space and case folded."""
    return " ".join(text.casefold().split())
