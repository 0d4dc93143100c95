"""What stands in a delivered text without being the article: notices, credits, links to other stories.

Each rule is anchored to a whole line or to the end of a paragraph, so that a sentence that merely speaks of
newsletters or of an agency is never taken.
"""

from __future__ import annotations

import re
from functools import lru_cache

from mediawatch.clean.people.agencies import CREDIT_AGENCY
from mediawatch.words import folded, pattern, phrases, words_pattern, written_out

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

_PUBLISHER = (  # Harbour News, Reuters and Tass / Вестник порта / Habari za Bandari
    rf"(?-i:{_NAME}(?:[ /,&、،]{{1,3}}(?:{pattern('and')}\s)?{_NAME}){{0,4}}|{_NAME}\s[^\W\d]{{3,}}"
    rf"|{_NAME}\s[^\W\d_]{{1,3}}\s{_NAME})"
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

_NETWORK = rf"{pattern('networks')}\b"
_DO = pattern("liked_this", key="do")
_SIGN_UP, _LETTER = pattern("newsletter", key="sign_up"), pattern("newsletter", key="letter")
_UNQUOTED = r"[^“”„«»\"]"
_INVITATION = re.compile(  # Follow our desk on Facebook and X. / Sign up for our newsletter
    r"^\W*(?:"
    rf"{pattern('reserved', key='report')}\s+{pattern('reserved', key='how')}\b.{{0,40}}"
    rf"\b{pattern('reserved', key='whom')}\b.{{0,20}}"
    rf"|{pattern('agreement', key='by')}\b.{{0,120}}\b{pattern('agreement', key='to')}\b.{{0,60}}"
    rf"|{pattern('liked_this', key='question')}(?:\s*(?:{pattern('liked_this', key='before')}\s+)?{_DO}\b.{{0,80}})?"
    rf"|{pattern('tips', key='question')}\b.{{0,30}}\?(?:\s*(?:{pattern('tips', key='before')}\s+)?"
    rf"{pattern('tips', key='do')}\b.{{0,160}}|.{{0,100}}(?:@|\b{pattern('tips', key='reach')}\b).{{0,100}})?"
    rf"|{pattern('follow_on', key='verb')}\s(?:[^.!?]|\.(?=\w)){{1,60}}?"
    rf"\s{pattern('follow_on', key='on')}\s+{_NETWORK}(?!-)"
    rf"(?:[\s,;:/&|()]|\b(?:{pattern('follow_on', key='beside')}|{_NETWORK})\b|@\w+)*"
    rf"(?:\b{pattern('follow_on', key='purpose')}\b.{{0,160}}|[.!]\s+{pattern('follow_on', key='then')}\b.{{0,160}})?"
    rf"|{_UNQUOTED}{{0,70}}\b{_SIGN_UP}\b{_UNQUOTED}{{0,50}}\b{pattern('newsletter', key='our')}\b{_UNQUOTED}{{0,30}}"
    rf"\b{_LETTER}\b{_UNQUOTED}{{0,40}}"
    rf"|[^.!?“”\"]{{1,40}}:\s+{pattern('newsletter', key='sign_up_for')}\b.{{0,60}}\b{_LETTER}\b.{{0,60}}"
    r")\W*$",
    re.IGNORECASE,
)
"""What a page asks of its readers: to agree, to follow, to send, to subscribe."""


def _called(name: str, key: str | None = None) -> re.Pattern[str]:
    """What asks the reader to do something, where it begins or ends a line or a clause. In between it is told of:
    `Millions follow us on Instagram, the owner said`."""
    asked = words_pattern(name, key=key)
    return re.compile(
        rf"(?:^\W*|[,;:.!?…—–|،؛।。，！？]\s*){asked}|{asked}(?=\W*$|\s*[,;:.!?…।。，！？])", re.IGNORECASE
    )


_FOLLOW, _SUBSCRIBE = _called("follow_us"), _called("newsletter", "call")
_ON_NETWORK = re.compile(  # Chinese, Japanese and Korean write on without a blank: LINEで友だち追加
    rf"(?<![a-z0-9]){pattern('networks')}(?![a-z0-9])|{words_pattern('follow_places')}", re.IGNORECASE
)
_TO_LETTER = re.compile(words_pattern("newsletter", key="letter"), re.IGNORECASE)
_RIGHTS = re.compile(rf"^(?:{_UNQUOTED}{{0,80}}\W)?{words_pattern('rights')}(?!\w){_UNQUOTED}{{0,80}}$", re.IGNORECASE)
_READING = re.compile(words_pattern("reading_time"), re.IGNORECASE)
_QUOTED = re.compile(r"[“”„«»\"]")
_WORD = re.compile(r"\w+")
_UNCASED = re.compile(r"[\u0530-\u10ff\u1200-\u1cff\u2d00-\u2d2f\u2e80-\ud7ff\uf900-\uffdc]")
_ASKING = frozenset(
    _WORD.findall(phrase.lower())[0]
    for phrase in (
        *(*phrases("follow_us"), *phrases("newsletter", key="call")),
        *(*phrases("rights"), *phrases("reading_time")),
    )
)
"""First words of what the expressions above begin with: a line without one of them is not tried, which is five times
as fast. In scripts without capitals words are no help: some do not part them."""

_CREDIT_AGENCY_TAIL = re.compile(  # ... on Monday. (With inputs from agencies)
    rf"(?<=[.!?।\"”’»])\s*(?:[(\[](?:{pattern('agency_inputs')}[^()\[\]]{{0,60}}|{_CREDITED}\s[^()\[\]]{{2,200}}"
    rf"|{CREDIT_AGENCY}(?:\W[^()\[\]]{{0,30}})?)[)\]]|(?<=[.!?।] )[–—]\s?{CREDIT_AGENCY})\s*$",
    re.IGNORECASE,
)
MAX_LABEL = 60
"""Characters; no label of `notices` is longer."""

MAX_READING = 45
"""Characters of a line that says how long it takes to read an article."""

MAX_CALL = 160
"""Characters of a line that asks to follow a publisher or to subscribe to its letter."""

MAX_NOTICE = 320
"""Characters; no notice of the kinds above is longer, so long lines are not even tried."""


_FIGURE = r"\(?\d[\d.,]{0,9}\s?[kKmM]?\)?"
_WHAT = pattern("counted")
_COUNT = re.compile(  # Hits: 212 / 212 views / Read 212 times
    rf"[^\w(]*(?:(?:{_WHAT}[\s:：]{{0,3}}){{1,2}}{_FIGURE}(?:\s{{0,2}}{_WHAT})?"
    rf"|{_FIGURE}(?:\s{{0,2}}{_WHAT}){{1,2}})\W*",
    re.IGNORECASE,
)
_MINUTES_ALONE = re.compile(r"\W*[~≈<]?\s*\d{1,3}\s?mins?\.?\W*", re.IGNORECASE)
_COUNT_BEHIND = re.compile(  # (2 comments)
    rf"\s+(?:\({_FIGURE}\s?{_WHAT}\)|\({_WHAT}\s?:\s?{_FIGURE}\))\W*$", re.IGNORECASE
)
_COUNT_INSIDE = re.compile(rf"\s+{_WHAT}\s?[:：]\s?{_FIGURE}(?=\s)", re.IGNORECASE)
_PARTED = re.compile(r"(\s*[|·•∙]\s*|\s+[–—/-]\s+)")
MAX_COUNTED = 200
"""Characters; no line at a headline that counts beside something else is longer."""


def without_counts(line: str) -> str:
    """A line at a headline without how long it takes to read the text, and how many read it or commented on it."""
    if len(line) > MAX_COUNTED or not any(map(str.isdigit, line)):
        return line
    parts = _PARTED.split(_COUNT_INSIDE.sub(" | ", line))
    told = [
        number
        for number in range(0, len(parts), 2)
        if _is_count(parts[number]) or (len(parts) > 1 and _MINUTES_ALONE.fullmatch(parts[number]))
    ]
    for number in reversed(told):
        del parts[max(number - 1, 0) : number + 1 if number else 2]
    return _COUNT_BEHIND.sub("", "".join(parts))


def _is_count(line: str) -> bool:
    return len(line) <= MAX_LABEL and (bool(_COUNT.fullmatch(line)) or _is_time_to_read(line))


def _is_time_to_read(line: str) -> bool:
    return len(line) <= MAX_READING and any(map(str.isdigit, line)) and bool(_READING.search(line))


def is_boilerplate(line: str) -> bool:
    """Whether a whole line of plain text is a notice, a credit or a link to another story."""
    return len(line) <= MAX_NOTICE and _is_boilerplate(line)


@lru_cache(4096)  # of the lines of a page a third are asked about more than once
def _is_boilerplate(line: str) -> bool:
    return bool(
        (len(line) <= MAX_LABEL and (_is_label(line) or (any(map(str.isdigit, line)) and _COUNT.fullmatch(line))))
        or _ALSO_LINE.match(line)
        or _NOTICES.match(line)
        or _CREDIT.match(line)
        or _LABELLED.match(line)
        or _INVITATION.match(line)
        or (len(line) <= MAX_CALL and _calls(line))
    )


def _is_label(line: str) -> bool:
    label = line.strip()
    if folded(label) in _LABELS:
        return True
    return (label[:1].isdigit() or label.endswith(")")) and folded(_COUNTED.sub("", label)) in _LABELS


def _calls(line: str) -> bool:
    """Whether a line asks to follow a publisher on a network or to subscribe to its letter, keeps its rights, or says
    how long it takes to read the article."""
    if _ASKING.isdisjoint(_WORD.findall(line.lower())) and not _UNCASED.search(line):
        return False
    if _RIGHTS.match(line):
        return True
    if _is_time_to_read(line):
        return True
    if _QUOTED.search(line):
        return False
    return bool(
        (_FOLLOW.search(line) and _ON_NETWORK.search(line)) or (_SUBSCRIBE.search(line) and _TO_LETTER.search(line))
    )


def trim_tail(paragraph: str) -> str:
    """`paragraph` without a "Read also: ..." or an agency's mark glued to its end."""
    trimmed = _ALSO_BRACKET.sub("", paragraph)
    trimmed = _ALSO_TAIL.sub("", trimmed)
    return _CREDIT_AGENCY_TAIL.sub("", trimmed).rstrip()
