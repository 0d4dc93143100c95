"""Headlines in no heading, or in one that says more or other things: parts of the title among the lines of the page."""

from __future__ import annotations

import pytest

from tests.unit.clean.test_page import PARAGRAPHS, parse

TITLE = "River rises over night"
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def shown(body: str, title: str, head: str = "") -> str | None:
    top = f'<html lang="en"><head><title>{title}</title>{head}</head><body>'
    return parse(f"{top}{body}<div>{BODY}</div></body></html>").headline


@pytest.mark.parametrize(
    "title",
    [
        f"{TITLE} - The Valley Letter",
        f"{TITLE} — Ada Holm | Pictures of rivers",
        f"The Valley Letter: {TITLE}",
        f"{TITLE} / News / Town of Valley",
        f"{TITLE} :: The Letter",
        f"{TITLE} > News > The Letter",
        f"News: {TITLE} | Town of Valley",
        f"The Letter - {TITLE} - 5 May 2025",
        f"www.valley.example: Start / News / {TITLE}",
        f"{TITLE} : 06.11.2023, 11.41 Uhr",
    ],
)
@pytest.mark.parametrize(
    "heading", ['<div class="x7">{}</div>', "<p><b>{}</b></p>", "<table><tr><td><font>{}</font></td></tr></table>"]
)
def test_the_line_that_begins_or_ends_the_title_is_the_headline(title: str, heading: str) -> None:
    assert shown(f"<p>The Valley Letter</p><p>Start</p>{heading.format(TITLE)}<p>5 May 2025</p>", title) == TITLE


def test_a_line_before_a_break_is_told_by_the_title_too() -> None:
    assert shown(f"<div><b>{TITLE}</b><br>by Mira Holt, 5 May 2025</div>", f"{TITLE} - The Letter") == TITLE
    assert shown(f'<p><a href="/1">{TITLE}</a> <span>(self)</span></p>', f"{TITLE} : valley") == TITLE


def test_og_title_with_a_sites_name_that_nothing_states_is_cut_too() -> None:
    og = f'<meta property="og:title" content="{TITLE} | The Valley Company">'
    assert shown(f"<div>{TITLE}</div>", f"{TITLE} | The Valley Company", og) == TITLE


def test_a_kicker_on_a_line_of_its_own_stays_with_the_headline() -> None:
    assert shown(f"<div>Floods</div><div>{TITLE}</div>", f"Floods: {TITLE}") == f"Floods: {TITLE}"


@pytest.mark.parametrize(
    ("h1", "title"),
    [
        ("Impressum", "Impressum - Agentur Nordhafen"),
        ("河水一夜上涨", "河水一夜上涨_晚报网"),
        ("河水一夜上涨", "河水一夜上涨|河流|水文_晚报新闻"),
        ("川の水位が上昇", "川の水位が上昇（港新聞） - ニュース"),
        ("河水一夜上涨", "河水一夜上涨-马林晚报"),
        ("น้ำในแม่น้ำสูงขึ้น", "น้ำในแม่น้ำสูงขึ้น - หนังสือพิมพ์"),
    ],
)
def test_a_h1_of_one_word_is_told_by_the_title(h1: str, title: str) -> None:
    assert shown(f"<h1>{h1}</h1>", title) == h1


@pytest.mark.parametrize(
    ("h1", "title"),
    [
        (f"{TITLE}<br><small>By Mira Holt</small>", f"{TITLE} - The Valley Letter"),
        (f"<span>{TITLE}</span> <span>Three villages are cleared</span>", f"{TITLE} | The Letter"),
    ],
)
def test_what_a_h1_says_behind_the_title_is_no_part_of_the_headline(h1: str, title: str) -> None:
    assert shown(f"<h1>{h1}</h1>", title) == TITLE


@pytest.mark.parametrize("name", ["citation_title", "DC.Title", "bepress_citation_title"])
def test_catalogues_state_titles(name: str) -> None:
    head = f'<meta name="{name}" content="{TITLE}">'
    h1 = f'<h1><span class="descriptor">Title:</span>{TITLE}</h1>'
    assert shown(h1, f"[2603.01234] {TITLE}", head) == TITLE


def test_what_is_marked_as_a_headline_elsewhere_is_none() -> None:
    head = f'<meta property="og:title" content="{TITLE}">'
    other = '<h2 class="post-title">Discover now</h2>'
    assert shown(f"<div>{TITLE}</div>{other}", f"{TITLE} - A Paper", head) == TITLE
