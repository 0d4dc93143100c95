"""A newsroom for each test of a view."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from mediawatch.settings import Settings
from mediawatch.store.server.connect import engine
from newsroom_rows import Newsroom
from sqlalchemy import text


@pytest.fixture
def newsroom(warehouse: Settings) -> Newsroom:
    return Newsroom(warehouse)


@pytest.fixture
def set_setting(warehouse: Settings) -> Callable[[str, str], None]:
    """Sets a setting of the test's database, for the connections that are opened afterwards."""

    def set_it(name: str, value: str) -> None:
        with engine(warehouse).begin() as connection:
            database = connection.execute(text("select current_database()")).scalar_one()
            connection.exec_driver_sql(f"alter database {database} set {name} = '{value}'")
        engine(warehouse).dispose()

    return set_it
