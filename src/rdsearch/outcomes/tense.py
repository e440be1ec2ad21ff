"""How a clause speaks: of what was done, of what is wanted, of what may or must be."""

import re

from rdsearch.dutch import lemma, tokens
from rdsearch.outcomes.verbs import AUXILIARIES, PERFECT_AUXILIARIES, is_participle, is_past

_BY_NOW = frozenset("inmiddels reeds ondertussen sindsdien intussen".split())
_NOW = frozenset("nu al momenteel totaal".split())
_ACHIEVED = re.compile(
    r"\b(?:gerealiseerd|behaald|bereikt|gehaald|afgerond|opgeleverd)\b", re.IGNORECASE
)
# Aims, expectations and offers. What may or must be (_RULE) says how things are arranged.
_PLANNED = re.compile(
    r"\b(?:zal|zullen|zou|zouden|wil|willen|verwacht\w*|verwachting\w*|streef\w*|streven\w*|gestreefd\w*"
    r"|beoog\w*|geplande?|prognose|verzoek(?:t|en) (?:het|de)|begroot\w*|voornemens?|voorzien|voorziene"
    r"|komende|voorgesteld|stel(?:t|len) (?:wij |we |het college |\w+ )?voor|inge?zet op|zetten in op|gericht op|toe naar|sturen (?:we )?op|volgend jaar|uiterlijk|straks"
    r"|gerekend|gemikt|gehoopt|mikte\w*|rekende\w*|hoopte\w*|beloofd\w*|afgesproken|toegezegd|geraamd\w*|raming\w*|toekomst\w*"
    r"|groeit naar|groeien naar|op termijn)\b",
    re.IGNORECASE,
)
# Nouns of aims rule the figure that they stand before, or that is said of them.
_AIM = re.compile(
    r"\b(?:\w*doel(?:en|stelling\w*)?|doel\w+|ambities?|bedoeling|plan|plannen|planning|voorstel\w*|taakstell\w*|opgave|streefwaarden?"
    r"|inzet|mijlpa\w+)\b",
    re.IGNORECASE,
)
_AIM_AFTER = re.compile(
    r"\s(?:\w+\s){0,2}?(?:was|waren|is|als|van|volgens)\s(?:het |de |dat |oorspronkelijke |ons )*(?:\w*doel\w*|plan|planning|bedoeling|ambitie|streven)\b"
)
_GOING_TO = re.compile(
    r"\bgaa[nt]\b(?!.*\b(?:om|in|over|uit|goed|naar)\b).*\w+en\W*\Z", re.IGNORECASE
)
_FUTURE_YEAR = re.compile(
    r"\b(?:in|tot|voor|vanaf|eind|per|uiterlijk in)\s+(20[3-9]\d)\b", re.IGNORECASE
)
_RULE = re.compile(
    r"\b(?:moet|moeten|moest|moesten|mag|mogen|mocht|mochten|dient te|dienen te|kan|kunnen|indien|tenzij|stel dat|wanneer|mits|hoogstens|hooguit|maximaal"
    r"|maximale|maximum|minimaal|minimale|minimum|ten hoogste|ten minste|norm|normen|grens|ondergrens|bovengrens|vereist\w*"
    r"|verplichte|verplicht (?:om|tot|is|zijn)|recht op|vergoeding|eis|eisen|regeling|drempel\w*|\w*plafonds?|\w+eis)\b",
    re.IGNORECASE,
)
_IF = re.compile(r"\W*als\b", re.IGNORECASE)  # elsewhere in a clause it compares: als fraudeur
_HAS_BEEN_ABLE = re.compile(r"\b(?:heeft|hebben|had|hadden)\b.*\bkunnen\b", re.IGNORECASE)


def is_planned(clause: str) -> bool:
    """Whether a clause says what will or should come."""
    return bool(_PLANNED.search(clause) or _FUTURE_YEAR.search(clause) or _GOING_TO.search(clause))


def is_aimed(sentence: str, low: int, start: int, end: int) -> bool:
    """Whether the figure at `start` is said to be an aim, from `low` on."""
    if _ACHIEVED.search(sentence, end):
        return False
    return bool(_AIM.search(sentence, low, start) or _AIM_AFTER.match(sentence, end))


def is_ruled(clause: str) -> bool:
    """Whether a clause says what may, must or might be."""
    return _HAS_BEEN_ABLE.search(clause) is None and bool(_RULE.search(clause) or _IF.match(clause))


def is_by_now(clause: str, *, tells: bool) -> bool:
    """Whether a clause says that it has come so far; in a report of what was done "nu" and "al" say so too."""
    by_now = _BY_NOW | _NOW if tells else _BY_NOW
    return not by_now.isdisjoint(token.form for token in tokens(clause))


def is_told_as_done(clause: str) -> bool:
    """Whether a clause has a past or perfect tense."""
    forms = [token.form for token in tokens(clause)]
    if any(is_past(form) for form in forms) or _HAS_BEEN_ABLE.search(clause):
        return True
    return not PERFECT_AUXILIARIES.isdisjoint(forms) and any(is_participle(form) for form in forms)


def has_verb(clause: str) -> bool:
    forms = [token.form for token in tokens(clause)]
    return not AUXILIARIES.isdisjoint(forms) or any(
        is_past(form) or (form.endswith("t") and lemma(form).endswith("en")) for form in forms
    )
