"""Plain text and Markdown, with or without a head: front matter, label lines, a date glued before the first word.

text -> head (front matter | `Title: ...` lines | ` date 2025-05-05 `) -> paragraphs -> dateline, boilerplate,
promotions
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache

from mediawatch.clean.dates.dateline import Dateline, split_dateline
from mediawatch.clean.dates.relative_dates import infer_published, latest, resolve
from mediawatch.clean.draft import Draft
from mediawatch.clean.formats.front_matter import read_front_matter
from mediawatch.clean.formats.markdown import strip_markdown
from mediawatch.clean.formats.plain.lines import SENTENCE_END, SHORT_LINE
from mediawatch.clean.formats.plain.text_head import read_above, read_end, read_head
from mediawatch.clean.page.notices.boilerplate import is_boilerplate, trim_tail
from mediawatch.clean.page.related_links import drop_promotions, small_words
from mediawatch.clean.page.titles.title_parts import fold
from mediawatch.clean.people.spaceless_bylines import byline_without_spaces
from mediawatch.clean.text import repair, sanitise

MAX_TEXT = 2_000_000
"""Characters that are looked at: twice the longest body that is kept."""

MAX_PARAGRAPH = 20_000

LONG_HEADLINE = 12
"""Characters of a headline that no sentence holds by chance."""
MAX_FEED_END = 500
MAX_SAID = 60
"""Characters of the last line of a feed's text, and of what it says beside headline and publisher."""


def parse_plain(text: str, *, markdown: bool = False, headline: str = "", above: Sequence[str] = ()) -> Draft:
    """The Draft of a plain text or Markdown document, or of what stands below a `headline` that the file marks as one
    and below the lines `above` that. The body is empty where nothing but boilerplate is in it."""
    repaired = repair(text)
    draft = Draft(body="", extraction_method="markdown" if markdown else "plain-text")
    if headline:
        draft.headline, draft.headline_source = headline, "heading"
    if repaired != text and sanitise(repaired) != sanitise(text):
        draft.warn("mojibake-repaired", "characters read in a wrong encoding before delivery")
    rest = read_front_matter(repaired, draft)
    if markdown:
        rest = strip_markdown(rest, draft)
        if draft.headline_source == "h1":  # Notion: the properties stand below the heading
            rest = read_front_matter(rest.lstrip("\n"), draft)
    kept = read_above(above, rest, draft)
    rest = read_end("\n\n".join((*kept, read_head(sanitise(rest), draft))), draft)
    finish_body(unwrap(rest), draft)
    return draft


def finish_body(text: str, draft: Draft, *, stated: bool = False) -> None:
    """Sets draft.body and draft.dateline from bare text (of a file or of a JSON item). `stated`: its source says that
    this is the article's body, as schema.org's `articleBody` does, so that a first line which repeats the headline
    belongs to it."""
    if len(text) > MAX_TEXT:
        draft.warn("body-truncated", f"{len(text)} characters, the first {MAX_TEXT} were read")
        text = text[:MAX_TEXT]
    blocks = [block.split("\n") for block in re.split(r"\n\n+", sanitise(text))]
    written_small = cache(lambda: small_words([line for block in blocks for line in block]))
    kept_blocks, dropped = [], 0
    for block in blocks:
        kept = []
        for line in block:
            if len(line) > SHORT_LINE and is_boilerplate(line):
                continue
            # too short for any rule, or no paragraph of an article, whose end is not worth a search
            if not SHORT_LINE < len(line) <= MAX_PARAGRAPH:
                kept.append(line)
                continue
            line, promotions = drop_promotions(trim_tail(line), written_small)
            dropped += len(promotions)
            kept.append(line)
        if kept:
            kept_blocks.append("\n".join(kept))
    body = "\n\n".join(kept_blocks)
    body = body if stated else _without_headline(body, draft)
    found = split_dateline(body)
    if found and draft.dateline in (None, found.place):
        body = found.rest
        draft.dateline = found.place
        if not draft.author and (names := byline_without_spaces(found.head)):
            draft.author, draft.author_source = names, "byline"
        _use_dateline_day(found, draft)
    draft.body = body


def _without_headline(body: str, draft: Draft) -> str:
    """`body` without its first line where that is the headline once more, and without its last one where that names
    headline and publisher, as feeds end (`The post ... appeared first on ...`)."""
    headline = fold(draft.headline)
    if not headline:
        return body
    first, _, rest = body.partition("\n")
    if rest.strip() and len(first) <= 2 * len(draft.headline) and fold(first) == headline:
        body = rest.lstrip("\n")
    above, _, last = body.rpartition("\n")
    if above.strip() and len(headline) >= LONG_HEADLINE and len(last) <= MAX_FEED_END and draft.publisher:
        rest = fold(last).replace(headline, " ", 1)
        publisher = fold(draft.publisher)
        if rest != fold(last) and publisher in rest and len(rest.replace(publisher, "", 1)) <= MAX_SAID:
            return above.rstrip()
    return body


def _use_dateline_day(found: Dateline, draft: Draft) -> None:
    """Dates the draft by its dateline: at once where the year is written, else from another date of the document."""
    if draft.date_published is None and found.date is not None:
        draft.date_published, draft.date_published_source = found.date, "dateline"
        return
    if found.weekday and draft.date_published is None and draft.date_modified:
        infer_published(draft, found.weekday, resolve(found.weekday, draft.date_modified), "dateline")
    if found.day is None:
        return
    month, day = found.day
    written = f"the dateline says {day:02d}.{month:02d}."
    if draft.date_published is None and draft.date_modified:
        infer_published(draft, written, latest(month, day, draft.date_modified), "dateline")
    if draft.date_published is None:
        draft.warn("undated-dateline", f"{written} without a year")
    elif not _near(month, day, draft.date_published):
        draft.warn("date-conflict", f"{written}, the date is {draft.date_published:%Y-%m-%d}")


def _near(month: int, day: int, stated: datetime) -> bool:
    """Whether `stated` is within two days of that day in any year."""
    for year in (stated.year - 1, stated.year, stated.year + 1):
        try:
            if abs((datetime(year, month, day, tzinfo=UTC) - stated).days) <= 2:
                return True
        except ValueError:  # 29 February
            continue
    return False


def unwrap(text: str) -> str:
    """`text` with hard-wrapped lines joined: where blank lines part the paragraphs and inner lines end mid-sentence at
    one width."""
    blocks = text.split("\n\n")
    inner = [line for block in blocks for line in block.split("\n")[:-1]]
    if len(inner) < 4 or len(blocks) < 2:
        return text
    long = [line for line in inner if 45 <= len(line) <= 100]
    mid_sentence = sum(1 for line in inner if not SENTENCE_END.search(line))
    if len(long) < 0.9 * len(inner) or mid_sentence < 0.6 * len(inner):
        return text
    return "\n\n".join(" ".join(block.split("\n")) for block in blocks)
