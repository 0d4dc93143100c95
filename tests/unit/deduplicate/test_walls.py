"""An opening before a wall is a truncation of the whole article, whatever the wall says."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from mediawatch.deduplicate.measure import Text, kind_of

ARTICLES: dict[str, dict[str, str]] = yaml.safe_load(Path(__file__).with_name("walls.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", ARTICLES)
def test_an_opening_before_a_wall_that_nobody_knows_is_a_truncation(language: str) -> None:
    article = ARTICLES[language]
    cut = Text(f"{article['lead']}\n\n{article['wall']}")
    assert kind_of(cut, Text(f"{article['lead']}\n\n{article['rest']}")) == "truncation"


@pytest.mark.parametrize("language", [language for language, article in ARTICLES.items() if "items" in article])
def test_before_the_other_items_of_a_digest_it_is_none(language: str) -> None:
    article = ARTICLES[language]
    digest = Text(f"{article['lead']}\n\n{article['items']}")
    for cut in (article["lead"], f"{article['lead']}\n\n{article['wall']}"):
        assert kind_of(Text(cut), digest) not in {"truncation", "copy"}


@pytest.mark.parametrize("language", [language for language, article in ARTICLES.items() if "items" in article])
def test_two_reports_before_one_wall_are_none(language: str) -> None:
    article = ARTICLES[language]
    other = article["items"].split("\n")[0]
    assert (
        kind_of(Text(f"{article['lead']}\n\n{article['wall']}"), Text(f"{other}\n\n{article['wall']}")) != "truncation"
    )
