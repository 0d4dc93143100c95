"""Plain text and Markdown with the oddities that deliveries have."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mediawatch.clean.formats.plain_text import parse_plain
from mediawatch.model import Article

FIRST = "The minister said on Monday that the river had risen by two metres over night and that three villages were cleared."  # noqa: E501
BODY = f"{FIRST} Rescue teams worked until dawn.\n\nSchools stay closed until the water falls, officials added."
DAY = datetime(2025, 5, 5, tzinfo=UTC)


SENTENCES = ("Dated 5 May 2025, the letter says it. ", "Issued 5 May 2025 bonds rose. ", "05.05.2025 war ein Montag. ")


@pytest.mark.parametrize(
    "head",
    [
        *(
            " date 2025-05-05 ",
            "Date: 2025-05-05\n",
            "date 05/05/2025 ",
            "date: May 5, 2025 ",
            "Published on 5 May 2025. ",
        ),
        *("2025-05-05 ", "[2025-05-05] ", "5 May 2025 | ", "May 5, 2025\n\n", "Дата: 5 мая 2025\n", "date 20250505 "),
        *("<date>2025-05-05</date> ", "date=2025-05-05 ", "PUBLISHED : 05-May-2025 | ", "2025/05/05 ", "05.05.2025 "),
        *("datePublished: 2025-05-05\n", "Monday, May 5, 2025\n\n", "प्रकाशित: 5 मई 2025\n", "2025年5月5日 "),
        *("Veröffentlicht am 5. Mai 2025\n", "Publié le 5 mai 2025\n", "Publicado el 5 de mayo de 2025\n"),
    ],
)
def test_a_date_before_the_text_is_an_explicit_date(head: str) -> None:
    draft = parse_plain(head + BODY)
    assert (draft.date_published, draft.date_published_source) == (DAY, "text-prefix")
    assert draft.body == BODY


@pytest.mark.parametrize(
    "head", ["May 5, 2025 was a Monday. ", "date palms grew there. ", "In 2025-05 it rained. ", *SENTENCES]
)
def test_a_sentence_about_a_date_stays(head: str) -> None:
    draft = parse_plain(head + BODY)
    assert draft.date_published is None
    assert draft.body == head + BODY


def test_an_ambiguous_date_is_taken_off_and_left_to_be_decided() -> None:
    draft = parse_plain("date 05/06/2025 " + BODY)
    assert draft.date_published is None
    assert [(str(doubt), source, published) for doubt, source, published in draft.doubts] == [
        ("05/06/2025", "text-prefix", True)
    ]
    assert draft.body == BODY


def test_updated_and_published() -> None:
    draft = parse_plain("Updated: May 6, 2025\nPublished: May 5, 2025 10:30 AM IST\n\n" + BODY)
    assert draft.date_published == datetime(2025, 5, 5, 5, tzinfo=UTC)
    assert draft.date_modified == datetime(2025, 5, 6, tzinfo=UTC)


def test_the_word_after_a_time_of_day_is_no_time_zone() -> None:
    draft = parse_plain(f"Updated: May 6, 2025 09:30\n\n{BODY}")
    assert draft.date_modified == datetime(2025, 5, 6, 9, 30, tzinfo=UTC)
    assert draft.body == BODY


def test_a_byline_with_a_date() -> None:
    draft = parse_plain(f"By Jane Doe | May 5, 2025\n\n{BODY}")
    assert (draft.author, draft.date_published, draft.body) == (("Jane Doe",), DAY, BODY)


def test_date_prefix_dateline_and_promotions_together() -> None:
    promotion = "Valley Flood News: Minister Visits Flooded Villages To Promise Help Against Rising River."
    draft = parse_plain(
        f" date 2025-05-05 New Delhi, May 5: {FIRST} He visits flooded villages. {promotion}\n\nIt rains."
    )
    assert draft.dateline == "New Delhi"
    assert draft.body == f"{FIRST} He visits flooded villages.\n\nIt rains."
    assert draft.warnings == []  # the dateline's day is the date's


def test_a_dateline_without_a_year_is_a_warning_only() -> None:
    draft = parse_plain(f"NEW DELHI, May 5 (Reuters) - {BODY}")
    assert draft.date_published is None
    assert draft.warnings[0].startswith("undated-dateline:")


def test_a_dateline_that_contradicts_the_date() -> None:
    draft = parse_plain(f"Date: 2025-05-05\nNEW DELHI, March 3 (Reuters) - {BODY}")
    assert draft.date_published == DAY
    assert draft.warnings[0].startswith("date-conflict:")


def test_subheadings_questions_and_quotes_stay() -> None:
    text = f"{FIRST}\nWhat comes next\nMore rain, “much more”, they say.\nFAQs\n1.When did it begin?\nAt ‘midnight’, it's said."  # noqa: E501
    assert parse_plain(text).body == text


def test_boilerplate_goes() -> None:
    text = f"{FIRST}\n\nAlso Read: The river in pictures\n\nThe water fell. (ANI)\n\n(With inputs from agencies)"
    assert parse_plain(text).body == f"{FIRST}\n\nThe water fell."


def test_a_headline_on_the_first_line() -> None:
    draft = parse_plain(f"River rises over night in the valley\nBy Jane Doe\nMay 5, 2025\n\n{BODY}")
    assert (draft.headline, draft.headline_source) == ("River rises over night in the valley", "first-line")
    assert draft.author == ("Jane Doe",)
    assert draft.body == BODY


def test_label_lines() -> None:
    draft = parse_plain(
        f"Title: River rises\nAuthor: Jane Doe and Max Berg\nSource: Valley News\nDate: 2025-05-05\n\n{BODY}"
    )
    assert draft.headline == "River rises"
    assert draft.author == ("Jane Doe", "Max Berg")
    assert draft.publisher == "Valley News"
    assert draft.body == BODY


def test_hard_wrapped_text_is_joined() -> None:
    wrapped = (
        "The minister said on Monday that the river had risen by two\nmetres over night and that three villages had been"  # noqa: E501
        "\ncleared before dawn by the teams of the rescue service that\nworked without a break.\n\nSchools stay closed until the"  # noqa: E501
        " water has fallen below the mark\nthat the council set after the flood of the last century, as\nofficials said"
    )
    body = parse_plain(wrapped).body
    assert body.count("\n") == 2
    assert "risen by two metres over night" in body


def test_front_matter() -> None:
    draft = parse_plain(
        '---\ntitle: "River: it rises"\ndate: 2025-05-05\nauthors: [Jane Doe, Max Berg]\nlang: en\ntags:\n  - flood\n'
        f"url: https://example.org/river\n---\n# River: it rises\n\n**Bold** [link](https://example.org) text. {FIRST}",
        markdown=True,
    )
    assert (draft.headline, draft.headline_source) == ("River: it rises", "front-matter")
    assert draft.author == ("Jane Doe", "Max Berg")
    assert draft.keywords == ("flood",)
    assert draft.date_published == DAY
    assert draft.body == f"Bold link text. {FIRST}"


@pytest.mark.parametrize("block", ["a: [", "- 1\n- 2", "a: &x 1\nb: *x", "just text"])
def test_front_matter_that_cannot_be_read_stays_text(block: str) -> None:
    draft = parse_plain(f"---\n{block}\n---\n{BODY}")
    assert draft.warnings[0].startswith("bad-front-matter:")
    assert FIRST in draft.body


def test_brackets_that_nobody_closes_are_passed_over() -> None:
    """Were each followed to the end of its line, 300,000 would take hours."""
    body = parse_plain(f"[note [linked](https://a.example) {FIRST}\n\n{'[' * 300_000}", markdown=True).body
    assert body.startswith("[note linked The minister said")


def test_markdown_marks_go_and_words_stay() -> None:
    draft = parse_plain(
        f"# River rises\n\n![map](map.png)\n\n## Where\n\n> {FIRST}\n\n1. *One* village_name with `code`\n\n---\nEnd \\*here\\*.",  # noqa: E501
        markdown=True,
    )
    assert draft.headline == "River rises"
    assert draft.body == f"Where\n\n{FIRST}\n\n1. One village_name with code\n\nEnd *here*."


def test_the_headline_of_a_text_without_one_is_its_first_sentence(run: Callable[..., Article]) -> None:
    article = run(f"Mr. Berg met Dr. Clark in the U.S. on Monday. {BODY}")
    assert article.headline == "Mr. Berg met Dr. Clark in the U.S. on Monday."
    assert article.headline_source == "first-sentence"
    assert len(run("word " * 100).headline) <= 160


@given(st.text(max_size=300), st.booleans())
def test_any_text_is_parsed(text: str, markdown: bool) -> None:
    parse_plain(text, markdown=markdown)


def test_what_a_clipping_tool_adds_to_markdown_goes() -> None:
    text = (
        "![[lock.png]]\n\nThe [[Harrow Mill|lock]] at [[Harrow]] was ==reopened== on Tuesday. %%ask Ada%%\n\n"
        "> [!quote]- The keeper\n> The new gates would last for sixty years.\n"
    )
    draft = parse_plain(text, markdown=True)
    assert draft.body.startswith("The lock at Harrow was reopened on Tuesday.")
    assert draft.body.endswith("The keeper\nThe new gates would last for sixty years.")
    assert "%%" not in draft.body


@pytest.mark.parametrize(
    "head",
    [
        "---\ntitle: Lock: shut\ndate: 10. März 2026\nautor:\n  - Ada Moor\n---\n",
        "Title: Lock: shut\nDate: 2026-03-10\nAuthor: Ada Moor\nSlug: lock\nCategory: news\n\n",
        "Titel: Lock: shut\nDatum: 10.03.2026\nAutor: Ada Moor\nQuelle: Post\n\n",
        "#+TITLE: Lock: shut\n#+AUTHOR: Ada Moor\n#+DATE: 2026-03-10\n\n",
        "标题：Lock: shut\n日期：2026年3月10日\n作者：Ada Moor\n\n",
    ],
    ids=["YAML as people write it", "Pelican", "German", "Org", "Chinese"],
)
def test_a_head_of_label_lines(head: str) -> None:
    draft = parse_plain(head + BODY)
    assert (draft.headline, draft.author) == ("Lock: shut", ("Ada Moor",))
    assert draft.date_published == datetime(2026, 3, 10, tzinfo=UTC)
    assert draft.body == BODY
    assert draft.warnings == []


def test_lines_with_colons_are_not_yet_a_head() -> None:
    text = f"Lund: Water finds a way\nVail: Not mine\nMoor: Nor mine\n\n{BODY}"
    assert "Vail: Not mine" in parse_plain(text).body
