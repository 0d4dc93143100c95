"""OPML, the lists that feed readers import and export (opml.org, versions 1 and 2): outlines of feeds, in folders.

What the format does not know of a source (sitemaps, media type, tier ...) stands in attributes of our own namespace,
which other programs pass over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from mediawatch.collect.urls import request_url
from mediawatch.collect.web.sources import Source
from mediawatch.collect.web.xml_listings import prepared
from mediawatch.errors import Quarantine, UsageError
from mediawatch.model import MEDIA_TYPES

MAX_OUTLINES = 50_000
"""Of one file; feed readers hold some hundreds, public lists some thousands."""
NAMESPACE = "https://mediawatch.invalid/opml"
"""Names our own attributes. It is nobody's address: `invalid` is reserved for that (RFC 2606)."""

_OWN = f"{{{NAMESPACE}}}"
_METADATA = ("publisher", "country", "media_type", "tier", "region")
_KINDS = {"sitemap": "sitemaps", "site": "sites"}
_FEED_BEFORE = re.compile(r"feed:(?://)?(?=https?:)", re.IGNORECASE)  # feed:https://host/path
_FEED_SCHEME = re.compile(r"feed:(?=//)", re.IGNORECASE)  # feed://host/path
_COUNTRY = re.compile(r"[A-Z]{2}\Z")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")


@dataclass(slots=True)
class Outline:
    """One feed, sitemap or page of an OPML file, with what the file says of it."""

    url: str
    kind: str  # the key of a source file: feeds, sitemaps, sites
    title: str | None = None
    html_url: str | None = None
    language: str | None = None
    collections: tuple[str, ...] = ()
    source_id: str | None = None  # in a file that MediaWatch wrote
    said: dict[str, str | int] = field(default_factory=dict)  # publisher, country, media_type, tier, region


@dataclass(slots=True)
class OpmlFile:
    """What an OPML file lists, each address once, and a line for each outline that names none that can be asked."""

    title: str | None = None
    outlines: list[Outline] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def read_opml(data: bytes, name: str) -> OpmlFile:
    """The outlines of an OPML file, well-formed or not; `name` is what to call it. Raises UsageError for others."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    root: etree._Element | None
    try:
        root = etree.fromstring(prepared(data, keep_root=True), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    body = None if root is None else next((item for item in root.iter() if _local(item) == "body"), None)
    if root is None or (body is None and _local(root) != "opml"):
        raise UsageError(f"{name} is no OPML file: it has no <opml> with a <body> of outlines")
    found = OpmlFile(_clean(next((item.text for item in root.iter() if _local(item) == "title"), None)))
    unique: dict[tuple[str, str], Outline] = {}
    for count, (element, folders) in enumerate(_walk(body if body is not None else root, ())):
        if count >= MAX_OUTLINES:
            found.faults.append(f"it has more than {MAX_OUTLINES:,} outlines; the others were not read")
            break
        outline = _outline(element, folders, found.faults)
        if outline is None:
            continue
        before = unique.setdefault((outline.kind, outline.url), outline)
        before.collections = tuple(dict.fromkeys((*before.collections, *outline.collections)))
    found.outlines = list(unique.values())
    return found


def _local(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _walk(element: etree._Element, folders: tuple[str, ...]) -> Iterator[tuple[etree._Element, tuple[str, ...]]]:
    """Outlines with the titles of the folders around them."""
    waiting = [(child, folders) for child in reversed(element)]
    while waiting:
        item, around = waiting.pop()
        within = around
        if _local(item) == "outline":
            yield item, around
            title = _title(item)
            if len(item) and title and _attribute(item, "xmlurl") is None:
                within = (*around, title)
        waiting += [(child, within) for child in reversed(item)]


def _attribute(element: etree._Element, name: str) -> str | None:
    """An attribute in whatever case: programs write xmlUrl, xmlurl and XMLURL."""
    return next((_clean(str(value)) for key, value in element.attrib.items() if str(key).lower() == name), None)


def _clean(text: str | None) -> str | None:
    """On one line and not endless; None where nothing is left."""
    return "".join(char for char in " ".join((text or "").split())[:200] if char.isprintable()).strip() or None


def _title(element: etree._Element) -> str | None:
    return _attribute(element, "title") or _attribute(element, "text")


def _outline(element: etree._Element, folders: tuple[str, ...], faults: list[str]) -> Outline | None:
    """The feed that an outline names; None for a folder, and for what is said in `faults`."""
    title = _title(element)
    link = next((str(value) for key, value in element.attrib.items() if str(key).lower() == "xmlurl"), None)
    where = f"line {element.sourceline}: {title or 'an outline without a title'}"
    if link is None or not link.strip():
        if link is not None or not len(element):
            page = _attribute(element, "htmlurl") or _attribute(element, "url")
            advice = f"; `mediawatch sources discover {page}` looks for some" if page else ""
            faults.append(f"{where}: it names no feed (xmlUrl){advice}")
        return None
    declared = (_attribute(element, "type") or "").lower()
    try:
        url = request_url(_FEED_SCHEME.sub("http:", _FEED_BEFORE.sub("", link.strip())))
    except Quarantine as problem:
        faults.append(f"{where}: {problem.detail}")
        return None
    return Outline(
        url=url,
        kind=_KINDS.get(declared, "feeds"),
        title=title,
        html_url=_attribute(element, "htmlurl"),
        language=_language(_attribute(element, "language")),
        collections=tuple(dict.fromkeys((*folders, *_categories(_attribute(element, "category"))))),
        source_id=element.get(f"{_OWN}source"),
        said=_said(element),
    )


def _categories(text: str | None) -> list[str]:
    """Of `/News/World,Sport`: OPML 2 has paths and words, parted by commas."""
    return [part.strip() for path in (text or "").split(",") for part in path.split("/") if part.strip()]


def _language(text: str | None) -> str | None:
    if not text:
        return None
    first, _, rest = text.replace("_", "-").partition("-")
    code = f"{first.lower()}-{rest}" if rest else first.lower()
    return code if _LANGUAGE.match(code) else None


def _said(element: etree._Element) -> dict[str, str | int]:
    own = {
        name: _clean(element.get(f"{_OWN}{name}")) for name in ("publisher", "country", "media_type", "tier", "region")
    }
    said: dict[str, str | int] = {name: own[name] or "" for name in ("publisher", "region") if own[name]}
    if own["country"] and _COUNTRY.match(own["country"]):
        said["country"] = own["country"]
    if own["media_type"] in MEDIA_TYPES:
        said["media_type"] = own["media_type"] or ""
    if own["tier"] and own["tier"].isdigit() and 1 <= int(own["tier"][:2]) <= 9:
        said["tier"] = int(own["tier"])
    return said


# ------------------------------------------------------------------ writing
def write_opml(sources: Iterable[Source], title: str) -> bytes:
    """An OPML 2 file of the sources: a folder for each collection, a source in each of its own, those without any at
    the top. Sitemaps and pages stand in it with types of their own, so that the file can be read again."""
    root = etree.Element("opml", version="2.0", nsmap={"mediawatch": NAMESPACE})
    etree.SubElement(etree.SubElement(root, "head"), "title").text = title
    body = etree.SubElement(root, "body")
    listed = list(sources)
    folders = sorted({name for source in listed for name in source.collections})
    for source in listed:
        if not source.collections:
            _add(body, source)
    for name in folders:
        folder = etree.SubElement(body, "outline", text=name, title=name)
        for source in listed:
            if name in source.collections:
                _add(folder, source)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _add(folder: etree._Element, source: Source) -> None:
    page = source.sites[0] if source.sites else None
    for kind, urls in (("rss", source.feeds), ("sitemap", source.sitemaps), ("site", source.sites)):
        for url in urls:
            outline = etree.SubElement(folder, "outline", type=kind, text=source.name, title=source.name, xmlUrl=url)
            if page is not None and kind == "rss":
                outline.set("htmlUrl", page)
            if source.language:
                outline.set("language", source.language)
            outline.set(f"{_OWN}source", source.source_id)
            for name in _METADATA:
                if (value := getattr(source, name)) is not None:
                    outline.set(f"{_OWN}{name}", str(value))
