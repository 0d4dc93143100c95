"""Signs by which the kind of a new version is told: it was cut, the report was withdrawn, a toll rose."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from mediawatch.deduplicate import thresholds as t
from mediawatch.deduplicate.fingerprint import normalise
from mediawatch.deduplicate.measure import Text, measure
from mediawatch.deduplicate.report_frames import WALL, breaks_off

CUT_SHARE = 0.6
"""Of the fuller text's words: an opening with fewer says by itself that it was cut."""

LEFT_OUT = 15
"""Words that a cut text lacks at least."""

KEPT = 0.9
"""Of the words of a cut text that precede the wall, the share that stands in the fuller one."""

WALL_WORDS = 80
"""A wall below a cut text has no more words."""

NOTICE_WORDS = 80
"""A notice that stands in place of a report has no more words."""

_CORRECTED = re.compile(  # An earlier version of this story
    r"\b(correction|corrects|corrected|clarification|clarifies|erratum|an earlier version of this"
    r"|berichtigung|korrektur|korrigiert|rectificatif|rectification|corrección|rectificación|fe de errores"
    r"|correção|rettifica|errata|исправлен\w*|поправка|уточнен\w*)\b",
    re.IGNORECASE,
)
"""How publishers say in the text that they put something right."""

_GONE = re.compile(  # has been withdrawn
    r"\b(withdrawn|withdrew|withdraws?|retract(ed|s|ion)|taken down|removed|deleted|no longer available|unpublished"
    r"|kill(ed)?"
    r"|zurückgezogen|zurückgenommen|entfernt|gelöscht|nicht mehr verfügbar"
    r"|retiré\w*|supprimé\w*|dépublié\w*|n.est plus disponible|retirad[oa]\w*|eliminad[oa]\w*|ya no está disponible"
    r"|removid[oa]\w*|não está mais disponível|ritirat[oa]|rimoss[oa]|non è più disponibile"
    r"|ingetrokken|verwijderd|tillbakadrag\w+|borttag\w+|trukket tilbake|fjernet|vedetty|poistettu"
    r"|wycofan\w+|usunięt\w+|stažen\w*|odstraněn\w*|отозван\w*|удал[её]н\w*|снят\w* с публикации|вилучен\w*"
    r"|geri çekil\w+"
    r"|kaldırıl\w+|visszavon\w+|törölt\w*|retras\w*|eliminat\w*|dicabut|dihapus|đã gỡ|thu hồi)\b"
    r"|撤回|撤稿|撤销|删除|刪除|取り下げ|削除|철회|삭제|سحب|حذف|وापس|वापस ले|हटा",
    re.IGNORECASE,
)
"""What is said of a report that is withdrawn."""

_REPORT = re.compile(  # This article
    r"\b(article|story|report|item|piece|post|page|text|beitrag|artikel\w*|meldung|bericht|seite|dépêche|page|artículo|noticia"
    r"|nota|artigo|matéria|reportagem|articolo|notizia|bericht|artykuł\w*|tekst\w*|článek|статья|статью|статьи|материал\w*"
    r"|публикаци\w+|новость|стаття|матеріал\w*|haber|yazı|cikk\w*|articol\w*|berita|artikel|bài)\b"
    r"|文章|报道|報導|報道|稿件|記事|기사|المقال|الخبر|लेख|खबर|ख़बर",
    re.IGNORECASE,
)

_TOLL = re.compile(  # 15 people were killed
    r"\b(dead|die[ds]?|death\w*|deadly|kill\w*|fatal\w*|casualt\w+|toll|victim\w*|injur\w+|wounded|hurt|missing|infect\w+"
    r"|cases|evacuat\w+|displaced|homeless|arrest\w+|detained|rescued|bodies|survivor\w*"
    r"|tote?n?|todes\w+|gestorben\w*|getötet\w*|opfer\w*|verletzt\w*|vermisst\w*|infizier\w+|festgenommen\w*"
    r"|mort\w*|tué\w*|blessé\w*|disparu\w*|victime\w*|bilan|arrêté\w*|décès"
    r"|muert\w+|falleci\w+|herid\w+|desaparecid\w+|víctima\w*|detenid\w+|mortos?|feridos?|desaparecidos?|vítimas?"
    r"|mort[iae]|ferit[ie]|dispers[ie]|vittim[ae]|doden|gewonden|vermisten|döda|skadade|døde|sårede"
    r"|zabit\w+|ofiar\w*|rann\w+|zagin\w+|nie żyje|mrtv\w+|zraněn\w+"
    r"|погиб\w+|жертв\w*|пострада\w+|ранен\w*|пропа\w+|умер\w*|заболе\w+|загибл\w+|поранен\w*"
    r"|ölü|öldü|yaralı|kayıp|tewas|luka)\b"
    r"|死亡|遇难|遇難|受伤|受傷|失踪|失蹤|死者|負傷|사망|부상|실종|قتيل|قتلى|جريح|جرحى|مفقود|मौत|मारे|घायल|लापता",
    re.IGNORECASE,
)
"""What is counted while an event goes on."""

COMPARED_WORDS = 2000
"""Words of a text in which a toll is looked for."""

NEAR = 6
"""Words from a figure to what it counts."""

MOST_DIGITS = 9
"""Of a toll."""

_WORD = re.compile(r"\d+(?:[.,]\d{3})*|[^\W\d]+")
_NUMBER_WORDS = {
    word: number
    for number, words in enumerate(
        (
            "one eins ein une uno una um один",
            "two zwei deux dos due dois два",
            "three drei trois tres tre três три",
            "four vier quatre cuatro quattro quatro четыре",
            "five fünf cinq cinco cinque пять",
            "six sechs seis sei шесть",
            "seven sieben sept siete sette sete семь",
            "eight acht huit ocho otto oito восемь",
            "nine neun neuf nueve nove девять",
            "ten zehn dix diez dieci dez десять",
            "eleven elf onze once undici одиннадцать",
            "twelve zwölf douze doce dodici doze двенадцать",
            "thirteen dreizehn treize trece tredici treze тринадцать",
            "fourteen vierzehn quatorze catorce quattordici catorze четырнадцать",
            "fifteen fünfzehn quinze quince quindici пятнадцать",
            "sixteen sechzehn seize dieciséis sedici dezesseis шестнадцать",
            "seventeen siebzehn diecisiete diciassette dezessete семнадцать",
            "eighteen achtzehn dieciocho diciotto dezoito восемнадцать",
            "nineteen neunzehn diecinueve diciannove dezenove девятнадцать",
            "twenty zwanzig vingt veinte venti vinte двадцать",
        ),
        start=1,
    )
    for word in words.split()
}


def is_cut(article_body: str, fuller: str) -> bool:
    """Whether a text is what a wall leaves of another: its opening, with at most a few words of the wall's own.

    A publisher who takes a passage out at the end leaves most of the text and no wall; such a text is not cut.
    """
    text, other = Text(article_body), Text(fuller)
    if other.length - text.length < LEFT_OUT or not text.tokens:
        return False
    side, whole = measure(text, other)
    if not side.words or side.start > t.TRUNCATION_START or whole.start > t.TRUNCATION_START:
        return False
    own = text.length - side.end
    if own > WALL_WORDS or side.words < KEPT * (side.end - side.start) or other.length - whole.end < LEFT_OUT:
        return False
    if says_withdrawn(article_body, fuller) or says_corrected(article_body, fuller):
        return False
    ends_open = breaks_off(article_body)
    at_wall = len(WALL.findall(article_body)) > len(WALL.findall(fuller))
    return text.length <= CUT_SHARE * other.length or ends_open or at_wall


def says_corrected(article_body: str, before: str) -> bool:
    """Whether a text says more often than the one before that something in it was put right."""
    return len(_CORRECTED.findall(article_body)) > len(_CORRECTED.findall(before))


def says_withdrawn(article_body: str, before: str) -> bool:
    """Whether a text that stands where a report stood says that the report is withdrawn."""
    sentences = [
        s for s in re.split(r"(?<=[.!?。！？।])\s+|\n+", article_body) if _GONE.search(s) and _REPORT.search(s)
    ]
    new = [sentence for sentence in sentences if sentence not in before]
    if not new:
        return False
    if len(normalise(article_body).split()) <= NOTICE_WORDS and len(article_body) < 0.7 * len(before):
        return True
    return any(article_body.strip().startswith(sentence) for sentence in new)


def is_rolling_toll(before: str, after: str) -> bool:
    """Whether figures of victims, cases or the like rose from one text to the next, and none of them fell."""
    old, new = (_WORD.findall(text.casefold())[:COMPARED_WORDS] for text in (before, after))
    rose = False
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "replace":
            continue
        was = [value for word in old[i:j] if (value := _figure(word)) is not None]
        now = [value for word in new[k:m] if (value := _figure(word)) is not None]
        if len(was) != len(now) or was == now or not _TOLL.search(" ".join(new[max(0, k - NEAR) : m + NEAR])):
            continue
        if any(there < here for here, there in zip(was, now, strict=True)):
            return False
        rose = True
    return rose


def _figure(word: str) -> int | None:
    if word[0].isdecimal():
        digits = "".join(filter(str.isdecimal, word))
        return int(digits) if len(digits) <= MOST_DIGITS else None
    return _NUMBER_WORDS.get(word)
