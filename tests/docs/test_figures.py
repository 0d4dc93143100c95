"""The README's figures are those of docs/results.md."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

import documents
import pytest

README = " ".join((documents.HOME / "README.md").read_text("utf-8").split())
RESULTS = (documents.HOME / "docs" / "results.md").read_text("utf-8")


def measured(label: str, place: int, *, peer: bool = False) -> Decimal:
    """One of the figures of a row of the first table, ours or the peer's."""
    (row,) = [line for line in RESULTS.splitlines() if line.startswith(f"| {label}")]
    return Decimal(re.findall(r"(?<!\d)\.\d+", row.split("|")[3 if peer else 2])[place])


@pytest.mark.parametrize(
    ("said", "label", "place", "peer"),
    [
        (r"text of web pages F1 (\S+) to", "text of a page, F1", 1, False),
        (r"text of web pages F1 \S+ to (\.\d+)", "text of a page, F1", 0, False),
        (r"repeats (\.\d+)", "repeats, F1", 0, False),
        (r"stories (\.\d+)", "stories, BCubed", 0, False),
        (r"topics (\.\d+)", "topics, F1", 0, False),
        (r"that counts: text (\.\d+)", "pages of 2026", 0, False),
        (r"\(trafilatura (\.\d+)\)", "pages of 2026", 0, True),
        (r"headline (\.\d+), date", "… headline, date, authors", 0, False),
        (r"date (\.\d+), authors", "… headline, date, authors", 1, False),
        (r"authors (\.\d+), and", "… headline, date, authors", 2, False),
        (r"and (\.\d+) of the pages that only list others", "… headline, date, authors", 3, False),
    ],
)
def test_the_readme_says_what_was_measured(said: str, label: str, place: int, peer: bool) -> None:
    (figure,) = re.findall(said, README)
    found = measured(label, place, peer=peer)
    assert Decimal(figure) == found.quantize(Decimal(figure), ROUND_HALF_UP)
