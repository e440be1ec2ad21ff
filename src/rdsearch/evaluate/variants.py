"""The systems that are compared: each is data, a name and the settings that it searches with."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from rdsearch.config import Config
from rdsearch.search import System

SYSTEMS: tuple[System, ...] = get_args(System)


@dataclass(frozen=True, slots=True)
class Variant:
    """One system under one name."""

    name: str
    system: System
    settings: Config
    without: str | None = None  # the feature that it lacks


@dataclass(frozen=True, slots=True)
class Feature:
    """Something that can be left out of the systems that have it."""

    name: str
    systems: tuple[System, ...]
    left_out: Callable[[Config], Config]


_WITH_WORDS: tuple[System, ...] = ("hybrid", "lexical")

FEATURES = (
    Feature(
        "late interaction",
        ("hybrid",),
        lambda c: replace(c, fusion=replace(c.fusion, late_interaction=False)),
    ),
    Feature(
        "bonus for words",
        ("hybrid",),
        lambda c: replace(c, fusion=replace(c.fusion, lexical_bonus=0.0)),
    ),
    Feature(
        "figures preferred",
        ("hybrid",),
        lambda c: replace(c, fusion=replace(c.fusion, figure_bonus=0.0)),
    ),
    Feature(
        "speakers preferred",
        ("hybrid",),
        lambda c: replace(c, fusion=replace(c.fusion, speaker_bonus=0.0)),
    ),
    Feature(
        "corrected typos",
        _WITH_WORDS,
        lambda c: replace(c, lexical=replace(c.lexical, correct=False)),
    ),
    Feature(
        "parts of compounds",
        _WITH_WORDS,
        lambda c: replace(c, lexical=replace(c.lexical, parts=0.0)),
    ),
    Feature(
        "headings, projects",
        _WITH_WORDS,
        lambda c: replace(c, lexical=replace(c.lexical, headings=0.0, project=0.0)),
    ),
    Feature(
        "heads of tables",
        _WITH_WORDS,
        lambda c: replace(c, lexical=replace(c.lexical, table=0.0)),
    ),
    Feature(
        "function words",
        _WITH_WORDS,
        lambda c: replace(c, lexical=replace(c.lexical, function_words=0.0)),
    ),
    Feature(
        "abbreviations",
        _WITH_WORDS,
        lambda c: replace(c, lexical=replace(c.lexical, abbreviations=0.0)),
    ),
    Feature(
        "merged neighbours",
        ("hybrid",),  # what follows is done to any ranking alike
        lambda c: replace(c, grouping=replace(c.grouping, merge_within=0)),
    ),
    Feature(
        "collapsed copies",
        ("hybrid",),
        lambda c: replace(c, grouping=replace(c.grouping, collapse_copies=False)),
    ),
    Feature(
        "reports in turn",
        ("hybrid",),
        lambda c: replace(c, grouping=replace(c.grouping, crowd_penalty=0.0)),
    ),
)


def variants_of(settings: Config, systems: Sequence[System] = SYSTEMS) -> tuple[Variant, ...]:
    """Each system as it is set, and without each feature that it has and that is on."""
    return tuple(variant for system in systems for variant in _of(system, settings))


def _of(system: System, settings: Config) -> Iterator[Variant]:
    yield Variant(system, system, settings)
    for feature in FEATURES:
        left_out = feature.left_out(settings)
        if system in feature.systems and left_out != settings:
            yield Variant(f"{system} without {feature.name}", system, left_out, feature.name)
