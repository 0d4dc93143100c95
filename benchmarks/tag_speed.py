"""Speed of tagging on one core: grades, scores and all evidence, in batches of 10,000 articles.

    python benchmarks/tag_speed.py ARTICLES.jsonl.gz [--topics 100 1000] [--articles 10000]

The queries are made from the words of the articles by a fixed seed, of every kind: names joined by AND with
alternatives, phrases, nearness, wildcards, negation, fields. Prints articles/s, tags and evidence rows for each number
of topics, the speed of the two steps that history needs (index_terms, tag_one), and what it costs to propose the
topics of an article by our own words and by tantivy (index in RAM, one query a topic). Times are processor
time, so that a busy machine does not change them much.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Sequence
from itertools import islice, pairwise
from pathlib import Path

import tantivy
from mediawatch.model import Article
from mediawatch.tag import Evaluator, Tagger, Topic, index_terms
from mediawatch.tag.language import words as text
from mediawatch.tag.match.evaluate import compile_node
from mediawatch.tag.match.positioned import Document, document_frequencies
from mediawatch.tag.match.tagger import SAMPLE, LanguageRules
from mediawatch.tag.match.words_in_a_row import AtomTable
from tag_quality import articles


def make_topics(batch: Sequence[Article], count: int, seed: int = 7) -> list[Topic]:
    """`count` topics over the vocabulary of `batch`: words in 2 to 2,000 of 10,000 articles, the rarer the more often,
    as the words of analysts' queries are."""
    frequency: Counter[str] = Counter()
    phrases: list[tuple[str, str]] = []
    for article in batch:
        words = [word.lower() for word in text.split(article.article_body) if word.isalpha() and len(word) > 3]
        frequency.update(set(words))
        phrases.extend(islice(pairwise(words), 5, 6))
    low, high = max(2, len(batch) // 5000), len(batch) // 5
    vocabulary = sorted(word for word, n in frequency.items() if low <= n <= high)
    draw = random.Random(seed)

    def word() -> str:
        return draw.choice(vocabulary)

    def pair() -> str:
        return '"' + " ".join(draw.choice(phrases)) + '"'

    def common() -> str:
        return draw.choice(frequent)

    frequent = [word for word, n in frequency.most_common(400) if n <= high]
    kinds = [
        lambda: f"{word()} AND ({word()} OR {word()} OR {common()})",
        lambda: f"({common()} OR {word()}) AND ({common()} OR {pair()}) AND ({word()} OR {word()} OR {word()})",
        lambda: f"{pair()} OR {pair()}",
        lambda: f"{common()} NEAR/5 ({common()} OR {word()})",
        lambda: f"{word()[:5]}* AND {common()}",
        lambda: f"{common()} AND {common()} AND NOT {common()}",
        lambda: f"headline:{common()} OR lead:({word()} AND {common()})",
        lambda: f'"{common()} {common()}"~4 AND language:en',
    ]
    return [Topic(id=f"t{n}", label=f"t{n}", query=kinds[n % len(kinds)]()) for n in range(count)]


def propose_by_words(batch: Sequence[Article], topics: Sequence[Topic]) -> tuple[float, float]:
    """Seconds and candidates an article of our own choice, on articles that are read already (the evaluator needs that
    in any case)."""
    rules = LanguageRules(topics, "en")
    seconds, found = 0.0, 0
    for start in range(0, len(batch), 500):
        documents = [Document(article, rules.vocabulary, {}) for article in batch[start : start + 500]]
        if not start:
            rules.choose_proposers(document_frequencies(documents[:SAMPLE]))
        started = time.process_time()
        found += sum(len(rules.candidates(document)) for document in documents)
        seconds += time.process_time() - started
    return seconds / len(batch), found / len(batch)


def propose_by_tantivy(batch: Sequence[Article], topics: Sequence[Topic]) -> tuple[float, float]:
    """The same by an index in RAM, one query a topic: its required groups of words as a boolean query. The terms are
    made beforehand and not counted."""
    terms = [" ".join(index_terms(article.headline, article.article_body, "en")) for article in batch]
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("terms", stored=False, tokenizer_name="whitespace", index_option="basic")
    schema = builder.build()
    started = time.process_time()
    index = tantivy.Index(schema)
    writer = index.writer(heap_size=100_000_000, num_threads=1)
    for text_of_article in terms:
        writer.add_document(tantivy.Document(terms=text_of_article))
    writer.commit()
    index.reload()
    searcher = index.searcher()
    found = 0
    for topic in topics:
        table = AtomTable()
        tree = topic.tree("en")
        assert tree is not None
        groups = compile_node(tree, table).required()
        atoms = {number: atom for atom, number in table.atoms.items()}
        must = []
        for group in groups:
            either = []
            for number in group:
                atom = atoms[number]
                if atom.kind == "wildcard":
                    pattern = atom.text.replace("*", ".*").replace("?", ".")
                    query = tantivy.Query.regex_query(schema, "terms", pattern)
                else:
                    query = tantivy.Query.term_query(schema, "terms", text.stems(atom.text, "en")[0])
                either.append((tantivy.Occur.Should, query))
            must.append((tantivy.Occur.Must, tantivy.Query.boolean_query(either)))
        found += len(searcher.search(tantivy.Query.boolean_query(must), limit=len(batch)).hits)
    return (time.process_time() - started) / len(batch), found / len(batch)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--topics", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--articles", type=int, default=10_000)
    options = parser.parse_args()
    batch = list(islice(articles(options.file), options.articles))
    words = sum(len(article.article_body.split()) for article in batch)
    print(f"{len(batch)} articles of {words / len(batch):.0f} words")
    for count in options.topics:
        topics = make_topics(batch, count)
        started = time.process_time()
        tags = Tagger(topics).tag(batch)
        seconds = time.process_time() - started
        rows = sum(len(tag.evidence) for found in tags for tag in found)
        print(
            f"{count:5} topics: {len(batch) / seconds:6.0f} articles/s, {sum(map(len, tags)) / len(batch):.1f} tags "
            f"and {rows / len(batch):.0f} evidence rows an article"
        )
        for name, propose in (("words", propose_by_words), ("tantivy", propose_by_tantivy)):
            seconds, found = propose(batch, topics)
            print(f"        {name:8} proposes {found:5.1f} topics an article in {seconds * 1e6:4.0f} microseconds")
    started = time.process_time()
    for article in batch:
        index_terms(article.headline, article.article_body, article.in_language)
    print(f"index_terms: {len(batch) / (time.process_time() - started):.0f} articles/s")
    evaluator = Evaluator(Topic(id="t", label="t", query="(oil OR gas) AND (price* OR barrel) AND NOT corn"))
    started = time.process_time()
    matched = sum(evaluator.tag_one(article) is not None for article in batch)
    print(f"tag_one: {len(batch) / (time.process_time() - started):.0f} articles/s, {matched} matched")


if __name__ == "__main__":
    main()
