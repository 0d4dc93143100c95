"""Author names: bylines split into persons, agencies and desks told apart."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mediawatch.clean.text import one_line

_PREFIX = re.compile(
    r"^\W*(?:(?:written|posted|published|reported|story|text|words|article|edited|reviewed|review)\s+)?(?:by|von|par|por|di|door|av|af|autor(?:in|a)?|author|автор|przez|yazan|od|écrit\s+par|publié\s+par|texto|texte|testo)\b\s*:?\s+",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"\s*[;|•·]\s*|\s+(?:and|und|et|y|og|och|en|и|та|und|&)\s+|\s*,\s*(?:and|und|et|y|&)?\s*|\s+/\s+|\n", re.IGNORECASE
)
_NOT_PERSON = re.compile(
    r"\b(?:reuters|associated press|ap|afp|agence france-presse|pti|ani|ians|uni|dpa|efe|ansa|tass|xinhua|bloomberg|upi|kna|epd|sid|apa|sda|ats|belga|anp|ntb|tt|stt|pap|ctk|čtk|mti|agenc(?:y|ies|ia|ias)|agentur(?:en)?|agence"
    r"|staff|desk|team|newsroom|editors?|editorial|editorial board|redaktion|redaktionen|redaction|rédaction|redacción|redação|redazione|redactie|redakcja|redakce|редакция|news|online|web|admin|administrator|webmaster|correspondents?|bureau|press release|guest|contributors?|author|autor|writers?|reporters?|presseportal|magazine|zeitung|tagesschau|tv|radio|press|media|group|gmbh|inc|ltd|verlag|blog|team|service|network|channel|wire|foundation|institute|ministry|university|committee|association|society|council|government)\b",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\s*(?:[(\[].{0,60}[)\]]|,?\s+(?:in|aus|à|a|en)\s+[A-ZÀ-Ý]\w+(?:\s[A-ZÀ-Ý]\w+)?$|\b(?:senior|chief|staff|political|special)?\s*(?:correspondent|reporter|editor|writer|columnist|journalist|redakteur(?:in)?|korrespondent(?:in)?|journaliste|redactor(?:a)?|contributor)\b.*$)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|^@\w+")
_DATE = re.compile(r"\d{2,}|\b\d{1,2}:\d\d\b")

MAX_NAME = 60
"""Characters of the longest personal name taken."""


def is_person(name: str) -> bool:
    """Whether `name` can be a person's: one to six words, no digits, no word of an agency, desk or company."""
    words = name.split()
    if not 1 <= len(words) <= 6 or not 2 <= len(name) <= MAX_NAME or _DATE.search(name):
        return False
    return not _NOT_PERSON.search(name) and any(char.isalpha() for char in name)


def tidy_name(text: str) -> str:
    """One name without "By", role, address and punctuation around it."""
    name = _ADDRESS.sub("", one_line(text))
    name = _PREFIX.sub("", name)
    name = _ROLE.sub("", name)
    return name.strip(' \t,;:|/–—-*•·"“”„()[]<>')


def split_authors(stated: str | Iterable[str]) -> tuple[str, ...]:
    """The persons named in bylines, in order, each once; agencies and desks are left out."""
    lines = [stated] if isinstance(stated, str) else list(stated)
    out: dict[str, str] = {}
    for line in lines:
        for part in _SPLIT.split(_PREFIX.sub("", one_line(line)) if "\n" not in line else line):
            name = tidy_name(part)
            if is_person(name):
                out.setdefault(name.casefold(), name)
    return tuple(out.values())
