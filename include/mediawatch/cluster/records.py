"""What clustering is given, asks of the warehouse, and answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

Profile = Mapping[str, float]
"""Term -> how much an article makes of it (root of its weighted count), without regard to how common the term is."""


@dataclass(frozen=True, slots=True)
class StoryArticle:
    """An article that is to be put into a story.

    `original` is the uri of the original of its duplicate group (links of kind exact, copy, truncation), its
    own uri where it has none: only originals are compared, a copy goes where its original is. `dated` says
    that `coverage_at` is the article's own date of publication; else it is when we saw it, and tells little
    of when the event was.
    """

    uri: str
    original: str
    headline: str
    article_body: str
    in_language: str
    coverage_at: datetime
    dated: bool


@dataclass(frozen=True, slots=True)
class Member:
    """An article that stands in a story and represents its duplicate group."""

    uri: str
    story: str
    profile: Profile
    coverage_at: datetime
    dated: bool


@dataclass(frozen=True, slots=True)
class Frequencies:
    """Of the articles of one language in the rolling window: how many there are, and how many hold each term."""

    documents: int
    counts: Mapping[str, int]


class StoryIndex(Protocol):
    """The live stories before this run; a story is live while the store keeps it open to new articles. Every
    question is asked once for a batch of articles of one language (base subtag, as `zh`)."""

    def located(self, uris: Collection[str]) -> Mapping[str, str]:
        """The story of each of these articles that stands in one, live or not."""

    def frequencies(self, language: str, terms: Collection[str]) -> Frequencies:
        """How common the terms are; a term that is not known is left out."""

    def near(self, language: str, terms: Collection[str]) -> Iterable[tuple[str, str]]:
        """(term, story) for each live story of which at least one member has one of these terms in its signature."""

    def members(self, stories: Collection[str]) -> Iterable[Member]:
        """The members (representatives) of these stories."""


@dataclass(frozen=True, slots=True)
class Membership:
    """`similarity` is the mean similarity, 0..1, to the other members that were compared when it joined, 1
    for an article alone; `shared_terms` are the terms that made most of it, heaviest first. A copy has those
    of its original."""

    uri: str
    story: str
    similarity: float
    shared_terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assignments:
    """What `assign` decided. To publish it: replace the memberships of these articles, make the stories that
    are new, give `headlines` to the stories, keep `profiles` and `signatures` for the index, add
    `frequencies` to the window.

    A new story's name is made of its first article's uri and text, so that the same run names it the same
    again.
    """

    memberships: tuple[Membership, ...]
    headlines: Mapping[str, str]  # story -> uri of its most central article, for each story that this run touched
    profiles: Mapping[str, Profile]  # of the representatives of this run, by uri
    signatures: Mapping[str, tuple[str, ...]]  # their terms by which the index finds them
    frequencies: Mapping[str, Frequencies] = field(default_factory=dict)  # language -> what this run adds


class MemoryIndex:
    """A StoryIndex in dictionaries; every story stays live."""

    def __init__(self) -> None:
        self.story_of: dict[str, str] = {}
        self._members: dict[str, dict[str, Member]] = {}
        self._holders: dict[tuple[str, str], set[str]] = {}
        self._documents: dict[str, int] = {}
        self._counts: dict[tuple[str, str], int] = {}

    def publish(self, articles: Iterable[StoryArticle], decided: Assignments) -> None:
        """Take in the articles of a run and what was decided about them."""
        given = {a.uri: a for a in articles}
        for membership in decided.memberships:
            uri, article = membership.uri, given[membership.uri]
            if uri in self.story_of:
                self._members.get(self.story_of[uri], {}).pop(uri, None)
            self.story_of[uri] = membership.story
            if uri in decided.profiles:
                member = Member(uri, membership.story, decided.profiles[uri], article.coverage_at, article.dated)
                self._members.setdefault(membership.story, {})[uri] = member
                for term in decided.signatures[uri]:
                    key = (base_language(article.in_language), term)
                    self._holders.setdefault(key, set()).add(membership.story)
        for language, added in decided.frequencies.items():
            self._documents[language] = self._documents.get(language, 0) + added.documents
            for term, count in added.counts.items():
                self._counts[language, term] = self._counts.get((language, term), 0) + count

    def located(self, uris: Collection[str]) -> dict[str, str]:
        return {uri: self.story_of[uri] for uri in uris if uri in self.story_of}

    def frequencies(self, language: str, terms: Collection[str]) -> Frequencies:
        counts = {term: n for term in terms if (n := self._counts.get((language, term)))}
        return Frequencies(self._documents.get(language, 0), counts)

    def near(self, language: str, terms: Collection[str]) -> list[tuple[str, str]]:
        return [(term, story) for term in terms for story in self._holders.get((language, term), ())]

    def members(self, stories: Collection[str]) -> list[Member]:
        return [member for story in stories for member in self._members.get(story, {}).values()]


def base_language(tag: str) -> str:
    """`pt` of `pt-BR`; stories stay within one."""
    return tag.split("-")[0].lower()
