"""What a file called .txt is, told from how it begins."""

from __future__ import annotations

import codecs
import json
import re

from mediawatch.collect.containers.mail_heads import read_head
from mediawatch.collect.raw.screening import MAX_JSON_DEPTH

_HTML = re.compile(  # <title>
    r"<(?:!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p)[\s>]|<!--", re.IGNORECASE
)
"""The beginnings by which the WHATWG's MIME Sniffing Standard tells HTML."""
_XML = re.compile(r"<\?xml\s|<(?:rss|feed|rdf:RDF|newsItem|newsMessage|nitf)[\s>]")
_XHTML = re.compile(  # <?xml version="1.0"?><html
    r"(?:\s|<\?[^>]{0,300}\?>|<!--(?:(?!-->).){0,500}-->)*(?:<!doctype\s+html|<html[\s>])", re.IGNORECASE | re.DOTALL
)
"""XML whose first element is a page's."""

LOOKED_AT = 64 * 1024
"""Bytes of the beginning that are looked at; the heads of mails are the longest of what is told apart."""


def told_by_content(data: bytes) -> str:
    """The ending that a text file should have had (`.html`, `.eml`, `.json`, `.xml`), '' where it is a text."""
    text = beginning(data)
    head = text[:1024].lstrip("\ufeff \t\r\n")
    if _XML.match(head):
        return ".html" if _XHTML.match(head) else ".xml"
    if _HTML.match(head):
        return ".html"
    if head[:1] in ("{", "[") and _is_json(data):
        return ".json"
    return ".eml" if read_head(text) else ""


def beginning(data: bytes) -> str:
    """The first characters of a text: as its byte order mark says, as UTF-8 where that reads, else byte by byte."""
    part = data[:LOOKED_AT]
    for mark, codec in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if part.startswith(mark):
            return part.decode(codec, "replace")
    text = part.decode("utf-8", "replace")
    return part.decode("latin-1") if text.count("\ufffd") > 1 else text


def _is_json(data: bytes) -> bool:
    """Whether all of it, or its first line, is a JSON object or a list of such."""
    if data.count(b"[") + data.count(b"{") > 1_000_000 or data[:MAX_JSON_DEPTH].count(b"[") == MAX_JSON_DEPTH:
        return False
    for part in (data.split(b"\n", 1)[0], data):
        try:
            value = json.loads(part)
        except (ValueError, RecursionError):
            continue
        return isinstance(value, dict) or (isinstance(value, list) and all(isinstance(one, dict) for one in value[:5]))
    return False
