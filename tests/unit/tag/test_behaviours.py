"""How queries behave: a table of query and text, written from the public documentation of the tools that analysts know
(Lucene's query syntax for Media Cloud and Elasticsearch, the Boolean guides of Meltwater, Brandwatch, Talkwalker) and
from what a reader expects of each script.

In a text `[words]` marks the evidence that must be found, no marks say that the query must not match; `||` parts the
headline from the body. Marks may nest where clauses overlap.
"""

from __future__ import annotations

import pytest
from mediawatch.tag import Evaluator, Topic
from mediawatch.tag.topics.definition import Example
from mediawatch.tag.topics.examples import article_of

Row = tuple[str, str]

TABLE: dict[str, tuple[str, list[Row]]] = {
    "words are found in any case and inflection": (
        "en",
        [
            ("putin", "[Putin] met the press."),
            ("PAHALGAM", "the road to [Pahalgam]"),
            ("putin", "The Kremlin kept silent."),
            ("attack", "Two [attacks] in one week; he [attacked] again, still [attacking]."),
            ("attacks", "An [attack] was foiled."),
            ("visit", "They [visited] Delhi."),
            ("tension", "[Tensions] rose."),
            ("war", "The warden came home."),
            ("23", "They took [23] prisoners."),
            ("mh370", "Flight [MH370] vanished."),
            ("g20", "The [G20] met."),
            ("2025-04-22", "It was filed under [2025-04-22]."),
            ("india", "[India] and [Indian] sailors"),
            ("russian", "[Russia] replied."),
            ("ship", "a [ship] and its relationship"),
        ],
    ),
    "blanks and AND ask for all": (
        "en",
        [
            ("putin modi", "[Putin] called [Modi]."),
            ("putin modi", "Putin called Xi."),
            ("putin AND modi", "[Modi] thanked [Putin]."),
            ("putin AND modi AND xi", "Putin and Modi spoke."),
            ("+putin +modi", "[Putin], [Modi]"),
            ("+putin modi", "Putin alone"),
            ("putin AND modi", "[Putin] in Delhi || [Modi] was his host."),
            ("(putin) (modi)", "[Putin] and [Modi]"),
            ("android OR orchid", "An [android] drew an [orchid]."),
            ("notable", "a [notable] case"),
        ],
    ),
    "OR asks for one, AND binds closer": (
        "en",
        [
            ("putin OR lavrov", "[Lavrov] spoke."),
            ("putin OR lavrov", "[Putin] and [Lavrov] spoke."),
            ("putin OR lavrov", "Ushakov spoke."),
            ("delhi putin OR lavrov", "[Lavrov] spoke."),
            ("delhi putin OR lavrov", "Delhi was calm."),
            ("delhi AND (putin OR lavrov)", "Lavrov spoke."),
            ("delhi AND (putin OR lavrov)", "[Lavrov] flew to [Delhi]."),
            ("(a1 OR (b2 AND (c3 OR d4)))", "[b2] and [d4]"),
            ("(a1 OR (b2 AND (c3 OR d4)))", "only b2"),
        ],
    ),
    "NOT and - forbid anywhere in the article": (
        "en",
        [
            ("iran AND NOT 2005", "An [Iran] report"),
            ("iran AND NOT 2005", "An Iran report of 2005"),
            ("iran -football", "[Iran] votes"),
            ("iran -football", "Iran wins at football"),
            ("iran NOT football", "[Iran] votes"),
            ('iran -"world cup"', "[Iran] sees the cup of the world"),
            ('iran -"world cup"', "Iran at the World Cup"),
            ("iran -(football OR wrestling)", "Iran and wrestling"),
            ("iran -(football wrestling)", "[Iran] and wrestling"),
            ("NOT football AND iran", "[Iran] votes"),
            ("iran AND NOT headline:quiz", "Weekend quiz || Where is Iran?"),
            ("iran AND NOT headline:quiz", "Weekend || [Iran] in a quiz"),
            ("-football iran", "[Iran] votes"),
            ("(doctor AND NOT nurse) OR medic", "A [medic] and a nurse"),
        ],
    ),
    "phrases": (
        "en",
        [
            ('"bettie page"', "The late [Bettie Page] smiled."),
            ('"bettie page"', "Page wrote to Bettie."),
            ('"bettie page"', "Bettie turned the page."),
            ('"terror attack"', "[terror attacks] and a [terror-attack]"),
            ('"phone call"', "a phone box; a call"),
            ('"academy awards"', "the [Academy Award] went"),
            ('"one two three"', "[one two three] two three"),
            ('"one two" "two three"', "one two or three"),
            ('"amit shah" shah', "[Amit [Shah]] spoke"),
            ('"victory day parade"', "a Victory Day without a parade"),
            ('"putin, modi"', "[Putin - Modi]"),
            ('"who are you?"', "They asked: [Who are you]?"),
            ('"red sox" AND offer', "[Red Sox] [offers]"),
            ('"new york new york"', "[New York, New York] again"),
            ('"line of control"', "along the [Line of Control]"),
            ('"day victory"', "Victory Day"),
            ('"putin modi"', "a visit by Putin || Modi spoke."),
        ],
    ),
    "loose phrases count moves as Lucene does": (
        "en",
        [
            ('"india summit"~0', "[India summit]"),
            ('"india summit"~1', "[India] annual [summit]"),
            ('"india summit"~1', "India and its summit"),
            ('"india summit"~2', "[India] and its [summit]"),
            ('"india summit"~1', "summit India"),
            ('"india summit"~2', "[summit] [India]"),
            ('"indus waters treaty"~1', "[Indus] River [Waters] [Treaty]"),
            ('"indus waters treaty"~1', "Indus River Waters peace Treaty"),
            ('"war war"~3', "only one war"),
            ('"war war"~3', "[war] after [war]"),
        ],
    ),
    "NEAR/n and ONEAR/n: at most n words between": (
        "en",
        [
            ("india NEAR/2 navy", "the [navy] of [India]"),
            ("navy NEAR/0 chief", "the [navy] [chief]"),
            ("navy NEAR/0 chief", "the navy's new chief"),
            ("navy NEAR/1 chief", "the [navy's] new [chief]"),
            ("putin NEAR/3 modi", "Putin spoke at length with Modi"),
            ("putin NEAR/4 modi", "[Putin] spoke at length with [Modi]"),
            ("putin ONEAR/4 modi", "[Putin] met [Modi]"),
            ("putin ONEAR/4 modi", "Modi met Putin"),
            ('"red square" NEAR/3 parade', "a [parade] across [Red Square]"),
            ("(gift OR present) NEAR/2 (christmas OR xmas)", "a [present] for [Christmas]"),
            ("(gift OR present) NEAR/2 (christmas OR xmas)", "a gift, much later came Christmas"),
            ('(gift OR "small present") NEAR/1 xmas', "a [small present], [Xmas] style"),
            ("war NEAR/5 war", "one war"),
            ("war NEAR/5 war", "[war] upon [war]"),
            ("putin NEAR/2 modi", "Putin calls || Modi answers"),
            ("terror* NEAR/2 camp", "[terrorist] training [camps]"),
            ("(putin NEAR/2 modi) AND NOT xi", "[Putin] and [Modi]"),
            ("putin NEAR/1 modi", "Putin one two Modi three four [Putin] [Modi]"),
        ],
    ),
    "wildcards": (
        "en",
        [
            ("terror*", "[terror], [terrorism], [Terrorists], terra"),
            ("organi?ation", "[organisation] and [organization]"),
            ("organi?ation", "organiation"),
            ("wom?n", "[woman], [women], womn"),
            ("polygam*", "[polygamist]"),
            ('"terror* attack"', "[terrorist attacks]"),
            ("colo*r", "[colour] and [color]"),
            ("fire*", "[Fired] by the [firemen]"),
            ("putin*", "[Putin's] aide"),
            ("anti-terror*", "an [anti-terrorism] law"),
            ("te?t", "[test] tenant"),
        ],
    ),
    "= asks for the exact form": (
        "en",
        [
            ("=attack", "an [attack], attacks"),
            ("=attacks", "an attack"),
            ('="Amit Shah"', "[Amit Shah] spoke"),
            ('="amit shah"', "[AMIT SHAH] spoke"),
            ('="united states"', "a united state"),
            ("=india", "Indian sailors"),
            ("=india", "[India's] sailors"),
            ("=résumé", "a [resume]"),
        ],
    ),
    "acronyms in capitals": (
        "en",
        [
            ("US", "The [US] agreed."),
            ("US", "They told us."),
            ("US", "[U.S.] forces and [U.S] ships"),
            ("U.S.", "the [US] and the [U.S.]"),
            ("U.S.", "Let us go."),
            ("us", "The [US] told [us]."),
            ("US", "the [U.S.]-led force"),
            ("US", "the [US's] vote"),
            ("WHO", "Who knows? The [WHO] knows."),
            ("NATO", "[Nato] and [NATO], not natty"),
            ("NGO", "three [NGOs]"),
            ("AT&T", "[AT&T] rose"),
            ('"US president"', "the [US president]"),
            ('"US president"', "let us president-watch"),
            ('"BREAKING NEWS"', "[breaking news]"),
            ("MEA OR PMO", "the [MEA] said"),
            ("J.K. AND rowling", "[J.K.] [Rowling] wrote"),
        ],
    ),
    "quotes, hyphens, apostrophes, accents": (
        "en",
        [
            ("“bettie page”", "[Bettie Page]"),
            ("„bettie page“", "[Bettie Page]"),
            ("«bettie page»", "[Bettie Page]"),
            ("putin’s", "[Putin's] and [Putin’s] and [Putin]"),
            ("putin", "[PUTIN'S] CALL"),
            ("o'brien", "[O’Brien] left"),
            ("covid-19", "[Covid 19] and [COVID-19]"),
            ("cross-border", "[cross-border], [cross border]"),
            ('"cross border"', "[cross-border]"),
            ("cafe", "the [Café]"),
            ("café", "the [cafe]"),
            ("zoe", "[Zoë]"),
            ("strasse", "[Straße]"),
            ("erdogan", "[Erdoğan]"),
            ("lodz", "[Łódź]"),
            ("terrorism", "counter-[terror\u00adism]"),
            ("\u201cindia navy\u201d", "[India’s navy]"),
            ("don't", "I [don’t] know"),
            ("pahalgam", "#[Pahalgam] and @[pahalgam]_"),
            ("full", "[ｆｕｌｌ] width"),
        ],
    ),
    "fields": (
        "en",
        [
            ("headline:putin", "[Putin] calls || Putin called."),
            ("headline:putin", "A call || Putin called."),
            ("body:putin", "Putin calls || [Putin] called."),
            ('headline:"victory day"', "[Victory Day] nears || x"),
            ("headline:(putin AND modi)", "[Putin] and [Modi] || talk"),
            ("headline:(putin AND modi)", "Putin || Modi"),
            ("headline:putin AND modi", "[Putin] || [Modi]"),
            ("headline:(putin NEAR/1 modi)", "[Putin] and [Modi] || talk"),
            ("headline: putin", "[Putin] || x"),
            ("lead:putin", "x || [Putin] called " + "word " * 90 + "Putin"),
            ("lead:putin", "x || " + "word " * 90 + "Putin"),
            ('lead:"putin called"', "x || [Putin called] " + "word " * 90),
        ],
    ),
    "ATLEAST/n: so many times, headline and text together": (
        "en",
        [
            ("ATLEAST/2 putin", "[Putin] calls || [Putin] called."),
            ("ATLEAST/2 putin", "Putin calls || He called."),
            ("ATLEAST/3 putin", "[Putin], [Putin] and [Putin's] aide"),
            ("ATLEAST/3 (putin OR modi)", "[Putin], [Modi], [Putin]"),
            ("ATLEAST/3 (putin OR modi)", "Putin, Modi"),
            ('ATLEAST/2 (apple OR "apple inc")', "Apple Inc rose"),
            ('ATLEAST/2 (apple OR "apple inc")', "[[Apple] Inc] rose, [Apple] fell"),
            ('ATLEAST/2 "red sea"', "the [Red Sea], the [Red Sea] and a sea"),
            ("ATLEAST/2 (putin NEAR/1 modi)", "[Putin] and [Modi]; much later [Modi] met [Putin]"),
            ("ATLEAST/2 (putin NEAR/1 modi)", "Putin and Modi"),
            ("headline:(ATLEAST/2 war)", "[War] after [war] || war"),
            ("headline:(ATLEAST/2 war)", "War || war and war"),
            ("ATLEAST/2 putin AND NOT ATLEAST/2 modi", "[Putin] and [Putin] and Modi"),
            ("ATLEAST/2 putin AND NOT ATLEAST/2 modi", "Putin and Putin, Modi and Modi"),
            ("ATLEAST/1 putin", "[Putin]"),
        ],
    ),
    "NEAR/S and NEAR/P: one sentence, one paragraph": (
        "en",
        [
            ("putin NEAR/S modi", "[Putin] spoke at great length and in public about what he and [Modi] had said."),
            ("putin NEAR/S modi", "Putin spoke. Modi listened."),
            ("putin NEAR/S modi", "Mr. [Putin] met Dr. A. P. [Modi] in Jan. 5 ceremonies. Xi left."),
            ("putin NEAR/S modi", "Putin left at 5 p.m. on May 9!  Modi stayed."),
            ("putin NEAR/S modi", "“Where is Putin?” Modi stayed."),
            ("putin NEAR/S modi", "[Putin] paid 3.5 million to U.S. firms, said [Modi]."),
            ("putin NEAR/S modi", "Putin\nModi"),
            ("putin NEAR/P modi", "[Putin] spoke. [Modi] listened."),
            ("putin NEAR/P modi", "Putin spoke.\nModi listened."),
            ("putin ONEAR/S modi", "[Putin] called [Modi]."),
            ("putin ONEAR/S modi", "Modi called Putin."),
            ("putin NEAR/S modi", "Putin calls || Modi answers."),
            ('"red sea" NEAR/S (ship OR tanker)', "A [ship] sank in the [Red Sea]. A tanker burned."),
            ("headline:(putin NEAR/S modi)", "[Putin] meets [Modi] || x"),
            ("sea NEAR/S sea", "The sea."),
            ("sea NEAR/S sea", "The [sea], the [sea]."),
        ],
    ),
    "NEAR inside NEAR": (
        "en",
        [
            ("(putin NEAR/2 modi) NEAR/3 delhi", "[Putin] met [Modi] in [Delhi]"),
            ("(putin NEAR/2 modi) NEAR/3 delhi", "Putin met Modi, and a day later all went on to Delhi"),
            ("(putin NEAR/5 modi) NEAR/1 delhi", "[Putin] flew to [Delhi] for [Modi]"),
            ("(putin NEAR/1 modi) NEAR/1 delhi", "Putin flew to Delhi for Modi"),
            ("(putin ONEAR/2 modi) ONEAR/2 delhi", "[Putin] and [Modi] in [Delhi]"),
            ("(putin ONEAR/2 modi) ONEAR/2 delhi", "In Delhi Putin and Modi"),
            ("(putin NEAR/2 modi) NEAR/S delhi", "[Putin] and [Modi] spoke for six long hours in [Delhi]."),
            ("(putin NEAR/2 modi) NEAR/S delhi", "Putin and Modi spoke. Delhi was calm."),
            ("delhi NEAR/3 (xi OR (putin NEAR/1 modi))", "[Delhi] saw [Putin] and [Modi]"),
            ("((a1 NEAR/1 b2) NEAR/1 c3) NEAR/1 d4", "[d4] [a1] [b2] [c3]"),
            ('("red sea" NEAR/1 sea) NEAR/9 ship', "a ship on the Red Sea"),
        ],
    ),
    "wildcards at the beginning of a word": (
        "en",
        [
            ("*stan AND putin", "[Putin] toured [Kazakhstan], [Uzbekistan] and stands"),
            ("*stan AND putin", "Putin stood"),
            ("*terror* AND putin", "[Putin] on [counterterrorism], [terror] and error"),
            ("?ussia NEAR/2 leader", "[Russia] has a [leader]"),
            ('"*stan visit"', "a [Pakistan visit]"),
            ("putin -*stan", "[Putin] in Russia"),
            ("putin -*stan", "Putin in Tajikistan"),
            ("*stän* putin", "[Putin] in [Pakistan]"),
        ],
    ),
    "= asks for capitals that it has, and for a possessive": (
        "en",
        [
            ("=Apple", "[Apple] sells; an apple a day; [APPLE] RISES"),
            ("=Apple", "an apple a day"),
            ("=Apple", "[Apple's] shops"),
            ('="McDonald\'s"', "at [McDonald's] and [McDonald’s]; McDonald sang"),
            ('="McDonald\'s"', "old McDonald had a farm"),
            ("=McDonald", "Mcdonald; [McDonald]; [MCDONALD]"),
            ('="Amit Shah"', "the amit shah"),
            ('="Amit Shah"', "[Amit Shah] and [AMIT SHAH]"),
            ('="The Times"', "[The Times] and the times"),
            ("=Élysée", "l'[Elysée] et l'elysee"),
            ('="BREAKING NEWS"', "[breaking news]"),
            ("=Wałęsa", "[Walesa] and walesa"),
        ],
    ),
    "Hindi": (
        "hi",
        [
            ("हमला", "पहलगाम में [हमले] के बाद"),
            ("पहलगाम AND हमला", "[पहलगाम] में आतंकी [हमला]"),
            ("पुतिन", "राष्ट्रपति [पुतिन] ने कहा"),
            ("मोदी", "प्रधानमंत्री [मोदी] से"),
            ('"विजय दिवस"', "[विजय दिवस] की परेड"),
            ("आतंक*", "[आतंकवाद] और [आतंकी]"),
            ("पुतिन NEAR/2 मोदी", "[पुतिन] और [मोदी]"),
            ("ज़मीन", "[जमीन] और [ज़मीन]"),
            ("पाँच", "[पांच] लोग"),
            ("हमला", "हमारा देश"),
            ("=हमला", "हमले के बाद"),
            ("22", "[२२] अप्रैल"),
            ("putin", "[Putin] ने कहा"),
        ],
    ),
    "Russian": (
        "ru",
        [
            ("теракт", "после [теракта] в [терактах]"),
            ("путин", "[Путина] ждут; [Путиным] сказано"),
            ('"день победы"', "в [День Победы] и за [день победы]"),
            ('"дн* победы"', "ко [Дню Победы], после [Дня Победы]"),
            ("елка", "[ёлка] в Кремле"),
            ("королёв", "город [Королев]"),
            ("террор*", "[терроризм]"),
            ("путин AND NOT моди", "Путин и Моди"),
            ("йод", "[йод]; иод"),
            ("=путин", "Путина ждут"),
            ("США", "[США] и сша"),
            ("путин", "[Пу́тин]"),
        ],
    ),
    "Arabic": (
        "ar",
        [
            ("الهجوم", "بعد [هجوم] جديد"),
            ("هجوم", "وقع [الهجوم] أمس"),
            ("بوتين", "قال [بوتين]"),
            ("احمد", "قال [أحمد]"),
            ("محمد", "[مُحَمَّد] هنا"),
            ('"رئيس الوزراء"', "قال [رئيس الوزراء] أمس"),
            ("بوتين AND مودي", "اتصل [بوتين] مع [مودي]"),
            ("بوتين", "قال الوزير"),
        ],
    ),
    "Chinese and Japanese": (
        "zh-Hans",
        [
            ("袭击", "恐怖[袭击]事件"),
            ("习近平", "国家主席[习近平]出席"),
            ("普京 莫迪", "[普京]与[莫迪]通话"),
            ('"恐怖袭击"', "谴责[恐怖袭击]"),
            ("普京 NEAR/3 莫迪", "[普京]致电[莫迪]"),
            ("普京 NEAR/1 莫迪", "普京总统致电莫迪"),
            ("击袭", "恐怖袭击"),
            ("俄罗斯 AND NOT 乌克兰", "俄罗斯和乌克兰"),
            ("=北京", "[北京]市"),
            ("プーチン", "[プーチン]大統領"),
        ],
    ),
    "Thai, Lao, Khmer, Burmese, whose vowel signs are marks": (
        "th",
        [
            ("น้ำท่วม", "เกิด[น้ำท่วม]หนัก"),
            ("ไทย NEAR/3 จีน", "[ไทย]กับ[จีน]"),
            ("ไทย NEAR/0 จีน", "ไทยกับจีน"),
            ("ประชุม AND NOT จีน", "จีนประชุม"),
            ("ວຽງຈັນ", "ນະຄອນຫຼວງ[ວຽງຈັນ]"),
            ("ភ្នំពេញ", "រាជធានី[ភ្នំពេញ]"),
            ("မြန်မာ", "[မြန်မာ]နိုင်ငံ"),
        ],
    ),
    "Japanese": (
        "ja",
        [
            ("首相 AND 選挙", "[首相]は[選挙]を"),
            ("プーチン NEAR/5 モディ", "[プーチン]氏と[モディ]首相"),
            ('"東京 オリンピック"', "[東京オリンピック]の開会式"),
            ("G20", "[G20]の首脳"),
        ],
    ),
    "German": (
        "de",
        [
            ("angriff", "nach [Angriffen] auf die Stadt"),
            ("haus", "die [Häuser] am See"),
            ("regierung", "beide [Regierungen]"),
            ("straße", "in den [Strassen]"),
            ("=angriff", "nach Angriffen"),
            ("wahl*", "im [Wahlkampf]"),
            ("wahl", "im Wahlkampf"),
        ],
    ),
    "French": (
        "fr",
        [
            ("attaque", "deux [attaques]"),
            ("condamner", "il [condamne]; elle est [condamnée], ils sont [condamnés], elles [CONDAMNÉES]"),
            ("tuée", "une femme [tuée], un homme [tué]"),
            ("cafe", "les [cafés]"),
            ("élection", "les [élections], les [ELECTIONS]"),
            ("l'état", "[l’État] voisin"),
            ("national", "la sécurité [nationale], des intérêts [nationaux]"),
            ("œuvre", "une [oeuvre]"),
        ],
    ),
    "Spanish, Italian, Korean, Vietnamese": (
        "es",
        [
            ("elección", "las [elecciones]"),
            ("atacar", "[atacaron] el puerto"),
            ("대통령*", "[대통령은] 말했다"),
            ('"tấn công"', "vụ [tấn công] hôm qua"),
        ],
    ),
    "Thai, Persian, Greek, Turkish, German, French": (
        "de",
        [
            ("ไทย", "ประเทศ[ไทย]วันนี้"),
            ("angriff", "nach [Angriffen]"),
            ("müller", "[Muller] und [Müller]"),
            ("می‌خواهد", "او [میخواهد]"),
            ("αθηνα", "η [Αθήνα] σήμερα"),
            ("attaque", "l’[attaque] d’hier"),
            ("istanbul", "[İstanbul] heute"),
        ],
    ),
}

ROWS = [
    pytest.param(query, marked, language, id=f"{name}: {query}")
    for name, (language, rows) in TABLE.items()
    for query, marked in rows
]


def unmark(marked: str) -> tuple[str, set[tuple[int, int]]]:
    """A text without its marks, and the spans that they held."""
    text, opened, spans = "", [], set()
    for char in marked:
        if char == "[":
            opened.append(len(text))
        elif char == "]":
            spans.add((opened.pop(), len(text)))
        else:
            text += char
    return text, spans


def test_table_is_large_enough() -> None:
    assert len(ROWS) >= 150


@pytest.mark.parametrize(("query", "marked", "language"), ROWS)
def test_behaviour(query: str, marked: str, language: str) -> None:
    marked_headline, parted, marked_body = marked.partition(" || ")
    if not parted:
        marked_headline, marked_body = "", marked
    headline, in_headline = unmark(marked_headline)
    body, in_body = unmark(marked_body)
    article = article_of(Example(body, matches=True, headline=headline, language=language))
    tag = Evaluator(Topic(id="t", label="t", query=query)).tag_one(article)
    evidence = tag.evidence if tag else ()
    for row in evidence:
        assert getattr(article, row.field)[row.start_char : row.end_char] == row.evidence_text
    assert {(row.start_char, row.end_char) for row in evidence if row.field == "headline"} == in_headline
    assert {(row.start_char, row.end_char) for row in evidence if row.field == "article_body"} == in_body
    assert (tag is not None) == bool(in_headline or in_body)
