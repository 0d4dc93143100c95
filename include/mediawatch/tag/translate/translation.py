"""A query of another tool in our language: what it becomes, why, and what cannot be said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mediawatch.tag.query.characters import readable
from mediawatch.tag.query.diagnostics import QueryError
from mediawatch.tag.query.parse import is_right, parse_strictly
from mediawatch.tag.query.tree import TEXT_FIELDS
from mediawatch.tag.translate.dialects import ANY, DIALECTS, Dialect
from mediawatch.tag.translate.foreign_reader import Reader
from mediawatch.tag.translate.lone_filters import without_lone_filters
from mediawatch.tag.translate.long_lists import in_several
from mediawatch.tag.translate.our_writer import Writer
from mediawatch.tag.translate.pieces import (
    InField,
    Joined,
    Nearby,
    Negated,
    Note,
    Piece,
    Repeated,
    TranslationError,
)

_MAX_SUGGESTION = 300  # characters of a query in the advice of an error


@dataclass(frozen=True, slots=True)
class Translation:
    """`query` is None where nothing can be said. `notes` explain it in the order of the other query. `more`: queries
    beside it that hold the other alternatives of a list too long for one."""

    query: str | None
    notes: tuple[Note, ...]
    more: tuple[str, ...] = ()

    @property
    def unsaid(self) -> tuple[Note, ...]:
        """What has no counterpart here; the query means more or less than the other one where there is any."""
        return tuple(note for note in self.notes if note.here is None)

    def lines(self) -> Iterator[str]:
        """For a terminal: a line for each operator and field, then what cannot be said."""
        for note in self.notes:
            if note.here is not None:
                yield f"{note.there} -> {note.here or '(nothing)'}: {note.meaning}"
        for note in self.unsaid:
            yield f"cannot be said: {note.there}: {note.meaning}"


def translate(query: str, tool: str, *, exact: bool = False) -> Translation:
    """`query` of `tool` (a name of DIALECTS) in our language. `exact`: words are asked for as they are written there,
    not by their stems. Raises TranslationError where it is no query of that tool."""
    return _translated(query, DIALECTS[tool], exact=exact)


def _translated(query: str, dialect: Dialect, *, exact: bool) -> Translation:
    try:
        return _in_our_words(query, dialect, exact=exact)
    except RecursionError:  # a thousand signs in a row, NOT behind NOT: what nests need not have parentheses
        raise TranslationError(0, "the query is nested too deeply") from None


def _in_our_words(query: str, dialect: Dialect, *, exact: bool) -> Translation:
    query = readable(query)
    reader = Reader(query, dialect)
    piece = reader.read()
    writer = Writer(query, dialect, exact=exact)
    text = writer.write(piece)
    if text is not None and not is_right(text) and (rest := without_lone_filters(piece, dialect)) is not None:
        writer = Writer(query, dialect, exact=exact)
        text = writer.write(rest)
    more: list[str] = []
    if text is not None and not is_right(text):
        parts = in_several(piece, text, Writer(query, dialect, exact=exact).write, is_right)
        if parts:
            text, *more = parts
    notes = [*reader.notes, *writer.notes]
    if more:
        meaning = "too long for one: each is a line of the list `query:` of one topic"
        notes.append(Note("the list", f"{1 + len(more)} queries", meaning, len(query)))
    if text is not None:
        try:
            parse_strictly(text)
        except QueryError as error:
            notes.append(Note(text, None, f"{error.message}: {error.advice}", error.offset))
            text = None
    if text is not None and dialect.literal and not exact:
        meaning = "found by their stems here, attack also as attacks; =attack is that form alone"
        notes.append(Note("words", "words", meaning, len(query)))
    notes.sort(key=lambda note: note.offset)
    explained = tuple({(note.there, note.here): note for note in reversed(notes)}.values())[::-1]
    return Translation(text, explained, tuple(more))


def suggestion(query: str, offset: int) -> str | None:
    """What the clause of `query` around `offset` is in our language, where it is one of another tool; None where that
    cannot be told. For the advice of error messages."""
    if not query.isprintable() and not query.replace("\n", " ").replace("\t", " ").isprintable():
        return None
    try:
        reader = Reader(query, ANY)
        pieces = sorted(_around(reader.read(), offset), key=lambda piece: piece.end - piece.start)
    except (TranslationError, RecursionError):
        return None
    for piece in pieces:
        writer = Writer(query, ANY)
        text = writer.write(piece)
        there = query[piece.start : piece.end]
        if text is None or any(note.here is None for note in writer.notes) or text == there:
            continue
        if _says_less(text, there) or query[piece.start - 2 : piece.start][:1].isalnum():
            continue
        if len(text) > _MAX_SUGGESTION:
            return None
        if is_right(text):
            return text
    return None


_HARMLESS = re.compile(r"(?!.*\.\.)(?!(?:AND|OR|NOT)-)(?!ORNOT)[\w\s.'’$€£¥%&@#]+")
# put[iy]n, （putin）, [a TO b], "a b"~3.5, ATLEAST a, (5w), WITHIN 5 WORDS OF: no reading is what is meant.
_UNREADABLE = re.compile(
    r"\w[\[{]|[（）]|\[[^\]]*\sTO\s|~\d+(?:\.|[^\W\d])|\bATLEAST\b(?!/)"
    r"|\((?:\d{0,2}[wWnN]|[spfl])\)|(?i:\bwithin\s+\d+\s+\w+\s+of\b)"
)


def _says_less(text: str, there: str) -> bool:
    """Whether a suggestion only puts between quotation marks what cannot be searched for (`−modi`), or only writes
    the AND of blanks around what is no operator here (`putin XOR modi`)."""
    if _UNREADABLE.search(there):
        return True
    if text == f'"{there}"':
        return not _HARMLESS.fullmatch(there)
    return text.replace(" AND ", " ").replace('"', "") == " ".join(there.replace('"', "").split())


def _around(piece: Piece, offset: int) -> Iterator[Piece]:
    """`piece` and the pieces in it between whose ends `offset` lies."""
    if not piece.start <= offset <= piece.end:
        return
    yield piece
    match piece:
        case Joined(parts=parts):
            inner: tuple[Piece, ...] = parts
        case Nearby(left=left, right=right):
            inner = (left, right)
        case InField(part=part, name=name) if ANY.fields.get(name) not in (*TEXT_FIELDS, "headline+lead"):
            inner = ()  # the words of a filter mean nothing without it
        case Negated(part=part) | Repeated(part=part) | InField(part=part):
            inner = (part,)
        case _:
            inner = ()
    for part in inner:
        yield from _around(part, offset)
