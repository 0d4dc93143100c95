"""Mails: newsletters and forwarded articles as `.eml`, as items of a mailbox, or copied into a text file; web archives
(`.mhtml`), which are mails around a page."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parseaddr
from functools import cache
from pathlib import Path
from typing import cast

from mediawatch.clean.draft import Draft
from mediawatch.clean.formats.markup import plain_of
from mediawatch.clean.formats.plain_text import parse_plain, unwrap
from mediawatch.clean.formats.stated_dates import use_date
from mediawatch.clean.language.charset import decode
from mediawatch.clean.language.word_count import count_words
from mediawatch.clean.people.names import is_person
from mediawatch.clean.text import one_line, sanitise
from mediawatch.collect.containers.mail_heads import forwarded, read_head
from mediawatch.errors import Quarantine
from mediawatch.words import pattern

_FORWARDED = re.compile(  # Re: AW[2]: [EXTERNAL] Fwd:
    rf"^(?:\[ext(?:ern\w*)?(?: \w+)?\]:?\s*|{pattern('reply_marks')}\s*(?:\[\d+\])?\s*[:：]\s*)+",
    re.IGNORECASE,
)
_OF = re.compile(rf"(?P<person>.+?),?\s+{pattern('sender_of')}\s+(?P<publisher>.+)", re.IGNORECASE)
_ADDRESS_LINE = re.compile(r"\W*(?:<?https?://\S+>?\W*)+$|\[(?:image|cid|bild|img)\b[^\]]*\]$", re.IGNORECASE)
_ADDRESS_AFTER = re.compile(r"(?<=\S)\s?[<(\[]\s?https?://[^\s<>()\[\]]{1,2000}\s?[>)\]]")
_LAYOUT = re.compile(r"<(/?)(?:table|tbody|thead|tr|td|th|center)(?=[\s>])", re.IGNORECASE)
"""Tables lay mails out, as style sheets do pages: read as tables their cells would be one line."""
_SENTENCE_END = re.compile(r"[.!?…。！？।॥؟۔։።][\"'”’»)\]」』]*$")
_PROGRAM_LINE = re.compile(
    r"(?:(?<![a-z])ip(?:hon|ad)|\boutlook\b.{1,12}\b(?:ios|android)|samsung|huawei|xiaomi)", re.IGNORECASE
)
"""What a telephone's program writes below a mail: `Von meinem iPhone gesendet`, in whatever language."""
_OFFICE = re.compile(r"desk|editors?|herald|info|letter|mail|media|news|office|post|press|times")
"""Names of mailboxes that are no person's, though a paper's name may hold them: `Harrow Post <post@harrow.example>`."""
_QUOTED_FROM = re.compile(r"^>From ", re.MULTILINE)

MAX_NOTICE = 240
"""Characters; a longer line with such a phrase in it is a paragraph that speaks of mails."""
MAX_PROGRAM_LINE = 60
MAX_PARTS = 200
ATTACHED = 5
"""Mails attached to each other."""
SHORT_NOTE = 60
"""Words of a mail that passes on another as an attachment."""
FULL = 0.4
"""Share of the HTML part's words from which on the plain part is the text, and not a note that there is an HTML one."""


def parse_mail(data: bytes, *, as_of: datetime, charset: str | None = None) -> Draft:
    """The Draft of a mail. The subject is its headline, its sender the author or, where that is no person, the
    publisher. Raises Quarantine('empty_text') where there is no text in it, and what parse_page raises for a web
    archive."""
    try:
        message = message_from_bytes(data, policy=policy.default)
        headed = message["subject"] is not None or message.is_multipart()
    except (MessageError, ValueError, IndexError, AttributeError, TypeError, LookupError):  # broken headers find more
        headed = False
    if not headed:
        return _copied(data, charset)
    message = _attached(message)
    parts = _parts(message)
    if location := _location(message, parts):
        from mediawatch.clean.formats.html_page import parse_page

        page = next((part for part in parts if part.get_content_type() == "text/html"), None)
        if page is not None:
            return parse_page(_content(page), url=location, as_of=as_of, asked=True)
    draft, inner = _draft_of_text(parts, as_of)
    head = {name: _header(message, name) for name in ("subject", "from", "date", "archived-at")}
    _use_head(draft, inner or head | {"date": head["date"] or _header(message, "sent")})
    return draft


def _parts(message: EmailMessage) -> list[EmailMessage]:
    walked = itertools.islice(cast(Iterator[EmailMessage], message.walk()), MAX_PARTS)
    return [part for part in walked if not part.is_multipart()]


def _attached(message: EmailMessage) -> EmailMessage:
    """The one mail that a mail with few words of its own passes on as an attachment; itself for any other."""
    for _ in range(ATTACHED):
        walked = itertools.islice(cast(Iterator[EmailMessage], message.walk()), MAX_PARTS)
        mails = [part for part in walked if part.get_content_type() == "message/rfc822" and part.is_multipart()]
        if len(mails) != 1 or mails[0] is message:
            break
        inner = cast(EmailMessage, mails[0].get_payload(0))
        within = set(map(id, inner.walk()))
        own = [part for part in _parts(message) if id(part) not in within and part.get_content_type() == "text/plain"]
        if count_words(" ".join(map(_content, own))) > SHORT_NOTE:
            break
        message = inner
    return message


def _copied(data: bytes, charset: str | None) -> Draft:
    """A mail copied out of a mail program: label lines in any language, an empty line, the text."""
    decoded = decode(data, charset)
    head = read_head(decoded.text)
    if head is None:
        draft = parse_plain(decoded.text)
    else:
        fields, place = head
        inner = forwarded(decoded.text[place:])
        fields, text = inner or (fields, decoded.text[place:])
        draft = parse_plain(_without_notices(text))
        _use_head(draft, fields)
    draft.extraction_method = "mail"
    draft.warnings[:0] = decoded.warnings
    return draft


def _location(message: EmailMessage, parts: list[EmailMessage]) -> str | None:
    """The address of the page that a web archive was made of."""
    if stated := _header(message, "snapshot-content-location"):
        return stated
    if message.get_content_type() != "multipart/related" or message["to"] is not None:
        return None
    stated = next((_header(part, "content-location") for part in parts if part.get_content_type() == "text/html"), "")
    return stated if stated.startswith("http") else None


def _header(message: EmailMessage, name: str) -> str:
    try:
        return one_line(str(message[name] or ""))[:1_000]
    except (MessageError, ValueError, IndexError, AttributeError, TypeError, LookupError):
        return ""


def _content(part: EmailMessage) -> str:
    """The text of a part, by the rules of `decode`: what it declares may be wrong."""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    declared = part.get_param("charset")
    named = declared if isinstance(declared, str) else None
    return decode(payload, named, markup=part.get_content_type() == "text/html").text


def _draft_of_text(parts: list[EmailMessage], as_of: datetime) -> tuple[Draft, dict[str, str] | None]:
    """(the Draft of a mail's text, the head of the mail that it passes on)."""
    shown = [part for part in parts if part.get_content_disposition() != "attachment"]
    plain = "\n\n".join(_content(part) for part in shown if part.get_content_type() == "text/plain")
    plain = sanitise(_QUOTED_FROM.sub("From ", plain))
    markup = next((_content(part) for part in shown if part.get_content_type() == "text/html"), "")
    inner = forwarded(plain) or (forwarded(_lines_of(markup)) if markup and not plain.strip() else None)
    plain = _without_notices(unwrap(inner[1] if inner else plain))
    if inner or not markup:
        draft = parse_plain(plain)
    else:
        draft = _draft_of_page(markup, as_of)
        if count_words(plain) >= max(25, FULL * count_words(draft.body)):
            draft = parse_plain(plain)
    draft.extraction_method = "mail"
    return draft, inner[0] if inner else None


def _lines_of(markup: str) -> str:
    """The words of a mail's HTML part, whose source breaks its lines where it likes."""
    return "\n".join(line.strip() for line in sanitise(plain_of(" ".join(markup.split()))).split("\n"))


def _draft_of_page(markup: str, as_of: datetime) -> Draft:
    """The article of a mail's HTML part; all of its words where the reader of pages finds none or little of them."""
    from mediawatch.clean.formats.html_page import parse_page

    markup = _LAYOUT.sub(r"<\1div", sanitise(markup))
    whole = _without_notices(plain_of(markup))
    try:
        page = parse_page(markup, url=None, as_of=as_of, asked=True)
    except Quarantine:
        body = ""
    else:
        body = _without_notices(page.body)
    if count_words(body) < FULL * count_words(whole):
        return parse_plain(whole)
    return Draft(body=body, extraction_method="mail")


def _use_head(draft: Draft, head: dict[str, str]) -> None:
    """Fills `draft` from the head of a mail; what the text itself says in its first lines goes before it."""
    if subject := one_line(_FORWARDED.sub("", head.get("subject", ""))):
        if draft.headline and draft.headline_source == "first-line" and draft.headline != subject:
            draft.body = f"{draft.headline}\n\n{draft.body}"
        draft.headline, draft.headline_source = subject, "mail-subject"
    if draft.date_published is None:
        use_date([head.get("date", "")], draft, "mail-date", body=draft.body)
    name, address = parseaddr(head.get("from", ""))
    if "@" not in address:
        name, address = head.get("from", ""), ""
    person, publisher = _sender(one_line(name).strip("\"' "), address)
    if person and not draft.author:
        draft.author, draft.author_source = (person,), "mail-sender"
    if publisher and not draft.publisher:
        draft.publisher, draft.publisher_source = publisher, "mail-sender"
    if (url := head.get("archived-at", "").strip("<> ")).startswith(("http://", "https://")):
        draft.url = url


def _sender(name: str, address: str) -> tuple[str, str]:
    """(person, publisher): who has signed a mail. A name is a person's where its address is made of it."""
    if (match := _OF.fullmatch(name)) and is_person(match["person"]):
        return match["person"], match["publisher"]
    local = address.partition("@")[0].casefold()
    if (
        not _OFFICE.fullmatch(local)
        and is_person(name)
        and any(len(word) > 2 and word in local for word in name.casefold().split())
    ):
        return name, ""
    return "", name if any(char.isalpha() for char in name) and "@" not in name else ""


@cache
def _notices() -> re.Pattern[str]:
    import yaml

    phrases = yaml.safe_load(Path(__file__).with_name("mail_notices.yaml").read_text("utf-8"))
    listed = sorted({phrase for lines in phrases.values() for phrase in lines}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, listed)), re.IGNORECASE)


def _without_notices(text: str) -> str:
    """`text` without the lines that speak of the mail itself, without addresses beside words, and without what follows
    the mark of a signature or a telephone's program has written below it."""
    kept = "\n".join(_kept_lines(_ADDRESS_AFTER.sub("", text))).rstrip()
    above, _, last = kept.rpartition("\n\n")
    short = len(last) <= MAX_PROGRAM_LINE and not _SENTENCE_END.search(last)
    return above if above.strip() and short and _PROGRAM_LINE.search(last) else kept


def _kept_lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        bare = line.strip()
        if line.rstrip("\r\n") in ("-- ", "--"):
            return
        if (
            bare
            and len(bare) <= MAX_NOTICE
            and (_ADDRESS_LINE.match(bare) or _notices().search(bare.replace("’", "'")))
        ):
            continue
        yield line
