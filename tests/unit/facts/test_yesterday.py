"""Yesterday is a day in every language that has a word for it."""

from __future__ import annotations

import pytest
from mediawatch.facts.statements import statements

SAID = {
    "be": "Міністр учора падпісаў дамову пра мост.",
    "bn": "প্রধানমন্ত্রী গতকাল ঢাকায় সেতুর চুক্তিতে সই করেছেন।",
    "ca": "El ministre va signar ahir a Girona el contracte del pont.",
    "et": "Minister allkirjastas eile Tartus silla lepingu.",
    "he": "ראש הממשלה חתם אתמול בחיפה על הסכם הגשר.",
    "hr": "Ministar je jučer potpisao ugovor o mostu u Zadru.",
    "hy": "Վարչապետը երեկ ստորագրեց կամրջի պայմանագիրը։",
    "ka": "პრემიერმა გუშინ ხელი მოაწერა ხიდის ხელშეკრულებას.",
    "kk": "Премьер кеше көпір туралы келісімге қол қойды.",
    "lt": "Ministras vakar Kaune pasirašė tilto sutartį.",
    "lv": "Ministrs vakar Rīgā parakstīja tilta līgumu.",
    "mk": "Министерот вчера го потпиша договорот за мостот.",
    "ml": "പ്രധാനമന്ത്രി ഇന്നലെ പാലത്തിന്റെ കരാറിൽ ഒപ്പുവച്ചു.",
    "sk": "Minister včera podpísal zmluvu o moste v Nitre.",
    "sl": "Minister je včeraj podpisal pogodbo o mostu.",
    "sq": "Ministri nënshkroi dje në Durrës kontratën e urës.",
    "sr": "Премијер је јуче у Нишу потписао уговор о мосту.",
    "ta": "பிரதமர் நேற்று சென்னையில் பால ஒப்பந்தத்தில் கையெழுத்திட்டார்.",
    "te": "ప్రధాని నిన్న వంతెన ఒప్పందంపై సంతకం చేశారు.",
    "ur": "وزیر اعظم نے گزشتہ روز لاہور میں پل کے معاہدے پر دستخط کیے۔",
}


@pytest.mark.parametrize("language", SAID)
def test_yesterday_is_the_day_before(language: str) -> None:
    [day] = [said.day for said in statements("", SAID[language], language) if said.kind == "day"]
    assert day is not None
    assert day.days_back == 1
