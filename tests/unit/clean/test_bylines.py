"""Who wrote a page: what stands beside names and is none, names the other way round, names that no space parts."""

from __future__ import annotations

import pytest
from mediawatch.clean.people.names import last_name_first, split_authors, split_names
from mediawatch.clean.people.spaceless_bylines import byline_without_spaces


@pytest.mark.parametrize(
    "line",
    [
        "Last Updated: March 10, 2026",
        "8 min read",
        "+ Follow",
        "Lesedauer: 8 Minuten",
        "Lesezeit: 3 Min.",
        "Temps de lecture : 4 min",
        "Tiempo de lectura: 5 minutos",
        "Время чтения: 4 минуты",
        "Updated 14 March",
        "Sponsored",
        "MA",
        "Ph.D., M.D.",
    ],
)
def test_what_stands_beside_names_is_none(line: str) -> None:
    assert split_names(line) == ()


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Mira Holt, MA", ("Mira Holt",)),
        ("Mira Holt, Ph.D., and Tom Erle, M.D.", ("Mira Holt", "Tom Erle")),
        ("Mira Holt Special to the Courier", ("Mira Holt",)),
        ("By Mira Holt | 8 min read", ("Mira Holt",)),
        ("Holt, Mira", ("Mira Holt",)),
        ("Holt, Mira; Erle, Tom", ("Mira Holt", "Tom Erle")),
        ("Velmora Media GmbH", ()),
        ("Acme Corp", ()),
        ("July 22", ()),
        ("An Nguyen", ("An Nguyen",)),
        ("Min Jin Lee", ("Min Jin Lee",)),
        ("Emily Co", ("Emily Co",)),
        ("김민수 기자", ("김민수",)),
        ("记者 李明", ("李明",)),
    ],
)
def test_persons_of_a_byline(line: str, authors: tuple[str, ...]) -> None:
    assert split_authors(line) == authors


def test_catalogues_state_the_last_name_first() -> None:
    assert last_name_first(["Holt, Mira", "García López, Juan"]) == ["Mira Holt", "Juan García López"]
    assert last_name_first(["Mira Holt", "Juan García"]) == ["Mira Holt", "Juan García"]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("2026年03月10日 09:00 来源：韦尔莫拉日报 作者：李明", ("李明",)),
        ("（记者 李明 王芳 编辑 张伟）", ("李明", "王芳")),
        ("記者陳小明／台北報導", ("陳小明",)),
        ("文／林美玲", ("林美玲",)),
        ("取材・文／山田太郎", ("山田太郎",)),
        ("橋は来月まで閉鎖される見通しだ。【山田太郎、佐藤花子】", ("山田太郎", "佐藤花子")),
        ("[서울=통신] 김민수·이영희 기자 = 항만 위원회는", ("김민수", "이영희")),
        ("김민수 기자 minsu@paper.example", ("김민수",)),
        ("记者在现场看到，码头已经关闭。", ()),
        ("이 기자는 말했다", ()),
    ],
)
def test_bylines_that_no_space_parts(line: str, names: tuple[str, ...]) -> None:
    assert byline_without_spaces(line) == names
