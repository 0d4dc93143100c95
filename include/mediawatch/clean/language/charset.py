"""Bytes to text, in the order in which browsers decide, with one repair that they do not make.

Byte order mark, then the encoding of the transport (HTTP, WARC), then the document's own `<meta>`, then UTF-8 where
the bytes are valid UTF-8, then statistics. Labels mean what the WHATWG Encoding Standard says: `iso-8859-1` is read as
windows-1252, `gb2312` as gb18030. Where a declared single-byte encoding meets bytes that are valid UTF-8 with
multi-byte sequences, UTF-8 wins: such sequences do not come about by chance.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from webencodings import PYTHON_NAMES
from webencodings.labels import LABELS

from mediawatch.errors import Quarantine

_CODECS = {
    **PYTHON_NAMES,
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc-kr": "cp949",
    "big5": "big5hkscs",
    "x-user-defined": "cp1252",
}
"""Encodings of the WHATWG's standard (encoding.spec.whatwg.org) whose codec in Python has another name; the East Asian
ones are read as the larger sets that browsers mean by them."""

_OTHER_LABELS = {"latin-1": "cp1252", "unicode": "utf-16"}
"""Labels that documents use and the standard does not know."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-zA-Z0-9_:.\-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([a-zA-Z0-9_:.\-]{2,40})""")
_TAGS = re.compile(rb"(?is)<(script|style)\b.*?</\1\s*>|<[^>]{0,2000}>|[\x00-\x7f]{200,}")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")

_WEB_ENCODINGS = (
    *("cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874"),
    *("koi8_r", "koi8_u", "iso8859_2", "cp932", "euc_jp", "gb18030", "big5", "cp949"),
)
"""What detection chooses among: the encodings that browsers know. Without this list old Mac and DOS code pages win."""

_LATIN = {
    "cp1252": frozenset[str](),
    "cp1250": frozenset({"pl", "cs", "sk", "hu", "sl", "hr", "bs", "sr", "ro", "sq"}),
    "iso8859-2": frozenset[str](),
    "cp1254": frozenset({"tr", "az"}),
    "cp1257": frozenset({"et", "lt", "lv"}),
    "cp1258": frozenset({"vi"}),
}
"""The code pages of Latin letters, with the languages that are written in them; cp1252 has the rest."""

META_BYTES = 8192
"""How far the search for `<meta charset>` goes; browsers stop at 1,024, many pages put it later."""

CHECKED_CHARS = 20_000
"""Characters that are looked at for what is no text."""

SAMPLE_BYTES = 12_000
"""What charset-normalizer sees; its time grows with the input, its answer does not change beyond this."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the encoding it was read in, where that was learnt, and what a reader should know of it."""

    text: str
    charset: str
    source: str  # 'bom', 'header', 'meta', 'utf-8', 'detected'
    warnings: tuple[str, ...] = ()


def codec_name(label: str | None) -> str | None:
    """The Python codec for an encoding label as browsers understand it; None for an unknown label."""
    if not label:
        return None
    name = label.strip().strip("\"'").lower()
    standard = LABELS.get(name)
    name = _CODECS.get(standard, standard) if standard else _OTHER_LABELS.get(name, name)
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    # rot13, hex and the like are no encodings of text
    return info.name if info._is_text_encoding else None


def decode(data: bytes, declared: str | None = None, *, markup: bool = False) -> Decoded:
    """The text of `data`. `declared` is the transport's label; `markup` allows a look at `<meta>`.

    Raises Quarantine('undecodable_text') where a tenth of what comes out is no text.
    """
    decoded = _decide(data, declared, markup)
    sample = decoded.text[:CHECKED_CHARS]
    bad = len(_CONTROLS.findall(sample))
    if bad > 20 and bad * 10 > len(sample):
        raise Quarantine("undecodable_text", f"{bad} of {len(sample)} characters, read as {decoded.charset}, are none")
    if "\ufffd" in decoded.text:
        count = decoded.text.count("\ufffd")
        note = f"replaced-characters: {count} in {decoded.charset}"
        return Decoded(decoded.text, decoded.charset, decoded.source, (*decoded.warnings, note))
    return decoded


def _decide(data: bytes, declared: str | None, markup: bool) -> Decoded:
    for bom, name in _BOMS:
        if data.startswith(bom):
            return Decoded(data[len(bom) :].decode(name, "replace"), name, "bom")
    labels = [("header", codec_name(declared))]
    if markup:
        found = _XML.search(data[:200]) or _META.search(data[:META_BYTES])
        meta = codec_name(found.group(1).decode("ascii")) if found else None
        # the meta element was readable as ASCII, so a claim of UTF-16 in it is wrong (as browsers hold)
        labels.append(("meta", "utf-8" if meta and meta.startswith("utf-16") else meta))
    claims = [(source, name) for source, name in labels if name]
    utf8 = _strict(data, "utf-8")
    multibyte = utf8 is not None and len(utf8) < len(data)
    for source, name in claims:
        if utf8 is not None and (name == "utf-8" or (multibyte and not name.startswith("utf-"))):
            warned = () if name == "utf-8" else (f"charset-mismatch: declared {name}, is utf-8",)
            return Decoded(utf8, "utf-8", source if name == "utf-8" else "utf-8", warned)
        text = _strict(data, name)
        if text is not None and not _implausible(text, name):
            return Decoded(text, name, source)
    if utf8 is not None:
        return Decoded(utf8, "utf-8", "utf-8")
    if claims and (lenient := _lenient(data, claims[0][1])) is not None:
        return Decoded(lenient, claims[0][1], claims[0][0])
    name = detect(data)
    warned = (f"charset-mismatch: declared {claims[0][1]}, read as {name}",) if claims else ()
    return Decoded(data.decode(name, "replace"), name, "detected", warned)


def detect(data: bytes) -> str:
    """The most likely codec by charset-normalizer, on the parts of `data` that hold no markup."""
    import charset_normalizer

    sample = _TAGS.sub(b" ", data[: 20 * SAMPLE_BYTES])[:SAMPLE_BYTES]
    best = charset_normalizer.from_bytes(sample, cp_isolation=list(_WEB_ENCODINGS)).best()
    name = codec_name(best.encoding if best else None) or "cp1252"
    if name not in _LATIN:
        return name
    # statistics cannot tell the Latin code pages apart, the language can; it shows in any of them
    from mediawatch.clean.language.detect import detect as detect_language

    language = detect_language(sample.decode("cp1252", "replace")).tag
    return next((latin for latin, tags in _LATIN.items() if language in tags), "cp1252")


def _strict(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeDecodeError, ValueError):
        return None


def _lenient(data: bytes, name: str) -> str | None:
    """`data` in its declared encoding where at most 1 in 500 characters is lost: a bad byte refutes no label."""
    text = data.decode(name, "replace")
    return text if text.count("\ufffd") * 500 <= len(text) else None


def _implausible(text: str, name: str) -> bool:
    """Whether a strict decode is nonetheless wrong: single-byte codecs take nearly all bytes; C1 controls betray it."""
    return not name.startswith("utf-") and len(re.findall(r"[\x80-\x9f]", text)) * 200 > len(text)
