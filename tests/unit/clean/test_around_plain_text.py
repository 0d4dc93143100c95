"""What stands around a plain text besides headline, byline and day: its source, its section, its address, its end."""

from __future__ import annotations

from datetime import date

import pytest
from mediawatch.clean.draft import Draft
from mediawatch.clean.formats.plain_text import parse_plain

from tests.unit.clean.texts_by_language import TEXTS

DAY = date(2026, 3, 24)


def _read(language: str, *, head: str = "{}\n", end: str = "") -> Draft:
    """What is read of a text in `language`, whose headline stands in `head`."""
    text = TEXTS[language]
    headline = text[:12] if language in ("zh", "ja") else " ".join(text.split()[:4])
    draft = parse_plain(f"{head.format(headline)}\n{text}\n\n{text}\n{end}")
    assert (draft.headline, draft.body) == (headline, f"{text}\n\n{text}")
    return draft


SOURCES = [
    ("zh", "来源：新华社 2026-03-24 10:30", "新华社"),
    ("zh", "2026-03-24 10:30 来源：新华社", "新华社"),
    ("de", "Quelle: dpa, 24.03.2026", "dpa"),
    ("en", "Source: Harrow Post, 24 March 2026", "Harrow Post"),
    ("fr", "Source : Harrow Post, le 24 mars 2026", "Harrow Post"),
    ("es", "Fuente: Harrow Post - 24/03/2026", "Harrow Post"),
    ("it", "Fonte: Harrow Post - 24 marzo 2026", "Harrow Post"),
    ("pt", "Fonte: Harrow Post, 24/03/2026", "Harrow Post"),
    ("ru", "Источник: Harrow Post, 24.03.2026", "Harrow Post"),
    ("uk", "Джерело: Harrow Post, 24 березня 2026", "Harrow Post"),
    ("pl", "Źródło: Harrow Post, 24.03.2026", "Harrow Post"),
    ("ko", "출처: 연합뉴스 2026-03-24", "연합뉴스"),
    ("ja", "出典：共同通信 2026年3月24日", "共同通信"),
    ("tr", "Kaynak: Harrow Post, 24 Mart 2026", "Harrow Post"),
    ("ar", "المصدر: رويترز، 24 مارس 2026", "رويترز"),
    ("nl", "Bron: Harrow Post, 24 maart 2026", "Harrow Post"),
]


@pytest.mark.parametrize(("language", "line", "publisher"), SOURCES)
def test_source_and_day_in_one_line(language: str, line: str, publisher: str) -> None:
    draft = _read(language, head=f"{{}}\n{line}\n")
    assert draft.publisher == publisher
    assert draft.date_published is not None
    assert draft.date_published.date() == DAY


@pytest.mark.parametrize(
    ("language", "head", "section"),
    [
        ("es", "POLÍTICA\n\n{}\n24 de marzo de 2026\n", "POLÍTICA"),
        ("de", "POLITIK\n{}\n24. März 2026\n", "POLITIK"),
        ("en", "POLITICS\n\n{}\nBy Anna Holt\n24 March 2026\n", "POLITICS"),
        ("fr", "Politique\n\n{}\nPar Anna Holt, le 24 mars 2026\n", "Politique"),
    ],
)
def test_a_section_above_the_headline(language: str, head: str, section: str) -> None:
    draft = _read(language, head=head)
    assert draft.section == section
    assert draft.date_published is not None


ENDS = [
    ("en", "Published 24 March 2026"),
    ("en", "24 March 2026"),
    ("de", "Veröffentlicht am 24. März 2026"),
    ("de", "24.03.2026"),
    ("fr", "Publié le 24 mars 2026"),
    ("es", "Publicado el 24 de marzo de 2026"),
    ("ru", "24 марта 2026"),
    ("zh", "（2026年3月24日）"),
    ("ja", "2026年3月24日"),
    ("en", "24 March 2026\nURL: https://h.example/2026/bridge"),
]


@pytest.mark.parametrize(("language", "line"), ENDS)
def test_a_day_behind_the_text(language: str, line: str) -> None:
    found = _read(language, end=f"\n{line}\n").date_published
    assert found is not None
    assert found.date() == DAY


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("en", "URL: "),
        ("en", "Source: "),
        ("de", "Link: "),
        ("de", "Quelle: "),
        ("fr", "Lien : "),
        ("es", "Fuente: "),
        ("ru", "Ссылка: "),
        ("zh", "原文链接："),
    ],
)
def test_the_address_behind_the_text(language: str, label: str) -> None:
    url = "https://h.example/2026/bridge"
    assert _read(language, end=f"\n{label}{url}\n").url == url


@pytest.mark.parametrize(
    "line",
    [
        "https://h.example/2026/bridge",
        "Telegram: https://t.me/harrow",
        "Link: https://h.example/subscribe",
        "Read more: https://h.example/2026/the-other-bridge",
        "Spenden: https://h.example/2026/spenden",
    ],
)
def test_an_address_that_many_texts_end_with_is_not_their_own(line: str) -> None:
    """Texts with one address are versions of one article."""
    assert parse_plain(f"Bridge opens to lorries\n\n{TEXTS['en']}\n\n{line}\n").url is None


def test_a_day_behind_a_dated_text_stays_in_it() -> None:
    text = TEXTS["en"]
    draft = parse_plain(f"Bridge opens to lorries\n24 March 2026\n\n{text}\n\n30 March 2026\n")
    assert draft.body == f"{text}\n\n30 March 2026"


def test_a_sentence_with_a_colon_is_no_source() -> None:
    text = TEXTS["en"]
    draft = parse_plain(f"Bridge opens to lorries\n\nSource of the trouble: the toll of 2026\n\n{text}\n\n{text}\n")
    assert draft.publisher is None


PROPERTIES = [
    ("de", "Autor", "Datum", "Schlagwörter"),
    ("fr", "Auteur", "Date", "Étiquettes"),
    ("es", "Autor", "Fecha", "Etiquetas"),
    ("pl", "Autor", "Data", "Tagi"),
    ("cs", "Autor", "Datum", "Štítky"),
    ("tr", "Yazar", "Tarih", "Etiketler"),
    ("vi", "Tác giả", "Ngày", "Thẻ"),
    ("ru", "Автор", "Дата", "Теги"),
    ("zh", "作者", "日期", "标签"),
    ("ja", "著者", "日付", "タグ"),
    ("ko", "작성자", "날짜", "태그"),
    ("ar", "الكاتب", "التاريخ", "الوسوم"),
]


@pytest.mark.parametrize(("language", "author", "day", "tags"), PROPERTIES)
def test_properties_below_the_heading_of_a_note(language: str, author: str, day: str, tags: str) -> None:
    text = TEXTS[language]
    lines = f"{author}: Anna Holt\n{day}: 24.03.2026\n{tags}: bridge, toll"
    draft = parse_plain(f"# A bridge\n\n{lines}\n\n{text}\n\n{text}\n", markdown=True)
    assert (draft.headline, draft.body) == ("A bridge", f"{text}\n\n{text}")
    assert (draft.author, draft.keywords) == (("Anna Holt",), ("bridge", "toll"))
    assert draft.date_published is not None
    assert draft.date_published.date() == DAY


def test_a_sentence_that_begins_like_a_source_stays_in_the_text() -> None:
    text = f"Media: the bridge opens to lorries on Monday.\n\n{TEXTS['en']}"
    draft = parse_plain(f"Bridge opens to lorries\n\n{text}\n")
    assert (draft.body, draft.publisher) == (text, None)
