"""Mails as articles: newsletters, forwarded texts, mails copied out of a mail program, web archives."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mediawatch.clean.formats.mail import parse_mail
from mediawatch.errors import Quarantine
from mediawatch.model import Article

AS_OF = datetime(2026, 11, 28, tzinfo=UTC)
PARAGRAPHS = (
    "The lock at Harrow Mill was reopened on Tuesday after a season of repairs, and the first barge carried clay.",
    "Keeper Ada Moor said that the new gates would last for sixty years if the river allowed it to be so.",
    "The council will decide in autumn who pays for the towpath, which the flood had taken away in March.",
)
TEXT = "\n\n".join(PARAGRAPHS)
HTML = (
    "<html><body><table><tr><td><a href='https://h.example/v?id=1'>View this email in your browser</a></td></tr>"
    "<tr><td><h1>Harrow lock reopens</h1>" + "".join(f"<p>{part}</p>" for part in PARAGRAPHS) + "</td></tr>"
    "<tr><td>You are receiving this because you signed up. <a href='https://h.example/u'>Unsubscribe</a></td></tr>"
    "</table></body></html>"
)


def _mail(plain: str = "", markup: str = "", **head: str) -> bytes:
    message = EmailMessage()
    fields = {"From": "Harrow Post <newsletter@harrow.example>", "To": "a@b.example", "Subject": "Harrow lock reopens"}
    for name, value in ({**fields, "Date": "Tue, 10 Mar 2026 09:00:00 +0100"} | head).items():
        message[name.replace("_", "-")] = value
    if plain or not markup:
        message.set_content(plain)
    if markup and plain:
        message.add_alternative(markup, subtype="html")
    elif markup:
        message.set_content(markup, subtype="html")
    return message.as_bytes()


@pytest.mark.parametrize(
    "data",
    [
        _mail(TEXT),
        _mail(f"View this email in your browser <https://h.example/v>\n\n{TEXT}\n\n-- \nHarrow Post, Mill Lane 1"),
        _mail("", HTML),
        _mail(TEXT, HTML),
        _mail("This mail has an HTML part. View it in your browser.", HTML),
        _mail(TEXT).replace(b"Subject: ", b"Subject: Fwd: RE: "),
    ],
    ids=["plain", "notices", "html", "both", "stub", "forwarded"],
)
def test_a_newsletter(data: bytes) -> None:
    draft = parse_mail(data, as_of=AS_OF)
    assert [line for line in draft.body.split("\n") if line] == list(PARAGRAPHS)
    assert (draft.headline, draft.headline_source) == ("Harrow lock reopens", "mail-subject")
    assert draft.date_published == datetime(2026, 3, 10, 8, tzinfo=UTC)
    assert (draft.author, draft.publisher) == ((), "Harrow Post")
    assert draft.extraction_method == "mail"


@pytest.mark.parametrize(
    ("sender", "author", "publisher"),
    [
        ("Ada Moor <ada.moor@harrow.example>", ("Ada Moor",), None),
        ("Ada Moor <amoor@harrow.example>", ("Ada Moor",), None),
        ("Ada Moor from Harrow Post <news@harrow.example>", ("Ada Moor",), "Harrow Post"),
        ("Ada Moor at the Harrow Post <ada@harrow.example>", ("Ada Moor",), "the Harrow Post"),
        ("=?utf-8?q?Schleusenbl=C3=A4tter?= <info@h.example>", (), "Schleusenblätter"),
        ("news@harrow.example", (), None),
    ],
)
def test_who_sent_it(sender: str, author: tuple[str, ...], publisher: str | None) -> None:
    data = b"\n".join(
        [f"From: {sender}".encode(), b"Subject: x", b"Content-Type: text/plain; charset=utf-8", b"", TEXT.encode()]
    )
    draft = parse_mail(data, as_of=AS_OF)
    assert (draft.author, draft.publisher) == (author, publisher)


@pytest.mark.parametrize(
    "head",
    [
        "From: Harrow Post\nSent: Tuesday, 10 March 2026 09:00\nTo: Jon\nSubject: FW: Harrow lock reopens",
        "Von: Harrow Post\nGesendet: Dienstag, 10. März 2026 09:00\nAn: Jon\nBetreff: WG: Harrow lock reopens",
        "De : Harrow Post\nEnvoyé : mardi 10 mars 2026 09:00\nÀ : Jon\nObjet : TR : Harrow lock reopens",
        "De: Harrow Post\nEnviado el: martes, 10 de marzo de 2026 9:00\nPara: Jon\nAsunto: RV: Harrow lock reopens",
        "От: Harrow Post\nДата: 10 марта 2026 г., 09:00\nКому: Jon\nТема: Harrow lock reopens",
    ],
)
def test_a_mail_copied_out_of_a_program(head: str, run: Callable[..., Article]) -> None:
    draft = parse_mail(f"{head}\n\n{TEXT}\n".encode(), as_of=AS_OF)
    assert draft.body == TEXT
    assert draft.headline == "Harrow lock reopens"
    assert draft.publisher == "Harrow Post"
    assert draft.date_published is not None
    assert draft.date_published.date().isoformat() == "2026-03-10"


def test_declared_encodings_may_be_wrong() -> None:
    body = TEXT.replace("clay", "“clay” — Größe").encode()
    for declared in (b"us-ascii", b"iso-8859-1", b"x-nowhere", b"utf-8"):
        data = b"From: a@b.example\nSubject: x\nContent-Type: text/plain; charset=" + declared + b"\n\n" + body
        assert "“clay” — Größe" in parse_mail(data, as_of=AS_OF).body


def test_quoted_printable_and_base64() -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@b.example", "Größe"
    for way in ("quoted-printable", "base64"):
        message.set_content(TEXT.replace("clay", "Größe"), cte=way)
        draft = parse_mail(message.as_bytes(), as_of=AS_OF)
        assert "Größe" in draft.body
        assert draft.headline == "Größe"


def test_a_quoted_from_line_of_a_mailbox_is_the_text() -> None:
    assert ">From" not in parse_mail(_mail(f"{TEXT}\n\n>From the bank one saw it all.\n"), as_of=AS_OF).body


def test_an_attached_file_is_no_text() -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@b.example", "x"
    message.set_content(TEXT)
    message.add_attachment("Some other words entirely.", filename="a.txt")
    assert parse_mail(message.as_bytes(), as_of=AS_OF).body == TEXT


def test_a_web_archive_is_a_page() -> None:
    paragraphs = "".join(f"<p>{part}</p>" for part in PARAGRAPHS)
    page = (
        "<html><head><title>Harrow lock reopens</title>"
        "<meta property='article:published_time' content='2026-03-10T08:00:00Z'></head>"
        f"<body><article><h1>Harrow lock reopens</h1>{paragraphs}</article></body></html>"
    )
    data = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://h.example/lock\r\nSubject: Harrow lock\r\n"
        "Date: Fri, 1 May 2026 09:00:00 +0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="xx"\r\n\r\n--xx\r\nContent-Type: text/html\r\n'
        f"Content-Location: https://h.example/lock\r\n\r\n{page}\r\n--xx--\r\n"
    ).encode()
    draft = parse_mail(data, as_of=AS_OF)
    assert draft.url == "https://h.example/lock"
    assert draft.headline == "Harrow lock reopens"
    assert draft.date_published == datetime(2026, 3, 10, 8, tzinfo=UTC)


@pytest.mark.parametrize("data", [_mail(""), _mail("", "<p></p>"), b"From: a\nSubject: b\n\n"])
def test_a_mail_without_words_is_no_article(data: bytes, run: Callable[..., Article]) -> None:
    with pytest.raises(Quarantine, match="empty_text"):
        run(data, "message/rfc822")


@given(st.binary(max_size=400), st.sampled_from([_mail(TEXT, HTML), _mail(TEXT), b""]), st.integers(0, 3000))
def test_damaged_mails_give_a_draft_or_a_reason(noise: bytes, sound: bytes, place: int) -> None:
    with contextlib.suppress(Quarantine):
        parse_mail(sound[:place] + noise + sound[place:], as_of=AS_OF)


_FORWARDS = {
    "gmail": (
        "Seen this?\n\n---------- Forwarded message ---------\nFrom: Harrow Post <news@harrow.example>\n"
        "Date: Tue, 10 Mar 2026 at 09:00\nSubject: Harrow lock reopens\nTo: <a@b.example>\n\n{text}"
    ),
    "outlook, German": (
        "Zur Kenntnis.\n\nVon: Harrow Post <news@harrow.example>\nGesendet: Dienstag, 10. März 2026 09:00\n"
        "An: Ada Boss\nBetreff: Harrow lock reopens\n\n{text}"
    ),
    "outlook, French": (
        "-----Message d'origine-----\nDe : Harrow Post <news@harrow.example>\nEnvoyé : mardi 10 mars 2026 09:00\n"
        "À : Ada Boss\nObjet : Harrow lock reopens\n\n{text}"
    ),
    "bold": (
        "*Von:* Harrow Post <news@harrow.example>\n*Gesendet:* 10. März 2026\n*An:* Ada\n"
        "*Betreff:* Harrow lock reopens\n\n{text}"
    ),
    "quoted": (
        "Begin forwarded message:\n\n> From: Harrow Post <news@harrow.example>\n> Subject: Harrow lock reopens\n"
        "> Date: 10 March 2026 at 09:00:00 GMT\n> To: a@b.example\n>\n> {quoted}"
    ),
}


@pytest.mark.parametrize("kind", _FORWARDS)
def test_a_forwarded_mail_is_the_article_that_it_passes_on(kind: str) -> None:
    text = _FORWARDS[kind].format(text=TEXT, quoted=TEXT.replace("\n", "\n> "))
    for forwards in (
        text,
        f"Look.\n\nFrom: Bo <b@c.example>\nDate: 2 May 2026\nTo: d@e.example\nSubject: Fwd\n\n{text}",
    ):
        draft = parse_mail(
            _mail(forwards, From="Ada Boss <ada.boss@b.example>", Date="Mon, 4 May 2026 09:00:00 +0200"), as_of=AS_OF
        )
        assert draft.headline == "Harrow lock reopens"
        assert draft.date_published is not None
        assert draft.date_published.date().isoformat() == "2026-03-10"
        assert (draft.author, draft.publisher) == ((), "Harrow Post")
        assert [line for line in draft.body.split("\n") if line] == list(PARAGRAPHS)


def test_an_attached_mail_is_the_article() -> None:
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "Harrow Post <news@harrow.example>", "Harrow lock reopens"
    inner["Date"] = "Tue, 10 Mar 2026 09:00:00 +0000"
    inner.set_content(TEXT)
    outer = EmailMessage()
    outer["From"], outer["Subject"], outer["Date"] = "Ada <ada@b.example>", "Fwd", "Mon, 4 May 2026 09:00:00 +0200"
    outer.set_content("See below.")
    outer.add_attachment(inner)
    draft = parse_mail(outer.as_bytes(), as_of=AS_OF)
    assert draft.headline == "Harrow lock reopens"
    assert draft.date_published == datetime(2026, 3, 10, 9, tzinfo=UTC)
    assert [line for line in draft.body.split("\n") if line] == list(PARAGRAPHS)


def test_a_mail_with_another_below_it_stays_its_own() -> None:
    below = "From: Bo <b@c.example>\nDate: 2 May 2026\nTo: d@e.example\nSubject: A question\n\nWhen does it open?"
    draft = parse_mail(_mail(f"{TEXT}\n\n{below}"), as_of=AS_OF)
    assert draft.headline == "Harrow lock reopens"
    assert PARAGRAPHS[0] in draft.body
