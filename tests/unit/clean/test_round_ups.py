"""Articles about what others wrote, days with a notice beside them, and texts of which a page shows the beginning."""

from __future__ import annotations

import json
from datetime import date

import pytest
from mediawatch.clean.formats.html_page import parse_page
from mediawatch.errors import Quarantine

from tests.unit.clean.test_page import NOW, PARAGRAPHS, json_ld, page, parse

TITLES = ("The mill turns again", "What the lock keeper knows", "A village without a shop", "The last ferryman")
SAYS = "Our desk read this piece twice, since the writer knows what water does to a valley and says so plainly."
FORMS = {
    "own pages under headings": '<h2><a href="/s/{n}-{n}">{title}</a></h2><p>{says}</p>',
    "other sites under headings": '<h3><a href="https://paper{n}.example/x">{title}</a></h3><p>{says}</p>',
    "other sites under paragraphs": '<p><b><a href="https://paper{n}.example/x">{title}</a></b></p><p>{says}</p>',
}
NO_PUBLISHER = "<html lang=en><head><title>{0}</title></head><body><main><h1>{0}</h1>{1}</main></body></html>"


def round_up(form: str, between: str = "", day: str = "<p>24 March 2025</p>") -> str:
    parts = between.join(FORMS[form].format(n=n, title=title, says=SAYS) for n, title in enumerate(TITLES))
    return NO_PUBLISHER.format("What we read this week", day + parts)


@pytest.mark.parametrize("form", FORMS)
def test_a_paragraph_for_each_link_is_an_article(form: str) -> None:
    body = parse_page(round_up(form), url="https://valley.example/weekly", as_of=NOW).body
    assert [title for title in TITLES if title not in body] == []


@pytest.mark.parametrize(("between", "day"), [("<p>3 March 2025</p>", "<p>24 March 2025</p>"), ("", "")])
def test_a_list_has_a_day_for_each_page_or_none_of_its_own(between: str, day: str) -> None:
    if between:  # days of its teasers
        between = "".join((between, "<p>9 March 2025</p>", "<p>11 March 2025</p>"))
    with pytest.raises(Quarantine, match="it lists others"):
        parse_page(round_up("own pages under headings", between, day), url="https://valley.example/weekly", as_of=NOW)


@pytest.mark.parametrize(
    "line",
    [
        "2025-05-05 10:30 Source: Valley Letter",
        "5 May 2025 | Quelle: Talbote / Landesamt für Wasser",
        "05.05.2025 Fonte: Il Corriere della Valle",
        "2025-05-05 10:30 Zdroj: Údolní listy",
        "2025-05-05 10:30 来源：山谷日报",
        "2025.05.05 출처: 골짜기신문",
        "By Mira Holt | 5 May 2025 | Source: Valley Letter",
    ],
)
def test_a_day_with_a_source_beside_it_is_no_text(line: str) -> None:
    text = NO_PUBLISHER.format("River rises", "".join(f"<p>{each}</p>" for each in (line, *PARAGRAPHS)))
    assert parse(text.replace("</head>", json_ld(author={"name": "Mira Holt"}) + "</head>")).body.startswith(
        PARAGRAPHS[0]
    )


@pytest.mark.parametrize(
    ("language", "line", "authors"),
    [
        ("en", "Edited by Tom Erle. By Mira Holt.", ("Mira Holt",)),
        ("en", "Edited by Tom Erle<br>By Mira Holt", ("Mira Holt",)),
        ("en", "By Mira Holt on behalf of Holt Mills Ltd", ("Mira Holt",)),
        ("de", "Von Anna Holt im Auftrag der Talwerke GmbH", ("Anna Holt",)),
        ("fr", "Par Claire Vannier pour le compte de Moulins du Val", ("Claire Vannier",)),
        ("en", "Mira Holt</p><p>On behalf of Holt Mills Ltd</p><p>5 May 2025", ("Mira Holt",)),
        ("ar", "نشر بواسطة سلمى حداد", ("سلمى حداد",)),
        ("ar", "نشر من قبل سلمى حداد", ("سلمى حداد",)),
        ("ar", "كتابة: سامي حداد", ("سامي حداد",)),
        ("he", "נועה ברקוביץ | צילום: איתן שלו</p><p>05.05.25 | 09:12", ("נועה ברקוביץ",)),
    ],
)
def test_who_edited_and_for_whom_a_text_was_written(language: str, line: str, authors: tuple[str, ...]) -> None:
    assert parse(page(top=f"<p>{line}</p>").replace('lang="en-GB"', f'lang="{language}"')).author == authors


@pytest.mark.parametrize(("language", "line"), [("ja", "（高橋美咲）"), ("ko", "/이서연 기자")])
def test_who_signs_below_a_text(language: str, line: str) -> None:
    author = parse(page(bottom=f"<p>{line}</p>").replace('lang="en-GB"', f'lang="{language}"')).author
    assert author == (line.strip("（）/").removesuffix(" 기자"),)


@pytest.mark.parametrize(
    "line",
    [
        "Preise Stand 12.03.2025",
        "Цены указаны на 12.03.2025",
        "价格截至2025年3月12日",
        "가격은 2025년 3월 12일 기준",
        "Fiyatlar 12.03.2025 itibarıyla",
    ],
)
def test_the_day_of_a_price_is_none_of_the_page(line: str) -> None:
    assert parse(page(bottom=f"<p>{line}</p>"), url=None).date_published is None


@pytest.mark.parametrize(
    "behind",
    [
        '<div id="comments"><div class="comment"><b>Lea</b> <span>5 May 2025</span><p>Well done, all.</p></div></div>',
        '<div class="whats-on"><h3>What is on</h3><ul><li>30 June 2025 Feast of the mill</li></ul></div>',
    ],
)
def test_a_day_behind_a_short_text_is_none_of_the_page(behind: str) -> None:
    short = (
        "<p>The river rose by a metre and fell before dawn.</p><p>The bridge stays shut, the mayor of Erle says.</p>"
    )
    text = NO_PUBLISHER.format("River rises over night", short + behind)
    assert parse(text, url=None).date_published is None


def test_a_short_text_of_the_data_of_which_the_page_shows_the_beginning() -> None:
    lines = [
        "The river rose by a metre during the night, said the keeper of the lock.",
        "The bridge stays shut, said the mayor of the valley.",
    ]
    data = {"article": {"title": "River rises", "body": [{"type": "paragraph", "text": line} for line in lines]}}
    data |= {"settings": {"theme": "x" * 300}}
    script = f'<script type="application/json">{json.dumps(data)}</script>'
    assert parse(NO_PUBLISHER.format("River rises", f"<p>{lines[0]}</p>{script}")).body == "\n".join(lines)


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("东部岛屿渡轮恢复通航_交通_山谷日报", "东部岛屿渡轮恢复通航"),
        ("동쪽 섬으로 가는 여객선 운항 재개 &lt; 교통 &lt; 골짜기신문", "동쪽 섬으로 가는 여객선 운항 재개"),
    ],
)
def test_separators_of_titles(title: str, headline: str) -> None:
    text = NO_PUBLISHER.format("X", f"<div>{headline}</div>{''.join(f'<p>{line}</p>' for line in PARAGRAPHS)}")
    draft = parse(text.replace("<h1>X</h1>", "").replace("<title>X", f"<title>{title}"))
    assert draft.headline == headline


def test_a_headline_that_json_ld_cuts_is_the_one_that_the_page_shows() -> None:
    assert parse(page(head=json_ld(headline="River rises over night..."))).headline == "River rises over night"


def test_the_day_behind_a_short_standfirst() -> None:
    lead = "<p>The water came within a hand of the old mark, and went.</p><p>5 May 2025</p>"
    assert parse(page(top=lead)).date_published.date() == date(2025, 5, 5)  # type: ignore[union-attr]
