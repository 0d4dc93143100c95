"""News agencies by the names that datelines, credits and bylines give them."""

from __future__ import annotations

import re

_BYLINES = """
reuters; the associated press; associated press; ap; afp; agence france-presse; pti; press trust of india; ani; ians;
uni; dpa; deutsche presse-agentur; efe; agencia efe; ansa; tass; xinhua; bloomberg; upi; kna; epd; sid; apa; sda;
keystone-sda; ats; belga; anp; ntb; tt; stt; pap; ctk; čtk; mti; jiji; kyodo; yonhap; lusa; europa press;
press association; pa media; canadian press; aap
"""
_CREDITS = """
itar-tass; ria novosti; ria; interfax; sputnik; prime; aa; anadolu; anadolu agency; irna; isna; wafa; wam;
bss; unb; app; bernama; antara; vna; cna; pna; telam; télam; agência brasil; adnkronos; agi; italpress;
dpa/afp; taz; agencies; agency; cnn; bbc; cbs; abc; nbc; npr; agenzie; agenturen; agencias; prnewswire;
business wire; globe newswire; тасс; итар-тасс; риа новости; риа; интерфакс; рейтер; прайм; рбк; regnum;
росбалт; белта; казинформ; укринформ; унн; уніан; агентства; भाषा; पीटीआई; पीटीआई-भाषा; पीटीआई/भाषा; एएनआई;
आईएएनएस; वार्ता; यूनीवार्ता; हि.स.; हि. स.; हिन्दुस्थान समाचार; एपी; एएफपी; रायटर; रॉयटर्स; शिन्हुआ; एजेंसी;
एजेंसियां; पीटीआय; एजन्सी
"""
"""Those that are too short or too much of an everyday word to tell a byline's author by."""


def _alternatives(names: str) -> str:
    listed = {" ".join(name.split()) for name in names.split(";")}
    return "|".join(sorted((re.escape(name).replace(r"\ ", r"\s+") for name in listed), key=len, reverse=True))


BYLINE_AGENCY = f"(?:{_alternatives(_BYLINES)})"
"""Pattern of an agency's name where a person's could stand (matched without case)."""

AGENCY = f"(?:{_alternatives(_BYLINES + ';' + _CREDITS)})"
"""Pattern of an agency's name in brackets, slashes or after a dash (matched without case)."""

_CREDIT = re.compile(rf"\W*{AGENCY}(?:\W.{{0,30}})?", re.IGNORECASE)


def is_credit(text: str) -> bool:
    """Whether `text`, out of a dateline's brackets, begins with an agency's name: `AP`, `dpa/lno`, `ANI/TASS`."""
    return bool(_CREDIT.fullmatch(text))
