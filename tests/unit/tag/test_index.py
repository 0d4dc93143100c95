"""Batch and history agree: what the prefilter leaves out does not match, and one topic tags as all together do."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mediawatch.model import Article
from mediawatch.tag import Evaluator, Tagger, Topic, index_terms, load_topics, prefilter
from mediawatch.tag.language import words
from mediawatch.tag.match.index import MAX_TERMS_BYTES, OVERFLOW
from mediawatch.tag.topics.definition import Example
from mediawatch.tag.topics.examples import article_of

PROJECT = Path(__file__).parents[3]
SHARED = PROJECT.parent / "shared" / "eval" / "dev"

QUERIES = """
oil AND price*
(oil OR gas) AND (barrel OR opec) AND NOT corn
"trade deficit" OR "trade surplus"
"japan trade"~4
dollar NEAR/5 (yen OR mark)
bank ONEAR/3 england
headline:wheat
lead:(share AND quarter)
body:merger AND headline:(bid OR offer)
US AND (japan OR korea)
U.S.
=share
="net profit"
acqui* AND (shares OR stock)
organi?ation
-oil gold
"interest rates" AND language:en
takeover AND date_published:[1987-01-01 TO 1987-12-31]
(india NEAR/2 navy) OR pirate*
"new york" NEAR/10 exchange
coffee AND (brazil OR colombian) AND NOT headline:quota
1987
opec -iran
"first quarter" "net loss"
usda OR "agriculture department"
""".strip().splitlines()


def evaluate_tsquery(query: str, terms: set[str]) -> bool:
    """Postgres' rules for the operators that prefilters use: quoted lexemes, :*, &, |, parentheses; & before |."""
    tokens = re.findall(r"'(?:[^'\\]|''|\\\\)*'(?::\*)?|[&|()]", query)
    assert "".join(tokens).replace(" ", "") == query.replace(" ", "")
    position = 0

    def alternatives() -> bool:
        nonlocal position
        result = together()
        while position < len(tokens) and tokens[position] == "|":
            position += 1
            result = together() or result
        return result

    def together() -> bool:
        nonlocal position
        result = single()
        while position < len(tokens) and tokens[position] == "&":
            position += 1
            result = single() and result
        return result

    def single() -> bool:
        nonlocal position
        token = tokens[position]
        position += 1
        if token == "(":
            result = alternatives()
            assert tokens[position] == ")"
            position += 1
            return result
        beginning = token.endswith(":*")
        lexeme = token.removesuffix(":*")[1:-1].replace("''", "'").replace("\\\\", "\\")
        return any(term.startswith(lexeme) for term in terms) if beginning else lexeme in terms

    result = alternatives()
    assert position == len(tokens)
    return result


def only(queries: tuple[str, ...] | None) -> str:
    assert queries is not None
    [query] = queries
    return query


def agree(topics: list[Topic], articles: list[Article]) -> int:
    """Checks every topic on every article; returns the number of tags."""
    together = Tagger(topics).tag(articles)
    terms = [set(index_terms(a.headline, a.article_body, a.in_language)) for a in articles]
    tags = 0
    for topic in topics:
        queries = prefilter(topic)
        assert queries
        evaluator = Evaluator(topic)
        for article, found, have in zip(articles, together, terms, strict=True):
            batch = next((tag for tag in found if tag.topic_id == topic.id), None)
            history = evaluator.tag_one(article) if any(evaluate_tsquery(query, have) for query in queries) else None
            assert history == batch
            tags += batch is not None
    return tags


def article(body: str, language: str = "en", headline: str = "") -> Article:
    return article_of(Example(body, matches=True, headline=headline, language=language))


@pytest.mark.shared
def test_batch_and_history_agree_on_news() -> None:
    file = SHARED / "topics.jsonl.gz"
    if not file.is_file():
        pytest.skip("the evaluation data are not beside the checkout")
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        items = [json.loads(line) for line in islice(lines, 0, 5000, 20)]
    languages = ["en", "en", "en", "de", "und"]  # a wrong language must not part them either
    articles = [
        article(item["articleBody"], languages[n % len(languages)], item.get("headline", ""))
        for n, item in enumerate(items)
    ]
    topics = [Topic(id=f"t{n}", label="t", query=query) for n, query in enumerate(QUERIES)]
    topics += load_topics(SHARED / "topics")
    assert agree(topics, articles) > 200


SCRIPTS = {
    "en": [
        "Putin's",
        "US",
        "U.S.",
        "NGOs",
        "NATO",
        "Nato",
        "attack-attacks",
        "India",
        "Indian",
        "café",
        "terrorism",
        "23",
    ],
    "hi": ["हमला", "हमले", "पहलगाम", "पाँच", "ज़मीन", "२२"],
    "ru": ["теракт", "теракта", "Путина", "ёлка", "США"],
    "ar": ["الهجوم", "هجوم", "أحمد", "مُحَمَّد"],
    "zh": ["恐怖", "袭击", "北京", "习近平", "京"],
    "th": ["ประเทศไทย", "กรุงเทพ"],
}
SCRIPT_QUERIES = [
    "putin", "US", "nato OR NGO", "attack", "india", "terror*", '"us president" OR "india attack"', "cafe", "हमला",
    "पांच", "जमीन 22", "теракт", "путин* OR елка", "США", "هجوم", "احمد OR محمد", "袭击", '"北京袭击"', "京", "ไทย",
    "=attack", "袭击 NEAR/3 北京", '"attack india"~3', "attack AND NOT 23", '"习近平"',
]  # fmt: skip


@given(
    st.lists(st.sampled_from([word for each in SCRIPTS.values() for word in each]), max_size=12),
    st.sampled_from([*SCRIPTS]),
)
@settings(max_examples=50, deadline=None)
def test_batch_and_history_agree_in_every_script(parts: list[str], language: str) -> None:
    joiner = "" if language in ("zh", "th") else " "
    topics = [Topic(id=f"t{n}", label="t", query=query) for n, query in enumerate(SCRIPT_QUERIES)]
    agree(topics, [article(joiner.join(parts), language)])


def test_prefilter_asks_only_for_what_must_be_there() -> None:
    def ask(query: str) -> str:
        return only(prefilter(Topic(id="t", label="t", query=query)))

    assert ask("=xyzzy") == f"('xyzzy' | '{OVERFLOW}')"
    assert ask("=xyzzy AND NOT plugh AND language:en") == f"('xyzzy' | '{OVERFLOW}')"
    assert ask("=xyzzy NEAR/3 =plugh") == f"(('xyzzy' & 'plugh') | '{OVERFLOW}')"
    assert ask("xyzz*") == f"('xyzz':* | '{OVERFLOW}')"
    assert ask('="袭击"') == f"(('袭' & '击' & '袭击') | '{OVERFLOW}')"


def test_prefilter_covers_every_language_of_a_topic() -> None:
    topic = Topic(id="t", label="t", query="=one", queries={"hi": "=दो", "ru": "=три"})
    assert only(prefilter(topic)) == f"('one' | 'दो' | 'три' | '{OVERFLOW}')"


def test_an_article_with_too_many_words_is_always_let_through() -> None:
    body = " ".join(f"{n:x}word{n:x}" for n in range(100_000)) + " needle"
    terms = index_terms("", body, "en")
    assert terms == [OVERFLOW]
    topic = Topic(id="t", label="t", query="needle")
    assert evaluate_tsquery(only(prefilter(topic)), set(terms))
    assert Evaluator(topic).tag_one(article(body)) is not None


def test_terms_stay_below_the_limit_of_a_tsvector() -> None:
    body = " ".join(f"{n:x}w" for n in range(60_000))
    terms = index_terms("", body, "en")
    assert OVERFLOW not in terms
    assert sum(len(term.encode()) for term in terms) <= MAX_TERMS_BYTES


def test_long_words_are_compared_by_their_beginning_on_both_sides() -> None:
    long = "pneumono" * 40
    topic = Topic(id="t", label="t", query=long)
    found = Evaluator(topic).tag_one(article(f"a {long} b"))
    assert found is not None
    assert found.evidence[0].evidence_text == long
    assert evaluate_tsquery(only(prefilter(topic)), set(index_terms("", long, "en")))


@pytest.mark.parametrize("change", [lambda t: replace(t, threshold=0.5), lambda t: replace(t, grade="about")])
def test_grade_and_threshold_apply_in_batch_and_history_alike(change: Callable[[Topic], Topic]) -> None:
    topic = change(Topic(id="t", label="t", query="needle"))
    articles = [article("needle"), article("word " * 90 + "needle"), article("hay")]
    assert agree([topic], articles) == 1


# How words of 70 languages and more are found, with the words that are marked, in a batch and over the index.
WORLD_LINES = (Path(__file__).parent / "words_of_the_world.tsv").read_text(encoding="utf-8").splitlines()[1:]
WORLD = [tuple(line.split("\t")) for line in WORLD_LINES]


def unmarked(marked: str) -> tuple[str, set[tuple[int, int]]]:
    """A text without its brackets, and the spans that they held."""
    pieces = re.split(r"[\[\]]", marked)
    ends = [len("".join(pieces[:number])) for number in range(len(pieces) + 1)]
    return "".join(pieces), {(ends[number], ends[number + 1]) for number in range(1, len(pieces), 2)}


def test_the_table_has_70_languages() -> None:
    assert len({language for language, *_ in WORLD}) >= 70


@pytest.mark.parametrize(("language", "query", "marked"), WORLD, ids=[f"{row[0]}: {row[1]}: {row[2]}" for row in WORLD])
def test_words_of_the_world(language: str, query: str, marked: str) -> None:
    body, spans = unmarked(marked)
    item = article(body, language)
    topic = Topic(id="t", label="t", query=query)
    tag = Evaluator(topic).tag_one(item)
    evidence = tag.evidence if tag else ()
    assert {(row.start_char, row.end_char) for row in evidence} == spans
    assert all(body[row.start_char : row.end_char] == row.evidence_text for row in evidence)
    assert Tagger([topic]).tag([item]) == [(tag,) if tag else ()]
    if tag:
        # Over the index as it is made now, and as it was made of words alone before these rules.
        for terms in (set(index_terms("", body, language)), {words.fold(word) for word in words.split(body)}):
            stemmed = terms | {stem for word in words.split(body) for stem in words.stems(word, language)[:1]}
            stemmed |= words.adjacent_characters([words.fold(word) for word in words.split(body)])
            assert any(evaluate_tsquery(asked, stemmed) for asked in prefilter(topic) or ())
