"""Kinds of pages as content systems make them: where author, day and text stand when nothing is stated for machines."""

from __future__ import annotations

import pytest
from mediawatch.clean.dates.date_lines import statements
from mediawatch.clean.dates.page_statements import in_address
from mediawatch.clean.page.notices.boilerplate import is_boilerplate

from tests.unit.clean.test_page import PARAGRAPHS, json_ld, page, parse

MIRA, TOM = "Mira Holt", "Tom Erle"
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
COMMENTS = (
    '<div id="talk"><h3>2 comments</h3><div><b>Olle Brandt</b> <span>6 May 2025 at 10:12</span><p>I saw it.</p></div>'
    "<div><b>Rita Quill</b> <span>7 May 2025 at 08:00</span><p>So did I.</p></div></div>"
)


def read(top: str, *, language: str = "en-GB", body: str = BODY, after: str = "", head: str = ""):  # type: ignore[no-untyped-def]
    start = f'<html lang="{language}"><head><title>River rises over night</title>{head}</head><body>'
    return parse(f"{start}<h1>River rises over night</h1>{top}{body}{after}</body></html>", url=None)


@pytest.mark.parametrize(
    ("top", "authors"),
    [
        ('<div class="meta">By <a href="/author/m">Mira Holt</a></div>', (MIRA,)),
        ('<span class="author">Mira Holt</span>', (MIRA,)),
        ("<p>5 May 2025</p>", ()),
    ],
)
@pytest.mark.parametrize("body", [BODY, f"<div>{'<br><br>'.join(PARAGRAPHS)}</div>"])
def test_who_comments_on_a_short_text_is_no_author(top: str, authors: tuple[str, ...], body: str) -> None:
    assert read(top, body=body, after=COMMENTS).author == authors


@pytest.mark.parametrize(
    ("language", "lines", "authors"),
    [
        ("en", ("Author of the article:", MIRA), (MIRA,)),
        ("de", ("AUTOR/IN", MIRA), (MIRA,)),
        ("de", ("Autor*in", MIRA), (MIRA,)),
        ("en", ("By Mira Holt with agencies",), (MIRA,)),
        ("fr", ("Par Mira Holt avec agences",), (MIRA,)),
        ("en", ("By Mira Holt 15 min read",), (MIRA,)),
        ("en", ("By Mira Holt Twitter",), (MIRA,)),
        ("en", ("5 May 2025", "Mira Holt", "Product Analytics Expert"), (MIRA,)),
        ("en", ("May 6, 2025 May 5, 2025 by Mira Holt",), (MIRA,)),
        ("pl", ("Mira Holt, fot. Tom Erle",), (MIRA,)),
        ("ro", ("De la Velmora, 5 mai 2025",), ()),
        ("it", ("Pubblicato il 5 maggio 2025 da Mira Holt in Porto",), (MIRA,)),
        ("sw", ("Na Mira Holt",), (MIRA,)),
        ("sr", ("Аутор: Мира Холт понедељак, 05.05.2025. у 09:12",), ("Мира Холт",)),
        ("pl", ("Autor: Mira Holt o 09:12",), (MIRA,)),
        ("et", (MIRA, "5. märts 2025, 09:12"), (MIRA,)),
        ("en", ("5 May 2025 · 3 min read", MIRA), (MIRA,)),
        ("en", ("by barge_bill", "5 May 2025"), ("barge_bill",)),
        ("ro", ("Trimis de redactor3 la Mar, 13/05/2025 - 09:12",), ("redactor3",)),
        ("ko", ("이도현 입력 2025. 5. 5. 09:12",), ("이도현",)),
        ("ko", ("스포츠 입력 2025. 5. 5. 09:12",), ()),
        ("en", ("5 May 2025", "Economic Development"), ()),
        ("en", ("Mira Holt for The Letter", "5 May 2025"), (MIRA,)),
        ("en", ("Reuters, Mira Holt", "5 May 2025"), (MIRA,)),
        ("en", ("Mira Holt and AP", "5 May 2025"), (MIRA,)),
        ("fr", ("La rédaction avec AFP", "Le 5 mai 2025"), ("La rédaction",)),
        ("fi", ("Teksti Mira Holt, kuvat Tom Erle", "5.5.2025"), (MIRA,)),
        ("lt", ("Parengė Mira Holt", "2025-05-05 09:12"), (MIRA,)),
        ("de", ("Pressemitteilung Nr. 12/2025 vom 5. Mai 2025",), ()),
        ("en", ("Authors", MIRA, "Publication Date", "5 May 2025"), (MIRA,)),
    ],
)
def test_lines_at_the_headline_that_name_who_wrote(
    language: str, lines: tuple[str, ...], authors: tuple[str, ...]
) -> None:
    top = "".join(f"<div>{line}</div>" for line in lines)
    assert read(top, language=language).author == authors


@pytest.mark.parametrize(
    ("language", "line", "authors"),
    [
        ("de", "Autorinnen: Mira Holt und Ada Erle", (MIRA, "Ada Erle")),
        ("de", "Das Gespräch führte Mira Holt.", (MIRA,)),
        ("ru", "Автор текста: Мира Холт", ("Мира Холт",)),
        ("ja", "（社会部　中村花子）", ("中村花子",)),
    ],
)
def test_lines_behind_the_text_that_name_who_wrote(language: str, line: str, authors: tuple[str, ...]) -> None:
    assert read("", language=language, after=f"<p>{line}</p>").author == authors


@pytest.mark.parametrize(
    ("markup", "authors"),
    [
        (
            '<p class="author"><a>Post</a> by <b><a class="username">barge_bill</a></b> » 5 May 2025</p>',
            ("barge_bill",),
        ),
        ('<div><a href="https://substack.com/@mira">Mira Holt</a></div><div>5 May 2025</div>', (MIRA,)),
        ('<div><a href="https://pictures.example/@ada">Ada Lund</a></div>', ()),
        ('<a href="/author/mira"><span>Mira</span> <span>Holt</span></a>', (MIRA,)),
        ('<a href="/author/mira">Mira Hol<span>t</span></a>', (MIRA,)),
        ('<a class="username" href="member.php?5">barge_bill</a>', ("barge_bill",)),
        (
            '<div class="bylines"><div class="byline"><i>Mira Holt</i><i>Journalist</i></div>'
            '<div class="byline"><i>Tom Erle</i><i>Photographer</i></div></div>',
            (MIRA,),
        ),
    ],
)
def test_marks_of_content_systems(markup: str, authors: tuple[str, ...]) -> None:
    assert read(markup).author == authors


@pytest.mark.parametrize(
    ("box", "authors"),
    [
        ("<h4>About Marlin Locks</h4><p>Marlin Locks builds gates for rivers and canals in four countries.</p>", ()),
        ("<h4>About Mira Holt</h4><p>Mira has kept a lock on this river since 2011, and writes of it.</p>", (MIRA,)),
    ],
)
def test_a_box_about_the_company_of_which_a_text_tells_names_no_author(box: str, authors: tuple[str, ...]) -> None:
    told = "<p>The gates that Marlin Locks built have held for forty years, and the board orders two of them again.</p>"
    assert read("", body=f"<div>{BODY}{told}</div>", after=f"<div>{box}</div>").author == authors


def test_a_byline_within_the_heading() -> None:
    text = page(h1="River rises over night<br><small>By Mira Holt</small>")
    assert parse(text).author == (MIRA,)


def test_the_lines_at_a_headline_that_stands_in_no_heading() -> None:
    head = "<head><title>River rises over night - The Valley Letter</title></head>"
    text = (
        f'<html lang="en">{head}<body><div>River rises over night</div><div>5 May 2025 by Mira Holt</div>{BODY}</body>'
    )
    draft = parse(text, url=None)
    assert (draft.author, f"{draft.date_published:%Y-%m-%d}") == ((MIRA,), "2025-05-05")


@pytest.mark.parametrize(
    ("top", "day"),
    [
        ("<p>📅May. 05. 2025</p>", "2025-05-05"),
        ("<p>05/13/2025 by Mira Holt, Candidate Representative to the Port Liaison Committee</p>", "2025-05-13"),
        ("<p>May 21, 2025 April 24, 2025 by Mira Holt</p>", "2025-04-24"),
        ("<p>Monday, 19 May 2025, 18:30 – 20:00</p><p>Posted on 5 May 2025</p>", "2025-05-05"),
        ("<p>12–14 May 2025, Marlin</p><p>News | 5 May 2025</p>", "2025-05-05"),
        ("<p>Effective date: 1 May 2025</p><p>5 May 2025</p>", "2025-05-05"),
        ("<p>Deadline: 30 April 2025</p>", None),
        ("<p>Monday, 19 May 2025, 6:30 pm to 8:00 pm</p>", None),
    ],
)
def test_days_at_the_headline(top: str, day: str | None) -> None:
    published = read(top).date_published
    assert (published and f"{published:%Y-%m-%d}") == day


def test_the_day_of_a_comment_or_of_a_review_is_none() -> None:
    assert read("", after=COMMENTS, body=f"<div>{'<br><br>'.join(PARAGRAPHS)}</div>").date_published is None
    review = '<div id="reviews"><p class="meta">Rita Quill – <time>6 May 2025</time></p><p>Loud.</p></div>'
    assert read("", after=review).date_published is None


def test_a_byline_with_its_day_behind_the_text() -> None:
    line = "<p>Von Christian Lenz am 05.05.2025, 11:51 | 0 Meinungen | Hafen und Schifffahrt, Verkehr</p>"
    assert f"{read('', language='de', after=line).date_published:%Y-%m-%d}" == "2025-05-05"


@pytest.mark.parametrize("stamp", ["2025-01-01T06:00:00+00:00", "2025-01-01T00:00:00-05:00", "2025-01-01"])
def test_the_first_hour_of_a_year_gives_way_to_the_day_shown(stamp: str) -> None:
    head = json_ld(headline="River rises over night", datePublished=stamp)
    assert f"{read('<p>5 March 2025</p>', head=head).date_published:%Y-%m-%d}" == "2025-03-05"


@pytest.mark.parametrize("path", ["/news/2025/may/05/river", "/2025/May/5/river", "/world/2025/may/05/"])
def test_months_by_name_in_addresses(path: str) -> None:
    assert f"{in_address(f'https://www.valley.example{path}'):%Y-%m-%d}" == "2025-05-05"


def test_korean_days_with_a_time_behind_their_last_dot() -> None:
    (found,) = statements("입력 2025. 5. 5. 09:12", "ko")
    assert f"{found.moment:%Y-%m-%d %H:%M}" == "2025-05-05 09:12"


STANDFIRST = (
    "Three villages on the lower bank were cleared before dawn, and a school became their shelter for the night."
)


@pytest.mark.parametrize(
    ("lead", "kept"),
    [
        (f'<p class="x1">{STANDFIRST}</p><div>5 May 2025</div>', True),
        (f'<div class="x1">{STANDFIRST}</div>', True),
        (f'<div><img src="a.jpg"><p class="x1">{STANDFIRST}</p></div>', False),
        (f'<p class="x1">{STANDFIRST} (Photo: Ada Lund)</p>', False),
        (f'<aside><p class="x1">{STANDFIRST}</p></aside>', False),
    ],
)
def test_a_standfirst_in_an_element_of_its_own_is_part_of_the_text(lead: str, kept: bool) -> None:
    text = read(lead, body=f'<div class="article-body">{BODY}</div>').body
    assert (STANDFIRST in text) == kept
    assert PARAGRAPHS[0] in text


@pytest.mark.parametrize(
    "line",
    [
        "责任编辑：李响 SN123",
        "SOURCE Marlin Port Authority",
        "UN Photo/Kim Lowe",
        "Photos by Tim Crow",
        "Fotos von Tim Krähe",
        "Joined: Sat May 02, 2015 3:00 pm",
    ],
)
def test_lines_beside_an_article(line: str) -> None:
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    ["Joined by friends in 1999, she left.", "Source of the river is a spring.", "Photos by night are hard."],
)
def test_sentences_that_begin_like_them(line: str) -> None:
    assert not is_boilerplate(line)


def test_the_links_to_mediawikis_editor_go() -> None:
    edit = '<h2><span class="mw-headline">History</span><span class="mw-editsection">[edit]</span></h2>'
    body = f"<div><p>{PARAGRAPHS[0]}</p>{edit}<p>{PARAGRAPHS[1]}</p><p>{PARAGRAPHS[-1]}</p></div>"
    assert "[edit]" not in read("", body=body).body
