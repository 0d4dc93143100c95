"""Markdown to plain text, with what Obsidian adds to it: marks go, words stay. Enough for articles; no tables,
footnotes or HTML blocks."""

from __future__ import annotations

import re

from mediawatch.clean.draft import Draft

_COMMENT = re.compile(r"<!--.{0,20000}?-->", re.DOTALL)
# No bracket within brackets: else every one of many that nobody closes would be followed to the end of its line.
_IMAGE = re.compile(r"!\[[^\[\]\n]*\]\([^)\n]*\)")
_LINK = re.compile(r"\[([^\[\]\n]+)\]\((?:[^()\n]|\([^()\n]*\))*\)")
_REFERENCE = re.compile(r"\[([^\[\]\n]+)\]\[[^\[\]\n]*\]")
_REFERENCE_LINE = re.compile(r"^[ ]{0,3}\[[^\]\n]+\]:\s+\S+.*$", re.MULTILINE)
_AUTOLINK = re.compile(r"<(https?://[^>\s]+)>")
_EMBED = re.compile(r"!\[\[[^\[\]\n]*\]\]")
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|\n]*\|)?([^\[\]|\n]+)\]\]")
_HIDDEN = re.compile(r"%%.{0,20000}?%%", re.DOTALL)
_MARKED = re.compile(r"==(?=\S)([^=\n]+?)(?<=\S)==")
_CALLOUT = re.compile(r"^([ ]{0,3}>\s?)+\[![\w-]+\][+-]?[ \t]*", re.MULTILINE)
_STRONG = re.compile(r"(\*\*\*|\*\*|___|__)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = re.compile(  # *so* or _so_
    r"(?<![\w*\\])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*\\])\*(?![\w*])|(?<!\w)_(?=[^\s_])([^_\n]+?)(?<=[^\s_])_(?!\w)"
)
_HEADING = re.compile(r"^[ ]{0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$", re.MULTILINE)
_UNDERLINED = re.compile(r"^(\S.{0,200})\n(?:={3,}|-{3,})[ \t]*$", re.MULTILINE)
_RULE = re.compile(r"^[ ]{0,3}(?:[-*_][ \t]*){3,}$", re.MULTILINE)
_QUOTE = re.compile(r"^[ ]{0,3}(?:>\s?)+", re.MULTILINE)
_FENCE = re.compile(r"^[ ]{0,3}(?:```|~~~).*$", re.MULTILINE)
_CODE = re.compile(r"`([^`\n]+)`")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>|])")


def strip_markdown(text: str, draft: Draft) -> str:
    """`text` without Markdown's marks. A first-level heading at its start is draft.headline where none is known."""
    text = _HIDDEN.sub("", _COMMENT.sub("", text.replace("\r\n", "\n")))
    text = _UNDERLINED.sub(r"# \1", text)
    first = _HEADING.match(text.lstrip())
    if first and first[1] == "#":
        if not draft.headline:
            draft.headline, draft.headline_source = _inline(first[2]), "h1"
        if _inline(first[2]) == draft.headline:
            text = text.lstrip()[first.end() :]
    for pattern in (_EMBED, _CALLOUT, _IMAGE, _REFERENCE_LINE, _RULE, _FENCE):
        text = pattern.sub("", text)
    text = _HEADING.sub(r"\n\2\n", text)
    return _inline(_QUOTE.sub("", text))


def _inline(text: str) -> str:
    for pattern in (_WIKI_LINK, _MARKED, _LINK, _REFERENCE, _AUTOLINK, _CODE):
        text = pattern.sub(r"\1", text)
    text = _STRONG.sub(r"\2", text)
    text = _EMPHASIS.sub(lambda match: match[1] or match[2], text)
    return _ESCAPED.sub(r"\1", text)
