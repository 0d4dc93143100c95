"""Documents that are ZIP archives of XML: spreadsheets, word processor's files, books. Checked before anything unpacks
them."""

from __future__ import annotations

import io
import zipfile
import zlib

from mediawatch.errors import Quarantine, Reason

MAX_MEMBERS = 10_000
"""Files in an archive; a book of a year's issues has fewer."""
MAX_RATIO = 100
"""Times that a member may be larger than it is packed, beyond its first megabyte, as for .gz: XML reaches 30."""
PROLOGUE = 4096
"""Bytes of the beginning of an XML member that are searched for a DTD; it has to stand before the first element."""

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError, KeyError)
"""What zipfile raises for damaged, encrypted or strangely packed archives."""


def opened(data: bytes, limit: int) -> zipfile.ZipFile:
    """The archive in `data`, whose members have at most `limit` bytes together and no DTD.

    Raises Quarantine: broken_zip, zip_bomb, too_large.
    """
    if data.startswith(_OLD_OFFICE):
        raise Quarantine(Reason.BROKEN_ZIP, "it is encrypted, or in the format of old office programs: save it anew")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except _BROKEN as error:
        raise Quarantine(Reason.BROKEN_ZIP, f"it cannot be unpacked: {error}"[:300]) from error
    if len(members) > MAX_MEMBERS:
        raise Quarantine(Reason.ZIP_BOMB, f"{len(members):,} files are in it")
    for member in members:
        if member.file_size > max(1024 * 1024, MAX_RATIO * member.compress_size):
            raise Quarantine(Reason.ZIP_BOMB, f"{member.compress_size:,} bytes in it grow to {member.file_size:,}")
    if sum(member.file_size for member in members) > limit:
        raise Quarantine(Reason.TOO_LARGE, f"it holds more than {limit:,} bytes")
    for member in members:
        if member.filename.lower().endswith((".xml", ".rels", ".opf", ".ncx")) and _has_dtd(archive, member):
            raise Quarantine(Reason.BROKEN_ZIP, f"{member.filename} has a document type of its own, which none needs")
    return archive


def _has_dtd(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    try:
        with archive.open(member) as stream:
            start = stream.read(PROLOGUE).replace(b"\0", b"")
    except _BROKEN as error:
        raise Quarantine(Reason.BROKEN_ZIP, f"{member.filename} cannot be unpacked: {error}"[:300]) from error
    return b"<!ENTITY" in start or (
        b"<!DOCTYPE" in start and b"[" in start.partition(b"<!DOCTYPE")[2].partition(b">")[0]
    )


def read_member(archive: zipfile.ZipFile, name: str) -> bytes:
    """A member's bytes. Raises Quarantine('broken_zip')."""
    try:
        return archive.read(name)
    except _BROKEN as error:
        raise Quarantine(Reason.BROKEN_ZIP, f"{name} cannot be unpacked: {error}"[:300]) from error
