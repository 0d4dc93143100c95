"""Why an article has a topic's tag, or has not: the query as a tree, each clause with what it found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mediawatch.model import Evidence, Medium, Tag
from mediawatch.tag.article_like import ArticleLike
from mediawatch.tag.match.clauses import clause_evidence
from mediawatch.tag.match.evaluate import AndPlan, FilterPlan, NotPlan, OrPlan, Plan, grade, score
from mediawatch.tag.match.nearness import NearPlan
from mediawatch.tag.match.positioned import Document
from mediawatch.tag.match.repetition import AtLeastPlan
from mediawatch.tag.match.tagger import Evaluator, tag_of
from mediawatch.tag.match.words_in_a_row import PhrasePlan, WordPlan
from mediawatch.tag.topics.definition import Topic

MAX_ALTERNATIVES = 50
"""Alternatives of one OR that the lines of an explanation show, whether they held or not; of more, those that held."""

MAX_REASON = 500  # characters of a clause in a reason; a list of names has thousands


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a query in one article."""

    clause: str  # as the analyst wrote it
    kind: str  # 'all of', 'any of', 'not', 'filter', 'words', 'near', 'at least'; a part's is its clause, topic:id
    held: bool
    found: int  # times found; 0 for filters, joins and negations
    in_headline_or_lead: bool
    evidence: tuple[Evidence, ...] = ()
    parts: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """`tag` is what the topic gives; `reason` says in words why there is one or none."""

    topic_id: str
    tag: Tag | None
    reason: str
    clause: Clause | None  # None: the topic has no query for the article's language

    def lines(self) -> Iterator[str]:
        """For a terminal: the reason, then a line for each clause, indented as the query is nested."""
        yield f"{self.topic_id}: {self.reason}"
        if self.clause is not None:
            yield from _lines(self.clause, 1)


def explain(article: ArticleLike, topic: Topic, media: Mapping[str, Medium] | None = None) -> Explanation:
    """What `topic` makes of `article`, clause by clause. `media` are what is known of sources, by their ids."""
    known = Evaluator(topic, media).document(article)
    if known is None:
        return Explanation(topic.id, None, f"the topic has no query for articles in {article.in_language}", None)
    plan, document = known
    tag = tag_of(topic, plan, document)
    return Explanation(topic.id, tag, _reason(topic, plan, document, tag), _clause(plan, document))


def _reason(topic: Topic, plan: Plan, document: Document, tag: Tag | None) -> str:
    if tag is not None:
        return f"{tag.grade}, score {tag.score:g}"
    counts = plan.counts(document)
    if not counts[0]:
        failed = _failed(plan, document)
        return "no match: " + ("; ".join(failed) if failed else "no alternative holds")
    if topic.grade == "about" and grade(counts) != "about":
        return "matches, but not in headline and lead alone, and the topic asks for grade about"
    return f"matches with score {score(counts):g}, below the topic's threshold of {topic.threshold:g}"


def _failed(plan: Plan, document: Document) -> list[str]:
    """The clauses without which the query would be nearer to matching."""
    if plan.counts(document)[0]:
        return []
    if isinstance(plan, AndPlan):
        return [text for part in plan.parts for text in _failed(part, document)]
    if isinstance(plan, NotPlan):
        return [f"{plan.part.clause} is there, and must not be"]
    if isinstance(plan, FilterPlan):
        return [f"{plan.clause} does not hold"]
    if isinstance(plan, OrPlan):
        return [f"none of {_cut(plan.clause)} is there"]
    return [f"{plan.clause} is not there"]


def _cut(clause: str) -> str:
    return clause if len(clause) <= MAX_REASON else clause[: MAX_REASON - 3] + "..."


def _clause(plan: Plan, document: Document) -> Clause:
    counts = plan.counts(document)
    held = bool(counts[0])
    match plan:
        case AndPlan() | OrPlan():
            kind = "all of" if isinstance(plan, AndPlan) else "any of"
            if isinstance(plan, AndPlan) and len(plan.parts) == 1:
                kind = plan.clause
            parts = tuple(_clause(part, document) for part in plan.parts)
            return Clause(plan.clause, kind, held, 0, bool(counts[1]), parts=parts)
        case NotPlan():
            return Clause(plan.clause, "not", held, 0, held, parts=(_clause(plan.part, document),))
        case FilterPlan():
            return Clause(plan.clause, "filter", held, 0, held)
        case WordPlan() | PhrasePlan() | NearPlan() | AtLeastPlan():
            kind = {NearPlan: "near", AtLeastPlan: "at least"}.get(type(plan), "words")
            return Clause(plan.clause, kind, held, counts[0], bool(counts[1]), tuple(clause_evidence(plan, document)))


def _lines(clause: Clause, depth: int) -> Iterator[str]:
    mark = "+" if clause.held else "-"
    if clause.parts:
        yield f"{'  ' * depth}{mark} {clause.kind}"
        parts = clause.parts
        if clause.kind == "any of" and len(parts) > MAX_ALTERNATIVES:
            parts = tuple(part for part in parts if part.held) or parts[:MAX_ALTERNATIVES]
        for part in parts:
            yield from _lines(part, depth + 1)
        if len(parts) < len(clause.parts):
            yield f"{'  ' * (depth + 1)}- {len(clause.parts) - len(parts)} other alternatives  0 times"
        return
    note = ""
    if clause.kind != "filter":
        note = f"  {clause.found} times" if clause.found != 1 else "  once"
        if clause.held and not clause.in_headline_or_lead:
            note += ", not in headline or lead"
    shown = f": {clause.evidence[0].evidence_text!r}" if clause.evidence else ""
    yield f"{'  ' * depth}{mark} {clause.clause}{note}{shown}"
