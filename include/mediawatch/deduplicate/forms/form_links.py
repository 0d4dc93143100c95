"""Which report of a form was seen first, and which reports point to it.

Reports of one form (`forms.is_form`, a function of two texts alone) make a *family*. Every original of a family points
to the earliest original of it, never to another report and never in chains; copies of a report point to that report
alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from mediawatch.deduplicate.history import History, Standing
from mediawatch.deduplicate.union_find import UnionFind
from mediawatch.model import DuplicateLink


@dataclass(slots=True)
class Families:
    """What a run decides about forms. `links`: (original, the first report of its family). `decided`: uris of the
    history whose link of kind form is stated anew here, or is no more."""

    links: list[tuple[Standing, Standing]] = field(default_factory=list)
    decided: set[str] = field(default_factory=set)


def families(
    pairs: Iterable[tuple[Standing, Standing]],
    incoming: Iterable[DuplicateLink],
    active: Collection[str],
    gone: Collection[str],
    leads_now: Callable[[str], Standing | None],
    history: History,
) -> Families:
    """The families that a run touches.

    `pairs`: originals of two groups that are reports of one form. `incoming`: the history's links of kind form to
    articles that the run decides anew (`active` and `gone`); those that point to the same article stay one family
    when it goes. `leads_now(uri)` is the original of an active article whose text is the one that the history knows,
    else None.
    """
    nodes: dict[str, Standing] = {}
    forest = UnionFind()
    for a, b in pairs:
        nodes[a.uri], nodes[b.uri] = a, b
        forest.join(a.uri, b.uri)
    orphans = defaultdict(set)
    for link in incoming:
        if link.uri not in active and link.uri not in gone:
            orphans[link.duplicate_of].add(link.uri)
    for target, sources in orphans.items():
        for source in sources:
            forest.join(source, min(sources))
        if (head := leads_now(target)) is not None:
            nodes[head.uri] = head
            forest.join(min(sources), head.uri)
    lost = set().union(*orphans.values())
    _read(nodes, lost, history)
    before: dict[str, str] = {}
    _follow(nodes, before, forest, active, gone, history)
    first = _firsts(nodes, forest)
    # A report that came first until now and does so no more: all that point to it point to another one.
    former = {uri for uri in nodes if uri not in active and uri not in before and first[forest.find(uri)].uri != uri}
    repointed = [link for link in history.links(former) if link.kind == "form" and link.duplicate_of in former]
    repointed = [link for link in repointed if link.uri not in active and link.uri not in gone]
    for link in repointed:
        before[link.uri] = link.duplicate_of
        forest.join(link.uri, link.duplicate_of)
    _read(nodes, {link.uri for link in repointed}, history)
    first = _firsts(nodes, forest)
    found = Families()
    for uri in sorted(nodes):
        head = first[forest.find(uri)]
        points_to = None if head.uri == uri else head.uri
        if uri not in active:
            if uri not in lost and before.get(uri) == points_to:
                continue  # as it stands
            found.decided.add(uri)
        if points_to is not None:
            found.links.append((nodes[uri], head))
    return found


def _read(nodes: dict[str, Standing], uris: Collection[str], history: History) -> None:
    missing = set(uris) - nodes.keys()
    nodes.update({s.uri: s for s in history.standings(missing)} if missing else {})


def _follow(
    nodes: dict[str, Standing],
    before: dict[str, str],
    forest: UnionFind,
    active: Collection[str],
    gone: Collection[str],
    history: History,
) -> None:
    """Adds the first reports to which articles of the history point already."""
    asked = {uri for uri in nodes if uri not in active}
    pointing: Mapping[str, str] = dict(history.first_of_form(asked)) if asked else {}
    standing = {uri: first for uri, first in pointing.items() if first not in active and first not in gone}
    _read(nodes, standing.values(), history)
    for uri, first in standing.items():
        before[uri] = first
        forest.join(uri, first)


def _firsts(nodes: Mapping[str, Standing], forest: UnionFind) -> dict[str, Standing]:
    """Root in the forest -> the earliest report of the family."""
    first: dict[str, Standing] = {}
    for s in nodes.values():
        root = forest.find(s.uri)
        if root not in first or s.key < first[root].key:
            first[root] = s
    return first
