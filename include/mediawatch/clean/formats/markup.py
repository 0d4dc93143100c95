"""Fragments of markup in fields that may as well hold plain text: HTML, HTML escaped once or twice, Markdown."""

from __future__ import annotations

import html
import re

from mediawatch.clean.text import sanitise

_NAMES = (
    r"p|div|br|h[1-6]|ul|ol|li|a|em|strong|b|i|u|span|blockquote|section|article|figure|img|table|tr|td|hr|sup|sub"
    r"|small|pre|code|iframe|script|style|font|center|header|footer|main|aside|cite|q|mark|time|address"
)
_TAG = re.compile(rf"</?(?:{_NAMES})(?:\s{{0,20}}/?>|\s[^<>=]{{0,500}}=[^<>]{{0,2000}}>)", re.IGNORECASE)
"""A tag that texts have, bare or with attributes: `if a<b and c>d` holds none."""
_ESCAPED_TAG = re.compile(  # &amp;lt;p&amp;gt;
    rf"&(?:amp;){{0,4}}(?:lt|#0*60|#x0*3c);/?(?:{_NAMES})(?:\s|/|&(?:amp;){{0,4}}(?:gt|#0*62|#x0*3e);)", re.IGNORECASE
)
_ENTITY = re.compile(r"&(?:amp;){0,4}(?:[a-z]{2,8}\d{0,2}|#\d{2,6}|#x[0-9a-f]{2,5});", re.IGNORECASE)
_BREAKS = re.compile(  # </p> or <div class="x">
    r"</?(?:p|div|br|h[1-6]|ul|ol|li|tr|table|blockquote|section|article|figure|figcaption|header|footer|main|hr|pre"
    r"|address|dl|dt|dd)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)

MAX_ESCAPES = 4
"""Times that a text can have been escaped on its way: twice is common, thrice was seen."""


def has_tags(text: str) -> bool:
    """Whether there is an HTML tag in `text`, one that texts have."""
    return _TAG.search(text) is not None


def unescaped(text: str) -> str:
    """`text` with its entities resolved, as often as it was escaped; as it is where no entity stands in it."""
    for _ in range(MAX_ESCAPES):
        if not _ENTITY.search(text):
            break
        text = html.unescape(text)
    return text


def plain_of(text: str) -> str:
    """The text of a fragment of HTML, escaped or not, a paragraph for each block; plain text with its entities
    resolved."""
    for _ in range(MAX_ESCAPES):
        if has_tags(text) or not _ESCAPED_TAG.search(text):
            break
        text = html.unescape(text)
    if not has_tags(text):
        return unescaped(text)
    from lxml import html as lxml_html

    marked = _BREAKS.sub(lambda match: f"\n\n{match[0]}", sanitise(text))
    # without huge_tree what stands deeper than 256 elements is lost
    parser = lxml_html.HTMLParser(huge_tree=True)
    tree = lxml_html.fragment_fromstring(marked, create_parent="div", parser=parser)
    for element in tree.xpath(".//script|.//style|.//figure|.//noscript|.//iframe|.//template"):
        element.drop_tree()
    return unescaped(str(tree.text_content()))
