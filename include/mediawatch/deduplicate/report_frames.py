"""What a publisher sets around its reports: walls, sign-up boxes, disclaimers, consent notices.

Two reports in one frame share many words and report different things. A frame is told by its words, paragraph by
paragraph, or by its place: both texts end in the same paragraphs, and what stands before them has nothing in common.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from mediawatch.deduplicate.fingerprint import is_unspaced, normalise
from mediawatch.words import PhraseSearch

FRAME_SIGNS = 3
"""Different words of a frame in a paragraph, at least, or ..."""

FRAME_SIGNS_SHORT = 2
"""... in a paragraph of SHORT words or fewer."""

SHORT = 30

FRAME_WORDS = 150
"""A paragraph of a frame has no more words."""

REPORT_WORDS = 8
"""Words of a report without its frame, at least: less is no report, and nothing is taken off."""

OWN_WORDS = 10
"""Words that each of two texts says before the paragraphs in which both end, at least, and ..."""

OWN_SHARED = 0.12
"""... the share of the long words there that the other says there too, at most: two reports in one frame."""

OWN_CHANCE = 2
"""Long words that two short reports may share by chance."""

_LONG = 4  # letters
_STEM = 5

_WALL = PhraseSearch(("wall_words", None))
"""What a wall asks for."""

_FRAME = PhraseSearch(("frame_words", None), ("consent", None))
"""What consent notices, disclaimers and sign-up boxes speak of."""

_SIGNS = PhraseSearch(("wall_words", None), ("frame_words", None), ("consent", None))
"""Either of them."""

_OPEN_END = re.compile(r"(?:…|\.\.\.|[\w,;:–—-])[\"”’»)\]\s]*\Z")
"""How a text ends in mid-sentence, or says that it goes on."""


def breaks_off(article_body: str) -> bool:
    """Whether a text ends in mid-sentence, says that it goes on, or ends at a wall."""
    last = article_body.rstrip().rpartition("\n")[2]
    return bool(_OPEN_END.search(article_body)) or _is_frame(last)


def wall_words(text: str) -> list[str]:
    """What a wall asks for, wherever a text says it, in small letters."""
    return _WALL.all(text.lower())


def without_frame(article_body: str, words: Sequence[str] | None = None) -> str:
    """A body without the paragraphs of a frame; as it is where hardly anything would be left. `words`: those of the
    normalised body, where they are known."""
    # elsewhere than in ASCII they may be others than the text in small letters has
    if _SIGNS.at_most(article_body.lower(), words if article_body.isascii() else None) < FRAME_SIGNS_SHORT:
        return article_body  # as most are
    paragraphs = article_body.split("\n")
    kept = [paragraph for paragraph in paragraphs if not _is_frame(paragraph)]
    if len(kept) == len(paragraphs) or sum(len(paragraph.split()) for paragraph in kept) < REPORT_WORDS:
        return article_body
    return "\n".join(kept)


def end_in_one_frame(one: str, other: str) -> bool:
    """Whether two texts say different things and then the same paragraphs to their ends."""
    a, b = one.split("\n"), other.split("\n")
    shared = 0
    while (last := _last(a)) and (other_last := _last(b)) and (last == other_last or _alike(last, other_last)):
        shared += 1
        a.pop()
        b.pop()
    if not shared:
        return False
    own, other_own = (_words(normalise("\n".join(left))) for left in (a, b))
    if min(len(own), len(other_own)) < OWN_WORDS:
        return False
    said, said_there = ({word[:_STEM] for word in words if len(word) >= _LONG} for words in (own, other_own))
    fewer = min(len(said), len(said_there))
    return bool(fewer) and len(said & said_there) <= max(OWN_CHANCE, OWN_SHARED * fewer)


def _words(text: str) -> list[str]:
    """The words of a normalised text. In scripts that part none, runs of _LONG characters, one beside the other."""
    if not is_unspaced(text):
        return text.split()
    joined = text.replace(" ", "")
    return [joined[i : i + _LONG] for i in range(0, len(joined), 2)]


def _last(paragraphs: list[str]) -> str:
    """The last paragraph that has words, what stands behind it taken off; nothing where there is none."""
    while paragraphs and not any(map(str.isalnum, paragraphs[-1])) and not normalise(paragraphs[-1]):
        paragraphs.pop()
    return paragraphs[-1] if paragraphs else ""


def _alike(one: str, other: str) -> bool:
    return normalise(one) == normalise(other)


def _is_frame(paragraph: str) -> bool:
    words = max(paragraph.count(" ") + 1, len(paragraph) // 9)  # characters of a script that parts no words
    return words <= FRAME_WORDS and _has_signs(paragraph, words)


@lru_cache(10_000)  # texts that are compared share paragraphs
def _has_signs(paragraph: str, words: int) -> bool:
    small = paragraph.lower()
    enough = FRAME_SIGNS_SHORT if words <= SHORT else FRAME_SIGNS
    return _SIGNS.at_most(small) >= enough and len({*_WALL.all(small), *_FRAME.all(small)}) >= enough
