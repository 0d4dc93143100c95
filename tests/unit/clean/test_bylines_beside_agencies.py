"""Names beside an agency, a reading time, an address or who took pictures, and companies called as persons are."""

from __future__ import annotations

import pytest
from mediawatch.clean.people.unlabelled_bylines import _MAIL_BEHIND

from tests.unit.clean.test_page import parse
from tests.unit.clean.texts_by_language import TEXTS


def page(language: str, top: str, head: str = "", tail: str = "") -> str:
    text = TEXTS.get(language, TEXTS["en"])
    headline = "The bridge at Ostra opens"
    return (
        f'<html lang="{language}"><head><title>{headline}</title>{head}</head><body><article><h1>{headline}</h1>'
        f"{top}<div>{f'<p>{text}</p>' * 4}</div>{tail}</article></body></html>"
    )


@pytest.mark.parametrize(
    ("language", "top", "names"),
    [
        ("fr", "<p>Loïc Hélou (avec AFP)</p><p>3 juin 2026</p>", ("Loïc Hélou",)),
        ("fr", "<p>Reportage Loïc Hélou, photos Anaïs Dru</p>", ("Loïc Hélou",)),
        ("tr", "<p>Deniz KAYA/İZMİR, (DHA)</p><p>03.06.2026</p>", ("Deniz KAYA",)),
        ("nl", "<p>Sanne Mol en Femke ter Braak</p><p>Leestijd 4 minuten</p>", ("Sanne Mol", "Femke ter Braak")),
        ("de", "<p>Wiebke Thoms und Karl von Felde</p><p>Lesezeit: 4 Min.</p>", ("Wiebke Thoms", "Karl von Felde")),
        ("en", "<div>Hattie Pell | hattie@paper.example</div><p>3 June 2026</p>", ("Hattie Pell",)),
        ("ja", "<p>2026年6月3日</p><p>佐藤花子、山田太郎</p>", ("佐藤花子", "山田太郎")),
        ("is", "<p>Hildur Björk Jónsdóttir skrifar</p>", ("Hildur Björk Jónsdóttir",)),
        ("cy", "<p>Gan Rhys ap Gwilym</p><p>12 Mai 2026</p>", ("Rhys ap Gwilym",)),
        ("fil", "<p>Ni Jose dela Paz</p><p>12 Mayo 2026</p>", ("Jose dela Paz",)),
        ("el", "<p>Του απεσταλμένου μας Γιώργου Παπαδόπουλου</p>", ("Γιώργος Παπαδόπουλος",)),
        ("pt", "<p>Reportagem de Vasco Leal e fotografia de Inês Rato</p>", ("Vasco Leal",)),
    ],
)
def test_a_name_beside_something_else(language: str, top: str, names: tuple[str, ...]) -> None:
    assert parse(page(language, top)).author == names


def test_who_signs_for_an_agency() -> None:
    assert parse(page("vi", "", tail="<p>Phạm Hồng Hà (theo Reuters)</p>")).author == ("Phạm Hồng Hà",)


def stated(author: str) -> str:
    return (
        '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle", '
        f'"headline": "The bridge at Ostra opens", "author": {author}}}</script>'
    )


def test_a_last_name_in_capitals_comes_first() -> None:
    head = stated('[{"@type": "Person", "name": "HOLM, Ada"}]')
    assert parse(page("en", "", head)).author == ("Ada HOLM",)


@pytest.mark.parametrize(
    "author",
    [
        '{"@type": "Organization", "name": "Holm & Daughters"}',
        '{"@type": "Person", "name": "Estadão Conteúdo"}',
        '{"@type": "Person", "name": "Stadt Ostra"}',
        '{"@type": "Person", "name": "Comune di Ostra"}',
        '{"@type": "Person", "name": "Ostra Kommune"}',
        '{"@type": "Person", "name": "Ostra Insurance"}',
        '{"@type": "Person", "name": "Wydawnictwo Ostra"}',
    ],
)
def test_a_company_is_no_person(author: str) -> None:
    article = parse(page("en", "", stated(author)))
    assert len(article.author) <= 1
    assert not article.author or str(article.author_source).endswith("organisation")


@pytest.mark.parametrize(
    ("language", "label", "day"),
    [
        ("de", "Thema des Tages", "3. Juni 2026"),
        ("de", "Debatte zur Wahl", "3. Juni 2026"),
        ("es", "Sociedad y Mercados", "3 de junio de 2026"),
        ("pt", "Ciência e Saúde", "3 de junho de 2026"),
        ("it", "Notizie dal Mondo", "3 giugno 2026"),
        ("fr", "Photo du Jour", "3 juin 2026"),
    ],
)
def test_a_section_with_a_small_word_is_no_person(language: str, label: str, day: str) -> None:
    assert not parse(page(language, f"<p>{label}</p><p>{day}</p>")).author


def test_a_line_of_addresses_is_looked_through_once() -> None:
    """Six thousand characters took seven seconds, and so many as here would never end."""
    line = ",a@b.c" * 20_000
    assert _MAIL_BEHIND.search(f"{line} x") is None
    found = _MAIL_BEHIND.search("Ada Holm | ada.holm@paper.example")
    assert found is not None
    assert found.start() == len("Ada Holm")
