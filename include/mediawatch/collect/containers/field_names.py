"""The table of names: under which keys, labels and column heads tools and people keep the fields of an article.

The names are data, in field_names.yaml. collect tells by them which list in a file is one of articles, clean reads the
fields by them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

FIELDS = (
    *("text", "summary", "headline", "published", "modified", "author", "publisher", "url", "section", "keywords"),
    *("language", "dateline"),
)
"""The fields of an article that the table has names for."""

_AFFIXES = ("said_before", "said_behind", "typed")
"""Lists of what stands beside names, and is none."""

MAX_WRAPPED = 2
"""Objects around fields within each other."""

MAX_JOINED = 2
"""Objects within which a joined name of the table can stand."""
MAPPED = "="
"""What stands before the name of a field where a mapping file has named it: such a column goes before all others."""
MAX_ENVELOPES = 4
"""Objects around a list of articles; the services that the table names have at most 2."""

_MARKS = re.compile(r"[\s_.:\-]+")
_STROKES = str.maketrans("łŁøØđĐħıŧ", "lLoOdDhit")
"""Letters with strokes, which Unicode does not take apart, and those that are written without them."""

_PARTS = re.compile(r"[\s_.:\-]+|(?<=[a-z])(?=[A-Z])")


def fold_name(name: str) -> str:
    """`name` as the table compares it: lower case, without accents, spaces and the marks `- _ . :`.

    What a file can name it can name endlessly, so no more than 200 characters are looked at.
    """
    return _folded(name[:200])


@lru_cache(maxsize=10_000)
def _folded(name: str) -> str:
    if not name.isascii():
        name = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
        name = name.translate(_STROKES)
    return _MARKS.sub("", name).casefold()


@cache
def _table() -> Mapping[str, tuple[str, ...]]:
    import yaml

    loaded: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
    folded = {field: tuple(map(fold_name, names)) for field, names in loaded.items() if field != "wrappers"}
    return MappingProxyType({**folded, "wrappers": tuple(map(_around, loaded["wrappers"]))})


def names_of(field: str) -> tuple[str, ...]:
    """The folded names of one of FIELDS, or of another list of the table, best first."""
    return _table()[field]


@cache
def known_names() -> frozenset[str]:
    """Every folded name of the table."""
    return frozenset(name for field, names in _table().items() if field not in _AFFIXES for name in names)


@cache
def _of_fields() -> frozenset[str]:
    return frozenset(name for field in FIELDS for name in names_of(field))


def field_name(key: str) -> str:
    """`key` folded; where the table does not know it, without what names the record before it or tells the kind or the
    language of the value behind it (`News Headline`, `post_content`, `title_en`, `body_txt`), if it knows that."""
    return _field_name(key[:200])


@lru_cache(maxsize=10_000)
def _field_name(key: str) -> str:
    name = fold_name(key)
    if name in known_names() or key.startswith(MAPPED):
        return name
    parts = [fold_name(part) for part in _PARTS.split(key) if part]
    for own in (
        parts[1:] if parts and parts[0] in _set_of("said_before") else [],
        parts[:-1] if parts and parts[-1] in _set_of("said_behind") else [],
    ):
        joined = "".join(own)
        if joined in _of_fields() and joined not in _set_of("never_shortened"):
            return joined
    return name


def is_placeholder(value: object) -> bool:
    """Whether a value is what tools write where they have nothing."""
    return isinstance(value, str) and len(value) < 80 and fold_name(value.strip()) in _set_of("placeholders")


@cache
def _set_of(field: str) -> frozenset[str]:
    return frozenset(names_of(field))


def unwrapped(value: Mapping[str, Any], depth: int = 0) -> list[Mapping[str, Any]]:
    """The object itself and the objects around an article's fields that it holds (`_source`, `attributes`), also within
    each other (`data` with `metadata` in it)."""
    wrappers = _set_of("wrappers")
    inner = [
        part
        for key, part in value.items()
        if isinstance(part, dict) and (_around(key) in wrappers or _is_whole_article(key, part))
    ]
    if depth + 1 < MAX_WRAPPED:
        return [value, *(found for part in inner for found in unwrapped(part, depth + 1))]
    return [value, *inner]


def _is_whole_article(key: str, held: Mapping[str, Any]) -> bool:
    """Whether what stands under a name for a text is an article with its headline and its text, as Meltwater has it."""
    return field_name(key) in _set_of("text") and all(
        any(isinstance(part, str) and part and field_name(name) in _set_of(field) for name, part in held.items())
        for field in ("headline", "text")
    )


def _around(key: str) -> str:
    """The name of an object around fields: Elasticsearch's `_source` is one, `source` is a publisher."""
    return key if key in ("_source", "source") else fold_name(key)


def folded_parts(value: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Folded name -> value, of the object itself and of each object around fields in it. A name within another object
    (`html.requested_url`) is the first's where the table knows the two joined. Of two names that fold alike the one
    with something under it counts."""
    parts: list[dict[str, Any]] = []
    for part in unwrapped(value):
        folded: dict[str, Any] = {}
        for key, held in part.items():
            if _around(key) == "_source" or (isinstance(held, dict) and _is_whole_article(key, held)):
                continue
            name = field_name(key)
            if not isinstance(folded.get(name), str | list | dict) or not folded[name]:
                folded[name] = _of_a_type(held)
        parts.append(folded)
    for name, held in _within("", value, 0):
        parts[0].setdefault(name, held)
    return parts


def _of_a_type(value: Any) -> Any:
    """A value without what a database says it is, `{"stringValue": "..."}`; any other is itself."""
    if isinstance(value, dict) and len(value) == 1:
        ((key, held),) = value.items()
        if isinstance(held, str) and fold_name(str(key)) in _set_of("typed"):
            return held
    return value


def _within(name: str, value: Mapping[str, Any], depth: int) -> Iterator[tuple[str, Any]]:
    for key, held in value.items():
        if key == "_source":
            continue
        joined = name + fold_name(key) if name or isinstance(held, dict) else ""
        if depth and joined in known_names():
            yield joined, held
        if isinstance(held, dict) and depth < MAX_JOINED:
            yield from _within(joined, held, depth + 1)


def _filled(value: Mapping[str, Any]) -> set[str]:
    wrappers = _set_of("wrappers")
    return {
        field_name(key)
        for part in unwrapped(value)
        for key, held in part.items()
        # Editor.js keeps words in `data`, in Portuguese a day
        if held and not (isinstance(held, dict) and _around(key) in wrappers and fold_name(key) in _set_of("published"))
    }


def has_text(value: Mapping[str, Any]) -> bool:
    """Whether an object has something that can be an article's text: no list of articles under that name."""
    names, around = _set_of("text"), _set_of("wrappers")
    return any(
        (held and isinstance(held, (str, list) if name in around else (str, list, dict)) and not _has_articles(held))
        if (name := field_name(key)) in names
        else are_parts(name, held)
        for part in unwrapped(value)
        for key, held in part.items()
    )


def are_parts(name: str, value: object) -> bool:
    """Whether what stands under a folded name is the parts of one text, each with words and with no author and no
    address of its own; only updates have moments of their own."""
    goes_on = name in _set_of("in_updates")
    if not isinstance(value, list) or not value or not (goes_on or name in _set_of("in_parts")):
        return False
    words = _set_of("text") | _set_of("part_texts")
    others = _set_of("url") | _set_of("author") | (frozenset() if goes_on else _set_of("published"))
    found = [_filled(part) if isinstance(part, dict) else set() for part in value]
    return all(names & words and not names & others for names in found)


def _has_articles(value: object) -> bool:
    members = value if isinstance(value, list) else value.values() if isinstance(value, dict) else ()
    return any(isinstance(part, dict) and _filled(part) & _set_of("headline") for part in list(members)[:3])


def looks_like_article(value: object) -> bool:
    """Whether an object is an article: it has a headline beside a text, a date, an address or a summary, or a text
    beside a date or an address."""
    if not isinstance(value, dict):
        return False
    keys = _filled(value)
    beside = bool(keys & (_set_of("published") | _set_of("url")))
    if keys & _set_of("headline"):
        return beside or bool(keys & (_set_of("text") | _set_of("summary")))
    return beside and has_text(value)


def article_lists(value: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """Paths to the lists (or objects by identifier) of articles that an envelope holds, in the order of the file; none
    where the object is itself an article."""
    found: list[tuple[str, ...]] = []
    own = _filled(value)
    titled = bool(own & _set_of("headline"))
    if has_text(value) and (titled or own & _set_of("published") or own & _set_of("url")):
        return found
    if _are_by_name(value):
        return [()]
    _search(value, (), titled, found)
    return found


def _search(value: Mapping[str, Any], path: tuple[str, ...], titled: bool, found: list[tuple[str, ...]]) -> None:
    """`titled`: the envelope has a headline of its own, so that a list of links may be of what is related to it."""
    for key, held in value.items():
        if isinstance(held, dict) and held:
            if _are_by_name(held):
                found.append((*path, key))
            elif len(path) < MAX_ENVELOPES and not looks_like_article(held):
                _search(held, (*path, key), titled, found)
        elif isinstance(held, list):
            told = [part for part in held if not is_empty_group(part)]
            articles = _are_articles(told, titled=titled)
            if 2 * articles < len(told):
                articles += sum(map(holds_articles, told))
            if articles and 2 * articles >= len(told):
                found.append((*path, key))


def holds_articles(value: object) -> bool:
    """Whether an object is no article and has lists of articles, as a service answers source by source. What has a
    headline, and a day, a summary or an author, is an article, whatever it is related to; JSON-LD says what is one."""
    return isinstance(value, dict) and not _is_article_of_its_own(value) and bool(article_lists(value))


def _is_article_of_its_own(value: Mapping[str, Any]) -> bool:
    own = _filled(value)
    beside = own & (_set_of("summary") | _set_of("published") | _set_of("author"))
    return "@type" in value or bool(own & _set_of("headline") and beside)


def is_empty_group(value: object) -> bool:
    """Whether an object is a group of an answer, as of one source of several, in which no article is."""
    if not isinstance(value, dict) or _is_article_of_its_own(value) or has_text(value):
        return False
    inner = [value, *(part for part in value.values() if isinstance(part, dict))]
    lists = [held for part in inner for key, held in part.items() if fold_name(key) in _set_of("lists")]
    counted = all(isinstance(held, list | int) for held in lists)  # `hits` is a number beside the list in some
    return counted and not any(lists) and any(isinstance(held, list) for held in lists)


def _are_by_name(value: Mapping[str, Any]) -> bool:
    """Whether an object holds nothing but articles, by address or number."""
    members = list(value.values())
    return len(members) > 1 and _are_articles(members, titled=True) == len(members)


def _are_articles(members: list[Any], *, titled: bool) -> int:
    """How many of a list's members are articles."""
    told = _set_of("text") | _set_of("summary")
    return sum(1 for part in members if looks_like_article(part) and (not titled or _filled(part) & told))


def inner_article(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """The one article that an answer is wrapped around (`{"response": {"content": {...}}}`); the object itself where
    it has a text, or where there is none or several."""
    if has_text(value):
        return value
    found = [part for held in value.values() if isinstance(held, dict) for part in _articles_within(held, 1)]
    return found[0] if len(found) == 1 else value


def _articles_within(value: Mapping[str, Any], depth: int) -> list[Mapping[str, Any]]:
    if looks_like_article(value) and has_text(value):
        return [value]
    if depth > MAX_ENVELOPES:
        return []
    return [part for held in value.values() if isinstance(held, dict) for part in _articles_within(held, depth + 1)]
