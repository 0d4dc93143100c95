"""The text of word processors' files (`.docx`, `.rtf`), a line for each paragraph."""

from __future__ import annotations

import io
import re

from mediawatch.collect.containers.zipped import opened
from mediawatch.errors import Quarantine, Reason

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
RTF = "application/rtf"
"""Media types."""

MAX_RTF_GROUPS = 500
"""Groups within groups of RTF; word processors write fewer than 30."""


def docx_paragraphs(data: bytes, limit: int) -> list[tuple[str, str]]:
    """(name of its style, text) of each paragraph, those of tables among them. `limit` is in bytes after unpacking.

    Raises Quarantine: broken_zip, zip_bomb, too_large.
    """
    with opened(data, limit):
        pass
    import docx
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    found: list[tuple[str, str]] = []
    try:
        document = docx.Document(io.BytesIO(data))
        for block in document.iter_inner_content():
            if isinstance(block, Paragraph):
                found.append((_style(block), block.text))
            elif isinstance(block, Table):
                for row in block.rows:
                    found += [(_style(part), part.text) for cell in row.cells for part in cell.paragraphs]
    except Quarantine:
        raise
    except Exception as error:  # python-docx meets damaged files with errors of every type
        raise Quarantine(Reason.BROKEN_ZIP, f"it is no text: {type(error).__name__}: {error}"[:300]) from error
    return found


def _style(paragraph: object) -> str:
    style = getattr(paragraph, "style", None)
    return str(getattr(style, "name", None) or "")


def docx_text(data: bytes, limit: int) -> str:
    """The paragraphs of a .docx, parted by blank lines. Raises Quarantine as docx_paragraphs does."""
    return "\n\n".join(text for _, text in docx_paragraphs(data, limit))


def rtf_text(data: bytes) -> str:
    """The paragraphs of an .rtf, parted by blank lines. Raises Quarantine('broken_rtf', 'too_deep')."""
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        raise Quarantine(Reason.BROKEN_RTF, "it does not begin as an RTF file does")
    _not_deep(data)
    from striprtf.striprtf import rtf_to_text

    try:
        text: str = rtf_to_text(data.decode("latin-1"), errors="replace")  # type: ignore[no-untyped-call]
    except Exception as error:  # of the codecs that the file names, and of what damaged files do to the reader
        raise Quarantine(Reason.BROKEN_RTF, f"it cannot be read: {type(error).__name__}: {error}"[:300]) from error
    return re.sub(r"\n", "\n\n", text.replace("\r\n", "\n"))


def _not_deep(data: bytes) -> None:
    if data.count(b"{") <= MAX_RTF_GROUPS:
        return
    depth = 0
    for match in re.finditer(rb"\\[\\{}]|[{}]", data):
        if match[0] == b"{":
            depth += 1
            if depth > MAX_RTF_GROUPS:
                raise Quarantine(Reason.TOO_DEEP, f"RTF nested deeper than {MAX_RTF_GROUPS} groups")
        elif match[0] == b"}":
            depth -= 1
