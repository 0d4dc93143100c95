"""The language that a document says it is written in: brought into BCP 47's form, and compared with the text's."""

from __future__ import annotations

import re

SAME = {
    "iw": "he",
    "in": "id",
    "jw": "jv",
    "ji": "yi",
    "mo": "ro",
    "fil": "tl",
    "cmn": "zh",
    "no": "nb",
    "sh": "sr",
    "tw": "ak",
}
"""Codes of one language -> the one that detection gives."""

_LISTED = """
    ara:ar aze:az baq:eu bel:be ben:bn bos:bs bul:bg cat:ca ces:cs chi:zh cym:cy cze:cs dan:da deu:de dut:nl
    ell:el eng:en est:et eus:eu fas:fa fin:fi fra:fr fre:fr geo:ka ger:de gla:gd gle:ga glg:gl gre:el guj:gu
    hau:ha heb:he hin:hi hrv:hr hun:hu hye:hy arm:hy ibo:ig ice:is isl:is ind:id ita:it jpn:ja kan:kn kat:ka
    kaz:kk khm:km kor:ko lao:lo lat:la lav:lv lit:lt ltz:lb mac:mk mkd:mk mal:ml mar:mr may:ms msa:ms mlt:mt
    mon:mn bur:my mya:my nep:ne nld:nl nor:nb nob:nb nno:nn ori:or pan:pa per:fa pol:pl por:pt pus:ps ron:ro
    rum:ro rus:ru sin:si slk:sk slo:sk slv:sl snd:sd som:so spa:es sqi:sq alb:sq srp:sr swa:sw swe:sv tam:ta
    tel:te tgk:tg tgl:tl tha:th tur:tr ukr:uk urd:ur uzb:uz vie:vi xho:xh yor:yo zho:zh zul:zu
"""
_THREE_LETTERS = {pair[:3]: pair[4:] for pair in _LISTED.split()}
"""ISO 639-2 -> 639-1 of the languages that news is written in; BCP 47 wants the shorter code."""

_COUNTRIES = {
    **{"kr": "ko", "jp": "ja", "cn": "zh", "tw": "zh", "hk": "zh", "ua": "uk", "cz": "cs", "dk": "da", "gr": "el"},
    **{"se": "sv", "us": "en", "gb": "en", "br": "pt", "mx": "es", "at": "de", "ir": "fa", "vn": "vi", "ge": "ka"},
}
"""Countries whose code pages give where a language's belongs -> the language that is meant."""

_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")


def normalise_tag(tag: str | None) -> str | None:
    """A declared language in BCP 47's usual case (`en_us` -> `en-US`, `eng` -> `en`); None where it is no tag."""
    text = (tag or "").strip().split(",")[0].split(";")[0].split(".")[0].strip()
    if not _TAG.fullmatch(text):
        return None
    first, *rest = re.split(r"[-_]", text)
    first = first.lower()
    first = _THREE_LETTERS.get(first, SAME.get(first, first))
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
    return first != language and {first, language} != {"nb", "nn"} and _COUNTRIES.get(country) != language
