"""PDF files with text in Helvetica, byte by byte, so that what they hold is known."""

from __future__ import annotations

from collections.abc import Sequence

Put = tuple[str, float, float, float]
"""A text, its place (points from the left and from the bottom), and the size of its letters."""


def make_pdf(pages: Sequence[Sequence[str]]) -> bytes:
    """A PDF with one line below the other."""
    return _pdf([f"BT /F1 11 Tf 50 780 Td {''.join(f'({line}) Tj 0 -14 Td ' for line in lines)}ET" for lines in pages])


def placed_pdf(pages: Sequence[Sequence[Put]]) -> bytes:
    """A PDF with each text at its place."""
    return _pdf(["".join(f"BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET\n" for text, x, y, size in put) for put in pages])


def _pdf(contents: Sequence[str]) -> bytes:
    """A PDF of pages with these content streams."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", font]
    kids = []
    for content in contents:
        stream = content.encode("cp1252")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
        objects.append(((page + " /Resources << /Font << /F1 3 0 R >> >> >>") % len(objects)).encode())
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, table)
    return bytes(out)
