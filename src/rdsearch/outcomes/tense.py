"""How a clause speaks: of what was done, of what is wanted, of what may or must be."""

import re

from rdsearch.dutch import fold, lemma, tokens
from rdsearch.outcomes.verbs import AUXILIARIES, PERFECT_AUXILIARIES, is_participle, is_past

_BY_NOW = frozenset("inmiddels reeds ondertussen sindsdien intussen".split())
_ACHIEVED = re.compile(
    r"\b(?:gerealiseerd|behaald|bereikt|gehaald|afgerond|opgeleverd)\b", re.IGNORECASE
)
# Aims, expectations and offers. What may or must be (_RULE) says how things are arranged.
_PLANNED = re.compile(
    r"\b(?:zal|zullen|zou|zouden|wil|willen|verwacht\w*|verwachting\w*|streef\w*|streven\w*|gestreefd\w*"
    r"|beoog\w*|geplande?|prognose|verzoek(?:t|en) (?:het|de)|begroot\w*|voornemens?|voorzien|voorziene"
    r"|komende|voorgesteld|stel(?:t|len) (?:wij |we |het college |\w+ )?voor|inge?zet op|zetten in op|gericht op|toe naar|sturen (?:we )?op|volgend jaar|uiterlijk|straks"
    r"|gerekend|gemikt|gehoopt|mikte\w*|rekende\w*|hoopte\w*|beloofd\w*|afgesproken|toegezegd|geraamd\w*|raming\w*|toekomst\w*"
    r"|groeit naar|groeien naar|op termijn|er kom(?:t|en)(?=\b.*\b(?:bij|extra|nieuwe)\b))\b",
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
# Participles of what something is for or where it is, not of what was done.
_STATES = frozenset(
    "bedoeld bestemd gericht gevestigd gelegen gewenst gevraagd vereist verplicht toegestaan bepaald beperkt geschikt"
    " verdeeld gebaseerd betrokken gerelateerd geschat geregistreerd voorgesteld vastgesteld genoemd gehanteerd gewogen gewijzigd"
    " gezond beid aangevraagd geselecteerd vertegenwoordigd beveiligd".split()
)
_FIRST_WORD = re.compile(r"[\W\d]*([^\W\d_]+)")
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


def is_by_now(clause: str) -> bool:
    """Whether a clause says that it has come so far."""
    return not _BY_NOW.isdisjoint(token.form for token in tokens(clause))


def is_told_as_done(clause: str) -> bool:
    """Whether a clause has a past or perfect tense."""
    forms = [token.form for token in tokens(clause)]
    if any(is_past(form) for form in forms) or _HAS_BEEN_ABLE.search(clause):
        return True
    return not PERFECT_AUXILIARIES.isdisjoint(forms) and any(is_participle(form) for form in forms)


def says_what_was_done(head: str) -> bool:
    """Whether a head has a participle before its noun: "bezochte woningen", "toegekende vouchers"."""
    words = [token.form for token in tokens(head) if token.form.endswith(("de", "te"))]
    done = [word.removesuffix("e") for word in words if lemma(word) != word]
    return any(is_participle(form) and form not in _STATES for form in done)


def is_imperative(sentence: str) -> bool:
    """Whether a sentence begins with the stem of a verb, as an advice does: "2. Breng het terug"."""
    first = _FIRST_WORD.match(sentence)
    form = fold(first.group(1)) if first else ""
    verb = lemma(form)
    return verb.endswith("en") and verb.startswith(form[:2]) and not form.endswith(("n", "e"))


def is_told_in_short(before: str, after: str) -> bool:
    """Whether an item without a finite verb says by a participle behind a figure that it was done: "12 lampen ingedraaid"."""
    behind = [token.form for token in tokens(after)]
    done = [form for form in behind if is_participle(form) and form not in _STATES]
    rest = [token.form for token in tokens(before)] + [form for form in behind if form not in done]
    return bool(done) and not any(map(_is_finite, rest))


def _is_finite(form: str) -> bool:
    is_present = form.endswith("t") and lemma(form).endswith("en") and lemma(form) != form
    return form in AUXILIARIES or is_past(form) or is_present


def has_verb(clause: str) -> bool:
    forms = [token.form for token in tokens(clause)]
    return not AUXILIARIES.isdisjoint(forms) or any(
        is_past(form) or (form.endswith("t") and lemma(form).endswith("en")) for form in forms
    )
