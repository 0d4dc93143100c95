"""The measures that stand for texts in a gate."""

from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from mediawatch.model import Article, Evidence, Tag
from mediawatch.quality import tag_rows
from mediawatch.quality.columns import _FORBIDDEN, _forbidden, _text, _word_count_true
from mediawatch.quality.result import printable

ANY_TEXT = st.text(st.characters(exclude_categories=()))


def article(headline: str = "Flood in Насик", body: str = "The नदी flooded the town.") -> Article:
    return Article(
        document_id="00000000000000aa",
        uri="file://inbox/a.txt",
        headline=headline,
        headline_source="h1",
        article_body=body,
        in_language="hi",
        language_source="langdetect",
        language_confidence=0.9,
        word_count=5,
        content_sha256="",
        text_sha256="",
        extraction_method="plain-text",
        observed_at=datetime(2025, 5, 6, tzinfo=UTC),
    )


def evidence(field: str, start: int, end: int, text: str) -> Evidence:
    return Evidence(field, start, end, text, "flood*")  # type: ignore[arg-type]


def counts(*pieces: Evidence) -> tuple[int, int, int]:
    frame = tag_rows([article()], [[Tag("floods", 1, "about", 0.7, pieces)]])
    return tuple(int(frame[name][0]) for name in ("evidence_count", "evidence_outside", "evidence_untrue"))  # type: ignore[return-value]


def test_evidence_is_held_against_the_text() -> None:
    assert counts(evidence("headline", 9, 14, "Насик"), evidence("article_body", 4, 7, "नदी")) == (2, 0, 0)
    assert counts(evidence("headline", 9, 14, "Nasik")) == (1, 0, 1)
    assert counts(evidence("headline", 9, 15, "Насик")) == (1, 1, 0)  # behind the end
    assert counts(evidence("headline", -5, 14, "Насик")) == (1, 1, 0)  # what slicing would take
    assert counts(evidence("headline", 3, 3, "")) == (1, 1, 0)
    assert counts(evidence("dateline", 0, 5, "Nasik")) == (1, 1, 0)  # no such field
    assert counts() == (0, 0, 0)


def test_articles_without_tags_have_no_rows() -> None:
    frame = tag_rows([article(), article()], [[], []])
    assert frame.empty
    assert "evidence_untrue" in frame.columns


@given(ANY_TEXT)
@example("line\n\tline")
@example("naïve £5 Â\u0085")
@example("\x7f")
def test_the_quick_look_for_forbidden_characters_agrees_with_the_expression(text: str) -> None:
    assert _forbidden(text) == len(_FORBIDDEN.findall(text))


@given(ANY_TEXT)
def test_texts_go_to_arrow_and_to_terminals(text: str) -> None:
    pd.Series(_text([text]), dtype="str")
    assert printable(text).isprintable()
    assert len(printable(text, 50)) <= 50 * 10


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (5, "The river flooded the town"),
        (8, "From 12:30 to 14:15, India-Russia"),
        (13, "洪水が町を襲い、多くの住民が避難しました。"),
        (40, "น้ำท่วมเมืองเมื่อวันจันทร์ ไม่มีผู้บาดเจ็บ " * 4),
        (8, "വെള്ളപ്പൊക്കം തിങ്കളാഴ്ച നഗരത്തെ വിഴുങ്ങി, ആർക്കും പരിക്കില്ല എന്ന് അധികൃതർ"),
        (5, "ހުކުރު ދުވަހު ރަށުގެ ބަނދަރު ބަންދުކުރި"),
        (0, ""),
    ],
)
def test_word_counts(words: int, text: str) -> None:
    assert _word_count_true(words, text)
    assert not _word_count_true(words * 1.1 + 6, text)
    assert not _word_count_true(words * 0.8 - 6, text)
