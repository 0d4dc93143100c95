"""Where two texts differ, word by word, and in what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property, lru_cache
from math import ceil
from typing import NamedTuple

import regex
from rapidfuzz.distance import LCSseq, Levenshtein

from mediawatch.deduplicate import thresholds as t
from mediawatch.deduplicate.fingerprint import SHINGLE_CHARACTERS, SHINGLE_WORDS
from mediawatch.deduplicate.forms.text_facts import LETTERS, SIGNS, Facts
from mediawatch.words import PhraseSearch, zodiac_signs

_FIGURE = regex.compile(r"(\p{N}+(?:[.,٫٬]\p{N}{3})*)(?:[.,٫](\p{N}{1,2}|\p{N}{4,}))?")
_NO_DIGITS = regex.compile(r"\P{N}")
_ONE_SIGN = regex.compile(rf"[{SIGNS}]")
_UNSPACED = regex.compile(rf"[{SIGNS}{LETTERS}]")
_VOWELS = re.compile("[aeiouyäöüåøæáéíóúàèìòùâêîôûãõаеёиоуыэюяіїє]")
_TOLL = PhraseSearch(("toll_words", None))


class _Span(NamedTuple):
    """The words from `start` to `end` of one text, which stand where the other has those from `other_start` on."""

    start: int
    end: int
    other_start: int
    other_end: int


def share_most(a: Facts, b: Facts) -> bool:
    """Whether most words of the longer text stand in the other in the same order: how many do is found faster than
    which, and of the texts that are compared more than half share less."""
    least = ceil(t.FORM_SHARED * max(len(a.words), len(b.words)))
    return bool(LCSseq.similarity(a.words, b.words, score_cutoff=least) >= least)


class Alignment:
    """How two texts differ, aligned word by word (longest common subsequence). Counts are of the text that has fewer of
    them, since both must have changed."""

    def __init__(self, a: Facts, b: Facts) -> None:
        self._texts = a, b
        self._equal: list[range] = []  # places in `a`
        spans: list[_Span] = []
        open_span: _Span | None = None
        for op in LCSseq.opcodes(a.words, b.words):
            if op.tag == "equal":
                self._equal.append(range(op.src_start, op.src_end))
                if open_span and op.src_end - op.src_start > 1:  # one word in common, such as "of", parts no slot
                    spans.append(open_span)
                    open_span = None
                continue
            begin = open_span or _Span(op.src_start, 0, op.dest_start, 0)
            open_span = _Span(begin.start, op.src_end, begin.other_start, op.dest_end)
        if open_span:
            spans.append(open_span)
        self._spans = spans
        self._slots = [(span, own) for span in spans if all(own := self._own(span))]
        self.shared_words = sum(map(len, self._equal))
        """Words that stand in both, in order."""
        self.slots = len(self._slots)
        """Places at which both texts have words of their own."""
        self.replaced = sum(min(len(here), len(there)) for _, (here, there) in self._slots)
        """Words of its own that a text has in slots, slot by slot on the shorter side."""

    def _own(self, span: _Span) -> tuple[list[int], list[int]]:
        """The places of the words in a span that stand nowhere in the other text."""
        a, b = self._texts
        return (
            [place for place in range(span.start, span.end) if a.words[place] not in b.vocabulary],
            [place for place in range(span.other_start, span.other_end) if b.words[place] not in a.vocabulary],
        )

    @cached_property
    def shared_length(self) -> float:
        """`shared_words`, where a character of a script that parts no words is a part of one."""
        words = self._texts[0].words
        signs = sum(_ONE_SIGN.match(words[place]) is not None for equal in self._equal for place in equal)
        return self.shared_words - signs + signs * SHINGLE_WORDS / SHINGLE_CHARACTERS

    @cached_property
    def other_words(self) -> int:
        """Different pairs of words in slots of at most FILLED_WORDS words, which are no other spelling of the same: a
        name that is written in another way comes again and again, and is one pair. A sign of a script that parts no
        words is none by itself: an editor who writes 避免 for 减少 and 看 for 询 replaced two words, or one."""
        pairs = {self._written(own) for span, own in self._slots if _length(span) <= t.FILLED_WORDS}
        return sum(not (_are_signs(*pair) or _are_spelt_alike(*pair)) for pair in pairs)

    @property
    def loose(self) -> float:
        """Of the words that differ the share for which the other text has nothing in their place, or a passage."""
        replaced = loose = 0
        for span in self._spans:
            a, b = span.end - span.start, span.other_end - span.other_start
            if a and b and max(a, b) <= t.FILLED_WORDS:
                replaced += a + b
            else:
                loose += a + b
        return loose / max(1, replaced + loose)

    def _written(self, own: tuple[list[int], list[int]]) -> tuple[str, str]:
        a, b = ("".join(text.words[place] for place in places) for text, places in zip(self._texts, own, strict=True))
        return a, b

    @property
    def shared_at_end(self) -> int:
        """Words that stand in both behind the last place at which they differ: where a wall goes on, and a footer that
        was set behind one of them does not."""
        last = self._slots[-1][0].end if self._slots else 0
        return sum(len(equal) for equal in self._equal if equal.start >= last)

    @property
    def corrects(self) -> bool:
        """Whether one text alone says that it corrects something."""
        a, b = self._texts
        return a.corrects is not b.corrects

    @property
    def tell_names(self) -> bool:
        """Whether capitals tell the names of both."""
        return all(text.tells_names for text in self._texts)

    @cached_property
    def facts(self) -> int:
        """Distinct facts."""
        return min(len(text.facts) for text in self._texts)

    @cached_property
    def values(self) -> int:
        """Distinct figures and days."""
        return min(len(text.values) for text in self._texts)

    @cached_property
    def shared_facts(self) -> int:
        """Distinct facts among the words that stand in both."""
        a = self._texts[0]
        return len({a.words[place] for equal in self._equal for place in a.fact_places.intersection(equal)})

    @cached_property
    def changes(self) -> Changes:
        """What differs in the slots of no more than SLOT_WORDS words."""
        changed: tuple[set[str], set[str]] = (set(), set())
        names: tuple[set[str], set[str]] = (set(), set())
        figures: tuple[set[str], set[str]] = (set(), set())
        fact_slots = listed = figure_slots = 0
        moves: set[bool] = set()
        around: list[Sequence[str]] = []  # the words at those figures
        for span, places in self._slots:
            if max(span.end - span.start, span.other_end - span.other_start) > t.SLOT_WORDS:
                continue
            words = [[text.words[place] for place in side] for text, side in zip(self._texts, places, strict=True)]
            if _is_respelt(*map("".join, words)):
                continue  # an outlet writes a name in its own way, each time
            kinds = [[text.kind(place) for place in side] for text, side in zip(self._texts, places, strict=True)]
            fact_slots += all(map(any, kinds))
            values = [side.count("value") for side in kinds]
            listed = max(listed, min(values))
            if values == list(map(len, kinds)) and not _are_same(*words):
                figure_slots += 1
                for side, found in enumerate(words):
                    figures[side].update(found)
                moves.update(
                    one < other
                    for one, other in zip(map(_number, words[0]), map(_number, words[1]), strict=False)
                    if one is not None and other is not None
                )
                around.append(self._texts[0].words[max(0, span.start - t.TOLL_WORDS) : span.end + t.TOLL_WORDS])
            for side, text in enumerate(self._texts):
                told = list(zip(words[side], kinds[side], strict=True))
                changed[side].update([word for word, kind in told if kind])
                names[side].update(
                    [word for word, kind in told if kind == "name" or (kind is None and not text.tells_names)]
                )
        return Changes(
            facts=min(map(len, changed)),
            names=min(map(len, names)),
            fact_slots=fact_slots,
            listed=listed,
            figures=min(map(len, figures)),
            signs=all(not side.isdisjoint(zodiac_signs()) for side in changed),
            figure_slots=figure_slots,
            toll=len(moves) <= 1 and any(_TOLL.any(_joined(near).lower()) for near in around),
        )


class Changes(NamedTuple):
    """What differs in slots. Counts are of the text that has fewer of them."""

    facts: int  # distinct facts in slots that stand nowhere in the other text
    names: int  # those of them that are names
    fact_slots: int  # slots in which a fact changed on both sides
    listed: int  # the most changed values that a slot has on its shorter side, as a draw of numbers has
    figures: int  # distinct figures and days that changed in slots that hold nothing else
    figure_slots: int  # those slots
    signs: bool  # signs of the zodiac changed
    toll: bool  # all of those figures rose from one text to the other, and some count victims, cases or the like


def _length(span: _Span) -> int:
    return max(span.end - span.start, span.other_end - span.other_start)


def _are_signs(one: str, other: str) -> bool:
    return len(one) == len(other) == 1 and all(map(_ONE_SIGN.match, (one, other)))


def _are_spelt_alike(one: str, other: str) -> bool:
    """Whether words may be the same in another spelling: `colour` and `color`, `Zelensky` and `Zelenskyy`."""
    if any(map(str.isnumeric, one + other)):
        return False
    return _is_respelt(one, other) or Levenshtein.normalized_similarity(one, other) >= t.SPELT_ALIKE


def _is_respelt(one: str, other: str) -> bool:
    """Whether two words differ in their vowels alone: `Kiev` and `Kyiv`."""
    left = _VOWELS.sub("", one)
    return len(left) > 1 and left == _VOWELS.sub("", other)


def _joined(words: Sequence[str]) -> str:
    """Words as a text: those of scripts that part none stand side by side."""
    return "".join(word if _UNSPACED.match(word) else f" {word} " for word in words)


@lru_cache(maxsize=10_000)
def _number(word: str) -> float | None:
    """The number of a figure whose last sign before one or two digits is a decimal one; None for a day or a time."""
    match = _FIGURE.fullmatch(word)
    if not match:
        return None
    whole = "".join(filter(str.isdecimal, match[1]))
    return float(f"{whole}.{match[2] or 0}") if whole else None


def _are_same(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether figures are the same ones in other words: 1,200 and 1200, 31.4 and 31, 1,198 and 1,200."""
    return len(one) == len(other) and all(map(_is_same, one, other))


def _is_same(one: str, other: str) -> bool:
    if _NO_DIGITS.sub("", one) == _NO_DIGITS.sub("", other) != "":
        return True
    a, b = _number(one), _number(other)
    if a is None or b is None:
        return False
    return any(
        float(f"{fine:.{digits}g}") == coarse
        for fine, coarse in ((a, b), (b, a))
        if abs(fine - coarse) <= t.ROUNDED * fine
        for digits in range(1, 4)
        if float(f"{coarse:.{digits}g}") == coarse
    )
