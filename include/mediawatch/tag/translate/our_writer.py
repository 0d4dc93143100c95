"""Pieces of another tool's query in our language, with a line of explanation for each operator and field."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from mediawatch.tag.language import words
from mediawatch.tag.query.diagnostics import QueryError
from mediawatch.tag.query.limits import MAX_DISTANCE, MAX_TIMES, QUOTES
from mediawatch.tag.query.parse import is_right, parse_strictly
from mediawatch.tag.translate import foreign_values
from mediawatch.tag.translate.dialects import Dialect
from mediawatch.tag.translate.pieces import (
    Compared,
    InField,
    Joined,
    Nearby,
    Negated,
    Note,
    Piece,
    Repeated,
    Term,
    Unsayable,
)

_LOOSE, _AND, _NEAR, _SINGLE = range(4)  # how tightly a written text holds together
_LETTERS = {"sentence": "S", "paragraph": "P"}


_is_right = lru_cache(maxsize=100_000)(is_right)  # a list of brands is written several times until it is short enough


class _Left(Exception):
    """A piece that cannot be said; what is left of the query is said without it."""


@dataclass(slots=True)
class Writer:
    """Writes one query; `notes` and what could not be said come with it. `exact`: words as they are written."""

    query: str
    dialect: Dialect
    exact: bool = False
    notes: list[Note] = field(default_factory=list)
    _negated: bool = False

    def write(self, piece: Piece) -> str | None:
        """`piece` in our language; None where nothing of it can be said."""
        try:
            return self._text(piece, None)[0]
        except _Left:
            return None

    def _there(self, piece: Piece) -> str:
        text = " ".join(self.query[piece.start : piece.end].split())
        return text if len(text) <= 100 else text[:97] + "..."

    def _note(self, there: str, here: str | None, meaning: str, offset: int) -> None:
        self.notes.append(Note(there, here, meaning, offset))

    def _cannot(self, piece: Piece, why: str) -> _Left:
        self._note(self._there(piece), None, why, piece.start)
        return _Left()

    def _text(self, piece: Piece, name: str | None) -> tuple[str, int]:
        """The text of `piece` in our field `name`, and how tightly it holds together."""
        match piece:
            case Term():
                return self._term(piece, name), _SINGLE
            case Joined():
                return self._joined(piece, name)
            case Negated(part=Negated(part=part)):
                return self._text(part, name)
            case Negated(part=part):
                self._negated = not self._negated
                try:
                    text, tight = self._text(part, name)
                finally:
                    self._negated = not self._negated
                return f"NOT {_held(text, tight, _SINGLE)}", _AND
            case Nearby():
                return self._nearby(piece, name)
            case Repeated():
                return self._repeated(piece, name)
            case InField():
                return self._in_field(piece, name)
            case Compared():
                return self._compared(piece), _SINGLE
            case Unsayable(why=why):
                raise self._cannot(piece, why)

    def _term(self, term: Term, name: str | None) -> str:
        if name is not None and name not in foreign_values.TEXT_FIELDS:
            try:
                return foreign_values.value_of(name, term.text, self.dialect.name)
            except ValueError as error:
                raise self._cannot(term, str(error)) from None
        text = self._adapted(term)
        if not words.split(text.replace("*", "").replace("?", "")) and not re.search(r"\w", text):
            raise self._cannot(term, "there is no word in it")
        several = len(text.split()) > 1
        quoted = f'"{text}"'
        self._check(term, text, quoted)
        if re.search(r"[$€£¥%°+]", text) and not term.cased:
            self._note(self._there(term), quoted, "found without the sign", term.start)
        if term.slop and several:
            return f"{quoted}~{min(term.slop, MAX_DISTANCE)}"
        if term.cased and not (not several and words.is_acronym(text)):
            self._note(
                self._there(term), f"={quoted if several else text}", "capitals count, the exact form", term.start
            )
            return f"={quoted}" if several or not _is_right(f"={text}") else f"={text}"
        if term.cased:
            self._note(self._there(term), text, "an acronym: its capitals count", term.start)
        wild = "*" in text or "?" in text
        if self.exact and not wild and not term.cased:
            return f"={quoted.lower()}" if several or not _is_right(f"={text.lower()}") else f"={text.lower()}"
        if several:
            return quoted
        return text if _is_right(text) or _is_right(f"{text} AND word") else quoted

    def _check(self, term: Term, text: str, quoted: str) -> None:
        """Leaves `term` out where our language has no way to ask for it: C++, one letter before a wildcard."""
        if _is_right(text) or _is_right(quoted) or _is_right(f"{quoted} AND word") or _is_right(f"{text} AND word"):
            return
        try:
            parse_strictly(quoted)
        except QueryError as error:
            raise self._cannot(term, f"{error.message}: {error.advice}") from None

    def _adapted(self, term: Term) -> str:
        """The words of `term` with our wildcard signs."""
        text = term.text.strip()
        star = {"nexis": "!", "factiva": "$"}.get(self.dialect.name)
        if self.dialect.name == "nexis" and (inner := re.sub(r"(?<=\w)\*(?=\w)", "?", text)) != text:
            self._note(text, inner, "one letter for * within a word", term.start)
            text = inner
        elif self.dialect.name == "nexis" and text.endswith("*"):
            self._note(text, text, "any ending; * was one letter in older LexisNexis", term.start)
        if self.dialect.name == "any" or star:
            changed = re.sub(r"(?<=\w)(?:!|\$\d?)(?!\w)", "*", text)
            if changed != text:
                limit = ", of any length" if "$" in text else ""
                self._note(text, changed, f"any ending{limit}", term.start)
            text = changed
        if not term.quoted and text[:1] in "#@" and len(text) > 1:
            self._note(text, text[1:], "found with and without the sign", term.start)
            text = text[1:]
        if not term.quoted and text.strip("'’‘") != text:
            text = text.strip("'’‘")
        text = text.rstrip(",;.") if not term.quoted else text
        return " ".join(re.sub(f"[{QUOTES}]", " ", text).split())

    def _joined(self, piece: Joined, name: str | None) -> tuple[str, int]:
        outer = _LOOSE if piece.join == "OR" else _AND
        texts = []
        for part in piece.parts:
            known = len(self.notes)
            try:
                text, tight = self._text(part, name)
            except _Left:
                more = (piece.join == "AND") != self._negated
                effect = f". Without it {'more' if more else 'less'} is found"
                self.notes[known:] = [
                    replace(note, meaning=note.meaning.partition(". Without it")[0] + effect)
                    for note in self.notes[known:]
                    if note.here is None
                ]
                continue
            whole = text, tight
            texts.append(_held(text, tight, _NEAR) if not text.startswith("NOT ") else text)
        if not texts:
            raise _Left
        if piece.blank and name is None:
            meaning = {"AND": "all must be there", "OR": "one is enough"}[piece.join]
            self._note("a blank", piece.join, meaning, piece.start)
        if len(texts) == 1:
            return whole
        if piece.join == "AND":
            texts.sort(key=lambda text: text.startswith("NOT "))
        return f" {piece.join} ".join(texts), outer

    def _nearby(self, piece: Nearby, name: str | None) -> tuple[str, int]:
        left, right = (self._text(part, name) for part in (piece.left, piece.right))
        distance = min(piece.words, MAX_DISTANCE)
        reach = _LETTERS.get(piece.unit, str(distance))
        operator = f"{'O' if piece.ordered else ''}NEAR/{reach}"
        order = ", in this order" if piece.ordered else ", in any order"
        if piece.unit != "words":
            meaning = f"both in one {piece.unit}{order}"
        else:
            meaning = f"at most {distance} words between{order}"
            if piece.words > MAX_DISTANCE:
                meaning += f" ({piece.words} there, {MAX_DISTANCE} is the most here)"
        self._note(piece.operator, operator, meaning, piece.start)
        return f"{_held(*left, _SINGLE)} {operator} {_held(*right, _SINGLE)}", _NEAR

    def _repeated(self, piece: Repeated, name: str | None) -> tuple[str, int]:
        text, tight = self._text(piece.part, name)
        times = min(piece.times, MAX_TIMES)
        self._note(self._there(piece), f"ATLEAST/{times}", f"found {times} times at least", piece.start)
        return f"ATLEAST/{times} {_held(text, tight, _SINGLE)}", _NEAR

    def _in_field(self, piece: InField, outer: str | None) -> tuple[str, int]:
        name = piece.name
        ours = "lead" if name == "lead" else self.dialect.fields.get(name)
        if (
            ours == "publisher"
            and isinstance(piece.part, Term)
            and re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", piece.part.text)
        ):
            ours = "site"
        if ours is None:
            why = self.dialect.unsayable.get(name, f"{self.dialect.title}'s {name} is not known here")
            raise self._cannot(piece, why)
        if outer is not None:
            raise self._cannot(piece, "a field within another")
        if ours == "headline+lead":
            self._note(self._there(piece), "headline: OR lead:", "each in one of both", piece.start)
            text, tight = self._text(piece.part, "headline")
            held = _held(text, tight, _SINGLE)
            return f"(headline:{held} OR lead:{held})", _SINGLE
        if ours not in foreign_values.TEXT_FIELDS and not _is_plain(piece.part):
            return self._text(_spread(piece.part, name), None)
        if ours in ("date_published", "word_count"):
            return self._compared(Compared(piece.start, piece.end, name, "=", self._value(piece.part))), _SINGLE
        text, tight = self._text(piece.part, ours)
        meaning = foreign_values.MEANINGS.get(ours, f"the same field, {ours}: here")
        there = re.split(r"[:=(]", self.query[piece.start : piece.end], maxsplit=1)[0]
        self._note(there, f"{ours}:", meaning, piece.start)
        return f"{ours}:{_held(text, tight, _SINGLE)}", _SINGLE

    def _value(self, piece: Piece) -> str:
        if isinstance(piece, Term):
            return piece.text
        raise self._cannot(piece, "one value is asked for")

    def _compared(self, piece: Compared) -> str:
        ours = self.dialect.fields.get(piece.name)
        if ours not in ("date_published", "word_count"):
            why = self.dialect.unsayable.get(piece.name, f"{self.dialect.title}'s {piece.name} is no number here")
            raise self._cannot(piece, why)
        try:
            text = foreign_values.condition(ours, piece.sign, piece.value)
        except ValueError as error:
            raise self._cannot(piece, str(error)) from None
        meaning = "the day of publication (UTC)" if ours == "date_published" else "words of the text"
        self._note(self._there(piece), text, meaning, piece.start)
        return text


def _is_plain(part: Piece) -> bool:
    """Whether `part` is a value or alternatives."""
    if isinstance(part, Joined):
        return part.join == "OR" and all(map(_is_plain, part.parts))
    return not isinstance(part, Negated | Nearby)


def _spread(part: Piece, name: str) -> Piece:
    """`part` with the filter `name` before each of its values: all of a filter's values cannot be asked for at once."""
    match part:
        case Joined(parts=parts):
            return replace(part, parts=tuple(_spread(each, name) for each in parts))
        case Negated(part=inner):
            return replace(part, part=_spread(inner, name))
        case Nearby(start=start, end=end):
            return Unsayable(start, end, "words of a name stand in a row here")
        case _:
            return InField(part.start, part.end, name, part)


def _held(text: str, tight: int, least: int) -> str:
    return text if tight >= least else f"({text})"
