"""A number of dead and a day are compared between two accounts in many languages."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mediawatch.facts.comparison.compare import facts
from mediawatch.facts.fact_records import Telling
from mediawatch.facts.statements import statements
from mediawatch.facts.words import fact_words

DAY = date(2025, 5, 5)

# Two accounts each of an avalanche that killed so many and a meeting of two people on a day; {n}, {d} are filled in.
TEXTS = {
    "en": (
        "The avalanche above Tarn killed {n} skiers. Minister Vane met envoy Ruhl in Oslo on {d} May.",
        "Rescuers said {n} skiers died in the avalanche above Tarn. On {d} May envoy Ruhl met minister Vane in Oslo.",
    ),
    "de": (
        "Die Lawine bei Tarn tötete {n} Skifahrer. Ministerin Vane traf den Gesandten Ruhl am {d}. Mai in Oslo.",
        "Bei der Lawine nahe Tarn sind {n} Skifahrer getötet worden. Am {d}. Mai traf der Gesandte Ruhl die Ministerin "
        "Vane in Oslo.",
    ),
    "fr": (
        "L'avalanche de Tarn a fait {n} morts. La ministre Vane a rencontré l'émissaire Ruhl à Oslo le {d} mai.",
        "Le bilan de l'avalanche de Tarn est de {n} morts. Le {d} mai, l'émissaire Ruhl a rencontré la ministre Vane "
        "à Oslo.",
    ),
    "es": (
        "La avalancha de Tarn dejó {n} muertos. La ministra Vane se reunió con el enviado Ruhl en Oslo el {d} de mayo.",
        "Los {n} muertos en la avalancha de Tarn eran jóvenes. El {d} de mayo el enviado Ruhl se reunió con la "
        "ministra Vane en Oslo.",
    ),
    "pt": (
        "A avalanche de Tarn deixou {n} mortos. A ministra Vane reuniu-se com o enviado Ruhl em Oslo em {d} de maio.",
        "Foram {n} os mortos na avalanche de Tarn. Em {d} de maio o enviado Ruhl reuniu-se com a ministra Vane "
        "em Oslo.",
    ),
    "it": (
        "La valanga di Tarn ha causato {n} morti. La ministra Vane ha incontrato l'inviato Ruhl a Oslo il {d} maggio.",
        "Sono {n} i morti nella valanga di Tarn. Il {d} maggio l'inviato Ruhl ha incontrato la ministra Vane a Oslo.",
    ),
    "ru": (
        "При сходе лавины в Тарне погибли {n} лыжников. Министр Вейн встретилась с посланником Рулем в Осло {d} мая.",
        "Лавина в Тарне: погибли {n} человек. {d} мая посланник Руль встретился с министром Вейн в Осло.",
    ),
    "tr": (
        "Tarn köyündeki çığda {n} kayakçı öldü. Bakan Vane {d} Mayıs'ta elçi Ruhl ile Oslo'da görüştü.",
        "Tarn köyündeki çığda {n} kayakçı hayatını kaybetti. Elçi Ruhl, Bakan Vane ile {d} Mayıs'ta Oslo'da görüştü.",
    ),
    "ar": (
        "قتل {n} متزلجا في انهيار تارن الجليدي. والتقت الوزيرة فين المبعوث رول في أوسلو يوم {d} مايو.",
        "أسفر انهيار تارن الجليدي عن مقتل {n} متزلجا. وفي {d} مايو التقى المبعوث رول الوزيرة فين في أوسلو.",
    ),
    "hi": (
        "टार्न हिमस्खलन में {n} लोग मारे गए। मंत्री वेन ने {d} मई को ओस्लो में दूत रूल से मुलाकात की।",
        "टार्न के हिमस्खलन में {n} लोगों की मौत हुई। दूत रूल ने {d} मई को ओस्लो में मंत्री वेन से मुलाकात की।",
    ),
    "bn": (
        "টার্নে তুষারধসে {n} স্কিচালক নিহত হয়েছেন। মন্ত্রী ভেন {d} মে অসলোতে দূত রুলের সঙ্গে বৈঠক করেন।",
        "টার্নে তুষারধসে {n} স্কিচালক মারা গেছেন। {d} মে অসলোতে দূত রুল মন্ত্রী ভেনের সঙ্গে বৈঠক করেন।",
    ),
    "id": (
        "Longsoran salju di Tarn menewaskan {n} pemain ski. Menteri Vane bertemu utusan Ruhl di Oslo pada {d} Mei.",
        "Longsoran salju di Tarn: {n} orang tewas. Pada {d} Mei utusan Ruhl bertemu Menteri Vane di Oslo.",
    ),
    "pl": (
        "Lawina w Tarn zabiła {n} narciarzy. Minister Vane spotkała się z wysłannikiem Ruhlem w Oslo {d} maja.",
        "W lawinie w Tarn zginęło {n} osób. {d} maja wysłannik Ruhl spotkał się z minister Vane w Oslo.",
    ),
    "nl": (
        "De lawine bij Tarn doodde {n} skiërs. Minister Vane ontmoette gezant Ruhl in Oslo op {d} mei.",
        "Bij de lawine in Tarn kwamen {n} mensen om het leven. Op {d} mei ontmoette gezant Ruhl minister Vane in Oslo.",
    ),
    "zh": (
        "塔恩雪崩造成{n}人死亡。部长韦恩5月{d}日在奥斯陆会见了特使鲁尔。",
        "塔恩雪崩已致{n}名滑雪者遇难。特使鲁尔5月{d}日在奥斯陆会见了部长韦恩。",
    ),
    "ja": (
        "ターンの雪崩で{n}人が死亡した。ベイン大臣は5月{d}日、オスロでルール特使と会談した。",
        "ターンの雪崩による死者は{n}人。5月{d}日、ルール特使はオスロでベイン大臣と会談した。",
    ),
    "sv": (
        "Lavinen vid Tarn dödade {n} skidåkare. Minister Vane träffade sändebudet Ruhl i Oslo den {d} maj.",
        "Enligt räddningstjänsten omkom {n} personer i lavinen vid Tarn. Den {d} maj träffade sändebudet Ruhl minister "
        "Vane i Oslo.",
    ),
    "da": (
        "Lavinen ved Tarn dræbte {n} skiløbere. Minister Vane mødte udsendingen Ruhl i Oslo den {d}. maj.",
        "I lavinen ved Tarn omkom {n} mennesker. Den {d}. maj mødte udsendingen Ruhl minister Vane i Oslo.",
    ),
    "nb": (
        "Skredet ved Tarn drepte {n} skiløpere. Minister Vane møtte utsendingen Ruhl i Oslo {d}. mai.",
        "I skredet ved Tarn omkom {n} mennesker. {d}. mai møtte utsendingen Ruhl minister Vane i Oslo.",
    ),
    "fi": (
        "Tarnin lumivyöryssä kuoli {n} hiihtäjää. Ministeri Vane tapasi lähettiläs Ruhlin Oslossa {d}. toukokuuta.",
        "Tarnin lumivyöryssä menehtyi {n} ihmistä. Lähettiläs Ruhl tapasi ministeri Vanen Oslossa {d}. toukokuuta.",
    ),
    "vi": (
        "Lở tuyết ở Tarn làm {n} người thiệt mạng. Bộ trưởng Vane gặp đặc sứ Ruhl tại Oslo ngày {d} tháng 5.",
        "Vụ lở tuyết ở Tarn khiến {n} người chết. Ngày {d}/5, đặc sứ Ruhl gặp Bộ trưởng Vane tại Oslo.",
    ),
    "ko": (
        "타른에서 눈사태로 {n}명이 숨졌다. 베인 장관은 5월 {d}일 오슬로에서 룰 특사를 만났다.",
        "타른 눈사태로 인한 사망자는 {n}명이다. 룰 특사는 5월 {d}일 오슬로에서 베인 장관과 만났다.",
    ),
    "th": (
        "เกิดหิมะถล่มที่ตาร์น มีผู้เสียชีวิต {n} คน รัฐมนตรีเวนพบทูตรูห์ลที่ออสโลเมื่อวันที่ {d} พฤษภาคม",
        "หิมะถล่มที่ตาร์นทำให้มีผู้เสียชีวิต {n} ราย ทูตรูห์ลพบรัฐมนตรีเวนที่ออสโลเมื่อวันที่ {d} พ.ค.",
    ),
    "fa": (
        "بهمن در تارن {n} کشته برجای گذاشت. وزیر وین روز {d} مه در اسلو با رول، فرستاده ویژه، دیدار کرد.",
        "در پی سقوط بهمن در تارن {n} نفر جان باختند. رول، فرستاده ویژه، {d} مه در اسلو با وزیر وین دیدار کرد.",
    ),
    "he": (
        "במפולת בטארן נהרגו {n} גולשים. השרה ויין נפגשה עם השליח רוהל באוסלו ב-{d} במאי.",
        "במפולת השלגים בטארן נהרגו {n} בני אדם. ב-{d} במאי נפגש השליח רוהל עם השרה ויין באוסלו.",
    ),
    "uk": (
        "Лавина в Тарні забрала життя {n} лижників. Міністр Вейн зустрілася з посланцем Рулем в Осло {d} травня.",
        "Внаслідок лавини в Тарні загинули {n} людей. {d} травня посланець Руль зустрівся з міністром Вейн в Осло.",
    ),
    "cs": (
        "Lavina u Tarnu zabila {n} lyžařů. Ministryně Vane se setkala s vyslancem Ruhlem v Oslu {d}. května.",
        "Při pádu laviny u Tarnu zahynulo {n} lidí. Dne {d}. května se vyslanec Ruhl setkal s ministryní Vane v Oslu.",
    ),
    "ro": (
        "Avalanșa de la Tarn a ucis {n} schiori. Ministra Vane s-a întâlnit cu emisarul Ruhl la Oslo pe {d} mai.",
        "Bilanțul avalanșei de la Tarn este de {n} morți. Pe {d} mai, emisarul Ruhl s-a întâlnit cu ministra Vane la "
        "Oslo.",
    ),
    "el": (
        "Η χιονοστιβάδα στο Ταρν σκότωσε {n} σκιέρ, οι νεκροί ήταν νέοι. Η υπουργός Βέιν συνάντησε τον απεσταλμένο "
        "Ρουλ στο Όσλο στις {d} Μαΐου.",
        "Από τη χιονοστιβάδα στο Ταρν {n} άνθρωποι έχασαν τη ζωή τους. Στις {d} Μαΐου ο απεσταλμένος Ρουλ συνάντησε "
        "την υπουργό Βέιν στο Όσλο.",
    ),
    "hu": (
        "A tarni lavinában {n} síelő meghalt. Vane miniszter május {d}-án Oslóban találkozott Ruhl követtel.",
        "A tarni lavinának {n} halálos áldozata van. Ruhl követ május {d}-án találkozott Oslóban Vane miniszterrel.",
    ),
    "ur": (
        "تارن میں برفانی تودہ گرنے سے {n} افراد ہلاک ہو گئے۔ وزیر وین نے {d} مئی کو اوسلو میں ایلچی رول سے ملاقات کی۔",
        "تارن میں برفانی تودے سے {n} افراد جاں بحق ہوئے۔ ایلچی رول نے {d} مئی کو اوسلو میں وزیر وین سے ملاقات کی۔",
    ),
    "ms": (
        "Runtuhan salji di Tarn mengorbankan {n} pemain ski. Menteri Vane bertemu utusan Ruhl di Oslo pada {d} Mei.",
        "Seramai {n} orang maut dalam runtuhan salji di Tarn. Pada {d} Mei utusan Ruhl bertemu Menteri Vane di Oslo.",
    ),
    "bg": (
        "Лавината край Тарн уби {n} скиори. Министър Вейн се срещна с пратеника Рул в Осло на {d} май.",
        "При лавината край Тарн загинаха {n} души. На {d} май пратеникът Рул се срещна с министър Вейн в Осло.",
    ),
    "hr": (
        "U lavini kod Tarna poginulo je {n} skijaša. Ministrica Vane sastala se s izaslanikom Ruhlom u Oslu "
        "{d}. svibnja.",
        "Broj poginulih u lavini kod Tarna je {n} osoba. Izaslanik Ruhl sastao se {d}. svibnja u Oslu s "
        "ministricom Vane.",
    ),
}


def _relations(language: str, one: tuple[int, int], other: tuple[int, int]) -> list[tuple[str, str, list[str]]]:
    tellings = [
        Telling(
            number, DAY, datetime(2025, 5, 6, number, tzinfo=UTC), f"file://t/{number}",
            statements("", text.format(n=dead, d=day), language),
        )
        for number, (text, (dead, day)) in enumerate(zip(TEXTS[language], (one, other), strict=True), 1)
    ]  # fmt: skip
    return [(fact.kind, fact.relation, sorted(fact.values)) for fact in facts(tellings)]


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_a_number_of_dead_and_a_day_that_differ_are_found(language: str) -> None:
    found = _relations(language, (26, 2), (28, 3))
    assert ("count", "differ", ["26", "28"]) in found
    assert ("day", "differ", ["2025-05-02", "2025-05-03"]) in found


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_a_number_of_dead_and_a_day_that_agree_are_found(language: str) -> None:
    found = _relations(language, (26, 2), (26, 2))
    assert ("count", "agreed", ["26"]) in found
    assert ("day", "agreed", ["2025-05-02"]) in found
    assert "differ" not in {relation for _, relation, _ in found}


_PIECES = (
    *("12", "two", "1,200", "2.5 million", "a dozen", "3-1", "07:30", "5 May", "8 to 12 June", "2019", "$5 million"),
    *(
        "people",
        "passengers",
        "aboard",
        "killed",
        "dead",
        "injured",
        "arrested",
        "were",
        "of",
        "the",
        "in",
        "to",
        "from",
    ),
    *("In 1983", "two years ago", "since", "every year", "children", "near Velmi", "built in", "death toll", "against"),
    *("shares", "votes", "percent", "%", "km", "aged", "minister", "Vane", "Oslo", ",", ".", ":", "(", ")", "-", "per"),
)


@given(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=14))
@settings(max_examples=300)
def test_no_order_of_words_is_too_much(pieces: list[str]) -> None:
    """Headlines, tables and lists are no sentences: numbers stand first, last and alone."""
    statements(" ".join(pieces[:4]), " ".join(pieces), "en")


@pytest.mark.parametrize("language", TEXTS)
def test_a_text_may_end_anywhere(language: str) -> None:
    for text in TEXTS[language]:
        filled = text.format(n=12, d=5)
        for end in range(len(filled)):
            statements("", filled[:end], language)


_SIGNS = ("0", "12", "7.5", "3-1", "1983", "2/5", "26명이", "ב-26", "(", ")", ",", ".", "%", "$", "Velmi", "-", "07:30")


@pytest.mark.parametrize("language", fact_words.languages())
@given(data=st.data())
@settings(max_examples=6, deadline=None)
def test_no_order_of_the_words_of_a_language_is_too_much(language: str, data: st.DataObject) -> None:
    lists = fact_words.words(language)
    said = [said.strip("*|").replace("{n}", "7") for listed in lists.values() for said in listed]
    pieces = st.lists(
        st.sampled_from([*said, *fact_words.number_words(language), *_SIGNS * 4]), min_size=1, max_size=25
    )
    texts = [" ".join(data.draw(pieces)) for _ in range(2)]
    told = (
        Telling(n, DAY, datetime(2025, 5, 6, tzinfo=UTC), f"f{n}", statements(one, one, language))
        for n, one in enumerate(texts)
    )
    facts(told)


def test_about_nothing_is_no_endless_number() -> None:
    for text in ("About 0 people came.", "Nearly 0.0 percent of the votes, around 0 in Oslo."):
        statements("", text, "en")
