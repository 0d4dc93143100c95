"""A digest as a letter: plain text, and HTML that a phone shows in one column: no pictures, scripts or trackers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from html import escape

from mediawatch.desk.digest.compilation import Digest, Line, Section
from mediawatch.desk.shape.evidence_marks import Piece
from mediawatch.notify.messages import Message, quoted

_TURNING = dict.fromkeys([0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])

_HEAD = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" '
    'content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"></head>'
    '<body style="margin:0;padding:16px;max-width:640px;font:16px/1.5 system-ui,-apple-system,Segoe UI,'
    'Roboto,sans-serif">'
)
_H2 = '<h2 style="font-size:18px;margin:24px 0 8px;border-bottom:1px solid #8888;padding-bottom:4px">'
_DIM = "color:#6b7280;font-size:14px"
_MARK = "background:#ffe9a8;color:#17202c;border-radius:3px;padding:0 1px"


def letter(digest: Digest, at: datetime, page_url: str) -> Message:
    """The digest as a message to its audience. `page_url` is the address of Airflow's web page, below which the desk
    stands. Its key names where the digest before ended and the day, so that it is posted once."""
    label = quoted(digest.audience.label or digest.audience.name, 80)
    if digest.quiet:
        title = f"{label}: nothing new on {at:%-d %B}"
    else:
        stories = sum(len(section.lines) + section.more for section in digest.sections)
        title = f"{label}: {stories:,} new {'story' if stories == 1 else 'stories'}, {at:%-d %B}"
    desk = f"{page_url.rstrip('/')}/mediawatch/"
    return Message(
        key=f"digest/{digest.audience.name}/{digest.since}/{at:%Y-%m-%d}",
        audience=digest.audience.name,
        kind="digest",
        subject=digest.audience.name,
        title=title,
        text=_text(digest, desk),
        html=_html(digest, title, desk),
    )


def _text(digest: Digest, desk: str) -> str:
    told = []
    for section in digest.sections:
        if not section.lines:
            continue
        told.append(quoted(section.title, 120).upper())
        for line in section.lines:
            told.append(f"- {quoted(line.article['headline'], 160)} ({_facts(line)})")
            if line.sentence:
                told.append(f"  {quoted(_plain(line.sentence), 320)}")
            if line.differ:
                told.append(f"  {quoted(_differ(line), 320)}")
            told.append(f"  {desk}{_address(line)}")
        if section.more:
            told.append(f"  and {section.more:,} more")
        told.append("")
    if quiet := _quiet(digest):
        told.append(f"Nothing new: {quiet}.")
    return "\n".join(told).strip()


def _html(digest: Digest, title: str, desk: str) -> str:
    parts = [_HEAD, f'<h1 style="font-size:21px;margin:0 0 4px">{escape(_straight(title))}</h1>']
    for section in digest.sections:
        if section.lines:
            parts.append(_section(section, desk))
    if quiet := _quiet(digest):
        parts.append(f'<p style="{_DIM}">Nothing new: {escape(quiet)}.</p>')
    parts.append(f'<p style="{_DIM};margin-top:28px"><a href="{escape(desk)}news">Open the desk</a></p></body></html>')
    return "".join(parts)


def _section(section: Section, desk: str) -> str:
    title = escape(_straight(section.title))
    head = f'<a href="{escape(desk + section.link)}">{title}</a>' if section.link else title
    parts = [f"{_H2}{head}</h2>"]
    for line in section.lines:
        language = escape(line.article["in_language"])
        sentence = "".join(
            f'<b style="{_MARK}">{escape(_straight(piece.words))}</b>' if piece.keys else escape(_straight(piece.words))
            for piece in line.sentence
        )
        parts.append(
            f'<p style="margin:0 0 14px"><a href="{escape(desk + _address(line))}"><b><bdi lang="{language}">'
            f"{escape(_straight(line.article['headline'])[:200])}</bdi></b></a><br>"
            f'<span style="{_DIM}"><bdi>{escape(_straight(_facts(line)))}</bdi></span>'
            + (f'<br><bdi lang="{language}">{sentence}</bdi>' if sentence else "")
            + (
                f'<br><span style="{_DIM}"><bdi>{escape(_straight(_differ(line))[:320])}</bdi></span>'
                if line.differ
                else ""
            )
            + "</p>"
        )
    if section.more:
        parts.append(f'<p style="{_DIM}">and {section.more:,} more</p>')
    return "".join(parts)


def _facts(line: Line) -> str:
    """Who and when, and how much more there is of it."""
    facts = [quoted(line.article["publisher"] or "", 60), f"{line.article['day']:%-d %b}"]
    if line.known:
        facts.append(f"grown: {line.known:,} articles before")
    if line.accounts > 0:
        facts.append(f"+ {line.accounts:,} {'account' if line.accounts == 1 else 'accounts'}")
    if line.reprints > 0:
        facts.append(f"+ {line.reprints:,} {'reprint' if line.reprints == 1 else 'reprints'}")
    return ", ".join(filter(None, facts))


def _differ(line: Line) -> str:
    return f"accounts differ: {'; '.join(line.differ)}"


def _address(line: Line) -> str:
    more = line.accounts + line.reprints + line.known > 0 or line.differ
    return f"stories/{line.story_id}" if more and line.story_id else f"articles/{line.article['article_id']}"


def _quiet(digest: Digest) -> str:
    """The sections without news, by name."""
    return ", ".join(quoted(section.title, 80) for section in digest.sections if not section.lines)


def _plain(pieces: Sequence[Piece]) -> str:
    return "".join(f"»{piece.words}«" if piece.keys else piece.words for piece in pieces)


def _straight(words: str) -> str:
    """On one line, without characters that turn the text beside them round."""
    return re.sub(r"\s+", " ", words.translate(_TURNING)).strip(" ") if words.strip() else words
