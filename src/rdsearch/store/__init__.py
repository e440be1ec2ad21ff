"""`catalog.db`: reports, pages, passages and facts by id, in SQLite. The truth that the rest derives from.

A `CatalogWriter` fills the catalog of an index that is being built, one transaction a report, so an
interrupted build keeps whole reports only. A `Catalog` reads a published one, which never changes.
"""

from rdsearch.store.catalog import Catalog
from rdsearch.store.entries import (
    FileFailure,
    OutcomeEntry,
    ProjectEntry,
    QuoteEntry,
    ReportEntry,
    Withdrawal,
)
from rdsearch.store.facets import PassageTraits
from rdsearch.store.paging import PagesOnDemand
from rdsearch.store.writer import CatalogWriter, ReportRows

__all__ = [
    "Catalog",
    "CatalogWriter",
    "FileFailure",
    "OutcomeEntry",
    "PagesOnDemand",
    "PassageTraits",
    "ProjectEntry",
    "QuoteEntry",
    "ReportEntry",
    "ReportRows",
    "Withdrawal",
]
