"""Every name in an inbox comes out once: as a document whose bytes can be read again, or quarantined with a reason."""

from __future__ import annotations

import gzip
import os
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mediawatch.collect.files import delivery
from mediawatch.collect.files import inbox as article_files
from mediawatch.collect.files.delivery import ENDINGS, ending
from mediawatch.collect.files.walk import MAX_URI, file_uri
from mediawatch.collect.raw.raw_store import RawStore
from mediawatch.errors import UsageError
from mediawatch.model import Excluded, Outcome, RawDocument

Collect = Callable[..., list[RawDocument | Excluded]]
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)  # as in conftest.py
TEXT = b"Delegations met in Delhi on Monday and agreed to meet again."


def _documents(found: list[RawDocument | Excluded]) -> list[RawDocument]:
    return [document for document in found if isinstance(document, RawDocument)]


def _reasons(found: list[RawDocument | Excluded]) -> dict[str, str]:
    return {document.uri: document.reason for document in found if isinstance(document, Excluded)}


def test_each_kind_of_file_with_and_without_gzip(inbox: Path, collect: Collect, store: RawStore) -> None:
    contents = {
        ".txt": (TEXT, "text/plain"),
        ".md": (b"# Talks\n\n" + TEXT, "text/markdown"),
        ".html": (b"<p>" + TEXT, "text/html"),
        ".htm": (b"<p>" + TEXT, "text/html"),
        ".json": (b'{"headline": "Talks"}', "application/json"),
        ".pdf": (b"%PDF-1.4\n\0\1\2", "application/pdf"),
    }
    for suffix, (data, _) in contents.items():
        (inbox / f"a{suffix}").write_bytes(data)
        (inbox / f"A{suffix.upper()}.GZ").write_bytes(gzip.compress(data))
    found = _documents(collect())
    assert len(found) == 2 * len(contents)
    for raw in found:
        data, media_type = contents[ending(raw.uri).removesuffix(".gz")]
        assert store.read(raw) == data
        assert (raw.media_type, raw.byte_offset, raw.byte_length) == (media_type, 0, len(data))
        assert (raw.inbox, raw.observed_at, raw.observed_at_source) == ("box", NOW, "ingested")


def test_packed_and_plain_are_the_same_bytes(inbox: Path, collect: Collect) -> None:
    (inbox / "a.txt").write_bytes(TEXT)
    (inbox / "a.txt.gz").write_bytes(gzip.compress(TEXT))
    plain, packed = _documents(collect())
    assert plain.raw_sha256 == packed.raw_sha256
    assert plain.document_id != packed.document_id


def test_order_is_that_of_names_whatever_the_file_system_gives(inbox: Path, collect: Collect) -> None:
    names = ["b.txt", "a.txt", "c/z.txt", "c/a/q.txt", "B.txt", "ä.txt"]
    for name in names:
        (inbox / name).parent.mkdir(parents=True, exist_ok=True)
        (inbox / name).write_bytes(TEXT + name.encode())
    uris = [document.uri for document in collect()]
    assert uris == [f"file://box/{name}" for name in ("B.txt", "a.txt", "b.txt", "%C3%A4.txt", "c/z.txt", "c/a/q.txt")]


def test_a_single_file_is_a_root(inbox: Path, collect: Collect) -> None:
    (inbox / "a.txt").write_bytes(TEXT)
    (inbox / "b.txt").write_bytes(TEXT)
    assert [document.uri for document in collect(inbox / "a.txt")] == ["file://box/a.txt"]


def test_a_root_that_is_not_there_is_a_usage_error(inbox: Path, collect: Collect) -> None:
    with pytest.raises(UsageError, match="nowhere"):
        collect(inbox / "nowhere")


def test_nothing_outside_of_the_inbox_is_read(inbox: Path, tmp_path: Path, collect: Collect) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "s.txt").write_bytes(b"secret")
    (tmp_path / "inbox-2").mkdir()
    (tmp_path / "inbox-2" / "n.txt").write_bytes(b"neighbour whose name begins alike")
    (inbox / "file.txt").symlink_to(tmp_path / "secret" / "s.txt")
    (inbox / "folder").symlink_to(tmp_path / "secret")
    (inbox / "near.txt").symlink_to("../inbox-2/n.txt")
    (inbox / "loop.txt").symlink_to(inbox / "loop.txt")
    (inbox / "gone.txt").symlink_to(inbox / "not-there")
    (inbox / "self").symlink_to(inbox)
    (inbox / "real.txt").write_bytes(TEXT)
    (inbox / "inside.txt").symlink_to(inbox / "real.txt")
    os.mkfifo(inbox / "pipe.txt")
    found = collect()
    assert [raw.uri for raw in _documents(found)] == ["file://box/inside.txt", "file://box/real.txt"]
    assert _reasons(found) == {
        "file://box/file.txt": "link_leads_out",
        "file://box/folder": "link_leads_out",
        "file://box/near.txt": "link_leads_out",
        "file://box/loop.txt": "unreadable",
        "file://box/gone.txt": "unreadable",
        "file://box/self": "linked_folder",
        "file://box/pipe.txt": "unreadable",
    }


def test_a_folder_that_may_not_be_listed_is_set_aside(
    inbox: Path, collect: Collect, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox / "desk").mkdir()
    (inbox / "desk" / "a.txt").write_bytes(TEXT)
    listed = os.scandir

    def scandir(path: Any) -> Any:  # permissions do not keep root out, who may run the tests
        if Path(path).name == "desk":
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    (found,) = collect()
    assert isinstance(found, Excluded)
    assert (found.uri, found.reason, found.outcome) == ("file://box/desk", "unreadable", "quarantined")
    assert "cannot be listed" in found.detail


def test_a_single_link_that_leads_out_of_its_folder_is_followed_because_it_was_named(
    inbox: Path, tmp_path: Path, collect: Collect
) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT)
    (inbox / "link.txt").symlink_to(tmp_path / "a.txt")
    assert len(_documents(collect(inbox / "link.txt"))) == 1


def test_what_no_parser_should_see(inbox: Path, collect: Collect) -> None:
    files = {
        "empty.txt": (b"", "empty"),
        "blank.html": (b" \n ", "empty"),
        "blank.jsonl": (b"\n\n", "empty"),
        "list.json": (b" [ ] ", "empty"),
        "nul.txt": (b"a\0b", "binary"),
        "zip.txt": (b"PK\x03\x04...", "binary"),
        "random.md": (bytes(range(256)) * 50, "binary"),
        "line.txt": (b"x" * 1_500_000, "too_large"),
        "huge.txt": (b"x" * 5_000_000, "too_large"),
        "deep.html": (b"<div>" * 100_000, "too_deep"),
        "deep.json": (b"[" * 100_000, "too_deep"),
        "article.odt": (TEXT, "unsupported_ending"),
        "word95.doc": (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2_000), "unsupported_ending"),
        "noending": (TEXT, "unsupported_ending"),
        "twice.txt.gz.gz": (gzip.compress(gzip.compress(TEXT)), "unsupported_ending"),
        "text.pdf": (TEXT, "not_pdf"),
        "plain.txt.gz": (TEXT, "broken_gzip"),
        "cut.txt.gz": (gzip.compress(TEXT * 50)[:-10], "broken_gzip"),
        "bomb.txt.gz": (gzip.compress(bytes(100_000_000)), "too_large"),
        "bomb.jsonl.gz": (gzip.compress(b" " * 30_000_000), "gzip_bomb"),
        "words.json": (b'"words"', "wrong_shape"),
        "broken.json": (b'{"headline": ', "not_json"),
        "latin.json": ('{"headline": "café"}'.encode("latin-1"), "not_json"),
        "wide.json": ('{"headline": "a"}'.encode("utf-32"), "not_json"),
    }
    for name, (data, _) in files.items():
        (inbox / name).write_bytes(data)
    found = collect()
    assert not _documents(found)
    assert _reasons(found) == {f"file://box/{name}": reason for name, (_, reason) in files.items()}
    for document in found:
        assert isinstance(document, Excluded)
        assert document.stage == "collect"
        assert document.outcome is Outcome.QUARANTINED
        assert document.detail


def test_names_that_are_no_text(inbox: Path, collect: Collect) -> None:
    names = [b"caf\xe9.txt", b"two\nlines.txt", "🙂.txt".encode(), b"a%23#?.txt", b" .txt", b"x" * 250 + b".txt"]
    for name in names:
        (Path(os.fsdecode(bytes(inbox) + b"/" + name))).write_bytes(TEXT)
    found = _documents(collect())
    assert {unquote_to_bytes(raw.uri.removeprefix("file://box/")) for raw in found} == set(names)
    for raw in found:
        assert raw.uri.isascii()
        assert raw.uri.isprintable()
        assert " " not in raw.uri
        assert "#" not in raw.uri


@given(st.binary(min_size=1, max_size=250), st.binary(min_size=1, max_size=250))
def test_uris_are_bounded_and_apart(first: bytes, second: bytes) -> None:
    one, two = (file_uri("box", os.fsdecode(name * 3)) for name in (first, second))
    assert (one == two) == (first == second)
    assert len(one) <= MAX_URI + len("file://box/")


def test_unfinished_and_hidden_files_are_skipped(inbox: Path, collect: Collect) -> None:
    for name in ("a.txt.part", "b.jsonl.tmp", "c.txt~", ".hidden.txt", "a.txt"):
        (inbox / name).write_bytes(TEXT)
    (inbox / ".git").mkdir()
    (inbox / ".git" / "x.txt").write_bytes(TEXT)
    found = collect()
    assert len(_documents(found)) == 1
    assert sorted(_reasons(found).values()) == ["hidden", "hidden"] + ["still_being_written"] * 3
    assert {document.outcome for document in found if isinstance(document, Excluded)} == {Outcome.SKIPPED}


def test_a_file_that_grows_waits_and_a_finished_one_does_not(inbox: Path, collect: Collect) -> None:
    (inbox / "done.txt").write_bytes(TEXT)
    growing = inbox / "growing.txt"
    growing.write_bytes(TEXT)
    stop = threading.Event()

    def write() -> None:
        while not stop.wait(0.02):
            with growing.open("ab") as file:
                file.write(TEXT)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        found = collect(quiet_seconds=0.3)
    finally:
        stop.set()
        writer.join()
    assert [raw.uri for raw in _documents(found)] == ["file://box/done.txt"]
    assert _reasons(found) == {"file://box/growing.txt": "still_being_written"}


def test_files_at_rest_cost_no_pause(inbox: Path, collect: Collect) -> None:
    (inbox / "a.txt").write_bytes(TEXT)
    os.utime(inbox / "a.txt", (time.time() - 60,) * 2)
    began = time.monotonic()
    assert len(_documents(collect(quiet_seconds=30))) == 1
    assert time.monotonic() - began < 10


def test_endings_are_those_of_the_contract() -> None:
    others = ".eml .mbox .mht .mhtml .csv .tsv .xml .rss .atom .enex .rtf .doc .pdf .warc .wet .wacz"
    packed = ".xlsx .xlsm .docx .epub .har"
    texts = (
        ".txt .text .md .markdown .adoc .asciidoc .rst .org .ris .nbib .enw .html .htm .xhtml .json .jsonl .ndjson .jl"
    )
    assert set(ENDINGS) == {*texts.split(), *packed.split(), *others.split()}
    assert (ending("a.warc.zst"), ending("a.WARC.wet.gz"), ending("a.wacz")) == (".warc.zst", ".wet.gz", ".wacz")
    assert ending("a.wacz.gz") == ending("a.txt.zst") == ""
    assert ending("A.TXT.GZ") == ".txt.gz"
    assert ending("a.gz") == ending("a.txt.zip") == ending("txt") == ""


@pytest.mark.parametrize("swapped", ["link", "pipe", "file"])
def test_what_takes_a_files_place_after_it_was_judged_is_not_read(
    swapped: str, inbox: Path, collect: Collect, tmp_path: Path, store: RawStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever may write to the inbox could else have read to him what he may not read, or let the run wait for ever."""
    path, outside = inbox / "a.txt", tmp_path / "outside.txt"
    path.write_bytes(TEXT)
    outside.write_bytes(TEXT[::-1])
    os.utime(outside, ns=(path.stat().st_mtime_ns,) * 2)
    put = {
        "link": lambda: path.symlink_to(outside),
        "pipe": lambda: os.mkfifo(path),
        "file": lambda: outside.rename(path),
    }

    def deliver(*arguments: object) -> RawDocument | Excluded:
        path.rename(inbox / "kept")
        put[swapped]()
        try:
            return delivery.deliver(*arguments)  # type: ignore[arg-type, return-value]
        finally:
            (inbox / "kept").replace(path)

    monkeypatch.setattr(article_files, "deliver", deliver)
    (found,) = collect()
    assert isinstance(found, Excluded)
    assert (found.reason, found.outcome) == ("still_being_written", Outcome.SKIPPED)
    assert not list(store.storage.folder.rglob("*.txt"))
