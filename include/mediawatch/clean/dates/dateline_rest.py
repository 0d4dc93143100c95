"""How the text after a bare dateline has to begin: as a sentence, not as the second half of a phrase or of a title.

Delhi - Mumbai flights ...      London: The Biography is ...      Paris - Roubaix is a race ...
"""

from __future__ import annotations

import re

from mediawatch.clean.dates.dateline_places import CITIES, fold_place, is_region
from mediawatch.clean.text import word_set
from mediawatch.words import phrases

_WORKS = frozenset(phrases("names_of_works"))
"""Words that name a book, film or other work."""

_LINKS = frozenset(phrases("title_links"))
"""Words that titles write small."""

_ARTICLES = word_set("a an the")
_AFTER_TITLE = word_set("is was by")

LOOK = 5000
"""Characters after the dateline in which the first word is looked for again."""

_PLACE_WORDS = 4

_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{4})[.](?:\s|$)|[!?।:;\n]")  # not after `Dr.`, `Gen.`, `U.S.`


def begins_with_place(rest: str, *, capitals: bool) -> bool:
    """Whether `rest` begins with a known city or region that is set like the place before it: `Delhi - Mumbai`, but not
    `KYIV — Ukraine said`, where `capitals` tells the dateline from the sentence."""
    words = re.findall(r"[^\s,;:–—]+", rest[:100])[:_PLACE_WORDS]
    for count in range(len(words), 0, -1):
        phrase = " ".join(words[:count])
        for name in (phrase, re.sub(r"['’]\w*$", "", phrase), re.sub(r"-\w+$", "", phrase)):
            if (fold_place(name) in CITIES or is_region(name)) and (name.isupper() == capitals):
                return True
    return False


def begins_sentence(rest: str) -> bool:
    """Whether `rest` begins a sentence after a dash. Its first word is a common one, that occurs in small letters too,
    and no second dash closes a parenthesis. Scripts without capitals pass."""
    first = re.match(r"\W*([^\W\d_]+)", rest)
    if first is None:
        return False
    if re.search(r"\s[-–—]{1,2}\s", re.split(r"[.!?।\n]", rest, maxsplit=1)[0]):
        return False
    word = first[1]
    return word.lower() == word.upper() or bool(re.search(rf"\b{word.lower()}\b", rest[first.end() : LOOK]))


def is_title(rest: str) -> bool:
    """Whether `rest` goes on a title that a city began: `The Biography is`, `A Tale of Three Cities`, or a whole
    sentence in capitals like a headline. `Prime Minister N. said` and `The Court on Monday` begin reports."""
    words = re.findall(r"[^\W\d_][\w'’\-]*", _SENTENCE_END.split(rest[:200], maxsplit=1)[0])
    run = []
    for word in words:
        if not word[0].isupper() and word not in _LINKS:
            break
        run.append(word)
    if not run or " ".join(words).isupper():
        return False
    names = [word.casefold() for word in run]
    ends = [name for name, following in zip(names, [*names[1:], "of"], strict=True) if following in _LINKS]
    if any(name in _WORKS for name in ends):
        return True
    if names[0] in _ARTICLES and len(run) > 1 and run[-1][0].isupper() and len(words) > len(run):
        return words[len(run)] in _AFTER_TITLE
    return len(words) == len(run) and sum(word[0].isupper() for word in run) >= 3


def lists_places(rest: str) -> bool:
    """Whether another city with a colon follows: `35 degrees, Mumbai: 31 degrees` after `Delhi:`."""
    return any(fold_place(match[1]) in CITIES for match in re.finditer(r"([^\W\d_][\w\-]*)\s?:\s", rest[:200]))
