"""Lists as parameters: how thousands of terms or numbers go into a statement.

psycopg writes an array one element at a time, in Python, and asks of each whether it wants quotes. Clustering looks up
hundreds of thousands of terms a run. A list of nothing but texts, or of nothing but whole numbers, is put together at
once here, a twentieth of the time; every other list goes psycopg's way.
"""

from __future__ import annotations

from typing import Any

from psycopg.abc import Buffer
from psycopg.types.array import ListDumper


class FlatListDumper(ListDumper):
    """Writes a list as Postgres reads an array. Connections have UTF-8 as their encoding (`connect`)."""

    def dump(self, obj: list[Any]) -> Buffer | None:
        kinds = set(map(type, obj))
        if kinds == {str}:
            joined = "\0".join(obj)
            if joined.count("\0") < len(obj):  # else a text holds one, which psycopg refuses by name
                quoted = joined.replace("\\", "\\\\").replace('"', '\\"').replace("\0", '","')
                return f'{{"{quoted}"}}'.encode()
        elif kinds == {int}:
            return f"{{{','.join(map(str, obj))}}}".encode()
        return super().dump(obj)
