"""Tokens of another tool's query to pieces, as that tool binds its operators."""

from __future__ import annotations

from dataclasses import replace

from mediawatch.tag.query.limits import MAX_DEPTH
from mediawatch.tag.translate.dialects import Dialect
from mediawatch.tag.translate.foreign_tokens import Token, tokens
from mediawatch.tag.translate.pieces import (
    Compared,
    InField,
    Join,
    Joined,
    Nearby,
    Negated,
    Note,
    Piece,
    Repeated,
    Term,
    TranslationError,
    Unit,
    Unsayable,
)

MAX_CHARS = 100_000
_OPERANDS = frozenset(
    {"(", "word", "phrase", "case", "field", "compared", "ATLEAST", "minus", "plus", "unsayable", "slop"}
)
_UNITS: dict[str, Unit] = {"SENTENCE": "sentence", "PARAGRAPH": "paragraph"}
_CASED = frozenset({"cs", "caps", "allcaps"})
_TIGHTER = 0.001  # between two distances of LexisNexis, of which the smaller binds first, and below the next operator


class Reader:
    """One query. `notes` say what was left out on the way without a loss."""

    def __init__(self, query: str, dialect: Dialect) -> None:
        if len(query) > MAX_CHARS:
            raise TranslationError(MAX_CHARS, f"the query is longer than {MAX_CHARS} characters")
        self.query = query
        self.dialect = dialect
        self.notes: list[Note] = []
        self._tokens = [token for token in tokens(query, dialect) if not self._left_out(token)]
        self._at = 0
        self._depth = 0
        self._required: set[int] = set()  # where pieces with a + before them begin

    def _left_out(self, token: Token) -> bool:
        if token.kind == "word" and token.text.lower() in ("and", "or", "not") and not self.dialect.any_case:
            why = f"a word there: {self.dialect.title}'s operators are in capitals"
            everywhere = self.dialect.blank == "OR"  # nearly every text has it
            here = "" if everywhere else f'"{token.text}"'
            self.notes.append(Note(token.text, here, f"{why}; left out" if everywhere else why, token.start))
            return everywhere
        if token.kind != "weight":
            return False
        comment = token.text.startswith("<")
        why = "a comment: left out" if comment else "which sentences are shown first: left out, one formula scores here"
        self.notes.append(Note(token.text, "", why, token.start))
        return True

    def read(self) -> Piece:
        """The whole query. Raises TranslationError."""
        if not self._tokens:
            raise TranslationError(0, "the query is empty")
        piece = self._joined(0)
        left = self._peek()
        if left is not None:
            raise TranslationError(left.start, f"{left.text} cannot stand here")
        return piece

    def _peek(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _next(self) -> Token:
        token = self._peek()
        if token is None:
            raise TranslationError(len(self.query), "the query ends where a word should follow")
        self._at += 1
        return token

    def _strength(self, token: Token) -> float | None:
        """How strongly `token` binds as an operator between two pieces; a blank where it begins a piece."""
        binding = self.dialect.binding
        if token.kind == "NOT" and self.dialect.not_of_all:
            return 0
        if token.kind in ("AND", "OR", "NOT"):
            return binding[token.kind]
        if token.kind == "NEAR":
            strength: float = binding.get(token.value.removeprefix("O"), binding["NEAR"])
            if self.dialect.smallest_first and token.number is not None:
                strength += max(0, 900 - token.number) * _TIGHTER
            return strength
        if token.kind == "unsayable" and token.value == "not near":
            return binding["NEAR"]
        if token.kind == "unsayable" and token.value == "first":
            return max(binding.values())
        if token.kind in _OPERANDS:
            return binding.get("BLANK", binding["OR" if self.dialect.blank == "OR" else "AND"])
        return None

    def _joined(self, least: float) -> Piece:
        """A piece with all that follows and binds at least as strongly as `least`."""
        self._depth += 1
        if self._depth > 4 * MAX_DEPTH:
            raise TranslationError(self._tokens[self._at - 1].start, "the query is nested too deeply")
        left = self._single()
        while (token := self._peek()) is not None:
            strength = self._strength(token)
            if strength is None or strength < least:
                break
            left = self._operator(left, token, strength)
        self._depth -= 1
        return left

    def _operator(self, left: Piece, token: Token, strength: float) -> Piece:
        if token.kind == "unsayable" and token.value == "first":
            self._at += 1
            self.notes.append(
                Note(token.text, "lead:", f"the first {token.number} words there, the first 80 here", token.start)
            )
            return InField(left.start, token.end, "lead", left)
        if token.kind == "unsayable" and token.value == "not near":
            self._at += 1
            self._joined(strength + _TIGHTER / 2)
            end = self._tokens[self._at - 1].end
            far = Unsayable(token.start, end, "NOT forbids a word in the whole article, wherever it stands")
            return _join("AND", left, far)
        if token.kind in _OPERANDS:
            right = self._joined(strength + _TIGHTER / 2)
            return self._blank(left, right)
        self._at += 1
        if token.kind == "NOT" or ((after := self._peek()) is not None and after.kind == "NOT" and token.kind == "AND"):
            if token.kind == "AND":
                self._at += 1
            of_all = token.kind == "NOT" and self.dialect.not_of_all
            part = self._joined(self.dialect.binding["NEAR"] if of_all else strength + _TIGHTER / 2)
            return _join("AND", left, Negated(token.start, part.end, part))
        right = self._joined(strength + _TIGHTER / 2)
        if token.kind == "NEAR":
            return self._near(left, token, right)
        return _join("AND" if token.kind == "AND" else "OR", left, right)

    def _blank(self, left: Piece, right: Piece) -> Piece:
        if isinstance(right, Negated) or (isinstance(right, Joined) and isinstance(right.parts[0], Negated)):
            return _join("AND", left, right)
        if self.dialect.sites_are_alternatives and (sites := self._sites(left, right)) is not None:
            return sites
        if self.dialect.blank != "OR" and isinstance(right, Compared | InField):
            return _join("AND", left, right, blank=True)
        if self.dialect.blank != "OR" and isinstance(left, Compared | InField):
            return _join("AND", left, right, blank=True)
        if self.dialect.blank == "OR" and self._required & {left.start, right.start}:
            if {left.start, right.start} <= self._required:
                return _join("AND", left, right)
            kept, other = (left, right) if left.start in self._required else (right, left)
            there = self.query[other.start : other.end]
            self.notes.append(Note(there, "", "need not be there beside a word with +: left out", other.start))
            return kept
        if self.dialect.blank != "PHRASE":
            return _join(self.dialect.blank, left, right, blank=True)
        if isinstance(left, Term) and isinstance(right, Term):
            cased = left.cased and right.cased
            return Term(left.start, right.end, f"{left.text} {right.text}", quoted=True, cased=cased)
        return Nearby(left.start, right.end, left, right, "a blank", 0, "words", ordered=True)

    def _sites(self, left: Piece, right: Piece) -> Piece | None:
        """`left` and the site `right` where `left` ends with one too: one of both."""
        last = left.parts[-1] if isinstance(left, Joined) and left.join == "AND" else left
        sites = last.parts if isinstance(last, Joined) and last.join == "OR" else (last,)
        if not all(
            isinstance(site, InField) and self.dialect.fields.get(site.name) == "site" for site in (*sites, right)
        ):
            return None
        self.notes.append(Note("a blank", "OR", "articles of one of the sites", right.start))
        both = _join("OR", last, right)
        return (
            both
            if last is left or not isinstance(left, Joined)
            else _join("AND", replace(left, parts=left.parts[:-1]), both)
        )

    def _near(self, left: Piece, token: Token, right: Piece) -> Piece:
        value = token.value
        ordered = value.startswith("O")
        value = value.removeprefix("O")
        if value == "SEGMENT":
            self.notes.append(
                Note(token.text, "AND", "in one part of the document there; anywhere in the article here", token.start)
            )
            return _join("AND", left, right)
        if value in _UNITS:
            return Nearby(left.start, right.end, left, right, token.text, 0, _UNITS[value], ordered)
        words = max(0, (token.number or 0) - self.dialect.less)
        if token.text.startswith("%"):
            self.notes.append(
                Note(token.text, f"ONEAR/{words}", f"exactly {words} words there, or fewer here", token.start)
            )
        return Nearby(left.start, right.end, left, right, token.text, words, "words", ordered)

    def _single(self) -> Piece:
        token = self._next()
        match token.kind:
            case "(":
                inner = self._joined(0)
                closing = self._next()
                if closing.kind != ")":
                    raise TranslationError(closing.start, f"{closing.text} stands where a parenthesis should close")
                return self._after(_widened(inner, token.start, closing.end))
            case "NOT" | "minus":
                part = self._joined(
                    max(self.dialect.binding.values()) if token.kind == "minus" else self.dialect.binding["NEAR"]
                )
                return Negated(token.start, part.end, part)
            case "plus":
                piece = self._single()
                self._required.add(piece.start)
                return piece
            case "word" | "phrase" | "case":
                quoted = token.kind == "phrase"
                return self._after(Term(token.start, token.end, token.value, quoted, cased=token.kind == "case"))
            case "field":
                return self._in_field(token)
            case "compared":
                return self._compared(token)
            case "ATLEAST":
                part = self._joined(max(self.dialect.binding.values()))
                return Repeated(token.start, part.end, part, token.number or 1)
            case "slop" if token.value != "~":
                return self._counted(token)
            case "unsayable" if token.value == "day":
                return Unsayable(
                    token.start, token.end, "days are asked for as year-month-day, not as counted from today"
                )
            case "unsayable" if token.value == "regex":
                return Unsayable(token.start, token.end, "regular expressions cannot be asked for")
            case _:
                raise TranslationError(token.start, f"{token.text} has nothing before it to join")

    def _after(self, piece: Piece) -> Piece:
        """`piece` with the ~n behind it: a loose phrase, nearness of a group, or a fuzzy word."""
        token = self._peek()
        if token is None or token.kind != "slop" or token.value != "~":
            return piece
        self._at += 1
        if isinstance(piece, Term) and piece.quoted:
            return Term(piece.start, token.end, piece.text, True, piece.cased, token.number or 0)
        if isinstance(piece, Joined) and piece.join == "AND":
            near = piece.parts[0]
            for part in piece.parts[1:]:
                near = Nearby(piece.start, token.end, near, part, token.text, token.number or 0)
            return near
        if isinstance(piece, Joined):
            return Unsayable(piece.start, token.end, "nearness is asked for between words that are joined by AND")
        return Unsayable(piece.start, token.end, "similar spellings cannot be asked for: write them with OR")

    def _in_field(self, token: Token) -> Piece:
        name = token.value
        # Nearness and blanks bind tighter than a field in Factiva: hd=red sea is a phrase of the headline.
        part = (
            self._joined(self.dialect.binding["NEAR"])
            if self.dialect.equals and token.text[-1] == "="
            else self._single()
        )
        end = part.end
        if (name in _CASED and self.dialect.functions) or name == "raw":
            return _widened(_cased(part, name), token.start, end)
        if name.startswith(("atleast", "atl")) and name.lstrip("atles").isdigit():
            return Repeated(token.start, end, part, int(name.lstrip("atles")))
        return InField(token.start, end, name, part)

    def _compared(self, token: Token) -> Piece:
        name, sign, value = token.value.split(" ", 2)
        first, _, second = value.partition(" ")
        if second and not second.startswith("TO "):
            other, _, last = second.partition(" ")
            one = Compared(token.start, token.end, name.lower(), sign, first)
            return _join("AND", one, Compared(token.start, token.end, name.lower(), other, last))
        return Compared(token.start, token.end, name.lower(), sign, value)

    def _counted(self, token: Token) -> Piece:
        """GDELT's near20:"a b" and repeat3:"a"."""
        kind, _, inner = token.value.partition(" ")
        words = inner.split()
        terms = [Term(token.start, token.end, word) for word in words]
        if kind == "repeat" and terms:
            whole = Term(token.start, token.end, inner, quoted=len(words) > 1)
            return Repeated(token.start, token.end, whole, token.number or 1)
        if len(terms) < 2:
            raise TranslationError(token.start, f"{token.text} needs two words at least")
        near: Piece = terms[0]
        for term in terms[1:]:
            near = Nearby(token.start, token.end, near, term, token.text, token.number or 0)
        if len(terms) > 2:
            self.notes.append(
                Note(
                    token.text,
                    "NEAR",
                    f"each word within {token.number} of those before it, not all of all",
                    token.start,
                )
            )
        return near


def _join(join: Join, left: Piece, right: Piece, *, blank: bool = False) -> Joined:
    """Both, in one level where they are joined alike."""
    parts: list[Piece] = []
    for piece in (left, right):
        if isinstance(piece, Joined) and piece.join == join:
            parts.extend(piece.parts)
            blank = blank or piece.blank
        else:
            parts.append(piece)
    return Joined(left.start, right.end, join, tuple(parts), blank)


def _widened(piece: Piece, start: int, end: int) -> Piece:
    """`piece` with the parentheses around it; a phrase in parentheses stays apart from the words after it."""
    return replace(piece, start=start, end=end)


def _cased(piece: Piece, how: str) -> Piece:
    """`piece` with its words' capitals counted: as they are written (cs), all of them (allcaps), or one at least
    (caps)."""
    match piece:
        case Term(start=start, end=end, text=text, quoted=quoted, slop=slop):
            if how == "allcaps":
                text = text.upper()
            elif how == "caps" and text.islower():
                text = " ".join(word[:1].upper() + word[1:] for word in text.split())
            return Term(start, end, text, quoted, True, slop)
        case Joined(start=start, end=end, join=join, parts=parts, blank=blank):
            return Joined(start, end, join, tuple(_cased(part, how) for part in parts), blank)
        case _:
            return piece
