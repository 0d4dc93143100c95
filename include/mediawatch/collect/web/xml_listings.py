"""Feeds and sitemaps in XML: RSS 0.9 to 2.0, RDF, Atom; sitemaps, news sitemaps and their indexes.

All of it comes from strangers: XML is parsed without network, without entities of its own, within libxml2's limits,
and in recovery mode, since many feeds are not well-formed. A sitemap is read element by element, so that the memory it
takes is that of its bytes and addresses and not that of a tree.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html.entities import html5

from lxml import etree

from mediawatch.collect.links import join_url

FEED_ROOTS = frozenset({"rss", "feed", "rdf", "channel"})
SITEMAP_ROOTS = frozenset({"urlset", "sitemapindex"})

_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_HEAD = 64 * 1024
_WIDE = (b"\xff\xfe", b"\xfe\xff")  # byte order marks of UTF-16
_BEGINS = re.compile(rb"<\?xml[\s?]|<(?:[\w.-]+:)?(?:rss|feed|rdf|urlset|sitemapindex)[\s>]", re.IGNORECASE)
_IS_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_ELEMENT = re.compile(rb"<(?:[\w.-]+:)?([\w.-]+)")
_FIT = rb"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});)"
_BARE = re.compile(_FIT)
_REPAIR = re.compile(  # <![CDATA[a & b]]>, or a & b, or &nbsp;
    rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|" + _FIT + rb"(?:([A-Za-z][A-Za-z0-9]{1,31});)?", re.DOTALL
)
_SECONDS = re.compile(r"\d{10}(?:\d{3})?")  # 1767323045, or with milliseconds
_LOOSE_OFFSET = re.compile(r"(?<=[\d ])([+-]\d\d):(\d\d)\Z")  # Fri, 02 Jan 2026 03:04:05 +02:00
_LOOSE_DAY = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)")  # 2026/1/2 03:04
_NOON = re.compile(  # 3:04 PM
    r"(?<!\d)(?P<hour>0?[1-9]|1[0-2])(?P<rest>:\d\d(?::\d\d)?)\s*(?P<half>[AaPp])\.?[Mm]\b\.?"
)
_OPENS, _CLOSES = (
    re.compile(rb"<%s(?:[\w.-]+:)?(?:item|entry|url|sitemap)[\s>]" % slash, re.IGNORECASE) for slash in (b"", b"/")
)
_ELSEWHERE = ("source", "author", "image", "textinput", "contributor")
"""Elements of an entry whose links are not the entry's."""
_ALTERNATES = ("alternate", "http://www.iana.org/assignments/relation/alternate")
_PLAIN_TYPES = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class Entry:
    """One listed address. `nested`: it is itself a sitemap."""

    url: str
    changed: datetime | None = None
    nested: bool = False


def read_date(text: str | None) -> datetime | None:
    """A time of RFC 3339, of RFC 822, or a bare date, as feeds in the wild write them; in UTC. Seconds since 1970, as
    programs put out, are read too."""
    text = (text or "").strip()
    if not text:
        return None
    if _SECONDS.fullmatch(text):
        return datetime.fromtimestamp(int(text[:10]), UTC)
    text = _LOOSE_OFFSET.sub(r"\1\2", text)
    if match := _LOOSE_DAY.match(text):
        year, month, day = match.groups()
        text = f"{year}-{month:0>2}-{day:0>2}{text[match.end() :]}"
    if match := _NOON.search(text):
        hour = int(match["hour"]) % 12 + 12 * (match["half"].lower() == "p")
        text = f"{text[: match.start()]}{hour:02}{match['rest']}{text[match.end() :]}"
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            date = read(text)
            return date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
        except (ValueError, IndexError, TypeError, OverflowError):  # OverflowError: it leads out of the calendar
            continue
    return None


def _replacement(match: re.Match[bytes]) -> bytes:
    if not match[0].startswith(b"&"):
        return match[0]  # CDATA or a comment
    name = match[1]
    if name is None:
        return b"&amp;"
    letters = html5.get(name.decode("ascii") + ";")
    return "".join(f"&#{ord(letter)};" for letter in letters).encode() if letters else b"&amp;" + name + b";"


def prepared(body: bytes, *, keep_root: bool = False) -> bytes:
    """The document from where it begins (programs print warnings before it), each `&` that begins no reference of XML
    read as a browser reads it in HTML: as the letter that it names there, else as itself. References in a document that
    declares entities of its own stay, and the parser leaves them out. `keep_root`: for a document that is no listing,
    which may quote one before it begins."""
    if body.startswith(_WIDE):
        try:
            return _without_encoding(body.decode("utf-16"))
        except UnicodeDecodeError:
            return body
    body = body.lstrip(b"\xef\xbb\xbf \t\r\n\f\v\0")
    begins = None if keep_root else _BEGINS.search(body, 0, _HEAD)
    declared = begins is not None and begins[0].startswith(b"<?")
    if begins is not None and (declared or not body.startswith((b"<!", b"<?"))):
        body = body if _IS_HTML.search(body, 0, begins.start()) else body[begins.start() :]
    return _repaired(body)


def _repaired(body: bytes) -> bytes:
    if b"<!ENTITY" in body[:_HEAD] or not _BARE.search(body):
        return body
    return _REPAIR.sub(_replacement, body)


def _without_encoding(text: str) -> bytes:
    text = re.sub(r"""(<\?xml[^>]*?)\s+encoding\s*=\s*["'][^"']*["']""", r"\1", text[:200], count=1) + text[200:]
    return _repaired(text.encode("utf-8", "replace"))


def root_name(body: bytes) -> str:
    """The name of a document's first element, in lower case and without prefix; '' where there is none."""
    head = body[:_HEAD]
    place = 0
    while (place := head.find(b"<", place)) >= 0:
        if head.startswith(b"<!--", place):
            ends = head.find(b"-->", place)
        elif head.startswith(b"<?", place):
            ends = head.find(b"?>", place)
        elif head.startswith(b"<!", place):
            ends = head.find(b">", place)
            opens = head.find(b"[", place, ends)
            if opens >= 0:  # a document type with declarations of its own
                ends = head.find(b"]", opens)
        else:
            match = _ELEMENT.match(head, place)
            return match[1].decode("ascii", "replace").lower() if match else ""
        if ends < 0:
            return ""
        place = ends + 1
    return ""


def _encoding(body: bytes, charset: str | None) -> str | None:
    """The character set to read `body` in, where it declares none itself (RFC 7303, section 3.2), or one of two or four
    bytes a letter that it cannot be in, since its declaration can be read. A header may name what the parser does not
    know, or what is none (`idna`)."""
    declared = re.match(rb"""<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]*)""", body)
    if declared:
        return "utf-8" if re.match(rb"utf-?(?:16|32)|ucs-?[24]|iso-10646-ucs", declared[1], re.IGNORECASE) else None
    if charset is None:
        return None
    try:
        etree.XMLParser(encoding=charset)
        return charset if "é".encode(charset) else None
    except (LookupError, ValueError):
        return None


def _name(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _text(element: etree._Element, *names: str) -> str | None:
    """Text of the first of `names` at any depth below."""
    for wanted in names:
        for child in element.iter():
            if _name(child) == wanted and child.text and child.text.strip():
                return str(child.text).strip()
    return None


def _base(element: etree._Element, base: str) -> str:
    """What addresses at `element` are relative to: `xml:base` of it and of all around it, each relative to the last."""
    stated = [around.get(_XML_BASE) for around in (element, *element.iterancestors())]
    for link in reversed(stated):
        base = join_url(base, link) or base
    return base


def _relation(link: etree._Element) -> str:
    return (link.get("rel") or "alternate").strip().lower()


def _alternate_rank(link: etree._Element) -> int:
    """How likely an Atom link is the page: one that says HTML, one that says nothing, other text, anything else."""
    declared = (link.get("type") or "").partition(";")[0].strip().lower()
    if declared in _PLAIN_TYPES or declared == "html":
        return 0
    if not declared:
        return 1
    return 3 if "json" in declared or not declared.startswith("text/") else 2


def _own_links(item: etree._Element) -> list[etree._Element]:
    """The links of an entry: its children, or where it has none, what lies deeper since an element before them was not
    closed."""
    links = [child for child in item if _name(child) == "link"]
    if links:
        return links
    own = []
    for element in item.iterdescendants():
        if _name(element) != "link":
            continue
        for around in element.iterancestors():
            if _name(around) in _ELSEWHERE or around is item or _name(around) in ("item", "entry"):
                own += [element] if around is item else []
                break
    return own


def _feed_link(item: etree._Element, base: str) -> str | None:
    """RSS: text of `origLink` (of services that stand between a feed and its readers), or of `link`, else a permanent
    `guid`, else `rdf:about`. Atom: the alternate `link`, HTML before others; else the `src` of the content. RSS's own
    link comes before one of Atom's in it."""
    for child in item:
        if _name(child) == "origlink" and (child.text or "").strip().lower().startswith(("http://", "https://")):
            return join_url(base, child.text)
    links = _own_links(item)
    for child in links:
        if not child.get("href") and child.text and child.text.strip():
            return join_url(_base(child, base), child.text)
    alternates = [child for child in links if child.get("href") and _relation(child) in _ALTERNATES]
    if alternates:
        best = min(alternates, key=_alternate_rank)
        return join_url(_base(best, base), best.get("href"))
    for child in item:
        permanent = child.get("isPermaLink", "true").lower() != "false"
        if _name(child) == "guid" and permanent and (child.text or "").strip().lower().startswith("http"):
            return join_url(_base(child, base), child.text)
    for child in item:
        declared = (child.get("type") or "").lower()
        if _name(child) == "content" and child.get("src") and declared in ("", *_PLAIN_TYPES):
            return join_url(_base(child, base), child.get("src"))
    about = item.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about")
    return join_url(_base(item, base), about) if about and about.strip().lower().startswith("http") else None


def _last(found: re.Pattern[bytes], body: bytes) -> int:
    place = -1
    for match in found.finditer(body):
        place = match.start()
    return place


def _whole(entries: Iterator[Entry | None], body: bytes) -> Iterator[Entry | None]:
    """The entries of a document, without its last one where the document breaks off in it: its address may be cut."""
    if _last(_OPENS, body) <= _last(_CLOSES, body):
        yield from entries
        return
    held: list[Entry | None] = []
    for entry in entries:
        yield from held
        held = [entry]


def feed_entries(body: bytes, base: str, charset: str | None = None) -> Iterator[Entry | None]:
    """Entries of an RSS or Atom feed, None for one that leads nowhere; `body` is prepared."""
    return _whole(_feed_entries(body, base, charset), body)


def _feed_entries(body: bytes, base: str, charset: str | None) -> Iterator[Entry | None]:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, recover=True, encoding=_encoding(body, charset)
    )
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        return
    for element in () if root is None else root.iter():
        if _name(element) in ("item", "entry"):
            url = _feed_link(element, base)
            changed = read_date(_text(element, "updated", "pubdate", "published", "date"))
            yield Entry(url, changed) if url else None


def sitemap_entries(body: bytes, base: str, charset: str | None = None) -> Iterator[Entry | None]:
    """Entries of a sitemap, a news sitemap or a sitemap index, None for one that leads nowhere; `body` is prepared."""
    return _whole(_sitemap_entries(body, base, charset), body)


def _sitemap_entries(body: bytes, base: str, charset: str | None) -> Iterator[Entry | None]:
    elements = etree.iterparse(
        io.BytesIO(body),
        events=("end",),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
        encoding=_encoding(body, charset),
    )
    try:
        for _, element in elements:
            name = _name(element)
            if name not in ("url", "sitemap"):
                continue
            link = next((child.text for child in element if _name(child) == "loc" and child.text), None)
            url = join_url(_base(element, base), link)
            changed = read_date(_text(element, "publication_date", "lastmod"))
            yield Entry(url, changed, name == "sitemap") if url else None
            element.clear()
            around = element.getparent()
            while around is not None and element.getprevious() is not None:
                del around[0]
    except (etree.XMLSyntaxError, ValueError):
        return  # what came before it has been read
