"""Text clauses, compiled, and their evidence: words in a row, groups near each other, at least so many times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from mediawatch.model import Evidence
from mediawatch.tag.match.nearness import NearPlan
from mediawatch.tag.match.positioned import Document, Section
from mediawatch.tag.match.positions import Span
from mediawatch.tag.match.repetition import AtLeastPlan
from mediawatch.tag.match.words_in_a_row import PhrasePlan, WordPlan

MAX_PLACES = 100
"""Evidence rows that one clause gives in one article at most; a tag needs the words marked, not a concordance."""

TextPlan = WordPlan | PhrasePlan | NearPlan | AtLeastPlan


def clause_evidence(plan: TextPlan, document: Document) -> Iterator[Evidence]:
    """Evidence of one text clause: at most MAX_PLACES rows, headline first."""
    found = plan.find(document)
    sections: Iterable[tuple[Literal["headline", "article_body"], Section, list[Span]]] = (
        ("headline", document.headline, found.headline),
        ("article_body", document.body, found.body),
    )
    left = MAX_PLACES
    for name, section, spans in sections:
        for span in spans[:left]:
            start, end = section.characters(span)
            yield Evidence(name, start, end, section.text[start:end], plan.clause)
        left -= min(left, len(spans))
