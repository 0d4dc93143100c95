"""A publisher that wants its articles back, beside two others; and who still holds its words."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from mediawatch.settings import Settings
from mediawatch.store.server.connect import transaction
from sqlalchemy import text

WORDS = "marmalade lighthouse"  # stands in every text of the publisher that wants its articles back
ASKED = {"who": "Counsel of The Ferry Post", "why": "letter of 20 November"}


def body(subject: str, mark: str = "") -> str:
    return "\n\n".join(
        [
            f"The harbour office of {subject} said on Monday that the attack in Pahalgam would be remembered {mark}.",
            f"Officials in {subject} met families of the victims and promised that the ferry of {subject} would carry "
            f"their names, while the council of {subject} voted for a day of silence in the first week of the month.",
            f"Visitors to {subject} are asked to leave their boats at the eastern pier until the ceremony is over.",
        ]
    )


def item(publisher: str, name: str, text: str, day: int, headline: str = "") -> dict[str, str]:
    return {
        "url": f"https://{publisher.replace(' ', '').lower()}.example/{name}",
        "headline": headline or f"{name.capitalize()} prepares a day of silence",
        "articleBody": text,
        "datePublished": f"2025-05-0{day}T08:00:00Z",
        "inLanguage": "en",
        "publisher": publisher,
    }


def write_desk(folder: Path) -> Path:
    """Two of The Ferry Post in a container with another's; copies of one of them by two others; a stranger."""
    folder.mkdir()
    told = body("Northport", WORDS)
    lines = [
        item("The Ferry Post", "northport", told, 1, headline=f"A {WORDS} for Northport"),
        item("Harbour Times", "eastham", body("Eastham"), 2),
        item("The Ferry Post", "westby", body("Westby", WORDS), 3),
    ]
    (folder / "wire.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    with gzip.open(folder / "packed.jsonl.gz", "wt") as file:
        file.write(json.dumps(item("Harbour Times", "southend", body("Southend"), 4)) + "\n")
        file.write(json.dumps(item("The Ferry Post", "lowmoor", body("Lowmoor", WORDS), 4)) + "\n")
    plain = told.replace(WORDS, "for long")
    (folder / "copy.json").write_text(json.dumps(item("Harbour Times", "northport", plain, 5)))
    (folder / "second.json").write_text(json.dumps(item("Valley News", "northport", plain, 6)))
    return folder


def holds(settings: Settings, words: str) -> list[str]:
    """Tables and files that hold these words."""
    with transaction(settings) as connection:
        tables = connection.execute(
            text(
                "select format('%I.%I', schemaname, tablename) from pg_tables "
                "where schemaname in ('news', 'ops', 'staging')"
            )
        ).scalars()
        found = [
            table
            for table in tables
            if connection.execute(
                text(f"select exists (select from {table} t where t::text like :w)"), {"w": f"%{words}%"}
            ).scalar()
        ]
    for path in settings.lake.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            if path.suffix == ".parquet":
                import pyarrow.parquet as pq

                data = str(pq.read_table(path).to_pylist()).encode()
            if path.suffix == ".gz":
                data = gzip.decompress(data)
            if words.encode() in data:
                found.append(str(path.relative_to(settings.lake)))
    return found
