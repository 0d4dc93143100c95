"""One page under several addresses is one article, if its texts say so too."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from memory_history import MemoryHistory
from unit.deduplicate.test_versions import BRIDGE, FERRY, document, merge, published

PLAIN = "https://www.paper.example/news/2026/05/ferry-overloaded"
VARIANTS = [
    "https://m.paper.example/news/2026/05/ferry-overloaded",
    "https://amp.paper.example/news/2026/05/ferry-overloaded",
    "https://print.paper.example/news/2026/05/ferry-overloaded",
    "http://mobile.paper.example/news/2026/05/ferry-overloaded/",
    f"{PLAIN}/amp",
    f"{PLAIN}/print/",
    "https://www.paper.example/amp/news/2026/05/ferry-overloaded",
    f"{PLAIN}?print=1",
    f"{PLAIN}?view=print",
    f"{PLAIN}?outputType=amp",
    f"{PLAIN}-print",
]
OTHERS = [
    "https://www.paper.example/news/2026/05/ferry-overloaded-again",
    "https://sport.paper.example/news/2026/05/ferry-overloaded",
    f"{PLAIN}?page=2",
    f"{PLAIN}?view=2",
    "https://www.print.example/news/2026/05/ferry-overloaded",
]


@pytest.mark.parametrize("address", VARIANTS)
def test_a_variant_of_a_page_is_the_page(address: str) -> None:
    for order in itertools.permutations([document(PLAIN, FERRY), document(address, f"{FERRY}\nShare this.")]):
        kept, _ = merge(list(order), MemoryHistory())
        assert {article.uri for article in kept} == {PLAIN}
    [kept], [] = merge([document(address, FERRY, 1)], published(PLAIN, FERRY))
    assert kept.uri == PLAIN
    [kept], [] = merge([document(address, f"{FERRY} Tickets cost more.", 1)], published(PLAIN, FERRY))
    assert kept.uri == PLAIN
    [kept], [] = merge([document(PLAIN, FERRY, 1)], published(address, FERRY))
    assert kept.uri == address


@pytest.mark.parametrize("address", OTHERS)
def test_another_page_stays_another_article(address: str) -> None:
    kept, _ = merge([document(PLAIN, FERRY), document(address, FERRY)], MemoryHistory())
    assert {article.uri for article in kept} == {PLAIN, address}


def test_another_text_at_a_variant_is_another_article() -> None:
    kept, _ = merge([document(PLAIN, FERRY), document(VARIANTS[0], BRIDGE)], MemoryHistory())
    assert {article.uri for article in kept} == {PLAIN, VARIANTS[0]}


def test_what_differs_in_no_mark_stays_apart() -> None:
    addresses = (PLAIN, PLAIN.replace("https", "http"), PLAIN.replace("www.", ""))
    kept, _ = merge([document(address, FERRY) for address in addresses], MemoryHistory())
    assert {article.uri for article in kept} == set(addresses)


def test_the_address_that_is_shown_is_the_plain_one() -> None:
    variant = replace(document(VARIANTS[7], FERRY, 1), url=VARIANTS[7])
    [kept], _ = merge([document(PLAIN, FERRY), variant], MemoryHistory())
    assert (kept.uri, kept.url) == (PLAIN, PLAIN)
