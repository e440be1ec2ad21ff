"""Numbers that name, date or number something, and so count nothing."""

import re

from rdsearch.dutch import MONTHS
from rdsearch.outcomes.nouns import plural_at
from rdsearch.outcomes.numerals import Numeral

_MONTHS = "|".join(MONTHS)
_MONTHS_SHORT = r"jan|feb|mrt|apr|jun|jul|aug|sept?|okt|nov|dec"
_DATE_AFTER = re.compile(rf"\s+(?:{_MONTHS}|(?:{_MONTHS_SHORT})\b\.?\s+\d{{4}})\b", re.IGNORECASE)
# A comparison, a rate or an age: drie keer zoveel, twee keer per jaar, 20-jarig.
_TIMES_AFTER = re.compile(
    r"[^\S\n]?-?(?:jarige?n?|kwartier|e eeuw)\b"
    r"|[^\S\n](?:keer|maal)\s+(?:zo\w*|meer|minder|per|in\s+(?:de|het)|[^\W\d_]+er)\b",
    re.IGNORECASE,
)
_CLOCK_AFTER = re.compile(r"\s?uur\b")
_CLOCK_BEFORE = re.compile(r"\b(?:om|tot|vanaf|rond)\s+\Z", re.IGNORECASE)
_POSTCODE_AFTER = re.compile(r"\s?[A-Z]{2}\b")
_ORDINAL_AFTER = re.compile(r"(?:e|de|ste|x|[a-z]{1,2})\b")
# A number behind these is a name or a place in a list, a law or a document.
_LABEL_BEFORE = re.compile(
    r"(?:\b(?:artikel(?:en)?|artt?\.|lid|leden|hoofdstuk(?:ken)?|paragraaf|paragrafen|figuur|tabel|bijlagen?|pagina[’']s"
    r"|pagina|bladzijden?|bladzij|p\.|pp\.|blz\.|nrs?\.?|nummers?|nummer|versie|fase|niveau|stap|scenario|categorie"
    r"|klasse|deel|noot|vraag|punt|punten|stuk|agendapunt|mbo|hbo|vmbo|vwo|havo|groep|spoor|lijn|kamer|onderdeel"
    r"|stellingname|kader|box|voetnoot|weg|dossier|de jaren|kwart over|kwart voor|half|afdeling|titel|boek"
    r"|overweging|randnummer|uitspraak|zaaknummer|kenmerk|kamerstuk(?:ken)?(?:\s+I+)?|no\.|telefoon|tel\.?|telefoonnummer|fax|postbus|pb|kvk|iban|bsn"
    r")|\b(?:Stb|Stcrt|Trb)\.\s+\d{4},?|[§#№])\s*\Z",
    re.IGNORECASE,
)
# A low number behind these is the place of one of them: doel 2, cluster 12; but "ten doel 2.500 woningen".
_PLACE_BEFORE = re.compile(
    r"\b(?:doel|type|cluster|gebied|deelgebied|maatregel|actie|besluit|variant|wijk|kavel|week|vak|ronde)\s+\Z",
    re.IGNORECASE,
)
_LAST_PLACE = 99
# In "deze groep 12" and "de eerste fase vijf" it has been said already which one is meant.
_IDENTIFIED = re.compile(
    r"\b(?:eerste|tweede|derde|laatste|vorige|volgende|deze|die|dit|dat|elke|iedere|per)\s+\w+\s+\Z",
    re.IGNORECASE,
)
_REFERENCE_BEFORE = re.compile(
    r"\b(?:artikel(?:en)?|artt?\.|lid|leden|paragra(?:af|fen)|hoofdstuk(?:ken)?|bijlagen?|figu(?:ur|ren)|tabel(?:len)?)"
    r"\s+[\d.:a-z]+(?:\s*,\s*[\d.:a-z]+)*\s*(?:en|of|t/m|tot en met|,|-)\s*\Z",
    re.IGNORECASE,
)
_NAME_BEFORE = re.compile(r"(?<=[^\W\d_,]\s)[A-ZÀ-Þ][\w’-]*\s+\Z")
_LIST_NUMBER = re.compile(r"[\s•(]*\d{1,3}(?:\.\d+)*[.)]?\s")
_YEAR = re.compile(r"(?:1[5-9]|20|21)\d\d\Z")
_SCALE_BEFORE = re.compile(r"[x×*]\s*(?:€\s*)?\Z")  # the 1.000 of "x € 1.000"
_IN_SCALE = re.compile(r"\bin\s+(?:duizenden|miljoenen)\s+euro")
# The volume and the pages of a reference: "56: 109-117", "12-19 https://…"
_VOLUME_AFTER = re.compile(r"(?:\(\d+\))?:\s?\d+[-–]\d")
_VOLUME_BEFORE = re.compile(r"\d\)?:\s?\Z")
_LINK_AFTER = re.compile(r"\.?\s*(?:https?:|doi\b)", re.IGNORECASE)
_COLUMN_AFTER = re.compile(r"\s*(?:EUR|€|fte)")  # a head, or of the next amount: "2022 EUR 216.000"
_LAST_HEAD = 20  # as many heads or steps as a text numbers
_YEARS = re.compile(r"(?:19|20)\d\d\s?(?:\D{1,6})\s?(?:19|20)?\d\d")
_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|sinds|vanaf|tot|eind|begin|medio|voorjaar|zomer|najaar|herfst|winter|per|en|of|tot en met|t/m|na|v[oó][oó]r"
    r"|uit|van|jaar|jaren|ultimo|over|anno|rond|naar|nota|monitor|agenda|visie|programma|begroting|jaarverslag"
    rf"|{_MONTHS})|[-–(/’'])\s*\Z",
    re.IGNORECASE,
)


def is_name(sentence: str, numeral: Numeral, *, is_measured: bool) -> bool:
    """Whether a number is a year, a date, a reference, an address or part of a name."""
    before, after = sentence[: numeral.start], sentence[numeral.end :]
    written = sentence[numeral.start : numeral.end]
    if not before.strip(" •(–-") and _LIST_NUMBER.match(sentence) and re.match(r"[.)]", after):
        return True
    if _REFERENCE_BEFORE.search(before) or _is_labelled(before, numeral):
        return True
    if _is_of_reference(before, after, numeral):
        return True
    if _IN_SCALE.match(sentence, max(0, numeral.start - 3)):
        return True
    if _is_time(before, after) or (numeral.value % 1000 == 0 and _SCALE_BEFORE.search(before)):
        return True
    if is_measured:
        return bool(_YEAR.search(written)) and _COLUMN_AFTER.match(after) is not None
    return (
        _is_head_number(before, after, numeral)
        or _is_in_name(sentence, before, written, numeral)
        or _is_code(written, after)
        or bool(_YEARS.fullmatch(written))
        or bool(numeral.upper and _YEAR.match(written[:4]) and _YEAR.search(written))
        or (bool(_YEAR.match(written)) and _is_year(before, after))
    )


def _is_labelled(before: str, numeral: Numeral) -> bool:
    if numeral.value % 1 or _IDENTIFIED.search(before):
        return False
    if _LABEL_BEFORE.search(before):
        return True
    is_low = numeral.is_digits and numeral.value <= _LAST_PLACE
    return is_low and _PLACE_BEFORE.search(before) is not None


def _is_head_number(before: str, after: str, numeral: Numeral) -> bool:
    """The 7 of "7 Gevolgen van het beleid"."""
    is_first = numeral.is_digits and not before.strip(" •–-(") and numeral.value <= _LAST_HEAD
    return is_first and re.match(r"\s+[A-ZÀ-Þ][a-zà-ÿ]", after) is not None


def _is_of_reference(before: str, after: str, numeral: Numeral) -> bool:
    is_pages = numeral.upper is not None and _VOLUME_BEFORE.search(before) is not None
    return is_pages or bool(_VOLUME_AFTER.match(after) or _LINK_AFTER.match(after))


def _is_time(before: str, after: str) -> bool:
    is_clock = _CLOCK_AFTER.match(after) and _CLOCK_BEFORE.search(before)
    return bool(is_clock or _DATE_AFTER.match(after) or _TIMES_AFTER.match(after))


def _is_in_name(sentence: str, before: str, written: str, numeral: Numeral) -> bool:
    """Bouwblok Noord 3; a number word with a capital within a sentence: Eerste Duizend."""
    if numeral.is_digits:
        # "telde het Leerhuis 204 deelnemers": names end in low numbers
        is_high = numeral.value > _LAST_HEAD
        counts = is_high and ("." in written or plural_at(sentence, numeral.end)[0])
        return _NAME_BEFORE.search(before) is not None and not counts
    return written[0].isupper() and re.search(r"[\w,]\s+\Z", before) is not None


def _is_code(written: str, after: str) -> bool:
    if written.startswith("0") and not written.startswith("0,"):
        return True
    if re.fullmatch(r"\d{4}", written) and _POSTCODE_AFTER.match(after):
        return True
    return written[0].isdigit() and _ORDINAL_AFTER.match(after) is not None


def _is_year(before: str, after: str) -> bool:
    """A four-digit number is a year unless a plural follows and nothing that leads years precedes."""
    if _YEAR_BEFORE.search(before):
        return True
    return not plural_at(after, 0)[0]
