"""Imports that task processes inherit by fork (see config/airflow_local_settings.py)."""

from __future__ import annotations

import importlib
import logging
import time

HEAVY = ("great_expectations", "pandas", "pyarrow.parquet", "sqlalchemy", "psycopg", "mediawatch.workflow.steps")

log = logging.getLogger(__name__)


def run() -> None:
    """Import what tasks need. The process must have OMP_NUM_THREADS=1 and OPENBLAS_NUM_THREADS=1 in its environment:
    a thread pool made before a fork does not exist after it."""
    begun = time.perf_counter()
    for name in HEAVY:
        importlib.import_module(name)
    log.info("preloaded %s in %.1f s", ", ".join(HEAVY), time.perf_counter() - begun)
