"""The loader of the words: reads each file once in a process, checks its shape, and makes patterns of phrases."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

FOLDER = Path(__file__).parent
MANY = "mul"
"""The file of what belongs to no single language (ISO 639-2: multiple languages)."""

LISTS: Mapping[str, str] = MappingProxyType(
    {
        "months": "Spellings of months that CLDR lacks; 1 to 12",
        "jalali_months": "Months of the Jalali calendar (Iran, Afghanistan), from Farvardin on; 1 to 12",
        "hijri_months": "Months of the Hijri calendar, from Muharram on; 1 to 12",
        "weekdays": "Forms of weekdays that CLDR lacks, such as those that follow `on`; monday to sunday",
        "days_back": "Words for today and the days before; 0, 1, 2",
        "time_ago": "Phrases such as `{n} hours ago`; minute, hour, day, week",
        "day_numbers": "Days of the month that are written out; 1 to 31",
        "date_published": "Words beside the date on which a page was published",
        "date_changed": "Words beside the date on which a page was changed",
        "close_words": "Words that a language does not share with its close relatives; own, or ekavian, ijekavian, ...",
        "script_characters": "Characters that only one script of a language has; simplified, traditional",
        "modal_stems": "Beginnings of verbs that `da` follows where a close relative has an infinitive",
        "dateline_cities": "Cities that datelines name without an agency beside them",
        "ambiguous_cities": "Those of the cities that are another word or a name too",
        "dateline_regions": "Countries, states and regions that stand behind a town in datelines",
        "state_abbreviations": "Abbreviations of states behind a town, those of the Associated Press and postal ones, "
        "in lower case without dots",
        "dateline_agencies": "Names that stand where an agency's does, before the place of a dateline",
        "reporter_titles": "What a reporter is called between the agency and the first sentence",
        "headline_small": "Words that headlines in capitals write small (verbs are not among them)",
        "headline_words": "Words of headlines in capitals that are no names, whatever their first letter",
        "abbreviations_before_names": "Abbreviations behind which a full stop ends no sentence",
        "not_a_place": "Words before a colon or a dash that name no place, so that no dateline begins with them",
        "names_of_works": "Words for a book, a film or another work, which follow a city in a title",
        "news_desks": "What newspapers call their own desks where a dateline names an agency",
        "beside_dates": "Words that stand right before or after a date or a time of day and say nothing else",
        "byline_by": "Words right before the name of an author",
        "byline_by_colon": "Words before the name of an author that are none without a colon behind them",
        "byline_written": "Words before those, as `written` in `written by`",
        "byline_noise": "Beginnings of what stands beside the names in a byline and is none",
        "byline_roles": "What a person is, behind the name in a byline",
        "byline_labels": "Words of sections and kinds of texts, which stand beside a date as names do",
        "collectives": "Words in the names of desks, offices and companies, which no person has",
        "degrees": "Degrees and orders behind a name",
        "agencies": "News agencies; "
        "byline: those whose name stands where a person's could, credit: those that only credits and datelines name",
        "also_read": "What leads to other stories: `Read also`",
        "notices": "Whole lines that a page shows around its article",
        "notice_sentences": "Whole lines of the same kind that go on: {few}, {some} and {rest} stand for up to 40, 80 "
        "and 120 characters, {gap} for words in between",
        "consent": "What consent walls say of cookies and partners, in the first or second person",
        "paywall": "What stands in place of an article that has to be paid for",
        "loading": "What a page shows until its scripts have run",
    }
)
"""Name of each list -> one sentence that says what its phrases are, and its keys where it has some. Files have no other
lists, and each list stands in some file."""

Lists = Mapping[str, Mapping[str, tuple[str, ...]]]
"""List -> key -> phrases, in the order of the file. A list without keys has the one key ''."""

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_APOSTROPHES = "['’ʼ`´]"


def read(path: Path) -> tuple[str, Lists]:
    """(own name of the language, its lists) of a file. Raises ValueError where its shape is wrong."""
    # The C loader: ten times as fast, and as safe.
    content = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    if not isinstance(content, dict) or not isinstance(content.get("name"), str):
        raise ValueError(f"{path.name}: a file says `name:`, the language's own name, and then its lists")
    lists = {}
    for name, listed in content.items():
        if name == "name":
            continue
        keys = listed if isinstance(listed, dict) else {"": listed}
        for key, items in keys.items():
            if not isinstance(key, str) or not isinstance(items, list) or not items:
                raise ValueError(f"{path.name}: {name} {key}: give a list of phrases, or lists under keys")
            wrong = [item for item in items if not isinstance(item, str) or not item.strip()]
            if wrong:  # YAML reads an unquoted no, 5 or 12:30 as something else than a text
                raise ValueError(f"{path.name}: {name} {key}: {wrong[0]!r} is no text: put it in quotes")
        lists[str(name)] = MappingProxyType({key: tuple(items) for key, items in keys.items()})
    return content["name"], MappingProxyType(lists)


def languages(folder: Path = FOLDER) -> tuple[str, ...]:
    """Tags of the languages that have a file, sorted, `MANY` among them."""
    return tuple(sorted(path.stem for path in folder.glob("*.yaml")))


@cache
def _all(folder: Path) -> Mapping[str, Lists]:
    return MappingProxyType({tag: read(folder / f"{tag}.yaml")[1] for tag in languages(folder)})


def keyed(name: str, folder: Path = FOLDER) -> dict[str, Mapping[str, tuple[str, ...]]]:
    """language -> key -> phrases of list `name`, for each language that has it. A list without keys has the key ''."""
    return {tag: lists[name] for tag, lists in _all(folder).items() if name in lists}


def phrases(name: str, language: str | None = None, key: str | None = None, folder: Path = FOLDER) -> tuple[str, ...]:
    """The phrases of list `name`, each once: of one language (None: of all), under one key (None: all of them)."""
    return tuple(
        dict.fromkeys(
            phrase
            for tag, keys in keyed(name, folder).items()
            if language in (None, tag)
            for found, listed in keys.items()
            if key in (None, found)
            for phrase in listed
        )
    )


def pattern(
    name: str,
    language: str | None = None,
    key: str | None = None,
    *,
    folder: Path = FOLDER,
    **placeholders: str,
) -> str:
    """A regular expression, in a group of its own, of what `phrases` gives; longer phrases are tried first.

    `placeholders` are the expressions for what stands in braces: pattern("relative_dates", n=r"\\d{1,2}") matches
    `vor 3 Stunden` by `vor {n} Stunden`. Compile it with re.IGNORECASE. It has no word boundaries: those depend on
    where it is used. Raises KeyError for a placeholder that is not given; matches nothing where there are no phrases.
    """
    listed = sorted(phrases(name, language, key, folder), key=lambda phrase: (-len(phrase), phrase))
    return f"(?:{'|'.join(_expression(phrase, placeholders) for phrase in listed)})" if listed else r"(?!)"


def _expression(phrase: str, placeholders: Mapping[str, str]) -> str:
    """`vor {n} Stunden` -> `vor\\s+(?:\\d+)\\s+Stunden`."""
    parts = []
    for place, part in enumerate(_PLACEHOLDER.split(" ".join(phrase.split()))):
        if place % 2:
            parts.append(f"(?:{placeholders[part]})")
        else:
            literal = re.escape(part).replace(r"\ ", r"\s+")
            parts.append(re.sub(_APOSTROPHES, lambda _: _APOSTROPHES, literal))
    return "".join(parts)
