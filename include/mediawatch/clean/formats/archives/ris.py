"""One record of a file of references, which press archives and libraries hand on: lines of a tag and a value, as RIS
(https://en.wikipedia.org/wiki/RIS_(file_format)), PubMed (.nbib) and EndNote (.enw) have them."""

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
_PUBMED_TAG = re.compile(r"([A-Z]{3}(?= - )|[A-Z]{4}(?=- )) ?- (.*)")
_ENDNOTE_TAG = re.compile(r"%(.) (.*)")
_ENDNOTE: Mapping[str, str] = {
    **{"T": "TI", "A": "AU", "J": "T2", "B": "T2", "I": "PB", "8": "DA", "D": "PY", "U": "UR", "G": "LA"},
    **{"X": "AB", "K": "KW"},
}
"""Tags of EndNote -> those of RIS that say the same."""

FIELDS: Mapping[str, Sequence[str]] = {
    "headline": ("TI", "T1", "CT"),
    "publisher": ("T2", "JF", "JO", "JA", "JT", "BT", "PB"),
    "published": ("DA", "Y1", "PY", "DP"),
    "url": ("UR", "L2", "LK"),
    "language": ("LA",),
    "section": ("SE",),
    "summary": ("AB", "N2", "N1"),
}
"""Field -> the tags that it may stand under, best first. A record has an abstract, or the beginning, and no text."""

_PEOPLE = ("AU", "A1")
_PEOPLE_IN_FULL = "FAU"
"""PubMed's, beside `AU` with initials."""


def parse_ris(text: str) -> Draft:
    """The Draft of one record. Raises Quarantine('not_an_article') where it has no words of the article."""
    told: dict[str, list[str]] = {}
    values: list[str] = []
    for line in text.split("\n"):
        line = line.strip("\r\f\ufeff")
        match = _TAG.fullmatch(line) or _PUBMED_TAG.fullmatch(line) or _ENDNOTE_TAG.fullmatch(line)
        if match:
            values = told.setdefault(_ENDNOTE.get(match[1], match[1]), [])
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
    people = told.get(_PEOPLE_IN_FULL) or [name for tag in _PEOPLE for name in told.get(tag, ())]
    fields["author"] = last_name_first([one_line(name) for name in people if name])
    fields["keywords"] = [one_line(word) for word in told.get("KW", ()) if word]
    return parse_fields(fields, method=RIS)
