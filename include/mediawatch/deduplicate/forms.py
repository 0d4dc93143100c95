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

from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal

import regex
from babel import Locale
from rapidfuzz.distance import LCSseq

from mediawatch.deduplicate import thresholds as t
from mediawatch.words import phrases, words_pattern

FactKind = Literal["name", "value"]

_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_WORD = regex.compile(
    r"\p{N}+(?:[.,:٫٬]\p{N}+)+"  # 1,200.50 and 07:49 are one number
    rf"|[{_UNSPACED}]\p{{M}}*"  # a character of a script that parts no words
    rf"|\p{{N}}+(?:(?![{_UNSPACED}])[\p{{L}}\p{{M}}])*"  # 26, 23C, 3rd
    rf"|(?:(?![{_UNSPACED}])[\p{{L}}\p{{M}}\p{{N}}])+"
)
_ONE_SIGN = regex.compile(rf"[{_UNSPACED}]")
_BEGINS_SENTENCE = regex.compile(r"[.!?:;…\"“”„»«‹›()\[\]\n–—•|।۔؟。！？]")
_TOLL = regex.compile(words_pattern("toll_words"), regex.IGNORECASE)
_CORRECTED = regex.compile(words_pattern("corrected"), regex.IGNORECASE)
_MOSTLY = 0.5  # of the words of a text with capitals: more of them begin with one and it is set in capitals

_LANGUAGES = (
    "ar bg bn bs ca cs cy da de el en es et eu fa fi fil fr ga gl gu he hi hr hu hy id is it ka kk kn ko lt lv mk ml "
    "mr ms my nb ne nl nn pa pl ps pt ro ru si sk sl sq sr sv sw ta te th tr uk ur uz vi"
)


@cache
def day_names() -> frozenset[str]:
    """Names of weekdays and months in the languages of news, case folded, of one word each (from CLDR)."""
    found: set[str] = set()
    for code in _LANGUAGES.split():
        locale = Locale.parse(code)
        for names in (locale.days, locale.months):
            for context in ("format", "stand-alone"):
                found.update(name.casefold() for name in names[context]["wide"].values())
    return frozenset(name for name in found if not regex.search(r"[^\p{L}\p{M}]", name) and len(name) > 1)


@cache
def zodiac_signs() -> frozenset[str]:
    """Signs of the zodiac in the languages of news, case folded: horoscopes are forms, filled in by sign."""
    return frozenset(sign.casefold() for sign in phrases("zodiac_signs"))


@dataclass(frozen=True, slots=True)
class _Word:
    folded: str
    kind: FactKind | None  # None: no fact


class Facts:
    """The words of a body, each with what kind of fact it is."""

    def __init__(self, body: str) -> None:
        self.words: list[_Word] = []
        self.corrects = bool(_CORRECTED.search(body))
        found = list(_WORD.finditer(body))[: t.ALIGNED_WORDS]
        cased = [m for m in found if (c := m.group()[0]).isupper() or c.islower()]
        capitals = [m for m in cased if m.group()[0].isupper()]
        self.tells_names = bool(cased) and 2 * len(cased) > len(found) and len(capitals) <= _MOSTLY * len(cased)
        before = -1
        for match in found:
            text = match.group()
            begins = before < 0 or bool(_BEGINS_SENTENCE.search(body, before, match.start()))
            self.words.append(_Word(text.casefold(), self._kind(text, begins)))
            before = match.end()

    def _kind(self, text: str, begins_sentence: bool) -> FactKind | None:
        folded = text.casefold()
        if text[0].isnumeric() or folded in day_names() or folded in zodiac_signs():
            return "value"
        if self.tells_names and text[0].isupper() and not begins_sentence:
            return "name"
        return None

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        return frozenset(word.folded for word in self.words)

    @cached_property
    def facts(self) -> frozenset[str]:
        """The distinct facts."""
        return frozenset(word.folded for word in self.words if word.kind)

    @cached_property
    def values(self) -> frozenset[str]:
        """The distinct figures and days."""
        return frozenset(word.folded for word in self.words if word.kind == "value")


@dataclass(frozen=True, slots=True)
class Alignment:
    """How two texts differ. Counts are of the text that has fewer of them, since both must have changed."""

    facts: int  # distinct facts
    changed: int  # distinct facts in slots that stand nowhere in the other text
    names: int  # those of them that are names
    slots: int  # places at which both texts have words of their own
    fact_slots: int  # those of them in which a fact changed on both sides
    shared_words: int  # words that stand in both, in order
    shared_facts: int  # distinct facts among them
    replaced: int  # words of its own that a text has in slots, slot by slot on the shorter side
    listed: int  # the most changed values that a slot has on its shorter side, as a draw of numbers has
    values: int  # distinct figures and days
    figures: int  # distinct ones of them that changed in slots that hold nothing else
    figure_slots: int  # those slots
    toll: bool  # all of those figures rose from one text to the other, and some count victims, cases or the like


def align(a: Facts, b: Facts) -> Alignment:
    """Align two texts word by word (longest common subsequence)."""
    numbers: dict[str, int] = {}
    left = [numbers.setdefault(word.folded, len(numbers)) for word in a.words]
    right = [numbers.setdefault(word.folded, len(numbers)) for word in b.words]
    shared_words, shared = 0, set()
    spans: list[tuple[int, int, int, int]] = []
    open_span: tuple[int, int, int, int] | None = None
    for op in LCSseq.opcodes(left, right):
        if op.tag == "equal":
            length = op.src_end - op.src_start
            shared_words += length
            shared |= {w.folded for w in a.words[op.src_start : op.src_end] if w.kind}
            if open_span and length > 1:  # one word in common, such as "of", does not part a slot
                spans.append(open_span)
                open_span = None
            continue
        begin = open_span or (op.src_start, 0, op.dest_start, 0)
        open_span = (begin[0], op.src_end, begin[2], op.dest_end)
    if open_span:
        spans.append(open_span)
    changed: tuple[set[str], set[str]] = (set(), set())
    names: tuple[set[str], set[str]] = (set(), set())
    figures: tuple[set[str], set[str]] = (set(), set())
    slots = fact_slots = replaced = listed = figure_slots = 0
    moves: set[bool] = set()
    counts = False
    for i, j, k, m in spans:
        own = (
            [w for w in a.words[i:j] if w.folded not in b.vocabulary],
            [w for w in b.words[k:m] if w.folded not in a.vocabulary],
        )
        if not own[0] or not own[1]:
            continue
        slots += 1
        replaced += min(len(own[0]), len(own[1]))
        if max(j - i, m - k) > t.SLOT_WORDS:
            continue
        fact_slots += any(w.kind for w in own[0]) and any(w.kind for w in own[1])
        listed = max(listed, min(sum(w.kind == "value" for w in side) for side in own))
        if all(w.kind == "value" for w in own[0] + own[1]) and not _are_same(own[0], own[1]):
            figure_slots += 1
            for side, words in enumerate(own):
                figures[side].update(w.folded for w in words)
            moves.update(
                one < other
                for one, other in zip(map(_number, own[0]), map(_number, own[1]), strict=False)
                if one is not None and other is not None
            )
            near = a.words[max(0, i - t.TOLL_WORDS) : j + t.TOLL_WORDS]
            counts = counts or bool(_TOLL.search(_joined(near)))
        for side, words, facts in ((0, own[0], a), (1, own[1], b)):
            changed[side].update(w.folded for w in words if w.kind)
            names[side].update(
                w.folded for w in words if w.kind == "name" or (not facts.tells_names and w.kind is None)
            )
    return Alignment(
        facts=min(len(a.facts), len(b.facts)),
        changed=min(map(len, changed)),
        names=min(map(len, names)),
        slots=slots,
        fact_slots=fact_slots,
        shared_words=shared_words,
        shared_facts=len(shared),
        replaced=replaced,
        listed=listed,
        values=min(len(a.values), len(b.values)),
        figures=min(map(len, figures)),
        figure_slots=figure_slots,
        toll=counts and len(moves) <= 1,
    )


def _joined(words: list[_Word]) -> str:
    """Words as a text: those of scripts that part none stand side by side."""
    return "".join(w.folded if _ONE_SIGN.match(w.folded) else f" {w.folded} " for w in words)


def _number(word: _Word) -> float | None:
    """The number of a figure whose last sign before one or two digits is a decimal one; None for a day or a time."""
    match = regex.fullmatch(r"(\p{N}+(?:[.,٫٬]\p{N}{3})*)(?:[.,٫](\p{N}{1,2}|\p{N}{4,}))?", word.folded)
    if not match:
        return None
    whole = "".join(filter(str.isdecimal, match[1]))
    return float(f"{whole}.{match[2] or 0}") if whole else None


def _are_same(one: list[_Word], other: list[_Word]) -> bool:
    """Whether figures are the same ones in other words: 1,200 and 1200, 31.4 and 31, 1,198 and 1,200."""
    if len(one) != len(other):
        return False
    return all(_is_same(a, b) for a, b in zip(one, other, strict=True))


def _is_same(one: _Word, other: _Word) -> bool:
    if regex.sub(r"\P{N}", "", one.folded) == regex.sub(r"\P{N}", "", other.folded) != "":
        return True
    a, b = _number(one), _number(other)
    if a is None or b is None:
        return False
    return any(
        abs(fine - coarse) <= t.ROUNDED * fine and float(f"{fine:.{digits}g}") == coarse
        for fine, coarse in ((a, b), (b, a))
        for digits in range(1, 4)
        if float(f"{coarse:.{digits}g}") == coarse
    )


def is_form(a: Facts, b: Facts) -> bool:
    """Whether two texts are reports made from one form.

    They have most words in common, and one of these holds. A large share of what they report differs, names among it.
    Several figures differ and nothing else, most of the figures that the text has: it is no
    toll that rises, and not one text alone says that it corrects one.
    A list of values differs. Many slots differ, nearly all of them in facts, several in names (German writes every noun
    with a capital, so that few of its facts are names). What they share reports nothing, as a consent wall does, and
    each has words of its own in the same place.
    """
    found = align(a, b)
    if found.shared_words < t.FORM_SHARED * max(len(a.words), len(b.words)):
        return False
    many = found.fact_slots >= t.FORM_SLOTS
    if many and found.changed >= t.FORM_CHANGED * found.facts:
        new_names = found.names >= 1
        new_values = found.changed >= t.FORM_VALUES and found.changed >= t.FORM_MOSTLY * found.facts
        if new_names or (new_values and not found.toll):
            return True
    if (
        found.figure_slots >= t.FORM_FIGURES
        and found.figure_slots >= t.FORM_PURE * found.slots
        and found.figures >= max(t.FORM_FIGURES, t.FORM_FIGURES_SHARE * found.values)
        and not found.toll
        and a.corrects is b.corrects
    ):
        return True
    if found.listed >= t.FORM_LIST and found.changed >= t.FORM_CHANGED_LIST * found.facts:
        return True
    if (
        found.fact_slots >= t.FORM_MANY_SLOTS
        and found.fact_slots >= t.FORM_PURE * found.slots
        and found.names >= t.FORM_NAMES
        and found.changed >= t.FORM_CHANGED_PURE * found.facts
    ):
        return True
    return (
        a.tells_names
        and b.tells_names
        and found.shared_facts <= t.WALL_FACTS
        and found.shared_words >= t.WALL_WORDS
        and found.slots <= t.WALL_SLOTS
        and found.replaced >= t.WALL_OWN
    )
