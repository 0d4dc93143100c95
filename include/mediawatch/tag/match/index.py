"""What of an article goes into the warehouse's index, and what a topic asks of it there.

`index_terms` are the words of an article, folded and stemmed by the evaluator's own functions, so that `prefilter` can
promise: an article that it leaves out does not match. What it lets through the evaluator decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from mediawatch.tag.language import words
from mediawatch.tag.language.lexicon import ACRONYM, EXACT, lexicon
from mediawatch.tag.match.wildcards import literal_beginning
from mediawatch.tag.query.tree import And, Atom, Near, Node, Or, Phrase
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
    terms = pairs | {key.removeprefix(EXACT) for key in keys if key[:1] != ACRONYM}
    terms.discard("")
    if len("".join(terms).encode()) > MAX_TERMS_BYTES:
        return [OVERFLOW]
    return sorted(terms)


def prefilter(topic: Topic) -> str | None:
    """The text of a tsquery (for a cast, `$1::tsquery`) over `index_terms` that every article matches which the topic
    could tag, whatever its language; None where that is every article. NOT and filters are left out, NEAR and phrases
    ask for their words only."""
    asked = [_node(tree) for tree in topic.trees()]
    if not all(asked):
        return None
    return _any([*dict.fromkeys(filter(None, asked)), _lexeme(OVERFLOW)])


def _node(node: Node) -> str | None:
    match node:
        case Phrase():
            return _phrase(node)
        case Near(left=left, right=right):
            return _all(_any(_phrase(part) for part in side) for side in (left, right))
        case And(parts=parts):
            asked = [text for part in parts if (text := _node(part)) is not None]
            return _all(asked) if asked else None
        case Or(parts=parts):
            alternatives = [_node(part) for part in parts]
            return _any(text for text in alternatives if text) if all(alternatives) else None
        case _:
            return None


def _phrase(phrase: Phrase) -> str:
    texts = [atom.text for atom in phrase.atoms]
    pairs = [] if phrase.slop else sorted(words.adjacent_characters(texts))
    return _all([*(_atom(atom) for atom in dict.fromkeys(phrase.atoms)), *map(_lexeme, pairs)])


def _atom(atom: Atom) -> str:
    match atom.kind:
        case "exact":
            return _lexeme(atom.text)
        case "wildcard":
            return _lexeme(literal_beginning(atom.text)) + ":*"
        case "acronym":
            form = words.fold(atom.text)
            return _any([_lexeme(form), _lexeme(f"{form}s")])
        case "word":
            stems = {stem for language in words.STEMMED_LANGUAGES for stem in words.stems(atom.written, language)}
            return _any(map(_lexeme, sorted({atom.text, *stems})))


def _lexeme(text: str) -> str:
    """`text` as tsquery's input reads it: in quotes, quotes and backslashes doubled."""
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"


def _all(parts: Iterable[str]) -> str:
    return _join(" & ", parts)


def _any(parts: Iterable[str]) -> str:
    return _join(" | ", parts)


def _join(operator: str, parts: Iterable[str]) -> str:
    unique = list(dict.fromkeys(parts))
    return unique[0] if len(unique) == 1 else f"({operator.join(unique)})"
