"""OPML -> a source file: which of its feeds are new, what they are called, and how the file is written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import yaml

from mediawatch.collect.catalogue.opml import Outline
from mediawatch.collect.urls import normalise_url
from mediawatch.collect.web.sources import Source

_MAX_ID = 50
"""Letters of an id that comes from a title, so that a number behind it stays within the 63 of an id."""
_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


@dataclass(slots=True)
class Import:
    """What an import adds: the keys of each new source by its id; and the feeds that are known, with whose they are."""

    added: dict[str, dict[str, Any]] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)


def plan_import(outlines: Iterable[Outline], sources: Iterable[Source], taken: Iterable[str] = ()) -> Import:
    """A source for each outline whose address no source has; those that MediaWatch exported as one stay one. `taken`
    are ids that cannot be used besides those of the sources."""
    listed = list(sources)
    by_address = {
        normalise_url(url): source.source_id
        for source in listed
        for url in (*source.feeds, *source.sitemaps, *source.sites)
    }
    ids = {*taken, *(source.source_id for source in listed)}
    plan = Import()
    exported: dict[str, str] = {}  # id in the file -> id here
    for outline in outlines:
        if (owner := by_address.get(normalise_url(outline.url))) is not None:
            plan.known[outline.url] = owner
            continue
        name = exported.get(outline.source_id or "")
        if name is None:
            name = _free(_slug(outline.source_id or outline.title, outline.url), ids)
            ids.add(name)
            plan.added[name] = _keys(outline)
            if outline.source_id:
                exported[outline.source_id] = name
        keys = plan.added[name]
        keys.setdefault(outline.kind, []).append(outline.url)
        by_address[normalise_url(outline.url)] = name
        if collections := list(dict.fromkeys((*keys.get("collections", ()), *outline.collections))):
            keys["collections"] = collections
    return plan


def _keys(outline: Outline) -> dict[str, Any]:
    said: dict[str, Any] = {"title": outline.title, **outline.said, "language": outline.language}
    return {name: value for name, value in said.items() if value is not None}


def _slug(text: str | None, url: str) -> str:
    """An id from a title in Latin letters, else from the host."""
    for words in (text or "", (urlsplit(url).hostname or "").removeprefix("www."), "source"):
        plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
        letters = sum(char.isalnum() for char in words)
        slug = re.sub(r"[^a-z0-9]+", "-", plain.lower())[:_MAX_ID].strip("-")
        if len(slug) >= 2 and 2 * sum(char.isalnum() for char in slug) >= letters and not slug.isdigit():
            return slug
    return "source"


def _free(name: str, taken: set[str]) -> str:
    number = 1
    free = name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    return free


def file_text(plan: Import, defaults: Mapping[str, Any], comment: str) -> str:
    """The source file that holds what an import adds."""
    head = f"# {comment}\n# docs/sources.md explains every key. What all have in common stands under defaults.\n\n"
    return head + _yaml({"defaults": dict(defaults)}) + "\n" + _yaml({"sources": plan.added})


def more_text(before: str, plan: Import) -> str:
    """A source file with what an import adds behind its last source; its lines and comments stay as they are."""
    lines = _yaml(plan.added).splitlines()
    return before.rstrip() + "\n" + "".join(f"  {line}\n" for line in lines)


def _yaml(value: Mapping[str, Any]) -> str:
    return str(yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000))
