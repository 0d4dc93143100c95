"""The roles of a server in a backup: who may log in, who belongs to whom. They belong to no database, so that a dump
does not hold them, and yet the rights in it name them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from psycopg import sql


@dataclass(frozen=True, slots=True)
class Role:
    """A role without power over the server: one with more is an administrator's to make again."""

    name: str
    login: bool
    inherit: bool
    limit: int  # of connections; -1: none
    password: str | None  # as the server keeps it (a SCRAM verifier); None: none, or not for this user to read
    member_of: tuple[str, ...]


def seen(connection: Any) -> dict[str, Any]:
    """All roles but the server's own and the user that reads them, and that user's name."""
    may = connection.execute("select rolsuper from pg_roles where rolname = current_user").fetchone()[0]
    rows = connection.execute(_ROLES.format(table="pg_authid" if may else "pg_roles"))
    roles = [Role(n, login, inherit, limit, password if may else None, tuple(member_of))
             for n, login, inherit, limit, password, member_of in rows]  # fmt: skip
    user = connection.execute("select current_user").fetchone()[0]
    return {"user": user, "roles": [asdict(role) for role in roles]}


def make(connection: Any, told: Mapping[str, Any]) -> list[str]:
    """Make those that are missing, where this user may; the names of those that are missing still."""
    roles = [Role(**{**row, "member_of": tuple(row["member_of"])}) for row in told["roles"]]
    there = _names(connection)
    may = connection.execute("select rolsuper or rolcreaterole from pg_roles where rolname = current_user").fetchone()[
        0
    ]
    missing = [role for role in roles if role.name not in there]
    if not may:
        return [role.name for role in missing]
    for role in missing:
        connection.execute(_created(role))
    for role in missing:
        for group in role.member_of:
            if group in _names(connection):
                connection.execute(sql.SQL("grant {} to {}").format(sql.Identifier(group), sql.Identifier(role.name)))
    return []


def _created(role: Role) -> sql.Composed:
    options: Sequence[sql.Composable] = [
        sql.SQL("login" if role.login else "nologin"),
        sql.SQL("inherit" if role.inherit else "noinherit"),
        sql.SQL("connection limit {}").format(sql.Literal(role.limit)),
        *([sql.SQL("password {}").format(sql.Literal(role.password))] if role.password else []),
    ]
    return sql.SQL("create role {} ").format(sql.Identifier(role.name)) + sql.SQL(" ").join(options)


def _names(connection: Any) -> set[str]:
    return {row[0] for row in connection.execute("select rolname from pg_roles")}


_ROLES = """
select r.rolname, r.rolcanlogin, r.rolinherit, r.rolconnlimit, r.rolpassword,
    array(select g.rolname::text from pg_auth_members m join pg_roles g on g.oid = m.roleid
          where m.member = r.oid order by 1)
from {table} r
where r.rolname !~ '^pg_' and r.rolname <> current_user and not r.rolsuper and not r.rolcreaterole
order by r.rolname
"""
