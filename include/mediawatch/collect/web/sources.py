"""The sources that an engineer lists in include/sources/*.yaml: feeds, sitemaps and front pages of publishers.

One file is one source; its name is the source's id. A file that is wrong is refused with file, line and what to do.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from mediawatch.collect.hosts import registrable_domain
from mediawatch.collect.urls import request_url
from mediawatch.errors import Quarantine, Terminal


class SourceError(Terminal):
    """A source file is wrong. `str()` reads `file:line: what is wrong; what to do`."""


def _address(value: str) -> str:
    try:
        return request_url(value)
    except Quarantine as problem:
        raise ValueError(problem.detail) from problem


Address = Annotated[str, AfterValidator(_address)]


class Source(BaseModel):
    """One publisher's listings."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    source_id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")
    publisher: str = Field(min_length=1, max_length=200)
    aliases: tuple[str, ...] = Field(default=(), description="other names that articles give it")
    domains: tuple[str, ...] = Field(default=(), description="registrable domains, beside those of its listings")
    country: str | None = Field(default=None, pattern=r"^[A-Z]{2}$", description="ISO 3166-1, as in IN")
    language: str | None = Field(default=None, pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", description="BCP 47")
    collections: tuple[str, ...] = Field(default=(), description="groups that analysts know it by")
    feeds: tuple[Address, ...] = Field(default=(), description="RSS or Atom")
    sitemaps: tuple[Address, ...] = Field(default=(), description="sitemap, news sitemap, index, .gz")
    sites: tuple[Address, ...] = Field(default=(), description="pages whose links to articles are followed")
    crawl_delay: float = Field(default=0.0, ge=0, le=600, description="seconds, where more than the default is asked")
    every_hours: float = Field(default=24.0, ge=0.25, le=24 * 31, description="how often it is due")
    max_pages: int = Field(default=200, ge=1, le=5000, description="newest pages of one collection")
    enabled: bool = False

    @model_validator(mode="after")
    def _lists_something(self) -> Source:
        if not (self.feeds or self.sitemaps or self.sites):
            raise ValueError("a source needs at least one of feeds, sitemaps, sites")
        return self

    @property
    def publisher_domains(self) -> tuple[str, ...]:
        """Registrable domains whose articles are the publisher's: those stated, and those of its sitemaps and pages.

        Feeds tell nothing: many a publisher's stands on a feed service. An address without a name is no domain.
        """
        hosts = [urlsplit(url).hostname or "" for url in (*self.sitemaps, *self.sites)]
        found = (registrable_domain(host.lower()) for host in (*self.domains, *hosts) if host)
        return tuple(dict.fromkeys(domain for domain in found if any(char.isalpha() for char in domain)))


def _line(node: yaml.Node | None, place: tuple[int | str, ...]) -> int:
    """The line (from 1) of the value at `place`, or of the nearest one around it that stands in the file."""
    line = node.start_mark.line if node is not None else 0
    for step in place:
        if isinstance(node, yaml.MappingNode):
            pair = next((pair for pair in node.value if pair[0].value == step), None)
            if pair is None:
                break
            line, node = pair[0].start_mark.line, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line
        else:
            break
    return line + 1


def _twice(node: yaml.Node | None) -> yaml.Node | None:
    """The second of two equal keys of a mapping, which YAML readers would let win silently."""
    seen = set()
    for key, _ in node.value if isinstance(node, yaml.MappingNode) else ():
        if key.value in seen:
            return key if isinstance(key, yaml.Node) else None
        seen.add(key.value)
    return None


def read_source(path: Path) -> Source:
    """The source in one file. Raises SourceError."""
    try:
        text = path.read_text("utf-8")
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        value: Any = yaml.safe_load(text)
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{path}:1: cannot be read: {error}") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise SourceError(f"{path}:{line}: no YAML: {getattr(error, 'problem', error)}") from error
    if not isinstance(value, dict):
        raise SourceError(f"{path}:1: a source is a list of `name: value` lines, beginning with `publisher:`")
    if (key := _twice(node)) is not None:
        raise SourceError(f"{path}:{key.start_mark.line + 1}: {key.value} stands here a second time; keep one")
    if "source_id" in value:
        raise SourceError(f"{path}:{_line(node, ('source_id',))}: the file's name is the id; leave source_id out")
    try:
        return Source(source_id=path.stem, **{str(name): item for name, item in value.items()})
    except ValidationError as error:
        first = error.errors()[0]
        place = first["loc"]
        name = ".".join(str(step) for step in place) or "the file"
        what = first["msg"].removeprefix("Value error, ")
        if first["type"] == "extra_forbidden":
            what = f"there is no such key; the keys are {', '.join(sorted(set(Source.model_fields) - {'source_id'}))}"
        raise SourceError(f"{path}:{_line(node, place)}: {name}: {what}") from error


def load_sources(folder: Path) -> tuple[Source, ...]:
    """All sources, in the order of their ids. Raises SourceError for the first file that is wrong.

    An empty tuple where the folder does not exist.
    """
    return tuple(read_source(path) for path in sorted(folder.glob("*.yaml")))
