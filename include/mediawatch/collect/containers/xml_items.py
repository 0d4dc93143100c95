"""XML with articles: RSS, Atom, RDF, NewsML, NITF, and sets of records. Where the bytes of each stand.

Expat counts the bytes. It follows no reference out of the file, and a document type with entities of its own is refused
before they can grow.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat  # entity declarations are refused, see _Walk

from mediawatch.collect.containers.field_names import field_name, names_of
from mediawatch.collect.containers.item import Item
from mediawatch.errors import Quarantine, Reason
from mediawatch.model import media_type

MEDIA_TYPE = "application/xml"
ITEMS = {
    "item": "feed",
    "entry": "feed",
    "newsitem": "newsml",
    "nitf": "nitf",
    "tei": "tei",
    "article": "record",
}
"""Local names of elements that are articles, by the kind of file that has them. The outermost counts."""
NOT_WITHIN = {"channel": {"image", "textinput"}}

MAX_DEPTH = 200
"""Elements within each other; NewsML with its inline XHTML has fewer than 40."""
MAX_ATTRIBUTES = 500
"""Of one element; the time of parsers grows with their square."""
MAX_TITLE = 200


@dataclass(slots=True)
class _Walk:
    """What a pass of expat over a file finds."""

    names: Counter[tuple[str, ...]] = field(default_factory=Counter)  # paths of elements up to the third level
    spans: list[tuple[int, int, str]] = field(default_factory=list)  # first byte, end tag's first byte, name
    path: list[str] = field(default_factory=list)
    wanted: tuple[str, ...] | None = None  # path of the elements that are items; None: those of ITEMS
    inside: int = 0  # depth at which the current item stands; 0 outside
    started: int = 0
    title: list[str] = field(default_factory=list)
    language: str = ""
    in_title: bool = False


def xml_items(data: bytes) -> Iterator[Item]:
    """The articles of an XML file: those of the elements that feeds and news formats name, else the records below the
    root that have the fields of articles, else the file as a whole (number None).

    Raises Quarantine: not_xml, too_deep.
    """
    walk = _walk(data, None)
    spans = walk.spans
    kind = ITEMS.get(spans[0][2], "record") if spans else "record"
    if not spans and (path := _records(walk.names)):
        walk = _walk(data, path)
        spans = walk.spans
    title = " ".join("".join(walk.title).split())[:MAX_TITLE]
    described = media_type(MEDIA_TYPE, kind=kind, publisher=title if kind == "feed" else "", language=walk.language)
    charset = _charset(data)
    if not spans:
        yield Item(None, 0, len(data), hashlib.sha256(data).hexdigest(), media_type=described, charset=charset)
        return
    for number, (start, end, _) in enumerate(spans, 1):
        last = data.find(_close(charset), end)
        last = len(data) if last < 0 else last + len(_close(charset))
        sha256 = hashlib.sha256(data[start:last]).hexdigest()
        yield Item(str(number), start, last - start, sha256, media_type=described, charset=charset)


def _close(charset: str) -> bytes:
    return ">".encode(charset if charset.startswith("utf-16-") else "ascii")


def _charset(data: bytes) -> str:
    """The encoding of an XML file, whose items do not say it."""
    if data.startswith((b"\xff\xfe", b"<\0")):
        return "utf-16-le"
    if data.startswith((b"\xfe\xff", b"\0<")):
        return "utf-16-be"
    declaration = data[:200].partition(b"?>")[0]
    if b"encoding" in declaration:
        stated = declaration.partition(b"encoding")[2].strip(b" =\t\r\n")
        return stated[1:].split(stated[:1])[0].decode("ascii", "ignore").lower() or "utf-8"
    return "utf-8"


def _walk(data: bytes, wanted: tuple[str, ...] | None) -> _Walk:
    walk = _Walk(wanted=wanted)
    parser = expat.ParserCreate()
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.buffer_text = True

    def start(tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2].lower()
        walk.path.append(name)
        depth = len(walk.path)
        if len(attributes) > MAX_ATTRIBUTES:
            raise Quarantine(Reason.NOT_XML, f"an element has {len(attributes):,} attributes")
        if depth > MAX_DEPTH:
            raise Quarantine(Reason.TOO_DEEP, f"XML nested deeper than {MAX_DEPTH} elements")
        if depth <= 4:
            walk.names[tuple(walk.path)] += 1
            walk.language = walk.language or attributes.get("xml:lang", "")
        walk.in_title = not walk.inside and not walk.title and name == "title" and depth <= 3
        if not walk.inside and (tuple(walk.path) == wanted if wanted else name in ITEMS):
            walk.inside, walk.started = depth, parser.CurrentByteIndex

    def end(tag: str) -> None:
        if walk.inside == len(walk.path):
            walk.spans.append((walk.started, parser.CurrentByteIndex, walk.path[-1]))
            walk.inside = 0
        walk.in_title = False
        walk.path.pop()

    def text(content: str) -> None:
        if walk.in_title:
            walk.title.append(content)

    def entity(*_: object) -> None:
        raise Quarantine(Reason.NOT_XML, "it declares entities of its own, which no feed and no article needs")

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    parser.EntityDeclHandler = entity
    parser.UseForeignDTD(True)  # names of entities that HTML has (&nbsp;) are no error then
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise Quarantine(Reason.NOT_XML, str(error)) from error
    except (LookupError, ValueError) as error:  # an encoding that nobody knows
        raise Quarantine(Reason.NOT_XML, str(error)) from error
    return walk


def _records(names: Counter[tuple[str, ...]]) -> tuple[str, ...] | None:
    """The path of the elements below the root, or one further down, that have children named as fields of articles."""
    texts = set(names_of("text")) | set(names_of("summary"))
    heads = set(names_of("headline"))
    for depth in (2, 3):
        for path in [path for path in names if len(path) == depth]:
            below = {field_name(other[-1]) for other in names if other[:-1] == path}
            if below & texts and below & heads:
                return path
    return None
