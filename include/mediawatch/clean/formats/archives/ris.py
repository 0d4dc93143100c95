"""One record of a RIS file, in which press archives and libraries hand on references: lines of a tag and a value
(https://en.wikipedia.org/wiki/RIS_(file_format))."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from mediawatch.clean.draft import Draft
from mediawatch.clean.formats.json_item import parse_fields
from mediawatch.clean.people.names import last_name_first
from mediawatch.clean.text import one_line
from mediawatch.collect.containers.exports import RIS

_TAG = re.compile(r"([A-Z][A-Z0-9])[ \t]{0,3}- ?(.*)")

FIELDS: Mapping[str, Sequence[str]] = {
    "headline": ("TI", "T1", "CT"),
    "publisher": ("T2", "JF", "JO", "JA", "BT", "PB"),
    "published": ("DA", "Y1", "PY"),
    "url": ("UR", "L2", "LK"),
    "language": ("LA",),
    "section": ("SE",),
    "summary": ("AB", "N2", "N1"),
}
"""Field -> the tags that it may stand under, best first. A record has an abstract, or the beginning, and no text."""

_PEOPLE = ("AU", "A1")


def parse_ris(text: str) -> Draft:
    """The Draft of one record. Raises Quarantine('not_an_article') where it has no words of the article."""
    told: dict[str, list[str]] = {}
    values: list[str] = []
    for line in text.split("\n"):
        if match := _TAG.fullmatch(line.strip("\r\f\ufeff")):
            values = told.setdefault(match[1], [])
            values.append(match[2].strip())
        elif values and line.strip():
            values[-1] = f"{values[-1]}\n{line.strip()}"
    fields: dict[str, Any] = {
        field: value
        for field, tags in FIELDS.items()
        if (value := next(("\n\n".join(told[tag]).strip() for tag in tags if any(told.get(tag, ()))), ""))
    }
    if "published" in fields:
        fields["published"] = fields["published"].split("\n")[0].rstrip("/ ").removeprefix("/")
    if "url" in fields:
        fields["url"] = fields["url"].split("\n")[0]
    fields["author"] = last_name_first([one_line(name) for tag in _PEOPLE for name in told.get(tag, ()) if name])
    fields["keywords"] = [one_line(word) for word in told.get("KW", ()) if word]
    return parse_fields(fields, method=RIS)
