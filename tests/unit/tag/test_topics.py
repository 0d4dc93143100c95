"""Topic files: what they hold, and errors that name file, line and column."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from mediawatch.errors import TopicError
from mediawatch.tag import Example, Tagger, Topic, check_examples, load_topics
from mediawatch.tag.topics.examples import article_of

PROJECT = Path(__file__).parents[3]

FULL = """\
id: water
label: "Water, everywhere"
description: On water.
query: >-
  (river OR lake)
  AND flood*
queries:
  hi: नदी AND बाढ़
  no: elv
mediatopics:
  - medtop:03000000
  - 16000000
grade: about
threshold: 0.5
examples:
  match:
    - The river floods the town.
    - headline: Flooding
      text: A lake is full.
      grade: about
      language: en
  no_match:
    - The river is dry.
"""


def load(folder: Path, text: str, name: str = "t.yaml") -> Topic:
    (folder / name).write_text(text, encoding="utf-8")
    return load_topics(folder)[0]


def test_a_full_topic_is_read(tmp_path: Path) -> None:
    topic = load(tmp_path, FULL)
    assert topic.query == "(river OR lake) AND flood*"
    assert topic.queries == {"hi": "नदी AND बाढ़", "no": "elv"}
    assert topic.mediatopics == ("medtop:03000000", "medtop:16000000")
    assert (topic.grade, topic.threshold, topic.version) == ("about", 0.5, 1)
    assert [example.matches for example in topic.examples] == [True, True, False]
    assert topic.examples[1].headline == "Flooding"
    assert not check_examples([topic])


def test_the_definition_names_what_decides_and_comes_back(tmp_path: Path) -> None:
    topic = load(tmp_path, FULL)
    again = Topic.from_definition(topic.definition, version=3)
    assert again.definition == topic.definition
    assert again.definition_sha256 == topic.definition_sha256
    assert again.version == 3
    assert re.fullmatch(r"[0-9a-f]{64}", topic.definition_sha256)


def test_the_hash_follows_the_query_and_not_the_examples(tmp_path: Path) -> None:
    topic = load(tmp_path, FULL)
    assert replace(topic, query="river").definition_sha256 != topic.definition_sha256
    assert replace(topic, examples=(), version=9, path="elsewhere").definition_sha256 == topic.definition_sha256


def test_id_label_and_query_are_enough(tmp_path: Path) -> None:
    topic = load(tmp_path, "id: a\nlabel: A\nquery: >-\n  amd AND seamicro\n")
    assert (topic.id, topic.label, topic.query) == ("a", "A", "amd AND seamicro")


def test_topics_come_sorted_by_id(tmp_path: Path) -> None:
    (tmp_path / "1.yaml").write_text("id: b\nlabel: B\nquery: b1")
    (tmp_path / "2.yml").write_text("id: a\nlabel: A\nquery: a1")
    (tmp_path / "notes.txt").write_text("not a topic")
    assert [topic.id for topic in load_topics(tmp_path)] == ["a", "b"]


BASE = "id: a\nlabel: A\n"

WRONG = [
    # text, line, column, what, advice
    ("label: A\nquery: b", 1, 1, "id is missing", "add a line id"),
    ("id: a\nquery: b", 1, 1, "label is missing", "add"),
    ("id: a\nlabel: A", 1, 1, "query is missing", "add"),
    ("id: A b\nlabel: A\nquery: b", 1, 5, "is no id", "a-z"),
    (BASE + "query: b\nkeywords: x", 4, 1, "no key 'keywords'", "its keys are"),
    (BASE + "query: b\nquery: c", 4, 1, "there twice", "remove"),
    (BASE + "query:", 3, 7, "must be a text", "write query"),
    (BASE + "query: {a: b}", 3, 8, "must be a text", "write query"),
    (BASE + "query: []", 3, 8, "from 1 to 50", "several topics"),
    (BASE + "query: [a1, [b2]]", 3, 13, "must be a text", "write query"),
    (BASE + "query: putin near/5 modi", 3, 14, "no operator", "capitals"),
    (BASE + 'query: "putin AND (modi"', 3, 19, "never closed", ")"),
    (BASE + "query: '\"it''s\" AND title:b'", 3, 21, "no field title:", "headline"),
    (BASE + "query: >-\n  putin AND\n  (modi OR\n  title:x)", 6, 3, "no field title:", "headline"),
    (BASE + "query: |\n  putin AND\n\n  modi\n  near/3 x", 7, 3, "no operator", "capitals"),
    (BASE + "query: >-\n  putin AND", 4, 12, "ends where a word", "complete"),
    (BASE + "query: putin\n  AND modi OR\n", 4, 14, "ends where a word", "complete"),
    (BASE + "query: b\nqueries:\n  hi: NOT b", 5, 7, "nearly every article", "AND NOT"),
    (BASE + "query: b\nqueries:\n  hindi: b", 5, 3, "no language code", "hi"),
    (BASE + "query: b\nqueries: {}", 4, 10, "one query for each language", "hi"),
    (BASE + "query: b\nmediatopics: medtop:1", 4, 14, "must be a list", "-"),
    (BASE + "query: b\nmediatopics:\n  - sports", 5, 5, "no IPTC Media Topic", "eight digits"),
    (BASE + "query: b\ngrade: best", 4, 8, "no grade", "about or mentions"),
    (BASE + "query: b\nthreshold: 1.5", 4, 12, "no threshold", "0 to 1"),
    (BASE + "query: b\nthreshold: high", 4, 12, "no threshold", "0 to 1"),
    (BASE + "query: b\nexamples:\n  - b", 5, 3, "key: value", "match, no_match"),
    (BASE + "query: b\nexamples:\n  matches:\n    - b", 5, 3, "no key 'matches'", "match, no_match"),
    (BASE + "query: b\nexamples:\n  no_match:\n    - text: c\n      grade: about", 7, 14, "no grade", "remove"),
    (BASE + "query: b\nexamples:\n  match:\n    - language: en", 6, 7, "needs a text", "text"),
    (BASE + "query: b\nexamples:\n  match:\n    - text: c\n      language: english", 7, 17, "no language code", "en"),
    (BASE + "query: b\nexamples:\n  match:\n    - text: c\n      date_published: May", 7, 23, "no date", "2025"),
    ("- a\n- b", 1, 1, "holds id, label and query", "key: value"),
    ("", 1, 1, "holds id, label and query", "key: value"),
    ("id: a\n  label: b\nquery: c", 2, 8, "not valid YAML", "indentation"),
    ('id: "a\nlabel: A', 2, 9, "not valid YAML", "quotes"),
    (BASE + "query: !!python/object:os.system b", 3, 8, "", ""),
]


@pytest.mark.parametrize(("text", "line", "column", "what", "advice"), WRONG, ids=range(len(WRONG)))
def test_wrong_files_name_line_and_column(
    tmp_path: Path, text: str, line: int, column: int, what: str, advice: str
) -> None:
    if "!!python" in text:
        assert load(tmp_path, text).query == "b"  # a tag is not obeyed: every value is read as text
        return
    with pytest.raises(TopicError) as caught:
        load(tmp_path, text)
    message = str(caught.value)
    assert message.startswith(f"{tmp_path / 't.yaml'}:{line}:{column}: ")
    what_is_wrong, _, what_to_do = message.partition(": ")[2].partition("; ")
    assert what in what_is_wrong
    assert advice in what_to_do


def test_ids_are_unique_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "1.yaml").write_text("id: a\nlabel: A\nquery: b1")
    (tmp_path / "2.yaml").write_text("label: A\nquery: b1\nid: a")
    with pytest.raises(TopicError, match=r"2\.yaml:3:5: the id a is taken by 1\.yaml"):
        load_topics(tmp_path)


def test_folders_that_are_missing_or_empty_say_so(tmp_path: Path) -> None:
    with pytest.raises(TopicError, match="no such folder"):
        load_topics(tmp_path / "nowhere")
    with pytest.raises(TopicError, match="holds no topic file"):
        load_topics(tmp_path)


def test_bytes_that_are_not_utf8_name_their_line(tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_bytes(b"id: a\nlabel: caf\xe9\n")
    with pytest.raises(TopicError, match=r"t\.yaml:2:1: not UTF-8"):
        load_topics(tmp_path)


def test_examples_that_fail_say_which_and_why(tmp_path: Path) -> None:
    topic = load(tmp_path, FULL.replace("The river is dry.", "A flooding river."))
    (failure,) = check_examples([topic])
    assert (failure.topic_id, failure.expected, failure.got) == ("water", "no match", "match")
    assert failure.where.endswith("t.yaml:23")
    assert "flooding river" in str(failure)
    assert failure.explanation.clause is not None


def test_shipped_topics_keep_their_examples_and_have_both_kinds() -> None:
    topics = load_topics(PROJECT / "include" / "topics")
    assert {"pahalgam-attack", "india-russia-summit", "putin-modi-call"} <= {topic.id for topic in topics}
    assert {"india-pakistan-tensions", "victory-day", "indus-waters-treaty"} <= {topic.id for topic in topics}
    assert [str(failure) for failure in check_examples(topics)] == []
    for topic in topics:
        assert topic.queries.keys() >= {"hi", "ru"}
        for language in ("en", "hi", "ru"):
            kinds = {example.matches for example in topic.examples if example.language == language}
            assert kinds == {True, False}, (topic.id, language)


@pytest.mark.shared
def test_the_seeds_are_about_what_they_are_known_to_be_about() -> None:
    folder = PROJECT.parent / "shared" / "seeds"
    if not folder.is_dir():
        pytest.skip("the seeds are not beside the checkout")
    topics = load_topics(PROJECT / "include" / "topics")
    bodies = [path.read_text(encoding="utf-8").strip() for path in sorted(folder.iterdir())]
    tags = Tagger(topics).tag([article_of(Example(body, matches=True)) for body in bodies])
    assert len(bodies) == 5
    for found in tags:
        assert {tag.topic_id for tag in found} >= {"pahalgam-attack", "india-russia-summit"}
        assert all(tag.evidence for tag in found)
