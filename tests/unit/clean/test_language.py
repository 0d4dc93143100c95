"""Languages of bodies; the sentences are the tests' own."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from mediawatch.clean.language.declared_language import contradicts, normalise_tag
from mediawatch.clean.language.detect import detect

TEXTS = {
    "en": "The river rose over night and three villages had to be cleared before dawn, officials said.",
    "de": "Der Fluss stieg über Nacht an, und drei Dörfer mussten vor Sonnenaufgang geräumt werden.",
    "fr": "La rivière est montée pendant la nuit et trois villages ont dû être évacués avant l'aube.",
    "ru": "Река поднялась за ночь, и три деревни пришлось эвакуировать до рассвета, сообщили власти.",
    "uk": "Річка піднялася за ніч, і три села довелося евакуювати до світанку, повідомили чиновники.",
    "hi": "रात भर में नदी का जलस्तर बढ़ गया और सुबह से पहले तीन गांवों को खाली कराना पड़ा।",
    "mr": "रात्रीत नदीची पातळी वाढली आणि पहाटेपूर्वी तीन गावे रिकामी करावी लागली, असे अधिकाऱ्यांनी सांगितले.",
    "ar": "ارتفع منسوب النهر خلال الليل واضطرت السلطات إلى إخلاء ثلاث قرى قبل الفجر.",
    "fa": "آب رودخانه در طول شب بالا آمد و سه روستا پیش از سپیده‌دم تخلیه شدند.",
    "ja": "川は夜の間に増水し、夜明け前に三つの村の住民が避難しなければならなかった。",
    "ko": "밤사이 강물이 불어나 새벽이 되기 전에 세 마을 주민들이 대피해야 했다.",
    "th": "แม่น้ำเพิ่มสูงขึ้นในตอนกลางคืนและต้องอพยพชาวบ้านสามหมู่บ้านก่อนรุ่งสาง",
    "el": "Το ποτάμι ανέβηκε τη νύχτα και τρία χωριά έπρεπε να εκκενωθούν πριν από την αυγή.",
    "hy": "Գետը գիշերվա ընթացքում բարձրացավ, և երեք գյուղ ստիպված եղան տարհանել լուսաբացից առաջ։",
    "az": "Çay gecə qalxdı və sübh açılmazdan əvvəl üç kəndin əhalisi köçürülməli oldu, rəsmilər bildirdi.",
    "zh-Hans": "河水在夜间上涨，三个村庄的居民必须在黎明前撤离，学校停课。",
    "zh-Hant": "河水在夜間上漲，三個村莊的居民必須在黎明前撤離，學校停課。",
    "nb": "Elven steg i løpet av natten, og tre landsbyer måtte evakueres. Jeg vet ikke hva som skjer, sier hun.",
    "nn": "Elva steig i løpet av natta, og tre bygder måtte evakuerast. Eg veit ikkje kva som skjer, seier ho.",
    "ms": "Kerajaan berkata sungai itu naik kerana hujan lebat dan orang ramai boleh tinggal di pejabat daerah hingga Isnin.",  # noqa: E501
    "id": "Pemerintah mengatakan sungai itu naik karena hujan lebat dan warga bisa tinggal di kantor desa hingga hari Senin.",  # noqa: E501
    "hr": "Rijeka je narasla tijekom noći, a tisuću ljudi moralo je napustiti domove do idućeg tjedna, rekao je tko je bio ondje.",  # noqa: E501
    "sr": "Reka je porasla tokom noći, hiljadu ljudi moralo je da napusti mesto pre sledeće nedelje, ali vreme je lepo.",  # noqa: E501
}


@pytest.mark.parametrize("tag", TEXTS)
def test_languages(tag: str) -> None:
    assert detect(TEXTS[tag]).tag == tag


@pytest.mark.parametrize(
    "text", ["", "12345 67890", "Putin Modi", "!!! ???", "https://example.org/a/long/address/of/a/page"]
)
def test_too_little_text_is_undetermined(text: str) -> None:
    found = detect(text)
    assert (found.tag, found.confidence) == ("und", 0.0)


def test_the_answer_never_changes() -> None:
    text = "Rio mare sole vento casa porto mano luna voce nota."  # near to several languages
    assert len({detect(text) for _ in range(20)}) == 1


def test_kana_beside_many_han_is_japanese_and_han_alone_is_chinese() -> None:
    assert detect("首相官邸は対策室を設置、河川水位上昇で住民に避難指示").tag == "ja"
    assert detect("河川水位上升，三個村莊居民撤離").tag == "zh-Hant"


@pytest.mark.parametrize(
    ("declared", "tag"),
    [
        *(("en_us", "en-US"), ("EN", "en"), ("zh-hant-tw", "zh-Hant-TW"), ("iw", "he"), ("de-DE, en", "de-DE")),
        *(("fr_FR.UTF-8", "fr-FR"), ("english", None), ("", None), (None, None), ("x", None)),
        *(
            ("eng", "en"),
            ("GER", "de"),
            ("por-BR", "pt-BR"),
            ("nor", "nb"),
            ("fil", "tl"),
            ("tgl", "tl"),
            ("alb", "sq"),
        ),
        *(
            ("sh", "sr"),
            ("hbs", "hbs"),
            ("cmn-Hans", "zh-Hans"),
            ("jw", "jv"),
            ("sme", "se"),
        ),  # by CLDR's aliases and ours
    ],
)
def test_declared_tags(declared: str | None, tag: str | None) -> None:
    assert normalise_tag(declared) == tag


@pytest.mark.parametrize(
    ("declared", "found", "answer"),
    [
        *(("de", "en", True), ("deu", "en", True), ("zh-TW", "ja", True), ("kr", "en", True)),
        *(("eng", "en", False), ("kr", "ko", False), ("tw", "zh-Hant", False), ("en_us", "en", False)),
        *(("no", "nn", False), ("nn", "nb", False), ("iw", "he", False), ("de", "und", False), ("", "en", False)),
    ],
)
def test_declared_languages_are_compared_by_what_they_mean(declared: str, found: str, answer: bool) -> None:
    assert contradicts(declared, found) is answer


@pytest.mark.shared
def test_confidence_means_what_it_says() -> None:
    """On the development texts, where they lie beside the checkout: of those at .9 and above 95 % are right."""
    folder = Path(__file__).parents[3] / "../shared/eval/dev"
    if not (folder / "language.jsonl.gz").exists():
        pytest.skip("the development texts are not beside the checkout (../shared)")
    gold = {line["url"]: line["language"] for line in map(json.loads, (folder / "language.gold.jsonl").open("rb"))}
    with gzip.open(folder / "language.jsonl.gz", "rb") as lines:
        items = [json.loads(line) for line in lines][::3]
    sure = [
        (_base(found.tag), _base(gold[item["url"]]))
        for item in items
        if (found := detect(item["articleBody"])).confidence >= 0.9
    ]
    assert len(sure) > 0.8 * len(items)
    assert sum(found == stated for found, stated in sure) >= 0.95 * len(sure)


def _base(tag: str) -> str:
    first = tag.split("-")[0]
    return {"nb": "no", "nn": "no", "iw": "he", "in": "id", "fil": "tl", "cmn": "zh", "yue": "zh"}.get(first, first)


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("ms", "Pasukan bola sepak negara tewas kepada Thailand dalam perlawanan persahabatan di Stadium Nasional."),
        ("ms", "Anggota bomba mengambil masa dua jam untuk memadamkan api."),
        ("id", "Kebakaran menghanguskan enam rumah di Kampung Baru, tidak ada korban jiwa."),
        ("id", "Penumpang disarankan memesan lebih awal tiket kereta api musim liburan."),
        ("bs", "Vatrogasci su gasili požar koji je izbio u fabrici namještaja kod Tuzle."),
        ("bs", "Sud BiH potvrdio je optužnicu protiv bivšeg direktora preduzeća."),
        ("bs", "Ministarstvo je saopćilo da su vakcine stigle i da će vakcinacija početi u oktobru."),
        ("bs", "Kafa i hrana poskupjele su zbog viših troškova uvoza, kažu trgovci."),
        ("bs", "Ljekari upozoravaju na nedostatak lijekova u apotekama."),
        ("sr", "Opština Vračar objavila je javni poziv za sufinansiranje projekata mladih."),
        ("sr", "Kafa i hrana poskupele su zbog viših troškova uvoza, kažu trgovci."),
        ("hr", "Liječnici upozoravaju na nedostatak lijekova u ljekarnama."),
        ("hr", "Ravnatelj kazališta rekao je da će premijera biti održana u kolovozu."),
    ],
)
def test_close_relatives_are_told_by_the_words_of_one_sentence(tag: str, text: str) -> None:
    assert detect(text).tag == tag
