"""Bylines with something else at their names or in their label: marks, roles, changes, accounts, counts."""

from __future__ import annotations

import pytest
from mediawatch.clean.people.spaceless_bylines import is_chinese_name

from tests.unit.clean.test_page import PARAGRAPHS, page, parse

MIRA, BOTH = ("Mira Holt",), ("Mira Holt", "Tom Erle")


@pytest.mark.parametrize(
    ("top", "authors"),
    [
        # accounts whose name ends as a word beside a date does
        ("<p>Posted by mira_h on 5 May 2025</p>", ("mira_h",)),
        ("<p>Автор: oleg_v, 5 мая 2025</p>", ("oleg_v",)),
        ('<span class="username">mira_h</span>', ("mira_h",)),
        ('<strong class="post-username">Мира</strong>', ("Мира",)),
        ('<header><span class="username">Mira Holt</span></header>', ()),
        ('<div class="login-box"><span class="username">Mira Holt</span></div>', ()),
        # what a person is, in an element of its own
        ('<div class="author"><span>Mira Holt</span><span>Senior Warden</span></div>', MIRA),
        ('<div class="author"><span>Mira Holt</span><span class="job-title">Head Keeper</span></div>', MIRA),
        ('<div class="author"><span>Ana Mora</span><span>Guardiana del canal</span></div>', ("Ana Mora",)),
        ('<div class="author"><span>Олег Власов</span><span>Смотритель канала</span></div>', ("Олег Власов",)),
        ('<div class="author"><span>Mira Holt</span><span>Tom Erle</span></div>', BOTH),
        ("<p>Mira Holt, Department of Birds</p>", MIRA),
        ("<p>Ola Kos, Instytut Wody</p>", ("Ola Kos",)),
        ("<p>Can Demir, Marlin Üniversitesi</p>", ("Can Demir",)),
        # marks of institutes
        ("<p>Mira Holt<sup>1</sup>, Tom Erle<sup>1,2,*</sup></p>", BOTH),
        ("<p>Mira Holt¹ and Tom Erle²</p>", BOTH),
        ("<p>Marlin United 2, Erle Town 1</p>", ()),
        # a role in the label
        ("<p>Author, senior warden: Mira Holt</p>", MIRA),
        ("<p>Автор, смотритель: Олег Власов</p>", ("Олег Власов",)),
        # who changed the page, who contributed
        ("<p>Last updated by Mira Holt on 5 May 2025</p>", MIRA),
        ("<p>Aktualisiert von Mira Holt am 5. Mai 2025</p>", MIRA),
        ("<p>Güncelleyen: Can Demir, 5 Mayıs 2025</p>", ("Can Demir",)),
        ("<p>By Tom Erle</p><p>Updated by Mira Holt on 5 May 2025</p>", ("Tom Erle",)),
        ("<p>Contributors: Mira Holt, Tom Erle</p>", BOTH),
        ("<p>Colaboradores: Ana Mora, Luis Gil</p>", ("Ana Mora", "Luis Gil")),
        # counts
        ("<p>Mira Holt · 12 views</p>", MIRA),
        ("<p>Ola Kos · 120 odsłon</p>", ("Ola Kos",)),
        # labels alone, in scripts that part no words
        ("<dl><dt>作者</dt><dd>王小明</dd></dl>", ("王小明",)),
        ("<table><tr><td>글쓴이</td><td>박서연</td></tr></table>", ("박서연",)),
        ("<p>글 박서연 / 사진 이준호</p>", ("박서연",)),
        ("<p>글: 박서연 그림: 이준호</p>", ("박서연",)),
    ],
)
def test_names_with_something_beside_them(top: str, authors: tuple[str, ...]) -> None:
    assert parse(page(top=top)).author == authors


def test_an_account_behind_the_text_is_a_readers() -> None:
    comment = f'<div class="discussion"><span class="username">mira_h</span><p>{PARAGRAPHS[0]}</p></div>'
    assert parse(page(bottom=comment)).author == ()


@pytest.mark.parametrize("name", ["王小明", "刘洋", "欧阳修文", "黃志明", "诸葛云"])
def test_names_of_chinese_beside_a_day(name: str) -> None:
    assert is_chinese_name(name)
    assert parse(page(top=f"<p>{name} 2025-05-05</p>").replace('lang="en-GB"', 'lang="zh"')).author == (name,)


@pytest.mark.parametrize("name", ["体育频道", "林业部", "高清图", "马拉松", "武汉市", "周刊", "国际新闻", "江苏", "王"])
def test_sections_and_places_are_no_names(name: str) -> None:
    assert not is_chinese_name(name)
