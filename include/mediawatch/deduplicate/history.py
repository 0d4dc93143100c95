"""What deduplicate asks of the warehouse.

Every question is asked for a whole batch at once, so that an implementation needs one set-based query a
question, whatever the size of the batch. `relate` asks each of them at most twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from mediawatch.model import DuplicateLink

Hashes = Sequence[int] | NDArray[np.int64]
"""Hashes of a fingerprint, sorted."""

OrderKey = tuple[bool, datetime, datetime, str]


def order_key(uri: str, date_published: datetime | None, observed_at: datetime) -> OrderKey:
    """Whose text it was first: explicit date of publication (none comes last), then observation, then uri."""
    return (date_published is None, date_published or datetime.min.replace(tzinfo=UTC), observed_at, uri)


@dataclass(frozen=True, slots=True)
class Placement:
    """A text at an address: what `relate` needs of an article of this run, one (the current version) for each
    uri.

    The fingerprint's three parts as `fingerprint()` gives them for `article_body`, which is None where the caller of
    `relate` reads bodies by need; `date_published` only where the article says it (no guess, not coverage_at).
    `replaces`: what the history has at the uri was cut from this text, whichever was seen last.
    """

    uri: str
    article_body: str | None
    text_sha256: str
    hashes: Hashes
    shingle_count: int
    date_published: datetime | None
    observed_at: datetime
    replaces: bool = False

    @property
    def key(self) -> OrderKey:
        return order_key(self.uri, self.date_published, self.observed_at)


@dataclass(frozen=True, slots=True)
class Standing:
    """A published article as the warehouse has it now, without its text.

    `original` is the uri that its link of kind exact, copy or truncation points to, and its own uri where it
    has none (it leads a group or stands alone).
    """

    uri: str
    text_sha256: str
    date_published: datetime | None
    observed_at: datetime
    original: str

    @property
    def key(self) -> OrderKey:
        return order_key(self.uri, self.date_published, self.observed_at)


@dataclass(frozen=True, slots=True)
class PublishedText:
    """A distinct text of the warehouse: one body of those that have this text_sha256, and the original of the
    group that all of them belong to (equal texts are always of one group)."""

    text_sha256: str
    article_body: str
    original: str


class History(Protocol):
    """The published articles, in their current versions, before this run. Answers may come in any order, and only as
    they are read; uris and hashes that the warehouse does not know are left out. Nobody changes it while `relate`
    runs."""

    def standings(self, uris: Collection[str]) -> Iterable[Standing]:
        """The articles of these uris. [news.article left join its duplicate_link that makes a group]"""

    def members(self, originals: Collection[str]) -> Iterable[Standing]:
        """All articles of the groups that these uris lead, the originals themselves included."""

    def texts(self, text_sha256s: Collection[str]) -> Iterable[PublishedText]:
        """The distinct texts with these hashes, one row each. [distinct on (text_sha256)]"""

    def groups(self, text_sha256s: Collection[str]) -> Iterable[tuple[str, str]]:
        """(text_sha256, original) as `texts` has them, without the bodies."""

    def placed(self, text_sha256s: Collection[str]) -> Iterable[Standing]:
        """Every article that has one of these texts."""

    def by_hashes(self, hashes: Hashes) -> Iterable[tuple[int, str, int]]:
        """(hash, text_sha256, shingle_count) of the distinct texts whose fingerprint holds one of these
        hashes.

        A hash of more than COMMON_HASH distinct texts (the stop list) is answered with none of them but those
        of originals that have copies: boilerplate stays cheap, and a story that hundreds printed is still
        found by the head of its group.
        """

    def links(self, uris: Collection[str]) -> Iterable[DuplicateLink]:
        """Every link, excerpts and forms included, that goes from or to one of these uris."""

    def first_of_form(self, uris: Collection[str]) -> Iterable[tuple[str, str]]:
        """(uri, the uri that its link of kind form points to) of those of these uris that have one."""


@dataclass(frozen=True, slots=True)
class Relations:
    """What `relate` decided. To publish it: delete the links of every touched uri, then insert `links`.

    `links` is complete for each touched uri and has none of any other, sorted by (uri, duplicate_of).
    `touched` may name articles of the history (re-pointed to a new original, or newly found to hold an
    excerpt), uris that are gone, and articles without any link. `new_originals` names each uri that led
    copies in the history and does so no more: its uri -> the uri that now leads the earliest of those
    articles that are left of its group.
    """

    links: tuple[DuplicateLink, ...]
    touched: frozenset[str]
    new_originals: Mapping[str, str]
