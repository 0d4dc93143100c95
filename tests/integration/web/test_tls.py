"""https: certificates are verified, against the name that was asked for, on the address that was checked."""

from __future__ import annotations

import datetime as dt
import ipaddress
import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from mediawatch.collect.web.fetch import Fetcher
from mediawatch.model import Excluded, RawDocument


def certificate(folder: Path, *names: str) -> Path:
    """A self-signed certificate for host names and addresses, with its key, in one PEM file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
    subjects: list[x509.GeneralName] = []
    for text in names:
        try:
            subjects.append(x509.IPAddress(ipaddress.ip_address(text)))
        except ValueError:
            subjects.append(x509.DNSName(text))
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(subjects), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{names[0]}.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


def secure(site: Any, pem: Path) -> list[str | None]:
    """Let the site speak TLS with a certificate; the names that clients ask it for (None: without one)."""
    asked: list[str | None] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    context.sni_callback = lambda _, name, __: asked.append(name)
    site.server.socket = context.wrap_socket(site.server.socket, server_side=True, do_handshake_on_connect=False)
    return asked


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A certificate for `localhost`, which the crawler's process is told to trust."""
    pem = certificate(tmp_path, "localhost")
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    return pem


def test_certificates(
    make_site: Callable[[str], Any],
    make_fetcher: Callable[..., Fetcher],
    forbidden: Any,
    trusted: Path,
    tmp_path: Path,
    now: dt.datetime,
) -> None:
    """One site with the right certificate, one with that of another name, one with a certificate that nobody trusts."""
    right, other, stranger = (make_site("127.0.0.1") for _ in range(3))
    names = secure(right, trusted)
    secure(other, trusted)
    secure(stranger, certificate(tmp_path, "127.0.0.1"))
    for site in (right, other, stranger):
        site.page("/page", "<p>Talks in Delhi ended late.</p>")
    right.page("/trap", "", status=302, Location=f"https://{forbidden.host}:{forbidden.port}/")
    right.page("/away", "", status=302, Location=f"https://127.0.0.1:{other.port}/page")
    secret = f"https://localhost:{right.port}"
    urls = [f"{secret}/page", f"{secret}/trap", f"{secret}/away"]
    urls += [f"https://127.0.0.1:{site.port}/page" for site in (other, stranger)]
    allow = (f"localhost:{right.port}", f"127.0.0.1:{other.port}", f"127.0.0.1:{stranger.port}")
    crawl = make_fetcher(allow=allow).fetch(urls, crawl_id="tls", observed_at=now)
    (page,) = (document for document in crawl if isinstance(document, RawDocument))
    assert page.uri == f"{secret}/page"
    assert names
    assert set(names) == {"localhost"}
    excluded = {document.uri: document for document in crawl if isinstance(document, Excluded)}
    assert {uri: document.reason for uri, document in excluded.items()} == {
        f"{secret}/trap": "forbidden_address",
        f"{secret}/away": "bad_certificate",
        f"https://127.0.0.1:{other.port}/page": "bad_certificate",
        f"https://127.0.0.1:{stranger.port}/page": "bad_certificate",
    }
    assert "another name" in excluded[f"{secret}/away"].detail
    assert "nobody known has signed it" in excluded[f"https://127.0.0.1:{stranger.port}/page"].detail
    assert not other.log
    assert not stranger.log
    assert not forbidden.connections
