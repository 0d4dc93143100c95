"""What a plain word of a query asks for, in one language: by which keys of a text's words it is found.

All of this is on the side of the query: what a text is indexed by stays, and so articles that were published before are
found too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from mediawatch.tag.language.clitics import with_clitics
from mediawatch.tag.language.lexicon import EXACT
from mediawatch.tag.language.words import (
    ANUSVARA,
    DECADE,
    PORTUGUESE_PLURALS,
    base_language,
    fold,
    stems,
)

# Where a stemmer takes an ending off that belongs to the word, it keeps the word and its own forms apart: Киев becomes
# ки and Киева киев, seçim sec and seçimler secim, ciudad ciud and ciudades ciudad. In these languages (in German and
# the Scandinavian ones behind some ends: Problem, Konzern, dommer, soldat) the word as it is written counts as a stem,
# and the stem as a form. In English, French and Italian that joined words of two meanings (commission and commissioner,
# cours and course), in German Bayer and bayerisch.
_IS_STEM = {
    **dict.fromkeys(["es", "fi", "hu", "ro", "ru", "tr"], re.compile(".*")),
    "de": re.compile(r".*(?:em|rn|rs)"),
    **dict.fromkeys(["da", "nb", "nn", "no", "sv"], re.compile(r".{3,}(?:er|at)")),
}
# Endings that a stemmer keeps apart: what stands before both, the ending of the word, that of its form. A word is found
# by the stems of its form, and a form by the word as it is written. All is folded but in Turkish, whose vowels tell
# which ending follows. German has Trumps and Chinas, French élus, lois, crédits and jeux, Spanish gobiernos and jueces,
# Italian italiano and italiani, Dutch oorlogen, Finnish hallituksen, Greek Ρωσίας, Romanian Ucrainei and atacuri,
# Turkish bankası. Where another word would be hit they are left out: foi and fois, pari and Paris, plan and planet.
_SCANDINAVIAN = ((r".{3,}[iouy]", "", "s"), (r".{2,}i", "", "et"))
_ENDINGS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "de": ((r".{3,}[aiouyjpcwv]|[lp]kw", "", "s"),),
    "el": ((r".{2,}ι", "α", "ασ"), (r".{2,}ι", "α", "εσ"), (r".{2,}ι", "α", "ων")),
    "es": ((r".{3,}[aeiou]", "", "s"), (r".{2,}", "z", "ces")),
    "fi": ((r".{2,}[aeiou]", "", "n"), (r".{2,}", "us", "uksen"), (r".{2,}", "ys", "yksen")),
    "fr": (
        (r".{2,}[ou]|.{2,}oi|[lr]oi|.*mi|.{2,}it", "", "s"),
        (r".+eu", "", "x"),
        (r".{3,}", "ail", "aux"),
    ),
    "it": ((r".{3,}", "ano", "ani"), (r".{3,}", "ano", "ana"), (r".{3,}", "ano", "ane")),
    "nl": (
        (r".{3,}[aiouyn]", "", "s"),
        (r".+[ei]e", "", "en"),
        (r".*(?:aa|ee|oo|uu|[aeiouy].*[^aeiouy].*[aeiouy]).*[^aeiouyn]", "", "en"),
    ),
    "ro": (
        (r".{2,}", "a", "ei"),
        (r".{2,}", "e", "elui"),
        (r".{2,}", "u", "ul"),
        (r".{2,}[^aeiou]", "", "uri"),
    ),
    "sv": (*_SCANDINAVIAN, (r".{3,}", "a", "an")),
    "tr": tuple(
        (rf".+[{vowels}]", "", f"s{vowel}") for vowels, vowel in (("aı", "ı"), ("ei", "i"), ("ou", "u"), ("öü", "ü"))
    ),
    **dict.fromkeys(["da", "nb", "nn", "no"], _SCANDINAVIAN),
}
_FORMS_OF, _WORDS_OF = (
    {
        language: [
            (re.compile(f"({before}){other if back else one}"), one if back else other)
            for before, one, other in endings
        ]
        for language, endings in _ENDINGS.items()
    }
    for back in (False, True)
)

_NASAL_OF_ROW = {"क-घ": "ङ", "च-झ": "ञ", "ट-ढ": "ण", "त-ध": "न", "प-भ": "म"}
_ANUSVARAS = [(re.compile(f"{ANUSVARA}(?=[{row}])"), f"{nasal}\u094d") for row, nasal in _NASAL_OF_ROW.items()]


def keys_asked(word: str, language: str) -> tuple[str, ...]:
    """The keys of a text's words (`lexicon`) that the query's written `word` is found by in `language`."""
    base = base_language(language)
    own = fold(word)
    found = dict.fromkeys(stems(word, base))
    written = unicodedata.normalize("NFC", word).lower() if base == "tr" else own
    for form in _ending_otherwise(written, _FORMS_OF.get(base, ())):
        found.update(dict.fromkeys(stems(form, base)))
    found.update((EXACT + fold(form), None) for form in _ending_otherwise(written, _WORDS_OF.get(base, ())))
    if is_stem := _IS_STEM.get(base):
        stemmed = [key for key in found if key != own and key[:1] != EXACT and is_stem.fullmatch(key)]
        if is_stem.fullmatch(own):
            found[own] = None
        return (*found, *(EXACT + key for key in stemmed))
    return tuple(found)


def _ending_otherwise(word: str, rules: Iterable[tuple[re.Pattern[str], str]]) -> list[str]:
    return [match[1] + ending for rule, ending in rules if (match := rule.fullmatch(word))]


def written_forms(form: str) -> tuple[str, ...]:
    """Folded words that are found by the folded word `form` by rules for the words of a text, for an index that does
    not know them: articles that were published before they were made."""
    found = [f"{form}s"] if form[-1:].isdigit() else []
    if form[-1:] == "s" and DECADE.fullmatch(form[:-1]):
        found.append(form[:-1])
    found += with_clitics(form)
    if ANUSVARA in form:
        whole = form
        for anusvara, nasal in _ANUSVARAS:
            whole = anusvara.sub(nasal, whole)
        found.append(whole)
    for plural, singulars in PORTUGUESE_PLURALS.items():
        found += [form[: -len(end)] + plural for end in singulars if form.endswith(end) and len(form) > len(end) + 1]
    return tuple(found)
