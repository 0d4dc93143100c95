"""Sentences end in every script, also in those whose letters Unicode calls small."""

from __future__ import annotations

import pytest
from mediawatch.tag.language.sentence_ends import sentence_ends

THREE = {
    "am": "ወደቡ ተዘጋ። ጀልባው አይሄድም። ነገ ይከፈታል።",
    "ar": "أغلق الميناء. لا تبحر العبارة! هل يفتح غدا؟",
    "bn": "বন্দর বন্ধ। ফেরি চলে না। কাল খুলবে।",
    "de": "Der Hafen ist zu. Die Fähre fährt nicht! Öffnet er morgen?",
    "el": "Το λιμάνι έκλεισε. Το πλοίο δεν φεύγει! Θα ανοίξει αύριο.",
    "he": "הנמל נסגר. המעבורת לא יוצאת! האם ייפתח מחר?",
    "hi": "बंदरगाह बंद है। नौका नहीं चलती। कल खुलेगा।",
    "hy": "Նավահանգիստը փակ է։ Լաստանավը չի գնում։ Վաղը կբացվի։",
    "ja": "港は閉鎖された。フェリーは出ない！明日開くか？",
    "ka": "ნავსადგური დაიკეტა. ბორანი აღარ დადის! ხვალ გაიხსნება.",
    "km": "កំពង់ផែបានបិទ។ សាឡាងមិនដំណើរការ។ ស្អែកនឹងបើក។",
    "ko": "항구가 닫혔다. 여객선은 뜨지 않는다! 내일 열릴까?",
    "my": "ဆိပ်ကမ်းပိတ်သည်။ ကူးတို့မထွက်။ မနက်ဖြန်ဖွင့်မည်။",
    "ru": "Порт закрыт. Паром не ходит! Откроют ли его завтра?",
    "ta": "துறைமுகம் மூடப்பட்டது. படகு ஓடவில்லை! நாளை திறக்கும்.",
    "ur": "بندرگاہ بند ہے۔ کشتی نہیں چلتی۔ کل کھلے گی؟",
    "zh": "港口关闭。渡轮停航！明天开放吗？",
}


@pytest.mark.parametrize("language", THREE)
def test_three_sentences_are_three(language: str) -> None:
    text = f"{THREE[language]} "
    assert len(sentence_ends(text, language)) == 3
