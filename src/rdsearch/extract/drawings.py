"""Pictures and straight lines that a page paints, on the upright page."""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from rdsearch.extract.glyphs import PageFrame
from rdsearch.extract.ink import QuadFloat

_MAX_OBJECTS = 20_000  # a map or a chart of more strokes holds no table
_MAX_SEGMENTS = 400
_THIN_PT = 2.5
_LEAST_RULE_PT = 8.0
_FORM_DEPTH = 4
_SAME_PT = 1.0
_RECTANGLE = 5  # segments

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Drawings:
    """`rules` are thin: as wide or as high as they are long."""

    images: list[QuadFloat] = field(default_factory=list)
    scraps: list[QuadFloat] = field(default_factory=list)  # too short to be rules, unless they join
    rules: list[QuadFloat] = field(default_factory=list)
    boxes: list[QuadFloat] = field(default_factory=list)


def read_drawings(page: pdfium.PdfPage, frame: PageFrame) -> Drawings:
    """Images, rules and boxes of a page, those in forms included."""
    found = Drawings()
    for count, (pointer, matrix) in enumerate(_objects(page.raw, _IDENTITY, 0)):
        if count > _MAX_OBJECTS:
            break
        kind = raw.FPDFPageObj_GetType(pointer)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            box = _bounds(pointer, matrix, frame)
            if box is not None:
                found.images.append(_clipped(box, frame))
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            _read_path(pointer, matrix, frame, found)
    found.rules.extend(_joined(found.scraps))
    return found


def _joined(scraps: Sequence[QuadFloat]) -> list[QuadFloat]:
    """The rules that short pieces make where they touch: the borders of low cells, drawn one by one."""
    rules = []
    for along, across in ((0, 1), (1, 0)):
        lying = [r for r in scraps if r[along + 2] - r[along] > r[across + 2] - r[across]]
        last: QuadFloat | None = None
        for one in sorted(lying, key=lambda r: (round(r[across]), r[along])):
            if (
                last is not None
                and abs(one[across] - last[across]) < _SAME_PT
                and one[along] <= last[along + 2] + _SAME_PT
            ):
                last = _union(last, one)
                continue
            rules.extend([last] if last else [])
            last = one
        rules.extend([last] if last else [])
    return [r for r in rules if max(r[2] - r[0], r[3] - r[1]) >= _LEAST_RULE_PT]


def _union(a: QuadFloat, b: QuadFloat) -> QuadFloat:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])


def _objects(container: object, matrix: Matrix, depth: int) -> Iterator[tuple[object, Matrix]]:
    if depth == 0:
        count, get = raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject
    else:
        count, get = raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject
    for i in range(count(container)):
        pointer = get(container, i)
        if not pointer:
            continue
        if raw.FPDFPageObj_GetType(pointer) == raw.FPDF_PAGEOBJ_FORM:
            if depth < _FORM_DEPTH:
                yield from _objects(pointer, _times(_matrix(pointer), matrix), depth + 1)
        else:
            yield pointer, matrix


def _matrix(pointer: object) -> Matrix:
    m = raw.FS_MATRIX()
    return (m.a, m.b, m.c, m.d, m.e, m.f) if raw.FPDFPageObj_GetMatrix(pointer, m) else _IDENTITY


def _times(m: Matrix, n: Matrix) -> Matrix:
    """First m, then n."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _apply(m: Matrix, x: float, y: float) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def _bounds(pointer: object, matrix: Matrix, frame: PageFrame) -> QuadFloat | None:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(pointer, left, bottom, right, top):
        return None
    x0, y0 = _apply(matrix, left.value, bottom.value)
    x1, y1 = _apply(matrix, right.value, top.value)
    return frame.box(x0, y0, x1, y1)


def _clipped(box: QuadFloat, frame: PageFrame) -> QuadFloat:
    x0, y0, x1, y1 = box
    return max(x0, 0.0), max(y0, 0.0), min(x1, frame.width), min(y1, frame.height)


def _read_path(pointer: object, matrix: Matrix, frame: PageFrame, found: Drawings) -> None:
    segments = raw.FPDFPath_CountSegments(pointer)
    if not 2 <= segments <= _MAX_SEGMENTS:
        return
    bounds = _bounds(pointer, matrix, frame)
    if bounds is None:
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(pointer, fill, stroke)
    if segments <= _RECTANGLE + 1 or _is_thin(bounds):
        _keep(_clipped(bounds, frame), found)
    elif fill.value and _are_rectangles(pointer, segments):
        for one in _rectangles(pointer, segments, _times(_matrix(pointer), matrix), frame):
            _keep(_clipped(one, frame), found)
    if stroke.value and not _is_thin(bounds):
        total = _times(_matrix(pointer), matrix)
        found.rules.extend(_edges(pointer, segments, total, frame))


def _is_thin(box: QuadFloat) -> bool:
    return min(box[2] - box[0], box[3] - box[1]) <= _THIN_PT


def _keep(box: QuadFloat, found: Drawings) -> None:
    """A filled rectangle is a rule where it is thin, a box where it is large."""
    width, height = box[2] - box[0], box[3] - box[1]
    if _is_thin(box):
        if max(width, height) >= _LEAST_RULE_PT:
            found.rules.append(box)
        elif max(width, height) > _THIN_PT:
            found.scraps.append(box)
    elif min(width, height) >= _LEAST_RULE_PT:
        found.boxes.append(box)


def _are_rectangles(pointer: object, segments: int) -> bool:
    """Is the path many rectangles at once, as the borders of a table can be?"""
    kinds = (
        raw.FPDFPathSegment_GetType(raw.FPDFPath_GetPathSegment(pointer, i))
        for i in range(0, segments, _RECTANGLE)
    )
    return segments % _RECTANGLE == 0 and all(kind == raw.FPDF_SEGMENT_MOVETO for kind in kinds)


def _rectangles(
    pointer: object, segments: int, matrix: Matrix, frame: PageFrame
) -> Iterator[QuadFloat]:
    x, y = ctypes.c_float(), ctypes.c_float()
    for first in range(0, segments, _RECTANGLE):
        points = []
        for i in range(first, first + _RECTANGLE):
            raw.FPDFPathSegment_GetPoint(raw.FPDFPath_GetPathSegment(pointer, i), x, y)
            points.append(frame.upright(*_apply(matrix, x.value, y.value)))
        xs, ys = [point[0] for point in points], [point[1] for point in points]
        yield min(xs), min(ys), max(xs), max(ys)


def _edges(pointer: object, segments: int, matrix: Matrix, frame: PageFrame) -> Iterator[QuadFloat]:
    """The horizontal and vertical strokes of a path."""
    start = last = (0.0, 0.0)
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(segments):
        segment = raw.FPDFPath_GetPathSegment(pointer, i)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = frame.upright(*_apply(matrix, x.value, y.value))
        ends = [(last, point)] if kind == raw.FPDF_SEGMENT_LINETO else []
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        if raw.FPDFPathSegment_GetClose(segment):
            ends.append((point, start))
        for (ax, ay), (bx, by) in ends:
            dx, dy = abs(ax - bx), abs(ay - by)
            if min(dx, dy) < 1.0 and max(dx, dy) >= _LEAST_RULE_PT:
                yield min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)
        last = point
