"""The command `mediawatch` as a person types it: what it refuses, in which words, and how it ends."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import flow
import pytest
from mediawatch.cli import app
from mediawatch.settings import Settings
from mediawatch.store.server.connect import transaction
from sqlalchemy import make_url, text

Command = Callable[..., tuple[int, str, str]]

ARTICLE = "The ferry to Larkin stayed in port on Monday, since nobody had come to repair its engine, the owner said."


@pytest.fixture
def mediawatch(
    warehouse: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Command:
    """Runs the command in an empty folder; its exit code, standard output and standard error."""
    monkeypatch.setenv("MEDIAWATCH_DATABASE_URL", warehouse.database_url or "")
    monkeypatch.setenv("MEDIAWATCH_LAKE", str(warehouse.lake))
    monkeypatch.setenv("MEDIAWATCH_HOME", str(flow.HOME))
    monkeypatch.setenv("MEDIAWATCH_WORKERS", "1")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    def go(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["mediawatch", *words])
        code = 0
        try:
            app.main()
        except SystemExit as end:
            code = int(end.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return go


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["run"], "Missing argument"),
        (["run", "no-such-folder"], "mediawatch: there is no file or folder no-such-folder\n"),
        (["run", ""], "mediawatch: a path is empty: name a folder or an article file\n"),
        (
            ["run", ".", "--as-of", "soon"],
            "must be a date with time and zone, as 2025-05-05T12:00:00+00:00, not 'soon'",
        ),
        (["run", ".", "--as-of", "2025-05-05"], "must be a date with time and zone, as 2025-05-05T12:00:00+00:00"),
        (["run", ".", "--as-of", "9999-12-31T23:59:59-23:59"], "--as-of must lie between the years 1000 and 9000"),
        (["run", ".", "--as-of", "0001-01-01T00:00:00+14:00"], "--as-of must lie between the years 1000 and 9000"),
        (["show", "\udcff"], "mediawatch: an argument holds bytes that are no UTF-8\n"),
        (["fetch", "https://a.example/\udcff"], "mediawatch: an argument holds bytes that are no UTF-8\n"),
        (["export", "--source", "\udcff"], "mediawatch: an argument holds bytes that are no UTF-8\n"),
        (["show", "12"], "mediawatch: there is no article '12': give its number, uri or url as in news.article\n"),
        (["replay", "7", "8"], "mediawatch: no open entry has the number 7, 8: see ops.quarantine_open\n"),
        (
            ["replay", "9" * 30, "7"],
            f"mediawatch: no open entry has the number 7, {'9' * 30}: see ops.quarantine_open\n",
        ),
        (["health", "--hours", "1e308"], "Invalid value for '--hours'"),
        (["fetch"], "mediawatch: give addresses of pages, or --source with the id of a source\n"),
        (["remove"], "mediawatch: name articles, a --publisher or a --host\n"),
    ],
)
def test_what_was_asked_wrongly_ends_with_2(mediawatch: Command, words: list[str], said: str) -> None:
    code, _, errors = mediawatch(*words)
    assert (code, said in errors) == (2, True), errors


_NAMES = (
    ("topics preview victory-dy", "there is no topic 'victory-dy' in", "did you mean victory-day?"),
    ("topics retag nope", "there is no topic 'nope' in", "there are india-pakistan-tensions, "),
    ("export --topic vctory-day", "there is no topic 'vctory-day' in the warehouse", "did you mean victory-day?"),
    ("export --publisher harbour", "there is no publisher 'harbour'", "did you mean Harbour News?"),
    ("export --source nope", "there is no source 'nope'", "there are example-daily"),
    ("export --language english", "there is no language 'english'", "there are en"),
    ("export --story 9", "there is no story 9", "news.story_overview lists them"),
    ("export --story -9", "there is no story -9", "news.story_overview lists them"),
    (f"show story:{'9' * 18}", f"there is no story {'9' * 18}", "news.story_overview lists them"),
    ("replay --reason not_jason", "there is no reason 'not_jason'", "did you mean not_json or "),
    ("sources export --collection dailys", "there is no collection 'dailys' in", "there are national"),
    ("sources list --collection dailys", "there is no collection 'dailys'", "there are national"),
    ("sources list --media-type agencies", "there is no media type 'agencies'", "did you mean agency?"),
    ("sources list --health fails", "there is no health 'fails'", "failing"),
    ("sources check example-dail", "there is no source 'example-dail' in", "did you mean example-daily?"),
    ("fetch --source example-dail", "there is no source 'example-dail' in", "did you mean example-daily?"),
    ("notify --test --audience operator", "there is no audience 'operator' in", "did you mean operators?"),
    ("digest --audience operators", "there is no audience that is sent digests", "there are none"),
)


def test_a_name_that_there_is_not_ends_with_2_and_what_is_near(mediawatch: Command) -> None:
    Path("ferry.json").write_text(json.dumps({"publisher": "Harbour News", "articleBody": ARTICLE, "language": "en"}))
    assert mediawatch("run", ".", "--inbox", "wire")[0] == 0
    assert mediawatch("export", "--topic", "victory-day", "--language", "en", "--publisher", "Harbour News")[0] == 0
    assert mediawatch("replay", "--reason", "not_json")[1] == "nothing to replay\n"
    for words, missing, near in _NAMES:
        code, said, errors = mediawatch(*words.split(), *(["--out", "x.csv"] if words.startswith("export") else []))
        assert (code, said) == (2, ""), words
        assert missing in errors, errors
        assert near in errors, errors
        assert not Path("x.csv").exists()


def test_a_warehouse_that_is_away_ends_with_1(mediawatch: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEDIAWATCH_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    code, _, errors = mediawatch("show", "1")
    assert code == 1
    assert errors.startswith("mediawatch: the warehouse did not answer: ")
    assert errors.count("\n") == 1


def test_a_role_that_may_only_read_is_told_so(
    mediawatch: Command, warehouse: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with transaction(warehouse) as connection:
        connection.execute(text("create role asha login in role mediawatch_reader"))
    url = make_url(warehouse.database_url or "").set(username="asha")
    monkeypatch.setenv("MEDIAWATCH_DATABASE_URL", url.render_as_string(hide_password=False))
    Path("ferry.txt").write_text(ARTICLE)
    code, _, errors = mediawatch("run", ".")
    assert (code, errors.count("\n")) == (1, 1), errors
    assert errors.startswith("mediawatch: the warehouse does not allow that (permission denied ")


def test_a_folder_that_cannot_be_written_is_named_without_a_traceback(
    mediawatch: Command, warehouse: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    taken = tmp_path / "a-file"
    taken.write_text("here")
    monkeypatch.setenv("MEDIAWATCH_LAKE", str(taken))
    Path("ferry.txt").write_text(ARTICLE)
    code, _, errors = mediawatch("run", ".")
    assert code == 1
    assert errors.startswith(f"mediawatch: cannot use {taken}")
    assert errors.endswith(": not a directory\n")
    assert not flow.column(warehouse, "select run_id from ops.run")  # none that would seem to run for ever


def test_a_run_with_nothing_to_publish_says_why(mediawatch: Command) -> None:
    Path("empty.txt").touch()
    code, told, _ = mediawatch("run", ".")
    assert (code, "1 of 1 new documents were quarantined: 1 empty." in told) == (0, True), told
    _, told, _ = mediawatch("run", ".")
    assert "Nothing to publish: 1 skipped (already_quarantined)." in told, told


def test_replay_of_a_full_quarantine_names_a_few(mediawatch: Command) -> None:
    for number in range(12):
        Path(f"{number}.txt").touch()
    mediawatch("run", ".")
    code, told, errors = mediawatch("replay")
    assert (code, told) == (1, "nothing to replay\n")
    assert errors == "not kept, so not replayed: 12 (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, ...); deliver these files again\n"


def test_replay_takes_of_the_numbers_those_with_the_reason(mediawatch: Command) -> None:
    Path("ferry.txt").write_bytes(b"\xef\xbb\xbf" + "Паром стоял в порту весь день. ".encode("cp1251") * 9)
    mediawatch("run", ".")
    assert mediawatch("replay", "1", "--reason", "empty") == (0, "nothing to replay\n", "")
    code, told, _ = mediawatch("replay", "1", "--reason", "undecodable_text")
    assert (code, "1 of 1 new documents were quarantined: 1 undecodable_text." in told) == (0, True), told
