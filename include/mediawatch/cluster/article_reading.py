"""What clustering takes from an article's text: a function of the text alone, which any process may compute."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from mediawatch.cluster.marks import told
from mediawatch.cluster.own_words import own_words
from mediawatch.cluster.records import Marks, Profile, StoryArticle, base_language
from mediawatch.cluster.round_ups import read
from mediawatch.cluster.terms import is_inflected
from mediawatch.words import changes_beginnings, with_names_unchanged


class ArticleText(NamedTuple):
    """`language` is a base subtag."""

    headline: str
    article_body: str
    language: str


class ArticleReading(NamedTuple):
    """`forms`: how the article writes a term of its profile first; `names`: what tells it from another of its language
    on an event of the same kind. A round-up, which is compared with none, has no marks and no names."""

    profile: Profile
    forms: Mapping[str, str]
    is_round_up: bool
    marks: Marks
    names: frozenset[str]


def text_of(article: StoryArticle) -> ArticleText:
    """The text of an article that is to be put into a story."""
    return ArticleText(article.headline, article.article_body, base_language(article.in_language))


def read_article(text: ArticleText) -> ArticleReading:
    """Read an article. Of an English one that is all its text: its frames share few words with another article's, and
    what takes them off would cost a tenth of the time."""
    if is_inflected(text.language):
        text = text._replace(article_body=own_words(text.headline, text.article_body, text.language))
        if changes_beginnings(text.language):
            headline, body = (with_names_unchanged(part, text.language) for part in text[:2])
            text = ArticleText(headline, body, text.language)
    profile, forms, is_round_up = read(*text)
    marks, names = ({}, frozenset()) if is_round_up else told(*text)
    return ArticleReading(profile, forms, is_round_up, marks, names)


def read_here(texts: Sequence[ArticleText]) -> Iterable[ArticleReading]:
    """Read articles in this process, one when it is asked for."""
    return map(read_article, texts)
