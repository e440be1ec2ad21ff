"""Bare numbers that count nothing: the number of what stands before them, an age, a date, a code, a verb."""

import re

from rdsearch.dutch import FUNCTION_WORDS, MONTHS, fold, lemma
from rdsearch.outcomes.ages import is_age
from rdsearch.outcomes.nouns import is_no_noun
from rdsearch.outcomes.numerals import Numeral
from rdsearch.outcomes.verbs import is_infinitive, is_participle, is_past

_LAST_ITEM = 20  # as many heads, items or steps as a text numbers
_LAST_PLACE = 99
_DATES_AFTER = re.compile(
    rf"(?:\s*(?:,|en|of|t/m|tot|-|–)\s*\d+)+\s+(?:{'|'.join(MONTHS)})\b", re.IGNORECASE
)
_CODE_AFTER = re.compile(
    r"[\s–-]{1,3}\d|[^\S\n]*[^\W\d_a-zà-ÿ]|[^\W\d_]|\s+van\s+(?:de|het)\s+[A-ZÀ-Þ]|[,\s]+n(?:rs?|o)\b"
)
_BRACKET_BEFORE = re.compile(r"[(\[](?:\d+\s*(?:,|en|of|-)\s*)*\Z")
_BRACKET_AFTER = re.compile(r"(?:\s*(?:,|en|of|-)\s*\d+)*[)\]]")
_GROUP_BEFORE = re.compile(r"\d[\s–-]{1,3}\Z")
_ITEM_AFTER = re.compile(r"\.\s+[a-zà-ÿ]")
_WORD_BEFORE = re.compile(
    r"(?:\A|[,;(|:\n]\s*|[A-ZÀ-Þ][\w’-]+\s+|\b(?:aan|bij|in|met|naar|op|over|uit|van|voor|tot|via|onder|tussen|volgens|conform|en|of|omdat|de|het|deze)\s+)([^\W\d_][\w’'-]*)[^\S\n]+\Z"
)
_ROW_BEFORE = re.compile(r"(?:\d+(?:\.\d+)?\s*(?:,|en|of|t/m|tot en met)\s*)+\Z")  # niveaus 2 en 3
# Adverbs and measures that a number may follow and not number.
_NO_NOUNS = frozenset(
    "tegenover vanaf momenteel inmiddels respectievelijk ongeveer gemiddeld slechts ruim bijna circa rond zeker"
    " minimaal maximaal vorig afgelopen jaar totaal doel streefwaarde norm".split()
)
_IN_BEFORE = re.compile(r"\bin\s+\Z")
_DECADE_BEFORE = re.compile(r"\bde\s+jaren\s+\Z")
_OBJECT_AFTER = re.compile(  # of "acht" as a verb
    r"\s+(?:de|het|een|dit|dat|deze|zij|ze|hij|wij|we|men|zich)\b"
)


def numbers_only(sentence: str, numeral: Numeral) -> bool:
    """Whether a number with nothing to count behind it numbers, dates or names; nothing else is to be asked of it."""
    if is_age(sentence, numeral):
        return True
    before, after = sentence[: numeral.start], sentence[numeral.end :]
    if _DATES_AFTER.match(after):
        return True
    if numeral.is_digits:
        return (
            _is_code(before, after)
            or _is_item(before, after, numeral)
            or _is_of_noun(before, numeral)
        )
    is_eight = fold(sentence[numeral.start : numeral.end]) == "acht"
    if (is_eight or numeral.is_vague) and _IN_BEFORE.search(before):
        return True  # in acht genomen, in duizenden
    return bool(_DECADE_BEFORE.search(before) or (is_eight and _OBJECT_AFTER.match(after)))


def _is_code(before: str, after: str) -> bool:
    """A telephone number, 35 890, nr. 3, 244 Wetboek, 97 van de Gemeentewet, 3RO, [12]."""
    if _BRACKET_BEFORE.search(before) and _BRACKET_AFTER.match(after):
        return True
    return bool(_CODE_AFTER.match(after) or _GROUP_BEFORE.search(before))


def _is_item(before: str, after: str, numeral: Numeral) -> bool:
    """The 2 of "2 de oever", of "1) de grond, 2) het huis" and of "(1. het belang, 2. de toets)"."""
    if numeral.value > _LAST_ITEM or numeral.value % 1:
        return False
    is_closed = after.startswith(")") and before.count("(") <= before.count(")")
    return is_closed or not before.strip(" •–-(") or _ITEM_AFTER.match(after) is not None


def _is_of_noun(before: str, numeral: Numeral) -> bool:
    """Markt 12, motie 44, niveaus 2 en 3: a low number straight behind a noun is its number."""
    if numeral.value > _LAST_PLACE or numeral.value % 1:
        return False
    noun = _WORD_BEFORE.search(_ROW_BEFORE.sub("", before))
    if noun is None:
        return False
    form = fold(noun.group(1))
    if form in FUNCTION_WORDS or form in _NO_NOUNS or is_no_noun(form):
        return False
    is_verb = is_past(form) or is_participle(form) or is_infinitive(form)
    return not is_verb and (lemma(form) == form or not lemma(form).endswith("en"))
