"""Author names: bylines split into names, persons told apart from agencies and desks."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mediawatch.clean.dates.dateline_places import CITIES
from mediawatch.clean.people.agencies import BYLINE_AGENCY
from mediawatch.clean.text import one_line

_PREFIX = re.compile(
    r"^\W*(?:(?:written|posted|published|reported|created|story|text|words|article|edited|verfasst|geschrieben|erstellt"
    r"|(?:ein|zeige\s+alle|alle)\s+(?:beiträge?|artikel)|(?:view|see|show|read)\s+(?:all\s+|more\s+)?(?:posts|articles|stories)|(?:all|more)\s+(?:posts|articles|stories)"
    r"|(?:tous\s+les|ver\s+todos\s+los|todos\s+los)\s+articles?|ver\s+todas\s+las\s+entradas)\s+)?"
    r"(?:by|von|vom|par|por|di|door|av|af|autor(?:in|en|a)?|authors?|автор|przez|yazan|od|écrit\s+par|publié\s+par"
    r"|texto|texte|testo|text|redaktion)\b\s*:?\s+",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"\s*[;|•·]\s*|\s+(?:and|und|et|og|och|en|и|та|&)\s+|\s+y\s+(?=[A-ZÀ-Ý])|\s*,\s*(?:(?:and|und|et|y|&)\s+)?|\s*/\s*|\n+",
    re.IGNORECASE,
)
_AGENCY = re.compile(rf"\W*{BYLINE_AGENCY}\W*", re.IGNORECASE)
_COLLECTIVE = re.compile(
    r"\b(?:agenc(?:y|ies|ia|ias)|agentur(?:en)?|agence|staff|desk|team|webteam|newsroom|editors?|editorial|redaktion(?:en)?"
    r"|redaction|rédaction|redacción|redação|redazione|redactie|redakcja|redakce|редакция|news|nachrichten|online|admin"
    r"|administrator|webmaster|correspondents?|bureau|press|presse|guest|contributors?|author|autor|writers?|reporters?"
    r"|presseportal|magazine?|zeitung|tagesschau|tv|radio|media|group|gmbh|inc|ltd|llc|ag|se|ev|e\.v|verlag|blog|service"
    r"|network|channel|wire|foundation|stiftung|institute?|ministry|university|universität|committee|association|society"
    r"|council|government|bund|verband|gesellschaft|euronews|fernsehen|digital|デジタル|新聞|日報|時報|通信|공동취재)\b"
    r"|新聞|時報|通信社",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\s*(?:[(\[].{0,60}[)\]]"
    r"|(?:^|(?:\s|-|–|,)+)(?:(?:our|senior|chief|staff|political|special|deputy|managing|associate|freelance|lifestyle|news|sports?|"
    r"political|business|science|technology|crime|digital|features?|health|world|national|foreign|money)\s+)*"
    r"(?:correspondent|reporter|editor|writer|columnist|journalist|redakteur(?:in)?|korrespondent(?:in)?|journaliste"
    r"|redactor(?:a)?|contributor|producer|photographer)\b.*"
    r"|\s+(?-i:[Ff]or\s+(?:[Tt]he\s+)?[A-Z]).*"
    r"|\s+(?:in|aus|à)\s+[A-ZÀ-Ý]\w+(?:\s[A-ZÀ-Ý]\w+)?)$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|^@\w+")
_DOMAIN = re.compile(r"\.[A-Za-z]{2,4}$|^[a-z0-9.-]+\.[a-z]{2,12}$")
_NUMBER = re.compile(r"\d{3,}|^\d|\d\d?[:.]\d\d")
_NOISE = re.compile(
    r"^(?:follow|updated?|published|share|read|view|more|see|all|about|profile|contact|email|e-mail|facebook|twitter|instagram"
    r"|linkedin|unknown|anonymous|none|null|no\s+author|undefined|default|image|photo|foto|bild|video|getty|today|yesterday|min|comments?"
    r"|kommentare?|posted|written|home|mehr|zum|zur|der|die|das|the|a|an|alle|artikel|archiv|beitrag|autoreninfo|name|von|by)\b",
    re.IGNORECASE,
)

MAX_NAME = 60
"""Characters of the longest name taken."""

MAX_BYLINE = 1_000
"""Characters of a byline that are read: the patterns' time grows faster than a line's length."""


def is_agency(name: str) -> bool:
    """Whether `name` is a news agency's."""
    return bool(_AGENCY.fullmatch(name))


def is_name(name: str) -> bool:
    """Whether `name` can be anyone's: one to six words, letters, no date, no call to action."""
    if is_agency(name):
        return True
    if not 2 <= len(name) <= MAX_NAME or len(name.split()) > 6 or _NUMBER.search(name) or _NOISE.match(name):
        return False
    return any(char.isalpha() for char in name)


def is_person(name: str) -> bool:
    """Whether `name` can be a person's: a name without a word of an agency, desk, company or site."""
    return is_name(name) and not (is_agency(name) or _COLLECTIVE.search(name) or _DOMAIN.search(name))


def tidy_name(text: str) -> str:
    """One name without "By", role, address and punctuation around it."""
    name = _PREFIX.sub("", _ADDRESS.sub("", one_line(text)))
    return (_ROLE.sub("", name) or name).strip(' \t,;:|/–—-*•·"“”„()[]<>').rstrip(".") if name else ""


def split_names(stated: str | Iterable[str]) -> tuple[str, ...]:
    """The names in bylines, persons and others, in order, each once. A city after a comma is where a person wrote."""
    out: dict[str, str] = {}
    for line in [stated] if isinstance(stated, str) else stated:
        for number, part in enumerate(_SPLIT.split(_PREFIX.sub("", _ADDRESS.sub("", line.strip()[:MAX_BYLINE])))):
            name = tidy_name(part)
            if is_name(name) and not (number and name.casefold() in CITIES):
                out.setdefault(name.casefold(), name)
    return tuple(out.values())


def split_authors(stated: str | Iterable[str]) -> tuple[str, ...]:
    """The persons among split_names."""
    return tuple(name for name in split_names(stated) if is_person(name))
