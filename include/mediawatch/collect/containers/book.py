"""Books (`.epub`): issues of papers and magazines, a page for each article. Their pages one after the other, as items
need a place in a text."""

from __future__ import annotations

import hashlib
import posixpath
import re
from urllib.parse import unquote

from lxml import etree

from mediawatch.collect.containers.item import Item
from mediawatch.collect.containers.zipped import opened, read_member
from mediawatch.errors import Quarantine, Reason
from mediawatch.model import media_type

MIN_LETTERS = 200
"""Letters of a page that can be an article; covers, title pages and tables of contents have fewer or are links."""
MAX_LINKED = 0.5
"""Share of a page's letters that may stand in links; of a table of contents nearly all do."""

_TAG = re.compile(rb"<[^>]*>")
_UNSEEN = re.compile(rb"<(head|script|style|nav)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_LINK = re.compile(rb"<a\b[^>]*>(.*?)</a\s*>", re.IGNORECASE | re.DOTALL)
_CALIBRE = ("calibre", "unknown")


def book_pages(data: bytes, limit: int) -> tuple[bytes, list[Item]]:
    """(the pages of a book in the order of reading, an item for each that can be an article). Items are numbered as
    the pages are. Raises Quarantine: broken_zip, zip_bomb, too_large."""
    with opened(data, limit) as archive:
        container = _xml(read_member(archive, "META-INF/container.xml"))
        place = next(
            (str(node.get("full-path")) for node in container.iter("{*}rootfile") if node.get("full-path")), ""
        )
        package = _xml(read_member(archive, place))
        home = posixpath.dirname(place)
        paths = {
            node.get("id"): posixpath.normpath(posixpath.join(home, unquote(node.get("href") or "")))
            for node in package.iter("{*}item")
            if "html" in (node.get("media-type") or "") and "nav" not in (node.get("properties") or "").split()
        }
        spine = [node.get("idref") for node in package.iter("{*}itemref") if node.get("linear") != "no"]
        names = set(archive.namelist())
        described = media_type(
            "text/html",
            publisher=_stated(package, "publisher") or _stated(package, "title"),
            published=_stated(package, "date"),
            language=_stated(package, "language"),
        )
        pages = bytearray()
        items: list[Item] = []
        for number, name in enumerate((paths[key] for key in spine if key in paths), 1):
            if name not in names:
                continue
            page = read_member(archive, name)
            if _can_be_article(page):
                sha256 = hashlib.sha256(page).hexdigest()
                items.append(Item(str(number), len(pages), len(page), sha256, media_type=described))
            pages += page + b"\n"
    if not items:
        raise Quarantine(Reason.BROKEN_ZIP, "no page of the book holds a text")
    return bytes(pages), items


def _xml(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Quarantine(Reason.BROKEN_ZIP, f"the book does not say what is in it: {error}"[:300]) from error
    if root is None:
        raise Quarantine(Reason.BROKEN_ZIP, "the book does not say what is in it")
    return root


def _stated(package: etree._Element, name: str) -> str:
    """What the book says of itself; a program's name is no publisher."""
    texts = (" ".join((node.text or "").split())[:200] for node in package.iter(f"{{*}}{name}"))
    return next((text for text in texts if text and text.casefold() not in _CALIBRE), "")


def _can_be_article(page: bytes) -> bool:
    seen = _UNSEEN.sub(b"", page)
    letters = len(b"".join(_TAG.sub(b"", seen).split()))
    linked = sum(len(b"".join(_TAG.sub(b"", match[1]).split())) for match in _LINK.finditer(seen))
    return letters >= MIN_LETTERS and linked <= MAX_LINKED * letters
