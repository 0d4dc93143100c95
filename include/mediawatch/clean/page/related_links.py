"""Promotional headlines of other stories that a site's software glues to the end of a paragraph.

    ... said in a post. Vladimir Putin India Visit: Russian President Accepts Invitation To Visit Delhi.

Such a line is set in headline capitals, which no sentence of prose is: apart from short function words every word
begins with a capital, ordinary words among them. That last point is proved on the article itself (a capitalised word
that it writes small elsewhere) or by words that are no names anywhere (`To`, `After`, `Says`), so that a list of
names, which is all capitals too, stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from mediawatch.words import is_small, pattern, phrases

_SMALL = frozenset(phrases("headline_small"))
_ORDINARY = frozenset(phrases("headline_words"))

# J. R. Smith, Mr. Smith, U.S. troops: what a full stop ends no sentence behind
_ABBREVIATION = re.compile(rf"(?:\b[A-Z]|\b{pattern('abbreviations_before_names')})\.$")
# announced." The: a full stop, closing quotes, and what may begin a sentence
_END = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]?[^\W_a-z])")
_WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")

MIN_WORDS = 7
"""With fewer words a name of a book, an office or a ship in full could pass for a headline."""


def sentences(paragraph: str) -> list[str]:
    """`paragraph` cut into sentences (white space kept at their ends), not after initials and titles."""
    out, start = [], 0
    for match in _END.finditer(paragraph):
        stop = match.start() + 1
        if not _ABBREVIATION.search(paragraph[max(start, stop - 12) : stop]):
            out.append(paragraph[start : match.end()])
            start = match.end()
    out.append(paragraph[start:])
    return out


def small_words(paragraphs: Sequence[str]) -> frozenset[str]:
    """The words that an article writes with a small first letter."""
    return frozenset(word for text in paragraphs for word in _WORD.findall(text) if is_small(word[0]))


def is_promotion(sentence: str, written_small: Callable[[], frozenset[str]]) -> bool:
    """Whether one sentence is a headline in capitals; `written_small` gives what the article writes small, and is asked
    only where all else says so."""
    text = sentence.strip()
    if text.startswith(('"', "“", "«", "„", "(", "[")) or text.endswith(":") or text.count(",") > 3:
        return False
    words = _WORD.findall(text)
    shouted = sum(word.isupper() and len(word) > 1 for word in words)
    if not MIN_WORDS <= len(words) <= 32 or 2 * shouted > len(words):  # tables and old headings are all capitals
        return False
    if any(is_small(word[0]) and word not in _SMALL for word in words):
        return False
    capitals = [word for word in words[1:] if word[0].isupper()]
    if len(capitals) < 0.6 * len(words):
        return False
    small = written_small()
    ordinary = {word.lower() for word in capitals if word.lower() in _ORDINARY or word.lower() in small}
    return len(ordinary) >= (1 if re.search(r"\w[:|]\s", text) else 2)


def drop_promotions(paragraph: str, written_small: Callable[[], frozenset[str]]) -> tuple[str, list[str]]:
    """`paragraph` without promotional headlines after its first sentence, and those headlines."""
    parts = sentences(paragraph)
    if len(parts) < 2 or is_promotion(parts[0], written_small):
        return paragraph, []
    kept, dropped = [parts[0]], list[str]()
    for part in parts[1:]:
        (dropped if is_promotion(part, written_small) else kept).append(part)
    return ("".join(kept).rstrip(), [part.strip() for part in dropped]) if dropped else (paragraph, [])
