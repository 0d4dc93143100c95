"""The language of a text, as a BCP 47 tag with a confidence that means what it says.

    script rule -> pycld2 where it is certain -> vote of pycld2, py3langid and langdetect -> close relatives by words

The fast detector answers first. Where it is not certain the other two are asked, and langdetect decides among them
(seeded, so that the answer never changes). Languages that share nearly all their words are told apart by the few
that they do not share (close_languages.py). Only the body is ever looked at, never a title alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from mediawatch.clean.language.close_languages import chinese_script, choose_language
from mediawatch.clean.language.declared_language import detected_code

SAMPLE_CHARS = 1_000
"""Characters that are looked at; langdetect's accuracy on news does not grow beyond 100, its time does."""

UNDETERMINED_BELOW = 0.5
"""Least confidence that is worth a tag; below it the answer is 'und'."""

MIN_LETTERS = 20
"""Letters (characters in Han, kana, Hangul: 6) that a text needs before it is asked at all."""

_CERTAIN_PERCENT = 95
_CERTAIN_SCORE = 350
"""pycld2's share of the text and normalised score from which it was right on all but the close relatives, on 1,018
development texts in 80 languages (see docs/decisions/031-language.md)."""

_SCRIPTS = (
    ("ko", "\u1100-\u11ff\uac00-\ud7af"),
    ("ja", "\u3040-\u30ff"),
    ("zh", "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"),
    ("th", "\u0e00-\u0e7f"),
    ("lo", "\u0e80-\u0eff"),
    ("km", "\u1780-\u17ff"),
    ("my", "\u1000-\u109f"),
    ("el", "\u0370-\u03ff\u1f00-\u1fff"),
    ("hy", "\u0530-\u058f"),
    ("ka", "\u10a0-\u10ff"),
    ("gu", "\u0a80-\u0aff"),
    ("pa", "\u0a00-\u0a7f"),
    ("ta", "\u0b80-\u0bff"),
    ("te", "\u0c00-\u0c7f"),
    ("kn", "\u0c80-\u0cff"),
    ("ml", "\u0d00-\u0d7f"),
    ("si", "\u0d80-\u0dff"),
    ("or", "\u0b00-\u0b7f"),
)
"""Scripts that one language of news writes; Han goes on to the variant rule, and kana beside Han is Japanese."""

_ANY_SCRIPT = re.compile(f"[{''.join(span for _, span in _SCRIPTS)}]")
_SCRIPT_PATTERNS = tuple((tag, re.compile(f"[{span}]")) for tag, span in _SCRIPTS)
_LETTER = re.compile(r"[^\W\d_]")
_NOISE = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|@\w+|#\w+")


@dataclass(frozen=True, slots=True)
class Language:
    """A BCP 47 tag ('und' where unknown), who found it, and the probability (0..1) that it is right."""

    tag: str
    source: str
    confidence: float


def detect(text: str) -> Language:
    """The language of `text`'s first SAMPLE_CHARS characters."""
    sample = _NOISE.sub(" ", text[:SAMPLE_CHARS])
    letters = len(_LETTER.findall(sample))
    if by_script := _by_script(sample, letters):
        return by_script
    if letters < MIN_LETTERS:
        return Language("und", "too-short", 0.0)
    found = _vote(sample)
    if found.confidence < UNDETERMINED_BELOW:
        return Language("und", found.source, found.confidence)
    chosen = choose_language(found.tag, text[: 4 * SAMPLE_CHARS])
    if chosen is None:
        return found
    tag, confidence = chosen
    return Language(tag, f"{found.source}, words", min(found.confidence, confidence))


def load_models() -> None:
    """Load every detector's model, which detect() does at the first text that needs it."""
    _pycld2("")
    _py3langid()
    _langdetect("")


def _by_script(sample: str, letters: int) -> Language | None:
    """The answer where the script alone gives it: half of the letters or more, kana and Hangul weighing double."""
    if not _ANY_SCRIPT.search(sample):
        return None
    shares = {tag: len(pattern.findall(sample)) for tag, pattern in _SCRIPT_PATTERNS}
    if shares["ko"] + shares["ja"] + shares["zh"] >= max(6, letters // 2):
        if shares["ja"] * 12 >= shares["zh"] + shares["ja"] and shares["ja"] > shares["ko"]:
            return Language("ja", "script", 0.99)
        if shares["ko"] * 5 >= shares["zh"] + shares["ko"]:
            return Language("ko", "script", 0.99)
        variant, confidence = chinese_script(sample)
        return Language(variant, "script", confidence)
    tag = max(shares, key=lambda name: shares[name])
    if letters >= MIN_LETTERS // 2 and shares[tag] * 2 > letters:
        return Language(tag, "script", 0.99)
    return None


def _vote(sample: str) -> Language:
    fast, certain = _pycld2(sample)
    if certain:
        return Language(fast, "pycld2", 0.99)
    second = _same(_py3langid().classify(sample)[0])
    if fast == second:
        return Language(fast, "vote", 0.95)
    slow, probability = _langdetect(sample)  # the slowest of the three by far
    if fast == slow and slow:
        return Language(fast, "vote", 0.95)
    if slow and slow == second:
        return Language(slow, "langdetect", 0.93)
    if slow and probability > 0.99 and not fast:
        return Language(slow, "langdetect", 0.6)
    if fast and fast not in _langdetect_knows():
        return Language(fast, "pycld2", 0.8)
    return Language(slow, "langdetect", 0.55) if slow else Language(fast or second, "pycld2", 0.3)


def _same(tag: str) -> str:
    return detected_code(tag)


def _pycld2(sample: str) -> tuple[str, bool]:
    """(tag or '', certain)"""
    import pycld2

    try:
        reliable, _, details = pycld2.detect(sample.encode("utf-8", "ignore"), isPlainText=True, bestEffort=True)
    except pycld2.error:
        return "", False
    _, code, percent, score = details[0]
    if code == "un":
        return "", False
    tag = {"zh-Hant": "zh-Hant", "zh": "zh-Hans"}.get(code, _same(code.split("-")[0]))
    return tag, bool(reliable and percent >= _CERTAIN_PERCENT and score >= _CERTAIN_SCORE)


@lru_cache(maxsize=1)
def _py3langid() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_pickled_model(MODEL_FILE)


@lru_cache(maxsize=1)
def _factory() -> Any:
    from langdetect import detector_factory

    detector_factory.DetectorFactory.seed = 0  # unseeded, its answers change from call to call
    detector_factory.init_factory()
    return detector_factory._factory


@lru_cache(maxsize=1)
def _langdetect_knows() -> frozenset[str]:
    return frozenset(_same(tag.split("-")[0]) for tag in _factory().get_lang_list())


def _langdetect(sample: str) -> tuple[str, float]:
    """(tag or '', probability)"""
    from langdetect.lang_detect_exception import LangDetectException

    detector = _factory().create()
    detector.append(sample)
    try:
        guesses = detector.get_probabilities()
    except LangDetectException:
        return "", 0.0
    if not guesses:
        return "", 0.0
    return _same(guesses[0].lang.split("-")[0]), float(guesses[0].prob)
