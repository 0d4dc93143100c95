"""Articles that look like lists because cards of others outweigh them, and pages that only ask for something."""

from __future__ import annotations

import pytest
from mediawatch.errors import Quarantine

from tests.unit.clean.test_page import parse

OWN = (
    "<p>A third of the hives in the valley did not survive the winter, the association says.</p>"
    "<p>The mild January woke the bees too early, and frost in March killed them in their hives.</p>"
)
BARE = "https://post.example/hives"


def _cards(number: int) -> str:
    return "".join(
        f'<div class=x1><h3><a href="/{n}">What the river did on day {n}</a></h3>'
        f"<p>On day {n} the water rose by another metre and took a bridge with it.</p></div>"
        for n in range(number)
    )


def _page(main: str, behind: str = "") -> str:
    page = f"<div class=page><h1>Bees of the valley</h1>{main}</div>"
    return f"<html><body><div class=wrap>{page}{behind}</div></body></html>"


@pytest.mark.parametrize(
    "label",
    ["Related", "More on this story", "Ähnliche Artikel", "İlgili haberler", "संबंधित ख़बरें", "相关报道", "مواضيع ذات صلة"],
)
@pytest.mark.parametrize("number", [4, 24])
def test_cards_under_a_label_are_no_part_of_a_short_text(label: str, number: int) -> None:
    draft = parse(_page(f"{OWN}<h2>{label}</h2>{_cards(number)}"), url=BARE)
    assert draft.body.endswith("in their hives.")


def test_few_cards_outside_of_the_text_are_no_part_of_it() -> None:
    assert parse(_page(OWN, f"<div>{_cards(3)}</div>"), url=BARE).body.endswith("in their hives.")


@pytest.mark.parametrize(
    "main", [f"<h2>Related</h2>{_cards(12)}", f"<p>All of the week.</p><h2>Latest</h2>{_cards(12)}"]
)
def test_cards_without_a_text_above_them_are_a_list(main: str) -> None:
    with pytest.raises(Quarantine, match="not_an_article"):
        parse(_page(main), url=BARE)


def test_a_sentence_with_many_links_heads_no_teaser() -> None:
    linked = "".join(
        f'<p><a href="/w/{n}">The great river</a> of the <a href="/v/{n}">northern valley</a> <a href="/u/{n}">rises '
        f"in spring</a> and falls in year {n}.</p>"
        for n in range(8)
    )
    assert parse(_page(linked), url="https://wiki.example/wiki/river").body


def test_numbered_parts_about_other_sites_are_an_article() -> None:
    parts = "".join(
        f'<h2>{n}. <a href="https://site{n}.example/">What the river did there</a></h2>'
        f"<p>On day {n} the water rose by another metre and took a bridge with it. The keeper of the lock there saw it "
        "go, and says that he had asked for a new one for years, and that nobody had ever given him an answer.</p>"
        for n in range(1, 9)
    )
    assert parse(_page(parts), url=BARE).body


def test_a_number_in_the_query_names_an_article() -> None:
    shown = "".join(f'<p>Ruling {n}: <a href="/{n}">the weir</a></p>' for n in range(9))
    assert parse(_page(f"{OWN}{shown}"), url="https://town.example/index.php?id=44").body


@pytest.mark.parametrize("headline", ["Log in", "Anmelden", "Iniciar sesión", "Вход", "ログイン", "로그인 | The Post"])
def test_a_form_for_a_password_is_no_article(headline: str) -> None:
    text = f"<html><body><h1>{headline}</h1><p>Enter what you know, and what nobody else knows.</p></body></html>"
    with pytest.raises(Quarantine, match="not_an_article"):
        parse(text, url="https://post.example/2026/05/the-lock-of-the-valley")


def test_a_report_about_a_login_is_one() -> None:
    text = "<p>Thousands could not log in on Monday, since a server of the town had burnt down at night.</p>"
    assert parse(f"<html><body><h1>Login fails for thousands</h1>{text}</body></html>").body


@pytest.mark.parametrize(
    "wall",
    [
        "<p>My i nasi 214 partnerzy przechowujemy na urządzeniu pliki cookie: spersonalizowane reklamy.</p>",
        "<p>Vi och våra 214 partner lagrar på din enhet kakor för att visa anpassad reklam.</p>",
        "<p>Biz ve 214 iş ortağımız kişiselleştirilmiş reklam göstermek için cihazınızda çerez saklıyoruz.</p>",
    ],
)
def test_consent_in_languages_with_few_phrases(wall: str) -> None:
    with pytest.raises(Quarantine, match="not_an_article"):
        parse(
            f"<html><body><h1>The Post</h1>{wall}</body></html>",
            url="https://post.example/2026/05/the-lock-of-a-valley",
        )


def test_what_is_not_found_is_no_article_with_cards_below() -> None:
    text = "<p>Sorry.</p>" + "".join(
        f"<p>On day {n} the water rose by a metre and took a bridge.</p>" for n in range(20)
    )
    with pytest.raises(Quarantine, match="not_an_article"):
        parse(
            f"<html><body><h1>Page not found</h1>{text}</body></html>", url="https://post.example/2026/05/the-lock-was"
        )
