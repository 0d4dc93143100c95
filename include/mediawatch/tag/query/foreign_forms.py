"""Forms of other tools and of other languages that a query here would read as plain words: each is refused, so that
nothing is accepted and means something else.

`check_forms` looks at the tokens of a query before it is parsed, since most of these forms are told by what stands
beside them: `headline("red sea")` by the parenthesis that touches a word, `UND` by the words on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import lark

from mediawatch.tag.query.diagnostics import QueryError
from mediawatch.tag.query.field_synonyms import field_synonym
from mediawatch.tag.query.limits import QUOTES
from mediawatch.words import phrases

# Names of AND, OR and NOT in the languages of the tools' users, as they are typed: in capitals. In small letters, and
# at the edge of a query, they are words (the river Oder, a film called ET).
AND_WORDS = frozenset(phrases("query_and"))
OR_WORDS = frozenset(phrases("query_or"))
NOT_WORDS = frozenset(phrases("query_not"))
# Operators of Factiva, LexisNexis, Verity, Talkwalker, ProQuest and Westlaw that are whole words in capitals.
_NEARNESS = {
    "SAME": "a NEAR/P b", "SENTENCE": "a NEAR/S b", "SENT": "a NEAR/S b", "PARAGRAPH": "a NEAR/P b",
    "PARA": "a NEAR/P b", "NEXT": "a ONEAR/0 b", "BEFORE": "a ONEAR/5 b", "FOLLOWEDBY": "a ONEAR/5 b",
    "AFTER": "b ONEAR/5 a", "NOTNEAR": "a AND NOT b",
}  # fmt: skip
_OTHERS = {
    "XOR": "(a OR b) AND NOT (a AND b)", "BUT": "a AND b", "BUTNOT": "a AND NOT b", "ANY": "a OR b", "ALL": "a AND b",
    "ANDANY": "a", "TO": "date_published:[2025-04-22 TO 2025-05-31] for days, word_count:[300 TO 800] for lengths",
}  # fmt: skip
_OPERAND_ENDS = frozenset({"WORD", "PHRASE", "RPAR", "RANGE"})
_OPERAND_STARTS = frozenset({"WORD", "PHRASE", "LPAR", "FIELD", "RANGE", "ATLEAST", "MINUS", "PLUS", "NOT"})

_DASHES = "‐‑‒–—―−﹣－"
_AT_LEAST = re.compile(r"(?i)atl(?:east)?/?(\d+)")
_YEARS = re.compile(r"(\d{4})\.{2,3}(\d{4})")
_DAYS = re.compile(r"(\d{4})(\d\d)(\d\d)[-–](\d{4})(\d\d)(\d\d)")
_DATE_WORD = re.compile(r"(?i)(?:date|pubdate|pd)")
_DATE_RELATION = re.compile(r"(?i)aft|after|bef|before|is|from|since|until|geq|leq|between")


def check_forms(query: str, tokens: Sequence[lark.Token]) -> None:
    """Refuses what would be read otherwise than it is meant. Raises QueryError."""
    for number, token in enumerate(tokens):
        before = tokens[number - 1] if number else None
        after = tokens[number + 1] if number + 1 < len(tokens) else None
        if token.type == "PHRASE":
            _check_equals(query, token)
        if token.type != "WORD":
            continue
        _check_dash(token)
        _check_at_least(token)
        _check_glued(query, token)
        _check_operator(token, before, after)
        _check_date(token, tokens[number + 1 : number + 3])


def _check_dash(token: lark.Token) -> None:
    if token[0] in _DASHES:
        rest = str(token)[1:]
        raise QueryError(
            _at(token),
            f"{token} begins with a dash that is not the sign of NOT",
            f"write -{rest} or AND NOT {rest}" if rest else "write AND NOT, or leave it out",
        )
    if "&&" in token:
        left, _, right = token.partition("&&")
        raise QueryError(
            _at(token) + len(left), "&& is no operator here", f"write {left} AND {right}".replace("  ", " ").strip()
        )


def _check_at_least(token: lark.Token) -> None:
    match = _AT_LEAST.fullmatch(token)
    if match:
        raise QueryError(
            _at(token), f"{token} is no operator here", f"write ATLEAST/{match.group(1)} before a word or a group"
        )


def _check_equals(query: str, token: lark.Token) -> None:
    """`hd="red sea"`: a field of another tool, not an exact phrase after a word."""
    at = _at(token)
    before = re.search(r"[^\s()" + QUOTES + r":+\-]+\Z", query[:at]) if token.startswith("=") else None
    if before:
        raise QueryError(before.start(), f"{before.group()}= is no field", _field_advice(before.group(), token[1:]))


def _check_glued(query: str, token: lark.Token) -> None:
    """A word that touches a group or a phrase: a function of another tool (`headline("red sea")`), or a slip."""
    at, end = _at(token), _at(token) + len(token)
    if query[end : end + 1] == "(" and not _is_operator_like(token):
        raise QueryError(
            at, f"{token} stands directly before a parenthesis", _field_advice(str(token), _group(query, end))
        )
    if query[end : end + 1] in tuple(QUOTES):
        raise QueryError(at, f"{token} stands directly before a quotation mark", _parted(token, query, end))
    if at and query[at - 1] in QUOTES:
        raise QueryError(at, f"{token} stands directly after a quotation mark", "part them with a blank")


def _is_operator_like(token: lark.Token) -> bool:
    """Words that the parser refuses with better advice of its own: and(...), AROUND(5)."""
    return token.lower() in ("and", "or", "not", "near", "onear", "around", "within", "adj")


def _parted(token: lark.Token, query: str, end: int) -> str:
    closing = next((i for i in range(end + 1, len(query)) if query[i] in QUOTES), end)
    return _field_advice(str(token), query[end : closing + 1])


def _field_advice(name: str, value: str) -> str:
    field = field_synonym(name)
    if field:
        return f"write {field}:{value}"
    return f"write {name} AND {value} if both must be there; fields are written headline:..."


def _group(query: str, start: int) -> str:
    """The group that opens at `start`, whole."""
    depth = 0
    for at in range(start, len(query)):
        depth += {"(": 1, ")": -1}.get(query[at], 0)
        if not depth:
            return query[start : at + 1]
    return query[start:]


def _check_operator(token: lark.Token, before: lark.Token | None, after: lark.Token | None) -> None:
    word = str(token)
    joined = before is not None and before.type in _OPERAND_ENDS
    follows = after is not None and after.type in _OPERAND_STARTS
    if word in NOT_WORDS and follows and (joined or before is None or before.type in ("_AND", "_OR", "LPAR")):
        raise QueryError(
            _at(token), f"{word} is no operator here", f'write NOT {after}, or "{word}" for the word itself'
        )
    if not (joined and follows):
        return
    for names, here in ((AND_WORDS, "AND"), (OR_WORDS, "OR")):
        if word in names:
            advice = f'write {before} {here} {after}, or "{word}" for the word itself'
            raise QueryError(_at(token), f"{word} is no operator here", advice)
    meant = _NEARNESS.get(word) or _OTHERS.get(word)
    if meant:
        if before is not None and before.type == "WORD" and after is not None and after.type == "WORD":
            meant = re.sub(r"\b[ab]\b", lambda match: str(before if match.group() == "a" else after), meant)
        raise QueryError(_at(token), f"{word} is no operator here", f'write {meant}, or "{word}" for the word itself')


def _check_date(token: lark.Token, following: Iterable[lark.Token]) -> None:
    if match := _YEARS.fullmatch(token):
        first, last = match.groups()
        raise QueryError(_at(token), f"{token} is no range here", f"write date_published:[{first} TO {last}]")
    if match := _DAYS.fullmatch(token):
        a = "-".join(match.groups()[:3])
        b = "-".join(match.groups()[3:])
        raise QueryError(_at(token), f"{token} is no range here", f"write date_published:[{a} TO {b}]")
    words = [str(item) for item in following]
    if (
        len(words) == 2
        and _DATE_WORD.fullmatch(token)
        and _DATE_RELATION.fullmatch(words[0])
        and words[1][:1].isdigit()
    ):
        sign = {"a": ">", "b": "<", "g": ">=", "s": ">=", "f": ">=", "l": "<=", "u": "<="}.get(words[0][0].lower(), "")
        raise QueryError(
            _at(token),
            f"{token} {words[0]} {words[1]} is no condition here",
            f"write date_published:{sign}2025-04-22 with the day as year-month-day",
        )


def _at(token: lark.Token) -> int:
    return token.start_pos or 0
