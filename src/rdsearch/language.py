"""Which language is this? Sole importer of langdetect."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from langdetect import DetectorFactory, LangDetectException
from langdetect.detector_factory import PROFILES_DIRECTORY

from rdsearch.types import Page

_SEED = 0  # langdetect samples at random: the same text must get the same answer
_MIN_LETTERS = 40
_MAX_CHARACTERS = 3_000  # more adds time, not certainty
_MIN_PROBABILITY = 0.90
# What Dutch reports are written in, with Dutch the likeliest; without this a short Dutch text is often
# taken for Afrikaans, and a list of names for anything.
_PRIOR = {"nl": 0.6, "en": 0.2, "de": 0.1, "fr": 0.1}


@lru_cache(maxsize=1)
def _factory() -> DetectorFactory:
    factory = DetectorFactory()
    # Only those that the prior leaves possible: all 55 take half a second in every worker.
    profiles = [(Path(PROFILES_DIRECTORY) / name).read_text(encoding="utf-8") for name in _PRIOR]
    factory.load_json_profile(profiles)
    factory.set_seed(_SEED)
    return factory


def tagged(pages: Iterable[Page]) -> tuple[Page, ...]:
    """The same pages, each with its language."""
    return tuple(replace(page, language=language_of(page.text)) for page in pages)


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of a text's language; None where it is too short or unsure."""
    if sum(map(str.isalpha, text)) < _MIN_LETTERS:
        return None
    detector = _factory().create()
    detector.set_prior_map(_PRIOR)
    detector.append(text[:_MAX_CHARACTERS])
    try:
        best = detector.get_probabilities()[0]
    except (LangDetectException, IndexError):  # no features: digits or symbols only
        return None
    return str(best.lang) if best.prob >= _MIN_PROBABILITY else None
