"""One article in XML: an item of a feed, a NewsML or NITF document, a record with named fields."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from mediawatch.clean.draft import Draft
from mediawatch.clean.formats.json_item import parse_fields
from mediawatch.clean.language.charset import decode
from mediawatch.clean.text import one_line, sanitise
from mediawatch.errors import Quarantine

_LISTED = {"category", "author", "creator", "contributor", "keyword", "subject", "tag", "by", "media:credit"}
"""Elements that come several times, each of them a value."""
_MARKUP = {
    "p",
    "br",
    "div",
    "ul",
    "ol",
    "table",
    "h1",
    "h2",
    "h3",
    "h4",
    "blockquote",
    "span",
    "em",
    "strong",
    "a",
    "hl2",
}
"""Elements of a text with markup of its own."""
_AS_HTML = {
    **{"hl2": "h2", "block": "div", "media": "figure"},
    **{"head": "h2", "lb": "br", "list": "ul", "item": "li", "quote": "blockquote", "row": "tr", "cell": "td"},
    **{"hi": "span", "ref": "span", "entry": "div"},
    **{"sec": "div", "title": "h2", "disp-quote": "blockquote", "list-item": "li", "italic": "em", "bold": "strong"},
    **{"xref": "span", "ext-link": "span", "fig": "figure", "table-wrap": "figure"},
}
"""Elements of NITF, of TEI and of JATS and what they are in HTML."""
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z]{2,12}\d{0,2};")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_NITF = {
    "headline": ("hl1", "headline", "title"),
    "author": ("byline/person", "byline/byttl", "byline", "author"),
    "dateline": ("dateline/location", "dateline"),
    "text": ("body.content", "body-content"),
    "publisher": ("distributor/org", "distributor"),
}
_NEWSML = {
    "headline": ("headline", "HeadLine", "NewsLine", "title"),
    "author": ("contentMeta/by", "by", "ByLine", "contentMeta/creator/name", "creator/name"),
    "dateline": ("contentMeta/dateline", "dateline", "DateLine"),
    "publisher": ("infoSource/name", "provider/name", "Provider/Party", "creditline", "CreditLine"),
    "published": ("contentMeta/contentCreated", "itemMeta/firstCreated", "firstCreated", "itemMeta/versionCreated",
                  "versionCreated", "FirstCreated", "ThisRevisionCreated", "DateAndTime"),
    "modified": ("contentMeta/contentModified", "itemMeta/versionCreated"),
    "language": ("contentMeta/language",),
    "section": ("subject/name",),
    "text": ("inlineXML", "inlineData", "DataContent", "body.content"),
    "url": ("remoteInfo", "link"),
}  # fmt: skip
"""Field -> places of it, best first: local names of elements, `/` for one within another."""

_TEI = {
    "headline": ("titleStmt/title", "title"),
    "publisher": ("publicationStmt/publisher", "monogr/title"),
    "published": ("biblFull/publicationStmt/date", "sourceDesc/date", "publicationStmt/date", "date"),
    "url": ("publicationStmt/ptr", "sourceDesc/ptr", "publicationStmt/idno"),
    "section": ("textClass/classCode",),
    "text": ("text/body",),
}
"""The same for TEI, as trafilatura and corpora write it."""

_JATS = {
    "headline": ("title-group/article-title", "article-title"),
    "publisher": ("journal-title", "journal-id", "publisher-name"),
    "summary": ("abstract",),
    "section": ("subj-group/subject",),
    "url": ("self-uri",),
}
"""The same for what stands before the text in JATS, as journals and their archives write it."""
_FIRST_OUT = ("epub", "epub-ppub", "pub", "ppub", "collection")
"""Kinds of its days of publication, the first one first."""
_PEOPLE = ("given-names", "surname", "string-name", "collab")
"""Elements of a name in it."""

_MINOR = re.compile(r"sub|kick|over|catch|short|slug|seo|social|summary|teaser|deck", re.IGNORECASE)
"""Roles of headlines that are not the article's own."""

MAX_ELEMENTS = 50_000
MAX_NESTED = 100


def parse_xml(data: bytes, *, charset: str | None, kind: str, publisher: str = "", language: str = "") -> Draft:
    """The Draft of an XML element. `kind` is 'feed', 'newsml', 'nitf', 'tei' or 'record' (JATS
    among them); `publisher` and `language` are what the file says of all its items.
    Raises Quarantine('not_xml', 'not_an_article')."""
    root = _tree(data, charset)
    if kind == "nitf" or _local(root) == "nitf":
        fields = _nitf(root)
    elif kind == "tei":
        fields = _tei(root)
    elif kind == "newsml":
        fields = _newsml(root)
        if not fields.get("text"):  # a news item of another kind, such as those of Reuters' corpora
            fields = {**_fields(root), **{name: value for name, value in fields.items() if value}}
    elif (about := _first(root, ("front/article-meta",))) is not None and (front := about.getparent()) is not None:
        fields = _jats(root, front)
    else:
        fields = _fields(root)
    draft = parse_fields(fields, method="xml", publisher=publisher)
    draft.declared_language = draft.declared_language or _lang(root) or language or None
    return draft


def _tree(data: bytes, charset: str | None) -> etree._Element:
    """The element in `data`. Its prefixes were declared elsewhere, so they stay part of names."""
    text = decode(data, charset).text
    text = _ENTITY.sub(lambda match: html.unescape(match[0]).replace("&", "&amp;"), _DECLARATION.sub("", text))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True, remove_comments=True,
        remove_pis=True, encoding="utf-8",
    )  # fmt: skip
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise Quarantine("not_xml", f"no element can be read: {error}"[:300]) from error
    if root is None:
        raise Quarantine("not_xml", "there is no element in it")
    return root


def _local(element: etree._Element) -> str:
    name = element.tag if isinstance(element.tag, str) else ""
    return name.rpartition("}")[2].rpartition(":")[2]


def _prefixed(element: etree._Element) -> str:
    """The element's name with the prefix that means something (`content:encoded`, `dc:creator`)."""
    name = element.tag if isinstance(element.tag, str) else ""
    prefix = element.prefix or (name.partition(":")[0] if ":" in name and "}" not in name else "")
    local = _local(element)
    return f"{prefix}:{local}" if prefix in ("dc", "content", "media", "dcterms") else local


def _lang(root: etree._Element) -> str:
    return root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("lang") or ""


def _children(element: etree._Element) -> Iterator[etree._Element]:
    return (child for child in element if isinstance(child.tag, str))


def _fields(root: etree._Element) -> dict[str, Any]:
    """The children of an element as named fields: RSS, Atom, RDF and records."""
    fields: dict[str, Any] = {}
    for child in _children(root):
        name = _prefixed(child).removeprefix("dcterms:")
        value = _value(child)
        if value in (None, ""):
            continue
        if name.rpartition(":")[2].lower() in _LISTED:
            fields.setdefault(name, []).append(value)
        elif name == "link" and child.get("rel") not in (None, "alternate"):
            continue
        else:
            fields.setdefault(name, value)
    for key, held in root.attrib.items():
        fields.setdefault(str(key).rpartition("}")[2], str(held))
    return fields


def _value(element: etree._Element) -> Any:
    """Text, markup where there is some, an address of a link, or a name within (Atom's author)."""
    href = element.get("href")
    if href and not _text(element):
        return {"url": href}
    inner = list(_children(element))
    if any(_local(child).lower() in _MARKUP for child in inner):
        return _markup(element)
    if inner and not (element.text or "").strip():
        return {_local(child): _text(child) for child in inner[:50]} if len(inner) < 50 else _markup(element)
    return _text(element) or element.get("term") or element.get("label") or element.get("name") or ""


def _text(element: etree._Element) -> str:
    return "".join(str(part) for part in element.itertext()).strip()


def _markup(element: etree._Element) -> str:
    """The content of an element as HTML, without prefixes."""
    pieces: list[str] = []
    count = 0

    def write(node: etree._Element, depth: int) -> None:
        nonlocal count
        count += 1
        if count > MAX_ELEMENTS or depth > MAX_NESTED:
            return
        pieces.append(_escaped(node.text))
        for child in node:
            if isinstance(child.tag, str):
                name = _AS_HTML.get(_local(child).lower(), _local(child).lower())
                pieces.append(f"<{name}>")
                write(child, depth + 1)
                pieces.append(f"</{name}>")
            pieces.append(_escaped(child.tail))

    write(element, 0)
    return "".join(pieces)


def _escaped(text: str | None) -> str:
    return (text or "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _all(root: etree._Element, path: str) -> list[etree._Element]:
    """The elements at a path of local names anywhere below `root`, in any case."""
    *around, last = path.casefold().split("/")
    found = []
    for element in root.iter():
        if not isinstance(element.tag, str) or _local(element).casefold() != last:
            continue
        above: list[str] = [_local(parent).casefold() for parent in element.iterancestors()]
        place = 0
        for name in reversed(around):
            if name not in above[place:]:
                break
            place = above.index(name, place) + 1
        else:
            found.append(element)
    return found


def _first(root: etree._Element, paths: tuple[str, ...]) -> etree._Element | None:
    return next((found[0] for path in paths if (found := _all(root, path))), None)


def _nitf(root: etree._Element) -> dict[str, Any]:
    """The fields of a NITF document."""
    fields: dict[str, Any] = {}
    for field, paths in _NITF.items():
        if field == "author":
            people = next((found for path in paths if (found := _all(root, path))), [])
            fields["author"] = [one_line(_text(person)) for person in people]
        elif (element := _first(root, paths)) is not None:
            fields[field] = _markup(element) if field == "text" else one_line(_text(element))
    stated = (
        (_first(root, ("dateline/story.date", "story.date")), "norm"),
        (_first(root, ("date.issue",)), "norm"),
        (_first(root, ("pubdata",)), "date.publication"),
        (_first(root, ("date.release",)), "norm"),
    )
    fields["published"] = next((value for node, name in stated if node is not None and (value := node.get(name))), "")
    pubdata = _first(root, ("pubdata",))
    if pubdata is not None:
        fields["publisher"] = pubdata.get("name") or fields.get("publisher", "")
        fields["section"] = pubdata.get("position.section") or ""
    fields["keywords"] = [node.get("key") or "" for node in _all(root, "keyword")]
    return fields


def _tei(root: etree._Element) -> dict[str, Any]:
    """The fields of a TEI document."""
    fields: dict[str, Any] = {}
    for field, paths in _TEI.items():
        if (element := _first(root, paths)) is None:
            continue
        if field == "text":
            fields[field] = _markup(element)
        elif field == "published":
            fields[field] = element.get("when") or one_line(_text(element))
        elif field == "url":
            fields[field] = element.get("target") or one_line(_text(element))
        else:
            fields[field] = one_line(_text(element))
    authors = _all(root, "titleStmt/author") or _all(root, "author")
    fields["author"] = list(dict.fromkeys(one_line(_text(author)) for author in authors))
    return fields


def _jats(root: etree._Element, front: etree._Element) -> dict[str, Any]:
    """The fields of an article in JATS."""
    fields: dict[str, Any] = {}
    for field, paths in _JATS.items():
        if (element := _first(front, paths)) is not None:
            stated = next((value for name, value in element.attrib.items() if str(name).endswith("}href")), "")
            fields[field] = str(stated) or (_markup(element) if field == "summary" else one_line(_text(element)))
    for number in _all(root, "xref"):
        if not any(map(str.isalpha, _text(number))):
            number.text = None  # of a reference below the text
            for part in list(number):
                number.remove(part)
    fields["text"] = "".join(_markup(child) for child in _children(root) if _local(child) == "body")
    fields["author"] = [
        {_local(part): one_line(_text(part)) for part in person.iter() if _local(part) in _PEOPLE}
        for person in _all(front, "contrib")
        if person.get("contrib-type") in (None, "author")
    ]
    fields["published"] = _jats_day(front)
    fields["keywords"] = [one_line(_text(node)) for node in _all(front, "kwd")]
    return fields


def _jats_day(front: etree._Element) -> str:
    """The first day of publication that states year, month and day; else the first one that states less."""

    def rank(date: etree._Element) -> tuple[bool, int]:
        kind = date.get("pub-type") or date.get("date-type") or ""
        return len(stated(date)) < 3, _FIRST_OUT.index(kind) if kind in _FIRST_OUT else len(_FIRST_OUT)

    def stated(date: etree._Element) -> list[str]:
        parts = {_local(part): _text(part) for part in _children(date)}
        return [parts[name].zfill(2) for name in ("year", "month", "day") if parts.get(name, "").isdecimal()]

    dates = _all(front, "pub-date")
    return "-".join(stated(min(dates, key=rank))) if dates else ""


def _newsml(root: etree._Element) -> dict[str, Any]:
    """The fields of a NewsML-G2 item (or of NewsML 1)."""
    fields: dict[str, Any] = {}
    for field, paths in _NEWSML.items():
        element = _headline(root, paths) if field == "headline" else _first(root, paths)
        if element is None:
            continue
        if field == "text":
            fields[field] = _newsml_text(element)
        elif field == "language":
            fields[field] = element.get("tag") or _text(element)
        elif field == "url":
            fields[field] = element.get("href") or ""
        elif field == "publisher":
            fields[field] = one_line(_text(element)) or element.get("FormalName") or ""
        else:
            fields[field] = one_line(_text(element))
    fields["keywords"] = [one_line(_text(node)) for node in _all(root, "contentMeta/keyword")]
    if not fields.get("publisher"):
        source = _first(root, ("infoSource", "provider"))
        fields["publisher"] = (source.get("literal") or "") if source is not None else ""
    return fields


def _headline(root: etree._Element, paths: tuple[str, ...]) -> etree._Element | None:
    """The headline of a NewsML item among those that it states: in the item's language, of no minor role, of the first
    rank."""
    found = next((found for path in paths if (found := _all(root, path))), [])
    stated = _first(root, ("contentMeta/language",))
    language = ((stated.get("tag") if stated is not None else "") or _lang(root)).partition("-")[0].casefold()

    def worse(element: etree._Element) -> tuple[bool, bool, int]:
        own = _lang(element).partition("-")[0].casefold()
        rank = element.get("rank") or "1"
        minor = _MINOR.search(element.get("role") or "") is not None
        return bool(language and own and own != language), minor, int(rank) if rank.isdecimal() else 1

    return min(found, key=worse) if found else None


def _newsml_text(element: etree._Element) -> str:
    """The text of a content set: XHTML, NITF or escaped markup."""
    body = _first(element, ("body.content", "body")) if len(element) else None
    if body is None:
        body = element
    return _markup(body) if len(body) else sanitise(_text(body))
