"""A query with more alternatives than one of ours may have, as several: a topic holds where one of them does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from mediawatch.tag.query.limits import MAX_QUERIES, MAX_QUERY_CHARS
from mediawatch.tag.translate.pieces import Joined, Piece


def in_several(
    piece: Piece, whole: str, write: Callable[[Piece], str | None], is_right: Callable[[str], bool]
) -> list[str]:
    """What `write` makes of `piece`, which is `whole` in one, in several parts that are right, each with some of its
    alternatives and all of the rest. Empty where no number of parts is enough."""
    number = max(2, -(-len(whole) // MAX_QUERY_CHARS))
    while number <= MAX_QUERIES and (parts := _parts(piece, number)):
        texts = [text for text in map(write, parts) if text is not None]
        if texts and all(map(is_right, texts)):
            return texts
        number *= 2
    return []


def _parts(piece: Piece, number: int) -> Sequence[Piece]:
    """`piece` as `number` pieces, one of which holds where it holds; none where it has too few alternatives."""
    if not isinstance(piece, Joined):
        return []
    if piece.join == "OR":
        size = -(-len(piece.parts) // number)
        if size < 1 or len(piece.parts) < number:
            return []
        groups = [piece.parts[at : at + size] for at in range(0, len(piece.parts), size)]
        return [replace(piece, parts=group) if len(group) > 1 else group[0] for group in groups]
    lists = [part for part in piece.parts if isinstance(part, Joined) and part.join == "OR"]
    longest = max(lists, key=lambda part: len(part.parts), default=None)
    if longest is None:
        return []
    return [
        replace(piece, parts=tuple(group if part is longest else part for part in piece.parts))
        for group in _parts(longest, number)
    ]
