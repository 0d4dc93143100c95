"""A topic's query text to its tree. Whatever cannot be honoured is a QueryError with its position and what to do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import cast

import lark

from mediawatch.tag import words
from mediawatch.tag.filters import FilterError, read_date_filter, read_filter
from mediawatch.tag.query import (
    FILTER_FIELDS,
    TEXT_FIELDS,
    And,
    Atom,
    Filter,
    FilterName,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    TextField,
    gives_evidence,
    leaves,
)

MAX_QUERY_CHARS = 20_000
MAX_DEPTH = 20  # parentheses within parentheses
MAX_CLAUSES = 2_000
MAX_WILDCARDS = 100  # in a query
MAX_STARS = 3  # wildcard signs in a word
MIN_LITERAL = 2  # characters before the first wildcard sign
MAX_DISTANCE = 100  # of NEAR/n and "..."~n
MAX_PHRASE_WORDS = 30

QUOTES = '"“”„‟«»＂'
_NEAR_LIKE = re.compile(r"(?i)o?near(?:/.*|\d+)")
_WILDCARD_SIGN = re.compile(r"[*?]")
# What may stand inside an unquoted word beside letters, digits and wildcards: it separates (terror-attack, AT&T).
_INNER_SIGNS = frozenset("-‐‑–—.'’ʼ＇&/_·,@\u00ad\u200c\u200d")
_PUNCTUATION_IN_QUOTES = re.compile(r"\?(?=\W|\Z)")


class QueryError(ValueError):
    """`message` says what is wrong at character `offset` of the query, `advice` what to do."""

    def __init__(self, offset: int, message: str, advice: str) -> None:
        super().__init__(f"{message}; {advice}")
        self.offset = offset
        self.message = message
        self.advice = advice


@dataclass(frozen=True, slots=True)
class _Scope:
    """Where in the query the builder is: in which field, inside NEAR or not."""

    field: TextField | None = None
    filter_name: FilterName | None = None
    near: bool = False


@lru_cache(maxsize=1)
def _grammar() -> lark.Lark:
    text = (Path(__file__).parent / "grammar.lark").read_text(encoding="utf-8")
    return lark.Lark(text, parser="lalr", lexer="basic", propagate_positions=True, maybe_placeholders=False)


@lru_cache(maxsize=4096)
def parse(query: str) -> Node:
    """The tree of `query`. Raises QueryError."""
    _check_size(query)
    try:
        tree = _grammar().parse(query)
    except lark.UnexpectedInput as error:
        raise _explained(query, error) from None
    node = _Builder(query).build(cast("lark.Tree[lark.Token]", tree.children[0]), _Scope())
    _check_whole(query, node)
    return node


def _check_size(query: str) -> None:
    if not query.strip():
        raise QueryError(0, "the query is empty", "write the words to look for")
    if len(query) > MAX_QUERY_CHARS:
        raise QueryError(
            MAX_QUERY_CHARS,
            f"the query is longer than {MAX_QUERY_CHARS} characters",
            "make it two topics, or use wildcards",
        )
    opened: list[int] = []
    quoted = False
    for offset, char in enumerate(query):
        if char in QUOTES:
            quoted = not quoted
        elif quoted:
            continue
        elif char == "(":
            opened.append(offset)
            if len(opened) > MAX_DEPTH:
                raise QueryError(offset, f"more than {MAX_DEPTH} parentheses deep", "simplify the query")
        elif char == ")":
            if not opened:
                raise QueryError(offset, "this parenthesis was never opened", "remove it or open one before")
            opened.pop()
    if quoted:
        last = max(query.rfind(quote) for quote in QUOTES)
        raise QueryError(last, "this quotation mark has no partner", "close the phrase, or remove the mark")
    if opened:
        raise QueryError(opened[-1], "this parenthesis is never closed", "add the missing )")


def _check_whole(query: str, node: Node) -> None:
    clauses = list(leaves(node))
    if len(clauses) > MAX_CLAUSES:
        raise QueryError(0, f"more than {MAX_CLAUSES} clauses", "make it two topics, or use wildcards")
    wildcards = sum(atom.kind == "wildcard" for clause in clauses for atom in _atoms(clause))
    if wildcards > MAX_WILDCARDS:
        raise QueryError(0, f"more than {MAX_WILDCARDS} wildcards", "write words out, or make it two topics")
    if not gives_evidence(node):
        offset, message, advice = _without_evidence(query, node)
        raise QueryError(offset, message, advice)


def _atoms(clause: Phrase | Near | Filter) -> list[Atom]:
    match clause:
        case Phrase(atoms=atoms):
            return list(atoms)
        case Near(left=left, right=right):
            return [atom for phrase in (*left, *right) for atom in phrase.atoms]
        case _:
            return []


def _without_evidence(query: str, node: Node) -> tuple[int, str, str]:
    """Why `node` could match an article without any word of it in the text: offset, what is wrong, what to do."""
    match node:
        case Or(parts=parts):
            return _without_evidence(query, next(part for part in parts if not gives_evidence(part)))
        case And(parts=parts):
            return _without_evidence(query, parts[0])
        case Not(clause=clause):
            offset = max(query.find(clause), 0)
            return (
                offset,
                f"{clause} alone would match nearly every article",
                "say what the text must contain: word AND NOT ...",
            )
        case _:
            offset = max(query.find(node.clause), 0)
            return offset, f"{node.clause} is a filter and looks at no text", "join it to words with AND"


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
        if kind == "fielded":
            return self._fielded(_token(children[0]), _tree(children[1]), scope)
        token = _token(children[0])
        if kind == "date":
            return self._date(token, scope)
        if scope.filter_name is not None:
            return self._filter(token, scope.filter_name)
        return self._phrase(token, scope) if kind == "phrase" else self._word(token, scope)

    def _joined(self, tree: lark.Tree[lark.Token], scope: _Scope, clause: str) -> Node:
        parts = [_tree(child) for child in tree.children]
        if len(parts) == 1:
            return self.build(parts[0], scope)
        start = tree.meta.start_pos
        if tree.data == "conjunction":
            if scope.near:
                raise QueryError(
                    start, "NEAR takes words, phrases and alternatives, not AND", "join alternatives with OR"
                )
            if scope.filter_name is not None:
                raise QueryError(start, f"{scope.filter_name}: takes one value or alternatives", "join them with OR")
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
        if scope.near:
            raise QueryError(start, "NOT cannot stand inside NEAR", "put it outside: a NEAR/5 b AND NOT c")
        if scope.filter_name is not None:
            raise QueryError(
                start, f"NOT cannot stand inside {scope.filter_name}:", f"put it before: NOT {scope.filter_name}:..."
            )
        return Not(self.build(_tree(tree.children[1]), scope), clause)

    def _near(self, tree: lark.Tree[lark.Token], scope: _Scope, clause: str) -> Near:
        operator = _token(tree.children[1])
        at = _offset(operator)
        if scope.near:
            raise QueryError(at, "NEAR cannot stand inside NEAR", "write (a NEAR/5 b) AND (b NEAR/5 c)")
        if scope.filter_name is not None:
            raise QueryError(at, f"NEAR cannot stand inside {scope.filter_name}:", "join values with OR")
        name, _, number = operator.partition("/")
        distance = _bounded(number, at, str(operator))
        inside = _Scope(scope.field, None, near=True)
        left, right = (self._alternatives(_tree(child), inside) for child in (tree.children[0], tree.children[2]))
        return Near(left, right, distance, name == "ONEAR", scope.field, _named(scope.field, clause))

    def _alternatives(self, tree: lark.Tree[lark.Token], scope: _Scope) -> tuple[Phrase, ...]:
        if tree.data == "fielded":
            field = _token(tree.children[0])
            raise QueryError(
                _offset(field), "a field cannot stand inside NEAR", f"put it before the whole: {field}(a NEAR/5 b)"
            )
        node = self.build(tree, scope)
        phrases = list(leaves(node))
        for phrase in phrases:
            if not isinstance(phrase, Phrase):
                raise QueryError(tree.meta.start_pos, f"{phrase.clause} cannot stand inside NEAR", "join it with AND")
            if phrase.slop:
                raise QueryError(
                    tree.meta.start_pos, f"{phrase.clause} cannot stand inside NEAR", "leave its ~ out, or use AND"
                )
        return tuple(cast("list[Phrase]", phrases))

    def _fielded(self, token: lark.Token, value: lark.Tree[lark.Token], scope: _Scope) -> Node:
        name = token[:-1]
        at = _offset(token)
        if scope.near:
            raise QueryError(at, "a field cannot stand inside NEAR", f"put it before the whole: {token}(a NEAR/5 b)")
        if scope.field or scope.filter_name:
            raise QueryError(at, f"{token} stands inside another field", "close that field first")
        if name in TEXT_FIELDS:
            return self.build(value, _Scope(field=name))
        if name in FILTER_FIELDS and name != "date_published":
            return self.build(value, _Scope(filter_name=cast("FilterName", name)))
        if name == "date_published":
            raise QueryError(
                at, "date_published: takes a date or a range", "write date_published:[2025-04-22 TO 2025-05-31]"
            )
        raise QueryError(at, f"there is no field {token}", _field_advice(name))

    def _date(self, token: lark.Token, scope: _Scope) -> Node:
        at = _offset(token)
        if scope.near or scope.field or scope.filter_name:
            raise QueryError(at, "date_published: cannot stand here", "join it to the rest with AND")
        try:
            return read_date_filter(str(token))
        except FilterError as error:
            raise QueryError(at, error.message, error.advice) from None

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

    def _word(self, token: lark.Token, scope: _Scope) -> Phrase:
        text, at = str(token), _offset(token)
        exact = text.startswith("=")
        body = text.removeprefix("=")
        _check_word(body, at + exact, exact)
        pieces = self._atoms(body, at, exact, capitals_count=True)
        if not pieces:
            raise QueryError(at, f"there is no word in {text}", "write letters or digits")
        return Phrase(pieces, 0, scope.field, _named(scope.field, text))

    def _phrase(self, token: lark.Token, scope: _Scope) -> Phrase:
        text, at = str(token), _offset(token)
        exact = text.startswith("=")
        body, slop = text.removeprefix("="), 0
        if body[-1] not in QUOTES:
            body, _, number = body.rpartition("~")
            slop = _bounded(number, at + len(text) - len(number) - 1, f"~{number}")
        inner = _PUNCTUATION_IN_QUOTES.sub(" ", body[1:-1])
        several = len(inner.split()) > 1
        # BREAKING NEWS in quotes is a headline's capitals, not two acronyms.
        atoms = self._atoms(inner, at + exact + 1, exact, capitals_count=not (several and words.is_capitals(inner)))
        if not atoms:
            raise QueryError(at, "there is no word between these quotation marks", "write the phrase, or remove them")
        if len(atoms) > MAX_PHRASE_WORDS:
            raise QueryError(at, f"a phrase of more than {MAX_PHRASE_WORDS} words", "shorten it to its telling part")
        if slop and len(atoms) == 1:
            raise QueryError(
                at, "~ after a single word has no meaning", "use terror* for beginnings of words, or remove it"
            )
        return Phrase(atoms, slop, scope.field, _named(scope.field, text))

    def _atoms(self, text: str, at: int, exact: bool, capitals_count: bool) -> tuple[Atom, ...]:
        atoms: list[Atom] = []
        for match in re.finditer(r"\S+", text):
            piece = match.group()
            if _WILDCARD_SIGN.search(piece):
                atoms.extend(_wildcards(piece, at + match.start(), exact))
                continue
            atoms.extend(_atom(word, exact, capitals_count) for word in words.split(piece))
        return tuple(atoms)


def _atom(word: str, exact: bool, capitals_count: bool) -> Atom:
    if words.is_initials(word):
        return Atom("acronym", word.replace(".", "").upper())
    if capitals_count and words.is_acronym(word):
        return Atom("acronym", words.bare(word))
    return Atom("exact" if exact else "word", words.fold(word))


def _wildcards(piece: str, at: int, exact: bool) -> list[Atom]:
    """The words of one blank-free piece that holds * or ?."""
    if exact:
        raise QueryError(at, f"{piece} is exact and has a wildcard", "remove the = or the wildcard")
    atoms: list[Atom] = []
    # Each sign stands for letters while the piece is cut into words, by a private letter that no text has.
    for word in words.split(piece.replace("*", "\uab70\uab70").replace("?", "\uab71\uab71")):
        pattern = word.replace("\uab70\uab70", "*").replace("\uab71\uab71", "?")
        sign = _WILDCARD_SIGN.search(pattern)
        if not sign:
            atoms.append(_atom(word, exact=False, capitals_count=True))
            continue
        if any(map(words.is_spaceless, pattern)):
            raise QueryError(
                at, f"{pattern}: Chinese, Japanese and Thai are found without wildcards", "leave the sign out"
            )
        if sign.start() < MIN_LITERAL:
            raise QueryError(
                at,
                f"{pattern} begins with fewer than {MIN_LITERAL} letters before its wildcard",
                "write out the beginning of the word",
            )
        if len(_WILDCARD_SIGN.findall(pattern)) > MAX_STARS:
            raise QueryError(at, f"{pattern} has more than {MAX_STARS} wildcard signs", "write more of the word out")
        atoms.append(Atom("wildcard", words.fold(pattern)))
    return atoms


def _check_word(text: str, at: int, exact: bool) -> None:
    """Refuses in an unquoted word what the evaluator could not honour."""
    if not text:
        raise QueryError(at, "= stands alone", 'write =word or ="a phrase" without a blank')
    if text in ("and", "or", "not", "And", "Or", "Not"):
        raise QueryError(at, f"{text} is not in capitals", f'write {text.upper()}, or "{text}" for the word itself')
    if _NEAR_LIKE.fullmatch(text) or text in ("NEAR", "ONEAR"):
        name = "ONEAR" if text[0] in "oO" else "NEAR"
        raise QueryError(at, f"{text} is no operator", f"write it in capitals with a number: a {name}/5 b")
    for offset, char in enumerate(text):
        if char.isalnum() or char in _INNER_SIGNS or char in "*?" or words.split(char):
            continue
        raise QueryError(at + offset, f"the sign {char} cannot be searched for", _sign_advice(char))
    if text[0] in "-@'’&/_,":
        raise QueryError(at, f"{text} begins with {text[0]}", _sign_advice(text[0]))
    if text[-1] in "@&/_-,":
        raise QueryError(at + len(text) - 1, f"{text} ends with {text[-1]}", "leave it out, or quote the phrase")


def _sign_advice(char: str) -> str:
    return {
        "#": "write the word without it: it is found with and without #",
        "@": "write the name without it: it is found with and without @",
        "+": "+ goes before a word: +word",
        "-": "- goes before a word: -word",
        "|": "write OR",
        "!": "write NOT",
        "^": "clauses cannot be weighted: remove it",
        "'": 'quote phrases with "',
        "’": 'quote phrases with "',
        ",": "leave it out, or write OR between alternatives",
        ";": "leave it out",
    }.get(char, 'leave it out, or put the words into "quotes"')


def _field_advice(name: str) -> str:
    synonyms = {
        "title": "headline", "text": "body", "content": "body", "lang": "language", "source": "publisher",
        "domain": "site", "url": "site", "date": "date_published", "published": "date_published",
    }  # fmt: skip
    lower = name.lower()
    if lower in ("http", "https"):
        return "to ask for a site write site:example.com"
    known = (*TEXT_FIELDS, *FILTER_FIELDS)
    if lower in known:
        return f"write it in small letters: {lower}:"
    if lower in synonyms:
        return f"write {synonyms[lower]}:"
    return f'there are {", ".join(f"{field}:" for field in known)}; for the words themselves use "quotes"'


def _explained(query: str, error: lark.UnexpectedInput) -> QueryError:
    """lark's complaint in words."""
    offset = error.pos_in_stream if error.pos_in_stream is not None else len(query)
    if isinstance(error, lark.UnexpectedToken) and error.token.type == "$END":
        return QueryError(len(query.rstrip()), "the query ends where a word should follow", "complete or shorten it")
    rest = query[offset:]
    if isinstance(error, lark.UnexpectedToken):
        kind, text = error.token.type, str(error.token)
        if kind == "NEAR":
            return QueryError(offset, f"{text} does not join two clauses here", "write (a NEAR/5 b) AND (b NEAR/5 c)")
        if kind in ("_AND", "_OR"):
            return QueryError(offset, f"{text} has nothing before it to join", "write a word before it, or remove it")
        if kind == "RPAR":
            return QueryError(offset, "a word is missing before this parenthesis", "write one, or remove the operator")
        if kind in ("NOT", "MINUS"):
            return QueryError(offset, f"{text} cannot follow here", "write a AND NOT b")
        if kind == "PLUS":
            return QueryError(offset, "+ cannot follow here", "leave it out")
        return QueryError(offset, f"{text} cannot follow here", "check what stands before it")
    if rest[:1] == "~":
        return QueryError(
            offset, "~ goes after a phrase and before a number", 'write "putin modi"~5; similar spellings: putin*'
        )
    if rest[:1] in "[{":
        return QueryError(
            offset, "a range belongs to date_published:", "write date_published:[2025-04-22 TO 2025-05-31]"
        )
    if rest[:1] == ":":
        return QueryError(
            offset, "a colon goes after a field's name", 'write headline:word, or put the words into "quotes"'
        )
    if rest[:1] in ("-", "+"):
        return QueryError(offset, f"{rest[0]} stands alone", f"write {rest[0]}word without a blank")
    if rest[:1] == "=":
        return QueryError(offset, "= stands inside a word", 'write =word or ="a phrase"')
    return QueryError(offset, f"the sign {rest[:1]} cannot stand here", _sign_advice(rest[:1]))


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
