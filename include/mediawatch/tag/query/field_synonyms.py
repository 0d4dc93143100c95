"""What other tools call the fields: Brandwatch, Cision, Factiva, GDELT, LexisNexis, Media Cloud, Meltwater and
Talkwalker."""

from __future__ import annotations

_NAMES: dict[str, str] = {
    "headline": "title hd headline headlines article_title intitle hed allintitle titel titre titulo heading ti",
    "lead": "lead lp hlead leadparagraph ingress intro summary snippet hlp ab abstract",
    "body": "text content tx body text_content td article_body fulltext bodytext intext allintext",
    "language": "language lang la sourcelang languages",
    "site": "site domain url canonical_domain domainis host sites publicationurl inurl allinurl link address",
    "author": "author by byline authors au creator",
    "publisher": "publisher publication outlet outletname source_name sn pub sourcename so journal",
    "source": "source rst sc media_id source_id",
    "country": "country sourcecountry sourcecountries",
    "media_type": "media_type mediatype sourcetype pagetype",
    "date_published": "before after from published publish_date publish_day publication_date pubdate since until "
    "pd dt daterange",
    "section": "section se sections",
    "keywords": "keywords keyword tags subject ns su kw ke mh",
    "word_count": "word_count wc length words_count wordcount",
    "region": "region state sourceregion",
}
_FIELD_OF = {name: field for field, names in _NAMES.items() for name in names.split()}


def field_synonym(name: str) -> str | None:
    """The field here that other tools call `name`, in any case; None for a name that is not known."""
    return _FIELD_OF.get(name.lower())
