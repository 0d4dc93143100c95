"""Irish and Welsh words as they begin by themselves."""

from __future__ import annotations

import pytest
from mediawatch.words import unchanged, with_names_unchanged


@pytest.mark.parametrize(
    ("language", "written", "own"),
    [
        ("ga", "i mBaile Átha Cliath", "i Baile Átha Cliath"),
        ("ga", "sa bhFrainc agus i gCorcaigh", "sa Frainc agus i Corcaigh"),
        ("ga", "Rialtas na hÉireann", "Rialtas na Éireann"),
        ("ga", "sa Ghaeltacht", "sa Gaeltacht"),
        ("ga", "na daoine ag an mbanc", "na daoine ag an mbanc"),
        ("cy", "yng Nghaerdydd a Chaernarfon", "yng Caerdydd a Caernarfon"),
        ("cy", "ym Mhontypridd", "ym Pontypridd"),
        ("en", "Bhopal and mBank", "Bhopal and mBank"),
    ],
)
def test_names_of_a_text(language: str, written: str, own: str) -> None:
    assert with_names_unchanged(written, language) == own


@pytest.mark.parametrize(
    ("language", "word", "own"),
    [
        ("ga", "mbanc", ("banc",)),
        ("ga", "hÉireann", ("éireann",)),
        ("ga", "nach", ()),
        ("ga", "nÉireann", ("éireann",)),
        ("cy", "brifysgol", ()),
        ("cy", "Gaerdydd", ("caerdydd",)),
        ("cy", "dan", ()),
        ("cy", "Mangor", ("bangor",)),
        ("fr", "Mangor", ()),
    ],
)
def test_a_word(language: str, word: str, own: tuple[str, ...]) -> None:
    assert unchanged(word, language) == own
