"""What stands beside the names in a byline: papers, roles, places, agencies, those who edited; and accounts."""

from __future__ import annotations

import pytest
from mediawatch.clean.people.byline import byline_in, is_byline_of
from mediawatch.clean.people.names import is_name, is_person, split_authors, split_names
from mediawatch.clean.people.spaceless_bylines import byline_without_spaces

from tests.unit.clean.test_page import json_ld, page, parse

MIRA, TOM = "Mira Holt", "Tom Erle"


@pytest.mark.parametrize(
    ("top", "authors"),
    [
        ("<p>By Mira Holt<br>and Tom Erle<br>Valley Leader</p>", (MIRA, TOM)),
        ("<p>By Mira Holt and<br/>Tom Erle<br/>Valley Leader</p>", (MIRA, TOM)),
        ("<div>By <b>Mira Holt</b><br><i>Valley Leader</i><br>May 5, 2025</div>", (MIRA,)),
        ("<p>Por Mira Holt<br>Valle Alto</p>", (MIRA,)),
        ("<p>Mira Holt<br>5 May 2025</p>", (MIRA,)),
    ],
)
def test_lines_of_a_byline_that_a_page_breaks(top: str, authors: tuple[str, ...]) -> None:
    assert parse(page(top=top)).author == authors


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Por Mira Holt / Almarán", (MIRA,)),
        ("Par Mira Holt, avec AFP", (MIRA,)),
        ("Von Mira Holt, Nordhafen", (MIRA,)),
        ("Von Mira Holt mit dpa", (MIRA,)),
        ("Автор: Мира Хольт, корреспондент", ("Мира Хольт",)),
        ("Автор: Мира Хольт, специальный корреспондент газеты", ("Мира Хольт",)),
        ("Yazan: Mira Holt, muhabir", (MIRA,)),
        ("Door Mira Holt, verslaggever", (MIRA,)),
        ("By Mira Holt, Political Correspondent", (MIRA,)),
        ("By Mira Holt, Valley Herald Staff Writer", (MIRA,)),
        ("By Mira Holt, in Nordhafen", (MIRA,)),
        ("By Mira Holt with Tom Erle", (MIRA, TOM)),
        ("By Mira Holt, with Reuters inputs", (MIRA,)),
        ("Written by Mira Holt. Edited by Tom Erle. Fact checked by Ada Lund, PhD", (MIRA,)),
        ("By Mira Holt | Photos by Tom Erle", (MIRA,)),
        ("Napsali Mira Holt a Tom Erle", ()),
        ("Opinion by Mira Holt", (MIRA,)),
        ("Gastbeitrag von Mira Holt", (MIRA,)),
        ("Análisis por Mira Holt", (MIRA,)),
        ("By Mira Holt — Valley Leader", (MIRA,)),
        ("By Staff Writer Mira Holt", (MIRA,)),
        ("Von unserer Korrespondentin Mira Holt", (MIRA,)),
        ("De notre envoyée spéciale Mira Holt", (MIRA,)),
        ("Dal nostro inviato Mira Holt", (MIRA,)),
        ("Door onze redacteur Mira Holt", (MIRA,)),
        ("By MIRA HOLT Associated Press", ("MIRA HOLT",)),
        ("Updated by Mira Holt on 5 May 2025", (MIRA,)),
        ("Autorzy: Mira Holt i Tom Erle", (MIRA, TOM)),
    ],
)
def test_a_byline_line_at_the_headline(line: str, authors: tuple[str, ...]) -> None:
    assert parse(page(top=f"<p>{line}</p>")).author == authors


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("MIRA HOLT, HERALD STAFF WRITER", ("MIRA HOLT",)),
        ("Mira Holt, Valley Tribune", (MIRA,)),
        ("Mira Holt | Политический обозреватель, журналист", (MIRA,)),
        ("Ana Mora y Luis Gil Oca", ("Ana Mora", "Luis Gil Oca")),
        ("Mira Holt - Madrid", (MIRA,)),
        ("Mira Holt – Valley Herald", (MIRA,)),
        ("Mira Holt - Reuters", (MIRA,)),
        ("Mira Holt, do Jornal, em Porto", (MIRA,)),
        ("Landesamt für Wald - LfW", ("Landesamt für Wald - LfW",)),
        ("Floods - what to know", ("Floods - what to know",)),
        ("Santiago Ramón y Cajal", ("Santiago Ramón y Cajal",)),
        ("Antoni Puig i Soler", ("Antoni Puig i Soler",)),
        ("Mira Holt, Tom Erle, Sukri", (MIRA, TOM, "Sukri")),  # a list: people of one name are not rare
        ("Holt, Erle and Lund", ("Holt", "Erle", "Lund")),
    ],
)
def test_names_and_what_stands_beside_them(byline: str, names: tuple[str, ...]) -> None:
    assert split_authors(byline) == names


@pytest.mark.parametrize(
    "name", ["admin", "Admin2", "Webmaster", "администратор", "管理员", "관리자", "yönetici", "wp-admin"]
)
def test_an_account_is_nobody(name: str) -> None:
    assert not is_name(name)
    assert parse(page(head=f'<meta name="author" content="{name}">')).author == ()
    assert parse(page(head=json_ld(author={"@type": "Person", "name": name}))).author == ()


@pytest.mark.parametrize(
    "name",
    [
        "Web Desk",
        "Haber Merkezi",
        "Tim Redaksi",
        "Szerkesztőség",
        "वेब डेस्क",
        "نیوز ڈیسک",
        "Ban biên tập",
        "Valley Times",
    ],
)
def test_a_desk_or_a_paper_is_no_person_and_signs_as_one(name: str) -> None:
    assert not is_person(name)
    draft = parse(page(head=json_ld(author={"@type": "Person", "name": name})))
    assert (draft.author, draft.author_source) == ((name,), "json-ld organisation")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("记者 王海 通讯员 李丽 2026-04-02 来源：某日报", ("王海", "李丽")),
        ("记者：王海、李丽 实习生 刘洋", ("王海", "李丽", "刘洋")),
        ("（某日报记者 王海）港务委员会周四决定关闭东侧船闸。", ("王海",)),
        ("（本报记者王海 通讯员李丽）港务委员会周四决定关闭东侧船闸。", ("王海", "李丽")),
        ("〔記者王海／某港報導〕港務委員會週四決定關閉東側船閘。", ("王海",)),
        ("2026年4月2日 8時15分 山田太郎 記者", ("山田太郎",)),
        ("2026年4月2日 政治部 記者", ()),
        ("中央社記者陳小明台北10日電", ("陳小明",)),
        ("记者：阿布都·买买提", ("阿布都·买买提",)),
        ("记者：李和平和王芳", ("李和平", "王芳")),
        ("文・写真　山田太郎", ("山田太郎",)),
        ("聞き手・山田太郎", ("山田太郎",)),
        ("【ロンドン=山田太郎】港の理事会は閉鎖を決めた。", ("山田太郎",)),
        ("工事は春に終わる。（社会部・山田太郎）", ("山田太郎",)),
        ("기자 김민수", ("김민수",)),
        ("기자 회견 열려", ()),
        ("市长在记者会上宣布关闭船闸。", ()),
        ("（市长在记者会上）宣布关闭船闸。", ()),
    ],
)
def test_bylines_of_scripts_without_spaces(line: str, names: tuple[str, ...]) -> None:
    assert byline_without_spaces(line) == names


def test_a_byline_at_the_start_of_a_text() -> None:
    first = (
        "（某日报记者 王海）港务委员会周四决定将东侧船闸关闭七个月，此前潜水员发现其中两扇闸门已经无法完全关闭。" * 4
    )
    assert byline_in(f"{first}\n委员会在信中表示。") == ("王海",)


def test_a_line_with_an_agency_is_the_authors_byline() -> None:
    assert is_byline_of("Par Mira Holt, avec AFP", [MIRA])
    assert not is_byline_of("Par Tom Erle, avec AFP", [MIRA])


def test_a_byline_is_found_where_the_page_shows_another_headline_than_it_states() -> None:
    stated = '<meta property="og:title" content="Where the river rose over night"><meta name="twitter:title" content="Where the river rose over night">'  # noqa: E501
    draft = parse(
        page(head=stated, h1="The towns whose river rose last night", top="<div>By <a href=/p/mh>Mira Holt</a></div>")
    )
    assert draft.author == (MIRA,)


def test_agencies_stay_beside_persons() -> None:
    assert split_names("Mira Holt, AFP") == (MIRA, "AFP")
    assert split_names("Mira Holt mit dpa") == (MIRA, "dpa")


def test_a_name_in_a_meta_element_of_the_body() -> None:
    top = '<span itemprop="author" itemscope><meta itemprop="name" content="Mira Holt"></span>'
    assert parse(page(top=top)).author == (MIRA,)


def test_who_updated_a_page_does_not_sign_it() -> None:
    assert parse(page(top="<p>Updated by Tom Erle on 5 May 2025</p><p>By Mira Holt</p>")).author == (MIRA,)
