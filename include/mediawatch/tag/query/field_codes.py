"""Codes of fields that other tools set beside a word without a colon: `TI merger`, `merger/TI`."""

from __future__ import annotations

import re
from collections.abc import Sequence

import lark

from mediawatch.tag.query.diagnostics import QueryError
from mediawatch.tag.query.field_synonyms import field_synonym

OPERAND_ENDS = frozenset({"WORD", "PHRASE", "RPAR", "RANGE"})
"""Tokens that something to find ends with."""

# Codes of fields that stand with a blank before what they ask for (EBSCO, Gale). AU, AB and LA are names too: they are
# codes before a group or a phrase alone.
_CODES = frozenset(("TI", "TX", "SU", "KW", "KE", "MH"))
_CODES_OF_GROUPS = frozenset(("AB", "AU", "LA", "SO", "DE", "ZW"))
# merger/TI of STN
_SLASHED = re.compile(r"(\w{3,})/((?:ti|ab|au|kw|bi)(?:,[a-z]{2})*|(?:TI|AB|AU|KW|BI|TX)(?:,[A-Z]{2})*)")

_SETS = re.compile(r"[SL]\d{1,2}")
_COMMANDS = ("limit", "remove duplicates from")


def check_sets(tokens: Sequence[lark.Token]) -> None:
    """`S1 AND S2`: numbers of earlier searches (Dialog, EBSCO, STN); `limit 1 to english`, `remove duplicates from 4`:
    what is to be done with them (Ovid). Raises QueryError."""
    words = [token for token in tokens if token.type in ("WORD", "PHRASE", "FIELD", "RANGE")]
    if len(words) > 1 and all(token.type == "WORD" and _SETS.fullmatch(token) for token in words):
        first = words[0]
        raise QueryError(
            first.start_pos or 0,
            f"{first} may be the number of an earlier search",
            f'write that search itself, or "{first}" for the word',
        )
    said = " ".join(words[:4]).lower()
    for command in _COMMANDS:
        if re.match(rf"{command} \d+(?: to\b|$)", said):
            raise QueryError(
                words[0].start_pos or 0,
                f"{command} is no command here",
                "write the search itself, and AND language:en behind it for one language",
            )


def check_code(token: lark.Token, before: lark.Token | None, after: lark.Token | None) -> None:
    """`TI merger` and `merger/TI`: codes of fields, before a blank and behind a slash. Raises QueryError."""
    if slashed := _SLASHED.fullmatch(token):
        field = field_synonym(slashed[2][:2]) or "body"
        raise QueryError(token.start_pos or 0, f"/{slashed[2]} is no field here", f"write {field}:{slashed[1]}")
    marked = after is not None and after.type in ("LPAR", "PHRASE")
    is_group = after is not None and after.type == "LPAR"
    if (
        (token in _CODES or (marked and token in _CODES_OF_GROUPS))
        and (before is None or before.type not in OPERAND_ENDS)
        and after is not None
        and (is_group or after.type in ("WORD", "PHRASE"))
        and (before is None or before.type != "FIELD")
    ):
        value = "(a b)" if is_group else str(after)
        meant = f"{name}:{value}" if (name := field_synonym(token)) else value
        raise QueryError(
            token.start_pos or 0,
            f"{token} may name a field in another tool",
            f'write {meant}, or "{token}" for the word itself',
        )
