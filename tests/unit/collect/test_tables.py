"""Tables: CSV as programs and people write it, mapping files, spreadsheets, and what is broken."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from mediawatch.clean import clean
from mediawatch.collect.containers.byte_text import of_table
from mediawatch.collect.containers.spreadsheet import spreadsheet_lines
from mediawatch.collect.containers.table_rows import row_of, table_items
from mediawatch.collect.raw.erasure import erase
from mediawatch.collect.raw.raw_store import RawStore
from mediawatch.errors import Quarantine
from mediawatch.model import Article, Excluded, RawDocument, parameters_of
from mediawatch.settings import Settings

AT = datetime(2026, 11, 28, tzinfo=UTC)
Collect = Callable[..., list[RawDocument | Excluded]]
BODY = (
    "The lock at Harrow Mill was reopened on Tuesday after a season of repairs; the first barge carried clay.\n\n"
    "Keeper Ada Moor said: “The new gates would last for sixty years, if the river allowed it.” It never has.\n\n"
    "The council will decide in autumn who pays for the towpath, which the flood had taken away with two bridges."
)
HEADER = ("Title", "Text", "Published At", "Author", "Source", "URL")


def _row(number: int) -> tuple[str, ...]:
    url = f"https://post.harrow.example/{number}"
    return (f"Harrow lock, part {number}", BODY, "2026-03-10 08:00", "Ada Moor; Jon Lock", "Harrow Post", url)


def _csv(
    rows: list[tuple[Any, ...]], delimiter: str = ",", line_end: str = "\r\n", quoting: Any = csv.QUOTE_MINIMAL
) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=line_end, quoting=quoting).writerows(rows)
    return out.getvalue()


TABLE = [HEADER, _row(1), _row(2)]


def _articles(found: list[RawDocument | Excluded], store: RawStore, settings: Settings) -> list[Article]:
    return [clean(raw, store.read(raw), as_of=AT, settings=settings) for raw in found if isinstance(raw, RawDocument)]


def _check(found: list[RawDocument | Excluded], store: RawStore, settings: Settings) -> None:
    articles = _articles(found, store, settings)
    assert [document.uri.partition("#")[2] for document in found] == ["2", "3"]
    assert len(articles) == 2
    for number, article in enumerate(articles, 1):
        assert article.headline == f"Harrow lock, part {number}"
        assert article.article_body == BODY
        assert article.author == ("Ada Moor", "Jon Lock")
        assert article.publisher == "Harrow Post"
        assert article.uri == f"https://post.harrow.example/{number}"
        assert article.date_published == datetime(2026, 3, 10, 8, tzinfo=UTC)
        assert article.warnings == ()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_csv_as_programs_write_it(
    delimiter: str, encoding: str, line_end: str, inbox: Path, collect: Collect, store: RawStore, settings: Settings
) -> None:
    (inbox / "a.csv").write_bytes(_csv(TABLE, delimiter, line_end).encode(encoding))
    _check(collect(), store, settings)


def test_other_ways_to_write_the_same(inbox: Path, collect: Collect, store: RawStore, settings: Settings) -> None:
    (inbox / "a.csv").write_text("sep=;\r\n" + _csv(TABLE, ";"), newline="")
    (inbox / "b.csv.gz").write_bytes(gzip.compress(_csv(TABLE, quoting=csv.QUOTE_ALL).encode()))
    (inbox / "c.TSV").write_text(_csv(TABLE, "\t"), newline="")
    for name in ("a.csv", "b.csv.gz", "c.TSV"):
        _check([each for each in collect() if name in each.uri], store, settings)


def test_a_row_leads_back_to_its_own_bytes(inbox: Path, collect: Collect, store: RawStore) -> None:
    data = _csv(TABLE).encode()
    (inbox / "a.csv").write_bytes(data)
    for number, raw in enumerate(collect(), 1):
        assert isinstance(raw, RawDocument)
        own = data[raw.byte_offset : raw.byte_offset + raw.byte_length]
        assert store.read(raw) == own
        assert list(csv.reader(io.StringIO(own.decode(), newline=""))) == [list(_row(number))]


def test_an_unchanged_row_of_a_grown_table_is_known(inbox: Path, collect: Collect) -> None:
    (inbox / "a.csv").write_text(_csv(TABLE), newline="")
    before = {raw.document_id for raw in collect() if isinstance(raw, RawDocument)}
    (inbox / "a.csv").write_text(_csv([*TABLE, _row(3)]), newline="")
    assert before < {raw.document_id for raw in collect() if isinstance(raw, RawDocument)}


def test_columns_in_other_languages(inbox: Path, collect: Collect, store: RawStore, settings: Settings) -> None:
    for number, header in enumerate(
        (
            ("Titel", "Volltext", "Erscheinungsdatum", "Autor", "Quelle", "Link"),
            ("Titre", "Texte intégral", "Date de publication", "Auteur(s)", "Source", "Lien"),
            ("Título", "Cuerpo", "Fecha", "Autor", "Medio", "Enlace"),
            ("Заголовок", "Текст", "Дата", "Автор", "Источник", "Ссылка"),
            ("标题", "正文", "日期", "作者", "来源", "链接"),
        )
    ):
        (inbox / f"{number}.csv").write_text(_csv([header, _row(1), _row(2)]), newline="")
        _check(collect(inbox / f"{number}.csv"), store, settings)


MAPPING = "columns: {Spalte A: headline, Spalte B: text, ED: published, Wer: author, Wo: publisher, Netz: url}\n"
UNKNOWN = ("Spalte A", "Spalte B", "ED", "Wer", "Wo", "Netz")


@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz", "a.xlsx"])
def test_a_mapping_file_names_the_columns(
    name: str, inbox: Path, collect: Collect, store: RawStore, settings: Settings
) -> None:
    (inbox / "a.mapping.yaml").write_text(MAPPING)
    table = _csv([UNKNOWN, _row(1), _row(2)]).encode()
    data = {"a.csv": table, "a.csv.gz": gzip.compress(table), "a.xlsx": _xlsx([UNKNOWN, _row(1), _row(2)])}[name]
    (inbox / name).write_bytes(data)
    found = collect()
    (mapping,) = [each for each in found if isinstance(each, Excluded)]
    assert (mapping.reason, mapping.outcome) == ("mapping", "skipped")
    _check([each for each in found if isinstance(each, RawDocument)], store, settings)


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_mapping_counts_the_columns_of_a_table_that_does_not_name_them(
    name: str, inbox: Path, collect: Collect, store: RawStore, settings: Settings
) -> None:
    counted = "columns: {1: headline, 2: text, 3: published, 4: author, 5: publisher, 6: url}\n"
    rows = [_row(1), _row(2)]
    (inbox / name).write_bytes(_csv(rows).encode() if name == "a.csv" else _xlsx(rows))
    assert [each.reason for each in collect() if isinstance(each, Excluded)] == ["wrong_shape"]
    (inbox / "a.mapping.yaml").write_text(counted)
    found = [each for each in collect() if isinstance(each, RawDocument)]
    assert [raw.uri.partition("#")[2] for raw in found] == ["1", "2"]
    told = [(each.headline, each.article_body, each.uri) for each in _articles(found, store, settings)]
    assert told == [(f"Harrow lock, part {n}", BODY, f"https://post.harrow.example/{n}") for n in (1, 2)]


def test_a_mapped_column_goes_before_one_that_the_table_of_names_knows(
    inbox: Path, collect: Collect, store: RawStore, settings: Settings
) -> None:
    (inbox / "a.csv").write_text(_csv([("title", "text", "Langfassung"), ("x", "A teaser.", BODY)]), newline="")
    (inbox / "a.mapping.yaml").write_text("columns: {Langfassung: text}\n")
    (article,) = _articles(collect(), store, settings)
    assert article.article_body == BODY


@pytest.mark.parametrize(
    "mapping",
    ["columns: [a]", "nothing: here", "columns: {Spalte A: title_of_it}", "a: &a [*a]", "{" * 50, "x" * 70_000, "- 1"],
)
def test_a_mapping_that_is_none_says_so(mapping: str, inbox: Path, collect: Collect) -> None:
    (inbox / "a.mapping.yaml").write_text(mapping)
    (inbox / "a.csv").write_text(_csv([UNKNOWN, _row(1)]), newline="")
    assert {each.reason for each in collect() if isinstance(each, Excluded)} == {"mapping", "bad_mapping"}


def test_a_mapping_that_leads_out_is_not_followed(inbox: Path, tmp_path: Path, collect: Collect) -> None:
    (tmp_path / "elsewhere.yaml").write_text(MAPPING)
    (inbox / "a.mapping.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    (inbox / "a.csv").write_text(_csv([UNKNOWN, _row(1)]), newline="")
    assert {each.reason for each in collect() if isinstance(each, Excluded)} == {"link_leads_out", "wrong_shape"}


def test_a_table_that_is_none_is_one_fault(inbox: Path, collect: Collect) -> None:
    files = {
        "figures.csv": ("day,count\n" + "2026-03-10,5\n" * 5000, "wrong_shape"),
        "words.csv": (BODY, "wrong_shape"),
        "header.csv": (_csv([HEADER]), "empty"),
        "blank.csv": ("\r\n\r\n", "empty"),
        "nul.csv": ("title,text\na,\0b\n", "binary"),
    }
    for name, (text, _) in files.items():
        (inbox / name).write_text(text)
    found = {each.uri.rpartition("/")[2]: each.reason for each in collect() if isinstance(each, Excluded)}
    assert found == {name: reason for name, (_, reason) in files.items()}


def test_short_long_and_blank_rows(inbox: Path, collect: Collect, store: RawStore, settings: Settings) -> None:
    rows = [("title", "text"), ("a", BODY, "more", "cells"), (), ("", ""), ("b",), ("c", BODY)]
    (inbox / "a.csv").write_text(_csv(rows), newline="")
    found = collect()
    assert [each.uri.partition("#")[2] for each in found] == ["2", "5", "6"]
    assert clean(found[2], store.read(found[2]), as_of=AT, settings=settings).headline == "c"  # type: ignore[arg-type]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_text_that_nobody_quoted(
    delimiter: str, inbox: Path, collect: Collect, store: RawStore, settings: Settings
) -> None:
    told = BODY.replace("\n", " ").replace(",", delimiter).replace(";", delimiter)
    rows = [("Title", "Date", "Text"), ("Harrow lock", "2026-03-10", told)]
    (inbox / "a.csv").write_text("\n".join(delimiter.join(row) for row in rows))
    (article,) = _articles(collect(inbox), store, settings)
    assert (article.headline, " ".join(article.article_body.split())) == ("Harrow lock", " ".join(told.split()))

    rows = [("Title", "Text", "Date"), ("Harrow lock", told, "2026-03-10")]
    (inbox / "a.csv").write_text("\n".join(delimiter.join(row) for row in rows))
    with pytest.raises(Quarantine, match=r"the row has \d+ cells, the first row names 3 columns: quote what holds"):
        _articles(collect(inbox), store, settings)


def test_rows_that_are_numbered_in_a_column_without_a_name(
    inbox: Path, collect: Collect, store: RawStore, settings: Settings
) -> None:
    (inbox / "a.csv").write_text(_csv([HEADER, ("1", *_row(1)), ("2", *_row(2))], quoting=csv.QUOTE_NONNUMERIC))
    _check(collect(inbox), store, settings)


@pytest.mark.parametrize("name", ["id", "Nr", "row"])
def test_an_article_s_own_number_is_no_number_of_its_row(
    name: str, inbox: Path, collect: Collect, store: RawStore, settings: Settings
) -> None:
    told = BODY.replace("\n", " ").replace(",", "")
    rows = [(name, "Title", "Text"), ("17", "Harrow lock", f"{told}, it says"), ("21", "Erle lock", f"{told}, it said")]
    (inbox / "a.csv").write_text("\n".join(",".join(row) for row in rows))
    articles = _articles(collect(inbox), store, settings)
    assert [article.headline for article in articles] == ["Harrow lock", "Erle lock"]
    assert articles[1].article_body.endswith(", it said")

    numbered = [rows[0], *((str(n), cells[0], cells[1], f'"{cells[2]}"') for n, cells in enumerate(rows[1:], 1))]
    (inbox / "a.csv").write_text("\n".join(",".join(row) for row in numbered))
    assert [article.headline for article in _articles(collect(inbox), store, settings)] == ["Harrow lock", "Erle lock"]


def test_a_quotation_that_is_never_closed_is_too_large_or_its_rows(inbox: Path, collect: Collect) -> None:
    (inbox / "a.csv").write_text(f'title,text\na,"{BODY}\n' + _csv([_row(n)[:2] for n in range(8000)]), newline="")
    reasons = {each.reason for each in collect() if isinstance(each, Excluded)}
    assert reasons <= {"too_large", "wrong_shape"}


def _xlsx(*sheets: list[tuple[Any, ...]]) -> bytes:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for rows in sheets:
        sheet = workbook.create_sheet()
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def test_a_spreadsheet(inbox: Path, collect: Collect, store: RawStore, settings: Settings) -> None:
    (inbox / "a.xlsx").write_bytes(_xlsx(TABLE))
    (inbox / "b.xlsx.gz").write_bytes(gzip.compress(_xlsx(TABLE)))
    _check(collect(inbox / "a.xlsx"), store, settings)
    _check(collect(inbox / "b.xlsx.gz"), store, settings)


def test_dates_titles_and_further_sheets(inbox: Path, collect: Collect, store: RawStore, settings: Settings) -> None:
    first = [("Press review",), (), ("title", "text", "date"), ("a", BODY, datetime(2026, 3, 10, 8))]
    figures = [("day", "count"), (datetime(2026, 3, 10), 5)]
    third = [("title", "text", "date"), ("b", BODY, datetime(2026, 3, 11))]
    (inbox / "a.xlsx").write_bytes(_xlsx(first, figures, third))
    found = collect()
    assert [each.uri.partition("#")[2] for each in found] == ["4", "3.2"]
    one, two = _articles(found, store, settings)
    assert one.date_published == datetime(2026, 3, 10, 8, tzinfo=UTC)
    assert two.date_published == datetime(2026, 3, 11, tzinfo=UTC)


def test_what_was_delivered_is_kept_beside_its_rendition(inbox: Path, collect: Collect, store: RawStore) -> None:
    data = _xlsx(TABLE)
    (inbox / "a.xlsx").write_bytes(data)
    (raw, _) = collect()
    assert isinstance(raw, RawDocument)
    (original,) = store.originals(raw.storage_url)
    assert original.read() == data
    assert raw.storage_url.startswith(f"raw/{original.name[:2]}/{original.name}.")
    erase(store.file(raw.storage_url), [(raw.byte_offset, raw.byte_length)])
    assert b"part 1" not in store.file(raw.storage_url).read()
    collect()  # delivered once more, it is whole again
    assert b"part 1" in store.file(raw.storage_url).read()


def _zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_broken_spreadsheets_end_in_quarantine(inbox: Path, collect: Collect) -> None:
    sound = _xlsx(TABLE)
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    files = {
        "cut.xlsx": (sound[:-200], "broken_zip"),
        "text.xlsx": (b"title,text\n", "broken_zip"),
        "old.xlsx": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "broken_zip"),
        "other.xlsx": (_zip({"a.txt": b"x"}), "broken_zip"),
        "bomb.xlsx": (_zip({"xl/worksheets/sheet1.xml": b" " * 60_000_000}), "zip_bomb"),
        "laughs.xlsx": (_zip({"xl/workbook.xml": laughs}), "broken_zip"),
        "figures.xlsx": (_xlsx([("day", "count"), (1, 2)]), "wrong_shape"),
        "empty.xlsx": (_xlsx([]), "wrong_shape"),
    }
    for name, (data, _) in files.items():
        (inbox / name).write_bytes(data)
    found = {each.uri.rpartition("/")[2]: each.reason for each in collect() if isinstance(each, Excluded)}
    assert found == {name: reason for name, (_, reason) in files.items()}


@given(st.integers(0, 6000), st.binary(max_size=40))
@hypothesis_settings(deadline=None, max_examples=25)
def test_damaged_spreadsheets_give_rows_or_a_reason(place: int, noise: bytes) -> None:
    sound = _xlsx(TABLE)
    try:
        spreadsheet_lines(sound[:place] + noise + sound[place + len(noise) :], {}, 10**7)
    except Quarantine as problem:
        assert problem.reason in {"broken_zip", "zip_bomb", "too_large", "wrong_shape"}  # noqa: PT017


CELLS = st.text(st.characters(exclude_characters="\r\0", exclude_categories=["Cs"]), max_size=12)


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=6), st.sampled_from([",", ";", "\t"]))
def test_every_row_is_found_at_its_place(rows: list[list[str]], delimiter: str) -> None:
    data = _csv([("title", "text", "x"), *rows], delimiter).encode()
    found = list(table_items(data, {}, delimiter=delimiter))
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    assert len(found) == len(filled)
    for item, row in zip(found, filled, strict=True):
        said = parameters_of(item.media_type or "")
        text = data[item.byte_offset : item.byte_offset + item.byte_length].decode()
        assert row_of(text, said["delimiter"], said["columns"]) == dict(zip(("title", "text", "x"), row, strict=True))


@pytest.mark.parametrize(("other", "day"), [("25/04/2026", 3), ("04/25/2026", 4)])
def test_one_row_tells_in_which_order_another_writes_its_day(
    other: str, day: int, inbox: Path, collect: Collect, store: RawStore, settings: Settings
) -> None:
    rows = [("title", "text", "date"), ("a", BODY, "03/04/2026"), ("b", BODY, other)]
    (inbox / "a.csv").write_text(_csv(rows), newline="")
    first, _ = _articles(collect(), store, settings)
    assert first.date_published is not None
    assert (first.date_published.day, first.warnings) == (day, ())


def test_rows_that_contradict_each_other_tell_nothing(
    inbox: Path, collect: Collect, store: RawStore, settings: Settings
) -> None:
    rows = [("title", "text", "date"), ("a", BODY, "03/04/2026"), ("b", BODY, "25/04/2026"), ("c", BODY, "04/25/2026")]
    (inbox / "a.csv").write_text(_csv(rows), newline="")
    first = _articles(collect(), store, settings)[0]
    assert first.date_published is None
    assert first.warnings == ("ambiguous-date: 03/04/2026",)


LATIN = {
    "fr": ("cp1252", "Après la fête, la forêt où passe le canal a été fermée à tous, même à l’été."),
    "pt": ("cp1252", "A câmara não aprovou a ligação à estação e os técnicos já estão à espera de decisões."),
    "it": ("cp1252", "La città è più lontana di così, perché la società non può pagare ciò che verrà."),
    "ca": ("cp1252", "L’alcaldessa va dir que això és només el començament i que caldrà més espècie de gestió."),
    "da": ("cp1252", "Børnene får også mælk på øen, når færgen sejler over sundet før påske."),
    "is": ("cp1252", "Það er ekki ljóst hvort brúin verður opnuð aftur í þessum mánuði, sagði bæjarstjórinn."),
    "cs": ("cp1250", "Příští středu začne přestavba mostu, který město uzavřelo kvůli špatným pilířům."),
    "pl": ("cp1250", "Będą też łodzie, które przewiozą pieszych między brzegami, zanim most się otworzy."),
    "hu": ("cp1250", "A jövő héten kezdődő munkák idején a gyűjtők is a régi úton mehetnek a hídhoz."),
    "tr": ("cp1254", "Köprünün açılışı için işçiler gece gündüz çalışıyor, dedi belediye başkanı."),
    "lt": ("cp1257", "Tiltas bus uždarytas dar dvi savaites, nes ąžuoliniai poliai išpuvę, sakė meras."),
    "lv": ("cp1257", "Tiltu atvērs nākamajā mēnesī, kad pāļi būs nomainīti, teica pilsētas mērs."),
}
"""Language -> the code page of its programs, and a sentence."""


@pytest.mark.parametrize("languages", [*((language,) for language in LATIN), ("fr", "it"), ("da", "pt"), ("cs", "pl")])
def test_the_code_page_of_latin_letters_is_told_by_the_languages(languages: tuple[str, ...]) -> None:
    page = LATIN[languages[0]][0]
    rows = "\n".join(f"{language};{LATIN[language][1]}" for language in languages)
    data = f"id;text\n{rows}\n".encode(page)
    assert of_table(data)[0].text == data.decode(page)
