"""The words of a query, as they are written, to atoms: plain, exact, acronym, wildcard."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from mediawatch.tag.language import words
from mediawatch.tag.language.clitics import is_short
from mediawatch.tag.query.characters import without_invisible
from mediawatch.tag.query.diagnostics import QueryError, sign_advice
from mediawatch.tag.query.field_synonyms import field_synonym
from mediawatch.tag.query.tree import Atom

MAX_STARS = 3  # wildcard signs in a word
MIN_LITERAL = 2  # characters before the first wildcard sign
MIN_RUN = 3  # characters in a row of a word that begins with a wildcard sign
_NEAR_LIKE = re.compile(r"(?i)o?near(?:/.*|[-_.–]?\d+)")
# Nearness and joins as other tools write them: Factiva, LexisNexis and Verity (w/5, pre/3, adj5), Google (AROUND).
_OTHER_NEAR = re.compile(
    r"(?i)(?:w|n|pre|p|within|adj)/(?:\d+|s|p|seg|sent|para)|o?near/(?:seg|sent|para)|adj\d+|(?-i:AROUND|WITHIN|ADJ)"
)
_GLUED = re.compile(r"(?:AND|OR)(?:NOT|[-+].*)|NOT[-+].*|(?i:andnot|and-not|ornot|or-not)")
_LIST = re.compile(r"(?<!\d),|,(?!\d)|[،、，]")  # putin,modi; 1,000 is a number
_FIELD_SUFFIX = re.compile(
    r"(?i)(.{3,})\.((?:hd|lp|td|ti|ab|by|au|tw|mp|kw|kf|af|sh|hw|jn|m_titl)(?:,[a-z]{2})*)\."
)  # putin.hd.
_LOST_SIGNS = re.compile(r"(?<!\S)(\w+)(?:\\?[+#])+(?!\w)")  # C++, F#, A+, Disney+
_PICTURES = re.compile("[\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff]")  # ❤️, 🚀
# A mark before a blank within a phrase, or behind the only word of one; at the end of a phrase it ends a question.
_DOUBTFUL_MARK = re.compile(r"\?(?=\s+\S)|(?<=\A)\S+(?<=\w)\?\Z")
_NUMBERED_NAME = re.compile(r"[A-Z]{4,5}-\d+")  # COVID-19: printed small in some languages (la covid-19)
_INITIALS = re.compile(r"(?<![\w.])[A-Z]\.(?:\s?[A-Z]\.)+(?!\w)")  # J.D., J. D.
_DOUBLED = re.compile(r"([A-Z])\1\.?([A-Z])\2\.?(?:([A-Z])\3\.?)?")
_WILDCARD_SIGN = re.compile(r"[*?]")
# What may stand inside an unquoted word beside letters, digits and wildcards: it separates (terror-attack, AT&T).
_INNER_SIGNS = frozenset("-‐‑–—.'’ʼ＇&/_·・･,@׳״\u00ad\u200c\u200d")
_BETWEEN_LETTERS = frozenset("−―﹣－‘`´ʻʽ′")
"""Signs that separate too where letters stand on both sides (O‘zbekiston, Hawaiʻi); at the edge they are others."""


def read_atoms(text: str, at: int, *, exact: bool, capitals_count: bool) -> tuple[Atom, ...]:
    """The atoms of `text`, which stands at character `at` of the query. `capitals_count`: whether a word in capitals is
    an acronym. A word of nothing but accents is none."""
    atoms: list[Atom] = []
    for match in re.finditer(r"\S+", text):
        piece = without_invisible(match.group())
        if _WILDCARD_SIGN.search(piece):
            atoms.extend(_wildcards(piece, at + match.start(), exact))
        else:
            counts = capitals_count and not _NUMBERED_NAME.fullmatch(piece) and piece not in ("AND", "OR", "NOT")
            atoms.extend(_atom(word, exact, counts) for word in words.split(piece))
    found = [atom for atom in atoms if atom.text]
    if len(found) > 1 and found[0].kind == "word" and is_short(found[0].text):
        found[0] = replace(found[0], kind="short")
    return tuple(found)


def _atom(word: str, exact: bool, capitals_count: bool) -> Atom:
    if words.is_initials(word) or (capitals_count and words.is_acronym(word)):
        capitals = words.bare(unicodedata.normalize("NFKC", word)).upper()
        return Atom("acronym", capitals, "" if exact else capitals.lower())
    if not exact:
        return Atom("word", words.fold(word), word.lower())
    form = word if capitals_count else word.lower()
    return Atom("exact", words.fold(word), form if words.has_own_form(form) else "")


def doubled_initials(text: str) -> tuple[tuple[Atom, ...], tuple[Atom, ...]] | None:
    """The two ways to read initials that are doubled for the plural, as Spanish writes them: EEUU and EE.UU."""
    match = _DOUBLED.fullmatch(text)
    if not match:
        return None
    pairs = [2 * letter for letter in match.groups() if letter]
    return tuple(Atom("acronym", part, part.lower()) for part in ("".join(pairs),)), tuple(
        Atom("acronym", part, part.lower()) for part in pairs
    )


def ways_of_initials(inner: str) -> list[str]:
    """A phrase whose initials are written together and apart: J.D. Vance, J. D. Vance. One way where it has none, or
    nothing else."""
    if not _INITIALS.search(inner) or not _INITIALS.sub("", inner).strip():
        return [inner]
    together = _INITIALS.sub(lambda match: re.sub(r"\s", "", match.group()), inner)
    apart = _INITIALS.sub(lambda match: " ".join(re.findall(r"[A-Z]\.", match.group())), inner)
    return [together, apart]


def _wildcards(piece: str, at: int, exact: bool) -> list[Atom]:
    """The words of one blank-free piece that holds * or ?."""
    if exact:
        raise QueryError(at, f"{piece} is exact and has a wildcard", "remove the = or the wildcard")
    if words.has_spaceless(piece):
        raise QueryError(at, f"{piece}: Chinese, Japanese and Thai are found without wildcards", "leave the sign out")
    atoms: list[Atom] = []
    # Each sign stands for letters while the piece is cut into words, by letters that no text has: Korean ones beside
    # Korean, since other letters part from these.
    for word in words.split(_WILDCARD_SIGN.sub(_stand_in, piece)):
        pattern = words.fold(_STAND_INS.sub(lambda match: "*" if match.group() in _STARS else "?", word))
        sign = _WILDCARD_SIGN.search(pattern)
        if not sign:
            atoms.append(_atom(word, exact=False, capitals_count=True))
            continue
        run = max(map(len, _WILDCARD_SIGN.split(pattern)))
        if sign.start() == 0 and run < MIN_RUN:
            raise QueryError(
                at,
                f"{pattern} has fewer than {MIN_RUN} letters in a row after its wildcard",
                "write more of the word out",
            )
        if sign.start() > 0 and _letters(pattern[: sign.start()]) < MIN_LITERAL:
            raise QueryError(
                at,
                f"{pattern} begins with fewer than {MIN_LITERAL} letters before its wildcard",
                "write out the beginning of the word",
            )
        if len(_WILDCARD_SIGN.findall(pattern)) > MAX_STARS:
            raise QueryError(at, f"{pattern} has more than {MAX_STARS} wildcard signs", "write more of the word out")
        atoms.append(Atom("wildcard", pattern))
    return atoms


_STARS = ("\uab70\uab70", "\ua97b\ua97b")
_STAND_INS = re.compile("\uab70\uab70|\ua97b\ua97b|\uab71\uab71|\ua97c\ua97c")
_KOREAN = re.compile("[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]")


def _stand_in(sign: re.Match[str]) -> str:
    """Two letters for a wildcard sign, of the script that stands before it or, at the beginning, after it."""
    beside = re.sub("[*?]", "", sign.string[: sign.start()])[-1:] or re.sub("[*?]", "", sign.string[sign.end() :])[:1]
    korean = _KOREAN.match(beside)
    return (
        ("\ua97b\ua97b" if korean else _STARS[0])
        if sign.group() == "*"
        else "\ua97c\ua97c"
        if korean
        else "\uab71\uab71"
    )


def _letters(beginning: str) -> int:
    """How many letters `beginning` has; a Korean syllable is made of two at least."""
    return len(beginning) + len(_KOREAN.findall(beginning))


def check_phrase(inner: str, at: int) -> None:
    """Refuses between quotation marks, at character `at` of the query, what would be read as less than it says."""
    if match := _LOST_SIGNS.search(inner):
        raise QueryError(
            at + match.start(),
            f"{match.group()} would be found as {match.group(1)} alone, since signs are not looked at",
            f'say it by its name (cplusplus, "Disney Plus") or by a word beside it: {match.group(1)} AND word',
        )
    if match := _PICTURES.search(inner):
        raise QueryError(
            at + match.start(),
            f"{match.group()} would not be looked for, since signs are not looked at",
            "leave it out, or say it in a word",
        )
    if match := _DOUBTFUL_MARK.search(inner):
        raise QueryError(
            at + match.start(),
            "? between quotation marks may stand for a letter or end a question",
            "leave it out if it ends a question; for a letter write the forms: (attacks OR attacker)",
        )


def check_word(text: str, at: int) -> None:
    """Refuses in an unquoted word what the evaluator could not honour."""
    if text in ("-", "+"):
        raise QueryError(at, f"{text} stands alone", sign_advice(text))
    if text.lower() in ("and", "or", "not") and not text.isupper():
        raise QueryError(at, f"{text} is not in capitals", f'write {text.upper()}, or "{text}" for the word itself')
    if _NEAR_LIKE.fullmatch(text) or text in ("NEAR", "ONEAR"):
        name = "ONEAR" if text[0] in "oO" else "NEAR"
        raise QueryError(at, f"{text} is no operator", f"write it in capitals with a number: a {name}/5 b")
    if text == "ATLEAST":
        raise QueryError(at, f"{text} is no operator", "write it with a number: ATLEAST/3 word")
    if text.upper().startswith("ATLEAST/"):
        raise QueryError(at, f"{text} is no operator", "write ATLEAST/3 and a blank before the word: ATLEAST/3 word")
    if _OTHER_NEAR.fullmatch(text):
        name = "ONEAR" if text[:3].lower() in ("pre", "adj") else "NEAR"
        raise QueryError(at, f"{text} is no operator here", f'write a {name}/5 b, or "{text}" for the word itself')
    if suffix := _FIELD_SUFFIX.fullmatch(text):
        fields = dict.fromkeys(field_synonym(name) for name in suffix[2].split(","))
        meant = " OR ".join(f"{field}:{suffix[1]}" if field else suffix[1] for field in fields)
        raise QueryError(at, f"{text} ends with the name of a field", f"write {meant}; .{suffix[2]}. is none here")
    if (comma := _LIST.search(text)) and 0 < comma.start() < len(text) - 1:
        raise QueryError(
            at + comma.start(), f"{text} holds a comma", f"write {re.sub('[,،、，]', ' OR ', text)} for alternatives"
        )
    if _GLUED.fullmatch(text):
        raise QueryError(
            at, f"{text} joins an operator to what follows", f'part them: a AND NOT b; for the word itself "{text}"'
        )
    text = without_invisible(text)
    for offset, char in enumerate(text):
        if char in _BETWEEN_LETTERS and text[:offset].isalnum() and text[offset + 1 : offset + 2].isalnum():
            continue
        # Vowel signs and tones (Mn, Mc) stand on a letter: alone they are no word, in Thai and Burmese they are common.
        if char.isalnum() or char in _INNER_SIGNS or char in "*?" or unicodedata.category(char)[0] == "M":
            continue
        if words.split(char):
            continue
        raise QueryError(at + offset, f"the sign {char} cannot be searched for", sign_advice(char))
    if text[0] in "-@'’&/_,":
        raise QueryError(at, f"{text} begins with {text[0]}", sign_advice(text[0]))
    if text[-1] in "@&/_-,":
        raise QueryError(at + len(text) - 1, f"{text} ends with {text[-1]}", "leave it out, or quote the phrase")
