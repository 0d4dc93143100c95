"""The text of word processors' files (`.docx`, `.rtf`), a line for each paragraph."""

from __future__ import annotations

import io
import re
from typing import Any

from mediawatch.collect.containers.field_names import fold_name, known_names
from mediawatch.collect.containers.zipped import opened
from mediawatch.errors import Quarantine, Reason

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
RTF = "application/rtf"
"""Media types."""

_LINK = re.compile(r"\{\\\*\\fldinst\s*\{?\s*(?:\\[a-z]+\d*\s?)*\s*HYPERLINK\b[^{}]*\}?\s*\}")
"""The address of a link, which the reader of RTF would put into the text."""

MAX_LABEL = 30
"""Characters of a cell that names a field."""

MAX_RTF_GROUPS = 500
"""Groups within groups of RTF; word processors write fewer than 30."""


def docx_paragraphs(data: bytes, limit: int) -> list[tuple[str, str]]:
    """(name of its style, text) of each paragraph, those of tables, text boxes, content controls and insertions among
    them. `limit` is in bytes after unpacking.

    Raises Quarantine: broken_zip, zip_bomb, too_large.
    """
    with opened(data, limit):
        pass
    import docx

    try:
        document = docx.Document(io.BytesIO(data))
        names = {style.style_id: style.name or "" for style in document.styles}
        body = document.element.body
        labels = _labelled(body)
        return [
            (names.get(_style_id(part), ""), labels.get(part, _text(part)))
            for part in body.iter(f"{_W}p")
            if labels.get(part) != ""
        ]
    except Quarantine:
        raise
    except Exception as error:  # python-docx meets damaged files with errors of every type
        raise Quarantine(Reason.BROKEN_ZIP, f"it is no text: {type(error).__name__}: {error}"[:300]) from error


def _labelled(body: Any) -> dict[Any, str]:
    """The paragraphs of a table's rows that are the name of a field and its value: the first of them has all as lines
    (`Autor: Anna Holt`), the others nothing."""
    found: dict[Any, str] = {}
    for table in body.iter(f"{_W}tbl"):
        lines: list[str] = []
        parts: list[Any] = []
        for row in table.findall(f"{_W}tr"):
            cells = [[part for part in cell.iter(f"{_W}p") if _text(part).strip()] for cell in row.findall(f"{_W}tc")]
            if len(cells) != 2 or any(len(cell) != 1 for cell in cells):
                continue
            label = _text(cells[0][0]).strip(" :：\t\n")
            if label and len(label) <= MAX_LABEL and fold_name(label) in known_names():
                lines.append(f"{label}: {' '.join(_text(cells[1][0]).split())}")
                parts += [cells[0][0], cells[1][0]]
        if len(lines) > 1:
            found |= dict.fromkeys(parts, "") | {parts[0]: "\n".join(lines)}
    return found


def _style_id(paragraph: Any) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return str(style.get(f"{_W}val") or "") if style is not None else ""


def _text(paragraph: Any) -> str:
    """What a reader sees of a paragraph: no deletions, no field codes, no readings above Japanese characters, and
    nothing of a text box in it, whose paragraphs follow it. What a box holds for older programs stands there twice."""
    if next(paragraph.iterancestors(*_UNSEEN), None) is not None:
        return ""
    pieces: list[str] = []

    def read(node: Any) -> None:
        for child in node:
            if child.tag == f"{_W}t":
                pieces.append(child.text or "")
            elif child.tag in _SIGNS:
                pieces.append(_SIGNS[child.tag])
            elif child.tag not in _PASSED and isinstance(child.tag, str):
                read(child)

    read(paragraph)
    return "".join(pieces)


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_UNSEEN = (
    f"{_W}del",
    f"{_W}moveFrom",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
)
_PASSED = {*_UNSEEN, f"{_W}p", f"{_W}rt", f"{_W}pPr", f"{_W}rPr", f"{_W}txbxContent"}
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-", f"{_W}ptab": "\t"}


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
        shown = _LINK.sub("", data.decode("latin-1"))
        text: str = rtf_to_text(shown, errors="replace")  # type: ignore[no-untyped-call]
    except Exception as error:  # of the codecs that the file names, and of what damaged files do to the reader
        raise Quarantine(Reason.BROKEN_RTF, f"it cannot be read: {type(error).__name__}: {error}"[:300]) from error
    return re.sub(r"\|?\n", "\n\n", text.replace("\r\n", "\n"))  # a bar ends the last cell of a row


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
