"""Datelines of Chinese, Japanese and Korean agencies and papers, in which no space parts place, day and agency.

新华社北京5月5日电（记者王敏）      （中央社記者王小明台北5日電）      【本报北京5月5日讯】
〔記者王小明／台北報導〕
【東京共同】      【北京=新華社】      【ワシントン山田太郎】      [東京 5日 ロイター] -      【5月5日 AFP】
(서울=연합뉴스) 홍길동 기자 =      [뉴욕=AP/뉴시스] 홍길동 기자 =      [남쪽일보 홍길동 기자]
"""

from __future__ import annotations

import re
from collections.abc import Callable

from mediawatch.clean.dates.dateline_places import CITIES
from mediawatch.clean.people.agencies import is_credit
from mediawatch.words import pattern, phrases

_HAN = r"[\u3400-\u9fff]"
_OPEN, _CLOSE = r"[【〔（(\[［]", r"[】〕）)\]］]"
_LATIN = r"(?:AFP|AP|UPI|DPA|CNN|BBC|CNS|EFE)"
_TOLD = rf"(?:{pattern('dateline_verbs', 'zh')}|[电電讯訊])"
_NO_WORD = r"(?![话話视視影子信力报報动動台臺网網邮郵池问問号號息])"
_CHINESE_AGENCY = rf"(?:{_HAN}{{2,4}}社|{pattern('dateline_agencies', 'zh')})"
_REPORTER = rf"(?:{pattern('reporters', 'zh')})\s?(?:{_HAN}{{2,4}}(?:[、，,\s]{_HAN}{{2,4}}){{0,3}})"
_BEHIND = (
    rf"(?:{_OPEN}(?:[^（）()【】]{{0,6}}(?:{pattern('reporters', 'zh')})|编辑|編輯)[^（）()【】]{{1,40}}{_CLOSE})?"
)

_BEFORE_CITY = rf"(?:{_REPORTER}(?=(?:{pattern('dateline_cities', 'zh')})\d))?"

_CHINESE = re.compile(  # 新华社北京5月5日电（记者王敏）
    rf"据?(?P<a1>{_CHINESE_AGENCY})?{_BEFORE_CITY}(?P<place>{_HAN}{{2,8}}?)(?P<m>\d\d?)月(?P<d>\d\d?)日{_TOLD}{_NO_WORD}\s*{_BEHIND}\s*"
)
_CHINESE_BOXED = re.compile(  # （新华社北京5月5日电） or （吉隆坡5日讯）
    rf"{_OPEN}据?(?P<a1>{_CHINESE_AGENCY})?{_BEFORE_CITY}"
    rf"(?P<place>{_HAN}{{2,8}}?)(?:(?P<m>\d\d?)月)?(?P<d>\d\d?)日{_TOLD}{_CLOSE}\s*"
)
_CHINESE_REPORTER = re.compile(  # 〔記者王小明／台北報導〕
    rf"{_OPEN}{_REPORTER}(?:\s?[／/]\s?(?P<place>{_HAN}{{2,4}}?)|(?P<place2>{pattern('dateline_cities', 'zh')}))"
    rf"{_TOLD}{_CLOSE}\s*"
)
_JAPANESE_AGENCY = rf"(?:{_LATIN}?(?:{pattern('agencies', 'ja')})|{_LATIN}|{_HAN}{{2}}社)"
_JAPANESE = re.compile(  # 【東京共同】
    rf"【(?P<place>[\u30a0-\u30ffー\u3400-\u9fff・]{{2,12}}?)\s?[=＝]?\s?(?P<a1>{_JAPANESE_AGENCY})】\s*"
)
_JAPANESE_ALONE = re.compile(  # 【5月5日 AFP】 or 【AFP=時事】
    rf"【(?:(?P<m>\d\d?)月(?P<d>\d\d?)日\s?)?(?P<a1>{_JAPANESE_AGENCY}(?:[=＝]{_JAPANESE_AGENCY})?)】\s*"
)
_JAPANESE_DAY = re.compile(  # [東京 5日 ロイター] -
    rf"[\[［【](?P<place>[\u30a0-\u30ffー\u3400-\u9fff・]{{2,12}})\s(?:(?P<m>\d\d?)月)?(?P<d>\d\d?)日\s"
    rf"(?P<a1>{_JAPANESE_AGENCY})[\]］】]\s*"
    r"(?:[-－–—]\s*)?"
)
_JAPANESE_REPORTER = re.compile(  # 【ワシントン山田太郎】 or 【ロンドン=山田太郎】
    rf"【(?:(?P<place>{pattern('dateline_cities', 'ja')})|(?P<place2>[\u30a0-\u30ffー\u3400-\u9fff]{{2,10}})[=＝])\s?"
    rf"{_HAN}{{2,4}}[ぁ-んァ-ヶ]{{0,3}}(?:[、・]{_HAN}{{2,5}})*】\s*"
)
_KOREAN_NAMES = rf"[가-힣]{{2,4}}(?:[\s,·ㆍ]{{1,2}}[가-힣]{{2,4}}){{0,4}}\s?(?:{pattern('byline_roles', 'ko')})"
_KOREAN = re.compile(  # (서울=연합뉴스) 홍길동 기자 =
    r"[(\[【](?P<place>[가-힣·ㆍ]{2,14})(?:\s(?P<a2>[가-힣A-Za-z/·]{2,14}))?\s?[=＝]\s?(?P<a1>[가-힣A-Za-z0-9/·]{2,16})[)\]】]\s*"
    rf"(?P<reporter>{_KOREAN_NAMES}\s*[=＝]\s*)?"
)
_KOREAN_PAPER = re.compile(rf"[\[【](?P<a1>[가-힣A-Za-z0-9]{{2,12}}) {_KOREAN_NAMES}[\]】]\s*")

_SPACELESS = re.compile(r"[【〔（(\[［\u3400-\u9fff]")
_KATAKANA = re.compile(r"[\u30a0-\u30ffー・]+")
_REPORTERS = tuple(phrases("reporters", "zh"))

Holds = Callable[[re.Match[str]], bool]


def spaceless_dateline(text: str) -> re.Match[str] | None:
    """The match of such a dateline at the start of `text`; its groups are place (or place2), a1 and a2 (agencies), m
    and d. `text` has ASCII digits."""
    if not _SPACELESS.match(text):
        return None
    for style, holds in _STYLES:
        if (match := style.match(text)) and holds(match):
            return match
    return None


def _always(match: re.Match[str]) -> bool:
    return True


def _has_no_reporter(match: re.Match[str]) -> bool:
    """Whether the place is one alone: `记者王敏北京` is a person and a place."""
    return not match["place"].startswith(_REPORTERS)


def _is_place(match: re.Match[str]) -> bool:
    """Whether what stands before a Japanese agency is a place: `【週刊時事】` is no dateline."""
    return match["place"].casefold() in CITIES or bool(_KATAKANA.fullmatch(match["place"])) or "=" in match[0]


def _is_korean(match: re.Match[str]) -> bool:
    """Whether an agency is known or a reporter follows: `(사진=홍길동)` says who took a picture."""
    agencies = match["a1"].split("/")
    return bool(match["reporter"]) or (is_credit(agencies[-1]) and match["place"] != "사진")


_STYLES: tuple[tuple[re.Pattern[str], Holds], ...] = (
    (_CHINESE, _has_no_reporter),
    (_CHINESE_BOXED, _has_no_reporter),
    (_CHINESE_REPORTER, _always),
    (_JAPANESE_ALONE, _always),
    (_JAPANESE, _is_place),
    (_JAPANESE_DAY, _always),
    (_JAPANESE_REPORTER, _always),
    (_KOREAN, _is_korean),
    (_KOREAN_PAPER, _always),
)
