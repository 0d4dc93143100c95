"""The loader of the words: reads each file once in a process, checks its shape, and makes patterns of phrases."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from unicodedata import category

import yaml

FOLDER = Path(__file__).parent
MANY = "mul"
"""The file of what belongs to no single language (ISO 639-2: multiple languages)."""

LISTS: Mapping[str, str] = MappingProxyType(
    {
        "months": "Spellings of months that CLDR lacks; 1 to 12",
        "jalali_months": "Months of the Jalali calendar (Iran, Afghanistan), from Farvardin on; 1 to 12",
        "hijri_months": "Months of the Hijri calendar, from Muharram on; 1 to 12",
        "ethiopic_months": "Months of the Ethiopic calendar, from Meskerem on; 1 to 13",
        "bikram_months": "Months of Bikram Sambat (Nepal), from Baishakh on; 1 to 12",
        "day_words": "Behind the day in a date",
        "year_words": "Behind the year in a date that begins with it",
        "weekdays": "Forms of weekdays that CLDR lacks, such as those that follow `on`; monday to sunday",
        "days_back": "Words for today and the days before; 0, 1, 2",
        "time_ago": "Phrases such as `{n} hours ago`; minute, hour, day, week",
        "day_numbers": "Days of the month that are written out; 1 to 31",
        "date_published": "Words beside the date on which a page was published",
        "date_changed": "Words beside the date on which a page was changed",
        "numbered": "What has numbers with dots, before which no day stands: `Version 5.5.25`, `Chapter 10.11.12`",
        "date_of_another": "Words right before a date that is none of the page's: when a member joined, an offer ends",
        "close_words": "Words that a language does not share with its close relatives; own, or ekavian, ijekavian, ...",
        "close_stems": "Beginnings of such words; ekavian, ijekavian, eastern, western, bosnian, serbian",
        "script_characters": "Characters that only one script of a language has; simplified, traditional",
        "modal_stems": "Beginnings of verbs that `da` follows where a close relative has an infinitive",
        "dateline_cities": "Cities that datelines name without an agency beside them",
        "ambiguous_cities": "Those of the cities that are another word or a name too",
        "dateline_regions": "Countries, states and regions that stand behind a town in datelines",
        "state_abbreviations": "Abbreviations of states behind a town, those of the Associated Press and postal ones, "
        "in lower case without dots",
        "dateline_agencies": "Names that stand where an agency's does, before the place of a dateline",
        "dateline_verbs": "Behind the place and day of a dateline whose words no space parts: it was sent",
        "reporter_titles": "What a reporter is called between the agency and the first sentence",
        "headline_small": "Words that headlines in capitals write small (verbs are not among them)",
        "headline_words": "Words of headlines in capitals that are no names, whatever their first letter",
        "abbreviations_before_names": "Abbreviations behind which a full stop ends no sentence",
        "not_a_place": "Words before a colon or a dash that name no place, so that no dateline begins with them",
        "names_of_works": "Words for a book, a film or another work, which follow a city in a title",
        "news_desks": "What newspapers call their own desks where a dateline names an agency",
        "this_page": "What a page calls itself where it says when it was published: `This entry was posted on 5 May`",
        "beside_dates": "Words that stand right before or after a date or a time of day and say nothing else",
        "headings_of_kind": "What a text is, as a heading above its headline: `Press release`",
        "byline_by": "Words right before the name of an author",
        "byline_by_colon": "Words before the name of an author that are none without a colon behind them",
        "byline_after": "Words behind the name of an author: `Ada Holm yazdı`",
        "byline_kinds": "What a text is, before the name of its author: `Review by`, `Crónica de`, `Interview:`",
        "byline_kinds_of_people": "Those of them behind which `of` names whom it tells of: `Portrait de Marie Curie`",
        "byline_of_another": "Before the name of whom a text tells of, or who did something else than write it, at the "
        "beginning of a line; those with a colon are none without it: `Starring`, `In memory of`, `Guest:`",
        "byline_kind_by": "Between such a word and the name",
        "byline_texts": "The text itself, beside pictures of the same author: `Words and pictures by`",
        "byline_by_here": "Such words that mean something else in other languages: asked on pages in this one alone",
        "byline_verbs": "What authors do, behind their name and in small letters: `Ada Holm reports`",
        "reports_from_place": "Between such a verb and a place",
        "picture_words": "Pictures, in brackets behind the name of who took them or beside the text: `(photos)`",
        "changed_by": "Before the name of who changed a page: `last updated by`",
        "parts_of_speech": "What dictionaries call a kind of word, and its gender: `noun`, `nom masculin`",
        "institutes": "Words of institutes, offices and schools, behind the name of who works there",
        "no_name_ends": "Characters at the end of sections, papers and offices, which begin as a name does",
        "surnames": "The most common last names, where a name alone is as short as another word",
        "photographed_by": "Before the name of who took the pictures, on a line of its own: `Photos by`",
        "picture_roles": "Who takes pictures or draws: the role of a person who did not write",
        "desks_alone": "The newsroom as the author, alone on a line",
        "places_begin": "First words of the names of places: `San`, `New`",
        "places_end": "Last words of the names of places: `Bay`, `County`",
        "byline_written": "Words before those, as `written` in `written by`",
        "counted": "What a page counts beside its day: views, comments: `212 views`",
        "byline_noise": "Beginnings of what stands beside the names in a byline and is none",
        "byline_roles": "What a person is, behind the name in a byline",
        "byline_others": "What others did for a text, before their names in a byline: `edited by`",
        "about_author": "The heading of a box about an author: `About the author`",
        "about_person": "The same before a name: `About Ada Holm`",
        "biography_verbs": "What follows the name at the beginning of an author's biography: `Ada Holm is a reporter`",
        "accounts": "Accounts of content systems, which name nobody: `admin`",
        "co_reporters": "What those who wrote with a reporter are called there before their names",
        "byline_labels": "Words of sections and kinds of texts, which stand beside a date as names do",
        "paper_words": "Words in the names of newspapers and magazines, which stand above their articles",
        "countries": "Names of countries that CLDR lacks and words for what belongs to one; by its code (ISO 3166-1)",
        "country_names": "Other common names of countries, acronyms in capitals; by its code (ISO 3166-1)",
        "country_endings": "What stands in place of the last vowel of a country's name, or behind its last consonant",
        "collectives": "Words in the names of desks, offices and companies, which no person has",
        "collective_ends": "Ends of such words where they are joined to others: `Fiskeridirektoratet`",
        "degrees": "Degrees and orders behind a name",
        "agencies": "News agencies; "
        "byline: those whose name stands where a person's could, credit: those that only credits and datelines name, "
        "wire: those that pass on press releases, dateline: those whose names are words too, so that datelines alone "
        "tell them",
        "also_read": "What leads to other stories: `Read also`",
        "notices": "Whole lines that a page shows around its article",
        "notice_sentences": "Whole lines of the same kind that go on: {few}, {some}, {rest}, {long}, {longest} stand "
        "for up to 40, 80, 120, 200 and 280 characters, {gap} and {near} for up to 100 and 40 in between, {word} for a "
        "word, {n} for a number, {dash} for a dash or colon, {clause} for one behind a comma or a stop, {agency} for "
        "the name of an agency, {desks} for abbreviations of desks",
        "credit_by": "Before the names of those who made a report: `reporting by`",
        "credit_before": "Before those words: `with additional`",
        "credit_inputs": "Before the names of those who added to a report: `with inputs from`",
        "agency_inputs": "The same where no agency is named: `with agency inputs`",
        "input_words": "Behind the name of an agency: `inputs`",
        "with": "Before the name of an agency: `with Reuters`",
        "syndicated": "A notice that a report was taken over; report: what it calls itself, verb, how: what was done",
        "source_labels": "Before a colon and the name of a source",
        "picture_credits": "Before a colon and what is said of a picture",
        "picture_labels": "Before a colon or a bar and the name of a photographer",
        "tag_labels": "Before a colon and key words",
        "watch_labels": "In capitals before a colon, or before a bar, and the headline of another report",
        "edited_labels": "Before a colon and the name of an editor",
        "dated_labels": "Before the day on which a page was published or changed",
        "home_labels": "The first of the links that lead to a section: `Home > Politics`",
        "share_buttons": "What stands on buttons that share a page",
        "networks": "Social networks that pages ask to follow them on",
        "reserved": "A notice that a text is not for everybody; report: what it calls itself, how, whom: who may",
        "agreement": "What a page takes for consent; by: what the reader does, to: what it is consent to",
        "liked_this": "A line behind a report; question: with its mark, before: before the verb, do: what to do",
        "tips": "A line that asks for news; question: without its mark, do: what the reader may do, reach: how else",
        "follow_on": "A line that asks to follow on a network; verb, on, beside: words around the network's name, "
        "purpose: what for, then: how the next sentence begins",
        "follow_us": "What asks readers to follow a publisher, where the same line names a network: `folgen Sie uns`",
        "follow_places": "What stands for the name of a network, or spells it otherwise: `nos réseaux`, `фейсбук`",
        "newsletter": "A line that offers a newsletter; call: what asks readers to subscribe, letter: its name, "
        "sign_up: the verb where it is told of too, sign_up_for, our",
        "reading_time": "What says how long it takes to read an article, beside a number: `3 min read`",
        "rights": "That all rights are reserved",
        "consent": "What consent walls say; alone: nothing else says it; reader: in the first or second person, as "
        "people do who are quoted; topic: reports on privacy say it too",
        "paywall": "What stands in place of an article that has to be paid for; alone: nothing else says it; beside: "
        "reports say it too",
        "loading": "What a page shows until its scripts have run, and nothing behind it",
        "loading_while": "Such phrases that go on: `please wait while we check your browser`",
        "sign_in": "Headlines of pages that ask for a name and a password: `Log in`",
        "no_page": "What a server says where there is no page; line: of the page, the site or the reader's browser; "
        "headline: what is said of bridges and people too (under maintenance); beside: words for an error",
        "wall_words": "What a wall asks for, and what it calls what lies behind it",
        "frame_words": "What consent notices, disclaimers and sign-up boxes speak of",
        "corrected": "How publishers say that they put something right; said: an earlier version, or what publishers "
        "alone say, label: at the beginning of a sentence and before a colon, a stop or a dash, or in brackets, note: "
        "before what editors say of a text",
        "mended": "What was wrong with a report, and that it was put right, in a sentence that names the report",
        "said_words": "That somebody said what a sentence tells: beside a comma, `, the mayor said`",
        "of_words": "What stands between a report and who made it or what it is of: `the report of the auditors`",
        "report_owners": "Who has reports and texts that are none of the publisher's: `the ministry's report`",
        "own_report_words": "What stands before the name of a report that speaks of itself: `this article`",
        "not_yet_mended": "That something is still to be put right",
        "law_words": "What has articles and a text of its own: `the text of the law`",
        "before_places": "What stands before the name of a place, in languages whose capitals do not tell names",
        "behind_places": "What stands behind the name of a place, in scripts without capitals",
        "before_nouns": "Words before a noun and not before a name, in languages that write all nouns with capitals",
        "adjective_ends": "Endings of the adjectives that stand between such a word and its noun",
        "noun_particles": "Particles that are written on a noun, in Korean",
        "mutated": "Beginnings that a word has by what stands before it, and none by itself; under its own, or vowel: "
        "`mb` of b in Irish",
        "mutated_names": "The same where words begin so by themselves: asked of names alone",
        "names_of_places": "Other names of a town, in texts of one language; under its first one: Kiev of Kyiv",
        "withdrawn": "What is said of a report that is withdrawn",
        "report_words": "What a report calls itself",
        "toll_words": "What is counted while an event goes on: the dead, the evacuated",
        "function_words": "Words that say nothing of a matter, in languages that tantivy and stopwordsiso lack",
        "small_numbers": "Numbers that are written out; 1 to 20",
        "page_labels": "Beside the number of a printed page",
        "page_words": "Words in an address before the number of a page",
        "next_page": "What a link to the next page says",
        "redirect_titles": "What pages are called that only send on",
        "profile_folders": "Folders of addresses that lead to an author's page: `/authors/ada-holm`",
        "author_marks": "What pages call, in the class of an element, that it holds the name of an author",
        "beside_author": "Words in a line that names who wrote a text",
        "and": "Between the last two of several names",
        "and_glued": "The same between names that no blank parts from it",
        "begins_with_and": "Names that begin with the letter that, before a name, says and",
        "and_before_capital": "The same, where the word could be an initial: only before a capital",
        "name_particles": "Small words within the names of persons",
        "signed_particles": "Those that names of sections have too, so that they count behind `By` alone: `du Preez`",
        "name_titles": "Titles before the names of persons, written with a stop",
        "role_qualifiers": "Before what a person is: `senior`",
        "written_for": "Behind a name, before whom the text was written for",
        "in_place": "Behind a name, before the place where the person is",
        "kinds_of_site": "Behind a name in the genitive: `Ada Holm's blog`",
        "plain_by": "Before the name of an author; text: in plain text, archive: in exports of archives",
        "date_labels": "Before the date in the first lines of a plain text",
        "before_a_day": "Between such a label and the day",
        "date_fields": "In the name of a field that holds a date",
        "author_fields": "In the name of a field that holds authors",
        "reply_marks": "Before the subject of a mail that was answered or passed on",
        "sender_of": "Between the name of a mail's sender and that of its publisher",
        "mail_heads": "The lines at the head of a mail; from, to, subject, date",
        "place_particles": "Words that the name of a place writes small",
        "title_links": "Words that titles write small",
        "before_year": "Between a month and its year",
        "beside_names": "Words that stand beside names and are none, in scripts that part no words",
        "no_name_words": "Small words that no name has within, in scripts without capitals",
        "no_names": "Words that look like names there, alone in a byline",
        "offices": "Ends of the names of a paper's offices there",
        "reporters": "What a reporter is called there before the name",
        "reports_from": "Behind the name and a place there: that the person reports from it",
        "title_styles": "Names of the style that word processors give to titles",
        "abbreviations": "Abbreviations before which a sentence goes on though a capital or a number follows: titles, "
        "ranks, words before a name or a number; in small letters, without their stops",
        "everyday_words": "Words of two to five letters whose capitals are an acronym too, as in capital headlines",
        "zodiac_signs": "Signs of the zodiac, of one word each, as horoscopes name them",
        "query_and": "AND as it is typed in queries, in capitals where the script has them",
        "query_or": "OR as it is typed in queries, in capitals where the script has them",
        "query_also_words": "Those of the operators that are other words in small letters: `of`, `sin`",
        "query_not": "NOT as it is typed in queries, in capitals where the script has them",
    }
)
"""Name of each list -> one sentence that says what its phrases are, and its keys where it has some. Files have no other
lists, and each list stands in some file."""

Lists = Mapping[str, Mapping[str, tuple[str, ...]]]
"""List -> key -> phrases, in the order of the file. A list without keys has the one key ''."""

_ENDING = re.compile(r"(?<=\w)\\\*")  # abonn\*, as it is escaped
_OPTIONAL = re.compile(r"(?<!\S)\(([^()]+)\)(?!\S)")
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_APOSTROPHES = "['’ʼ`´]"
_DOTTED = "i\u0307"
"""What `lower` makes of a Turkish capital I with its dot."""


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

    A `*` stands for any ending of a word, words in parentheses may be missing.
    `placeholders` are the expressions for what stands in braces: pattern("relative_dates", n=r"\\d{1,2}") matches
    `vor 3 Stunden` by `vor {n} Stunden`. Compile it with re.IGNORECASE. It has no word boundaries: those depend on
    where it is used. Raises KeyError for a placeholder that is not given; matches nothing where there are no phrases.
    """
    return _alternatives(phrases(name, language, key, folder), placeholders)


def folded(text: str) -> str:
    """A line as `written_out` writes its phrases: in small letters, with one kind of blank and apostrophe, without
    what stands before its first letter or digit and behind its last one."""
    text = " ".join(text.split()).lower()
    plain = text.isascii()
    text = text.replace("`", "'") if plain else re.sub(_APOSTROPHES, "'", text).replace(_DOTTED, "i")
    first, last = 0, len(text)
    while first < last and not _is_written(text[first]):
        first += 1
    while first < last and not _is_written(text[last - 1]):
        last -= 1
    return text[first:last]


def _is_written(character: str) -> bool:
    return character.isalnum() or category(character)[0] == "M"  # vowel signs are no letters


def written_out(name: str, language: str | None = None, folder: Path = FOLDER) -> tuple[str, ...]:
    """The phrases of list `name` as whole lines, `folded`, with and without what may be missing: to be looked up,
    where there are too many for an expression. They have no `*` and no placeholders."""
    return tuple(
        dict.fromkeys(
            folded(variant) for phrase in phrases(name, language, folder=folder) for variant in variants(phrase)
        )
    )


def words_pattern(name: str, language: str | None = None, key: str | None = None, *, folder: Path = FOLDER) -> str:
    """As `pattern`, with word boundaries where phrases have any: one that begins with a cased letter matches whole
    words; one of another script (which part no words, or write prefixes without a blank) matches anywhere."""
    return pattern_of_words(phrases(name, language, key, folder))


def pattern_of_words(listed: Sequence[str]) -> str:
    """`words_pattern` of some phrases."""
    cased = [phrase for phrase in listed if has_boundaries(phrase)]
    others = [phrase for phrase in listed if phrase not in cased]
    whole = rf"\b{_alternatives(cased, {})}\b"
    # a text is looked through nearly twice as fast for phrases that all begin at a boundary
    return f"(?:{whole}|{_alternatives(others, {})})" if others else f"(?:{whole})"


def has_boundaries(phrase: str) -> bool:
    """Whether a phrase matches whole words only, by its first letter."""
    return phrase[0].lower() != phrase[0].upper()


def _alternatives(listed: Sequence[str], placeholders: Mapping[str, str]) -> str:
    """The phrases, the longer ones first, grouped by their first letter: what begins otherwise is not even tried."""
    groups: dict[str, list[str]] = {}
    written = {variant for phrase in listed for variant in variants(" ".join(phrase.split()))}
    for phrase in sorted(written, key=lambda phrase: (-len(phrase), phrase)):
        groups.setdefault(phrase[0].lower() if phrase[0].isalpha() else "", []).append(phrase)
    made = []
    for first, its in groups.items():
        expressions = [_expression(phrase, placeholders) for phrase in its]
        if first and len(its) > 1 and len({expression[0] for expression in expressions}) == 1:
            made.append(f"{expressions[0][0]}(?:{'|'.join(expression[1:] for expression in expressions)})")
        else:
            made += expressions
    return f"(?:{'|'.join(made)})" if made else r"(?!)"


def variants(phrase: str) -> Iterator[str]:
    """`read (the) full story` -> the phrase with and without `the`, with single blanks."""
    found = _OPTIONAL.search(phrase) if "(" in phrase else None
    if not found:
        yield " ".join(phrase.split())
        return
    for words in (found[1], ""):
        yield from variants(f"{phrase[: found.start()]}{words}{phrase[found.end() :]}")


def _expression(phrase: str, placeholders: Mapping[str, str]) -> str:
    """`vor {n} Stunden` -> `vor\\s+(?:\\d+)\\s+Stunden`."""
    if "ʼ" not in phrase and phrase.replace(" ", "").isalnum():  # most have nothing that has to be escaped
        return phrase.replace(" ", r"\s+")
    parts = []
    for place, part in enumerate(_PLACEHOLDER.split(" ".join(phrase.split()))):
        if place % 2:
            parts.append(f"(?:{placeholders[part]})")
        else:
            literal = re.escape(part).replace(r"\ ", r"\s+")
            literal = re.sub(_APOSTROPHES, lambda _: _APOSTROPHES, literal)
            parts.append(_ENDING.sub(lambda _: r"\w*", literal))
    return "".join(parts)
