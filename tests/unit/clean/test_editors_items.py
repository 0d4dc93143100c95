"""JSON items whose text is a tree, as the editors of content systems keep it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from mediawatch.clean.formats.json_item import parse_item

FIRST = "Delegations of both banks met in the old customs house and agreed to open the bridge to lorries this month."
SECOND = "They will meet again after the harvest, when the tolls of the year are known to both of the councils."
PAGE = f"<p>{FIRST}</p>\n<p>{SECOND}</p>"
HEAD: dict[str, Any] = {"title": "Bridge opens", "published_at": "2026-03-24", "author": "Anna Holt"}
EDITOR: dict[str, Any] = {
    "time": 1,
    "blocks": [{"type": "paragraph", "data": {"text": FIRST}}, {"type": "paragraph", "data": {"text": SECOND}}],
}
TIPTAP: dict[str, Any] = {
    "type": "doc",
    "content": [
        {"type": "paragraph", "content": [{"type": "text", "text": FIRST[:20]}, {"type": "text", "text": FIRST[20:]}]},
        {"type": "paragraph", "content": [{"type": "text", "text": SECOND}]},
    ],
}
QUILL = {
    "ops": [{"insert": FIRST[:20]}, {"insert": FIRST[20:], "attributes": {"bold": True}}, {"insert": f"\n{SECOND}\n"}]
}
DRAFT = {"blocks": [{"text": FIRST, "type": "unstyled"}, {"text": SECOND, "type": "unstyled"}], "entityMap": {}}
PORTABLE = [
    {"_type": "block", "children": [{"_type": "span", "text": FIRST[:20]}, {"_type": "span", "text": FIRST[20:]}]},
    {"_type": "block", "children": [{"_type": "span", "text": SECOND}]},
]
SLATE = [
    {"type": "p", "children": [{"text": FIRST[:20]}, {"text": FIRST[20:], "bold": True}]},
    {"type": "p", "children": [{"text": SECOND}]},
]
MOBILE: dict[str, Any] = {
    "version": "0.3.1",
    "atoms": [],
    "cards": [["image", {"src": "a.png"}], ["markdown", {"markdown": SECOND}]],
    "markups": [["strong"]],
    "sections": [[1, "p", [[0, [], 0, FIRST[:20]], [0, [0], 1, FIRST[20:]]]], [10, 0], [10, 1], [10, 7], [2, "a.png"]],
}
LEXICAL = {
    "root": {
        "children": [
            {"type": "paragraph", "children": [{"type": "extended-text", "text": part}]} for part in (FIRST, SECOND)
        ]
    }
}
RICH = {
    "nodeType": "document",
    "content": [
        {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": part}]} for part in (FIRST, SECOND)
    ],
}
ITEMS: dict[str, dict[str, Any]] = {
    "Editor.js in a string": {**HEAD, "content": json.dumps(EDITOR)},
    "Tiptap in a string": {**HEAD, "content": json.dumps(TIPTAP)},
    "Draft.js in a string": {**HEAD, "content": json.dumps(DRAFT)},
    "Quill": {**HEAD, "content": QUILL},
    "Quill in a string": {**HEAD, "body": json.dumps(QUILL)},
    "Mobiledoc": {**HEAD, "mobiledoc": json.dumps(MOBILE), "html": None},
    "Portable Text": {**HEAD, "body": PORTABLE},
    "Slate": {**HEAD, "body": SLATE},
    "Gutenberg": {
        **HEAD,
        "blocks": [{"blockName": "core/paragraph", "innerHTML": f"<p>{part}</p>"} for part in (FIRST, SECOND)],
    },
    "Hygraph": {**HEAD, "content": {"raw": {"children": SLATE}, "html": PAGE, "text": f"{FIRST}\n\n{SECOND}"}},
    "Contentful by language": {
        "fields": {
            "title": {"en-US": "Bridge opens"},
            "publishDate": {"en-US": "2026-03-24"},
            "author": {"en-US": "Anna Holt"},
            "body": {"en-US": RICH},
        }
    },
    "Arc, one text behind another": {
        **HEAD,
        "content_elements": [
            {"type": "text", "content": FIRST},
            {"type": "text", "content": SECOND},
            {"type": "image", "caption": "The bridge in winter"},
        ],
    },
    "Notion": {
        **HEAD,
        "blocks": [
            {"type": "paragraph", "paragraph": {"rich_text": [{"text": {"content": part}, "plain_text": part}]}}
            for part in (FIRST, SECOND)
        ],
    },
    "WordPress, as it is edited": {
        **HEAD,
        "content": {
            "raw": "".join(f"<!-- wp:paragraph -->\n<p>{part}</p>\n<!-- /wp:paragraph -->" for part in (FIRST, SECOND))
        },
    },
    "one text in two forms": {**HEAD, "body": {"html": PAGE, "text": f"{FIRST}\n\n{SECOND}"}},
    "the BBC": {
        **HEAD,
        "content": {"model": {"blocks": [{"type": "p", "model": {"text": t}} for t in (FIRST, SECOND)]}},
    },
    "pages": {**HEAD, "pages": [{"page": 1, "text": FIRST}, {"page": 2, "text": SECOND}]},
    "updates": {
        **HEAD,
        "updates": [{"date": "2026-03-24T09:00:00Z", "text": FIRST}, {"date": "2026-03-24T08:00:00Z", "text": SECOND}],
    },
    "sentences": {**HEAD, "sentences": [FIRST, SECOND]},
    "LlamaIndex": {"text": f"{FIRST}\n\n{SECOND}", "extra_info": HEAD},
    "Strapi": {
        "data": {
            "attributes": {
                "title": "Bridge opens",
                "content": f"{FIRST}\n\n{SECOND}",
                "publishedAt": "2026-03-24",
                "author": {"data": {"id": 1, "attributes": {"name": "Anna Holt"}}},
            }
        }
    },
    "Ghost": {"title": "Bridge opens", "html": PAGE, "published_at": "2026-03-24", "authors": [{"name": "Anna Holt"}]},
    "Ghost, Lexical": {
        "title": "Bridge opens",
        "lexical": json.dumps(LEXICAL),
        "published_at": "2026-03-24",
        "primary_author": {"name": "Anna Holt"},
    },
    "Arc": {
        "headlines": {"basic": "Bridge opens"},
        "display_date": "2026-03-24",
        "credits": {"by": [{"type": "author", "name": "Anna Holt"}]},
        "content_elements": [
            {"type": "text", "content": FIRST},
            {"type": "image", "caption": "The bridge", "url": "https://h.example/a.jpg"},
            {"type": "text", "content": SECOND},
        ],
    },
    "Brightspot": {
        "headline": "Bridge opens",
        "publishDate": 1774346400000,
        "authoring": {"authors": [{"name": "Anna Holt"}]},
        "body": PAGE,
    },
    "Directus": {
        "title": "Bridge opens",
        "date_published": "2026-03-24",
        "user_created": {"first_name": "Anna", "last_name": "Holt"},
        "content": PAGE,
    },
    "Apple News": {
        "title": "Bridge opens",
        "metadata": {"authors": ["Anna Holt"], "datePublished": "2026-03-24T09:00:00Z", "excerpt": FIRST},
        "components": [
            {
                "role": "header",
                "components": [{"role": "title", "text": "Bridge opens"}, {"role": "photo", "URL": "a"}],
            },
            {"role": "byline", "text": "By Anna Holt | 24 March"},
            {"role": "body", "text": f"<p>{FIRST}</p>", "format": "html"},
            {"role": "caption", "text": "The bridge in winter"},
            {"role": "container", "components": [{"role": "body", "text": SECOND}]},
        ],
    },
    "Editor.js with its headline": {
        "published_at": "2026-03-24",
        "author": "Anna Holt",
        "blocks": [{"type": "header", "data": {"text": "Bridge opens", "level": 1}}, *EDITOR["blocks"]],
    },
    "Meltwater": {
        "published_date": "2026-03-24T09:00:00Z",
        "content": {
            "title": "Bridge opens",
            "opening_text": FIRST,
            "body": f"{FIRST}\n\n{SECOND}",
            "byline": "Anna Holt",
        },
    },
    "Arc, published again": {
        "headlines": {"basic": "Bridge opens"},
        "first_publish_date": "2026-03-24T09:00:00Z",
        "publish_date": "2026-03-29T09:00:00Z",
        "credits": {"by": [{"type": "author", "name": "Anna Holt"}]},
        "content_elements": [{"type": "text", "content": FIRST}, {"type": "text", "content": SECOND}],
    },
    "Firestore": {
        "name": "projects/x/1",
        "fields": {
            "title": {"stringValue": "Bridge opens"},
            "author": {"stringValue": "Anna Holt"},
            "publishedAt": {"timestampValue": "2026-03-24T09:00:00Z"},
            "body": {"stringValue": f"{FIRST}\n\n{SECOND}"},
        },
    },
    "DynamoDB": {
        "headline": {"S": "Bridge opens"},
        "author": {"S": "Anna Holt"},
        "published_at": {"S": "2026-03-24"},
        "content": {"S": f"{FIRST}\n\n{SECOND}"},
    },
    "Google's documents": {
        **HEAD,
        "body": {
            "content": [
                {"paragraph": {"elements": [{"textRun": {"content": run}} for run in runs]}}
                for runs in ((FIRST[:20], f"{FIRST[20:]}\n"), (f"{SECOND}\n",))
            ]
        },
    },
    "ActivityStreams": {
        "type": "Create",
        "object": {
            "type": "Article",
            "name": "Bridge opens",
            "content": PAGE,
            "published": "2026-03-24T09:00:00Z",
            "author": "Anna Holt",
        },
    },
    "GraphQL": {
        "headline": "Bridge opens",
        "publishedAt": "2026-03-24",
        "author": {"fullName": "Anna Holt"},
        "body": [{"__typename": "Paragraph", "text": FIRST}, {"__typename": "Paragraph", "text": SECOND}],
    },
}


@pytest.mark.parametrize("kind", ITEMS)
def test_what_an_editor_keeps(kind: str) -> None:
    draft = parse_item(json.dumps(ITEMS[kind]))
    assert (draft.headline, draft.author) == ("Bridge opens", ("Anna Holt",))
    assert draft.date_published is not None
    assert draft.date_published.date() == date(2026, 3, 24)
    assert [line for line in draft.body.split("\n") if line] == [FIRST, SECOND]


def test_a_heading_above_the_text_stays_where_a_field_has_the_headline() -> None:
    blocks = [{"type": "header", "data": {"text": "What is planned", "level": 2}}, *EDITOR["blocks"]]
    draft = parse_item(json.dumps({**HEAD, "blocks": blocks, "content": EDITOR["blocks"]}))
    assert draft.headline == "Bridge opens"
    draft = parse_item(json.dumps({**HEAD, "blocks": blocks}))
    assert draft.headline == "Bridge opens"
    assert [line for line in draft.body.split("\n") if line] == ["What is planned", FIRST, SECOND]


def test_lists_and_cards_of_a_mobiledoc() -> None:
    sections = [[3, "ul", [[[0, [], 0, "clay"]], [[0, [], 0, "coal"]]]], [10, 0], *MOBILE["sections"][:1]]
    listed = {**MOBILE, "cards": [["html", {"html": f"<p>{SECOND}</p>"}]], "sections": sections}
    body = parse_item(json.dumps({**HEAD, "mobiledoc": listed})).body
    assert [line for line in body.split("\n") if line] == ["- clay", "- coal", SECOND, FIRST]


def test_lists_of_blocks_that_stand_in_the_article_itself() -> None:
    nested = [
        {"content": "clay", "items": [{"content": "lime", "items": []}]},
        "coal",
        {"text": "oak", "checked": True},
        5,
    ]
    listed = [{"type": kind, "data": {"items": nested}} for kind in ("list", "checklist")]
    blocks = [EDITOR["blocks"][0], *listed, {"type": "list", "data": []}, *EDITOR["blocks"][1:]]
    body = parse_item(json.dumps({**HEAD, "blocks": blocks})).body
    assert [line for line in body.split("\n") if line] == [FIRST, *("clay", "lime", "coal", "oak") * 2, SECOND]


def docling(*labels: str) -> dict[str, Any]:
    """A document of Docling's: texts under these labels, a list in a group, a page's footer."""
    words = ["Bridge opens", "By Anna Holt", "24 March 2026", FIRST, SECOND, "Page 3 of 9", "Daily Post 24"]
    texts = [
        {"self_ref": f"#/texts/{n}", "label": label, "text": text, "orig": text, "content_layer": "body"}
        for n, (label, text) in enumerate(zip((*labels, "text", "text", "text", "list_item"), words, strict=False))
    ]
    texts.append({"label": "page_footer", "text": "Page 3 of 9", "content_layer": "furniture"})
    return {
        "schema_name": "DoclingDocument",
        "name": "scan_0007",
        "origin": {"filename": "scan_0007.pdf", "mimetype": "application/pdf"},
        "body": {"children": [{"$ref": f"#/texts/{n}"} for n in (5, 0, 1, 2, 3)] + [{"$ref": "#/groups/0"}]},
        "groups": [{"label": "list", "children": [{"$ref": "#/texts/4"}, {"$ref": "#/texts/99"}, "odd"]}],
        "texts": texts,
        "pages": {"1": {"page_no": 1}},
    }


@pytest.mark.parametrize("label", ["title", "section_header"])
def test_a_document_of_docling(label: str) -> None:
    draft = parse_item(json.dumps(docling(label)))
    assert (draft.headline, draft.author, draft.extraction_method) == ("Bridge opens", ("Anna Holt",), "json")
    assert draft.date_published is not None
    assert draft.date_published.date() == date(2026, 3, 24)
    assert [line for line in draft.body.split("\n") if line] == [FIRST, SECOND]


def test_a_whole_page_is_no_text_of_an_item() -> None:
    item = {**HEAD, "html": f"<!doctype html><html><body>{PAGE}</body></html>", "summary": FIRST}
    assert parse_item(json.dumps(item)).body == FIRST


def test_a_text_that_begins_with_a_bracket_stays_a_text() -> None:
    text = f'{{"The bridge"}} {FIRST}'
    assert parse_item(json.dumps({**HEAD, "body": text})).body == text
