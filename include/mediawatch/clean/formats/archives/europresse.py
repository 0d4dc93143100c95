"""One article of an export of Europresse as HTML, by the classes of its elements."""

from __future__ import annotations

from lxml import html

from mediawatch.clean.dates.date_lines import strip_dates
from mediawatch.clean.draft import Draft
from mediawatch.clean.formats.markup import plain_of
from mediawatch.clean.formats.plain_text import finish_body
from mediawatch.clean.formats.stated_dates import use_date
from mediawatch.clean.people.names import split_authors
from mediawatch.clean.text import one_line, sanitise
from mediawatch.collect.containers.exports import EUROPRESSE, labels
from mediawatch.errors import Quarantine


def parse_europresse(markup: str) -> Draft:
    """The Draft of one article of an export. Raises Quarantine('not_an_article') where it has no text."""
    # without huge_tree what stands deeper than 256 elements is lost
    tree = html.fromstring(f"<div>{sanitise(markup)}</div>", parser=html.HTMLParser(huge_tree=True))

    def element(field: str) -> html.HtmlElement | None:
        wanted = set(labels()[EUROPRESSE][field])
        return next((each for each in tree.iter() if wanted & set((each.get("class") or "").split())), None)

    def value(field: str) -> str:
        found = element(field)
        return one_line(found.text_content()) if found is not None else ""

    text = element("text")
    body = plain_of(html.tostring(text, encoding="unicode", with_tail=False)) if text is not None else ""
    if not body.strip():
        raise Quarantine("not_an_article", "an item of a europresse export without a text")
    draft = Draft(body="", extraction_method=EUROPRESSE)
    draft.headline, draft.headline_source = value("headline"), EUROPRESSE
    draft.publisher, draft.publisher_source = value("publisher"), EUROPRESSE
    head = value("published")
    use_date([head], draft, EUROPRESSE)
    draft.section = strip_dates(head)[0].split(",")[0].strip() or None
    if names := split_authors(value("author")):
        draft.author, draft.author_source = names, EUROPRESSE
    finish_body(body, draft)
    return draft
