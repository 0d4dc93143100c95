"""The blocklist: what removals that stand block: addresses, bytes, and by rule publishers, hosts and sources."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, text

_PAGE = 20_000


@dataclass(frozen=True, slots=True)
class Rules:
    """What is blocked whatever its address: names of publishers (lower case), hosts, sources."""

    names: frozenset[str]
    hosts: frozenset[str]
    source_ids: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.names or self.hosts or self.source_ids)


def rules(connection: Connection) -> Rules:
    """What the removals that stand block by name, host or source."""
    rows = connection.execute(text("select names, hosts, source_ids from ops.removal where lifted_at is null")).all()
    return Rules(*(frozenset(value for row in rows for value in row[column] if value) for column in range(3)))


def blocked(connection: Connection, keys: Collection[str]) -> dict[str, int]:
    """Those of the addresses and hashes that a removal names: -> its number."""
    listed = sorted(keys)
    return {
        row.key: row.removal_id
        for start in range(0, len(listed), _PAGE)
        for row in connection.execute(text(_BLOCKED), {"keys": listed[start : start + _PAGE]})
    }


def staged(connection: Connection, run_id: str) -> list[str]:
    """Articles of a run in staging that a removal forbids; it came after they had passed clean."""
    forbidden = rules(connection)
    parameters = {
        "run": run_id,
        "names": list(forbidden.names),
        "hosts": list(forbidden.hosts),
        "sources": list(forbidden.source_ids),
    }
    return list(connection.execute(text(_STAGED), parameters).scalars())


ON_HOST = """exists (
    select from unnest(cast(:hosts as text[])) h(host)
    cross join lateral (select lower(split_part(split_part({url}, '/', 3), ':', 1)) as of_url) u
    where u.of_url = h.host or right(u.of_url, length(h.host) + 1) = '.' || h.host
)"""
"""SQL: whether {url} is at one of the hosts that are bound as `hosts`, or below one."""

_BLOCKED = """
select k.key, min(d.removal_id) as removal_id
from unnest(cast(:keys as text[])) k(key)
join lateral (
    select removal_id from ops.removed_document where uri = k.key
    union all select removal_id from ops.removed_document where raw_sha256 = k.key and raw_sha256 <> ''
) d on true
join ops.removal r on r.removal_id = d.removal_id and r.lifted_at is null
group by k.key
"""

_STAGED = f"""
select s.uri from staging.article s
left join staging.raw_document b on b.run_id = s.run_id and b.raw_id = s.document_id
where s.run_id = :run and (
    exists (
        select from ops.removed_document d join ops.removal r using (removal_id)
        where r.lifted_at is null and (d.uri in (s.uri, b.uri) or d.raw_sha256 = b.raw_sha256)
    )
    or lower(s.publisher) = any(:names) or s.source_id = any(:sources) or {ON_HOST.format(url="s.url")}
) order by s.uri
"""
