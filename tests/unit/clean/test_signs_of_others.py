"""Who did not write a page though a mark or a line names them, whose name a page sets in parts, and days of today."""

from __future__ import annotations

from datetime import date

import pytest

from tests.unit.clean.test_page import PARAGRAPHS, json_ld, page, parse

MIRA, BOTH = ("Mira Holt",), ("Mira Holt", "Tom Erle")
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
TITLE = "River rises over night"


def of(language: str, top: str, bottom: str = "") -> tuple[str, ...]:
    return parse(page(top=top, bottom=bottom).replace('lang="en-GB"', f'lang="{language}"')).author


@pytest.mark.parametrize(
    ("language", "top", "authors"),
    [
        # what a person is, before the name or behind it
        ("tr", "<div><b>Kanal Müdürü</b> <i>Ayşe Demirel</i> <i>5 Mayıs 2025</i></div>", ("Ayşe Demirel",)),
        ("tr", "<div><span>Ayşe Demirel</span><span>Kanal Müdürü</span></div><p>5 Mayıs 2025</p>", ("Ayşe Demirel",)),
        ("tr", "<div><b>Haber Müdürü</b><br>Ayşe Demirel</div><p>5 Mayıs 2025</p>", ("Ayşe Demirel",)),
        ("en", "<p>By Senior Reporter Mira Holt</p>", MIRA),
        # the word for `by` is one beside a day too
        ("ro", "<p>Publicat de Ioana Munteanu pe 5 mai 2025</p>", ("Ioana Munteanu",)),
        ("ro", "<p>Postat de: Ioana Munteanu la 05.05.2025</p>", ("Ioana Munteanu",)),
        ("it", "<p>Pubblicato da Giulia Rossi il 5 maggio 2025</p>", ("Giulia Rossi",)),
        ("bg", "<p>от Мария Иванова на 05.05.2025</p>", ("Мария Иванова",)),
        ("id", "<p>Diposting pada 5 Mei 2025 oleh Budi Santoso</p>", ("Budi Santoso",)),
        ("el", "<p>Δημοσιεύτηκε από τη Μαρία Δούκα στις 5 Μαΐου 2025</p>", ("Μαρία Δούκα",)),
        ("en", "<p>Posted in Hydrology by Mira Holt on 5 May 2025</p>", MIRA),
        ("fr", "<p>Publié dans Météo par Claire Vannier le 05/05/2025</p>", ("Claire Vannier",)),
        ("pl", "<p>opr. Anna Kowalska</p><p>05.05.2025, 10:30</p>", ("Anna Kowalska",)),
        ("fi", "<p>Teksti ja kuvat: Liisa Virtanen</p>", ("Liisa Virtanen",)),
        ("en", "<p>Story and photos by Mira Holt</p>", MIRA),
        ("en", "<p><em>This is a guest post by Mira Holt, who keeps a mill.</em></p>", MIRA),
        # an address of mail below a name is its person's
        ("sv", "<div>Elin Ström</div><div>elin@dalen.example</div><div>Publicerad 5 maj 2025</div>", ("Elin Ström",)),
        # how a name is read, and the marks of institutes, in a script that parts no words
        ("ja", "<p>執筆：<ruby>山田<rp>(</rp><rt>やまだ</rt><rp>)</rp></ruby>花子</p>", ("山田花子",)),
        ("ja", "<p>文＝山田花子<sup>1</sup>、佐藤健<sup>2</sup></p>", ("山田花子", "佐藤健")),
        # a day of the week of two words, and a desk whose last word is a role
        ("vi", "<div>Thứ Ba, 06/05/2025 - 10:30</div>", ()),
        ("bn", "<div>নিজস্ব প্রতিবেদক</div><div>প্রকাশ: ৫ মে ২০২৫, ১০:৩০</div>", ("নিজস্ব প্রতিবেদক",)),
        ("en", "<p>By the Valley Labs Editorial Team</p>", ("the Valley Labs Editorial Team",)),
        ("en", "<p>Mira Holt, MD, DNP; Tom Erle, RN, CCRN (Adult) &amp; Ana Mora, PhD</p>", (*BOTH, "Ana Mora")),
        # a forum's own mark of the first contribution
        ("en", '<li component="post" data-username="mossy"><p>A mill is a clock.</p></li>', ("mossy",)),
    ],
)  # fmt: skip
def test_lines_that_name_the_author(language: str, top: str, authors: tuple[str, ...]) -> None:
    assert of(language, top) == authors


@pytest.mark.parametrize(
    "bottom",
    [
        '<section class="testimonials"><p>The best map ever.</p><p class="author-name">Mira Holt</p></section>',
        "<blockquote><p>A mill is a clock.</p><p>— Mira Holt, keeper</p></blockquote>",
        '<div class="more">'
        '<div><a href="/2"><h3>What the keeper of the mill knows</h3></a><span class="author">Mira Holt</span></div>'
        '<div><a href="/3"><h3>How to read a map of the mud</h3></a><span class="author">Tom Erle</span></div></div>',
    ],
)
def test_others_whom_a_page_names(bottom: str) -> None:
    assert of("en", "", bottom) == ()


def test_the_one_author_of_all_cards_is_the_sites() -> None:
    card = '<div><a href="/{n}"><h3>What the keeper knows of {n}</h3></a><b class="author">Mira Holt</b></div>'
    assert of("en", "", "".join(card.format(n=n) for n in range(3))) == MIRA


def headline(h1: str, title: str, head: str = "") -> str | None:
    top = f'<html lang="en"><head><title>{title}</title>{head}</head><body>{h1}'
    return parse(f"{top}<article>{BODY}</article></body></html>").headline


@pytest.mark.parametrize(
    ("h1", "title", "og", "told"),
    [
        ("<h1><span>River</span><br><span>rises over</span><br><span>night</span></h1>", f"{TITLE} · Paper", "", TITLE),
        ('<h1>Reading tables<a href="#reading">¶</a></h1>', "Reading tables — Harrow 4.2 guide", "", "Reading tables"),
        ("<h1><small>Flood</small> river rises over night</h1>", "x", "Flood: river rises over night",
         "Flood: river rises over night"),
        ("<h1>mill</h1>", "mill: meaning and examples | Dico", "Definition of mill", "mill"),
        ("<h1>The best river trails for a long walk</h1><h1>Sign up today</h1><h1>Also in this guide</h1>",
         "Our river trails for a walk | Paper", "Our river trails for a walk", "The best river trails for a long walk"),
    ],
)  # fmt: skip
def test_headings_in_parts_and_beside_others(h1: str, title: str, og: str, told: str) -> None:
    assert headline(h1, title, f'<meta property="og:title" content="{og}">' if og else "") == told


@pytest.mark.parametrize(
    ("language", "before", "top", "bottom", "day"),
    [
        ("en", "<div>Tuesday, May 6, 2025</div>", "", "", None),
        ("de", "<div><span>Dienstag, 6. Mai 2025</span><span>12°C</span></div>", "", "", None),
        ("fr", "<div>mardi 6 mai 2025</div>", "<p>Publié le 2 mai 2025</p>", "", date(2025, 5, 2)),
        ("en", "<div>May 5, 2025</div>", "", "", date(2025, 5, 5)),
        ("en", "<div>Published Monday, May 5, 2025</div>", "", "", date(2025, 5, 5)),
        ("en", "", "", "<p>Prices as of May 5, 2025.</p>", None),
        ("de", "", "", "<p>Preise vom 05.05.2025</p>", None),
        ("es", "", "", "<p>Precios consultados el 5 de mayo de 2025.</p>", None),
    ],
)
def test_days_of_today_and_of_prices(language: str, before: str, top: str, bottom: str, day: date | None) -> None:
    short = f"<p>{PARAGRAPHS[0]}</p>"
    text = (
        f'<html lang="{language}"><head><title>{TITLE}</title></head><body>{before}<main><h1>{TITLE}</h1>{top}{short}'
        f"{bottom}</main></body></html>"
    )
    found = parse(text, "https://www.valley-news.example/river-rises-over-night").date_published
    assert (found and found.date()) == day


def test_json_ld_goes_before_cards() -> None:
    card = '<div><a href="/2"><h3>What the keeper of the mill knows</h3></a><span class="author">Tom Erle</span></div>'
    head = json_ld(**{"@type": "Article", "headline": TITLE, "author": "Mira Holt"})
    assert parse(page(head=head, bottom=card)).author == MIRA
