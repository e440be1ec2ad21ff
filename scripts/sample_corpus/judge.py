"""Checks the judged queries against the ground truth of the corpus."""

from __future__ import annotations

import collections
import json
import tomllib
from pathlib import Path
from typing import Any

MAX_WORDS = 12
MIN_PER_TYPE = 14
TYPES = ("paraphrase", "figure", "quote", "speaker", "compound", "keyword", "typo", "English")


def folded(text: str) -> str:
    """White space and case folded, as `rdsearch evaluate` compares."""
    return " ".join(text.split()).casefold()


def truth_texts(corpus: Path) -> dict[str, str]:
    """The whole truth text by report id, folded; blocks keep apart so that nothing matches across them."""
    texts = {}
    for report in tomllib.loads((corpus / "reports.toml").read_text(encoding="utf-8"))["report"]:
        pages = json.loads(
            (corpus / report["file"]).with_suffix(".truth.json").read_text(encoding="utf-8")
        )
        texts[report["report_id"]] = _joined([block for page in pages for block in page["blocks"]])
    return texts


def _joined(blocks: list[dict[str, Any]]) -> str:
    """Blocks as one text; what goes on over a page break is put together again."""
    by_role: dict[str, int] = {}
    parts: list[str] = []
    for block in blocks:
        role, text = block["role"], folded(block["text"])
        if block.get("continued") and role in by_role:
            parts[by_role[role]] += " " + text
        else:
            by_role[role] = len(parts)
            parts.append(text)
    return " ¶ ".join(parts)


def read_queries(path: Path) -> list[dict[str, Any]]:
    """One JSON object a line."""
    return [
        json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()
    ]


def problems_of(corpus: Path) -> list[str]:
    """Everything that is wrong with the judged queries; empty when all `must` strings can be found."""
    texts = truth_texts(corpus)
    queries = read_queries(corpus / "queries.jsonl")
    unanswerable = read_queries(corpus / "unanswerable.jsonl")
    problems = _problems_of_set(queries, unanswerable)
    split_of: dict[str, str] = {}
    for query in queries:
        for must in query["must"]:
            places = sorted(report for report, text in texts.items() if folded(must) in text)
            if not places:
                problems.append(f"{query['id']}: no report says {must!r}")
            if len(must.split()) > MAX_WORDS:
                problems.append(f"{query['id']}: {must!r} has more than {MAX_WORDS} words")
            for report in places:
                if split_of.setdefault(report, query["split"]) != query["split"]:
                    problems.append(
                        f"{query['id']}: {report} is in split {split_of[report]} already"
                    )
            problems.extend(
                f"{query['id']}: {must!r} stands {texts[report].count(folded(must))} times in {report}"
                for report in places
                if texts[report].count(folded(must)) > 2
            )
    return problems


def _problems_of_set(
    queries: list[dict[str, Any]], unanswerable: list[dict[str, Any]]
) -> list[str]:
    ids = collections.Counter(query["id"] for query in queries + unanswerable)
    problems = [f"{name}: id used {n} times" for name, n in ids.items() if n > 1]
    counts = collections.Counter(query["type"] for query in queries)
    problems += [
        f"only {counts[t]} questions of type {t}" for t in TYPES if counts[t] < MIN_PER_TYPE
    ]
    problems += [f"unknown type {t}" for t in counts if t not in TYPES]
    return problems
