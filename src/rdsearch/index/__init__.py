"""An index is a directory that never changes. Build one beside the old, publish it, open it.

indexes/
├── current            the id of the published index; replaced by one atomic rename
├── .lock              held while an index is built: one build at a time
├── .building/         the index being built; whole reports in it survive an interruption
└── <id>/              catalog.db, vectors.npy, dense.faiss, token_*, lexical/, pdf/, manifest.json
"""

from rdsearch.index.builder import IndexBuilder, building, locked
from rdsearch.index.encoding import Encoded, PassageText, encoded, parted
from rdsearch.index.layout import BuildKey, Manifest, current_id, is_own_copy
from rdsearch.index.reader import Index, open_index
from rdsearch.index.verify import Finding, verify

__all__ = [
    "BuildKey",
    "Encoded",
    "Finding",
    "Index",
    "IndexBuilder",
    "Manifest",
    "PassageText",
    "building",
    "current_id",
    "encoded",
    "is_own_copy",
    "locked",
    "open_index",
    "parted",
    "verify",
]
