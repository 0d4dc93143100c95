"""Documents that were quarantined for a reason that depends on the machine: later runs take them up by themselves."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import flow
import pytest
from mediawatch.cli import printing
from mediawatch.errors import MACHINE_REASONS, GateFailed
from mediawatch.settings import Settings
from mediawatch.store.ledger import entries
from mediawatch.workflow import steps
from stages import HeldRun, begun, quick

SLOW = "file://desk/slow.txt"
TEXT = "The old mill at Larkford turned again on Sunday, and the baker had flour of his own. Number {}.\n"


@pytest.fixture
def busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """While this file is there, a text with SLOW in it takes more processor time than it may, and one with BROKEN in it
    is beyond the parser; one with HOPELESS always is."""
    flag = tmp_path / "busy"
    flag.touch()
    (tmp_path / "sitecustomize.py").write_text(
        "import os\n"
        "import mediawatch.clean.formats.plain_text as plain\n"
        "real = plain.parse_plain\n"
        "def parse(text, **asked):\n"
        f"    while 'SLOW' in text and os.path.exists({str(flag)!r}): pass\n"
        "    assert 'HOPELESS' not in text\n"
        f"    assert 'BROKEN' not in text or not os.path.exists({str(flag)!r})\n"
        "    return real(text, **asked)\n"
        "plain.parse_plain = parse\n"
    )
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    return flag


@pytest.fixture
def hasty(warehouse: Settings) -> Settings:
    return replace(warehouse, clean_seconds=0.3)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    folder = tmp_path / "desk"
    folder.mkdir()
    (folder / "slow.txt").write_text(TEXT.format(1) + "SLOW\n")
    return folder


def empty(tmp_path: Path) -> Path:
    folder = tmp_path / "elsewhere"
    folder.mkdir(exist_ok=True)
    return folder


def state(settings: Settings, run_id: str) -> str:
    (found,) = flow.column(settings, "select state from ops.run where run_id = :run", run=run_id)
    return str(found)


def test_a_later_run_takes_it_up_though_nobody_delivers_it_again(
    hasty: Settings, desk: Path, busy: Path, tmp_path: Path
) -> None:
    first = flow.run(hasty, desk)
    assert flow.outcomes(hasty, first) == {SLOW: ("quarantined", ["parser_timeout"])}
    seen = flow.column(hasty, "select (raw ->> 'observed_at')::timestamptz from ops.quarantine")
    busy.unlink()

    again = flow.run(hasty, empty(tmp_path))

    assert flow.outcomes(hasty, again) == {SLOW: ("published", [])}
    assert flow.column(hasty, "select state from ops.quarantine") == ["replayed"]
    assert flow.column(hasty, "select first_seen_at from news.article") == seen
    assert flow.outcomes(hasty, flow.run(hasty, desk)) == {SLOW: ("skipped", ["already_published"])}


@pytest.mark.usefixtures("busy")
def test_three_times_and_then_it_waits_for_a_person(hasty: Settings, desk: Path, tmp_path: Path) -> None:
    left = "select occurrences, retries_left from ops.quarantine_open"
    flow.run(hasty, desk)
    assert flow.rows(hasty, left) == [{"occurrences": 1, "retries_left": 3}]
    for occurrences, place in ((2, desk), (3, empty(tmp_path)), (4, desk)):
        run_id = flow.run(hasty, place)
        assert flow.outcomes(hasty, run_id) == {SLOW: ("quarantined", ["parser_timeout"])}
        assert flow.rows(hasty, left) == [{"occurrences": occurrences, "retries_left": 4 - occurrences}]
        told = " ".join("\n".join(printing.run_lines(hasty, run_id)).replace("│", " ").split())
        assert ("tried twice; the next runs try it 2 more" in told) == (occurrences == 2)
    assert "tried 4 times" in told

    assert flow.outcomes(hasty, flow.run(hasty, desk)) == {SLOW: ("skipped", ["already_quarantined"])}
    assert flow.outcomes(hasty, flow.run(hasty, empty(tmp_path))) == {}


def test_what_an_earlier_version_of_the_code_left_ends_with_the_retry(
    hasty: Settings, desk: Path, busy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flow.run(hasty, desk)
    for module in ("steps", "ingest"):
        monkeypatch.setattr(f"mediawatch.workflow.{module}.code_version", lambda: "the next one")
    flow.run(hasty, empty(tmp_path))
    assert flow.column(hasty, "select state from ops.quarantine order by quarantine_id") == ["replayed", "open"]
    busy.unlink()
    flow.run(hasty, empty(tmp_path))
    assert flow.column(hasty, "select state from ops.quarantine") == ["replayed", "replayed"]


def test_what_an_earlier_version_of_the_code_quarantined_waits_for_nobody_when_the_next_one_takes_it(
    warehouse: Settings, desk: Path, busy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new version of the code tries each document again that it meets; a person sees what came of that."""
    (desk / "slow.txt").unlink()
    (desk / "mended.txt").write_text(TEXT.format(1) + "BROKEN\n")
    (desk / "hopeless.txt").write_text(TEXT.format(2) + "HOPELESS\n")
    patient = replace(warehouse, max_quarantined_share=1.0)
    flow.run(patient, desk)
    waiting = "select uri, code_version from ops.quarantine_open order by uri"
    assert [row["uri"] for row in flow.rows(patient, waiting)] == ["file://desk/hopeless.txt", "file://desk/mended.txt"]

    for module in ("steps", "ingest"):
        monkeypatch.setattr(f"mediawatch.workflow.{module}.code_version", lambda: "the next one")
    busy.unlink()
    flow.run(patient, desk)
    assert flow.rows(patient, waiting) == [{"uri": "file://desk/hopeless.txt", "code_version": "the next one"}]
    assert flow.column(patient, "select state from ops.quarantine order by quarantine_id") == 2 * ["replayed"] + [
        "open"
    ]


STATES = "select state from ops.quarantine order by quarantine_id"
BROKEN = b"\xff\xd8\xff\xe0 the picture of a mill, number "


def test_what_was_mended_at_its_place_waits_for_nobody(warehouse: Settings, desk: Path) -> None:
    patient = replace(warehouse, max_quarantined_share=1.0)
    (desk / "slow.txt").write_bytes(BROKEN + b"1")
    (desk / "other.txt").write_bytes(BROKEN + b"1")
    flow.run(patient, desk)
    (desk / "slow.txt").write_bytes(BROKEN + b"2")
    flow.run(patient, desk)
    assert flow.column(patient, STATES) == ["open", "superseded", "open"], "the later one is the one at fault"
    (desk / "slow.txt").write_text(TEXT.format(1))
    mended = flow.run(patient, desk)
    assert flow.outcomes(patient, mended)[SLOW] == ("published", [])
    assert flow.column(patient, STATES) == ["open", "superseded", "superseded"]
    assert flow.column(patient, "select uri from ops.quarantine_open") == ["file://desk/other.txt"]

    (desk / "slow.txt").write_bytes(BROKEN + b"1")
    flow.run(patient, desk)
    assert flow.column(patient, STATES) == ["open", "open", "superseded"], "it is what stands there now"
    (desk / "slow.txt").write_text(TEXT.format(1))
    flow.run(patient, desk)
    assert flow.column(patient, STATES) == ["open", "superseded", "superseded"]


def test_older_bytes_that_are_sent_through_again_close_no_later_entry(warehouse: Settings, desk: Path) -> None:
    patient = replace(warehouse, max_quarantined_share=1.0)
    (desk / "slow.txt").write_bytes(BROKEN + b"1")
    flow.run(patient, desk)
    (desk / "slow.txt").write_bytes(BROKEN + b"2")
    flow.run(patient, desk)
    first, second = flow.column(patient, "select quarantine_id from ops.quarantine order by quarantine_id")
    again = flow.run(patient, replay=(first,))
    assert flow.outcomes(patient, again) == {SLOW: ("quarantined", ["binary"])}, "by its number, though superseded"
    assert flow.column(patient, f"select state from ops.quarantine where quarantine_id = {second}") == ["open"]


def test_an_earlier_version_that_fails_too_closes_no_entry_of_a_later_run(
    warehouse: Settings, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    patient = replace(warehouse, max_quarantined_share=1.0)
    (desk / "slow.txt").write_bytes(BROKEN + b"1")
    earlier = begun(patient, "earlier", desk).to("load")
    for module in ("steps", "ingest"):
        monkeypatch.setattr(f"mediawatch.workflow.{module}.code_version", lambda: "the next one")
    flow.run(patient, desk)
    earlier.end()
    assert flow.column(patient, STATES) == ["replayed", "open"]
    assert flow.column(patient, "select code_version from ops.quarantine_open") == ["the next one"]


@pytest.mark.parametrize("gates", ["ab", "ba"])
@pytest.mark.parametrize("ends", ["ab", "ba"])
@pytest.mark.parametrize("replays", [False, True])
def test_what_two_runs_quarantine_at_once_waits_for_a_person(
    warehouse: Settings, desk: Path, gates: str, ends: str, replays: bool
) -> None:
    """Each took the other's entry for one that it had tried again, and closed it: then it waited for nobody."""
    patient = replace(warehouse, max_quarantined_share=1.0)
    (desk / "slow.txt").unlink()
    (desk / "idle.json").write_text('{"headline": "Of no use"}')
    with quick():
        if replays:
            begun(patient, "before", desk).end()
            asked = steps.Request("replay", "a", replay=(1,))
        runs = {
            "a": HeldRun(patient, asked) if replays else begun(patient, "a", desk),
            "b": begun(patient, "b", desk, reprocess=replays),
        }
        for stage in ("collect", "load"):
            for name in gates:
                runs[name].to(stage)
        for name in ends:
            runs[name].end()
    assert flow.column(patient, STATES) == ["open"]


def test_parts_of_a_file_do_not_stand_for_each_other(warehouse: Settings, desk: Path) -> None:
    """The third article of today's export is another one than that of yesterday's."""
    patient = replace(warehouse, max_quarantined_share=1.0)
    (desk / "slow.txt").unlink()
    export = desk / "today.jsonl"
    good = [{"headline": f"The mill turned {n}", "articleBody": TEXT.format(n)} for n in range(4)]
    export.write_text("\n".join(map(json.dumps, [*good[:2], {"headline": "No text", "articleBody": ""}])))
    flow.run(patient, desk)
    export.write_text("\n".join(map(json.dumps, good)))
    flow.run(patient, desk)
    assert flow.column(patient, STATES) == ["open"]


@pytest.mark.usefixtures("busy")
def test_old_failures_do_not_stop_new_documents(hasty: Settings, desk: Path) -> None:
    """The share of quarantined documents that stops a run is one of what is new."""
    (desk / "slow.txt").unlink()
    patient = replace(hasty, max_quarantined_share=1.0, clean_seconds=0.1)
    for number in range(22):
        (desk / f"slow-{number}.txt").write_text(TEXT.format(number) + "SLOW\n")
    flow.run(patient, desk)
    for number in range(5):
        (desk / f"good-{number}.txt").write_text(TEXT.format(100 + number))

    run_id = flow.run(replace(patient, max_quarantined_share=0.5), desk)

    outcomes = [outcome for outcome, _ in flow.outcomes(hasty, run_id).values()]
    assert (outcomes.count("published"), outcomes.count("quarantined")) == (5, 22)


@pytest.mark.parametrize("accepted", [None, 0.97])
def test_after_a_gate_has_stopped_a_run_the_next_one_publishes_what_is_good(
    hasty: Settings, desk: Path, accepted: float | None
) -> None:
    """What was quarantined is known and counts no more; a person who says so in the form lets a run through at once."""
    (desk / "slow.txt").unlink()
    for number in range(25):
        (desk / f"broken-{number}.json").write_text(f'{{"headline": "No text {number}"}}')
    (desk / "good.txt").write_text(TEXT.format(1))
    if accepted is None:
        with pytest.raises(GateFailed, match="25 of 26"):
            flow.run(hasty, desk)
        assert flow.column(hasty, "select count(*) from news.article") == [0]
    flow.run(hasty, desk, max_quarantined_share=accepted)
    assert flow.column(hasty, "select count(*) from news.article") == [1]
    assert flow.column(hasty, "select count(*) from ops.quarantine_open") == [25]


def test_a_run_whose_new_documents_were_mostly_quarantined_says_so(hasty: Settings, desk: Path, busy: Path) -> None:
    for number in (1, 2):
        (desk / f"broken-{number}.json").write_text(f'{{"headline": "No text {number}"}}')
    (desk / "good.txt").write_text(TEXT.format(2))
    run_id = flow.run(hasty, desk)
    assert state(hasty, run_id) == "mostly_quarantined"
    lines = printing.run_lines(hasty, run_id)
    assert lines[0].endswith(": mostly quarantined")
    assert lines[1] == "Warning: 3 of 4 new documents were quarantined: 2 not_an_article, 1 parser_timeout."
    finding = "select r.severity from ops.quality_result r join ops.quality_run q using (quality_run_id) "
    finding += "where q.run_id = :run and r.expectation = 'publish.most_documents_pass' and not r.success"
    assert flow.column(hasty, finding, run=run_id) == ["warning"]
    assert flow.column(hasty, "select publication is not null from ops.run") == [True]

    busy.unlink()
    assert state(hasty, flow.run(hasty, desk)) == "published"
    assert state(hasty, flow.run(hasty, desk)) == "nothing_new"


def test_half_is_not_most(warehouse: Settings, desk: Path) -> None:
    (desk / "broken.json").write_text('{"headline": "No text"}')
    assert state(warehouse, flow.run(warehouse, desk)) == "published"


def test_the_view_counts_by_the_reasons_and_tries_that_the_code_has(warehouse: Settings) -> None:
    (definition,) = flow.column(warehouse, "select pg_get_viewdef('ops.quarantine_open'::regclass)")
    assert all(f"'{reason}'" in definition for reason in MACHINE_REASONS)
    assert definition.count("'parser_") == len(MACHINE_REASONS)
    assert f"{entries.RETRIES + 1} - q.occurrences" in definition
