"""A source as an engineer describes it: feeds, sitemaps and front pages of a publisher, and how often they are asked.

source_files.py reads it from include/sources.
"""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from mediawatch.collect.hosts import registrable_domain
from mediawatch.collect.urls import request_url, same_site
from mediawatch.errors import Quarantine
from mediawatch.model import MediaType, Medium


def _address(value: str) -> str:
    try:
        return request_url(value)
    except Quarantine as problem:
        raise ValueError(problem.detail) from problem


Address = Annotated[str, AfterValidator(_address)]


class Source(BaseModel):
    """Listings that are asked together: of one publisher, or of several whose pages name theirs."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    source_id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")
    title: str | None = Field(default=None, min_length=1, max_length=200, description="what to call it in lists")
    publisher: str | None = Field(
        default=None, min_length=1, max_length=200, description="left out: each page names its own"
    )
    aliases: tuple[str, ...] = Field(default=(), description="other names that articles give it")
    domains: tuple[str, ...] = Field(default=(), description="registrable domains, beside those of its listings")
    media_type: MediaType | None = Field(default=None, description="what kind of medium it is")
    tier: Annotated[int, Field(ge=1, le=9)] | None = Field(default=None, description="1 for the most important")
    region: str | None = Field(default=None, min_length=1, max_length=100, description="where it is read, in words")
    country: str | None = Field(default=None, pattern=r"^[A-Z]{2}$", description="ISO 3166-1, as in IN")
    language: str | None = Field(default=None, pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", description="BCP 47")
    collections: tuple[str, ...] = Field(default=(), description="groups that analysts know it by")
    feeds: tuple[Address, ...] = Field(default=(), description="RSS or Atom")
    sitemaps: tuple[Address, ...] = Field(default=(), description="sitemap, news sitemap, index, .gz")
    sites: tuple[Address, ...] = Field(default=(), description="pages whose links to articles are followed")
    sitemap_hosts: tuple[str, ...] = Field(default=(), description="other hosts on which its sitemaps may stand")
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
    def name(self) -> str:
        """What to call it: its title, else its publisher, else its id."""
        return self.title or self.publisher or self.source_id

    @property
    def medium(self) -> Medium:
        """What topic queries may ask of it."""
        return Medium(self.media_type, self.tier, self.region, self.country, self.collections)

    def reads_sitemap(self, index: str, sitemap: str) -> bool:
        """Whether a sitemap that an index names is read: one of the same site, of the publisher's domains, or of
        sitemap_hosts."""
        host = (urlsplit(sitemap).hostname or "").lower()
        allowed = (name.lower() for name in (*self.sitemap_hosts, *self.domains))
        return same_site(index, sitemap) or any(host == name or host.endswith(f".{name}") for name in allowed)

    @property
    def publisher_domains(self) -> tuple[str, ...]:
        """Registrable domains whose articles are the publisher's: those stated, and those of its sitemaps and pages.

        Feeds tell nothing: many a publisher's stands on a feed service. An address without a name is no domain. None
        where the publisher is left to the pages.
        """
        if self.publisher is None:
            return ()
        hosts = [urlsplit(url).hostname or "" for url in (*self.sitemaps, *self.sites)]
        found = (registrable_domain(host.lower()) for host in (*self.domains, *hosts) if host)
        return tuple(dict.fromkeys(domain for domain in found if any(char.isalpha() for char in domain)))
