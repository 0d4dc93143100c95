"""NewsML-G2, NITF and feeds as agencies and blogs write them in many languages."""

from __future__ import annotations

import pytest
from mediawatch.clean.draft import Draft
from mediawatch.clean.formats.plain_text import finish_body
from mediawatch.clean.formats.xml_article import parse_xml
from mediawatch.clean.people.names import split_authors

TITLE = "Die alte Brücke über die Marl wird geöffnet"
TEXT = (
    "Delegationen beider Ufer trafen sich am Montag im alten Zollhaus und einigten sich.\n\n"
    "Die Bürgermeisterin sagte, die Reparatur habe länger gedauert als erwartet."
)
MARKUP = "".join(f"<p>{part}</p>" for part in TEXT.split("\n\n"))


def newsml(headlines: str, body: str = MARKUP, language: str = "de") -> bytes:
    return (
        f'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" xml:lang="{language}"><itemMeta><firstCreated>'
        "2026-03-24T10:00:00Z</firstCreated></itemMeta><contentMeta><dateline>Berlin</dateline>"
        f'<language tag="{language}"/>{headlines}</contentMeta><contentSet><inlineXML><html><body>{body}</body></html>'
        "</inlineXML></contentSet></newsItem>"
    ).encode()


@pytest.mark.parametrize(
    "headlines",
    [
        f"<headline>{TITLE}</headline>",
        f'<headline role="hld:subHeadline">Unter</headline><headline role="hld:headline">{TITLE}</headline>',
        f'<headline rank="2" role="x:kicker">Marl</headline><headline rank="1">{TITLE}</headline>',
        f'<headline xml:lang="en">The old bridge</headline><headline xml:lang="de">{TITLE}</headline>',
        f'<headline rank="2">Kurz</headline><headline>{TITLE}</headline>',
    ],
)
def test_the_headline_among_several(headlines: str) -> None:
    draft = parse_xml(newsml(headlines), charset="utf-8", kind="newsml")
    assert (draft.headline, draft.body) == (TITLE, TEXT)


def test_a_headline_that_the_text_repeats_stands_once() -> None:
    body = f"<article><h1>{TITLE}</h1>{MARKUP}</article>"
    assert parse_xml(newsml(f"<headline>{TITLE}</headline>", body), charset="utf-8", kind="newsml").body == TEXT


@pytest.mark.parametrize(
    ("dateline", "place", "day"),
    [
        ("Berlin, 24. März 2026", "Berlin", "2026-03-24"),
        ("Paris, 24 mars 2026 (AFP) -", "Paris", "2026-03-24"),
        ("МОСКВА, 24 марта 2026", "МОСКВА", "2026-03-24"),
        ("Berlin", "Berlin", ""),
    ],
)
def test_a_dateline_with_a_day(dateline: str, place: str, day: str) -> None:
    nitf = (
        f"<nitf><body><body.head><hedline><hl1>{TITLE}</hl1></hedline><dateline>{dateline}</dateline></body.head>"
        f'<body.content><p class="lead">x</p>{MARKUP}</body.content></body></nitf>'
    )
    draft = parse_xml(nitf.encode(), charset="utf-8", kind="nitf")
    assert draft.dateline is not None
    assert draft.dateline.startswith(place)
    assert (draft.date_published.date().isoformat() if draft.date_published else "") == day


ENDS = [
    "The post {title} appeared first on {paper}.",
    "Der Beitrag {title} erschien zuerst auf {paper}.",
    "L’article {title} est apparu en premier sur {paper}.",
    "La entrada {title} se publicó primero en {paper}.",
    "{title} yazısı ilk önce {paper} üzerinde ortaya çıktı.",
    "ظهرت المقالة {title} أولاً على {paper}.",
    "投稿 {title} は {paper} に最初に表示されました。",
]


@pytest.mark.parametrize("end", ENDS)
def test_the_end_of_a_feeds_text(end: str) -> None:
    item = (
        f"<item><title>{TITLE}</title><description><![CDATA[{MARKUP}<p>"
        f"{end.format(title=f'<a href=x>{TITLE}</a>', paper='<a href=y>Marler Bote</a>')}</p>]]></description></item>"
    )
    assert parse_xml(item.encode(), charset="utf-8", kind="feed", publisher="Marler Bote").body == TEXT


@pytest.mark.parametrize(
    "last",
    [
        f"{TITLE}: so stand es gestern in vielen Blättern, und so wird es heute wieder an jeder Ecke zu lesen sein.",
        "Der Marler Bote hatte zuerst berichtet.",
        "Die Brücke ist offen.",
    ],
)
def test_another_last_sentence_stays(last: str) -> None:
    draft = Draft(body="", extraction_method="json", headline=TITLE, publisher="Marler Bote")
    finish_body(f"{TEXT}\n\n{last}", draft)
    assert draft.body == f"{TEXT}\n\n{last}"


@pytest.mark.parametrize(
    ("stated", "names"),
    [
        ("Της Μαρίας Παππά", ("Μαρία Παππά",)),
        ("Του Γιώργου Παπαδόπουλου", ("Γιώργος Παπαδόπουλος",)),
        ("Μαρία Παππά", ("Μαρία Παππά",)),
    ],
)
def test_greek_names_of_fields_as_persons_are_called(stated: str, names: tuple[str, ...]) -> None:
    assert split_authors(stated) == names


def test_a_record_that_was_on_the_front_page_is_a_record() -> None:
    record = f"<article><headline>{TITLE}</headline><front>yes</front><text>{TEXT}</text></article>"
    draft = parse_xml(record.encode(), charset="utf-8", kind="record")
    assert (draft.headline, draft.body) == (TITLE, TEXT)


def test_a_news_item_of_a_corpus_is_read_as_the_record_that_it_is() -> None:
    """Those of Reuters' corpora are called as those of NewsML are."""
    words = "".join(f"<p>The boats of the harbour lay still on day {day}, and nobody was seen.</p>" for day in (1, 2))
    item = f"""<newsitem itemid="7" date="2026-03-24" xml:lang="en"><title>UK: Boats lie still.</title>
    <headline>Boats lie still.</headline><byline>Ada Moor</byline><text>{words}</text></newsitem>"""
    draft = parse_xml(item.encode(), charset="utf-8", kind="newsml")
    assert (draft.headline, draft.author) == ("Boats lie still.", ("Ada Moor",))
    assert draft.date_published is not None
    assert draft.date_published.day == 24
    assert draft.body.count("boats of the harbour") == 2
