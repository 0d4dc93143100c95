"""Front matter of Markdown and text files: a block of named fields before the text, in YAML between `---` lines
(Jekyll, Hugo, Obsidian), in TOML between `+++` lines, in JSON (Hugo), or as label lines before an empty one (Pelican,
MultiMarkdown, Org, people)."""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

from mediawatch.clean.draft import Draft
from mediawatch.clean.formats.named_fields import NamedFields, use_fields
from mediawatch.clean.formats.plain.notes import read_notes
from mediawatch.collect.containers.field_names import fold_name, known_names, names_of

_YAML = re.compile(r"\A\s*---[ \t]*\n(?P<block>.{0,16000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\A\s*\+\+\+[ \t]*\n(?P<block>.{0,16000}?)\n\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_ANCHOR = re.compile(r"(?:^|[\s\[,:-])[&*]\w")

_LABEL_LINE = re.compile(r"(?:#\+)?(?P<name>[^\W\d_][^\n:：]{0,30}?)\s{0,3}[:：][ \t]*(?P<value>.*)")
_NAMED_LINE = re.compile(
    r"(?P<name>[^\W\d_][^\n:：]{0,20}?)\s?[:：]\s?(?P<value>(?!https?:)[^\n:：]{2,60}(?:\d:\d\d)?)(?<![.!?…。！？।؟۔])"
)
_LIST_LINE = re.compile(r"\s*-\s+(?P<value>.+)")
MIN_LABELS = 3
"""Lines of a head without marks around it, where no day is among them."""
MAX_LABELS = 30

MAX_JSON = 16_000
"""Characters of front matter in JSON, as of the other kinds."""


def read_front_matter(text: str, draft: Draft) -> str:
    """Fills `draft` from front matter and gives the text after it; all of `text` where there is none that reads."""
    text_ = text.replace("\r\n", "\n")
    source = "front-matter"
    if note := read_notes(text_):
        use_fields(NamedFields(note[0]), draft, source, body=note[1])
        return note[1]
    found = _json_block(text_)
    if found is None and (found := _labels(text_, headed=bool(draft.headline))):
        source = "text-head"
    if found is None:
        match = _YAML.match(text_) or _TOML.match(text_)
        if not match:
            return text
        fields = _yaml(match["block"]) if match.re is _YAML else _toml(match["block"])
        if fields is None:
            draft.warn("bad-front-matter", f"the block between the {match[0].strip()[:3]} lines is no set of fields")
            return text
        found = fields, match.end()
    fields, end = found
    named = NamedFields(fields)
    rest = text_[end:]
    use_fields(named, draft, source, body=rest)
    for words in named.unread(rest):
        draft.warn("unread-field", words)
    return rest


def _yaml(block: str) -> dict[str, Any] | None:
    import yaml

    if _ANCHOR.search(block):  # anchors and aliases: no front matter needs them, bombs do
        return None
    try:
        # BaseLoader leaves every value text: dates and booleans are ours to read
        fields = yaml.load(block, Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, ValueError, RecursionError):
        fields = _lines(block.split("\n"))
        if fields and not {fold_name(name) for name in fields} & known_names():
            return None
    return {str(key).strip(): value for key, value in fields.items()} if isinstance(fields, dict) else None


def _lines(lines: list[str]) -> dict[str, Any] | None:
    """The fields of lines that each have a name, a colon and a value, with lists below a name: what people write for
    YAML, such as a title with a colon in it. None where a line is something else."""
    fields: dict[str, Any] = {}
    name = ""
    for line in lines:
        if not line.strip():
            continue
        if (item := _LIST_LINE.fullmatch(line)) and name and isinstance(fields[name], list):
            fields[name].append(item["value"].strip("\"' "))
        elif match := _LABEL_LINE.fullmatch(line):
            name, value = match["name"].strip(), match["value"].strip()
            quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
            fields[name] = (value[1:-1] if quoted else value) or []
        else:
            return None
    return fields or None


def _labels(text: str, *, headed: bool) -> tuple[dict[str, Any], int] | None:
    """(fields, where the text begins) of a text whose first lines are labels, a title and mostly known names among
    them, before an empty line; a day among them where the text is `headed` already. None where a text begins
    otherwise."""
    start = len(text) - len(text.lstrip("\ufeff \t\n"))
    head, parted, _ = text[start : start + MAX_JSON].partition("\n\n")
    lines = head.split("\n")
    if not parted or not 2 <= len(lines) <= MAX_LABELS:
        return None
    fields = _lines(lines)
    if fields is None or len(fields) < 2:
        return None
    names = {fold_name(name) for name in fields}
    if len(fields) < MIN_LABELS and names.isdisjoint(names_of("published")):
        return None  # a title and a day are enough
    needed = set(names_of("headline")) | set(names_of("published") if headed else ())
    if not names & needed or 2 * len(names & known_names()) < len(names):
        return None
    return fields, start + len(head)


def _toml(block: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(block)
    except (ValueError, RecursionError):  # what is no TOML is a ValueError
        return None


def _json_block(text: str) -> tuple[dict[str, Any], int] | None:
    """(fields, where the text begins) of an object that stands before a text; None where a text begins otherwise."""
    stripped = text.lstrip()
    if not stripped.startswith("{\n"):
        return None
    try:
        fields, end = json.JSONDecoder().raw_decode(stripped[:MAX_JSON])
    except (ValueError, RecursionError):
        return None
    if not isinstance(fields, dict) or not stripped[end:].startswith("\n"):
        return None
    return fields, len(text) - len(stripped) + end


def source_line(line: str) -> re.Match[str] | None:
    """The name and value of a line that names the source of a text, in any language; `Media: the river rises.` is a
    sentence of the text."""
    match = _NAMED_LINE.fullmatch(line)
    return match if match and fold_name(match["name"]) in names_of("publisher") else None
