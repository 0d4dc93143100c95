"""What a query of another tool is made of, whichever tool it is. Each piece knows where it stands in that query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Unit = Literal["words", "sentence", "paragraph"]
Join = Literal["AND", "OR"]


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a quoted phrase. `cased`: its capitals count there. `slop`: how many places its words may be out of
    it."""

    start: int
    end: int
    text: str
    quoted: bool = False
    cased: bool = False
    slop: int = 0


@dataclass(frozen=True, slots=True)
class Joined:
    """All of `parts`, or one of them. `blank`: no operator stands between them."""

    start: int
    end: int
    join: Join
    parts: tuple[Piece, ...]
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Negated:
    start: int
    end: int
    part: Piece


@dataclass(frozen=True, slots=True)
class Nearby:
    """Two pieces near each other: `words` between them at most, or in one sentence or paragraph."""

    start: int
    end: int
    left: Piece
    right: Piece
    operator: str  # as it is written there
    words: int = 0
    unit: Unit = "words"
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Repeated:
    start: int
    end: int
    part: Piece
    times: int


@dataclass(frozen=True, slots=True)
class InField:
    """A piece that is looked for in the field that the tool calls `name`."""

    start: int
    end: int
    name: str
    part: Piece


@dataclass(frozen=True, slots=True)
class Compared:
    """A number or a day: `name` `sign` `value`; of a range `value` is 'low TO high'."""

    start: int
    end: int
    name: str
    sign: str
    value: str


@dataclass(frozen=True, slots=True)
class Unsayable:
    """What has no counterpart here, and why."""

    start: int
    end: int
    why: str


Piece = Term | Joined | Negated | Nearby | Repeated | InField | Compared | Unsayable


@dataclass(frozen=True, slots=True)
class Note:
    """One line of explanation: what stands there, what it is here (None: it cannot be said), and what to know."""

    there: str
    here: str | None
    meaning: str
    offset: int = 0


class TranslationError(ValueError):
    """The query is none of that tool's: `message` says what is wrong at character `offset`."""

    def __init__(self, offset: int, message: str) -> None:
        super().__init__(message)
        self.offset = offset
        self.message = message
