"""What a word is found by: its case, its forms, its accents, as a reader expects of each script. Languages have a table
of their own, words_of_the_world.tsv, and so have words of the news with their plurals and cases."""

from __future__ import annotations

from pathlib import Path

import pytest
from marked_texts import Table, assert_finds, each_row, rows
from mediawatch.tag.language.lexicon import lexicon
from mediawatch.tag.language.query_words import keys_asked

TABLE: Table = {
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
    "Irish words as they begin behind others, which no index knew before": (
        "ga",
        [
            ('"Baile Átha Cliath"', "Bhí siad i [mBaile Átha Cliath] aréir"),
            ("Corcaigh", "Tharla sé i [gCorcaigh] inné"),
            ("Frainc", "sa [bhFrainc]"),
            ("Éireann", "Rialtas na [hÉireann]"),
            ("cabhair", "gan [chabhair]"),
            ("ach", "nach bhfuil"),
        ],
    ),
    "Welsh ones": (
        "cy",
        [
            ("Caerdydd", "Digwyddodd yng [Nghaerdydd]"),
            ("Caerdydd", "i [Gaerdydd] ddoe"),
            ("Bangor", "ym [Mangor]"),
            ("Gwynedd", "o [Wynedd]"),
            ("tan", "dan y bont"),
            ("bara", "fara brith"),
        ],
    ),
    "acronyms with endings that no index knew before": ("eu", [("AEB", "[AEBko] lehendakaria")]),
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
    "initials of names stand together or apart": (
        "en",
        [
            ('"J.D. Vance"', "[J.D. Vance], [J. D. Vance] and [JD Vance]"),
            ('"J. D. Vance"', "[J.D. Vance] and [J. D. Vance]"),
            ('"George H.W. Bush"', "[George H. W. Bush]"),
            ('visit NEAR/3 "J.D. Vance"', "a [visit] by [J. D. Vance]"),
            ('"J.D. Vance"', "J. Vance and D. Vance"),
            ('"NOT guilty"', "pleaded [not guilty]"),
        ],
    ),
    "characters that nobody sees are none": (
        "en",
        [
            ("put\u200bin", "[Putin] spoke"),
            ("\ufeffputin\u200b AND\u200e modi", "[Putin] and [Modi]"),
            ('"\u202aputin\u202c speaks"', "[Putin speaks]"),
            ("headline:\u2060putin", "[Putin] calls || x"),
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


def test_table_is_large_enough() -> None:
    assert len(rows(TABLE)) >= 140


@each_row(TABLE)
def test_behaviour(query: str, marked: str, language: str) -> None:
    assert_finds(query, marked, language)


FORMS = [
    line.split("\t")
    for line in (Path(__file__).parent / "words_and_forms.tsv").read_text(encoding="utf-8").splitlines()[1:]
]


@pytest.mark.parametrize("language", sorted({language for language, *_ in FORMS}))
def test_a_word_finds_its_forms_and_they_find_it(language: str) -> None:
    pairs = [(word, form) for tag, word, forms in FORMS if tag == language for form in forms.split()]
    both = [*pairs, *((form, word) for word, form in pairs)]
    missed = [pair for pair in both if set(keys_asked(pair[0], language)).isdisjoint(lexicon(language)[pair[1]])]
    assert missed == []


@pytest.mark.parametrize(
    ("language", "word", "other"),
    [
        ("en", "commission", "commissioner"), ("en", "accident", "accidentally"), ("fr", "foi", "fois"),
        ("fr", "pari", "paris"), ("fr", "cours", "course"), ("it", "vide", "video"), ("it", "settimana", "settimo"),
        ("de", "bayer", "bayerischen"), ("de", "mai", "mais"), ("de", "lager", "lagerung"), ("nl", "bom", "bomen"),
    ],
)  # fmt: skip
def test_words_of_two_meanings_stay_apart(language: str, word: str, other: str) -> None:
    assert set(keys_asked(word, language)).isdisjoint(lexicon(language)[other])
    assert set(keys_asked(other, language)).isdisjoint(lexicon(language)[word])
