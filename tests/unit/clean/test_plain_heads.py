"""The head of a plain text, in many languages: headline, day, byline, labels."""

from __future__ import annotations

from datetime import date

import pytest
from babel.dates import format_date
from mediawatch.clean.draft import Draft
from mediawatch.clean.formats.plain_text import parse_plain

DAY = date(2025, 3, 24)
TEXTS = {
    "en": "Delegations of both banks met in the old customs house and agreed to open the bridge to lorries this month.",
    "de": "Abordnungen beider Ufer trafen sich im alten Zollhaus und einigten sich darauf, die Brücke zu öffnen.",
    "fr": "Les délégations des deux rives se sont réunies dans l'ancienne douane et ont décidé d'ouvrir le pont.",
    "es": "Las delegaciones de las dos orillas se reunieron en la antigua aduana y acordaron abrir el puente.",
    "pt": "As delegações das duas margens reuniram-se na antiga alfândega e decidiram abrir a ponte aos camiões.",
    "it": "Le delegazioni delle due sponde si sono riunite nella vecchia dogana e hanno deciso di aprire il ponte.",
    "nl": "De delegaties van beide oevers kwamen bijeen in het oude douanehuis en besloten de brug te openen.",
    "sv": "Delegationerna från båda stränderna träffades i det gamla tullhuset och enades om att öppna bron.",
    "da": "Delegationerne fra begge bredder mødtes i den gamle toldbod og blev enige om at åbne broen for lastbiler.",
    "fi": "Molempien rantojen valtuuskunnat kokoontuivat vanhassa tullitalossa ja päättivät avata sillan.",
    "et": "Mõlema kalda esindajad kohtusid vanas tollimajas ja leppisid kokku, et sild avatakse veoautodele.",
    "lv": "Abu krastu pārstāvji tikās vecajā muitas namā un vienojās atvērt tiltu kravas automašīnām.",
    "lt": "Abiejų krantų atstovai susitiko senuosiuose muitinės rūmuose ir sutarė atidaryti tiltą vilkikams.",
    "pl": "Delegacje obu brzegów spotkały się w dawnej komorze celnej i zgodziły się otworzyć most dla ciężarówek.",
    "cs": "Delegace obou břehů se sešly ve staré celnici a dohodly se, že most otevřou nákladním vozům.",
    "sk": "Delegácie oboch brehov sa stretli v starej colnici a dohodli sa, že most otvoria nákladným autám.",
    "sl": "Delegaciji obeh bregov sta se sestali v stari carinarnici in se dogovorili, da bosta odprli most.",
    "hu": "A két part küldöttségei a régi vámházban találkoztak, és megállapodtak a híd megnyitásáról.",
    "ro": "Delegațiile de pe ambele maluri s-au întâlnit în vechea vamă și au convenit să deschidă podul.",
    "ru": "Делегации обоих берегов встретились в здании старой таможни и договорились открыть мост для грузовиков.",
    "uk": "Делегації обох берегів зустрілися в будівлі старої митниці й домовилися відкрити міст для вантажівок.",
    "bg": "Делегациите от двата бряга се срещнаха в старата митница и се договориха да отворят моста.",
    "el": "Οι αντιπροσωπείες των δύο όχθεων συναντήθηκαν στο παλιό τελωνείο και συμφώνησαν να ανοίξει η γέφυρα.",
    "tr": "İki yakanın heyetleri eski gümrük binasında bir araya geldi ve köprünün açılması konusunda anlaştı.",
    "ar": "التقى وفدا الضفتين في مبنى الجمارك القديم واتفقا على فتح الجسر أمام الشاحنات قبل نهاية الشهر.",
    "hi": "दोनों तटों के प्रतिनिधिमंडल पुराने चुंगी घर में मिले और पुल को ट्रकों के लिए खोलने पर सहमत हुए।",
    "id": "Delegasi dari kedua tepi sungai bertemu di gedung pabean lama dan sepakat untuk membuka jembatan itu.",
    "vi": "Đoàn đại biểu hai bờ đã gặp nhau tại tòa nhà hải quan cũ và đồng ý mở cây cầu cho xe tải.",
    "ka": "ორივე ნაპირის დელეგაციები ძველ საბაჟოში შეხვდნენ და შეთანხმდნენ, რომ ხიდი გაიხსნება.",
    "hy": "Երկու ափերի պատվիրակությունները հանդիպեցին հին մաքսատանը և համաձայնեցին բացել կամուրջը։",
    "ta": "இரு கரைகளின் குழுவினரும் பழைய சுங்கச் சாவடியில் சந்தித்து பாலத்தைத் திறக்க ஒப்புக்கொண்டனர்.",
    "sw": "Wajumbe wa kingo zote mbili walikutana katika jengo la zamani la forodha na kukubaliana kufungua daraja.",
    "zh": "两岸代表团在旧海关大楼会晤，同意在本月底之前向卡车开放大桥，并商定收获之后再次会面。",
    "ja": "両岸の代表団は旧税関の建物で会談し、今月末までにトラックの通行のために橋を開放することで合意した。",
    "ko": "양안 대표단은 옛 세관 건물에서 만나 이달 말까지 트럭에 다리를 개방하기로 합의했다고 밝혔다.",
}


def head(language: str, lines: str) -> Draft:
    """What is read of a text in `language` with these lines below its headline."""
    text = TEXTS[language]
    headline = text[:12] if language in ("zh", "ja") else " ".join(text.split()[:3])
    draft = parse_plain(f"{headline}\n{lines}\n\n{text}\n\n{text}\n")
    assert (draft.headline, draft.body) == (headline, f"{text}\n\n{text}")
    return draft


@pytest.mark.parametrize("form", ["full", "long", "medium"])
@pytest.mark.parametrize("language", TEXTS)
def test_the_day_below_the_headline_as_its_language_writes_it(language: str, form: str) -> None:
    if (language, form) == ("en", "full"):
        pytest.skip("below: English has two orders")
    found = head(language, format_date(DAY, form, locale=language)).date_published
    assert found is not None
    assert found.date() == DAY


BYLINES = [
    ("en", "Tuesday, March 24, 2026 | Anna Holt", "Anna Holt"),
    ("en", "Anna Holt, Political Editor", "Anna Holt"),
    ("en", "Author: Anna Holt", "Anna Holt"),
    ("de", "Ein Kommentar von Anna Holt", "Anna Holt"),
    ("de", "Autorin: Anna Holt", "Anna Holt"),
    ("fr", "Propos recueillis par Anna Holt", "Anna Holt"),
    ("es", "Texto: Anna Holt", "Anna Holt"),
    ("pt", "Autora: Anna Holt", "Anna Holt"),
    ("it", "Autore: Anna Holt", "Anna Holt"),
    ("nl", "Door Anna Holt en Bernd Erle", "Anna Holt, Bernd Erle"),
    ("sv", "Text: Anna Holt", "Anna Holt"),
    ("da", "Af Anna Holt", "Anna Holt"),
    ("fi", "Kirjoittaja: Anna Holt", "Anna Holt"),
    ("pl", "Tekst: Anna Holt", "Anna Holt"),
    ("cs", "Autor: Anna Holt", "Anna Holt"),
    ("hu", "Szerző: Holt Anna", "Holt Anna"),
    ("ro", "De Anna Holt", "Anna Holt"),
    ("ru", "Текст: Анна Холт", "Анна Холт"),
    ("ru", "Анна Холт, политический редактор", "Анна Холт"),
    ("el", "Του Γιώργου Παπαδόπουλου", "Γιώργος Παπαδόπουλος"),
    ("tr", "Haber: Ayşe Demir", "Ayşe Demir"),
    ("ar", "بقلم: أحمد سالم", "أحمد سالم"),
    ("hi", "लेखक: राम कुमार", "राम कुमार"),
    ("id", "Penulis: Budi Santoso", "Budi Santoso"),
    ("vi", "Tác giả: Nguyễn Văn An", "Nguyễn Văn An"),
    ("zh", "记者 王小明", "王小明"),
    ("zh", "作者：王小明", "王小明"),
    ("ja", "記者：山田太郎", "山田太郎"),
    ("ko", "홍길동 기자", "홍길동"),
]


@pytest.mark.parametrize(("language", "line", "authors"), BYLINES)
def test_the_byline_below_the_headline_as_its_language_writes_it(language: str, line: str, authors: str) -> None:
    assert ", ".join(head(language, line).author) == authors
    after_day = head(language, f"2025-03-24\n{line}")
    assert (", ".join(after_day.author), bool(after_day.date_published)) == (authors, True)


def test_a_byline_with_its_day() -> None:
    draft = head("de", "Von Anna Holt und Bernd Erle, 24. März 2025")
    assert draft.author == ("Anna Holt", "Bernd Erle")
    assert draft.date_published is not None
    assert draft.date_published.date() == DAY


LABELS = [
    ("de", "Titel", "Datum"),
    ("sv", "Titel", "Datum"),
    ("da", "Overskrift", "Dato"),
    ("fi", "Otsikko", "Päivämäärä"),
    ("et", "Pealkiri", "Kuupäev"),
    ("lv", "Virsraksts", "Datums"),
    ("hu", "Cím", "Dátum"),
    ("ru", "Заголовок", "Дата"),
    ("uk", "Заголовок", "Дата публікації"),
    ("ar", "العنوان", "التاريخ"),
    ("ka", "სათაური", "თარიღი"),
    ("hy", "Վերնագիր", "Ամսաթիվ"),
    ("ta", "தலைப்பு", "தேதி"),
    ("sw", "Kichwa cha habari", "Tarehe"),
    ("zh", "标题", "日期"),
    ("ja", "タイトル", "掲載日"),
    ("ko", "제목", "등록일"),
]


@pytest.mark.parametrize(("language", "title", "day"), LABELS)
def test_a_title_and_a_day_are_labels_enough(language: str, title: str, day: str) -> None:
    draft = parse_plain(f"{title}: The bridge\n{day}: 24.03.2025\n\n{TEXTS[language]}\n")
    assert (draft.headline, draft.body) == ("The bridge", TEXTS[language])
    assert draft.date_published is not None
    assert draft.date_published.date() == DAY


@pytest.mark.parametrize("line", ["Anna Holt, mayor of Marlin", "By the numbers: a bridge", "Story by Anna Holt"])
def test_a_headline_is_no_byline(line: str) -> None:
    draft = parse_plain(f"{line}\n\n{TEXTS['en']}\n\n{TEXTS['en']}\n")
    assert not draft.author
    assert draft.headline in (line, None)
