"""The columns that gates ask of a stage, and those derived from them for Great Expectations.

Frames that a gate is given (other columns are allowed and not read; pandas frames as read from a shard's Parquet):

    stage        rows, one row a ...                                keys, the whole run without texts
    collect      RawDocument                                        the same rows
    clean        Article                                            the same rows
    deduplicate  article x link (left join: an article without      the same rows; `duplicate_of` and `kind` are
                 a link has one row with empty link columns)        empty where there is no link
    tag          tag, as `tag_rows` makes them                      the same rows

Great Expectations never sees a text: what is asked of headline and body is measured here, once, and goes on as small
columns named after their source (`article_body.length`). A missing value is turned into one that breaks the
expectation on its column, so that no column needs a second expectation for emptiness.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mediawatch.clean.language.word_count import count_words
from mediawatch.errors import Permanent
from mediawatch.model import Article, Tag, document_id, kind_of

if TYPE_CHECKING:
    import pandas as pd

ROW_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "collect": (*("document_id", "uri", "raw_sha256", "media_type", "byte_length", "storage_url", "observed_at"),),
    "clean": (
        *("document_id", "uri", "headline", "headline_source", "article_body", "in_language", "language_source"),
        *("language_confidence", "word_count", "content_sha256", "text_sha256", "extraction_method"),
        *("observed_at", "date_published"),
    ),
    "deduplicate": (
        *("document_id", "uri", "duplicate_of", "kind", "containment", "containment_of_original", "shared_words"),
    ),
    "tag": (
        *("document_id", "uri", "topic_id", "topic_version", "grade", "score"),
        *("evidence_count", "evidence_outside", "evidence_untrue"),
    ),
}
"""Stage -> columns that its row-level expectations read."""

KEY_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "collect": ("document_id", "uri"),
    "clean": ("document_id", "uri", "headline", "in_language", "date_published", "text_sha256"),
    "deduplicate": ("document_id", "uri", "content_sha256", "duplicate_of", "kind"),
    "tag": ("document_id", "uri", "topic_id"),
}
"""Stage -> columns that its batch-level expectations and its metrics read."""

_CONTROL_BYTES = bytes({*range(32), 127} - {9, 10})
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_NOT_ONE_LINE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
# Thai, Lao, Burmese, Khmer, kana and Han are written without spaces.
_SURROGATE = re.compile("[\ud800-\udfff]")


def need(stage: str, frame: pd.DataFrame, columns: Mapping[str, tuple[str, ...]]) -> pd.DataFrame:
    """`frame` with the columns that the stage's gate reads, numbered from 0.

    Raises Permanent where a column or a document_id is missing: that is a fault of the caller, not of the data."""
    missing = [name for name in columns[stage] if name not in frame.columns]
    if missing:
        raise Permanent(f"the gate of {stage} needs the columns {', '.join(missing)}, which the shard lacks")
    chosen = frame.loc[:, list(columns[stage])].reset_index(drop=True)
    if bool(chosen["document_id"].isna().any()):
        raise Permanent(f"the gate of {stage} was given rows without a document_id: nothing can be said of them")
    return chosen


def check_rows(stage: str, rows: pd.DataFrame) -> pd.DataFrame:
    """What the row-level expectations of `stage` look at, for one shard: as many rows or fewer, no texts."""
    return _ROWS[stage](need(stage, rows, ROW_COLUMNS))


def tag_rows(articles: Sequence[Article], tags: Sequence[Sequence[Tag]]) -> pd.DataFrame:
    """The rows of tag's gate: one for each tag of `articles[i]` in `tags[i]`, its evidence held against the texts.

    Columns: document_id, uri, topic_id, topic_version, grade, score; evidence_count; evidence_outside (pieces whose
    offsets are not inside their field); evidence_untrue (pieces inside, where the text says something else).
    """
    import pandas as pd

    records: list[tuple[Any, ...]] = []
    for article, its_tags in zip(articles, tags, strict=True):
        texts = {"headline": article.headline, "article_body": article.article_body}
        for tag in its_tags:
            outside = untrue = 0
            for piece in tag.evidence:
                text = texts.get(piece.field, "")
                if not 0 <= piece.start_char < piece.end_char <= len(text):
                    outside += 1
                elif text[piece.start_char : piece.end_char] != piece.evidence_text:
                    untrue += 1
            known = (article.document_id, article.uri, tag.topic_id, tag.topic_version, tag.grade, tag.score)
            records.append((*known, len(tag.evidence), outside, untrue))
    return pd.DataFrame.from_records(records, columns=list(ROW_COLUMNS["tag"]))


def _text(values: Iterable[Any]) -> list[str]:
    """Texts that Arrow takes: missing ones empty, halves of characters as U+001A, which no pattern here allows."""
    return [_SURROGATE.sub("\x1a", value) if isinstance(value, str) else "" for value in values]


def _number(values: Iterable[Any]) -> list[float]:
    """Numbers as floats; a missing one is -1, which no range here allows."""
    numbers = (math.nan if value is None else float(value) for value in values)
    return [-1.0 if math.isnan(number) else number for number in numbers]


def _forbidden(text: str) -> int:
    """How many control characters (but tab and line end) and halves of characters stand in `text`.

    Nearly every text is cleared by looking at its bytes, some ten times faster than by the expression."""
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return len(_FORBIDDEN.findall(text))
    if b"\xc2" not in data and len(data.translate(None, _CONTROL_BYTES)) == len(data):
        return 0
    return len(_FORBIDDEN.findall(text))


def _content_sha256(headline: str, body: str) -> str:
    """The rule of clean, written again on purpose: were it changed there, all versions would get new names."""
    return hashlib.sha256(f"{headline}\0{body}".encode("utf-8", "surrogatepass")).hexdigest()


def _word_count_true(count: float, text: str) -> bool:
    """Whether `count` is the number of words of `text` by clean's own measure, give or take a tenth and five words: the
    machine that runs the gate may have other word lists of the unspaced scripts than the one that cleaned."""
    words = count_words(text)
    return abs(count - words) <= words / 10 + 5 and count >= 0


def _collect(rows: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    uris, hashes = _text(rows["uri"]), _text(rows["raw_sha256"])
    return pd.DataFrame(
        {
            "document_id": rows["document_id"],
            "document_id.true": [
                document_id(uri, sha256) == given
                for uri, sha256, given in zip(rows["uri"].fillna(""), hashes, rows["document_id"], strict=True)
            ],
            "uri": uris,
            "uri.bytes": [len(uri.encode()) for uri in uris],
            "raw_sha256": hashes,
            "media_type": [kind_of(value) for value in _text(rows["media_type"])],
            "byte_length": _number(rows["byte_length"]),
            "storage_url": _text(rows["storage_url"]),
            "observed_at": rows["observed_at"],
        }
    )


def _clean(rows: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    uris = _text(rows["uri"])
    headlines = [text if isinstance(text, str) else "" for text in rows["headline"]]
    bodies = [text if isinstance(text, str) else "" for text in rows["article_body"]]
    counts = _number(rows["word_count"])
    sources = rows.loc[:, ["headline_source", "language_source", "extraction_method"]]
    return pd.DataFrame(
        {
            "document_id": rows["document_id"],
            "uri": uris,
            "uri.bytes": [len(uri.encode()) for uri in uris],
            "headline.blank": [not text.strip() for text in headlines],
            "headline.length": [len(text) for text in headlines],
            "headline.forbidden": [len(_NOT_ONE_LINE.findall(text)) for text in headlines],
            "article_body.blank": [not text or text.isspace() for text in bodies],
            "article_body.length": [len(text) for text in bodies],
            "article_body.forbidden": [_forbidden(text) for text in bodies],
            "word_count.true": [_word_count_true(count, text) for count, text in zip(counts, bodies, strict=True)],
            "content_sha256.true": [
                _content_sha256(headline, body) == stated
                for headline, body, stated in zip(headlines, bodies, rows["content_sha256"], strict=True)
            ],
            "text_sha256": _text(rows["text_sha256"]),
            "in_language": _text(rows["in_language"]),
            "language_confidence": _number(rows["language_confidence"]),
            "extraction_method.sources_missing": (sources.isna() | (sources == "")).sum(axis=1),
            "observed_at": rows["observed_at"],
            "date_published": _times(rows["date_published"]),
        }
    )


def _deduplicate(rows: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    links = rows[rows["duplicate_of"].notna()]
    uris, originals = _text(links["uri"]), _text(links["duplicate_of"])
    return pd.DataFrame(
        {
            "document_id": links["document_id"].reset_index(drop=True),
            "uri": uris,
            "duplicate_of.itself": [uri == original for uri, original in zip(uris, originals, strict=True)],
            "kind": _text(links["kind"]),
            "containment": _number(links["containment"]),
            "containment_of_original": _number(links["containment_of_original"]),
            "shared_words": _number(links["shared_words"]),
        }
    )


def _tag(rows: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    numbers = ("topic_version", "score", "evidence_count", "evidence_outside", "evidence_untrue")
    return pd.DataFrame(
        {
            "document_id": rows["document_id"],
            "uri": _text(rows["uri"]),
            "topic_id": _text(rows["topic_id"]),
            "grade": _text(rows["grade"]),
            **{name: _number(rows[name]) for name in numbers},
        }
    )


def _times(values: pd.Series[Any]) -> pd.Series[Any]:
    """Aware times in microseconds; an all-empty column comes out of Parquet without a type."""
    import pandas as pd

    return pd.to_datetime(values, utc=True).astype("datetime64[us, UTC]")


_ROWS: Mapping[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "collect": _collect,
    "clean": _clean,
    "deduplicate": _deduplicate,
    "tag": _tag,
}
