"""What a query gets wrong, in words: position, fault and advice."""

from __future__ import annotations

import re
import unicodedata

import lark

from mediawatch.tag.query.field_synonyms import field_synonym
from mediawatch.tag.query.filters import meant_value
from mediawatch.tag.query.tree import FILTER_FIELDS, TEXT_FIELDS


class QueryError(ValueError):
    """`message` says what is wrong at character `offset` of the query, `advice` what to do."""

    def __init__(self, offset: int, message: str, advice: str) -> None:
        super().__init__(f"{message}; {advice}")
        self.offset = offset
        self.message = message
        self.advice = advice


_ADVICE = {
    "#": "write the word without it: it is found with and without #",
    "@": "write the name without it: it is found with and without @",
    "+": "+ goes before a word: +word; behind one it is not looked at",
    "-": "- goes before a word: -word",
    "|": "write OR",
    "!": "write NOT before a word, word* for a beginning of words, or leave it out",
    "−": "write -word or AND NOT word",
    "（": "write ( and )",
    "）": "write ( and )",
    "：": "write :",
    "＂": 'write "',
    **dict.fromkeys("，、،؛；", "write OR between alternatives, or leave it out"),
    **dict.fromkeys("؟।。？！", "leave it out"),
    "$": "leave it out, it is not looked at; for a beginning of words write word*",
    "<": "ranges are written date_published:>=2025-04-22",
    ">": "ranges are written date_published:>=2025-04-22 and word_count:>=300",
    "&": "write AND",
    "^": "clauses cannot be weighted: remove it",
    "'": 'quote phrases with "',
    "’": 'quote phrases with "',
    "‘": 'quote phrases with "',
    ",": "leave it out, or write OR between alternatives",
    ";": "leave it out",
    **dict.fromkeys("″❝❞〝〟‚「」『』《》〈〉‹›`´", 'quote phrases with "'),
}


def sign_advice(char: str) -> str:
    """What to write for a sign that a word cannot hold; for a full-width one what it is without the width."""
    plain = unicodedata.normalize("NFKC", char)
    if char not in _ADVICE and plain != char and (plain in _ADVICE or plain in "*?.-"):
        return _ADVICE.get(plain) or f"write {plain}"
    if char not in _ADVICE and unicodedata.category(char) == "So":
        return "leave it out: signs are not looked for, nor between quotation marks"
    return _ADVICE.get(char, 'leave it out, or put the words into "quotes"')


def field_advice(name: str) -> str:
    lower = name.lower()
    if lower in ("http", "https"):
        return "to ask for a site write site:example.com"
    known = (*TEXT_FIELDS, *FILTER_FIELDS)
    if lower in known:
        return f"write it in small letters: {lower}:"
    if lower == "from":
        return "write author: for who wrote it, date_published: for a day"
    if synonym := field_synonym(name):
        return f"write {synonym}:"
    return f'there are {", ".join(f"{field}:" for field in known)}; for the words themselves use "quotes"'


_FIELD_BEFORE = re.compile(r"([a-z_]+:)\s*\Z")
_NOTHING_BEFORE = re.compile(r"(?:\A|[(:]|(?<!\S)(?:AND|OR|NOT|O?NEAR/\w+))\s*\Z")


def explained(query: str, error: lark.UnexpectedInput) -> QueryError:
    """lark's complaint in words."""
    offset = error.pos_in_stream if error.pos_in_stream is not None else len(query)
    if isinstance(error, lark.UnexpectedToken) and error.token.type == "$END":
        return QueryError(len(query.rstrip()), "the query ends where a word should follow", "complete or shorten it")
    rest = query[offset:]
    if isinstance(error, lark.UnexpectedToken):
        kind, text = error.token.type, str(error.token)
        if kind == "NEAR" and _NOTHING_BEFORE.search(query[:offset]):
            return QueryError(
                offset, f"{text} has nothing before it to join", f"write a word on both sides: a {text} b"
            )
        if kind == "NEAR":
            return QueryError(
                offset,
                f"{text} does not join two clauses here",
                f"write (a {text} b) {text} c, or (a {text} b) AND (b {text} c)",
            )
        if kind == "ATLEAST":
            return QueryError(offset, f"{text} cannot follow here", f"write {text} before a word: a AND {text} b")
        if kind in ("_AND", "_OR"):
            return QueryError(offset, f"{text} has nothing before it to join", "write a word before it, or remove it")
        if kind == "RPAR":
            return QueryError(offset, "a word is missing before this parenthesis", "write one, or remove the operator")
        if kind in ("NOT", "MINUS") and (field := _FIELD_BEFORE.search(query[:offset])):
            return QueryError(
                offset, f"{text} cannot stand behind {field.group(1)}", f"put it before: NOT {field.group(1)}word"
            )
        if kind in ("NOT", "MINUS"):
            return QueryError(offset, f"{text} cannot follow here", "write a AND NOT b")
        if kind == "PLUS":
            return QueryError(offset, "+ cannot follow here", "leave it out")
        return QueryError(offset, f"{text} cannot follow here", "check what stands before it")
    if rest[:1] == "~":
        return QueryError(
            offset, "~ goes after a phrase and before a number", 'write "putin modi"~5; similar spellings: putin*'
        )
    if (tag := re.match(r"\[([A-Za-z]+)\]", rest)) and (synonym := field_synonym(tag[1])):
        return QueryError(offset, f"{tag[0]} is no field here", f"write {synonym}: before the word")
    if rest[:1] in "[{":
        value = re.match(r"[\[{][^\]}]*[\]}]", rest)
        meant = value and re.search(r"\d{4}", value[0]) and meant_value("date_published", value[0])
        return QueryError(
            offset,
            "a range belongs to date_published:",
            f"write {meant or 'date_published:[2025-04-22 TO 2025-05-31]'}",
        )
    if rest[:1] == ":":
        return QueryError(
            offset, "a colon goes after a field's name", 'write headline:word, or put the words into "quotes"'
        )
    if rest[:1] in ("-", "+"):
        return QueryError(offset, f"{rest[0]} stands alone", f"write {rest[0]}word without a blank")
    if rest[:1] == "=" and (compared := re.search(r"([a-z_]+)([<>])\Z", query[:offset])):
        name, sign = compared.groups()
        return QueryError(offset, f"{name}{sign}= lacks a colon", f"write {name}:{sign}=")
    if rest[:1] == "=":
        place = "inside a word" if rest[1:2].strip() else "alone"
        return QueryError(offset, f"= stands {place}", 'write =word or ="a phrase" without a blank')
    return QueryError(offset, f"the sign {rest[:1]} cannot stand here", sign_advice(rest[:1]))
