"""Exports of press archives, LexisNexis, Factiva, ProQuest, Europresse and RIS: one file, many articles. Where each of
them begins and ends, told by the lines that the archives print between and around articles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from mediawatch.collect.containers.byte_text import ByteText
from mediawatch.collect.containers.item import Item
from mediawatch.model import media_type

_ACCESSION = r"[A-Za-z]{2,12}0{2,}(?:19|20)\d{6}[A-Za-z0-9]{6,14}"
"""Factiva's number of an article: the source's code, zeros, the day, and letters and digits."""
_FACTIVA_END = re.compile(rf"^[^\w\n]{{0,20}}(?:AN[ \t|]+)?\w{{1,20}}[ \t|]+{_ACCESSION}[ \t|]*\r?$", re.MULTILINE)
_FACTIVA_HTML = re.compile(rb"""<div[^>]{0,200}\bclass\s*=\s*["']article\s+[a-z]{2}Article\b[^>]*>""", re.IGNORECASE)
_LEXIS_HTML = re.compile(rb"<DOC\s+NUMBER\s*=\s*\"?\d+\"?\s*>", re.IGNORECASE)
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-zA-Z0-9_:.\-]{2,40})""", re.IGNORECASE)

_PROQUEST_RULE = re.compile(r"^_{30,}[ \t]*\r?$", re.MULTILINE)
_REFERENCE = r"TY[ \t]{1,3}- ?[A-Z]{2,8}[ \t]*\r?$|PMID-[ \t]\d{1,9}[ \t]*\r?$|%0[ \t][A-Z][A-Za-z ]{2,40}\r?$"
"""The first line of a reference: in RIS, as PubMed writes it (.nbib), as EndNote and Zotero do (.enw)."""
_RIS_BEGINS = re.compile(rf"\s*(?:{_REFERENCE})", re.MULTILINE)
_RIS_START = re.compile(rf"^(?:{_REFERENCE})", re.MULTILINE)
_ARTICLE_HTML = re.compile(rb"<article[\s>]", re.IGNORECASE)

LEXIS, FACTIVA, PROQUEST, EUROPRESSE, RIS = "lexis", "factiva", "proquest", "europresse", "ris"
"""The parameter `export` of the media type of an item."""


@cache
def labels() -> dict[str, Any]:
    """The words of export_labels.yaml: archive -> kind of line -> patterns."""
    import yaml

    loaded: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("export_labels.yaml").read_text("utf-8"))
    return loaded


def listed(kind: str) -> str:
    """The patterns of a kind of LexisNexis's lines as one alternative, longest first."""
    return "|".join(sorted(labels()["lexis"][kind], key=len, reverse=True))


@dataclass(frozen=True, slots=True)
class _Lines:
    start: re.Pattern[str]
    end: re.Pattern[str]
    length: re.Pattern[str]
    about: re.Pattern[str]


@cache
def _lines() -> _Lines:
    documents, of = listed("documents"), listed("of")
    count = rf"\d{{1,6}}\s+(?:{of})\s+\d{{1,6}}"
    flags = re.MULTILINE | re.IGNORECASE
    return _Lines(
        start=re.compile(rf"^[ \t\f]*(?:{count}\s+(?:{documents})|(?:{documents})\s+{count})[ \t]*\r?$", flags),
        end=re.compile(rf"^[ \t]*(?:{listed('end')})[ \t]*\r?$\n?", flags),
        length=re.compile(rf"^[ \t]*(?:{listed('length')})\s{{0,2}}:\s*[\d.,]+\s+\w+", flags),
        about=re.compile(rf"^[ \t]*(?:{listed('load')}|{listed('language')}|{listed('author')})\s{{0,2}}:", flags),
    )


def export_ranges(text: str) -> tuple[str, list[tuple[int, int]]] | None:
    """(archive, first and last character of each article) of an export as text; None for any other text."""
    if _RIS_BEGINS.match(text):
        return RIS, list(pairwise([*(match.start() for match in _RIS_START.finditer(text)), len(text)]))
    if ranges := _factiva(text):
        return FACTIVA, ranges
    if ranges := _lexis(text):
        return LEXIS, ranges
    ranges = _proquest(text)
    return (PROQUEST, ranges) if ranges else None


def _lexis(text: str) -> list[tuple[int, int]]:
    lines = _lines()
    if not lines.length.search(text):
        return []
    starts = [match.start() for match in lines.start.finditer(text)]
    if starts:
        ranges = list(pairwise([*starts, len(text)]))
    elif ends := [match.end() for match in lines.end.finditer(text)]:
        ranges = list(pairwise([0, *ends]))
    else:
        return [(0, len(text))] if lines.about.search(text) else []
    measured = sum(1 for start, end in ranges if lines.length.search(text, start, end))
    return ranges if 2 * measured >= len(ranges) else []


def _factiva(text: str) -> list[tuple[int, int]]:
    ends = [match.end() for match in _FACTIVA_END.finditer(text)]
    return list(pairwise([0, *ends])) if ends else []


@cache
def _proquest_lines() -> tuple[re.Pattern[str], re.Pattern[str]]:
    told = labels()["proquest"]
    flags = re.MULTILINE | re.IGNORECASE
    return (
        re.compile(rf"^(?:{'|'.join(told['text'])})\s?[:：]", flags),
        re.compile(rf"^(?:{'|'.join([*told['publisher'], *told['published']])})\s?[:：]", flags),
    )


def _proquest(text: str) -> list[tuple[int, int]]:
    """What stands between the rules and has a text and says where and when it appeared; not the list of titles before
    them and the notice behind them."""
    rules = [match.end() for match in _PROQUEST_RULE.finditer(text)]
    full, appeared = _proquest_lines()
    return [
        (start, end)
        for start, end in pairwise([*rules, len(text)])
        if full.search(text, start, end) and appeared.search(text, start, end)
    ]


def export_items(source: ByteText, charset: str | None, *, kind: str = "text/plain") -> Iterator[Item]:
    """The articles of an export, none where the text is none. `kind` is the media type of an item."""
    found = export_ranges(source.text)
    if found is None:
        return
    archive, ranges = found
    described = media_type(kind, export=archive)
    for number, (start, end) in enumerate(ranges, 1):
        yield source.item(number, start, end, media_type=described, charset=charset)


def html_export_items(data: bytes) -> Iterator[Item]:
    """The articles of an export as HTML, none where the page is none. The encoding that the page declares goes with
    each."""
    mark = labels()["europresse"]["article"][0].encode()
    for archive, pattern in ((FACTIVA, _FACTIVA_HTML), (LEXIS, _LEXIS_HTML), (EUROPRESSE, _ARTICLE_HTML)):
        if archive == EUROPRESSE and mark not in data:
            continue
        starts = [match.start() for match in pattern.finditer(data)]
        if not starts:
            continue
        declared = _META.search(data[:8192])
        charset = declared[1].decode("ascii").lower() if declared else None
        source = ByteText(data, "latin-1")  # a character a byte
        for number, (start, end) in enumerate(pairwise([*starts, len(data)]), 1):
            described = media_type("text/html", export=archive)
            yield source.item(number, start, end, media_type=described, charset=charset)
        return
