"""A report of two sentences passes, whatever words of walls and notices it holds; walls as short as it do not."""

from __future__ import annotations

import pytest
from mediawatch.errors import Quarantine

from tests.unit.clean.test_page import parse
from tests.unit.clean.test_whole_text import shell

REPORTS = [
    "“We will stand by the valley together with our partners,” the minister said in Brussels on Monday.",
    "Meta changed its privacy policy on Monday, the regulator said.",
    "The court found no legitimate interest in personalised ads, and no use of cookies without a click.",
    "The channel shows the match for subscribers only, the league said on Friday.",
    "She urged the children of the valley to continue reading during the summer.",
    "One moment that all will remember came in the last minute of the final on Sunday.",
    "Access denied to lorries: the old bridge is too weak, the town said on Monday.",
    "Just a moment before noon the siren was heard in all of the valley.",
    "Die Ministerin gab am Montag ihre Zustimmung zum Bau der Brücke, wie das Amt mitteilte.",
    "„Unsere Partner in der Region wissen das“, sagte der Kanzler am Dienstag in Berlin.",
    "Der Verlag verkauft nun 200.000 Zeitungen mit einem Abo, teilte er am Freitag mit.",
    "Lädt die Stadt zum Fest, so kommen alle, sagte der Bürgermeister am Sonntag.",
    "« Nous avançons avec nos partenaires européens », a déclaré le ministre lundi à Bruxelles.",
    "L'accès au parking est réservé aux abonnés du réseau, a indiqué la mairie vendredi.",
    "Le maire a dit lundi qu'il vous reste dix jours pour demander l'aide de la région.",
    "El ministro dijo que nuestros socios europeos dieron su consentimiento el lunes en Madrid.",
    "La empresa cambió el martes su política de privacidad, informó el regulador.",
    "“I nostri partner europei sono d'accordo”, ha detto il ministro lunedì a Roma.",
    "Il documento ha un contenuto riservato, ha spiegato il procuratore venerdì.",
    "O canal anunciou na segunda-feira um conteúdo exclusivo sobre a final da liga.",
    "“Os nossos parceiros confirmaram o apoio”, disse o ministro na terça-feira em Lisboa.",
    "De minister zei maandag dat onze partners in Europa het plan steunen.",
    "Rząd wydał w poniedziałek zgodę na budowę mostu, poinformowało ministerstwo.",
    "„Nasi partnerzy w Europie to wiedzą” – powiedział premier we wtorek w Warszawie.",
    "„Naši partneři v Evropě to vědí,“ řekl premiér v úterý v Praze.",
    "Úřad pro ochranu osobních údajů zahájil v pondělí řízení s městem.",
    "A hatóság adatvédelmi vizsgálatot indított hétfőn a város ellen.",
    "«Наши партнеры это знают», — заявил министр в понедельник в столице.",
    "Загрузка порта выросла на десять процентов, сообщило ведомство во вторник.",
    "“Ortaklarımız bunu biliyor” diyen bakan pazartesi günü Ankara'da konuştu.",
    "“Våra partners i Europa vet det”, sade ministern på måndagen i Stockholm.",
    "»Vores partnere i Europa ved det«, sagde ministeren mandag i København.",
    "”Kumppanimme Euroopassa tietävät sen”, ministeri sanoi maanantaina.",
    "«Οι συνεργάτες μας στην Ευρώπη το γνωρίζουν», είπε ο υπουργός τη Δευτέρα.",
    "„Partenerii noștri din Europa știu asta”, a spus ministrul luni la București.",
    "وقال الوزير يوم الاثنين إن شركائنا في أوروبا يعرفون ذلك جيدا.",
    "両国は月曜日の会談で、橋を開放することで合意し、通行料の引き下げにも同意した。",
    "同社は火曜日、地元のパートナー企業と新しい工場を建てると発表した。",
    "両政府は要求をすべて受け入れると月曜日に発表した。",
    "双方星期一在会谈中同意开放大桥，并将接受所有条件，政府发言人说。",
    "串流平台週二表示，第三季付費會員增加一成。",
    "이 회사의 유료 회원이 백만 명을 넘었다고 화요일 밝혔다.",
    "정부는 월요일 개인정보 처리방침을 바꾼 회사를 조사한다고 밝혔다.",
]


@pytest.mark.parametrize("text", REPORTS)
def test_a_report_that_holds_words_of_walls_passes(text: str) -> None:
    assert text in parse(shell(f"<main><article><h1>River and valley</h1><p>{text}</p></article></main>")).body


WALLS = [
    "We use cookies. Please accept.",
    "With your consent, our partners store cookies as our privacy policy says.",
    "For subscribers only.",
    "This story is for subscribers only. Already have an account?",
    "Please wait while we check your browser.",
    "One moment, please.",
    "Access denied.",
    "Wir verwenden Cookies, um Ihnen mehr zu zeigen.",
    "Testen Sie uns einen Monat lang. Mit einem Abo lesen Sie alles.",
    "Bitte warten Sie, bis die Seite erscheint.",
    "Article réservé aux abonnés",
    "Il vous reste 80 % de cet article à lire. La suite est à vous.",
    "Nous utilisons des cookies pour mesurer l'audience.",
    "Nosotros y nuestros socios usamos cookies con su consentimiento.",
    "Contenuto riservato agli abbonati.",
    "Conteúdo exclusivo para assinantes.",
    "Alleen voor abonnees.",
    "Używamy plików cookie, nasi partnerzy też.",
    "Мы используем cookie и файлы наших партнёров.",
    "当サイトはお客様の同意を得て、パートナーとともにcookieを使用しています。",
    "我们使用cookie，并征得您的同意。",
    "쿠키를 사용합니다. 개인정보 처리방침을 확인하세요.",
    "会员专享",
]


@pytest.mark.parametrize("text", WALLS)
def test_a_wall_as_short_is_refused(text: str) -> None:
    with pytest.raises(Quarantine) as refused:
        parse(shell(f"<main><article><h1>River and valley</h1><p>{text}</p></article></main>"))
    assert refused.value.reason == "not_an_article"
