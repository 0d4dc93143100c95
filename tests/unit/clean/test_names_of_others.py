"""Whom a line at the headline names that did not write: whom the text tells of, who did something else, an office."""

from __future__ import annotations

import pytest
from mediawatch.clean.people.byline_kinds import names_another
from mediawatch.clean.people.names import is_person

from tests.unit.clean.test_page import page, parse

OTHERS = [
    ("en", "Starring Mira Holt"),
    ("en", "Obituary: Mira Holt"),
    ("en", "Interview: Mira Holt"),
    ("de", "Ein Gespräch mit Mira Holt"),
    ("de", "Mit Mira Holt und Bo Lind"),
    ("de", "Porträt von Königin Mira Holt"),
    ("fr", "Avec Mira Holt et Luc Lind"),
    ("fr", "Portrait d'Ada Holt"),
    ("es", "Traducción de Mira Holt"),
    ("es", "Con Mira Holt y Leo Lind"),
    ("it", "Ritratto di Mira Holt"),
    ("it", "Alla memoria di Mira Holt"),
    ("pt", "Retrato de Mira Holt"),
    ("nl", "Met Mira Holt en Bo Lind"),
    ("nl", "Tekst Tweede Kamer"),
    ("sv", "Text: Fiskeriverket"),
    ("da", "Med Mira Holt og Bo Lind"),
    ("nb", "Tekst: Fiskeridirektoratet"),
    ("fi", "Haastattelussa Miira Holma"),
    ("fi", "Teksti: Kalastusministeriö"),
    ("pl", "Portret Miry Holt"),
    ("cs", "Portrét Miry Holtové"),
    ("hu", "Szöveg: Halászati Minisztérium"),
    ("ro", "Portretul Mirei Holt"),
    ("hr", "Portret Mire Holt"),
    ("bg", "Редактор: Мира Холт"),
    ("ru", "Памяти Миры Холт"),
    ("uk", "Портрет Міри Холт"),
    ("el", "Κείμενο: Υπουργείο Αλιείας"),
    ("tr", "Metin: Balıkçılık Bakanlığı"),
    ("id", "Mengenang Mira Holta"),
    ("ca", "Amb Mira Holt i Leo Lind"),
    ("et", "Intervjuu Mira Holtiga"),
    ("lv", "Lomās Mira Holta un Leo Linds"),
    ("lt", "Vertė Mira Holtaitė"),
    ("ar", "حوار مع ليلى هولم"),
    ("ar", "إخراج: ليلى هولم"),
    ("he", "ראיון עם עדה הולם"),
    ("he", "מוזיקה: עדה הולם"),
    ("fa", "به یاد لیلا هولم"),
    ("fa", "مجری: لیلا هولم"),
    ("hi", "अदा होल्म से साक्षात्कार"),
    ("hi", "निर्देशक: अदा होल्म"),
    ("ko", "김하늘 인터뷰"),
]

AUTHORS = [
    ("en", "Interview by {}", "Mira Holt"),
    ("de", "Das Interview führte {}", "Mira Holt"),
    ("es", "Fotos y texto: {}", "Mira Holt"),
    ("it", "Pubblicato da {}", "Mira Holt"),
    ("it", "Recensione di {}", "Mira Holt"),
    ("sv", "Ett reportage av {}", "Mira Holt"),
    ("cs", "Píše {}", "Mira Holtová"),
    ("sk", "Rozhovor viedla {}", "Mira Holtová"),
    ("sl", "Besedilo in fotografije: {}", "Mira Holt"),
    ("bg", "Текст и снимки: {}", "Мира Холт"),
    ("ru", "Рецензия: {}", "Мира Холт"),
    ("el", "Από την {}", "Μίρα Δούκα"),
    ("et", "Küsitles {}", "Mira Holt"),
    ("lv", "Sagatavoja {}", "Mira Holta"),
    ("lt", "Kalbino {}", "Mira Holtaitė"),
    ("ca", "Per {}", "Mira Holt"),
    ("vi", "{} thực hiện", "Trần Văn Long"),
    ("ar", "حوار: {}", "سامي الخطيب"),
    ("he", "ראיון: {}", "אורי לינד"),
    ("hi", "{} द्वारा लिखित", "राज वर्मा"),
]


def authors(language: str, top: str) -> tuple[str, ...]:
    draft = parse(page(top=top).replace('lang="en-GB"', f'lang="{language}"'))
    return () if (draft.author_source or "").endswith("organisation") else draft.author


@pytest.mark.parametrize(("language", "line"), OTHERS)
def test_who_did_not_write_is_no_author(language: str, line: str) -> None:
    assert authors(language, f"<p>{line}</p><p>05.05.2025</p>") == ()
    assert authors(language, f"<p>05.05.2025 | {line}</p>") == ()


@pytest.mark.parametrize(("language", "line", "name"), AUTHORS)
def test_who_wrote_is(language: str, line: str, name: str) -> None:
    said = line.format(name)
    assert authors(language, f"<p>{said}</p><p>05.05.2025</p>") == (name,)
    assert authors(language, f"<p>05.05.2025 | {said}</p>") == (name,)


def test_words_for_others_need_their_language_or_colon() -> None:
    assert names_another("Con Mira Holt", "es")
    assert not names_another("Con Brady", "en")  # a first name in Ireland
    assert names_another("Editor: Mira Holt")
    assert not names_another("Portrait by Mira Holt")
    assert not names_another("Fotos y texto: Mira Holt")


@pytest.mark.parametrize("name", ["Fiskeridirektoratet", "Ministerio de Pesca", "Statistisches Bundesamt", "통계청"])
def test_offices_are_no_persons(name: str) -> None:
    assert not is_person(name)
