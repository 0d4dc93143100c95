"""What must hold after clean: rows are Articles."""

from __future__ import annotations

from mediawatch.quality.expectation import Expectation, Limits, batch, row
from mediawatch.quality.suites import common

_FAULT = "Clean should have refused or mended it: report the sample with its raw document."


def suite(limits: Limits) -> tuple[Expectation, ...]:
    return (*common.uri("clean", limits), *_texts(limits), *_metadata(limits), *_batch(limits))


def _texts(limits: Limits) -> tuple[Expectation, ...]:
    return (
        row(
            "clean.headline_present",
            "ExpectColumnValuesToBeInSet",
            "headline.blank",
            "Every article has a headline.",
            _FAULT,
            reason="no_headline",
            value_set=[False],
        ),
        row(
            "clean.headline_bounded",
            "ExpectColumnValuesToBeBetween",
            "headline.length",
            f"No headline is longer than {limits.max_headline_chars:,} characters.",
            "The page's body was taken for its headline: look at its markup.",
            reason="headline_too_long",
            max_value=limits.max_headline_chars,
        ),
        row(
            "clean.headline_characters",
            "ExpectColumnValuesToBeInSet",
            "headline.forbidden",
            "Headlines are one line, without control characters and halves of characters.",
            _FAULT,
            reason="bad_characters_in_headline",
            value_set=[0],
        ),
        row(
            "clean.body_present",
            "ExpectColumnValuesToBeInSet",
            "article_body.blank",
            "Every article has a text.",
            _FAULT,
            reason="no_body",
            value_set=[False],
        ),
        row(
            "clean.body_bounded",
            "ExpectColumnValuesToBeBetween",
            "article_body.length",
            f"No text is longer than {limits.max_body_chars:,} characters.",
            "It is no article but a book or a log: leave it out, or cut it into items.",
            reason="body_too_long",
            max_value=limits.max_body_chars,
        ),
        row(
            "clean.body_characters",
            "ExpectColumnValuesToBeInSet",
            "article_body.forbidden",
            "Texts hold no control characters (but tab and line end) and no halves of characters.",
            _FAULT,
            reason="bad_characters_in_body",
            value_set=[0],
        ),
        row(
            "clean.word_count_plausible",
            "ExpectColumnValuesToBeInSet",
            "word_count.true",
            "word_count is the number of words of the text, counted again; a tenth and five words are tolerated.",
            "word_count was made from another text than the one stored: report the sample.",
            reason="bad_word_count",
            value_set=[True],
        ),
        row(
            "clean.content_sha256_true",
            "ExpectColumnValuesToBeInSet",
            "content_sha256.true",
            "content_sha256, which names the version, is the hash of this headline and this text.",
            "Headline or text was changed after it was hashed: report the sample.",
            reason="bad_content_sha256",
            value_set=[True],
        ),
        row(
            "clean.text_sha256_shape",
            "ExpectColumnValuesToMatchRegex",
            "text_sha256",
            "text_sha256, which finds exact duplicates, is 64 hex digits.",
            _FAULT,
            reason="bad_text_sha256",
            regex=common.SHA256,
        ),
    )


def _metadata(limits: Limits) -> tuple[Expectation, ...]:
    return (
        row(
            "clean.language_tag_shape",
            "ExpectColumnValuesToMatchRegex",
            "in_language",
            "in_language is a BCP 47 tag, und where the language is not known.",
            _FAULT,
            reason="bad_language_tag",
            regex=r"\A[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z",
        ),
        row(
            "clean.language_confidence_in_range",
            "ExpectColumnValuesToBeBetween",
            "language_confidence",
            "language_confidence is a share from 0 to 1.",
            _FAULT,
            reason="bad_language_confidence",
            min_value=0,
            max_value=1,
        ),
        row(
            "clean.sources_stated",
            "ExpectColumnValuesToBeInSet",
            "extraction_method.sources_missing",
            "It is stated where headline, language and body come from.",
            _FAULT,
            reason="source_not_stated",
            value_set=[0],
        ),
        row(
            "clean.observed_at_present",
            "ExpectColumnValuesToNotBeNull",
            "observed_at",
            "It is known when each text was seen, which decides between versions.",
            _FAULT,
            reason="no_observed_at",
        ),
        row(
            "clean.date_published_plausible",
            "ExpectColumnValuesToBeBetween",
            "date_published",
            f"No article is dated before {limits.earliest_date:%Y-%m-%d} or more than a day after the run's as_of. "
            "Clean drops such dates with a warning, so one that is left is a slip; the article goes on.",
            "Look at date_published_source of the samples.",
            severity="warning",
            min_value=limits.earliest_date,
            max_value=limits.latest_date,
        ),
    )


def _batch(limits: Limits) -> tuple[Expectation, ...]:
    said = f" Said of {limits.min_batch} articles or more."
    return (
        common.documents_unique("clean"),
        common.rows_add_up("clean"),
        common.rows_counted("clean"),
        common.quarantined_share("clean", limits),
        batch(
            "clean.undetermined_language_share",
            "metrics",
            "ExpectColumnValuesToBeBetween",
            "in_language.undetermined_share",
            f"Of at most {limits.max_undetermined_language_share:.0%} of the articles the language is not known."
            + said,
            "Look at the samples: texts in a wrong encoding, or of names and figures only, have no language.",
            severity="warning",
            max_value=limits.max_undetermined_language_share,
        ),
        batch(
            "clean.undated_share",
            "metrics",
            "ExpectColumnValuesToBeBetween",
            "date_published.missing_share",
            f"At most {limits.max_undated_share:.0%} of the articles have no date.{said}",
            "A source changed how it states dates; articles without one count for the day they were first seen.",
            severity="warning",
            max_value=limits.max_undated_share,
        ),
        batch(
            "clean.headline_repeated_share",
            "metrics",
            "ExpectColumnValuesToBeBetween",
            "headline.repeated_share",
            f"No headline stands over more than {limits.max_repeated_share:.0%} of the articles.{said}",
            "The site's name or a notice is taken for the headline: look at the source's markup.",
            severity="warning",
            max_value=limits.max_repeated_share,
        ),
        batch(
            "clean.text_repeated_share",
            "metrics",
            "ExpectColumnValuesToBeBetween",
            "text_sha256.repeated_share",
            f"No text is that of more than {limits.max_repeated_share:.0%} of the articles.{said}",
            "A consent page, a paywall or an error page is taken for the article.",
            severity="warning",
            max_value=limits.max_repeated_share,
        ),
    )
