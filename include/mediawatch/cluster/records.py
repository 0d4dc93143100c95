"""What clustering is given, asks of the warehouse, and answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, Protocol

Profile = Mapping[str, int]
"""Term -> its weighted count in an article, without regard to how common the term is."""

Signature = Mapping[str, int]
"""The most telling terms of an article, heaviest first -> how telling each is, in millionths."""

Span = tuple[datetime, datetime]
"""From a moment to another, both included."""

MEMBERS = 256
"""Articles of one story that are compared, those with the latest coverage: bounds the cost of a large one."""


class Mark(NamedTuple):
    """`times`: how often an article has it; `written`: how it writes it the first time."""

    times: int
    written: str


Marks = Mapping[str, Mark]
"""What an article says that carries over into other languages (cluster.marks): `n:` names, `k:` consonants of names,
`#` numbers, `@` countries."""

MANY = "mul"
"""The language under which marks are counted (ISO 639-2: several languages)."""


@dataclass(frozen=True, slots=True)
class StoryArticle:
    """An article that is to be put into a story.

    `original` is the uri of the original of its duplicate group (links of kind exact, copy, truncation), its
    own uri where it has none: only originals are compared, a copy goes where its original is. `dated` says
    that `coverage_at` is the article's own date of publication; else it is when we saw it, and tells little
    of when the event was. `form`: the uri of the first report that was made from the same form as this one, empty where
    none is known (links of kind form).
    """

    uri: str
    original: str
    headline: str
    article_body: str
    in_language: str
    coverage_at: datetime
    observed_at: datetime
    dated: bool
    form: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """An article that represents its duplicate group; `story` is the one it stands in, empty for a new article. `form`
    as that of `StoryArticle`."""

    uri: str
    story: str
    profile: Profile
    coverage_at: datetime
    dated: bool
    names: frozenset[str] = frozenset()  # see marks.told; empty where they are not known
    form: str = ""


@dataclass(frozen=True, slots=True)
class Frequencies:
    """Of the articles of one language in the rolling window: how many there are, and how many hold each term."""

    documents: int
    counts: Mapping[str, int]


NO_FREQUENCIES = Frequencies(0, {})

IN_NO_STORY = ""
"""Where a round-up stands."""


class StoryIndex(Protocol):
    """The stories before this call of `assign`. Every question is asked once for all articles of one language
    (base subtag, as `zh`)."""

    def located(self, uris: Collection[str]) -> Mapping[str, str]:
        """The story of each of these articles that stands in one, IN_NO_STORY for a round-up."""

    def frequencies(self, language: str, terms: Collection[str]) -> Frequencies:
        """How common the terms are; a term that is not known is left out."""

    def near(
        self, language: str, signatures: Sequence[Signature], spans: Sequence[Span], limit: int
    ) -> Iterable[tuple[int, str]]:
        """(place of a signature, story): for each the `limit` stories that share most of it by weight and two terms at
        least, ties to the lower number. A story has the terms that its representatives have in their signatures,
        those that were published or first seen within one of the spans; of a term maybe only its latest articles are
        looked at."""

    def members(self, stories: Collection[str]) -> Iterable[Member]:
        """The representatives in these stories, of each story the MEMBERS with the latest coverage."""


@dataclass(frozen=True, slots=True)
class Membership:
    """`similarity` is the mean similarity, 0..1, to the other members that it was compared with, 1 for an article
    alone; `shared_terms` are the terms that made most of it, heaviest first. A copy has those of its original."""

    uri: str
    story: str
    similarity: float
    shared_terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assignments:
    """What `assign` decided. To publish it: set the memberships (articles of standing stories among them, which
    may have moved, and whose copies go with them), make the stories that are new, move what is left of a story
    in `merged` to the one that it names and delete it, give `headlines` to the stories, keep `profiles`, `marks`,
    `names` and `signatures` for the index, add `frequencies` to the window.

    A new story's name is made of its first article's uri and text, so that the same run names it the same
    again.
    """

    memberships: tuple[Membership, ...]
    merged: Mapping[str, str]  # story that is no more -> the one that holds most of its articles now
    headlines: Mapping[str, str]  # story -> uri of its most central article, for each story that changed
    profiles: Mapping[str, Profile]  # of the new representatives, by uri
    marks: Mapping[str, Marks]  # theirs
    names: Mapping[str, frozenset[str]]  # theirs, by which they are told apart
    signatures: Mapping[str, Signature]  # their terms by which the index finds them
    frequencies: Mapping[str, Frequencies]  # language, MANY for marks -> what the new articles add
    round_ups: frozenset[str]  # uris of articles of several events, which stand in no story


@dataclass(frozen=True, slots=True)
class RoundUp:
    """An article that tells of several events, as `StoryArticle`."""

    uri: str
    article_body: str
    coverage_at: datetime
    observed_at: datetime
    dated: bool


@dataclass(frozen=True, slots=True)
class Relation:
    """A round-up and a story that one of its parts tells of. `similarity` is that of the part most like the story,
    0..1; `shared_terms` made most of it, heaviest first."""

    uri: str
    story: str
    similarity: float
    shared_terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """A story as its articles tell it. `first` and `last`: its span; `dated`: from dates of publication."""

    story_id: int
    language: str
    first: datetime
    last: datetime
    dated: bool
    marks: Marks = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class StoryLink:
    """Two stories of one event in two languages, the lower number first. `shared`: each mark as both write it."""

    story_id: int
    other_story_id: int
    similarity: float
    shared: tuple[str, ...]


def base_language(tag: str) -> str:
    """`pt` of `pt-BR`; stories stay within one."""
    return tag.split("-")[0].lower()
