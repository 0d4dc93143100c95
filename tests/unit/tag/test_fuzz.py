"""Whatever is written as a query either parses or is a QueryError, and whatever parses can be run and explained."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from mediawatch.tag import Evaluator, QueryError, Topic, explain, index_terms, parse_query, prefilter
from mediawatch.tag.language import words as text
from mediawatch.tag.match.positioned import Section, Vocabulary
from mediawatch.tag.topics.definition import Example
from mediawatch.tag.topics.examples import article_of

LANGUAGES = st.sampled_from(["en", "hi", "ru", "ar", "zh-Hans", "th", "de", "und"])
SOME_WORDS = ["putin", "modi", "Pahalgam", "attack", "attacks", "terror*", "organi?ation", "US", "U.S.", "=visit", "23"]
OTHER_WORDS = ["covid-19", "o’brien", "AT&T", "café", "हमला", "пахалгам", "袭击", "ไทย", "هجوم"]
WORDS = st.sampled_from(SOME_WORDS + OTHER_WORDS)
PHRASES = st.lists(WORDS.filter(lambda word: "=" not in word), min_size=1, max_size=4).map(
    lambda parts: '"' + " ".join(parts) + '"'
)


JOINS = [" AND ", " OR ", " ", " AND NOT ", " NOT ", " -", " OR NOT "]


def _joined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    numbers = st.integers(0, 120)
    return st.one_of(
        st.tuples(inner, st.sampled_from(JOINS), inner).map("".join),
        st.tuples(inner, st.sampled_from(["NEAR", "ONEAR", "near"]), numbers, inner).map(
            lambda p: f"({p[0]}) {p[1]}/{p[2]} ({p[3]})"
        ),
        st.tuples(st.sampled_from(["headline", "lead", "body", "site", "language", "title"]), inner).map(
            lambda p: f"{p[0]}:({p[1]})"
        ),
        inner.map(lambda p: f"({p})"),
    )


LEAVES = st.one_of(
    WORDS,
    PHRASES,
    st.tuples(PHRASES, st.integers(0, 120)).map(lambda p: f"{p[0]}~{p[1]}"),
    st.sampled_from(["site:example.com", "language:en", "author:smith", "date_published:[2025-04-22 TO *]", "="]),
)
QUERIES = st.recursive(LEAVES, _joined, max_leaves=12)
SIGNS = st.text(alphabet="ab ()\"“”:+-=*?~/ANDORTNE[]{}<>^!|&'’.,#@\\\u0301\u200d袭ह0", max_size=60)
TEXTS = st.lists(
    st.one_of(WORDS.map(lambda word: word.strip("=*?")), st.sampled_from([" ", ". ", "\n\n", "-", "’s ", "\u00ad"])),
    max_size=80,
).map(" ".join)


def _error(query: str) -> QueryError | None:
    try:
        parse_query(query)
    except QueryError as error:
        return error
    return None


@given(st.one_of(SIGNS, st.text(max_size=80)))
@settings(max_examples=400, deadline=None)
def test_any_text_parses_or_is_a_query_error(query: str) -> None:
    error = _error(query)
    assert error is None or 0 <= error.offset <= len(query)


@given(QUERIES, TEXTS, st.one_of(TEXTS, st.just("")), LANGUAGES)
@settings(max_examples=300, deadline=None)
def test_what_parses_runs_and_its_evidence_is_in_the_text(query: str, body: str, headline: str, language: str) -> None:
    if _error(query):
        return
    topic = Topic(id="t", label="t", query=query)
    article = article_of(Example(body, matches=True, headline=headline, language=language, site="example.com"))
    tag = Evaluator(topic).tag_one(article)
    explanation = explain(article, topic)
    assert explanation.tag == tag
    assert prefilter(topic)
    if tag is None:
        return
    assert tag.evidence
    assert 0 < tag.score <= 1
    for row in tag.evidence:
        assert getattr(article, row.field)[row.start_char : row.end_char] == row.evidence_text
        assert row.clause.rpartition(":")[2] in query


@given(st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_words_are_found_again_at_their_offsets(body: str) -> None:
    last = 0
    for word, (start, end) in zip(text.split(body), text.spans(body), strict=True):
        assert start >= last
        assert body[start:end] == word
        last = end


BROKEN = st.text(
    alphabet=st.one_of(st.characters(codec="utf-8"), st.sampled_from(" \n\t\u00a0\u2028aBs.'’-\u00ad\u200dé中ไक")),
    max_size=80,
)


@given(BROKEN)
@settings(max_examples=1000, deadline=None)
def test_the_words_of_the_pieces_are_the_words_of_the_text(body: str) -> None:
    pieces = text.pieces(body)
    assert [word for piece in pieces for word in text.split(piece)] == text.split(body)
    at = 0
    for piece in pieces:
        assert body[at : at + len(piece)] == piece
        at += len(piece) + 1
    assert at == len(body) + 1


@given(BROKEN)
@settings(max_examples=500, deadline=None)
def test_a_section_finds_its_words_where_the_text_has_them(body: str) -> None:
    section = Section(body, Vocabulary([], "en"))
    spans = text.spans(body)
    for number in reversed(range(len(spans))):  # in any order
        assert section.characters((number, number)) == spans[number]
        assert section.characters((0, number)) == (spans[0][0], spans[number][1])


@given(st.text(alphabet="aBs.'’ -_9éßªµ²¼×÷ñŁǀɏ\n“”€…", max_size=60))
@settings(max_examples=500, deadline=None)
def test_latin_texts_are_cut_alike_both_ways(body: str) -> None:
    assert text.split(body) == text.split_any(body)


def test_each_latin_character_is_cut_alike_both_ways() -> None:
    characters = [*map(chr, range(0x250)), *map(chr, range(0x2000, 0x2070)), "€"]
    for char in characters:
        for body in (char, f"a{char}b", f"A.{char}s", f"a{char}s", f"a.{char}.b"):
            assert text.split(body) == text.split_any(body), repr(body)


@given(st.text(min_size=1, max_size=40))
@settings(max_examples=300, deadline=None)
def test_folding_is_stable(word: str) -> None:
    once = text.fold(word)
    assert text.fold(once) == once
    assert len(once) <= text.MAX_WORD_CHARS


def test_folding_each_character_is_stable() -> None:
    every = (chr(code) for code in range(0x20, 0x30000) if not 0xD800 <= code < 0xE000)
    assert [char for char in every if text.fold(text.fold(char)) != text.fold(char)] == []


@given(st.text(max_size=120), st.text(max_size=400), LANGUAGES)
@settings(max_examples=200, deadline=None)
def test_index_terms_are_unique_short_and_clean(headline: str, body: str, language: str) -> None:
    terms = index_terms(headline, body, language)
    assert terms == sorted(set(terms))
    assert all(term and "\0" not in term and len(term.encode()) <= 2046 for term in terms)
