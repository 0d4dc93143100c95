"""The language that a document says it is written in: brought into BCP 47's form, and compared with the text's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml
from babel.core import get_global


@cache
def _codes() -> Mapping[str, Mapping[str, str]]:
    """Tables `same` and `countries` of declared_codes.yaml."""
    loaded: dict[str, dict[str, str]] = yaml.safe_load(
        Path(__file__).with_name("declared_codes.yaml").read_text("utf-8")
    )
    return loaded


@cache
def detected_code(code: str) -> str:
    """The code that detection gives for the language `code`, in lower case: `iw` -> `he`, `ger` -> `de`, `nor` -> `nb`.

    CLDR's aliases of languages have the codes of ISO 639-2 and 639-3, terminological and bibliographic; BCP 47 wants
    the shorter one.
    """
    alias = get_global("language_aliases").get(code, code) if len(code) == 3 else code
    alias = code if "_" in alias else alias  # sh -> sr_Latn says more than a language
    return _codes()["same"].get(alias, alias)


_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")


def normalise_tag(tag: str | None) -> str | None:
    """A declared language in BCP 47's usual case (`en_us` -> `en-US`, `eng` -> `en`); None where it is no tag."""
    text = (tag or "").strip().split(",")[0].split(";")[0].split(".")[0].strip()
    if not _TAG.fullmatch(text):
        return None
    first, *rest = re.split(r"[-_]", text)
    first = detected_code(first.lower())
    shaped = [
        part.title() if len(part) == 4 and part.isalpha() else part.upper() if len(part) == 2 else part.lower()
        for part in rest
    ]
    return "-".join([first, *shaped])


def contradicts(stated: str | None, found: str) -> bool:
    """Whether a document that states the language `stated` says otherwise than `found`, a tag of the detection.

    Nothing is said by what is no tag, and nothing is found by `und`. Bokmål and Nynorsk are both declared as `no`.
    """
    declared = normalise_tag(stated)
    if declared is None or found == "und":
        return False
    first, language = declared.split("-")[0], found.split("-")[0]
    country = (stated or "").strip().lower()
    return first != language and {first, language} != {"nb", "nn"} and _codes()["countries"].get(country) != language
