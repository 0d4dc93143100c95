"""The shipped seeds, as far as they can be judged without the pipeline: described, original, odd on purpose."""

from __future__ import annotations

import gzip
import json
import re
from functools import cache
from itertools import combinations
from pathlib import Path
from urllib.parse import urlsplit

import pytest

HOME = Path(__file__).parents[3]
SEEDS = HOME / "include" / "seeds"
PAGE = HOME / "docs" / "seeds.md"
DELIVERED = HOME.parent / "shared" / "seeds"  # the articles whose events these seeds retell

WINDOWS_1251 = {"victory-day-windows-1251.txt", "broken-mislabelled.txt"}
COPIES = {
    frozenset({"pahalgam-aftermath-agency.txt", "pahalgam-aftermath-reprint.md"}),
    frozenset({"putin-modi-call-probe.txt", "putin-modi-call-probe-cut.txt"}),
}
RUN = 7
"""Words in a row that two articles may not share. Up to six occur in names, titles and fixed phrases."""


def table() -> dict[str, list[str]]:
    """Rows of the table in docs/seeds.md by file name."""
    rows = re.findall(r"^\| `([^`]+)` \|(.*)\|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return {name: [cell.strip() for cell in cells.split("|")] for name, cells in rows}


@cache
def text(name: str) -> str:
    data = (SEEDS / name).read_bytes()
    if name.endswith(".gz"):
        data = gzip.decompress(data)
    return data.decode("windows-1251" if name in WINDOWS_1251 else "utf-8")


def bodies() -> dict[str, str]:
    """The words that each sound seed says, without the vocabulary of its format. One entry for each document."""
    found = {}
    for name, (outcome, *_) in table().items():
        if outcome.startswith("quarantined"):
            continue
        if name.endswith(".jsonl"):
            for line in text(name).splitlines():
                item = json.loads(line)
                found[item["@id"]] = item["headline"] + "\n" + item["articleBody"]
        elif name.endswith(".json"):
            item = json.loads(text(name))
            found[name] = item["headlines"][0]["value"] + "\n" + item["bodies"][0]["value"]
        elif name.endswith(".html"):
            found[name] = re.sub(r"<[^>]+>", " ", text(name).partition("<body>")[2])
        elif name.endswith(".md"):
            found[name] = text(name).split("---\n", 2)[2]
        else:
            found[name] = re.sub(r"\A date \d{4}-\d\d-\d\d ", "", text(name))
    return found


def runs(words: str, length: int = RUN) -> set[tuple[str, ...]]:
    split = re.findall(r"[^\W_]+", words.casefold())
    return {tuple(split[i : i + length]) for i in range(len(split) - length + 1)}


def test_the_page_describes_exactly_the_files_of_the_folder() -> None:
    assert set(table()) == {path.name for path in SEEDS.iterdir()}


def test_the_counts_on_the_page_are_those_of_its_table() -> None:
    outcomes = [row[0] for row in table().values()]
    quarantined = sum(outcome.startswith("quarantined") for outcome in outcomes)
    published = len(bodies())
    stated = f"{published + quarantined} documents stand in {len(outcomes)} files"
    assert stated in PAGE.read_text(encoding="utf-8")
    assert f"{published} are published, {quarantined} quarantined" in PAGE.read_text(encoding="utf-8")


def test_no_two_articles_share_a_sentence_save_the_copies() -> None:
    shared = {
        (one, other): sorted(runs(a) & runs(b))[:3]
        for (one, a), (other, b) in combinations(bodies().items(), 2)
        if frozenset({one, other}) not in COPIES and runs(a) & runs(b)
    }
    assert shared == {}


@pytest.mark.shared
def test_no_sentence_is_taken_from_the_delivered_articles() -> None:
    if not DELIVERED.is_dir():
        pytest.skip(f"the delivered articles are not beside the checkout: no {DELIVERED}")
    taken = set()
    for path in DELIVERED.glob("*.txt"):
        delivered = runs(re.sub(r"\A date \d{4}-\d\d-\d\d ", "", path.read_text(encoding="utf-8")))
        taken |= {(name, run) for name, body in bodies().items() for run in runs(body) & delivered}
    assert taken == set()


def test_articles_are_of_a_length_to_read() -> None:
    lengths = {name: len(body.split()) for name, body in bodies().items()}
    assert {name: n for name, n in lengths.items() if not 90 <= n <= 600} == {}


def test_every_address_lies_under_example() -> None:
    hosts = {
        urlsplit(address).hostname
        for name in table()
        if not name.startswith("broken-") or name.endswith(".json")
        for address in re.findall(r"https?://[^\s\"'<>)]+", text(name))
    }
    standards = {"schema.org", "www.iptc.org"}
    assert {host for host in hosts - standards if not (host or "").endswith(".example")} == set()


@pytest.mark.parametrize(
    ("name", "oddity"),
    [
        ("putin-modi-call-kremlin.txt", r"\A\n\S[^\n]+\n\S(.|\n)*[“”’](.|\n)*\n{9,}\Z"),
        ("putin-modi-call-delhi.txt", r"\A date 2025-05-05 New Delhi, May 5: \S(.|\n)*[^\n]\Z"),
        (
            "putin-modi-call-delhi.txt",
            r"\. Kremlin Calls Delhi: [^\n]+ Year\.\n\n(.|\n)*\. Pahalgam Terror Attack: [^\n]*‘Justice’",
        ),
        ("putin-modi-call-probe.txt", r"\A date 2025-05-05 [A-Z](.|\n)*@\w+(.|\n)*\n\n[A-Z][^.?]+\n\n(.|\n)*\n\n\n\Z"),
        ("putin-modi-call-probe-cut.txt", r" …\n\Z"),
        ("putin-modi-call-explained.txt", r"\ANew Delhi: (.|\n)*\nFAQs\n1\.\w"),
        ("pahalgam-aftermath-agency.txt", r"\A date 2025-05-05 NEW DELHI, May 5 \([\w ]+\) - "),
        ("pahalgam-aftermath-reprint.md", r"\A---\n(.|\n)*\n---\n\nNew Delhi, May 5 \(NPN\) – "),
        ("pahalgam-hindi.txt", r"\Aनई दिल्ली, 5 मई \("),
        ("putin-modi-call-russian.txt", r"\AМОСКВА, 5 мая\. /[А-Я ]+/\. "),
        ("putin-modi-call-german.md", r"\A---\n(.|\n)*date: 2025-05-05T15:10:00\+02:00\n(.|\n)*\nlang: de\n"),
        ("putin-modi-call-spanish.txt", r"\Adate 2025-05-05 MADRID, 5 may \(Mirador Sur\) – "),
        ("simla-and-lahore.txt.gz", r"\ANew Delhi, May 4, 2025: "),
    ],
)
def test_oddity_is_still_there(name: str, oddity: str) -> None:
    """Editors like to tidy files up; these are untidy on purpose."""
    assert re.search(oddity, text(name))


def test_the_page_of_html_has_what_must_be_cleaned_away() -> None:
    page = text("indus-waters-treaty.html")
    for part in ("<nav", "cookie", 'class="related"', "share-bar", "newsletter", "comments", "application/ld+json"):
        assert part in page
    data = json.loads(page.partition("application/ld+json")[2].partition(">")[2].partition("</script>")[0])
    assert f'<link rel="canonical" href="{data["@id"]}">' in page
    assert data["dateModified"] > data["datePublished"]


def test_one_item_of_the_batch_was_modified_after_it_was_published() -> None:
    items = [json.loads(line) for line in text("wire-batch.jsonl").splitlines()]
    assert len({item["@id"] for item in items}) == len(items) == 4
    assert [i["@id"].rpartition("/")[2] for i in items if i.get("dateModified", "") > i["datePublished"]] == [
        "seth-to-represent-india"
    ]


def test_the_broken_ones_are_broken() -> None:
    assert (SEEDS / "broken-empty.txt").read_bytes() == b""
    assert b"\x00" in (SEEDS / "broken-picture.txt").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        (SEEDS / "broken-mislabelled.txt").read_text(encoding="utf-8-sig")
    with pytest.raises(json.JSONDecodeError):
        json.loads(text("broken-export.json"))


def test_a_copy_differs_from_its_original_in_form_alone() -> None:
    agency = text("pahalgam-aftermath-agency.txt").partition(" - ")[2]
    reprint = text("pahalgam-aftermath-reprint.md").partition(" – ")[2]
    assert agency != reprint
    assert re.findall(r"\w+", agency) == re.findall(r"\w+", reprint)
