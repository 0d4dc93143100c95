"""What stands in a delivered text without being the article: notices, credits, links to other stories.

Each rule is anchored to a whole line or to the end of a paragraph, so that a sentence that merely speaks of
newsletters or of an agency is never taken.
"""

from __future__ import annotations

import re
from functools import lru_cache

from mediawatch.clean.page.notices.calls import asks_of_readers
from mediawatch.clean.page.notices.counts import MAX_LABEL, counts
from mediawatch.clean.people.agencies import CREDIT_AGENCY
from mediawatch.words import folded, pattern, phrases, written_out

_ALSO = pattern("also_read")
_LABELS = frozenset(written_out("notices"))
"""Lines that are a label and nothing else, folded: a set, since of all languages they are three thousand."""

_COUNTED = re.compile(r"^\d{1,5}\s+|\s*\(\d{1,5}\)$")  # 12 comments / Comments (12)

_ALSO_LINE = re.compile(rf"^\W*(?:{_ALSO})\s*(?:[:|–—>»-].*)?$", re.IGNORECASE)
_ALSO_TAIL = re.compile(rf"(?<=[.!?।\"”’»)])\s+[(\[]?\s*(?:{_ALSO})\s*[:|–—-]\s*[^\n]+$", re.IGNORECASE)
_ALSO_BRACKET = re.compile(rf"\s*[(\[]\s*(?:{_ALSO})\s*[:|–-][^()\[\]\n]+[)\]]", re.IGNORECASE)


def _up_to(characters: int) -> str:
    """The rest of a line behind a word, so many characters at most."""
    return rf"(?!\w).{{0,{characters}}}"


_SENTENCES = pattern(
    "notice_sentences",
    few=_up_to(40),
    some=_up_to(80),
    rest=_up_to(120),
    long=_up_to(200),
    longest=_up_to(280),
    gap=r"(?!\w).{0,100}(?<!\w)",
    near=r"(?!\w)[^.?!]{0,40}(?<!\w)",
    word=r"\w+",
    n=r"\d{1,5}",
    dash=r"\s*[-–—:]\s*",
    clause=r"\s*[.,;:(–—-].{0,80}",
    agency=CREDIT_AGENCY,
    desks=r"(?:\s+[A-Z]{2,5}){0,6}",
)
_NOTICES = re.compile(  # Sign up for our morning letter / © 2025 The Daily
    rf"^\W*(?:{_SENTENCES}|[©ⓒ].{{0,140}}|(?:\(c\)|copyright)\s+(?:©\s*|\(c\)\s*)?(?:19|20)\d\d.{{0,240}}|copyright\s*(?:©|ⓒ|\(c\)).{{0,240}})\W*$",
    re.IGNORECASE,
)
_COLON = "[:：፦՝៖]"
"""As Latin, Chinese, Ethiopic, Armenian and Khmer write it."""

_NAME = r"[^\W\d_a-zà-öø-ÿа-ӿ][^\s/,&!?।。、،:：]*"
"""A word of a name: it begins with a capital, in scripts that have them."""

_SMALL_WORD = r"[a-zà-öø-ÿа-ӿ][\wà-öø-ÿ'’]{0,4}"
_PUBLISHER = (  # Harbour News, Reuters and Tass / Вестник порта / Habari za Bandari / Landesamt für Wasser
    rf"(?-i:{_NAME}(?:[ /,&、،]{{1,3}}(?:(?:{pattern('and')}|{_SMALL_WORD})\s){{0,2}}{_NAME}){{0,6}}"
    rf"|{_NAME}\s[^\W\d]{{3,}})"
)
_WITH = pattern("with")
_CREDITED = rf"(?:{pattern('credit_before')}\s+)?{pattern('credit_by')}"
_CREDIT = re.compile(  # (Reporting by Ada Holm) / Source: Harbour News / -- With Reuters inputs / int/khz
    r"^\W*(?:"
    rf"{pattern('credit_inputs')}\b.{{2,80}}|{_CREDITED}\b.{{2,200}}|{pattern('agency_inputs')}"
    rf"|{pattern('syndicated', key='report')}\s+{pattern('syndicated', key='verb')}\b.{{0,60}}"
    rf"\b{pattern('syndicated', key='how')}\b.{{0,200}}"
    rf"|{pattern('source_labels')}\s*{_COLON}\s*{_PUBLISHER}"
    rf"|{pattern('picture_credits')}\s*{_COLON}.{{0,80}}"
    rf"|[(\[]{CREDIT_AGENCY}(?:\W[^()\[\]]{{0,30}})?[)\]]"
    rf"|(?:-{{1,2}}|[–—])\s?(?:{_WITH}\s+)?{CREDIT_AGENCY}"
    rf"(?:\s+(?:{CREDIT_AGENCY}|{pattern('and')}\s+{CREDIT_AGENCY}|{pattern('input_words')}))*"
    rf"|{_WITH}\s+{CREDIT_AGENCY}(?:\s+{pattern('input_words')})?"
    r"|(?-i:[a-z]{2,5}(?:-[a-z]{2,5})?(?:/[a-z]{2,5}){1,5})"
    r")\W*$",
    re.IGNORECASE,
)
"""Who made a report, or another that it was taken from; last the marks of desks and initials."""

_SOURCE = "|".join(
    re.escape(label.upper()) for label in phrases("source_labels") if label.isascii() and label.isalpha()
)
_WATCH = "|".join(re.escape(label.upper()) for label in phrases("watch_labels"))
_LABELLED = re.compile(  # Tags: ferry, harbour / READ: The last ferry / Updated on 5 May 2025 / Home > Politics
    r"^\W*(?:"
    rf"{pattern('watch_labels')}\s*\|\s*.{{3,160}}|(?-i:{_WATCH})\s*:\s*.{{3,160}}"
    rf"|{pattern('tag_labels')}\s*{_COLON}\s*[^.!?।。]{{2,200}}"
    rf"|(?:{pattern('share_buttons')}(?:[\s,|/•·:：]+|$))+"
    rf"|{pattern('picture_labels')}\s*[|=:：፦՝៖]\s*[^.!?।。]{{2,60}}"
    rf"|{pattern('picture_labels')}\s?[–—-]\s[^.!?।。]{{2,40}}"
    rf"|(?:(?-i:[A-Z]+)\s)?{pattern('picture_labels')}\s?[/／]\s?[^.!?]{{2,60}}"
    rf"|(?-i:{_SOURCE})\s+(?-i:[A-Z])[^.!?]{{1,80}}"
    rf"|{pattern('photographed_by')}\s+(?-i:[^\W\d_a-zß-ÿ])[^.!?,;:]{{2,50}}"
    rf"|{pattern('edited_labels')}\s*{_COLON}\s*(?!.*[?？؟])[^.!…।。！]{{2,60}}"
    rf"|{pattern('dated_labels')}.{{1,30}}\b(?:19|20)\d\d\b[^.!?]{{0,30}}"
    rf"|{pattern('home_labels')}\s*[>|›»→]\s*.{{2,200}}"
    r"|《[^《》]{2,12}》\s*[（(][^（()）]{6,24}版\s*[)）]"
    r")\W*$"
    r"|^\W{3,}$",
    re.IGNORECASE,
)
"""A label of a page, and what it labels. Last a line that only parts others."""

_CREDIT_AGENCY_TAIL = re.compile(  # ... on Monday. (With inputs from agencies)
    rf"(?<=[.!?।\"”’»])\s*(?:[(\[](?:{pattern('agency_inputs')}[^()\[\]]{{0,60}}|{_CREDITED}\s[^()\[\]]{{2,200}}"
    rf"|{CREDIT_AGENCY}(?:\W[^()\[\]]{{0,30}})?)[)\]]|(?<=[.!?।] )[–—]\s?{CREDIT_AGENCY})\s*$",
    re.IGNORECASE,
)
MAX_NOTICE = 320
"""Characters; no notice of the kinds above is longer, so long lines are not even tried."""


def is_boilerplate(line: str) -> bool:
    """Whether a whole line of plain text is a notice, a credit or a link to another story."""
    return len(line) <= MAX_NOTICE and _is_boilerplate(line)


@lru_cache(4096)  # of the lines of a page a third are asked about more than once
def _is_boilerplate(line: str) -> bool:
    return bool(
        (len(line) <= MAX_LABEL and _is_label(line))
        or counts(line)
        or _ALSO_LINE.match(line)
        or _NOTICES.match(line)
        or _CREDIT.match(line)
        or _LABELLED.match(line)
        or asks_of_readers(line)
    )


def _is_label(line: str) -> bool:
    label = line.strip()
    if folded(label) in _LABELS:
        return True
    return (label[:1].isdigit() or label.endswith(")")) and folded(_COUNTED.sub("", label)) in _LABELS


def trim_tail(paragraph: str) -> str:
    """`paragraph` without a "Read also: ..." or an agency's mark glued to its end."""
    trimmed = _ALSO_BRACKET.sub("", paragraph)
    trimmed = _ALSO_TAIL.sub("", trimmed)
    return _CREDIT_AGENCY_TAIL.sub("", trimmed).rstrip()
