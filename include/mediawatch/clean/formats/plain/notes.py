"""Notes in AsciiDoc, reStructuredText and Org: told by their heads, their fields read, their marks taken off.

= The river rises              ===============                #+TITLE: The river rises
Ada Holm <ada@paper.example>   The river rises                #+AUTHOR: Ada Holm
v1.0, 2026-03-24               ===============                #+DATE: <2026-03-24 Tue>
:lang: en
                               :Author: Ada Holm
                               :Date: 2026-03-24
"""

from __future__ import annotations

import re
from typing import Any

from mediawatch.collect.containers.field_names import fold_name, known_names

Read = tuple[dict[str, Any], str]
"""The fields of a head, the text below it without marks."""

_ADOC = re.compile(  # = Title, then `Ada Holm <ada@paper.example>`, then `v1.0, 2026-03-24`, then `:lang: en`
    r"\A\s*(?://.*\n|:[\w-]+!?:.*\n)*=[ ](?P<title>\S.*)\n"
    r"(?:(?P<author>[^\W\d_:=\[][^\n<:]{1,80}(?:[ ]*<[^>\n]*>)?(?:;[^\n<:]{1,80}(?:[ ]*<[^>\n]*>)?)*)\n"
    r"(?:(?:v[\d.]+,[ ]*)?(?P<date>\d[^\n:]{5,40}(?::[ ].*)?)\n)?)?"
    r"(?P<attributes>(?:(?::!?[\w-]+!?:.*|//.*)\n)*)(?=\n|\Z)"
)
_ATTRIBUTE = re.compile(r"^:(?P<name>[^\n:]{1,40}):[ \t]+(?P<value>\S.*)$", re.MULTILINE)
_RST = re.compile(  # ===== / Title / =====, then `:Author: Ada Holm`
    r"\A\s*(?:(?P<over>[=\-~^\"'*+#`])(?P=over){2,}\n)?"
    r"[ ]*(?P<title>\S.{0,300})\n(?P<line>[=\-~^\"'*+#`])(?P=line){2,}\n"
    r"\s*(?P<fields>(?::[^\n:]{1,40}:.*\n(?:[ \t]+\S.*\n)*)*)"
)
_ORG = re.compile(r"\A\s*(?P<fields>(?:(?:#\+\w+:.*|#[ ].*|:\w+:.*)?\n)+)", re.IGNORECASE)
_ORG_FIELD = re.compile(r"^#\+(?P<name>\w+):[ \t]*(?P<value>\S.*)$", re.MULTILINE)
_ORG_STAMP = re.compile(r"[<\[](\d{4}-\d\d-\d\d)[^>\]\d]*(\d\d:\d\d)?[^>\]]*[>\]]")

_ADOC_MARKS = (
    (re.compile(r"^//(?!/).*$", re.MULTILINE), ""),
    (re.compile(r"^={2,6}[ ]+(.+)$", re.MULTILINE), r"\n\1\n"),
    (re.compile(r"^(?:\[[^\]\n]*\]|\.{4,}|-{4,}|_{4,}|\*{4,}|={4,}|'''|<<<|\+)$", re.MULTILINE), ""),
    (re.compile(r"^(?:image|video|audio|include|toc)::\S*\[[^\]\n]*\]$", re.MULTILINE), ""),
    (re.compile(r"\bimage:\S+\[[^\]\n]*\]"), ""),
    (re.compile(r"\b(?:link:\S+?|https?://[^\s\[\]]+)\[([^\]\n^]+)\^?\]"), r"\1"),
    (re.compile(r"<<[^<>\n,]+,[ ]*([^<>\n]+)>>"), r"\1"),
    (re.compile(r"(?<!\w)([*_]{1,2})(?=\S)([^*_\n]+?)(?<=\S)\1(?!\w)"), r"\2"),
)
_RST_MARKS = (
    (
        re.compile(
            r"^\.\.[ ]+(?:_[^:\n]+:|\[[^\]\n]+\]|[\w-]+::).*\n(?:[ \t]+\S.*\n?|[ \t]*\n(?=[ \t]+\S))*", re.MULTILINE
        ),
        "",
    ),
    (re.compile(r"^\.\.(?:[ ]+.*)?\n(?:[ \t]+\S.*\n?)*", re.MULTILINE), ""),
    (re.compile(r"^(?:[=\-~^\"'*+#`])(?:[=\-~^\"'*+#`]){2,}\n(?=.+\n[=\-~^\"'*+#`]{3,}$)", re.MULTILINE), ""),
    (re.compile(r"^(\S.{0,300})\n([=\-~^\"'*+#`])\2{2,}$", re.MULTILINE), r"\n\1\n"),
    (re.compile(r"`([^`<\n]+?)[ ]*<[^>\n]+>`__?"), r"\1"),
    (re.compile(r":[\w-]+:`([^`\n]+)`"), r"\1"),
    (re.compile(r"``([^`\n]+)``|`([^`\n]+)`_?_?"), lambda match: match[1] or match[2]),
    (re.compile(r"\|[^|\s\n][^|\n]*\|_?"), ""),
    (re.compile(r"(?<!\w)(\*{1,2})(?=\S)([^*\n]+?)(?<=\S)\1(?!\w)"), r"\2"),
)
_ORG_MARKS = (
    (re.compile(r"^[ \t]*#(?:\+\w+:?.*|[ ].*)$", re.MULTILINE | re.IGNORECASE), ""),
    (re.compile(r"^[ \t]*:[A-Z_]+:[ \t]*.*$", re.MULTILINE), ""),
    (re.compile(r"^\*{1,6}[ ]+(?:(?:TODO|DONE)[ ]+)?(.+?)(?:[ \t]+:[\w:@]+:)?$", re.MULTILINE), r"\n\1\n"),
    (re.compile(r"\[\[[^\]\n]+\]\[([^\]\n]+)\]\]"), r"\1"),
    (re.compile(r"\[\[(?:file:)?[^\]\n]+\]\]"), ""),
    (re.compile(r"\[fn:[^\]\n]*\]"), ""),
    (re.compile(r"(?<![\w/:])([*/_=~])(?=\S)([^*/_=~\n]+?)(?<=\S)\1(?![\w/])"), r"\2"),
)

LONG_HEAD = 16_000
"""Characters within which a head ends."""


def read_notes(text: str) -> Read | None:
    """The fields and the text of a note in one of these markups, or None for any other text. A head is told by its
    title's mark and by a field of an article below it."""
    head = text[:LONG_HEAD]
    return _asciidoc(head, text) or _restructured(head, text) or _org(head, text)


def _asciidoc(head: str, text: str) -> Read | None:
    match = _ADOC.match(head)
    if not match:
        return None
    fields = _fields(_ATTRIBUTE, match["attributes"])
    for name, value in (("author", match["author"]), ("date", match["date"])):
        if value:
            fields.setdefault(name, re.sub(r"\s*<[^>]*>", "", value).strip())
    if "revdate" in fields:
        fields.setdefault("date", fields.pop("revdate"))
    if not match["author"] and not match["attributes"]:
        return None
    return {"title": match["title"].strip()} | fields, _without(_ADOC_MARKS, text[match.end() :])


def _restructured(head: str, text: str) -> Read | None:
    match = _RST.match(head)
    if not match or (match["over"] and match["over"] != match["line"]):
        return None
    fields = _fields(_ATTRIBUTE, match["fields"])
    if not {fold_name(name) for name in fields} & known_names():
        return None
    return {"title": match["title"].strip()} | fields, _without(_RST_MARKS, text[match.end() :])


def _org(head: str, text: str) -> Read | None:
    match = _ORG.match(head)
    fields = _fields(_ORG_FIELD, match["fields"]) if match else {}
    if match is None or not any(fold_name(name) == "title" for name in fields):
        return None
    fields = {
        name: _ORG_STAMP.sub(lambda found: " ".join(filter(None, found.groups())), value)
        for name, value in fields.items()
    }
    return fields, _without(_ORG_MARKS, text[match.end() :])


def _stamp(found: re.Match[str]) -> str:
    return " ".join(filter(None, found.groups()))


def _fields(line: re.Pattern[str], block: str) -> dict[str, Any]:
    return {match["name"].strip().lower(): match["value"].strip() for match in line.finditer(block)}


def _without(marks: tuple[tuple[re.Pattern[str], Any], ...], text: str) -> str:
    for mark, instead in marks:
        text = mark.sub(instead, text)
    return text
