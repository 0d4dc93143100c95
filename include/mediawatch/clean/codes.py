"""Every reason for which clean sets a document aside, and every warning that it can put on an article.

Both are stable snake_case (reasons) or kebab-case (warnings) codes: analysts filter by them, so they are only added to.
"""

from __future__ import annotations

REASONS: dict[str, str] = {
    "unsupported_media_type": "clean has no parser for this kind of document",
    "undecodable_text": "the bytes are not text in any known encoding",
    "empty_text": "no words are left once everything that is not the article has gone",
    "not_an_article": "the document is something else: a list of links, a JSON object without a body",
    "bad_json": "the document is not valid JSON, or not one JSON object",
    "parser_timeout": "the parsers did not finish within the time limit of a document",
    "parser_failed": "a parser crashed, ran out of memory or raised an error of its own",
}

WARNINGS: dict[str, str] = {
    "charset-mismatch": "the declared encoding does not fit the bytes; another one was used",
    "replaced-characters": "some bytes could not be decoded and became U+FFFD",
    "mojibake-repaired": "text that had been decoded wrongly before it was delivered was repaired",
    "body-truncated": "the body was longer than the limit and was cut",
    "bad-url": "an address in the document cannot be used",
    "foreign-canonical": "the canonical link names another site, or a home page, and was not followed",
    "future-date": "a date lies after the run's as_of and was not used",
    "implausible-date": "a date lies before 1990 and was not used",
    "unreadable-date": "a date could not be read",
    "ambiguous-date": "day and month of a numeric date cannot be told apart; it was not used",
    "date-conflict": "two statements of the date of publication differ by more than a day",
    "undated-dateline": "the dateline names a day without a year, and no other date of the document tells it",
    "relative-date": "a relative date (`yesterday`) has no known date to count from; it was not used",
    "inferred-date": "a day without a year, or a relative date, was resolved from another date of the document",
    "short-body": "the body has fewer than 25 words",
    "language-conflict": "the declared language is not the one of the text",
    "bad-front-matter": "the front matter could not be read and stays in the text",
}
