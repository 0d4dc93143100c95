"""Characters of a query that nobody sees or that have two uses, before anything else reads it.

What is replaced is replaced by one character, so that the places of errors are places of the query as it was typed.
"""

from __future__ import annotations

import re

# Zero-width blanks, marks of writing direction, the byte order mark: they come along when a query is copied.
_INVISIBLE = "\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_INVISIBLE_AT_EDGES = re.compile(rf"(?<!\w)[{_INVISIBLE}]+|[{_INVISIBLE}]+(?!\w)")
_INSIDE = re.compile(f"[{_INVISIBLE}]")
# The mark within a Hebrew abbreviation (צה"ל) is typed as a quotation mark.
_GERSHAYIM = re.compile('(?<=[א-ת])["“”](?=[א-ת])')


def readable(query: str) -> str:
    """`query` with a blank for each character that is not seen, but for those inside words, and as long as before."""
    query = _INVISIBLE_AT_EDGES.sub(lambda match: " " * len(match.group()), query)
    return _GERSHAYIM.sub("\u05f4", query)


def without_invisible(word: str) -> str:
    """`word` without the characters that are not seen."""
    return _INSIDE.sub("", word)
