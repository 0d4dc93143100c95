"""Exports of press archives in made-up words, as each archive prints them: for the tests of exports."""

from __future__ import annotations

PARAGRAPHS = (
    "The lock at Harrow Mill was reopened on Tuesday after a season of repairs, and the first barge carried clay "
    "from the pits of Lower Stane to the kilns.",
    "Keeper Ada Moor said that the new gates would last for sixty years if the river allowed it: “It never has.”",
    "The council will decide in autumn who pays for the towpath, which the flood had taken away with two bridges.",
)
TEXT = "\n\n".join(PARAGRAPHS)
TITLE = "Harrow lock reopens after a season of repairs"


def wrapped(text: str, width: int = 76) -> str:
    """Paragraphs broken into lines at a width, as archives print them."""
    import textwrap

    return "\n\n".join(textwrap.fill(part, width) for part in text.split("\n\n"))


_WORDS = {
    "en": "{n} of {m} DOCUMENTS|March 10, 2026 Tuesday|LENGTH|words|BYLINE|SECTION|LOAD-DATE|LANGUAGE|ENGLISH",
    "de": "Dokument {n} von {m}|10. März 2026 Dienstag|LÄNGE|Wörter|AUTOR|RUBRIK|UPDATE|SPRACHE|DEUTSCH",
    "fr": "Document {n} de {m}|Mardi 10 Mars 2026|LONGUEUR|mots|AUTEUR|RUBRIQUE|DATE-CHARGEMENT|LANGUE|FRANÇAIS",
    "es": "{n} de {m} DOCUMENTOS|10 de marzo de 2026|LONGITUD|palabras|AUTOR|SECCIÓN|FECHA-CARGA|IDIOMA|ESPAÑOL",
    "nl": "{n} van {m} DOCUMENTEN|10 maart 2026 dinsdag|LENGTE|woorden|AUTEUR|RUBRIEK|LAAD-DATUM|TAAL|NEDERLANDS",
}
"""Language -> count, day, and the archive's labels with what stands under them."""
LANGUAGES = tuple(_WORDS)


def classic(language: str = "en", number: int = 1, of: int = 2, *, edition: str = "") -> str:
    """One article of LexisNexis's text export."""
    count, day, length, unit, byline, section, load, tongue, name = _WORDS[language].split("|")
    return (
        f"{' ' * 31}{count.format(n=number, m=of)}\n\n\n{' ' * 33}Harrow Post\n\n{' ' * 28}{day}\n"
        + (f"{' ' * 28}{edition}\n" if edition else "")
        + f"\n{wrapped(f'{TITLE} at Harrow Mill and along the towpath, number {number}', 40)}\n\n"
        f"{byline}: Ada Moor\n\n{section}: NEWS; Pg. 4\n\n{length}: 177 {unit}\n\n{wrapped(TEXT)}\n\n"
        f"{load}: 11.03.2026\n\n{tongue}: {name}\n\nPUBLICATION-TYPE: Newspaper\n\n"
        f"{' ' * 25}Copyright 2026 Harrow Post Ltd.\n{' ' * 30}All Rights Reserved\n\n\n"
    )


COVER = (
    "User Name: Reader\nDate and Time: Friday, 1 May 2026 9:00:00 AM BST\nJob Number: 123456\n\nDocuments (2)\n\n"
    f"1. {TITLE}, number 1\n  Client/Matter: -None-\n  Search Terms: lock\n  Search Type: Terms and Connectors\n"
    f"2. {TITLE}, number 2\n  Client/Matter: -None-\n\n"
)


def nexis_uni(number: int = 1, *, end: str = "End of Document", body: str = "Body") -> str:
    """One article of Nexis Uni's export, as its .docx reads."""
    return (
        f"{TITLE}, number {number}\n\nHarrow Post\n\nMarch 10, 2026 Tuesday\n\n"
        "Copyright 2026 Harrow Post All Rights Reserved\n\n"
        f"Section: NEWS; Pg. 4\n\nLength: 177 words\n\nByline: Ada Moor\n\nHighlight: The first barge carried clay.\n\n"
        f"{body}\n\n{TEXT}\n\nLoad-Date: March 11, 2026\n\n{end}\n\n\n"
    )


def factiva_coded(number: int = 1) -> str:
    """One article of Factiva's export with codes."""
    return (
        f"SE  News\nHD  {TITLE}, number {number}\nBY  By Ada Moor\nWC  177 words\nPD  10 March 2026\nET  09:00\n"
        f"SN  Harrow Post\nSC  HARPST\nPG  4\nLA  English\nCY  Copyright 2026 Harrow Post\nLP  {PARAGRAPHS[0]}\n\n"
        f"TD  {PARAGRAPHS[1]}\n\n{PARAGRAPHS[2]}\n\nCO  harlk : Harrow Lock Company\nIN  i7 : Transport\n"
        f"NS  gcat : Political News\nRE  harrw : Harrow\nPUB  Harrow Post Ltd.\n"
        f"AN  Document HARPST0000202603{9 + number:02}em3a0001t\n\n"
    )


def factiva_plain(
    number: int = 1, words: str = "177 words", day: str = "10 March 2026", language: str = "English"
) -> str:
    """One article of Factiva's article format."""
    return (
        f"News\n{TITLE}, number {number}\n\nBy Ada Moor\n{words}\n{day}\n09:00\nHarrow Post\nHARPST\n4\n{language}\n"
        f"Copyright 2026 Harrow Post\n\n{TEXT}\n\nDocument HARPST0000202603{9 + number}em3a0001t\n\n\n"
    )


def _end(number: int, word: str = "Document") -> str:
    return f"<p>{word} HARPST0000202603{9 + number}em3a0001t</p></div><br/>"


def factiva_html(number: int = 1, language: str = "en") -> str:
    """One article of Factiva's HTML."""
    cells = {
        "HD": f"{TITLE}, number {number}",
        "BY": "By Ada Moor",
        "WC": "177 words",
        "PD": "10 March 2026",
        "SN": "Harrow Post",
        "LA": "English",
        "LP": f"<p class=articleParagraph>{PARAGRAPHS[0]}</p>",
        "TD": "".join(f"<p class=articleParagraph>{part}</p>" for part in PARAGRAPHS[1:]),
    }
    rows = "".join(f"<tr><td><b>{code}</b>&nbsp;</td><td>{value}</td></tr>" for code, value in cells.items())
    return f'<div class="article {language}Article"><table>{rows}</table>' + _end(number)


def factiva_html_plain(number: int = 1, language: str = "de") -> str:
    """One article of Factiva's HTML in its article format."""
    head = ("Von Ada Moor", "177 Wörter", "10 März 2026", "Harrow Post", "HARPST", "4", "Deutsch", "(c) 2026 Post")
    title = f"<div id='hd'><span class='deHeadline'>{TITLE}, number {number}</span></div>"
    lines = title + "".join(f"<div>{line}</div>" for line in head)
    text = "".join(f'<p class="articleParagraph {language}articleParagraph">{part}</p>' for part in PARAGRAPHS)
    return f'<div class="article {language}Article"><p>{lines}</p>{text}' + _end(number, "Dokument")
