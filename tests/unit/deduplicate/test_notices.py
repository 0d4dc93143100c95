"""What publishers say of their own reports is understood in every language that has a file of words."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from mediawatch.deduplicate.correction_notes import corrections
from mediawatch.deduplicate.report_frames import wall_words
from mediawatch.deduplicate.versions import change_kind
from mediawatch.words.word_lists import MANY, languages

NOTICES: dict[str, list[dict[str, str]]] = yaml.safe_load(
    Path(__file__).with_name("notices.yaml").read_text(encoding="utf-8")
)
MENDED: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("mended.yaml").read_text(encoding="utf-8"))
SAID = [(language, said) for language, listed in NOTICES.items() for said in listed]
KEPT = [f"k{n:02d} l{n:02d} m{n:02d} n{n:02d} o{n:02d} p{n:02d} q{n:02d} r{n:02d}." for n in range(8)]


def kind(before: list[str], after: list[str]) -> str:
    return change_kind("A", "\n".join(before), "A", "\n".join(after))


def test_every_language_has_notices() -> None:
    assert NOTICES.keys() == set(languages()) - {MANY, "dv"}


@pytest.mark.parametrize("place", ["instead", "before"])
def test_a_report_is_withdrawn(place: str) -> None:
    rest = KEPT if place == "before" else []
    assert [x for x, said in SAID if kind(KEPT, [said["withdrawn"], *rest]) != "withdrawn"] == []


def test_a_report_says_that_it_was_corrected() -> None:
    assert [x for x, said in SAID if kind(KEPT, [*KEPT, said["corrected"]]) != "correction"] == []


@pytest.mark.parametrize("place", ["before", "behind"])
def test_a_note_that_names_the_article_and_a_fault_is_a_correction(place: str) -> None:
    notes = [(language, note) for language, listed in MENDED.items() for note in listed]
    texts = [(x, [note, *KEPT] if place == "before" else [*KEPT, note]) for x, note in notes]
    assert [(x, text) for x, text in texts if kind(KEPT, text) != "correction"] == []


@pytest.mark.parametrize(
    "note",
    [
        "A previous version of this article from Reuters incorrectly stated the price.",
        "Cet article de Jean Dupont a été corrigé.",
        "Este artículo de la agencia EFE ha sido corregido.",
        "Questo articolo di Mario Rossi è stato corretto.",
        "Quest'articolo della redazione conteneva un errore.",
        "Este artigo da Lusa foi corrigido.",
        "I denne artikel fra Ritzau stod et forkert navn; det er rettet.",
        "In dit artikel van Jan Jansen stond een verkeerde naam; dat is verbeterd.",
        "Acest articol al corespondentului nostru a fost corectat.",
        "Αυτό το άρθρο του ανταποκριτή μας διορθώθηκε.",
        "Denne artikkelen fra NTB er rettet: møtet skal holdes fredag.",
        "Dit artikel is aangepast omdat de vergadering op vrijdag zal plaatsvinden.",
        "W artykule poprawiono datę: posiedzenie będzie w piątek.",
        "V článku byla opravena chyba: zasedání bude v pátek.",
        "Статията е коригирана: заседанието ще бъде в петък.",
        "Članak ispravljen: most će se otvoriti u svibnju.",
        "Ez a cikk javítva lett: az ülés pénteken fog kezdődni.",
        "Artikkelia on korjattu: kokous aiotaan pitää perjantaina.",
        "Bài viết này đã được sửa: cuộc họp sẽ diễn ra vào thứ Sáu.",
        "Artikel ini telah dikoreksi: rapat akan digelar Jumat.",
        "本文已更正：会议将于周五举行。",
        "تم تصحيح هذا الخبر: سيتم عقد الاجتماع يوم الجمعة.",
        "این خبر اصلاح شد: جلسه روز جمعه برگزار خواهد شد.",
    ],
)
def test_a_note_may_name_the_author_and_what_is_still_to_come(note: str) -> None:
    assert kind(KEPT, [*KEPT, note]) == "correction"


@pytest.mark.parametrize(
    "told",
    [
        "The court fixed the wrong date in the article of the law.",
        "The paper's story was wrong, the mayor said.",
        "Der Artikel 5 des Grundgesetzes wurde geändert.",
        "Der Bericht der Kommission war falsch, sagte die Ministerin.",
        "Le maire a corrigé le texte de loi mardi.",
        "El artículo 5 de la ley fue modificado el martes.",
        "A notícia estava errada, disse o prefeito.",
        "In het artikel van de krant stond een fout, zei hij.",
        "Artykuł 5 ustawy został zmieniony.",
        "Статья 5 закона была изменена.",
        "Новость была ошибочной, сказал мэр.",
        "Článek 5 zákona byl změněn.",
        "Artikeln var fel, sade borgmästaren.",
        "A törvény szövegét javították.",
        "Haber yanlıştı, dedi belediye başkanı.",
        "الخبر خاطئ، قال رئيس البلدية.",
        "הידיעה הייתה שגויה, אמר ראש העיר.",
        "市长说，这篇报道有误。",
        "The auditors' report contained errors and will be revised next week.",
        "Der Bericht der Prüfer enthielt Fehler und wird in der kommenden Woche überarbeitet.",
        "El Senado modificó el texto del acuerdo el martes.",
        "Il testo dell'accordo è stato modificato nella notte dalle parti.",
        "O texto do acordo foi alterado pelos deputados na terça-feira.",
        "De tekst van het akkoord is dinsdag door de Kamer gewijzigd.",
        "Teksten i aftalen blev ændret af Folketinget.",
        "Zpráva znalců obsahovala chyby a bude opravena.",
        "A képviselők javították a határozat szövegét.",
        "Textul acordului a fost modificat de deputați.",
        "Το κείμενο της συμφωνίας τροποποιήθηκε από τους βουλευτές.",
        "احتوى تقرير الخبراء على أخطاء وسيجري تصحيحه.",
        "विशेषज्ञों की रिपोर्ट में गलतियां थीं और उसे सुधारा जाएगा.",
        "Laporan para ahli memuat kesalahan dan akan diperbaiki.",
        "協定の本文は議員によって修正された。",
    ],
)
def test_what_somebody_says_and_what_becomes_of_a_law_is_no_note(told: str) -> None:
    assert kind(KEPT, [*KEPT, told]) == "update"


@pytest.mark.parametrize(
    "told",
    [
        "The error in the register will be corrected before the election.",
        "She sent the corrected proofs to the printer on Monday.",
        "Police corrected the number of arrests that they had given.",
        "An earlier version of the bill had set the fine at 200 crowns.",
        "Editor's note: the following letter contains strong language.",
        "The ministry's report was full of mistakes, and two officials resigned.",
        "Lawmakers amended a text that had been agreed in March.",
        "In einer früheren Fassung des Gesetzes war die Strafe höher.",
        "Das Gericht korrigierte das Urteil der Vorinstanz.",
        "Une version antérieure du projet prévoyait une amende plus forte.",
        "La corrección de los exámenes durará dos semanas.",
        "Raport ministerstwa był błędny i dwóch urzędników odeszło.",
        "Поправка к закону принята в среду.",
        "В понедельник она отправила исправленные гранки в типографию.",
        "Bakanlığın raporunda hata vardı, iki memur istifa etti.",
        "صحح النواب نص القرار.",
        "מנסחי החוק תיקנו את הטעות בפנקס.",
        "Cảnh sát đính chính số người bị bắt đã nêu hôm Chủ nhật.",
        "教師たちは答案を訂正しました。",
        "交通部的文章有误，两名官员辞职。",
    ],
)
def test_what_is_put_right_in_an_event_is_no_note(told: str) -> None:
    assert corrections(told) == 0
    assert kind(KEPT, [*KEPT, told]) == "update"


@pytest.mark.parametrize(
    "note",
    [
        "CORRECTION (3 March): The fire began on deck two.",
        "(Corrects spelling of harbour in second paragraph)",
        "An earlier version of this story gave another name.",
        "Hinweis der Redaktion: In einer ersten Version dieses Textes hieß es, der Hafen sei zu. Das war falsch.",
        "Note de la rédaction : le nombre de passagers a été corrigé.",
        "I en tidligere version af artiklen stod et andet navn.",
        "В предишна версия на статията имаше друго име.",
        "【訂正】火は第二甲板から出ました。",
        "[정정] 불은 2층 갑판에서 시작됐다.",
        "本文的较早版本写的是另一个名字。",
    ],
)
def test_a_note_is_told_by_its_place_by_what_it_names_or_by_who_writes_it(note: str) -> None:
    assert corrections(note) == 1
    assert kind(KEPT, [*KEPT, note]) == kind(KEPT, [note, *KEPT]) == "correction"


def test_a_note_stands_in_a_paragraph_of_its_own() -> None:
    note = "A name in this article was wrong."
    assert kind(KEPT, [KEPT[0], f"{KEPT[1]} {note}", *KEPT[2:]]) == "update"
    assert kind(KEPT, [KEPT[0], note, *KEPT[1:]]) == "correction"
    assert kind([" ".join(KEPT)], [" ".join([*KEPT, note])]) == "correction"


@pytest.mark.parametrize(
    "told",
    [
        "A report of Wednesday found that the wrong valve had been fitted. Two officials were suspended, none sails.",
        "Ein Bericht vom Mittwoch nennt das Ventil falsch eingebaut. Zwei Beamte wurden suspendiert, keins fährt.",
    ],
)
def test_a_report_on_a_fault_is_an_update(told: str) -> None:
    assert kind(KEPT, [*KEPT, told]) == "update"


def test_a_toll_that_rises_is_an_update_and_one_that_falls_is_none() -> None:
    tolls = [(x, [[said["toll"].format(n=n), *KEPT] for n in (12, 17)]) for x, said in SAID]
    assert [x for x, (first, then) in tolls if kind(first, then) != "update"] == []
    assert [x for x, (first, then) in tolls if kind(then, first) != "correction"] == []


def test_what_a_wall_leaves_is_cut() -> None:
    assert [x for x, said in SAID if kind(KEPT, [*KEPT[:5], said["wall"]]) != "cut"] == []


def test_reports_of_losses_are_no_notices() -> None:
    told = [(x, said["toll"].format(n=17)) for x, said in SAID]
    assert [x for x, toll in told if corrections(toll) or wall_words(toll)] == []
    assert [x for x, toll in told if kind(KEPT, [toll, *KEPT]) != "update"] == []


def test_what_is_withdrawn_in_an_event_withdraws_no_report() -> None:
    told = "Troops have been withdrawn, a report said."
    assert kind(KEPT, [told, *KEPT[1:]]) == "update"


@pytest.mark.parametrize(
    ("said", "old", "new"),
    [
        ("Troops have left 12 villages and were withdrawn, a report said.", "12", "14"),
        ("Das Gesetz sei zurückgezogen, hieß es im Bericht, 12 Abgeordnete gingen.", "12", "14"),
        ("據新華社報道，政府已撤回有關渡輪的草案，十二名議員退席。", "十二", "十四"),
    ],
)
def test_a_sentence_of_a_report_in_which_a_figure_was_changed_is_no_notice(said: str, old: str, new: str) -> None:
    assert kind([said, *KEPT], [said.replace(old, new), *KEPT]) != "withdrawn"
