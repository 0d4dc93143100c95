"""Worker processes: order, hangs, crashes, memory. The faults are planted in a stand-in for the worker's parser."""

from __future__ import annotations

import dataclasses
import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest
from mediawatch.clean import clean_batch
from mediawatch.clean.process import isolate, worker_handles
from mediawatch.clean.process.frames import wall_seconds
from mediawatch.clean.process.isolate import kept_workers
from mediawatch.errors import Transient
from mediawatch.model import Article, Excluded, Outcome, RawDocument
from mediawatch.settings import Settings

NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)
TEXT = "The river rose over night and three villages had to be cleared before dawn, officials said. Number {}."


@pytest.fixture
def faulty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes workers start with a plain-text parser that hangs, dies or eats memory when the text says so."""
    (tmp_path / "sitecustomize.py").write_text(
        textwrap.dedent(
            """
            import ctypes, os, sys, time
            import mediawatch.clean.formats.plain_text as plain
            import mediawatch.clean.process.warm_up as starting
            from mediawatch.clean.language.detect import load_models
            starting.warm_up = lambda settings: load_models()  # all that these texts need
            real = plain.parse_plain
            def parse(text, *, markdown=False):
                if "HANG" in text:
                    while True: pass
                if "ASLEEP" in text:
                    time.sleep(600)
                if "STOPPED" in text:
                    # for so long by the clock, without computing: what a busy machine does to a process
                    time.sleep(3)
                if "KILLED" in text:
                    os.kill(os.getpid(), 9)
                if "CRASH" in text:
                    ctypes.string_at(0)
                if "EXIT" in text:
                    os._exit(3)
                if "MEMORY" in text:
                    bytearray(4_000_000_000)
                if "DEEP" in text:
                    def down(): down()
                    down()
                if "PRINT" in text:
                    print("noise" * 1000)
                return real(text, markdown=markdown)
            plain.parse_plain = parse
            """
        )
    )
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")


Pairs = list[tuple[RawDocument, bytes]]


@pytest.fixture
def pairs(make_raw: Callable[..., RawDocument]) -> Callable[[list[str]], Pairs]:
    def make(texts: list[str]) -> Pairs:
        return [
            (make_raw(text.encode(), "text/plain", uri=f"file://inbox/{number}.txt"), text.encode())
            for number, text in enumerate(texts)
        ]

    return make


def outcomes(results: Iterator[Article | Excluded]) -> list[str]:
    return [result.reason if isinstance(result, Excluded) else "article" for result in results]


@pytest.mark.usefixtures("warm_workers")
@pytest.mark.parametrize("workers", [1, 3])
def test_order_is_kept(pairs: Callable[[list[str]], Pairs], settings: Settings, workers: int) -> None:
    given = pairs([TEXT.format(number) for number in range(60)])
    results = list(clean_batch(given, as_of=NOW, settings=dataclasses.replace(settings, workers=workers)))
    assert [result.uri for result in results] == [raw.uri for raw, _ in given]
    assert all(isinstance(result, Article) for result in results)


@pytest.mark.usefixtures("faulty")
@pytest.mark.parametrize("workers", [1, 2])
def test_a_crash_costs_one_document(pairs: Callable[[list[str]], Pairs], settings: Settings, workers: int) -> None:
    texts = [TEXT.format(number) for number in range(12)]
    faults = ((1, "CRASH"), (3, "EXIT"), (4, "MEMORY"), (5, "DEEP"), (6, "PRINT"), (8, "KILLED"), (11, "CRASH"))
    for place, fault in faults:
        texts[place] += fault
    patient = dataclasses.replace(settings, workers=workers, clean_seconds=60)
    results = list(clean_batch(pairs(texts), as_of=NOW, settings=patient))
    expected = ["article"] * 12
    for place in (1, 3, 4, 5, 11):
        expected[place] = "parser_failed"
    expected[4], expected[8] = "parser_memory", "parser_killed"
    assert outcomes(iter(results)) == expected
    crashed = results[1]
    assert isinstance(crashed, Excluded)
    assert signal.Signals.SIGSEGV.name in crashed.detail
    assert (crashed.stage, crashed.outcome, crashed.raw) == ("clean", Outcome.QUARANTINED, pairs(texts)[1][0])


@pytest.mark.usefixtures("faulty")
def test_a_hang_costs_its_time_limit(pairs: Callable[[list[str]], Pairs], settings: Settings) -> None:
    texts = [TEXT.format(number) + ("HANG" if number == 2 else "") for number in range(6)]
    quick = dataclasses.replace(settings, workers=2, clean_seconds=2)
    results = list(clean_batch(pairs(texts), as_of=NOW, settings=quick))
    assert outcomes(iter(results)) == ["article", "article", "parser_timeout", "article", "article", "article"]
    late = results[2]
    assert isinstance(late, Excluded)
    assert late.detail == "not finished after 2 s of processor time"


@pytest.mark.usefixtures("faulty")
def test_time_in_which_a_document_does_not_compute_is_not_its_own(
    pairs: Callable[[list[str]], Pairs], settings: Settings
) -> None:
    quick = dataclasses.replace(settings, workers=1, clean_seconds=1)
    texts = [TEXT.format(1), TEXT.format(2) + "STOPPED", TEXT.format(3)]
    assert outcomes(clean_batch(pairs(texts), as_of=NOW, settings=quick)) == ["article"] * 3


@pytest.mark.usefixtures("faulty")
def test_what_hangs_without_computing_ends_by_the_clock(
    pairs: Callable[[list[str]], Pairs], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mediawatch.clean.process.frames.WALL_LEAST", 4.0)
    monkeypatch.setattr("mediawatch.clean.process.frames.WALL_FACTOR", 4)
    quick = dataclasses.replace(settings, workers=1, clean_seconds=1)
    results = list(clean_batch(pairs([TEXT, TEXT + "ASLEEP", TEXT]), as_of=NOW, settings=quick))
    assert outcomes(iter(results)) == ["article", "parser_timeout", "article"]
    late = results[1]
    assert isinstance(late, Excluded)
    assert late.detail == "not finished after 4 s by the clock"


def test_the_bound_by_the_clock_is_far_out() -> None:
    assert (wall_seconds(0.1), wall_seconds(1), wall_seconds(10)) == (60, 60, 300)


@pytest.mark.usefixtures("warm_workers")
def test_documents_larger_than_a_pipe(pairs: Callable[[list[str]], Pairs], settings: Settings) -> None:
    big = "\n\n".join(TEXT.format(number) for number in range(2_000))  # a fifth of a megabyte, both ways
    patient = dataclasses.replace(settings, clean_seconds=60)
    assert outcomes(clean_batch(pairs([big] * 3), as_of=NOW, settings=patient)) == ["article"] * 3


def test_nothing_to_do(settings: Settings) -> None:
    assert list(clean_batch([], as_of=NOW, settings=settings)) == []


def test_stopping_early_leaves_no_process(pairs: Callable[[list[str]], Pairs], settings: Settings) -> None:
    before = {child.pid for child in psutil.Process().children(recursive=True)}
    results = clean_batch(pairs([TEXT.format(number) for number in range(50)]), as_of=NOW, settings=settings)
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert {child.pid for child in psutil.Process().children(recursive=True)} <= before


def _children() -> set[int]:
    return {child.pid for child in psutil.Process().children(recursive=True)}


@pytest.fixture
def warmed(pairs: Callable[[list[str]], Pairs], settings: Settings) -> Iterator[set[int]]:
    """One worker that has done a batch and waits for the next; all children of this process."""
    isolate._forget(isolate._servers)  # of other tests
    with kept_workers():
        assert outcomes(clean_batch(pairs([TEXT.format(1)]), as_of=NOW, settings=settings)) == ["article"]
        yield _children()


def test_a_kept_worker_serves_the_next_batch_by_its_own_moment(
    warmed: set[int], make_raw: Callable[..., RawDocument], settings: Settings
) -> None:
    data = f"---\ntitle: The river\ndate: 2025-08-01\n---\n{TEXT.format(1)}".encode()
    dated = [(make_raw(data, "text/markdown"), data)]
    days = []
    for as_of in (NOW, datetime(2025, 9, 1, tzinfo=UTC), NOW):
        [article] = clean_batch(dated, as_of=as_of, settings=settings)
        assert isinstance(article, Article)
        days.append(article.date_published and article.date_published.date().isoformat())
    assert days == [None, "2025-08-01", None]  # a day that is still to come dates nothing
    assert _children() == warmed


def test_a_worker_of_other_code_is_not_taken(
    warmed: set[int], faulty: None, pairs: Callable[[list[str]], Pairs], settings: Settings
) -> None:
    assert outcomes(clean_batch(pairs([TEXT + "EXIT"]), as_of=NOW, settings=settings)) == ["parser_failed"]
    assert warmed <= _children()


def test_a_kept_worker_that_was_ended_is_replaced(
    warmed: set[int], pairs: Callable[[list[str]], Pairs], settings: Settings
) -> None:
    for ended in (_workers, _servers, lambda: [*_servers(), *_workers()]):
        before = ended()
        assert before
        for process in before:
            process.kill()
        psutil.wait_procs(before, timeout=10)
        assert outcomes(clean_batch(pairs([TEXT]), as_of=NOW, settings=settings)) == ["article"]
        assert not {process.pid for process in before} & _children()


def _servers() -> list[psutil.Process]:
    return [child for child in psutil.Process().children() if "mediawatch.clean.process.fork_server" in child.cmdline()]


def _workers() -> list[psutil.Process]:
    return [worker for server in _servers() for worker in server.children()]


def test_what_documents_need_is_loaded_once_for_all_workers(
    warmed: set[int], pairs: Callable[[list[str]], Pairs], settings: Settings
) -> None:
    [server] = _servers()
    used = server.cpu_times()
    given = pairs([TEXT.format(number) for number in range(40)])
    several = dataclasses.replace(settings, workers=4)
    assert outcomes(clean_batch(given, as_of=NOW, settings=several)) == ["article"] * 40
    assert _servers() == [server]
    assert len(_workers()) == 4
    assert server.cpu_times().user - used.user < 0.5
    assert server.num_threads() == 1  # a fork of several threads is not whole


CALLER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from mediawatch.clean import clean_batch
from mediawatch.model import RawDocument
from mediawatch.settings import Settings
folder, data, now = Path(sys.argv[1]), sys.argv[2].encode(), datetime(2025, 6, 1, tzinfo=UTC)
settings = Settings(home=folder, lake=folder, database_url=None, postgres_dir=folder, workers=2)
raw = RawDocument("a", "file://inbox/a", "inbox", "text/plain", "", len(data), "", now)
slow = RawDocument("b", "file://inbox/b", "inbox", "text/plain", "", len(data), "", now)
for _ in clean_batch([(raw, data), (slow, data + b" ASLEEP"), (slow, data + b" ASLEEP")], as_of=now, settings=settings):
    print("one", flush=True)
"""


@pytest.mark.usefixtures("faulty")
def test_nothing_is_left_of_a_caller_that_was_killed(tmp_path: Path) -> None:
    caller = subprocess.Popen([sys.executable, "-c", CALLER, str(tmp_path), TEXT], stdout=subprocess.PIPE)
    with caller:
        assert caller.stdout
        assert caller.stdout.readline() == b"one\n"
        left = psutil.Process(caller.pid).children(recursive=True)
        assert len(left) >= 2
        caller.kill()
    assert psutil.wait_procs(left, timeout=20)[1] == []


def test_a_fork_leaves_its_parents_workers_alone(
    warmed: set[int], pairs: Callable[[list[str]], Pairs], settings: Settings
) -> None:
    context = multiprocessing.get_context("fork")
    queue = context.Queue()
    process = context.Process(target=_in_daemon, args=(pairs([TEXT.format(1)]), settings, queue), daemon=True)
    process.start()
    assert queue.get(timeout=60) == ["article"]
    process.join(10)
    assert outcomes(clean_batch(pairs([TEXT]), as_of=NOW, settings=settings)) == ["article"]
    assert _children() == warmed


def _in_daemon(given: Pairs, settings: Settings, queue: multiprocessing.Queue[list[str]]) -> None:
    queue.put(outcomes(clean_batch(given, as_of=NOW, settings=settings)))


def test_it_runs_in_a_daemonic_forked_process(pairs: Callable[[list[str]], Pairs], settings: Settings) -> None:
    context = multiprocessing.get_context("fork")
    queue = context.Queue()
    process = context.Process(target=_in_daemon, args=(pairs([TEXT.format(1)]), settings, queue), daemon=True)
    process.start()
    assert queue.get(timeout=60) == ["article"]
    process.join(10)


def test_workers_that_cannot_start_are_nobodys_fault(
    pairs: Callable[[list[str]], Pairs], settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sitecustomize.py").write_text("import os; os._exit(7)")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(Transient, match="exit code 7"):
        list(clean_batch(pairs([TEXT]), as_of=NOW, settings=settings))


def test_a_write_to_a_worker_that_is_not_ready_has_a_deadline(
    settings: Settings, pairs: Callable[[list[str]], Pairs], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_handles, "START_SECONDS", 1.0)
    (tmp_path / "sitecustomize.py").write_text("import time; time.sleep(15)")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    more_than_a_pipe_holds = TEXT * 2_000
    with pytest.raises(Transient, match="did not start"):
        list(clean_batch(pairs([more_than_a_pipe_holds]), as_of=NOW, settings=settings))
