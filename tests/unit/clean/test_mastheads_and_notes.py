"""What stands above and around the headline of a text: papers, sections, labels, places; heads of notes."""

from __future__ import annotations

import pytest
from mediawatch.clean.formats.plain.masthead import names_paper
from mediawatch.clean.formats.plain.notes import read_notes
from mediawatch.clean.formats.plain_text import parse_plain

from tests.unit.clean.texts_by_language import TEXTS

# language, paper, day, headline, byline, author
HEADS = [
    ("en", "The Marlin Courier", "24 March 2026", "Old bridge opens to lorries again", "By Anna Holt", "Anna Holt"),
    ("de", "Marler Bote", "24. März 2026", "Die alte Brücke wird geöffnet", "Von Anna Holt", "Anna Holt"),
    ("fr", "Le Courrier de la Marle", "24 mars 2026", "Le vieux pont rouvrira bientôt", "Par Ada Morel", "Ada Morel"),
    ("es", "El Correo", "24 de marzo de 2026", "El viejo puente reabre", "Por Ana Ortega", "Ana Ortega"),
    ("ru", "Марлинский вестник", "24 марта 2026 г.", "Старый мост снова открыт", "Автор: Иван Петров", "Иван Петров"),
    ("ar", "بريد المارل", "24 مارس 2026", "الجسر القديم يفتح أمام الشاحنات", "بقلم: أحمد سالم", "أحمد سالم"),
    ("ja", "マール新聞", "2026年3月24日", "古い橋がトラックの通行再開へ", "記者：山田太郎", "山田太郎"),
    ("zh", "马尔日报", "2026年3月24日", "老桥月底前向卡车重新开放", "记者：王小明", "王小明"),
    ("ko", "마를일보", "2026년 3월 24일", "옛 다리 트럭 통행 재개한다", "홍길동 기자", "홍길동"),
]  # fmt: skip


def _day(draft: object) -> str:
    published = getattr(draft, "date_published", None)
    return published.date().isoformat() if published else ""


@pytest.mark.parametrize(("language", "paper", "day", "headline", "byline", "author"), HEADS)
@pytest.mark.parametrize(
    "shape",
    ["{paper}\n{day}\n\n{headline}\n{byline}\n\n", "{paper}, {day}\n{headline}\n{byline}\n\n",
     "{paper}\n\n{day}\n\n{headline}\n\n{byline}\n\n", "{paper}\n\n{headline}\n{day}\n{byline}\n\n"],
)  # fmt: skip
def test_a_papers_name_above_the_headline(
    language: str, paper: str, day: str, headline: str, byline: str, author: str, shape: str
) -> None:
    text = f"{TEXTS[language]}\n\n{TEXTS[language]}"
    draft = parse_plain(shape.format(paper=paper, day=day, headline=headline, byline=byline) + text)
    assert (draft.headline, draft.publisher, draft.author) == (headline, paper, (author,))
    assert (_day(draft), draft.body) == ("2026-03-24", text)


@pytest.mark.parametrize(
    "head",
    [
        "Bridge opens\n24 March 2026\n\nWhat the people of both banks say\n\n",  # a standfirst
        "Bridge opens\n\nWhat the people of both banks say now\n\n",
        "Bridge opens\n24 March 2026\nBy Anna Holt\n\n",
    ],
)
def test_a_short_headline_is_no_paper(head: str) -> None:
    draft = parse_plain(head + TEXTS["en"] + "\n\n" + TEXTS["en"])
    assert (draft.headline, draft.publisher) == ("Bridge opens", None)


@pytest.mark.parametrize(
    ("name", "paper"),
    [
        ("Marler Bote", True), ("Nordkurier", True), ("Süddeutsche Zeitung", True), ("東方日報", True),
        ("조선일보", True),
        ("Helsingin Sanomat", True), ("दैनिक जागरण", True), ("Bưu điện Marl", True), ("Die Brücke", False),
        ("Ada Holm", False), ("Bridge opens", False), ("橋が開通へ", False), ("Мост открыт", False), ("", False),
    ],
)  # fmt: skip
def test_words_of_papers(name: str, paper: bool) -> None:
    assert names_paper(name) is paper


# language, lines below the headline, author, place
BELOW = [
    ("de", "Autor: Anna Holt | Datum: 24. März 2026", "Anna Holt", None),
    ("de", "Autor: Anna Holt, 24. März 2026", "Anna Holt", None),
    ("ru", "Автор: Анна Холт\nДата: 24 марта 2026 г.", "Анна Холт", None),
    ("ar", "الكاتب: أحمد سالم\nالتاريخ: 24 مارس 2026", "أحمد سالم", None),
    ("en", "24 March 2026\nAnna Holt", "Anna Holt", None),
    ("ja", "2026年3月24日(火) 10時30分\n山田太郎", "山田太郎", None),
    ("ja", "山田太郎 | 東京\n2026年3月24日", "山田太郎", None),
    ("zh", "王小明 | 北京\n2026年3月24日", "王小明", None),
    ("es", "Anna Holt | Madrid\n24 de marzo de 2026", "Anna Holt", None),
    ("de", "Berlin, 24. März 2026", "", "Berlin"),
    ("fr", "Paris, le 24 mars 2026", "", "Paris"),
    ("ru", "Москва, 24 марта 2026 г.", "", "Москва"),
    ("ar", "القاهرة، 24 مارس 2026", "", "القاهرة"),
]


@pytest.mark.parametrize(("language", "lines", "author", "place"), BELOW)
def test_lines_below_the_headline(language: str, lines: str, author: str, place: str | None) -> None:
    text = f"{TEXTS[language]}\n\n{TEXTS[language]}"
    headline = TEXTS[language][:12] if language in ("zh", "ja") else " ".join(TEXTS[language].split()[:3])
    draft = parse_plain(f"{headline}\n{lines}\n\n{text}")
    assert (draft.headline, draft.author, draft.dateline) == (headline, (author,) if author else (), place)
    assert (_day(draft), draft.body) == ("2026-03-24", text)


def test_malay_months_and_years_of_taiwan() -> None:
    malay = "Delegasi kedua-dua tebing bertemu pada hari Isnin dan bersetuju membuka jambatan itu kepada lori."
    draft = parse_plain(f"Jambatan lama dibuka semula\n24 Mac 2026\n\n{malay}\n\n{malay}")
    assert (_day(draft), draft.body) == ("2026-03-24", f"{malay}\n\n{malay}")
    taiwan = "兩岸代表團星期一在舊海關大樓會晤，同意在本月底之前向卡車開放大橋，許多居民對此表示歡迎。"
    draft = parse_plain(f"老橋月底前向卡車開放\n115/3/24\n\n{taiwan}\n\n{taiwan}")
    assert (_day(draft), draft.body) == ("2026-03-24", f"{taiwan}\n\n{taiwan}")


TEXT = "The old *bridge* was opened on Monday, the mayor said in the morning.\n\nLorries may use it again."
PLAIN = "The old bridge was opened on Monday, the mayor said in the morning.\n\nLorries may use it again."
HEADS_OF_NOTES = [
    "= Alte Brücke wird geöffnet\nAnna Holt <a@paper.example>\nv1.0, 2026-03-24\n:toc:\n:lang: de\n",
    "= Alte Brücke wird geöffnet\nAnna Holt\n2026-03-24\n",
    "= Alte Brücke wird geöffnet\n:author: Anna Holt\n:revdate: 2026-03-24\n:keywords: a, b\n",
    "// a comment\n= Alte Brücke wird geöffnet\n:author: Anna Holt\n:date: 2026-03-24\n",
    f"{25 * '='}\nAlte Brücke wird geöffnet\n{25 * '='}\n\n:Author: Anna Holt\n:Date: 2026-03-24\n",
    f"Alte Brücke wird geöffnet\n{25 * '#'}\n\n:date: 2026-03-24 10:20\n:tags: a, b\n:authors: Anna Holt\n",
    "#+TITLE: Alte Brücke wird geöffnet\n#+AUTHOR: Anna Holt\n#+DATE: <2026-03-24 Tue>\n#+OPTIONS: toc:nil\n",
]  # fmt: skip


@pytest.mark.parametrize("head", HEADS_OF_NOTES)
def test_heads_of_notes(head: str) -> None:
    draft = parse_plain(f"{head}\n{TEXT.replace('*bridge*', '/bridge/') if head.startswith('#+') else TEXT}\n")
    assert (draft.headline, draft.author, _day(draft)) == ("Alte Brücke wird geöffnet", ("Anna Holt",), "2026-03-24")
    assert draft.body == PLAIN


@pytest.mark.parametrize(
    ("head", "body", "text"),
    [
        (0, "== A heading\n\nimage::bridge.jpg[The bridge]\n\nSee https://paper.example/a[the report] of _Monday_.",
         "A heading\n\nSee the report of Monday."),
        (4, "A heading\n---------\n\n.. image:: bridge.jpg\n   :alt: The bridge\n\nSee `the report <https://paper.example>`_.",
         "A heading\n\nSee the report."),
        (6, "* A heading\n\n[[./bridge.jpg]]\n\nSee [[https://paper.example][the report]] of the day.",
         "A heading\n\nSee the report of the day."),
    ],
)  # fmt: skip
def test_marks_within_notes(head: int, body: str, text: str) -> None:
    assert parse_plain(f"{HEADS_OF_NOTES[head]}\n{body}\n").body == text


@pytest.mark.parametrize(
    "text",
    [
        "= is the sign of equality, as all know.\n\nMore.\n",
        "A title\n=======\n\nA text of two lines: nothing else.\n",
        "Results\n-------\n\n:smile: was all that she said.\n",
        "# A heading\n\nText.\n",
        "#+BEGIN_SRC\ncode\n#+END_SRC\n",
        "",
    ],
)
def test_other_texts_are_no_notes(text: str) -> None:
    assert read_notes(text) is None
