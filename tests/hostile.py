"""Files that a careless or malicious sender could leave in an inbox: the generator behind the hostile-run test.

    expected = write_hostile_files(tmp_path / "inbox")     # {path: 'published' | 'quarantined' | 'either'}

The same arguments write the same files. Everything is small on disk (below 200 MB) and takes a few seconds, however
large it pretends to be. Ten sound articles (`good_*.txt`) lie among the others: they must come through unharmed.

What to check after a run: each path has a row in the ledger with an outcome that its expectation allows; the run
succeeded; nobody executed what the files ask for (`canary(folder)` does not exist) and nobody read what lies outside
(`SECRET` stands in no article).
"""

from __future__ import annotations

import gzip
import json
import os
import random
import zlib
from collections.abc import Iterator
from pathlib import Path

from hostile_documents import containers, pages
from hostile_specimens import MB, SECRET, Expectation, Specimen, article, canary, file_of, item_of, outside
from hostile_texts import fields, json_files, texts

__all__ = ["SECRET", "article", "canary", "outside", "write_hostile_files"]

MTIME = 1_746_450_000  # 5 May 2025: nothing here looks as if it were still being written


def write_hostile_files(folder: Path, *, count: int = 330, seed: int = 5) -> dict[Path, Expectation]:
    """Write `count` hostile files and ten sound ones below `folder` (made if missing, else empty).

    One more file and two links that are no documents come along: `outside(folder)` beside the folder, an empty
    folder named `empty-folder.txt`, and a link to the folder itself. They are not in the answer.
    """
    rng = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    outside(folder).write_text(SECRET + ". " + article(rng), encoding="utf-8")
    specimens = [
        *texts(rng),
        *json_files(rng),
        *pages(rng, folder),
        *_packed(rng),
        *_named(rng),
        *_special(rng, folder),
    ]
    specimens += [*fields(rng), *containers(rng, folder)]
    if count < len(specimens):
        specimens = rng.sample(specimens, count)
    while len(specimens) < count:
        specimens.append(_random_specimen(rng, len(specimens)))
    for number in range(10):
        specimens.append(file_of(f"good_{number}.txt", article(rng), "published"))
    rng.shuffle(specimens)
    expected: dict[Path, Expectation] = {}
    for specimen in specimens:
        path = folder / os.fsdecode(specimen.name)
        path.parent.mkdir(parents=True, exist_ok=True)
        specimen.write(path)
        if os.utime in os.supports_follow_symlinks:
            os.utime(path, (MTIME, MTIME), follow_symlinks=False)
        assert path not in expected, f"two specimens are called {path.name!r}"
        expected[path] = specimen.expectation
    (folder / "empty-folder.txt").mkdir()
    (folder / "link-to-the-inbox").symlink_to(folder, target_is_directory=True)
    return expected


def _bomb(size: int, block: int = 16 * MB) -> bytes:
    """A gzip member that inflates to `size` zeros, made from one compressed block that is repeated."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    part = packer.compress(bytes(block)) + packer.flush(zlib.Z_FULL_FLUSH)
    checksum = 0
    for _ in range(size // block):
        checksum = zlib.crc32(bytes(block), checksum)
    head = b"\x1f\x8b\x08\0\0\0\0\0\0\x03"
    tail = checksum.to_bytes(4, "little") + (size % 2**32).to_bytes(4, "little")
    return head + part * (size // block) + packer.flush(zlib.Z_FINISH) + tail


def _packed(rng: random.Random) -> Iterator[Specimen]:
    """Compressed files, and the beginnings of binary formats under the names of text formats."""
    bomb = _bomb(1024 * MB)
    good = gzip.compress(article(rng).encode(), mtime=0)
    yield file_of("gzip-bomb.txt.gz", bomb, "quarantined")
    yield file_of("gzip-bomb.jsonl.gz", bomb, "quarantined")
    yield file_of("gzip-bomb-nested.txt.gz", gzip.compress(bomb, mtime=0), "quarantined")
    yield file_of("gzip-bomb-members.html.gz", gzip.compress(bytes(MB), mtime=0) * 1024, "quarantined")
    spaces = gzip.compress(b'{"articleBody": "' + b"a " * (30 * MB) + b'"}', 1, mtime=0)
    yield file_of("gzip-60mb-of-json.json.gz", spaces, "quarantined")
    yield file_of("gzip-empty-file.txt.gz", b"", "quarantined")
    yield file_of("gzip-of-nothing.txt.gz", gzip.compress(b"", mtime=0), "quarantined")
    yield file_of("gzip-cut.txt.gz", gzip.compress(article(rng, 400).encode(), mtime=0)[:-200], "quarantined")
    yield file_of("gzip-bad-checksum.txt.gz", good[:-8] + b"\0" * 8, "quarantined")
    yield file_of("gzip-garbage.html.gz", b"\x1f\x8b\x08\0" + rng.randbytes(2000), "quarantined")
    yield file_of("gzip-not-at-all.txt.gz", article(rng), "quarantined")
    yield file_of("gzip-trailing-garbage.txt.gz", good + rng.randbytes(500), "either")
    yield file_of("gzip-twice.txt.gz", gzip.compress(good, mtime=0), "quarantined")
    yield file_of("gzip-many-endings.txt.gz.gz.gz", good, "either")
    yield file_of("zip.txt", b"PK\x03\x04\x14\0\0\0\x08\0" + rng.randbytes(3000), "quarantined")
    yield file_of("pdf.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\0stream\n" + rng.randbytes(3000), "quarantined")
    yield file_of("png.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + rng.randbytes(3000), "quarantined")
    yield file_of("elf.html", b"\x7fELF\x02\x01\x01" + b"\0" * 9 + rng.randbytes(3000), "quarantined")
    yield file_of("gzip-magic.txt", good, "quarantined")
    yield file_of("picture.json", b"\xff\xd8\xff\xe0\0\x10JFIF\0" + rng.randbytes(3000), "quarantined")
    yield file_of("garbage.warc", rng.randbytes(4000), "either")
    yield file_of(
        "lying-length.warc", b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999\r\n\r\nHTTP", "either"
    )
    yield file_of("garbage.warc.gz", gzip.compress(rng.randbytes(4000), mtime=0), "either")
    yield file_of("garbage.pdf", b"%PDF-1.7\n" + rng.randbytes(4000), "quarantined")
    yield file_of("program.exe", b"MZ" + rng.randbytes(500), "quarantined")
    yield file_of("no-ending", article(rng), "quarantined")


def _named(rng: random.Random) -> Iterator[Specimen]:
    """Sound articles under names that break shells, logs, addresses and terminals."""
    for name in ("-rf.txt", "--help.txt", "📰🗞️.txt", "SHOUTED.TXT", "a b  c.txt", "50%.txt", "%2e%2e%2fup.txt"):
        yield file_of(name, article(rng), "published")
    for name in ("q?x=1&y=2.txt", "hash#5.txt", "semi;colon.txt", "back\\slash.txt", "quote'\".txt", "$(id) `id`.txt"):
        yield file_of(name, article(rng), "published")
    yield file_of("n" * 251 + ".txt", article(rng), "published")
    yield file_of("अ" * 83 + ".txt", article(rng), "published")
    for name in ("new\nline.txt", "tab\tand\rreturn.txt", "bell\a\x1b[2J.txt", "\u202etxt.evil.txt", "\ufeffmark.txt"):
        yield file_of(name, article(rng), "either")
    yield file_of("caf\u00e9.txt", article(rng), "either")  # the same name to a reader,
    yield file_of("cafe\u0301.txt", article(rng), "either")  # another one to the file system
    for raw_name in (b"invalid-\xff\xfe.txt", b"invalid-\xed\xa0\x80.txt", b"latin-caf\xe9.txt"):
        yield file_of(raw_name, article(rng), "either")
    yield file_of("folder.txt/inside.txt", article(rng), "published")
    yield file_of("/".join(["deep"] * 40) + "/down.txt", article(rng), "either")


def _special(rng: random.Random, folder: Path) -> Iterator[Specimen]:
    """What is no ordinary file, and YAML that wants to be executed."""
    command = f"!!python/object/apply:os.system ['touch {canary(folder)}']"
    yield file_of("yaml-python.md", f"---\ntitle: {command}\n---\n{article(rng)}", "either")
    yield file_of("yaml-python-key.md", f"---\n? {command}\n: x\n---\n{article(rng)}", "either")
    secret = outside(folder)
    yield Specimen(b"link-out.txt", lambda path: path.symlink_to(secret), "quarantined")
    yield Specimen(b"link-up.txt", lambda path: path.symlink_to(Path("..") / secret.name), "quarantined")
    yield Specimen(b"link-dangling.txt", lambda path: path.symlink_to("nowhere.txt"), "quarantined")
    yield Specimen(b"link-loop.txt", lambda path: path.symlink_to("link-loop.txt"), "quarantined")
    yield Specimen(b"link-device.txt", lambda path: path.symlink_to("/dev/zero"), "quarantined")
    yield Specimen(b"pipe.txt", os.mkfifo, "quarantined")
    yield Specimen(b"sparse-10gb.txt", lambda path: _sparse(path, 10 * 1024 * MB), "quarantined")
    text = article(rng)
    yield Specimen(b"no-permission.txt", lambda path: _locked(path, text), "either")  # root may read it


def _sparse(path: Path, size: int) -> None:
    with path.open("wb") as file:
        file.truncate(size)


def _locked(path: Path, text: str) -> None:
    path.write_text(text)
    path.chmod(0)


def _random_specimen(rng: random.Random, number: int) -> Specimen:
    """One more, drawn at random: noise, or a sound document in which bytes were exchanged or lost."""
    kind = rng.choice(["noise", "flipped", "cut", "flipped.json", "cut.jsonl", "flipped.html", "spliced"])
    ending = kind.partition(".")[2] or rng.choice(["txt", "md", "html", "json", "jsonl", "txt.gz"])
    name = f"random-{number:03d}-{kind.partition('.')[0]}.{ending}"
    if kind == "noise":
        return file_of(
            name, rng.randbytes(rng.randrange(2_000, 60_000)), "quarantined" if ending == "txt" else "either"
        )
    sound = json.dumps(item_of(rng)) if "json" in ending else article(rng)
    data = bytearray((f"<p>{sound}</p>" if ending == "html" else sound).encode())
    if kind.startswith("flipped"):
        for _ in range(rng.randrange(1, 60)):
            data[rng.randrange(len(data))] = rng.randrange(256)
    elif kind.startswith("cut"):
        data = data[: rng.randrange(len(data))]
    else:
        place = rng.randrange(len(data))
        data[place:place] = rng.randbytes(rng.randrange(1, 300))
    return file_of(name, bytes(data), "either")
