"""Datelines come off on evidence and sentences stay."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mediawatch.clean.dates.dateline import split_dateline

TEXT = "The minister said on Monday that the river had risen over night."
RUSSIAN = "Министр сообщил в понедельник, что река вышла из берегов."
HINDI = "मंत्री ने सोमवार को कहा कि नदी का जलस्तर बढ़ गया है।"


SPANISH = "El ministro dijo el lunes que el río había crecido durante la noche."
CHINESE = "国家主席星期一表示，两国关系发展良好。"
KOREAN = "대통령은 월요일 강 수위가 올랐다고 말했다."
MAY5 = (5, 5)

# what stands before the text, the text, then place, agency and day as they should be found
STYLES = [
    # English-language agencies
    ("NEW DELHI, May 5 (Reuters) - ", TEXT, "NEW DELHI", "Reuters", MAY5),
    ("NEW DELHI/ISLAMABAD, May 5 (Reuters) - ", TEXT, "NEW DELHI/ISLAMABAD", "Reuters", MAY5),
    ("SRINAGAR, India/ISLAMABAD, May 5 (Reuters) – ", TEXT, "SRINAGAR, India/ISLAMABAD", "Reuters", MAY5),
    ("SRINAGAR, India, May 5 (Reuters) - ", TEXT, "SRINAGAR, India", "Reuters", MAY5),
    ("BAGHDAD/WASHINGTON (Reuters) - ", TEXT, "BAGHDAD/WASHINGTON", "Reuters", None),
    ("(Reuters) - ", TEXT, None, "Reuters", None),
    ("May 5 (Reuters) - ", TEXT, None, "Reuters", MAY5),
    ("NEW DELHI (AP) — ", TEXT, "NEW DELHI", "AP", None),
    ("KYIV, Ukraine (AP) -- ", TEXT, "KYIV, Ukraine", "AP", None),
    ("LARKIN, Calif. (AP) — ", TEXT, "LARKIN, Calif.", "AP", None),
    ("BERING, N.Y. (WXYZ) — ", TEXT, "BERING, N.Y.", "WXYZ", None),
    ("Islamabad, May 5, 2025 (AFP) - ", TEXT, "Islamabad", "AFP", MAY5),
    ("Paris (AFP) – ", TEXT, "Paris", "AFP", None),
    ("New Delhi, May 5 (PTI) ", TEXT, "New Delhi", "PTI", MAY5),
    ("Jammu/Srinagar, May 5 (PTI): ", TEXT, "Jammu/Srinagar", "PTI", MAY5),
    ("New Delhi [India], May 5 (ANI): ", TEXT, "New Delhi", "ANI", MAY5),
    ("Larkinpur (Jammu and Kashmir) [India], May 5 (ANI): ", TEXT, "Larkinpur", "ANI", MAY5),
    ("Moscow [Russia], May 5 (ANI/TASS): ", TEXT, "Moscow", "ANI/TASS", MAY5),
    ("Kolkata, 5 May (ANI): ", TEXT, "Kolkata", "ANI", MAY5),
    ("COLOMBO, May 5 (UNI) ", TEXT, "COLOMBO", "UNI", MAY5),
    ("ISLAMABAD, May 05 (APP):", TEXT, "ISLAMABAD", "APP", MAY5),
    ("NEW DELHI, Monday (Reuters) - ", TEXT, "NEW DELHI", "Reuters", None),
    ("BEIJING, May 5 (Xinhua) -- ", TEXT, "BEIJING", "Xinhua", MAY5),
    ("MOSCOW, May 5. /TASS/. ", TEXT, "MOSCOW", "TASS", MAY5),
    ("LONDON, May 5, 2025 /PRNewswire/ -- ", TEXT, "LONDON", "PRNewswire", MAY5),
    ("Danville, Kentucky (CNN) -- ", TEXT, "Danville, Kentucky", "CNN", None),
    ("LARKIN, Mich (May 5, 2025) – ", TEXT, "LARKIN, Mich", None, MAY5),
    # without an agency
    ("New Delhi, May 5: ", TEXT, "New Delhi", None, MAY5),
    ("New Delhi, 5th May: ", TEXT, "New Delhi", None, MAY5),
    ("Srinagar May 05: ", TEXT, "Srinagar", None, MAY5),
    ("LARKINPUR, May 5 — ", TEXT, "LARKINPUR", None, MAY5),
    ("Larkinpur, Kashmir, May 5: ", TEXT, "Larkinpur, Kashmir", None, MAY5),
    ("Larkinpur (Bihar), May 5: ", TEXT, "Larkinpur", None, MAY5),
    ("LARKIN, Ohio — ", TEXT, "LARKIN, Ohio", None, None),
    ("LARKIN, MI – ", TEXT, "LARKIN, MI", None, None),
    ("Kabul, Afghanistan - ", TEXT, "Kabul, Afghanistan", None, None),
    ("New Delhi - ", TEXT, "New Delhi", None, None),
    ("KYIV — ", "Ukraine said on Monday that the river had risen.", "KYIV", None, None),
    ("WASHINGTON — ", "Senators of both parties agreed on Monday.", "WASHINGTON", None, None),
    ("New Delhi: ", "Prime Minister Ines Barreto said it was over.", "New Delhi", None, None),
    ("New Delhi: ", "Foreign Minister Dr. Barreto said it was over.", "New Delhi", None, None),
    ("New Delhi: ", "The Larkin High Court on Monday heard the case.", "New Delhi", None, None),
    ("New Delhi: ", "A Larkin court on Monday heard the Story of a Raft case.", "New Delhi", None, None),
    ("New Delhi: ", TEXT, "New Delhi", None, None),
    ("New Delhi : ", TEXT, "New Delhi", None, None),
    ("MUMBAI | May 5 — ", TEXT, "MUMBAI", None, MAY5),
    ("PORT-AU-PRINCE — ", TEXT, "PORT-AU-PRINCE", None, None),
    # continental Europe
    ("Berlin (dpa) – ", TEXT, "Berlin", "dpa", None),
    ("Berlin (dpa/lno) - ", TEXT, "Berlin", "dpa/lno", None),
    ("Wien/Moskau (APA/Reuters) - ", TEXT, "Wien/Moskau", "APA/Reuters", None),
    ("Berlin, 05. Mai (Reuters) - ", TEXT, "Berlin", "Reuters", MAY5),
    ("Paris, 5 mai (AFP) – ", TEXT, "Paris", "AFP", MAY5),
    ("Paris, le 5 mai 2025 (AFP) - ", TEXT, "Paris", "AFP", MAY5),
    ("Madrid, 5 may (EFE).- ", SPANISH, "Madrid", "EFE", MAY5),
    ("Nueva Delhi, 5 may 2025 (EFE).– ", SPANISH, "Nueva Delhi", "EFE", MAY5),
    ("MADRID, 5 may. (EUROPA PRESS) - ", SPANISH, "MADRID", "EUROPA PRESS", MAY5),
    ("(ANSA) - ROMA, 05 MAG - ", TEXT, "ROMA", "ANSA", MAY5),
    ("Lisboa, 05 mai 2025 (Lusa) - ", TEXT, "Lisboa", "Lusa", MAY5),
    ("ANKARA, 5 Mayıs (AA) - ", TEXT, "ANKARA", "AA", MAY5),
    # press releases
    ("MARLIN, Ohio--(BUSINESS WIRE)--May 5, 2025--", TEXT, "MARLIN, Ohio", "BUSINESS WIRE", MAY5),
    ("PARIS--(BUSINESS WIRE)--5 mai 2025-- ", TEXT, "PARIS", "BUSINESS WIRE", MAY5),
    ("LONDON--(BUSINESS WIRE)--", TEXT, "LONDON", "BUSINESS WIRE", None),
    ("Marlin, Ohio--(Newsfile Corp. - May 5, 2025) - ", TEXT, "Marlin, Ohio", "Newsfile Corp", MAY5),
    ("MARLIN, OH / ACCESS Newswire / May 5, 2025 / ", TEXT, "MARLIN, OH", "ACCESS Newswire", MAY5),
    ("MARLIN, Ohio, May 5, 2025 /PRNewswire/ -- ", TEXT, "MARLIN, Ohio", "PRNewswire", MAY5),
    ("Marlin (ots) - ", TEXT, "Marlin", "ots", None),
    # Russian
    ("МОСКВА, 5 мая. /ТАСС/. ", RUSSIAN, "МОСКВА", "ТАСС", MAY5),
    ("МОСКВА, 5 мая 2025 года. /ТАСС/. ", RUSSIAN, "МОСКВА", "ТАСС", MAY5),
    ("НЬЮ-ДЕЛИ, 5 мая. /Корр. ТАСС Иван Петров/. ", RUSSIAN, "НЬЮ-ДЕЛИ", "Корр. ТАСС Иван Петров", MAY5),
    ("МОСКВА, 5 мая — РИА Новости. ", RUSSIAN, "МОСКВА", "РИА Новости", MAY5),
    ("МОСКВА, 5 мая - РИА Новости, Иван Петров. ", RUSSIAN, "МОСКВА", "РИА Новости", MAY5),
    ("Москва. 5 мая. ИНТЕРФАКС - ", RUSSIAN, "Москва", "ИНТЕРФАКС", MAY5),
    ("Нью-Дели. 5 мая. INTERFAX.RU - ", RUSSIAN, "Нью-Дели", "INTERFAX.RU", MAY5),
    # Hindi, Marathi
    ("नई दिल्ली, 5 मई (भाषा) ", HINDI, "नई दिल्ली", "भाषा", MAY5),
    ("नई दिल्ली, 5 मई (उत्तर वार्ता) ", HINDI, "नई दिल्ली", "उत्तर वार्ता", MAY5),
    ("नयी दिल्ली, पांच मई (भाषा) ", HINDI, "नयी दिल्ली", "भाषा", MAY5),
    ("नई दिल्ली, 05 मई (हि.स.)। ", HINDI, "नई दिल्ली", "हि.स.", MAY5),
    ("नई दिल्ली, 5 मई। ", HINDI, "नई दिल्ली", None, MAY5),
    ("नई दिल्ली। ", HINDI, "नई दिल्ली", None, None),
    ("नई दिल्ली: ", HINDI, "नई दिल्ली", None, None),
    ("नई दिल्ली, पीटीआई। ", HINDI, "नई दिल्ली", "पीटीआई", None),
    ("उत्तर संवाददाता, नई दिल्ली। ", HINDI, "नई दिल्ली", "उत्तर संवाददाता", None),
    ("इस्लामाबाद (एपी)। ", HINDI, "इस्लामाबाद", "एपी", None),
    ("नवी दिल्ली, ५ मे (पीटीआय) ", HINDI, "नवी दिल्ली", "पीटीआय", MAY5),
    # Chinese, Korean
    ("新华社北京5月5日电（记者 张三）", CHINESE, "北京", "新华社", MAY5),
    ("(서울=연합뉴스) 김철수 기자 = ", KOREAN, "서울", "연합뉴스", None),
]


@pytest.mark.parametrize(("head", "rest", "place", "agency", "day"), STYLES, ids=[style[0] for style in STYLES])
def test_datelines(head: str, rest: str, place: str | None, agency: str | None, day: tuple[int, int] | None) -> None:
    found = split_dateline(head + rest)
    assert found is not None
    assert (found.place, found.agency, found.day, found.rest) == (place, agency, day, rest)


@pytest.mark.parametrize("rest", ["the river rose over night.", "of all the cities.", "went on.", ""])
@pytest.mark.parametrize("head", sorted({style[0] for style in STYLES if style[1] == TEXT}))
def test_what_goes_on_in_small_letters_is_a_sentence(head: str, rest: str) -> None:
    found = split_dateline(head + rest)
    assert found is None or found.place is None


@pytest.mark.parametrize(
    "text",
    [
        *("Analysis: " + TEXT, "Modi: " + TEXT, "BREAKING - " + TEXT, "Update: " + TEXT, "India, Russia: " + TEXT),
        *("On May 5, Putin said that it was over.", "May 5, 2025 was a Monday in spring.", "Monday, May 5: " + TEXT),
        *("In May 5 people died in the valley.", "The Congress (INC) said it would not vote.", "NATO - " + TEXT),
        *("London is calling to the faraway towns.", "New Delhi: no.", "Paris - where the treaty was signed - is far."),
        *("Washington (AP) was quoted as the source.", "", "Question: " + TEXT, "He said: " + TEXT),
        *("Apple (AAPL) - " + TEXT, "Infosys (NSE: INFY) - " + TEXT, "Ines Barreto (ESP) - " + TEXT),
        *("COVID-19 - " + TEXT, "May 5 (Monday) was a day like any other.", "Moscow, May 9: what to expect of it"),
        *("The Hindu (PTI) reported that rain fell.", "Delhi Police said on Monday that it rained.", "AP — " + TEXT),
        *("U.S. (AP) is a big country of all.", "River talks on Monday: " + TEXT, "Posted 11 / 27 / 2012 It rained."),
        *("Москва. " + RUSSIAN, "Путин: " + RUSSIAN, "Москва (столица России) готовится к параду на площади."),
        *("Россия, 5 мая. " + RUSSIAN, "भारत। " + HINDI, "मोदी: " + HINDI, "नई दिल्ली में 5 मई को बैठक हुई। " + HINDI),
        "दिल्ली पुलिस (विशेष) ने कहा कि यह सच है।",
        # persons, companies and topics with a day, in capitals or before a bracket
        *(
            "Modi, May 5: We will build it again.",
            "Ines Barreto, 5 May: The president is wrong.",
            "Larkinpur, May 5: " + TEXT,
        ),
        *("Tesla, May 5 - Shares rose by a tenth.", "TRUMP — The president has signed it.", "MIGRATION – " + TEXT),
        *("TESLA (TSLA) — The carmaker sold less.", "GMAC (Australia) Finance is issuing a bond.", "BARRETO: " + TEXT),
        *("Paris (2024) Olympics officials met again.", "Barreto, 5 May (Monday) The president spoke."),
        *("New Delhi, Monday (Holiday) The shops are closed.", "Barreto, May 5: NATO - The alliance met."),
        # two places, and places that the sentence goes on with
        *("Delhi - Mumbai flights were delayed by fog.", "Moscow - Beijing ties have grown for years."),
        *("LONDON - PARIS trains were late on Monday.", "Moscow – Ukraine talks went on for the day."),
        *("Delhi - Mumbai-bound trains were late again.", "Paris - Roubaix is a race for the brave."),
        *("Paris — The city of light — is far, the man said.", "Delhi, Mumbai: The two cities have grown."),
        *("दिल्ली - मुंबई उड़ानें सोमवार को देर से चलीं।", "Москва - Пекин: отношения крепнут, и это видно."),
        # titles
        *("London: The Biography is the title of it.", "Paris: A Memoir of the War, by Ines Barreto, is out."),
        *("Rome: A Tale of Three Rivers was sold out.", "Berlin: The Last Summer is a book of hers."),
        *("Venice: Seven Dead In Flood. It rained.", "Uri: The Larkin Raid was seen by millions."),
        *("Delhi: 35 degrees, Mumbai: 31 degrees, it was hot.", "Sofia: The woman next door said it."),
        "普京5月5日电话会谈后表示两国关系良好。",
    ],
)
def test_sentences_stay(text: str) -> None:
    assert split_dateline(text) is None


def test_a_year_makes_the_day_a_date() -> None:
    found = split_dateline(f"London, 5 May 2025 (Reuters) - {TEXT}")
    assert found
    assert found.date is not None
    assert found.date.date().isoformat() == "2025-05-05"


@given(st.text(max_size=150))
def test_nothing_is_invented(text: str) -> None:
    found = split_dateline(text)
    assert found is None or text.endswith(found.rest)


@pytest.mark.parametrize("unit", ["A", "A ", "A,", "Aa-", "A.b ", "A / ", "A (", "1 May ", "नई "])
def test_long_odd_starts_cost_no_time(unit: str) -> None:
    start = time.process_time()
    split_dateline(unit * 2000)
    assert time.process_time() - start < 1.0
