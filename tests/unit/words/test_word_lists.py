"""The loader of words, and each file of them."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from mediawatch.words import LISTS, MANY, keyed, languages, pattern, phrases, words_pattern
from mediawatch.words.word_lists import FOLDER, read

GERMAN = """
name: Deutsch
also_read:
  - mehr zum Thema
  - mehr
relative_dates:
  hour: ["vor {n} Stunde", "vor {n} Stunden"]
  day:
    - vor {n} Tagen
"""
FRENCH = "name: français\nalso_read:\n  - lire aussi\n  - à lire aujourd'hui\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "de.yaml").write_text(GERMAN, encoding="utf-8")
    (tmp_path / "fr.yaml").write_text(FRENCH, encoding="utf-8")
    return tmp_path


def test_phrases_of_all_languages_or_of_one(folder: Path) -> None:
    assert languages(folder) == ("de", "fr")
    assert phrases("also_read", folder=folder) == ("mehr zum Thema", "mehr", "lire aussi", "à lire aujourd'hui")
    assert phrases("also_read", "fr", folder=folder) == ("lire aussi", "à lire aujourd'hui")
    assert phrases("also_read", "xx", folder=folder) == ()
    assert phrases("relative_dates", key="day", folder=folder) == ("vor {n} Tagen",)
    assert keyed("relative_dates", folder)["de"]["hour"] == ("vor {n} Stunde", "vor {n} Stunden")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mehr zum\xa0 Thema", "Mehr zum\xa0 Thema"),  # the longer phrase, with any white space
        ("mehr davon", "mehr"),
        ("à lire aujourd’hui", "à lire aujourd’hui"),
        ("weniger", None),
    ],
)
def test_a_pattern_takes_the_longest_phrase(folder: Path, text: str, found: str | None) -> None:
    match = re.match(pattern("also_read", folder=folder), text, re.IGNORECASE)
    assert (match and match[0]) == found


def test_placeholders_are_filled_in(folder: Path) -> None:
    made = pattern("relative_dates", "de", folder=folder, n=r"\d{1,2}")
    assert re.fullmatch(made, "vor 3 Stunden", re.IGNORECASE)
    assert not re.fullmatch(made, "vor n Stunden", re.IGNORECASE)
    with pytest.raises(KeyError):
        pattern("relative_dates", "de", folder=folder)


def test_no_phrases_match_nothing(folder: Path) -> None:
    assert re.search(pattern("bylines", folder=folder), "anything at all") is None


def test_signs_of_regular_expressions_are_letters(tmp_path: Path) -> None:
    (tmp_path / "en.yaml").write_text('name: English\nalso_read: ["more (a.b)*"]\n')
    assert re.fullmatch(pattern("also_read", folder=tmp_path), "more (a.b)*")
    assert not re.fullmatch(pattern("also_read", folder=tmp_path), "more axb")


@pytest.mark.parametrize(
    "content",
    ["", "- a\n", "also_read: [a]\n", "name: X\nalso_read: a\n", "name: X\nalso_read: []\n", "name: X\na: [no]\n",
     "name: X\na: [5]\n", "name: X\na: {b: c}\n", 'name: X\na: [" "]\n', "name: X\na: {b: {c: [d]}}\n"],
)  # fmt: skip
def test_a_wrong_shape_is_told(tmp_path: Path, content: str) -> None:
    (tmp_path / "en.yaml").write_text(content)
    with pytest.raises(ValueError, match=r"en\.yaml"):
        read(tmp_path / "en.yaml")


# ------------------------------------------------------------------ the files themselves
@pytest.mark.parametrize("tag", languages())
def test_a_file_is_in_order(tag: str) -> None:
    path = FOLDER / f"{tag}.yaml"
    assert tag == MANY or re.fullmatch(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?", tag)
    assert unicodedata.is_normalized("NFC", path.read_text(encoding="utf-8"))
    _, lists = read(path)
    assert set(lists) <= set(LISTS)
    for name, keys in lists.items():
        for key, listed in keys.items():
            folded = [" ".join(phrase.casefold().split()) for phrase in listed]
            assert not {phrase for phrase in folded if folded.count(phrase) > 1}, (name, key)
            assert all(phrase == " ".join(phrase.split()) for phrase in listed), (name, key)
            names = {found for phrase in listed for found in re.findall(r"\{([a-z_]+)\}", phrase)}
            re.compile(pattern(name, tag, key, **dict.fromkeys(names, ".")), re.IGNORECASE)


@pytest.mark.parametrize("name", sorted(LISTS))
def test_a_list_stands_in_some_file(name: str) -> None:
    assert keyed(name)


def test_no_key_stands_twice_in_a_file() -> None:
    """YAML would silently take the last one."""
    for tag in languages():
        tops = re.findall(r"^([^\s#][^:\n]*):", (FOLDER / f"{tag}.yaml").read_text(encoding="utf-8"), re.MULTILINE)
        assert len(tops) == len(set(tops)), tag


# ------------------------------------------------------------------ signs in phrases
PHRASES = """
name: English
wall_words: ["subscri*", "log in", "read (the) full story"]
"""
ARABIC = "name: العربية\nwall_words: [اشترك]\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a subscriber only", ["subscriber"]),  # * is any ending
        ("resubscribe, blog in", []),  # whole words only
        ("Read full story or read  the full story", ["Read full story", "read  the full story"]),  # ( ) may be missing
        ("read (the) full story", []),
        ("واشترك الآن", ["اشترك"]),  # no capitals, so it may have a prefix
    ],
)
def test_endings_and_words_that_may_be_missing(tmp_path: Path, text: str, found: list[str]) -> None:
    (tmp_path / "en.yaml").write_text(PHRASES, encoding="utf-8")
    (tmp_path / "ar.yaml").write_text(ARABIC, encoding="utf-8")
    assert re.findall(words_pattern("wall_words", folder=tmp_path), text, re.IGNORECASE) == found


def test_phrases_of_one_first_letter_keep_the_order_of_their_length(tmp_path: Path) -> None:
    (tmp_path / "en.yaml").write_text('name: English\nwith: ["a", "an", "and also", "B", "be"]\n')
    made = re.compile(pattern("with", folder=tmp_path), re.IGNORECASE)
    assert [match[0] for match in made.finditer("and also an a BE b")] == ["and also", "an", "a", "BE", "b"]
