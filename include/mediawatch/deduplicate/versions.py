"""Versions: what changed between two texts of an article, and which documents of a run are the same version.

A version is (uri, content_sha256). An article on the web is known by its URL, whatever stands there; a file
is known by its path, and a path is used again: where the text at a file's address has nothing to do with the
one before, it is another article, `<uri>#<sha8>`.
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from mediawatch.deduplicate.fingerprint import normalise, shingle_hashes
from mediawatch.deduplicate.thresholds import UNRELATED
from mediawatch.model import Article, Outcome, SetAside

ChangeKind = Literal["first", "headline", "trivial", "correction", "update"]

CORRECTION = 0.80
"""Of the shingles of each text, the share that stands in the other: from here on a change is a correction.
One changed word in a text of 300 breaks five of its 296 shingles, a changed sentence some 25."""

_FORK = re.compile(r"#[0-9a-f]{8}\Z")


class FileHistory(Protocol):
    """What `merge` asks of the warehouse."""

    def family(self, uris: Collection[str]) -> Iterable[tuple[str, str]]:
        """(uri, article_body) of the articles at these addresses, and at `<one of them>#<8 hex digits>`."""


def change_kind(before_headline: str, before_body: str, headline: str, body: str) -> ChangeKind:
    """What the change from one version to the next is.

    trivial: case, punctuation, white space; headline: the words of the headline alone; correction: most of
    the text stands; update: everything else.
    """
    old, new = normalise(before_body), normalise(body)
    if old == new:
        return "trivial" if normalise(before_headline) == normalise(headline) else "headline"
    return "correction" if min(_contained(_shingles(old), _shingles(new))) >= CORRECTION else "update"


def diff(before: str, after: str, context: int = 1) -> str:
    """The change from one text to another by paragraphs, as a unified diff without its head."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=context)
    return "\n".join(line for line in lines if not line.startswith(("---", "+++")))


def merge(articles: Sequence[Article], history: FileHistory) -> tuple[list[Article], list[SetAside]]:
    """The versions that a run delivers, each once: (articles that go on, documents that say the same as one
    of them).

    Of documents with the same version the one that was observed last goes on. The SetAside's `uri` is that of
    the article. Files whose text is a new article get their new uri and a warning here.
    """
    placed = _forked(articles, history)
    versions: defaultdict[tuple[str, str], list[Article]] = defaultdict(list)
    for article in placed:
        versions[article.uri, article.content_sha256].append(article)
    kept = {key: max(same, key=lambda a: (a.observed_at, a.document_id)) for key, same in versions.items()}
    stays = {article.document_id for article in kept.values()}
    merged = [
        SetAside(
            document_id=article.document_id,
            uri=article.uri,
            raw_sha256="",
            stage="deduplicate",
            outcome=Outcome.MERGED,
            reason="same_version",
            detail=f"the run has the same version of {article.uri} from another document",
        )
        for article in placed
        if article.document_id not in stays
    ]
    return [article for article in placed if article.document_id in stays], merged


def _forked(articles: Sequence[Article], history: FileHistory) -> list[Article]:
    files = {article.uri for article in articles if article.uri.startswith("file://")}
    standing: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for uri, body in history.family(files) if files else ():
        standing[uri if uri in files else _FORK.sub("", uri)].append((uri, body))
    return [_placed(article, standing.get(article.uri, [])) for article in articles]


def _placed(article: Article, standing: Sequence[tuple[str, str]]) -> Article:
    """The article under the uri of the text that it is a version of, or under a new one."""
    if not standing:
        return article
    own = _shingles(normalise(article.article_body))
    likeness = {uri: max(_contained(own, _shingles(normalise(body)))) for uri, body in standing}
    best = max(sorted(likeness), key=lambda uri: (likeness[uri], uri == article.uri))
    if likeness[best] >= UNRELATED:
        return article if best == article.uri else replace(article, uri=best)
    uri = f"{article.uri}#{article.content_sha256[:8]}"
    warning = f"unrelated_text: nothing of the text that stood at {article.uri} before; taken as a new article"
    return replace(article, uri=uri, warnings=(*article.warnings, warning))


def _shingles(normal: str) -> NDArray[np.int64]:
    return np.unique(shingle_hashes(normal))


def _contained(a: NDArray[np.int64], b: NDArray[np.int64]) -> tuple[float, float]:
    """Share of each one's shingles that stands in the other; 1 for an empty text."""
    shared = len(np.intersect1d(a, b, assume_unique=True))
    return (shared / len(a) if len(a) else 1.0, shared / len(b) if len(b) else 1.0)
