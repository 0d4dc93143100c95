"""Text to words, words to what they are compared by.

`split` cuts a text into its words with tantivy's TextAnalyzer; `fold` takes case, accents, optional vowel signs and the
English possessive off a word; `stems` reduces a word to its stem in one language (to two at times: with its accents and
without). Queries and texts go through the same functions, so that they can be compared by plain equality.

A word is a run of letters, digits and marks (`[\\p{L}\\p{N}\\p{M}]+`: vowel signs of Hindi stay inside), with three
refinements: a possessive 's belongs to its word, initials with points (U.S.) are one word, and scripts that are written
without blanks (Chinese, Japanese, Thai, Lao, Khmer, Burmese) give one word for each character, so that any run of
characters can be found as a phrase.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from itertools import pairwise

import tantivy

from mediawatch.tag.language.countries import COUNTRY_OF
from mediawatch.tag.language.han_characters import FIRST, simplified

MAX_WORD_CHARS = 64
"""Longer words (addresses, encoded data) are compared by their first 64 characters."""

MAX_ACRONYM = 5  # letters
STRICT_ACRONYM = 3  # letters: up to here only capitals will do (WHO is not Who), from there on Nato is NATO

_SPACELESS_SCRIPTS = (
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\x{3005}\x{30FC}\x{FF70}--\p{Nd}]"
)
_APOSTROPHES = "'’ʼ＇"
# U+02BB to U+02BD are letters to Unicode and apostrophes to everyone else; the soft hyphen and the zero-width joiners
# stand inside words. A half-width ﾌ has its ﾟ behind it. Korean particles stand right behind foreign letters and numbers
# (NATO는, 2025년). The word boundaries are the ASCII ones: the Unicode ones halve the speed.
_NO_LETTERS = rf"{_SPACELESS_SCRIPTS}\p{{Hangul}}\x{{02BB}}-\x{{02BD}}"
_INITIALS = r"(?-u:\b)[A-Za-z](?:\.[A-Za-z])+(?-u:\b)\.?"
_WORD = (
    rf"|[{_SPACELESS_SCRIPTS}&&[\p{{L}}\p{{N}}]][\p{{M}}\x{{FF9E}}\x{{FF9F}}]*"
    r"|\p{Hangul}[\p{Hangul}\p{M}]*"
    rf"|[\p{{L}}\p{{N}}\p{{M}}--[{_NO_LETTERS}]]"
    rf"[\p{{L}}\p{{N}}\p{{M}}\x{{AD}}\x{{200C}}\x{{200D}}--[{_NO_LETTERS}]]*"
    rf"(?:[{_APOSTROPHES}][sS](?-u:\b))?"
)
_splitter = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.regex(_INITIALS + _WORD)).build()
# Greek initials (Η.Π.Α.) and Hebrew abbreviations (צה"ל) are one word. Each way more slows every text, so the splitter
# that knows them cuts only the texts that may have one.
_MAY_BE_MARKED = [re.compile(sign) for sign in (r"\.[Α-Ω]\.", '"[א-ת]', "\u201d[א-ת]", "\u05f4[א-ת]")]
_MARKED = r"|(?:[Α-Ω]\.){2,}|[\x{05D0}-\x{05EA}]+[\x{22}\x{201D}\x{05F4}][\x{05D0}-\x{05EA}]+"
_splitter_of_marks = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.regex(_INITIALS + _MARKED + _WORD)).build()

# The same cut for texts of Latin letters alone (all but one in 400 of the development articles), by `re`: twice as
# fast. A test holds both equal.
_BEYOND_LATIN = re.compile("[^\x00-\xac\xae-\u024f\u2010-\u2027\u2030-\u205e\u20ac]")
_LATIN_WORD = re.compile(r"(?a:\b)[A-Za-z](?:\.[A-Za-z])+(?a:\b)\.?|[^\W_]+(?:['’][sS](?a:\b))?")

_SPACELESS = re.compile(  # ก, က, か, 中
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)
SPACELESS_LANGUAGES = frozenset({"zh", "yue", "wuu", "ja", "th", "lo", "km", "my"})

_POSSESSIVES = frozenset(apostrophe + s for apostrophe in _APOSTROPHES for s in "sS")
_JOINERS = dict.fromkeys([0xAD, 0x200C, 0x200D])
# Signs that news prints or leaves out at will: Arabic vowels and tatweel, Hebrew points, the nukta of Hindi. Persian
# kaf and yeh become the Arabic ones, chandrabindu becomes anusvara (as Lucene's Arabic and Hindi normalisers do).
_OPTIONAL_SIGNS: dict[int, int | str | None] = {
    **dict.fromkeys([*range(0x064B, 0x0660), 0x0670, 0x0640, *range(0x06D6, 0x06EE)]),
    **dict.fromkeys([*range(0x0591, 0x05BE), *range(0x05BF, 0x05C8)]),
    0x093C: None,
    0x0901: 0x0902,
    0x06A9: 0x0643,
    0x06CC: 0x064A,
    0x0649: 0x064A,
    # Malayalam's chillus, which older texts write as a letter with virama and joiner: അവൻ is അവന്‍.
    **{0x0D7A + at: f"{letter}\u0d4d" for at, letter in enumerate("ണനരലളക")},
}
_GERSHAYIM = re.compile('["\u201d\u05f4]')  # צה"ל
# A nasal before a letter of its own row may be written as anusvara: हिन्दी is हिंदी, मुम्बई is मुंबई.
_NASALS = re.compile("ङ्(?=[क-घ])|ञ्(?=[च-झ])|ण्(?=[ट-ढ])|न्(?=[त-ध])|म्(?=[प-भ])")
ANUSVARA = "\u0902"
_ACCENTS = frozenset(map(chr, range(0x0300, 0x0370)))
# Cyrillic accents that are optional in print: the two dots of ё and stress marks. й, ї, ў are letters of their own.
_CYRILLIC_OPTIONAL = frozenset({("е", "\u0308"), ("е", "\u0301")})
_STRESS = frozenset("\u0300\u0301")

_STEMMERS = {
    "ar": "arabic", "da": "danish", "nl": "dutch", "en": "english", "fi": "finnish", "fr": "french", "de": "german",
    "el": "greek", "hu": "hungarian", "it": "italian", "no": "norwegian", "nb": "norwegian", "nn": "norwegian",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "es": "spanish", "sv": "swedish", "ta": "tamil",
    "tr": "turkish",
}  # fmt: skip
STEMMED_LANGUAGES = (*_STEMMERS, "hi")
"""Languages whose words are compared by stem; in all others by their folded form."""

# Inflectional endings, longest first: Ramanathan and Rao, "A Lightweight Stemmer for Hindi" (2003), table 1, with
# chandrabindu folded to anusvara.
_HINDI_ENDINGS = (  # noqa: SIM905
    "ाएंगी ाएंगे ाऊंगी ाऊंगा ाइयां ाइयों "
    "ाएगी ाएगा ाओगी ाओगे एंगी ेंगी एंगे ेंगे ूंगी ूंगा ातीं नाओं नाएं ताओं ताएं ियां ियों "
    "ाकर ाइए ाईं ाया ेगी ेगा ोगी ोगे ाने ाना ाते ाती ाता तीं ाओं ाएं ुओं ुएं ुआं "
    "कर ाओ िए ाई ाए ने नी ना ते ीं ती ता ां ों ें "
    "ो े ू ु ी ि ा"
).split()


def split(text: str) -> list[str]:
    """The words of `text` in order, as they are written. `spans` finds them again."""
    if not _BEYOND_LATIN.search(text):
        return _LATIN_WORD.findall(text)
    return split_any(text)


def split_any(text: str) -> list[str]:
    """`split` for a text of any letters."""
    marked = any(sign.search(text) for sign in _MAY_BE_MARKED)
    words: list[str] = (_splitter_of_marks if marked else _splitter).analyze(text)
    return words


def pieces(text: str) -> list[str]:
    """`text` cut at blanks and line ends. No word goes on there, so the words of the pieces are the words of the text;
    each piece begins one character behind the end of the one before."""
    return text.replace("\n", " ").split(" ")


def spans(text: str) -> list[tuple[int, int]]:
    """Character offsets [start, end) of each of `split(text)`. What lies between words has no character that a word may
    begin with, so the next occurrence of a word's text is that word."""
    found = []
    end = 0
    for word in split(text):
        start = text.find(word, end)
        end = start + len(word)
        found.append((start, end))
    return found


def has_spaceless(text: str) -> bool:
    """Whether a character of a script that is written without blanks stands in `text`."""
    return _SPACELESS.search(text) is not None


def base_language(tag: str) -> str:
    """The first subtag of a BCP 47 tag, in lower case: 'en' of 'en-GB'."""
    return tag.partition("-")[0].lower()


def _without_accents(text: str) -> str:
    out: list[str] = []
    base = ""
    for char in unicodedata.normalize("NFD", text):
        if char in _ACCENTS:
            cyrillic = "\u0400" <= base <= "\u04ff"
            if cyrillic and char not in _STRESS and (base, char) not in _CYRILLIC_OPTIONAL:
                out.append(char)
            continue
        base = char
        out.append(char)
    return unicodedata.normalize("NFC", "".join(out))


def _without_possessive(word: str) -> str:
    return word[:-2] if word[-2:] in _POSSESSIVES else word


_latin_folder = (
    tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw())
    .filter(tantivy.Filter.lowercase())
    .filter(tantivy.Filter.ascii_fold())
    .build()
)

_case_keeper = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw()).filter(tantivy.Filter.ascii_fold()).build()


def fold(word: str) -> str:
    """What `word` is compared by when it is not stemmed: lower case, without accents, possessive, inner points and
    optional signs, in simplified Chinese characters, digits as 0-9, at most MAX_WORD_CHARS characters. Wildcard signs
    pass through."""
    word = _without_possessive(word[: 2 * MAX_WORD_CHARS].replace(".", ""))
    if word.isascii():
        return word.lower()[:MAX_WORD_CHARS]
    folded = _without_accents(unicodedata.normalize("NFKC", word).translate(_JOINERS).casefold()).replace(".", "")
    folded = folded.translate(_OPTIONAL_SIGNS)
    if "\u094d" in folded:
        folded = _NASALS.sub(ANUSVARA, folded)
    if folded[:1] >= FIRST:
        folded = simplified(folded)
    folded = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in folded)
    latin: list[str] = _latin_folder.analyze(folded)
    folded = latin[0].lower() if latin else folded  # `ᴊ` is a small letter that becomes J
    if "\u05d0" <= folded[:1] <= "\u05ea":
        folded = _GERSHAYIM.sub("", folded)
    return folded[:MAX_WORD_CHARS]


def has_own_form(word: str) -> bool:
    """Whether `word` has a capital or a possessive, which the exact form asks for."""
    return word != word.lower() or word[-2:] in _POSSESSIVES


def has_form(word: str, asked: str) -> bool:
    """Whether a text's `word` has the capitals and the possessive of `asked`, a query's word of the same letters. What
    is small in `asked` may be a capital: APPLE has the form of Apple, apple has not."""
    if asked[-2:] in _POSSESSIVES and word[-2:] not in _POSSESSIVES:
        return False
    here, there = _keeping_case(word), _keeping_case(asked)
    if len(here) != len(there):
        return here[:1].isupper() or not there[:1].isupper()
    return all(a.isupper() or not b.isupper() for a, b in zip(here, there, strict=True))


def _keeping_case(word: str) -> str:
    """`fold`, but for the case."""
    form = _without_possessive(word).replace(".", "")
    if form.isascii():
        return form
    form = _without_accents(unicodedata.normalize("NFKC", form).translate(_JOINERS)).translate(_OPTIONAL_SIGNS)
    folded: list[str] = _case_keeper.analyze(form)
    return folded[0] if folded else form


def _hindi_stem(form: str) -> str:
    for ending in _HINDI_ENDINGS:
        if len(form) > len(ending) + 1 and form.endswith(ending):
            return form[: -len(ending)]
    return form


@cache
def _stemmer(name: str) -> Callable[[str], list[str]]:
    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw()).filter(tantivy.Filter.stemmer(name)).build().analyze


@cache
def _countries() -> dict[str, str]:
    """Stem of an English adjective -> stem of its country."""
    english = _stemmer("english")
    return {english(word)[0]: english(country)[0] for word, country in COUNTRY_OF.items()}


def stem(form: str, base: str) -> str:
    """The stem of a folded word in a language; the word itself where there is no stemmer for it. In English the
    adjective of a country has the stem of the country."""
    if base == "hi":
        return _hindi_stem(form)
    name = _STEMMERS.get(base)
    found = _stemmer(name)(form) if name else ()
    if not found or not found[0]:
        return form
    return _countries().get(found[0], found[0]) if base == "en" else found[0]


# Numbers in the plural (F-16s, A380s, 747s) are found by the number; decades (1990s, the 90s) are no plurals.
NUMBERS = re.compile(r"([a-z]{0,3}\d+)s")
DECADE = re.compile(r"(?:1[5-9]|20)\d0|[2-9]0")

# Portuguese plurals that a stemmer keeps apart from their singulars: ending of the plural -> of the singular, folded.
PORTUGUESE_PLURALS = {
    "oes": ("ao",), "aes": ("ao",), "ais": ("al",), "eis": ("el", "il"), "ois": ("ol",), "uis": ("ul",), "is": ("il",),
    "ns": ("m",),
}  # fmt: skip


def _number_forms(word: str, form: str) -> tuple[str, ...]:
    """16 for 16s; 1990s for 1990's."""
    if form[-1:] == "s" and (match := NUMBERS.fullmatch(form)) and not DECADE.fullmatch(match[1]):
        return (match[1],)
    if form[-1:].isdigit() and word[-2:] in _POSSESSIVES and DECADE.fullmatch(form):
        return (f"{form}s",)
    return ()


def _portuguese_singular(form: str) -> tuple[str, ...]:
    for plural, singulars in PORTUGUESE_PLURALS.items():
        if form.endswith(plural) and len(form) > len(plural) + 1:
            return tuple(stem(form[: -len(plural)] + singular, "pt") for singular in singulars)
    return ()


def stems(word: str, language: str) -> tuple[str, ...]:
    """What a written `word` is compared by in `language` (a BCP 47 tag): its stems, the number of a plural of numbers,
    and in Portuguese the stem of its singular."""
    found = _stems(word, language)
    if word[-1:] in "sS":
        form = fold(word)
        found = (*found, *_number_forms(word, form))
        if language[:2] == "pt":
            found = (*found, *_portuguese_singular(form))
    return found


def _stems(word: str, language: str) -> tuple[str, ...]:
    """The stem of a written `word` in its folded form, and where it has accents the folded stem of the form with them,
    since endings such as the French -ée are known by their accent."""
    base = base_language(language)
    first = stem(fold(word), base)
    if word.isascii() or base not in _STEMMERS:
        return (first,)
    second = fold(stem(unicodedata.normalize("NFC", bare(word)).lower()[:MAX_WORD_CHARS], base))
    return (first, second) if second and second != first else (first,)


def is_capitals(text: str) -> bool:
    """Whether every letter of `text` is a capital and there is one at least."""
    return text.isupper()


def is_initials(word: str) -> bool:
    """Whether `word` is initials with points: U.S., u.n."""
    return "." in word


def bare(word: str) -> str:
    """`word` without possessive and inner points, in its own case."""
    return _without_possessive(word).replace(".", "")


def is_acronym(word: str) -> bool:
    """Whether a query's `word` is taken for an acronym, whose case counts: 2 to 5 capitals and nothing else."""
    letters = bare(unicodedata.normalize("NFKC", word))
    return 2 <= len(letters) <= MAX_ACRONYM and letters.isalpha() and letters.isupper()


COUNTRY_ACRONYMS = {"UK": "britain", "UAE": "emirati"}
"""English acronyms of countries -> the word that a reader takes for the same: Britain (and so British), Emirati."""


def country_stem(acronym: str, language: str) -> tuple[str, ...]:
    """The stem by which an acronym of a country is found too, in English."""
    country = COUNTRY_ACRONYMS.get(acronym)
    return (stem(country, "en"),) if country and base_language(language) == "en" else ()


def acronyms_of(word: str) -> tuple[str, ...]:
    """The acronyms that a text's `word` satisfies: US for US, U.S. and US's, NGO also for NGOs; from four letters on
    also with one capital (Nato), as many newspapers print those that are spoken as words."""
    if not word.isascii():
        word = unicodedata.normalize("NFKC", word)  # full-width capitals of Japanese and Chinese
    initials = is_initials(word)
    if not (initials or word[:1].isupper()):
        return ()
    letters = bare(word)
    if initials:
        return (letters.upper(),)
    if not 2 <= len(letters) <= MAX_ACRONYM + 1:
        return ()
    if letters.isupper():
        return (letters,)
    if letters[-1] == "s" and letters[:-1].isupper() and len(letters) > 2:
        return (letters[:-1],)
    if len(letters) > STRICT_ACRONYM and letters[1:].islower():
        return (letters.upper(),)
    return ()


def adjacent_characters(words: list[str]) -> set[str]:
    """The pairs of neighbouring characters among `words` (folded) that are written without blanks: what makes a
    prefilter for Chinese selective."""
    return {a + b for a, b in pairwise(words) if _SPACELESS.match(a) and _SPACELESS.match(b)}
