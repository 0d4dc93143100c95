"""The tools whose queries are read: how each joins words, which operators and fields it has. Facts from their public
guides; where two guides of one tool differ, the newer one counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Blank = Literal["AND", "OR", "PHRASE"]


@dataclass(frozen=True, slots=True)
class Dialect:
    """One tool's language.

    `binding`: how strongly operators bind, the larger the tighter. `less`: by how much a distance counted there exceeds
    the number of words between. `ordered_within`: w/n asks for the order too. `near`: words between of NEAR without a
    number. `fields`: the tool's names -> ours; `unsayable`: names that have no counterpart here, and why. `functions`:
    fields are written name(...), `equals`: name=value. `sites_are_alternatives`: of two sites in a row one is enough.
    `smallest_first`: of several distances the smallest joins its words first. `not_of_all`: a
    OR b NOT c forbids c beside a too.
    """

    name: str
    title: str
    blank: Blank
    any_case: bool
    fields: Mapping[str, str]
    unsayable: Mapping[str, str] = field(default_factory=dict)
    binding: Mapping[str, int] = field(default_factory=lambda: {"OR": 1, "AND": 2, "NOT": 2, "NEAR": 4})
    less: int = 0
    ordered_within: bool = False
    near: int | None = None
    functions: bool = False
    equals: bool = False
    literal: bool = True  # words are found as they are written there, not by their stem
    sites_are_alternatives: bool = False
    smallest_first: bool = False
    not_of_all: bool = False


_TEXT = {"title": "headline", "headline": "headline", "content": "body", "text": "body", "body": "body"}
_WHO = {"author": "author", "byline": "author", "language": "language", "lang": "language"}
_WHERE = {"site": "site", "url": "site", "domain": "site"}

_PEOPLE = "the place of an author is not known here"
_TONE = "no tone is worked out here"
_REACH = "how many read a text or speak of it is not known here"
_CODES = "codes of the tool's own index are not known here: say it in words"
_PICTURES = "pictures are not looked at"
_SOCIAL = "posts of social networks are not read here"

BRANDWATCH = Dialect(
    "brandwatch",
    "Brandwatch",
    "AND",
    any_case=False,
    fields={**_TEXT, **_WHO, **_WHERE, "country": "country"},
    unsayable={
        **dict.fromkeys(["city", "continent", "state", "county", "region", "latitude", "longitude", "geo"], _PEOPLE),
        **dict.fromkeys(["rating", "sentiment", "emotion"], _TONE),
        **dict.fromkeys(
            ["links", "at_mentions", "hashtags", "engagingwith", "authorgender", "tweetreach", "authorfollowers"],
            _SOCIAL,
        ),
        **dict.fromkeys(
            ["pagetype", "blogname", "subreddit", "channel"], "kinds of pages are named otherwise here: media_type:"
        ),
        **dict.fromkeys(["objects", "imagetype", "logos"], _PICTURES),
    },
)
CISION = Dialect(
    "cision",
    "Cision",
    "AND",
    any_case=True,
    functions=True,
    fields={
        **_TEXT,
        **_WHO,
        **_WHERE,
        "publication": "publisher",
        "outlet": "publisher",
        "outletname": "publisher",
        "country": "country",
        "tk_location": "country",
        "state": "region",
        "region": "region",
        "firstpara": "lead",
        "lead": "lead",
        "leadparagraph": "lead",
    },
    unsayable={
        **dict.fromkeys(["outletid", "dma", "market", "ave", "circulation", "uvpm", "mediatype", "tone"], _CODES),
    },
)
FACTIVA = Dialect(
    "factiva",
    "Factiva",
    "PHRASE",
    any_case=True,
    equals=True,
    binding={"OR": 1, "AND": 2, "NOT": 3, "NEAR": 5, "BLANK": 6},
    less=1,
    ordered_within=True,
    fields={
        "hd": "headline",
        "hl": "headline",
        "lp": "lead",
        "td": "body",
        "hlp": "headline+lead",
        "by": "author",
        "la": "language",
        "sn": "publisher",
        "se": "section",
        "wc": "word_count",
        "pd": "date_published",
        "date": "date_published",
    },
    unsayable=dict.fromkeys(
        [
            "rst",
            "sc",
            "co",
            "fds",
            "in",
            "ns",
            "re",
            "ipd",
            "pub",
            "an",
            "art",
            "cr",
            "ct",
            "cx",
            "de",
            "ed",
            "pg",
            "vol",
        ],
        _CODES,
    ),
)
GDELT = Dialect(
    "gdelt",
    "GDELT",
    "AND",
    any_case=False,
    fields={"domain": "site", "domainis": "site", "sourcecountry": "country", "sourcelang": "language"},
    unsayable={
        "theme": "themes of its knowledge graph are not known here: say them in words",
        "tone": _TONE,
        "toneabs": _TONE,
        "tonelessthan": _TONE,
        **dict.fromkeys(
            ["imagetag", "imagewebtag", "imageocrmeta", "imagewebcount", "imagefacetone", "imagenumfaces"], _PICTURES
        ),
        "location": "places of its knowledge graph are not known here: say them in words",
    },
)
MEDIACLOUD = Dialect(
    "mediacloud",
    "Media Cloud",
    "OR",
    not_of_all=True,
    any_case=False,
    literal=False,
    fields={
        **_TEXT,
        **_WHERE,
        "article_title": "headline",
        "text_content": "body",
        "canonical_domain": "site",
        "language": "language",
        "publication_date": "date_published",
        "publish_date": "date_published",
        "publish_day": "date_published",
        "media_name": "publisher",
    },
    unsayable=dict.fromkeys(
        ["media_id", "tags_id_media", "tags_id_stories", "timespans_id", "stories_id", "indexed_date"], _CODES
    ),
)
MELTWATER = Dialect(
    "meltwater",
    "Meltwater",
    "AND",
    any_case=True,
    near=4,
    fields={**_TEXT, **_WHO, **_WHERE, "ingress": "lead", "source": "publisher", "country": "country"},
    unsayable={"sentiment": _TONE, "reach": _REACH, "city": _PEOPLE, "hashtag": _SOCIAL},
)
NEXIS = Dialect(
    "nexis",
    "LexisNexis",
    "PHRASE",
    any_case=True,
    functions=True,
    smallest_first=True,
    binding={"NOT": 1, "AND": 2, "PARAGRAPH": 3, "SENTENCE": 3, "NEAR": 4, "OR": 5, "BLANK": 6},
    fields={
        "headline": "headline",
        "hlead": "headline+lead",
        "lead": "lead",
        "body": "body",
        "text": "body",
        "byline": "author",
        "author": "author",
        "publication": "publisher",
        "pub": "publisher",
        "section": "section",
        "length": "word_count",
        "language": "language",
        "date": "date_published",
    },
    unsayable={
        **dict.fromkeys(
            [
                "term",
                "terms",
                "subject",
                "company",
                "ticker",
                "industry",
                "geographic",
                "person",
                "organization",
                "country",
                "city",
                "state",
                "load-date",
                "graphic",
                "series",
                "type",
                "dateline",
                "highlight",
            ],
            _CODES,
        ),
        "nocaps": "small letters cannot be asked for: what is written small matches any case",
        "singular": "the singular alone cannot be asked for; = asks for one exact form",
        "plural": "the plural alone cannot be asked for; = asks for one exact form",
    },
)
TALKWALKER = Dialect(
    "talkwalker",
    "Talkwalker",
    "AND",
    any_case=False,
    sites_are_alternatives=True,
    fields={
        **_TEXT,
        **_WHO,
        **_WHERE,
        "host": "site",
        "host_url": "site",
        "domain_url": "site",
        "sourcecountry": "country",
        "published": "date_published",
        "word_count": "word_count",
    },
    unsayable={
        "sentiment": _TONE,
        **dict.fromkeys(["engagement", "reach", "trending_score"], _REACH),
        **dict.fromkeys(["sourcetype", "matched_profile", "customer_entity", "cluster_id"], _CODES),
        **dict.fromkeys(["authorgender", "followers", "likes", "shares", "retweets"], _SOCIAL),
        **dict.fromkeys(["images", "image", "logo"], _PICTURES),
        **dict.fromkeys(["sourceregion", "sourcecity", "authorcountry"], _PEOPLE),
    },
)

DIALECTS: dict[str, Dialect] = {
    dialect.name: dialect for dialect in (BRANDWATCH, CISION, FACTIVA, GDELT, MEDIACLOUD, MELTWATER, NEXIS, TALKWALKER)
}

ANY = Dialect(
    "any",
    "another tool",
    "AND",
    any_case=True,
    functions=True,
    equals=True,
    fields={**NEXIS.fields, **FACTIVA.fields, **MEDIACLOUD.fields, **MELTWATER.fields, **GDELT.fields, **CISION.fields},
    unsayable={**NEXIS.unsayable, **GDELT.unsayable, **BRANDWATCH.unsayable},
    near=4,
)
"""All of them at once, for the advice of error messages: what a form means in most of the tools."""
