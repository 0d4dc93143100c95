"""Conjunctions, prepositions and the article of Arabic and Hebrew, which are written on the next word."""

from __future__ import annotations

from mediawatch.tag.language.words import base_language, fold, stem

# Conjunctions and prepositions that are written on the word they belong to, the longest first, and the letters that
# have to be left of a word.
ARABIC_CLITICS = (  # noqa: SIM905
    "وبال ولل فلل وال فال بال كال لل ال وب ول وك فب فل و ف ب ك ل"
).split()
HEBREW_CLITICS = "וכש כש וה וב ול ומ וש שה מה ו ה ב כ ל מ ש".split()  # noqa: SIM905
_MIN_LEFT = 3
CLITIC_LANGUAGES = frozenset({"ar", "he"})


def without_clitics(word: str, language: str) -> tuple[str, ...]:
    """What a text's `word` is found by besides, in a language that writes conjunctions, prepositions and the article on
    the next word: the stems of what may be left of it. `والصين` is found by `الصين`, `בירושלים` by `ירושלים`."""
    base = base_language(language)
    if base not in CLITIC_LANGUAGES:
        return ()
    form = fold(word)
    clitics = ARABIC_CLITICS if base == "ar" else HEBREW_CLITICS
    left = [form[len(clitic) :] for clitic in clitics if form.startswith(clitic)]
    return tuple(dict.fromkeys(stem(rest, base) for rest in left if len(rest) >= _MIN_LEFT))
