"""Why collect sets something aside: the codes that stand in the ledger, and what each means."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """Stable codes. Those of SKIPPED say that nothing is wrong, the others come with QUARANTINED."""

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
    NOT_PDF = "not_pdf"
    BROKEN_WARC = "broken_warc"  # from this place on it cannot be read
    BAD_URL = "bad_url"  # a page whose address is none
    # web
    FORBIDDEN_ADDRESS = "forbidden_address"  # not on the public internet, or a port that is not allowed
    # skipped
    STILL_BEING_WRITTEN = "still_being_written"  # the next run takes it
    HIDDEN = "hidden"  # its name begins with a dot
    LINKED_FOLDER = "linked_folder"  # the folder itself is in the inbox and is read there
    NOT_A_PAGE = "not_a_page"  # a WARC record or response that is no HTML page
    HTTP_STATUS = "http_status"  # a response other than 200
    # skipped, web
    NOT_MODIFIED = "not_modified"  # 304: what we have is current
    NOT_DUE = "not_due"  # fetched not long ago
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
