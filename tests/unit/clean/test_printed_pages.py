"""PDFs as programs and presses lay them out: heads, columns, headers and footers, browsers' prints."""

from __future__ import annotations

import pytest
from mediawatch.clean.formats.pdf import Print, read_pdf
from mediawatch.clean.formats.plain_text import parse_plain
from pdf_files import Put, placed_pdf

FIRST = [
    "Delegationen beider Ufer trafen sich am Montag im alten Zollhaus und einigten sich",
    "darauf, die alte Brücke bis zum Ende des Monats für Lastwagen zu öff-",
    "nen.",
]
SECOND = [
    "Die Bürgermeisterin sagte, die Reparatur habe länger gedauert als erwartet, weil",
    "das Hochwasser im Januar zwei Pfeiler beschädigt hatte.",
]
PARAGRAPHS = (
    "Delegationen beider Ufer trafen sich am Montag im alten Zollhaus und einigten sich darauf, die alte Brücke bis zum"
    " Ende des Monats für Lastwagen zu öffnen.",
    "Die Bürgermeisterin sagte, die Reparatur habe länger gedauert als erwartet, weil das Hochwasser im Januar zwei"
    " Pfeiler beschädigt hatte.",
)
TEXT = "\n\n".join(PARAGRAPHS)
HEADLINE = "Alte Brücke wird geöffnet"


def down(y: float, *lines: tuple[str, float], x: float = 60, step: float = 1.35) -> list[Put]:
    """Lines below each other, each with its size; an empty one is room between paragraphs."""
    put: list[Put] = []
    for text, size in lines:
        if text:
            put.append((text, x, round(y, 1), size))
        y -= size * step
    return put


def sized(size: float, *lines: str) -> list[tuple[str, float]]:
    return [(line, size) for line in lines]


BODY = [*sized(11, *FIRST), ("", 8.0), *sized(11, *SECOND)]
HEAD = [(HEADLINE, 18.0), ("Von Anna Holt", 10.0), ("24. März 2026", 10.0), ("", 10.0)]


def read(pages: list[list[Put]]) -> tuple[str, tuple[str, ...], str, str, str | None, str]:
    found: Print = read_pdf(placed_pdf(pages))
    draft = parse_plain(found.text, headline=found.headline, above=found.above)
    day = draft.date_published.date().isoformat() if draft.date_published else ""
    return draft.headline, draft.author, day, draft.body, draft.publisher, found.url


def test_the_largest_letters_are_the_headline_and_the_lines_below_it_stand_alone() -> None:
    assert read([down(780, *HEAD, *BODY)]) == (HEADLINE, ("Anna Holt",), "2026-03-24", TEXT, None, "")


def test_a_headline_of_two_lines_and_letters_of_one_size() -> None:
    two = [("Alte Brücke über die Marl", 18.0), ("wird geöffnet", 18.0), ("", 10.0), *BODY]
    assert read([down(780, *two)])[0] == "Alte Brücke über die Marl wird geöffnet"
    one = [(HEADLINE, 11.0), ("", 8.0), ("Von Anna Holt", 11.0), ("", 8.0), *BODY]
    assert read([down(780, *one)])[:2] + read([down(780, *one)])[3:4] == (HEADLINE, ("Anna Holt",), TEXT)


@pytest.mark.parametrize("label", ["Seite {} von {}", "Page {} sur {}", "- {} -", "{}/{}", "Strona {} z {}", "{}"])
@pytest.mark.parametrize("count", [2, 3])
def test_headers_and_footers_in_any_language(label: str, count: int) -> None:
    pages = []
    for number in range(1, count + 1):
        edge = [("Marler Bote", 60.0, 807.0, 9.0), (label.format(number, count), 280.0, 30.0, 9.0)]
        lines = {1: [*HEAD, *sized(11, *FIRST)], 2: sized(11, *SECOND)}.get(
            number, [(f"Teil {number} folgt bald.", 11.0)]
        )
        pages.append([*edge, *down(770, *lines)])
    headline, author, _, body, _, _ = read(pages)
    assert (headline, author) == (HEADLINE, ("Anna Holt",))
    assert body == (TEXT if count == 2 else TEXT + "\n\nTeil 3 folgt bald.")


def test_columns_and_indents() -> None:
    columns = [*down(780, *HEAD), *down(690, *sized(9, *FIRST)), *down(690, *sized(9, *SECOND), x=320)]
    assert read([columns])[3] == TEXT
    indented = [(text, x + (12 if text in (FIRST[0], SECOND[0]) else 0), y, size) for text, x, y, size in
                down(690, *sized(11, *FIRST), *sized(11, *SECOND))]  # fmt: skip
    assert read([[*down(780, *HEAD), *indented]])[3] == TEXT


def test_what_a_browser_prints_around_a_page_is_no_text() -> None:
    edge = [
        ("24.03.26, 10:30", 25.0, 820.0, 8.0), ("Alte Brücke | Marler Bote", 200.0, 820.0, 8.0),
        ("https://paper.example/2026/bridge", 25.0, 15.0, 8.0), ("1/1", 560.0, 15.0, 8.0),
    ]  # fmt: skip
    assert read([[*edge, *down(780, *HEAD, *BODY)]]) == (
        *(HEADLINE, ("Anna Holt",), "2026-03-24", TEXT, None, "https://paper.example/2026/bridge"),
    )


@pytest.mark.parametrize("size", [10.0, 28.0])
def test_the_papers_name_above_the_headline_small_or_large(size: float) -> None:
    above = [("Marler Bote", size), ("24. März 2026", 9.0), ("", 10.0), (HEADLINE, 18.0), ("Von Anna Holt", 10.0)]
    headline, author, day, body, publisher, _ = read([down(790, *above, ("", 10.0), *BODY)])
    assert (headline, author, day, body) == (HEADLINE, ("Anna Holt",), "2026-03-24", TEXT)
    assert publisher == "Marler Bote"


def test_a_standfirst_in_large_letters_is_no_headline() -> None:
    lead = [
        ("Brücke frei", 28.0),
        ("Nach einem Jahr dürfen die Lastwagen wieder fahren.", 14.0),
        ("", 10.0),
        *BODY,
    ]
    assert read([down(790, *lead)])[0] == "Brücke frei"


def test_headings_in_the_text_stand_alone() -> None:
    lines = [*HEAD, *sized(11, *FIRST), ("", 6.0), ("Was die Anwohner sagen", 13.0), *sized(11, *SECOND)]
    assert read([down(780, *lines)])[3] == f"{PARAGRAPHS[0]}\n\nWas die Anwohner sagen\n\n{PARAGRAPHS[1]}"
