"""One article of an export of ProQuest as text: lines of a label and a value, the text behind one of the labels."""

from __future__ import annotations

import itertools
import re
from functools import cache

from mediawatch.clean.draft import Draft
from mediawatch.clean.formats.plain_text import finish_body
from mediawatch.clean.formats.stated_dates import use_date
from mediawatch.clean.language.language_names import tag_of
from mediawatch.clean.people.names import last_name_first, split_authors
from mediawatch.clean.text import one_line, repair, sanitise
from mediawatch.collect.containers.exports import PROQUEST, labels
from mediawatch.errors import Quarantine

BELOW = 4
"""Lines below a label that are looked at."""

FIELDS = ("text", "headline", "author", "publisher", "published", "language", "section")


@cache
def _label() -> re.Pattern[str]:
    told = labels()[PROQUEST]
    kinds = "|".join(f"(?P<{kind}>{'|'.join(told[kind])})" for kind in FIELDS)
    return re.compile(rf"(?:{kinds}|(?:{'|'.join(told['beside'])}))\s?[:：]\s*(?P<value>.*)", re.IGNORECASE)


def _ends_text(below: list[str]) -> bool:
    """Whether a label within the text begins what stands below it, and is no line of the article such as `Location: the
    town hall`: of the next lines most are labels too."""
    near = list(itertools.islice((line for line in below if line.strip()), BELOW))
    return 2 * sum(bool(_label().fullmatch(line)) for line in near) > len(near) or not near


def parse_proquest(text: str) -> Draft:
    """The Draft of one article of an export. Raises Quarantine('not_an_article') where it has no text."""
    fields: dict[str, list[str]] = {}
    above: list[str] = []
    current: list[str] | None = None
    lines = sanitise(repair(text)).split("\n")
    for place, line in enumerate(lines):
        match = _label().fullmatch(line)
        if match and current is not None and current is fields.get("text") and not _ends_text(lines[place + 1 :]):
            match = None
        if match:
            kind = next((kind for kind in FIELDS if match[kind]), "")
            current = fields.setdefault(kind, []) if kind else []
            current.append(match["value"])
        elif current is not None:
            current.append(line)
        elif line.strip():
            above.append(line)

    def value(kind: str) -> str:
        return one_line(" ".join(fields.get(kind, ())))

    if not value("text"):
        raise Quarantine("not_an_article", "an item of a proquest export without a text")
    draft = Draft(body="", extraction_method=PROQUEST)
    draft.headline = value("headline") or one_line(above[-1] if above else "")
    draft.headline_source = PROQUEST if draft.headline else ""
    draft.declared_language = tag_of(value("language"))
    use_date([value("published")], draft, PROQUEST)
    if names := split_authors(
        last_name_first([part.strip(" .") for part in value("author").split(";") if part.strip()])
    ):
        draft.author, draft.author_source = names, PROQUEST
    if value("publisher"):
        draft.publisher, draft.publisher_source = value("publisher").split(";")[0].strip(), PROQUEST
    draft.section = value("section") or None
    finish_body("\n".join(fields["text"]).strip("\n"), draft)
    return draft
