"""What content systems and their themes write around an article, in the languages that they come in."""

from __future__ import annotations

import pytest
from mediawatch.clean.dates.date_lines import is_bare_date
from mediawatch.clean.page.body import _keep_article_lines
from mediawatch.clean.page.notices.boilerplate import is_boilerplate
from mediawatch.words import phrases

from tests.unit.clean.test_page import PARAGRAPHS, json_ld, parse

BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
DEK = "Three villages wait for the water to fall before the weekend begins."


def read(top: str, *, language: str = "en", head: str = "", body: str = BODY, before: str = ""):  # type: ignore[no-untyped-def]
    start = f'<html lang="{language}"><head><title>River rises over night</title>{head}</head><body><main>{before}'
    return parse(
        f"{start}<h1>River rises over night</h1>{top}<div class=text>{body}</div></main></body></html>", url=None
    )


@pytest.mark.parametrize(
    ("language", "line", "author"),
    [
        ("it", "Inviato da Mira Holt il 5 maggio 2025 - 10:12", "Mira Holt"),
        ("fi", "Lähettänyt Mira Holt 5. toukokuuta 2025 - 10:12", "Mira Holt"),
        ("pl", "Wysłane przez Mira Holt w dniu 5 maja 2025 - 10:12", "Mira Holt"),
        ("cs", "Vložila Mira Holt, 5. května 2025 - 10:12", "Mira Holt"),
        ("hu", "Beküldte Holt Mira - 2025. május 5. - 10:12", "Holt Mira"),
        ("hr", "Poslala Mira Holt, 5. svibnja 2025. - 10:12", "Mira Holt"),
        ("uk", "Надіслала Міра Голт 5 травня 2025 р. - 10:12", "Міра Голт"),
        ("el", "Γράφτηκε από τον/την Δανάη Λιανού", "Δανάη Λιανού"),
        ("ar", "نُشر في 5 مايو 2025 بواسطة ليلى الحموي", "ليلى الحموي"),
        ("fa", "منتشر شده در 5 مهٔ 2025 توسط نیلوفر صادقی", "نیلوفر صادقی"),
        ("he", "הוגש על ידי נועה ברקאי בתאריך 5 במאי 2025", "נועה ברקאי"),
        ("ja", "投稿日: 2025年5月5日 投稿者: 杉浦真理子", "杉浦真理子"),
        ("ko", "작성일 2025년 5월 5일 작성자: 한지우", "한지우"),
        ("th", "เขียนโดย พิมพ์ชนก ศรีสุข 5 พฤษภาคม 2568", "พิมพ์ชนก ศรีสุข"),
        ("vi", "Viết bởi Hoàng Thảo Vy", "Hoàng Thảo Vy"),
        ("es", "Redactado por Mira Holt", "Mira Holt"),
    ],
)
def test_strings_of_content_systems_name_the_author(language: str, line: str, author: str) -> None:
    draft = read(f"<div>{line}</div>", language=language)
    assert draft.author == (author,)
    assert draft.body.split("\n") == PARAGRAPHS


@pytest.mark.parametrize(
    ("language", "name", "day"),
    [
        ("de", "Mira Holt", "5. Mai 2025 · 2 Minuten Lesezeit"),
        ("fr", "Mira Holt", "5 mai 2025 · Temps de lecture : 2 min"),
        ("pl", "Mira Holt", "5 maja 2025 | Czas czytania: 2 min"),
        ("ru", "Мира Холт", "5 мая 2025 г. · 2 минуты чтения"),
        ("tr", "Mira Holt", "5 Mayıs 2025 – 2 dk okuma"),
        ("ar", "ليلى الحموي", "5 مايو 2025 · 2 دقيقة للقراءة"),
        ("hi", "कविता राठौड़", "5 मई 2025 · 2 मिनट पढ़ें"),
        ("ja", "杉浦真理子", "2025年5月5日 · 読了時間 2分"),
        ("en", "Mira Holt", "May 5, 2025 · 2 min · 132 words"),
        ("en", "Mira Holt", "May 5, 2025 | 212 views | 3 comments"),
    ],
)
def test_a_name_above_a_day_with_what_the_page_counts(language: str, name: str, day: str) -> None:
    draft = read(f"<p>{name}</p><p>{day}</p>", language=language)
    assert (draft.author, str(draft.date_published)[:10]) == ((name,), "2025-05-05")
    assert draft.body.split("\n") == PARAGRAPHS


def test_a_count_amid_a_line_parts_the_day_from_the_author() -> None:
    draft = read("<div>05.05.2025, 10:12 Переглядів: 212 Міра Голт</div>", language="uk")
    assert (draft.author, str(draft.date_published)[:10]) == (("Міра Голт",), "2025-05-05")


def test_what_is_counted_is_no_text_in_any_language() -> None:
    counted = [f"{said}: 212" for said in phrases("counted")] + [f"1.212 {said}" for said in phrases("counted")]
    assert [line for line in counted if not is_boilerplate(line)] == []
    assert not any(map(is_boilerplate, ("3 minutes later", "212 people read it", "Views on 3 May differed.")))


@pytest.mark.parametrize(
    "line",
    [
        "Ακολουθήστε την Κοιλάδα στο Google News και μάθετε πρώτοι όλες τις ειδήσεις",
        "Подписывайтесь на наш Телеграм-канал",
        "Siga o Vale no WhatsApp",
        "हमें फॉलो करें: व्हाट्सएप",
        "ताज़ा खबरों के लिए टेलीग्राम पर जुड़ें",
        "关注我们的微信公众号",
        "Главная » 2025 » Май » 5 » Река поднялась за ночь",
        "Посетители, находящиеся в группе Гости, не могут оставлять комментарии к данной публикации.",
        "Copyright ⓒ 골짜기일보. 무단 전재 및 재배포 금지.",
        "《 山谷日报 》（ 2025年05月05日 07 版）",
    ],
)
def test_what_sites_set_around_a_text_is_none_of_it(line: str) -> None:
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "standfirst",
    [
        f'<div class="newspack-post-subtitle">{DEK}</div><p>By Mira Holt</p>',
        f'<h2 class="content-head__subtitle">{DEK}</h2><p>By Mira Holt</p>',
        f'<div data-gu-name="standfirst"><div><p>{DEK}</p></div></div><p>By Mira Holt</p><figure><img><figcaption>The river.</figcaption></figure>',  # noqa: E501
        f'<div itemprop="description">{DEK}</div>',
        f'<div class="ContentHeaderDek">{DEK}</div>',
    ],
)
def test_an_element_that_says_so_holds_the_standfirst(standfirst: str) -> None:
    assert read(standfirst).body.split("\n") == [DEK, *PARAGRAPHS]


def test_a_paragraph_below_the_heading_in_its_header_is_a_standfirst() -> None:
    before = f"<article><header><h1>River rises over night</h1><p>{DEK}</p></header><div>Mira Holt</div>"
    page = f"<html><head><title>River rises over night</title></head><body>{before}<section>{BODY}</section></article></body></html>"  # noqa: E501
    assert parse(page, url=None).body.split("\n")[-6:] == [DEK, *PARAGRAPHS]


@pytest.mark.parametrize(
    ("top", "authors"),
    [
        (f"<p>{DEK}</p><ul><li>Mira Holt</li><li>5 May 2025</li></ul>", ("Mira Holt",)),
        (
            "<p>Written by Mira Holt, RN | Medically reviewed by Dr. Tom Erle | Last reviewed: May 5, 2025</p>",
            ("Mira Holt",),
        ),
        (
            '<p><a href="/author/1/m">Mira Holt</a> and <span>Reviewed by <a href="/author/2/t">Tom Erle</a></span></p>',  # noqa: E501
            ("Mira Holt",),
        ),
        ('<div class="authors"><b>Mira Holt</b><span>Senior Director, Product Marketing</span></div>', ("Mira Holt",)),
        ("<h3>Text</h3><p>Mira Holt</p><p>mira@valley.example</p><p>Tom Erle</p>", ("Mira Holt", "Tom Erle")),
    ],
)
def test_who_wrote_among_those_who_did_not(top: str, authors: tuple[str, ...]) -> None:
    assert read(top).author == authors


def test_the_day_above_a_heading_that_links_to_its_own_page() -> None:
    page = (
        '<html lang="ja"><head><title>川の水位が夜のうちに上昇 | 谷の日々</title></head><body>'
        '<h1><a href="/">谷の日々</a></h1><article>'
        '<div><time datetime="2025-05-05">2025年05月05日</time></div><h2><a href="/e">川の水位が夜のうちに上昇</a></h2>'
        f"<div>{BODY}</div></article></body></html>"
    )
    assert str(parse(page, url=None).date_published)[:10] == "2025-05-05"


@pytest.mark.parametrize(
    ("top", "bottom"),
    [
        ("<p>5 May 2025, by</p>", ""),
        ("<p>Written by</p>", ""),
        ("", "<p>Mira Holt</p>"),
        ("", "<p>Last updated: 6 May 2025</p>"),
    ],
)
def test_a_label_without_a_name_and_a_name_behind_the_text_go(top: str, bottom: str) -> None:
    head = json_ld(headline="River rises over night", author="Mira Holt")
    assert read("", head=head, body=f"{top}{BODY}{bottom}").body.split("\n") == PARAGRAPHS


def test_an_empty_line_behind_a_text_is_no_fault() -> None:
    assert _keep_article_lines("\n".join((*PARAGRAPHS, "")), [], (), "en").split("\n") == [*PARAGRAPHS, ""]


def test_a_biography_at_the_headline_is_no_standfirst() -> None:
    about = '<div class="author__description">Mira Holt has written about rivers for longer than she can say.</div>'
    assert read(about).body.split("\n") == PARAGRAPHS


def test_what_json_ld_calls_an_organisation_is_no_person() -> None:
    head = json_ld(headline="River rises over night", author={"@type": "Organization", "name": "Harbour Software"})
    assert read("<p>Mira Holt</p><p>May 5, 2025</p>", head=head).author == ("Mira Holt",)
    assert read("", head=head).author == ("Harbour Software",)


@pytest.mark.parametrize(("line", "language"), [("24/mar/26 - 10:12", "es"), ("24-Mar-26", "en"), ("5/мая/25", "ru")])
def test_a_month_by_name_between_slashes_and_a_short_year(line: str, language: str) -> None:
    assert is_bare_date(line, language)
