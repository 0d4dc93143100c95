"""Hostile files of text: plain text and Markdown, JSON and JSON Lines, fields of articles."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from typing import Any

from hostile_specimens import MB, Specimen, article, file_of, item_of


def texts(rng: random.Random) -> Iterator[Specimen]:
    """Plain text and Markdown: bytes that are no text, encodings, bait for regular expressions, YAML."""
    good = article(rng)
    hindi = "पहलगाम में हुए हमले के बाद दोनों नेताओं ने फोन पर लंबी बातचीत की और शोक जताया। " * 20
    yield file_of("empty.txt", b"", "quarantined")
    yield file_of("blank.txt", " \n\t\r\n" * 500, "quarantined")
    yield file_of("nul-only.txt", b"\0" * 5000, "quarantined")
    yield file_of("nul-inside.txt", good.replace(" ", "\0"), "either")
    yield file_of("one-nul.txt", good + "\0" + article(rng), "either")
    yield file_of("controls.txt", "".join(map(chr, range(1, 32))) * 300, "quarantined")
    yield file_of("ansi-colours.txt", good.replace(" ", " \x1b[31m"), "either")
    yield file_of("high-bytes.txt", bytes(rng.randrange(128, 256) for _ in range(20_000)), "either")
    yield file_of("truncated-utf8.txt", hindi.encode()[:-2], "either")
    yield file_of("utf8-cut-everywhere.txt", hindi.encode().replace(b"\xe0\xa4", b"\xe0"), "either")
    yield file_of("overlong-utf8.txt", b"\xc0\xaf\xe0\x80\xaf" * 300 + good.encode(), "either")
    yield file_of("wtf8-surrogates.txt", good.encode() + b"\xed\xa0\x80 \xed\xbf\xbf " * 40, "either")
    yield file_of("beyond-unicode.txt", good.encode() + b"\xf7\xbf\xbf\xbf" * 40, "either")
    yield file_of("noncharacters.txt", good + "\ufffe\uffff\ufdd0" * 10 + chr(0x10FFFF), "either")
    yield file_of("bom-utf8.txt", b"\xef\xbb\xbf" + article(rng).encode(), "published")
    yield file_of("bom-only.txt", b"\xef\xbb\xbf", "quarantined")
    yield file_of("bom-thrice.txt", b"\xef\xbb\xbf" * 3 + article(rng).encode(), "either")
    yield file_of("bom-inside.txt", article(rng).replace(" ", " \ufeff"), "either")
    yield file_of("utf16-le.txt", b"\xff\xfe" + article(rng).encode("utf-16-le"), "published")
    yield file_of("utf16-be.txt", b"\xfe\xff" + article(rng).encode("utf-16-be"), "published")
    yield file_of("utf16-cut.txt", b"\xff\xfe" + article(rng).encode("utf-16-le")[:-1], "either")
    yield file_of("utf16-wrong-mark.txt", b"\xff\xfe" + article(rng).encode("utf-16-be"), "either")
    yield file_of("utf16-no-mark.txt", article(rng).encode("utf-16-le"), "either")
    yield file_of("utf32.txt", article(rng).encode("utf-32"), "either")
    yield file_of("utf7.txt", hindi.encode("utf-7"), "either")
    yield file_of("ebcdic.txt", article(rng).encode("cp500"), "either")
    yield file_of(
        "one-line-50mb.txt", b"All work and no play makes a very long line. " * (50 * MB // 45), "quarantined"
    )
    yield file_of("one-word.txt", "a" * 900_000, "either")
    yield file_of("long-words.txt", " ".join("ab" * rng.randrange(3000, 9000) for _ in range(60)), "either")
    distinct = " ".join(f"{rng.randrange(16**7):x}" for _ in range(110_000))
    yield file_of("a-hundred-thousand-lexemes.txt", good + distinct, "either")
    yield file_of("only-newlines.txt", b"\n" * 900_000, "quarantined")
    yield file_of("spaces-then-word.txt", " " * 900_000 + "end", "either")
    yield file_of("carriage-returns.txt", article(rng).replace(" ", "\r"), "either")
    yield file_of("datelines.txt", "NEW DELHI, May 5 (Agency) - " * 20_000, "either")
    yield file_of("promotions.txt", good + "Kremlin Call: Putin Tells Modi. " * 20_000, "either")
    yield file_of("date-prefixes.txt", " date 2025-05-05" * 30_000, "either")
    yield file_of("impossible-date.txt", " date 2025-02-31 " + article(rng), "published")
    yield file_of("year-zero.txt", " date 0000-00-00 " + article(rng), "published")
    yield file_of("year-99999.txt", " date 99999-01-01 " + article(rng), "published")
    yield file_of("brackets.txt", "(" * 300_000 + good, "either")
    yield file_of("quotes.txt", "“‘\"'" * 100_000 + good, "either")
    yield file_of("dots.txt", "A. " * 200_000 + "…" * 100_000, "either")
    yield file_of("zalgo.txt", "".join(c + "\u0301\u0327\u20dd" * 60 for c in good), "either")
    yield file_of("right-to-left.txt", "\u202e" * 2000 + good + "\u2066" * 2000, "either")
    yield file_of("tags-block.txt", good + "".join(chr(0xE0000 + ord(c)) for c in good if c.isascii()), "either")
    yield file_of("emoji.txt", "👩‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿" * 9_000, "either")
    yield file_of("mojibake-five-times.txt", _mojibake(hindi[:300], 5), "either")
    yield file_of("sql.txt", "'; DROP SCHEMA news CASCADE; -- %s %(x)s {x} \\copy $$ " + article(rng), "published")
    yield file_of("script.txt", "<script>alert(1)</script><img src=x onerror=alert(1)> " + article(rng), "either")
    nine = [",".join([f"*a{i}"] * 9) for i in range(11)]
    laughs = "a0: &a0 [x]\n" + "".join(f"a{i + 1}: &a{i + 1} [{row}]\n" for i, row in enumerate(nine))
    yield file_of("yaml-laughs.md", f"---\n{laughs}title: *a11\n---\n{article(rng)}", "either")
    yield file_of("yaml-deep.md", f"---\ntitle: {'[' * 50_000}\n---\n{article(rng)}", "either")
    yield file_of("yaml-dates.md", f"---\ntitle: Yes\ndate: 0000-00-00\n---\n{article(rng)}", "published")
    yield file_of("yaml-list.md", f"---\n- title\n- 5\n- null\n---\n{article(rng)}", "either")
    yield file_of(
        "yaml-types.md", f"---\ntitle: {{a: 1}}\nauthor: 5\ndate: [1]\nurl: {{}}\n---\n{article(rng)}", "either"
    )
    yield file_of("yaml-open.md", "---\ntitle: never closed\n" + article(rng), "either")
    yield file_of("yaml-huge-int.md", f"---\ntitle: {'9' * 50_000}\n---\n{article(rng)}", "either")
    yield file_of("markdown-nested.md", "> " * 30_000 + good + "*_" * 50_000 + "[" * 50_000, "either")


def _mojibake(text: str, times: int) -> str:
    for _ in range(times):
        text = text.encode().decode("latin-1")
    return text


def json_files(rng: random.Random) -> Iterator[Specimen]:
    """JSON and JSON Lines: the wrong shape, values that Python or Postgres cannot take, broken lines."""
    shapes = {"null": "null", "number": "5", "string": '"text"', "true": "true", "object": "{}", "numbers": "[1, 2]"}
    for name, shape in shapes.items():
        yield file_of(f"json-{name}.json", shape, "quarantined")
    yield file_of("json-empty-list.json", "[]", "either")
    yield file_of("json-lists.json", json.dumps([[[item_of(rng)]], []]), "either")
    yield file_of("json-deep.json", "[" * 100_000 + "]" * 100_000, "quarantined")
    yield file_of("json-deep-open.json", '{"a":' * 100_000, "quarantined")
    deep = json.dumps(item_of(rng))[:-1] + ', "about": ' + "[" * 100_000 + "]" * 100_000 + "}"
    yield file_of("json-deep-inside.json", deep, "either")
    yield file_of("json-huge-int.json", json.dumps(item_of(rng))[:-1] + f', "position": {"9" * 100_000}}}', "either")
    yield file_of("json-huge-float.json", json.dumps(item_of(rng))[:-1] + ', "position": 1e999999}', "either")
    yield file_of("json-nan.json", json.dumps(item_of(rng))[:-1] + ', "position": NaN, "x": -Infinity}', "either")
    yield file_of(
        "json-twice.json", json.dumps(item_of(rng))[:-1] + ', "articleBody": "Short.", "headline": 5}', "either"
    )
    yield file_of("json-body-object.json", json.dumps(item_of(rng, articleBody={"text": "hidden"})), "either")
    yield file_of("json-body-number.json", json.dumps(item_of(rng, articleBody=17)), "quarantined")
    yield file_of("json-body-list.json", json.dumps(item_of(rng, articleBody=[["a"], 5, None])), "either")
    yield file_of("json-headline-list.json", json.dumps(item_of(rng, headline=[1, {"a": []}])), "either")
    yield file_of(
        "json-surrogate.json", json.dumps(item_of(rng)).replace("crowns", r"\ud800 crowns \udc00\udbff"), "either"
    )
    yield file_of("json-nul.json", json.dumps(item_of(rng)).replace("crowns", r"\u0000 crowns"), "either")
    yield file_of("json-nul-key.json", json.dumps(item_of(rng, **{"key\0": "value\0", "\ud800": "\udfff"})), "either")
    yield file_of("json-comments.json", "// a comment\n" + json.dumps(item_of(rng)) + ",\n", "quarantined")
    yield file_of("json-python.json", str(item_of(rng)), "quarantined")
    yield file_of("json-two.json", json.dumps(item_of(rng)) + json.dumps(item_of(rng)), "either")
    yield file_of("json-utf16.json", json.dumps(item_of(rng)).encode("utf-16"), "either")
    yield file_of("json-bom.json", b"\xef\xbb\xbf" + json.dumps(item_of(rng)).encode(), "published")
    for when in ("0000-00-00", "99999-12-31T00:00:00Z", "-0001-01-01", "2025-13-45T99:99:99+99:99", "9" * 400):
        yield file_of(
            f"json-date-{when[:12].strip('-')}.json", json.dumps(item_of(rng, datePublished=when)), "published"
        )
    yield file_of(
        "json-date-types.json", json.dumps(item_of(rng, datePublished={"a": 1}, dateModified=[True])), "either"
    )
    yield file_of("json-epoch.json", json.dumps(item_of(rng, datePublished=10**30, dateModified=-1e308)), "either")
    yield file_of(
        "json-long-id.json", json.dumps(item_of(rng, **{"@id": "https://long.example/" + "a/" * 20_000})), "either"
    )
    yield file_of("json-bad-id.json", json.dumps(item_of(rng, **{"@id": "https://[::1/%zz\0 \n@:99999"})), "either")
    yield file_of("json-script-id.json", json.dumps(item_of(rng, url="javascript:alert(1)")), "either")
    yield file_of("json-id-object.json", json.dumps(item_of(rng, **{"@id": {"@id": []}})), "either")
    yield file_of("json-long-headline.json", json.dumps(item_of(rng, headline="Word " * 200_000)), "either")
    yield file_of(
        "json-many-authors.json", json.dumps(item_of(rng, author=[{"name": f"A {i}"} for i in range(50_000)])), "either"
    )
    yield file_of("json-author-deep.json", json.dumps(item_of(rng, author={"author": {"name": [None, 5]}})), "either")
    yield file_of("json-language.json", json.dumps(item_of(rng, inLanguage="xx-" + "y" * 5_000)), "either")
    yield file_of("json-html-body.json", json.dumps(item_of(rng, articleBody="<p>" * 50_000 + article(rng))), "either")
    yield file_of("json-many-keys.json", json.dumps({f"k{i}": i for i in range(100_000)}), "quarantined")
    yield file_of("json-cut.json", json.dumps(item_of(rng))[:-40], "quarantined")
    good = json.dumps(item_of(rng))
    yield file_of("lines-broken.jsonl", "\n".join(["{", good, "", "null", good[:50], "[]", "\0", good[::-1]]), "either")
    yield file_of("lines-binary.jsonl", good.encode() + b"\n" + rng.randbytes(3000) + b"\n" + good.encode(), "either")
    yield file_of("lines-separators.jsonl", json.dumps(item_of(rng)).replace("crowns", "\u2028\x85\x0b"), "either")
    yield file_of("lines-same-id.jsonl", f"{json.dumps(item_of(rng, url='https://same.example/a'))}\n" * 50, "either")
    yield file_of(
        "lines-one-of-20mb.jsonl", json.dumps(item_of(rng, articleBody="Long. " * (20 * MB // 6))), "quarantined"
    )
    yield file_of("lines-a-million-empty.jsonl", b"\n" * 1_000_000, "either")
    yield file_of("lines-all-bad.jsonl", b"{\n" * 20, "quarantined")


def fields(rng: random.Random) -> Iterator[Specimen]:
    """Items whose fields are of strange kinds, and envelopes that are none."""
    deep: Any = article(rng)
    for _ in range(90):
        deep = {"content": [deep]}
    yield file_of("fields-deep-body.json", json.dumps({"title": "x", "body": deep}), "either")
    yield file_of(
        "fields-numbers.json", json.dumps({"title": 1e308, "text": article(rng), "published": -(2**70)}), "either"
    )
    names = {f"date_{i}": "2026-03-10" for i in range(5_000)}
    yield file_of("fields-many-unread.json", json.dumps({"text": article(rng), **names}), "published")
    yield file_of(
        "fields-long-name.json", json.dumps({"text": article(rng), "date" * 100_000: "2026-03-10"}), "published"
    )
    yield file_of("fields-escapes.json", json.dumps({"text": article(rng) + "&amp;" * 100_000 + "lt;p&gt;"}), "either")
    yield file_of("fields-tags.json", json.dumps({"text": "<p " * 100_000 + article(rng)}), "either")
    yield file_of("envelope-empty.json", json.dumps({"articles": [{}] * 4}), "quarantined")
    yield file_of(
        "envelope-mixed.json", json.dumps({"articles": [item_of(rng), None, 5, [], "x", item_of(rng)]}), "either"
    )
    wide = {f"list{i}": [item_of(rng)] for i in range(50)}
    yield file_of("envelope-many-lists.json", json.dumps(wide), "either")
    nested: Any = [item_of(rng)]
    for _ in range(40):
        nested = {"data": nested}
    yield file_of("envelope-deep.json", json.dumps(nested), "quarantined")
    yield file_of("toml-broken.md", f"+++\ntitle = [[[[\n+++\n{article(rng)}", "either")
    yield file_of("toml-deep.md", f"+++\ntitle = {'[' * 7_000}\n+++\n{article(rng)}", "either")
    yield file_of("toml-huge-int.md", f"+++\ndate = {'9' * 9_000}\n+++\n{article(rng)}", "either")
