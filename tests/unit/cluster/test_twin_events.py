"""Two events of one kind in one week, told in the same words: of two countries they are two stories."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from mediawatch.cluster.assign import assign
from mediawatch.cluster.marks import first_name
from mediawatch.cluster.marks import told as marks_told
from mediawatch.cluster.records import StoryArticle
from memory_index import MemoryIndex

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
TURKEY = (
    """A strong earthquake of magnitude 6.4 struck eastern Turkey early on Monday, killing at least 18 people and
burying families under collapsed apartment blocks in Malatya.

The country's disaster agency AFAD put the epicentre near Doganyol at a depth of ten kilometres. Rescue teams searched
the rubble for survivors through the night as temperatures fell below freezing.

Hospitals in Malatya and Elazig treated more than 300 injured.""",
    """Turkey's government promised on Wednesday to rebuild the houses that Monday's earthquake destroyed in Malatya
province within a year.

AFAD counted 36 dead and 412 injured. Search and rescue work has ended in most districts, officials said, and schools
stay closed until inspectors have looked at walls and stairs. The quake had a magnitude of 6.4.""",
)
PERU = (
    """A powerful earthquake of magnitude 6.6 shook southern Peru on Tuesday evening, killing at least 9 people and
damaging homes and churches in Arequipa.

The national geophysical institute put the epicentre off Camana at a depth of 35 kilometres. Rescue teams searched the
rubble for survivors, and the coast road was blocked by landslides.

Hospitals in Arequipa treated some 120 injured.""",
    """Peruvian rescuers reached villages above Arequipa on Wednesday that landslides had cut off, and the death toll of
the earthquake rose to 14.

The quake had a magnitude of 6.6. Adobe houses collapsed in Caraveli and Chala, the civil defence institute INDECI said
in Lima, and schools stay closed until inspectors have looked at walls and roofs.""",
)
PORTUGAL = (
    """Voters in Portugal gave the alliance of Luis Montenegro the most seats on Sunday, but no majority in parliament,
partial results showed.

The Socialists conceded defeat. Turnout was 64 percent, the electoral commission in Lisbon said. Coalition talks are to
begin this week.""",
    """Portugal's Socialists will not block a minority government of Luis Montenegro, their leader said in Lisbon on
Monday after Sunday's election left no party with a majority in parliament.

Coalition talks begin on Tuesday.""",
)
NORWAY = (
    """Voters in Norway gave the party of Jonas Dalgard the most seats on Sunday, but no majority in parliament, partial
results showed.

The Conservatives conceded defeat. Turnout was 78 percent, the electoral commission in Oslo said. Coalition talks are to
begin this week.""",
    """Norway's Conservatives conceded defeat in Oslo on Monday after Sunday's election left Jonas Dalgard in power,
though without a majority in parliament.

Coalition talks begin on Tuesday.""",
)


def told(name: str, texts: tuple[str, ...]) -> list[StoryArticle]:
    return [
        StoryArticle(
            f"https://{name}.example/{day}",
            f"https://{name}.example/{day}",
            text.split("\n")[0],
            text.replace("\n\n", "¶").replace("\n", " ").replace("¶", "\n\n"),
            "en",
            MONDAY + timedelta(days=day),
            MONDAY + timedelta(days=day),
            dated=True,
        )
        for day, text in enumerate(texts)
    ]


@pytest.mark.parametrize(("here", "there"), [(TURKEY, PERU), (PORTUGAL, NORWAY)], ids=["earthquakes", "elections"])
@pytest.mark.parametrize("runs", [1, 2])
def test_two_events_in_two_countries_are_two_stories(here: tuple[str, ...], there: tuple[str, ...], runs: int) -> None:
    """At once and in two runs, the second of which meets the stories of the first."""
    index = MemoryIndex()
    articles = [*told("here", here), *told("there", there)]
    for batch in [articles] if runs == 1 else [articles[::2], articles[1::2]]:
        index.publish(batch, assign(batch, index))
    mine, theirs = ({index.story_of[a.uri] for a in told(*own)} for own in (("here", here), ("there", there)))
    assert not mine & theirs
    assert runs == 2 or len(mine) == len(theirs) == 1


BRESK = (
    """Pazartesi günü Orvanya'nın doğusunda 6,1 büyüklüğünde deprem oldu, Bresk kasabasında evler hasar gördü.

Palona'daki içişleri bakanlığı en az 12 kişinin öldüğünü bildirdi. Kurtarma ekipleri Bresk'te okulun enkazını aradı.""",
    """Orvanya'nın doğusundaki Bresk'te pazartesi günkü depremde en az 12 kişi öldü, bir okul çöktü.

İçişleri bakanlığı Palona'dan asker gönderdi.""",
)
TOLVIK = (
    """Çarşamba günü Selmark'ın batısında 5,8 büyüklüğünde deprem oldu, Tolvik limanı çevresinde evler hasar gördü.

Harnby'deki sivil savunma en az 7 kişinin öldüğünü bildirdi. Kurtarma ekipleri Tolvik'te çöken oteli aradı.""",
    """Selmark'ın batısındaki Tolvik limanında çarşamba günkü depremde bir otel çöktü, en az 7 kişi öldü.

Sivil savunma Harnby'den ekip gönderdi.""",
)


def test_two_events_at_towns_without_a_country_are_two_stories() -> None:
    """Their accounts have no name in common."""
    index = MemoryIndex()
    articles = [replace(a, in_language="tr") for a in (*told("bresk", BRESK), *told("tolvik", TOLVIK))]
    index.publish(articles, assign(articles, index))
    mine, theirs = ({index.story_of[a.uri] for a in told(*own)} for own in (("bresk", BRESK), ("tolvik", TOLVIK)))
    assert not mine & theirs
    assert len(mine) == len(theirs) == 1


def test_a_brief_of_three_paragraphs_is_no_round_up() -> None:
    """Its headline is its own first sentence, and no two of its paragraphs share a name."""
    brief = """Rescuers pulled a mother and her two children alive from the ruins of a five-storey house in Malatya on
Tuesday, a day after a 6.4-magnitude quake shook eastern Turkey.

The death toll rose to 31, the interior minister said in Ankara. Some 40 buildings came down, and aftershocks kept
thousands of people in the streets.

Turkey lies on two fault lines and is hit by earthquakes often; in 2023 more than 50,000 people died in the south."""
    [article] = told("brief", (brief,))
    article = replace(article, headline=article.article_body[:70])
    assert not assign([article], MemoryIndex()).round_ups


def test_one_event_of_which_each_account_names_another_country_stays_one() -> None:
    """Where they share names, the countries that each names are sides of one event."""
    accounts = (
        """Soldiers exchanged fire across the river at Kelmar for a third night, and Colonel Adil Rahmat said in
Islamabad that Pakistan had lost two men at the Samgar post.

General Tarun Mehra spoke of a provocation. Talks between the two at the Wagrah gate were called off.""",
        """Talks at the Wagrah gate were called off after soldiers exchanged fire at Kelmar for a third night.

General Tarun Mehra said that India had answered shots from the Samgar post across the river, and that Colonel Adil
Rahmat had not picked up the telephone.""",
    )
    index = MemoryIndex()
    articles = told("border", accounts)
    index.publish(articles, assign(articles, index))
    assert len(set(index.story_of.values())) == 1
    assert sorted(index.story_of) == sorted(article.uri for article in articles)


FIRES = {
    "de": (
        (
            "Vier Tote bei Brand in Pflegeheim in Velmar\n"
            "Bei einem Brand in einem Pflegeheim in Velmar sind in der Nacht vier Bewohner ums Leben "
            "gekommen. Die Feuerwehr war mit 80 Einsatzkräften vor Ort. Die Polizei ermittelt.",
            "Velmarer Pflegeheim: Heizkissen löste Feuer aus\n"
            "Das Feuer in dem Pflegeheim in Velmar mit vier Toten wurde durch ein Heizkissen ausgelöst, "
            "teilte die Polizei mit.",
        ),
        (
            "Drei Tote bei Brand in Wohnhaus in Orsted\n"
            "Bei einem Brand in einem Wohnhaus in Orsted sind in der Nacht drei Menschen ums Leben "
            "gekommen. Die Feuerwehr war mit 60 Einsatzkräften vor Ort. Die Polizei ermittelt.",
            "Brand in Orsted: Polizei vermutet Brandstiftung\n"
            "Nach dem Feuer in einem Wohnhaus in Orsted mit drei Toten nahm die Polizei einen Mann fest.",
        ),
    ),
    "es": (
        (
            "Tres muertos en el incendio de un edificio en Velmar\n"
            "Tres personas murieron en la madrugada de este martes en el incendio de un edificio en "
            "Velmar. Los bomberos rescataron a once vecinos.",
            "Velmar: el incendio empezó en un patinete\n"
            "El incendio que causó tres muertos en Velmar empezó en la batería de un patinete, según los "
            "bomberos.",
        ),
        (
            "Cuatro muertos en el incendio de una residencia en Orsted\n"
            "Cuatro personas murieron en la noche de este lunes en el incendio de una residencia en "
            "Orsted. Los bomberos rescataron a veinte residentes.",
            "La residencia de Orsted no tenía detectores\n"
            "La residencia de Orsted en la que murieron cuatro ancianos en un incendio no tenía "
            "detectores, según los bomberos.",
        ),
    ),
    "ru": (
        (
            "В Вельмаре при пожаре в общежитии погибли четыре человека\n"
            "В Вельмаре ночью загорелось общежитие, погибли четыре человека. По данным МЧС, огонь охватил "
            "третий этаж. В Вельмаре возбуждено уголовное дело.",
            "После пожара в Вельмаре задержан комендант\n"
            "Следователи в Вельмаре задержали коменданта общежития, где при пожаре погибли четыре "
            "человека.",
        ),
        (
            "В Орстеде при пожаре на складе погибли три человека\n"
            "В Орстеде утром загорелся склад, погибли три человека. По данным МЧС, огонь охватил два "
            "ангара. В Орстеде возбуждено уголовное дело.",
            "Пожар на складе в Орстеде начался из-за сварки\n"
            "Пожар на складе в Орстеде, где погибли три человека, начался из-за сварочных работ.",
        ),
    ),
    "en": (
        (
            "Four die in care home fire in Velmar\n"
            "Four residents died in a fire at a care home in Velmar overnight. Sixty firefighters were at "
            "the scene. Police are investigating the cause.",
            "Velmar care home fire started in laundry\n"
            "The fire that killed four at a care home in Velmar started in the laundry, police said.",
        ),
        (
            "Three die in house fire in Orsted\n"
            "Three people died in a fire at a house in Orsted overnight. Forty firefighters were at the "
            "scene. Police are investigating the cause.",
            "Man arrested over house fire in Orsted\n"
            "A man was arrested after a fire at a house in Orsted that killed three. Police are "
            "investigating.",
        ),
    ),
}


@pytest.mark.parametrize("language", FIRES)
def test_two_fires_in_two_towns_are_two_stories(language: str) -> None:
    """Each account names one town. German nouns have capitals too, and one office (МЧС) tells of both fires."""
    index = MemoryIndex()
    events = [
        [replace(a, in_language=language) for a in told(name, texts)]
        for name, texts in zip(("velmar", "orsted"), FIRES[language], strict=True)
    ]
    articles = [*events[0], *events[1]]
    index.publish(articles, assign(articles, index))
    stories = [{index.story_of[article.uri] for article in event} for event in events]
    assert not stories[0] & stories[1]
    assert [len(numbers) for numbers in stories] == [1, 1]


def test_where_all_nouns_have_capitals_a_place_stands_behind_a_preposition() -> None:
    text = "Bei einem Unfall auf der Autobahn 7 nahe Velmar starb ein Mann. In Flammen stand der Lastwagen bei Orsted."
    _, names = marks_told("Flammen nach Unfall bei Velmar", f"{text} Die Flammen löschte ein Zug in Velmar.", "de")
    assert {name for name in names if name.startswith("n:")} == {"n:velmar"}
    assert {"v:unfal", "v:flamen", "v:orsted"} <= names


TOWNS = {
    "ko": (
        "벨마시 동부에서 지진…3명 부상",
        "올스시 북부에서 지진…2명 부상",
        "에서 지진이 발생해 주민들이 다치고 주택 담장이 무너졌다.",
    ),
    "ja": (
        "富野市の住宅で火災、2人死亡",
        "岡沢市の住宅で火災、3人死亡",
        "の住宅で火災があり、焼け跡から遺体が見つかった。",
    ),
    "zh": ("绍宁市一居民楼发生火灾", "芜阳市一仓库发生火灾", "凌晨发生火灾，消防部门出动多辆消防车，明火已扑灭。"),
    "ar": (
        "مقتل ثلاثة في حريق بمدينة طنطور",
        "مقتل أربعة في حريق بمدينة أسيور",
        "قتل أشخاص في حريق شب فجرا وسيطرت الحماية على النيران",
    ),
    "he": (
        "שני הרוגים בשריפה בעיר ארדון",
        "שלושה הרוגים בשריפה בעיר תלמון",
        "בני אדם נהרגו בשריפה שפרצה לפנות בוקר וכבאים חילצו דיירים",
    ),
    "hi": ("मेरपुर शहर में आग, तीन की मौत", "भिलगढ़ शहर में आग, दो की मौत", "आग लगने से मजदूरों की मौत हो गई और दमकल ने आग बुझाई"),
}


@pytest.mark.parametrize("language", TOWNS)
def test_in_scripts_without_capitals_a_headline_tells_a_town_by_what_stands_beside_it(language: str) -> None:
    """Two fires of two towns are two stories; two reports of one are one."""
    *headlines, body = TOWNS[language]
    index = MemoryIndex()
    articles = [
        replace(told(f"{place}-{number}", (f"{headline}\n{headline}. {body}",))[0], in_language=language)
        for place, headline in enumerate(headlines)
        for number in range(2)
    ]
    index.publish(articles, assign(articles, index))
    assert [index.story_of[a.uri] for a in articles] == [index.story_of[articles[n].uri] for n in (0, 0, 2, 2)]
    assert len(set(index.story_of.values())) == 2


def test_what_a_headline_does_not_name_parts_no_accounts() -> None:
    """Where somebody spoke of an event is not where it was."""
    accounts = (
        """Minister quits over messages to a lobbyist
The transport minister resigned on Monday over messages to a lobbyist. Jane Orwin called for an inquiry.""",
        """Transport minister resigns after messages
The transport minister resigned over messages to a lobbyist, a spokesman in Velmar said on Monday.""",
    )
    index = MemoryIndex()
    articles = told("minister", accounts)
    index.publish(articles, assign(articles, index))
    assert len(set(index.story_of.values())) == 1


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        (
            "ar",
            ("حريق في مدينة طنطا", "اندلع حريق في مدينة طنطا وأصيب ثلاثة أشخاص."),
            ("إصابة ثلاثة في حريق في محافظة الغربية", "أصيب ثلاثة أشخاص في حريق بطنطا في محافظة الغربية."),
        ),
        (
            "he",
            ("שריפה בעיר טבריה", "שלושה נפצעו בשריפה בעיר טבריה."),
            ("שלושה נפצעו בשריפה ליד הכנרת", "שלושה נפצעו בשריפה בטבריה ליד הכנרת."),
        ),
    ],
)
def test_a_place_stands_in_a_text_also_with_a_preposition_written_on_it(
    language: str, one: tuple[str, str], other: tuple[str, str]
) -> None:
    names, others = (marks_told(*account, language)[1] for account in (one, other))
    headed = {name[2:] for name in names if name.startswith("n:")}
    assert headed & {name[2:] for name in others}


TWO_NAMES = {
    "en": (
        "Fire kills three in Kyiv warehouse\nA fire in a warehouse in Kyiv killed three workers.",
        "Three die in Kiev warehouse fire\nThree workers were killed when a warehouse burned in Kiev, rescuers said.",
    ),
    "de": (
        "Brücke in Mumbai eingestürzt\nIn Mumbai ist eine Brücke eingestürzt und hat neun Pendler verletzt.",
        "Neun Verletzte in Bombay: Brücke eingestürzt\nNeun Pendler sind in Bombay verletzt worden, als eine Brücke "
        "einstürzte.",
    ),
    "pl": (
        "W Mumbaju zawalił się most, dziewięciu rannych\nDziewięciu pasażerów zostało rannych w "
        "Mumbaju, gdy zawalił się most.",
        "Dziewięciu rannych pasażerów w Bombaju\nMost zawalił się w Bombaju, dziewięciu pasażerów jest rannych.",
    ),
    "es": (
        "Mueren tres obreros en un incendio en Rangún\nTres obreros murieron en el incendio de un almacén en Rangún.",
        "Incendio de un almacén en Yangón\nUn almacén ardió en Yangón y murieron tres obreros.",
    ),
}


@pytest.mark.parametrize("language", TWO_NAMES)
def test_a_town_with_two_names_is_one(language: str) -> None:
    index = MemoryIndex()
    articles = [
        replace(article, in_language=language, headline=text.split("\n")[0], article_body=text.split("\n")[1])
        for article, text in zip(told("town", TWO_NAMES[language]), TWO_NAMES[language], strict=True)
    ]
    index.publish(articles, assign(articles, index))
    assert len(set(index.story_of.values())) == 1


@pytest.mark.parametrize("name", ["london", "madrid", "gandi", "bangko", "nikola", "iang"])
def test_names_that_begin_alike_are_no_other_names(name: str) -> None:
    assert first_name(name) == name
