"""The documents that people read, taken apart by markdown-it: links, headings, commands."""

from __future__ import annotations

import itertools
import re
import shlex
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

HOME = Path(__file__).resolve().parents[1]
PAGES = sorted([*HOME.glob("*.md"), *HOME.glob("docs/**/*.md")])
NAMES = [str(path.relative_to(HOME)) for path in PAGES]
OPERATORS = {"|", "||", "&&", ";", "&", ">", ">>", "<", "(", ")"}
SHELL = ("sh", "bash", "shell")
_NOT_IN_ANCHORS = re.compile(r"[^\w\- ]")


@dataclass
class Page:
    """One document: `anchors` as GitHub makes them of headings, `links` as written, `fences` as (language, text),
    `code` the inline and indented code."""

    path: Path
    anchors: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    fences: list[tuple[str, str]] = field(default_factory=list)
    code: list[str] = field(default_factory=list)

    def commands(self) -> Iterator[str]:
        """Each command line of shell blocks and of inline code, lines that end in a backslash joined."""
        blocks = [text for language, text in self.fences if language in SHELL]
        for block in [*blocks, *self.code]:
            for line in block.replace("\\\n", " ").splitlines():
                if stripped := line.strip():
                    yield stripped


def simple(line: str) -> Iterator[list[str]]:
    """The words of each command in a line of the shell, `docker compose exec SERVICE` and variables before it taken
    off. Nothing where the line cannot be one: an apostrophe in a sentence."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    try:
        tokens = list(lexer)
    except ValueError:
        return
    for is_operator, group in itertools.groupby(tokens, key=lambda token: token in OPERATORS):
        words = list(itertools.dropwhile(lambda word: re.fullmatch(r"[A-Z_]+=.*|exec", word), group))
        if words[:3] == ["docker", "compose", "exec"]:
            words = list(itertools.dropwhile(lambda word: word.startswith("-"), words[3:]))[1:]
        if words and not is_operator:
            yield words


@cache
def read(path: Path) -> Page:
    page = Page(path)
    seen: Counter[str] = Counter()
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(path.read_text("utf-8"))
    for number, token in enumerate(tokens):
        if token.type == "heading_open":
            anchor = _anchor(tokens[number + 1])
            page.anchors.add(f"{anchor}-{seen[anchor]}" if seen[anchor] else anchor)
            seen[anchor] += 1
        elif token.type == "fence":
            page.fences.append((token.info.strip(), token.content))
        elif token.type == "code_block":
            page.code.append(token.content)
        for child in token.children or ():
            if child.type == "code_inline":
                page.code.append(child.content)
            elif child.type in ("link_open", "image"):
                page.links.append(str(child.attrGet("href") or child.attrGet("src")))
    return page


def _anchor(heading: Token) -> str:
    words = "".join(child.content for child in heading.children or () if child.type in ("text", "code_inline"))
    return _NOT_IN_ANCHORS.sub("", words.lower()).replace(" ", "-")
