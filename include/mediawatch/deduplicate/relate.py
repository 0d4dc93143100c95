"""Decides what repeats what, for the articles of a run and for those of the history that they touch.

Distinct texts are the nodes. Two texts that are a copy or a truncation of each other (`measure.kind_of`, a function of
the two alone) are joined; a group is all articles whose texts hang together so, and its original is the earliest of
them. So the groups depend on the set of articles only, not on the order or the portions in which they came. A run never
measures the history against itself:

- *active* are the articles that the run brings or changes, and all of every group of the history that loses a member,
  has one changed, or gets another original: such a group is taken apart and put together anew;
- every other group of the history stays whole: it is one node, which active texts may join or bridge.

Excerpts are links between an article and the original of another group, and reports of one form are links between the
originals of two groups; both join nothing.

Memory goes by the number of articles and of pairs. Their texts are read while they are measured (`texts`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np

from mediawatch.deduplicate import thresholds as t
from mediawatch.deduplicate.candidates import Marked, Pair, candidate_pairs
from mediawatch.deduplicate.fingerprint import kept
from mediawatch.deduplicate.forms.form_links import families
from mediawatch.deduplicate.history import Hashes, History, Placement, Relations, Standing
from mediawatch.deduplicate.measure import Sides, containment, judge, measure
from mediawatch.deduplicate.texts import PAGE, Bodies, Texts
from mediawatch.deduplicate.union_find import UnionFind
from mediawatch.model import GROUPING_KINDS, DuplicateKind, DuplicateLink

__all__ = ["Bodies", "History", "Placement", "Relations", "relate"]

_PORTION = 400_000
"""Shingles of the texts that are compared at a time: their bodies fit into memory together (texts.CHARACTERS)."""
_MEASURES = 50_000  # that are kept, so that a link does not measure again what was compared


def relate(
    batch: Sequence[Placement], history: History, removed: Collection[str] = (), bodies: Bodies | None = None
) -> Relations:
    """The links of every article whose links this run decides anew.

    `batch` holds the current version of each article that the run brings (articles that the history has already,
    as they are or in a newer version, change nothing); `removed` the uris that are to be published no more. `bodies`
    reads texts of the batch, where its articles come without. Raises ValueError where a uri comes twice.
    """
    run = _Run(history, bodies)
    fresh = run.load_batch(batch, removed)
    while fresh:
        run.compare(fresh)
        fresh = run.join()
    if run.active or run.gone:
        run.point()
        run.find_excerpts()
        run.find_forms()
        run.keep_the_rest()
    return run.relations()


@dataclass(slots=True)
class _Run:
    """What a run knows; its methods are called once each, in the order in which they stand here."""

    history: History
    given: Bodies | None
    changed: dict[str, Placement] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    active: dict[str, Standing] = field(default_factory=dict)  # `original` as it was, or the uri itself
    disturbed: defaultdict[str, list[Standing]] = field(default_factory=lambda: defaultdict(list))  # by former original
    group_of_text: dict[str, str] = field(default_factory=dict)  # texts of whole groups -> the group's former original
    kinds: dict[Pair, DuplicateKind] = field(default_factory=dict)
    forest: UnionFind = field(default_factory=UnionFind)
    original: dict[str, Standing] = field(default_factory=dict)  # root in the forest -> original
    links: dict[tuple[str, str], DuplicateLink] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)
    recast: set[str] = field(default_factory=set)  # articles of the history whose form is decided anew
    _own: dict[str, Placement] = field(default_factory=dict)  # texts of the run, by text_sha256
    _measured: dict[Pair, Sides] = field(default_factory=dict)
    _before: list[DuplicateLink] | None = None
    texts: Texts = field(init=False)

    def __post_init__(self) -> None:
        self.texts = Texts(self._own, self.given or self._given_with_the_batch, self.history)

    def _given_with_the_batch(self, text_sha256s: Collection[str]) -> Mapping[str, str]:
        return {sha: self._own[sha].article_body or "" for sha in text_sha256s}

    # -- what is decided anew

    def load_batch(self, batch: Sequence[Placement], removed: Collection[str]) -> list[Standing]:
        """Notes what is new, changed or gone; returns the articles that are active so far."""
        incoming = {article.uri: article for article in batch}
        if len(incoming) < len(batch):
            raise ValueError("the batch holds two versions of one uri: only the current one may be related")
        before = {s.uri: s for s in self.history.standings([*incoming, *removed])}
        self.changed = {u: a for u, a in incoming.items() if u not in before or _differs(before[u], a)}
        self.gone = {uri for uri in removed if uri in before and uri not in incoming}
        for a in self.changed.values():
            self.active[a.uri] = Standing(a.uri, a.text_sha256, a.date_published, a.observed_at, a.uri)
            self._own[a.text_sha256] = a
        apart = {before[uri].original for uri in [*self.changed, *self.gone] if uri in before}
        return [*self.active.values(), *self._take_apart(apart)]

    def _take_apart(self, originals: Collection[str]) -> list[Standing]:
        """Makes every article of these groups active; returns those that it had not seen yet."""
        members = list(self.history.members(originals)) if originals else []
        for member in members:
            self.disturbed[member.original].append(member)
        fresh = [m for m in members if m.uri not in self.changed and m.uri not in self.gone]
        self.active.update((m.uri, m) for m in fresh)
        return fresh

    # -- which texts are one

    def compare(self, fresh: Sequence[Standing]) -> None:
        """Measures the texts of `fresh` against each other and against the history."""
        marks = self._marks(fresh)
        known = {m.text_sha256 for group in self.disturbed.values() for m in group}
        known |= {mark.text_sha256 for mark in marks}
        arrays = [np.asarray(mark.hashes, np.int64) for mark in marks]
        hashes = np.unique(np.concatenate(arrays)) if arrays else np.empty(0, np.int64)
        found = self.history.by_hashes(hashes) if len(hashes) else ()
        pairs = candidate_pairs(marks, (posting for posting in found if posting[1] not in known))
        wanted = {mark.text_sha256 for mark in marks} | pairs.involved()
        self.group_of_text.update(self.history.groups(wanted))
        self._plant()
        for portion in pairs.portions(_PORTION):
            apart = [pair for pair in portion if self.forest.find(pair[0]) != self.forest.find(pair[1])]
            self.texts.read(chain.from_iterable(apart))
            for a, b in apart:
                if self.forest.find(a) == self.forest.find(b):
                    continue  # of one group already, and how they came to be changes nothing
                if (kind := self._kind(a, b)) is not None:
                    self.kinds[a, b] = kind
                    if kind in GROUPING_KINDS:
                        self.forest.join(a, b)

    def _marks(self, fresh: Iterable[Standing]) -> list[Marked]:
        """The texts of these articles by their fingerprints, in the order of their earliest articles."""
        prints: dict[str, tuple[Hashes, int]] = {
            a.text_sha256: (a.hashes, a.shingle_count) for a in self.changed.values()
        }
        ordered = dict.fromkeys(s.text_sha256 for s in sorted(fresh, key=lambda s: s.key))
        for page in self._pages([sha for sha in ordered if sha not in prints]):
            for sha in page:
                text = self.texts[sha]
                prints[sha] = (kept(text.hashes, text.distinct), len(text.distinct))
        return [Marked(sha, *prints[sha], rank) for rank, sha in enumerate(ordered)]

    def join(self) -> list[Standing]:
        """Forms the groups. Whole groups of the history that get another original are taken apart: then their
        articles are returned, to be compared, and all is to be joined again."""
        groups = self._plant()
        leaders = list(self.history.standings(groups)) if groups else []
        for s in leaders:
            self.forest.join(s.text_sha256, s.uri)
        self.original = {}
        for s in [*self.active.values(), *leaders]:
            root = self.forest.find(s.text_sha256)
            if root not in self.original or s.key < self.original[root].key:
                self.original[root] = s
        return self._take_apart({s.uri for s in leaders if self._head(s).uri != s.uri})

    def _plant(self) -> set[str]:
        """The forest of what is known so far; returns the originals of the whole groups in it."""
        self.forest = UnionFind()
        whole = {text: group for text, group in self.group_of_text.items() if group not in self.disturbed}
        for text, group in whole.items():
            self.forest.join(text, group)
        for (a, b), kind in self.kinds.items():
            if kind in GROUPING_KINDS:
                self.forest.join(a, b)
        return set(whole.values())

    def _head(self, s: Standing) -> Standing:
        return self.original[self.forest.find(s.text_sha256)]

    # -- links

    def point(self) -> None:
        """Links of the active articles to the originals of their groups."""
        self.touched.update(self.active)
        ends = ((s, self._head(s)) for s in self.active.values())
        for s, head in self._near([(s, head) for s, head in ends if s.uri != head.uri]):
            self._link(s, head, self._group_kind(s.text_sha256, head.text_sha256))

    def _group_kind(self, text: str, head: str) -> DuplicateKind:
        """The kind of a link within a group, also of one that came about through a third text."""
        if text == head:
            return "exact"
        kind = self._kind(text, head)
        if kind not in GROUPING_KINDS:
            return "copy" if min(side.share for side in self._measure(text, head)) >= t.COPY else "truncation"
        return kind

    def find_excerpts(self) -> None:
        """Links to originals of other groups a passage of which an article holds, where one of the two is active."""
        held: list[tuple[str, Standing]] = []
        for pair, kind in self.kinds.items():
            if kind == "excerpt":
                heads = [self.original[self.forest.find(text)] for text in pair]
                if heads[0].uri != heads[1].uri:
                    held += [
                        (text, head)
                        for text, other, head in zip(pair, reversed(pair), reversed(heads), strict=True)
                        if head.text_sha256 == other
                    ]
        articles = defaultdict(list)
        for s in self.active.values():
            articles[s.text_sha256].append(s)
        published = {text for text, _ in held} & self.group_of_text.keys()
        for s in self.history.placed(published) if published else ():
            if s.uri not in self.active and s.uri not in self.gone:
                articles[s.text_sha256].append(s)
        held.sort(key=lambda pair: (pair[1].uri, pair[0]))
        for text, head in held:
            sides = self._measure(text, head.text_sha256)
            for s in articles[text]:
                if self._holds_excerpt_of(s, head, sides):
                    self.touched.add(s.uri)
                    self._link(s, head, "excerpt")

    def _holds_excerpt_of(self, s: Standing, head: Standing, sides: Sides) -> bool:
        """Whether `s` is to be linked to `head`, with which it shares a passage.

        Later explicit dates repeat earlier ones; a copy of an original that shares the passage as well says nothing
        new. Without two such dates, of two originals the one whose passage stands further inside repeats the other
        (leads are what is excerpted), or else the later in the order of originals; and a copy is linked besides its
        original, since nothing says which of them the passage was taken from.
        """
        own = self._head(s)
        if s.date_published and head.date_published and s.date_published != head.date_published:
            told = own.uri != s.uri and self._kind(own.text_sha256, head.text_sha256) == "excerpt"
            return s.date_published > head.date_published and not told
        if own.uri != s.uri:
            return True
        further = sides[0].start - sides[1].start
        if abs(further) > t.TRUNCATION_START:
            return further > 0
        return s.key > head.key

    def find_forms(self) -> None:
        """Links of the originals of different reports to the first report of their form."""
        pairs = []
        for (a, b), kind in self.kinds.items():
            if kind == "form":
                heads = self.original[self.forest.find(a)], self.original[self.forest.find(b)]
                if heads[0].uri != heads[1].uri:
                    pairs.append(heads)
        incoming = [link for link in self._links_of_decided() if link.kind == "form"]
        if not pairs and not incoming:
            return
        found = families(pairs, incoming, self.active.keys(), self.gone, self._leads_now, self.history)
        for s, first in self._near(found.links):
            self.touched.add(s.uri)
            self._link(s, first, "form")
        self.recast = found.decided - self.active.keys()
        self.touched |= self.recast

    def _leads_now(self, uri: str) -> Standing | None:
        """The original of an active article whose text has not changed."""
        if uri not in self.active or uri in self.changed:
            return None
        return self._head(self.active[uri])

    def _links_of_decided(self) -> list[DuplicateLink]:
        """The history's links from and to the articles that this run decides anew."""
        if self._before is None:
            decided = self.active.keys() | self.gone
            self._before = list(self.history.links(decided)) if decided else []
        return self._before

    def keep_the_rest(self) -> None:
        """The links of touched articles of the history that this run has not decided."""
        self.touched |= self.gone
        decided = self.active.keys() | self.gone
        self.touched.update(link.uri for link in self._links_of_decided())
        others = self.touched - decided
        for link in self.history.links(others) if others else ():
            stays = link.uri in others and link.duplicate_of not in decided
            if stays and not (link.kind == "form" and link.uri in self.recast):
                self.links.setdefault((link.uri, link.duplicate_of), link)

    def relations(self) -> Relations:
        links = tuple(self.links[ends] for ends in sorted(self.links))
        return Relations(links, frozenset(self.touched), self._new_originals())

    def _new_originals(self) -> dict[str, str]:
        changes = {}
        for former, group in self.disturbed.items():
            same = [m for m in group if m.uri not in self.changed and m.uri not in self.gone]
            left = same or [self.active[m.uri] for m in group if m.uri in self.changed]
            if len(group) > 1 and left:
                head = self._head(min(left, key=lambda s: s.key))
                if head.uri != former:
                    changes[former] = head.uri
        return changes

    # -- texts and their measures, each made once

    def _pages(self, shas: Sequence[str]) -> Iterator[Sequence[str]]:
        """Texts in pages, each read before it is given."""
        for start in range(0, len(shas), PAGE):
            page = shas[start : start + PAGE]
            self.texts.read(page)
            yield page

    def _near(self, ends: Iterable[tuple[Standing, Standing]]) -> Iterator[tuple[Standing, Standing]]:
        """(article, original) pairs, those of one original together, their texts read some at a time."""
        ordered = sorted(ends, key=lambda pair: (pair[1].uri, pair[0].uri))
        for start in range(0, len(ordered), PAGE):
            page = ordered[start : start + PAGE]
            self.texts.read(s.text_sha256 for pair in page for s in pair)
            yield from page

    def _measure(self, a: str, b: str) -> Sides:
        if a > b:
            return self._measure(b, a)[::-1]
        sides = self._measured.get((a, b))
        if sides is None:
            sides = measure(self.texts[a], self.texts[b])
            self._keep(a, b, sides)
        return sides

    def _keep(self, a: str, b: str, sides: Sides) -> None:
        if len(self._measured) >= _MEASURES:
            self._measured.clear()
        self._measured[a, b] = sides

    def _kind(self, a: str, b: str) -> DuplicateKind | None:
        if a > b:
            return self._kind(b, a)
        if (known := self.kinds.get((a, b))) is not None:
            return known
        kind, sides = judge(self.texts[a], self.texts[b])
        if kind is not None and sides is not None:  # of most pairs nothing is asked again
            self._keep(a, b, sides)
        return kind

    def _link(self, s: Standing, head: Standing, kind: DuplicateKind) -> None:
        text, other = self.texts[s.text_sha256], self.texts[head.text_sha256]
        shares, words = (1.0, 1.0), text.length
        if text is not other:
            shares = containment(text, other), containment(other, text)
            words = self._measure(s.text_sha256, head.text_sha256)[0].words
        link = DuplicateLink(s.uri, head.uri, kind, *shares, words)
        self.links[s.uri, head.uri] = link


def _differs(before: Standing, now: Placement) -> bool:
    """Whether `now` is news; an older version than the one that stands is not, unless that one was cut from it."""
    newer = now.replaces or now.observed_at >= before.observed_at
    return newer and (before.text_sha256 != now.text_sha256 or before.key != now.key)
