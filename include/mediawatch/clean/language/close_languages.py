"""Close relatives told apart by the few words or characters that they do not share.

The lists (words, `close_words`) are common function words and everyday nouns of the standard languages, as
grammars and style guides give them: Croatian `tjedan`, Bosnian `sedmica`; Malay `kerana`, Indonesian `karena`; Nynorsk
`ikkje`, Bokmål `ikke`.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import NamedTuple

from mediawatch.words import pattern, phrases


class _Listed(NamedTuple):
    """Words, and beginnings of words with their lengths."""

    words: frozenset[str]
    stems: frozenset[str]
    sizes: tuple[int, ...]

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and (word in self.words or any(word[:size] in self.stems for size in self.sizes))


@cache
def _words(language: str, key: str) -> _Listed:
    stems = frozenset(phrases("close_stems", language, key))
    sizes = tuple(sorted({len(stem) for stem in stems}))
    return _Listed(frozenset(phrases("close_words", language, key)), stems, sizes)


_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")


@cache
def _modal_da() -> re.Pattern[str]:
    """`želi da dođe`, `mora da bude`, `da li`: clauses where Croatian has an infinitive or `je li`."""
    return re.compile(rf"\b{pattern('modal_stems')}\w*\s+da\b|\bda li\b", re.IGNORECASE)


@cache
def _characters(script: str) -> frozenset[str]:
    """Characters that only this script of Chinese has: 'simplified' or 'traditional'."""
    return frozenset("".join(phrases("script_characters", "zh", script)))


def chinese_script(sample: str) -> tuple[str, float]:
    """('zh-Hans' | 'zh-Hant' | 'zh', confidence) by the characters that only one of the two scripts has."""
    only_simplified, only_traditional = _characters("simplified"), _characters("traditional")
    simplified = sum(char in only_simplified for char in sample)
    traditional = sum(char in only_traditional for char in sample)
    if simplified == traditional:
        return "zh", 0.9
    return ("zh-Hans" if simplified > traditional else "zh-Hant"), 0.99


def choose_language(tag: str, text: str) -> tuple[str, float] | None:
    """(tag, confidence) of the relative that `text` is in, given the detectors' `tag`; None for one without.

    Serbian in Cyrillic is told by its script, so only Latin letters are looked at.
    """
    if tag in ("nb", "nn"):
        return _weigh(text, {"nb": _words("nb", "own"), "nn": _words("nn", "own")}) or (tag, 0.85)
    if tag in ("id", "ms"):
        return _weigh(text, {"id": _words("id", "own"), "ms": _words("ms", "own")}) or (tag, 0.85)
    if tag in ("bs", "hr", "sr") and not re.search(r"[а-яђћџљњ]{3}", text[:400].lower()):
        return _south_slavic(tag, text)
    return None


def _south_slavic(tag: str, text: str) -> tuple[str, float]:
    """Serbian writes `vreme`, the others `vrijeme`; Croatian says `tisuća` and `želi doći`, the others `hiljada` and
    `želi da dođe`; Serbian `saopštiti` and `opština`, Bosnian `saopćiti` and `općina`."""
    speech = _weigh(text, {"e": _words("sr", "ekavian"), "ije": _words("bs", "ijekavian")})
    lexis = _weigh(text, {"east": _words("bs", "eastern"), "west": _words("hr", "western")})
    if lexis is None and _modal_da().search(text):
        lexis = ("east", 0.8)
    if speech and speech[0] == "e" and not (lexis and lexis[0] == "west"):
        return "sr", speech[1]
    if lexis and lexis[0] == "west":
        return "hr", lexis[1]
    if speech and speech[0] == "ije":
        if lexis:
            return "bs", min(speech[1], lexis[1])
        return ("hr" if tag == "sr" else tag), 0.8
    if lexis:
        own = _weigh(text, {"sr": _words("sr", "serbian"), "bs": _words("bs", "bosnian")})
        return (own[0] if own else "sr" if tag == "hr" else tag), 0.7
    return tag, 0.7


def _weigh(text: str, marks: dict[str, _Listed]) -> tuple[str, float] | None:
    """(name, confidence) of the one of two lists that has more of its words in `text`; None for a tie."""
    words = Counter(word.lower() for word in _TOKEN.findall(text))
    told = {name: {word for word in words if word in listed} for name, listed in marks.items()}
    of_both = set.intersection(*told.values())
    counts = {name: sum(words[word] for word in own - of_both) for name, own in told.items()}
    first, second = sorted(counts, key=lambda name: counts[name], reverse=True)
    if counts[first] == counts[second]:
        return None
    sure = counts[first] >= 3 and counts[first] >= 3 * counts[second]
    return first, 0.95 if sure else 0.8
