"""Tables of many countries: names of columns, days as each writes them, code pages."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime

import pytest
from babel.dates import format_date
from mediawatch.clean.draft import Draft
from mediawatch.clean.formats.parsers import parse
from mediawatch.collect.containers.table_rows import table_items
from mediawatch.model import RawDocument

from tests.unit.clean.texts_by_language import TEXTS

AS_OF = datetime(2026, 11, 28, tzinfo=UTC)
DAY = date(2026, 3, 24)
NAMES = {
    **dict.fromkeys(["ru", "uk", "bg"], ("Анна Холт", "Речной вестник")),
    "el": ("Άννα Χολτ", "Η Φωνή"),
    "ar": ("أحمد سالم", "صحيفة النهر"),
    "hi": ("अनिल शर्मा", "नदी समाचार"),
    "zh": ("王小明", "河流日报"),
    "ja": ("山田太郎", "川新聞"),
    "ko": ("홍길동", "강변일보"),
}
"""Author and paper, where they are not in Latin letters."""


def _first(language: str, columns: str, day: str, encoding: str = "utf-8") -> Draft:
    """What is read of the first row of a table in `language`."""
    text = TEXTS[language]
    title = text[:9].strip()
    author, paper = NAMES.get(language, ("Anna Holt", "Harrow Post"))
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(columns.split("|"))
    for number in (1, 2):
        writer.writerow([f"{title} {number}", f"{text}\n\n{text}", day, author, paper, f"https://h.example/{number}"])
    data = out.getvalue().encode(encoding)
    item = next(iter(table_items(data, {})))
    raw = RawDocument(
        document_id="d",
        uri="file://box/table.csv",
        inbox="files",
        media_type=item.media_type or "",
        raw_sha256="",
        byte_length=item.byte_length,
        storage_url="",
        observed_at=AS_OF,
        url=None,
        charset=item.charset,
    )
    draft = parse(raw, data[item.byte_offset : item.byte_offset + item.byte_length], AS_OF)
    assert (draft.headline, draft.body) == (f"{title} 1", f"{text}\n\n{text}")
    assert (draft.author, draft.publisher, draft.url) == ((author,), paper, "https://h.example/1")
    return draft


COLUMNS = [
    ("de", "Titel|Text|Datum|Autor|Quelle|URL"),
    ("fr", "Titre|Texte|Date de publication|Auteur|Source|Lien"),
    ("es", "Título|Texto|Fecha de publicación|Autor|Fuente|Enlace"),
    ("pt", "Título|Conteúdo|Data de publicação|Autor|Veículo|Link"),
    ("it", "Titolo|Testo|Data di pubblicazione|Autore|Testata|Link"),
    ("nl", "Titel|Tekst|Publicatiedatum|Auteur|Bron|Link"),
    ("sv", "Rubrik|Brödtext|Publiceringsdatum|Skribent|Källa|Länk"),
    ("da", "Overskrift|Brødtekst|Dato|Forfatter|Medie|Link"),
    ("fi", "Otsikko|Teksti|Julkaisupäivä|Kirjoittaja|Lähde|Linkki"),
    ("pl", "Tytuł|Treść|Data publikacji|Autor|Źródło|Adres URL"),
    ("cs", "Titulek|Text článku|Datum vydání|Autor|Zdroj|Odkaz"),
    ("sk", "Nadpis|Text|Dátum|Autor|Zdroj|Odkaz"),
    ("hu", "Cím|Szöveg|Dátum|Szerző|Forrás|Hivatkozás"),
    ("ro", "Titlu|Conținut|Data publicării|Autor|Sursa|Link"),
    ("ru", "Заголовок|Текст|Дата публикации|Автор|Источник|Ссылка"),
    ("uk", "Заголовок|Текст|Дата публікації|Автор|Джерело|Посилання"),
    ("bg", "Заглавие|Текст|Дата|Автор|Източник|Връзка"),
    ("el", "Τίτλος|Κείμενο|Ημερομηνία|Συντάκτης|Πηγή|Σύνδεσμος"),
    ("tr", "Başlık|Metin|Yayın Tarihi|Yazar|Kaynak|Bağlantı"),
    ("ar", "العنوان|النص|تاريخ النشر|الكاتب|المصدر|الرابط"),
    ("hi", "शीर्षक|पाठ|प्रकाशन तिथि|लेखक|स्रोत|लिंक"),
    ("id", "Judul|Isi|Tanggal Terbit|Penulis|Sumber|Tautan"),
    ("vi", "Tiêu đề|Nội dung|Ngày đăng|Tác giả|Nguồn|Đường dẫn"),
    ("zh", "标题|正文|发布时间|作者|来源|链接"),
    ("ja", "タイトル|本文|公開日|著者|媒体名|URL"),
    ("ko", "제목|본문|작성일|기자|언론사|링크"),
    ("et", "Pealkiri|Tekst|Kuupäev|Autor|Allikas|Link"),
    ("lv", "Virsraksts|Teksts|Datums|Autors|Avots|Saite"),
    ("lt", "Antraštė|Tekstas|Data|Autorius|Šaltinis|Nuoroda"),
    ("sl", "Naslov|Besedilo|Datum objave|Avtor|Vir|Povezava"),
    ("zh", "標題|內文|日期|記者|媒體|網址"),
    ("ja", "見出し|記事本文|掲載日|記者名|新聞社|リンク"),
    ("ko", "기사제목|기사내용|일자|작성자|매체|원문링크"),
    ("ru", "Название|Содержание|Дата|Журналист|СМИ|Адрес"),
    ("de", "Überschrift|Artikeltext|Erscheinungsdatum|Verfasser|Medium|Weblink"),
    ("fr", "Intitulé|Contenu|Paru le|Journaliste|Média|Adresse"),
    ("es", "Titular|Cuerpo|Fecha|Periodista|Medio|Dirección web"),
    ("pt", "Manchete|Corpo|Data|Jornalista|Fonte|Endereço"),
    ("it", "Titolo articolo|Corpo|Data|Giornalista|Fonte|Indirizzo"),
    ("pl", "Nagłówek|Artykuł|Data|Dziennikarz|Medium|Link"),
    ("uk", "Назва|Зміст|Дата|Журналіст|Видання|Адреса"),
    ("ar", "عنوان الخبر|نص الخبر|التاريخ|المؤلف|الصحيفة|رابط الخبر"),
    ("tr", "Haber Başlığı|Haber İçeriği|Tarih|Muhabir|Gazete|Haber Linki"),
    ("nl", "Kop|Inhoud|Datum|Journalist|Medium|Webadres"),
    ("el", "Επικεφαλίδα|Περιεχόμενο|Δημοσιεύτηκε|Δημοσιογράφος|Μέσο|Διεύθυνση"),
    ("hu", "Főcím|Tartalom|Megjelenés|Újságíró|Lap|Link"),
    ("cs", "Nadpis|Obsah|Publikováno|Novinář|Médium|URL adresa"),
    ("sv", "Titel|Text|Datum|Författare|Tidning|Webbadress"),
    ("fi", "Otsikko|Sisältö|Päivämäärä|Toimittaja|Julkaisu|Osoite"),
    ("vi", "Tựa đề|Nội dung bài viết|Ngày xuất bản|Phóng viên|Báo|Link"),
    ("id", "Judul Berita|Konten|Tanggal|Wartawan|Media|URL"),
]


@pytest.mark.parametrize("form", ["long", "medium"])
@pytest.mark.parametrize(("language", "columns"), COLUMNS)
def test_names_of_columns_and_days_of_a_language(language: str, columns: str, form: str) -> None:
    found = _first(language, columns, format_date(DAY, form, locale=language)).date_published
    assert found is not None
    assert found.date() == DAY


PAGES = [
    ("ru", "cp1251"),
    ("ru", "koi8_r"),
    ("uk", "cp1251"),
    ("bg", "cp1251"),
    ("el", "cp1253"),
    ("ar", "cp1256"),
    ("zh", "gb18030"),
    ("ja", "cp932"),
    ("ja", "euc_jp"),
    ("ko", "cp949"),
    ("tr", "cp1254"),
    ("pl", "cp1250"),
    ("cs", "cp1250"),
    ("hu", "cp1250"),
    ("lt", "cp1257"),
    ("de", "cp1252"),
]


@pytest.mark.parametrize(("language", "page"), PAGES)
def test_code_pages_by_the_names_of_the_columns(language: str, page: str) -> None:
    for columns in (columns for spoken, columns in COLUMNS if spoken == language):
        assert _first(language, columns, "46105", page).date_published == datetime(2026, 3, 24, tzinfo=UTC)


@pytest.mark.parametrize("day", ["24-Mar-26", "24 Mar 26", "Mar-24-2026", "24-Mar-2026", "24/Mar/26 10:30"])
def test_days_as_spreadsheets_shorten_them(day: str) -> None:
    found = _first("en", "Title|Text|Date|Author|Source|URL", day).date_published
    assert found is not None
    assert found.date() == DAY
