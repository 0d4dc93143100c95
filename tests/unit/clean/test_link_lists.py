"""Lists whose items are links: those that lead elsewhere go, those that the article speaks of stay."""

from __future__ import annotations

import pytest

from tests.unit.clean.test_page import PARAGRAPHS, page, parse

PLACES = [f"Lock {number} at Mill {number}, where an old barge lies" for number in range(1, 11)]
LEAD = "The council named the locks that will be opened to walkers in the spring of next year:"


def listed(tag: str = "ul", items: list[str] = PLACES) -> str:
    return f"<{tag}>" + "".join(f'<li><a href="/l/{item[5:7]}">{item}</a></li>' for item in items) + f"</{tag}>"


def body(top: str, h1: str = "River rises over night") -> list[str]:
    text = page(h1=h1).replace("River rises over night", h1)
    first = f"<p>{PARAGRAPHS[0]}</p>"
    return parse(text.replace(first, f"{first}{top}")).body.split("\n")


ITEMS = [f"- {place}" for place in PLACES]


@pytest.mark.parametrize("tag", ["ul", "ol"])
@pytest.mark.parametrize(
    "h1", ["Ten locks to see", "10 locks to see", "Zehn Schleusen zum Ansehen", "Diez esclusas para ver"]
)
def test_items_that_the_headline_counts(h1: str, tag: str) -> None:
    assert body(listed(tag), h1) == [PARAGRAPHS[0], *ITEMS, *PARAGRAPHS[1:]]


def test_items_that_a_sentence_leads_to() -> None:
    assert body(f"<p>{LEAD}</p>{listed(items=PLACES[:4])}") == [PARAGRAPHS[0], LEAD, *ITEMS[:4], *PARAGRAPHS[1:]]


@pytest.mark.parametrize(
    "lead",
    [
        "Read also:",
        "More on this:",
        "Lesen Sie auch:",
        "<b>Our articles on the locks of the river and its mills:</b>",
        "Read also what we wrote of the locks of the river and its mills:",
    ],
)
def test_a_label_leads_elsewhere(lead: str) -> None:
    assert not set(ITEMS) & set(body(f"<p>{lead}</p>{listed(items=PLACES[:4])}"))


@pytest.mark.parametrize("h1", ["River rises over night", "Nine locks to see", "A lock of 1910", "Lock is 10% off"])
def test_items_that_nothing_counts(h1: str) -> None:
    assert body(listed(), h1) == PARAGRAPHS


@pytest.mark.parametrize("number", [3, 10])
def test_items_at_the_end_that_a_sentence_leads_to(number: int) -> None:
    """What is links at the end is taken for what to read next; a ranking is the article."""
    last = f"<p>{PARAGRAPHS[-1]}</p>"
    assert last in page()
    listing = f"<p>{LEAD}</p>{listed(items=PLACES[:number])}"
    text = parse(page().replace(last, f"{last}{listing}")).body.split("\n")
    assert text == [*PARAGRAPHS, LEAD, *ITEMS[:number]]
    label = f"<p>Read also what we wrote of the locks of the river:</p>{listed(items=PLACES[:number])}"
    assert parse(page().replace(last, f"{last}{label}")).body.split("\n")[: len(PARAGRAPHS)] == PARAGRAPHS
    assert PLACES[0] not in parse(page().replace(last, f"{last}{label}")).body


def test_paragraphs_that_are_links_and_that_a_sentence_leads_to() -> None:
    linked = [f'<p><a href="/l/{number}">{place}</a></p>' for number, place in enumerate(PLACES[:4])]
    assert body(f"<p>{LEAD}</p>{''.join(linked)}") == [PARAGRAPHS[0], LEAD, *PLACES[:4], *PARAGRAPHS[1:]]
    assert body("".join(linked)) == PARAGRAPHS
