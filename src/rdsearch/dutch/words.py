"""The words of a text: where they stand, folded."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(
    r"\d{1,3}(?:\.\d{3})+(?:,\d+)?(?!\d|\.\d)"  # 1.234.567,89
    r"|\d+,\d+"
    r"|[^\W_]+"
)

# A raised digit behind a word is a note's mark, not part of it; behind a unit it is (m², km²).
_NOTE_MARK = re.compile(r"(?<!^m)(?<!^[kcdm]m)[¹²³⁰⁴-⁹]+$")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: where it stands and its folded form."""

    start: int
    end: int
    form: str


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """Lower case without accents, for comparing words; may change the length."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def name_key(name: str) -> str:
    """Equal for the spellings of one name, and with or without an article: TALENT IT, het TalentIT."""
    words = fold(name).split()
    if len(words) > 1 and words[0] in _ARTICLES:
        del words[0]
    return re.sub(r"[\W_]", "", "".join(words)) or fold(name)


def tokens(text: str) -> Iterator[Token]:
    """The words of a text in order; thousands separators are dropped from numbers."""
    for match in _WORD.finditer(text):
        word = match.group()
        if not word.isascii():
            word = _NOTE_MARK.sub("", word)
        if word:
            start = match.start()
            yield Token(start, start + len(word), fold(word.replace(".", "")))


def forms(text: str) -> list[str]:
    """The folded words of a text, unstemmed."""
    return [token.form for token in tokens(text)]


MONTHS = tuple(
    "januari februari maart april mei juni juli augustus september oktober november december".split()
)
_ARTICLES = ("de", "het", "een", "the")
FUNCTION_WORDS = frozenset(
    # Articles, pronouns, prepositions, conjunctions, auxiliaries and question words, folded. Own list:
    # in a question they ask, they are not asked for. Passages keep them.
    "de het een en of maar want dus als dan dat die dit deze er te om op in uit aan af bij door naar met van voor"
    " over onder tot tegen tussen per via zonder volgens sinds tijdens na ook nog al niet geen wel zo zoals"
    " ik je jij u hij zij ze we wij jullie men hem haar hen hun mij me ons onze mijn jouw uw zijn zich"
    " is was waren ben bent wordt worden werd werden geworden heeft hebben had hadden gehad kan kunnen kon"
    " konden zal zullen zou zouden moet moeten mag mogen wil willen gaat gaan ging doet doen deed deden gedaan"
    " wie wat waar wanneer waarom hoe hoeveel welk welke waarmee waarvoor waardoor waarin waarop waarbij waarover"
    " the a an of and or in on at to for with by from is are was were be been has have had do does did"
    " how many much what which who whom whose when where why that this these those it its their they".split()
)
