"""Bylines of Chinese, Japanese and Korean papers, whose names no space parts from what stands around them.

2026年03月10日 来源：某日报 作者：李明        記者陳小明／台北報導      （记者 李明 王芳 编辑 张伟）
记者 王海 通讯员 李丽      （某日报记者 王敏）      取材・文／山田太郎      【山田太郎、佐藤花子】      山田太郎 記者
김민수 기자 minsu@paper.example      [서울=통신] 김민수·이영희 기자
"""

from __future__ import annotations

import re

from mediawatch.words import phrases

_HAN = r"[\u3400-\u9fff々]"
_HAN_NAME = rf"(?:{_HAN}{{2,4}}(?:·{_HAN}{{1,6}})?)"
_KANA_NAME = r"(?:[\u3400-\u9fff々\u3040-\u30ff]{2,6}(?:[ 　][\u3400-\u9fff々\u3040-\u30ff]{1,5})?)"
_HANGUL_NAME = r"[\uac00-\ud7af]{2,4}"


def _words(name: str, language: str, *, least: int = 1) -> str:
    listed = sorted(phrases(name, language), key=len, reverse=True)
    return "|".join(re.escape(word) for word in listed if len(word) >= least)


_OTHERS = _words("byline_noise", "zh")
_STOP = rf"(?!(?:{_OTHERS}|{_words('beside_names', 'zh')}))"
_BESIDE = rf"(?:{_words('co_reporters', 'zh')})"
_MORE = rf"[\s、，,和]+(?:{_BESIDE}[\s:：]*)?"
_CHINESE = re.compile(  # （记者：王敏、李强 通讯员 刘洋）
    rf"(?:^|[\s（(【〔\[|｜　])(?:{_words('byline_by', 'zh')})\s*(?:[:：／/|｜]\s*|[ 　]+)"
    rf"({_STOP}{_HAN_NAME}(?:{_MORE}{_STOP}{_HAN_NAME})*)(?=$|[\s）)】〕\]／/|｜，,。；;])"
)
_REPORTS = re.compile(  # 记者王敏/北京报道
    rf"(?:^|[\s（(【〔\[])(?:{_words('reporters', 'zh')})\s?({_HAN_NAME}?)\s?[／/][^。]{{0,12}}"
    rf"(?:{_words('reports_from', 'zh')})"
)
_OF_PAPER = re.compile(  # （某日报记者王敏 通讯员 刘洋）
    rf"[（(【〔\[]{_HAN}{{0,10}}(?:{_words('reporters', 'zh')})\s?({_STOP}{_HAN_NAME}(?:{_MORE}{_STOP}{_HAN_NAME})*)"
    rf"(?:\s?(?:{_words('reports_from', 'zh')}))?[）)】〕\]]"
)
_CHINESE_CITY = re.compile(  # 記者王小明台北報導
    rf"(?:{_words('reporters', 'zh')})\s?({_HAN}{{2,4}}?)(?:{_words('dateline_cities', 'zh')})"
    rf"(?:{_words('reports_from', 'zh')}|\d+日[電电]|\d+月\d+日[電电])"
)
_FROM = r"\d{1,2}日[電电]"
_FILED = re.compile(  # 記者陳小明台北10日電: most names have three characters
    rf"(?:{_words('reporters', 'zh')})\s?({_HAN}{{3}}(?={_HAN}{{2,4}}{_FROM})|{_HAN}{{2}}(?={_HAN}{{2}}{_FROM}))"
)
_JAPANESE = re.compile(  # 【文：田中一郎】
    rf"(?:^|[\s（(【|｜　])(?:{_words('byline_by', 'ja')})\s*(?:[:：=＝／/|｜・]\s*|[ 　]+)"
    rf"({_KANA_NAME}(?:[、，,・]{_KANA_NAME})*)(?=$|[\s）)】|｜、])"
)
_JAPANESE_END = re.compile(rf"【({_HAN}{{3,5}}(?:、{_HAN}{{3,5}})*)】\s*$")
_JAPANESE_SIGNED = re.compile(rf"^（({_HAN}{{3,5}}(?:、{_HAN}{{3,5}})*)）$")
_JAPANESE_PLACE = re.compile(  # 【ロンドン=山田太郎】
    rf"【[^】=＝]{{1,12}}[=＝]({_KANA_NAME}(?:、{_KANA_NAME})*)】"
)
_JAPANESE_CITY = re.compile(  # 【ワシントン山田太郎】
    rf"^【(?:{_words('dateline_cities', 'ja')})({_HAN}{{2,5}}(?:、{_HAN}{{2,5}})*)】"
)
_JAPANESE_OFFICE = re.compile(  # （社会部・山田太郎）
    rf"[（(【][^（(）)・]{{1,10}}(?:{_words('offices', 'ja')})[・　 ]({_KANA_NAME}(?:、{_KANA_NAME})*)[）)】]\s*$"
)
_JAPANESE_ROLE = re.compile(  # 山田太郎 記者
    rf"(?:^|[\s（(【|｜　])({_KANA_NAME})[ 　](?:{_words('byline_roles', 'ja')})(?=$|[\s）)】|｜、　])"
)
_KOREAN_BY = _words("byline_by", "ko")
_KOREAN_OTHERS = "|".join(re.escape(word.strip(" :")) for word in phrases("byline_others", "ko"))
_KOREAN_LABEL = re.compile(  # 기자 김민수 minsu@paper.example
    rf"(?:^\s*(?:{_KOREAN_BY})\s*(?:[:：=]|\s)|[\s|](?:{_KOREAN_BY})\s*[:：=])\s*({_HANGUL_NAME}(?:[·,ㆍ]\s?{_HANGUL_NAME})*)"
    rf"(?:\s+\S+@\S+)?\s*(?:$|[\s/|,·](?=[\s/|,·]*(?:{_KOREAN_OTHERS})[\s:：=·]))"
)
_KOREAN = re.compile(  # [서울=홍길동·김철수 기자]
    rf"(?:^|[\s=\]\)(|｜·/])({_HANGUL_NAME}(?:[·,ㆍ]\s?{_HANGUL_NAME})*)\s?(?:{_words('byline_roles', 'ko')})"
    r"(?=$|[\s=)\]|｜,·])"
)
_KOREAN_DATELINE = re.compile(  # (서울=통신) 홍길동 김철수 기자 =
    rf"^[(\[【][^)\]】]{{2,30}}[)\]】]\s?({_HANGUL_NAME}(?:[\s·,ㆍ]{{1,2}}{_HANGUL_NAME})*)\s?"
    rf"(?:{_words('byline_roles', 'ko')})\s*[=＝]"
)
_NAME_AND_CITY = re.compile(  # 山田太郎 | 東京
    rf"^\s*({_HAN}{{2,5}})\s*[|｜／/]\s*(?:{_words('dateline_cities', 'ja')}|{_words('dateline_cities', 'zh')})\s*$"
)
_MARKS = re.compile(r"(?<=[\u3040-\u9fff\uac00-\ud7af])\s?[⁰¹²³⁴-⁹*†‡§]+(?:\s(?=[、，,・]|$))?")  # 山田太郎¹、佐藤花子²
_SPACELESS = re.compile(r"[\u3400-\u9fff\uac00-\ud7af]")
# within a name are the dot of 阿布都·买买提 and the second character of 李和平
_PARTS = re.compile(r"[\s、，,]+|(?<=[\u3400-\u9fff]{2})和(?=[\u3400-\u9fff]{2})|(?<=[\uac00-\ud7af])[·ㆍ・]\s?")
_NO_NAMES = frozenset(phrases("no_names"))

_OFFICES = tuple(phrases("offices", "ja"))
_WITH = re.compile(rf"{_BESIDE}[\s:：]*")

_JAPANESE_SURNAMES = tuple(name for name in phrases("surnames", "ja") if len(name) > 1)
_KOREAN_SURNAMES = frozenset(phrases("surnames", "ko"))
MAX_CHINESE = 4
"""Characters of a Chinese name with a last name of two."""

_CHINESE_SURNAMES = tuple(sorted(phrases("surnames", "zh"), key=len, reverse=True))
_NO_NAME_ENDS = tuple(phrases("no_name_ends", "zh"))

LONG_NAME = 8
"""Characters of a name alone on its line."""

MAX_LINE = 200
"""Characters; a longer line is read at its start and its end alone."""


def byline_without_spaces(line: str) -> tuple[str, ...]:
    """The persons that a line names as its authors in one of these ways; empty where it names none."""
    if not _SPACELESS.search(line):
        return ()
    line = _MARKS.sub("", line)
    for part in (line,) if len(line) <= MAX_LINE else (line[: MAX_LINE // 2], line[-MAX_LINE // 2 :]):
        for kind, split in (
            (_CHINESE, True),
            (_REPORTS, False),
            (_OF_PAPER, True),
            (_CHINESE_CITY, False),
            (_FILED, False),
            (_JAPANESE, False),
            (_JAPANESE_END, True),
            (_JAPANESE_PLACE, False),
            (_JAPANESE_CITY, True),
            (_NAME_AND_CITY, True),
            (_JAPANESE_OFFICE, False),
            (_JAPANESE_ROLE, False),
            (_KOREAN_LABEL, True),
            (_KOREAN_DATELINE, True),
            (_KOREAN, True),
        ):
            if match := kind.search(part):
                names = _PARTS.split(_WITH.sub(" ", match[1])) if split else re.split("[、，,]", match[1])
                found = tuple(name.strip() for name in names if name.strip() and not _is_none(name.strip()))
                if found:
                    return found
    return ()


def signed_in_brackets(line: str) -> tuple[str, ...]:
    """The persons of a line that is nothing but Japanese names in brackets, as papers sign a text: `（山田太郎）`."""
    match = _JAPANESE_SIGNED.match(line.strip())
    names = tuple(match[1].split("、")) if match else ()
    return names if all(map(is_lone_name, names)) else ()


def is_lone_name(text: str) -> bool:
    """Whether a text is a Korean or Japanese name and nothing else: three syllables, the first of them a common last
    name; or a common last name of two characters or more and one to three behind it."""
    if not text or len(text) > LONG_NAME or text[0] < "\u3400":
        return False
    if len(text) == 3 and text[0] in _KOREAN_SURNAMES:
        return bool(re.fullmatch(_HANGUL_NAME, text))
    last = next((name for name in _JAPANESE_SURNAMES if text.startswith(name)), "")
    first = text[len(last) :].strip(" \u3000")
    return bool(last) and bool(re.fullmatch(rf"{_HAN}{{1,3}}|[\u3040-\u30ff]{{2,4}}", first)) and not _is_none(text)


def is_chinese_name(text: str) -> bool:
    """Whether a text beside a date on a Chinese page can be a person's name: a common last name and one or two
    characters, the last of which ends no name of a section, a paper or an office."""
    if not 2 <= len(text) <= MAX_CHINESE or not re.fullmatch(_HAN + "+", text) or text.endswith(_NO_NAME_ENDS):
        return False
    last = next((name for name in _CHINESE_SURNAMES if text.startswith(name)), "")
    return bool(last) and 1 <= len(text) - len(last) <= 2 and not _is_none(text)


def _is_none(name: str) -> bool:
    """Whether what stands in a byline is no name: another word, an office of the paper (`政治部`)."""
    return name in _NO_NAMES or name.endswith(_OFFICES)
