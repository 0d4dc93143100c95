"""docs/topics.md says what the code does: its examples are run, its limits and its topic file are the real ones."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from mediawatch.tag import Evaluator, QueryError, Topic, check_examples, explain, load_topics, parse_query
from mediawatch.tag.language.words import MAX_WORD_CHARS
from mediawatch.tag.match.clauses import MAX_PLACES
from mediawatch.tag.match.positioned import LEAD_CHARACTERS, LEAD_WORDS, MAX_POSITIONS
from mediawatch.tag.query import atoms as atom_limits
from mediawatch.tag.query import limits
from mediawatch.tag.query.tree import FILTER_FIELDS, TEXT_FIELDS
from mediawatch.tag.topics.definition import Example
from mediawatch.tag.topics.examples import article_of

PAGE = (Path(__file__).parents[3] / "docs" / "topics.md").read_text(encoding="utf-8")


def rows(header: str) -> list[list[str]]:
    """The cells of all tables on the page with that header."""
    found, inside = [], False
    for line in PAGE.splitlines():
        cells = [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line.strip())[1:-1]]
        if line.startswith(f"| {header} |"):
            inside = True
        elif not line.startswith("|"):
            inside = False
        elif inside and set(line) - set("|- "):
            found.append(cells)
    return found


EXAMPLES = rows("query | finds | does not find")


def evidence(query: str, text: str) -> list[str] | None:
    headline, parted, body = text.partition(" || ")
    if not parted:
        headline, body = "", text
    language = "hi" if re.search("[\u0900-\u097f]", text) else "ru" if re.search("[\u0400-\u04ff]", text) else "en"
    article = article_of(Example(body, matches=True, headline=headline, language=language))
    tag = Evaluator(Topic(id="t", label="t", query=query)).tag_one(article)
    return None if tag is None else [row.evidence_text for row in tag.evidence]


def test_the_page_has_examples() -> None:
    assert len(EXAMPLES) > 35


@pytest.mark.parametrize(("query", "finds", "does_not"), EXAMPLES, ids=[row[0] for row in EXAMPLES])
def test_each_example_of_the_page(query: str, finds: str, does_not: str) -> None:
    query = query.strip("`")
    marked = re.findall(r"\[(.+?)\]", finds)
    assert marked
    assert evidence(query, re.sub(r"[\[\]]", "", finds)) == marked
    assert evidence(query, does_not) is None


def test_each_filter_of_the_page_is_one() -> None:
    filters = [row[0].strip("`") for row in rows("filter | holds")]
    assert {text.partition(":")[0] for text in filters} == set(FILTER_FIELDS)
    for text in filters:
        parse_query(f"word AND {text}")
    for field in TEXT_FIELDS:
        assert f"`{field}:" in PAGE


TRANSLATIONS = [[cell.strip("`") for cell in row[:2]] for row in rows("there | here | what to know")]


@pytest.mark.parametrize(("there", "here"), TRANSLATIONS, ids=[row[0] for row in TRANSLATIONS])
def test_what_other_tools_write_is_refused_and_has_a_translation(there: str, here: str) -> None:
    parse_query(here)
    if there != here:
        with pytest.raises(QueryError):
            parse_query(there)


def test_the_explanation_of_the_page_is_the_real_one(tmp_path: Path) -> None:
    source, told = (re.search(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL) for kind in ("yaml", "text"))
    assert source is not None
    assert told is not None
    (tmp_path / "topic.yaml").write_text(source.group(1), encoding="utf-8")
    [topic] = load_topics(tmp_path)
    article = article_of(Example("Divers love the Red Sea, and the ships that lie in it.", matches=False))
    assert "\n".join(explain(article, topic).lines()) == told.group(1).rstrip()


def test_each_view_of_the_page_is_one() -> None:
    views = (Path(__file__).parents[3] / "include/mediawatch/store/schema/views").glob("*.sql")
    known = set(re.findall(r"create or replace view (\S+) as", "".join(path.read_text("utf-8") for path in views)))
    asked = {row[0].strip("`") for row in rows("view | what it says")}
    assert len(asked) == 5
    assert asked <= known


def test_the_topic_file_of_the_page_loads_and_keeps_its_examples(tmp_path: Path) -> None:
    block = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert block is not None
    (tmp_path / "topic.yaml").write_text(block.group(1), encoding="utf-8")
    topics = load_topics(tmp_path)
    assert [str(failure) for failure in check_examples(topics)] == []


def test_the_limits_of_the_page_are_the_real_ones() -> None:
    words = " ".join(PAGE.split())
    for text in (
        f"{limits.MAX_QUERY_CHARS:,} characters",
        f"{limits.MAX_DEPTH} parentheses deep",
        f"{limits.MAX_CLAUSES:,} clauses",
        f"{limits.MAX_WILDCARDS} wildcards",
        f"{limits.MAX_LEADING} of them at the beginning of a word",
        f"{limits.MAX_LOOSE} NEAR, ATLEAST and loose phrases",
        f"all its queries ({limits.MAX_QUERIES}) and parts: {limits.MAX_TOPIC_CLAUSES:,} words and phrases",
        f"{limits.MAX_TOPIC_WILDCARDS} wildcards, {limits.MAX_TOPIC_LOOSE} NEAR, ATLEAST and loose phrases",
        f"n times at least (up to {limits.MAX_TIMES})",
        f"A phrase: {limits.MAX_PHRASE_WORDS} words",
        f"n up to {limits.MAX_DISTANCE}",
        f"A wildcard word: {atom_limits.MAX_STARS} signs",
        f"first {MAX_WORD_CHARS} characters",
        f"first {MAX_POSITIONS:,} places",
        f"first {LEAD_WORDS} words of the text ({LEAD_CHARACTERS} characters",
        f"at most {MAX_PLACES} places a clause",
    ):
        assert text in words, text
