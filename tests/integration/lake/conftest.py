"""An object store for all tests of the folder."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from bucket import Faults, SeaweedFs


@pytest.fixture(scope="package")
def server() -> Iterator[SeaweedFs]:
    folder = Path(tempfile.mkdtemp(prefix="mediawatch-bucket-"))
    try:
        with SeaweedFs(folder / "server") as made:
            yield made
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def faults(server: SeaweedFs) -> Iterator[Faults]:
    with Faults(server.port) as proxy:
        yield proxy
