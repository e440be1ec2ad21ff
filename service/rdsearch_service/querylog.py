"""One JSON line for every question asked, without a word of the question: it can hold personal data."""

import json
import logging
from datetime import UTC, datetime

from rdsearch.facts import Found, OutcomeFact, QuoteFact
from rdsearch.search import Answer

logger = logging.getLogger("rdsearch.queries")


def log_query(answer: Answer, *, filters: tuple[str, ...], channel: str) -> None:
    """`channel` is where it was asked: api or page. `filters` are names, never values."""
    _log(
        "passages", answer.took_ms, answer.total, filters, channel=channel, index_id=answer.index_id
    )


def log_facts(
    found: Found[QuoteFact] | Found[OutcomeFact],
    *,
    what: str,
    filters: tuple[str, ...],
    channel: str,
    index_id: str,
) -> None:
    """`what` was asked for: quotes or outcomes."""
    _log(what, found.took_ms, found.total, filters, channel=channel, index_id=index_id)


def _log(
    what: str,
    took_ms: float,
    count: int,
    filters: tuple[str, ...],
    *,
    channel: str,
    index_id: str,
) -> None:
    line = {
        "event": "query",
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "channel": channel,
        "of": what,
        "took_ms": round(took_ms, 1),
        "count": count,
        "filters": filters,
        "index_id": index_id,
    }
    logger.info(json.dumps(line))
