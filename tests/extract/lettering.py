"""PDFs whose fonts give their letters a meaning of their own."""

SENTENCE = b"De gemeente sprak met de bewoners over hun straat en over wat er "


def pdf_of(*objects: bytes) -> bytes:
    """A PDF of one page with `objects` after its catalog and page tree."""
    tree = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>")
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate((*tree, *objects), 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count, start = len(places) + 1, len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table)
    return out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (count, start)


def stream(content: bytes) -> bytes:
    return b"<</Length %d>>stream\n%s\nendstream" % (len(content), content)


def meaning(letters: dict[str, str], *, digits: int = 2) -> bytes:
    """A ToUnicode map: what stands in the text, in codes of so many digits → UTF-16, hexadecimal."""
    pairs = " ".join(f"<{ord(code):0{digits}X}> <{value}>" for code, value in letters.items())
    codes = f"1 begincodespacerange <{'0' * digits}> <{'F' * digits}> endcodespacerange"
    return stream(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
        f"{codes} {len(letters)} beginbfchar {pairs} endbfchar endcmap end end".encode()
    )


def lettered(*texts: bytes, letters: dict[str, str], font: bytes = b"Helvetica") -> bytes:
    """A PDF of one page with `texts` below each other; in font S, `letters` mean what is said of them."""
    lines = b" ".join(b"(%s) Tj 0 -14 Td" % text for text in texts)
    return pdf_of(
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources"
        b"<</Font<</F 5 0 R/S 6 0 R>>>>>>",
        stream(b"BT /F 10 Tf 60 700 Td " + lines + b" ET"),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/" + font + b"/ToUnicode 7 0 R>>",
        meaning(letters),
    )
