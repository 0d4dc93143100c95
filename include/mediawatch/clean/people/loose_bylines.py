"""Bylines with something else at their names or in their label: a mark of an institute, a role, a change, an account.

Ada Holm¹, Bo Lind²       Author, senior warden: Ada Holm      Last updated by Ada Holm on 24 March 2026
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

from mediawatch.clean.dates.date_lines import strip_dates
from mediawatch.clean.page.blocks import is_prose
from mediawatch.clean.page.headline_context import HeadlineContext
from mediawatch.clean.people.byline import CHANGED_BY, LONG_LINE, persons_alone
from mediawatch.clean.people.name_forms import has_capitals
from mediawatch.clean.people.names import BY, PREFIX, is_person, split_names
from mediawatch.words import pattern

_MARKS = re.compile(r"(?<=[^\W\d])\.?\s?[⁰¹²³⁴-⁹*†‡§](?:[\s,]*[⁰¹²³⁴-⁹*†‡§])*")
_ROLE_IN_LABEL = re.compile(  # Author, senior warden: or Warden and author:
    rf"\W*(?:{BY}\s*[,/&(]\s*[^:：]{{2,40}}|[^\W\d][^:：.,]{{1,30}}\s(?:{pattern('and')}|{pattern('and_before_capital')})\s+{BY})"
    r"\s*[:：]\s*(?=\S)",
    re.IGNORECASE,
)
_OF_READER = re.compile(r"header|log-?in|account|profile-menu|navbar|toolbar|online", re.IGNORECASE)
"""Ids and classes of what greets the reader."""

LONG_TEXT = 80
"""Characters from which a text before an account's name is the article: the account is a reader's who comments."""

MOST_USERS = 6
"""Accounts that are looked at."""

_BEFORE: Any = etree.XPath(f"preceding::text()[string-length(normalize-space()) > {LONG_TEXT}]")


def _names_with_marks(line: str) -> tuple[str, ...]:
    """The persons of a line that is nothing but names with the marks of their institutes."""
    if len(line) > 2 * LONG_LINE or not _MARKS.search(line):
        return ()
    plain = _MARKS.sub("", line)
    if len(plain) > LONG_LINE or is_prose(plain):
        return ()
    names = persons_alone(PREFIX.sub("", plain))
    return names if all(" " in name for name in names) else ()


def marked_at_headline(near: HeadlineContext) -> tuple[str, ...]:
    """The persons of the first such line below the headline."""
    return next((names for line in near.after if (names := _names_with_marks(line))), ())


def byline_with_role(lines: Sequence[str]) -> tuple[str, ...]:
    """The persons whom lines name behind a label with a role in it; empty where different lines name different ones."""
    found = set()
    for line in lines:
        if len(line) <= LONG_LINE and (":" in line or "：" in line) and (match := _ROLE_IN_LABEL.match(line)):
            found.add(persons_alone(line[match.end() :]))
    found -= {()}
    return found.pop() if len(found) == 1 else ()


def changed_by(near: HeadlineContext) -> tuple[str, ...]:
    """The persons of the first line at the headline that says who changed the page: its author, where it names none."""
    for line in (*near.after, *near.before):
        if len(line) <= LONG_LINE and (match := CHANGED_BY.match(line)):
            rest, _ = strip_dates(line[match.end() :], near.language or None)
            names = split_names(rest, signed=True)
            if names and all(has_capitals(name) and is_person(name) for name in names):
                return names
    return ()


def user_at_text(users: Sequence[HtmlElement]) -> list[HtmlElement]:
    """The first account's name that no article stands before, and that is not the reader's own."""
    for user in users[:MOST_USERS]:
        around = [user, *user.iterancestors()]
        if any(
            part.tag == "header" or _OF_READER.search(f"{part.get('class') or ''} {part.get('id') or ''}")
            for part in around
            if part.tag not in ("body", "html")
        ):
            continue
        return [] if any(map(is_prose, _BEFORE(user))) else [user]
    return []
