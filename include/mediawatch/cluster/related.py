"""Which stories the parts of a round-up tell of.

Each part is compared with the stories near it as an article is, and related to the one that it is most like: a part
tells of one event at most.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain

import numpy as np

from mediawatch.cluster.records import (
    NO_FREQUENCIES,
    Member,
    Relation,
    RoundUp,
    Signature,
    Span,
    StoryIndex,
)
from mediawatch.cluster.round_ups import parts_of
from mediawatch.cluster.similarity.compared import Compared, similarity
from mediawatch.cluster.similarity.space import SHARED_TERMS, Space
from mediawatch.cluster.terms import forms

RELATED = 0.12
"""Mean similarity of a part to the articles of a story from which it tells of that story: of 163 parts that reached it
in the development data 141 were of the very event, at 0.10 149 of 182."""

CANDIDATES = 3
"""Standing stories that a part is compared with."""


def relate_parts(
    language: str, round_ups: Sequence[RoundUp], spans: Sequence[Span], index: StoryIndex
) -> tuple[list[Relation], dict[str, Signature]]:
    """The stories that these round-ups of one language tell of, each round-up and story once, and by uri the terms by
    which each is found when a story changes. `spans`: when a story that they may tell of was published or seen."""
    parts: list[Member] = []
    written: list[Mapping[str, str]] = []
    for round_up in round_ups:
        for cut in parts_of(round_up.article_body, language):
            parts.append(Member(round_up.uri, "", Counter(cut.terms), round_up.coverage_at, round_up.dated))
            written.append(forms(cut.words, language))
    space = Space(language, index, NO_FREQUENCIES)
    space.learn(chain.from_iterable(part.profile for part in parts))
    signatures = [space.signature(part.profile) for part in parts]
    terms: dict[str, Signature] = {}
    for part, signature in zip(parts, signatures, strict=True):
        terms[part.uri] = {**terms.get(part.uri, {}), **signature}
    near = {story for _, story in index.near(language, signatures, spans, CANDIDATES)}
    stories: dict[str, list[Member]] = {story: [] for story in sorted(near)}
    for member in index.members(near) if near else ():
        stories[member.story].append(member)
    stories = {story: members for story, members in stories.items() if members}
    if not stories:
        return [], terms
    everyone = list(chain.from_iterable(stories.values()))
    compared = Compared.of([*parts, *everyone], space.vectors([each.profile for each in (*parts, *everyone)]))
    told_here, table = compared.part(slice(len(parts))), compared.part(slice(len(parts), None))
    sizes = np.array([len(members) for members in stories.values()])
    starts = np.cumsum(sizes) - sizes
    means = np.add.reduceat(similarity(told_here, table), starts, axis=1) / sizes
    names = list(stories)
    found: defaultdict[tuple[str, str], list[tuple[float, int]]] = defaultdict(list)
    for place, part in enumerate(parts):
        best = int(means[place].argmax())
        if means[place, best] >= RELATED:
            found[part.uri, names[best]].append((float(means[place, best]), place))
    relations = []
    for (uri, story), told in sorted(found.items()):
        alike, place = max(told, key=lambda item: (item[0], -item[1]))
        own = slice(starts[names.index(story)], starts[names.index(story)] + len(stories[story]))
        shared = space.in_common(told_here.vectors[place], table.vectors[own], SHARED_TERMS)
        shown = tuple(written[place].get(term, term) for term in shared)
        relations.append(Relation(uri, story, round(min(1.0, alike), 6), shown))
    return relations, terms
