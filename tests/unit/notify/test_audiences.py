"""The files of include/alerts, quiet hours, and what a message may hold."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from mediawatch.notify.audiences import OPERATORS, load_audiences
from mediawatch.notify.channels import without_secrets
from mediawatch.notify.messages import quoted

HOME = Path(__file__).resolve().parents[3]


def test_the_shipped_audiences_can_be_read() -> None:
    loaded = load_audiences(HOME / "include" / "alerts")
    assert loaded.faults == ()
    assert [audience.name for audience in loaded.audiences if set(OPERATORS) <= set(audience.kinds)] == ["operators"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("channels: []", "wrong.yaml: channels: "),
        ("channels: [mail]\nkinds: [run_fialed]", "wrong.yaml: kinds.0: Input should be 'run_failed'"),
        ("channels: [mail]\nchanels: [x]", "wrong.yaml: chanels: Extra inputs"),
        ("channels: [mail]\ntime_zone: Berlin", "wrong.yaml: time_zone: 'Berlin' is no time zone"),
        ("channels: [mail]\nlimits: {disk_free_percent: 120}", "wrong.yaml: limits.disk_free_percent: "),
        ("channels: ['mailtos://user:secret@host']", "wrong.yaml: channels.0: String should match pattern"),
        ("- mail", "wrong.yaml: an audience is a list of `name: value` lines"),
        ("channels: [", "wrong.yaml: while parsing"),
    ],
)
def test_a_wrong_file_stops_its_own_audience_alone(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "wrong.yaml").write_text(text)
    (tmp_path / "right.yaml").write_text("channels: [mail]")
    loaded = load_audiences(tmp_path)
    assert [audience.name for audience in loaded.audiences] == ["right"]
    assert loaded.faults[0].startswith(told)


@pytest.mark.parametrize(
    ("at", "sent"),
    [
        ("2025-07-01T12:00", "2025-07-01T12:00"),  # 14:00 in Berlin
        ("2025-07-01T20:00", "2025-07-02T05:00"),  # 22:00: quiet until 07:00
        ("2025-07-02T01:00", "2025-07-02T05:00"),
        ("2025-07-02T05:00", "2025-07-02T05:00"),
        ("2025-12-01T22:30", "2025-12-02T06:00"),  # winter
    ],
)
def test_in_quiet_hours_a_message_waits(tmp_path: Path, at: str, sent: str) -> None:
    (tmp_path / "a.yaml").write_text(
        "channels: [mail]\ntime_zone: Europe/Berlin\n"
        "quiet_hours: {begin: 22:00, end: 07:00, except_kinds: [run_failed]}\n"
    )
    (audience,) = load_audiences(tmp_path).audiences
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
    assert audience.send_at("source_silent", moment) == datetime.fromisoformat(sent).replace(tzinfo=UTC)
    assert audience.send_at("run_failed", moment) == moment


def test_a_strangers_words_do_nothing() -> None:
    said = quoted("<b>Hi</b> <!channel> @here `x`\n[gift](https://bad.example/)\x1b[31m " + "a" * 500)
    assert not set("<>`\n\x1b") & set(said)
    assert "@here" not in said
    assert "https://" not in said
    assert "](" not in said
    assert len(said) == 300


def test_an_error_does_not_show_the_address() -> None:
    address = "mailtos://desk%40paper.example:correct-horse@smtp.paper.example:587?to=night%40paper.example"
    said = without_secrets("535 bad login desk@paper.example correct-horse at\nsmtp.paper.example", address)
    assert "correct-horse" not in said
    assert said.startswith("535 bad login")


def test_channels_are_told_apart_and_a_wrong_one_is_named_by_its_place_alone(tmp_path: Path) -> None:
    from mediawatch import settings
    from mediawatch.errors import UsageError

    file = tmp_path / "channels"
    file.write_text("# of the night\nchat=slack://a/b/c\n")
    env = {"MEDIAWATCH_HOME": str(HOME), "MEDIAWATCH_CHANNELS_FILE": str(file)}
    loaded = settings.load(env | {"MEDIAWATCH_CHANNELS": "mail=mailto://u:p@h?to=a@b.example hook=jsons://h/x?a=b"})
    assert loaded.channels == {
        "mail": "mailto://u:p@h?to=a@b.example", "hook": "jsons://h/x?a=b", "chat": "slack://a/b/c",
    }  # fmt: skip
    assert "u:p@h" not in repr(loaded)
    with pytest.raises(UsageError, match="entry 2") as told:
        settings.load(env | {"MEDIAWATCH_CHANNELS": "mail=mailto://h mailtos://u:secret@h"})
    assert "secret" not in str(told.value)
