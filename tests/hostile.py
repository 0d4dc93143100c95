"""Files that a careless or malicious sender could leave in an inbox: the generator behind the hostile-run test.

    expected = write_hostile_files(tmp_path / "inbox")     # {path: 'published' | 'quarantined' | 'either'}

The same arguments write the same files. Everything is small on disk (below 200 MB) and takes a few seconds, however
large it pretends to be. Ten sound articles (`good_*.txt`) lie among the others: they must come through unharmed.

What to check after a run: each path has a row in the ledger with an outcome that its expectation allows; the run
succeeded; nobody executed what the files ask for (`canary(folder)` does not exist) and nobody read what lies outside
(`SECRET` stands in no article).
"""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Expectation = Literal["published", "quarantined", "either"]

SECRET = "the words that lie outside of the inbox"
MTIME = 1_746_450_000  # 5 May 2025: nothing here looks as if it were still being written
_MB = 1024 * 1024


@dataclass(frozen=True)
class Specimen:
    """One hostile file: its name below the folder, what writes it there, and what a run may make of it."""

    name: bytes
    write: Callable[[Path], object]
    expectation: Expectation


def canary(folder: Path) -> Path:
    """The file that appears when code inside a document was executed."""
    return folder.with_name(folder.name + ".executed")


def outside(folder: Path) -> Path:
    """The file beside the inbox, with SECRET in it, that links and XML entities point to."""
    return folder.with_name(folder.name + ".outside")


def write_hostile_files(folder: Path, *, count: int = 330, seed: int = 5) -> dict[Path, Expectation]:
    """Write `count` hostile files and ten sound ones below `folder` (made if missing, else empty).

    One more file and two links that are no documents come along: `outside(folder)` beside the folder, an empty
    folder named `empty-folder.txt`, and a link to the folder itself. They are not in the answer.
    """
    rng = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    outside(folder).write_text(SECRET + ". " + article(rng), encoding="utf-8")
    specimens = [*_text(rng), *_json(rng), *_html(rng, folder), *_packed(rng), *_named(rng), *_special(rng, folder)]
    specimens += [*_fields(rng), *_containers(rng, folder)]
    if count < len(specimens):
        specimens = rng.sample(specimens, count)
    while len(specimens) < count:
        specimens.append(_random_specimen(rng, len(specimens)))
    for number in range(10):
        specimens.append(_file(f"good_{number}.txt", article(rng), "published"))
    rng.shuffle(specimens)
    expected: dict[Path, Expectation] = {}
    for specimen in specimens:
        path = folder / os.fsdecode(specimen.name)
        path.parent.mkdir(parents=True, exist_ok=True)
        specimen.write(path)
        if os.utime in os.supports_follow_symlinks:
            os.utime(path, (MTIME, MTIME), follow_symlinks=False)
        assert path not in expected, f"two specimens are called {path.name!r}"
        expected[path] = specimen.expectation
    (folder / "empty-folder.txt").mkdir()
    (folder / "link-to-the-inbox").symlink_to(folder, target_is_directory=True)
    return expected


def article(rng: random.Random, sentences: int = 9) -> str:
    """A plain English text of some 120 words that is not like any other; about nothing in particular."""
    who = ["The harbour master", "A retired teacher", "The town council", "Her neighbour", "The youngest juror"]
    did = ["counted", "repaired", "photographed", "sold", "described", "measured", "forgot", "praised"]
    what = ["the old ferry", "seven crates of apples", "a wooden bridge", "the school's archive", "the eastern wall"]
    when = ["before the storm arrived", "on a quiet Tuesday", "while the market was open", "after a long debate"]
    why = ["because nobody else had time", "which surprised the visitors", "and then went home", "as the law demands"]
    lines = []
    for _ in range(sentences):
        one, two, three, four, five = (rng.choice(words) for words in (who, did, what, when, why))
        lines.append(f"{one} {two} {three} {four}, {five}; the bill was {rng.randrange(10, 10**6)} crowns.")
    return " ".join(lines) + "\n"


def _file(name: str | bytes, content: bytes | str, expectation: Expectation) -> Specimen:
    data = content.encode() if isinstance(content, str) else content
    return Specimen(os.fsencode(name), lambda path: path.write_bytes(data), expectation)


def _item(rng: random.Random, **fields: Any) -> dict[str, Any]:
    """A sound NewsArticle with some fields exchanged."""
    sound = {"@type": "NewsArticle", "headline": "A sound headline", "articleBody": article(rng), "inLanguage": "en"}
    return sound | fields


def _text(rng: random.Random) -> Iterator[Specimen]:
    """Plain text and Markdown: bytes that are no text, encodings, bait for regular expressions, YAML."""
    good = article(rng)
    hindi = "पहलगाम में हुए हमले के बाद दोनों नेताओं ने फोन पर लंबी बातचीत की और शोक जताया। " * 20
    yield _file("empty.txt", b"", "quarantined")
    yield _file("blank.txt", " \n\t\r\n" * 500, "quarantined")
    yield _file("nul-only.txt", b"\0" * 5000, "quarantined")
    yield _file("nul-inside.txt", good.replace(" ", "\0"), "either")
    yield _file("one-nul.txt", good + "\0" + article(rng), "either")
    yield _file("controls.txt", "".join(map(chr, range(1, 32))) * 300, "quarantined")
    yield _file("ansi-colours.txt", good.replace(" ", " \x1b[31m"), "either")
    yield _file("high-bytes.txt", bytes(rng.randrange(128, 256) for _ in range(20_000)), "either")
    yield _file("truncated-utf8.txt", hindi.encode()[:-2], "either")
    yield _file("utf8-cut-everywhere.txt", hindi.encode().replace(b"\xe0\xa4", b"\xe0"), "either")
    yield _file("overlong-utf8.txt", b"\xc0\xaf\xe0\x80\xaf" * 300 + good.encode(), "either")
    yield _file("wtf8-surrogates.txt", good.encode() + b"\xed\xa0\x80 \xed\xbf\xbf " * 40, "either")
    yield _file("beyond-unicode.txt", good.encode() + b"\xf7\xbf\xbf\xbf" * 40, "either")
    yield _file("noncharacters.txt", good + "\ufffe\uffff\ufdd0" * 10 + chr(0x10FFFF), "either")
    yield _file("bom-utf8.txt", b"\xef\xbb\xbf" + article(rng).encode(), "published")
    yield _file("bom-only.txt", b"\xef\xbb\xbf", "quarantined")
    yield _file("bom-thrice.txt", b"\xef\xbb\xbf" * 3 + article(rng).encode(), "either")
    yield _file("bom-inside.txt", article(rng).replace(" ", " \ufeff"), "either")
    yield _file("utf16-le.txt", b"\xff\xfe" + article(rng).encode("utf-16-le"), "published")
    yield _file("utf16-be.txt", b"\xfe\xff" + article(rng).encode("utf-16-be"), "published")
    yield _file("utf16-cut.txt", b"\xff\xfe" + article(rng).encode("utf-16-le")[:-1], "either")
    yield _file("utf16-wrong-mark.txt", b"\xff\xfe" + article(rng).encode("utf-16-be"), "either")
    yield _file("utf16-no-mark.txt", article(rng).encode("utf-16-le"), "either")
    yield _file("utf32.txt", article(rng).encode("utf-32"), "either")
    yield _file("utf7.txt", hindi.encode("utf-7"), "either")
    yield _file("ebcdic.txt", article(rng).encode("cp500"), "either")
    yield _file("one-line-50mb.txt", b"All work and no play makes a very long line. " * (50 * _MB // 45), "quarantined")
    yield _file("one-word.txt", "a" * 900_000, "either")
    yield _file("long-words.txt", " ".join("ab" * rng.randrange(3000, 9000) for _ in range(60)), "either")
    distinct = " ".join(f"{rng.randrange(16**7):x}" for _ in range(110_000))
    yield _file("a-hundred-thousand-lexemes.txt", good + distinct, "either")
    yield _file("only-newlines.txt", b"\n" * 900_000, "quarantined")
    yield _file("spaces-then-word.txt", " " * 900_000 + "end", "either")
    yield _file("carriage-returns.txt", article(rng).replace(" ", "\r"), "either")
    yield _file("datelines.txt", "NEW DELHI, May 5 (Agency) - " * 20_000, "either")
    yield _file("promotions.txt", good + "Kremlin Call: Putin Tells Modi. " * 20_000, "either")
    yield _file("date-prefixes.txt", " date 2025-05-05" * 30_000, "either")
    yield _file("impossible-date.txt", " date 2025-02-31 " + article(rng), "published")
    yield _file("year-zero.txt", " date 0000-00-00 " + article(rng), "published")
    yield _file("year-99999.txt", " date 99999-01-01 " + article(rng), "published")
    yield _file("brackets.txt", "(" * 300_000 + good, "either")
    yield _file("quotes.txt", "“‘\"'" * 100_000 + good, "either")
    yield _file("dots.txt", "A. " * 200_000 + "…" * 100_000, "either")
    yield _file("zalgo.txt", "".join(c + "\u0301\u0327\u20dd" * 60 for c in good), "either")
    yield _file("right-to-left.txt", "\u202e" * 2000 + good + "\u2066" * 2000, "either")
    yield _file("tags-block.txt", good + "".join(chr(0xE0000 + ord(c)) for c in good if c.isascii()), "either")
    yield _file("emoji.txt", "👩‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿" * 9_000, "either")
    yield _file("mojibake-five-times.txt", _mojibake(hindi[:300], 5), "either")
    yield _file("sql.txt", "'; DROP SCHEMA news CASCADE; -- %s %(x)s {x} \\copy $$ " + article(rng), "published")
    yield _file("script.txt", "<script>alert(1)</script><img src=x onerror=alert(1)> " + article(rng), "either")
    nine = [",".join([f"*a{i}"] * 9) for i in range(11)]
    laughs = "a0: &a0 [x]\n" + "".join(f"a{i + 1}: &a{i + 1} [{row}]\n" for i, row in enumerate(nine))
    yield _file("yaml-laughs.md", f"---\n{laughs}title: *a11\n---\n{article(rng)}", "either")
    yield _file("yaml-deep.md", f"---\ntitle: {'[' * 50_000}\n---\n{article(rng)}", "either")
    yield _file("yaml-dates.md", f"---\ntitle: Yes\ndate: 0000-00-00\n---\n{article(rng)}", "published")
    yield _file("yaml-list.md", f"---\n- title\n- 5\n- null\n---\n{article(rng)}", "either")
    yield _file(
        "yaml-types.md", f"---\ntitle: {{a: 1}}\nauthor: 5\ndate: [1]\nurl: {{}}\n---\n{article(rng)}", "either"
    )
    yield _file("yaml-open.md", "---\ntitle: never closed\n" + article(rng), "either")
    yield _file("yaml-huge-int.md", f"---\ntitle: {'9' * 50_000}\n---\n{article(rng)}", "either")
    yield _file("markdown-nested.md", "> " * 30_000 + good + "*_" * 50_000 + "[" * 50_000, "either")


def _mojibake(text: str, times: int) -> str:
    for _ in range(times):
        text = text.encode().decode("latin-1")
    return text


def _json(rng: random.Random) -> Iterator[Specimen]:
    """JSON and JSON Lines: the wrong shape, values that Python or Postgres cannot take, broken lines."""
    shapes = {"null": "null", "number": "5", "string": '"text"', "true": "true", "object": "{}", "numbers": "[1, 2]"}
    for name, shape in shapes.items():
        yield _file(f"json-{name}.json", shape, "quarantined")
    yield _file("json-empty-list.json", "[]", "either")
    yield _file("json-lists.json", json.dumps([[[_item(rng)]], []]), "either")
    yield _file("json-deep.json", "[" * 100_000 + "]" * 100_000, "quarantined")
    yield _file("json-deep-open.json", '{"a":' * 100_000, "quarantined")
    deep = json.dumps(_item(rng))[:-1] + ', "about": ' + "[" * 100_000 + "]" * 100_000 + "}"
    yield _file("json-deep-inside.json", deep, "either")
    yield _file("json-huge-int.json", json.dumps(_item(rng))[:-1] + f', "position": {"9" * 100_000}}}', "either")
    yield _file("json-huge-float.json", json.dumps(_item(rng))[:-1] + ', "position": 1e999999}', "either")
    yield _file("json-nan.json", json.dumps(_item(rng))[:-1] + ', "position": NaN, "x": -Infinity}', "either")
    yield _file("json-twice.json", json.dumps(_item(rng))[:-1] + ', "articleBody": "Short.", "headline": 5}', "either")
    yield _file("json-body-object.json", json.dumps(_item(rng, articleBody={"text": "hidden"})), "either")
    yield _file("json-body-number.json", json.dumps(_item(rng, articleBody=17)), "quarantined")
    yield _file("json-body-list.json", json.dumps(_item(rng, articleBody=[["a"], 5, None])), "either")
    yield _file("json-headline-list.json", json.dumps(_item(rng, headline=[1, {"a": []}])), "either")
    yield _file(
        "json-surrogate.json", json.dumps(_item(rng)).replace("crowns", r"\ud800 crowns \udc00\udbff"), "either"
    )
    yield _file("json-nul.json", json.dumps(_item(rng)).replace("crowns", r"\u0000 crowns"), "either")
    yield _file("json-nul-key.json", json.dumps(_item(rng, **{"key\0": "value\0", "\ud800": "\udfff"})), "either")
    yield _file("json-comments.json", "// a comment\n" + json.dumps(_item(rng)) + ",\n", "quarantined")
    yield _file("json-python.json", str(_item(rng)), "quarantined")
    yield _file("json-two.json", json.dumps(_item(rng)) + json.dumps(_item(rng)), "either")
    yield _file("json-utf16.json", json.dumps(_item(rng)).encode("utf-16"), "either")
    yield _file("json-bom.json", b"\xef\xbb\xbf" + json.dumps(_item(rng)).encode(), "published")
    for when in ("0000-00-00", "99999-12-31T00:00:00Z", "-0001-01-01", "2025-13-45T99:99:99+99:99", "9" * 400):
        yield _file(f"json-date-{when[:12].strip('-')}.json", json.dumps(_item(rng, datePublished=when)), "published")
    yield _file("json-date-types.json", json.dumps(_item(rng, datePublished={"a": 1}, dateModified=[True])), "either")
    yield _file("json-epoch.json", json.dumps(_item(rng, datePublished=10**30, dateModified=-1e308)), "either")
    yield _file(
        "json-long-id.json", json.dumps(_item(rng, **{"@id": "https://long.example/" + "a/" * 20_000})), "either"
    )
    yield _file("json-bad-id.json", json.dumps(_item(rng, **{"@id": "https://[::1/%zz\0 \n@:99999"})), "either")
    yield _file("json-script-id.json", json.dumps(_item(rng, url="javascript:alert(1)")), "either")
    yield _file("json-id-object.json", json.dumps(_item(rng, **{"@id": {"@id": []}})), "either")
    yield _file("json-long-headline.json", json.dumps(_item(rng, headline="Word " * 200_000)), "either")
    yield _file(
        "json-many-authors.json", json.dumps(_item(rng, author=[{"name": f"A {i}"} for i in range(50_000)])), "either"
    )
    yield _file("json-author-deep.json", json.dumps(_item(rng, author={"author": {"name": [None, 5]}})), "either")
    yield _file("json-language.json", json.dumps(_item(rng, inLanguage="xx-" + "y" * 5_000)), "either")
    yield _file("json-html-body.json", json.dumps(_item(rng, articleBody="<p>" * 50_000 + article(rng))), "either")
    yield _file("json-many-keys.json", json.dumps({f"k{i}": i for i in range(100_000)}), "quarantined")
    yield _file("json-cut.json", json.dumps(_item(rng))[:-40], "quarantined")
    good = json.dumps(_item(rng))
    yield _file("lines-broken.jsonl", "\n".join(["{", good, "", "null", good[:50], "[]", "\0", good[::-1]]), "either")
    yield _file("lines-binary.jsonl", good.encode() + b"\n" + rng.randbytes(3000) + b"\n" + good.encode(), "either")
    yield _file("lines-separators.jsonl", json.dumps(_item(rng)).replace("crowns", "\u2028\x85\x0b"), "either")
    yield _file("lines-same-id.jsonl", f"{json.dumps(_item(rng, url='https://same.example/a'))}\n" * 50, "either")
    yield _file(
        "lines-one-of-20mb.jsonl", json.dumps(_item(rng, articleBody="Long. " * (20 * _MB // 6))), "quarantined"
    )
    yield _file("lines-a-million-empty.jsonl", b"\n" * 1_000_000, "either")
    yield _file("lines-all-bad.jsonl", b"{\n" * 20, "quarantined")


def _fields(rng: random.Random) -> Iterator[Specimen]:
    """Items whose fields are of strange kinds, and envelopes that are none."""
    deep: Any = article(rng)
    for _ in range(90):
        deep = {"content": [deep]}
    yield _file("fields-deep-body.json", json.dumps({"title": "x", "body": deep}), "either")
    yield _file(
        "fields-numbers.json", json.dumps({"title": 1e308, "text": article(rng), "published": -(2**70)}), "either"
    )
    names = {f"date_{i}": "2026-03-10" for i in range(5_000)}
    yield _file("fields-many-unread.json", json.dumps({"text": article(rng), **names}), "published")
    yield _file(
        "fields-long-name.json", json.dumps({"text": article(rng), "date" * 100_000: "2026-03-10"}), "published"
    )
    yield _file("fields-escapes.json", json.dumps({"text": article(rng) + "&amp;" * 100_000 + "lt;p&gt;"}), "either")
    yield _file("fields-tags.json", json.dumps({"text": "<p " * 100_000 + article(rng)}), "either")
    yield _file("envelope-empty.json", json.dumps({"articles": [{}] * 4}), "quarantined")
    yield _file("envelope-mixed.json", json.dumps({"articles": [_item(rng), None, 5, [], "x", _item(rng)]}), "either")
    wide = {f"list{i}": [_item(rng)] for i in range(50)}
    yield _file("envelope-many-lists.json", json.dumps(wide), "either")
    nested: Any = [_item(rng)]
    for _ in range(40):
        nested = {"data": nested}
    yield _file("envelope-deep.json", json.dumps(nested), "quarantined")
    yield _file("toml-broken.md", f"+++\ntitle = [[[[\n+++\n{article(rng)}", "either")
    yield _file("toml-deep.md", f"+++\ntitle = {'[' * 7_000}\n+++\n{article(rng)}", "either")
    yield _file("toml-huge-int.md", f"+++\ndate = {'9' * 9_000}\n+++\n{article(rng)}", "either")


def _containers(rng: random.Random, folder: Path) -> Iterator[Specimen]:
    """Mails, tables, documents, books and XML that are broken, endless or lie."""
    good = article(rng)
    head = "From: a@b.example\nTo: c@d.example\nSubject: x\nDate: Tue, 10 Mar 2026 09:00:00 +0100\n"
    nested = "".join(f'Content-Type: multipart/mixed; boundary="b{i}"\n\n--b{i}\n' for i in range(300))
    yield _file("mail-nested.eml", head + nested + f"Content-Type: text/plain\n\n{good}", "either")
    yield _file(
        "mail-many-parts.eml",
        head + 'Content-Type: multipart/mixed; boundary="b"\n\n' + "--b\n\nx\n" * 20_000,
        "either",
    )
    yield _file("mail-headers.eml", head + "X-A: " + "b" * 900_000 + "\n\n" + good, "either")
    yield _file("mail-no-body.eml", head + "\n", "quarantined")
    yield _file("mail-charset.eml", head + f"Content-Type: text/plain; charset=../../etc\n\n{good}", "published")
    yield _file(
        "mail-encoded-word.eml", head.replace("Subject: x", "Subject: =?x?q?" + "=00" * 9_000) + f"\n{good}", "either"
    )
    yield _file("mail-binary.eml", head.encode() + b"\n" + rng.randbytes(9_000), "quarantined")
    line = "From a@b.example Tue Mar 10 09:00:00 2026\n"
    yield _file("box-empty-messages.mbox", (line + "Subject: x\n\n") * 4, "either")
    yield _file("box-none.mbox", good, "quarantined")
    yield _file("table-figures.csv", "day,count\n" + "2026-03-10,5\n" * 50_000, "quarantined")
    yield _file("table-open-quote.csv", f'title,text\na,"{good}' + "x,y\n" * 200_000, "either")
    yield _file("table-quotes.csv", "title,text\n" + '"' * 300_000, "either")
    yield _file(
        "table-wide.csv", ",".join(["title", "text", *map(str, range(40_000))]) + f"\na,{good.strip()}\n", "either"
    )
    yield _file("table-formula.csv", f"title,text\n=cmd|' /C calc'!A0,\"{good.strip()}\"\n", "published")
    yield _file("table-binary.csv", b"title,text\n" + rng.randbytes(9_000), "quarantined")
    for ending in ("xlsx", "docx", "epub"):
        yield _file(f"office-noise.{ending}", b"PK\x03\x04" + rng.randbytes(5_000), "quarantined")
        yield _file(f"office-old.{ending}", b"\xd0\xcf\x11\xe0" + bytes(5_000), "quarantined")
        yield _file(f"office-text.{ending}", good, "quarantined")
        yield _file(f"office-empty-zip.{ending}", b"PK\x05\x06" + bytes(18), "quarantined")
        yield _file(f"office-bomb.{ending}", _zip({"word/document.xml": bytes(300 * _MB)}), "quarantined")
        many = _zip({f"a{i}": b"" for i in range(12_000)})
        yield _file(f"office-many.{ending}", many, "quarantined")
        secret = f'<!DOCTYPE x [<!ENTITY x SYSTEM "{outside(folder).as_uri()}">]><x>&x;</x>'.encode()
        parts = ("word/document.xml", "xl/workbook.xml", "[Content_Types].xml", "META-INF/container.xml")
        yield _file(f"office-outside.{ending}", _zip(dict.fromkeys(parts, secret)), "quarantined")
        yield _file(f"office-paths.{ending}", _zip({"../../up.xml": b"<x/>", "/etc/x.xml": b"<x/>"}), "quarantined")
    yield _file("rtf-deep.rtf", "{\\rtf1 " + "{" * 100_000 + good, "quarantined")
    yield _file("rtf-binary.rtf", b"{\\rtf1 \\bin999999999 " + rng.randbytes(9_000) + b"}", "either")
    yield _file("rtf-controls.rtf", "{\\rtf1 " + "\\u-1?\\'zz\\x" * 20_000 + good + "}", "either")
    yield _file("rtf-none.rtf", good, "quarantined")
    laughs = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 12))
    feed = f"<rss><channel><item><title>x</title><description>{good}&e11;</description></item></channel></rss>"
    yield _file("xml-laughs.xml", f'<!DOCTYPE rss [<!ENTITY e0 "ha">{laughs}]>{feed}', "quarantined")
    away = f'<!DOCTYPE rss [<!ENTITY e11 SYSTEM "{outside(folder).as_uri()}">]>'
    yield _file("xml-outside.xml", away + feed, "quarantined")
    yield _file(
        "xml-parameter.xml",
        f'<!DOCTYPE r [<!ENTITY % p SYSTEM "{outside(folder).as_uri()}"> %p;]>{feed}',
        "quarantined",
    )
    yield _file("xml-deep.xml", "<rss>" + "<a>" * 200_000, "quarantined")
    attributes = " ".join(f"a{i}='b'" for i in range(90_000))
    yield _file("xml-attributes.xml", f"<rss {attributes}/>", "quarantined")
    yield _file("xml-cut.xml", feed[: len(feed) // 2], "quarantined")
    yield _file("xml-many-items.xml", "<rss>" + "<item><title>x</title></item>" * 8 + "</rss>", "quarantined")
    yield _file("xml-encoding.xml", f'<?xml version="1.0" encoding="rot13"?>{feed}', "quarantined")
    lexis = f"LENGTH: 5 words\n\n{good}\n\nLOAD-DATE: 1\n"
    yield _file("export-no-head.txt", f"1 of 1 DOCUMENTS\n\n{lexis}", "quarantined")
    yield _file(
        "export-many.txt", "".join(f"{i} of 8 DOCUMENTS\n\nLENGTH: 5 words\n\n" for i in range(8)), "quarantined"
    )
    yield _file("export-ends.txt", "LENGTH: 5 words\n\n" + "End of Document\n" * 50_000, "either")
    yield _file(
        "export-codes.txt",
        "HD  x\n" * 50_000 + f"PD  10 March 2026\nTD  {good}\nDocument ABCD000020260310em3a0001t\n",
        "either",
    )


def _zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def _html(rng: random.Random, folder: Path) -> Iterator[Specimen]:
    """Pages: depth, breadth, entities, declarations that lie, markup that never ends."""

    def page(body: str, head: str = "<meta charset=utf-8>") -> bytes:
        return f"<!doctype html><html><head>{head}<title>A page</title></head><body>{body}</body></html>".encode()

    text = f"<article><h1>A sound page</h1><p>{article(rng)}</p><p>{article(rng)}</p></article>"
    yield _file("html-empty.html", b"<html></html>", "quarantined")
    yield _file("html-deep.html", page("<div>" * 100_000 + text + "</div>" * 100_000), "either")
    yield _file("html-deep-open.html", page("<b><i>" * 50_000 + text), "either")
    yield _file("html-deep-tables.html", page("<table><tr><td>" * 20_000 + text), "either")
    yield _file("html-deep-lists.html", page("<ul><li>" * 30_000 + text), "either")
    yield _file("html-wide.html", page("<p>x</p>" * 200_000 + text), "either")
    yield _file("html-attributes.html", page(f"<p {' '.join(f'a{i}=b' for i in range(150_000))}>{text}"), "either")
    yield _file("html-long-attribute.html", page(f"<p class='{'x ' * 1_500_000}'>{text}"), "either")
    yield _file("html-entities.html", page(text + "&amp;amp;&#x110000;&#0;&#xD800;&nosuch;" * 50_000), "either")
    names = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 12))
    laughs = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY e0 "ha">{names}]>'
    yield _file("html-laughs.html", laughs.encode() + page(text + "&e11;"), "either")
    entity = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "{outside(folder).as_uri()}">]>'
    yield _file("html-outside.html", entity.encode() + page(text + "<p>&x;</p>"), "either")
    include = f'<link rel=stylesheet href="{outside(folder).as_uri()}"><base href="file:///">'
    yield _file(
        "html-file-links.html", page(text + f'<iframe src="{outside(folder).as_uri()}"></iframe>', include), "either"
    )
    yield _file("html-unclosed.html", f"<html><body><article><p {text}".encode(), "either")
    yield _file("html-comment.html", page("<!--" + text + "<!-- --" * 50_000), "either")
    yield _file("html-cdata.html", page("<![CDATA[" * 20_000 + text), "either")
    yield _file("html-script.html", page("<script>" + "var x='</scr';" * 100_000 + "</script>" + text), "either")
    yield _file("html-open-script.html", page("<script>" + text), "either")
    yield _file("html-angles.html", page("<" * 500_000 + text), "either")
    yield _file("html-nul.html", page(text.replace(" ", " \0")), "either")
    for number, charset in enumerate(["utf\0-8", "rot13", "hex", "idna", "x" * 5000, "utf-7", "utf-16", "../../etc"]):
        yield _file(f"html-charset-{number}.html", page(text, f'<meta charset="{charset}">'), "either")
    yield _file("html-lying.html", page(text + "шестнадцать " * 90, "<meta charset=shift_jis>"), "either")
    for name, data in {
        "deep": '{"a":' * 50_000,
        "list": "[1, null, []]",
        "cut": '{"@type": "NewsArticle", "headline"',
    }.items():
        head = f'<script type="application/ld+json">{data}</script>'
        yield _file(f"html-json-ld-{name}.html", page(text, head), "either")
    head = "<link rel=canonical href='javascript:alert(1)'><meta property=og:url content='http://[bad'>"
    yield _file("html-canonical.html", page(text, head), "either")
    head = "<meta property=article:published_time content='99999-99-99'><meta name=date content='0000'>"
    yield _file("html-dates.html", page(text, head), "either")
    yield _file("html-links-only.html", page("<a href=/x>link</a> " * 20_000), "either")
    yield _file("html-as-text.txt", page(text), "either")
    yield _file("html-frames.htm", b"<frameset><frame src=a><frame src=b></frameset>", "quarantined")
    yield _file("html-template.html", page("<template>" * 5_000 + "<svg><math>" * 5_000 + text), "either")


def _bomb(size: int, block: int = 16 * _MB) -> bytes:
    """A gzip member that inflates to `size` zeros, made from one compressed block that is repeated."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    part = packer.compress(bytes(block)) + packer.flush(zlib.Z_FULL_FLUSH)
    checksum = 0
    for _ in range(size // block):
        checksum = zlib.crc32(bytes(block), checksum)
    head = b"\x1f\x8b\x08\0\0\0\0\0\0\x03"
    tail = checksum.to_bytes(4, "little") + (size % 2**32).to_bytes(4, "little")
    return head + part * (size // block) + packer.flush(zlib.Z_FINISH) + tail


def _packed(rng: random.Random) -> Iterator[Specimen]:
    """Compressed files, and the beginnings of binary formats under the names of text formats."""
    bomb = _bomb(1024 * _MB)
    good = gzip.compress(article(rng).encode(), mtime=0)
    yield _file("gzip-bomb.txt.gz", bomb, "quarantined")
    yield _file("gzip-bomb.jsonl.gz", bomb, "quarantined")
    yield _file("gzip-bomb-nested.txt.gz", gzip.compress(bomb, mtime=0), "quarantined")
    yield _file("gzip-bomb-members.html.gz", gzip.compress(bytes(_MB), mtime=0) * 1024, "quarantined")
    spaces = gzip.compress(b'{"articleBody": "' + b"a " * (30 * _MB) + b'"}', 1, mtime=0)
    yield _file("gzip-60mb-of-json.json.gz", spaces, "quarantined")
    yield _file("gzip-empty-file.txt.gz", b"", "quarantined")
    yield _file("gzip-of-nothing.txt.gz", gzip.compress(b"", mtime=0), "quarantined")
    yield _file("gzip-cut.txt.gz", gzip.compress(article(rng, 400).encode(), mtime=0)[:-200], "quarantined")
    yield _file("gzip-bad-checksum.txt.gz", good[:-8] + b"\0" * 8, "quarantined")
    yield _file("gzip-garbage.html.gz", b"\x1f\x8b\x08\0" + rng.randbytes(2000), "quarantined")
    yield _file("gzip-not-at-all.txt.gz", article(rng), "quarantined")
    yield _file("gzip-trailing-garbage.txt.gz", good + rng.randbytes(500), "either")
    yield _file("gzip-twice.txt.gz", gzip.compress(good, mtime=0), "quarantined")
    yield _file("gzip-many-endings.txt.gz.gz.gz", good, "either")
    yield _file("zip.txt", b"PK\x03\x04\x14\0\0\0\x08\0" + rng.randbytes(3000), "quarantined")
    yield _file("pdf.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\0stream\n" + rng.randbytes(3000), "quarantined")
    yield _file("png.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + rng.randbytes(3000), "quarantined")
    yield _file("elf.html", b"\x7fELF\x02\x01\x01" + b"\0" * 9 + rng.randbytes(3000), "quarantined")
    yield _file("gzip-magic.txt", good, "quarantined")
    yield _file("picture.json", b"\xff\xd8\xff\xe0\0\x10JFIF\0" + rng.randbytes(3000), "quarantined")
    yield _file("garbage.warc", rng.randbytes(4000), "either")
    yield _file(
        "lying-length.warc", b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999\r\n\r\nHTTP", "either"
    )
    yield _file("garbage.warc.gz", gzip.compress(rng.randbytes(4000), mtime=0), "either")
    yield _file("garbage.pdf", b"%PDF-1.7\n" + rng.randbytes(4000), "quarantined")
    yield _file("program.exe", b"MZ" + rng.randbytes(500), "quarantined")
    yield _file("no-ending", article(rng), "quarantined")


def _named(rng: random.Random) -> Iterator[Specimen]:
    """Sound articles under names that break shells, logs, addresses and terminals."""
    for name in ("-rf.txt", "--help.txt", "📰🗞️.txt", "SHOUTED.TXT", "a b  c.txt", "50%.txt", "%2e%2e%2fup.txt"):
        yield _file(name, article(rng), "published")
    for name in ("q?x=1&y=2.txt", "hash#5.txt", "semi;colon.txt", "back\\slash.txt", "quote'\".txt", "$(id) `id`.txt"):
        yield _file(name, article(rng), "published")
    yield _file("n" * 251 + ".txt", article(rng), "published")
    yield _file("अ" * 83 + ".txt", article(rng), "published")
    for name in ("new\nline.txt", "tab\tand\rreturn.txt", "bell\a\x1b[2J.txt", "\u202etxt.evil.txt", "\ufeffmark.txt"):
        yield _file(name, article(rng), "either")
    yield _file("caf\u00e9.txt", article(rng), "either")  # the same name to a reader,
    yield _file("cafe\u0301.txt", article(rng), "either")  # another one to the file system
    for raw_name in (b"invalid-\xff\xfe.txt", b"invalid-\xed\xa0\x80.txt", b"latin-caf\xe9.txt"):
        yield _file(raw_name, article(rng), "either")
    yield _file("folder.txt/inside.txt", article(rng), "published")
    yield _file("/".join(["deep"] * 40) + "/down.txt", article(rng), "either")


def _special(rng: random.Random, folder: Path) -> Iterator[Specimen]:
    """What is no ordinary file, and YAML that wants to be executed."""
    command = f"!!python/object/apply:os.system ['touch {canary(folder)}']"
    yield _file("yaml-python.md", f"---\ntitle: {command}\n---\n{article(rng)}", "either")
    yield _file("yaml-python-key.md", f"---\n? {command}\n: x\n---\n{article(rng)}", "either")
    secret = outside(folder)
    yield Specimen(b"link-out.txt", lambda path: path.symlink_to(secret), "quarantined")
    yield Specimen(b"link-up.txt", lambda path: path.symlink_to(Path("..") / secret.name), "quarantined")
    yield Specimen(b"link-dangling.txt", lambda path: path.symlink_to("nowhere.txt"), "quarantined")
    yield Specimen(b"link-loop.txt", lambda path: path.symlink_to("link-loop.txt"), "quarantined")
    yield Specimen(b"link-device.txt", lambda path: path.symlink_to("/dev/zero"), "quarantined")
    yield Specimen(b"pipe.txt", os.mkfifo, "quarantined")
    yield Specimen(b"sparse-10gb.txt", lambda path: _sparse(path, 10 * 1024 * _MB), "quarantined")
    text = article(rng)
    yield Specimen(b"no-permission.txt", lambda path: _locked(path, text), "either")  # root may read it


def _sparse(path: Path, size: int) -> None:
    with path.open("wb") as file:
        file.truncate(size)


def _locked(path: Path, text: str) -> None:
    path.write_text(text)
    path.chmod(0)


def _random_specimen(rng: random.Random, number: int) -> Specimen:
    """One more, drawn at random: noise, or a sound document in which bytes were exchanged or lost."""
    kind = rng.choice(["noise", "flipped", "cut", "flipped.json", "cut.jsonl", "flipped.html", "spliced"])
    ending = kind.partition(".")[2] or rng.choice(["txt", "md", "html", "json", "jsonl", "txt.gz"])
    name = f"random-{number:03d}-{kind.partition('.')[0]}.{ending}"
    if kind == "noise":
        return _file(name, rng.randbytes(rng.randrange(2_000, 60_000)), "quarantined" if ending == "txt" else "either")
    sound = json.dumps(_item(rng)) if "json" in ending else article(rng)
    data = bytearray((f"<p>{sound}</p>" if ending == "html" else sound).encode())
    if kind.startswith("flipped"):
        for _ in range(rng.randrange(1, 60)):
            data[rng.randrange(len(data))] = rng.randrange(256)
    elif kind.startswith("cut"):
        data = data[: rng.randrange(len(data))]
    else:
        place = rng.randrange(len(data))
        data[place:place] = rng.randbytes(rng.randrange(1, 300))
    return _file(name, bytes(data), "either")
