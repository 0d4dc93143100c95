"""New versions of an article: which documents of a run are one version, and what changed from one to the next."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher, unified_diff
from itertools import chain
from typing import Literal, Protocol

from mediawatch.deduplicate.fingerprint import normalise
from mediawatch.deduplicate.measure import Text, containment
from mediawatch.deduplicate.thresholds import UNRELATED
from mediawatch.model import Article, Excluded, Outcome

ChangeKind = Literal["correction", "update", "headline", "trivial"]

SMALL_SHARE = 0.05
"""Of an article's words: a correction changes no more ..."""

SMALL_ADDITION = 15
"""... and adds no more words than this on balance: more is news."""

_LONG_BLOCK = 2000  # words: longer changed blocks are counted whole, their words are not matched one by one

_SENTENCE_END = re.compile(r"(?<=[.!?。！？।])\s+|\n+")

_CORRECTED = re.compile(
    r"\b(correction|corrects|corrected|clarification|clarifies|erratum|an earlier version of this"
    r"|berichtigung|korrektur|korrigiert|rectificatif|rectification|corrección|rectificación|fe de errores"
    r"|correção|rettifica|errata|исправлен\w*|поправка|уточнен\w*)\b",
    re.IGNORECASE,
)
"""How publishers say in the text that they put something right."""


ADDRESS_REUSED = "address_reused"
"""Warning of an article whose file address held another article before."""


class Addresses(Protocol):
    """What `merge` asks of the warehouse."""

    def family(self, uris: Collection[str]) -> Iterable[tuple[str, str]]:
        """(uri, article_body) of the articles at these uris and at the uris made of them, `<uri>#<8 hex digits>`."""


def merge(articles: Sequence[Article], addresses: Addresses) -> tuple[list[Article], list[Excluded]]:
    """One document for each version of each article; returns what goes on and what was merged into it.

    A file is an address that may be used again for something else: a text at a `file://` uri that has next to
    nothing in common with the text known there is another article, and goes on as `<uri>#<first 8 digits of
    content_sha256>` with the warning `address_reused`. Of documents with the same uri and content the one
    observed last goes on, since that decides which version is current. The order in which the articles are
    given does not matter.
    """
    placed = place(articles, addresses)
    versions: defaultdict[tuple[str, str], list[Article]] = defaultdict(list)
    for article in placed:
        versions[article.uri, article.content_sha256].append(article)
    kept, merged = [], []
    for same in versions.values():
        last = max(same, key=lambda a: (a.observed_at, a.document_id))
        kept.append(last)
        merged += [_merged(article, last) for article in same if article is not last]
    return kept, merged


def place(articles: Sequence[Article], addresses: Addresses) -> list[Article]:
    """The articles, those at a reused file address under an address of their own; as `merge` does it, whatever the
    order in which they are given."""
    articles = sorted(articles, key=lambda a: (a.observed_at, a.content_sha256, a.document_id))
    files = {article.uri for article in articles if article.uri.startswith("file://")}
    texts: defaultdict[str, dict[str, Text]] = defaultdict(dict)  # address -> uri made of it -> text known there
    for uri, body in addresses.family(files) if files else ():
        texts[uri if uri in files else uri.rpartition("#")[0]][uri] = Text(body)
    placed = []
    for article in articles:
        if article.uri in files:
            known = texts[article.uri]
            text = Text(article.article_body)
            version_of = _address_of(text, known, article.uri)
            if version_of is None:
                warning = f"{ADDRESS_REUSED}: {article.uri} held an unrelated text before"
                version_of = f"{article.uri}#{article.content_sha256[:8]}"
                article = replace(article, warnings=(*article.warnings, warning))
            known[version_of] = text
            article = replace(article, uri=version_of)
        placed.append(article)
    return placed


def _address_of(text: Text, known: dict[str, Text], address: str) -> str | None:
    """Which of the known uris holds a text that this one is a version of; the address itself where none is known."""
    if not known:
        return address
    related = {uri: max(containment(text, other), containment(other, text)) for uri, other in known.items()}
    best = min(related, key=lambda uri: (-related[uri], uri))
    return best if related[best] >= UNRELATED else None


def _merged(article: Article, into: Article) -> Excluded:
    return Excluded(
        document_id=article.document_id,
        uri=article.uri,
        raw_sha256="",  # an Article does not know its bytes, and nobody replays what was merged
        stage="deduplicate",
        outcome=Outcome.MERGED,
        reason="same_version",
        detail=f"document {into.document_id} of this run has the same text at the same address",
    )


def change_kind(headline_before: str, body_before: str, headline: str, article_body: str) -> ChangeKind:
    """What kind of change the second version is.

    'trivial': the same words, or words spelt a little differently; 'headline': only the headline has other
    words; 'correction': the text says that it was corrected, or a few words were exchanged or taken out; else
    'update'.
    """
    same_headline = normalise(headline_before) == normalise(headline)
    removed, added, spelling = _changed_words(body_before, article_body)
    if not removed and not added:
        return "trivial" if same_headline else "headline"
    if len(_CORRECTED.findall(article_body)) > len(_CORRECTED.findall(body_before)):
        return "correction"
    if spelling and same_headline:
        return "trivial"
    length = max(1, len(normalise(body_before).split()))
    small = max(removed, added) <= max(3, SMALL_SHARE * length)
    return "correction" if small and removed and added - removed <= SMALL_ADDITION else "update"


def _changed_words(before: str, after: str) -> tuple[int, int, bool]:
    """Words removed, words added, and whether each removed word came back in another spelling (no figures)."""
    removed: list[str] = []
    added: list[str] = []
    old, new = ([normalise(s).split() for s in _sentences(body)] for body in (before, after))
    outer = SequenceMatcher(None, [" ".join(s) for s in old], [" ".join(s) for s in new], autojunk=False)
    for tag, a, b, c, d in outer.get_opcodes():
        if tag != "equal":
            gone, come = list(chain(*old[a:b])), list(chain(*new[c:d]))
            if max(len(gone), len(come)) <= _LONG_BLOCK:
                inner = SequenceMatcher(None, gone, come, autojunk=False).get_opcodes()
                removed += [word for kind, i, j, _, _ in inner if kind != "equal" for word in gone[i:j]]
                added += [word for kind, _, _, i, j in inner if kind != "equal" for word in come[i:j]]
            else:
                removed, added = removed + gone, added + come
    spelling = len(removed) == len(added) and all(map(_is_spelling, removed, added))
    return len(removed), len(added), spelling


def _is_spelling(a: str, b: str) -> bool:
    figures = any(c.isdigit() for c in a + b)
    return not figures and min(len(a), len(b)) > 3 and SequenceMatcher(None, a, b).ratio() >= 0.8


def _sentences(body: str) -> list[str]:
    return [part for part in _SENTENCE_END.split(body) if part]


def readable_diff(before: str, after: str) -> str:
    """What changed in a body, sentence by sentence: lines begin with '- ' (gone), '+ ' (new) or '  ' (as it
    was, one sentence before and after each change); '…' stands for what was left out. Empty where no sentence
    changed."""
    lines = unified_diff(_sentences(before), _sentences(after), lineterm="", n=1)
    shown = []
    for number, line in enumerate(lines):
        if number >= 2:  # the two lines of file names
            shown.append("…" if line.startswith("@@") else f"{line[0]} {line[1:]}")
    return "\n".join(shown)
