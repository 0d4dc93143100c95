"""Schema news as a Data Package (Frictionless, version 1): what a BI tool or a catalogue reads about the tables."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ARRAY, BigInteger, Boolean, Column, Date, DateTime, Float, Integer, Table
from sqlalchemy.dialects.postgresql import JSONB

from mediawatch.store.schema.tables import metadata


def datapackage() -> dict[str, Any]:
    """The package: a resource for each table of schema news, with its fields, keys and comments."""
    tables = sorted((table for table in metadata.tables.values() if table.schema == "news"), key=lambda t: t.name)
    return {
        "profile": "tabular-data-package",
        "name": "mediawatch-news",
        "title": "MediaWatch, schema news",
        "description": "Made from the definitions of the tables by `make docs`.",
        "resources": [_resource(table) for table in tables],
    }


def _resource(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in table.columns],
        "primaryKey": [column.name for column in table.primary_key.columns],
    }
    foreign = [
        {
            "fields": key.column_keys[0] if len(key.column_keys) == 1 else list(key.column_keys),
            "reference": {"resource": key.referred_table.name, "fields": key.elements[0].column.name},
        }
        for key in sorted(table.foreign_key_constraints, key=lambda key: list(key.column_keys))
        if key.referred_table.schema == "news"
    ]
    if foreign:
        schema["foreignKeys"] = foreign
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "description": table.comment,
        "schema": schema,
    }


def _field(column: Column[Any]) -> dict[str, Any]:
    told: dict[str, Any] = {"name": column.name, "type": _kind(column), "description": column.comment}
    if not column.nullable:
        told["constraints"] = {"required": True}
    return told


def _kind(column: Column[Any]) -> str:
    """The type by Table Schema's names."""
    for kind, name in (
        (Boolean, "boolean"),
        (BigInteger, "integer"),
        (Integer, "integer"),
        (Float, "number"),
        (DateTime, "datetime"),
        (Date, "date"),
        (ARRAY, "array"),
        (JSONB, "object"),
    ):
        if isinstance(column.type, kind):
            return name
    return "string"
