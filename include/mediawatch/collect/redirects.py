"""Pages that are no article because they only send on, and front pages that stand in for a story that is gone.

A page sends on by `<meta http-equiv=refresh>` (HTML standard, "shared declarative refresh steps") or by a script, with
next to no text of its own. A story that was deleted often leads to the front page or to its section: its address then
answers with somebody else's text.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from lxml import etree
from lxml import html as lxml_html

from mediawatch.collect.links import join_url
from mediawatch.collect.urls import normalise_url, same_site
from mediawatch.errors import Quarantine
from mediawatch.words import pattern

SOON = 10.0
"""Seconds until a refresh that still count as a redirect. Pages that reload themselves for news wait a minute."""
BARE_WORDS = 25
"""Words below which a page has no text of its own; the shortest articles that clean warns of have as many."""
LANDING_ADDRESSES = 3
"""Addresses of one site that lead to one page whose names have nothing in common with it: it is no story of theirs."""

_SMALL = 32 * 1024  # bytes of a page that only sends on: those of frameworks have 1 to 5 KB
_HEAD = 64 * 1024  # bytes in which a refresh is looked for: it stands in a page's head
_REFRESH = re.compile(rb"http-equiv\s*=\s*[\"']?\s*refresh")
_CONTENT = re.compile(r"\s*(?=[\d.])(\d*)(?:\.[\d.]*)?\s*(?:[;,\s]\s*(?:url\s*=\s*)?(.*))?", re.IGNORECASE | re.DOTALL)
_SCRIPT = re.compile(rb"location(?:\.href)?\s*=[^=]|location\.(?:replace|assign)\s*\(")
# window.location.href = "/a"; top.location.replace('/a'): a whole address in quotes, which nothing is added to.
_SCRIPTED = re.compile(
    r"(?<![\w$.])(?:(?:window|document|self|top|parent)\s*\.\s*)*location\s*"
    r"(?:(?:\.\s*href\s*)?=\s*(?P<q>[\"'])(?P<set>[^\"'\n]{1,2000})(?P=q)\s*(?=[;}\n]|$)"
    r"|\.\s*(?:replace|assign)\s*\(\s*(?P<r>[\"'])(?P<called>[^\"'\n]{1,2000})(?P=r)\s*\))"
)
_TITLE = re.compile(rf"{pattern('redirect_titles')}|30[1278]\b", re.IGNORECASE)
_SILENT = ("script", "style", "noscript", "template", "head")
_OG_ARTICLE = re.compile(  # <meta property="og:type" content="article"
    rb"<meta\b(?=[^>]{0,500}\bog:type\b)[^>]{0,500}\bcontent\s*=\s*[\"']?\s*(?:article|news)", re.IGNORECASE
)
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][a-z]{2,4})?\Z", re.IGNORECASE)
_INDEX = re.compile(r"(?:index|default|home|homepage|start|startseite|main|welcome)(?:\.[a-z]{2,5})?\Z", re.IGNORECASE)
_FILE = re.compile(r"\.(?:s?html?|php\d?|aspx?|jsp|cfm|ece|story|article)\Z", re.IGNORECASE)
# Where servers send those who ask for what is not there, or not for everybody.
_DEAD_END = re.compile(
    r"(?:error|errors|40[134]|410|50[03]|(?:page[-_]?)?not[-_]?found|404[-_].*|gone|removed|deleted|unavailable|expired"
    r"|sorry|maintenance|log[-_]?in|sign[-_]?in|sign[-_]?up|register|subscribe|consent|cookie[-_]?wall|captcha)\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SendsOn:
    """A page that sends its readers on. `url` is where to, None where only a script knows; `bare` says that it has no
    text of its own."""

    url: str | None
    seconds: float
    bare: bool


def sends_on(data: bytes, address: str, charset: str | None = None, header: str | None = None) -> SendsOn | None:
    """Whether the HTML page `data` at `address` sends on at once, or has nothing to read but that it does. `header` is
    the value of its HTTP header Refresh, which browsers read as the element.

    None for a page that reloads itself, and for one that goes elsewhere after a while, with text of its own.
    """
    small = len(data) <= _SMALL
    if (told := _target(header, address, address)) is not None and told[1] <= SOON:
        return SendsOn(*told, bare=small and ((root := parse_page(data, charset)) is None or _few_words(root)))
    head = data[:_HEAD].lower()
    refreshes = b"refresh" in head and _REFRESH.search(head) is not None
    scripted = small and b"location" in head and _SCRIPT.search(head) is not None
    if not (refreshes or scripted or (small and _named_so(head, data, charset))):
        return None
    root = parse_page(data[:_HEAD], charset)
    if root is None:
        return None
    bare = small and _few_words(root)
    if refreshes and (found := _refresh(root, address, bare)) is not None:
        return found
    if bare and (scripted or _TITLE.search(root.findtext(".//title") or "")):
        return SendsOn(_scripted(root, address), 0.0, True)
    return None


def _named_so(head: bytes, data: bytes, charset: str | None) -> bool:
    """Whether the title of a page, whose beginning in lower case is `head`, says that it sends on."""
    place = head.find(b"<title")
    if place < 0:
        return False
    try:
        title = data[place : place + 400].decode(charset or "utf-8", "replace")
    except (LookupError, ValueError):  # `idna` is a codec, and decodes no page
        title = data[place : place + 400].decode("utf-8", "replace")
    return _TITLE.search(html.unescape(title.partition("</")[0])) is not None


def parse_page(data: bytes, charset: str | None = None) -> lxml_html.HtmlElement | None:
    """The tree of an HTML page, in the character set that its HTTP header declares, else in UTF-8 where it is that,
    else as the page itself says; None where there is none."""
    if charset is None:
        try:
            data.decode("utf-8")
            charset = "utf-8"
        except UnicodeDecodeError as error:
            charset = "utf-8" if error.end >= len(data) and error.reason == "unexpected end of data" else None
    for encoding in dict.fromkeys((charset, None)):
        try:
            # without huge_tree what stands deeper than 256 elements is lost
            parser = lxml_html.HTMLParser(encoding=encoding, huge_tree=True)
            return lxml_html.document_fromstring(data, parser=parser)
        except (etree.ParserError, etree.XMLSyntaxError, ValueError, LookupError):
            continue
    return None


def _few_words(root: lxml_html.HtmlElement) -> bool:
    """Fewer than BARE_WORDS words that a reader sees; letters of scripts without spaces count by twos."""
    count = 0
    silent: set[lxml_html.HtmlElement] = set()
    for element in root.iter():
        if (parent := element.getparent()) in silent or element.tag in _SILENT:
            silent.add(element)
        pieces = ([] if element in silent or not isinstance(element.tag, str) else [element.text]) + (
            [] if parent in silent else [element.tail]
        )
        for piece in pieces:
            for word in (piece or "").split():
                count += 1 if word.isascii() else max(1, len(word) // 8)
        if count >= BARE_WORDS:
            return False
    return True


def _refresh(root: lxml_html.HtmlElement, address: str, bare: bool) -> SendsOn | None:
    """The first refresh of the page that leads elsewhere. One within `noscript` is for readers without scripts, and
    counts only where there is nothing else to read."""
    base = base_of(root, address)
    for meta in root.iter("meta"):
        if (meta.get("http-equiv") or "").strip().lower() != "refresh":
            continue
        if not bare and any(parent.tag == "noscript" for parent in meta.iterancestors()):
            continue
        told = _target(meta.get("content"), base, address)
        if told is not None and (told[1] <= SOON or bare):
            return SendsOn(*told, bare)
    return None


def _target(content: str | None, base: str, address: str) -> tuple[str, float] | None:
    """(where to, after how many seconds) of a refresh that leads elsewhere than to `address`."""
    match = _CONTENT.fullmatch((content or "")[:4000])
    if match is None:
        return None
    target = (match[2] or "").strip()
    if target[:1] in ("'", '"'):
        target = target[1:].partition(target[0])[0]
    url = join_url(base, target)
    return None if url is None or _same(url, address) else (url, float(match[1][:6] or 0))


def _scripted(root: lxml_html.HtmlElement, address: str) -> str | None:
    """Where the scripts of a page without text send on: the one address that they state in full and that is not its
    own. None where they name several, or put one together, so that only a browser knows."""
    found = set()
    for script in root.iter("script"):
        for match in _SCRIPTED.finditer((script.text or "")[:_SMALL]):
            stated = (match["set"] or match["called"]).replace("\\/", "/")
            found.add(None if "\\" in stated else join_url(base_of(root, address), stated))
    if len(found) != 1:
        return None
    [url] = found
    return None if url is None or _same(url, address) else url


def base_of(root: lxml_html.HtmlElement, address: str) -> str:
    """What the links of a page are relative to: its first `<base href>` that is a web address, else its own."""
    for element in root.iter("base"):
        href = element.get("href")
        if href is not None:
            found = join_url(address, href)
            return found if found is not None and found.startswith(("http://", "https://")) else address
    return address


def _same(first: str, second: str) -> bool:
    return first.partition("#")[0] == second.partition("#")[0]


# ------------------------------------------------------------------ what stands in for a dead story
def _segments(path: str) -> list[str]:
    """Of a path, without the language at its beginning and the name of an index page at its end."""
    parts = [unquote(part) for part in path.split("/") if part]
    if parts and _INDEX.match(parts[-1]):
        parts.pop()
    if parts and _LANGUAGE.match(parts[0]):
        del parts[0]
    return parts


def _names_article(segment: str) -> bool:
    """Whether a segment of a path looks like that of one article: several words, a long number, a file."""
    return bool(
        len(re.findall(r"[^\W_]+(?=[-_+])", segment)) >= 2 or re.search(r"\d{5}", segment) or _FILE.search(segment)
    )


def _words(segment: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[^\W_]+", segment) if len(word) >= 4}


def is_front(address: str) -> bool:
    """Whether an address is the front page of its host, in any language of it."""
    return not _segments(urlsplit(address).path)


def stands_in(asked: str, final: str, data: bytes) -> str | None:
    """Why the page `data` at `final`, where redirects from `asked` ended, is not the story that was asked for; None
    where it may be.

    It is not where `final` is a front page, a page for errors or logins, or a section or archive that the story's
    address lies in or that bears no name of a story, unless that page calls itself an article (`og:type`).
    """
    wanted, got = urlsplit(asked), urlsplit(final)
    if not _segments(wanted.path) and not wanted.query:
        return None  # a front page was asked for
    if not _segments(got.path) and not re.search(r"\d", got.query):
        return "leads to the front page"
    there, here = _segments(got.path), _segments(wanted.path)
    if there and _DEAD_END.match(_FILE.sub("", there[-1])) and not (here and _DEAD_END.match(_FILE.sub("", here[-1]))):
        return "leads to a page for errors or logins"
    if re.search(r"\d", got.query) or any(map(_names_article, there)) or _OG_ARTICLE.search(data, 0, _HEAD):
        return None
    if there == here[: len(there)] and len(there) < len(here):
        return "leads to the section that it lay in"
    asks_for_one = any(map(_names_article, here)) or bool(re.search(r"\d", wanted.query))
    if asks_for_one and there and not _words(here[-1] if here else "") & set().union(*map(_words, there)):
        return "leads to a page of the site that bears no name of a story"
    return None


def landing_pages(led: dict[str, list[str]]) -> set[str]:
    """Of pages (normalised address -> addresses that redirects led there from), those that many dead stories of one
    site lead to: LANDING_ADDRESSES or more with different names, none of which it shares a word or number with."""
    found = set()
    for final, asked in led.items():
        names = _words("/".join(_segments(urlsplit(final).path))) | set(re.findall(r"\d{4,}", final))
        foreign = set()
        for address in asked:
            parts = urlsplit(address)
            name = (_segments(parts.path) or [""])[-1]
            own = _words(name) | set(re.findall(r"\d{4,}", name + parts.query))
            if not own & names and same_site(address, final):
                foreign.add(name + "?" + parts.query)
        if len(foreign) >= LANDING_ADDRESSES:
            found.add(final)
    return found


def normalised(address: str) -> str:
    """The normalised spelling, or the address itself where it has none."""
    try:
        return normalise_url(address)
    except Quarantine:
        return address
