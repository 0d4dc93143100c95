"""Exports of LexisNexis, Factiva, ProQuest, Europresse and RIS: cut by collect, read by clean."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mediawatch.clean.draft import Draft
from mediawatch.clean.formats.archives.europresse import parse_europresse
from mediawatch.clean.formats.archives.proquest import parse_proquest
from mediawatch.clean.formats.archives.ris import parse_ris
from mediawatch.clean.formats.export_article import parse_export, parse_html_export
from mediawatch.collect.containers.byte_text import of_plain_text
from mediawatch.collect.containers.exports import export_items, export_ranges, html_export_items
from mediawatch.errors import Quarantine
from mediawatch.model import parameters_of

KINDS: dict[str, Any] = run_path(str(Path(__file__).with_name("export_kinds.py")))
TEXT: str = KINDS["TEXT"]
TITLE: str = KINDS["TITLE"]


def _drafts(text: str, encoding: str = "utf-8") -> Iterator[Draft]:
    data = text.encode(encoding)
    for item in export_items(*of_plain_text(data)):
        part = data[item.byte_offset : item.byte_offset + item.byte_length].decode(item.charset or encoding)
        yield parse_export(part, parameters_of(item.media_type or "")["export"])


def _check(drafts: list[Draft], numbers: tuple[int, ...] = (1, 2)) -> None:
    assert len(drafts) == len(numbers)
    for draft, number in zip(drafts, numbers, strict=True):
        assert draft.headline.startswith(TITLE)
        assert draft.headline.endswith(f", number {number}")
        assert draft.author == ("Ada Moor",)
        assert draft.publisher == "Harrow Post"
        assert draft.date_published is not None
        assert draft.date_published.date().isoformat() == "2026-03-10"
        assert draft.body == TEXT
        assert draft.warnings == []


@pytest.mark.parametrize("language", KINDS["LANGUAGES"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16", "utf-8-sig"])
def test_lexisnexis_as_text(language: str, encoding: str) -> None:
    export = "".join(KINDS["classic"](language, number) for number in (1, 2))
    drafts = list(_drafts(export, encoding))
    _check(drafts)
    assert {(draft.section, draft.declared_language) for draft in drafts} == {("NEWS", language)}


def test_an_edition_below_the_date_is_no_headline() -> None:
    _check(list(_drafts("".join(KINDS["classic"]("en", n, edition="Late Edition - Final") for n in (1, 2)))))


@pytest.mark.parametrize(
    ("language", "edition"),
    [("de", "Gesamtausgabe"), ("de", "Ausgabe Nord"), ("en", "Late Edition - Final"), ("fr", "Édition nationale"),
     ("es", "Edición Nacional"), ("nl", "1e editie")],
)  # fmt: skip
def test_an_edition_in_a_block_of_its_own_is_no_headline(language: str, edition: str) -> None:
    _check(list(_drafts("".join(KINDS["classic"](language, n, edition=f"\n{edition}\n") for n in (1, 2)))))


def test_without_blank_lines() -> None:
    export = "".join(KINDS["nexis_uni"](number) for number in (1, 2))
    _check(list(_drafts("\n".join(line for line in export.split("\n") if line) + "\n")))


def test_windows_line_ends() -> None:
    _check(list(_drafts("".join(KINDS["classic"]("en", n) for n in (1, 2)).replace("\n", "\r\n"))))
    _check(list(_drafts("".join(map(KINDS["factiva_plain"], (1, 2))).replace("\n", "\r\n"))))


@pytest.mark.parametrize(
    ("end", "body"),
    [
        *(("End of Document", "Body"), ("Ende des Dokuments", "Text")),
        *(("Fin du document", "Corps"), ("Fin del documento", "Cuerpo")),
    ],
)
def test_nexis_with_a_cover_page(end: str, body: str) -> None:
    export = KINDS["COVER"] + "".join(KINDS["nexis_uni"](number, end=end, body=body) for number in (1, 2))
    _check(list(_drafts(export)))


def test_one_article_alone() -> None:
    _check(list(_drafts(KINDS["nexis_uni"](1))), (1,))
    _check(list(_drafts(KINDS["nexis_uni"](1, end=""))), (1,))
    _check(list(_drafts(KINDS["classic"]("en", 1, 1))), (1,))


def test_factiva_with_codes() -> None:
    drafts = list(_drafts("".join(map(KINDS["factiva_coded"], (1, 2)))))
    _check(drafts)
    assert {(draft.section, draft.declared_language) for draft in drafts} == {("News", "en")}
    assert drafts[0].date_published == datetime(2026, 3, 10, 9, tzinfo=UTC)


def test_factiva_with_codes_in_cells() -> None:
    export = "".join(map(KINDS["factiva_coded"], (1, 2)))
    for code in [
        "SE",
        "HD",
        "BY",
        "WC",
        "PD",
        "ET",
        "SN",
        "SC",
        "PG",
        "LA",
        "CY",
        "LP",
        "TD",
        "CO",
        "IN",
        "NS",
        "RE",
        "PUB",
    ]:
        export = export.replace(f"\n{code}  ", f"\n{code}\n")
    _check(list(_drafts(export)))


@pytest.mark.parametrize(
    ("words", "day", "language"),
    [
        *(("177 words", "10 March 2026", "English"), ("1,177 words", "10 March 2026", "English")),
        *(("177 Wörter", "10 März 2026", "Deutsch"), ("177 mots", "10 mars 2026", "Français")),
        *(("177 palabras", "10 marzo 2026", "Español"), ("177 parole", "10 marzo 2026", "Italiano")),
    ],
)
def test_factiva_without_codes(words: str, day: str, language: str) -> None:
    drafts = list(_drafts("".join(KINDS["factiva_plain"](number, words, day, language) for number in (1, 2))))
    _check(drafts)
    assert drafts[0].section == "News"


@pytest.mark.parametrize("kind", ["factiva_html", "factiva_html_plain"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_factiva_as_html(kind: str, encoding: str) -> None:
    page = f"<html><head><meta charset={encoding}></head><body>{''.join(map(KINDS[kind], (1, 2)))}</body></html>"
    data = page.encode(encoding)
    drafts = []
    for item in html_export_items(data):
        assert item.charset == encoding
        part = data[item.byte_offset : item.byte_offset + item.byte_length].decode(encoding)
        drafts.append(parse_html_export(part, parameters_of(item.media_type or "")["export"]))
    _check(drafts)


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "LENGTH: the longest bridge of all\n\n" + TEXT,
        "Byline: Ada Moor\n\n" + TEXT,
        "1 of 2 DOCUMENTS\n\n" + TEXT,
        f"{TEXT}\n\nEnd of Document\n",
        "HD was the best of films\n" + TEXT,
        "",
    ],
)
def test_other_texts_are_no_exports(text: str) -> None:
    assert export_ranges(text) is None


def test_an_item_without_a_date_is_no_article() -> None:
    broken = KINDS["classic"]("en", 1).replace("March 10, 2026 Tuesday", "")
    with pytest.raises(Quarantine, match="not_an_article"):
        list(_drafts(broken))


def test_words_of_the_archive_inside_the_text_stay() -> None:
    text = TEXT.replace("The council will", "Subject: to doubt. The council will")
    export = KINDS["nexis_uni"](1).replace(TEXT, text.replace("\n\nSubject", " Subject"))
    (draft,) = _drafts(export)
    assert "Subject: to doubt." in draft.body


@given(st.text(max_size=300), st.integers(0, 4000))
def test_damaged_exports_give_drafts_or_reasons(noise: str, place: int) -> None:
    for sound in (KINDS["classic"](), KINDS["nexis_uni"](), KINDS["factiva_coded"](), KINDS["factiva_plain"]()):
        try:
            list(_drafts((sound[:place] + noise + sound[place:]).encode("utf-8", "replace").decode()))
        except Quarantine:
            continue


def test_lexisnexis_without_blank_lines_between_labels() -> None:
    export = "".join(
        f"{TITLE}, number {number}\nHarrow Post\nMarch 10, 2026 Tuesday\n\nCopyright 2026 Harrow Post\n"
        f"Section: NEWS; Pg. 4\nLength: 177 words\nByline: Ada Moor\nBody\n\n\n{TEXT}\nLoad-Date: March 11, 2026\n\n\n"
        "End of Document\n\n"
        for number in (1, 2)
    )
    _check(list(_drafts(export)))


_RULE = "_" * 60


def test_proquest() -> None:
    export = f"{_RULE}\n\nTable of contents\n\n1. {TITLE}\n\n" + "".join(
        f"{_RULE}\n\nDocument {number} of 2\n\n{TITLE}, number {number}\n\nAuthor: Moor, Ada\n\n"
        f"Publication info: Harrow Post ; Harrow [Harrow]. 10 Mar 2026: A4.\n\nFull text: {TEXT}\n\n"
        "Subject: Locks\n\nPublication title: Harrow Post\n\nPublication date: Mar 10, 2026\n\n"
        "Language of publication: English\n\nLast updated: 2026-04-05\n\nDatabase: ProQuest\n\n"
        for number in (1, 2)
    )
    drafts = []
    text = f"{export}{_RULE}\n\nContact us at: http://support.example\n"
    for item in export_items(*of_plain_text(text.encode())):
        assert parameters_of(item.media_type or "")["export"] == "proquest"
        drafts.append(parse_proquest(text.encode()[item.byte_offset :][: item.byte_length].decode()))
    _check(drafts)
    assert drafts[0].declared_language == "en"


def test_a_line_of_the_article_that_looks_like_a_label_of_proquest_is_its_text() -> None:
    text = f"{TEXT}\n\nLocation: the town hall\n\nTitle: Locks of the valley\n\n{TEXT}"
    below = "Subject: Locks\n\nPublication title: Harrow Post\n\nPublication date: Mar 10, 2026\n\nDatabase: ProQuest\n"
    draft = parse_proquest(f"{TITLE}\n\nAuthor: Moor, Ada\n\nFull text: {text}\n\n{below}")
    assert draft.body == text
    assert draft.headline == TITLE
    assert draft.publisher == "Harrow Post"


def test_europresse() -> None:
    paragraphs = "".join(f"<p>{part}</p>" for part in TEXT.split("\n\n"))
    page = "<html><body>" + "".join(
        f"<article><header><span class='DocPublicationName'>Harrow Post</span>"
        f"<span class='DocHeader'>Région, mardi 10 mars 2026 177 mots, p. 4</span>"
        f"<p class='titreArticleVisu rdp__articletitle'>{TITLE}, number {number}</p>"
        f"<div class='docAuthors'>Ada Moor</div></header><div class='docOcurrContainer'>{paragraphs}</div>"
        "<footer>© 2026 Harrow Post. Tous droits réservés.</footer></article>"
        for number in (1, 2)
    )
    data = f"{page}</body></html>".encode()
    items = list(html_export_items(data))
    assert [parameters_of(item.media_type or "")["export"] for item in items] == ["europresse"] * 2
    _check([parse_europresse(data[item.byte_offset :][: item.byte_length].decode()) for item in items])
    assert not list(html_export_items(page.replace("DocPublicationName", "name").encode()))


@pytest.mark.parametrize("depth", [100, 300, 480])
def test_the_text_of_europresse_is_read_however_deep_it_stands(depth: int) -> None:
    nest = "<div>" * depth + f"<p>{TEXT}</p>" + "</div>" * depth
    assert " ".join(parse_europresse(f"<div class='docOcurrContainer'>{nest}</div>").body.split()) == " ".join(
        TEXT.split()
    )


RIS_RECORDS = {
    "ProQuest": f"""TY  - NEWS
T1  - {TITLE}
AU  - Moor, Ada
JF  - Harrow Post
Y1  - 2026/03/10/
Y2  - 2026/04/01/
N2  - {TEXT}
UR  - https://post.harrow.example/lock
LA  - English
KW  - Locks
ER  -
""",
    "EBSCO": f"""TY  - NEWS
ID  - 12
T1  - {TITLE}
AU  - Ada Moor
JO  - Harrow Post
PY  - 2026
DA  - 2026/03/10
AB  - {TEXT}
UR  - https://post.harrow.example/lock
ER  -
""",
    "Zotero": f"""TY  - NEWS
TI  - {TITLE}
AU  - Moor, Ada
T2  - Harrow Post
AB  - {TEXT}
DA  - 2026/03/10/T08:00:00Z
PY  - 2026
LA  - en-GB
UR  - https://post.harrow.example/lock
Y2  - 2026/04/01/
ER  -
""",
    "PubMed": f"""PMID- 4711
OWN - NLM
DP  - 2026 Mar 10
TI  - {TITLE}
AB  - {TEXT}
FAU - Moor, Ada
AU  - Moor A
LA  - eng
JT  - Harrow Post
UR  - https://post.harrow.example/lock
""",
    "EndNote": f"""%0 Newspaper Article
%T {TITLE}
%A Moor, Ada
%J Harrow Post
%D 2026
%8 2026-03-10
%U https://post.harrow.example/lock
%X {TEXT}
""",
}
"""Program -> a record as it writes it; Y2 is the day on which somebody looked at it."""


@pytest.mark.parametrize("program", RIS_RECORDS)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_records_of_references(program: str, end: str) -> None:
    data = (RIS_RECORDS[program] * 2).replace("\n", end).encode()
    items = list(export_items(*of_plain_text(data)))
    assert [parameters_of(item.media_type or "")["export"] for item in items] == ["ris", "ris"]
    for item in items:
        draft = parse_ris(data[item.byte_offset :][: item.byte_length].decode())
        assert (draft.headline, draft.author, draft.publisher) == (TITLE, ("Ada Moor",), "Harrow Post")
        assert draft.date_published is not None
        assert draft.date_published.date() == date(2026, 3, 10)
        assert draft.url == "https://post.harrow.example/lock"
        assert draft.body.split()[:4] == TEXT.split()[:4]
        assert draft.body.split()[-1] == TEXT.split()[-1]
        assert [warning.split(":")[0] for warning in map(str, draft.warnings) if "summary" in warning]


def test_capitals_before_a_dash_are_no_tag_of_a_reference() -> None:
    record = f"TY  - NEWS\nTI  - {TITLE}\nAB  - {TEXT}\nNATO - and the others said so too.\nER  -\n"
    assert parse_ris(record).body.endswith("NATO - and the others said so too.")
