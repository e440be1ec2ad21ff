"""PDF → `Extraction`: the text of every page in reading order, with roles and places.

The files in the order of the data: `ranges` shares PDFs and ranges of their pages out to worker
processes; `document` opens and checks; `pages` reads each page on its own (`glyphs` with `symbols` → `words`,
`drawings`, `visibility`, `ocr` with `picture`) as `ink`; `assemble` looks at all pages together: `lines`
(`gutters`, `marks`), `furniture`, `folios`, then per page `layout` (`charts`, `tables` with `rulings`,
`aligned` and `cells`, `blocks`, `order` with `margins`), `roles` (`headings`, `neighbours`), `flow` and
`compose` (`hyphens`). `render` and `metadata` stand beside.
"""

from rdsearch.extract.config import EXTRACTOR_VERSION, ExtractConfig
from rdsearch.extract.document import read_pdf
from rdsearch.extract.ocr import ocr_available
from rdsearch.extract.ranges import ReadPdf, read_pdfs
from rdsearch.extract.render import render_page

__all__ = [
    "EXTRACTOR_VERSION",
    "ExtractConfig",
    "ReadPdf",
    "ocr_available",
    "read_pdf",
    "read_pdfs",
    "render_page",
]
