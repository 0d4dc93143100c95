"""Author names: bylines split into names, persons told apart from agencies and desks.

By Jane Doe, MA and Max Berg | 8 min read     ->  Jane Doe, Max Berg
Doe, Jane; Berg, Max                          ->  Jane Doe, Max Berg
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from mediawatch.clean.dates.dateline_places import CITIES, fold_place
from mediawatch.clean.dates.months import MONTH
from mediawatch.clean.dates.weekdays import WEEKDAYS
from mediawatch.clean.page.titles.title_parts import fold
from mediawatch.clean.people.agencies import AGENCIES_OF_WORDS, BYLINE_AGENCY
from mediawatch.clean.people.byline_kinds import TEXT_AND_PICTURES
from mediawatch.clean.people.glued_names import parted
from mediawatch.clean.people.greek_names import in_nominative
from mediawatch.clean.people.name_forms import is_label
from mediawatch.clean.text import one_line
from mediawatch.words import is_small, pattern, phrases

BY = pattern("byline_by")
WRITTEN = pattern("byline_written")

LABEL = rf"(?:{TEXT_AND_PICTURES}|(?:{WRITTEN}\s+)?{BY}|{pattern('byline_by_colon')})"
"""What stands before a colon and the names of authors."""

_COLON = r"\s*(?:[:：／]|/(?=\s))\s*"
PREFIX = re.compile(  # Written by:
    rf"^\W*(?:(?:{TEXT_AND_PICTURES}|(?:{WRITTEN}[\s|]+)?{BY})(?:{_COLON}|[\s|]+)|{pattern('byline_by_colon')}{_COLON})"
    r"(?=\S)",
    re.IGNORECASE,
)
"""`By Jane Doe`, `Written by: Jane Doe`, `View all posts by Jane Doe`, `作者：李明`."""

_AND = pattern("and")
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
# `Ana Mora y Luis Gil` are two, `Santiago Ramón y Cajal` is one
_AND_CAPITAL = rf"(?-i:{pattern('and_before_capital')}\s+(?={_CAPITAL}[^\s,;|]*\s+{_CAPITAL}))"
_AND_AGENCY = rf"(?-i:{pattern('and_before_capital')})\s+(?={BYLINE_AGENCY}\s*(?:$|[|,;(]))"  # Le Quai et AFP
_WITH = pattern("with")
_MORE = rf"(?:(?:{_AND}\s+|{_AND_CAPITAL}|{_WITH}\s+(?={BYLINE_AGENCY})))?"
_DOT = r"(?:(?<![\u3400-\u9fff])·|·(?![\u3400-\u9fff]))"  # within 阿布都·买买提 it is part of the name
_SPLIT = re.compile(  # Ada Holm and Bo Lind; Cy Ek, with AFP
    rf"\s*(?:[;|•、，／]|\s»\s|{_DOT})\s*{_MORE}|\s+{_AND}\s+|\s+{_AND_CAPITAL}|\s+{_AND_AGENCY}|\s+{_WITH}\s+(?={BYLINE_AGENCY}(?!\w))"
    rf"|\s*[,،፣]\s*{_MORE}|\s*/\s*|\n+",
    re.IGNORECASE,
)
_WITH_NAME = re.compile(rf"\s*,?\s+{_WITH}\s+(?=(?-i:{_CAPITAL}[^\s,;|]*\s+{_CAPITAL}))", re.IGNORECASE)
_OTHERS = re.compile(  # . Edited by Bo Lind
    rf"(?<=\w)(?:\s+(?:{_AND}|{pattern('and_before_capital')}))?"
    rf"(?:\s*(?:[.;|•·,/(\n–—-]\s*|\s){pattern('byline_others')}"
    rf"|\s*[.;|•·,/–—-]\s*{pattern('picture_words')}(?=:?\s+(?-i:{_CAPITAL})))"  # , photos Bo Lind
    rf"(?!\w)\s*\|?(?:{pattern('name_titles')}\.\s|[^.;|•·\n]|\.(?=[A-Z]\b))*",
    re.IGNORECASE,
)
_OTHERS_FIRST = re.compile(  # Edited by Bo Lind. By Ada Holm
    rf"^\W*{pattern('byline_others')}(?!\w)\s*[^|;\n]{{2,80}}?\s*[.;|•·,/–—-]\s*(?={BY}(?:{_COLON}|[\s|]+)\S)",
    re.IGNORECASE,
)
_PICTURED = re.compile(  # und Bernd Erle (Fotos)
    rf"(?:\s*[,;|/&]\s*|\s+(?:{_AND}|{pattern('and_before_capital')})\s+)?(?-i:{_CAPITAL})[\w'’.-]*(?:\s+(?-i:{_CAPITAL})[\w'’.-]*){{1,3}}"
    rf"\s*[(\[]\s*{pattern('picture_words')}\s*[)\]]",
    re.IGNORECASE,
)
_WROTE = re.compile(rf"\s*[(\[]\s*{pattern('byline_texts')}\s*[)\]]", re.IGNORECASE)
_AGENCY = re.compile(rf"\W*{BYLINE_AGENCY}(?:\s+{pattern('input_words')})?\W*", re.IGNORECASE)
_AGENCY_END = re.compile(rf"\s+({BYLINE_AGENCY})$", re.IGNORECASE)
_AGENCIES_END = re.compile(rf"\s+{_WITH}\s+{pattern('input_words')}$", re.IGNORECASE)
_NETWORKS = "|".join(re.escape(word.title()) for word in phrases("networks") if len(word) > 2)
_BESIDE_NAME = re.compile(  # what a page shows behind a name: a count, 12 min read, a network
    rf"\s+(?:\d{{1,3}}(?:\s+(?:{pattern('byline_noise')}).*)?|(?-i:{_NETWORKS}))$", re.IGNORECASE
)
_DASH = re.compile(r"\s+[–—-]\s+")
_SPACELESS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


_COLLECTIVES = phrases("collectives")
_COLLECTIVE_WORDS = frozenset(word.lower() for word in _COLLECTIVES if word.isalnum() and not _SPACELESS.search(word))
_COLLECTIVE_ENDS = tuple(phrases("collective_ends"))


def _collective() -> re.Pattern[str]:
    """Names of desks and companies that are no single words, and words in scripts that part none."""
    others = sorted((word for word in _COLLECTIVES if word.lower() not in _COLLECTIVE_WORDS), key=len, reverse=True)
    inside = [re.escape(word) for word in others if _SPACELESS.search(word)]
    whole = [re.escape(word) for word in others if not _SPACELESS.search(word)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(whole)})(?!\w)|{'|'.join(inside)}", re.IGNORECASE)


_COLLECTIVE = _collective()
_WORD = re.compile(r"\w+")


def _is_collective(name: str) -> bool:
    """Whether a name has a word of desks, offices and companies in it."""
    words = _WORD.findall(name.lower())
    return (
        not _COLLECTIVE_WORDS.isdisjoint(words)
        or any(word.endswith(_COLLECTIVE_ENDS) for word in words)
        or bool(_COLLECTIVE.search(name))
    )


_ROLE_WORDS = pattern("byline_roles")
_ROLE = re.compile(  # Ada Holm, our senior political editor
    r"\s*(?:[(\[].{0,60}[)\]]"
    rf"|(?:^|(?:\s|-|–|,)+)(?:{pattern('role_qualifiers')}\s+)*"
    rf"{_ROLE_WORDS}(?!\w).*"
    rf"|\s+{pattern('written_for')}\b.*"
    r"|\s+(?-i:[Ff]or\s+(?:[Tt]he\s+)?[A-Z]).*"
    r"|\s+(?-i:[Ii]n)$"
    rf"|\s+{pattern('in_place')}\s+(?-i:[A-ZÀ-Ý])[^,;|]{{1,60}})$",
    re.IGNORECASE,
)
_ROLE_FIRST = re.compile(  # News director Ada Holm
    rf"^(?:{pattern('role_qualifiers')}\s+)*{_ROLE_WORDS}:?\s+(?=(?-i:{_CAPITAL})\S*\s+(?-i:{_CAPITAL}))", re.IGNORECASE
)
_PLACE = re.compile(rf"{pattern('in_place')}\s+(?-i:{_CAPITAL})\w+(?:\s\w+)?", re.IGNORECASE)  # in Ostrava
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|(?<!\S)@\w+")
_DOMAIN = re.compile(r"\.[A-Za-z]{2,4}$|^[a-z0-9.-]+\.[a-z]{2,12}$")
_NUMBER = re.compile(r"\d{3,}|^\d|\d\d?[:.]\d\d")
_NOISE = re.compile(rf"^\W*{pattern('byline_noise')}(?!\w)", re.IGNORECASE)
_ENDS_IN_BY = re.compile(rf"\s(?=[a-zà-ÿа-я]){BY}$")  # in a script whose names begin with capitals
_NOISE_INSIDE = re.compile(  # 记者 within 本报记者王敏
    "|".join(re.escape(word) for word in phrases("byline_noise") if _SPACELESS.search(word)), re.IGNORECASE
)
_PEN_NAME = re.compile(r"[Tt]he(?:\s[A-ZÀ-Ý][\w'’.-]*){1,5}")
"""`The Ritualist`, `The Courier Team`: what begins so is a sentence otherwise."""

_PEN_NAME_ROLE = re.compile(r"[A-ZÀ-Ý]\w+\s[A-ZÀ-Ý]\w+")
"""`Ada Editor`: a statement of two words, the second of which is a role behind a whole name."""

_DAY = re.compile(  # Thu Mar 12
    rf"(?:(?:{'|'.join(sorted(map(re.escape, WEEKDAYS), key=len, reverse=True))})\.?,?\s+)?"
    rf"(?:{MONTH}\s*\d{{1,2}}|\d{{1,2}}\.?\s*(?:de\s+)?{MONTH})(?:st|nd|rd|th)?",
    re.IGNORECASE,
)
_ENDS = frozenset(phrase.split()[-1].casefold() for name in ("input_words", "networks") for phrase in phrases(name))
_MONTH_END = re.compile(rf"(?<!\w){MONTH}\.?$", re.IGNORECASE)
_ACCOUNTS = frozenset(account.casefold() for account in phrases("accounts"))
_DEGREES = frozenset(degree.replace(".", "").casefold() for degree in phrases("degrees"))
_DOTTED = re.compile(r"(?:[A-Z][A-Za-z]?\.){2,4}")
_LAST_FIRST = re.compile(r"([^\W\d_][\w'’.-]*(?:\s[\w'’.-]+){0,3})\s*,\s+([^\W\d_][\w'’.-]*(?:\s[\w'’.-]+){0,2})")

DESKS = frozenset(map(fold, phrases("desks_alone")))
"""Names of the newsroom, folded."""

LONG_CAPITALS = 3
"""Letters of the longest word in capitals before a comma that is a paper or an agency, and no last name."""

MAX_NAME = 60
"""Characters of the longest name taken."""

MAX_BYLINE = 1_000
"""Characters of a byline that are read: the patterns' time grows faster than a line's length."""


def is_agency(name: str) -> bool:
    """Whether `name` is a news agency's."""
    return bool(_AGENCY.fullmatch(name))


def is_degree(name: str) -> bool:
    """Whether `name` is a degree or an order behind a name: `MA`, `Ph.D.`, `VTS (Behavior)`."""
    words = re.sub(r"\([^()]*\)", "", name).split()
    return bool(words) and all(
        word.replace(".", "").casefold() in _DEGREES or _DOTTED.fullmatch(word) for word in words
    )


def is_name(name: str) -> bool:
    """Whether `name` can be anyone's: one to six words, letters, no date, no call to action, no account such as
    `admin`."""
    if is_agency(name):
        return True
    if name.casefold().rstrip("0123456789 _-.") in _ACCOUNTS:
        return False
    if not 2 <= len(name) <= MAX_NAME or len(name.split()) > 6 or _NUMBER.search(name):
        return False
    if _ENDS_IN_BY.search(name):  # Recipe by, Recette par
        return False
    if (_NOISE.match(name) and not _PEN_NAME.fullmatch(name)) or _DAY.fullmatch(name) or name.casefold() in WEEKDAYS:
        return False
    return any(char.isalpha() for char in name) and not is_degree(name)


def is_person(name: str) -> bool:
    """Whether `name` can be a person's: a name without a number, or a word of an agency, desk, company or site."""
    return (
        is_name(name)
        and (len(name) > 2 or bool(_SPACELESS.search(name)))
        and not any(char.isdigit() for char in name)
        and name.casefold() not in AGENCIES_OF_WORDS
        and not (is_agency(name) or _is_collective(name) or _DOMAIN.search(name))
    )


def tidy_name(text: str) -> str:
    """One name without "By", role, address, degrees and punctuation around it."""
    name = PREFIX.sub("", _ADDRESS.sub("", one_line(text))).removeprefix("» ")
    name = _ROLE.sub("", name) or name
    name = _ROLE_FIRST.sub("", name)
    last = name[name.rfind(" ") + 1 :]
    if last != name and (last.casefold() in _ENDS or any(map(str.isdigit, name))) and name.count(" ") > 1:
        shorter = _BESIDE_NAME.sub("", _AGENCIES_END.sub("", name))
        name = name if _MONTH_END.search(shorter) else shorter
    if (of := _AGENCY_END.search(name)) and " " in name[: of.start()] and (of[1].isupper() or " " in of[1]):
        name = name[: of.start()]  # ADA HOLM Associated Press
    words = name.split()
    while len(words) > 2 and is_degree(words[-1]):
        words.pop()
    return " ".join(words).strip(' \t,;:|/+–—-*•·"“”„()[]<>【】（）').rstrip(". ") if words else ""


def last_name_first(stated: Iterable[str]) -> list[str]:
    """Names of catalogues the usual way round: `Doe, Jane` is Jane Doe where each of `stated` has this form."""
    parts = [part.strip() for line in stated for part in line.split(";") if part.strip()]
    found = [_LAST_FIRST.fullmatch(part) for part in parts]
    if not parts or not all(match and not is_degree(match[2]) for match in found):
        return parts
    return [f"{match[2]} {match[1]}" for match in found if match]


def _one_last_name_first(line: str) -> str:
    """`Doe, Jane` -> `Jane Doe`: one word on each side of the one comma is one name, for authors have two."""
    match = _LAST_FIRST.fullmatch(line)
    if match is None or " " in match[1] or match[2].count(" ") > 1:
        return line
    sides = match[1], match[2]
    if any(is_degree(side) or is_agency(side) or _is_collective(side) or fold_place(side) in CITIES for side in sides):
        return line
    # HOLM, Ada; but: CNN, Ada and SPORT, Ada
    in_capitals = sides[0].isupper()
    named = sides[0][0].isupper() and not (in_capitals and (len(sides[0]) <= LONG_CAPITALS or is_label(sides[0])))
    return f"{match[2]} {match[1]}" if named and sides[1][0].isupper() and not sides[1].isupper() else line


def split_names(stated: str | Iterable[str], *, signed: bool = False) -> tuple[str, ...]:
    """The names in bylines, persons and others, in order, each once; without those who edited or took the pictures.

    Behind a person stand what they are, whom they write for and where: none of these is a name. With `signed` a line
    says who wrote a text (`By` stood before it), and `with` leads to another who did."""
    out: dict[str, str] = {}
    for line in [stated] if isinstance(stated, str) else stated:
        clean = without_others_before(parted(_ADDRESS.sub("", line.strip()[:MAX_BYLINE])))
        prefix = PREFIX.match(clean)
        signs = signed or bool(prefix)
        clean = PREFIX.sub("", clean)
        if _PEN_NAME_ROLE.fullmatch(clean) and " " not in tidy_name(clean) and is_name(clean):
            out.setdefault(clean.casefold(), clean)
            continue
        clean = without_others(clean)
        clean = ";".join(_one_last_name_first(part.strip()) for part in clean.split(";"))
        persons: list[str] = []
        for mark, part in _parts(_WITH_NAME.sub("; ", clean) if signs else clean):  # Ada Holm - Ostrava
            # `Our correspondent` is a desk whole; its last word alone is a role
            name = one_line(part) if fold(part) in DESKS else tidy_name(part)
            if prefix:
                (name,) = in_nominative((name,), prefix[0])
            if not is_name(name) or _NOISE.fullmatch(part):
                continue
            if persons and (fold_place(name) in CITIES or _is_beside(persons, mark, part, name)):
                continue
            out.setdefault(name.casefold(), name)
            persons += [name] if is_person(name) else []
    found = tuple(out.values())
    return tuple(name for name in found if _ROLE.sub("", name)) or found  # Haber Müdürü | Ada Holm


def without_others(line: str) -> str:
    """A byline without who edited the text, checked it or took its pictures: `Ada Holm (text)`."""
    return _OTHERS.sub("", _WROTE.sub("", _PICTURED.sub("", line)) if "(" in line or "[" in line else line)


def without_others_before(line: str) -> str:
    """A byline without those who edited the text where they stand before `By`."""
    return _OTHERS_FIRST.sub("", line)


def _parts(line: str) -> Iterator[tuple[str, str]]:
    """The parts of a byline between its separators, each with the separator before it. A dash is one between a person
    and the place, the paper or the agency; other names have it within."""
    mark, start = "", 0
    for match in (*_SPLIT.finditer(line), None):
        part = line[start : match.start() if match else None]
        dash = _DASH.search(part)
        if dash and _is_person_and_place(part[: dash.start()], part[dash.end() :]):
            yield mark, part[: dash.start()]
            mark, part = "-", part[dash.end() :]
        yield mark, part
        if match:
            mark, start = match[0].strip(), match.end()


def _is_person_and_place(first: str, second: str) -> bool:
    name, place = tidy_name(first), one_line(second)
    if " " not in name or not is_person(name) or _DOMAIN.search(place):
        return False
    return fold_place(place) in CITIES or is_agency(place) or _is_collective(place) or not _ROLE.sub("", place)


def _is_beside(persons: Sequence[str], mark: str, part: str, name: str) -> bool:
    """Whether what a comma, bar or slash parts from persons is no other one: what they are, the paper, the place. One
    word in a script with capitals names a place or a paper behind one person's name of two: a list may hold any."""
    if is_agency(name):
        return False
    whole = one_line(part)
    rest = _ROLE.sub("", whole).strip()
    if not rest or (rest != whole and " " not in rest) or _PLACE.fullmatch(name):  # HERALD STAFF WRITER
        return True
    if mark not in (",", "|", "/", "•", "·", "-", ""):
        return False
    if mark == "," and is_small(whole[:1]):  # do Jornal, for The Herald
        return True
    # bars stand between elements too, each of which may hold an author
    lone = len(persons) == 1 and " " in persons[0]
    paper = lone and mark in (",", "/", "-") and " " not in name and name[0].isupper()
    return paper or not is_person(name)


def split_authors(stated: str | Iterable[str]) -> tuple[str, ...]:
    """The persons among split_names."""
    return tuple(name for name in split_names(stated) if is_person(name))
