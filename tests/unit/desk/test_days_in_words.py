"""Days that accounts state, as a page and a letter write them."""

from __future__ import annotations

import pytest
from mediawatch.desk.shape.days_in_words import days_in_words


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ("2025-05-02", "2 May 2025"),
        ("2024-07-08/2024-07-09", "8–9 July 2024"),
        ("2023-07-01/2023-07-31", "July 2023"),
        ("2024-02-01/2024-02-29", "February 2024"),
        ("2023-02-01/2023-02-27", "1–27 February 2023"),
        ("2024-01-01/2024-12-31", "2024"),
        ("2025-01-01/2025-04-30", "January – April 2025"),
        ("2024-06-30/2024-07-02", "30 June – 2 July 2024"),
        ("2023-12-30/2024-01-02", "30 December 2023 – 2 January 2024"),
        ("2023-12-01/2024-02-29", "December 2023 – February 2024"),
        ("26", "26"),
        ("2025-13-01", "2025-13-01"),
        ("1.5/2", "1.5/2"),
    ],
)
def test_a_span_of_days_is_told_by_its_name(days: str, told: str) -> None:
    assert days_in_words(days) == told
