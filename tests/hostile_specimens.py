"""What hostile files are made of: a specimen of one, sound articles, and what stands beside the inbox."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Expectation = Literal["published", "quarantined", "either"]

SECRET = "the words that lie outside of the inbox"
MB = 1024 * 1024


@dataclass(frozen=True)
class Specimen:
    """One hostile file: its name below the folder, what writes it there, and what a run may make of it."""

    name: bytes
    write: Callable[[Path], object]
    expectation: Expectation


def canary(folder: Path) -> Path:
    """The file that appears when code inside a document was executed."""
    return folder.with_name(folder.name + ".executed")


def outside(folder: Path) -> Path:
    """The file beside the inbox, with SECRET in it, that links and XML entities point to."""
    return folder.with_name(folder.name + ".outside")


def article(rng: random.Random, sentences: int = 9) -> str:
    """A plain English text of some 120 words that is not like any other; about nothing in particular."""
    who = ["The harbour master", "A retired teacher", "The town council", "Her neighbour", "The youngest juror"]
    did = ["counted", "repaired", "photographed", "sold", "described", "measured", "forgot", "praised"]
    what = ["the old ferry", "seven crates of apples", "a wooden bridge", "the school's archive", "the eastern wall"]
    when = ["before the storm arrived", "on a quiet Tuesday", "while the market was open", "after a long debate"]
    why = ["because nobody else had time", "which surprised the visitors", "and then went home", "as the law demands"]
    lines = []
    for _ in range(sentences):
        one, two, three, four, five = (rng.choice(words) for words in (who, did, what, when, why))
        lines.append(f"{one} {two} {three} {four}, {five}; the bill was {rng.randrange(10, 10**6)} crowns.")
    return " ".join(lines) + "\n"


def file_of(name: str | bytes, content: bytes | str, expectation: Expectation) -> Specimen:
    data = content.encode() if isinstance(content, str) else content
    return Specimen(os.fsencode(name), lambda path: path.write_bytes(data), expectation)


def item_of(rng: random.Random, **fields: Any) -> dict[str, Any]:
    """A sound NewsArticle with some fields exchanged."""
    sound = {"@type": "NewsArticle", "headline": "A sound headline", "articleBody": article(rng), "inLanguage": "en"}
    return sound | fields
