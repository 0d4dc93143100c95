"""Reports made from forms, and edits of a report that are none: reports.yaml."""

from __future__ import annotations

from pathlib import Path

import yaml

_WRITTEN = yaml.safe_load(Path(__file__).with_name("reports.yaml").read_text(encoding="utf-8"))
FORMS: list[str] = list(_WRITTEN["forms"])
_ACCIDENT: str = _WRITTEN["accident"]
_QUAKE: str = _WRITTEN["quake"]
_TOLLS: list[str] = _WRITTEN["tolls"]
_CLOSURE: str = _WRITTEN["closure"]


def reports(form: str) -> list[str]:
    """The reports of a form, each filled in with other facts."""
    written = _WRITTEN["forms"][form]
    return [written["sentences"].format(**values) for values in written["filled"]]


def _replaced(**words: str) -> str:
    text = _ACCIDENT
    for old, new in words.items():
        assert old.replace("_", " ") in text
        text = text.replace(old.replace("_", " "), new)
    return text


EDITS = {
    "a toll that rises": (
        _ACCIDENT,
        _replaced(**{"26 people": "28 people", "17 others": "20 others", "on Tuesday": "on Wednesday"}),
    ),
    "a name and a year put right": (_ACCIDENT, _replaced(**{"Tilda Brandt": "Tilda Brand", "2011": "2012"})),
    "a magnitude put right": (_QUAKE.format("3.9"), _QUAKE.format("4.1")),
    **{
        f"a toll of several figures that rises, {number}": (
            toll.format("26", "140", "Monday", "300"),
            toll.format("41", "210", "Tuesday", "450"),
        )
        for number, toll in enumerate(_TOLLS)
    },
    "one figure of two put right": (_CLOSURE.format("340", "4,100"), _CLOSURE.format("380", "4,100")),
    "two figures put right, and it says so": (
        _CLOSURE.format("340", "4,100"),
        _CLOSURE.format("380", "4,700") + " (Corrects figures in first and fourth sentences.)",
    ),
    "figures rounded": (_CLOSURE.format("342", "4,112"), _CLOSURE.format("340", "4,100")),
    "figures with other signs": (_CLOSURE.format("3,402", "4,100"), _CLOSURE.format("3402", "4 100")),
    "another lead": (
        _ACCIDENT,
        "At least 28 people died and 20 were hurt when part of a hotel fell in on a wedding party in Port Arlen, Mayor "
        "Tilda Brandt said on Wednesday. " + _ACCIDENT.partition(". ")[2],
    ),
    "an agency's line and other verbs": (
        _ACCIDENT,
        "(Agency) Port Arlen: " + _replaced(killed="dead", said="told reporters", gave_way="collapsed"),
    ),
    "set in capitals": (_ACCIDENT, _ACCIDENT.upper() + " ALL RIGHTS RESERVED."),
}
"""What was done -> a report, and the same report edited: no form."""
