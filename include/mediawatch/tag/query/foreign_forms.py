"""Forms of other tools and of other languages that a query here would read as plain words: each is refused, so that
nothing is accepted and means something else.

`check_forms` looks at the tokens of a query before it is parsed, since most of these forms are told by what stands
beside them: `headline("red sea")` by the parenthesis that touches a word, `UND` by the words on both sides.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

import lark

from mediawatch.tag.query.diagnostics import QueryError
from mediawatch.tag.query.field_codes import OPERAND_ENDS, check_code, check_sets
from mediawatch.tag.query.field_synonyms import field_synonym
from mediawatch.tag.query.limits import QUOTES
from mediawatch.words import phrases

# Names of AND, OR and NOT in the languages of the tools' users, as they are typed: in capitals where their script has
# them. At the edge of a query they are words (a film called ET). In small letters `oder` and `sauf` between two words
# are operators too, since a text that need not hold a word would have to; `und` changes next to nothing.
AND_WORDS = frozenset(phrases("query_and"))
OR_WORDS = frozenset(phrases("query_or"))
NOT_WORDS = frozenset(phrases("query_not"))
_ALSO_WORDS = frozenset(phrases("query_also_words"))

_EITHER_WAY = re.compile(r"(\w+)/(\w+)")  # und/oder, y/o, и/или
_SMALL_OR = frozenset(word.replace("İ", "i").lower() for word in OR_WORDS) - _ALSO_WORDS
_SMALL_NOT = frozenset(word.replace("İ", "i").lower() for word in NOT_WORDS) - _ALSO_WORDS
# Operators of Factiva, LexisNexis, Verity, Talkwalker, ProQuest and Westlaw that are whole words in capitals.
_NEARNESS = {
    "SAME": "a NEAR/P b", "SENTENCE": "a NEAR/S b", "SENT": "a NEAR/S b", "PARAGRAPH": "a NEAR/P b",
    "PARA": "a NEAR/P b", "NEXT": "a ONEAR/0 b", "BEFORE": "a ONEAR/5 b", "FOLLOWEDBY": "a ONEAR/5 b",
    "AFTER": "b ONEAR/5 a", "NOTNEAR": "a AND NOT b", "NEARBY": "a NEAR/4 b", "near": "a NEAR/4 b",
    "adj": "a ONEAR/0 b", "ADJACENT": "a ONEAR/0 b", "WITH": "a NEAR/S b", "FOLLOWED BY": "a ONEAR/5 b",
    "PRECEDED BY": "b ONEAR/5 a", "PROX": "a NEAR/5 b", "NEXT TO": "a NEAR/0 b", "NEAR TO": "a NEAR/5 b",
    "CLOSE TO": "a NEAR/5 b", "same": "a NEAR/P b",
    "THEN": "a ONEAR/5 b", "SAME SENTENCE": "a NEAR/S b", "SAME PARAGRAPH": "a NEAR/P b",
}  # fmt: skip
_OTHERS = {
    "XOR": "(a OR b) AND NOT (a AND b)", "BUT": "a AND b", "BUTNOT": "a AND NOT b", "butnot": "a AND NOT b",
    "ANY": "a OR b", "ALL": "a AND b",
    "ANDANY": "a", "NOR": "(NOT a) AND NOT b", "EITHER": "a OR b", "UNLESS": "a AND NOT b", "PLUS": "a AND b",
    "SYN": "a OR b", "RANK": "a OR b", "LNK": "a AND b",
    "TO": "date_published:[2025-04-22 TO 2025-05-31] for days, word_count:[300 TO 800] for lengths",
}  # fmt: skip
_OPERAND_STARTS = frozenset({"WORD", "PHRASE", "LPAR", "FIELD", "RANGE", "ATLEAST", "MINUS", "PLUS", "NOT"})

_COMMAS = ",;،؛、，；"
_DASHES = "‐‑‒–—―−﹣－⁃˗"
_LIKE_DASHES = "ーㅡｰ"  # a long vowel of kana and a vowel of Korean, which their keyboards give for a dash
_AT_LEAST = re.compile(r"(?i)(?:atl(?:east)?|(?:freq|count)(?=/))/?(\d+)")
# Distances of other tools between two words: NEXT/3, NBNR/5 (dtSearch and its kin), N5 and W5 (EBSCO, to 25), 5w
# (Dialog without its parentheses), NOT/seg (LexisNexis).
_DISTANCE = re.compile(
    r"(?i)(?P<name>xnear|around|not-?near|next|nbnr|nearby|nearest|prox|before|after|followedby|same|[nwfdbsx]"
    r"|not|(?-i:(?!PRE|ADJ|WITHIN|O?NEAR)[A-Z]{3,}))/(?P<reach>\d{1,3}|[sp]|seg)"
    r"|(?P<letter>[nwp]|nr|nadj|ndj|pre)(?P<number>[1-9]|1\d|2[0-5])|(?P<words>\d{1,2})(?P<order>[nw])|\.\.+(?P<dots>\d{1,2})"
)
_NEAR_REACH = re.compile(r"(?i)(?:o?near|w|within|pre|adj|n)?/(\d{1,3}|[sp])")
_DIALOG = re.compile(r"(?i)(?P<number>\d{0,2})(?P<letter>(?:not|x)?[wna])|[splf]")  # putin (5w) modi, putin (s) modi
_WORDS_OF = re.compile(r"(?i)words?|terms?|of")
_ORDERED = ("pre", "p", "next", "before", "followedby", "f", "w")
_CONDITIONS = ("contains", "contain", "includes", "equals", "is", "has", "like", "matches", "starts", "begins")
_NUMBERS = re.compile(r"(\d{1,9})\.{2,3}(\d{1,9})")
_ENDING = re.compile(r"([^\W\d]{3,})\*\d")
_IN_PHRASE = re.compile(r"(?i)(?:w|pre|adj|o?near|n)?/\d{1,3}|(?:w|pre|adj|o?near|n)/[sp]|(?:pre|adj|o?near)\d{1,3}")
_COUNT = re.compile(r"\d{1,3}")
_PLUS_REACH = re.compile(r"(?i)\d{1,2}|[sp]")
_OPERATORS = re.compile(r"AND|OR|NOT|O?NEAR/(?:\d+|[SP])|ATLEAST/\d+")
_YEARS = re.compile(r"(\d{4}(?:-\d\d){0,2})\.{2,3}(\d{4}(?:-\d\d){0,2})")
_DAY = re.compile(r"\d{4}-\d\d?-\d\d?|\d{1,2}([./-])\d{1,2}\1\d{4}")
_SINCE = re.compile(r"(?i)from|since|after|before|until|between")
_DAYS = re.compile(r"(\d{4})(\d\d)(\d\d)[-–](\d{4})(\d\d)(\d\d)")
_DATE_WORD = re.compile(r"(?i)(?:date|pubdate|pd)")
_DATE_RELATION = re.compile(r"(?i)aft|after|bef|before|is|from|since|until|geq|leq|between")


def check_forms(query: str, tokens: Sequence[lark.Token]) -> None:
    """Refuses what would be read otherwise than it is meant. Raises QueryError."""
    check_sets(tokens)
    for number, token in enumerate(tokens):
        before = tokens[number - 1] if number else None
        after = tokens[number + 1] if number + 1 < len(tokens) else None
        if token.type == "PHRASE":
            _check_equals(query, token)
            _check_operator_in_phrase(token)
        if token.type == "NOT":
            _check_not_near(before, tokens[number + 1 : number + 3])
        if token.type == "PLUS":
            _check_plus(before, tokens[number + 1 : number + 3])
        if token.type != "WORD":
            continue
        _check_list(token, before, after)
        _check_width(token)
        _check_dash(token)
        _check_distance(token, before, tokens[number + 1 : number + 5])
        _check_dialog(tokens[max(number - 2, 0) : number + 3])
        _check_at_least(token)
        _check_glued(query, token)
        _check_operator(token, before, after, tokens[number + 2 : number + 3])
        check_code(token, before, after)
        _check_condition(token, tokens[number + 1 : number + 4])
        _check_ending(token)
        _check_date(token, [item for item in tokens[number + 1 : number + 4] if item.type != "MINUS"][:2])


def _check_width(token: lark.Token) -> None:
    """Operators in full-width letters, as Chinese and Japanese keyboards type them."""
    plain = unicodedata.normalize("NFKC", token)
    if plain != token and _OPERATORS.fullmatch(plain.upper()):
        raise QueryError(_at(token), f"{token} is written in full-width letters", f"write {plain.upper()}")


def _check_list(token: lark.Token, before: lark.Token | None, after: lark.Token | None) -> None:
    """`putin, modi` and `"red sea", ship`: commas join nothing."""
    word = token.rstrip(_COMMAS)
    if token[-1] not in _COMMAS or after is None or after.type not in ("WORD", "PHRASE"):
        return
    if not word:
        raise QueryError(_at(token), f"{token} joins nothing", f"write OR before {after} for alternatives")
    several = f"{word} OR {after.rstrip(_COMMAS)} for alternatives, or leave it out"
    if before is not None and before.type == "FIELD":
        several = f"{before}{word}; alternatives are {before}(a OR b)"
    raise QueryError(_at(token) + len(word), f"{token} ends with {token[len(word)]}", f"write {several}")


def _check_operator_in_phrase(token: lark.Token) -> None:
    """`"putin AND modi"`: between quotation marks an operator is a word, which next to no text has in capitals."""
    inner = token.lstrip("=")[1:].rstrip("~0123456789")[:-1]
    words = inner.split()
    for word in words[1:-1]:
        if _IN_PHRASE.fullmatch(word):
            raise QueryError(
                _at(token) + token.index(f" {word} ") + 1 if f" {word} " in token else _at(token),
                f"{word} is no word to find between quotation marks",
                'end the phrase before it: "a" NEAR/5 "b"',
            )
        if _OPERATORS.fullmatch(word) and inner != inner.upper():
            raise QueryError(
                _at(token) + token.index(f" {word} ") + 1 if f" {word} " in token else _at(token),
                f"{word} is a word between quotation marks, not an operator",
                f'end the phrase before it: "a" {word} "b"; for the word itself write {word.lower()}',
            )


def _check_plus(before: lark.Token | None, following: Sequence[lark.Token]) -> None:
    """`a +5 b` and `a +s b` of Westlaw, which ask for an order and a distance."""
    if before is None or before.type not in OPERAND_ENDS or len(following) < 2:
        return
    reach, after = following
    if reach.type == "WORD" and _PLUS_REACH.fullmatch(reach) and after.type in _OPERAND_STARTS:
        raise QueryError(
            _at(reach) - 1,
            f"+{reach} may count words in another tool, and says here that {reach} must be there",
            f'write {before} ONEAR/{reach.upper()} {after}, or "{reach}" for the word itself',
        )


def _check_distance(token: lark.Token, before: lark.Token | None, following: Sequence[lark.Token]) -> None:
    joined = before is not None and before.type in OPERAND_ENDS
    after = following[0] if following else None
    if token in ("NEAR", "ONEAR") and after is not None and after.type == "LPAR" and not joined:
        raise QueryError(_at(token), f"{token} is no function here", f"write a {token}/5 b")
    if token.lower() in ("atleast", "atl", "within", "w/in") and after is not None and _COUNT.fullmatch(after):
        here = f"ATLEAST/{after} before a word or a group" if token[0] in "aA" else f"a NEAR/{after} b"
        behind = next((item for item in following[1:] if not _WORDS_OF.fullmatch(item)), None)
        if token[0] in "wW" and before is not None and behind is not None:
            here = f"{before} NEAR/{after} {behind}"
        if joined or token[0] in "aA":
            raise QueryError(_at(token), f"{token} {after} is no operator here", f"write {here}")
    match = _DISTANCE.fullmatch(token)
    if not match or not joined or after is None or after.type not in _OPERAND_STARTS:
        return
    name = (match["name"] or match["letter"] or match["order"] or "").lower()
    reach = (match["reach"] or match["number"] or match["words"] or match["dots"]).upper()
    if name == "w" and match["name"]:
        meant = f"{before} NEAR/{reach} {after}, ONEAR/{reach} where the order counts"
    elif reach == "SEG":
        meant = f"{before} AND {'NOT ' if name.startswith('not') else ''}{after}"
    elif name.startswith("not"):
        meant = f"{before} AND NOT ({before} NEAR/{reach} {after})"
    else:
        meant = f"{before} {'O' if name in _ORDERED else ''}NEAR/{reach} {after}"
    raise QueryError(_at(token), f"{token} is no operator here", f'write {meant}, or "{token}" for the word itself')


def _check_not_near(before: lark.Token | None, following: Sequence[lark.Token]) -> None:
    """`putin NOT NEAR/5 modi`, `putin NOT w/5 modi`."""
    if before is None or before.type not in OPERAND_ENDS or len(following) < 2:
        return
    near, after = following
    reach = _NEAR_REACH.fullmatch(near)
    if reach and after.type in _OPERAND_STARTS:
        meant = f"{before} AND NOT ({before} NEAR/{reach[1].upper()} {after})"
        raise QueryError(_at(near), f"{near} cannot stand behind NOT", f"write {meant}")


def _check_dialog(around: Sequence[lark.Token]) -> None:
    """`putin (5w) modi` of Dialog: a distance between parentheses."""
    if len(around) < 5 or [token.type for token in around[1:4]] != ["LPAR", "WORD", "RPAR"]:
        return
    before, _, token, _, after = around
    match = _DIALOG.fullmatch(token)
    if not match or before.type not in OPERAND_ENDS or after.type not in _OPERAND_STARTS:
        return
    reach = match["number"] or "0" if match["letter"] else {"S": "S", "P": "P"}.get(token.upper())
    letter = (match["letter"] or "").lower()
    order = "O" if letter.endswith("w") else ""
    meant = (
        f"{before} AND NOT ({before} {order}NEAR/{reach} {after})"
        if letter.startswith("not")
        else (f"{before} {order}NEAR/{reach} {after}" if reach else f"{before} AND {after}")
    )
    raise QueryError(_at(token), f"({token}) is no operator here", f'write {meant}, or "{token}" for the word itself')


def _check_dash(token: lark.Token) -> None:
    like = token[0] in _LIKE_DASHES and (len(token) == 1 or token[1:].isascii())
    if token[0] in _DASHES or like:
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
    return token.lower() in ("and", "or", "not") or token in ("NEAR", "ONEAR", "AROUND", "WITHIN", "ADJ")


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


def _is_either_way(word: str) -> bool:
    """`und/oder`: AND and OR of a language with a slash between."""
    match = _EITHER_WAY.fullmatch(word.upper())
    return match is not None and match[1] in AND_WORDS and match[2] in OR_WORDS


def _check_operator(
    token: lark.Token, before: lark.Token | None, after: lark.Token | None, behind: Sequence[lark.Token]
) -> None:
    word = str(token)
    if f"{word} {after}" in _NEARNESS and behind:
        word, after = f"{word} {after}", behind[0]
    joined = before is not None and before.type in OPERAND_ENDS
    follows = after is not None and after.type in _OPERAND_STARTS
    if (
        (word in NOT_WORDS or (joined and word in _SMALL_NOT))
        and follows
        and (joined or before is None or before.type in ("_AND", "_OR", "LPAR"))
    ):
        raise QueryError(
            _at(token), f"{word} is no operator here", f'write NOT {after}, or "{word}" for the word itself'
        )
    if not (joined and follows):
        return
    for names, here in ((AND_WORDS, "AND"), (OR_WORDS | _SMALL_OR, "OR")):
        if word in names or (here == "OR" and _is_either_way(word)):
            advice = f'write {before} {here} {after}, or "{word}" for the word itself'
            raise QueryError(_at(token), f"{word} is no operator here", advice)
    meant = _NEARNESS.get(word) or _OTHERS.get(word)
    if word == "TO" and before is not None and before.type == "RANGE":
        meant = f"{before.partition(':')[0]}:[{before.partition(':')[2].strip()} TO {after}]"
    if meant:
        if before is not None and before.type == "WORD" and after is not None and after.type == "WORD":
            meant = re.sub(r"\b[ab]\b", lambda match: str(before if match.group() == "a" else after), meant)
        raise QueryError(_at(token), f"{word} is no operator here", f'write {meant}, or "{word}" for the word itself')


def _check_condition(token: lark.Token, following: Sequence[lark.Token]) -> None:
    """`title contains "red sea"`: a condition on a field, in words."""
    if len(following) < 2 or following[0].lower() not in _CONDITIONS or following[1].type not in ("WORD", "PHRASE"):
        return
    field, value = field_synonym(token), next((item for item in following[1:] if item.lower() != "with"), following[1])
    if field and field not in ("date_published", "word_count"):
        raise QueryError(
            _at(token),
            f"{token} {' '.join(following[: following.index(value) + 1])} is no condition here",
            f'write {field}:{value}, or "{token}" for the word itself',
        )


def _check_ending(token: lark.Token) -> None:
    """`econom*5`: an ending of five letters at most."""
    if match := _ENDING.fullmatch(token):
        raise QueryError(_at(token), f"{token} may count letters in another tool", f"write {match[1]}* for any ending")


def _check_date(token: lark.Token, following: Iterable[lark.Token]) -> None:
    if match := _YEARS.fullmatch(token):
        first, last = match.groups()
        raise QueryError(_at(token), f"{token} is no range here", f"write date_published:[{first} TO {last}]")
    if match := _NUMBERS.fullmatch(token):
        raise QueryError(_at(token), f"{token} is no range here", f"numbers are words: write {match[1]} OR {match[2]}")
    if match := _DAYS.fullmatch(token):
        a = "-".join(match.groups()[:3])
        b = "-".join(match.groups()[3:])
        raise QueryError(_at(token), f"{token} is no range here", f"write date_published:[{a} TO {b}]")
    words = [str(item) for item in following]
    if _SINCE.fullmatch(token) and words and _DAY.fullmatch(words[0]):
        sign = ">=" if token[0] in "fFsS" else "<" if token.lower() in ("before", "until") else ">"
        several = token[0] in "fF" or token.lower() == "between"
        days = "[2025-04-22 TO 2025-05-31]" if several else f"{sign}2025-04-22"
        raise QueryError(
            _at(token),
            f"{token} {words[0]} is no condition here",
            f"write date_published:{days} with the day as year-month-day",
        )
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
