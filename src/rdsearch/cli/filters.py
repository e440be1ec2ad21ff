"""The options that limit a search."""

from datetime import datetime
from typing import Annotated

import typer

_DAY = ["%Y-%m-%d"]

ReportsOption = Annotated[
    list[str] | None,
    typer.Option("--report", metavar="ID", help="Only this report; may be repeated."),
]
PublisherOption = Annotated[
    str | None, typer.Option(metavar="NAME", help="Only reports of this publisher.")
]
FromOption = Annotated[
    datetime | None,
    typer.Option("--from", formats=_DAY, metavar="DATE", help="Only reports of this day or later."),
]
ToOption = Annotated[
    datetime | None,
    typer.Option("--to", formats=_DAY, metavar="DATE", help="Only reports of this day or earlier."),
]
ThemeOption = Annotated[
    str | None, typer.Option(metavar="HEADING", help="Only under this outermost heading.")
]
ProjectOption = Annotated[str | None, typer.Option(metavar="NAME", help="Only this project.")]
LanguageOption = Annotated[
    str | None, typer.Option(metavar="CODE", help="Only text in this language: nl, en, de, fy.")
]
OcrOption = Annotated[
    bool | None, typer.Option("--ocr/--no-ocr", help="Only, or no, text that was read by OCR.")
]
QuoteOption = Annotated[
    bool | None,
    typer.Option("--with-quote/--without-quote", help="Only, or no, text that quotes somebody."),
]
FigureOption = Annotated[
    bool | None,
    typer.Option(
        "--with-figure/--without-figure", help="Only, or no, text with an outcome figure."
    ),
]
