"""What a report says itself, without the sentences that its publisher sets around every report.

Walls, sign-up boxes and consent notices are cleaned away where the page marks them. What is left of them stands among
the sentences of the report, and two reports that share nothing else share those, in words that are rare elsewhere.
"""

from __future__ import annotations

import re
from functools import cache

from mediawatch.deduplicate.report_frames import FRAME_SIGNS, FRAME_SIGNS_SHORT, SHORT
from mediawatch.words.word_lists import pattern_of_words, phrases

LEFT = 8
"""Words that a report says itself, at least: less is no report, and nothing is taken off."""

_LISTS = ("wall_words", "frame_words", "consent")
_SENTENCE_END = re.compile(r"(?<=[.!?؟।])\s+|(?<=[。！？])")


def own_words(headline: str, article_body: str, language: str) -> str:
    """A body without the sentences of a frame; as it is where hardly anything would be left, or where the headline says
    what frames say: a report on cookies, or on what a paper costs. `language` is a base subtag: the phrases of that
    language and of English are looked for, those of all would take five times as long."""
    signs = _signs(language)
    if len(set(signs.findall(article_body.lower()))) < FRAME_SIGNS_SHORT or signs.search(headline.lower()):
        return article_body
    lines = [_SENTENCE_END.split(line) for line in article_body.split("\n")]
    kept = [" ".join(sentence for sentence in line if not _is_frame(sentence, signs)) for line in lines]
    return "\n".join(kept) if sum(map(_length, kept)) >= LEFT else article_body


def _is_frame(sentence: str, signs: re.Pattern[str]) -> bool:
    least = FRAME_SIGNS_SHORT if _length(sentence) <= SHORT else FRAME_SIGNS
    return len(set(signs.findall(sentence.lower()))) >= least


def _length(text: str) -> int:
    """Words of a text; nine characters of a script that parts no words count as one."""
    return max(len(text.split()), len(text) // 9)


@cache
def _signs(language: str) -> re.Pattern[str]:
    listed = dict.fromkeys(phrase for name in _LISTS for tag in (language, "en") for phrase in phrases(name, tag))
    return re.compile(pattern_of_words(list(listed)).lower())
