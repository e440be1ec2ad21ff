"""One JSON line for every question asked, without a word of the question: it can hold personal data."""

import json
import logging
from datetime import UTC, datetime

from rdsearch.search import Answer

logger = logging.getLogger("rdsearch.queries")


def log_query(answer: Answer, *, filters: tuple[str, ...], channel: str) -> None:
    """`channel` is where it was asked: api or page. `filters` are names, never values."""
    line = {
        "event": "query",
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "channel": channel,
        "took_ms": round(answer.took_ms, 1),
        "count": answer.total,
        "filters": filters,
        "index_id": answer.index_id,
    }
    logger.info(json.dumps(line))
