"""URL identity: one spelling for each article's address.

Two addresses are made one only where that cannot join two articles: the host's spelling, default ports,
percent escapes, dot segments, fragments, parameters that are known to track and nothing else, session ids,
and the AMP forms that name their page. Everything else that a site may give a meaning to stays: scheme,
`www.`, `m.`, the path's case and slashes, every other parameter. Pages that are one article under two such
addresses say so by `<link rel=canonical>`, which `canonical_identity` takes on the same registrable domain.
"""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from mediawatch.collect.hosts import canonical_host, registrable_domain
from mediawatch.errors import Quarantine

MAX_URL = 2000
"""Characters. Browsers and sitemaps stop at about 2,000, and a btree key of Postgres at about 2,700 bytes."""

_DEFAULT_PORT = {"http": 80, "https": 443}
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_PLAIN_PATH = re.compile(r"[A-Za-z0-9\-._~!$&'()*+,;=:@/]*\Z")
_PLAIN_QUERY = re.compile(r"[A-Za-z0-9\-._~!$&'()*+,;=:@/?]*\Z")
_PATH_SAFE = frozenset("!$&'()*+,;=:@/")
_QUERY_SAFE = frozenset("!$&'()*+,;=:@/?[]|{}")

# Parameters that only say how a reader got there; from their senders' own documentation (Google Analytics
# and Ads, Meta, Microsoft, Yandex, X, Mailchimp, HubSpot, Marketo, Vero, Omeda, AT Internet, Webtrekk,
# Yahoo, Blogger).
_TRACKING_PREFIXES = (
    *(
        "utm_",
        "pk_",
        "mtm_",
        "itm_",
        "hsa_",
        "__hs",
        "_hs",
        "vero_",
        "oly_",
        "fb_action_",
        "action_object_map",
    ),
    *("at_medium", "at_campaign", "at_custom", "at_link", "at_format", "at_bbc", "at_ptr"),
    *("ns_mchannel", "ns_source", "ns_campaign", "ns_linkname", "ns_fee", "wt_mc", "wt_zmc", "wt.mc_id"),
)
_TRACKING = frozenset(
    {
        *("fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "ysclid", "twclid"),
        *("ttclid", "igshid", "igsh", "li_fat_id", "mc_cid", "mc_eid", "_ga", "_gl", "mkt_tok", "xtor"),
        *("hsctatracking", "cmpid", "s_cid", "ncid", "smid", "smtyp", "sr_share", "spref", "fb_source"),
        *("guccounter", "guce_referrer", "guce_referrer_sig", "__twitter_impression", "ref_src", "ref_url"),
        *("action_type_map", "action_ref_map", "phpsessid", "jsessionid"),
    }
)
# These carry an id on some sites, so they go only where their value is a word, as in `ref=homepage`.
_TRACKING_WORDS = frozenset({"ref", "referrer", "referer", "cmp", "ocid"})
_WORD = re.compile(r"[A-Za-z_.\-]*\Z")
_SESSION_IN_PATH = re.compile(r";(?:jsessionid|phpsessid)=[^/;?]*", re.IGNORECASE)

_AMP_CACHE = re.compile(r"/[civr]/(s/)?([^/]+\.[^/]+)(/.*)?\Z")  # host.cdn.ampproject.org/c/s/HOST/PATH
_AMP_VIEWER = re.compile(r"/amp/(s/)?([^/]+\.[^/]+)(/.*)?\Z")  # www.google.com/amp/s/HOST/PATH
_AMP_FILE = re.compile(r"(?:\.amp)(\.html?)?\Z", re.IGNORECASE)
_SLUG = re.compile(r"[^/]*(?:-[^/]*-|\d{4})[^/]*\Z")  # a segment that names an article: hyphens or a number


def _escape(text: str, safe: frozenset[str]) -> str:
    """Percent escapes in one spelling: unreserved characters bare, `safe` as they stand, everything else
    escaped.
    """
    out: list[str] = []
    place = 0
    while place < len(text):
        char = text[place]
        match = _ESCAPE.match(text, place) if char == "%" else None
        if match:
            decoded = chr(int(match[1], 16))
            out.append(decoded if decoded in _UNRESERVED else f"%{match[1].upper()}")
            place += 3
            continue
        if char in _UNRESERVED or char in safe:
            out.append(char)
        else:
            out.extend(f"%{byte:02X}" for byte in char.encode("utf-8", "replace"))
        place += 1
    return "".join(out)


def _remove_dot_segments(path: str) -> str:
    """RFC 3986, section 5.2.4; empty segments (`//`) are kept."""
    out: list[str] = []
    segments = path.split("/")
    for segment in segments[1:]:
        if segment == "..":
            if out:
                out.pop()
        elif segment != ".":
            out.append(segment)
    if segments[-1] in (".", ".."):
        out.append("")
    return "/" + "/".join(out)


def _is_tracking(key: str, value: str, host: str) -> bool:
    name = key.lower()
    if name in _TRACKING or name.startswith(_TRACKING_PREFIXES):
        return True
    if name in _TRACKING_WORDS:
        return bool(_WORD.match(value))
    if name == "amp":
        return value.lower() in ("", "1", "true")
    if name == "outputtype":
        return value.lower() == "amp"
    return name == "m" and value in ("0", "1") and ".blogspot." in host


def _clean_query(query: str, host: str) -> str:
    """Without tracking; the rest sorted by name, the order of equal names kept."""
    kept: list[tuple[str, str]] = []
    for part in query.replace("&amp;", "&").split("&"):  # as pages write it in their markup
        key, _, value = part.partition("=")
        if part and not _is_tracking(key, value, host):
            kept.append((key, part))
    return "&".join(part for _, part in sorted(kept, key=lambda pair: pair[0]))


def _amp_target(host: str, path: str) -> str | None:
    """The address of the page itself, where Google's AMP cache or viewer shows it."""
    if host.endswith(".cdn.ampproject.org"):
        match = _AMP_CACHE.match(path)
    elif re.match(r"(?:www\.)?google\.[a-z.]+\Z", host):
        match = _AMP_VIEWER.match(path)
    else:
        return None
    return f"{'https' if match[1] else 'http'}://{match[2]}{match[3] or '/'}" if match else None


def _without_amp(path: str) -> str:
    """`/2025/05/05/story-of-the-day/amp/` -> `/2025/05/05/story-of-the-day/`; only where what stays names
    an article.
    """
    ending = "/" if path.endswith("/") else ""
    segments = path.strip("/").split("/")
    if len(segments) > 1 and segments[-1].lower() == "amp" and _SLUG.match(segments[-2]):
        return "/" + "/".join(segments[:-1]) + ending
    if len(segments) > 1 and segments[0].lower() == "amp" and _SLUG.match(segments[-1]):
        return "/" + "/".join(segments[1:]) + ending
    file = _AMP_FILE.search(segments[-1])
    if file and not ending and _SLUG.match(segments[-1]):
        return path[: len(path) - len(file[0])] + (file[1] or "")
    return path


def _bad(url: str, why: str) -> Quarantine:
    return Quarantine("bad_url", f"{url[:200]!r}: {why}")


def _normalise_once(url: str, *, identity: bool = True) -> str:
    text = url.strip(" \t\r\n\f\v\0\u00a0\ufeff").translate({9: None, 10: None, 13: None})
    scheme, _, rest = text.partition(":")
    scheme = scheme.lower()
    if scheme not in _DEFAULT_PORT:
        raise _bad(url, "an address must begin with http:// or https://")
    rest, hash_sign, fragment = rest.partition("#")
    rest, _, query = rest.partition("?")
    rest = rest.replace("\\", "/")
    if not rest.startswith("//"):
        raise _bad(url, "no host after the scheme")
    authority, slash, path = rest[2:].partition("/")
    path = _escape(slash + path, _PATH_SAFE) if not _PLAIN_PATH.match(path) else slash + path
    if "@" in authority:
        raise _bad(url, "an address with a user name or password in it is refused")
    name, colon, port_text = authority.rpartition(":")
    if not colon or authority.endswith("]"):
        name, port_text = authority, ""
    if port_text and not (port_text.isascii() and port_text.isdigit() and 0 < int(port_text[:6]) < 65536):
        raise _bad(url, f"{port_text[:20]!r} is no port")
    try:
        host = canonical_host(name)
    except (ValueError, UnicodeError) as error:
        raise _bad(url, str(error)) from error
    port = int(port_text) if port_text else _DEFAULT_PORT[scheme]
    if identity:
        path = _SESSION_IN_PATH.sub("", path)
    if "/." in path:
        path = _remove_dot_segments(path)
    if identity and (target := _amp_target(host, path)) is not None:
        return _normalise_once(target + (f"?{query}" if query else ""))
    if identity and "amp" in path.lower():
        path = _without_amp(path)
    if query and not _PLAIN_QUERY.match(query):
        query = _escape(query, _QUERY_SAFE)
    if query and identity:
        query = _clean_query(query, host)
    place = f"{scheme}://{host}" + (f":{port}" if port != _DEFAULT_PORT[scheme] else "") + (path or "/")
    if query:
        place += f"?{query}"
    # A fragment is a place in the page, save where it is the page's name in a site that lives in one script.
    if identity and hash_sign and fragment[:1] in ("!", "/") and fragment[1:].strip("/"):
        place += "#" + _escape(fragment, _QUERY_SAFE)
    if len(place) > MAX_URL:
        raise _bad(url, f"longer than {MAX_URL} characters")
    return place


def normalise_url(url: str) -> str:
    """The one spelling of a web address, in ASCII. Idempotent. Raises Quarantine('bad_url') for what is
    none.
    """
    if len(url) > 8 * MAX_URL:
        raise _bad(url, f"longer than {MAX_URL} characters")
    place = _normalise_once(url)
    if place == url:
        return place
    while (again := _normalise_once(place)) != place:  # taking one marker off can lay another bare
        place = again
    return place


def request_url(url: str) -> str:
    """The address to ask a server for: parsed and spelt as `normalise_url` does, but with all that the server may
    want to see (session, tracking and AMP parts, order of parameters). Raises Quarantine('bad_url')."""
    if len(url) > 8 * MAX_URL:
        raise _bad(url, f"longer than {MAX_URL} characters")
    return _normalise_once(url, identity=False)


def same_site(first: str, second: str) -> bool:
    """Whether two addresses are on one registrable domain: `m.example.co.uk` and `www.example.co.uk` are."""
    try:
        hosts = [urlsplit(normalise_url(url)).netloc.rpartition("@")[2] for url in (first, second)]
    except Quarantine:
        return False
    one, two = (registrable_domain(re.sub(r":\d+\Z", "", host)) for host in hosts)
    return one == two


def canonical_identity(url: str, link: str | None) -> str:
    """The identity of the page at `url` whose `<link rel=canonical>` reads `link` (may be relative, may be
    None).

    The link counts when it stays on the page's registrable domain, and not when it names the front page of
    its site for a page that is none (a common fault of templates). Raises Quarantine('bad_url') when `url`
    itself is none.
    """
    own = normalise_url(url)
    if not link or not link.strip():
        return own
    try:
        canonical = normalise_url(urljoin(own, link.strip()))
    except (Quarantine, ValueError):
        return own
    parts = urlsplit(canonical)
    front = parts.path == "/" and not parts.query and not parts.fragment
    if front and urlsplit(own)[2:4] != ("/", ""):
        return own
    return canonical if same_site(own, canonical) else own
