"""The sanitiser that every piece of text passes, and the small measures taken of text.

What comes out can be stored anywhere: Unicode NFC, no NUL or other control character but line feed, no lone
surrogate, no non-character, no joiner but where a script spells with it. Quotes, dashes and full-width forms stay as
the author set them.
"""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from ftfy import TextFixerConfig

# C0 without tab, line feed; DEL; C1; soft hyphen, zero-width space, word joiner, BOM; embeddings and isolates;
# interlinear marks; surrogates; non-characters. Of joiners (U+200C, U+200D) see _STRAY_JOINERS.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069\ufff9-\ufffb"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
# The non-characters at the end of the other planes stand in a pattern of their own: beside them the first would be
# tried range by range, at ten times the time.
_BEYOND = re.compile("[\U0001fffe-\U0010ffff]")
_UNWANTED_BEYOND = re.compile(  # U+1FFFE and U+1FFFF
    "[" + "".join(chr(plane * 0x10000 + last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF)) + "]"
)
_JOINERS = ("\u200c", "\u200d")
_SPELT_WITH_JOINERS = (
    r"\p{Arabic}\u064b-\u065f\u0670\p{Syriac}\p{Mongolian}\p{Nko}\p{Devanagari}\p{Bengali}\p{Gurmukhi}\p{Gujarati}"
    r"\p{Oriya}\p{Tamil}\p{Telugu}\p{Kannada}\p{Malayalam}\p{Sinhala}\p{Tibetan}\p{Myanmar}\p{Khmer}\p{Balinese}"
    r"\p{Javanese}\p{Sundanese}\p{Meetei_Mayek}"
)
# A joiner spells something behind a letter of a script whose letters join (Persian می‌شود, Hindi and Sinhala clusters),
# and between the parts of an emoji. Elsewhere, behind another joiner and at the end of an Arabic word it is litter.
_STRAY_JOINERS = regex.compile(
    rf"(?<=[{_SPELT_WITH_JOINERS}][\u200c\u200d])[\u200c\u200d]+"
    rf"|(?<![{_SPELT_WITH_JOINERS}])\u200c[\u200c\u200d]*"
    rf"|(?<![{_SPELT_WITH_JOINERS}\p{{Emoji_Modifier}}\ufe0f]|\p{{Extended_Pictographic}})\u200d[\u200c\u200d]*"
    r"|(?<=[\p{Arabic}\u064b-\u065f\u0670])[\u200c\u200d]+(?![\p{L}\p{M}\p{N}\u200c\u200d])"
)
# What the sanitiser takes out or exchanges, but for white space and what NFC composes.
_TOUCHED = re.compile(_UNWANTED.pattern[:-1] + "\u200c\u200d\U0001fffe-\U0010ffff]")
_TOUCHED_OF_ASCII = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_SURROGATE_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BLANK_LINES = re.compile(r"\n{3,}")
# What mojibake is made of: the lead byte of a multi-byte sequence and one that continues it, both read as Latin-1,
# windows-1252, -1251 or Mac Roman (restored from the code pages, so that no such character has to stand here).
_CONTINUED = re.escape(
    "".join(bytes(range(0x80, 0xC0)).decode(page, "ignore") for page in ("latin-1", "cp1252", "cp1251"))
)
_SUSPICIOUS = re.compile(  # cafÃ©
    f"[\x80-\x9f]|[ÂÃÄÅâãäåÐÑØÙРСв][{_CONTINUED}]|Ã |[√‚ƒ≈¬][{bytes(range(0x80, 0xC0)).decode('mac_roman')}]"
)

_ENTITY = re.compile(  # &eacute; or &#8217;
    r"&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|amp|quot|apos|nbsp|[lr][sd]quo|[lr]aquo|[bs]dquo|sbquo|[nm]dash|hellip|euro"
    r"|[a-zA-Z](?:acute|grave|circ|uml|tilde|cedil|caron|ring)|szlig|(?:ae|AE|oe|OE)lig|[oO]slash);"
)
_SHOWN_MARKUP = re.compile(r"&(?:amp;)*(?:lt|gt|#60|#62);")


@lru_cache(maxsize=1)
def _fixer() -> TextFixerConfig:
    """ftfy set to repair encodings alone: what authors typed (curly quotes, ligatures, full width) stays."""
    from ftfy import TextFixerConfig

    return TextFixerConfig(
        unescape_html=False,
        uncurl_quotes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        remove_terminal_escapes=True,
        normalization="NFC",
        explain=False,
    )


def repair(text: str) -> str:
    """`text` with mojibake undone, line by line. Text without a suspicious character is returned as it is."""
    if not _SUSPICIOUS.search(text):
        return text
    import ftfy

    config = _fixer()
    return "\n".join(ftfy.fix_text(line, config) if _SUSPICIOUS.search(line) else line for line in text.split("\n"))


def unescape_twice(text: str) -> str:
    """`text` with entities that stand in it as text resolved: `Holt &amp; Sons` out of a page that was escaped twice.
    Lines that show markup (`&lt;`) are left alone."""
    if "&" not in text or not _ENTITY.search(text):
        return text
    return "\n".join(
        html.unescape(html.unescape(line)) if _ENTITY.search(line) and not _SHOWN_MARKUP.search(line) else line
        for line in text.split("\n")
    )


def sanitise(text: str) -> str:
    """`text` fit for storage: see the module's docstring. White space is squeezed, paragraphs stay apart.

    Idempotent: sanitise(sanitise(x)) == sanitise(x).
    """
    if not text.isascii() or _TOUCHED_OF_ASCII.search(text):
        text = _mended(text)
    text = "\n".join(" ".join(line.split()) for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", text).strip()


def _mended(text: str) -> str:
    """`text` with one sign for a line break, composed, without what it may not hold."""
    if _SURROGATE_PAIR.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = _LINE_BREAK.sub("\n", text)
    text = _UNWANTED.sub("", text)
    if _BEYOND.search(text):
        text = _UNWANTED_BEYOND.sub("", text)
    if any(joiner in text for joiner in _JOINERS):
        text = _STRAY_JOINERS.sub("", text)
    return unicodedata.normalize("NFC", text)


def word_set(words: str) -> frozenset[str]:
    """The words of a list written out over several lines."""
    return frozenset(words.split())


def one_line(text: str | None) -> str:
    """`text` sanitised, on one line."""
    # most texts hold nothing that the sanitiser would touch
    if not text or (text.isascii() and text.isprintable()):
        return " ".join((text or "").split())
    if not _TOUCHED.search(text) and unicodedata.is_normalized("NFC", text):
        return " ".join(text.split())
    return " ".join(sanitise(text).split())


def bounded(text: str, limit: int) -> str:
    """The first `limit` characters of `text`, cut at the last line or word end in its last tenth where there is one."""
    if len(text) <= limit:
        return text
    for mark in ("\n", " "):
        at = text.rfind(mark, limit - limit // 10, limit)
        if at > 0:
            return text[:at].rstrip()
    return text[:limit]


def content_sha256(headline: str, body: str) -> str:
    """Names a version of an article: SHA-256 (hex) of headline, a NUL (which no text here holds) and body, in UTF-8."""
    return hashlib.sha256(f"{headline}\0{body}".encode()).hexdigest()
