"""Texts that are measured are read by need, and no more of them kept than the bound allows; the links are the same."""

from __future__ import annotations

import random
from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from mediawatch.deduplicate import relate as relating
from mediawatch.deduplicate import texts
from mediawatch.deduplicate.fingerprint import fingerprint
from mediawatch.deduplicate.history import Placement, Relations
from mediawatch.deduplicate.relate import relate
from mediawatch.deduplicate.texts import Bodies, Texts
from memory_history import MemoryHistory

SEEN = datetime(2026, 5, 1, tzinfo=UTC)
WORDS = [f"{a}{b}er" for a in ("har", "bri", "gla", "mar", "tun") for b in ("bour", "dge", "cier", "ket", "nel", "low")]


def article(number: int, body: str) -> Placement:
    mark = fingerprint(body)
    return Placement(f"https://x.example/{number}", body, mark.text_sha256, mark.hashes, mark.shingle_count, None, SEEN)


def batches() -> list[list[Placement]]:
    """Three runs of articles that repeat each other: whole, cut off, with a passage, over runs."""
    chance = random.Random(3)
    told = [" ".join(chance.choices(WORDS, k=220)) for _ in range(8)]
    made = []
    for number in range(45):
        body = told[number % 8]
        if number % 3 == 1:
            body = " ".join(body.split()[:190])
        if number % 5 == 4:
            body = f"{' '.join(chance.choices(WORDS, k=90))} {' '.join(body.split()[60:150])}"
        made.append(article(number, body))
    return [made[start : start + 15] for start in range(0, 45, 15)]


def reader(batch: list[Placement]) -> Bodies:
    """Reads the texts of a batch."""
    bodies = {a.text_sha256: a.article_body or "" for a in batch}
    return lambda shas: {sha: bodies[sha] for sha in shas}


def links(*, by_need: bool) -> list[Relations]:
    history = MemoryHistory()
    found: list[Relations] = []
    for batch in batches():
        if by_need:
            relations = relate([replace(a, article_body=None) for a in batch], history, bodies=reader(batch))
        else:
            relations = relate(batch, history)
        history.publish(batch, relations)
        found.append(relations)
    return found


def test_links_are_the_same_however_few_texts_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    kept_all = links(by_need=False)
    monkeypatch.setattr(texts, "CHARACTERS", 1)
    monkeypatch.setattr(texts, "PAGE", 2)
    monkeypatch.setattr(relating, "_PORTION", 300)
    monkeypatch.setattr(relating, "_MEASURES", 2)
    assert links(by_need=True) == kept_all
    assert {link.kind for relations in kept_all for link in relations.links} >= {"exact", "copy", "excerpt"}


def test_no_more_is_kept_than_the_bound_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "CHARACTERS", 100)
    read: list[str] = []

    def bodies(shas: Collection[str]) -> dict[str, str]:
        read.extend(shas)
        return {sha: sha * 30 for sha in shas}

    own = list("abcdef")
    kept = Texts(own, bodies, MemoryHistory())
    kept.read(own[:3])
    assert [kept[sha].body for sha in own[:3]] == [sha * 30 for sha in own[:3]]
    assert read == own[:3]
    kept.read(own[3:])
    assert kept["f"].body == "f" * 30
    assert read == own
    assert kept["a"].body == "a" * 30
    assert read == [*own, "a"]
    assert sum(len(text if isinstance(text, str) else text.body) for text in kept._kept.values()) <= 100
