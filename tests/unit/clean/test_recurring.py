"""Paragraphs that stand in several articles of one publisher."""

from __future__ import annotations

from collections.abc import Callable

from mediawatch.clean import flag_recurring
from mediawatch.model import Article

TEXT = "The river rose over night and village number {} had to be cleared before dawn, officials said on Monday."
NOTICE = "Write to the editors if you know more about this."


def test_recurring_paragraphs_are_flagged_and_stay(run: Callable[..., Article]) -> None:
    def article(number: int, publisher: str, notice: str = NOTICE) -> Article:
        return run(f"Source: {publisher}\n\n{TEXT.format(number)}\n\n{notice}", uri=f"file://inbox/{number}.txt")

    articles = [article(number, "Valley News") for number in range(3)]
    others = [article(7, "Hill Times"), article(8, "Valley News", "A paragraph that is this article's own.")]
    flagged = flag_recurring([*articles, *others])
    assert [any("recurring-paragraph" in warning for warning in each.warnings) for each in flagged] == [True] * 3 + [
        False
    ] * 2
    assert [each.article_body for each in flagged] == [each.article_body for each in [*articles, *others]]
    assert flag_recurring(articles[:2]) == articles[:2]
    assert flag_recurring([articles[0]] * 3) == [articles[0]] * 3
