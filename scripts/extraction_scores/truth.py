"""Ground truth of PDFs: what a person says that stands on each page."""

import json
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FURNITURE = {"header", "folio", "section"}
HEADINGS = {"title", "heading"}
ANY_ROLE = {"chart", "figure"}
ROLES = {  # of a truth, as extraction names them
    "title": "heading",
    "heading": "heading",
    "body": "body",
    "quote": "quote",
    "caption": "caption",
    "footnote": "footnote",
    "table": "table",
    "contents": "toc",
}
_LEADERS = re.compile(r"\s*\.+(?=\s+\d+(?:\s|$))")  # dots that lead to a page number
_DASHES = str.maketrans("\u2010\u2011", "--", "\u00ad\u0002\ufffe\u2060")


@dataclass(frozen=True)
class Truth:
    """What a person says that stands on one page."""

    words: list[str]
    heading_words: list[str]
    printed: list[str]
    optional: list[str]  # running heads and folios: may be read or not
    heads: list[str]  # their texts
    roles: Counter[tuple[str, str]]  # (role, word)
    free: Counter[str]  # words that may have any role


def words_of(text: str) -> list[str]:
    text = re.sub(r"(?<=[^\W\d]{3})[⁰¹²³⁴-⁹]+|(?<=[.,;:?!”’)])[⁰¹²³⁴-⁹]+", "", text)  # note marks
    return unicodedata.normalize("NFKC", text).translate(_DASHES).split()


def truth_of(path: Path) -> dict[int, Truth] | None:
    truth = path.with_suffix(".truth.json")
    if not truth.exists():
        return None
    return {
        page["pdf_page"]: _truth_page(page)
        for page in json.loads(truth.read_text(encoding="utf-8"))
    }


def _truth_page(page: dict[str, Any]) -> Truth:
    texts = [(block["role"], _true_words(block)) for block in page["blocks"]]
    return Truth(
        [w for role, words in texts if role not in FURNITURE for w in words],
        [w for role, words in texts if role in HEADINGS for w in words],
        list(page["printed"]),
        [w for role, words in texts if role in FURNITURE for w in words],
        [" ".join(words) for role, words in texts if role in FURNITURE],
        Counter((ROLES[role], word) for role, words in texts if role in ROLES for word in words),
        Counter(word for role, words in texts if role in ANY_ROLE for word in words),
    )


def _true_words(block: dict[str, Any]) -> list[str]:
    is_contents = block["role"] == "contents"
    return words_of(_LEADERS.sub("", block["text"]) if is_contents else block["text"])
