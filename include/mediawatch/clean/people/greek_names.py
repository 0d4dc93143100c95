"""Greek names as bylines set them, in the genitive or accusative behind an article, made what persons are called.

Του Γιώργου Παπαδόπουλου  ->  Γιώργος Παπαδόπουλος        Της Μαρίας Κουτσού  ->  Μαρία Κουτσού
Από τον Γιώργο Παπαδόπουλο  ->  Γιώργος Παπαδόπουλος

A woman's last name is a genitive already. So are many a man's (Οικονόμου, Δημητρίου): of those in -ου only the ones
that are surely none are changed.
"""

from __future__ import annotations

import re
import unicodedata

_ARTICLE = re.compile(r"^\W*(?:\w{3}\s+)?(του|της|των|τον)\s", re.IGNORECASE)
_WORD = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]+")
_VOWELS = re.compile(  # ιώ of Γιώργος is one syllable
    r"(?:ι(?=[αεηουω]\u0301))?(?:[αεου][ιυ]|[αεηιουω])[\u0301\u0308]*", re.IGNORECASE
)
_ACUTE = "\u0301"


def in_nominative(names: tuple[str, ...], prefix: str) -> tuple[str, ...]:
    """`names` behind the article of a `prefix` as persons are called; unchanged behind another word."""
    article = _ARTICLE.match(f"{prefix} ")
    if not article:
        return names
    return tuple(_changed(name, article[1].lower()) for name in names)


def _changed(name: str, article: str) -> str:
    words = name.split()
    if len(words) < 2 or not all(_WORD.fullmatch(part) for word in words for part in word.split("-")):
        return name
    first, *others = words
    if article == "τον":
        return " ".join(f"{word}ς" if word[-1] in "αάηήοόεέ" else word for word in words)
    if article == "της" or (article == "των" and first.endswith("ς")):
        return " ".join((first.removesuffix("ς"), *others))
    return " ".join((_of_man(first), *map(_last_of_man, others)))


def _of_man(name: str) -> str:
    """A man's first name: Γιώργου, Κώστα, Αλεξάνδρου."""
    if name[-1:] == "ς":
        return name
    if not name.endswith(("ου", "ού")):
        return f"{name}ς"
    return _accented_back(f"{name[:-2]}{'ός' if name.endswith('ού') else 'ος'}")


def _last_of_man(name: str) -> str:
    if name.endswith(("όπουλου", "οπούλου")):
        return f"{name[: -len('όπουλου')]}όπουλος"
    return f"{name}ς" if name[-1:] in "αάηήεέ" else name


def _accented_back(name: str) -> str:
    """A name of three syllables and more whose accent moves to the last but one in the genitive, as it was."""
    letters = unicodedata.normalize("NFD", name)
    vowels = [*_VOWELS.finditer(letters)]
    if len(vowels) < 3 or _ACUTE not in vowels[-2][0]:
        return name
    place = vowels[-2].start() + vowels[-2][0].index(_ACUTE)
    third = vowels[-3].end()
    moved = f"{letters[:third]}{_ACUTE}{letters[third:place]}{letters[place + 1 :]}"
    return unicodedata.normalize("NFC", moved)
