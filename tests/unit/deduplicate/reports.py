"""Reports made from forms, and edits of a report that are none: reports.yaml, reports_of_words.yaml."""

# ruff: noqa: E501 - sentences of reports
from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import yaml


def _read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    return found


_WRITTEN = _read("reports.yaml")
_OF_WORDS = _read("reports_of_words.yaml")
_FORMS: dict[str, Any] = {**_WRITTEN["forms"], **_OF_WORDS["forms"]}
FORMS = list(_FORMS)
_ACCIDENT: str = _WRITTEN["accident"]
_QUAKE: str = _WRITTEN["quake"]
_TOLLS: list[str] = _WRITTEN["tolls"]
_CLOSURE: str = _WRITTEN["closure"]

_BRIDGE = (
    "{0} متحدث باسم شركة الطرق {1} إن الجسر القديم فوق النهر سيبقى مغلقا أمام الشاحنات حتى انتهاء أعمال الصيانة. وأضاف أن {2} "
    "زار الموقع واطلع على سير العمل، وأن المرور سيحول إلى الطريق الشرقي. وتسببت الفيضانات في تشقق أحد الأعمدة قبل أسابيع، ولم يصب "
    "أحد بأذى. ويستخدم الجسر آلاف العمال كل يوم في طريقهم إلى المصانع على الضفة الأخرى."
)
_MAYOR = (
    "{0} will close its oldest bridge for the winter, the mayor of {0} said, and the trams of {0} will turn at the market. "
    "People who work across the river in {0} can use the ferry, which {0} pays for, and {1} will lend two buses. The bridge "
    "was built by prisoners and has been repaired often, the last time with stones from a quarry near {1}."
)
_CLERK = (
    "{1} {0}, פקיד העירייה שאיבד את משרתו לאחר שפרסם את מסמכי הארנונה, פנה {2} לבית הדין לעבודה בבקשה להחזירו לתפקידו. לטענתו "
    "המסמכים היו גלויים לציבור גם קודם לכן, והעירייה ידעה על כך. {0} עבד בעירייה שמונה עשרה שנים. העירייה מסרה כי תגיב בבית הדין, "
    "וכי היא עומדת מאחורי החלטתה לפטר אותו."
)
_RAIN = "গত সপ্তাহ থেকে টানা বৃষ্টিতে নদীর পানি বিপৎসীমার ওপর দিয়ে বইছে এবং নিচু এলাকার ফসলের মাঠ তলিয়ে গেছে বলে জানিয়েছেন কৃষি বিভাগের কর্মকর্তারা। "
_RIVER = (
    f"{_RAIN}নদীর পানি বেড়ে যাওয়ায় চরের তিনটি গ্রামের মানুষ আশ্রয়কেন্দ্রে উঠেছেন। উপজেলা প্রশাসন শুকনো খাবার ও পানি বিতরণ করছে। বাঁধের একটি অংশ ভেঙে "
    "যাওয়ার পর থেকে সড়ক যোগাযোগ বন্ধ রয়েছে। পানি উন্নয়ন বোর্ডের প্রকৌশলী বলেছেন, মেরামতের কাজ শুরু হয়েছে এবং দুই দিনের মধ্যে শেষ হবে। গবাদিপশু "
    "নিয়ে বিপাকে পড়েছেন কৃষকেরা।"
)
_RIVER_EDITED = (
    f"{_RAIN}নদীর পানি বেড়ে যাওয়ায় চরের তিনটি গ্রামের কয়েক হাজার মানুষ আশ্রয়কেন্দ্রে উঠেছেন। উপজেলা প্রশাসন শুকনো খাবার ও পানি বিতরণ করছে। বাঁধের একটি অংশ ভেঙে যাওয়ার পর "
    "থেকে যোগাযোগ বিচ্ছিন্ন। পানি উন্নয়ন বোর্ডের প্রকৌশলী জানিয়েছেন, মেরামতের কাজ শুরু হয়েছে এবং দুই দিনের মধ্যে শেষ হবে।"
)


def reports(form: str) -> list[str]:
    """The reports of a form, each filled in with other facts."""
    written = _FORMS[form]
    return [written["sentences"].format(**values) for values in written["filled"]]


def _replaced(**words: str) -> str:
    return _with(_ACCIDENT, [(old.replace("_", " "), new) for old, new in words.items()])


def _with(text: str, words: Iterable[Sequence[str]]) -> str:
    for old, new in words:
        assert old in text
        text = text.replace(old, new)
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
    "three other words, in Arabic": (
        _BRIDGE.format("قال", "أمس", "رئيس البلدية"),
        _BRIDGE.format("أعلن", "الثلاثاء", "المحافظ"),
    ),
    "a name in other letters, in Hebrew": (
        _CLERK.format("זלנסקי", "וולודימיר", "בבוקר"),
        _CLERK.format("זלינסקי", "ולודימיר", "בצהריים"),
    ),
    "words changed, left out and put in, in Bengali": (_RIVER, _RIVER_EDITED),
    "a name in another spelling, five times": (_MAYOR.format("Kiev", "Lvov"), _MAYOR.format("Kyiv", "Lviv")),
    **{
        edit: (written["text"], _with(written["text"], written["other"]))
        for edit, written in _OF_WORDS["edits"].items()
    },
    "set in capitals": (_ACCIDENT, _ACCIDENT.upper() + " ALL RIGHTS RESERVED."),
}
"""What was done -> a report, and the same report edited: no form."""
