"""The test doubles of tests/, for benchmarks that need no warehouse."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))

from memory_history import MemoryHistory
from memory_index import MemoryIndex

__all__ = ["MemoryHistory", "MemoryIndex"]
