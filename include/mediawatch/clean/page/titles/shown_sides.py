"""A headline that a page shows in no heading: the line that its title begins or ends with.

<title>The river rises - The Valley Letter</title>     <div class="x7">The river rises</div>
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence

from mediawatch.clean.dates.date_lines import is_bare_date
from mediawatch.clean.page.blocks import is_prose
from mediawatch.clean.page.titles.title_parts import ANCHOR, fold, sides_of

_WIDE = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")

LONG_LINE = 300
"""Characters; no headline is longer."""

WIDE_WORD = 4
"""Characters of a script without spaces that say as much as two words."""

LONG_REST = 60
"""Characters that stand behind a headline on its line."""

BEFORE_TEXT = 14
"""Lines between a headline and the first sentences of its text."""


def is_long(folded: str) -> bool:
    """Whether a folded text has two words or more, or as much in a script that parts none."""
    return " " in folded or len(_WIDE.findall(folded)) >= WIDE_WORD


def shown_side(
    titles: Sequence[str], headings: Iterable[str], names: Collection[str], lines: Callable[[], Sequence[str]]
) -> str:
    """The line of the page that is a beginning or an end of one of `titles` at its separators, the one closest to the
    text where there are several; empty where there is none, or where the page shows all of a title.

    `headings` are the page's h1, which may have one word, `names` are the site's, folded.
    """
    sides = {words: side for title in titles for words, side in sides_of(title).items() if words not in names}
    short = {fold(line) for line in headings}
    sides = {
        words: side
        for words, side in sides.items()
        # what a colon parts from more than itself is a kicker
        if (is_long(words) or words in short) and not is_bare_date(side.text) and len(words) >= len(side.behind_colon)
    }
    if not sides:
        return ""
    whole = {fold(title) for title in titles}
    shown = [(line, fold(line) if len(line) <= LONG_LINE else "") for line in lines()]
    if any(words in whole for _, words in shown):
        return ""
    rated = []
    for number, (line, words) in enumerate(shown):
        side = words if words in sides else _begins(words, line, sides)
        if not side:
            continue
        near = shown[number + 1 : number + 1 + BEFORE_TEXT]
        text = next((at for at, (each, _) in enumerate(near) if is_prose(each)), None)
        # a kicker in a line of its own: the title says both
        beside = sides[side].behind_colon
        if text is not None and not (beside and number and shown[number - 1][1] == beside):
            rated.append((side != words, text, -number, line if side == words else sides[side].text))
    return ANCHOR.sub("", min(rated)[3]) if rated else ""


def _begins(words: str, line: str, sides: Collection[str]) -> str:
    """The longest of `sides` with which a folded line begins that says little else: a byline stands behind it in the
    same element."""
    if is_prose(line):
        return ""
    begun = (side for side in sides if side.count(" ") >= 2 and words.startswith(f"{side} "))
    side = max(begun, key=len, default="")
    return side if len(words) - len(side) <= LONG_REST else ""
