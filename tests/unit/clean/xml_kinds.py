"""XML of feeds, wires and sets of records in made-up words: one file with two articles of each kind."""

from __future__ import annotations

PARAGRAPHS = (
    "The lock at Harrow Mill was reopened on Tuesday after a season of repairs, and the first barge carried clay.",
    "Keeper Ada Moor said that the new gates would last for sixty years & more if the river allowed it.",
    "The council will decide in autumn who pays for the towpath, which the flood had taken away.",
)
TEXT = "\n\n".join(PARAGRAPHS)


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


MARKUP = "".join(f"<p>{_escape(part)}</p>" for part in PARAGRAPHS)


def _url(number: int) -> str:
    return f"https://post.harrow.example/lock-{number}"


def rss() -> str:
    items = "".join(
        f"<item><title>Harrow lock, part {n}</title><link>{_url(n)}</link><guid isPermaLink='false'>{n}</guid>"
        f"<pubDate>Tue, 10 Mar 2026 09:00:00 +0100</pubDate><dc:creator><![CDATA[Ada Moor]]></dc:creator>"
        f"<category>Canals</category><category>Mills</category><description>The lock&nbsp;is open.</description>"
        f"<content:encoded><![CDATA[{MARKUP}]]></content:encoded></item>"
        for n in (1, 2)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Harrow Post</title>'
        f"<link>https://post.harrow.example/</link><image><title>Logo</title></image>{items}</channel></rss>"
    )


def atom() -> str:
    entries = "".join(
        f"<entry><title type='html'>Harrow lock, part {n}</title><link rel='self' href='https://h.example/{n}.atom'/>"
        f"<link rel='alternate' type='text/html' href='{_url(n)}'/><id>tag:harrow.example,2026:{n}</id>"
        f"<updated>2026-03-11T08:00:00Z</updated><published>2026-03-10T08:00:00Z</published>"
        f"<author><name>Ada Moor</name></author><summary>The lock is open.</summary><category term='Canals'/>"
        f"<content type='html'>{_escape(MARKUP)}</content></entry>"
        for n in (1, 2)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">'
        f"<title>Harrow Post</title><updated>2026-03-11T08:00:00Z</updated>{entries}</feed>"
    )


def atom_xhtml() -> str:
    inside = f"<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>{MARKUP}</div></content>"
    return atom().replace(f"<content type='html'>{_escape(MARKUP)}</content>", inside)


def rdf() -> str:
    return (
        rss()
        .replace('<rss version="2.0"', '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"')
        .replace("</rss>", "</rdf:RDF>")
        .replace("pubDate>", "dc:date>")
        .replace("Tue, 10 Mar 2026 09:00:00 +0100", "2026-03-10T09:00:00+01:00")
    )


def jats() -> str:
    paragraphs = "".join(f"<p>{_escape(part)}</p>" for part in PARAGRAPHS[1:])
    articles = "".join(
        f"""<article article-type="news" xml:lang="en"><front><journal-meta><journal-title-group>
        <journal-title>Harrow Post</journal-title></journal-title-group><publisher><publisher-name>A House
        </publisher-name></publisher></journal-meta><article-meta><article-id pub-id-type="doi">10.9/{n}</article-id>
        <title-group><article-title>Harrow lock, <italic>part {n}</italic></article-title></title-group>
        <contrib-group><contrib contrib-type="editor"><name><surname>Vey</surname><given-names>Olaf</given-names></name>
        </contrib><contrib contrib-type="author"><name><surname>Moor</surname><given-names>Ada</given-names></name>
        <xref ref-type="aff">1</xref></contrib></contrib-group><pub-date pub-type="collection"><year>2026</year>
        </pub-date><pub-date date-type="pub"><day>10</day><month>3</month><year>2026</year></pub-date>
        <self-uri xmlns:x="http://www.w3.org/1999/xlink" x:href="{_url(n)}"/>
        <abstract><p>The lock is open.</p></abstract>
        </article-meta></front><body><sec><p>{PARAGRAPHS[0]}<xref ref-type="bibr"><sup>2</sup></xref><xref>3</xref></p>
        </sec>{paragraphs}</body><back><ref-list><ref><mixed-citation>Vey, O. 2001</mixed-citation></ref></ref-list>
        </back></article>"""
        for n in (1, 2)
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><pmc-articleset>{articles}</pmc-articleset>'


def newsml_g2() -> str:
    items = "".join(
        f"""<newsItem guid="urn:newsml:harrow.example:{n}" version="1" xml:lang="en">
        <itemMeta><itemClass qcode="ninat:text"/><provider literal="Harrow Post"/>
        <versionCreated>2026-03-11T08:00:00Z</versionCreated><firstCreated>2026-03-10T08:00:00Z</firstCreated></itemMeta>
        <contentMeta><contentCreated>2026-03-10T09:00:00+01:00</contentCreated><by>By Ada Moor</by>
        <infoSource literal="x"><name>Harrow Post</name></infoSource><language tag="en"/>
        <subject type="cpnat:abstract"><name>Transport</name></subject><slugline>LOCK</slugline>
        <headline>Harrow lock, part {n}</headline><keyword>Canals</keyword></contentMeta>
        <contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head>
        <title>x</title></head><body>{MARKUP}</body></html></inlineXML></contentSet></newsItem>"""
        for n in (1, 2)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/>'
        f"<itemSet>{items}</itemSet></newsMessage>"
    )


def nitf(number: int = 1) -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
    <!DOCTYPE nitf SYSTEM "nitf-3-6.dtd">
    <nitf><head><title>x</title><docdata><date.issue norm="20260310T080000Z"/>
    <key-list><keyword key="Canals"/></key-list></docdata>
    <pubdata type="print" name="Harrow Post" date.publication="20260310" position.section="News"/></head>
    <body><body.head><hedline><hl1>Harrow lock, part {number}</hl1></hedline><byline>By <person>Ada Moor</person>
    <byttl>Reporter</byttl></byline><dateline><location>HARROW</location></dateline></body.head>
    <body.content><block>{MARKUP}</block></body.content></body></nitf>"""


def records() -> str:
    rows = "".join(
        f"<row><Titel>Harrow lock, part {n}</Titel><Volltext>{_escape(TEXT)}</Volltext><Datum>10.03.2026</Datum>"
        f"<Autor>Ada Moor</Autor><Quelle>Harrow Post</Quelle><Link>{_url(n)}</Link></row>"
        for n in (1, 2)
    )
    return f"<?xml version='1.0' encoding='UTF-8'?><export><rows>{rows}</rows></export>"


KINDS = {
    **{"rss": rss, "atom": atom, "atom_xhtml": atom_xhtml, "rdf": rdf, "newsml_g2": newsml_g2, "records": records},
    "jats": jats,
}
