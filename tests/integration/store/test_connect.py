"""What an error of the warehouse means for a run, in words."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest
from mediawatch.errors import Permanent, Transient
from mediawatch.settings import Settings
from mediawatch.store.server import connect
from sqlalchemy.exc import DBAPIError, OperationalError


class Refused(Exception):
    """As psycopg tells it."""

    def __init__(self, sqlstate: str | None, said: str) -> None:
        super().__init__(said)
        self.sqlstate = sqlstate


FULL = 'could not extend file "base/5/1259": No space left on device\nHINT:  Check free disk space.'


@pytest.mark.parametrize(
    ("sqlstate", "said", "kind", "told"),
    [
        ("53100", FULL, Transient, 'the disk of the warehouse is full (could not extend file "base/5/1259"'),
        ("53300", "too many clients", Transient, "the warehouse did not answer: too many clients"),
        ("40001", "could not serialize", Transient, "the warehouse did not answer: could not serialize"),
        ("42P01", "no relation news.article", Permanent, "run `mediawatch migrate`"),
        ("42501", "permission denied", Permanent, "use a role that may write"),
        ("28P01", "password", Permanent, "the warehouse refused the connection: password"),
        (None, "server closed the connection", Transient, "the warehouse did not answer: server closed"),
        ("22P02", "invalid input syntax", DBAPIError, "invalid input syntax"),
    ],
)
def test_an_error_of_the_warehouse_says_what_is_to_be_done(
    sqlstate: str | None,
    said: str,
    kind: type[Exception],
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(connect, "engine", lambda _: SimpleNamespace(begin=lambda: nullcontext(None)))
    settings = Settings(home=tmp_path, lake=tmp_path / "lake", database_url=None, postgres_dir=tmp_path / "pg")
    with pytest.raises(kind) as problem, connect.transaction(settings):
        raise OperationalError("select 1", {}, Refused(sqlstate, said))
    assert told in str(problem.value)
    if kind is not DBAPIError:
        assert "\n" not in str(problem.value)
