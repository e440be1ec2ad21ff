"""PDFs → a published index: plan what to read, read beside embedding, publish."""

from rdsearch.ingest.pipeline import Progress, Summary, build_key, ingest
from rdsearch.ingest.removal import remove

__all__ = ["Progress", "Summary", "build_key", "ingest", "remove"]
