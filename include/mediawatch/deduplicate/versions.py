"""New versions of an article: which documents of a run are one version, and what changed from one to the next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import SequenceMatcher, unified_diff
from itertools import chain
from math import ceil
from typing import Literal, Protocol

from mediawatch.deduplicate.correction_notes import sentences
from mediawatch.deduplicate.fingerprint import SHINGLE_CHARACTERS, SHINGLE_WORDS, is_unspaced, normalise
from mediawatch.deduplicate.history import Standing
from mediawatch.deduplicate.measure import Text, containment
from mediawatch.deduplicate.same_page import Bodies, Delivery, join_variants, plainer
from mediawatch.deduplicate.thresholds import UNRELATED
from mediawatch.deduplicate.version_signs import (
    is_cut,
    is_rolling_toll,
    says_corrected,
    says_withdrawn,
    without_notes_of_mending,
)
from mediawatch.model import Article, Excluded, Outcome

ChangeKind = Literal["correction", "update", "headline", "trivial", "cut", "withdrawn"]

SMALL_SHARE = 0.05
"""Of an article's words: a correction changes no more ..."""

SMALL_ADDITION = 15
"""... and adds no more words than this on balance: more is news."""

_LONG_BLOCK = 2000  # words: longer changed blocks are counted whole, their words are not matched one by one

_PER_WORD = SHINGLE_CHARACTERS / SHINGLE_WORDS  # characters of a script that parts no words


ADDRESS_REUSED = "address_reused"
"""Warning of an article whose file address held another article before."""


_ADDRESSES = 200
"""File addresses that are looked at in one go, with all texts that are known there."""


class Addresses(Protocol):
    """What `merge` and `place` ask of the warehouse."""

    def family(self, uris: Collection[str]) -> Iterable[tuple[str, str]]:
        """(uri, article_body) of the articles at these uris and at the uris made of them, `<uri>#<8 hex digits>`."""

    def placed(self, text_sha256s: Collection[str]) -> Iterable[Standing]:
        """Every article that has one of these texts."""


@dataclass(frozen=True, slots=True)
class Merged:
    """`stays`: document_id -> uri of the documents that go on. `gone`: those that were merged into one of them."""

    stays: dict[str, str]
    gone: list[Excluded]


def merge(deliveries: Sequence[Delivery], bodies: Bodies, addresses: Addresses) -> Merged:
    """One document for each version of each article.

    Documents go on at the addresses that `place` gives them, those of one web page at one (`same_page`). Of documents
    with the same uri and content the one observed last goes on, since that decides which version is current. The order
    in which they are given does not matter.
    """
    moved = {**place(deliveries, bodies, addresses), **join_variants(deliveries, bodies, addresses)}
    last: dict[tuple[str, str], Delivery] = {}
    superseded: list[tuple[Delivery, tuple[str, str]]] = []
    for delivery in deliveries:
        version = (moved.get(delivery.document_id, delivery.uri), delivery.content_sha256)
        other = last.get(version)
        if other is None or _age(delivery) > _age(other):
            last[version] = delivery
        if other is not None:
            superseded.append((other if last[version] is delivery else delivery, version))
    stays = {delivery.document_id: uri for (uri, _), delivery in last.items()}
    return Merged(stays, [_merged(gone, version[0], last[version]) for gone, version in superseded])


def place(deliveries: Sequence[Delivery], bodies: Bodies, addresses: Addresses) -> dict[str, str]:
    """document_id -> the address of its own that it gets, of those whose file address is another article's.

    A file is an address that may be used again for something else: a text at a `file://` uri that has next to nothing
    in common with the text known there is another article, `<uri>#<first 8 digits of content_sha256>`. The order in
    which the documents are given does not matter. Texts are read for some addresses at a time.
    """
    at: defaultdict[str, list[Delivery]] = defaultdict(list)
    for delivery in deliveries:
        if delivery.uri.startswith("file://"):
            at[delivery.uri].append(delivery)
    moved: dict[str, str] = {}
    files = sorted(at)
    for start in range(0, len(files), _ADDRESSES):
        page = files[start : start + _ADDRESSES]
        texts: defaultdict[str, dict[str, Text]] = defaultdict(dict)  # address -> uri made of it -> text known there
        for uri, body in addresses.family(page):
            address = uri if uri in at else uri.rpartition("#")[0]
            texts[address][uri] = Text(body)
        unknown = [uri for uri in page if not texts[uri] and len(at[uri]) == 1]
        asked = [delivery.document_id for uri in page if uri not in unknown for delivery in at[uri]]
        own = bodies(asked) if asked else {}
        for uri in page if asked else ():
            for delivery in sorted(at[uri], key=lambda d: (d.observed_at, d.content_sha256, d.document_id)):
                if delivery.document_id not in own:
                    continue  # alone at an address that nobody has used
                text = Text(own[delivery.document_id])
                version_of = _address_of(text, texts[uri], uri)
                if version_of is None:
                    version_of = f"{uri}#{delivery.content_sha256[:8]}"
                texts[uri][version_of] = text
                if version_of != uri:
                    moved[delivery.document_id] = version_of
    return moved


def at_address(article: Article, uri: str) -> Article:
    """The article at the address that `place` gave it, with a warning where that is one of its own."""
    if uri == article.uri:
        return article
    warnings = (*article.warnings, *reused(uri, article.content_sha256))
    return replace(article, uri=uri, url=plainer(article.url, uri), warnings=warnings)


def reused(uri: str, content_sha256: str) -> tuple[str, ...]:
    """The warning of an article that stands at an address which `place` made of its own content; its later versions
    have none."""
    address, _, mark = uri.rpartition("#")
    if mark != content_sha256[:8]:
        return ()
    return (f"{ADDRESS_REUSED}: {address} held an unrelated text before",)


def _address_of(text: Text, known: dict[str, Text], address: str) -> str | None:
    """Which of the known uris holds a text that this one is a version of; the address itself where none is known."""
    if not known:
        return address
    related = {uri: max(containment(text, other), containment(other, text)) for uri, other in known.items()}
    best = min(related, key=lambda uri: (-related[uri], uri))
    return best if related[best] >= UNRELATED else None


def _age(delivery: Delivery) -> tuple[datetime, str]:
    return delivery.observed_at, delivery.document_id


def _merged(gone: Delivery, uri: str, into: Delivery) -> Excluded:
    return Excluded(
        document_id=gone.document_id,
        uri=uri,
        raw_sha256="",  # clean hands on no bytes, and nobody replays what was merged
        stage="deduplicate",
        outcome=Outcome.MERGED,
        reason="same_version",
        detail=f"document {into.document_id} of this run has the same text at the same address",
    )


def change_kind(headline_before: str, body_before: str, headline: str, article_body: str) -> ChangeKind:
    """What kind of change the second version is.

    'trivial': the same words, or words spelt a little differently; 'headline': only the headline has other
    words; 'withdrawn': the text says that the report is withdrawn; 'cut': a wall left the opening of the text;
    'correction': the text says that it was corrected, or a few words were exchanged or taken out, unless figures of
    victims or cases rose; else 'update'.
    """
    same_headline = normalise(headline_before) == normalise(headline)
    removed, added, spelling = _changed_words(body_before, article_body)
    if not removed and not added:
        return "trivial" if same_headline else "headline"
    if says_withdrawn(article_body, body_before):
        return "withdrawn"
    if is_cut(article_body, body_before):
        return "cut"
    if says_corrected(article_body, body_before):
        return "correction"
    if spelling and same_headline:
        return "trivial"
    small = _is_small(body_before, removed, added)
    if (rest := without_notes_of_mending(article_body, body_before)) is not None:
        gone, come, _ = _changed_words(body_before, rest)
        if _is_small(body_before, gone, come):
            return "correction"
    if small and removed and added - removed <= SMALL_ADDITION and not is_rolling_toll(body_before, article_body):
        return "correction"
    return "update"


def _is_small(body: str, removed: int, added: int) -> bool:
    """Whether so many words are a small share of a body's."""
    text = normalise(body)
    length = max(1, round(len(text) / _PER_WORD) if is_unspaced(text) else len(text.split()))
    return max(removed, added) <= max(3, SMALL_SHARE * length)


def fullest(versions: Collection[str]) -> set[str]:
    """Those of some texts of one article that no other one is cut from: one of them is current."""
    return {text for text in versions if not any(other != text and is_cut(text, other) for other in versions)}


def _changed_words(before: str, after: str) -> tuple[int, int, bool]:
    """Words removed, words added, and whether each removed word came back in another spelling (no figures). In scripts
    that part no words a single character may be one, another day or number, so that nothing is a matter of spelling."""
    removed: list[str] = []
    added: list[str] = []
    old, new = ([normalise(s).split() for s in sentences(body)] for body in (before, after))
    outer = SequenceMatcher(None, [" ".join(s) for s in old], [" ".join(s) for s in new], autojunk=False)
    for tag, a, b, c, d in outer.get_opcodes():
        if tag != "equal":
            gone, come = _exchanged(list(chain(*old[a:b])), list(chain(*new[c:d])))
            removed, added = removed + gone, added + come
    spelling = len(removed) == len(added) and all(map(_is_spelling, removed, added))
    if is_unspaced(normalise(after)):  # what stands between two signs is a clause there
        gone, come = _exchanged(list("".join(removed)), list("".join(added)))
        return ceil(len(gone) / _PER_WORD), ceil(len(come) / _PER_WORD), False
    return len(removed), len(added), spelling


def _exchanged(gone: list[str], come: list[str]) -> tuple[list[str], list[str]]:
    """Those of some words that stand in only one of two texts."""
    if max(len(gone), len(come)) > _LONG_BLOCK:
        return gone, come
    inner = [op for op in SequenceMatcher(None, gone, come, autojunk=False).get_opcodes() if op[0] != "equal"]
    return [word for _, i, j, _, _ in inner for word in gone[i:j]], [word for *_, i, j in inner for word in come[i:j]]


def _is_spelling(a: str, b: str) -> bool:
    figures = any(c.isdigit() for c in a + b)
    return not figures and min(len(a), len(b)) > 3 and SequenceMatcher(None, a, b).ratio() >= 0.8


def readable_diff(before: str, after: str) -> str:
    """What changed in a body, sentence by sentence: lines begin with '- ' (gone), '+ ' (new) or '  ' (as it
    was, one sentence before and after each change); '…' stands for what was left out. Empty where no sentence
    changed."""
    lines = unified_diff(sentences(before), sentences(after), lineterm="", n=1)
    shown = []
    for number, line in enumerate(lines):
        if number >= 2:  # the two lines of file names
            shown.append("…" if line.startswith("@@") else f"{line[0]} {line[1:]}")
    return "\n".join(shown)
