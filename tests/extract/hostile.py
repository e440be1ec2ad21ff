"""Small PDFs by hand that no program should make: each goes wrong in one way."""

import zlib
from collections.abc import Sequence

LINE = b"BT /F1 12 Tf 60 700 Td (De bladzijde %d is gewoon te lezen.) Tj ET"


def pdf_of(objects: dict[int, bytes], *, trailer: bytes = b"") -> bytes:
    """A PDF of numbered objects, of which 1 is the catalog."""
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    out += b"trailer << /Size %d /Root 1 0 R %s >>\n" % (max(objects) + 1, trailer)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def stream(content: bytes, *, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def pages_of(
    contents: Sequence[bytes],
    *,
    box: bytes = b"[0 0 595 842]",
    catalog: bytes = b"",
    more: dict[int, bytes] | None = None,
    resources: bytes = b"",
) -> bytes:
    """A PDF with a page for each content stream (an object body); `more` are objects from number 10_000."""
    kids = b" ".join(b"%d 0 R" % (10 + 2 * i) for i in range(len(contents)))
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
        2: b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(contents), kids),
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    }
    for i, content in enumerate(contents):
        objects[10 + 2 * i] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox %s /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> %s >> >>" % (box, 11 + 2 * i, resources)
        )
        objects[11 + 2 * i] = content
    return pdf_of(objects | (more or {}))


def plain(number: int) -> bytes:
    return stream(LINE % number)


def with_endless_page(pages: int, *, endless: int, depth: int = 9, each: int = 12) -> bytes:
    """Page `endless` paints forms that paint forms: `each` to the power `depth` of them."""
    forms = {
        10_000 + level: stream(
            b" ".join([b"/X Do"] * each) if level else LINE % 0,
            entries=b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources"
            b" << /Font << /F1 3 0 R >> /XObject << /X %d 0 R >> >>" % (9_999 + level),
        )
        for level in range(depth + 1)
    }
    contents = [plain(n) if n != endless else stream(b"/X Do") for n in range(1, pages + 1)]
    resources = b"/XObject << /X %d 0 R >>" % (10_000 + depth)
    return pages_of(contents, more=forms, resources=resources)


def with_bomb(pages: int, *, bomb: int, megabytes: int) -> bytes:
    """The content of page `bomb` unpacks, in two steps, to many megabytes of text operators."""
    inner = zlib.compressobj(9)
    block = b"BT /F1 9 Tf (x) Tj ET " * 46_000
    packed = b"".join(inner.compress(block) for _ in range(megabytes)) + inner.flush()
    content = stream(zlib.compress(packed, 9), entries=b"/Filter [/FlateDecode /FlateDecode]")
    return pages_of([plain(n) if n != bomb else content for n in range(1, pages + 1)])
