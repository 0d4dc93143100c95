"""A topic's query text to its tree. Whatever cannot be honoured is a QueryError with its position and what to do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, cast

import lark

from mediawatch.tag.language import words
from mediawatch.tag.query.atoms import check_phrase, check_word, doubled_initials, read_atoms, ways_of_initials
from mediawatch.tag.query.characters import readable
from mediawatch.tag.query.diagnostics import QueryError, explained, field_advice
from mediawatch.tag.query.filters import FilterError, meant_value, read_count_filter, read_date_filter, read_filter
from mediawatch.tag.query.foreign_forms import check_forms
from mediawatch.tag.query.limits import (
    MAX_DISTANCE,
    MAX_PHRASE_WORDS,
    MAX_TIMES,
    QUOTES,
    check_size,
    check_whole,
)
from mediawatch.tag.query.tree import (
    FILTER_FIELDS,
    TEXT_FIELDS,
    And,
    AtLeast,
    FilterName,
    Near,
    Node,
    Not,
    Or,
    Part,
    Phrase,
    TextField,
    Unit,
    leaves,
)

PART_FIELD = "topic"
"""topic:ID is the query of another topic."""

TOPIC_ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?")

_UNITS: dict[str, Unit] = {"S": "sentence", "P": "paragraph"}
_PUNCTUATION_IN_QUOTES = re.compile(r"\?(?=\W|\Z)")


@dataclass(frozen=True, slots=True)
class _Scope:
    """Where in the query the builder is: in which field, inside NEAR or ATLEAST (`inside` is its name) or not."""

    field: TextField | None = None
    filter_name: FilterName | Literal["topic"] | None = None
    inside: str | None = None


@lru_cache(maxsize=1)
def _grammar() -> lark.Lark:
    text = (Path(__file__).parent / "grammar.lark").read_text(encoding="utf-8")
    return lark.Lark(text, parser="lalr", lexer="basic", propagate_positions=True, maybe_placeholders=False)


@lru_cache(maxsize=4096)
def parse_strictly(query: str) -> Node:
    """The tree of `query`. Raises QueryError; `parse_query` gives its advice in the user's own words."""
    query = readable(query)
    check_size(query)
    check_forms(query, _tokens(query))
    try:
        tree = _grammar().parse(query)
    except lark.UnexpectedInput as error:
        raise explained(query, error) from None
    node = _Builder(query).build(cast("lark.Tree[lark.Token]", tree.children[0]), _Scope())
    check_whole(query, node)
    return node


def is_right(query: str) -> bool:
    """Whether `query` can be parsed."""
    try:
        parse_strictly(query)
    except QueryError:
        return False
    return True


def _tokens(query: str) -> list[lark.Token]:
    """The tokens of `query` up to the first character that begins none."""
    tokens: list[lark.Token] = []
    try:
        for token in _grammar().lex(query):
            tokens.append(token)
    except lark.UnexpectedInput:
        return tokens
    return tokens


class _Builder:
    """lark's tree to ours, with the meaning of each piece checked."""

    def __init__(self, query: str) -> None:
        self.query = query

    def build(self, tree: lark.Tree[lark.Token], scope: _Scope) -> Node:
        kind = tree.data
        children = tree.children
        start = tree.meta.start_pos
        clause = self.query[start : tree.meta.end_pos]
        if kind in ("disjunction", "conjunction"):
            return self._joined(tree, scope, clause)
        if kind == "group":
            return self.build(_tree(children[0]), scope)
        if kind == "negation":
            return self._negation(tree, scope, clause)
        if kind == "requirement":
            return self.build(_tree(children[1]), scope)
        if kind == "near":
            return self._near(tree, scope, clause)
        if kind == "atleast":
            return self._at_least(tree, scope, clause)
        if kind == "fielded":
            return self._fielded(_token(children[0]), _tree(children[1]), scope)
        token = _token(children[0])
        if kind == "range":
            return self._range(token, scope)
        if scope.filter_name == "topic":
            return self._part(token)
        if scope.filter_name is not None:
            return self._filter(token, scope.filter_name)
        return self._phrase(token, scope) if kind == "phrase" else self._word(token, scope)

    def _joined(self, tree: lark.Tree[lark.Token], scope: _Scope, clause: str) -> Node:
        parts = [_tree(child) for child in tree.children]
        if len(parts) == 1:
            return self.build(parts[0], scope)
        start = tree.meta.start_pos
        if tree.data == "conjunction":
            if scope.inside:
                raise QueryError(
                    start, f"{scope.inside} takes words, phrases and alternatives, not AND", "join alternatives with OR"
                )
            if scope.filter_name is not None:
                name = scope.filter_name
                values = [self.query[part.meta.start_pos : part.meta.end_pos] for part in parts]
                advice = f"write {name}:({' OR '.join(value.strip(',;') for value in values)})"
                if re.search(r"\sAND\s", clause):
                    advice += f", or {' AND '.join(f'{name}:{value}' for value in values)} for all of them"
                raise QueryError(start, f"{name}: takes one value or alternatives", advice)
            return And(tuple(self.build(part, scope) for part in parts), clause)
        for part in parts:
            first = _tree(part.children[0])
            if len(part.children) == 1 and first.data == "requirement":
                raise QueryError(
                    first.meta.start_pos, "+ says that a word must be there, OR that it need not", "remove one of them"
                )
        return Or(tuple(self.build(part, scope) for part in parts), clause)

    def _negation(self, tree: lark.Tree[lark.Token], scope: _Scope, clause: str) -> Node:
        start = tree.meta.start_pos
        if scope.inside:
            raise QueryError(start, f"NOT cannot stand inside {scope.inside}", "put it outside: a NEAR/5 b AND NOT c")
        if scope.filter_name is not None:
            raise QueryError(
                start, f"NOT cannot stand inside {scope.filter_name}:", f"put it before: NOT {scope.filter_name}:..."
            )
        return Not(self.build(_tree(tree.children[1]), scope), clause)

    def _near(self, tree: lark.Tree[lark.Token], scope: _Scope, clause: str) -> Near:
        operator = _token(tree.children[1])
        at = _offset(operator)
        if scope.filter_name is not None:
            raise QueryError(at, f"NEAR cannot stand inside {scope.filter_name}:", "join values with OR")
        name, _, reach = operator.partition("/")
        unit = _UNITS.get(reach, "words")
        distance = 0 if reach in _UNITS else _bounded(reach, at, str(operator))
        inside = _Scope(scope.field, None, inside="NEAR")
        left, right = (self._alternatives(_tree(child), inside) for child in (tree.children[0], tree.children[2]))
        return Near(left, right, distance, name == "ONEAR", scope.field, _named(scope.field, clause), unit)

    def _at_least(self, tree: lark.Tree[lark.Token], scope: _Scope, clause: str) -> AtLeast:
        operator = _token(tree.children[0])
        at = _offset(operator)
        if scope.inside:
            raise QueryError(at, f"ATLEAST cannot stand inside {scope.inside}", "join it with AND")
        if scope.filter_name is not None:
            raise QueryError(at, f"ATLEAST cannot stand inside {scope.filter_name}:", "remove it")
        number = operator.partition("/")[2]
        if len(number) > 6 or not 1 <= int(number) <= MAX_TIMES:
            raise QueryError(at, f"{operator} asks for a number from 1 to {MAX_TIMES}", "write ATLEAST/3 word")
        parts = self._alternatives(_tree(tree.children[1]), _Scope(scope.field, None, inside="ATLEAST"))
        return AtLeast(parts, int(number), scope.field, _named(scope.field, clause))

    def _alternatives(self, tree: lark.Tree[lark.Token], scope: _Scope) -> tuple[Phrase | Near, ...]:
        if tree.data == "fielded":
            self._refuse_field(_token(tree.children[0]), scope)
        node = self.build(tree, scope)
        parts = list(leaves(node))
        for part in parts:
            if not isinstance(part, Phrase | Near):
                raise QueryError(
                    tree.meta.start_pos, f"{part.clause} cannot stand inside {scope.inside}", "join it with AND"
                )
            if isinstance(part, Phrase) and part.slop:
                raise QueryError(
                    tree.meta.start_pos,
                    f"{part.clause} cannot stand inside {scope.inside}",
                    "leave its ~ out, or use NEAR/5 between its words",
                )
        return tuple(cast("list[Phrase | Near]", parts))

    def _refuse_field(self, token: lark.Token, scope: _Scope) -> None:
        example = "a NEAR/5 b" if scope.inside == "NEAR" else "ATLEAST/3 a"
        raise QueryError(
            _offset(token),
            f"a field cannot stand inside {scope.inside}",
            f"put it before the whole: {token}({example})",
        )

    def _fielded(self, token: lark.Token, value: lark.Tree[lark.Token], scope: _Scope) -> Node:
        name = token[:-1]
        at = _offset(token)
        if scope.inside:
            self._refuse_field(token, scope)
        if scope.filter_name == "site" and name in ("http", "https"):
            host = re.match(r"https?:/*(?:www\.)?([^\s/()]*)", self.query[at:])
            raise QueryError(
                at, "site: takes a host name, without https:// and path", f"write site:{host.group(1) if host else ''}"
            )
        if scope.field or scope.filter_name:
            raise QueryError(at, f"{token} stands inside another field", "close that field first")
        if name in TEXT_FIELDS:
            return self.build(value, _Scope(field=name))
        if name == PART_FIELD:
            return self.build(value, _Scope(filter_name="topic"))
        if name in FILTER_FIELDS and name not in ("date_published", "word_count"):
            return self.build(value, _Scope(filter_name=name))
        if name in ("date_published", "word_count"):
            kind, example = ("date", "[2025-04-22 TO 2025-05-31]") if name[0] == "d" else ("number", "[300 TO 800]")
            meant = meant_value(name, self.query[value.meta.start_pos : value.meta.end_pos])
            raise QueryError(at, f"{name}: takes a {kind} or a range", f"write {meant or f'{name}:{example}'}")
        raise QueryError(at, f"there is no field {token}", field_advice(name))

    def _range(self, token: lark.Token, scope: _Scope) -> Node:
        at = _offset(token)
        name = token.partition(":")[0]
        if scope.inside or scope.field or scope.filter_name:
            raise QueryError(at, f"{name}: cannot stand here", "join it to the rest with AND")
        try:
            return (read_count_filter if name == "word_count" else read_date_filter)(str(token))
        except FilterError as error:
            meant = meant_value(name, token.partition(":")[2])
            advice = f"write {meant}" if meant and meant != token else error.advice
            raise QueryError(at, error.message, advice) from None

    def _part(self, token: lark.Token) -> Part:
        topic = str(token).strip(QUOTES)
        if not TOPIC_ID.fullmatch(topic):
            raise QueryError(_offset(token), f"{token} is no id of a topic", "write topic:red-sea-shipping")
        return Part(topic, f"{PART_FIELD}:{topic}")

    def _filter(self, token: lark.Token, name: FilterName) -> Node:
        text = str(token)
        at = _offset(token)
        if text.startswith("="):
            raise QueryError(at, f"= has no meaning in {name}:", "remove it")
        if "~" in text:
            raise QueryError(at + text.index("~"), f"~ has no meaning in {name}:", "remove it")
        try:
            return read_filter(name, text.strip(QUOTES), f"{name}:{text}")
        except FilterError as error:
            raise QueryError(at, error.message, error.advice) from None

    def _word(self, token: lark.Token, scope: _Scope) -> Phrase | Or:
        text, at = str(token), _offset(token)
        exact = text.startswith("=")
        body = text.removeprefix("=")
        check_word(body, at + exact)
        if not exact and (ways := doubled_initials(body)):
            clause = _named(scope.field, text)
            return Or(tuple(Phrase(atoms, 0, scope.field, clause) for atoms in ways), clause)
        pieces = read_atoms(body, at, exact=exact, capitals_count=True)
        if not pieces:
            raise QueryError(at, f"there is no word in {text}", "write letters or digits")
        return Phrase(pieces, 0, scope.field, _named(scope.field, text))

    def _phrase(self, token: lark.Token, scope: _Scope) -> Phrase | Or:
        text, at = str(token), _offset(token)
        exact = text.startswith("=")
        body, slop = text.removeprefix("="), 0
        if body[-1] not in QUOTES:
            body, _, number = body.rpartition("~")
            slop = _bounded(number, at + len(text) - len(number) - 1, f"~{number}")
        several = len(body[1:-1].split()) > 1
        check_phrase(body[1:-1], at + exact + 1)
        inner = _PUNCTUATION_IN_QUOTES.sub(" ", body[1:-1])
        # BREAKING NEWS in quotes is a headline's capitals, not two acronyms.
        counts = not (several and words.is_capitals(inner))
        ways = [inner] if exact else ways_of_initials(inner)
        read = [read_atoms(way, at + exact + 1, exact=exact, capitals_count=counts) for way in ways]
        atoms = read[0]
        if not atoms:
            raise QueryError(at, "there is no word between these quotation marks", "write the phrase, or remove them")
        if len(atoms) > MAX_PHRASE_WORDS:
            raise QueryError(at, f"a phrase of more than {MAX_PHRASE_WORDS} words", "shorten it to its telling part")
        if slop and len(atoms) == 1:
            raise QueryError(
                at, "~ after a single word has no meaning", "use terror* for beginnings of words, or remove it"
            )
        clause = _named(scope.field, text)
        phrases = tuple(Phrase(way, slop, scope.field, clause) for way in dict.fromkeys(read))
        return phrases[0] if len(phrases) == 1 else Or(phrases, clause)


def _bounded(number: str, at: int, text: str) -> int:
    if len(number) > 6 or int(number) > MAX_DISTANCE:
        raise QueryError(at, f"{text} reaches further than {MAX_DISTANCE} words", "use AND, or a smaller number")
    return int(number)


def _named(field: TextField | None, clause: str) -> str:
    return f"{field}:{clause}" if field else clause


def _offset(token: lark.Token) -> int:
    return token.start_pos or 0


def _tree(child: lark.Tree[lark.Token] | lark.Token) -> lark.Tree[lark.Token]:
    assert isinstance(child, lark.Tree)  # noqa: S101  the grammar puts a rule here
    return child


def _token(child: lark.Tree[lark.Token] | lark.Token) -> lark.Token:
    assert isinstance(child, lark.Token)  # noqa: S101  the grammar puts a terminal here
    return child
