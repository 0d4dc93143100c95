"""A topic of several queries, one topic as a part of another, and the fields of the article."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from mediawatch.errors import TopicError
from mediawatch.tag import (
    Evaluator,
    Example,
    QueryError,
    Tagger,
    Topic,
    check_examples,
    explain,
    load_topics,
    prefilter,
)
from mediawatch.tag.match.index import MAX_LEXEMES
from mediawatch.tag.topics.examples import article_of
from mediawatch.tag.topics.topic_files import read_topics


def folder(tmp_path: Path, **files: str) -> dict[str, Topic]:
    for name, text in files.items():
        (tmp_path / f"{name}.yaml").write_text(f"id: {name}\nlabel: {name}\n{text}", encoding="utf-8")
    return {topic.id: topic for topic in load_topics(tmp_path)}


def holds(topic: Topic, text: str, language: str = "en") -> bool:
    article = article_of(Example(text, matches=True, language=language))
    found = Evaluator(topic).tag_one(article)
    [together] = Tagger([topic]).tag([article])
    assert together == (() if found is None else (found,))
    assert explain(article, topic).tag == found
    queries = prefilter(topic)
    assert queries
    return found is not None


def test_a_topic_of_several_queries_holds_where_one_does(tmp_path: Path) -> None:
    topics = folder(
        tmp_path,
        brands="query:\n  - acme OR initech\n  - globex AND NOT pasta\nqueries:\n  de:\n    - eins\n    - zwei\n",
    )
    topic = topics["brands"]
    assert topic.query == ("acme OR initech", "globex AND NOT pasta")
    assert [holds(topic, text) for text in ("Initech rose", "Globex fell", "Globex pasta", "none")] == [1, 1, 0, 0]
    assert [holds(topic, text, "de") for text in ("zwei", "Globex")] == [True, False]
    assert Topic.from_definition(json.loads(json.dumps(topic.definition)), 1).tree("de") == topic.tree("de")


def test_an_error_in_one_of_several_queries_has_its_line(tmp_path: Path) -> None:
    with pytest.raises(TopicError, match=r"brands\.yaml:5:12: near/5"):
        folder(tmp_path, brands="query:\n  - acme\n  - globex near/5 x\n")


PARTS = {
    "leaders": "query: putin OR modi\nqueries:\n  hi: मोदी\n",
    "summits": "query: (summit OR meeting) AND topic:leaders\n",
    "whole": "query: (topic:summits OR treaty) AND NOT topic:games\n",
    "games": "queries:\n  en: football OR chess\n",
}


def test_a_topic_is_part_of_another(tmp_path: Path) -> None:
    topics = folder(tmp_path, **PARTS)
    assert holds(topics["summits"], "A meeting with Modi")
    assert not holds(topics["summits"], "A meeting with Xi")
    assert holds(topics["summits"], "summit मोदी", "hi")
    assert not holds(topics["summits"], "summit putin", "hi")
    assert holds(topics["whole"], "A meeting with Modi")
    assert not holds(topics["whole"], "A meeting with Modi on football")
    assert holds(topics["whole"], "treaty, football", "fr")  # games has no query for French: it never holds
    assert [*topics["whole"].parts] == ["summits", "leaders", "games"]
    lines = [*explain(article_of(Example("A summit, Modi", matches=True)), topics["whole"]).lines()]
    assert any(line.strip() == "+ topic:leaders" for line in lines)


def test_a_changed_part_is_a_change_of_the_whole_and_of_nothing_else(tmp_path: Path) -> None:
    before = folder(tmp_path, **PARTS)
    after = folder(tmp_path, **PARTS | {"leaders": "query: putin OR modi OR xi\n"})
    differs = {name for name in PARTS if before[name].definition_sha256 != after[name].definition_sha256}
    assert differs == {"leaders", "summits", "whole"}
    whole = before["whole"]
    again = Topic.from_definition(json.loads(json.dumps(whole.definition)), version=3)
    assert (again.definition_sha256, again.tree("hi")) == (whole.definition_sha256, whole.tree("hi"))
    assert "parts" not in before["games"].definition  # topics without parts have the definition that they had


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"a": "query: b1 AND topic:nowhere\n"}, r"a\.yaml:3:15: there is no topic nowhere; there are a"),
        ({"a": "query: topic:a\n"}, r"a\.yaml:3:8: a topic cannot be a part of itself: a -> a"),
        ({"a": "query: topic:b\n", "b": "query: x1 OR topic:a\n"}, r"b\.yaml:3:14: .* itself: a -> b -> a"),
    ],
)
def test_parts_that_cannot_be(tmp_path: Path, files: dict[str, str], message: str) -> None:
    with pytest.raises(TopicError, match=message):
        folder(tmp_path, **files)


def test_a_list_of_thousands_of_names(tmp_path: Path) -> None:
    names = [f"brand{n:04}x" for n in range(5000)]
    lines = [" OR ".join(names[start : start + 1250]) for start in range(0, 5000, 1250)]
    topics = folder(
        tmp_path,
        brands="query:\n" + "".join(f"  - {line}\n" for line in lines),
        crisis="query: topic:brands AND (recall* OR lawsuit)\n",
    )
    assert holds(topics["brands"], "They bought brand4999x.")
    assert not holds(topics["brands"], "They bought brand9999x.")
    assert holds(topics["crisis"], "A recall by brand0007x.")
    assert not holds(topics["crisis"], "A recall by nobody.")
    queries = prefilter(topics["brands"])
    assert queries is not None
    assert len(queries) > 10  # no tsquery that Postgres refuses, or asks of each article as a whole
    assert max(query.count("|") for query in queries) <= MAX_LEXEMES
    assert sum(query.count("'brand4999x'") for query in queries) == 1
    crisis = prefilter(topics["crisis"])
    assert crisis is not None
    assert len(crisis) == 1  # the few words of the other side propose
    article = article_of(Example("They bought brand4999x.", matches=True))
    explanation = [*explain(article, topics["brands"]).lines()]
    assert len(explanation) < 10
    assert explanation[-1].strip() == "- 4999 other alternatives  0 times"
    with pytest.raises(TopicError, match="more than 20000 words and phrases in a topic"):
        folder(tmp_path, many="query:\n" + "".join(f"  - {line}\n" for line in lines * 5))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("section:sport", True),
        ("section:politics", False),
        ('keywords:"climate change"', True),
        ("keywords:(money OR climate)", True),
        ("keywords:change climate", False),
        ("word_count:>=4", True),
        ("word_count:>4", False),
        ("word_count:4", True),
        ("word_count:[1 TO 4]", True),
        ("word_count:[1 TO 4}", False),
        ("word_count:{4 TO *]", False),
        ("word_count:<4", False),
        ("NOT word_count:<4", True),
    ],
)
def test_fields_of_the_article(tmp_path: Path, query: str, expected: bool) -> None:
    said = "section: World / Sport\n        keywords: Climate change, money"
    group = "match" if expected else "no_match"
    text = f"query: putin {query}\nexamples:\n  {group}:\n      - text: Putin spoke of money\n        {said}\n"
    topics = folder(tmp_path, t=text)
    assert check_examples(topics.values()) == []


def test_a_wrong_part_stops_the_whole_and_no_other_topic(tmp_path: Path) -> None:
    for name, text in PARTS.items():
        (tmp_path / f"{name}.yaml").write_text(f"id: {name}\nlabel: {name}\n{text}", encoding="utf-8")
    (tmp_path / "leaders.yaml").write_text("id: leaders\nlabel: x\nquery: putin near/5 modi\n", encoding="utf-8")
    found = read_topics(tmp_path)
    assert [topic.id for topic in found.topics] == ["games"]
    assert {fault.topic_id for fault in found.faults} == {"leaders", "summits", "whole"}
    assert "the file of topic leaders is wrong" in found.faults[1].told


def test_a_part_that_nobody_knows_is_no_silence() -> None:
    with pytest.raises(QueryError, match="there is no topic nowhere here"):
        Topic(id="search", label="search", query="bank AND topic:nowhere").trees()
