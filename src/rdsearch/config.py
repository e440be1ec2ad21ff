"""Settings as frozen dataclasses, read from `rdsearch.toml`. The library reads no environment."""

import dataclasses
import hashlib
import json
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Literal

from pydantic import ConfigDict, TypeAdapter, ValidationError

from rdsearch.errors import ConfigError

CONFIG_FILE = "rdsearch.toml"
_STRICT = ConfigDict(extra="forbid")  # an unknown key is a slip, not a wish


@dataclass(frozen=True, slots=True)
class ExtractConfig:
    """Limits of one PDF, and whether scanned pages are read by OCR."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    max_pages: int = 3_000
    max_bytes: int = 500_000_000
    max_glyphs: int = 100_000  # a page: more is not something that a person reads
    page_timeout_s: float = 20.0  # of computing, OCR not counted; the slowest real page took 2
    ocr: Literal["auto", "off"] = "auto"
    ocr_dpi: int = 300
    ocr_timeout_s: float = 120.0  # a page; by the clock, and other programs may be busy too

    def __post_init__(self) -> None:
        _check_positive(self, "max_pages", "max_bytes", "max_glyphs", "page_timeout_s")
        _check_positive(self, "ocr_dpi", "ocr_timeout_s")


@dataclass(frozen=True, slots=True)
class WorkerConfig:
    """What reading one PDF may cost: a part of it without a result, and pages given up in all."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    max_seconds: float = 900.0
    max_memory_mb: int = 2_000

    def __post_init__(self) -> None:
        _check_positive(self, "max_seconds", "max_memory_mb")


@dataclass(frozen=True, slots=True)
class ChunkConfig:
    """Passage lengths in model tokens, special tokens not counted."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    target_tokens: int = 150
    max_tokens: int = 200
    min_tokens: int = 40

    def __post_init__(self) -> None:
        if not 1 <= self.min_tokens <= self.target_tokens <= self.max_tokens:
            raise ValueError(
                "min_tokens, target_tokens and max_tokens must rise in that order from 1"
            )


@dataclass(frozen=True, slots=True)
class FusionConfig:
    """How what both halves propose is ranked; `scripts/tune_fusion` finds the defaults on the tune split."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    depth: int = 100  # candidates of each half
    late_interaction: bool = True  # rank by the tokens; else by the scores of both halves
    # What the best match of words adds to the score by tokens, which is 1 at most; the others in proportion.
    lexical_bonus: float = 0.02
    # What a passage gains, on the same scale, by a figure that a question asks for, and by words of the person whose
    # words it asks for.
    figure_bonus: float = 0.02
    speaker_bonus: float = 0.2
    reread: int = 30  # passages that a reranker reads, where one is given
    lexical_weight: float = 0.25  # of the score without late interaction; meaning has the rest

    def __post_init__(self) -> None:
        _check_positive(self, "depth", "reread")
        if not 0 <= self.lexical_weight <= 1:
            raise ValueError("lexical_weight must be from 0 to 1")
        if min(self.lexical_bonus, self.figure_bonus, self.speaker_bonus) < 0:
            raise ValueError("a bonus cannot be negative")


@dataclass(frozen=True, slots=True)
class LexicalConfig:
    """How words are searched: what a term of the question weighs where it is found, besides 1 in the text.

    The defaults were chosen on the tune questions of both corpora.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    correct: bool = True  # words that are in no passage and no dictionary, by near ones that are
    headings: float = 0.25  # they stand over many passages
    project: float = 0.25
    table: float = 1.0  # heads and captions that are read with rows
    parts: float = 0.5  # of compounds, on either side; 0 leaves compounds whole
    function_words: float = 0.2  # they tell little, but something
    abbreviations: float = 0.15  # a word of what an abbreviation stands for

    def __post_init__(self) -> None:
        weights = (self.headings, self.project, self.table, self.parts)
        if min(*weights, self.function_words, self.abbreviations) < 0:
            raise ValueError("a weight cannot be negative")


@dataclass(frozen=True, slots=True)
class GroupingConfig:
    """How ranked passages become hits."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    collapse_copies: bool = True  # passages of the same words are one hit that lists its places
    # Two passages that follow each other under one heading, both among the first so many, are one hit:
    # further down the second adds length, not an answer. 0 merges none.
    merge_within: int = 5
    crowd_penalty: float = 1.0  # ranks that each better hit of the same report costs

    def __post_init__(self) -> None:
        if self.merge_within < 0 or self.crowd_penalty < 0:
            raise ValueError("merge_within and crowd_penalty cannot be negative")


@dataclass(frozen=True, slots=True)
class Config:
    """All that decides what an index holds and how it answers."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    model: str | None = None  # a folder or a hub name; None is the bundled multilingual-e5-small
    reranker: str | None = None  # a folder or a hub name of a cross-encoder; None is none
    sources: tuple[str, ...] = ("corpus",)
    extract: ExtractConfig = field(default_factory=ExtractConfig)
    workers: WorkerConfig = field(default_factory=WorkerConfig)
    chunk: ChunkConfig = field(default_factory=ChunkConfig)
    fusion: FusionConfig = field(default_factory=FusionConfig)
    lexical: LexicalConfig = field(default_factory=LexicalConfig)
    grouping: GroupingConfig = field(default_factory=GroupingConfig)


def _check_positive(settings: object, *names: str) -> None:
    for name in names:
        if getattr(settings, name) <= 0:
            raise ValueError(f"{name} must be positive")


def load(path: Path | None = None) -> Config:
    """The settings of `path`, or of `rdsearch.toml` in this folder if there is one, else defaults."""
    file = path or Path(CONFIG_FILE)
    if path is None and not file.exists():
        return Config()
    try:
        return TypeAdapter(Config).validate_python(tomllib.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise ConfigError(f"{file} does not exist; give an existing settings file") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{file} cannot be read as TOML: {error}") from None
    except ValidationError as error:
        problems = "; ".join(
            f"{'.'.join(map(str, e['loc']))}: {e['msg'].lower()}" for e in error.errors()
        )
        raise ConfigError(f"{file}: {problems}; see docs/configuration.md") from None


def fingerprint(*parts: ExtractConfig | ChunkConfig | str) -> str:
    """A short hash of settings and versions; equal settings give equal fingerprints."""
    plain = [p if isinstance(p, str) else dataclasses.asdict(p) for p in parts]
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()[:16]
