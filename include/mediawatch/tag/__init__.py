"""Topics: what people follow. Files of queries in, tags with the words that earned them out.

    load_topics(folder) -> Topic... ; Tagger(topics).tag(articles) -> tags ; Evaluator(topic).tag_one(article)

topics, _files   what is followed, and its files         query, parse   the query language and its tree
words            text to words, folding, stems           document       an article's words by position
lexicon          what each word is found by, kept
evaluate         match, grade, score, evidence           positions      phrases and nearness
tagger           batches of articles; one topic          index          terms and prefilter for the warehouse
examples         what a topic must catch and leave       explanation    which clause held and which failed
"""

from mediawatch.tag.match.explain import Clause, Explanation, explain
from mediawatch.tag.match.index import index_terms, prefilter
from mediawatch.tag.match.positioned import ArticleLike
from mediawatch.tag.match.tagger import Evaluator, Tagger
from mediawatch.tag.query.diagnostics import QueryError
from mediawatch.tag.query.parse import parse_query
from mediawatch.tag.topics.definition import Example, Topic
from mediawatch.tag.topics.examples import ExampleFailure, check_examples
from mediawatch.tag.topics.topic_files import load_topics

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
