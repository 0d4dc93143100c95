"""The pages for analysts in Airflow's own API server: what they show, where their links lead, who may judge."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import flow
import pytest
from mediawatch.settings import Settings
from mediawatch.store.server.connect import transaction
from sqlalchemy import text

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

ROOT = "/mediawatch/"
HOSTILE = "<script>alert('seized')</script> \"Modi\" & \u202ePutin\u202c speak"
CALL = (
    f"{HOSTILE}\n\nMOSCOW, May 5, 2025 - President Putin told Prime Minister Modi by telephone that Russia stands with "
    "India, the Kremlin said. Both agreed to meet in Delhi before the year is out, at the annual summit of their two "
    "countries. The talk lasted 40 minutes, an aide said, and <img src=x onerror=alert(1)> was no part of it.\n"
)
AGAIN = CALL.replace("40 minutes", "50 minutes")
LATER = (
    "Putin and Modi spoke for 50 minutes\n\nNEW DELHI, May 6, 2025 - Prime Minister Modi and President Putin spoke by "
    "telephone on Monday about trade, the annual summit and the attack at Pahalgam. Officials in Delhi said that the "
    "call took 50 minutes and that the two leaders will meet again before winter, in Delhi, as agreed.\n"
)
CHESS = "The club's oldest member won the spring tournament again, with the same opening that he has played since 1961."


@pytest.fixture(scope="module")
def filled(shared_warehouse: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Two accounts of a call, a reprint of one, a text on no topic; then a second version of the first."""
    folder = tmp_path_factory.mktemp("letters")
    for name, body in {"call": CALL, "call-copy": CALL, "later": LATER, "chess": CHESS, "blank": " \n"}.items():
        (folder / f"{name}.txt").write_text(body)
    flow.run(shared_warehouse, folder)
    (folder / "call.txt").write_text(AGAIN)
    flow.run(shared_warehouse, folder / "call.txt")
    with transaction(shared_warehouse) as connection:
        connection.execute(
            text("update news.article set date_published = '2025-05-05T10:00Z' where uri like '%/call%'")
        )
    return shared_warehouse


@pytest.fixture(autouse=True)
def deployed_here(filled: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    assert filled.database_url is not None
    monkeypatch.setenv("MEDIAWATCH_DATABASE_URL", filled.database_url)
    monkeypatch.setenv("MEDIAWATCH_LAKE", str(filled.lake))
    yield filled
    with transaction(filled) as connection:
        connection.execute(text("delete from news.topic_override"))


class Page(HTMLParser):
    """The parts of a page that a test asks for; fails where it is not well-formed enough to be read twice."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id" and value:
                self.ids.append(value)
            if name == "href" and value:
                self.links.append(value)


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html.partition('<main id="main">')[2])).split())


def number_of(settings: Settings, name: str) -> int:
    [number] = flow.column(
        settings, "select article_id from news.article where uri like :name", name=f"file://%/{name}"
    )
    return int(number)


DAYS = "from=2025-05-01&to=2025-05-09"
PAGES = (
    "news", f"news?{DAYS}", f"news?{DAYS}&count=share", "topics", f"topics?{DAYS}", f"topics/putin-modi-call?{DAYS}",
    f"topics/putin-modi-call?{DAYS}&order=weakest", f"stories?{DAYS}", "search", f"search?{DAYS}",
    f"search?q=putin&{DAYS}", f"search?q=putin+AND&{DAYS}", f"search?{DAYS}&topic=putin-modi-call", "sources",
    "quality", "quarantine", "runs", f"topics/putin-modi-call/preview?q=kremlin&{DAYS}",
)  # fmt: skip


def test_every_page_and_every_link_on_it_answers(reader: TestClient, filled: Settings) -> None:
    from urllib.parse import urljoin

    seen: dict[str, int] = {}
    articles = [f"articles/{number_of(filled, name)}" for name in ("call.txt", "call-copy.txt", "chess.txt")]
    stories = [f"stories/{n}" for n in flow.column(filled, "select story_id from news.story")]
    for path in (*PAGES, *articles, f"{articles[0]}/raw", *stories):
        answer = reader.get(ROOT + path)
        assert answer.status_code == 200, path
        page = Page(answer.text)
        assert len(page.ids) == len(set(page.ids)), path
        assert not page.tags & {"script", "img", "iframe", "object"}, path
        assert not {name for name in page.attributes if name.startswith("on") or name == "style"}, path
        for link in page.links:
            if link.startswith("#"):
                assert link[1:] in page.ids, (path, link)
            elif not link.startswith("http"):
                seen[urljoin(ROOT + path, link).partition("#")[0]] = 0
    for address in sorted(seen)[:: max(1, len(seen) // 60)]:  # days of charts are many, and all alike
        assert reader.get(address).status_code == 200, address


def test_every_number_leads_to_what_it_counts(reader: TestClient, filled: Settings) -> None:
    from urllib.parse import urljoin

    from lxml import html

    looked_at = 0
    for path in (f"news?{DAYS}", f"topics?{DAYS}", f"topics/putin-modi-call?{DAYS}"):
        page = html.fromstring(reader.get(ROOT + path).text)
        for cell in page.xpath("//tr[td//a]/td[@class='n'][not(contains(., '%'))][normalize-space()]"):
            if cell.xpath("ancestor::tr//*[@class='dim' and .='not said']"):
                continue  # nothing names these, so nothing can ask for them
            [link] = cell.xpath(".//a/@href")
            if "search" in link:
                found = html.fromstring(reader.get(urljoin(ROOT + path, link)).text)
                [heading] = found.xpath("//section[@id='found']/h2")
                assert heading.text_content().split()[0] == cell.text_content().strip(), (path, link)
                looked_at += 1
    assert looked_at > 20


@pytest.mark.parametrize("path", [*PAGES, "articles/1", "articles/1/raw", "articles/1/bytes", "stories/1"])
def test_nobody_gets_in_without_logging_in(client: TestClient, path: str) -> None:
    assert client.get(ROOT + path).status_code == 401


def test_evidence_leads_to_its_clause_and_back(reader: TestClient, filled: Settings) -> None:
    html = reader.get(f"{ROOT}articles/{number_of(filled, 'later.txt')}").text
    text_part = html.partition('<section id="text">')[2].partition("</section>")[0]
    mark = r'<mark>(?:<span id="m[\d-]+"></span>)*<a href="#(c[\d-]+)" title="([^"]*)">([^<]*)</a>'
    marked = re.findall(mark, text_part)
    assert {"Modi", "Putin", "Pahalgam"} <= {found for _, _, found in marked}
    for clause, title, _ in marked:
        assert f'id="{clause}"' in html
        assert ": " in title
    for place in re.findall(r'href="#(m[\d-]+)"', html):
        assert f'id="{place}"' in html


def test_an_article_shows_versions_repeats_origin_and_fate(reader: TestClient, filled: Settings) -> None:
    number = number_of(filled, "call.txt")
    html = reader.get(f"{ROOT}articles/{number}").text
    versions = html.partition('id="versions"')[2].partition("</section>")[0]
    assert re.search(r"<del>40\s*</del>", versions)
    assert re.search(r"<ins>50\s*</ins>", versions)
    assert words('<main id="main">' + html.partition('id="fate"')[2]).count("published publish") == 2
    copy = reader.get(f"{ROOT}articles/{number_of(filled, 'call-copy.txt')}").text
    assert "repeats" in words('<main id="main">' + copy.partition('id="repeats"')[2].partition("</section>")[0])
    raw = reader.get(f"{ROOT}articles/{number}/raw")
    assert "the bytes have that hash" in words(raw.text)
    assert "&lt;script&gt;alert" in raw.text
    kept = reader.get(f"{ROOT}articles/{number}/bytes")
    assert kept.content == AGAIN.encode()
    assert kept.headers["content-disposition"].startswith("attachment")
    assert kept.headers["content-type"] == "application/octet-stream"
    assert "sandbox" in kept.headers["content-security-policy"]


def test_a_story_names_its_topics_and_does_not_lead_to_itself(reader: TestClient, filled: Settings) -> None:
    query = "select story_id from news.story_article where article_id = :number"
    [story] = flow.column(filled, query, number=number_of(filled, "call.txt"))
    told = words(reader.get(f"{ROOT}stories/{story}").text)
    [label] = flow.column(filled, "select label from news.topic where topic_id = 'putin-modi-call'")
    assert label in told
    assert "putin-modi-call" not in told
    assert "story of" not in told


@pytest.mark.parametrize("known", [True, False])
def test_accounts_that_do_not_say_their_day_are_told_of(known: bool) -> None:
    from mediawatch_airflow.desk.answers import _environment

    assert _environment.loader
    source, *_ = _environment.loader.get_source(_environment, "story.html")
    section = source.partition("{% if figures %}")[2].partition("</section>")[0]
    figure = {"relation": "differ", "about": "the dead", "days_known": known, "values": []}
    shown = _environment.from_string(section).render(figures=[figure], up="")
    assert ("of different moments" in shown) is not known


def test_what_is_not_there_is_said(reader: TestClient) -> None:
    for path in ("articles/999999", "articles/999999/raw", "topics/nobody", "stories/999999", "nowhere"):
        assert reader.get(ROOT + path).status_code == 404, path
    for path in (
        "articles/x", "topics/UPPER", "news?days=3", "news?from=2025-05-09&to=2025-05-01", "search?after=1",
        "news?from=1900-01-01&to=2025-01-01", "search?after=99999999999999999-1", "stories?after=x", "search?q=%00",
        "topics/putin-modi-call?after=a-b", "news?from=0001-01-01&to=0001-01-02&days=90",
        "news?to=9999-12-31", "news?from=9999-12-31&to=9999-12-31", "news?to=0001-01-01", "stories?from=2025-02-30",
        "topics/putin-modi-call?after=nan-1", "topics/putin-modi-call?after=1e309-1&order=weakest",
        "search?q=%ED%A0%80",
        "search?after=1-99999999999999999999", "search?q=" + "(" * 2_000, "search?q=" + "%22" * 3_999,
        "export?format=xlsx&from=2030-01-01&to=2030-01-02", "take/search?q=%3Cscript%3E", "runs?run=%00",
    ):  # fmt: skip
        assert reader.get(ROOT + path).status_code in (200, 422), path
        assert "Traceback" not in reader.get(ROOT + path).text


def test_hostile_words_stay_words(reader: TestClient, filled: Settings) -> None:
    hostile = '"><script>alert(1)</script>'
    with transaction(filled) as connection:
        connection.execute(
            text("update news.topic set label = :label where topic_id = 'putin-modi-call'"), {"label": hostile}
        )
        connection.execute(text("update news.story set headline = :label"), {"label": hostile})
        connection.execute(
            text("update news.article set publisher = :label, url = 'javascript:alert(1)'"), {"label": hostile}
        )
    paths = [*PAGES, f"articles/{number_of(filled, 'call.txt')}", f"search?q={hostile}", f"search?publisher={hostile}"]
    for path in paths:
        answer = reader.get(ROOT + path)
        page = Page(answer.text)
        assert not page.tags & {"script", "img"}, path
        assert not {name for name in page.attributes if name.startswith("on")}, path
        assert not [link for link in page.links if link.startswith("javascript")], path
    with transaction(filled) as connection:
        connection.execute(text("update news.article set publisher = null, url = null"))


def test_search_tells_how_many_over_time_and_marks_the_words(reader: TestClient) -> None:
    html = reader.get(f"{ROOT}search?q=telephone&{DAYS}").text
    assert words(html).count("3 articles") == 1
    assert "<mark>telephone</mark>" in html
    assert "5 May 2025: 2" in html
    assert "6 May 2025: 1" in html
    assert "query: &#34;telephone&#34;" in html
    without = reader.get(f"{ROOT}search?q=telephone&text=unique&{DAYS}").text
    assert "2 articles" in words(without)


def test_a_wrong_query_is_told_as_the_command_tells_it(reader: TestClient) -> None:
    from mediawatch.tag import QueryError, parse_query

    with pytest.raises(QueryError) as wrong:
        parse_query("putin AND")
    told = words(reader.get(f"{ROOT}search?q=putin+AND").text)
    assert str(wrong.value) in told
    assert "line 1, column 10" in told


def test_a_preview_says_what_changes_and_writes_nothing(reader: TestClient, filled: Settings) -> None:
    before = flow.rows(filled, "select * from news.article_topic order by 1, 2")
    told = words(reader.get(f"{ROOT}topics/putin-modi-call/preview?q=kremlin&{DAYS}").text)
    assert "0 added 1 removed 2 kept" in told
    assert flow.rows(filled, "select * from news.article_topic order by 1, 2") == before


# ------------------------------------------------------------------ judging
def form_of(client: TestClient, number: int) -> tuple[str, str]:
    html = client.get(f"{ROOT}articles/{number}").text
    found = re.search(
        r'action="(?:\.\./)*(articles/\d+/topics/putin-modi-call)".*?name="token" value="([^"]+)"', html, re.S
    )
    assert found is not None
    return ROOT + found.group(1), found.group(2)


def test_a_judgement_is_kept_with_the_name_and_moves_the_precision(analyst: TestClient, filled: Settings) -> None:
    number = number_of(filled, "later.txt")
    address, token = form_of(analyst, number)
    attention = "select coalesce(sum(matching), 0) from news.topic_attention_daily where topic_id = 'putin-modi-call'"
    [before] = flow.column(filled, attention)
    answer = analyst.post(address, data={"token": token, "verdict": "reject", "why": "  about \x00 chess "})
    assert answer.status_code == 303
    [row] = flow.rows(filled, "select * from news.topic_override")
    assert (row["article_id"], row["relevant"], row["who"], row["why"]) == (number, False, "asha", "about  chess")
    assert flow.column(filled, attention) == [before - 1]
    page = words(analyst.get(f"{ROOT}topics/putin-modi-call?{DAYS}").text)
    assert "0% right, of 1 that were judged" in page
    assert "does not belong says asha" in page
    assert analyst.post(address, data={"token": token, "verdict": "confirm"}).status_code == 303
    assert flow.column(filled, "select relevant from news.topic_override") == [True]
    assert analyst.post(address, data={"token": token, "verdict": "withdraw"}).status_code == 303
    assert flow.rows(filled, "select * from news.topic_override") == []


def test_a_viewer_sees_no_form_and_cannot_judge(client: TestClient, filled: Settings) -> None:
    from desk_users import log_in

    number = number_of(filled, "later.txt")
    log_in(client, "asha")
    address, token = form_of(client, number)
    client.cookies.clear()
    assert client.post(address, data={"token": token, "verdict": "reject"}).status_code == 401
    log_in(client, "reader")
    assert '<form class="judge"' not in client.get(f"{ROOT}articles/{number}").text
    assert client.post(address, data={"token": token, "verdict": "reject"}).status_code == 403
    client.cookies.clear()
    assert flow.rows(filled, "select * from news.topic_override") == []


@pytest.mark.parametrize("forged", ["none", "guessed", "of another user", "another site", "old", "as JSON"])
def test_a_forged_form_is_refused(
    client: TestClient, filled: Settings, forged: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desk_users import log_in

    number = number_of(filled, "later.txt")
    log_in(client, "asha")
    address, token = form_of(client, number)
    data: dict[str, Any] = {"token": token, "verdict": "reject"}
    headers: dict[str, str] = {}
    if forged == "none":
        del data["token"]
    elif forged == "guessed":
        data["token"] = token[:-2] + "xx"
    elif forged == "of another user":
        client.cookies.clear()
        log_in(client, "ravi")
    elif forged == "another site":
        headers["sec-fetch-site"] = "cross-site"
    elif forged == "old":
        import time

        now = time.time()
        monkeypatch.setattr(time, "time", lambda: now + 13 * 3600)
    answer = (
        client.post(address, json=data) if forged == "as JSON" else client.post(address, data=data, headers=headers)
    )
    assert answer.status_code in (401, 403, 415)
    if forged == "another site":
        assert client.post(address, data=data, headers={"origin": "https://evil.example"}).status_code == 403
    client.cookies.clear()
    assert flow.rows(filled, "select * from news.topic_override") == []


def test_what_cannot_be_judged_is_said(analyst: TestClient, filled: Settings) -> None:
    number = number_of(filled, "later.txt")
    address, token = form_of(analyst, number)
    for data, other in (
        ({"verdict": "perhaps"}, address),
        ({"verdict": "reject", "why": "x" * 2000}, address),
        ({"verdict": "reject"}, address.replace("putin-modi-call", "nobody")),
        ({"verdict": "reject"}, address.replace(str(number), "999999")),
    ):
        assert analyst.post(other, data={"token": token, **data}).status_code == 422
    assert analyst.post(address, data={"token": token, "why": "x" * 30_000}).status_code == 413


def test_the_page_of_a_topic_names_the_form_and_leads_back(analyst: TestClient, filled: Settings) -> None:
    html = analyst.get(f"{ROOT}topics/putin-modi-call?{DAYS}").text
    token = re.search(r'name="token" value="([^"]+)"', html)
    assert token is not None
    number = number_of(filled, "later.txt")
    kept = {"from": "2025-05-01", "to": "2025-05-09", "order": "newest"}
    data = {"token": token.group(1), "verdict": "confirm", "back": "topic", **kept}
    answer = analyst.post(f"{ROOT}articles/{number}/topics/putin-modi-call", data=data)
    assert answer.headers["location"] == f"../../../topics/putin-modi-call?{DAYS}#matches"
    hostile = {**data, "from": "2025-05-01\r\nX: y", "order": "//evil.example"}
    answer = analyst.post(f"{ROOT}articles/{number}/topics/putin-modi-call", data=hostile)
    assert answer.headers["location"] == "../../../topics/putin-modi-call#matches"


@pytest.mark.parametrize("naps", [(2.0,), (0.4, 0.4)], ids=["a statement", "all of them"])
def test_a_page_does_not_hold_the_warehouse(
    reader: TestClient, monkeypatch: pytest.MonkeyPatch, naps: tuple[float, ...]
) -> None:
    from mediawatch.desk import operations_desk
    from mediawatch_airflow.desk import answers

    def slow(connection: Any, after: Any) -> dict[str, Any]:
        for nap in naps:
            connection.execute(text("select pg_sleep(:nap)"), {"nap": nap})
        return {"rows": []}

    monkeypatch.setattr(answers, "STATEMENT_SECONDS", 0.5)
    monkeypatch.setattr(operations_desk, "sources_page", slow)
    answer = reader.get(f"{ROOT}sources")
    assert answer.status_code == 503
    assert "too much for one page" in words(answer.text)
    monkeypatch.undo()
