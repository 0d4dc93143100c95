"""Tells two reports that were made from one form from two deliveries of one report.

Weather, earthquakes, results, obituaries, notices: the sentences stand ready, and names, numbers and days are filled
in. Two such reports share nearly all of their words and report different things. Copies of one report differ too, but
elsewhere: an editor changes words and leaves the facts, a correction changes one fact among many.

    The quake of magnitude [3.9] was felt in [Velmar] on [Monday], the institute said.
    The quake of magnitude [4.6] was felt in [Orsa] on [Friday], the institute said.

The two texts are aligned word by word. Where they differ at the same place is a *slot*. A *fact* is a number, a day, or
a name: a capitalised word that no sentence begins with. A fact has changed where it stands in a slot and nowhere in the
other text. Scripts without capitals show names by their slots alone. A figure that was only rounded, or written with
other signs between its digits, has not changed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, cached_property, lru_cache
from typing import Literal, NamedTuple

import regex
from rapidfuzz.distance import LCSseq

from mediawatch.deduplicate import thresholds as t
from mediawatch.deduplicate.report_frames import corrections
from mediawatch.words import FOLDER, PhraseSearch, phrases

FactKind = Literal["name", "value"]

_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_WORD_APART = regex.compile(
    r"(\p{N}+(?:[.,:٫٬]\p{N}+)+"  # 1,200.50 and 07:49 are one number
    rf"|[{_UNSPACED}]\p{{M}}*"  # a character of a script that parts no words
    rf"|\p{{N}}+(?:(?![{_UNSPACED}])[\p{{L}}\p{{M}}])*"  # 26, 23C, 3rd
    rf"|(?:(?![{_UNSPACED}])[\p{{L}}\p{{M}}\p{{N}}])+)"
)
_LETTERS = r"A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0400-\u0481\u048a-\u052f\u1e00-\u1eff"  # Latin, Cyrillic
_WORD_APART_PLAIN = re.compile(rf"([0-9]+(?:[.,:][0-9]+)+|[0-9]+[{_LETTERS}]*|[0-9{_LETTERS}]+)")
"""The same where a text has no other letters, digits or marks than these; five times as fast."""

_PLAIN = re.compile(rf"[\0-\x7f{_LETTERS}\xa0«»\u2010-\u2027]*")
_FIGURE = regex.compile(r"(\p{N}+(?:[.,٫٬]\p{N}{3})*)(?:[.,٫](\p{N}{1,2}|\p{N}{4,}))?")
_NO_DIGITS = regex.compile(r"\P{N}")
_ONE_SIGN = regex.compile(rf"[{_UNSPACED}]")
_BEGINS_SENTENCE = regex.compile(r"[.!?:;…\"“”„»«‹›()\[\]\n–—•|।۔؟。！？]")
_TOLL = PhraseSearch(("toll_words", None))
_MOSTLY = 0.5  # of the words of a text with capitals: more of them begin with one and it is set in capitals


@cache
def day_names() -> frozenset[str]:
    """Names of weekdays and months in the languages of news, case folded, of one word each (from CLDR)."""
    return frozenset((FOLDER / "day_names.txt").read_text(encoding="utf-8").split())


@cache
def zodiac_signs() -> frozenset[str]:
    """Signs of the zodiac in the languages of news, case folded: horoscopes are forms, filled in by sign."""
    return frozenset(sign.casefold() for sign in phrases("zodiac_signs"))


class Facts:
    """The words of a body, the first ALIGNED_WORDS of them or `limit`, each with what kind of fact it is.

    Kinds are looked at when they are asked for: of two copies most words are the same and nothing hangs on them.
    """

    def __init__(self, body: str, limit: int = t.ALIGNED_WORDS) -> None:
        apart = _WORD_APART_PLAIN if _PLAIN.fullmatch(body) else _WORD_APART
        cut = apart.split(body, maxsplit=limit)  # what stands before a word, the word, and so on
        self._body = body
        self._before: list[str] = cut[:-1:2]
        self._written: list[str] = cut[1::2]
        self.words: list[str] = list(map(str.casefold, self._written))
        """Case folded."""
        self._kinds: dict[int, FactKind | None] = {}

    def head(self, words: int) -> Facts:
        """So many of its words at most, from the first on."""
        return Facts(self._body, words)

    @cached_property
    def corrects(self) -> bool:
        """Whether it says that it corrects something."""
        return corrections(self._body) > 0

    @cached_property
    def tells_names(self) -> bool:
        """Whether capitals tell its names: its script has them and it is not set in them."""
        first = [word[0] for word in self._written]
        capitals, small = sum(map(str.isupper, first)), sum(map(str.islower, first))
        cased = capitals + small
        return bool(cased) and 2 * cased > len(first) and capitals <= _MOSTLY * cased

    def kind(self, place: int) -> FactKind | None:
        """What kind of fact the word at this place is; None: no fact."""
        if place not in self._kinds:
            self._kinds[place] = self._kind(place)
        return self._kinds[place]

    def _kind(self, place: int) -> FactKind | None:
        first, folded = self._written[place][0], self.words[place]
        if first.isnumeric() or folded in day_names() or folded in zodiac_signs():
            return "value"
        if first.isupper() and place and self.tells_names and not _BEGINS_SENTENCE.search(self._before[place]):
            return "name"
        return None

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        return frozenset(self.words)

    def differs_from(self, other: Facts) -> bool:
        """Whether it has words that the other lacks in two places or more: no form is filled in by fewer, but one for
        signs of the zodiac."""
        missing = (word for word in self.words if word not in other.vocabulary)
        first = next(missing, None)
        return first is not None and (first in zodiac_signs() or next(missing, None) is not None)

    @cached_property
    def facts(self) -> frozenset[str]:
        """The distinct facts."""
        return frozenset(word for place, word in enumerate(self.words) if self.kind(place))

    @cached_property
    def values(self) -> frozenset[str]:
        """The distinct figures and days."""
        return frozenset(word for place, word in enumerate(self.words) if self.kind(place) == "value")


class _Span(NamedTuple):
    """The words from `start` to `end` of one text, which stand where the other has those from `other_start` on."""

    start: int
    end: int
    other_start: int
    other_end: int


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

    @property
    def shares_most(self) -> bool:
        """Whether they differ at some place and have most words in common."""
        return bool(self.slots) and self.shared_words >= t.FORM_SHARED * max(len(text.words) for text in self._texts)

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
        return len({a.words[place] for equal in self._equal for place in equal if a.kind(place)})

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
            own = [
                [(text.words[place], text.kind(place)) for place in side]
                for text, side in zip(self._texts, places, strict=True)
            ]
            fact_slots += all(any(kind for _, kind in side) for side in own)
            listed = max(listed, min(sum(kind == "value" for _, kind in side) for side in own))
            words = [[word for word, _ in side] for side in own]
            if all(kind == "value" for side in own for _, kind in side) and not _are_same(*words):
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
                changed[side].update(word for word, kind in own[side] if kind)
                names[side].update(
                    word for word, kind in own[side] if kind == "name" or (kind is None and not text.tells_names)
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


def _joined(words: Sequence[str]) -> str:
    """Words as a text: those of scripts that part none stand side by side."""
    return "".join(word if _ONE_SIGN.match(word) else f" {word} " for word in words)


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


def is_form(a: Facts, b: Facts) -> bool:
    """Whether two texts are reports made from one form.

    They were filled in anew (`_filled_in`). Or what they share reports nothing, as a consent wall does, and each has
    words of its own in the same place. Or one of them is the head of such a report: what was cut off at its end shares
    too little with a whole one, so it is compared with as many of its first words.
    """
    if not (a.differs_from(b) and b.differs_from(a)):
        return False
    found = Alignment(a, b)
    if _filled_in(found) or _share_a_wall(found):
        return True
    short, long = (a, b) if len(a.words) <= len(b.words) else (b, a)
    if len(short.words) >= t.FORM_CUT * len(long.words):
        return False
    head = long.head(len(short.words))
    if not (short.differs_from(head) and head.differs_from(short)):
        return False
    found = Alignment(short, head)
    return _filled_in(found) or (_share_a_wall(found) and found.shared_at_end >= t.WALL_WORDS)


def _filled_in(found: Alignment) -> bool:
    """Whether two texts have most words in common, and one of these holds. A large share of what they report differs,
    names among it. Several figures differ and nothing else, most of the figures that the text has: it is no toll that
    rises, and not one text alone says that it corrects one. A list of values differs. Many slots differ, nearly all of
    them in facts, several in names (German writes every noun with a capital, so that few of its facts are names). Each
    is of a sign of the zodiac that the other does not have.
    """
    if not found.shares_most:
        return False
    changes = found.changes
    if changes.signs:
        return True
    many = changes.fact_slots >= t.FORM_SLOTS
    if many and changes.facts >= t.FORM_CHANGED * found.facts:
        new_names = changes.names >= 1
        new_values = changes.facts >= t.FORM_VALUES and changes.facts >= t.FORM_MOSTLY * found.facts
        if new_names or (new_values and not changes.toll):
            return True
    if (
        changes.figure_slots >= t.FORM_FIGURES
        and changes.figure_slots >= t.FORM_PURE * found.slots
        and changes.figures >= max(t.FORM_FIGURES, t.FORM_FIGURES_SHARE * found.values)
        and not changes.toll
        and not found.corrects
    ):
        return True
    if changes.listed >= t.FORM_LIST and changes.facts >= t.FORM_CHANGED_LIST * found.facts:
        return True
    return (
        changes.fact_slots >= t.FORM_MANY_SLOTS
        and changes.fact_slots >= t.FORM_PURE * found.slots
        and changes.names >= t.FORM_NAMES
        and changes.facts >= t.FORM_CHANGED_PURE * found.facts
    )


def _share_a_wall(found: Alignment) -> bool:
    """Whether two texts have in common, but for one or two places, what tells of nothing."""
    return (
        found.shares_most
        and found.slots <= t.WALL_SLOTS
        and found.replaced >= t.WALL_OWN
        and found.shared_words >= t.WALL_WORDS
        and found.tell_names
        and found.shared_facts <= t.WALL_FACTS
    )
