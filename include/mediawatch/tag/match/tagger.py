"""Topics to tags: a batch of articles (`Tagger`), or one topic over history (`Evaluator`), by one evaluator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mediawatch.model import Medium, Tag
from mediawatch.tag.article_like import ArticleLike
from mediawatch.tag.language import words
from mediawatch.tag.match.evaluate import Plan, compile_node, evidence, filters_held, grade, satisfied, score
from mediawatch.tag.match.positioned import Document, Vocabulary, document_frequencies
from mediawatch.tag.match.words_in_a_row import AtomTable
from mediawatch.tag.topics.definition import Grade, Topic

SAMPLE = 200
"""Articles of a batch whose words decide by which of its required words a topic is proposed. Any choice gives the same
tags; a rare word is only faster."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """A topic's query for one language, ready to run."""

    order: int  # of the topic among the tagger's
    topic: Topic
    plan: Plan
    required: tuple[frozenset[int], ...]  # of each group one atom at least stands in every match


def earned(topic: Topic, plan: Plan, document: Document) -> tuple[Grade, float] | None:
    """Grade and score that the article gets, if the query holds and reaches the topic's grade and threshold."""
    counts = plan.counts(document)
    if not counts[0]:
        return None
    found, points = grade(counts), score(counts)
    return None if points < topic.threshold or (topic.grade == "about" and found != "about") else (found, points)


def tag_of(topic: Topic, plan: Plan, document: Document) -> Tag | None:
    """The tag that `topic` gives to the article, with its evidence; None where it gives none."""
    got = earned(topic, plan, document)
    if got is None:
        return None
    leaves = list(satisfied(plan, document))
    return Tag(
        topic_id=topic.id,
        topic_version=topic.version,
        grade=got[0],
        score=got[1],
        evidence=evidence(leaves, document),
        filters=filters_held(leaves),
    )


class LanguageRules:
    """All topics as they apply to articles in one language, with the words that propose them."""

    def __init__(self, topics: Sequence[Topic], language: str) -> None:
        table = AtomTable()
        self.rules: list[_Rule] = []
        for order, topic in enumerate(topics):
            tree = topic.tree(language)
            if tree is not None:
                plan = compile_node(tree, table)
                self.rules.append(_Rule(order, topic, plan, tuple(plan.required())))
        self.vocabulary = Vocabulary(table.atoms.items(), language)
        self._proposed_by: dict[int, list[_Rule]] = {}

    def choose_proposers(self, frequencies: Counter[int]) -> None:
        """Has each topic proposed by the rarest group of its required words."""
        self._proposed_by = {}
        for rule in self.rules:
            group = min(rule.required, key=lambda atoms: sum(frequencies[atom] for atom in atoms))
            for atom in group:
                self._proposed_by.setdefault(atom, []).append(rule)

    def candidates(self, document: Document) -> list[_Rule]:
        """The topics whose required words all stand in the article, in the order of the tagger's topics."""
        present = document.present
        proposed = {
            rule.order: rule
            for atom in present & self._proposed_by.keys()
            for rule in self._proposed_by[atom]
            if not any(map(present.isdisjoint, rule.required))
        }
        return [proposed[order] for order in sorted(proposed)]


class Tagger:
    """Tags batches of articles with the given topics; pure, deterministic, and reusable for any number of batches.
    `media` are what is known of sources, by their ids."""

    def __init__(self, topics: Iterable[Topic], media: Mapping[str, Medium] | None = None) -> None:
        self.topics = tuple(topics)
        self._media = media or {}
        self._own_queries = {language for topic in self.topics for language in topic.queries}
        self._languages: dict[str, LanguageRules] = {}

    def tag(self, articles: Sequence[ArticleLike]) -> list[tuple[Tag, ...]]:
        """The tags of each article, in the order of `articles`, each article's by the order of the topics."""
        result: list[tuple[Tag, ...]] = [()] * len(articles)
        by_language: dict[str, list[int]] = {}
        for index, article in enumerate(articles):
            by_language.setdefault(self._language(article.in_language), []).append(index)
        for language, indexes in by_language.items():
            rules = self._rules(language)
            sample = [Document(articles[index], rules.vocabulary, self._media) for index in indexes[:SAMPLE]]
            rules.choose_proposers(document_frequencies(sample))
            for place, index in enumerate(indexes):
                known = place < SAMPLE
                document = sample[place] if known else Document(articles[index], rules.vocabulary, self._media)
                tags = (tag_of(rule.topic, rule.plan, document) for rule in rules.candidates(document))
                result[index] = tuple(tag for tag in tags if tag is not None)
        return result

    def _language(self, tag: str) -> str:
        """`tag` if a topic has a query for it, else its first subtag: en-GB and en-US share rules and vocabulary."""
        return tag if tag in self._own_queries else words.base_language(tag)

    def _rules(self, language: str) -> LanguageRules:
        rules = self._languages.get(language)
        if rules is None:
            self._languages[language] = rules = LanguageRules(self.topics, language)
        return rules


class Evaluator:
    """One topic, article by article: what tags history with a changed topic after the prefilter."""

    def __init__(self, topic: Topic, media: Mapping[str, Medium] | None = None) -> None:
        self.topic = topic
        self._media = media or {}
        self._languages: dict[str, tuple[Plan, Vocabulary] | None] = {}

    def document(self, article: ArticleLike) -> tuple[Plan, Document] | None:
        """The topic's plan for the article's language and the article as it reads it; None where the topic has no query
        for that language."""
        language = article.in_language
        if language not in self._languages:
            tree = self.topic.tree(language)
            if tree is None:
                self._languages[language] = None
            else:
                table = AtomTable()
                plan = compile_node(tree, table)
                self._languages[language] = plan, Vocabulary(table.atoms.items(), language)
        known = self._languages[language]
        return None if known is None else (known[0], Document(article, known[1], self._media))

    def tag_one(self, article: ArticleLike) -> Tag | None:
        """The tag that the topic gives to `article`, or None."""
        known = self.document(article)
        return None if known is None else tag_of(self.topic, *known)

    def matches(self, article: ArticleLike) -> bool:
        """Whether `tag_one` would give a tag: without its evidence, twice as fast."""
        known = self.document(article)
        return known is not None and earned(self.topic, *known) is not None
