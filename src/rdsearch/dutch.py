"""Dutch text analysis: sentences, words, stems. Pure; index and query go through the same functions."""

import re
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import sentencex
import Stemmer

ANALYSER_VERSION = "2"

_WORD = re.compile(
    r"\d{1,3}(?:\.\d{3})+(?:,\d+)?(?!\d|\.\d)"  # 1.234.567,89
    r"|\d+,\d+"
    r"|[^\W_]+"
)

# A raised digit behind a word is a note's mark, not part of it; behind a unit it is (m², km²).
_NOTE_MARK = re.compile(r"(?<!^m)(?<!^[kcdm]m)[¹²³⁰⁴-⁹]+$")

# A full stop after these never ends a sentence: a name, a number or the rest of the phrase follows.
_OPEN_ABBREVIATIONS = frozenset(
    "art artt blz bijv bv ca circa dhr dr drs e.g excl fig gem i.c incl ing ir jhr lid mevr mr mw nl nr nrs"
    " o.a o.l.v p pag par pp prof resp sr st t.a.v t.b.v t.g.v t.o.v t.w vgl vs zgn i.v.m m.b.t m.u.v"
    " n.a.v d.d d.m.v i.p.v i.o.v i.h.k.v c.q a.d.h.v".split()
)
_LONGEST_ABBREVIATION = 20  # the search is quadratic in what it is given
_LAST_WORD = re.compile(r"([^\W\d_](?:[\w.]*\w)?)\.\s*$")
_ONLY_NUMBER = re.compile(r"\s*(?:\d{1,3}|[a-zA-Z]|[ivx]+)[.)]\s*$")
_INITIAL = re.compile(r"(?:^|[\s(])(?:[A-Z]\.)+\s*$")
_OPENING = "\"'([{„“‘«‚•·-–— \t\n"


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


def tokens(text: str) -> Iterator[Token]:
    """The words of a text in order; thousands separators are dropped from numbers."""
    for match in _WORD.finditer(text):
        word = _NOTE_MARK.sub("", match.group())
        if word:
            yield Token(match.start(), match.start() + len(word), fold(word.replace(".", "")))


def forms(text: str) -> list[str]:
    """The folded words of a text, unstemmed."""
    return [token.form for token in tokens(text)]


def terms(text: str) -> list[str]:
    """What the lexical index holds of a text: the stems of its words."""
    return [stem(form) for form in forms(text)]


_local = threading.local()


@lru_cache(maxsize=100_000)
def stem(form: str) -> str:
    """The stem of a folded word.

    Snowball's `dutch_porter`: since Snowball 3 plain `dutch` gives gemeente and mening one stem.
    """
    stemmer = getattr(_local, "stemmer", None)
    if stemmer is None:  # a Stemmer is not safe to share between threads
        stemmer = _local.stemmer = Stemmer.Stemmer("dutch_porter")
    return str(stemmer.stemWord(form))


def query_terms(text: str) -> list[str]:
    """The stems of a question without its function words, unless it has nothing else."""
    found = forms(text)
    content = [form for form in found if form not in FUNCTION_WORDS]
    return [stem(form) for form in content or found]


def is_sentence_end(text: str) -> bool:
    """Whether a text ends as a sentence does, closing quotes and brackets aside."""
    return text.rstrip(" \t\n\"'”’»)]").endswith((".", "!", "?", "…", ":"))


def sentences(text: str) -> list[tuple[int, int]]:
    """The spans of a text's sentences, surrounding white space left out, in order.

    sentencex finds the ends; those after a Dutch abbreviation, an initial or a list number, and those
    before a lower-case word ("…!" zegt hij), are taken back.
    """
    spans: list[tuple[int, int]] = []
    is_open = False
    for boundary in sentencex.get_sentence_boundaries("nl", text):
        start, end = _trimmed(text, boundary["start_index"], boundary["end_index"])
        if start >= end:
            is_open = False  # a paragraph break
            continue
        if is_open or (spans and _continues(text[spans[-1][1] : start], text[start:end])):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
        is_open = _stays_open(text[start:end])
    return spans


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), max(
        start, end - (len(piece) - len(piece.rstrip()))
    )


def _continues(between: str, sentence: str) -> bool:
    """Whether a found sentence goes on with the one before it: it starts in lower case."""
    first = sentence.lstrip(_OPENING)[:1]
    return "\n" not in between and first.islower() and sentence[0] not in "•·-–—"


def _stays_open(sentence: str) -> bool:
    if _ONLY_NUMBER.match(sentence) or _INITIAL.search(sentence):
        return True
    last = _LAST_WORD.search(sentence[-_LONGEST_ABBREVIATION:])
    return last is not None and last.group(1).casefold() in _OPEN_ABBREVIATIONS


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
