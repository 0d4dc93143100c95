"""What of an article goes into the warehouse's index, and what a topic asks of it there.

`index_terms` are the words of an article, folded and stemmed by the evaluator's own functions, so that `prefilter` can
promise: an article that it leaves out does not match. What it lets through the evaluator decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from mediawatch.tag.language import words
from mediawatch.tag.language.lexicon import ACRONYM, EXACT, SHORT, lexicon
from mediawatch.tag.language.query_words import keys_asked, written_forms
from mediawatch.tag.match.wildcards import literal_beginning
from mediawatch.tag.query.tree import And, AtLeast, Atom, Near, Node, Or, Part, Phrase, is_leading
from mediawatch.tag.topics.definition import Topic

MAX_TERMS_BYTES = 900_000
"""All terms of an article together; Postgres refuses a tsvector over 1 MB (1,048,575 bytes of lexemes)."""

OVERFLOW = "<overflow>"
"""The one term of an article with more words than that: every prefilter lets it through."""


def index_terms(headline: str, article_body: str, language: str) -> list[str]:
    """Unique terms of an article for `array_to_tsvector`, sorted: each word folded, its stem in `language` (BCP 47),
    and pairs of neighbouring characters where words are not separated by blanks."""
    keys_of = lexicon(words.base_language(language))
    keys: set[str] = set()
    pairs: set[str] = set()
    for text in (headline, article_body):
        found = words.split(text)
        keys.update(chain.from_iterable(map(keys_of.__getitem__, set(found))))
        if words.has_spaceless(text):
            pairs |= words.adjacent_characters([keys_of[word][0].removeprefix(EXACT) for word in found])
    terms = pairs | {key.removeprefix(EXACT) for key in keys if key[:1] not in (ACRONYM, SHORT)}
    terms.discard("")
    if len("".join(terms).encode()) > MAX_TERMS_BYTES:
        return [OVERFLOW]
    return sorted(terms)


MAX_LEXEMES = 200
"""Lexemes of one tsquery of a prefilter, but for a single clause that has more. Postgres asks all operands of a tsquery
of each article that one of them finds: thousands of names in one query are slow, and over 16,000 are refused."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A piece of a tsquery, and how many lexemes it has."""

    text: str
    lexemes: int


def prefilter(topic: Topic) -> tuple[str, ...] | None:
    """Texts of tsqueries (for a cast, `$1::tsquery`) over `index_terms`: every article that the topic could tag,
    whatever its language, matches one of them. None where that is every article. NOT and filters are left out, NEAR and
    phrases ask for their words only."""
    pieces: list[_Asked] = []
    for tree in topic.trees():
        alternatives = _alternatives(tree)
        if alternatives is None:
            return None
        pieces.extend(alternatives)
    queries: list[list[_Asked]] = [[]]
    for piece in [*dict.fromkeys(pieces), _lexeme(OVERFLOW)]:
        if queries[-1] and sum(asked.lexemes for asked in queries[-1]) + piece.lexemes > MAX_LEXEMES:
            queries.append([])
        queries[-1].append(piece)
    return tuple(_any(query).text for query in queries)


def _alternatives(node: Node) -> list[_Asked] | None:
    """What an article must match one of where `node` holds; None where the index can say nothing of it."""
    match node:
        case Phrase():
            asked = _phrase(node)
            return None if asked is None else [asked]
        case Near(left=left, right=right):
            return _both([_either(left), _either(right)])
        case AtLeast(parts=parts) | Or(parts=parts):
            return _either(parts)
        case And(parts=parts):
            return _both([_alternatives(part) for part in parts])
        case Part(node=part) if part is not None:
            return _alternatives(part)
        case _:
            return None


def _either(parts: Sequence[Node]) -> list[_Asked] | None:
    found = [_alternatives(part) for part in parts]
    known = [asked for asked in found if asked is not None]
    return None if len(known) < len(found) or not found else list(dict.fromkeys(chain.from_iterable(known)))


def _both(sides: list[list[_Asked] | None]) -> list[_Asked] | None:
    """All sides at once; of those with very many lexemes none but, where there is no other, the shortest."""
    known = sorted((side for side in sides if side is not None), key=_size)
    if not known:
        return None
    if _size(known[0]) > MAX_LEXEMES:
        return known[0]
    kept = [side for side in sides if side is not None and _size(side) <= MAX_LEXEMES]
    return [_all([_any(side) for side in kept])]


def _size(side: list[_Asked]) -> int:
    return sum(asked.lexemes for asked in side)


def _phrase(phrase: Phrase) -> _Asked | None:
    """The words of `phrase`, and the pairs of neighbouring characters; of a word that begins with a wildcard sign the
    index knows nothing."""
    atoms = [atom for atom in dict.fromkeys(phrase.atoms) if not is_leading(atom)]
    if not atoms:
        return None
    pairs = [] if phrase.slop else sorted(words.adjacent_characters([atom.text for atom in phrase.atoms]))
    return _all([*map(_atom, atoms), *map(_lexeme, pairs)])


def _atom(atom: Atom) -> _Asked:
    match atom.kind:
        case "exact":
            return _lexeme(atom.text)
        case "wildcard":
            return _Asked(_lexeme(literal_beginning(atom.text)).text + ":*", 1)
        case "acronym":
            form = words.fold(atom.text)
            country = words.country_stem(atom.text, "en") if atom.written else ()
            return _any([_lexeme(form), _lexeme(f"{form}s"), *map(_lexeme, country)])
        case "word" | "short":
            keys = chain.from_iterable(keys_asked(atom.written, language) for language in words.STEMMED_LANGUAGES)
            stems = {key.removeprefix(EXACT) for key in keys}
            acronyms = {name.lower() for name in words.COUNTRY_ACRONYMS if stems & {*words.country_stem(name, "en")}}
            return _any(list(map(_lexeme, sorted({atom.text, *stems, *written_forms(atom.text), *acronyms}))))


def _lexeme(text: str) -> _Asked:
    """`text` as tsquery's input reads it: in quotes, quotes and backslashes doubled."""
    return _Asked("'" + text.replace("\\", "\\\\").replace("'", "''") + "'", 1)


def _all(parts: Sequence[_Asked]) -> _Asked:
    return _join(" & ", parts)


def _any(parts: Sequence[_Asked]) -> _Asked:
    return _join(" | ", parts)


def _join(operator: str, parts: Sequence[_Asked]) -> _Asked:
    unique = list(dict.fromkeys(parts))
    if len(unique) == 1:
        return unique[0]
    return _Asked(f"({operator.join(part.text for part in unique)})", sum(part.lexemes for part in unique))
