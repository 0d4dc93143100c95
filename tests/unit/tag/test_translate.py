"""Queries of other tools in our language: a table of their documented forms, each with what it becomes, a text that it
finds and one that it does not, and what cannot be said."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mediawatch.cli.app import app
from mediawatch.cli.topic_commands import Tool
from mediawatch.errors import UsageError
from mediawatch.model import Medium
from mediawatch.tag import Evaluator, Example, QueryError, Topic, parse_query
from mediawatch.tag.topics.examples import article_of
from mediawatch.tag.translate.dialects import DIALECTS
from mediawatch.tag.translate.pieces import TranslationError
from mediawatch.tag.translate.query_files import translated
from mediawatch.tag.translate.translation import suggestion, translate
from typer.testing import CliRunner

LINES = (Path(__file__).parent / "foreign_queries.tsv").read_text(encoding="utf-8").splitlines()[1:]
ROWS = [tuple(line.replace(r"\n", "\n").split("\t")) for line in LINES]
ARTICLE = {
    "site": "cnn.com", "publisher": "The Hindu", "author": "Ann Smith", "section": "Sport", "language": "en",
    "country": "FR", "date_published": "2025-01-15",
}  # fmt: skip


def holds(query: str, text: str) -> bool:
    """Whether `query` holds for a text, with `[field=value] ` before it and `||` behind its headline, if any."""
    said = dict(ARTICLE)
    if match := re.match(r"\[(\w+)=([^\]]*)\] ", text):
        said[match.group(1)] = match.group(2)
        text = text[match.end() :]
    headline, parted, body = text.partition(" || ")
    if not parted:
        headline, body = "", text
    article = article_of(Example(body, matches=True, headline=headline, **said))
    media = {"example": Medium(country=said["country"])}
    return Evaluator(Topic(id="t", label="t", query=query), media).matches(article)


def test_the_table_has_forms_of_every_tool() -> None:
    assert len(ROWS) >= 120
    assert {row[0] for row in ROWS} == set(DIALECTS) == {tool.value for tool in Tool}
    assert min(sum(row[0] == tool for row in ROWS) for tool in DIALECTS) >= 12


@pytest.mark.parametrize(
    ("tool", "there", "here", "finds", "leaves", "unsaid"), ROWS, ids=[f"{r[0]}: {r[1]}" for r in ROWS]
)
def test_each_form(tool: str, there: str, here: str, finds: str, leaves: str, unsaid: str) -> None:
    translation = translate(there, tool)
    assert translation.query == here
    parse_query(here)
    assert holds(here, finds)
    assert not holds(here, leaves)
    assert "; ".join(note.there for note in translation.unsaid) == unsaid
    assert all(note.meaning for note in translation.notes)


@pytest.mark.parametrize("tool", sorted(DIALECTS))
@pytest.mark.parametrize("there", ["acme SENTENCE/2 lawsuit", "acme 5w lawsuit", "acme PROX/5 lawsuit"])
def test_what_looks_like_an_operator_is_no_word(tool: str, there: str) -> None:
    with pytest.raises(TranslationError, match=r"/|5w"):
        translate(there, tool)


def test_what_is_left_out_says_what_that_does() -> None:
    for query, effect in (
        ("bank AND rating:5", "more"),
        ("bank OR rating:5", "less"),
        ("bank NOT (river OR rating:5)", "more"),
        ("bank NOT (river AND rating:5)", "less"),
    ):
        [note] = translate(query, "brandwatch").unsaid
        assert note.meaning.endswith(f"Without it {effect} is found"), query


def test_nothing_can_be_said() -> None:
    translation = translate("theme:TERROR", "gdelt")
    assert translation.query is None
    assert [note.there for note in translation.unsaid] == ["theme:TERROR"]
    # Right there, and of no sense here: the parser's own words say why.
    assert "near every" in translate("NOT bank", "cision").unsaid[0].meaning.replace("nearly", "near")


def test_words_as_they_are_written() -> None:
    assert translate('coffee AND "iced Tea" AND bar*', "cision", exact=True).query == '=coffee AND ="iced tea" AND bar*'


@pytest.mark.parametrize(
    ("query", "tool", "message"),
    [
        ("", "nexis", "the query is empty"),
        ("(a or b", "factiva", "ends where a word"),
        ("a AND", "meltwater", "ends where a word"),
        ("a) b", "talkwalker", "cannot stand here"),
        ('near20:"one"', "gdelt", "needs two words"),
        ("a NEAR/5s b", "talkwalker", "NEAR/5s is no operator"),
        ("a NEAR b", "cision", "asks for a number of words"),
        ('a AND "b', "brandwatch", "quotation mark has no partner"),
        ("(" * 200 + "a" + ")" * 200, "nexis", "nested too deeply"),
        ("+" * 2000 + "a", "brandwatch", "nested too deeply"),
        ("hd:" * 2000 + "a", "factiva", "nested too deeply"),
        ("a OR b NOT c " * 400, "mediacloud", "nested too deeply"),
        ("a " * 60_000, "gdelt", "longer than 100000"),
    ],
)
def test_what_is_no_query_of_that_tool(query: str, tool: str, message: str) -> None:
    with pytest.raises(TranslationError, match=message):
        translate(query, tool)


SIGNS = st.text(alphabet='ab AND OR not near/3 w/5~()[]{}"<>:=+-*?!$&|^#@/,.\n1', max_size=50)


@given(SIGNS, st.sampled_from(sorted(DIALECTS)), st.booleans())
@settings(max_examples=300, deadline=None)
def test_whatever_is_written_becomes_a_right_query_or_is_refused(query: str, tool: str, exact: bool) -> None:
    try:
        translation = translate(query, tool, exact=exact)
    except TranslationError as error:
        assert 0 <= error.offset <= len(query)  # noqa: PT017  either outcome is right
        return
    if translation.query is None:
        assert translation.unsaid
    else:
        parse_query(translation.query)


@pytest.mark.parametrize(
    ("query", "ours"),
    [
        ("(putin OR xi) w/7 modi AND delhi", "(putin OR xi) NEAR/7 modi"),
        ('putin pre/3 "red sea"', 'putin ONEAR/3 "red sea"'),
        ("delhi AND putin near/12 modi", "putin NEAR/12 modi"),
        ("hlead(putin) AND delhi", "(headline:putin OR lead:putin)"),
        ("atleast7 putin", "ATLEAST/7 putin"),
        ("putin AROUND(9) modi", "putin NEAR/9 modi"),
        ("{US} AND putin", "US"),
        ("title:(putin OR xi) AND modi", "headline:(putin OR xi)"),
        ("putin or (modi and xi)", "putin OR (modi AND xi)"),
        ('near15:"trump putin"', "trump NEAR/15 putin"),
        ('repeat4:"trade" putin', "ATLEAST/4 trade"),
        ("kidnap! AND delhi", "kidnap*"),
        ("putin AND date aft 31/12/2024", "putin AND date_published:>2024-12-31"),
        ("putin wc>750", "putin AND word_count:>750"),
        ("sourcecountry:france putin", "country:FR AND putin"),
        ("путин ИЛИ лавров", "путин OR лавров"),
    ],
)
def test_advice_has_the_users_own_words_and_numbers(query: str, ours: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse_query(query)
    assert ours in caught.value.advice
    parse_query(ours)


def test_no_advice_where_nothing_is_known() -> None:
    assert suggestion("putin AND (", 10) is None
    assert suggestion("putin \ud800", 6) is None


@pytest.mark.parametrize(
    ("query", "tool"),
    [
        (" OR ".join(f'"brand{number} corp"' for number in range(2100)), "brandwatch"),
        ("(" + " or ".join(f"brand{number}" for number in range(2500)) + ") and lawsuit not jobs", "factiva"),
    ],
)
def test_a_list_too_long_for_a_query_becomes_several(query: str, tool: str) -> None:
    translation = translate(query, tool)
    assert translation.query is not None
    queries = [translation.query, *translation.more]
    assert 2 <= len(queries) <= 8
    assert not translation.unsaid
    for text in queries:
        parse_query(text)
        assert text.endswith(" AND lawsuit AND NOT jobs") == (tool == "factiva")
    names = set(re.findall(r"brand\d+", query))
    assert [name for text in queries for name in re.findall(r"brand\d+", text)] == sorted(
        names, key=lambda n: int(n[5:])
    )


def test_the_command(tmp_path: Path) -> None:
    file = tmp_path / "query.txt"
    file.write_text("(christmas OR xmas)\nNEAR/2f gift AND rating:5", encoding="utf-8")
    result = CliRunner().invoke(app, ["topics", "translate", "--from", "brandwatch", str(file)])
    assert result.exit_code == 1
    assert result.stdout == "(christmas OR xmas) ONEAR/2 gift\n"
    assert "NEAR/2f -> ONEAR/2: at most 2 words between, in this order" in result.stderr
    assert "cannot be said: rating:5: no tone is worked out here. Without it more is found" in result.stderr
    result = CliRunner().invoke(app, ["topics", "translate", "--from", "nexis"], input="doctor w/5 malpractice")
    assert (result.exit_code, result.stdout) == (0, "doctor NEAR/5 malpractice\n")


def test_what_cannot_be_read_is_refused_at_the_door(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"standard input:2:5: .* ends where"):
        translated(None, io.BytesIO(b"(a\nor b"), "nexis", exact=False)
    with pytest.raises(UsageError, match="not UTF-8"):
        translated(None, io.BytesIO(b"\xff\xfe"), "nexis", exact=False)
    with pytest.raises(UsageError, match="cannot be read"):
        translated(tmp_path / "none.txt", io.BytesIO(), "nexis", exact=False)
    with pytest.raises(UsageError, match="larger than"):
        translated(None, io.BytesIO(b"a" * 1_000_001), "nexis", exact=False)
