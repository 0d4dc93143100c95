"""Front matter of Markdown and text files: a block of named fields before the text, in YAML between `---` lines
(Jekyll, Hugo, Obsidian), in TOML between `+++` lines, or in JSON (Hugo)."""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

from mediawatch.clean.draft import Draft
from mediawatch.clean.formats.named_fields import NamedFields, use_fields

_YAML = re.compile(r"\A\s*---[ \t]*\n(?P<block>.{0,16000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\A\s*\+\+\+[ \t]*\n(?P<block>.{0,16000}?)\n\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_ANCHOR = re.compile(r"(?:^|[\s\[,:-])[&*]\w")

MAX_JSON = 16_000
"""Characters of front matter in JSON, as of the other kinds."""


def read_front_matter(text: str, draft: Draft) -> str:
    """Fills `draft` from front matter and gives the text after it; all of `text` where there is none that reads."""
    text_ = text.replace("\r\n", "\n")
    found = _json_block(text_)
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
    use_fields(named, draft, "front-matter")
    rest = text_[end:]
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
        return None
    return {str(key).strip(): value for key, value in fields.items()} if isinstance(fields, dict) else None


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
