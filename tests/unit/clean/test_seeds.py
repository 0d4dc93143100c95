"""The five delivered seed files, where they lie beside the checkout."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from mediawatch.model import Article

SHARED = Path(__file__).parents[3] / "../shared"


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))


@pytest.mark.shared
@pytest.mark.parametrize("number", range(5))
def test_seed(number: int, run: Callable[..., Article]) -> None:
    gold = SHARED / "eval" / "dev" / "seeds.gold.json"
    if not gold.exists():
        pytest.skip("the seeds and their gold are not beside the checkout (../shared)")
    expected = json.loads(gold.read_text(encoding="utf-8"))["files"][number]
    article = run((SHARED / "seeds" / expected["file"]).read_bytes())
    assert article.in_language == expected["language"]
    day = article.date_published.date().isoformat() if article.date_published else None
    assert day in expected["dates"]
    assert article.dateline == expected.get("dateline")
    assert not [text for text in expected["forbidden"] if text in article.article_body]
    want, got = words(expected["body"]), words(article.article_body)
    assert want == got
