"""Bylines whose words mean something only in their language, and what stands beside a date as a name does."""

from __future__ import annotations

import pytest
from mediawatch.clean.people.greek_names import in_nominative

from tests.unit.clean.test_page import page, parse


def authors(language: str, *lines: str) -> tuple[str, ...]:
    top = "".join(f"<p>{line}</p>" for line in lines)
    found: tuple[str, ...] = parse(page(top=top).replace('lang="en-GB"', f'lang="{language}"')).author
    return found


@pytest.mark.parametrize(
    ("prefix", "name", "called"),
    [
        ("Του", "Γιώργου Παπαδόπουλου", "Γιώργος Παπαδόπουλος"),
        ("Του", "Νίκου Ιωαννίδη", "Νίκος Ιωαννίδης"),
        ("του ", "Κώστα Δημητρίου", "Κώστας Δημητρίου"),
        ("Του", "Αλεξάνδρου Οικονόμου", "Αλέξανδρος Οικονόμου"),
        ("Του", "Δημήτρη Παπά", "Δημήτρης Παπάς"),
        ("Της", "Μαρίας Κουτσού", "Μαρία Κουτσού"),
        ("ΤΗΣ", "Ελένης Παπαδοπούλου", "Ελένη Παπαδοπούλου"),
        ("Των", "Ελένης Καραγιάννη", "Ελένη Καραγιάννη"),
        ("Γράφει ο", "Γιώργος Παπαδόπουλος", "Γιώργος Παπαδόπουλος"),
        ("By", "Mira Holt", "Mira Holt"),
        ("Του", "Mira Holt", "Mira Holt"),
    ],
)
def test_greek_names_in_the_genitive(prefix: str, name: str, called: str) -> None:
    assert in_nominative((name,), prefix) == (called,)


def test_a_line_with_a_name_in_the_genitive_is_the_authors() -> None:
    draft = parse(page(top="<p>Της Μαρίας Κουτσού</p>").replace('lang="en-GB"', 'lang="el"'))
    assert draft.author == ("Μαρία Κουτσού",)
    assert "Κουτσού" not in draft.body


@pytest.mark.parametrize(
    ("language", "lines", "names"),
    [
        ("ro", ["De Ion Popescu"], ("Ion Popescu",)),
        ("ro-RO", ["De Ana-Maria Ionescu, 10 martie 2025"], ("Ana-Maria Ionescu",)),
        ("ro", ["10.03.2025 | de Mihai Stănescu"], ("Mihai Stănescu",)),
        ("ro", ["De ce nu mai vine iarna"], ()),
        ("nl", ["De Groene Velmer"], ()),
        ("es", ["De Velmora a Marlin"], ()),
        ("en", ["Anna Holt reports"], ("Anna Holt",)),
        ("en", ["Anna Holt reports from Marlin."], ("Anna Holt",)),
        ("de", ["Anna Holt berichtet aus Wien"], ("Anna Holt",)),
        ("fr", ["Anne Martin raconte"], ("Anne Martin",)),
        ("es", ["Ana Mora informa desde Velmora"], ("Ana Mora",)),
        ("es", ["Informa Ana Mora"], ("Ana Mora",)),
        ("sv", ["Anna Holt skriver från Velmora"], ("Anna Holt",)),
        ("pl", ["Jan Kowalski pisze"], ("Jan Kowalski",)),
        ("ru", ["Анна Холт пишет из Велморы"], ("Анна Холт",)),
        ("en", ["Market Research Reports"], ()),
        ("en", ["The Harbour Board writes"], ()),
        ("en", ["Velmora Police reports"], ()),
        ("en", ["Anna Holt reports on the last ferry of the sound and its captain"], ()),
        ("pt", ["Da redação: Ana Souza"], ("Ana Souza",)),
        ("pt", ["Da Redação, 10/03/2025"], ("Da Redação",)),
        ("es", ["Redacción | 10 de marzo de 2025"], ("Redacción",)),
        ("fr", ["La rédaction"], ("La rédaction",)),
        ("pl", ["Jan Kowalski, fot. Anna Nowak | 10.03.2025"], ("Jan Kowalski",)),
        ("pl", ["Tekst: Jan Kowalski, fot. Anna Nowak"], ("Jan Kowalski",)),
        ("de", ["Von Anna Holt (Text) und Bernd Erle (Fotos)"], ("Anna Holt",)),
        ("en", ["By Anna Holt and Bo Lind (photos)"], ("Anna Holt",)),
        ("es", ["Por Ana Mora y Luis Gil (fotos)"], ("Ana Mora",)),
        ("it", ["di Anna Rossi e Luca Bianchi (foto)"], ("Anna Rossi",)),
    ],
)
def test_bylines_in_words_of_their_language(language: str, lines: list[str], names: tuple[str, ...]) -> None:
    assert authors(language, *lines) == names


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("en", ["Marlin Bay", "10 March 2025"]),
        ("en", ["New Velmora, 10 March 2025"]),
        ("en", ["Marlin County", "10 March 2025"]),
        ("es", ["San Velmo, 10 de marzo de 2025"]),
        ("pt", ["Nova Velmora, 10 de março de 2025"]),
        ("de", ["Bad Velmen, 10. März 2025"]),
        ("fr", ["Saint Velmont, le 10 mars 2025"]),
        ("it", ["Porto Velmo, 10 marzo 2025"]),
        ("pl", ["Nowa Wola, 10 marca 2025"]),
        ("ru", ["Нижний Велм, 10 марта 2025"]),
    ],
)
def test_a_place_of_two_words_beside_a_date_is_nobody(language: str, lines: list[str]) -> None:
    assert authors(language, *lines) == ()


@pytest.mark.parametrize(
    ("mark", "names"),
    [
        ('<span id="js_author_name">王敏</span>', ("王敏",)),
        ('<span class="rich_media_meta rich_media_meta_text">王敏</span>', ("王敏",)),
        ('<em class="rich_media_meta rich_media_meta_text">2025-03-10</em>', ("海港晚报",)),
        ("", ("海港晚报",)),
    ],
)
def test_who_wrote_on_wechat(mark: str, names: tuple[str, ...]) -> None:
    account = '<span id="profileBt"><a id="js_name" href="#">海港晚报</a></span>'
    assert parse(page(top=f'<div id="meta_content">{mark}{account}</div>')).author == names
