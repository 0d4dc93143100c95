"""One JSON object as an article: what schema.org, ninjs, news services, feeds and extractors write, by the table of
names."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from mediawatch.clean.dates.written import Order
from mediawatch.clean.draft import Draft
from mediawatch.clean.formats.markdown import strip_markdown
from mediawatch.clean.formats.markup import has_tags, plain_of
from mediawatch.clean.formats.named_fields import NamedFields, use_fields
from mediawatch.clean.formats.plain_text import finish_body, parse_plain
from mediawatch.clean.text import one_line, repair, sanitise
from mediawatch.collect.containers.document_blocks import are_blocks, article_of, blocks_of, kept_text
from mediawatch.collect.containers.field_names import are_parts, fold_name, inner_article, names_of
from mediawatch.errors import Quarantine

_CUT = re.compile(r"\s*(?:(?:\.{3}\s?)?\[\+?\s?\d+\s+chars\]|\(?(?:Continued|continued)…\)?)\s*$")
"""What NewsAPI and its kin put at the end of a text that they have cut off."""
_TYPES = ("contenttype", "format", "mimetype", "type")
_WRITTEN = ("value", "content", "text", "raw")
_PARTS = {
    *("text", "value", "body", "content", "contents", "summary", "headline", "title", "heading", "paragraph", "html"),
    *("paragraphs", "sections", "blocks", "children", "data", "items", "rendered", "bodyhtml", "bodytextsummary"),
    *("elements", "quote", "root", "main", "articlebody", "fulltext", "innerhtml", "plaintext", "richtext"),
    *("raw", "model", "question", "answer"),
}
"""Folded keys of structured texts under which words or further parts stand: fundus, the Guardian, Editor.js,
ProseMirror and its kin."""
_INLINE = {"text", "link", "hyperlink", "bold", "italic", "em", "strong", "span", "extended-text"}
"""Types of parts that do not end a paragraph."""
_WHOLE_PAGE = re.compile(r"<(?:!doctype|html|body)\b", re.IGNORECASE)

MAX_PARTS = 20_000
MAX_NESTED = 30
SHORT = 0.5
"""Share of the longest text's length under which a better named text is taken for a cut one."""


def parse_item(text: str, *, publisher: str = "", method: str = "json") -> Draft:
    """The Draft of a JSON item; `publisher` is what its container says, `method` names the kind of container.

    Raises Quarantine bad_json or not_an_article.
    """
    try:
        item = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Quarantine("bad_json", f"not JSON: {error}") from error
    if isinstance(item, list) and len(item) == 1:
        item = item[0]
    if are_blocks(blocks := blocks_of(item)):
        return _of_blocks(article_of(blocks), method)
    if not isinstance(item, dict):
        raise Quarantine("bad_json", f"an article is a JSON object, this is a {type(item).__name__}")
    return parse_fields(dict(inner_article(item)), method=method, publisher=publisher)


def _of_blocks(article: dict[str, Any], method: str) -> Draft:
    """The Draft of a document that a program has taken apart: what stands below its title is read as in a text."""
    draft = parse_plain("\n\n".join(article["text"]), headline=article.get("headline", ""))
    draft.extraction_method = method
    draft.url = article.get("url") or draft.url
    if not draft.body.strip():
        raise Quarantine("not_an_article", "there is no text in its blocks")
    return draft


def parse_fields(item: dict[str, Any], *, method: str, publisher: str = "", order: Order | None = None) -> Draft:
    """The Draft of an object with named fields. Raises Quarantine not_an_article where there is no text in it."""
    fields = NamedFields(item)
    draft = Draft(body="", extraction_method=method)
    body = _body(fields, draft)
    if not body.strip():
        raise Quarantine(
            "not_an_article",
            f"no text under any name that field_names.yaml knows; its names: {', '.join(map(str, list(item)[:20]))}"[
                :500
            ],
        )
    if cut := _CUT.search(body):
        draft.warn("cut-text", f"its source gives the beginning alone: {cut[0].strip()}")
        body = body[: cut.start()]
    repaired = repair(body)
    if repaired != body and sanitise(repaired) != sanitise(body):
        draft.warn("mojibake-repaired", "characters read in a wrong encoding before delivery")
    title = draft.headline  # that stands among the blocks of the text
    use_fields(fields, draft, method, body=repaired, publisher=publisher, order=order)
    if title.casefold() != draft.headline.casefold():  # a field has the headline: it is the heading of a part
        repaired = f"{title}\n\n{repaired}" if title else repaired
    finish_body(repaired, draft, stated="articleBody" in item)
    for words in fields.unread(draft.body):
        draft.warn("unread-field", words)
    return draft


def _body(fields: NamedFields, draft: Draft) -> str:
    """The text by the best name that has one, unless a text twice as long shows that it was cut."""
    found = [
        text
        for name, value in fields.named("text")
        if (text := _text_of(value, draft, markdown=name in names_of("markdown") or fields.is_markdown)).strip()
    ]
    if found:
        return _first_whole(found)
    for name, value in (*fields.named("in_parts"), *fields.named("in_updates")):
        if are_parts(name, value) and (text := _text_of(value, draft)).strip():
            return text
    for value in fields.values("markup"):
        if isinstance(value, str) and not _WHOLE_PAGE.search(value) and (text := plain_of(value)).strip():
            return text
    summaries = [text for value in fields.values("summary") if (text := _text_of(value, draft)).strip()]
    if summaries:
        draft.warn("summary-only", "there is no text; the summary stands in its place")
    return _first_whole(summaries)


def _first_whole(texts: list[str]) -> str:
    """The first of some texts, unless one twice as long shows that it was cut."""
    longest = max(map(len, texts), default=0)
    return next((text for text in texts if len(text) >= SHORT * longest), "")


def _text_of(value: Any, draft: Draft, *, markdown: bool = False) -> str:
    """The text of a value: plain, HTML (escaped or not), Markdown where it says so, paragraphs, or a tree of blocks."""
    if isinstance(value, str) and not isinstance(tree := _tree_of(value), dict | list):
        return strip_markdown(value, draft) if markdown else plain_of(value)
    value = tree if isinstance(value, str) else value
    if isinstance(value, dict) and isinstance(value.get("raw"), dict | list) and isinstance(value.get("html"), str):
        return plain_of(value["html"])  # Hygraph tells one text in several forms
    if not isinstance(value, list | dict):
        return ""
    if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        return "\n\n".join(plain_of(part) for part in value)
    title, paragraphs = kept_text(value)
    if paragraphs:
        if title and not draft.headline:
            draft.headline, draft.headline_source = one_line(plain_of(title)), "heading"
        return "\n\n".join(map(plain_of, paragraphs))
    if renditions := _renditions(value):
        kind, text = renditions[0]
        return strip_markdown(text, draft) if "markdown" in kind else plain_of(text)
    if isinstance(value, dict) and isinstance(value.get("markups"), list) and isinstance(value.get("sections"), list):
        return _mobiledoc(value)
    if (operations := value.get("ops") if isinstance(value, dict) else value) and (text := _inserted(operations)):
        return text
    pieces: list[str] = []
    for number, piece in enumerate(_pieces(value, 0)):
        if number >= MAX_PARTS:
            break
        pieces.append(piece)
    return re.sub(r"\n{3,}", "\n\n", "".join(pieces)).strip()


def _tree_of(text: str) -> Any:
    """The blocks that a text is when it is JSON itself, as databases keep what editors write; else None."""
    if not re.match(r"\s*(?:\{\s*\"|\[\s*\{)", text) or text.rstrip()[-1] not in "}]":
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _inserted(operations: Any) -> str:
    """The text of a Quill delta: `[{"insert": "words"}, {"insert": "\\n"}]`; empty for anything else."""
    if not isinstance(operations, list) or not all(isinstance(part, dict) and "insert" in part for part in operations):
        return ""
    words = "".join(part["insert"] for part in operations[:MAX_PARTS] if isinstance(part["insert"], str))
    return re.sub(r"\n+", "\n\n", words).strip()


def _mobiledoc(document: dict[str, Any]) -> str:
    """The text of a Mobiledoc, as Ghost kept it for years: sections are lists whose first number says what they are
    (1 words under a tag, 3 lists of words, 10 a card), words are the last of each of their markers."""

    def words(markers: Any) -> str:
        listed = markers if isinstance(markers, list) else []
        return "".join(
            mark[3] for mark in listed if isinstance(mark, list) and len(mark) > 3 and isinstance(mark[3], str)
        )

    cards = document.get("cards")
    paragraphs: list[str] = []
    for section in document["sections"][:MAX_PARTS]:
        match section:
            case [1, _, markers, *_]:
                paragraphs.append(words(markers))
            case [3, _, list(items), *_]:
                paragraphs.append("\n".join(f"- {words(item)}" for item in items))
            case [10, int(place), *_] if isinstance(cards, list) and 0 <= place < len(cards):
                match cards[place]:
                    case [_, {"markdown": str(text)}]:
                        paragraphs.append(strip_markdown(text, Draft("", "markdown")))
                    case [_, {"html": str(text)}]:
                        paragraphs.append(plain_of(text))
    return "\n\n".join(filter(str.strip, paragraphs))


def _renditions(value: Any) -> list[tuple[str, str]]:
    """(media type, text) of texts that say what they are, plain ones first: ninjs has several of one text."""
    listed = value if isinstance(value, list) else [value]
    found = []
    for part in listed:
        if not isinstance(part, dict):
            return []
        folded = {fold_name(key): held for key, held in part.items()}
        kind = next((str(folded[key]).casefold() for key in _TYPES if isinstance(folded.get(key), str)), "")
        text = next(
            (folded[key] for key in ("value", "content", "text", "raw") if isinstance(folded.get(key), str)), ""
        )
        if "role" not in folded and not re.search(r"/|html|markdown|plain", kind):
            return []
        found.append((kind, text))
    return sorted((pair for pair in found if pair[1].strip()), key=lambda pair: "html" in pair[0])


def _pieces(value: Any, depth: int) -> Iterator[str]:
    """The words of a tree of blocks with line feeds between its blocks."""
    if depth > MAX_NESTED:
        return
    if isinstance(value, str):
        yield plain_of(value) if has_tags(value) or "&" in value else value
    elif isinstance(value, list):
        for part in value:
            yield from _pieces(part, depth + 1)
            if not _inline(part):
                yield "\n\n"
    elif isinstance(value, dict):
        told: set[str] = set()
        for key, held in value.items():
            if fold_name(key) == "children" and (words := _leaves(held)):
                yield words + "\n\n"
            elif key == "textRun" and isinstance(held, dict) and isinstance(held.get("content"), str):
                yield held["content"]
            elif fold_name(key) in _PARTS and isinstance(held, str | list | dict):
                words = "".join(_pieces(held, depth + 1))
                if (letters := "".join(words.split())) in told:
                    continue  # one text in several forms, as Notion and others have it
                told.add(letters)
                yield words
                if not _inline(value):
                    yield "\n\n"


def _leaves(parts: Any) -> str:
    """The words of a block's children that have no type of their own (Slate) and thus are parts of one line."""
    if not isinstance(parts, list) or not all(
        isinstance(part, dict) and isinstance(part.get("text"), str) and not part.keys() & {"type", "_type", "children"}
        for part in parts
    ):
        return ""
    return "".join(part["text"] for part in parts)


def _inline(part: Any) -> bool:
    """Whether a part ends no paragraph. Arc calls its paragraphs texts, and their words `content`."""
    if isinstance(part, dict) and "textRun" in part:  # of a paragraph of Google's documents
        return True
    if isinstance(part, dict) and isinstance(part.get("content"), str):
        return False
    kind = part.get("type") or part.get("_type") or part.get("nodeType") if isinstance(part, dict) else None
    return isinstance(kind, str) and kind.casefold() in _INLINE
