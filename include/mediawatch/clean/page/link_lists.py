"""Lists, paragraphs and cards of a page that do nothing but lead to other pages; and lists whose items are links, but
which the article itself speaks of."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement

from mediawatch.clean.page.blocks import width
from mediawatch.clean.page.notices.boilerplate import is_boilerplate
from mediawatch.clean.page.titles.title_parts import fold
from mediawatch.words import keyed, pattern

_TEXT: Any = etree.XPath("normalize-space(.)")
_LISTS: Any = etree.XPath("//ul[.//a] | //ol[.//a]")
_PARAGRAPHS: Any = etree.XPath("//p[.//a and string-length(normalize-space(.)) >= 12]")
_ALSO = re.compile(rf"\W*{pattern('also_read')}(?!\w)", re.IGNORECASE)
_LABEL = re.compile(rf"\W*{pattern('also_read')}\W*", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w.,])\d{1,2}(?![\w%]|[.,]\d)")
_IN_BRACKETS = re.compile(r"\([^()]*\)")


_OF_OTHERS = re.compile(  # class="related-posts", id="read-more", class="mas-leidas"
    r"relat(?:ed|ionad|acionad)|recommend|recirc|(?:read|see)[-_]?(?:more|also|next)|more[-_](?:news|stor|article|from|on)"
    r"|popular|trending|latest|most[-_]?(?:read|viewed|recent)|also[-_]?read|youmaylike|you[-_]may"
    r"|lire[-_]aussi|plus[-_]lus|leia|mas[-_]?leid|tambien|correlat|leggi[-_]anche|verwandt|mehr[-_]zum|aehnlich|lees[-_]ook"
    r"|meest[-_]gelezen|mest[-_]?l[ae]st|benzer|ilgili|pohozhie|podobne",
    re.IGNORECASE,
)
"""Classes and ids of what leads to other articles."""

CARD_STEPS = 3
"""Steps up from the text of a card to what it shares with the card's link."""

LEAST_ABOVE = 60
MOST_ABOVE = 600
"""Characters between the headline and cards of others: with fewer a page is a list, not an article with a list; with
more the article outweighs them, and readings leave them out."""

LEAST_OWN = 120
"""Characters of an article's own above a label such as `Related`, on a page that does not say that it is one."""

MOST_CARDS = 2
"""Times the article's own text that such cards have, on a page that does not say that it is one."""

LONG_LABEL = 60
"""Characters of the longest label over cards of others."""

SHORT_TEXT = 40
SHORT_LINK = 10
"""Characters of the text and of the link that make a card."""

LONG_CARD = 300
"""Characters of a card with a teaser; the parts of an article are longer."""

LEAST_COUNTED = 3
"""Items of a list that a headline counts."""

LONG_PART = 60
"""Characters of the text behind a link that heads a part of a round-up."""

LONG_LEAD = 40
"""Characters of a line with a colon at its end that leads to a list; a shorter one is a label: `More on this:`."""


def drop_link_lists(tree: HtmlElement, titles: Iterable[str] = ()) -> frozenset[HtmlElement]:
    """Takes out lists whose items, and paragraphs whose text, are nothing but links: "read also" in all its forms.
    Returns such lists and paragraphs that it leaves: those that a sentence with a colon leads to, and lists with as
    many items as one of the page's `titles` counts (`Ten locks to see`)."""
    left: set[HtmlElement] = set()
    counted: frozenset[int] | None = None
    for element in _LISTS(tree):
        if element.getroottree().getroot() is not tree:  # went with the list around it
            continue
        items = [item for item in element if item.tag == "li"]
        # many begin with a word in bold: "Health: ..."; what is said behind a link is about it
        linked = sum(1 for item in items if _is_linked(item, 0.6) and _ends_linked(item))
        if items and linked >= 0.8 * len(items) and element.getparent() is not None:
            counted = _counts(titles) if counted is None else counted
            if len(items) >= LEAST_COUNTED and (len(items) in counted or _is_introduced(element)):
                left.add(element)
            else:
                element.drop_tree()
    linked_paragraphs = [element for element in _PARAGRAPHS(tree) if _is_linked(element, 0.9)]
    heads = _heads_of_parts(linked_paragraphs)
    left |= heads
    for element in linked_paragraphs:
        if element not in heads and element.getparent() is not None:
            if element in left or (run := _introduced_run(element)):
                left.update([element] if element in left else run)
            else:
                element.drop_tree()
    return frozenset(left)


def _heads_of_parts(paragraphs: Sequence[HtmlElement]) -> frozenset[HtmlElement]:
    """The paragraphs of links that head the parts of a round-up: text stands behind each, and they lead to so many
    other sites as only an article does that speaks of them."""
    if len(paragraphs) < LEAST_COUNTED:
        return frozenset()
    heads = [
        element
        for element in paragraphs
        if (behind := element.getnext()) is not None
        and behind.tag == "p"
        and len(str(_TEXT(behind))) >= LONG_PART
        and not _is_linked(behind, 0.5)
    ]
    sites = {urlsplit(link.get("href") or "").netloc for element in heads for link in element.iter("a")} - {""}
    return frozenset(heads) if len(sites) >= LEAST_COUNTED else frozenset()


def _introduced_run(paragraph: HtmlElement) -> list[HtmlElement]:
    """The paragraph and those after it that are links, where there are LEAST_COUNTED and a sentence leads to them; else
    none."""
    run = [paragraph, *itertools.takewhile(lambda e: e.tag == "p" and _is_linked(e, 0.9), paragraph.itersiblings())]
    return run if len(run) >= LEAST_COUNTED and _is_introduced(paragraph) else []


def drop_cards(tree: HtmlElement, titles: Iterable[str], *, is_article: bool) -> frozenset[HtmlElement]:
    """Takes out, and returns, what the page calls related, latest or popular below the headline and some text, where
    each paragraph in it stands at a link of its own. Under a short report such cards outweigh the article, so that no
    reading of the page can tell the two by their size. Where the page does not say that it `is_article`, a label over
    the cards has to: what its markup calls latest may be what the page is for."""
    wanted = frozenset(map(fold, titles))
    below: int | None = None  # characters behind the headline that are in no link
    heading = tree
    found: list[HtmlElement] = []
    inside: frozenset[HtmlElement] = frozenset()
    enough = LEAST_ABOVE if is_article else LEAST_OWN
    ends: dict[HtmlElement, frozenset[HtmlElement]] = {}
    for element in tree.iter(etree.Element):
        if below is None:
            if element.tag in ("h1", "h2") and fold(str(_TEXT(element))) in wanted:
                below, heading = 0, element
            continue
        if below > MOST_ABOVE and is_article:
            break
        if element in inside:
            continue
        if below >= enough:
            if below <= MOST_ABOVE and (
                (is_article and _is_of_others(element) and _are_cards(element))
                or (
                    len(element) >= LEAST_COUNTED
                    and _is_grid_apart(element, heading)
                    and (is_article or MOST_CARDS * below >= width(str(_TEXT(element))))
                    and _are_cards(element)
                )
            ):
                found.append(element)
                inside = frozenset(element.iter())
                continue
            if len(element) < 2 and _is_label(element) and (cards := _below_label(element, ends)):
                found += cards
                inside = frozenset(part for card in cards for part in card.iter())
                continue
        linked = element.tag == "a" or element.tag in ("h1", "h2")
        if below <= MOST_ABOVE:
            below += width((element.tail or "").strip()) + (0 if linked else width((element.text or "").strip()))
    for element in found:
        element.drop_tree()
    return frozenset(found)


def _is_label(element: HtmlElement) -> bool:
    """Whether all that an element says is that what follows leads to other articles: `Related`."""
    if element.tag == "a":
        return False
    text = element.text or ""
    if len(element) and not text.strip():
        text = element[0].text or ""
    return 0 < len(text) <= LONG_LABEL and bool(_LABEL.fullmatch(" ".join(text.split())))


def _below_label(label: HtmlElement, ends: dict[HtmlElement, frozenset[HtmlElement]]) -> list[HtmlElement]:
    """The label of cards and the elements behind it, if they are nothing but cards. `ends` keeps what elements end
    with, so that each is gone through once, however many labels stand in it."""
    while (above := label.getparent()) is not None and label.getnext() is None and len(above) == 1:
        label = above  # what holds the label alone
    if above is None or (following := label.getnext()) is None:
        return []
    if above not in ends:
        ends[above] = frozenset(itertools.takewhile(lambda each: _has_cards(each, above), reversed(above)))
    if following not in ends[above]:
        return []
    behind = list(label.itersiblings(etree.Element))
    return [label, *behind] if any(str(_TEXT(element)) for element in behind) else []


def _has_cards(element: HtmlElement, within: HtmlElement) -> bool:
    """Whether an element is cards, or has no text at all."""
    return not str(_TEXT(element)) or _are_cards(element, within)


def _is_of_others(element: HtmlElement) -> bool:
    marks = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.tag not in ("body", "main", "article") and marks != " " and bool(_OF_OTHERS.search(marks))


def _is_grid_apart(element: HtmlElement, heading: HtmlElement) -> bool:
    """Whether an element outside of the article is nothing but parts of one kind, with a linked heading each. The
    article is the `article` around its heading, else what holds the heading and the text behind it."""
    if len(element) < LEAST_COUNTED or element.tag not in ("div", "section", "ul"):
        return False
    last = element[-1]
    kind = (last.tag, last.get("class"))
    parts = [part for part in element if (part.tag, part.get("class")) == kind]
    if len(parts) < LEAST_COUNTED or len(element) - len(parts) > 1 or not all(map(_heads_elsewhere, parts)):
        return False
    home = next(heading.iterancestors("article"), None)
    if home is None:  # the heading's element may hold the heading and the day alone
        above = heading.iterancestors()
        home = next(
            (each for each in above if width(str(_TEXT(each))) > width(str(_TEXT(heading))) + LEAST_ABOVE), None
        )
    return home is not None and home not in element.iterancestors()


def _heads_elsewhere(part: HtmlElement) -> bool:
    """Whether a part has a heading that is a link, and beside it no more than a teaser."""
    return width(str(_TEXT(part))) <= LONG_CARD and any(
        next(heading.iter("a"), None) is not None or any(above.tag == "a" for above in heading.iterancestors())
        for heading in part.iter("h2", "h3", "h4", "h5")
    )


def _are_cards(element: HtmlElement, within: HtmlElement | None = None) -> bool:
    """Whether each paragraph in an element is a link's, or shares an element near it, and in what the element stands
    `within`, with a link outside of it."""
    paragraphs = [text for text in element.iter("p") if len(str(_TEXT(text))) >= SHORT_TEXT]
    links = [link for link in element.iter("a") if len(str(_TEXT(link))) >= SHORT_LINK]
    homes: set[HtmlElement] = set()
    for link in links:
        homes.update(itertools.takewhile(lambda above: above not in homes, link.iterancestors()))
    return bool(links) and all(_has_link(text, homes, element if within is None else within) for text in paragraphs)


def _has_link(paragraph: HtmlElement, homes: Collection[HtmlElement], within: HtmlElement) -> bool:
    """Whether a paragraph is a link's, or shares an element near it with a link; `homes` are the elements that links
    stand in."""
    near = itertools.takewhile(lambda above: above is not within, paragraph.iterancestors())
    return (
        paragraph in homes
        or any(above in homes for above in itertools.islice(near, CARD_STEPS))
        or any(above.tag == "a" for above in paragraph.iterancestors())
    )


def _is_introduced(element: HtmlElement) -> bool:
    """Whether the line before a list is a sentence of the article that ends with a colon."""
    before = element.getprevious()
    if before is None or before.tag not in ("p", "div"):
        return False
    text = str(_TEXT(before))
    if any(str(_TEXT(bold)) == text for bold in before.iter("b", "strong", "em")):
        return False
    return leads_to_a_list(text)


def leads_to_a_list(text: str) -> bool:
    """Whether a line is a sentence of the article that ends with a colon."""
    return len(text) >= LONG_LEAD and text.endswith((":", "：")) and not _ALSO.match(text) and not is_boilerplate(text)


def _counts(titles: Iterable[str]) -> frozenset[int]:
    """The small numbers that titles state."""
    found = set()
    for title in titles:
        found |= {int(match[0]) for match in _NUMBER.finditer(title)}
        found |= {number for word in title.casefold().split() if (number := _written_out().get(word))}
    return frozenset(found)


@cache
def _written_out() -> dict[str, int]:
    """Numbers by the words for them, of those from three on."""
    return {
        word.casefold(): int(number)
        for listed in keyed("small_numbers").values()
        for number, words in listed.items()
        if int(number) >= LEAST_COUNTED
        for word in words
    }


def _is_linked(element: HtmlElement, share: float) -> bool:
    """Whether links make up `share` of the element's text."""
    length = len(_TEXT(element))
    # most paragraphs begin with text of their own, which settles it
    if not length or len((element.text or "").strip()) > (1 - share) * length + 1:
        return False
    return sum(len(_TEXT(link)) for link in element.iter("a")) >= share * length


def _ends_linked(element: HtmlElement) -> bool:
    """Whether little of the element's text stands behind its last link, but for brackets."""
    whole = str(_TEXT(element))
    *_, last = element.iter("a")
    end = str(_TEXT(last))
    behind = _IN_BRACKETS.sub("", whole[whole.rfind(end) + len(end) :])
    return len(behind) <= 0.2 * len(whole)
