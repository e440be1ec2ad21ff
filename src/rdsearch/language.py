"""Which language is this? Sole importer of langdetect."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from langdetect import DetectorFactory, LangDetectException
from langdetect.detector_factory import PROFILES_DIRECTORY

from rdsearch.types import Block, Page, Role

LANGUAGE_VERSION = "2"

_SEED = 0  # langdetect samples at random: the same text must get the same answer
_MIN_LETTERS = 40
_MIN_BLOCK_LETTERS = 80  # a block has less around it: names and abbreviations weigh more
_UNJUDGED = (Role.TABLE, Role.TOC)  # labels and names, of the language of what stands around them
_MAX_CHARACTERS = 3_000  # more adds time, not certainty
_MIN_PROBABILITY = 0.90
_CAPITALS = 1.0  # times the small letters: more is a text set in capitals
# What Dutch reports are written in, with Dutch the likeliest; without this a short Dutch text is often
# taken for Afrikaans, and a list of names for anything.
_PRIOR = {"nl": 0.6, "en": 0.2, "de": 0.1, "fr": 0.1}

# langdetect has no Frisian: it calls it Dutch. Function words part the two (Grefenstette, 1995); own
# lists, without the words that both languages have.
_FRISIAN = frozenset(
    "it fan yn foar mei oan ek net wurdt wurde wurden troch dy hja wy har harren hawwe hat hie hiene binne wêze kin"
    " kinne koe sil sille soe soene moat moatte nei út ûnder ûnderwilens oer tusken sûnder sa gjin dêr dêrom dizze"
    " oare alle jier ien mar lykwols fanút neffens noch bliuwt bliuwe folle mear giet dêrfan hoe't dy't dat't".split()
)
_NOT_FRISIAN = frozenset(
    "het van een voor met aan ook niet wordt worden werd werden door zijn heeft hebben had naar uit over tussen"
    " zonder geen deze die jaar maar blijft meer veel kan zal zou moet moeten was waren bij om"
    " the of and to with for that this from by are was were not have has"
    " und das die den dem von mit für auf ist sind nicht werden wird ein eine auch bei zu".split()
)
_MIN_FRISIAN_SHARE = 0.1  # of the words
_WORD = re.compile(r"[^\W\d_]+(?:['’]t)?")


@lru_cache(maxsize=1)
def _factory() -> DetectorFactory:
    factory = DetectorFactory()
    # Only those that the prior leaves possible: all 55 take half a second in every worker.
    profiles = [(Path(PROFILES_DIRECTORY) / name).read_text(encoding="utf-8") for name in _PRIOR]
    factory.load_json_profile(profiles)
    factory.set_seed(_SEED)
    return factory


def tagged(pages: Iterable[Page]) -> Iterator[Page]:
    """The same pages, each with its language and that of its blocks that are long enough to tell."""
    return map(_tagged, pages)


def _tagged(page: Page) -> Page:
    blocks = tuple(
        replace(block, language=_language_of_block(page, block)) for block in page.blocks
    )
    letters: Counter[str] = Counter()
    for block in blocks:
        if block.language:
            letters[block.language] += block.end - block.start
    if not letters:
        return replace(page, blocks=blocks, language=language_of(page.text))
    # Of a page in two languages that weigh the same there is no language.
    most, count = letters.most_common(1)[0]
    return replace(page, blocks=blocks, language=most if 2 * count > letters.total() else None)


def _language_of_block(page: Page, block: Block) -> str | None:
    if block.role in _UNJUDGED:
        return None
    return language_of(page.text[block.start : block.end], min_letters=_MIN_BLOCK_LETTERS)


def language_of(text: str, *, min_letters: int = _MIN_LETTERS) -> str | None:
    """The ISO 639-1 code of a text's language; None where it is too short or unsure."""
    if sum(map(str.isalpha, text)) < min_letters:
        return None
    text = text[:_MAX_CHARACTERS]
    if sum(map(str.isupper, text)) > _CAPITALS * sum(map(str.islower, text)):
        text = text.lower()  # the profiles know capitals as first letters, as of German nouns
    if _is_frisian(text):
        return "fy"
    detector = _factory().create()
    detector.set_prior_map(_PRIOR)
    detector.append(text)
    try:
        best = detector.get_probabilities()[0]
    except (LangDetectException, IndexError):  # no features: digits or symbols only
        return None
    return str(best.lang) if best.prob >= _MIN_PROBABILITY else None


def _is_frisian(text: str) -> bool:
    words = Counter(word.replace("’", "'") for word in _WORD.findall(text.casefold()))
    frisian = sum(words[word] for word in _FRISIAN)
    other = sum(words[word] for word in _NOT_FRISIAN)
    return frisian > other and frisian >= _MIN_FRISIAN_SHARE * words.total()
