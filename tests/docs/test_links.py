"""No link of any document is dead: files, anchors, pictures."""

from __future__ import annotations

import subprocess
from pathlib import Path

import documents
import pytest


def _fault(page: Path, link: str) -> str | None:
    """What is wrong with a link of a page. Links to the web are nobody's to follow in a test."""
    if link.startswith(("http://", "https://", "mailto:")):
        return None
    name, _, anchor = link.partition("#")
    target = (page.parent / name).resolve() if name else page
    if not target.is_relative_to(documents.HOME):
        return "leads out of the repository"
    if not target.exists():
        return "no such file"
    if anchor and (target.suffix != ".md" or anchor not in documents.read(target).anchors):
        return "no such heading"
    return None


@pytest.mark.parametrize("name", documents.NAMES)
def test_links_lead_somewhere(name: str) -> None:
    page = documents.HOME / name
    faults = {link: fault for link in documents.read(page).links if (fault := _fault(page, link))}
    assert faults == {}


@pytest.mark.parametrize("link", ["docs/none.md", "docs/sql.md#no-such-heading", "#no-such-heading", "../elsewhere.md"])
def test_a_dead_link_is_seen(link: str) -> None:
    assert _fault(documents.HOME / "README.md", link)


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached, waiting = set(), [documents.HOME / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or page.suffix != ".md" or not page.exists():
            continue
        reached.add(page)
        links = (link.partition("#")[0] for link in documents.read(page).links if "://" not in link)
        found = [(page.parent / link).resolve() for link in links if link]
        for target in found:  # a folder's own view lists what is in it
            waiting += sorted(target.glob("*.md")) if target.is_dir() else [target]
    assert [str(page.relative_to(documents.HOME)) for page in documents.PAGES if page not in reached] == []


def test_every_picture_is_shown_and_in_the_repository() -> None:
    shown = {
        (page.parent / link).resolve()
        for page in documents.PAGES
        for link in documents.read(page).links
        if link.endswith((".png", ".svg"))
    }
    assert shown == set((documents.HOME / "docs" / "images").iterdir())
    if (documents.HOME / ".git").exists():
        command = ["git", "ls-files", "docs/images"]
        kept = subprocess.run(command, cwd=documents.HOME, capture_output=True, text=True, check=True).stdout.split()
        assert shown == {documents.HOME / name for name in kept}
