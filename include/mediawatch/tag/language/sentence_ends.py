"""Where sentences and paragraphs end.

A line break ends a paragraph and its sentence. Within a paragraph a sentence ends behind a full stop of a script that
needs no blank after it, and behind . ! ? before a blank, unless what follows goes on in small letters or the stop
belongs to an abbreviation, to initials or, where they are written so, to an ordinal (art. 5, Nr. 7, 3. Mai).
"""

from __future__ import annotations

import re
import unicodedata

from mediawatch.words import is_small, phrases

_CLOSING = "\"'”’»」』)\\]"
_END = re.compile(
    # Ideographic and full-width, danda, Arabic question mark, Urdu, Tibetan, Ethiopic, Khmer, Burmese, Armenian.
    rf"[。！？｡।॥؟۔།።។၊။։]+[{_CLOSING}]*|[.!?…]+[{_CLOSING}]*(?=\s)|\n"
)
_NEXT = re.compile(r"[^\S\n]+[\"'“„«(\[]*(\S)")
_BEFORE_LAST_WORD = re.compile(r".*[\s(\[\"“„«'’]", re.DOTALL)
_LONGEST_LOOK = 24  # characters: what is longer is no abbreviation

_ABBREVIATIONS = frozenset(phrases("abbreviations"))

# Languages that write ordinals with a point: 3. Mai, 19. århundrede.
_ORDINAL_POINTS = frozenset(
    ("de", "da", "nb", "nn", "no", "fi", "cs", "sk", "sl", "hr", "sr", "bs", "hu", "tr", "et", "lv", "is", "pl", "lb")
)


def _is_abbreviation(text: str, stop: int) -> bool:
    """Whether the point at `stop` belongs to the word before it."""
    last = _last_word(text, stop)
    if not last:
        return False
    word = last.rstrip(".")
    if len(word) <= 1 and not word.isdigit():
        return True  # initials
    if "." in word and all(len(part) <= 2 and not part.isdigit() for part in word.split(".")):
        return True  # U.S., z.B., but not 10.20
    return unicodedata.normalize("NFC", word.casefold()) in _ABBREVIATIONS


def sentence_ends(text: str, base_language: str) -> list[int]:
    """Character offsets behind each end of a sentence in `text`, in order; the text's own end is none."""
    points = base_language in _ORDINAL_POINTS
    ends = []
    for match in _END.finditer(text):
        at, end = match.span()
        if text[at] == "." and match.group().rstrip("\"'”’»」』)]") == ".":
            if _is_abbreviation(text, at):
                continue
            before = text[at - 1 : at]
            following = _NEXT.match(text, end)
            if following and (is_small(following.group(1)) or (points and before.isdigit() and _ordinal(text, at))):
                continue
        ends.append(end)
    return ends


def _ordinal(text: str, stop: int) -> bool:
    """Whether the number before `stop` is a day or an ordinal with a point: one or two digits that stand alone."""
    last = _last_word(text, stop)
    return last.isdigit() and len(last) <= 2


def _last_word(text: str, stop: int) -> str:
    """What stands right before `stop`, without blanks and opening marks."""
    first = max(0, stop - _LONGEST_LOOK)
    before = _BEFORE_LAST_WORD.match(text, first, stop)
    return text[before.end() if before else first : stop]


def paragraph_ends(text: str) -> list[int]:
    """Character offsets behind each line break in `text`, in order."""
    return [match.end() for match in re.finditer(r"\n", text)]
