"""Labels of bylines that say what a text is, or what the author made of it.

Review by Ada Holm        Crónica de Leire Holm        Interview: Ada Holm        Words and pictures by Ada Holm
"""

from __future__ import annotations

import re

from mediawatch.words import pattern, pattern_of_words, phrases

_JOINED = rf"\s*(?:[&+/／,·・]|{pattern('and')}|{pattern('and_before_capital')})\s*"
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
_LABEL = re.compile(  # Une chronique de / Interview: / Tekst
    rf"\W*(?!{_OF_SOMEBODY})(?:{_KIND}(?:\s*[:：]\s*|\s+{pattern('byline_kind_by')}(?:\s+|(?<=['’])))"
    rf"|{_ALONE}\s+(?=(?-i:[^\W\d_a-zß-öø-ÿ])))(?=\S)",
    re.IGNORECASE,
)


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
