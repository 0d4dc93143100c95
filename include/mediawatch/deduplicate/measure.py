"""How much of a text stands in another, where, and what that makes of the pair.

All of it is a function of the two texts alone. That is what makes groups independent of the order in which
articles arrive: no later article can change what two earlier ones are to each other.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mediawatch.deduplicate import thresholds as t
from mediawatch.deduplicate.fingerprint import (
    SHINGLE_CHARACTERS,
    SHINGLE_WORDS,
    distinct_of,
    is_unspaced,
    normalise,
    shingle_hashes,
)
from mediawatch.deduplicate.forms.same_form import is_form
from mediawatch.deduplicate.forms.text_facts import Facts
from mediawatch.deduplicate.function_words import function_words
from mediawatch.deduplicate.report_frames import breaks_off, end_in_one_frame, without_frame
from mediawatch.model import GROUPING_KINDS, DuplicateKind

_QUOTED = re.compile(  # “We go home,” or „Wir gehen“
    r'"[^"\n]*(?:"|$)|“[^“”\n]*(?:”|$)|«[^«»\n]*(?:»|$)|„[^„“”\n]*(?:[“”]|$)|「[^「」\n]*(?:」|$)|‘[^‘\n]*?’(?!\w)',
    re.MULTILINE,
)
"""Quoted speech: to the closing mark, or to the paragraph's end where the next paragraph goes on quoting."""


_RUNS = re.compile(
    "[\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]{2,}|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]{5,}"
)
"""Kanji and katakana; Thai, Lao, Burmese and Khmer. Hiragana are endings and particles."""

_HANGUL = re.compile("[\uac00-\ud7af]")
_FIRST_SYLLABLE = "\uac00"  # few words are compared with the pattern: most stand before it
_SYLLABLES = 2  # of a Korean word that are its stem, more often than not


def telling_runs(text: str) -> list[str]:
    """What stands for the long words of a text whose script parts none: pairs of kanji or katakana, rows of five
    characters of the scripts of South East Asia."""
    found = []
    for match in _RUNS.finditer(text):
        run = match[0]
        size = 5 if run[0] < "\u3000" else 2
        found += [run[at : at + size] for at in range(len(run) - size + 1)]
    return found


def _long(word: str) -> int:
    return _SYLLABLES if _HANGUL.match(word) else t.LONG_WORD


def _named(word: str) -> str:
    """What two forms of a word have in common where particles are written on it, in Korean; else the word."""
    return word[:_SYLLABLES] if _HANGUL.match(word) else word


class Text:
    """A body cut into shingles, ready to be measured against others. Lengths are in words; in scripts that do
    not part their words, a word is SHINGLE_CHARACTERS / SHINGLE_WORDS characters."""

    def __init__(self, article_body: str) -> None:
        self.body = article_body
        self._normal = normalise(article_body)
        self._unspaced = is_unspaced(self._normal)
        self.hashes: NDArray[np.int64] = shingle_hashes(self._normal)  # in the order of the text
        self.sorted: NDArray[np.int64] = self.hashes.copy()
        self.sorted.sort()
        self.tokens = self._count(self._normal)
        self.shingle = min(SHINGLE_CHARACTERS if self._unspaced else SHINGLE_WORDS, self.tokens)
        self.per_word = SHINGLE_CHARACTERS / SHINGLE_WORDS if self._unspaced else 1.0

    @cached_property
    def order(self) -> NDArray[np.intp]:
        """Where in the text each of the sorted hashes stands."""
        return self.hashes.argsort()

    @cached_property
    def distinct(self) -> NDArray[np.int64]:
        """The distinct hashes, sorted."""
        return distinct_of(self.sorted)

    def _count(self, normal: str) -> int:
        spaces = normal.count(" ")
        return len(normal) - spaces if self._unspaced else spaces + bool(normal)

    @property
    def length(self) -> int:
        return round(self.tokens / self.per_word)

    def goes_on(self, side: Side, *, from_a_stub: bool = False) -> bool:
        """Whether the text, after its longest repeated passage, still deals with what that passage deals
        with: of the long words in its rest the share COHERENT at least stands in the passage. Behind what a stub has
        left, COHERENT_STUB is enough, and function words do not count.

        The rest of an article that was cut keeps naming its people and things. In a digest of several
        articles, the rest deals with other matters, and its first item is no truncation of it. Scripts without spaces
        have runs of characters for words; where few of them are left nothing can be said, and they pass.
        """
        named, said = self._told(side)
        if self._unspaced and len(said) < t.COHERENT_RUNS:
            return True
        least = t.COHERENT
        if from_a_stub:
            least = t.COHERENT_STUB_RUNS if self._unspaced else t.COHERENT_STUB
            said = [word for word in said if word not in function_words()]
        return sum(word in named for word in said) >= least * len(said)

    def _told(self, side: Side) -> tuple[set[str], list[str]]:
        """The words of the longest repeated passage, and the long words behind it."""
        if self._unspaced:
            joined = self._normal.replace(" ", "")
            cut = int(side.start * self.per_word), int(side.end * self.per_word)
            return set(telling_runs(joined[cut[0] : cut[1]])), telling_runs(joined[cut[1] :])
        named = {_named(word) for word in self.words[int(side.start) : int(side.end)]}
        return named, [_named(word) for word in self.words[int(side.end) :] if len(word) >= _long(word)]

    def faithful_to(self, other: Text, at: NDArray[np.intp]) -> float:
        """Whether the passages that both have name the same things: the share of their long words and figures in this
        text, gaps included, that stand somewhere in the other. `at`: where in this text they begin.

        An edited text keeps its names and figures. A form (the terms of another bond, another week's
        statistics) is filled with others, though its sentences are the same. Scripts without spaces pass.
        """
        if self._unspaced:
            return 1.0
        starts, ends = _runs(at, at[1:] - at[:-1], self.shingle + t.GAP, self.shingle)
        telling = [
            word
            for start, end in zip(starts.tolist(), ends.tolist(), strict=True)
            for word in self.words[start:end]
            if len(word) >= t.LONG_WORD or word[0].isdigit() or (word >= _FIRST_SYLLABLE and len(word) >= _long(word))
        ]
        return sum(map(other.vocabulary.__contains__, telling)) / len(telling) if telling else 1.0

    def is_stub(self, side: Side) -> bool:
        """Whether it seems to be what a wall, or a teaser, left of a longer text: it breaks off, or ends at a wall, or
        nothing that it says after its longest repeated passage comes from there, whatever it is that it says."""
        return self.length <= t.STUB_WORDS and (self._breaks_off or self._ends_elsewhere(side))

    @cached_property
    def _breaks_off(self) -> bool:
        return breaks_off(self.body)

    def _ends_elsewhere(self, side: Side) -> bool:
        if self.length - side.end > t.WALL_TAIL:
            return False
        named, said = self._told(side)
        said = [word for word in said if word not in function_words()]
        return bool(said) and sum(word in named for word in said) <= t.WALL_SHARED * len(said)

    @cached_property
    def report(self) -> Text:
        """The text without the frame that its publisher sets around it."""
        body = without_frame(self.body, self.words)
        return self if body == self.body else Text(body)

    @cached_property
    def facts(self) -> Facts:
        return Facts(self.body)

    @cached_property
    def words(self) -> list[str]:
        return self._normal.split()

    @cached_property
    def vocabulary(self) -> set[str]:
        return set(self.words)

    @cached_property
    def quoted_before(self) -> NDArray[np.int64]:
        """Shape (tokens + 1,): how many of the first i tokens stand within quotation marks."""
        quoted = np.zeros(self.tokens + 1, np.int64)
        place = end = 0
        for match in _QUOTED.finditer(self.body):
            place += self._count(normalise(self.body[end : match.start()]))
            inside = self._count(normalise(match.group()))
            quoted[place + 1 : place + inside + 1] = 1
            place, end = place + inside, match.end()
        return quoted.cumsum()


class Side(NamedTuple):
    """One text's part in an overlap. Lengths in words."""

    share: float  # share of its words that are repeated, gaps of up to GAP closed: the `c` of thresholds.py
    words: int  # words within repeated shingles
    own: float  # words that are not repeated, closed gaps not counted
    start: float  # where its longest repeated passage (gaps closed) begins, ...
    end: float  # ... and ends
    longest: float  # words of its longest unbroken repeated run
    unquoted: float  # the most words outside quotation marks that an unbroken repeated run has, and ...
    closes: bool  # ... whether that run stands at the end of the text


_NOTHING = Side(0.0, 0, 0.0, 0.0, 0.0, 0.0, 0.0, False)


Sides = tuple[Side, Side]
"""What stands in both of two texts, seen from each."""


def measure(a: Text, b: Text) -> Sides:
    """What stands in both, seen from each."""
    return _side(a, _places(a, b)), _side(b, _places(b, a))


def _places(text: Text, other: Text) -> NDArray[np.intp]:
    """Where in `text` the shingles begin that stand in `other` too."""
    return _placed(text, _shared(text, other))


def _shared(text: Text, other: Text) -> NDArray[np.bool_]:
    """For each of the sorted hashes of `text` whether it stands in `other` too: sorted ones are found twice as fast."""
    if not len(text.sorted) or not len(other.sorted):
        return np.zeros(len(text.sorted), np.bool_)
    return _is_in(text.sorted, other.sorted)


def _placed(text: Text, shared: NDArray[np.bool_]) -> NDArray[np.intp]:
    at = text.order[shared]
    at.sort()
    return at


def _is_in(values: NDArray[np.int64], among: NDArray[np.int64]) -> NDArray[np.bool_]:
    """For each value whether it is among those of a sorted array that is not empty."""
    # behind the last one is what is greater than it, and so than all
    found: NDArray[np.bool_] = among.take(among.searchsorted(values), mode="clip") == values
    return found


def _side(text: Text, at: NDArray[np.intp]) -> Side:
    if not len(at):
        return _NOTHING
    steps = at[1:] - at[:-1]
    size = text.shingle
    reach = size + int(t.GAP * text.per_word)
    # Runs are few, and so cheaper to go through one by one than in arrays. Behind the last comes nothing for so long.
    breaks = (steps > 1).nonzero()[0]
    lasts = [*at[breaks].tolist(), int(at[-1])]
    nexts = [*at[breaks + 1].tolist(), lasts[-1] + reach + 1]
    run = passage = start = int(at[0])
    words, closed, unbroken, longest = len(at) - len(lasts), 0, 0, 0
    for last, following in zip(lasts, nexts, strict=True):
        end = last + size
        words += min(following - last, size)
        unbroken = max(unbroken, end - run)
        if following - last > reach:
            closed += end - passage
            if end - passage > longest:
                longest, start = end - passage, passage
            passage = following
        run = following
    unquoted, closes = 0, False
    if unbroken >= t.EXCERPT_WORDS * text.per_word:
        run_starts, run_ends = _runs(at, steps, 1, size)
        quoted = text.quoted_before
        outside = run_ends - run_starts - (quoted[run_ends] - quoted[run_starts])
        unquoted = int(outside.max())
        closes = bool(run_ends[outside.argmax()] + t.FOOTER * text.per_word >= text.tokens)
    return Side(
        share=closed / text.tokens,
        words=round(words / text.per_word),
        own=(text.tokens - closed) / text.per_word,
        start=start / text.per_word,
        end=(start + longest) / text.per_word,
        longest=unbroken / text.per_word,
        unquoted=unquoted / text.per_word,
        closes=closes,
    )


def _runs(
    at: NDArray[np.intp], steps: NDArray[np.intp], reach: int, size: int
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """First token, and token past the last, of each run of shingles whose places are at most `reach` apart."""
    breaks = (steps > reach).nonzero()[0]
    starts = np.empty(len(breaks) + 1, np.intp)
    ends = np.empty(len(breaks) + 1, np.intp)
    starts[0], ends[-1] = at[0], at[-1] + size
    starts[1:] = at[breaks + 1]
    ends[:-1] = at[breaks] + size
    return starts, ends


def containment(text: Text, other: Text) -> float:
    """Share of the distinct shingles of `text` that stand in `other`."""
    if not len(text.hashes) or not len(other.hashes):
        return 0.0
    return float(np.count_nonzero(_is_in(text.distinct, other.sorted)) / len(text.distinct))


def kind_of(a: Text, b: Text) -> DuplicateKind | None:
    """What the pair is: 'copy' and 'truncation' make groups, 'excerpt' and 'form' are relations of their own, None
    is nothing. Walls, sign-up boxes and disclaimers that both stand in are no passage: what they make a copy without
    the reports being one is a 'form'.

    The answer is the same for (b, a).
    """
    return judge(a, b)[0]


def judge(a: Text, b: Text) -> tuple[DuplicateKind | None, Sides | None]:
    """`kind_of`, and what `measure` says of the two where that had to be known."""
    kind, sides = _judge(a, b)
    if kind is None or kind == "form":
        return kind, sides
    if kind in GROUPING_KINDS and end_in_one_frame(a.body, b.body):
        return "form", sides
    if a.report is a and b.report is b:
        return kind, sides
    bare, _ = _judge(a.report, b.report)
    return "form" if bare is None and kind in GROUPING_KINDS else bare, sides


def _judge(a: Text, b: Text) -> tuple[DuplicateKind | None, Sides | None]:
    shorter, longer = (a, b) if (a.tokens, a.body) <= (b.tokens, b.body) else (b, a)
    shared = _shared(shorter, longer)
    if np.count_nonzero(shared) < min(
        t.SCATTERED * len(shorter.hashes), t.EXCERPT_WORDS * shorter.per_word - shorter.shingle + 1
    ):
        return None, None  # most candidates share a footer, or the phrases of a form
    at = _placed(shorter, shared)
    short = _side(shorter, at)
    if short.share < min(t.COPY, t.TRUNCATION) and short.unquoted < t.EXCERPT_WORDS:
        # whatever the other side shows
        return ("form" if _may_be_one_form(short, shorter, longer) else None), None
    at_longer = _places(longer, shorter)
    long = _side(longer, at_longer)
    sides = (short, long) if shorter is a else (long, short)
    kind = _group_kind(short, long, shorter, longer)
    if kind is not None:
        if is_form(shorter.facts, longer.facts):
            return "form", sides
        faithful = shorter.faithful_to(longer, at), longer.faithful_to(shorter, at_longer)
        # a sentence that one of them left out makes the other name more, and no other report
        if min(faithful) >= t.FAITHFUL or max(faithful) == 1.0 or _name_the_same(shorter, longer):
            return kind, sides
    if min(short.unquoted, long.unquoted) >= t.EXCERPT_WORDS and not (short.closes and long.closes):
        return "excerpt", sides
    return ("form" if kind is None and _may_be_one_form(short, shorter, longer) else None), sides


def _name_the_same(a: Text, b: Text) -> bool:
    """Whether two texts name the same people, places, days and figures, several of them: two verbs that an editor
    replaced are a large share of the long words of a brief."""
    return len(a.facts.facts) >= t.FAITHFUL_FACTS and a.facts.facts == b.facts.facts


def _may_be_one_form(short: Side, shorter: Text, longer: Text) -> bool:
    """Of two texts that share too little for a copy: whether they are of one form nevertheless. A brief is filled in at
    so many places that few runs of words stay whole, and most words stand in the same order all the same."""
    return (
        short.share >= t.FORM_SCATTERED
        and shorter.tokens >= t.FORM_SHARED * longer.tokens
        and is_form(shorter.facts, longer.facts)
    )


def _group_kind(short: Side, long: Side, shorter: Text, longer: Text) -> DuplicateKind | None:
    """The kind by the lengths and places of what is shared."""
    low = min(short.share, long.share)
    if low >= t.WHOLE:
        return "copy"
    if (
        (short.end - short.start) * shorter.per_word >= t.TRUNCATION * shorter.tokens
        and short.own <= t.TRUNCATION_OWN
        and max(short.start, long.start) <= t.TRUNCATION_START
        and longer.goes_on(long, from_a_stub=shorter.is_stub(short))
    ):
        return "truncation"
    if low >= t.COPY:
        in_one_place = max(side.longest / side.words for side in (short, long)) > t.CONTIGUOUS
        if not in_one_place or short.share >= t.EMBEDDED:
            return "copy"
    return None
