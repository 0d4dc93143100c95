"""The three promises on odd deliveries: counts add up, rows lead back to their bytes, a rerun changes nothing."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from secrets import token_hex

import flow
import pytest
from mediawatch.collect.files import walk
from mediawatch.collect.raw import screening
from mediawatch.collect.raw.raw_store import RawStore
from mediawatch.errors import UsageError
from mediawatch.settings import Settings
from mediawatch.store.read import article_record
from mediawatch.workflow import request, steps
from mediawatch.workflow.request import Request
from mediawatch.workflow.runner import run_through
from pdf_files import make_pdf

NewWarehouse = Callable[[], AbstractContextManager[Settings]]
_WORDS = [
    "harbour",
    "council",
    "ferry",
    "winter",
    "market",
    "teacher",
    "orchard",
    "railway",
    "museum",
    "valley",
    "engine",
]


def prose(seed: object) -> str:
    """Eight paragraphs that share no sentence with those of another seed."""
    chance = random.Random(str(seed))
    return "\n\n".join(" ".join(chance.choices(_WORDS, k=14)).capitalize() + "." for _ in range(8))


def page(text: str) -> str:
    return f"<!doctype html><html><body><article><h1>A page</h1><p>{text}</p></article></body></html>"


def archive(path: Path, pages: Sequence[tuple[str, str, str | None]]) -> Path:
    """A WARC file of (address, text, WARC-Date or None for a record without)."""
    path.parent.mkdir(exist_ok=True)
    with path.open("wb") as file:
        for url, text, date in pages:
            http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page(text)}".encode()
            head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
            head += f"WARC-Date: {date}\r\n" if date else ""
            head += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
            file.write(head.encode() + http + b"\r\n\r\n")
    return path


def every_row_leads_to_its_bytes(settings: Settings) -> bool:
    store = RawStore(settings.lake)
    documents = flow.rows(settings, "select * from news.raw_document")
    return bool(documents) and all(store.read(article_record.raw_document(row)) for row in documents)


def replay(settings: Settings) -> str:
    """Send all open quarantine entries through again; the run's id."""
    ids = flow.column(settings, "select quarantine_id from ops.quarantine_open where replayable")
    run_id = steps.begin(settings, steps.Request(dag_id="replay", run_id=token_hex(4), replay=tuple(ids)))
    run_through(settings, run_id)
    return run_id


def test_two_undated_captures_of_one_address_are_both_known_again(warehouse: Settings, tmp_path: Path) -> None:
    text = prose(1)
    address = "https://news.example/a"
    file = archive(tmp_path / "desk" / "a.warc", [(address, text, None), (address, text + " And more of it.", None)])
    flow.run(warehouse, file)
    before = flow.news_exactly(warehouse)

    again = flow.run(warehouse, file)

    assert flow.news_exactly(warehouse) == before
    assert flow.outcomes(warehouse, again) == {address: ("skipped", ["already_published"])}
    flow.run(warehouse, file, reprocess=True)
    assert flow.news_exactly(warehouse) == before
    assert flow.all_adds_up(warehouse)


def test_a_folder_may_have_any_name(warehouse: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "Моя папка #1 %41\n?"
    folder.mkdir()
    (folder / "ferry.txt").write_text(prose(1))

    run_id = flow.run(warehouse, folder)

    (outcome,) = flow.outcomes(warehouse, run_id).values()
    assert outcome == ("published", [])
    assert every_row_leads_to_its_bytes(warehouse)


def test_what_an_address_may_hold_stands_in_it_as_the_folder_is_named(warehouse: Settings, tmp_path: Path) -> None:
    names = ["news+docs", "a@b", "it's", "x,y", "h#1", "p%41", "(1)"]
    named = dict(request.roots(warehouse, Request("test", "x", paths=tuple(_folder(tmp_path, n) for n in names))))

    assert list(named) == names
    assert [name for name, _ in request.roots(warehouse, Request("test", "x", paths=(_folder(tmp_path, "a ö"),)))] == [
        "a%20%C3%B6"
    ]


def _folder(above: Path, name: str) -> Path:
    (above / name).mkdir()
    return above / name


def test_a_path_that_is_not_utf8_is_refused_at_the_door(warehouse: Settings, tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/desk-\xff"))
    folder.mkdir()

    with pytest.raises(UsageError, match="not UTF-8"):
        flow.run(warehouse, folder)


_MARCH, _APRIL, _MAY = (f"2025-0{month}-01T08:00:00Z" for month in (3, 4, 5))


def test_a_page_that_returned_to_its_first_text_has_it_however_it_is_delivered(
    warehouse: Settings, new_warehouse: NewWarehouse, tmp_path: Path
) -> None:
    address, first, second = "https://news.example/a", prose(1), prose(3) + "\n\n" + prose(2)
    captures = [(address, first, _MARCH), (address, second, _APRIL), (address, first, _MAY)]
    flow.run(warehouse, archive(tmp_path / "desk" / "a.warc", captures))

    (body,) = flow.column(warehouse, "select article_body from news.article")
    assert len(body) < len(second) - 50
    with new_warehouse() as other:
        for number in (2, 1, 0):
            flow.run(other, archive(tmp_path / "desk" / "a.warc", [captures[number]]))
        assert flow.column(other, "select article_body from news.article") == [body]


def test_a_page_that_was_captured_twice_was_first_seen_at_the_first(
    warehouse: Settings, new_warehouse: NewWarehouse, tmp_path: Path
) -> None:
    captures = [("https://news.example/a", prose(1), day) for day in (_MARCH, _MAY, _APRIL)]
    ask = "select to_char(first_seen_at, 'YYYY-MM') as first, to_char(observed_at, 'YYYY-MM') as last from news.article"
    flow.run(warehouse, archive(tmp_path / "desk" / "a.warc", captures))

    assert flow.rows(warehouse, ask) == [{"first": "2025-03", "last": "2025-05"}]
    with new_warehouse() as other:
        for number, capture in enumerate((captures[0], captures[2], captures[1])):
            flow.run(other, archive(tmp_path / "desk" / f"{number}.warc", [capture]))
        assert flow.rows(other, ask)[0]["first"] == "2025-03"


def test_a_version_leads_to_the_last_bytes_that_said_it_however_they_came(
    new_warehouse: NewWarehouse, tmp_path: Path
) -> None:
    text = prose(1)
    pages = [("https://news.example/a", text, _MARCH), ("https://news.example/a?utm_source=feed", text, _MARCH)]
    pages += [("https://news.example/a#comments", text, _APRIL)]
    query = (
        "select r.uri, a.raw_id = v.raw_id as current from news.article a join news.article_version v "
        "using (article_id) join news.raw_document r on r.raw_id = v.raw_id"
    )
    for few in (pages[:2], pages):
        found = []
        for order in (few, few[::-1]):
            with new_warehouse() as other:
                for capture in order:
                    flow.run(other, archive(tmp_path / "desk" / "a.warc", [capture]))
                found += flow.rows(other, query)
        with new_warehouse() as other:
            flow.run(other, archive(tmp_path / "desk" / "a.warc", few))
            found += flow.rows(other, query)
        assert found == 3 * found[:1]
        assert found[0]["current"]


def test_what_collect_quarantined_is_judged_again_when_it_is_replayed(
    warehouse: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "desk"
    folder.mkdir()
    nested = page("</p>" + "<div>" * 600 + f"<p>{prose(1)}")
    (folder / "deep.html").write_text(nested)
    (folder / "lines.jsonl").write_text('{"headline": "cut off"\n[]\n')
    (folder / "picture.txt").write_bytes(b"\x89PNG" + bytes(range(256)))
    for number in range(5):
        (folder / f"sound-{number}.txt").write_text(prose(f"sound {number}"))
    first = flow.outcomes(warehouse, flow.run(warehouse, folder))
    excluded = {uri: found for uri, found in first.items() if found[0] == "quarantined"}
    assert len(excluded) == 4

    assert flow.outcomes(warehouse, replay(warehouse)) == excluded
    assert flow.rows(warehouse, "select state, occurrences from ops.quarantine") == 4 * [
        {"state": "open", "occurrences": 2}
    ]

    monkeypatch.setattr(screening, "MAX_HTML_DEPTH", 1_000)
    outcomes = flow.outcomes(warehouse, replay(warehouse))
    assert outcomes.pop("file://desk/deep.html") == ("published", [])
    assert {outcome for outcome, _ in outcomes.values()} == {"quarantined"}
    assert flow.column(warehouse, "select uri from ops.quarantine where state = 'replayed'") == [
        "file://desk/deep.html"
    ]
    assert flow.all_adds_up(warehouse)
    assert every_row_leads_to_its_bytes(warehouse)


def test_what_is_skipped_says_truly_why(warehouse: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "desk"
    folder.mkdir()
    (folder / "deep.html").write_text(page("</p>" + "<div>" * 300 + f"<p>{prose(1)}"))
    (folder / "later.txt").symlink_to("/nowhere")
    first = flow.outcomes(warehouse, flow.run(warehouse, folder))
    assert first["file://desk/later.txt"] == ("quarantined", ["unreadable"])

    monkeypatch.setattr(screening, "MAX_HTML_DEPTH", 100)  # its bytes were published under another limit
    monkeypatch.setattr(walk, "UNFINISHED", (".txt",))
    (folder / "later.txt").unlink()
    (folder / "later.txt").write_text(prose(2))
    second = flow.outcomes(warehouse, flow.run(warehouse, folder))

    assert second == {
        "file://desk/deep.html": ("skipped", ["already_published"]),
        "file://desk/later.txt": ("skipped", ["still_being_written"]),
    }


def test_a_pdf_may_be_as_large_as_the_page_on_formats_says(warehouse: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    folder.mkdir()
    small = make_pdf([prose(1).split("\n\n")])
    padding = b"\n%" + b"x" * 2 * warehouse.max_document_bytes + b"\n"
    (folder / "report.pdf").write_bytes(small + padding + small[small.rindex(b"startxref") :])

    outcomes = flow.outcomes(warehouse, flow.run(warehouse, folder))

    assert outcomes == {"file://desk/report.pdf": ("published", [])}
