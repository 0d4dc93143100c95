"""Labels of bylines that say what a text is, or what the author made of it.

Review by Ada Holm        Crónica de Leire Holm        Interview: Ada Holm        Words and pictures by Ada Holm
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from mediawatch.words import pattern, pattern_of_words, phrases

_JOINED = rf"\s*(?:[&+/／,·・–—-]|{pattern('and')}|{pattern('and_before_capital')})\s*"
TEXT_AND_PICTURES = (
    rf"(?:{pattern('byline_texts')}{_JOINED}{pattern('picture_words')}"
    rf"|{pattern('picture_words')}{_JOINED}{pattern('byline_texts')})(?:\s+{pattern('byline_kind_by')})?"
)
"""Who made both: `Words and photographs by`, `Texte et photos`."""

_KIND = rf"(?:[^\W\d_]{{1,4}}\s+)?(?:{pattern('byline_kinds')}|{pattern('byline_texts')})"
_ALONE = pattern_of_words([word for word in phrases("byline_texts") if word not in phrases("byline_texts", "en")])
"""Words for the text right before a name; those that are English begin titles too: `Words Matter Most`."""

_OF_SOMEBODY = (  # Portrait de Marie Curie; but: Portrait par Ada Holm
    rf"(?:[^\W\d_]{{1,4}}\s+)?{pattern('byline_kinds_of_people')}\s+"
    rf"(?!{pattern('byline_by')}\s){pattern('byline_kind_by')}(?:\s|(?<=['’]))"
)
_SOMEBODY = re.compile(rf"\W*{_OF_SOMEBODY}", re.IGNORECASE)
_LABEL = re.compile(  # Une chronique de / Interview: / Tekst
    rf"\W*(?!{_OF_SOMEBODY})(?:{_KIND}(?:\s*[:：]\s*|\s+{pattern('byline_kind_by')}(?:\s+|(?<=['’])))"
    rf"|{_ALONE}\s+(?=(?-i:[^\W\d_a-zß-öø-ÿ])))(?=\S)",
    re.IGNORECASE,
)


_BY = rf"(?:{pattern('byline_by')}|{pattern('byline_written')})"
_LABELS = {phrase for name in ("byline_by", "byline_by_colon", "byline_kinds") for phrase in phrases(name)}


def _of_others(listed: Sequence[str], before: str = r"(?!)") -> re.Pattern[str]:
    """The beginning of a line with one of `listed`, or what `before` matches, and a blank."""
    named = pattern_of_words([phrase.rstrip(" :") for phrase in listed if phrase.endswith(":")])
    alone = pattern_of_words([phrase.rstrip(".") for phrase in listed if not phrase.endswith(":")])
    return re.compile(  # Ein Interview mit / Guest: / Fot.
        rf"\W*(?!{TEXT_AND_PICTURES})(?:(?:[^\W\d_]{{1,4}}\s+)?"
        rf"(?:{named}\s*[:：]|{alone}(?:\.?\s+|(?<=['’]))(?!{_BY}\s))|{before}\s)",
        re.IGNORECASE,
    )


def _is_label(phrase: str) -> bool:
    """Whether a phrase is an author's label, in another language perhaps: `Interview:`."""
    return phrase in _LABELS or phrase.rstrip(" :") in _LABELS


@cache
def _of_another() -> re.Pattern[str]:
    listed = [phrase for name in ("byline_of_another", "byline_others", "photographed_by") for phrase in phrases(name)]
    return _of_others([phrase for phrase in listed if not _is_label(phrase)])


@cache
def _of_another_here(language: str) -> re.Pattern[str]:
    return _of_others(list(filter(_is_label, phrases("byline_of_another", language))), pattern("with", language))


def names_another(line: str, language: str = "") -> bool:
    """Whether a line begins with words behind which stands whom a text tells of, or who did something else than write
    it: `Retrato de`, `Starring`, `Guest:`; on a page in Spanish (`language`, a base subtag) `Con`, in English
    `Interview:`."""
    return bool(_of_another().match(line) or _SOMEBODY.match(line) or _of_another_here(language).match(line))


_TITLE = re.compile(  # The Last Ferry
    r"(?:the|a|an|der|die|das|ein|eine|le|la|les|un|une|el|los|las|il|lo|i|gli|o|os|as|het|een|en|et|den|det)\s",
    re.IGNORECASE,
)


def can_be_title(rest: str) -> bool:
    """Whether what stands behind a label with a colon begins as titles do, and names do not."""
    return bool(_TITLE.match(rest))


def behind_kind(line: str) -> str:
    """What a line says behind such a label; empty where it has none. It may be a title: `Review: The Last Ferry`."""
    match = _LABEL.match(line)
    return line[match.end() :] if match else ""
