"""A report in each of 140 languages, made of the names that CLDR has for days, months, languages and countries, and of
sentences of our own for scripts that put no space between words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from babel import Locale

SPACED = """
    af ak am ar as ast az be bem bg bm bn br bs ca ceb cs cv cy da de dv ee el en eo es et eu fa ff fi fil fo fr fur
    fy ga gd gl gsw gu ha haw he hi hr hsb hu hy ia id ig is it jv ka kab kk kl kn ko kok ks ku ky lb lg ln lt lv
    mai mg mi mk ml mn mni mr ms mt nb nds ne nl nn nso om or os pa pcm pl ps pt qu rm rn ro ru rw sa sah sat sc sd
    se si sk sl sn so sq sr su sv sw ta te tg tk tn to tr tt ug uk ur uz vi wo xh yo zu
""".split()  # noqa: SIM905
"""Languages whose words stand apart, those of CLDR with names enough."""

UNSPACED = {
    "th": ("ท่าเรือของเมืองปิดเป็นเวลาสิบเอ็ดเดือน เรือข้ามฟากจะออกจากท่าทิศใต้ทุกวัน", "ท่าเรือ", 20),
    "lo": ("ທ່າເຮືອຂອງເມືອງປິດເປັນເວລາສິບເອັດເດືອນ ເຮືອຂ້າມຟາກຈະອອກຈາກທ່າທິດໃຕ້ທຸກວັນ ຊາວເກາະບໍ່ພໍໃຈ", "ເມືອງ", 20),
    "km": ("កំពង់ផែនៃទីក្រុងត្រូវបានបិទរយៈពេលដប់មួយខែ កប៉ាល់នឹងចេញពីកំពង់ផែខាងត្បូងជារៀងរាល់ថ្ងៃ", "កំពង់ផែ", 16),
    "my": ("မြို့၏ဆိပ်ကမ်းကိုဆယ့်တစ်လပိတ်ထားမည်။ ကူးတို့သင်္ဘောများသည်တောင်ဘက်ဆိပ်ကမ်းမှနေ့စဉ်ထွက်ခွာမည်။", "ဆိပ်ကမ်း", 20),
    "bo": ("གྲོང་ཁྱེར་གྱི་གྲུ་ཁ་ཟླ་བ་བཅུ་གཅིག་གི་རིང་སྒོ་བརྒྱབ་རྒྱུ་ཡིན། གྲུ་ཚང་མ་ལྷོ་ཕྱོགས་ཀྱི་གྲུ་ཁ་ནས་འགྲོ་རྒྱུ་རེད།", "གྲོང་ཁྱེར", 27),
    "zh-Hans": ("港口将关闭十一个月，渡轮每天从南码头出发。岛上居民表示不满，要求城市提前开放码头。", "码头", 22),
    "zh-Hant": ("港口將關閉十一個月，渡輪每天從南碼頭出發。島上居民表示不滿，要求城市提前開放碼頭。", "碼頭", 20),
    "ja": ("港は十一か月閉鎖され、フェリーは毎日南の埠頭から出発する。島の住民は不満を表明した。", "住民", 25),
}  # fmt: skip
"""Language -> a text, a word of it, and its words by ICU's word lists (Tibetan: syllables)."""

PARAGRAPHS = 3
NAMES = 36  # of a paragraph


@dataclass(frozen=True, slots=True)
class Report:
    """`sought` is a word of the text that no other report has, as far as that can be; `words` counts headline apart."""

    language: str
    headline: str
    paragraphs: tuple[str, ...]
    sought: str
    words: int


@cache
def reports() -> tuple[Report, ...]:
    """The reports, in the order of their languages."""
    return (*(_of_names(language) for language in SPACED), *_of_sentences())


def _of_sentences() -> Iterator[Report]:
    for language, (text, word, words) in UNSPACED.items():
        yield Report(language, re.split(r"[\s，、]", text)[0], (text,), word, words)


def _of_names(language: str) -> Report:
    locale = Locale.parse(language)
    listed = [*locale.days["format"]["wide"].values(), *locale.months["format"]["wide"].values()]
    listed += [*locale.territories.values(), *locale.languages.values()]
    # letters alone: a name with a bracket or a slash is none that a reader writes
    names = list(dict.fromkeys(name for name in listed if _plain(name)))
    chosen = (names * 4)[: PARAGRAPHS * NAMES + 4]
    paragraphs = tuple(
        " ".join(chosen[4 + start : 4 + start + NAMES]) + "." for start in range(0, PARAGRAPHS * NAMES, NAMES)
    )
    words = sum(len(paragraph.split()) for paragraph in paragraphs)
    sought = max((name for name in chosen[4:] if " " not in name), key=len)
    return Report(language, " ".join(chosen[:4]), paragraphs, sought, words)


def _plain(name: str) -> bool:
    return re.fullmatch(rf"{_WORD}(?: {_WORD})?", name) is not None


_WORD = r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u0591-\u1cff\u200c\u200d])*"
