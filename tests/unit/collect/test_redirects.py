"""Pages that only send on, front pages that stand in for dead stories, and addresses as browsers read them."""

from __future__ import annotations

import time

import pytest
from mediawatch.collect.archives.http_body import content_type_of
from mediawatch.collect.archives.warc import is_html
from mediawatch.collect.links import header_text, join_url
from mediawatch.collect.redirects import SendsOn, landing_pages, sends_on, stands_in
from mediawatch.collect.web.cookies import MAX_COOKIES, Cookies

HERE = "http://paper.example/old/a-story-of-the-day"
TEXT = "<p>" + "The council met on Tuesday and agreed to open the bridge again before winter. " * 4 + "</p>"


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("/story.php?id=7&lang=en", "http://paper.example/story.php?id=7&lang=en"),
        ("  /a-story\n", "http://paper.example/a-story"),
        ("/a-\n\tstory", "http://paper.example/a-story"),
        ("/a story", "http://paper.example/a%20story"),
        ("\\news\\a-story", "http://paper.example/news/a-story"),
        ("https:\\\\other.example\\a", "https://other.example/a"),
        ("//cdn.example/a", "http://cdn.example/a"),
        ("http:b", "http://paper.example/old/b"),
        ("../b", "http://paper.example/b"),
        ("?page=2", "http://paper.example/old/a-story-of-the-day?page=2"),
        ("http://zeitung-für-köln.example/ö?ü", "http://xn--zeitung-fr-kln-6pb6g.example/%C3%B6?%C3%BC"),
        ("/новости", "http://paper.example/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8"),
        ("/%D0%BD", "http://paper.example/%D0%BD"),
        ("/100%-sure", "http://paper.example/100%-sure"),
        ("/a#part", "http://paper.example/a#part"),
        ("HTTP://PAPER.example:80/A", "http://paper.example/A"),
        ("/a\u00a0", "http://paper.example/a"),
    ],
)
def test_a_link_leads_where_browsers_go(link: str, address: str) -> None:
    assert join_url(HERE, link) == address


@pytest.mark.parametrize("link", [None, "", "  ", "http://[", "//[::1", "http://a:b:c/"])
def test_a_link_that_leads_nowhere(link: str | None) -> None:
    assert join_url(HERE, link) is None


def test_raw_bytes_of_a_header() -> None:
    def sent(data: bytes) -> str:
        return header_text(data.decode("latin-1"))

    assert sent("/новости".encode()) == "/новости"
    assert sent("/Müller".encode("latin-1")) == "/M%FCller"
    assert sent(b"/plain?a=%20b") == "/plain?a=%20b"


@pytest.mark.parametrize(
    ("values", "found"),
    [
        (["text/html; charset=utf-8"], ("text/html", "utf-8")),
        (['Text/HTML;charset="UTF-8"'], ("text/html", "utf-8")),
        (["text/html, text/html; charset=windows-1251"], ("text/html", "windows-1251")),
        (["text/html; charset=utf-8, text/html"], ("text/html", "utf-8")),
        (["text/html; charset=utf-8", "text/html"], ("text/html", "utf-8")),
        (["text/plain", "text/html; charset=koi8-r"], ("text/html", "koi8-r")),
        (["text/html; charset=utf-8, text/plain"], ("text/plain", None)),
        (["text/html, nonsense"], ("text/html", None)),
        (['text/html; x="a, b/c"; charset=big5'], ("text/html", "big5")),
        (["*/*"], ("", None)),
        ([], ("", None)),
        ([""], ("", None)),
    ],
)
def test_the_type_of_joined_headers(values: list[str], found: tuple[str, str | None]) -> None:
    assert content_type_of(values) == found


@pytest.mark.parametrize(
    ("body", "page"),
    [
        (b"<!-- made by hand --><!DOCTYPE html><p>x", True),
        (b"\xef\xbb\xbf\n<!--a--> <!--b-->\n<html>", True),
        (b"<!--" + b" licence " * 400 + b"-->\n<html>", True),
        (b'<?xml version="1.0" encoding="utf-8"?>\n<!-- x -->\n<!DOCTYPE html><html>', True),
        (b"<title>News</title><p>x", True),
        (b"<!-- never closed <html>", False),
        (b"<!-- a feed --><rss><channel>", False),
        (b'<?xml version="1.0"?><feed>', False),
        (b"words alone", False),
        (b"%PDF-1.4 <html>", False),
    ],
)
def test_a_page_is_known_behind_comments(body: bytes, page: bool) -> None:
    assert is_html(None, body) is page
    assert is_html(None, b"\n" * 3 + body) is page


def _page(head: str = "", body: str = TEXT, title: str = "Bridge to open") -> bytes:
    return f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    ("content", "target"),
    [
        ("0; url=/real-story-of-the-day", "http://paper.example/real-story-of-the-day"),
        ("0;URL='/real?a=1&amp;b=2'", "http://paper.example/real?a=1&b=2"),
        ("1.5, http://other.example/x", "http://other.example/x"),
        (" 3 ; url = next ", "http://paper.example/old/next"),
        ("0;/real", "http://paper.example/real"),
        ("600", None),
        ("300; url=/other", None),
        ("0; url=" + HERE, None),
        ("url=/real", None),
        ("soon; url=/real", None),
    ],
)
def test_where_a_refresh_leads(content: str, target: str | None) -> None:
    page = _page(f'<META HTTP-EQUIV="Refresh" CONTENT="{content}">')
    found = sends_on(page, HERE)
    assert (found.url if found else None) == target


def test_a_refresh_goes_by_the_base_of_the_page() -> None:
    head = '<base href="/section/"><meta http-equiv=refresh content="0;url=x">'
    found = sends_on(_page(head), HERE)
    assert found is not None
    assert found.url == "http://paper.example/section/x"


def test_a_refresh_in_the_header_is_one_of_the_page() -> None:
    text = f"<html><body><p>{'word ' * 40}</p></body></html>".encode()
    at_once = sends_on(text, "https://paper.example/old", header="0; url=/the-real-story")
    assert at_once == SendsOn("https://paper.example/the-real-story", 0.0, bare=False)
    assert sends_on(b"", "https://paper.example/old", header="1;URL='/new'") == SendsOn(
        "https://paper.example/new", 1.0, bare=True
    )
    for stays in ("60", "300; url=/old", "600; url=/elsewhere", "", None):
        assert sends_on(text, "https://paper.example/old", header=stays) is None


def test_a_refresh_for_readers_without_scripts_counts_where_there_is_nothing_to_read() -> None:
    head = '<noscript><meta http-equiv="refresh" content="0; url=/no-script"></noscript>'
    assert sends_on(_page(head), HERE) is None
    found = sends_on(_page(head, "<p>One moment, please.</p>"), HERE)
    assert found is not None
    assert found.url == "http://paper.example/no-script"


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<script>window.location = '/real?' + day;</script>", "", ""),
        ("", "<script>location.replace(real)</script>", "One moment"),
        ("", "<p>You are being sent <a href='/real'>here</a>.</p>", "Redirecting\u2026"),
        ("", "<h1>Object Moved</h1>This document may be found <a href='/x'>here</a>", "Object moved"),
        ("", "<a href='/x'>Sie werden weitergeleitet</a>", "Weiterleitung"),
        ("", "<p>подождите</p>", "Перенаправление"),
    ],
)
def test_a_page_with_nothing_to_read_only_sends_on(head: str, body: str, title: str) -> None:
    found = sends_on(_page(head, body, title), HERE)
    assert found is not None
    assert found.bare
    assert found.url is None


@pytest.mark.parametrize(
    "page",
    [
        _page(),
        _page("<script>if (old) window.location = '/upgrade'</script>"),
        _page(title="Redirecting rivers"),
        _page(body="<p>Short news.</p>"),
        _page('<script>var x = location.href == "/";</script>', "<p>A flash: the bridge is open.</p>"),
        "<title>跳转</title><p>".encode()
        + "桥梁将于本月底之前向卡车开放，双方代表团星期一在旧海关大楼会晤。".encode() * 12,
    ],
)
def test_articles_stay(page: bytes) -> None:
    assert sends_on(page, HERE) is None


@pytest.mark.parametrize("depth", [100, 300, 480])
def test_text_that_stands_deep_in_a_page_is_text_of_its_own(depth: int) -> None:
    text = "The bridge was closed to lorries on Monday after engineers found cracks. " * 4
    page = _page("<script>if (old) window.location = '/upgrade'</script>", "<div>" * depth + f"<p>{text}</p>")
    assert sends_on(page, HERE) is None


@pytest.mark.parametrize(
    ("asked", "final"),
    [
        (HERE, "http://paper.example/"),
        (HERE, "https://www.paper.example/?ref=gone"),
        (HERE, "http://paper.example/index.html"),
        (HERE, "http://paper.example/en/"),
        (HERE, "http://paper.example/de-AT/home"),
        ("http://paper.example/node/4711", "http://paper.example/"),
        ("http://paper.example/sport/2024/05/cup-final-lost", "http://paper.example/sport/"),
        ("http://paper.example/2024/05/cup-final-is-lost", "http://paper.example/2024/05/"),
        ("http://paper.example/a/cup-final-is-lost.html", "http://paper.example/politics"),
        ("http://paper.example/story?id=4711", "http://paper.example/world/asia/"),
        (HERE, "http://paper.example/404"),
        (HERE, "http://paper.example/errors/page-not-found.html"),
        (HERE, "https://login.example/sign-in?back=%2Fold"),
    ],
)
def test_what_stands_in_for_a_dead_story(asked: str, final: str) -> None:
    assert stands_in(asked, final, _page()) is not None


@pytest.mark.parametrize(
    ("asked", "final"),
    [
        ("http://paper.example/", "https://www.paper.example/"),
        ("http://paper.example/", "http://paper.example/en/"),
        (HERE, "https://www.paper.example/old/a-story-of-the-day"),
        (HERE, "http://paper.example/new/another-name-of-it"),
        ("http://paper.example/?p=4711", "http://paper.example/world/bridge-to-open-again"),
        (HERE + "/amp", HERE),
        (HERE + "/2", HERE),
        ("http://short.example/x7Gk2", "http://paper.example/news/77120"),
        (HERE, "http://paper.example/story"),
        ("http://paper.example/moved", "http://paper.example/good"),
        ("http://paper.example/a/bridge-opens-again", "http://paper.example/bridge"),
    ],
)
def test_a_story_that_has_moved_is_one(asked: str, final: str) -> None:
    assert stands_in(asked, final, _page()) is None


def test_a_page_that_calls_itself_an_article_is_believed() -> None:
    asked, final = "http://paper.example/a/cup-final-is-lost", "http://paper.example/brexit"
    assert stands_in(asked, final, _page()) is not None
    assert stands_in(asked, final, _page('<meta property="og:type" content="article">')) is None
    assert stands_in(asked, final, _page('<meta content="article" property="og:type">')) is None
    assert stands_in(asked, "http://paper.example/", _page('<meta property="og:type" content="article">')) is not None


def test_a_page_that_many_dead_stories_lead_to() -> None:
    page = "http://paper.example/we-have-a-new-site"
    dead = [f"http://www.paper.example/{name}" for name in ("bridge-opens", "cup-final-lost", "tax-on-bread-falls")]
    moved = "http://paper.example/2025/tax-on-bread-falls"
    ways = [f"http://paper.example/{name}" for name in ("tax-on-bread", "amp/tax-on-bread-falls", "x?n=1&t=2025")]
    short = [f"http://short.example/{name}" for name in ("a", "b", "c", "d")]
    assert landing_pages({page: dead, moved: [*ways, *short]}) == {page}
    assert landing_pages({page: dead[:2]}) == set()


def test_cookies_go_to_whom_they_belong() -> None:
    jar = Cookies()
    jar.take("http://paper.example/a", ["seen=1; Path=/", "deep=2; Path=/deep", "safe=3; Secure", "late=4; Max-Age=0"])
    jar.take("http://paper.example/a", ["all=5; Domain=paper.example; Path=/", "alien=6; Domain=other.example"])
    assert jar.header("http://paper.example/b") in ("seen=1; all=5", "all=5; seen=1")
    assert jar.header("http://www.paper.example/b") == "all=5"
    assert jar.header("http://other.example/") is None
    assert "deep=2" in (jar.header("http://paper.example/deep/x") or "")
    assert Cookies().header("http://paper.example/") is None
    jar.take("http://paper.example/", [f"c{n}=x" for n in range(500)] + ["big=" + "x" * 5000, "bad=\x00"])
    assert len((jar.header("http://paper.example/") or "").split(";")) <= MAX_COOKIES


@pytest.mark.parametrize(
    "hostile",
    [
        b"<meta http-equiv=refresh " * 10_000,
        b'<meta property="og:type" ' * 10_000,
        b'<meta http-equiv=refresh content="' + b" " * 200_000 + b'x">',
        b"<div>" * 6_000 + b"<title>redirect",
        b"<!--" * 60_000,
    ],
)
def test_hostile_pages_cost_no_time(hostile: bytes) -> None:
    began = time.process_time()
    sends_on(hostile, HERE)
    stands_in(HERE, "http://paper.example/x", hostile)
    is_html(None, hostile)
    content_type_of([hostile.decode("latin-1")])
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("script", "target"),
    [
        ("location.href='/real-story'", "http://paper.example/real-story"),
        ('window.location = "http://other.example/x";', "http://other.example/x"),
        ("setTimeout(function () { top.location.href = 'next' }, 10)", "http://paper.example/old/next"),
        ('document.location.replace("https:\\/\\/other.example\\/y")', "https://other.example/y"),
        ("if (a) { location.assign('/b') }\nelse { window.location.assign(\"/b\") }", "http://paper.example/b"),
        ("location.href = '/story-' + number", None),  # put together
        ("location = phone ? '/m' : '/d'", None),
        ("location.replace('/\\u0061')", None),
        ("if (phone) location.href = '/m'; else location.href = '/d';", None),  # one of two
        (f"location.href = '{HERE}'", None),
        ("location.href = 'http://['", None),
        ("location.href = next", None),
        ("mylocation = '/c'; location = next", None),
    ],
)
def test_where_a_script_sends_on(script: str, target: str | None) -> None:
    found = sends_on(_page(f"<script>{script}</script>", body=""), HERE)
    assert found is not None
    assert (found.url, found.bare) == (target, True)


def test_a_script_of_a_page_with_text_sends_nobody_on() -> None:
    assert sends_on(_page("<script>location.href = '/app'</script>"), HERE) is None


@pytest.mark.parametrize("charset", ["idna", "undefined", "palmos", "a\0b"])
def test_a_character_set_that_is_none_is_passed_over(charset: str) -> None:
    page = b"<html><head><title>Redirecting caf\xe9</title><meta http-equiv=refresh content='0;url=/new'></head></html>"
    found = sends_on(page, HERE, charset)
    assert found is not None
    assert found.url == "http://paper.example/new"
