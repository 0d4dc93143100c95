"""One article of an export of LexisNexis or Factiva, by the lines that the archive prints around it."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from mediawatch.clean.dates.date_lines import strip_dates
from mediawatch.clean.dates.written import parse_date
from mediawatch.clean.draft import Draft
from mediawatch.clean.formats.markup import plain_of
from mediawatch.clean.formats.plain_text import finish_body
from mediawatch.clean.formats.stated_dates import use_date
from mediawatch.clean.language.language_names import tag_of
from mediawatch.clean.people.names import split_authors
from mediawatch.clean.text import one_line, repair, sanitise
from mediawatch.collect.containers.exports import FACTIVA, labels, listed
from mediawatch.errors import Quarantine
from mediawatch.words import pattern

_COPYRIGHT = re.compile(r"(?:copyright|©|\(c\))", re.IGNORECASE)
_WORDS_LINE = re.compile(r"[\d.,' \u00a0\u202f]{1,9}\s*[^\W\d_]{1,12}\.?")
_SOURCE_CODE = re.compile(r"[A-Z0-9]{2,10}")
_CLOCK = re.compile(r"\d\d?[:.]\d\d(?:\s*[ap]m)?(?:\s+[A-Z]{2,4})?", re.IGNORECASE)
_BY = re.compile(rf"{pattern('plain_by', key='archive')}\b\s*:?\s+\S", re.IGNORECASE)
_ACCESSION_LINE = re.compile(r"\W*(?:AN[\s|]+)?\w+[\s|]+[A-Za-z]{2,12}0{2,}(?:19|20)\d{6}[A-Za-z0-9]{6,14}[\s|]*")

HEAD_LINES = 60
"""Lines within which the head of an article ends; cover pages before the first one are longer, and end before it."""
SPARSE = 8
"""Lines for each blank one, above which blank lines part nothing; as archives print them every second to fifth is."""
LONG_DATE = 70
"""Characters of a line that is a date with its weekday, time and edition."""


def parse_export(text: str, archive: str) -> Draft:
    """The Draft of one article of an export. Raises Quarantine('not_an_article') where there is no head of one."""
    lines = [line.strip(" \t|\f") for line in sanitise(repair(text)).split("\n")]
    if SPARSE * lines.count("") < len(lines):  # a program has dropped the blank lines: each line is a block
        lines = [part for line in lines for part in (line, "")]
    draft = Draft(body="", extraction_method=archive)
    body = _factiva(lines, draft) if archive == FACTIVA else _lexis(lines, draft)
    if body is None:
        raise Quarantine("not_an_article", f"an item of a {archive} export without a head that says when it appeared")
    finish_body(body, draft)
    return draft


def parse_html_export(markup: str, archive: str) -> Draft:
    """The same of an article of an export as HTML."""
    return parse_export(re.sub(r"\n\s*\n+", "\n\n", plain_of(re.sub(r"</t[dh]>", "\n", markup))), archive)


def _paragraphs(lines: list[str]) -> str:
    """Lines as paragraphs: those that an archive has wrapped at one width are joined, blank lines part them."""
    wide = [line for line in lines if line]
    wrapped = len(wide) > 3 and max(map(len, wide)) <= 100
    text = "\n".join(lines)
    blocks = re.split(r"\n{2,}", text.strip("\n"))
    return "\n\n".join(" ".join(block.split("\n")) if wrapped else block for block in blocks)


# LexisNexis


class _Labels(NamedTuple):
    line: re.Pattern[str]  # a line with a label of the head
    below: re.Pattern[str]  # a line with a label that stands below the text
    loaded: re.Pattern[str]  # a line that says when the archive took the article, and nothing else
    body: re.Pattern[str]
    end: re.Pattern[str]
    numbered: re.Pattern[str]
    edition: re.Pattern[str]  # a line that names an edition of the paper
    names: dict[str, re.Pattern[str]]


_HEAD = ("length", "author", "headline", "section", "dateline", "publisher")


@cache
def _lexis_labels() -> _Labels:
    names = {kind: re.compile(listed(kind), re.IGNORECASE) for kind in (*_HEAD, "language", "load")}
    head = "|".join(listed(kind) for kind in (*_HEAD, "beside", "language"))
    below = "|".join(listed(kind) for kind in ("load", "below", "language"))
    documents, of = listed("documents"), listed("of")
    count = rf"\d{{1,6}}\s+(?:{of})\s+\d{{1,6}}"
    flags = re.IGNORECASE
    return _Labels(
        line=re.compile(rf"(?P<label>{head})\s{{0,2}}:\s*(?P<value>.*)", flags),
        below=re.compile(rf"(?P<label>{below})\s{{0,2}}:\s*(?P<value>.*)", flags),
        loaded=re.compile(rf"(?:{listed('load')})\s{{0,2}}:\s*(?=\S*\d|\S+\s+\d).{{4,40}}", flags),
        body=re.compile(rf"(?:{listed('body')})\s?:?", flags),
        end=re.compile(rf"(?:{listed('end')})", flags),
        numbered=re.compile(rf"(?:{count}\s+(?:{documents})|(?:{documents})\s+{count})", flags),
        edition=re.compile(rf"(?:[\w.]+\s){{0,3}}\w*(?:{listed('edition')})(?:[\s,–-]{{1,3}}[\w.]+){{0,3}}", flags),
        names=names,
    )


def _lexis(lines: list[str], draft: Draft) -> str | None:
    told = _lexis_labels()
    lines = ["" if told.numbered.fullmatch(line) else line for line in lines]
    first_label = _first_label(lines, told)
    if first_label is None:
        return None
    day = _date_line(lines, first_label)
    if day is None:
        return None
    use_date([_bare_date(lines[day])], draft, "lexis")
    after = _after_block(lines, day)  # an edition stands right below the date
    publication = _filled_before(lines, day)
    if publication is not None:
        draft.publisher, draft.publisher_source = lines[publication], "lexis"
    headline = _block_before(lines, publication) if publication is not None else ""
    if not headline:
        headline, after = _block_after(lines, after, told)
        if told.edition.fullmatch(headline):
            below, end = _block_after(lines, after, told)
            headline, after = (below, end) if below else (headline, after)
    fields, start = _read_head(lines, after, told)
    draft.headline = one_line(fields.get("headline") or headline)
    draft.headline_source = "lexis" if draft.headline else ""
    if names := split_authors(fields.get("author", "")):
        draft.author, draft.author_source = names, "lexis"
    draft.section = fields.get("section", "").split(";")[0].strip() or None
    draft.dateline = fields.get("dateline") or None
    if publisher := fields.get("publisher"):
        draft.publisher, draft.publisher_source = publisher, "lexis"
    end = _end_of_body(lines, start, told, draft)
    return _paragraphs(lines[start:end])


def _first_label(lines: list[str], told: _Labels) -> int | None:
    """The line that says how long the article is, by which its head is found, or the first label above it."""
    for place, line in enumerate(lines):
        match = told.line.fullmatch(line)
        if match and told.names["length"].fullmatch(match["label"]) and re.match(r"[\d.,]+\s+\w", match["value"]):
            return place
    return None


def _date_line(lines: list[str], label: int) -> int | None:
    """The last line above the labels that is a date and hardly more."""
    for place in range(label - 1, max(-1, label - HEAD_LINES), -1):
        line = lines[place]
        if not line or len(line) > LONG_DATE or ":" in line[:14] or _COPYRIGHT.match(line):
            continue
        if _bare_date(line):
            return place
    return None


def _bare_date(line: str) -> str:
    """The date of a line that holds little else (a day of the week, a time, an edition); empty for any other."""
    rest, dated = strip_dates(line)
    if not dated or len(rest.split()) > 5:
        return ""
    try:
        return line if parse_date(line) else ""
    except ValueError:
        return line


def _filled_before(lines: list[str], place: int) -> int | None:
    return next((number for number in range(place - 1, -1, -1) if lines[number]), None)


def _block_before(lines: list[str], place: int) -> str:
    """The lines that stand together above a line, with the blank ones between them and it passed over."""
    last = _filled_before(lines, place)
    if last is None:
        return ""
    first = last
    while first > 0 and lines[first - 1] and last - first < 3:
        first -= 1
    return " ".join(lines[first : last + 1])


def _after_block(lines: list[str], place: int) -> int:
    """The line after the block of lines in which `place` stands."""
    while place < len(lines) and lines[place]:
        place += 1
    return place


def _block_after(lines: list[str], place: int, told: _Labels) -> tuple[str, int]:
    """(the first block below that is neither label nor copyright, the line after it)."""
    while place < len(lines) and (not lines[place] or _COPYRIGHT.match(lines[place])):
        place += 1
    end = place
    while end < len(lines) and lines[end] and not told.line.fullmatch(lines[end]):
        end += 1
    return " ".join(lines[place:end]), end


def _read_head(lines: list[str], place: int, told: _Labels) -> tuple[dict[str, str], int]:
    """(kind of label -> value, the line at which the text begins)."""
    fields: dict[str, str] = {}
    start = place
    while place < len(lines):
        line = lines[place]
        if not line:
            place += 1
            continue
        if told.body.fullmatch(line):
            return fields, place + 1
        match = told.line.fullmatch(line)
        if match is None:
            if "length" in fields or not _label_below(lines, place, told):
                return fields, place
            while place < len(lines) and lines[place] and not _is_label(lines[place], told):
                place += 1  # a copyright or an edition between date and labels
            continue
        end = place + 1
        while end < len(lines) and lines[end] and match["value"] and not _is_label(lines[end], told):
            end += 1
        kind = next((kind for kind, name in told.names.items() if name.fullmatch(match["label"])), "")
        value = one_line(" ".join([match["value"], *lines[place + 1 : end]]))
        if kind:
            fields.setdefault(kind, value)
        place = start = end
    return fields, start


def _is_label(line: str, told: _Labels) -> bool:
    return bool(told.line.fullmatch(line) or told.body.fullmatch(line))


def _label_below(lines: list[str], place: int, told: _Labels) -> bool:
    return any(told.line.fullmatch(line) for line in lines[place + 1 : place + HEAD_LINES])


def _end_of_body(lines: list[str], start: int, told: _Labels, draft: Draft) -> int:
    """Where the labels below the text begin; what they say of the language is noted."""
    end = len(lines)
    for place in range(start, len(lines)):
        line = lines[place]
        match = told.below.fullmatch(line)
        if match and told.names["language"].fullmatch(match["label"]):
            draft.declared_language = tag_of(match["value"])
        starts_block = place == start or not lines[place - 1] or bool(match and told.loaded.fullmatch(line))
        if end == len(lines) and place > start and (told.end.fullmatch(line) or (match and starts_block)):
            end = place
    last = end
    while last > start and (not lines[last - 1] or _COPYRIGHT.match(lines[last - 1]) or _is_rights(lines[last - 1])):
        last -= 1
    return last


def _is_rights(line: str) -> bool:
    return bool(re.fullmatch(r"(?:all rights reserved|alle rechte vorbehalten|tous droits réservés)\W*", line, re.I))


# Factiva


def _factiva(lines: list[str], draft: Draft) -> str | None:
    last = max((place for place, line in enumerate(lines) if _ACCESSION_LINE.fullmatch(line)), default=len(lines))
    fields = _coded(lines[:last])
    if "HD" in fields:
        return _of_codes(fields, draft)
    return _of_places(lines[:last], draft)


@cache
def _code() -> re.Pattern[str]:
    return re.compile(rf"(?P<code>{'|'.join(labels()['factiva']['codes'])})(?:[\s|]+(?P<value>.*)|$)")


def _coded(lines: list[str]) -> dict[str, list[str]]:
    """Code -> the lines of its field. A code is told by standing alone or first in its line, once each."""
    fields: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in lines:
        match = _code().fullmatch(line)
        if match and match["code"] not in fields:
            current = fields[match["code"]] = [(match["value"] or "").strip(" |")]
        elif current is not None:
            current.append(line)
    return fields


def _of_codes(fields: dict[str, list[str]], draft: Draft) -> str | None:
    def value(code: str) -> str:
        return one_line(" ".join(fields.get(code, ())))

    draft.headline, draft.headline_source = value("HD"), "factiva"
    if not value("PD"):
        return None
    use_date([f"{value('PD')} {value('ET')}".strip(), value("PD")], draft, "factiva")
    if names := split_authors(value("BY")):
        draft.author, draft.author_source = names, "factiva"
    if value("SN"):
        draft.publisher, draft.publisher_source = value("SN"), "factiva"
    draft.section = value("SE") or value("CLM") or None
    draft.declared_language = tag_of(value("LA"))
    return "\n\n".join(filter(None, (_paragraphs(_trimmed(fields.get(code, []))) for code in ("LP", "TD"))))


def _trimmed(lines: list[str]) -> list[str]:
    return "\n".join(lines).strip("\n").split("\n")


def _of_places(lines: list[str], draft: Draft) -> str | None:
    """The article format: headline, author, number of words, date, time, source, its code, page, language, copyright,
    each on a line of its own, then the text."""
    filled = [place for place, line in enumerate(lines) if line]
    for number, place in enumerate(filled[:HEAD_LINES]):
        day = filled[number + 1] if number + 1 < len(filled) else None
        if day is not None and number and _WORDS_LINE.fullmatch(lines[place]) and _bare_date(lines[day]):
            break
    else:
        return None
    _use_title([lines[place] for place in filled[:number]], draft)
    stated = lines[day]
    rest = filled[number + 2 :]
    if rest and _CLOCK.fullmatch(lines[rest[0]]):
        stated, rest = f"{stated} {lines[rest[0]]}", rest[1:]
    use_date([stated, lines[day]], draft, "factiva")
    if rest:
        draft.publisher, draft.publisher_source = lines[rest[0]], "factiva"
        rest = rest[1:]
    start = rest[0] if rest else len(lines)
    for place in rest[:6]:
        line = lines[place]
        if tag := tag_of(line):
            draft.declared_language = tag
        elif not (_SOURCE_CODE.fullmatch(line) or _COPYRIGHT.match(line) or re.fullmatch(r"\W*\w{1,12}\W*", line)):
            start = place
            break
        start = place + 1
        if _COPYRIGHT.match(line):
            break
    return _paragraphs(lines[start:])


def _use_title(above: list[str], draft: Draft) -> None:
    """The lines above the number of words: a section perhaps, the headline, a byline perhaps."""
    if len(above) > 1 and (_BY.match(above[-1]) or len(above[-1].split()) <= 6) and (names := split_authors(above[-1])):
        draft.author, draft.author_source = names, "factiva"
        above = above[:-1]
    if len(above) > 1 and len(above[0].split()) <= 3:
        draft.section = above[0]
        above = above[1:]
    draft.headline, draft.headline_source = one_line(" ".join(above[:3])), "factiva"
