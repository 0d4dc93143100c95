"""Signs by which the kind of a new version is told: it was cut, the report was withdrawn, a toll rose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

import regex

from mediawatch.deduplicate import thresholds as t
from mediawatch.deduplicate.correction_notes import corrections, is_note, sentences
from mediawatch.deduplicate.fingerprint import is_unspaced, normalise
from mediawatch.deduplicate.measure import Text, containment, measure
from mediawatch.deduplicate.report_frames import breaks_off, wall_words
from mediawatch.words import keyed, words_pattern

CUT_SHARE = 0.6
"""Of the fuller text's words: an opening with fewer says by itself that it was cut."""

LEFT_OUT = 15
"""Words that a cut text lacks at least."""

KEPT = 0.9
"""Of the words of a cut text that precede the wall, the share that stands in the fuller one."""

WALL_WORDS = 80
"""A wall below a cut text has no more words."""

NOTICE_WORDS = 80
"""A notice that stands in place of a report has no more words."""

STANDS_STILL = 0.9
"""Of the text before a notice was set at its head, the share that still stands below it."""

EDITED = 0.6
"""Likeness, word by word in order, from which a sentence is an edit of an earlier one."""

_GONE = re.compile(words_pattern("withdrawn"), re.IGNORECASE)
_REPORT = re.compile(words_pattern("report_words"), re.IGNORECASE)
_TOLL = re.compile(words_pattern("toll_words"), re.IGNORECASE)

COMPARED_WORDS = 2000
"""Words of a text in which a toll is looked for."""

NEAR = 10
"""Words from a figure to what it counts."""

MOST_DIGITS = 9
"""Of a toll."""

_WORD = regex.compile(r"\d+(?:[.,]\d{3})*|[\p{L}\p{M}]+")
_NUMBER_WORDS = {
    word: int(number)
    for listed in keyed("small_numbers").values()
    for number, words in listed.items()
    for word in words
}


def is_cut(article_body: str, fuller: str) -> bool:
    """Whether a text is what a wall leaves of another: its opening, with at most a few words of the wall's own.

    A publisher who takes a passage out at the end leaves most of the text and no wall; such a text is not cut.
    """
    text, other = Text(article_body), Text(fuller)
    if text.length >= other.length or not text.tokens:
        return False
    side, whole = measure(text, other)
    if not side.words or side.start > t.TRUNCATION_START or whole.start > t.TRUNCATION_START:
        return False
    own = text.length - side.end
    if own > WALL_WORDS or side.words < KEPT * (side.end - side.start) or other.length - whole.end < LEFT_OUT:
        return False
    if says_withdrawn(article_body, fuller) or says_corrected(article_body, fuller):
        return False
    at_wall = len(wall_words(article_body)) > len(wall_words(fuller))
    if own > side.words and not at_wall:
        return False  # told anew below the first sentence
    ends_open = breaks_off(article_body)
    return text.length <= CUT_SHARE * other.length or ends_open or at_wall


def says_corrected(article_body: str, before: str) -> bool:
    """Whether a text says more often than the one before that something in it was put right."""
    return corrections(article_body) > corrections(before)


def without_notes_of_mending(article_body: str, before: str) -> str | None:
    """A text without its new sentences that say of the article that something in it was wrong or is put right (`this
    story was changed to fix a name`); None where it has none. What stands within a paragraph that was there before,
    what somebody says and what is told of a law is no such note."""
    notes = {
        sentence for sentence in _apart(article_body, before) if is_note(sentence) and not _is_edit(sentence, before)
    }
    return "\n".join(s for s in sentences(article_body) if s not in notes) if notes else None


def _apart(article_body: str, before: str) -> Iterator[str]:
    """The new sentences of a text that do not share a line with those of the one before; all new ones of a text that
    is one line."""
    lines = [sentences(line) for line in article_body.split("\n") if line.strip()]
    for told in lines:
        new = [sentence for sentence in told if sentence not in before]
        if len(new) == len(told) or len(lines) == 1:
            yield from new


def says_withdrawn(article_body: str, before: str) -> bool:
    """Whether a text that stands where a report stood says that the report is withdrawn: in place of it, or before it.
    What begins so and tells anew is a report, of troops that were withdrawn."""
    notices = [s for s in sentences(article_body) if _GONE.search(s) and _REPORT.search(s) and s not in before]
    new = [notice for notice in notices if not _is_edit(notice, before)]
    if not new:
        return False
    if len(normalise(article_body).split()) <= NOTICE_WORDS and len(article_body) < 0.7 * len(before):
        return True
    if not any(article_body.strip().startswith(sentence) for sentence in new):
        return False
    return containment(Text(before), Text(article_body)) >= STANDS_STILL


def _is_edit(sentence: str, before: str) -> bool:
    """Whether a sentence is one of `before` with some words exchanged: `withdrawn from 14 villages, a report said`."""
    words = _words(sentence)
    return any(SequenceMatcher(None, _words(s), words, autojunk=False).ratio() >= EDITED for s in sentences(before))


def _words(sentence: str) -> Sequence[str]:
    """The words of a sentence; its characters where no spaces part words."""
    text = normalise(sentence)
    return text if is_unspaced(text) else text.split()


def is_rolling_toll(before: str, after: str) -> bool:
    """Whether figures of victims, cases or the like rose from one text to the next, and none of them fell."""
    old, new = (_WORD.findall(text.casefold())[:COMPARED_WORDS] for text in (before, after))
    rose = False
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "replace":
            continue
        was = [value for word in old[i:j] if (value := _figure(word)) is not None]
        now = [value for word in new[k:m] if (value := _figure(word)) is not None]
        if len(was) != len(now) or was == now or not _TOLL.search(" ".join(new[max(0, k - NEAR) : m + NEAR])):
            continue
        if any(there < here for here, there in zip(was, now, strict=True)):
            return False
        rose = True
    return rose


def _figure(word: str) -> int | None:
    if word[0].isdecimal():
        digits = "".join(filter(str.isdecimal, word))
        return int(digits) if len(digits) <= MOST_DIGITS else None
    return _NUMBER_WORDS.get(word)
