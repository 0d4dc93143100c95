"""What stands above the headline of a plain text: the paper's name, alone or beside the day, or a section.

Marler Bote                     The Daily Courier, 24 March 2026        Der Marler Bote
24. März 2026                                                           24. März 2026
                                Old bridge opens to lorries             Alte Brücke wird geöffnet
Alte Brücke wird geöffnet                                               Von Anna Holt
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from mediawatch.clean.formats.plain.lines import SENTENCE_END, width
from mediawatch.words import phrases

MAX_NAME = 40
MAX_WORDS = 6
"""Characters and words of a paper's name."""

_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_PAPER_WORDS = frozenset(word.casefold() for word in phrases("paper_words"))
_PAPER_ENDS = tuple(word for word in _PAPER_WORDS if len(word) > 3 or _UNSPACED.match(word))
"""What longer words end with: the names of papers are written as one word in some languages."""


@dataclass(frozen=True, slots=True)
class Masthead:
    """The name above a headline, whether it is surely a paper's, the line that dates it (empty where there is none),
    and the text from the headline on."""

    name: str
    is_paper: bool
    dated: str
    rest: str


def names_paper(name: str) -> bool:
    """Whether a name has a word that papers are called by: `Marler Bote`, `Nordkurier`, `東方日報`."""
    words = name.casefold().split()
    runs = {" ".join(words[at : at + count]) for count in (1, 2) for at in range(len(words))}
    return not _PAPER_WORDS.isdisjoint(runs) or any(
        word.endswith(_PAPER_ENDS) and (len(word) > 5 or _UNSPACED.match(word)) for word in words
    )


def masthead(
    text: str,
    is_date: Callable[[str], bool],
    split_day: Callable[[str], str],
    is_head: Callable[[str, str], bool],
    is_byline: Callable[[str, str], bool],
) -> Masthead | None:
    """The Masthead at the start of `text`, or None where its first line can be the headline. `split_day` gives what a
    line says beside a day (empty where it states none), `is_head` whether a line is a headline above a text."""
    first, _, after = text.partition("\n")
    beside = split_day(first)
    name, dated = (beside, first) if beside else (first, "")
    if not _can_be_name(name):
        return None
    apart = after.startswith("\n")
    rest = after.lstrip("\n")
    second, _, below = rest.partition("\n")
    if not dated and is_date(second):
        dated, rest = second, below.lstrip("\n")
    headline, _, below = rest.partition("\n")
    if is_date(headline) or is_byline(headline, below) or SENTENCE_END.search(headline):
        return None
    if width(headline) <= width(name) or not is_head(headline, below):
        return None
    following, _, further = below.lstrip("\n").partition("\n")
    paper = names_paper(name)
    # a short headline above a standfirst looks the same, but for a byline or a day below the second line
    signed = is_byline(following, further)
    if paper and (dated or signed or is_date(following)):
        return Masthead(name, True, dated, rest)
    if (dated and signed and not apart) or (not dated and apart and is_date(following)):
        return Masthead(name, bool(dated), dated, rest)
    return None


def _can_be_name(name: str) -> bool:
    return (
        2 < width(name) <= MAX_NAME
        and len(name.split()) <= MAX_WORDS
        and any(char.isalpha() for char in name)
        and not SENTENCE_END.search(name)
        and ":" not in name
    )
