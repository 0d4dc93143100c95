"""Heads of mails: told in text files, cut in mailboxes, and named alike in whatever language a mail program wrote
them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from mediawatch.collect.containers.item import Item
from mediawatch.words import keyed

_CANONICAL = {
    label.casefold(): name
    for heads in keyed("mail_heads").values()
    for name, labels in heads.items()
    for label in labels
}
"""What the four lines at the head of a copied mail are called -> the name of the header."""

_HEADS = frozenset(_CANONICAL.values())
_OTHER_NAMES = (
    "cc bcc reply-to message-id mime-version content-type content-transfer-encoding received return-path delivered-to"
    " sender list-id list-unsubscribe precedence user-agent importance x-mailer dkim-signature in-reply-to references"
    " attachments anlagen kopie kopia copie"
)
_OTHER = frozenset(_OTHER_NAMES.split())
_LINE = re.compile(r"(?P<label>[^\W\d_](?:[^\s:：]|[ _](?=\S)){0,40}?)\s{0,2}[:：]\s*(?P<value>.*)")
_FOLDED = re.compile(r"[ \t]+\S")
_FROM_LINE = re.compile(rb"^From [^\r\n]*\d\d:\d\d[^\r\n]*\r?\n(?=[!-9;-~]+:)", re.MULTILINE)
"""The line before each message of an mbox file: sender and time, and then a header."""

MAX_HEAD = 64 * 1024
"""Characters; of the head of a mail that came over many servers."""
MAX_NOTE = 1_500
"""Characters above a forwarded mail: what its sender says of it, a signature, the program's line."""
MAX_FORWARDED = 5
"""Mails within each other."""
_QUOTE = re.compile(r"^[ \t]*>[ \t]?", re.MULTILINE)
_BOLD = re.compile(r"^\*([^*\n:]{1,40}[:：])\*", re.MULTILINE)
"""How a program writes the bold labels of a forwarded mail's head in plain text: `*Von:* Ada Moor`."""


def read_head(text: str) -> tuple[dict[str, str], int] | None:
    """({from, to, subject, date: value}, where the text begins) of a text that begins as a mail: header lines, a
    subject and a sender among them, then an empty line. None for any other."""
    fields: dict[str, str] = {}
    place = len(text) - len(text.lstrip("\ufeff \t\r\n"))
    known = 0
    label = ""
    while place < min(len(text), MAX_HEAD):
        end = text.find("\n", place)
        end = len(text) if end < 0 else end
        line = text[place:end].rstrip("\r")
        if not line.strip():
            break
        if _FOLDED.match(line) and fields:
            if label in fields:
                fields[label] = f"{fields[label]} {line.strip()}"
        elif match := _LINE.fullmatch(line):
            label = header_of(match["label"])
            fields.setdefault(label, match["value"].strip())
            known += label in _HEADS or label in _OTHER or label.startswith("x-")
        else:
            return None
        place = end + 1
    told = "subject" in fields and "from" in fields and ("date" in fields or "to" in fields)
    return (fields, place) if told and known >= 3 and known > len(fields) / 2 else None


def header_of(label: str) -> str:
    """The name of the header that a label stands for in any language (`보낸 사람`, `Enviado el`); else itself."""
    written = " ".join(label.split()).casefold()
    return _CANONICAL.get(written) or _CANONICAL.get(written.partition(" ")[0], written)


def forwarded(text: str) -> tuple[dict[str, str], str] | None:
    """(the head, the text) of the mail that a mail passes on: header lines within the first MAX_NOTE characters, after
    which most of the text stands. Of one that was passed on several times the innermost; None for any other text."""
    text = _joined(text[:MAX_NOTE]) + text[MAX_NOTE:]
    found: tuple[dict[str, str], str] | None = None
    for _ in range(MAX_FORWARDED):
        inner = _passed_on(text)
        if inner is None:
            break
        found, text = inner, inner[1]
    return found


def _joined(text: str) -> str:
    """`text` without the empty lines between header lines, as a mail's markup has them made."""
    kept: list[str] = []
    headed = False
    for line in text.split("\n"):
        match = _LINE.fullmatch(line.strip())
        known = match is not None and header_of(match["label"]) in _HEADS | _OTHER
        if known and headed:
            while not kept[-1].strip():
                kept.pop()
        headed = known or (headed and not line.strip())
        kept.append(line)
    return "\n".join(kept)


def _passed_on(text: str) -> tuple[dict[str, str], str] | None:
    place = 0
    while 0 <= place < min(len(text), MAX_NOTE):
        end = text.find("\n", place)
        line = text[place : end if end >= 0 else len(text)]
        bare = _BOLD.sub(r"\1", _QUOTE.sub("", line)).strip()
        if (match := _LINE.fullmatch(bare)) and header_of(match["label"]) in _HEADS:
            rest = text[place:]
            if line.lstrip().startswith(">"):
                rest = _QUOTE.sub("", rest)
            rest = _BOLD.sub(r"\1", rest)
            head = read_head(rest)
            if head is not None and len(rest) - head[1] >= place:
                return head[0], rest[head[1] :].lstrip("\n")
        place = end + 1 if end >= 0 else -1
    return None


def mailbox_items(data: bytes) -> Iterator[Item]:
    """The messages of an mbox file. Their lines that begin with `>From ` stay as they are in the file."""
    starts = [(match.start(), match.end()) for match in _FROM_LINE.finditer(data)]
    for number, (_, start) in enumerate(starts, 1):
        end = starts[number][0] if number < len(starts) else len(data)
        message = data[start:end]
        yield Item(str(number), start, end - start, hashlib.sha256(message).hexdigest())
