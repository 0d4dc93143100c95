"""Pages whose text is their heading and nothing else."""

from __future__ import annotations

import pytest
from mediawatch.errors import Quarantine

from tests.unit.clean.test_page import parse

LINKED = "".join(
    f'<figure><a href="/v/{number}"><img src="/{number}.jpg"></a><figcaption><a href="/v/{number}">'
    f"The river rises at lock {number} and the ferry waits</a></figcaption></figure>"
    for number in range(15)
)
PAGE = '<html lang="{}"><head><title>{} - The Valley Letter</title></head><body><h1>{}</h1>{}</body></html>'


@pytest.mark.parametrize(("language", "heading"), [("en", "Videos"), ("de", "Bilder"), ("ru", "Видео"), ("zh", "视频")])
def test_a_heading_above_linked_pictures_is_no_article(language: str, heading: str) -> None:
    with pytest.raises(Quarantine):
        parse(PAGE.format(language, heading, heading, LINKED), url="https://news.example/video/")


def test_the_text_of_a_flash_is_its_headline() -> None:
    text = "Lock five of the river Erle was closed this morning"
    page = PAGE.format("en", text, text, f"<article><p>{text}</p></article>")
    assert parse(page, url="https://news.example/2026/03/lock-five-closed").body.startswith("Lock five")


@pytest.mark.parametrize(
    ("heading", "around"),
    [
        ("Reports", "<footer><p>{}</p></footer>"),
        ("Reports of the week", "<div><address>{}</address></div>"),
        ("Berichte der Woche", "<div><p>{}</p></div>"),
    ],
)
def test_the_address_below_a_list_is_no_text(heading: str, around: str) -> None:
    listed = "".join(f'<li><a href="/v/{number}">Lock {number} on the river Erle</a></li>' for number in range(15))
    below = around.format("The Valley Letter, 5 Dock Road, Erle")
    page = PAGE.format("en", heading, heading, f"<ul>{listed}</ul>{below}")
    with pytest.raises(Quarantine):
        parse(page, url="https://news.example/2026/03/reports-of-the-week")


def test_a_flash_below_buttons_stays() -> None:
    shared = "".join(f'<li><a href="/{name}">{name}</a></li>' for name in ("Mail", "Print", "Share", "Save", "A", "B"))
    text = "Lock five closed, ferry waits"
    page = PAGE.format("en", "Lock five", "Lock five", f"<ul>{shared}</ul><article><p>{text}</p></article>")
    assert parse(page, url="https://news.example/2026/03/lock-five-closed").body.startswith("Lock five")
