"""What pages are made of, without a warehouse: marks, diffs, log-odds, charts, figures that differ."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mediawatch.desk.article_list import Key
from mediawatch.desk.news_desk import rate_change
from mediawatch.desk.search_desk import topic_file, wrong
from mediawatch.desk.shape.charts import frame
from mediawatch.desk.shape.evidence_marks import paragraphs, pieces, snippet
from mediawatch.desk.shape.log_odds import distinctive
from mediawatch.desk.shape.version_changes import changes
from mediawatch.errors import UsageError
from mediawatch.tag import QueryError, parse_query

_TEXT = st.text("ab \nदि🙂", max_size=40)


@settings(max_examples=60)
@given(_TEXT, st.lists(st.tuples(st.integers(-2, 45), st.integers(-2, 45), st.sampled_from("xyz")), max_size=5))
def test_pieces_are_the_text_and_each_key_begins_once(text: str, spans: list[tuple[int, int, str]]) -> None:
    found = pieces(text, spans)
    assert "".join(piece.words for piece in found) == text
    begun = [key for piece in found for key in piece.begins]
    assert len(begun) == len(set(begun))
    at = 0
    for piece in found:
        covering = {
            key for start, end, key in spans if max(0, start) <= at < end and max(0, start) < min(end, len(text))
        }
        assert set(piece.keys) == covering
        at += len(piece.words)
    lines = ["".join(piece.words for piece in line) for line in paragraphs(found)]
    assert lines == [line for line in text.split("\n") if line]


def test_a_snippet_shows_the_words_around_the_first_evidence() -> None:
    body = "word " * 100 + "the treaty was signed " + "word " * 100
    start = body.index("treaty")
    shown = snippet(body, [{"field": "article_body", "start_char": start, "end_char": start + 6}])
    assert [piece.words for piece in shown if piece.keys] == ["treaty"]
    assert shown[0].words == "… "
    assert shown[-1].words == " …"
    assert 300 < len("".join(piece.words for piece in shown)) < 420
    assert "".join(piece.words for piece in snippet("short", [])) == "short"


@settings(max_examples=60)
@given(st.lists(st.sampled_from("abc"), max_size=12), st.lists(st.sampled_from("abc"), max_size=12))
def test_changes_tell_both_texts(before: list[str], after: list[str]) -> None:
    old, new = " ".join(before), " ".join(after)
    told = changes(old, new)
    if before == after:
        assert told == []
        return
    assert "".join(c.words for c in told if c.kind in ("same", "added")).split() == after
    assert "".join(c.words for c in told if c.kind in ("same", "removed")).split() == before


def test_what_is_the_same_for_long_is_left_out() -> None:
    text = " ".join(f"w{n}" for n in range(200))
    told = changes(text, text.replace("w100", "changed"))
    assert [c.kind for c in told] == ["gap", "same", "removed", "added", "same", "gap"]
    assert told[0].words == "86"


def test_very_long_texts_are_compared_by_paragraph() -> None:
    before = "\n".join(f"paragraph {n} " + "word " * 30 for n in range(300))
    told = changes(before, before.replace("paragraph 1 ", "line 1 ").replace("paragraph 298 ", "line 298 "))
    assert sum(c.kind == "added" for c in told) == 2


def test_words_that_set_texts_apart_come_first_with_their_counts() -> None:
    here = [{"treaty", "river", "said"}] * 8 + [{"said"}] * 2
    there = [{"said", "match"}] * 30 + [{"river"}] * 3
    found = distinctive(here, there, 5, "en")
    assert [(word.word, word.here, word.there) for word in found[:2]] == [("treaty", 8, 0), ("river", 8, 3)]
    assert found[0].score > 1.96
    assert distinctive([], there, 5, "en") == []


def test_function_words_set_no_topic_apart_among_few_articles() -> None:
    here, there = [{"river", "which", "from"}] * 8, [{"chess"}] * 3
    assert [word.word for word in distinctive(here, there, 5, "en")] == ["river"]
    assert [word.word for word in distinctive([{"река", "который"}] * 8, [{"шахматы"}] * 3, 5, "ru")] == ["река"]
    assert [word.word for word in distinctive([{"fisk", "ikke"}] * 8, [{"sjakk"}] * 3, 5, "nb")] == ["fisk"]
    many, others = [{"fire", "forest"}] * 90 + [set()] * 10, [{"chess"}] * 300
    assert {word.word for word in distinctive(many, others, 5, "en")} == {"fire", "forest"}


def test_a_chart_s_lines_lie_in_its_frame() -> None:
    days = [date(2025, 5, 1) + timedelta(days=n) for n in range(90)]
    made = frame(days, [[n * 7 for n in range(90)]])
    assert made.top >= 89 * 7
    for points in made.lines([None, 3, 5, None, 8]):
        for point in points.split():
            x, y = map(float, point.split(","))
            assert made.box["left"] <= x <= made.box["right"]
            assert made.box["top"] <= y <= made.box["floor"]
    assert len(made.lines([None, 3, 5, None, 8])) == 2
    assert len(made.across) <= 7
    assert frame(days, [[0] * 90]).top > 0
    assert [tick.label for tick in frame(days, [[0.2]], percent=True).up] == ["0%", "10%", "20%"]


@given(st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30)), st.integers(1, 10**18 - 1))
@settings(max_examples=40)
def test_a_key_is_read_as_it_was_written(moment: datetime, number: int) -> None:
    key = Key(moment.replace(tzinfo=UTC), number)
    assert Key.read(str(key)) == key


@pytest.mark.parametrize("written", ["", "1", "a-1", "1-", "99999999999999999999-1", "999999999999999999-1", "१-१"])
def test_any_other_key_is_refused(written: str) -> None:
    with pytest.raises(UsageError):
        Key.read(written)


def test_rate_change_is_that_of_the_warehouse() -> None:
    assert rate_change(10, 100, 10, 100) == 0
    assert rate_change(20, 100, 10, 100) == pytest.approx(1.99658, abs=1e-4)  # 2 x sum of O ln(O / E)
    assert rate_change(0, 100, 10, 100) < -3
    assert rate_change(5, 0, 10, 100) == 0


def test_a_topic_s_file_of_any_query_is_read_back(tmp_path: object) -> None:
    from pathlib import Path

    import yaml

    assert isinstance(tmp_path, Path)
    for query in ('"a: b" OR c # no comment', "line\ntwo", "हिन्दी {x}", "back\\slash 'q'"):
        assert yaml.safe_load(topic_file(query))["query"] == query


def test_a_fault_is_shown_at_its_place() -> None:
    query = "putin\nmodi AND"
    with pytest.raises(QueryError) as error:
        parse_query(query)
    told = wrong(query, error.value)
    assert told["error"].startswith("line 2, column 9: ")
    line, mark = told["error_place"].split("\n")
    assert line == "modi AND"
    assert mark.index("^") == 8
