"""What a question asks for: an amount, a date, somebody, or what somebody said. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from rdsearch import dutch
from rdsearch.outcomes.units import unit_at


class Kind(StrEnum):
    """A kind of thing that questions ask for."""

    DATE = "date"
    MONEY = "money"
    QUANTITY = "quantity"
    SOMEBODY = "somebody"


# The first that fits: "hoeveel euro" asks for money before it asks for a quantity. Dutch and English.
_KINDS = (
    (
        Kind.DATE,
        re.compile(r"\b(?:wanneer|welke? (?:jaar|datum|dag|maand)|when|(?:what|which) year)\b"),
    ),
    (
        Kind.MONEY,
        re.compile(
            r"\b(?:hoe duur|hoeveel (?:geld|euro|kost\w*|subsidie|budget)|welke? (?:bedrag|boete|vergoeding|prijs)"
            r"|(?:wat|hoeveel(?! tijd))\b.*\b(?:\w*kost|kostte|kosten|gekost|betaal\w*|verdien\w*|salaris|omzet|budget)"
            r"|hoe hoog\b.*\b(?:bedrag|budget|subsidie|salaris|kosten|boete)"
            r"|how much money|(?:what|how much)\b.*\b(?:costs?|pa(?:y|id|ys)|spen[dt]))\b"
        ),
    ),
    (
        Kind.QUANTITY,
        re.compile(
            r"\b(?:hoeveel|hoeveelste|welke? (?:percentage|deel|aandeel|aantal)"
            r"|hoe (?:groot|hoog|laag|lang|vaak|oud|ver|diep|breed|zwaar)|(?:what|which) (?:share|percentage|part)"
            r"|how (?:many|much|long|high|far|big|large|old|often|deep))\b"
        ),
    ),
    (Kind.SOMEBODY, re.compile(r"^(?:(?:van|door|met|aan|bij|voor) )?wie\b|^who(?:se|m)?\b")),
)
_SHARE = re.compile(
    r"\b(?:percentage|procent|welke? (?:deel|aandeel)|per ?cent|(?:what|which) (?:share|part))\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\b(?:hoeveel|aantal|how many|number of)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_PLANNED = re.compile(
    r"\b(?:moet(?:en)?|wil(?:len)?|zal|zullen|zou(?:den)?|gepland\w*|doel\w*|streven|plan(?:nen)?|verwacht\w*|begroot"
    r"|kan|kunnen|planned|plans?|target|goal|will|should|expected)\b",
    re.IGNORECASE,
)
_TELLS_NOTHING = dutch.FUNCTION_WORDS | {"mensen", "personen", "keer", "people", "persons", "times"}
_COUNTED_WORDS = 2  # "hoeveel nieuwe woningen"

# After these words the name of a speaker is to follow, a function before it aside.
_ASKS_WORDS = re.compile(
    r"\bwat (?:zeg(?:t|gen)|zei(?:den)?|vind(?:t|en)?|vond(?:en)?|vertel(?:t|len|de|den)|den(?:kt|ken)|dacht(?:en)?"
    r"|me(?:ent|nen)|antwoord(?:t|de)|schreef|schrijft|belooft|beloofde|he(?:eft|bben)|had(?:den)?)\b"
    r"|\bhoe (?:den(?:kt|ken)|kij(?:kt|ken)|reageer(?:t|de)|omschrijft|omschreef|noemt|noemde|beschrijft|verwoordt?)\b"
    r"|\b(?:quotes?|cita(?:at|ten)|uitspra(?:ak|ken)|woorden|mening|reactie|visie) van\b"
    r"|\bvolgens\b|\baldus\b"
    r"|\bwhat (?:do(?:es)?|did|has|have)\b|\bquotes? (?:by|from|of)\b|\baccording to\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\s(?:over|about)\s", re.IGNORECASE)
_NAME_WITHIN = (
    60  # characters after those words: "de programmamanager van de Twente Board, Linda van Asselt"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that a question asks for."""

    unit: str | None  # as outcomes name it; None where the question does not say
    counted: frozenset[str]  # terms of what stands behind "hoeveel"
    terms: frozenset[str]  # of the whole question
    years: frozenset[str]
    is_planned: bool  # asks for an aim


def kind_asked(question: str) -> Kind | None:
    """None for a question that asks how, why or what, and for words alone."""
    folded = question.casefold()
    return next((kind for kind, pattern in _KINDS if pattern.search(folded)), None)


def figure_asked(question: str) -> Figure | None:
    """None for a question that asks for something else than a number or an amount."""
    kind = kind_asked(question)
    if kind not in (Kind.MONEY, Kind.QUANTITY):
        return None
    counted = _COUNTED.search(question)
    behind = question[counted.end() :] if counted else ""
    named = unit_at(behind, 0)
    if kind is Kind.MONEY:
        unit: str | None = "euro"
    elif _SHARE.search(question):
        unit = "%"
    else:
        unit = named[0] if named else None
    words = [*dutch.terms_at(behind[named[1] :] if named else behind)][:_COUNTED_WORDS]
    return Figure(
        unit,
        frozenset(term for token, term in words if token.form not in _TELLS_NOTHING),
        frozenset(dutch.query_terms(question)),
        years_in(question),
        _PLANNED.search(question) is not None,
    )


def years_in(text: str) -> frozenset[str]:
    """The years from 1900 to 2099 that a text has."""
    return frozenset(_YEAR.findall(text))


def places_of_speakers(question: str) -> Iterator[str]:
    """Pieces of a question in which the name of somebody stands whose words are asked for."""
    for match in _ASKS_WORDS.finditer(question):
        yield question[match.end() : match.end() + _NAME_WITHIN]
    if about := _ABOUT.search(question):
        yield question[: about.start()]
