"""Web sites of the tests: three hosts with 300 articles, and answers of every broken kind."""

from __future__ import annotations

import gzip
import random
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from mediawatch.collect.web.crawl_journal import WarcFile

_WORDS = """
ministers farmers engineers teachers harbour valley railway market bridge river council budget contract delegation
agreement ceasefire election inflation drought festival vaccine reactor satellite glacier orchard refinery museum
announced rejected delayed doubled inspected repaired measured promised signed questioned welcomed opened closed
yesterday quietly abroad together slowly again twice early after before during without against between across
"""


def article(title: str) -> str:
    """A page with a text of its own: always the same for one title, unlike that of any other."""
    chance = random.Random(title)
    sentences = [" ".join(chance.choices(_WORDS.split(), k=12)).capitalize() + "." for _ in range(6)]
    paragraphs = f"<p>{title}: {' '.join(sentences[:3])}</p><p>{' '.join(sentences[3:])}</p>"
    head = f'<html lang="en"><head><title>{title}</title></head>'
    return f"<!doctype html>{head}<body><article><h1>{title}</h1>{paragraphs}</article></body></html>"


def archive(path: Path, titles: Sequence[str], *, site: str = "https://news.example") -> Path:
    """A WARC file with a page for each title, at an address made from it; now and then an answer that is no page."""
    path.parent.mkdir(parents=True, exist_ok=True)
    at = datetime(2026, 10, 1, 8, 30, tzinfo=UTC)
    with TemporaryDirectory(dir=path.parent) as folder:
        warc = WarcFile(Path(folder))
        for number, title in enumerate(titles):
            html = [("Content-Type", "text/html; charset=utf-8")]
            warc.add(f"{site}/{title.lower().replace(' ', '-')}", 200, html, article(title).encode(), at)
            if number % 4 == 1:
                warc.add(f"{site}/picture-{number}.png", 200, [("Content-Type", "image/png")], b"\x89PNG", at)
        warc.close()
        (Path(folder) / warc.name).rename(path)
    return path


def furnish(rss: Any, maps: Any, atom: Any) -> None:
    """A feed of 100 pages with ETags and two more links, sitemaps of 100 with Last-Modified, an Atom feed of 100 with
    neither."""
    for number in range(100):
        rss.page(f"/news/{number}", article(f"Talk {number}"), ETag=f'"v{number}"')
        maps.page(f"/story-{number}", article(f"Story {number}"), Last_Modified="Mon, 05 May 2025 10:00:00 GMT")
        atom.page(f"/a/{number}", article(f"Report {number}"))
    items = "".join(f"<item><link>{rss.url(f'/news/{n}?utm_source=rss')}</link></item>" for n in range(100))
    items += f"<item><guid>{rss.url('/private/1')}</guid></item><item><link>/news/1#again</link></item>"
    rss.page("/rss", f"<rss><channel>{items}</channel></rss>", Content_Type="application/rss+xml", ETag='"feed"')
    for number, part in enumerate((range(50), range(50, 100))):
        urls = "".join(f"<url><loc>{maps.url(f'/story-{n}')}</loc></url>" for n in part)
        body = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'.encode()
        maps.page(f"/map{number}.xml.gz", gzip.compress(body), Content_Type="application/x-gzip")
    index = "".join(f"<sitemap><loc>{maps.url(f'/map{n}.xml.gz')}</loc></sitemap>" for n in range(2))
    maps.page("/sitemap.xml", f"<sitemapindex>{index}</sitemapindex>", Content_Type="application/xml")
    maps.page("/robots.txt", "User-agent: MediaWatch\nCrawl-delay: 0.03\n", Content_Type="text/plain")
    entries = "".join(f'<entry><link rel="alternate" href="/a/{n}"/></entry>' for n in range(100))
    atom.page(
        "/atom", f'<feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>', Content_Type="application/atom+xml"
    )


def source_files(rss: Any, maps: Any, atom: Any) -> dict[str, str]:
    """Name -> YAML of include/sources, one of them not enabled."""
    return {
        "rss": f"publisher: R\nfeeds: ['{rss.url('/rss')}']\nenabled: true\n",
        "maps": f"publisher: M\nsitemaps: ['{maps.url('/sitemap.xml')}']\nenabled: true\n",
        "atom": f"publisher: A\nfeeds: ['{atom.url('/atom')}']\nenabled: true\n",
        "off": f"publisher: O\nfeeds: ['{atom.url('/off')}']\n",
    }


def drip(handler: Any) -> None:
    """A page that comes a byte at a time and takes 20 s."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.1)


def endless(handler: Any) -> None:
    """A page that never ends."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    while True:
        handler.wfile.write(b"<p>more and more of it</p>" * 1000)


def breaks_off(handler: Any) -> None:
    """A page that is shorter than it says."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"<p>only this")
    handler.close_connection = True


def nonsense(handler: Any) -> None:
    """No HTTP at all."""
    handler.wfile.write(b"\x16\x03\x01 this is no HTTP\r\n\r\n")
    handler.close_connection = True
