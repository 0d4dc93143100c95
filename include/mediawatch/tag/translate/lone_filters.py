"""Filters that stand alone as an alternative: right in other tools, and of no use here, where each tag shows words."""

from __future__ import annotations

from dataclasses import replace

from mediawatch.tag.query.tree import TEXT_FIELDS
from mediawatch.tag.translate.dialects import Dialect
from mediawatch.tag.translate.pieces import Compared, InField, Joined, Negated, Piece, Unsayable

_FILTER = "a filter alone looks at no text, and each tag here shows the words that earned it"
_NOT = "NOT alone holds for nearly every article, and each tag here shows the words that earned it"


def without_lone_filters(piece: Piece, dialect: Dialect) -> Piece | None:
    """`piece` without the alternatives that hold no word: `title:acme OR site:acme.com` is `title:acme` then. None
    where nothing is left, or where it lacks nothing."""
    if _has_words(piece, dialect) or not isinstance(piece, Joined):
        return None
    if piece.join == "OR":
        kept = [_has_words(part, dialect) for part in piece.parts]
        if not any(kept):
            return None
        parts = zip(piece.parts, kept, strict=True)
        return replace(piece, parts=tuple(part if keep else _left_out(part) for part, keep in parts))
    for number, part in enumerate(piece.parts):
        if (rest := without_lone_filters(part, dialect)) is not None:
            return replace(piece, parts=(*piece.parts[:number], rest, *piece.parts[number + 1 :]))
    return None


def _left_out(part: Piece) -> Unsayable:
    return Unsayable(part.start, part.end, _NOT if isinstance(part, Negated) else _FILTER)


def _has_words(piece: Piece, dialect: Dialect) -> bool:
    match piece:
        case Joined(join="AND", parts=parts):
            return any(_has_words(part, dialect) for part in parts)
        case Joined(parts=parts):
            return all(_has_words(part, dialect) for part in parts if not isinstance(part, Unsayable))
        case InField(name=name, part=part):
            ours = "lead" if name == "lead" else dialect.fields.get(name)
            return ours in (*TEXT_FIELDS, "headline+lead") and _has_words(part, dialect)
        case Negated() | Compared() | Unsayable():
            return False
        case _:
            return True
