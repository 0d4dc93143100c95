"""The records that flow between the stages."""

from __future__ import annotations

import pytest
from mediawatch.model import Excluded, Outcome, printable


@pytest.mark.parametrize("hostile", ["\x1b]0;owned\x07", "\x9b31m", "a\nb\rc", "\0", "\ud800", "\u202eetirw\u2066"])
def test_what_a_document_says_of_itself_can_be_printed_and_stored(hostile: str) -> None:
    told = Excluded("d", "u", "h", "collect", Outcome.SKIPPED, "not_a_page", f"a response of type {hostile}").detail
    assert told.isprintable()
    assert told == printable(told) == f"a response of type {printable(hostile)}"


def test_text_that_can_be_printed_stays() -> None:
    assert printable("тип «текст» हिन्दी") == "тип «текст» हिन्दी"
