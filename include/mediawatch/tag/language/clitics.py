"""Conjunctions, prepositions and the article of Arabic, Hebrew and Amharic, which are written on the next word."""

from __future__ import annotations

from mediawatch.tag.language.words import base_language, fold, stem

# Conjunctions and prepositions that are written on the word they belong to, the longest first, and the letters that
# have to be left of a word.
ARABIC_CLITICS = (  # noqa: SIM905
    "وبال ولل فلل وال فال بال كال لل ال وب ول وك فب فل و ف ب ك ل"
).split()
HEBREW_CLITICS = "וכש כש וה וב ול ומ וש שה מה ו ה ב כ ל מ ש".split()  # noqa: SIM905
# Several together stand on fewer words than begin with the same letters (שלטון, משטרה): more has to be left.
HEBREW_ROWS = "ולכש וכשה לכש כשה כשב כשל כשמ ומה ושה ושב ושל ושמ שמה שב של שמ וכ".split()  # noqa: SIM905
AMHARIC_CLITICS = "እንደ ስለ በየ ከየ ለየ በ የ ለ ከ".split()  # noqa: SIM905
_CLITICS = {"ar": ARABIC_CLITICS, "he": HEBREW_CLITICS, "am": AMHARIC_CLITICS}
_MIN_LEFT = 3
_MIN_LEFT_OF_ROW = 4
CLITIC_LANGUAGES = frozenset(_CLITICS)

SHORT = 2
"""Letters of a word that is found behind clitics only where a phrase begins with it: בתל אביב by "תל אביב"."""


def without_clitics(word: str, language: str) -> tuple[str, ...]:
    """What a text's `word` is found by besides, in a language that writes conjunctions, prepositions and the article on
    the next word: the stems of what may be left of it. `والصين` is found by `الصين`, `בירושלים` by `ירושלים`."""
    base = base_language(language)
    form = fold(word)
    left = [rest for rest in _rests(form, _CLITICS.get(base, ())) if len(rest) >= _MIN_LEFT]
    if base == "he":
        left += [rest for rest in _rests(form, HEBREW_ROWS) if len(rest) >= _MIN_LEFT_OF_ROW]
    return tuple(dict.fromkeys(stem(rest, base) for rest in left))


def short_rests(word: str, language: str) -> tuple[str, ...]:
    """The words of two letters that may be left of a text's `word`."""
    base = base_language(language)
    return tuple(dict.fromkeys(rest for rest in _rests(fold(word), _CLITICS.get(base, ())) if len(rest) == SHORT))


def is_short(form: str) -> bool:
    """Whether the folded word `form` is of two letters of a script with clitics."""
    return len(form) == SHORT and all("\u05d0" <= char <= "\u064a" for char in form)


def with_clitics(form: str) -> list[str]:
    """The folded word `form` with all that may be written on it."""
    if "\u0621" <= form[:1] <= "\u064a":
        return [clitic + form for clitic in ARABIC_CLITICS]
    if "\u05d0" <= form[:1] <= "\u05ea":
        return [clitic + form for clitic in (*HEBREW_CLITICS, *HEBREW_ROWS)]
    if "\u1200" <= form[:1] <= "\u137f":
        return [clitic + form for clitic in AMHARIC_CLITICS]
    return []


def _rests(form: str, clitics: list[str] | tuple[()]) -> list[str]:
    return [form[len(clitic) :] for clitic in clitics if form.startswith(clitic)]
