"""The one exception tree. Its three branches say what is to be done, so that no caller has to guess:

- `Transient`: the same call may succeed later (database away, disk busy). Retry with back-off.
- `Permanent`: it never will (a topic that cannot be parsed, a gate that failed). Fail at once, tell a person.
- `Quarantine`: this one document is at fault. Quarantine it with the reason; the rest of the batch goes on.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from difflib import get_close_matches
from enum import StrEnum
from itertools import islice


class MediaWatchError(Exception):
    """Base of all errors that MediaWatch raises on purpose; its text is meant for people."""


class Transient(MediaWatchError):
    """May succeed when tried again."""


class Permanent(MediaWatchError):
    """Trying again cannot help; the message says what to change."""


class UsageError(Permanent):
    """A parameter, path, URL or setting was refused at the door; the CLI exits with 2."""


class TopicError(Permanent):
    """A topic file or query is wrong. `str()` reads `file:line:column: what is wrong; what to do`."""


class GateFailed(Permanent):
    """A batch-level expectation of critical severity failed; nothing after the gate may run."""


_NEAR, _LISTED, _COMPARED = 3, 12, 20_000
"""Near names that are told, names that are listed where none is near, names that are compared at most."""


def unknown_name(kind: str, names: Iterable[str], known: Iterable[str], place: str = "") -> UsageError:
    """What to say of names that there are not: those that are near, else some of those that there are. `kind`: what
    they name, in words; `place`: where it was looked for, as ` in DIR`."""
    missing, there = list(names), sorted(dict.fromkeys(known))
    plain = {name.casefold(): name for name in islice(there, _COMPARED)}
    near: dict[str, None] = {}
    for name in map(str.casefold, missing):
        near |= dict.fromkeys(plain[each] for each in get_close_matches(name, plain, _NEAR))
        near |= dict.fromkeys(islice((plain[each] for each in plain if name and name in each), _NEAR))
    said = f"there is no {kind} {', '.join(repr(name[:200]) for name in missing)}{place}"
    if near:
        return UsageError(f"{said}; did you mean {' or '.join(islice(near, _NEAR))}?")
    more = f" and {len(there) - _LISTED:,} more" if len(there) > _LISTED else ""
    return UsageError(f"{said}: there are {', '.join(there[:_LISTED]) or 'none'}{more}")


class Quarantine(MediaWatchError):
    """This document cannot go on.

    `reason` is a stable snake_case code (what analysts filter by), `detail` says it in words for this document.
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


class Reason(StrEnum):
    """Why a document is quarantined or skipped: stable snake_case codes that stand in the ledger and that analysts
    filter by, so they are only added to. Those of SKIPPED say that nothing is wrong, the others come with
    QUARANTINED. A gate quarantines by the keys of its expectations (docs/quality.md)."""

    # files
    UNSUPPORTED_ENDING = "unsupported_ending"  # no reader for files of this name
    EMPTY = "empty"  # no bytes, or white space alone
    TOO_LARGE = "too_large"  # above the limit for a file or a document
    BINARY = "binary"  # not text, whatever its name says
    UNREADABLE = "unreadable"  # the operating system refused it, or it is no regular file
    LINK_LEADS_OUT = "link_leads_out"  # a symbolic link to a place outside of the inbox
    BROKEN_GZIP = "broken_gzip"  # cut off or damaged
    GZIP_BOMB = "gzip_bomb"  # grows beyond all measure when decompressed
    TOO_DEEP = "too_deep"  # JSON or HTML nested so deep that parsers fall over it
    NOT_JSON = "not_json"  # no JSON value, or not in UTF-8 (UTF-16, UTF-32)
    WRONG_SHAPE = "wrong_shape"  # JSON, but no object where an article must be one
    TOO_MANY_ITEMS = "too_many_items"  # a container made of faults, or of more items than any delivery has
    NOT_XML = "not_xml"  # XML that cannot be read, or that declares entities of its own
    NOT_PDF = "not_pdf"
    BROKEN_ZIP = "broken_zip"  # a spreadsheet, word processor's file or book that cannot be unpacked
    ZIP_BOMB = "zip_bomb"  # one that grows beyond all measure when unpacked
    BROKEN_RTF = "broken_rtf"  # no RTF, or damaged
    BAD_MAPPING = "bad_mapping"  # the mapping file beside a table is none
    NOT_A_MAILBOX = "not_a_mailbox"  # no message begins in it
    BROKEN_WARC = "broken_warc"  # from this place on it cannot be read
    BAD_URL = "bad_url"  # a page whose address is none
    # web
    FORBIDDEN_ADDRESS = "forbidden_address"  # not on the public internet, or a port that is not allowed
    # skipped
    STILL_BEING_WRITTEN = "still_being_written"  # the next run takes it
    MAPPING = "mapping"  # it says how to read another file
    HIDDEN = "hidden"  # its name begins with a dot
    LINKED_FOLDER = "linked_folder"  # the folder itself is in the inbox and is read there
    NOT_A_PAGE = "not_a_page"  # a WARC record or response that is no HTML page
    HTTP_STATUS = "http_status"  # a response other than 200
    REDIRECT_PAGE = "redirect_page"  # a page that only sends its readers on
    # skipped, web
    NOT_MODIFIED = "not_modified"  # 304: what we have is current
    NOT_DUE = "not_due"  # fetched not long ago
    FRONT_PAGE = "front_page"  # a story that is gone: its address leads to a front page, a section or an error page
    SAME_PAGE = "same_page"  # leads to a page that this crawl has already
    ROBOTS = "robots"  # its host's robots.txt asks us not to
    ROBOTS_UNREACHABLE = "robots_unreachable"  # its host did not say what it allows, so nothing is asked of it
    HOST_LEFT_ALONE = "host_left_alone"  # its host failed several times or asked for a long pause
    UNREACHABLE = "unreachable"  # no such host, no connection, or one that broke off
    BAD_CERTIFICATE = "bad_certificate"  # https: not trusted, expired, or made out to another name
    TIMEOUT = "timeout"  # the answer took too long
    TOO_MANY_REDIRECTS = "too_many_redirects"
    NOT_A_LISTING = "not_a_listing"  # a feed, sitemap or front page that lists nothing
    NOT_REACHED = "not_reached"  # the crawl's time was over before its turn
    # clean
    UNSUPPORTED_MEDIA_TYPE = "unsupported_media_type"  # clean has no parser for this kind of document
    UNDECODABLE_TEXT = "undecodable_text"  # the bytes are not text in any known encoding
    EMPTY_TEXT = "empty_text"  # no words are left once everything that is not the article has gone
    NOT_AN_ARTICLE = "not_an_article"  # the document is something else: a list of links, JSON without a body
    BAD_JSON = "bad_json"  # the document is not valid JSON, or not one JSON object
    ENCRYPTED_PDF = "encrypted_pdf"  # the PDF asks for a password
    BROKEN_PDF = "broken_pdf"  # the PDF cannot be read
    SCANNED_PDF = "scanned_pdf"  # the PDF holds pictures of text and no text
    PARSER_TIMEOUT = "parser_timeout"  # the parsers did not finish within the time limit of a document
    PARSER_MEMORY = "parser_memory"  # the parsers needed more memory than a document may have
    PARSER_KILLED = "parser_killed"  # the process of the parsers was ended from outside
    PARSER_FAILED = "parser_failed"  # a parser crashed or raised an error of its own
    # raw store
    RAW_MISSING = "raw_missing"  # the raw store does not hold the bytes any more
    RAW_CORRUPT = "raw_corrupt"  # the raw store holds other bytes than were collected


MACHINE_REASONS = frozenset({Reason.PARSER_TIMEOUT, Reason.PARSER_MEMORY, Reason.PARSER_KILLED})
"""Reasons that depend on the machine and on what else it does, not on the bytes alone: the next runs try again."""


def told(error: OSError) -> str | None:
    """What the system refused, as a sentence for people; None where it names no file: that may be a mistake of ours."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        place = f" at {error.filename}" if error.filename is not None else ""
        said = os.strerror(error.errno).lower()  # pyarrow's own words are of the system's call
        return f"the disk is full{place}: {said}\ndocs/runbook.md says what may be deleted"
    if error.filename is None:
        return None
    return f"cannot use {error.filename}: {(error.strerror or str(error)).lower()}"
