"""The address that `make demo` and `make up` end with: the desk's first page, of days that hold articles on topics."""

from __future__ import annotations

import logging

from mediawatch.errors import MediaWatchError
from mediawatch.settings import Settings

from mediawatch_airflow.local.environment import Home

log = logging.getLogger(__name__)


def front_page(settings: Settings, where: Home) -> str:
    """The page News; with the days of the newest dated articles on topics, where those lie outside of what the page
    shows by itself. A warehouse that cannot be asked gets the page without days."""
    from mediawatch.desk import day_range
    from mediawatch.store.server.connect import transaction

    address = f"{where.address}/mediawatch/news"
    try:
        with transaction(settings) as connection:
            days = day_range.telling(connection)
    except MediaWatchError as error:
        log.debug("no days for the address: %s", error)
        return address
    return f"{address}?from={days.since}&to={days.until}" if days else address
