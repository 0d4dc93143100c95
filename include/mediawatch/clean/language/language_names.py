"""Languages that a document names in words: `English`, `Deutsch`, `简体中文`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path


@cache
def _names() -> Mapping[str, str]:
    import yaml

    loaded: dict[str, str] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
    return {name.casefold(): tag for name, tag in loaded.items()}


def tag_of(stated: str) -> str | None:
    """The BCP 47 tag of the first language that is named; None where no word of it is known."""
    first = re.split(r"[;,/|]", stated)[0].strip().casefold()
    return _names().get(first)
