"""Outcomes from tables: each figure with its row, under the heads and the caption that say what it is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rdsearch.outcomes.table_cells import (
    YEAR,
    CellFigure,
    cell_figures,
    is_figure_cell,
    is_period,
    is_year,
    words_beside,
)
from rdsearch.outcomes.table_grid import NOTHING, Grid, Over, Texts, grids_of
from rdsearch.outcomes.table_heads import Head, head_of, is_number_of, kind_of
from rdsearch.outcomes.table_rows import RowOnPage
from rdsearch.outcomes.units import TIMES
from rdsearch.types import Outcome, OutcomeKind, Page

__all__ = ["NOTHING", "Over", "over_next", "table_outcomes"]

# The numbers under or beside these are names, places in a list, dates.
_NAMES_ONLY = re.compile(
    r"(?:\w*nr\.?|#|no\.?|\w*nummers?|(?:post|project|zaak|gebieds|cbs)?code|id|paragraaf|par\.|§|pag(?:ina)?\.?|blz\.?"
    r"|hoofdstuk|(?:wets)?artikel|datum|tijd(?:stip)?|tel(?:efoon)?\.?|kvk\w*|iban|kenmerk|dossier|versie|status|jaar|jaartal"
    r"|bron|prioriteit|rang|rangorde|volgorde|adres|e-mail|locatie|plaats|vergadering|onderwerp|betreft|bijlagen?|verzonden"
    r"|looptijd|periode|leeftijd|(?:risico)?score|kans|impact|gevolg|ernst|waarschijnlijkheid|weging|gewicht|niveau|fase"
    r"|functie\w*|aanvang.*|bestand|document|titel|aan|van|sent|from|to|subject|cc|date)\s*:?",
    re.IGNORECASE,
)
# Heads of the first column that only say what kind of label stands under them.
_LABEL_KINDS = frozenset(
    "onderdeel post gemeente indicator project projecten product producten omschrijving categorie jaar sector naam"
    " onderwerp soort type thema programma activiteit activiteiten groep periode maand regio provincie land functie"
    " maatregel partij organisatie partner bron kenmerk variabele criterium gegevens eenheid onderzoeksvraag".split()
)
# Heads of a column that says more of what its row counts.
_LABEL_HEAD = re.compile(
    r"\b(?:eenheid|indicator|prestatie\w*|omschrijving|maatregel|activiteit|onderdeel|resultaat\w*)\b",
    re.IGNORECASE,
)
_UNIT_HEAD = re.compile(r"eenheid|meeteenheid|unit", re.IGNORECASE)
_LABEL_NUMBER = re.compile(r"\s*\d{1,4}[.)]?\s*")
_TOTAL = re.compile(r"\W*(?:eind)?(?:totaal|totalen)\W*", re.IGNORECASE)
_NOUN_AFTER = re.compile(
    r"[^\S\n]+(?:(?:extra|[a-zà-ÿ]\w+e)\s+)?(?!een\b|van\b|zijn\b|werden\b|waren\b|hebben\b|binnen\b|tussen\b)"
    r"([a-zà-ÿ][\wà-ÿ-]*(?:en|s|’s))\b(?!\s*:)"
)
_OF_AFTER = re.compile(r"\s+(?:van\s+de\s+[\d.]+|daarvan\b|ervan\b|hiervan\b)")
_KNOWN_BEFORE = re.compile(r"(?<!van )\b(?:de|deze|die|alle|onze|beide)\s+\Z", re.IGNORECASE)
_OF_WHICH = re.compile(r"\b(?:waarvan|van wie|onder wie|van hen)\s+\Z", re.IGNORECASE)
_NAME_BEFORE = re.compile(r"([^\W\d_][^:;,()]{1,40}):\s*\Z")
_WORD = re.compile(r"[^\W\d_]{2}")
_LONG_WORD = re.compile(r"\w{4,}")
_YEAR = re.compile(YEAR)
_YEARS_AHEAD = 3
_MONEY_SIGNS = ("€", "EUR")  # in a column of their own
_ROUNDING = 1.0
_COMPARED = re.compile(r"\(\s*(?:19|20)\d\d\s*:[^()]*\)")  # "(2021: 96%)": of another year
_CLASS = re.compile(r"[<>≤≥]\s?\d|\d\s?[-–]\s?\d")  # "18 - 27", "< 1 jaar"
_TEXT_WORDS = 3  # beside its figures, of a cell that tells something itself
_REMARK_HEAD = re.compile(
    r"toelichting(?:en)?|opmerking(?:en)?|bijzonderheden|duiding|uitleg", re.IGNORECASE
)


def table_outcomes(
    page: Page, carried: Over = NOTHING, *, told_of: int | None = None, tells: bool = False
) -> Iterator[Outcome]:
    """The figures of the tables of a page in reading order.

    `carried`: `over_next` of the page before, for a table that goes on at the head of this one. `told_of`: the year
    of which the report tells; money of a table that runs years beyond it is still to be spent. `tells`: it tells what was done, more than what
    should be.
    """
    grids, _ = grids_of(page, carried)
    for grid in grids:
        for line in _lines(grid):
            for column in range(line.first, len(line.texts)):
                for outcome in _in_cell(page, grid, line, column, tells=tells):
                    yield _to_come(outcome, grid.last_year, told_of)


def _to_come(outcome: Outcome, last: int | None, told_of: int | None) -> Outcome:
    """A plan, where money is of a year after those that the report tells of, in a table that runs years beyond them."""
    years = [int(year) for year in _YEAR.findall(outcome.period or "")]
    if outcome.kind is not OutcomeKind.INPUT or told_of is None or last is None or not years:
        return outcome
    is_ahead = min(years) > told_of and last >= told_of + _YEARS_AHEAD
    return replace(outcome, kind=OutcomeKind.PLANNED) if is_ahead else outcome


def over_next(page: Page, carried: Over = NOTHING) -> Over:
    """What stands over the table at the foot of a page, for the page after it."""
    return grids_of(page, carried)[1]


@dataclass(frozen=True, slots=True)
class _Line:
    """A row with figures and what it is called."""

    row: RowOnPage
    texts: Texts
    name: str  # empty where it has none
    first: int  # column that is not of its label
    label: Head
    group: Head
    period: str | None  # of a column of years


def _lines(grid: Grid) -> Iterator[_Line]:
    group = ""
    era: str | None = None  # of the last group that says it: "Gegevens 2022"
    rows_of_group: list[Texts] = []
    again = tuple(head.raw for head in grid.heads[1:])
    has_labels = 2 * sum(bool(row and _WORD.search(row[0])) for row in grid.texts) > len(grid.texts)
    for number, (row, texts) in enumerate(zip(grid.rows, grid.texts, strict=True)):
        if texts[1:] == again or not any(
            texts[1:]
        ):  # the heads again, or a row that names those below
            group, rows_of_group = texts[0] if texts else "", []
            era = head_of(group).period or era
            continue
        label, unit, first = _label(grid, texts)
        if row is not None:
            if first == 0:
                name = ""
            elif label:
                name = _name(grid, label, group, is_last=number == len(grid.texts) - 1)
            elif group and _is_sum(texts, rows_of_group):
                name = head_of(group).name
            else:
                name = _joined(grid.heading.words, "subtotaal") if has_labels else ""
            years = (texts[c] for c in sorted(grid.years) if c < len(texts) and is_year(texts[c]))
            yield _Line(
                row=row,
                texts=texts,
                name=name,
                first=first,
                label=head_of(f"{label} ({unit})" if unit else label),
                group=replace(head_of(group), period=era),
                period=next(years, None),
            )
        rows_of_group.append(texts)


def _label(grid: Grid, texts: Texts) -> tuple[str, str, int]:
    """The words that head a row, without its number in a list; its cell of a column of units; the first column
    that is of neither."""
    label, unit = (texts[0] if texts else ""), ""
    if _is_no_label(grid.heads[0], label):
        return "", "", 0
    first = 1
    for column in range(1, len(texts)):
        cell, head = texts[column], grid.heads[column].raw
        if cell_figures(cell) or not _WORD.search(cell):
            break
        first = column + 1
        if _LABEL_NUMBER.fullmatch(label):
            label = cell
        elif _UNIT_HEAD.fullmatch(head) and (head_of(f"({cell})").unit or not head_of(cell).words):
            unit = cell
        elif column in grid.worded and (not head or _LABEL_HEAD.search(head)):
            label = f"{label} {cell}".strip()
    return label, unit, first


def _is_no_label(head: Head, cell: str) -> bool:
    """Is the first cell of a row a figure that has a head or a name of its own: "Budget: € 120.000"?"""
    figures = cell_figures(cell)
    if not figures:
        return False
    has_unit = figures[0].unit not in (None, *TIMES)
    if has_unit and _NAME_BEFORE.match(cell[: figures[0].start]):
        return True
    says = head.words != "" and (has_unit or is_number_of(head) or head.kind is not None)
    is_bare = has_unit or not words_beside(cell, figures)  # "1.1 Bedrijven" is a label
    return says and is_bare and is_figure_cell(cell, figures) and not _CLASS.search(cell)


def _name(grid: Grid, label: str, group: str, *, is_last: bool) -> str:
    """What a row is called: its label, and where that is "Totaal" or stands twice, that of what is over it."""
    words, over = head_of(label).name, head_of(group).name
    if words:
        return _joined(over, words) if label in grid.repeated else words
    if not _WORD.search(label):  # a number in a list, "50%", "18 - 27"
        return _joined(over, label) if over and not _LABEL_NUMBER.fullmatch(label) else over
    kind = grid.heads[0].words
    table = "" if kind.casefold() in _LABEL_KINDS or kind.startswith("(") else kind
    table = table or ("" if grid.subject else grid.heading.words)
    is_grand_total = is_last and _TOTAL.fullmatch(label)
    return _joined(table if is_grand_total else over or table, "" if is_period(label) else label)


def _is_sum(texts: Texts, rows: Sequence[Texts]) -> bool:
    """Does a row without a label add up a column of the rows over it?"""
    sums = [
        sum(figure.value for row in rows for figure in cell_figures(row[column])[:1])
        for column in range(1, len(texts))
        if all(column < len(row) for row in rows)
    ]
    totals = [figure.value for cell in texts[1:] for figure in cell_figures(cell)]
    return any(abs(total - summed) <= _ROUNDING for total in totals for summed in sums)


# Figures


def _in_cell(page: Page, grid: Grid, line: _Line, column: int, *, tells: bool) -> Iterator[Outcome]:
    head, cell, row = grid.heads[column], line.texts[column], line.row
    if column in grid.years or _NAMES_ONLY.fullmatch(head.raw):
        return
    start = row.cells[column][0] - row.start
    label, name = line.label, line.name
    if not head.raw and (beside := _label_beside(line, column)):
        label = head_of(beside)
        name = label.name or beside
    if _NAMES_ONLY.fullmatch(label.raw):
        return
    above = (grid.caption, grid.heading)
    heads = (head, label, line.group, *above)
    for figure in _counting(cell):
        what = _what(grid, head, cell, figure, name)
        if not _WORD.search(what):
            continue
        if figure.unit is None and column and line.texts[column - 1] in _MONEY_SIGNS:
            figure = replace(figure, unit="euro")
        unit, scale = _measured_in(figure, heads)
        telling = (*_telling(cell, heads), grid.heads[0])
        is_text = not is_figure_cell(cell, cell_figures(cell))
        kind = kind_of(telling, unit, tells=tells and not is_text)
        # A caption says of when the stand is; an aim is of later.
        dated = [one for one in telling if one not in above or kind is not OutcomeKind.PLANNED]
        period = next((one.period for one in dated if one.period), None)
        yield Outcome(
            value=round(figure.value * scale, 6),
            qualifier=figure.qualifier,
            unit=unit,
            what=what,
            sentence=page.text[row.start : row.end],
            page=page.number,
            start=row.start,
            end=row.end,
            kind=kind,
            upper=_times(figure.upper, scale),
            value_before=_times(figure.value_before, scale),
            period=figure.period or line.period or period,
            figure=(start + figure.start, start + figure.end),
        )


def _label_beside(line: _Line, column: int) -> str | None:
    """The label that stands right before a figure, where a row is of pairs: "Begroot € 120.000 | Besteed € 80.000"."""
    before = line.texts[column - 1] if column - 1 > line.first else ""
    return before if _WORD.search(before) and not cell_figures(before) else None


def _telling(cell: str, heads: tuple[Head, ...]) -> tuple[Head, ...]:
    """What says of when a figure is and whether it was aimed at: the head of its column, then the cell itself if it
    is a text, then its row and what stands over it; of a remark the remark only."""
    if len(words_beside(cell, cell_figures(cell))) < _TEXT_WORDS and ":" not in cell:
        return heads
    own = head_of(_COMPARED.sub(" ", cell))
    return (own,) if _REMARK_HEAD.fullmatch(heads[0].raw) else (heads[0], own, *heads[1:])


def _times(value: float | None, scale: float) -> float | None:
    return None if value is None else round(value * scale, 6)


def _counting(cell: str) -> Iterator[CellFigure]:
    """The figures of a cell; of a text in a cell those that have a unit or a word for what is counted."""
    figures = cell_figures(cell)
    units = {figure.unit for figure in figures}
    if is_figure_cell(cell, figures):
        for figure in figures:
            # "95% binnen 30 dagen": within what time, not how much.
            if figure.unit not in TIMES or not units - {figure.unit, None}:
                yield figure
        return
    for figure in figures:
        if _counts(cell, figure) if figure.unit is None else figure.unit not in TIMES:
            yield figure


def _counts(cell: str, figure: CellFigure) -> bool:
    """Is it said what is counted: "12 trajecten", "3 van de 5"? "De 7 gemeenten" are known before."""
    if _KNOWN_BEFORE.search(cell[: figure.start]):
        return False
    after = any(pattern.match(cell, figure.end) for pattern in (_NOUN_AFTER, _OF_AFTER))
    return after or _OF_WHICH.search(cell[: figure.start]) is not None


def _measured_in(figure: CellFigure, heads: Sequence[Head]) -> tuple[str | None, float]:
    """The unit of a figure, and by what it is to be multiplied."""
    column, row, group, caption, _ = heads
    is_count = is_number_of(column) or is_number_of(row)
    unit = figure.unit or ("%" if column.unit == "%" else row.unit or column.unit or group.unit)
    if unit is None and not is_count:
        unit = caption.unit
    if figure.is_scaled:
        return unit, 1.0
    for head in (column, row, group):
        if head.scale != 1.0 and unit in (None, "euro", head.unit):
            return unit, head.scale
    return unit, caption.scale if unit == caption.unit and not is_count else 1.0


def _what(grid: Grid, head: Head, cell: str, figure: CellFigure, name: str) -> str:
    """What is counted: the name of the row, with the head of the column where that says more."""
    under = head.words if is_figure_cell(cell, cell_figures(cell)) else ""
    if before := _NAME_BEFORE.search(cell[: figure.start]):
        name = _joined(name, before.group(1))
    elif not under and (noun := _NOUN_AFTER.match(cell, figure.end)):
        name = _joined(noun.group(1), name)
    what = _joined(name, under)
    if what and not (grid.subject or head_of(what).words):  # "Totaal: € 120.000"
        return _joined(grid.heading.words, what)
    is_said = set(_LONG_WORD.findall(what.casefold())) & set(_LONG_WORD.findall(grid.subject))
    return what if is_said or not what else _joined(grid.subject, what)


def _joined(first: str, second: str) -> str:
    return first if first == second else ", ".join(filter(None, (first, second)))
