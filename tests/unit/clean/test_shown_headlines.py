"""Headlines beside kickers and calls to sign up; pages that are cut short, empty or a front page without an address."""

from __future__ import annotations

import pytest
from mediawatch.errors import Quarantine

from tests.unit.clean.test_page import PARAGRAPHS, json_ld, page, parse

TITLE = "River rises over night"
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def shown(h1: str, title: str, head: str = "") -> str | None:
    top = f'<html lang="en"><head><title>{title}</title>{head}</head><body><h1>{h1}</h1>'
    return parse(f"{top}<article>{BODY}</article></body></html>").headline


def og(title: str) -> str:
    return f'<meta property="og:title" content="{title}">'


@pytest.mark.parametrize("h1", ["Sign up for our newsletter", "Newsletter abonnieren", "ニュースレター登録"])
@pytest.mark.parametrize("title", [f"{TITLE} - A Paper", f"{TITLE} | A Paper", f"A Paper – {TITLE}", TITLE])
def test_what_og_title_and_title_say_goes_before_another_h1(h1: str, title: str) -> None:
    assert shown(h1, title, og(TITLE)) == TITLE


def test_a_h1_stays_where_they_only_name_the_site() -> None:
    assert shown("Flood at the mill", "Weather, tides and towns - The Letter", og("The Letter")) == "Flood at the mill"
    assert shown("Flood at the mill", "Weather today - A Paper", og("Water in town")) == "Flood at the mill"


@pytest.mark.parametrize(
    ("h1", "headline"),
    [
        ('<span class="kicker">Floods</span> <span>River rises over night</span>', TITLE),
        ('<span class="article__eyebrow">Floods</span>: River rises over night', TITLE),
        ('<span class="x"><em class="dachzeile">Floods</em> River rises over night</span>', TITLE),
        ('<span class="head">River rises</span> <span class="kicker">over night</span>', TITLE),
        ('<span class="kicker">River rises over night</span>', TITLE),
        ("<span>Floods</span> River rises over night", f"Floods {TITLE}"),
        ('River rises over night<span class="subtitle">Three villages cleared</span>', TITLE),
        ('River rises over night <small class="headline__dek">Three villages cleared</small>', TITLE),
        ('River rises over night <a class="anchor" href="#r">#</a>', TITLE),
    ],
)
def test_a_marked_kicker_is_no_part_of_the_headline(h1: str, headline: str) -> None:
    assert shown(h1, "Floods: River rises") == headline


def test_a_kicker_that_the_page_states_stays() -> None:
    h1 = '<span class="kicker">Floods:</span> River rises over night'
    assert shown(h1, "Floods", og("Floods: River rises over night")) == "Floods: River rises over night"
    assert shown(h1, "Floods", json_ld(headline="Floods: River rises over night")) == "Floods: River rises over night"


@pytest.mark.parametrize(
    "asked",
    ["Subscribe to continue reading.", "Jetzt Abo abschließen und weiterlesen.", "Abonnez-vous pour lire la suite."],
)
def test_a_text_that_ends_where_the_page_asks_to_pay_is_cut_short(asked: str) -> None:
    text = page().replace("</article>", f'<div class="paywall"><p>{asked}</p></div></article>')
    warnings = parse(text).warnings
    assert [line for line in warnings if line.startswith("cut-short")] == [
        f"cut-short: it ends where the page asks to pay: {asked!r}"
    ]
    assert not [line for line in parse(page()).warnings if line.startswith("cut-short")]


def teasers(count: int) -> str:
    return "".join(
        f'<div class="teaser"><h2><a href="/n/{number}">Story {number} about the river and its towns</a></h2>'
        f"<p>What the article {number} behind this link has to say of it in one sentence.</p></div>"
        for number in range(count)
    )


def test_a_front_page_without_an_address_is_no_article() -> None:
    front = (
        f'<html lang="en"><head><title>Valley News</title></head><body><h1>Valley News</h1>{teasers(25)}</body></html>'
    )
    with pytest.raises(Quarantine) as caught:
        parse(front, url=None)
    assert caught.value.reason == "not_an_article"
    assert "behind a link's headline" in caught.value.detail
    article = front.replace("</h1>", f"</h1>{BODY}")
    assert PARAGRAPHS[0] in parse(article, url=None).body


def test_navigation_alone_is_no_article() -> None:
    links = "".join(f'<a href="/{name}">{name}</a> ' for name in ("Start", "News", "Sport"))
    top = f'<html lang="de"><head><title>App</title></head><body><header><nav>{links}</nav></header><main>'
    foot = "</main><footer><p>© Valley</p></footer></body></html>"
    with pytest.raises(Quarantine) as caught:
        parse(f"{top}{foot}")
    assert caught.value.reason == "empty_text"
    with pytest.raises(Quarantine) as caught:
        parse(f"{top}<p>Bitte aktivieren Sie JavaScript, um diese Seite anzuzeigen.</p>{foot}")
    assert caught.value.reason == "not_an_article"
    assert parse(f"{top}<p>Die Brücke bei Nordhafen ist bis zum Herbst für Lastwagen gesperrt.</p>{foot}").body


def test_a_subtitle_without_a_space_before_it_is_told_by_og_title() -> None:
    assert shown("River rises over night<span>Three villages cleared</span>", "A Paper", og(TITLE)) == TITLE


def test_headings_of_side_columns_are_none_of_the_page() -> None:
    side = "<aside><h1>Most read here</h1></aside><nav><h1>Weather today</h1></nav>"
    text = f'<html lang="en"><head><title>A Paper</title></head><body><h1>{TITLE}</h1>{BODY}{side}</body></html>'
    assert parse(text).headline == TITLE


@pytest.mark.parametrize("title", [f"Valley News: {TITLE}", f"{TITLE} | Valley News", f"Valley News - {TITLE}"])
def test_a_sites_name_before_a_colon(title: str) -> None:
    site = '<meta property="og:site_name" content="Valley News">'
    text = f"<html><head><title>{title}</title>{site}</head><body><article>{BODY}</article></body></html>"
    assert parse(text).headline == TITLE


def test_a_headline_in_other_elements() -> None:
    top = '<html lang="en"><head><title>The Bay Letter » River rises over night</title></head><body>'
    assert parse(f"{top}<article><h2>{TITLE}</h2>{BODY}</article></body></html>").headline == TITLE
    marked = '<html lang="en"><head><title>The Bay Letter</title></head><body>'
    assert parse(f'{marked}<div itemprop="headline">{TITLE}</div>{BODY}</body></html>').headline == TITLE
