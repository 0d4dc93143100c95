"""Lines that ask something of readers: to agree, to follow, to send, to subscribe, and to leave the rights alone."""

from __future__ import annotations

import re

from mediawatch.clean.page.notices.counts import is_time_to_read
from mediawatch.words import pattern, phrases, words_pattern

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

MAX_CALL = 160
"""Characters of a line that asks to follow a publisher or to subscribe to its letter."""


def asks_of_readers(line: str) -> bool:
    """Whether a whole line is such a call, or says how long it takes to read the article."""
    return bool(_INVITATION.match(line)) or (len(line) <= MAX_CALL and _calls(line))


def _calls(line: str) -> bool:
    """Whether a line asks to follow a publisher on a network or to subscribe to its letter, keeps its rights, or says
    how long it takes to read the article."""
    if _ASKING.isdisjoint(_WORD.findall(line.lower())) and not _UNCASED.search(line):
        return False
    if _RIGHTS.match(line):
        return True
    if is_time_to_read(line):
        return True
    if _QUOTED.search(line):
        return False
    return bool(
        (_FOLLOW.search(line) and _ON_NETWORK.search(line)) or (_SUBSCRIBE.search(line) and _TO_LETTER.search(line))
    )
