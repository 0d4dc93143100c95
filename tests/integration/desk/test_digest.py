"""Digests: what is new, by story, told once; a real mail of hostile words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from mediawatch.desk.digest import sending
from mediawatch.desk.digest.letter import letter
from mediawatch.notify.audiences import Audience
from mediawatch.settings import Settings
from mediawatch.store.schema import tables
from mediawatch.workflow.operations import alerting
from newsroom_rows import Newsroom

MORNING = datetime(2025, 5, 5, 7, 30, tzinfo=UTC)
HOSTILE = "<script>alert(1)</script> \u202eevil <img src=x> & @here"
FILE = """\
label: Desk
channels: [mail]
kinds: [digest]
topics: [summit]
queries: {Harbour: 'harbour'}
"""


@pytest.fixture
def room(warehouse: Settings, tmp_path: Path) -> Newsroom:
    for folder in ("alerts", "sources", "topics"):
        (tmp_path / "include" / folder).mkdir(parents=True)
    (tmp_path / "include" / "alerts" / "readers.yaml").write_text(FILE)
    settings = replace(warehouse, home=tmp_path, page_url="https://desk.example")
    room = Newsroom(settings)
    room.topic("summit", label="The summit")
    return room


def story(room: Newsroom, number: int, *articles: int) -> None:
    at = datetime(2025, 5, 5, tzinfo=UTC)
    room.execute(f"delete from news.story where story_id = {number}")
    room.add(
        tables.story, story_id=number, headline=f"Story {number}", in_language="en", first_published=at,
        last_published=at, article_count=len(articles), publisher_count=1,
    )  # fmt: skip
    for article in articles:
        room.add(tables.story_article, article_id=article, story_id=number, similarity=1)


def evidence(room: Newsroom, article: int, field: str = "article_body", start: int = 0, end: int = 4) -> None:
    room.add(
        tables.topic_evidence, article_id=article, topic_id="summit", evidence_no=1, field=field, start_char=start,
        end_char=end, evidence_text="x", clause="x",
    )  # fmt: skip


def the(room: Newsroom) -> Audience:
    return sending.readers(room.settings)["readers"]


def first_digest(room: Newsroom) -> None:
    """Up to here everything is known."""
    sending.post_due(room.settings, MORNING - timedelta(days=1))


def test_a_story_is_one_line_with_its_sentence_accounts_and_reprints(room: Newsroom) -> None:
    first_digest(room)
    for number in (1, 2, 3, 4):
        room.article(number, "2025-05-05T06:00Z", article_body="Both leaders met in Delhi to talk about trade.")
    room.tag("summit", 1, 2, 3, 4)
    evidence(room, 1, start=13, end=16)
    room.link(3, 1, "copy")
    room.link(4, 1, "exact")
    story(room, 7, 1, 2, 3, 4)
    room.article(5, "2025-05-05T06:30Z", article_body="The harbour was closed.", terms="'harbour':1")
    digest = sending.draft(room.settings, the(room), MORNING)
    message = letter(digest, MORNING, room.settings.page_url)
    assert message.title == "Desk: 2 new stories, 5 May"
    assert "Headline 1 (5 May, + 1 account, + 2 reprints)" in message.text
    assert "Both leaders »met« in Delhi" in message.text
    assert "https://desk.example/mediawatch/stories/7" in message.text
    assert "HARBOUR\n- Headline 5" in message.text
    assert "»harbour«" in message.text
    assert message.html is not None
    assert ">met</b>" in message.html
    assert message.html.count("Headline 1") == 1


def fact(room: Newsroom, number: int, kind: str, unit: str | None, *said: tuple[int, str]) -> None:
    """A difference of story 7: who says what, in the words of their texts."""
    room.add(
        tables.story_fact, story_id=7, fact_no=number, kind=kind, relation="differ", unit=unit, about="x",
        account_values=[value for _, value in said], account_count=len(said),
    )  # fmt: skip
    for place, (article, value) in enumerate(said, 1):
        [(body,)] = room.rows("select article_body from news.article where article_id = :article", article=article)
        start = body.index(value)
        room.add(
            tables.story_fact_mention, story_id=7, fact_no=number, article_id=article, field="article_body",
            start_char=start, end_char=start + len(value), sentence_start=0, sentence_end=len(body), about_start=0,
            about_end=len(body), value_no=place, value_text=value,
        )  # fmt: skip


def test_a_line_says_where_the_accounts_of_its_story_differ(room: Newsroom) -> None:
    first_digest(room)
    told_on = date(2025, 5, 5)
    slide = "The slide killed 26 people & buried nine mountain huts, it said."
    room.article(1, "2025-05-05T06:00Z", article_body=slide, published_on=told_on)
    room.article(2, "2025-05-05T06:10Z", article_body="It killed 28 people and hit ten huts.", published_on=told_on)
    room.tag("summit", 1, 2)
    story(room, 7, 1, 2)
    fact(room, 1, "count", None, (1, "nine"), (2, "ten"))
    fact(room, 2, "count", "dead", (1, "26"), (2, "28"))
    message = letter(sending.draft(room.settings, the(room), MORNING), MORNING, room.settings.page_url)
    assert "  accounts differ: 26 or 28 dead; nine or ten mountain huts\n" in message.text
    assert message.html is not None
    assert "accounts differ: 26 or 28 dead; nine or ten mountain huts" in message.html


def test_a_toll_of_accounts_that_do_not_say_their_day_may_be_a_running_one(room: Newsroom) -> None:
    first_digest(room)
    room.article(1, "2025-05-05T06:00Z", article_body="The slide killed 26 people.")
    room.article(2, "2025-05-05T06:10Z", article_body="It killed 28 people.", published_on=date(2025, 5, 5))
    room.tag("summit", 1, 2)
    story(room, 7, 1, 2)
    fact(room, 1, "count", "dead", (1, "26"), (2, "28"))
    message = letter(sending.draft(room.settings, the(room), MORNING), MORNING, room.settings.page_url)
    assert "accounts differ: 26 or 28 dead (not all say their day: it may be a running toll)" in message.text
    known = room.rows("select account_value, days_known from news.story_difference order by value_no")
    assert [tuple(row) for row in known] == [("26", False), ("28", False)]


def test_a_story_is_told_once_unless_it_grew_by_a_text_of_its_own(room: Newsroom) -> None:
    first_digest(room)
    room.article(1, "2025-05-05T06:00Z")
    room.tag("summit", 1)
    story(room, 7, 1)
    assert sending.post_due(room.settings, MORNING) == 1
    room.article(2, "2025-05-05T09:00Z")
    room.tag("summit", 2)
    room.link(2, 1, "copy")
    story(room, 7, 1, 2)
    tomorrow = MORNING + timedelta(days=1)
    assert sending.draft(room.settings, the(room), tomorrow).quiet
    room.article(3, "2025-05-05T10:00Z")
    room.tag("summit", 3)
    story(room, 7, 1, 2, 3)
    told = letter(sending.draft(room.settings, the(room), tomorrow), tomorrow, "").text
    assert "Headline 3 (5 May, grown: 1 articles before, + 1 reprint)" in told


def test_a_quiet_day_says_so_once(room: Newsroom) -> None:
    assert sending.post_due(room.settings, MORNING - timedelta(hours=2)) == 0  # not yet seven
    assert sending.post_due(room.settings, MORNING) == 1
    assert sending.post_due(room.settings, MORNING + timedelta(minutes=1)) == 0
    [(title, body)] = room.rows("select title, body from ops.notice")
    assert title == "Desk: nothing new on 5 May"
    assert body == "Nothing new: The summit, Harbour."


def test_at_once_speaks_when_there_is_something(room: Newsroom) -> None:
    path = room.settings.alerts_dir / "readers.yaml"
    path.write_text(FILE + "digest: at_once\nlanguages: [en]\ngrade: about\n")
    assert sending.post_due(room.settings, MORNING) == 0
    room.article(1, "2025-05-05T06:00Z", in_language="hi")
    room.article(2, "2025-05-05T06:00Z")
    room.tag("summit", 1)
    room.tag("summit", 2, grade="mentions")
    room.execute("update news.article set first_seen_at = '2025-05-05T07:00Z'")
    assert sending.post_due(room.settings, MORNING) == 0  # another language, another grade
    room.article(3, "2025-05-05T06:00Z", first_seen_at=MORNING)
    room.tag("summit", 3)
    assert sending.post_due(room.settings, MORNING) == 1
    assert sending.post_due(room.settings, MORNING) == 0


def test_what_is_killed_between_posting_and_remembering_is_done_again(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is lost: an article that comes in before the next look is told too."""
    first_digest(room)
    room.article(1, "2025-05-05T06:00Z", headline="The first")
    room.tag("summit", 1)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(sending, "remember", killed)
        with pytest.raises(KeyboardInterrupt):
            sending.post_due(room.settings, MORNING)
    room.article(2, "2025-05-05T06:00Z", headline="The second")
    room.tag("summit", 2)
    sending.post_due(room.settings, MORNING)
    told = "\n".join(body for [body] in room.rows("select body from ops.notice"))
    assert told.count("The first") == told.count("The second") == 1


def test_a_wrong_query_stops_its_own_audience(room: Newsroom, caplog: pytest.LogCaptureFixture) -> None:
    (room.settings.alerts_dir / "broken.yaml").write_text("channels: [mail]\nkinds: [digest]\nqueries: {a: 'b AND'}\n")
    assert sending.post_due(room.settings, MORNING) == 1
    assert "no digest for broken" in caplog.text


def test_hostile_words_arrive_as_words(room: Newsroom) -> None:
    from receivers import receivers

    first_digest(room)
    room.article(1, "2025-05-05T06:00Z", headline=HOSTILE, article_body=HOSTILE, publisher=HOSTILE)
    room.tag("summit", 1)
    evidence(room, 1, start=0, end=8)
    room.execute("update news.topic set label = '<b onload=x>Summit</b>'")
    with receivers() as received:
        settings = replace(room.settings, channels=received.channels)
        alerting.deliver(settings)
        assert sending.post_due(settings, MORNING) == 1
        assert [item.error for item in alerting.deliver(settings, MORNING)] == [None]
        mail = received.mails[-1]
    html = mail.get_body(("html",)).get_content()
    assert "<script" not in html
    assert "<img" not in html
    assert "<b onload" not in html
    assert "\u202e" not in html
    assert "&lt;script&gt;" in html
