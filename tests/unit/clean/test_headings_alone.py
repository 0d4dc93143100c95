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
