"""Lists of sources as a person keeps them: taken from OPML and given as OPML, tried out, and found on a site.

What asks the web does so by the crawler, with its manners and its guard, in a folder that is gone afterwards: nothing
of it is kept, and no source is due later for it.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from mediawatch.collect.archives.warc import read_pages
from mediawatch.collect.catalogue.discovery import (
    Candidate,
    articles_a_week,
    named_feeds,
    named_sitemaps,
    once,
    usual_places,
)
from mediawatch.collect.catalogue.import_list import file_text, more_text, plan_import
from mediawatch.collect.catalogue.opml import read_opml, write_opml
from mediawatch.collect.urls import normalise_url, request_url
from mediawatch.collect.web.crawl_journal import LISTING, PAGE, Journal, Line, Target, TargetKind
from mediawatch.collect.web.crawl_process import WebSettings, crawl
from mediawatch.collect.web.guard import Guard
from mediawatch.collect.web.source_files import LoadedSources, SourceError, load_sources, read_sources
from mediawatch.collect.web.sources import Source
from mediawatch.errors import Permanent, Quarantine, Reason, UsageError, unknown_name
from mediawatch.model import MEDIA_TYPES
from mediawatch.settings import Settings
from mediawatch.storage.door import file_of

MAX_OPML_BYTES = 50 * 1024 * 1024
"""Of an OPML file; one of 10,000 feeds has 3 MB."""
_NEWEST_SITEMAPS = 2  # of an index that are looked into, to see what it leads to


def web_settings(settings: Settings) -> WebSettings:
    """How the crawler behaves for these settings."""
    web = WebSettings(allow=settings.web_allow, delay=settings.web_delay)
    return replace(web, user_agent=settings.user_agent or web.user_agent)


# ------------------------------------------------------------------ OPML
@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: the file, its new sources, feeds that were known (address -> source), outlines at fault."""

    path: Path
    added: list[str]
    known: dict[str, str]
    faults: list[str]


def import_opml(settings: Settings, opml: Path, target: str | None, defaults: Mapping[str, Any]) -> Imported:
    """Write the feeds of an OPML file that no source has yet into one source file: `target`.yaml in the folder of
    sources, by default named as the OPML file. One that is there already gets them at its end, and its own defaults
    hold.

    Raises UsageError where the file is no OPML, cannot be extended, or a default is wrong; Permanent where the folder
    cannot be written.
    """
    _check_defaults(defaults)
    try:
        size = opml.stat().st_size
        if size > MAX_OPML_BYTES:
            raise UsageError(f"{opml} is larger than {MAX_OPML_BYTES:,} bytes: no list of feeds is")
        found = read_opml(opml.read_bytes(), str(opml))
    except OSError as error:
        raise UsageError(f"{opml} cannot be read: {(error.strerror or str(error)).lower()}") from error
    name = _file_name(target if target is not None else opml.stem)
    loaded = load_sources(settings.sources_dir)
    plan = plan_import(found.outlines, loaded.sources, (fault.source_id for fault in loaded.faults))
    path = settings.sources_dir / f"{name}.yaml"
    if plan.added:
        before = path.read_text("utf-8-sig") if path.exists() else None
        comment = f"Imported from {opml.name}" + (f": {found.title}" if found.title else "")
        text = file_text(plan, defaults, comment) if before is None else more_text(before, plan)
        _write(path, text, plan.added, fresh=before is None)
    return Imported(path, list(plan.added), plan.known, found.faults)


def _check_defaults(defaults: Mapping[str, Any]) -> None:
    """Refuse what would be wrong in every source of the file. Raises UsageError."""
    try:
        Source(source_id="x", feeds=("https://feed.invalid/",), **defaults)
    except ValidationError as error:
        name = str(error.errors()[0]["loc"][0])
        what = {
            "media_type": f"one of {', '.join(MEDIA_TYPES)}",
            "country": "two capitals of ISO 3166-1, as IN",
            "language": "a code of BCP 47, as en or pt-BR",
            "region": "some words, 100 characters at most",
        }.get(name, "another value")
        raise UsageError(f"--{name.replace('_', '-')} must be {what}") from error


def _file_name(text: str) -> str:
    name = "".join(char if char.isalnum() and char.isascii() else "-" for char in text.lower()).strip("-")
    if not name:
        raise UsageError(f"{text!r} cannot name a source file: say --to with small letters, digits and -")
    return name[:60]


def _write(path: Path, text: str, added: Iterable[str], *, fresh: bool) -> None:
    """Put the file in place once it has been read back and holds every source that was added."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            draft.write_text(text, "utf-8")
            try:
                found = read_sources(draft)
            except SourceError as error:
                found = LoadedSources((), (error,))
            missing = set(added) - {source.source_id for source in found.sources}
            if missing and not fresh:
                raise UsageError(
                    f"{path} cannot be extended: its sources must stand at its end, below `sources:`; say --to for "
                    "another file"
                )
            if missing:
                raise Permanent(f"the list cannot be written as a source file: {found.faults[0]}")
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise Permanent(f"{path} cannot be written: {error.strerror or error}") from error


def export_opml(settings: Settings, wanted: Sequence[str] = (), collection: str | None = None) -> tuple[bytes, int]:
    """(an OPML file of the sources, how many they are). Raises UsageError for an unknown id or collection, and where
    there is nothing to write."""
    found = choose(settings, wanted).sources
    chosen = [source for source in found if collection is None or collection in source.collections]
    if collection is not None and not chosen:
        of_all = collections(load_sources(settings.sources_dir).sources)
        if collection in of_all:
            raise UsageError(f"none of these sources is in the collection {collection!r}")
        raise unknown_name("collection", [collection], of_all, f" in {settings.sources_dir}")
    if not chosen:
        raise UsageError(f"there are no sources in {settings.sources_dir}")
    return write_opml(chosen, "Sources of MediaWatch"), len(chosen)


def collections(sources: Iterable[Source]) -> list[str]:
    """The collections that any of the sources is in."""
    return sorted({name for source in sources for name in source.collections})


def choose(settings: Settings, wanted: Sequence[str] = ()) -> LoadedSources:
    """The sources of these ids, all where there are none, and what is wrong in their files. Raises UsageError for an id
    that there is not."""
    loaded = load_sources(settings.sources_dir)
    if not wanted:
        return loaded
    known = {source.source_id: source for source in loaded.sources}
    faults = {fault.source_id: fault for fault in loaded.faults}
    if unknown := [name for name in wanted if name not in known and name not in faults]:
        raise unknown_name("source", unknown, {**known, **faults}, f" in {settings.sources_dir}")
    return LoadedSources(
        tuple(known[name] for name in dict.fromkeys(wanted) if name in known),
        tuple(faults[name] for name in dict.fromkeys(wanted) if name in faults),
    )


# ------------------------------------------------------------------ asking the web
@dataclass(slots=True)
class Tried:
    """What one listing answered. `problem` says in words why it is none; `latest` is the newest time that it states."""

    url: str
    kind: TargetKind
    form: str = ""
    articles: int = 0
    a_week: float | None = None
    latest: datetime | None = None
    sitemaps: int = 0  # that it leads to
    sample: list[str] = field(default_factory=list)
    problem: str | None = None
    leads_to: str | None = None  # where redirects ended
    title: str | None = None
    named: bool = True


@dataclass(slots=True)
class Checked:
    """A source and what each of its listings answered."""

    source: Source
    listings: list[Tried]

    @property
    def addresses(self) -> int:
        """Articles that a collection would look at: those that are listed, within the source's bound."""
        return min(sum(tried.articles for tried in self.listings), self.source.max_pages)


def check(settings: Settings, sources: Iterable[Source], now: datetime | None = None) -> list[Checked]:
    """Ask each listing of the sources once, robots.txt first, and say what it lists."""
    listed = list(sources)
    targets: dict[str, Target] = {}
    refused: dict[str, str] = {}
    wanted: list[tuple[Source, str, TargetKind]] = []
    for source in listed:
        wanted += [(source, url, "feed") for url in source.feeds]
        wanted += [(source, url, "sitemap") for url in source.sitemaps]
        wanted += [(source, url, "site") for url in source.sites]
    guard = Guard.of(settings.web_allow)
    for source, url, kind in wanted:
        try:
            key = normalise_url(url)
            targets.setdefault(key, Target(guard.check_url(url), key, kind, delay=source.crawl_delay))
        except Quarantine as problem:
            refused[url] = problem.detail
    lines = _ask(settings, list(targets.values()))
    moment = now or datetime.now(UTC)
    return [
        Checked(
            source,
            [
                Tried(url, kind, problem=refused[url]) if url in refused else _tried(url, kind, lines, moment)
                for owner, url, kind in wanted
                if owner is source
            ],
        )
        for source in listed
    ]


def discover(settings: Settings, address: str, now: datetime | None = None) -> list[Tried]:
    """The feeds and sitemaps of the site of a page: what the page's head and the site's robots.txt name, and the usual
    places of those that they do not name. Listings that give most articles come first.

    Raises UsageError for an address that may not be asked, Permanent where the site does not answer.
    """
    if not address.strip():
        raise UsageError("give the address of a site, as https://daily.example/")
    text = address if "://" in address else f"https://{address}"
    try:
        url = Guard.of(settings.web_allow).check_url(request_url(text))
    except Quarantine as problem:
        raise UsageError(problem.detail) from problem
    key = normalise_url(url)
    with tempfile.TemporaryDirectory(prefix="mediawatch-") as name:
        folder = Path(name)
        journal = _crawled(settings, folder, [Target(url, key)])
        line = journal.lines.get(key)
        if line is None or line.outcome not in (PAGE, Reason.NOT_A_PAGE):
            raise Permanent(f"{address} cannot be looked at: {line.detail if line else 'it was not reached'}")
        final = line.final_url or url
        candidates = _candidates(settings, folder, line, journal, final)
        known = {normalise_url(item.url): item for item in candidates}
        guard = Guard.of(settings.web_allow)
        targets = []
        for at, item in known.items():
            try:
                targets.append(Target(guard.check_url(item.url), at, "feed" if item.key == "feeds" else "sitemap"))
            except Quarantine:
                continue
        listings = folder / "listings"  # a crawl of its own: the page may be a listing itself
        listings.mkdir()
        lines = _crawled(settings, listings, targets).lines
    moment = now or datetime.now(UTC)
    found = []
    places: set[str] = set()
    for item in known.values():
        tried = _tried(item.url, "feed" if item.key == "feeds" else "sitemap", lines, moment)
        tried.title, tried.named = item.title, item.named
        place = normalise_url(tried.leads_to or tried.url)
        if (tried.problem is None and place not in places and (item.named or tried.articles)) or (
            item.named and tried.problem is not None
        ):
            places.add(place)
            found.append(tried)
    return sorted(found, key=lambda tried: (tried.problem is not None, -(tried.a_week or 0), -tried.articles))


def _candidates(settings: Settings, folder: Path, line: Line, journal: Journal, address: str) -> list[Candidate]:
    """What may be a listing of the site of a page that was fetched."""
    found: list[Candidate] = []
    if line.outcome == PAGE and line.file:
        file, limit = file_of(folder / line.file), settings.max_document_bytes
        page = next(read_pages(file, limit, start=line.offset, stop=line.offset + 1))
        found += named_feeds(page.data or b"", address, page.charset)
    else:  # no page: it may be a listing itself
        found += [Candidate(address, "feeds"), Candidate(address, "sitemaps")]
    for origin, (_, robots) in journal.robots.items():
        if address.startswith(f"{origin}/"):
            found += named_sitemaps(robots, f"{origin}/robots.txt")
    for key in ("feeds", "sitemaps"):
        if not any(item.key == key for item in found):
            found += usual_places(address, key)
    return once(found)


def _ask(settings: Settings, targets: Sequence[Target]) -> dict[str, Line]:
    with tempfile.TemporaryDirectory(prefix="mediawatch-") as name:
        return _crawled(settings, Path(name), targets).lines


def _crawled(settings: Settings, folder: Path, targets: Sequence[Target]) -> Journal:
    """What became of the targets, and of the first sitemaps that indexes among them lead to."""

    def after(line: Line) -> list[Target]:
        if line.kind == "page" or line.depth:
            return []
        newest = sorted(line.nested, key=lambda entry: entry[1] or "", reverse=True)[:_NEWEST_SITEMAPS]
        keys = ((url, normalise_url(url)) for url, _ in newest)
        return [Target(url, key, "sitemap", depth=1, source_id=line.key) for url, key in keys]

    return crawl(folder, list(targets), web_settings(settings), settings.max_document_bytes, after)


def _tried(url: str, kind: TargetKind, lines: Mapping[str, Line], now: datetime) -> Tried:
    key = normalise_url(url)
    line = lines.get(key)
    if line is None:
        return Tried(url, kind, problem="it was not reached: the time was over")
    moved = line.final_url if line.redirects else None
    if line.outcome != LISTING:
        return Tried(url, kind, problem=line.detail or line.outcome.replace("_", " "), leads_to=moved)
    below = [item for item in lines.values() if item.depth and item.source_id == key and item.outcome == LISTING]
    entries = [entry for item in (line, *below) for entry in item.entries]
    times = [datetime.fromisoformat(when) for _, when in entries if when]
    return Tried(
        url,
        kind,
        form=line.form,
        articles=len(entries),
        a_week=articles_a_week(times, now),
        latest=max(times, default=None),
        sitemaps=len(line.nested),
        sample=[address for address, _ in entries[:3]],
        leads_to=moved,
    )
