"""A query of another tool to tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from mediawatch.tag.query.foreign_forms import AND_WORDS, NOT_WORDS, OR_WORDS
from mediawatch.tag.query.limits import QUOTES
from mediawatch.tag.translate.dialects import Dialect
from mediawatch.tag.translate.pieces import TranslationError

Kind = Literal[
    "(", ")", "word", "phrase", "case", "AND", "OR", "NOT", "NEAR", "ATLEAST", "field", "compared", "minus", "plus",
    "weight", "unsayable", "slop",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """`text` as it is written; `value` what counts of it: a phrase's words, a field's name, an operator in capitals."""

    kind: Kind
    text: str
    start: int
    end: int
    value: str = ""
    number: int | None = None


_QUOTED = rf"[{QUOTES}]([^{QUOTES}]*)[{QUOTES}]"
_NUMBER = r"\d{1,6}"
_BREAK = rf"(?![^\s()\[\]{QUOTES}])"

_COMMENT = re.compile(r"<<<.*?>>>", re.DOTALL)
_CASE = re.compile(rf"\{{([^{{}}]*)\}}|raw:(?:{_QUOTED}|([^\s(){QUOTES}]+))", re.IGNORECASE)
_GDELT_COUNTED = re.compile(rf"(near|repeat)({_NUMBER}):\s*{_QUOTED}", re.IGNORECASE)
_FIRST_WORDS = re.compile(rf"/F({_NUMBER})/", re.IGNORECASE)
_FACTIVA_NEAR = re.compile(rf"/N({_NUMBER})/", re.IGNORECASE)
_NEAR = re.compile(  # NOT W/5, NEAR/3 or /s
    rf"(?:(not)(?:\s+|(?=/)))?(?:(o?near|w|n|pre|p|within|adj|around)\s*(?:/\s*|\()?({_NUMBER})(f?)\)?|(w|pre|near)?/(s|p|seg|sent|para)|"
    rf"(o?near|adj|same|sentence|paragraph)|/({_NUMBER})){_BREAK}",
    re.IGNORECASE,
)
_LIKE_NEAR = re.compile(rf"(?:O?NEAR|(?i:o?near|w|pre|within|adj)/[^\s()]*){_BREAK}")  # NEAR/5s, w/x
_ATLEAST = re.compile(rf"atl(?:east)?\s*/?({_NUMBER})(?=[\s(])", re.IGNORECASE)
_BOOLEAN = re.compile(  # AND NOT or ||
    rf"(and\s+not|but\s+not|and\s+-|andnot|butnot|and|or|not|&&|\|\||&|\||!(?=[\w(\"])){_BREAK}", re.IGNORECASE
)
_SIGNS = re.compile(r"&&|\|\||[&|]|!(?=[\w(\"“])")
_DAY = r"\d{1,2} [A-Za-z]{3,9} \d{4}|[\d][\d/.\-]*\d|\d|[A-Za-z]{3,9} \d{1,2},? \d{4}"
_RELATION = "aft(?:er)?|bef(?:ore)?|is|on|since|until|geq|leq|[<>]=?|="
_RELATED = rf"(?:{_RELATION})\s*(?:\(\s*(?:{_DAY})\s*\)|(?:{_DAY}))"
_DATED = rf"(?:from\s+(?:{_DAY})\s+to\s+(?:{_DAY})|{_RELATED}(?:\s+and\s+(?=geq|leq|[<>]){_RELATED})?)"
# date from 20250101 to 20250131; date aft 2025-05-05; date(geq (1/1/2025) and leq (12/31/2025))
_DATE_WORDS = re.compile(rf"(load-date|date|pd)\b\s*(?:\(\s*({_DATED})\s*\)|({_DATED}))", re.IGNORECASE)
_FROM_TO = re.compile(rf"from\s+({_DAY})\s+to\s+({_DAY})", re.IGNORECASE)
_ONE_RELATED = re.compile(rf"({_RELATION})\s*\(?\s*({_DAY})", re.IGNORECASE)
_DATE_UNREAD = re.compile(  # date after -7; date in last month
    r"(?:load-date|date|pd)\s*(?:[-+]\d+\b|\(\s*(?:aft|bef|geq|leq|is|from|[<>])[^()]*\)"
    r"|\s(?:from|after|before|aft|bef|since|until|in|on|is)\s+(?:the\s+)?(?:(?:last|past|previous|next)\s+\w+"
    r"|[-+]\d+)(?:\s+(?:days?|weeks?|months?|years?))?|\s\d{8}\b"
    r"|\s(?:from|after|before|since|until)\s+\d.*?(?=\s+(?:and|or|not)\s|\)|\Z))",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"([A-Za-z_]\w*)\s*:?\s*([<>]=?)\s*(-?\d[\d\-/.]*)")
_LENGTH = re.compile(  # length(>200 and <900)
    r"(length)\s*\(\s*([<>]=?)\s*(\d+)(?:\s+and\s+([<>]=?)\s*(\d+))?\s*\)", re.IGNORECASE
)
_PLUS_REACH = re.compile(rf"\+(?:({_NUMBER})|(s|p|sent|para))(?=\s)", re.IGNORECASE)  # LexisNexis and Westlaw
_NO_REACH = re.compile(r"w/(?=\s)", re.IGNORECASE)
_RAW_CASED = re.compile(rf"\+\+(?:{_QUOTED}|([^\s(){QUOTES}]+))")
_FIELD_RANGE = re.compile(r"([A-Za-z_]\w*):\s*([\[{])\s*(\S+)\s+TO\s+(\S+?)\s*([\]}])")
_FIELD = re.compile(r"([A-Za-z_][\w.\-]*):(?!//)\s*")
_EQUALS = re.compile(r"([A-Za-z]{2,8})=")
_FUNCTION = re.compile(r"([A-Za-z][\w\-]*)(?=\()")
_PHRASE = re.compile(rf"=?{_QUOTED}")
# Quotation marks that queries here do not have: 'red sea', ‹red sea›, 「普京」.
_OTHER_QUOTES = re.compile(
    r"(?<!\w)['‘’‚‹`´「『《〈【″❝〝]([^'’‘‚‹›`´「」『』《》〈〉【】″❝❞〝〞〟\"]+)['‘’›`´」』》〉】″❞〞〟](?!\w)"
)
_SLOP = re.compile(rf"~({_NUMBER})?(?:\.\d+)?")
_ANY_WORDS = re.compile(r"%(?:\s*%)*(?!\S)")
_WEIGHT = re.compile(r"\^\d+(?:\.\d+)?")
_REGEX = re.compile(r"/[^/\s]{3,}/(?=\s|\)|\Z)")
_WORD = re.compile(rf"(?:\\.|[^\s()\[\]{{}}{QUOTES}:=~^|])+")
_ESCAPE = re.compile(r"\\(\W)")  # Lucene's: https\:\/\/
_WORD_OF_FACTIVA = re.compile(rf"(?:(?!/[NFnf]\d+/)[^\s()\[\]{{}}{QUOTES}:=~^|])+")

_UNKNOWN_REACH = re.compile(r"[A-Z]{3,}/\d{1,3}|\d{1,2}[wnWN]")  # SENTENCE/2, Dialog's 5w

_UNITS = {"s": "SENTENCE", "sent": "SENTENCE", "sentence": "SENTENCE"}


def tokens(query: str, dialect: Dialect) -> Iterator[Token]:
    """The tokens of `query` as `dialect` reads it. Raises TranslationError."""
    at = 0
    while at < len(query):
        if query[at].isspace():
            at += 1
            continue
        token = _token(query, at, dialect)
        if token is None and query[at] in QUOTES:
            raise TranslationError(at, "this quotation mark has no partner")
        if token is None:
            raise TranslationError(at, f"the sign {query[at]} is none of {dialect.title}'s")
        if token.kind != "weight" or token.text:
            yield token
        at = token.end


def _token(query: str, at: int, dialect: Dialect) -> Token | None:
    for read in _READERS:
        token = read(query, at, dialect)
        if token is not None:
            return token
    return None


def _grouping(query: str, at: int, dialect: Dialect) -> Token | None:
    char = query[at]
    if char in "([" and (char == "(" or dialect.equals):
        return Token("(", char, at, at + 1)
    if char in ")]" and (char == ")" or dialect.equals):
        return Token(")", char, at, at + 1)
    if comment := _COMMENT.match(query, at):
        return Token("weight", comment.group(), at, comment.end())
    return None


def _ranges(query: str, at: int, dialect: Dialect) -> Token | None:
    if match := _FIELD_RANGE.match(query, at):
        name, opening, low, high, closing = match.groups()
        return Token("compared", match.group(), at, match.end(), f"{name} {opening}{closing} {low} TO {high}")
    if (dialect.equals or dialect.functions) and (match := _DATE_WORDS.match(query, at)):
        name, inner, bare = match.groups()
        told = inner or bare
        if ends := _FROM_TO.fullmatch(told):
            value = f"[] {_in_one(ends[1])} TO {_in_one(ends[2])}"
        else:
            value = " ".join(f"{_sign(relation)} {_in_one(day)}" for relation, day in _ONE_RELATED.findall(told))
        return Token("compared", match.group(), at, match.end(), f"{name} {value}")
    if (dialect.equals or dialect.functions) and (match := _DATE_UNREAD.match(query, at)):
        return Token("unsayable", match.group(), at, match.end(), "day")
    if match := _LENGTH.match(query, at):
        return Token("compared", match.group(), at, match.end(), " ".join(filter(None, match.groups())))
    if match := _COMPARED.match(query, at):
        name, sign, number = match.groups()
        return Token("compared", match.group(), at, match.end(), f"{name} {sign} {number}")
    return None


def _in_one(day: str) -> str:
    """`1 Jan 2025` without blanks."""
    return re.sub(r"[ ,]+", "-", day)


def _sign(relation: str) -> str:
    """`aft` as >."""
    signs = {"aft": ">", "bef": "<", "is": "=", "on": "=", "sin": ">=", "unt": "<=", "geq": ">=", "leq": "<="}
    return signs.get(relation.lower()[:3], relation)


def _counted(query: str, at: int, dialect: Dialect) -> Token | None:
    if match := _GDELT_COUNTED.match(query, at):
        kind, number, inner = match.groups()
        return Token("slop", match.group(), at, match.end(), f"{kind.lower()} {inner}", int(number))
    if dialect.name not in ("factiva", "nexis", "cision", "any"):
        return None
    if match := _FIRST_WORDS.match(query, at):
        return Token("unsayable", match.group(), at, match.end(), "first", int(match.group(1)))
    if match := _FACTIVA_NEAR.match(query, at):
        return Token("NEAR", match.group(), at, match.end(), "NEAR", int(match.group(1)))
    if match := _ATLEAST.match(query, at):
        return Token("ATLEAST", match.group(), at, match.end(), "", int(match.group(1)))
    return None


def _nearness(query: str, at: int, dialect: Dialect) -> Token | None:
    if dialect.equals and (match := _ANY_WORDS.match(query, at)):
        return Token("NEAR", match.group(), at, match.end(), "ONEAR", match.group().count("%") + 1)
    if dialect.equals and dialect.name != "any" and (match := _NO_REACH.match(query, at)):
        return Token("NEAR", match.group(), at, match.end(), "ONEAR", 1)
    if dialect.name == "nexis" and (match := _PLUS_REACH.match(query, at)):
        reach, unit = match.groups()
        value = "ONEAR" if reach else "OSENTENCE" if unit.lower() in _UNITS else "OPARAGRAPH"
        return Token("NEAR", match.group(), at, match.end(), value, int(reach) if reach else None)
    match = _NEAR.match(query, at)
    if not match and (alike := _LIKE_NEAR.match(query, at)):
        what = "asks for a number of words, as in NEAR/5" if alike[0].isalpha() else "is no operator that is known here"
        raise TranslationError(at, f"{alike[0]} {what}")
    if not match or (at and query[at - 1] not in " \t\n()[]" + QUOTES):
        return None
    negated, name, number, order, _, unit, alone, slash = match.groups()
    if not dialect.any_case and alone and not alone.isupper():
        return None
    text, end = match.group(), match.end()
    start = at
    if negated:
        return Token("unsayable", text, start, end, "not near", int(number or slash or 0))
    if unit or (alone and alone.lower() in ("same", "sentence", "paragraph")):
        value = "PARAGRAPH"
        if unit and unit.lower() == "seg":
            value = "SEGMENT"
        elif (unit or alone).lower() in _UNITS:
            value = "SENTENCE"
        return Token("NEAR", text, start, end, ("O" if text.lower().startswith("pre") else "") + value)
    if slash:
        return Token("NEAR", text, start, end, "NEAR", int(slash))
    word = (name or alone).lower()
    if name and word in ("w", "n", "p", "pre", "within") and "/" not in text:
        return None  # W3, N95, P5 are words
    if word == "n" and dialect.name == "gdelt":
        return None
    ordered = word in ("onear", "pre", "p", "adj") or bool(order) or (word == "w" and dialect.ordered_within)
    if number is None and word == "adj":
        return Token("NEAR", text, start, end, "ONEAR", 1)
    distance = int(number) if number is not None else dialect.near
    if distance is None and alone and alone.isupper():
        raise TranslationError(at, f"{alone} asks for a number of words, as in {alone}/5")
    if distance is None:
        return None
    return Token("NEAR", text, start, end, "ONEAR" if ordered else "NEAR", distance)


def _booleans(query: str, at: int, dialect: Dialect) -> Token | None:
    match = _SIGNS.match(query, at)
    if match:
        value = {"&": "AND", "|": "OR", "!": "NOT"}[match.group()[0]]
        return Token(
            "AND" if value == "AND" else "OR" if value == "OR" else "NOT", match.group(), at, match.end(), value
        )
    if dialect.name == "any" and (token := _other_language(query, at)):
        return token
    match = _BOOLEAN.match(query, at)
    if not match or (not dialect.any_case and not match.group().isupper()):
        return None
    text = " ".join(match.group().upper().split())
    if text in ("AND NOT", "BUT NOT", "AND -", "ANDNOT", "BUTNOT", "NOT"):
        return Token("NOT", match.group(), at, match.end(), "NOT")
    return Token("AND" if text == "AND" else "OR", match.group(), at, match.end(), text)


def _other_language(query: str, at: int) -> Token | None:
    """AND, OR and NOT of other languages, in capitals."""
    match = _WORD.match(query, at)
    if not match:
        return None
    kinds: tuple[tuple[frozenset[str], Kind], ...] = ((AND_WORDS, "AND"), (OR_WORDS, "OR"), (NOT_WORDS, "NOT"))
    for names, kind in kinds:
        if match.group() in names:
            return Token(kind, match.group(), at, match.end(), kind)
    return None


def _fields(query: str, at: int, dialect: Dialect) -> Token | None:
    if match := _FIELD.match(query, at):
        return Token("field", match.group(), at, match.end(), match.group(1).lower())
    if dialect.equals and (match := _EQUALS.match(query, at)):
        return Token("field", match.group(), at, match.end(), match.group(1).lower())
    if dialect.functions and (match := _FUNCTION.match(query, at)):
        return Token("field", match.group(), at, match.end(), match.group(1).lower())
    return None


def _cased(query: str, at: int, dialect: Dialect) -> Token | None:
    if dialect.name == "talkwalker" and (match := _RAW_CASED.match(query, at)):
        return Token("case", match.group(), at, match.end(), match[1] or match[2])
    if query[at] == "{" and query[at - 1 : at].isalnum():
        return None  # acme{2,}
    if match := _CASE.match(query, at):
        return Token("case", match.group(), at, match.end(), next(filter(None, match.groups()), ""))
    return None


def _terms(query: str, at: int, dialect: Dialect) -> Token | None:
    if match := _PHRASE.match(query, at):
        return Token("phrase", match.group(), at, match.end(), match.group(1))
    if dialect.name == "any" and (match := _OTHER_QUOTES.match(query, at)):
        return Token("phrase", match.group(), at, match.end(), match.group(1))
    if match := _SLOP.match(query, at):
        return Token("slop", match.group(), at, match.end(), "~", int(match.group(1) or 0))
    if match := _WEIGHT.match(query, at):
        return Token("weight", match.group(), at, match.end())
    if dialect.name in ("mediacloud", "brandwatch") and (match := _REGEX.match(query, at)):
        return Token("unsayable", match.group(), at, match.end(), "regex")
    following = query[at + 1 : at + 2]
    if query[at] in "-–—−‒－﹣+" and following and not following.isspace():
        return Token("plus" if query[at] == "+" else "minus", query[at], at, at + 1)
    if match := (_WORD_OF_FACTIVA if dialect.equals else _WORD).match(query, at):
        if _UNKNOWN_REACH.fullmatch(match.group()) and at and query[match.end() :].strip():
            raise TranslationError(at, f"{match.group()} is no operator that is known here")
        return Token("word", match.group(), at, match.end(), _ESCAPE.sub(r"\1", match.group()))
    return None


_READERS = (_grouping, _cased, _ranges, _counted, _nearness, _booleans, _fields, _terms)
