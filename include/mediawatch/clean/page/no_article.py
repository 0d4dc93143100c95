"""Pages that are no article: front pages, lists of links and products, consent walls, paywall notices, empty shells.

Each signal is something that the page itself says or shows, with a weight; a page with enough of them is refused, and
the refusal names them. Weights and limit were set on one half of the development pages:
docs/decisions/036-no-articles.md.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from mediawatch.clean.dates.date_lines import strip_dates
from mediawatch.clean.page.blocks import HEADINGS, Block, is_prose, squeeze
from mediawatch.clean.page.completion import place
from mediawatch.clean.page.titles.title_parts import fold
from mediawatch.clean.text import word_set
from mediawatch.words import pattern

LIMIT = 6
"""Sum of weights from which a page is no article: of the looked-at half 30 of 49 lists, and 2 of 616 articles."""

MOST_SHOWN = 6
"""Sum of the weights of what a page is likely to show beside what its address says."""

MANY_LINKED_HEADINGS = 10
MANY_PRICES = 5
LINKED_TEXT = 0.15
LINKED_TEASERS = 0.3
OWN_TEASERS = 0.4
ONLY_TEASERS = 0.8
LITTLE_PROSE = 0.5
LONG_LINE = 200
SOLID = 1_500
VERY_SOLID = 4_000
"""Characters of long lines that speak for an article, where few of them lead elsewhere."""

LONG_WALL = 2_000
"""Characters; a longer text is more than a wall or a notice."""

SHELL = 80
"""Characters of the text of an empty shell, the words of a menu: an article of 195 without a sentence is one."""

MOST_WORDS = 3
"""Words from which a heading can say what an article would: `Bridge opens`."""

ENTRY_LINES = 4
SHORT_LINE = 40
"""Lines below a headword that may say its part of speech, and characters of such a line."""

MOST_LINKS = 5
"""Links of one line that are looked at."""

MANY_SITES = 3
"""Sites to which an article leads that is about what others wrote."""

MOST_OWN_DAYS = 2
"""Lines with a day that a page has of its own: of its publication and of its last change."""

SITE_WORDS = 3
"""Words of a site's name behind or before a headline."""

_LISTING = re.compile(  # category, of /category/sport/
    r"c|cat|category|categories|tag|tags|topics?|browse|search|shop|store|collections?|products?|product-category"
    r"|archives?|authors?|subject|sections?|trending|charts?|directory|d|o|rubrik|kategorie|thema|themen"
    r"|categorie|categoria|rubrique|sujet|tema|temas|etiqueta|seccion"
)
_LISTING_END = re.compile(rf"{_LISTING.pattern}|news|blog|page|latest|all|videos?|photos?|galler(?:y|ies)|podcasts?")
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][a-z]{2})?")
_FRONT = re.compile(r"(?:index|default|home)(?:\.\w+)?")
_LIST_TYPES = word_set(
    "CollectionPage ItemList SearchResultsPage Product ProductGroup OfferCatalog ProfilePage AboutPage ContactPage"
)
_PRICE = re.compile(r"[$€£₹¥₽₴]\s?\d|\d\s?(?:[€£₽₴]|zł|kr\b)")
_CONSENT = re.compile(pattern("consent"), re.IGNORECASE)
_ASKS_FOR_CONSENT = re.compile(pattern("consent", key="alone"), re.IGNORECASE)
_TO_READER = re.compile(pattern("consent", key="reader"), re.IGNORECASE)
_NOTICE = re.compile(pattern("paywall"), re.IGNORECASE)
_ASKS_TO_PAY = re.compile(pattern("paywall", key="alone"), re.IGNORECASE)
_LOADING = re.compile(pattern("loading"), re.IGNORECASE)
_WHILE = re.compile(pattern("loading_while"), re.IGNORECASE)
_SIGN_IN = re.compile(  # Log in | The Herald
    rf"\W*{pattern('sign_in')}\W*(?:\s[|·–—-]\s\W*(?:\w+\W*){{1,3}})?", re.IGNORECASE
)
_ANSWER = re.compile(r"\b(?:40[01346]|410|429|451|50[0234])\b")  # status of HTTP for no page
_COUNTS = re.compile(r"\d{1,2}(?=[.):、]?\s?\D)")  # 1. The lock at Orrin
_ITEM = re.compile(  # index.php?id=44
    r"(?:^|&)(?!cat|sect|tag|auth|user|page|rubr|topic)(?:p|\w*id|idx|no|story|article|news|post)=\w{0,8}?\d+(?:&|$)",
    re.IGNORECASE,
)
"""What names one page of those that a script shows."""
_PARTED = re.compile(r"\s[|·•–—-]\s")


@dataclass(frozen=True, slots=True)
class Shown:
    """What is known of a page when its body has been read. `types` are those of its JSON-LD."""

    url: str | None
    body: str
    blocks: Sequence[Block]
    types: frozenset[str]
    states_article: bool  # JSON-LD of an article, or a time of publication in it or in the head
    has_author: bool
    numbered: bool = False  # other pages of the same address are linked, by number
    dated: bool = False  # it shows a day of its own at the headline


@cache
def _no_page(key: str) -> re.Pattern[str]:
    """The phrases of one key of `no_page`, read when the first short page comes."""
    return re.compile(pattern("no_page", key=key), re.IGNORECASE)


def wall(body: str, headline: str = "") -> str | None:
    """What stands in an article's place, in words: a consent wall, a paywall's notice, a page that has not loaded, what
    a server says where there is none."""
    if len(body) > LONG_WALL:
        return None
    lines = [line for line in body.split("\n") if line.strip()]
    size = sum(map(len, lines))
    consent = [line for line in lines if _CONSENT.search(line)]
    said = {match[0].casefold() for line in consent for match in _CONSENT.finditer(line)}
    if _is_consent(consent, len(said)) and 2 * sum(map(len, consent)) > size:
        return f"a consent wall: {len(consent)} of {len(lines)} lines ask for consent"
    if _says_no_page(headline):
        return f"a notice in place of an article: {headline[:80]!r}"
    if size >= LONG_WALL // 3:
        return None
    if _SIGN_IN.fullmatch(headline):
        return f"a form in place of an article: {headline[:80]!r}"
    asked = {match[0].casefold() for line in lines for match in _NOTICE.finditer(line)}
    notices = [line for line in lines if _is_notice(line) or (len(asked) > 1 and _NOTICE.search(line))]
    if notices and 2 * sum(map(len, notices)) > size:
        return f"a notice in place of an article: {notices[0][:80]!r}"
    return None


def _is_consent(lines: Sequence[str], phrases: int) -> bool:
    """Whether lines with so many phrases of walls are one: a report about privacy speaks to nobody, and a person who is
    quoted says two of them at most."""
    if any(_ASKS_FOR_CONSENT.search(line) for line in lines):
        return phrases > 1
    return phrases > 2 and any(_TO_READER.search(line) for line in lines)


def only_navigation(body: str, blocks: Sequence[Block]) -> bool:
    """Whether a short text has no sentence, and no line that stands in the page but as a link or in its navigation,
    which is not among its blocks: an empty shell. The lines of a verse are one block."""
    lines = [line for line in body.split("\n") if line.strip()]
    if len(body) > LONG_LINE or any(is_prose(line) for line in lines):
        return False
    if _stands_below_links(body, lines, blocks):
        return True
    if len(body) > SHELL:
        return False
    own = {block.key for block in blocks if 2 * block.linked <= len(block.text)}
    if any(squeeze(line) in own for line in lines):
        return False
    verses = {squeeze(f"{line} {following}") for line, following in itertools.pairwise(lines)}
    return not any(verse in key for verse in verses for key in own)


def _stands_below_links(body: str, lines: Sequence[str], blocks: Sequence[Block]) -> bool:
    """Whether a text is what stands below a list of links that says more: an address, a credit."""
    keys = {squeeze(line) for line in lines}
    first = next((number for number, block in enumerate(blocks) if block.key in keys), 0)
    linked = [block.linked for block in blocks[:first] if 2 * block.linked > len(block.text)]
    return len(linked) > MOST_LINKS and sum(linked) > 2 * len(body)


def only_heading(body: str, headline: str | None, blocks: Sequence[Block]) -> bool:
    """Whether a text is the page's heading and nothing else, and that is no sentence: `Videos`, above linked pictures.
    The text of a flash is its headline, too."""
    if len(body) > SHELL or len(fold(body).split()) >= MOST_WORDS:
        return False
    return fold(body) in (fold(headline or ""), *(fold(block.text) for block in blocks if block.element.tag == "h1"))


def asks_to_pay(line: str) -> bool:
    """Whether a line asks to subscribe, to pay or to sign in for what follows."""
    return len(line) <= LONG_LINE and bool(_NOTICE.search(line))


def _is_notice(line: str) -> bool:
    """Whether a line is one by itself. What is said in reports too (`for subscribers only`) has to begin it."""
    begins = line.lstrip("\u200b \"'“”„«‘’*-•[(")
    return bool(
        _ASKS_TO_PAY.search(line)
        or _NOTICE.match(begins)
        or _ASKS_FOR_CONSENT.search(line)
        or _no_page("line").search(line)
    ) or _waits(line)


def _waits(line: str) -> bool:
    """Whether a line says that a page is loading: it begins with that and ends there (`Loading…`, `One moment.`, but
    not `Loading of the ships`, `One moment that all will remember`), or it asks for scripts."""
    for found in _LOADING.finditer(line):
        if "javascript" in found[0].casefold():
            return True
        if not re.search(r"\w", line[: found.start()]):
            return not re.match(r"\s*\w", line[found.end() :]) or bool(_WHILE.match(line))
    return False


def _says_no_page(headline: str) -> bool:
    """Whether a headline says that here is no page, and beside it at most a site's name: `Error 404`, `Page not found |
    The Herald`."""
    said = _no_page("headline").sub(" ", _no_page("line").sub(" ", headline))
    rest = re.sub(rf"\b{_no_page('beside').pattern}\b", " ", _ANSWER.sub(" ", said), flags=re.IGNORECASE)
    words = re.findall(r"\w+", rest)
    if said == headline:
        return bool(_ANSWER.search(headline)) and not words
    return len(words) <= (SITE_WORDS if _PARTED.search(headline) else 1)


def listing(shown: Shown) -> list[str]:
    """The signals that a page lists others, where they are enough to refuse it; else none."""
    around = [(weight, words) for weight, words in _signals_around(shown) if words]
    weight = sum(weight for weight, _ in around)
    if weight + MOST_SHOWN <= LIMIT and shown.url:
        return []  # all that a page can show would have to be there
    seen = [(weight, words) for weight, words in _signals_in_page(shown) if words]
    # an address alone tells of no list: a site keeps its articles below /tag/ and /products/ too
    if weight + sum(weight for weight, _ in seen) < LIMIT or all(weight < 0 for weight, _ in seen):
        return []
    return [words for weight, words in (*around, *seen) if weight > 0]


def _signals_around(shown: Shown) -> list[tuple[int, str]]:
    """What a page's address says, and what its head does not."""
    return [
        (1, "" if shown.has_author else "no author"),
        (1, "" if shown.states_article else "states no article and no time of publication"),
        *_address_signals(shown.url),
    ]


def _signals_in_page(shown: Shown) -> list[tuple[int, str]]:
    """What a page says of itself, and what it shows."""
    types = () if shown.states_article else shown.types & _LIST_TYPES
    # where no address tells, one signal more is asked of what stands there
    teasers_alone = 2 if shown.url else 3
    placed = place(shown.blocks, shown.body)
    read = [shown.blocks[number] for number in placed.read]
    length = max(1, sum(len(block.text) for block in read))
    here = _own_address(shown.url)
    own_links = sum(block.linked for block in read if block.element.tag in HEADINGS and _links_here(block, here))
    heads = sum(1 for block in shown.blocks if block.element.tag in HEADINGS and _leads_elsewhere(block, here))
    # of a page whose headings lead elsewhere the contents are links
    contents = _table_of_contents(read, here) if heads < MANY_LINKED_HEADINGS else []
    linked = (sum(block.linked for block in read) - own_links - sum(block.linked for block in contents)) / length
    prose = [number for number in placed.read if shown.blocks[number].prose]
    teasers = sum(len(shown.blocks[number].text) for number in prose if _is_teaser(shown.blocks, number, here))
    teasing = teasers / max(1, sum(len(shown.blocks[number].text) for number in prose))
    dated = shown.dated and _has_one_day(shown.blocks)
    if (
        teasing > LINKED_TEASERS
        and (dated or _is_numbered(shown.blocks, placed.read))
        and _speaks_of_others(shown.blocks, placed.read, here)
    ):
        teasing = 0.0
    prices = sum(1 for block in shown.blocks if len(block.text) < 40 and _PRICE.search(block.text))
    lines = shown.body.split("\n")
    long = sum(len(line) for line in lines if len(line) >= LONG_LINE)
    share = sum(len(line) for line in lines if is_prose(line)) / max(1, len(shown.body))
    own = teasing < OWN_TEASERS and linked < LINKED_TEXT
    return [
        (1, "it goes on on numbered pages" if shown.numbered and not shown.states_article else ""),
        (2, f"calls itself {', '.join(sorted(types))}" if types else ""),
        (1, f"{heads} headings are links" if heads >= MANY_LINKED_HEADINGS else ""),
        (1, f"{prices} prices" if prices >= MANY_PRICES else ""),
        (1, f"{linked:.0%} of the text are links" if linked > LINKED_TEXT else ""),
        (
            teasers_alone if teasing > ONLY_TEASERS else 1,
            f"{teasing:.0%} of the text stand behind a link's headline" if teasing > LINKED_TEASERS else "",
        ),
        (1, f"{share:.0%} of the text are sentences" if share < LITTLE_PROSE else ""),
        (-2, "one day at the headline" if dated else ""),
        (-3, "a dictionary's entry" if _is_entry(shown.blocks) else ""),
        (-1, "text" if long > SOLID and own else ""),
        (-1, "long text" if long > VERY_SOLID and own else ""),
    ]


def _address_signals(url: str | None) -> list[tuple[int, str]]:
    if not url:
        return []
    address = urlsplit(url)
    path = address.path.lower()
    if _ITEM.search(address.query):
        return [(2, f"the address is one of lists: {path!r}" if _LISTING.match(path.strip("/").split("/")[0]) else "")]
    parts = [part for part in path.split("/") if part]
    if parts and _FRONT.fullmatch(parts[-1]):
        parts.pop()
    if len(parts) > 1 and _LANGUAGE.fullmatch(parts[0]):
        del parts[0]
    last = re.sub(r"\.\w+$", "", parts[-1]) if parts else ""
    brief = len(re.split(r"[-_]", last)) <= 3 and not re.search(r"\d{4,}", path)
    lists = bool(parts) and bool(_LISTING.fullmatch(parts[0]) or _LISTING_END.fullmatch(last))
    return [
        (1, "" if parts else "the address is a site's front page"),
        (2, f"the address ends in no headline: {last!r}" if brief else ""),
        (2, f"the address is one of lists: {path!r}" if lists else ""),
    ]


def _speaks_of_others(blocks: Sequence[Block], read: Sequence[int], here: str) -> bool:
    """Whether the links that head the parts of a text lead to many other sites: it is about them."""
    heads = (blocks[number - 1] for number in read if number and _leads_elsewhere(blocks[number - 1], here))
    links = (link for head in heads for link in itertools.chain(head.element.iter("a"), head.path) if link.tag == "a")
    hosts = {urlsplit(link.get("href") or "").netloc.removeprefix("www.") for link in links}
    return len(hosts - {"", urlsplit(here).netloc.removeprefix("www.")}) >= MANY_SITES


def _table_of_contents(read: Sequence[Block], here: str) -> list[Block]:
    """The blocks that lead to places on the same page and say what stands there without a link."""
    linked = [block for block in read if 2 * block.linked > len(block.text) and block.element.tag not in HEADINGS]
    heads = {block.key for block in read if block.element.tag in HEADINGS and not block.linked} if linked else set()
    return [block for block in linked if block.key in heads and _links_here(block, here)]


def _is_numbered(blocks: Sequence[Block], read: Sequence[int]) -> bool:
    """Whether links that head the parts of a text count them: `1. The lock at Orrin`, `2. ...`."""
    heads = (blocks[number - 1] for number in read if number)
    texts = (block.text for block in heads if block.element.tag in HEADINGS)
    numbers = [int(match[0]) for match in map(_COUNTS.match, texts) if match]
    return len(numbers) >= MANY_SITES and numbers in ([*range(1, len(numbers) + 1)], [*range(len(numbers), 0, -1)])


def _has_one_day(blocks: Sequence[Block]) -> bool:
    """Whether a page shows no more lines with a day than those of its publication and its change: one that lists others
    shows the day of each."""
    lines = (block.text for block in blocks if len(block.text) <= LONG_LINE and any(map(str.isdigit, block.text)))
    days = {line for line in lines if not is_prose(line) and strip_dates(line)[1]}
    return 0 < len(days) <= MOST_OWN_DAYS


def _is_entry(blocks: Sequence[Block]) -> bool:
    """Whether a line right below the first heading says what part of speech this is, as a dictionary's entry does."""
    first = next((number for number, block in enumerate(blocks) if block.element.tag == "h1"), None)
    if first is None:
        return False
    word = blocks[first].text.split()
    for block in blocks[first + 1 : first + 1 + ENTRY_LINES]:
        parts = block.text.split()
        behind = " ".join(parts[len(word) :]) if parts[: len(word)] == word else block.text
        if len(behind) <= SHORT_LINE and not is_prose(behind) and _part_of_speech().match(behind):
            return True
    return False


@cache
def _part_of_speech() -> re.Pattern[str]:
    words = pattern("parts_of_speech")
    return re.compile(rf"\W*{words}(?:\W+{words})*(?:\W+\w{{1,5}})?\W*$", re.IGNORECASE)


def _own_address(url: str | None) -> str:
    """An address without what may differ in links to it from its own page."""
    return re.sub(r"^\w+:|[#].*", "", url or "").rstrip("/")


def _leads_elsewhere(block: Block, here: str) -> bool:
    """Whether most of a block is a link, and not one to a place on the same page, as headings are to themselves."""
    linked = 2 * block.linked > len(block.text) or any(element.tag == "a" for element in block.path)
    return linked and not _links_here(block, here)


def _links_here(block: Block, here: str) -> bool:
    """Whether all links of a block lead to places on the same page: `#benefits`."""
    around = (element for element in block.path if element.tag == "a")
    links = itertools.islice(itertools.chain(around, block.element.iter("a")), MOST_LINKS)
    addresses = [link.get("href", "").strip() for link in links]
    return bool(addresses) and all(_is_here(address, here) for address in addresses)


def _is_here(address: str, here: str) -> bool:
    """Whether an address is a place on the page at `here`; `#` alone is for scripts."""
    if address.startswith("#"):
        return len(address) > 1
    return bool(here) and _own_address(address) in (here, re.sub("^//[^/]*(?=/.)", "", here))


def _is_teaser(blocks: Sequence[Block], number: int, here: str) -> bool:
    """Whether a block is linked as a whole or stands behind a link's headline."""
    before = blocks[number - 1] if number else None
    return any(element.tag == "a" for element in blocks[number].path) or (
        before is not None and len(before.text) >= 10 and _leads_elsewhere(before, here) and not _is_of_links(before)
    )


def _is_of_links(block: Block) -> bool:
    """Whether a block is a sentence with links in it, and no headline: that has one link, or two."""
    return is_prose(block.text) and next(itertools.islice(block.element.iter("a"), 2, None), None) is not None
