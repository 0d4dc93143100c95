"""The fields of one object (a JSON item, front matter, a row of a table) by the table of names, and what is in it that
the table does not know."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

from mediawatch.clean.dates.date_lines import strip_dates
from mediawatch.clean.dates.written import Order
from mediawatch.clean.draft import Draft
from mediawatch.clean.formats.markup import plain_of, unescaped
from mediawatch.clean.formats.stated_dates import looks_like_date, use_date
from mediawatch.clean.language.detect import detect
from mediawatch.clean.language.language_names import tag_of
from mediawatch.clean.page.headline import cut_site
from mediawatch.clean.people.names import split_authors
from mediawatch.clean.text import one_line
from mediawatch.collect.containers.field_names import (
    MAPPED,
    field_name,
    fold_name,
    folded_parts,
    is_placeholder,
    known_names,
    names_of,
    unwrapped,
)
from mediawatch.words import pattern

_NAMED = (
    "name",
    "title",
    "value",
    "@value",
    "rendered",
    "main",
    "original",
    "term",
    "label",
    "#text",
    "text",
    "$t",
    "_",
    "basic",
    "data",
    "attributes",
    "plain_text",
    "rich_text",
)
"""Keys under which an object that stands for a text holds it, best first."""
_FIRST_NAME = ("firstname", "givenname", "givennames", "given", "forename", "first")
_LAST_NAME = ("lastname", "familyname", "surname", "family", "last")
_NOTHING: tuple[Any, ...] = (None, "", [], {})
_ROLES = ("rel", "role", "type")
_AUTHORS = {"author", "creator", "contributor", "writer", "byline", "reporter", "journalist", "aut"}
"""Values of those keys that say that a person wrote the item, in lists of all who had to do with it."""
_DATE_NAME = re.compile(pattern("date_fields"))
_AUTHOR_NAME = re.compile(pattern("author_fields"))
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_IN_BRACKETS = re.compile(r"^\S+@\S+\s*\(([^()]+)\)$")
"""How RSS names an author: `ada@post.example (Ada Moor)`."""
_LOCALE = re.compile(r"[a-z]{2}[-_][A-Z]{2}")
_DOMAIN = re.compile(r"(?:https?://)?((?:[\w-]+\.)+[a-z]{2,24})/?", re.IGNORECASE)

HEADLINE_WORDS = 2
"""Words from which a value under a name for sections and headlines alike (`Rubrik`) is a headline."""
LONG_TEXT = 300
"""Characters from which a text under an unknown name may be the article's."""
PROBE = 120
"""Characters of its beginning that tell whether the body holds it."""
MAX_VALUES = 200
"""Values of one field that are looked at."""
MAX_DEPTH = 3
MAX_OFFSET = timedelta(hours=14)
"""The furthest that a zone is from UTC."""


class NamedFields:
    """What an object says of an article. Values come in the order of the table, the object's own before those of an
    object within it (`fields`, `_source`)."""

    def __init__(self, item: Mapping[str, Any]) -> None:
        self._item = item
        self._parts = folded_parts(item)
        self._present = frozenset().union(*self._parts)

    def named(self, field: str) -> Iterator[tuple[str, Any]]:
        """(folded name, value) of each name of a field under which something stands, best first. A name for the making
        of the record says nothing of a publication whose day the record leaves empty."""
        left_out = names_of("created") if field == "published" and self._leaves_day_out() else ()
        for name in (MAPPED + field, *names_of(field)):
            if name not in self._present or name in left_out:
                continue
            for part in self._parts:
                value = _of_one_language(part.get(name))
                if field == "headline" and name in names_of("section") and len(str(value).split()) < HEADLINE_WORDS:
                    continue  # the section in German, the headline in Swedish
                if value not in _NOTHING and not is_placeholder(value):
                    yield name, value

    def _leaves_day_out(self) -> bool:
        """Whether a name that speaks of publication stands there, and nothing under it."""
        return any(
            name in part and (part[name] in _NOTHING or is_placeholder(part[name]))
            for part in self._parts
            for name in names_of("published")
            if "publi" in name
        )

    def days(self) -> Iterator[Any]:
        """The values under the names of the day of publication. Of a local time beside the same in UTC, as WordPress
        has them, one with the offset between the two."""
        for name, value in self.named("published"):
            for part in self._parts:
                for ending in ("gmt", "utc"):
                    if stamp := _with_offset(
                        part.get(name.removesuffix(ending)), part.get(name.removesuffix(ending) + ending)
                    ):
                        yield stamp
            yield value

    def values(self, field: str) -> Iterator[Any]:
        """The values under the names of a field that say something, best first."""
        return (value for _, value in self.named(field))

    @property
    def is_markdown(self) -> bool:
        """Whether the object says of its text that it is Markdown."""
        stated = (part.get(key) for part in self._parts for key in ("format", "contenttype", "mimetype", "textformat"))
        return any(isinstance(kind, str) and "markdown" in kind.casefold() for kind in stated)

    def texts(self, field: str) -> Iterator[str]:
        """The values of a field as lines of text, of lists their first entry."""
        for value in self.values(field):
            if isinstance(value, list) and value and not isinstance(value[0], str | dict):
                continue
            if words := words_of(value):
                yield words[0]

    def text(self, field: str) -> str:
        """The first of them; empty where there is none."""
        return next(self.texts(field), "")

    def unread(self, body: str) -> Iterator[str]:
        """Names that the table does not know and whose value looks like a date, an author or a text that is not in
        `body`."""
        squeezed = ""
        for part in unwrapped(self._item):
            for key, value in list(part.items())[:MAX_VALUES]:
                name = field_name(key)
                if name in known_names() or name.startswith(MAPPED) or value in _NOTHING:
                    continue
                if _DATE_NAME.search(name) and looks_like_date(value):
                    yield f"{key} looks like a date"
                elif _AUTHOR_NAME.search(name) and (words := words_of(value)) and not words[0].startswith("http"):
                    yield f"{key} looks like an author"
                elif isinstance(value, str) and len(value) > LONG_TEXT and value.count(" ") > LONG_TEXT / 20:
                    squeezed = squeezed or " ".join(body.split())
                    text = " ".join(plain_of(value[: 4 * LONG_TEXT]).split())
                    if text[:PROBE] not in squeezed:
                        yield f"{key} looks like a text"


def use_fields(
    fields: NamedFields,
    draft: Draft,
    source: str,
    *,
    body: str,
    publisher: str = "",
    order: Order | None = None,
) -> None:
    """Fills `draft` with everything but the `body`, whose language dates in words are read in. `source` names the kind
    of file; `publisher` is what the file says of all its items, `order` how the file writes numeric dates where its
    other rows tell."""
    if headline := fields.text("headline"):
        draft.headline, draft.headline_source = headline, source
    stated = fields.text("language")
    draft.declared_language = tag_of(stated) or stated or None
    draft.url = next((url for value in fields.values("url") for url in _addresses(value)), None)
    use_date(fields.values("modified"), draft, source, published=False, body=body)
    use_date(fields.days(), draft, source, order=order, body=body)
    for names in map(people_of, fields.values("author")):
        if found := split_authors(names):
            draft.author, draft.author_source = found, source
            break
    if not draft.author and (found := split_authors(_writers(fields))):
        draft.author, draft.author_source = found, source
    if named := next((name for name in fields.texts("publisher") if _is_publisher(name)), "") or publisher:
        draft.publisher, draft.publisher_source = named, source
    elif hosts := [match[1] for name in fields.texts("publisher") if (match := _DOMAIN.fullmatch(name))]:
        draft.publisher, draft.publisher_source = hosts[0].lower().removeprefix("www."), "host"
    without = cut_site(draft.headline, [draft.publisher or ""])
    if draft.headline.startswith(without):  # `Bridge to open - Harrow Post`, as search engines and services write it
        draft.headline = without
    section = fields.text("section")
    draft.section = section if section and section != draft.headline else None  # Swedish: Rubrik
    draft.keywords = tuple(next((words for value in fields.values("keywords") if (words := _keywords(value))), ()))
    _use_dateline(fields.text("dateline"), draft, body)


def _use_dateline(stated: str, draft: Draft, body: str) -> None:
    """Uses a dateline: the place, and the day behind it where nothing else states one (`Berlin, 24. März 2026`)."""
    place, dated = stated, False
    if any(map(str.isdigit, stated)):
        place, dated = strip_dates(stated, draft.declared_language or detect(body).tag)
    draft.dateline = place.strip(" ,.|–—-") or None
    if dated and draft.date_published is None and not draft.doubts:
        use_date([stated], draft, "dateline", body=body)


def _of_one_language(value: Any) -> Any:
    """What a field says in its first language, where it says it by language (`{"en-US": ...}`); else itself."""
    if isinstance(value, dict) and value and all(_LOCALE.fullmatch(str(key)) for key in value):
        return next(iter(value.values()))
    return value


def _with_offset(local: Any, utc: Any) -> str:
    """A local time with its offset, by the same moment in UTC; empty where the two are none, or the same."""
    if not (isinstance(local, str) and isinstance(utc, str)) or local == utc:
        return ""
    try:
        own, other = datetime.fromisoformat(local), datetime.fromisoformat(utc.removesuffix("Z"))
    except ValueError:
        return ""
    if own.tzinfo is not None or other.tzinfo is not None or abs(own - other) > MAX_OFFSET:
        return ""
    return own.replace(tzinfo=timezone(own - other)).isoformat()


def words_of(value: Any, depth: int = 0) -> list[str]:
    """The lines of text in a value: a string, an object with a name, or a list of either. Markup is taken off."""
    if isinstance(value, str):
        text = _WIKI_LINK.sub(r"\1", unescaped(value[:4_000]))
        line = one_line(plain_of(text) if "<" in text else text)
        return [line] if line else []
    if isinstance(value, dict) and depth < MAX_DEPTH:
        for key in _NAMED:
            if found := words_of(value.get(key), depth + 1):
                return found
        folded = {fold_name(key): part for key, part in value.items() if isinstance(part, str)}
        if full := folded.get("fullname") or folded.get("displayname"):
            return [one_line(full)]
        first = next((folded[key] for key in _FIRST_NAME if folded.get(key)), "")
        last = next((folded[key] for key in _LAST_NAME if folded.get(key)), "")
        return [one_line(f"{first} {last}")] if first or last else []
    if isinstance(value, list) and depth < MAX_DEPTH:
        return [word for part in value[:MAX_VALUES] for word in words_of(part, depth + 1)]
    return []


def people_of(value: Any) -> list[str]:
    """The names in a value of `author`; of a list of people with roles those who wrote."""
    if isinstance(value, list):
        roled = [part for part in value if isinstance(part, dict) and _role(part)]
        wrote = [part for part in roled if _role(part) in _AUTHORS]
        if wrote or (len(roled) == len(value) and not any(_role(part) == "person" for part in roled)):
            value = wrote
    return [_IN_BRACKETS.sub(r"\1", name) for name in words_of(value)]


def _role(person: Mapping[str, Any]) -> str:
    stated = next((person[key] for key in _ROLES if isinstance(person.get(key), str)), "")
    return str(stated).rpartition(":")[2].rpartition("/")[2].casefold()


def _writers(fields: NamedFields) -> list[str]:
    """The contributors among an item's tags, where the Guardian names them."""
    return [
        word
        for value in fields.values("keywords")
        if isinstance(value, list)
        for part in value[:MAX_VALUES]
        if isinstance(part, dict) and _role(part) in _AUTHORS
        for word in (words_of(part) or words_of(part.get("webTitle")))
    ]


def _keywords(value: Any) -> list[str]:
    if isinstance(value, str):
        mark = next((mark for mark in (";", ",", "|") if mark in value), None)
        return [word for part in value.split(mark) for word in words_of(part)] if mark else words_of(value)
    if isinstance(value, list):
        value = [part for part in value if not (isinstance(part, dict) and _role(part) in _AUTHORS)]
        value = [part.get("webTitle", part) if isinstance(part, dict) else part for part in value]
    return words_of(value)


def _is_publisher(name: str) -> bool:
    return not _is_address(name) and fold_name(name) not in names_of("kinds")


def _is_address(text: str) -> bool:
    return "://" in text or text.startswith(("www.", "/")) or bool(re.fullmatch(r"[\d\W]+", text))


def _addresses(value: Any) -> Iterator[str]:
    """The web addresses in a value: a string, an object (`{"@id": ...}`) or a list of links."""
    if isinstance(value, str):
        text = value.strip().strip("<>")
        if text[:8].lower().startswith(("http://", "https://")) and not re.search(r"\s", text):
            yield text
    elif isinstance(value, dict):
        for key in ("@id", "url", "href", "permalink", "canonical"):
            yield from _addresses(value.get(key) if isinstance(value.get(key), str) else None)
    elif isinstance(value, list):
        for part in value[:20]:
            if not (isinstance(part, dict) and part.get("rel") not in (None, "alternate", "canonical")):
                yield from _addresses(part)
