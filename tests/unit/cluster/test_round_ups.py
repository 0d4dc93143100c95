"""Round-ups are told from accounts of one event, in several languages; what their parts tell of."""

# ruff: noqa: E501 - a paragraph is a line
from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from mediawatch.cluster.assign import assign, spans_around
from mediawatch.cluster.records import IN_NO_STORY, RoundUp, StoryArticle
from mediawatch.cluster.related import relate_parts
from mediawatch.cluster.round_ups import read
from memory_index import MemoryIndex

DAY = datetime(2026, 5, 5, tzinfo=UTC)

ROUND_UPS = {
    "letter": (
        "en",
        "The morning letter",
        """Good morning. Here is what you need to know today.
A magnitude 6.1 earthquake struck off the coast of Valdoria overnight, damaging houses in the port of Senna and sending
hundreds of people into the streets. Rescue teams said eleven people were hurt.
The central bank of Orland raised its key rate by half a point to 4.25 percent, the third increase this year, and
governor Helga Brandt said more might follow if wages keep rising.
In football, Rovers beat United 3-1 at Marsh Lane after two late goals from Tomas Okri, and now lead the table by five
points with four matches to play.
And finally, the city zoo has announced the birth of twin pandas. Visitors can see them from next month, said keeper
Anna Lund.""",
    ),
    "headline that lists the items": (
        "en",
        "Five things to know: quake in Valdoria, rate rise in Orland, Rovers win",
        """- Valdoria quake: a magnitude 6.1 earthquake struck off the coast of Valdoria overnight, damaging houses in Senna.
- Rates: the central bank of Orland raised its key rate by half a point, and governor Helga Brandt said more may follow.
- Football: Rovers beat United 3-1 after two late goals from Tomas Okri, and now lead the table by five points.
- Strike: bus drivers in Port Haven walked out over shift rosters, and union leader Mikel Sarro called for talks.
- Science: a team in Lund has found fossil feathers of a bird that lived 90 million years ago in what is now a quarry.""",
    ),
    "headings over items of two paragraphs": (
        "en",
        "What the papers say",
        """Earthquake
A magnitude 6.1 earthquake struck off the coast of Valdoria overnight and damaged dozens of houses in the port of Senna.
Rescue teams in Senna said eleven people were hurt, and that Valdoria had asked its neighbours for tents and blankets.
Interest rates
The central bank of Orland raised its key rate by half a point to 4.25 percent, governor Helga Brandt announced.
Brandt said the bank of Orland would go on raising the rate should wages keep rising as fast as they do this spring.
Football
Rovers beat United 3-1 at Marsh Lane after two late goals from striker Tomas Okri in front of thirty thousand people.
Okri has now scored nineteen times for Rovers, who lead United by five points with four matches left to play.""",
    ),
    "Spanish": (
        "es",
        "Las claves del día",
        """Un terremoto de magnitud 6,1 sacudió anoche la costa de Valdoria y dañó decenas de viviendas en el puerto de Senna.
El banco central de Orlandia subió los tipos medio punto y la gobernadora Helga Brandt avisó de nuevas subidas.
El Rovers ganó por 3-1 al United con dos goles de Tomás Okri en los últimos minutos y es líder con cinco puntos.
El zoo de la ciudad anunció el nacimiento de dos pandas gemelos que los visitantes podrán ver desde el próximo mes.""",
    ),
    "German": (
        "de",
        "Der Tag im Überblick",
        """Ein Erdbeben der Stärke 6,1 hat in der Nacht die Küste von Valdorien erschüttert und Häuser in Senna beschädigt.
Die Zentralbank von Orland hat den Leitzins um einen halben Punkt angehoben, Gouverneurin Helga Brandt kündigte mehr an.
Rovers hat das Spiel gegen United mit 3:1 gewonnen, Tomas Okri traf in den letzten Minuten zweimal vor der Tribüne.
Im Zoo der Stadt sind Pandazwillinge zur Welt gekommen, die Besucher vom nächsten Monat an sehen können, hieß es.""",
    ),
    "Hindi": (
        "hi",
        "आज की बड़ी खबरें",
        """वल्दोरिया के तट पर रात को 6.1 तीव्रता का भूकंप आया और सेन्ना बंदरगाह में कई मकान टूट गए, ग्यारह लोग घायल हुए।
ओरलैंड के केंद्रीय बैंक ने ब्याज दर आधा अंक बढ़ा दी है और गवर्नर हेल्गा ब्रांट ने कहा कि आगे भी वृद्धि हो सकती है।
फुटबॉल में रोवर्स ने यूनाइटेड को तीन एक से हराया, टॉमस ओकरी ने आखिरी मिनटों में दो गोल किए और टीम शीर्ष पर है।
शहर के चिड़ियाघर में जुड़वां पांडा पैदा हुए हैं जिन्हें दर्शक अगले महीने से देख सकेंगे, यह जानकारी रखवाले ने दी है।
किसानों ने राजधानी की ओर जाने वाली सड़क पर ट्रैक्टर खड़े कर दिए और सरकार से गेहूं के बेहतर दाम की मांग की है।""",
    ),
    "Greek": (
        "el",
        "Τα νέα της ημέρας",
        """Σεισμός μεγέθους 6,1 σημειώθηκε τη νύχτα στα ανοιχτά της Βαλντόρια και προκάλεσε ζημιές σε σπίτια στο λιμάνι της Σένα.
Η κεντρική τράπεζα του Όρλαντ αύξησε το επιτόκιο κατά μισή μονάδα και η διοικήτρια Χέλγκα Μπραντ μίλησε για νέες αυξήσεις.
Στο ποδόσφαιρο οι Ρόβερς κέρδισαν την Γιουνάιτεντ με δύο γκολ του Τόμας Όκρι στα τελευταία λεπτά και είναι στην κορυφή.
Στον ζωολογικό κήπο της πόλης γεννήθηκαν δίδυμα πάντα που οι επισκέπτες θα μπορούν να δουν από τον επόμενο μήνα.""",
    ),
    "Persian": (
        "fa",
        "مهم‌ترین خبرهای امروز",
        """زمین‌لرزه‌ای به بزرگی ۶٫۱ شب گذشته سواحل والدوریا را لرزاند و به خانه‌های بندر سنا آسیب زد، یازده نفر هم زخمی شدند.
بانک مرکزی اورلند نرخ بهره را نیم واحد بالا برد و رئیس آن هلگا برانت از افزایش‌های بیشتر در ماه‌های آینده خبر داد.
در فوتبال تیم روورز با دو گل دیرهنگام توماس اوکری یونایتد را شکست داد و حالا با پنج امتیاز بیشتر صدرنشین جدول است.
در باغ وحش شهر دوقلوهای پاندا به دنیا آمدند که بازدیدکنندگان از ماه بعد می‌توانند آن‌ها را در قفس تازه ببینند.""",
    ),
    "Thai": (
        "th",
        "สรุปข่าวประจำวัน",
        """เกิดแผ่นดินไหวขนาด 6.1 นอกชายฝั่งวัลโดเรียเมื่อคืนที่ผ่านมา บ้านเรือนในเมืองท่าเซนนาเสียหายหลายสิบหลังและมีผู้บาดเจ็บสิบเอ็ดคน
ธนาคารกลางออร์แลนด์ขึ้นอัตราดอกเบี้ยครึ่งจุด ผู้ว่าการเฮลกา บรันต์เตือนว่าอาจขึ้นอีกหากค่าจ้างยังเพิ่มเร็ว
ทีมโรเวอร์สเอาชนะยูไนเต็ดสามประตูต่อหนึ่งจากสองลูกท้ายเกมของโทมัส โอครี และนำเป็นจ่าฝูงของตาราง
สวนสัตว์ประจำเมืองต้อนรับลูกแพนด้าแฝดตัวใหม่ ซึ่งผู้เข้าชมจะได้เห็นตั้งแต่เดือนหน้าเป็นต้นไป""",
    ),
    "Japanese": (
        "ja",
        "きょうの主なニュース",
        """ヴァルドリア沖で昨夜マグニチュード6.1の地震があり、港町センナで数十棟の家屋が壊れて十一人がけがをしました。
オルランド中央銀行は政策金利を半分引き上げ、ブラント総裁は賃金の上昇が続けば追加の利上げもあり得ると述べました。
サッカーではローバーズが終盤にオクリ選手の二得点でユナイテッドを破り、残り四試合で首位を守っています。
市の動物園で双子のパンダが生まれ、来月から来園者に公開される予定だと飼育員が記者団に明らかにしました。""",
    ),
    "Indonesian": (
        "id",
        "Berita utama hari ini",
        """Gempa berkekuatan 6,1 mengguncang lepas pantai Valdoria semalam dan merusak puluhan rumah di pelabuhan Senna.
Bank sentral Orland menaikkan suku bunga setengah poin dan gubernur Helga Brandt mengatakan kenaikan lain mungkin menyusul.
Rovers mengalahkan United 3-1 lewat dua gol Tomas Okri pada menit akhir dan kini memimpin klasemen dengan lima poin.
Kebun binatang kota mengumumkan kelahiran panda kembar yang dapat dilihat oleh pengunjung mulai bulan depan.""",
    ),
    "Russian": (
        "ru",
        "Главное за день",
        """Землетрясение магнитудой 6,1 произошло ночью у побережья Вальдории, в порту Сенна повреждены дома, сообщили спасатели.
Центральный банк Орланда повысил ключевую ставку на полпункта, глава банка Хельга Брандт не исключила новых повышений.
Футболисты «Роверса» обыграли «Юнайтед» со счетом 3:1, два гола в концовке матча забил нападающий Томас Окри.
В городском зоопарке родились панды-близнецы, посетители смогут увидеть их вместе с матерью уже со следующего месяца.""",
    ),
    "Chinese": (
        "zh",
        "今日要闻",
        """瓦尔多里亚沿海昨夜发生6.1级地震，塞纳港多处房屋受损，救援人员称有十一人受伤，数百名居民跑到街上过夜。
奥兰德央行宣布将基准利率上调半个百分点至4.25%，行长布兰特表示如果工资继续上涨，可能还会进一步加息。
足球方面，流浪者队主场三比一击败联队，前锋奥克里在最后时刻连进两球，球队以五分优势领跑积分榜。
市动物园宣布一对大熊猫双胞胎顺利出生，饲养员说游客下个月就可以看到它们。""",
    ),
}

ACCOUNTS = {
    "report": (
        "en",
        "Earthquake off Valdoria damages houses in port of Senna",
        """A magnitude 6.1 earthquake struck off the coast of Valdoria overnight, damaging houses in the port of Senna.
Rescue teams in Senna said eleven people were hurt, two of them seriously. The quake was felt as far as the capital.
"We ran out in our night clothes," said Marta Villa, who keeps a bakery in Senna. Her oven wall had fallen in.
The Valdorian institute of geophysics counted thirty aftershocks by noon and warned people of damaged houses.
Schools in Senna stay closed until Thursday. The government has sent tents and blankets for four hundred people.""",
    ),
    "two paragraphs": (
        "en",
        "Rovers win derby",
        """Rovers beat United 3-1 at Marsh Lane after two late goals from Tomas Okri in front of thirty thousand people.
The central bank of Orland raised its key rate by half a point, and governor Helga Brandt said more may follow.""",
    ),
    "one event with what came before": (
        "en",
        "Governor Brandt resigns from bank of Orland",
        """Helga Brandt, governor of the central bank of Orland, resigned on Monday after four years in office.
Brandt gave no reason. Her deputy Jon Aske takes over until parliament has named a successor for the bank.
Under Brandt the bank raised its key rate seven times, to 4.25 percent, more than any other bank of the region.
Unions in Orland had asked for her resignation since a wage dispute at the bank in spring, in which Brandt took part.
Aske, a former professor of economics, is seen as a friend of lower rates; markets in Orland rose after the news.""",
    ),
    "Hindi": (
        "hi",
        "सेन्ना में भूकंप, ग्यारह घायल",
        """सेन्ना बंदरगाह में मंगलवार रात 6.1 तीव्रता का भूकंप आया जिससे दर्जनों मकानों को नुकसान पहुंचा।
राहत दल के प्रमुख ने कहा कि भूकंप में ग्यारह लोग घायल हुए हैं और दो की हालत गंभीर है, उन्हें अस्पताल भेजा गया।
सेन्ना की मेयर मार्ता विला ने बताया कि स्कूल गुरुवार तक बंद रहेंगे और मकानों की जांच की जा रही है।
वैज्ञानिकों के अनुसार दोपहर तक तीस झटके दर्ज किए गए, लोगों को टूटे मकानों से दूर रहने की सलाह दी गई है।
सरकार ने सेन्ना में चार सौ लोगों के लिए तंबू और कंबल भेजे हैं, राहत का काम रात भर चलेगा।""",
    ),
    "Thai": (
        "th",
        "แผ่นดินไหวที่เซนนา บาดเจ็บสิบเอ็ดคน",
        """เกิดแผ่นดินไหวขนาด 6.1 ที่เมืองท่าเซนนาเมื่อคืนวันอังคาร บ้านเรือนเสียหายหลายสิบหลัง
หน่วยกู้ภัยระบุว่ามีผู้บาดเจ็บสิบเอ็ดคนจากแผ่นดินไหวครั้งนี้ สองคนอาการสาหัสและถูกส่งโรงพยาบาล
นายกเทศมนตรีเมืองเซนนากล่าวว่าโรงเรียนจะปิดถึงวันพฤหัสบดี ขณะที่วิศวกรตรวจสอบบ้านเรือนที่เสียหาย
นักธรณีวิทยาบันทึกอาฟเตอร์ช็อกได้สามสิบครั้ง และเตือนประชาชนให้อยู่ห่างจากบ้านเรือนที่แตกร้าว
รัฐบาลส่งเต็นท์และผ้าห่มไปยังเมืองเซนนาสำหรับผู้ประสบภัยแผ่นดินไหวสี่ร้อยคน""",
    ),
    "Japanese": (
        "ja",
        "センナで地震、十一人けが",
        """港町センナで火曜日の夜、マグニチュード6.1の地震があり、数十棟の家屋が壊れる被害が出ました。
救助隊によりますと、この地震で十一人がけがをして、このうち二人が重傷で病院に運ばれたということです。
センナの市長は、家屋の点検が終わるまで学校を木曜日まで休校にすると記者団に述べました。
地球物理研究所は正午までに余震を三十回観測し、壊れた家屋に近づかないよう呼びかけています。
政府はセンナにテントと毛布を四百人分送り、地震の被災者の支援を続けることにしています。""",
    ),
    "Greek": (
        "el",
        "Σεισμός στη Σένα, έντεκα τραυματίες",
        """Σεισμός 6,1 βαθμών σημειώθηκε το βράδυ της Τρίτης στο λιμάνι της Σένα και προκάλεσε ζημιές σε δεκάδες σπίτια.
Οι διασώστες στη Σένα ανακοίνωσαν ότι έντεκα άνθρωποι τραυματίστηκαν, δύο από αυτούς σοβαρά, και μεταφέρθηκαν.
Η δήμαρχος Μάρτα Βίλα είπε ότι τα σχολεία της Σένα θα μείνουν κλειστά ως την Πέμπτη για έλεγχο των κτιρίων.
Το γεωφυσικό ινστιτούτο κατέγραψε τριάντα μετασεισμούς και συνέστησε στους κατοίκους να μείνουν μακριά από τα σπίτια.
Η κυβέρνηση έστειλε σκηνές και κουβέρτες για τετρακόσιους σεισμοπαθείς της Σένα, όπως ζήτησε η Βίλα.""",
    ),
    "one paragraph": ("en", "The morning letter", ROUND_UPS["letter"][2].replace("\n", " ")),
}


def _article(uri: str, headline: str, body: str, original: str = "") -> StoryArticle:
    return StoryArticle(uri, original or uri, headline, body, "en", DAY, DAY, True)


@pytest.mark.parametrize("name", ROUND_UPS)
def test_round_ups_are_known(name: str) -> None:
    language, headline, body = ROUND_UPS[name]
    assert read(headline, body, language).is_round_up


@pytest.mark.parametrize("name", ACCOUNTS)
def test_accounts_of_one_event_are_none(name: str) -> None:
    language, headline, body = ACCOUNTS[name]
    assert not read(headline, body, language).is_round_up


def test_a_round_up_joins_nothing_and_neither_does_its_copy() -> None:
    _, headline, body = ROUND_UPS["letter"]
    batch = [_article("a", *ACCOUNTS["report"][1:]), _article("r", headline, body)]
    index = MemoryIndex()
    decided = assign([*batch, _article("copy", headline, f"By our staff.\n{body}", "r")], index)
    assert {m.uri for m in decided.memberships} == {"a"}
    assert decided.round_ups == {"r", "copy"}
    index.publish([*batch], replace(decided, round_ups=frozenset("r")))
    assert index.located(["r", "a"])["r"] == IN_NO_STORY
    later = assign([_article("late", "Cut", body[:200], "r")], index)
    assert (later.memberships, later.round_ups) == ((), {"late"})


def test_each_part_is_related_to_the_story_that_it_tells_of() -> None:
    quake, resigns = (_article(name, *ACCOUNTS[name][1:]) for name in ("report", "one event with what came before"))
    index = MemoryIndex()
    index.publish([quake, resigns], assign([quake, resigns], index))
    body = ROUND_UPS["letter"][2]
    letter = RoundUp("r", body, DAY, DAY, True)
    relations, terms = relate_parts("en", [letter], spans_around([letter]), index)
    assert [relation.story for relation in relations] == sorted(index.story_of.values())
    assert all(0.1 < relation.similarity <= 1 for relation in relations)
    told = {relation.story: relation.shared_terms for relation in relations}
    assert "senna" in told[index.story_of["report"]]
    assert "orland" in told[index.story_of["one event with what came before"]]
    assert {"okri", "twin"} <= terms["r"].keys()


def test_a_round_up_of_other_matters_is_related_to_none() -> None:
    index = MemoryIndex()
    quake = _article("report", *ACCOUNTS["report"][1:])
    index.publish([quake], assign([quake], index))
    body = ROUND_UPS["headings over items of two paragraphs"][2].partition("Interest")[2]
    assert relate_parts("en", [RoundUp("r", body, DAY, DAY, True)], spans_around([quake]), index)[0] == []
