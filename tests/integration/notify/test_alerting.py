"""Messages from the ledger to real servers: each once, by each channel, whatever is away or killed meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import flow
import pytest
from mediawatch.errors import UsageError
from mediawatch.notify.messages import Message
from mediawatch.settings import Settings
from mediawatch.store.ledger import notices
from mediawatch.store.server.connect import transaction
from mediawatch.workflow.operations import alerting
from receivers import Received, receivers

NOW = datetime(2025, 7, 1, 12, tzinfo=UTC)
STATES = "select channel, state, attempts, error from ops.notice_delivery order by channel"


@pytest.fixture(scope="module")
def received() -> Iterator[Received]:
    with receivers() as found:
        yield found


@pytest.fixture
def settings(warehouse: Settings, received: Received, tmp_path: Path) -> Settings:
    folder = tmp_path / "home" / "include" / "alerts"
    folder.mkdir(parents=True)
    (folder / "desk.yaml").write_text("channels: [mail, hook]\nkinds: [digest]\n")
    received.mails.clear()
    received.posts.clear()
    received.refuses = False
    return replace(warehouse, home=tmp_path / "home", channels=received.channels)


def message(key: str = "1", **rest: Any) -> Message:
    return Message(
        **{"key": key, "audience": "desk", "kind": "digest", "subject": "", "title": "T", "text": "x"} | rest
    )


def test_a_message_is_sent_once_by_each_channel(settings: Settings, received: Received) -> None:
    told = message(title="Harbour: 3 new", text="Ships & <crews>", html="<p>Ships &amp; <b>crews</b></p>")
    assert alerting.post(settings, [told, told], NOW) == 1
    assert alerting.post(settings, [told], NOW) == 0
    assert [done.error for done in alerting.deliver(settings, NOW)] == [None, None]
    assert alerting.deliver(settings, NOW) == []
    assert received.subjects() == received.titles() == ["Harbour: 3 new"]
    (mail,) = received.mails
    html = mail.get_body(("html",))
    assert html is not None
    assert "<b>crews</b>" in html.get_content()
    assert str(mail["to"]) == "desk@paper.example"
    assert received.posts[0]["message"] == "Ships & <crews>"  # what a program reads is as it was


def test_plain_text_stays_plain_text(settings: Settings, received: Received) -> None:
    alerting.post(settings, [message(text="<script>alert(1)</script>\nsecond line")], NOW)
    alerting.deliver(settings, NOW)
    (mail,) = received.mails
    assert mail.get_content_type() == "text/plain"


def test_what_is_away_is_tried_again_and_the_other_channel_is_not_told_twice(
    settings: Settings, received: Received
) -> None:
    alerting.post(settings, [message()], NOW)
    away = replace(
        settings, channels={**settings.channels, "mail": "mailto://127.0.0.1:1?from=a@b.example&to=c@d.example"}
    )
    alerting.deliver(away, NOW)
    states = {row["channel"]: row for row in flow.rows(settings, STATES)}
    assert (states["hook"]["state"], states["mail"]["state"]) == ("sent", "waiting")
    assert states["mail"]["error"]
    assert alerting.deliver(settings, NOW) == []  # it waits a minute
    alerting.deliver(settings, NOW + timedelta(minutes=1))
    assert (len(received.mails), len(received.posts)) == (1, 1)


def test_after_two_hours_it_is_given_up_and_no_secret_is_noted(settings: Settings, received: Received) -> None:
    received.refuses = True
    alerting.post(settings, [message()], NOW)
    for minutes in range(0, 240, 5):
        alerting.deliver(settings, NOW + timedelta(minutes=minutes))
    rows = flow.rows(settings, STATES)
    assert [(row["state"], row["attempts"]) for row in rows] == [("failed", notices.ATTEMPTS)] * 2
    assert not [row for row in rows if "token-of-the-hook" in row["error"]]


def test_a_process_that_was_killed_while_it_sent_loses_nothing(settings: Settings, received: Received) -> None:
    alerting.post(settings, [message()], NOW)
    with transaction(settings) as connection:
        assert notices.claim(connection, NOW)
    alerting.deliver(settings, NOW)
    assert len(received.mails) + len(received.posts) == 1  # one is claimed, by whoever was killed
    alerting.deliver(settings, NOW + notices.CLAIM + timedelta(seconds=1))
    assert (len(received.mails), len(received.posts)) == (1, 1)


def test_what_is_old_is_not_sent_when_a_channel_is_set_up_late(settings: Settings, received: Received) -> None:
    alerting.post(settings, [message()], NOW)
    alerting.deliver(settings, NOW + notices.EXPIRES + timedelta(seconds=1))
    assert {row["state"] for row in flow.rows(settings, STATES)} == {"expired"}
    assert received.mails == []


def test_a_channel_without_an_address_is_named(settings: Settings) -> None:
    alerting.post(settings, [message()], NOW)
    done = alerting.deliver(replace(settings, channels={}), NOW)
    assert {item.error for item in done} == {
        "the channel mail has no address: MEDIAWATCH_CHANNELS names none",
        "the channel hook has no address: MEDIAWATCH_CHANNELS names none",
    }
    with pytest.raises(UsageError, match="there is no audience 'desks'"):
        alerting.post(settings, [message(audience="desks")], NOW)
