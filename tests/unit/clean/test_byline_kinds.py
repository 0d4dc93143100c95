"""Labels that say what a text is before its author's name, what stands beside a name, and cards below a short text."""

from __future__ import annotations

from datetime import date

import pytest
from mediawatch.clean.people.byline import is_byline_of
from mediawatch.clean.people.names import is_name, split_names

from tests.unit.clean.test_page import PARAGRAPHS, page, parse

BY = "<p>{}</p><p>5 May 2025</p>"
LABELS = [
    ("en", "Words and photographs by {}", "Mira Holt"),
    ("en", "Recipe by {}", "Mira Holt"),
    ("en", "A column by {}", "Mira Holt"),
    ("de", "Interview: {}", "Mira Holt"),
    ("en", "Posted by {} at 10:12 AM", "Mira Holt"),
    ("de", "Fotos und Text: {}", "Anna Holt"),
    ("de", "Aufgezeichnet von {}", "Anna Holt"),
    ("fr", "Une chronique de {}", "Claire Vannier"),
    ("fr", "Photos et texte : {}", "Claire Vannier"),
    ("es", "Crónica de {}", "Marta Ríos"),
    ("it", "Recensione di {}", "Giulia Rossi"),
    ("pt", "Fotos e texto: {}", "Ana Holanda"),
    ("nl", "Tekst {}", "Jan Vermaes"),
    ("nl", "Een column van {}", "Jan Vermaes"),
    ("sv", "En krönika av {}", "Elin Ström"),
    ("da", "Anmeldelse af {}", "Mette Holm"),
    ("fi", "Kolumni: {}", "Liisa Virtanen"),
    ("pl", "Felieton: {}", "Anna Kowalska"),
    ("cs", "Rozhovor: {}", "Jana Nováková"),
    ("hu", "Szöveg és fotó: {}", "Kovács Péter"),
    ("ro", "O analiză de {}", "Ioana Munteanu"),
    ("ru", "Интервью: {}", "Мария Белова"),
    ("uk", "Текст і фото: {}", "Олена Шевчук"),
    ("el", "Συνέντευξη: {}", "Μαρία Δούκα"),
    ("tr", "Haber ve fotoğraf: {}", "Zeynep Aksoy"),
    ("ar", "حوار: {}", "سلمى حداد"),
    ("fa", "متن و عکس: {}", "مریم رضایی"),
    ("he", "ראיון: {}", "דנה לוי"),
    ("id", "Wawancara: {}", "Sari Dewi"),
    ("zh", "图/文：{}", "王敏"),
    ("ja", "撮影・文：{}", "山田花子"),
]


@pytest.mark.parametrize(("language", "line", "name"), LABELS)
def test_what_a_text_is_and_who_wrote_it(language: str, line: str, name: str) -> None:
    said = line.format(name)
    draft = parse(page(top=BY.format(said)).replace('lang="en-GB"', f'lang="{language}"'))
    assert draft.author == (name,)
    assert is_byline_of(said, draft.author)


@pytest.mark.parametrize("line", ["Review: The Last Ferry", "Recipe of Day", "Crónica de Madrid"])
def test_what_a_text_is_about_is_no_author(line: str) -> None:
    about = "<p>Mira Holt, who has kept the lock of Erle for ten years, says that the river is no clock.</p>"
    assert parse(page(top=f"<p>{line}</p>", lead=about)).author == ()


@pytest.mark.parametrize(
    "line",
    ["Portrait de Marie Curie", "Entrevista de Frida Kahlo", "Portret van Jan Toorop",
     "Wywiad od Ewy Holm", "Un entretien d’Ada Holm"],
)  # fmt: skip
def test_whom_a_portrait_tells_of_is_no_author(line: str) -> None:
    language = {"Entrevista": "es", "Portret": "nl", "Wywiad": "pl"}.get(line.split()[0], "fr")
    assert parse(page(top=f"<p>{line}</p>").replace("en-GB", language)).author == ()


@pytest.mark.parametrize("line", ["Portrait par Ada Holm", "Interview : Ada Holm", "Portret door Ada Holm"])
def test_who_made_a_portrait_is(line: str) -> None:
    assert parse(page(top=f"<p>{line}</p>").replace("en-GB", "fr")).author == ("Ada Holm",)


def test_a_label_is_no_name() -> None:
    assert not any(map(is_name, ("Recipe by", "Recette par", "Rezept von", "Recept door", "Opskrift af")))
    assert all(map(is_name, ("Ho Thi Di", "Ada von Holm", "Leire Par")))
    assert split_names(["Recipe by", "Mira Holt"]) == ("Mira Holt",)
    assert parse(page(head='<meta name="author" content="WordPress">')).author == ()


@pytest.mark.parametrize(
    ("top", "authors"),
    [
        ("<p>MIRA HOLT<br>Nurse on the islands</p><p>5 May 2025</p>", ("MIRA HOLT",)),
        ("<p>5 May 2025 | Mira Holt | Transport</p>", ("Mira Holt",)),
        ("<p>Mira Holt (text) and Tom Erle (photos)</p><p>5 May 2025</p>", ("Mira Holt",)),
        ("<p>Mira Holt - Valley News</p><p>5 May 2025</p>", ("Mira Holt",)),
        ("<div><span>Tekst Mira Holt</span> <span>Fotografie Tom Erle</span></div><p>5 May 2025</p>", ("Mira Holt",)),
    ],
)
def test_what_stands_beside_a_name(top: str, authors: tuple[str, ...]) -> None:
    assert parse(page(top=top)).author == authors


@pytest.mark.parametrize("line", ["Offer ends 5 May 2025", "Läuft bis 5.5.2025"])
def test_the_day_on_which_something_ends(line: str) -> None:
    assert parse(page(top=f"<p>{line}</p>"), url=None).date_published is None


def test_comments_by_another_name() -> None:
    comment = "<li><b>Pepe</b><i>05/05/2025</i><p>Menos mal que vuelve el barco, ya era hora de todo.</p></li>"
    text = page(bottom=f'<section id="comentarios"><ol>{comment}</ol></section>').replace("en-GB", "es")
    assert parse(text, url=None).date_published is None


def test_a_label_glued_to_the_headline() -> None:
    assert parse(page(h1="<span class=tag>LIVE</span>River rises over night")).headline == "River rises over night"


@pytest.mark.parametrize("line", ["5.5.25, 09:12 Uhr", "5. 5. 25 o 9:12"])
def test_a_short_year_before_a_time_of_day(line: str) -> None:
    found = parse(page(top=f"<p>{line}</p>").replace("en-GB", "de"), url=None).date_published
    assert found is not None
    assert found.date() == date(2025, 5, 5)


CARD = (
    '<div class="c"><a href="/{n}"><h3>The winter boats on day {n}</h3></a><p>What the boats did on day {n}…</p></div>'
)
GRID = "".join(CARD.format(n=n) for n in range(6))
TEXT = "A tree fell across Mill Lane on Tuesday evening and closed it. Nobody was hurt, the council of Erle said."
SHORT = f"<h1>Road closed</h1><p>5 May 2025</p><p>{TEXT}</p>"


@pytest.mark.parametrize(
    "layout",
    [
        f'<main>{SHORT}</main><section class="latest"><h2>More</h2>{GRID}</section>',
        f'<div class="x">{SHORT}</div><div class="col">{GRID}</div>',
        f'<main><article>{SHORT}</article><div class="grid">{GRID}</div></main>',
    ],
)
def test_cards_below_a_short_text_are_none_of_it(layout: str) -> None:
    text = f"<html lang=en><head><title>Road closed</title></head><body>{layout}</body></html>"
    assert parse(text, url="https://valley.example/news/8812").body == TEXT


def test_parts_of_an_article_are_no_cards() -> None:
    parts = "".join(
        f'<div class="c"><h3><a href="/{n}">Lock {n}</a></h3><p>{PARAGRAPHS[n % 5]}</p><p>{PARAGRAPHS[(n + 1) % 5]}</p>'
        f"<p>{PARAGRAPHS[(n + 2) % 5]}</p></div>"
        for n in range(4)
    )
    text = f"<html lang=en><body><div>{SHORT}</div><div class=grid>{parts}</div></body></html>"
    assert PARAGRAPHS[3] in parse(text, url="https://valley.example/news/locks-of-the-valley").body
