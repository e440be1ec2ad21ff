"""The verbs of a clause and their tense, from the dictionary's lemmas."""

from functools import lru_cache

from rdsearch.dutch import is_known, lemma

PERFECT_AUXILIARIES = frozenset("is zijn was waren werd werden heeft hebben had hadden".split())
AUXILIARIES = PERFECT_AUXILIARIES | {"wordt", "worden", "ben", "bent"}
_INFINITIVE_ENDS = ("en", "gaan", "staan", "slaan", "doen", "zien")
_PREFIXES = ("ge", "be", "ver", "ont", "her", "er")
# Before a strong verb (doorliepen) these say nothing; before a weak one they take the place of ge-.
_WEAK_PREFIXES = ("onder", "over", "vol", "door", "om", "mis")
_PARTICLES = (
    "aan achter af bij binnen bijeen bloot deel door in langs mede mee na om onder op over plaats rond samen stil tegen"
    " teweeg terug thuis toe uit vast voor voorbij vooruit vorm vrij weg klaar open goed bekend beschikbaar"
).split()

# Pasts that the dictionary takes for a noun or another word.
_PASTS = frozenset(
    "was waren stegen stak staken bleken kozen lazen dreven hielpen zaten lagen wogen zwegen gaven boden bood kreeg"
    " trof troffen wist wisten leek leken vroegen vielen groef sneed sneden hing hingen zocht las koos wees blies"
    " bedroegen begonnen ontvingen ontstonden verliepen verbleven verdwenen"
    " bewees verkoos rees genas bestond ontstond verstond".split()
)
# Presents, nouns and numerals that look like a past or whose lemma is a verb.
_NO_PASTS = frozenset(
    "kan kunt moet zal zult zou zouden mag wilt heeft bent koste rijden eerste vierde zevende achtste negende tiende"
    " laatste boete zonde laste date zoute bekende volgende verschillende beide achterste reden redenen streek acht"
    " greep velden wapens levens rit nut oogst vat pot vroeg start kaart even zie hoofdredenen ene ligging woon"
    " bepaalde beperkte beoogde verplichte vereiste verwachte begrote beveiligde verantwoorde pensioenen degenen miljoenen"
    " volwassener look email noot geloof seizoenen eersten venen verkeerd".split()
)
_NO_VERBS = frozenset(
    "leden weken uren scholen graven boeken paden vrouwen daken dagen manen beleid gebied bestand verband verbod"
    " bericht verschil gemeente behoefte gedachte gedeelte gehalte schade staten steden meer beste raad raden samen"
    " binnen buiten geleden bezoek gebruik onderzoek besluit begin belang verblijf verkeer verslag vertrek beroep"
    " besef bewijs tot toe over echter later steeds gebouwen gewassen gevallen gezonde gesprekken gelden genoemde mede"
    " minder waarde weg gegevens".split()
)
# Words in the form of a participle that are far more often something else.
_NO_PARTICIPLES = frozenset(
    "beleid besluit bestand verband verbod verstand gebied bericht bewind gemeente gedeelte gehalte gedachte geheugen"
    " geest geld geluid gerecht gedicht gewicht gezicht geschikt bereid bekend verkeerd verdriet bedrag bedragen gebouwen"
    " gewassen gevallen gemiddeld gezamenlijk gelijk gevolg gebeurt verder beter bezig versie begrip geeft betreft"
    " bestond ontstond verstond onderdeel over onder overige".split()
)
# Participles in the form of their infinitive, or that the dictionary does not take for a verb's.
_PARTICIPLES = frozenset(
    "ontvangen ontstaan verlopen vergeten behouden verschenen voorkomen vervallen verlaten voltooid".split()
)


@lru_cache(maxsize=50_000)
def is_past(form: str) -> bool:
    """Whether a folded word is a finite past, weak or strong."""
    if form in _PASTS:
        return True
    infinitive = _infinitive(form)
    if not infinitive or form in _NO_PASTS or form.removesuffix("e") == f"{infinitive}d":
        return False  # the last: helpend(e)
    if form.endswith(("de", "te", "den", "ten")):
        return not _is_attributive(form, infinitive)
    if form.endswith(("e", "s")) or is_participle(form):
        return False
    return not _is_present(form, infinitive)


@lru_cache(maxsize=50_000)
def is_participle(form: str) -> bool:
    """Whether a folded word is or may be a past participle: gebouwd, afgerond, ontvangen, behaald."""
    if form in _PARTICIPLES:
        return True
    if form in _NO_PARTICIPLES or not form.endswith(("d", "t", "en", "daan", "gaan", "zien")):
        return False
    bare = _without_particle(form)
    if bare.startswith("ge") and len(bare) > 4:
        return bare != form or _infinitive(form) != "" or lemma(form) == form
    is_verb = _infinitive(form) != "" and not form.endswith("end")
    prefixes = _PREFIXES if form.endswith("en") else _PREFIXES + _WEAK_PREFIXES
    return is_verb and bare.startswith(prefixes)


@lru_cache(maxsize=50_000)
def is_infinitive(form: str) -> bool:
    """Whether a folded word may be an infinitive: bouwen, versterken; many plurals look the same."""
    return form.endswith(_INFINITIVE_ENDS) and lemma(form) == form and is_known(form)


def _infinitive(form: str) -> str:
    """The verb that a word is a form of; empty where it is of none."""
    if form in _NO_VERBS or len(form) < 3:
        return ""
    found = lemma(form)
    return found if found.endswith(_INFINITIVE_ENDS) and found != form else ""


def _without_particle(form: str) -> str:
    """afgerond → gerond, uitbetaald → betaald."""
    for particle in _PARTICLES:
        rest = form.removeprefix(particle)
        if rest != form and rest.startswith(("ge", "be", "ver", "ont")):
            return rest
    return form


def _is_attributive(form: str, infinitive: str) -> bool:
    """Whether a word on -de, -te, -den or -ten is a participle before or as a noun: de vastgestelde, besloten."""
    bare = _without_particle(form)
    if bare.startswith("ge") and not _without_particle(infinitive).startswith("ge"):
        return True
    # besloten is one, bezochten is not: it is a participle and an ending
    is_weak = is_known(form[:-2]) and is_participle(form[:-2])
    return form.endswith("en") and is_participle(form) and not is_weak


def _is_present(form: str, infinitive: str) -> bool:
    """werk, werkt; houdt, zet, loopt, doet."""
    stems = (infinitive.removesuffix("n"), infinitive.removesuffix("en"))
    return any(
        _consonants(bare) == _consonants(stem) and _vowels(bare) == _vowels(stem)
        for stem in stems
        for bare in (form, form.removesuffix("t"))
    )


def _consonants(word: str) -> str:
    """Without vowels, doubles, and with v and z as they end a word."""
    return _single([c for c in word if c not in "aeiouy"]).replace("v", "f").replace("z", "s")


def _vowels(word: str) -> str:
    return _single([c for c in word if c in "aeiouy"])


def _single(letters: list[str]) -> str:
    return "".join(c for c, before in zip(letters, ["", *letters], strict=False) if c != before)
