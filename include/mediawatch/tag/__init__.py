"""Topics: what people follow. Files of queries in, tags with the words that earned them out.

    load_topics(folder) -> Topic... ; Tagger(topics).tag(articles) -> tags ; Evaluator(topic).tag_one(article)

language/   text to words, folding, stems; what each word is found by
query/      the query language: grammar, tree, limits, diagnostics
match/      an article's words by position; evaluation with grade, score and evidence; terms for the warehouse
topics/     what is followed, its files, and the examples that each topic must catch and leave
"""

from mediawatch.tag.article_like import ArticleLike
from mediawatch.tag.match.explain import Clause, Explanation, explain
from mediawatch.tag.match.index import index_terms, prefilter
from mediawatch.tag.match.tagger import Evaluator, Tagger
from mediawatch.tag.query.diagnostics import QueryError
from mediawatch.tag.topics.definition import Example, Topic
from mediawatch.tag.topics.examples import ExampleFailure, check_examples
from mediawatch.tag.topics.topic_files import load_topics
from mediawatch.tag.translate.advice import parse_query

__all__ = [
    "ArticleLike",
    "Clause",
    "Evaluator",
    "Example",
    "ExampleFailure",
    "Explanation",
    "QueryError",
    "Tagger",
    "Topic",
    "check_examples",
    "explain",
    "index_terms",
    "load_topics",
    "parse_query",
    "prefilter",
]
