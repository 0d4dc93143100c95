"""What must not reach a parser: cheap checks in one pass over the bytes, done before anything tries to
understand them.

Each function raises Quarantine with a code of `Reason`, or returns None.
"""

from __future__ import annotations

import re

from mediawatch.errors import Quarantine, Reason

MAX_JSON_DEPTH = 100
"""Python's JSON reader gives up at about 1,000 levels; an article with all its metadata has fewer than 20."""
MAX_HTML_DEPTH = 500
"""Open elements. Of 893 real news pages the deepest has 150."""
MAX_CONTROL_SHARE = 0.01
"""Of all bytes. Random bytes have .1, text in any character set none or a few stray ones."""

_UTF_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")  # byte order marks of UTF-16 and UTF-32
_MAGIC = {
    b"%PDF-": "PDF",
    b"PK\x03\x04": "ZIP (or office document)",
    b"\x89PNG": "PNG",
    b"GIF8": "GIF",
    b"\xff\xd8\xff": "JPEG",
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"\x28\xb5\x2f\xfd": "zstd",
    b"7z\xbc\xaf": "7z",
    b"Rar!\x1a": "RAR",
    b"\x7fELF": "ELF program",
    b"\xd0\xcf\x11\xe0": "old office document",
    b"SQLite format 3\0": "SQLite",
    b"OggS": "Ogg",
    b"ID3\x03": "MP3",
    b"\0\0\0\x18ftyp": "MP4",
    b"\0asm": "WebAssembly",
}
# NUL and the C0 controls that no text uses; ESC and SO/SI switch alphabets in ISO-2022.
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x0e\x0f\x1b") + b"\x7f"
_JSON_TOKEN = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z)|[\[\]{}]', re.DOTALL)
_END = re.compile(rb"</")  # found twice as fast as by bytes.count
_TAG = re.compile(rb"(/?)([a-zA-Z][a-zA-Z0-9:-]*)")
_COMMENT = b"!--"
_SHORT_COMMENT = re.compile(rb"!--(?:>|->)")
_COMMENT_END = re.compile(rb"--!?>")
_RAW = {
    name: re.compile(rb"</" + name + rb"(?=[\s/>])", re.IGNORECASE)
    for name in (b"script", b"style", b"textarea", b"title", b"xmp", b"iframe", b"noembed", b"noframes")
}
"""Elements whose content is text up to their own end tag, whatever markup it holds."""
_SCRIPT_MARK = re.compile(rb"<!--|-->|</?script(?=[\s/>])", re.IGNORECASE)
_HEAD = 14  # bytes of a tag that are looked at; longer names count as one
# Elements that hold nothing, and those whose end tag may be left out: they do not nest in themselves.
_SHALLOW = frozenset(
    b"area base br col embed hr img input link meta param source track wbr p li dt dd option tr td th thead tbody "
    b"tfoot colgroup rp rt optgroup body html head path circle rect use".split()
)


def not_binary(data: bytes, *, nul_allowed: bool = False) -> None:
    """Text in some character set. `nul_allowed`: a few NULs pass, as browsers drop them from pages."""
    if data.startswith(_UTF_WIDE):
        return
    for magic, name in _MAGIC.items():
        if data.startswith(magic):
            raise Quarantine(Reason.BINARY, f"its first bytes are those of a {name} file")
    if not nul_allowed and (place := data.find(b"\0")) >= 0:
        raise Quarantine(Reason.BINARY, f"byte {place} is NUL, which no text holds")
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls > MAX_CONTROL_SHARE * len(data):
        raise Quarantine(Reason.BINARY, f"{controls} of {len(data)} bytes are control characters")


def not_empty(data: bytes) -> None:
    """More than white space and byte order marks."""
    if not data[:4096].strip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n\f\v") and not data.strip(b"\xef\xbb\xbf \t\r\n\f\v"):
        raise Quarantine(Reason.EMPTY, "it holds no bytes" if not data else "it holds nothing but white space")


def json_not_deep(data: bytes) -> None:
    """Brackets within MAX_JSON_DEPTH. Linear; nothing is parsed where there are few brackets."""
    if data.count(b"[") + data.count(b"{") <= MAX_JSON_DEPTH:
        return
    depth = 0
    for match in _JSON_TOKEN.finditer(data):
        token = match[0]
        if token in (b"[", b"{"):
            depth += 1
            if depth > MAX_JSON_DEPTH:
                raise Quarantine(Reason.TOO_DEEP, f"JSON nested deeper than {MAX_JSON_DEPTH} levels")
        elif token in (b"]", b"}"):
            depth -= 1


class _Tags(dict[bytes, tuple[bool, bytes] | None]):
    """What follows a `<` -> (whether it ends an element, the element's name), None where that counts for nothing.

    Pages write the same few heads of tags over and over, so each is looked at once.
    """

    def __missing__(self, head: bytes) -> tuple[bool, bytes] | None:
        if len(self) > 20_000:
            self.clear()
        match = _TAG.match(head)
        name = match[2].lower() if match else head[: len(_COMMENT)]
        known = match or name == _COMMENT
        self[head] = (bool(match and match[1]), name) if known and name not in _SHALLOW else None
        return self[head]


def html_not_deep(data: bytes) -> None:
    """Open elements within MAX_HTML_DEPTH. Linear, and as parsers count: an end tag without its element
    ends nothing, one further up ends all that is open within it. Comments and raw text (scripts, styles, titles)
    are passed over."""
    count = data.count(b"<")
    if count <= MAX_HTML_DEPTH or count - len(_END.findall(data)) <= MAX_HTML_DEPTH:
        return
    tags = _Tags()
    stack: list[bytes] = []
    opened: dict[bytes, int] = {}
    place = data.find(b"<") + 1
    while place:
        head = data[place : place + _HEAD]
        tag = tags[head.partition(b"<")[0]]
        if tag is not None:
            ends, name = tag
            if ends:
                if opened.get(name):
                    while (last := stack.pop()) != name:
                        opened[last] -= 1
                    opened[name] -= 1
            elif name == _COMMENT:
                place = _after_comment(data, place)
            elif name in _RAW:
                place = _after_raw_text(data, place, name)
            elif not _closes_itself(data, place):
                stack.append(name)
                opened[name] = opened.get(name, 0) + 1
                if len(stack) > MAX_HTML_DEPTH:
                    raise Quarantine(Reason.TOO_DEEP, f"HTML nested deeper than {MAX_HTML_DEPTH} elements")
        place = data.find(b"<", place) + 1


def _closes_itself(data: bytes, place: int) -> bool:
    """Whether a tag ends with `/>`; sought before the next tag begins, so that many unfinished tags cost little."""
    following = data.find(b"<", place)
    end = data.find(b">", place, following if following >= 0 else len(data))
    return end > 0 and data[end - 1 : end] == b"/"


def _after_comment(data: bytes, place: int) -> int:
    """Where the comment ends that begins with `!--` at `place`; browsers take `<!-->` and `<!--->` for whole ones."""
    if match := _SHORT_COMMENT.match(data, place):
        return match.end()
    match = _COMMENT_END.search(data, place + len(_COMMENT))
    return match.end() if match else len(data)


def _after_raw_text(data: bytes, place: int, name: bytes) -> int:
    """Where the end tag of the raw text of element `name` begins, whose start tag's name is at `place`.

    Only `</name` and a space, a slash or `>` end it: not `<\\/script>` in a string. In a script `<!--` with `<script`
    behind it opens another level, out of which `</script>` leads first (HTML's "script data double escaped state").
    """
    place = data.find(b">", place) + 1 or len(data)
    if name != b"script":
        match = _RAW[name].search(data, place)
        return match.start() if match else len(data)
    escaped = inner = False
    for match in _SCRIPT_MARK.finditer(data, place):
        mark = match[0].lower()
        if mark == b"<!--":
            # the two hyphens of `<!-->` end the escape at once
            escaped = escaped or data[match.end() : match.end() + 1] != b">"
        elif mark == b"-->":
            escaped = inner = False
        elif mark.startswith(b"</"):
            if not inner:
                return match.start()
            inner = False
        elif escaped:
            inner = True
    # a browser that finds no end in the other level takes the whole rest for script, parsers the first end tag
    found = _RAW[name].search(data, place)
    return found.start() if found else len(data)
