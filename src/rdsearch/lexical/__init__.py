"""Words by row: BM25 over Dutch terms. Sole importer of tantivy."""

from rdsearch.lexical.corrections import Correction
from rdsearch.lexical.fields import LexicalDocument
from rdsearch.lexical.index import RETRIEVER, Lexical, build

__all__ = ["RETRIEVER", "Correction", "Lexical", "LexicalDocument", "build"]
