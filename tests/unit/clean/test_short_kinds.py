"""Verses and entries of dictionaries are articles, however short; a shell and a list are none."""

from __future__ import annotations

import pytest
from mediawatch.errors import Quarantine

from tests.unit.clean.test_page import parse

VERSES = [
    "Grey on the weir,|grey in the rain.",
    "Серый на камне,|и нет уж нигде.",
    "堰の灰色|雨のなか",
    "둑 위의 잿빛|비 속의 잿빛",
]
ENTRIES = [
    ("weir", "noun [ C ]", "a low wall across a river"),
    ("Wehr", "Substantiv, Neutrum", "niedrige Mauer"),
    ("açude", "substantivo masculino", "muro baixo"),
    ("гребля", "іменник", "низька стіна"),
    ("堰", "名詞", "川を横切る低い壁"),
]


def around(content: str) -> str:
    menu = '<nav><a href="/">Home</a> <a href="/all">All</a></nav>'
    return f"<html><head><title>W</title></head><body>{menu}{content}</body></html>"


@pytest.mark.parametrize("verse", VERSES)
@pytest.mark.parametrize("tag", ["p", "pre"])
def test_a_verse_is_a_text(verse: str, tag: str) -> None:
    lines = verse.replace("|", "<br>" if tag == "p" else "\n")
    body = parse(around(f"<h1>Weir</h1><{tag}>{lines}</{tag}>"), url="https://a.example/poems/at-the-weir").body
    assert " ".join(body.split()).endswith(verse.replace("|", " "))


@pytest.mark.parametrize(("word", "kind", "meaning"), ENTRIES)
def test_an_entry_of_a_dictionary_is_a_text(word: str, kind: str, meaning: str) -> None:
    url = "https://a.example/browse/word"
    assert meaning in parse(around(f"<h1>{word}</h1><p>{kind}</p><ol><li>{meaning}</li></ol>"), url=url).body
    assert meaning in parse(around(f"<h1>{word}</h1><p>{word} {kind}</p><p>{meaning}</p>"), url=url).body
    with pytest.raises(Quarantine, match="lists others"):
        parse(around(f"<h1>{word}</h1><p>{meaning}</p><ol><li>{meaning}</li></ol>"), url=url)
