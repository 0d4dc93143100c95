"""URL identity: one spelling for one article, and never one for two."""

from __future__ import annotations

import ipaddress
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from mediawatch.collect.hosts import canonical_host, parse_ipv4, registrable_domain
from mediawatch.collect.urls import MAX_URL, canonical_identity, normalise_url, same_site
from mediawatch.errors import Quarantine

PAIRS = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "different_articles.tsv").read_text("utf-8").splitlines()
]


def test_there_are_two_hundred_pairs() -> None:
    assert len(set(PAIRS)) >= 200


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_two_articles_keep_two_addresses(first: str, second: str) -> None:
    assert normalise_url(first) != normalise_url(second)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("HTTPS://WWW.Example.COM/News/Story", "https://www.example.com/News/Story"),
        ("http://example.com:80", "http://example.com/"),
        ("https://example.com:443/a", "https://example.com/a"),
        ("https://example.com:8443/a", "https://example.com:8443/a"),
        ("https://example.com/a#comments", "https://example.com/a"),
        ("https://example.com/a?", "https://example.com/a"),
        ("https://example.com/a?b=2&a=1", "https://example.com/a?a=1&b=2"),
        ("https://example.com/a?utm_source=x&UTM_Medium=y&id=7&fbclid=z", "https://example.com/a?id=7"),
        ("https://example.com/a?id=3&amp;utm_medium=x&amp;b=1", "https://example.com/a?b=1&id=3"),
        ("https://example.com/a?at_medium=RSS&at_campaign=rss", "https://example.com/a"),
        ("https://example.com/a?ref=homepage", "https://example.com/a"),
        ("https://example.com/a/./b/../c", "https://example.com/a/c"),
        ("https://example.com/../../a", "https://example.com/a"),
        ("https://example.com/a/..", "https://example.com/"),
        ("https://example.com/%7Euser/caf%c3%a9", "https://example.com/~user/caf%C3%A9"),
        ("https://example.com/café au lait", "https://example.com/caf%C3%A9%20au%20lait"),
        ("https://example.com/?q=मोदी", "https://example.com/?q=%E0%A4%AE%E0%A5%8B%E0%A4%A6%E0%A5%80"),
        ("https://Müller.example/x", "https://xn--mller-kva.example/x"),
        ("https://example.com./x", "https://example.com/x"),
        ("https:\\\\example.com\\a", "https://example.com/a"),
        (" \n https://exa\tmple.com/a\n", "https://example.com/a"),
        ("https://example.com/a;jsessionid=9F3?id=1", "https://example.com/a?id=1"),
        ("http://0x7f.1/", "http://127.0.0.1/"),
        ("http://2130706433/", "http://127.0.0.1/"),
        ("http://0177.0.0.01/", "http://127.0.0.1/"),
        ("http://127.1/", "http://127.0.0.1/"),
        ("http://①②⑦.0.0.1/", "http://127.0.0.1/"),
        ("http://[0:0::1]:80/", "http://[::1]/"),
        # AMP
        ("https://example.com/2025/05/05/talks-in-delhi/amp/", "https://example.com/2025/05/05/talks-in-delhi/"),
        ("https://example.com/amp/talks-in-delhi-1", "https://example.com/talks-in-delhi-1"),
        ("https://example.com/talks-in-delhi.amp.html", "https://example.com/talks-in-delhi.html"),
        ("https://example.com/talks-in-delhi?amp=1&id=3", "https://example.com/talks-in-delhi?id=3"),
        ("https://example.com/talks?outputType=amp", "https://example.com/talks"),
        ("https://www-example-com.cdn.ampproject.org/c/s/www.example.com/talks", "https://www.example.com/talks"),
        ("https://www-example-com.cdn.ampproject.org/v/www.example.com/a?amp", "http://www.example.com/a"),
        ("https://www.google.com/amp/s/example.com/talks-in-delhi/amp", "https://example.com/talks-in-delhi"),
        ("https://one.blogspot.com/2025/05/talks.html?m=1", "https://one.blogspot.com/2025/05/talks.html"),
        # names that a careless rule would damage
        ("https://presse.fr/a", "https://presse.fr/a"),
        ("https://newsx.com/a", "https://newsx.com/a"),
        ("https://m.example.co.uk/a", "https://m.example.co.uk/a"),
    ],
)
def test_spelling(written: str, meant: str) -> None:
    assert normalise_url(written) == meant
    assert normalise_url(meant) == meant


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.com/a",
        "ftp://example.com/a",
        "javascript:alert(1)",
        "file:///etc/hosts",
        "https:///a",
        "https://user:secret@example.com/",
        "https://example.com@127.0.0.1/",
        "https://example.com:0/",
        "https://example.com:65536/",
        "https://example.com:8o/",
        "https://exa mple.com/",
        "https://-example.com/",
        "https://256.0.0.1/",
        "https://1.2.3.4.5/",
        "https://[::1/",
        "https://[fe80::1%25eth0]/",
        "https://" + "a" * 64 + ".example/",
        "https://example.com/" + "a" * MAX_URL,
        "https://example.com/" + "a" * 100_000,
        "https://\ud800.example/",
    ],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(Quarantine) as caught:
        normalise_url(url)
    assert caught.value.reason == "bad_url"
    assert len(str(caught.value)) < 500


_HOSTS = st.sampled_from(
    [
        "example.com",
        "WWW.Example.co.uk",
        "müller.example",
        "127.1",
        "[::1]",
        "www.google.com",
        "a-b.cdn.ampproject.org",
        "one.blogspot.com",
        "example.com.:8080",
    ]
)
_PIECES = st.lists(
    st.sampled_from(
        [
            "/",
            "//",
            "amp",
            "AMP",
            ".amp",
            ".html",
            "c",
            "s",
            "a-b-c",
            "2025",
            ".",
            "..",
            "%2e",
            "%",
            "%41",
            "%c3",
            ";jsessionid=1",
            "é",
            " ",
            "\\",
            "example.com",
            "?",
            "&",
            "=",
            "amp=1",
            "utm_a=b",
            "ref=x",
            "m=1",
            "#",
            "!",
            "\t",
            "\x00",
            "+",
            "x",
        ]
    )
    | st.text(max_size=4),
    max_size=14,
).map("".join)


@given(st.sampled_from(["http://", "HTTPS://"]), _HOSTS, _PIECES)
@example("https://", "www.google.com", "/amp/s/example.com/a-b-c/amp/amp?amp=1")
@example("https://", "example.com", "/a-b-c.amp.amp.amp")
@example("https://", "example.com", "/%2e%2e/%252e")
def test_idempotent_printable_and_bounded(scheme: str, host: str, rest: str) -> None:
    try:
        url = normalise_url(scheme + host + "/" + rest)
    except Quarantine:
        return
    assert normalise_url(url) == url
    assert url.isascii()
    assert url.isprintable()
    assert " " not in url
    assert len(url) <= MAX_URL


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_is_refused(text: str) -> None:
    try:
        url = normalise_url("http://" + text)
    except Quarantine:
        return
    assert normalise_url(url) == url


@given(st.ip_addresses(v=4))
def test_every_notation_of_an_address_is_one(address: ipaddress.IPv4Address) -> None:
    value = int(address)
    first, rest = divmod(value, 1 << 24)
    for text in (
        str(value),
        hex(value),
        f"0{value:o}",
        f"{first}.{rest}",
        f"{hex(first)}.{rest:#o}".replace("0o", "0"),
    ):
        assert parse_ipv4(text) == address
    assert canonical_host(str(address)) == str(address)


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("m.example.co.uk", "example.co.uk"),
        ("www.example.com", "example.com"),
        ("presse.fr", "presse.fr"),
        ("a.b.gov.in", "b.gov.in"),
        ("one.blogspot.com", "one.blogspot.com"),
        ("localhost", "localhost"),
        ("127.0.0.1", "127.0.0.1"),
        ("[::1]", "[::1]"),
        ("co.uk", "co.uk"),
        ("a.b.unheardof", "b.unheardof"),
    ],
)
def test_registrable_domain(host: str, domain: str) -> None:
    assert registrable_domain(host) == domain


def test_same_site() -> None:
    assert same_site("https://m.example.co.uk/a", "http://www.example.co.uk:8080/b")
    assert not same_site("https://example.co.uk/", "https://other.co.uk/")
    assert not same_site("https://one.blogspot.com/", "https://two.blogspot.com/")
    assert not same_site("https://example.com/", "nonsense")


@pytest.mark.parametrize(
    ("url", "link", "identity"),
    [
        ("https://m.example.com/a?x=1", "https://www.example.com/a", "https://www.example.com/a"),
        ("https://amp.example.com/b/a", "/b/a", "https://amp.example.com/b/a"),
        ("https://example.com/a?x=1", "?utm_source=self", "https://example.com/a"),
        ("https://example.com/a", "https://other.com/a", "https://example.com/a"),
        ("https://example.com/a", "https://example.com/", "https://example.com/a"),
        ("https://example.com/", "https://www.example.com/", "https://www.example.com/"),
        ("https://example.com/a", "http://[broken", "https://example.com/a"),
        ("https://example.com/a", "javascript:0", "https://example.com/a"),
        ("https://example.com/a", "  ", "https://example.com/a"),
        ("https://example.com/a", None, "https://example.com/a"),
    ],
)
def test_canonical_link_counts_on_its_own_site_only(url: str, link: str | None, identity: str) -> None:
    assert canonical_identity(url, link) == identity
