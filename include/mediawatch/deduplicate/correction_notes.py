"""Sentences in which a publisher says of a text that something in it was wrong, or is put right.

Reports are full of the same words: an error in a register will be corrected, the police correct a figure that they had
given. A note is told by its place (`Correction: the town is`), by what it names (an earlier version of the text, this
article), or by who writes it (`Editor's note:`), and never by such a word alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mediawatch.words import day_names, words_pattern

NOT_YET_BEFORE, NOT_YET_BEHIND = 30, 4
"""Characters between what says that something is still to be done and what is said to be put right, in one clause: it
stands before it, in some languages right behind it."""

LONG_ATTRIBUTION = 60
"""Characters before the first comma of a sentence, or behind the last one, that say whose words it has."""

NOTE_SENTENCES = 3
"""Sentences of an editor's note in which it may say what was put right."""

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|(?<=[。！？।؟۔။።։])\s*|\n+")
_REPORT = re.compile(words_pattern("report_words"), re.IGNORECASE)
_MENDED = re.compile(words_pattern("mended"), re.IGNORECASE)
_SAID = re.compile(words_pattern("said_words"), re.IGNORECASE)
_OF_LAW = re.compile(  # Article 5, the text of the law
    rf"{words_pattern('report_words')}\W{{1,3}}(?:\d|(?:[^\W\d]{{1,6}}\W{{1,3}}){{0,2}}{words_pattern('law_words')})"
    rf"|{words_pattern('law_words')}(?:\w{{0,6}}\W{{1,3}}|[の的]){words_pattern('report_words')}",
    re.IGNORECASE,
)
_DAYS = rf"(?:{'|'.join(sorted(map(re.escape, day_names())))})\b"
_OF_OTHERS = re.compile(  # the report of the auditors, il testo dell'accordo; not "the text of this article"
    rf"(?P<own>{words_pattern('own_report_words')}(?:\s+|(?<=['’])))?"
    rf"{words_pattern('report_words')}\s+{words_pattern('of_words')}"
    rf"(?:\s+|(?<=['’]))(?!\d)(?!(?:\w+\s+){{0,2}}{words_pattern('report_words')})(?!(?:\w+\s+)?{_DAYS})",
    re.IGNORECASE,
)
_CLAUSE = "[^,;:.，；：。،؛]"
_OWNERS, _SAYS = words_pattern("report_owners"), words_pattern("report_words")
_OWNED = re.compile(  # the ministry's report; lawmakers amended the text; the text was amended by the senators
    rf"{_OWNERS}{_CLAUSE}{{0,8}}?{_SAYS}|{_SAYS}\s{_OWNERS}"
    rf"|{_OWNERS}{_CLAUSE}{{0,20}}?{words_pattern('mended')}{_CLAUSE}{{0,15}}?{_SAYS}"
    rf"|{_SAYS}{_CLAUSE}{{0,20}}?{words_pattern('mended')}{_CLAUSE}{{0,10}}?{_OWNERS}",
    re.IGNORECASE,
)
_NOT_YET = re.compile(  # will be corrected, سيجري تصحيحه; not "was corrected: the vote will be on Monday"
    rf"{words_pattern('not_yet_mended')}{_CLAUSE}{{0,{NOT_YET_BEFORE}}}?{words_pattern('mended')}"
    rf"|{words_pattern('mended')}{_CLAUSE}{{0,{NOT_YET_BEHIND}}}?{words_pattern('not_yet_mended')}",
    re.IGNORECASE,
)
_COMMA = re.compile("[,，،、]")
_COLON = r"\s*(?:\([^()]{1,40}\)\s*)?[:：፦៖.։–—-]"

_SIGN = re.compile(  # Correction; an earlier version; this article
    f"{words_pattern('corrected')}|{words_pattern('own_report_words')}\\s*{words_pattern('report_words')}",
    re.IGNORECASE,
)
_EARLIER = re.compile(words_pattern("corrected", key="said"), re.IGNORECASE)
_LABELLED = re.compile(  # Correction: the town is; (Corrects the name in the third paragraph)
    rf"\W{{0,3}}{words_pattern('corrected', key='label')}{_COLON}"
    rf"|\W{{0,2}}[(\[（［【]\s*{words_pattern('corrected', key='label')}",
    re.IGNORECASE,
)
_EDITOR = re.compile(rf"\W{{0,3}}{words_pattern('corrected', key='note')}\s*[:：.)\]）】–—-]", re.IGNORECASE)
_OWN = re.compile(
    rf"{words_pattern('own_report_words')}(?:\s+|(?<=['’])){words_pattern('report_words')}", re.IGNORECASE
)
_OWN_FIRST = re.compile(rf"\W{{0,3}}{_OWN.pattern}", re.IGNORECASE)


def corrections(text: str) -> int:
    """How many sentences of a text say that something in it was put right."""
    return sum(1 for line in text.split("\n") if _SIGN.search(line) for _ in _notes(sentences(line)))


def is_note(sentence: str) -> bool:
    """Whether a sentence names a report, and what was wrong with it or is put right; nobody says it, and it is not the
    report of somebody else, nor a law."""
    if not (_MENDED.search(sentence) and _REPORT.search(sentence)) or _OF_LAW.search(sentence):
        return False
    if any(found["own"] is None for found in _OF_OTHERS.finditer(sentence)) or _NOT_YET.search(sentence):
        return False
    if _OWNED.search(sentence) and not _OWN.search(sentence):
        return False
    pieces = _COMMA.split(sentence)
    return len(pieces) < 2 or not any(
        len(piece) <= LONG_ATTRIBUTION and _SAID.search(piece) and not _REPORT.search(piece)
        for piece in (pieces[0], pieces[-1])
    )


def sentences(body: str) -> list[str]:
    """The sentences and lines of a body."""
    return [part for part in _SENTENCE_END.split(body) if part]


def _notes(told: list[str]) -> Iterator[str]:
    """Those of the sentences of a line that are notes by themselves, whatever else changed."""
    for place, sentence in enumerate(told):
        if _LABELLED.match(sentence) or _tells_of_a_version(sentence):
            yield sentence
        elif _EDITOR.match(sentence):
            if any(_MENDED.search(s) and not _NOT_YET.search(s) for s in told[place : place + NOTE_SENTENCES]):
                yield sentence
        elif _OWN_FIRST.match(sentence) and is_note(sentence):
            yield sentence


def _tells_of_a_version(sentence: str) -> bool:
    """Whether it names an earlier version, and a report or a fault; a bill has earlier versions too."""
    if not _EARLIER.search(sentence) or _OF_LAW.search(sentence):
        return False
    return bool(_REPORT.search(sentence) or _MENDED.search(sentence)) and not _NOT_YET.search(sentence)
