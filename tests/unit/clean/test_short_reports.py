"""A report of two sentences passes, whatever words of walls and notices it holds, and comes without the menu and the
cards of its page, which are as long as it is; walls as short do not pass."""

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


SHORT = {
    "en": (
        "Bridge to open",
        "Delegations of both banks met on Monday in the old customs house.",
        "They meet again soon.",
    ),
    "de": (
        "Brücke öffnet",
        "Abordnungen beider Ufer trafen sich am Montag im Zollhaus.",
        "Sie kommen wieder zusammen.",
    ),
    "zh": (
        "大桥将开放",
        "两岸代表团星期一在旧海关大楼会晤，同意向卡车开放大桥。",
        "双方收获之后再次会面，商定收费标准。",
    ),
    "ja": (
        "橋が開通へ",
        "両岸の代表団は月曜日に旧税関の建物で会談し、橋を開放することで合意した。",
        "収穫の後に再び会う。",
    ),
    "ko": ("다리 개통", "양안 대표단은 월요일 옛 세관 건물에서 만나 다리를 열기로 했다.", "추수 뒤 다시 만난다."),
    "th": (
        "สะพานจะเปิด",
        "คณะผู้แทนทั้งสองฝั่งพบกันเมื่อวันจันทร์ที่อาคารศุลกากรเก่าและตกลงเปิดสะพานให้รถบรรทุกภายในสิ้นเดือนนี้",
        "ทั้งสองฝ่ายจะพบกันอีกครั้งหลังฤดูเก็บเกี่ยวเพื่อกำหนดค่าผ่านทาง",
    ),
    "ar": ("الجسر يفتح", "التقى وفدا الضفتين يوم الاثنين في مبنى الجمارك القديم.", "ويلتقيان مرة أخرى بعد الحصاد."),
    "hi": ("पुल खुलेगा", "दोनों तटों के दल सोमवार को पुराने चुंगी घर में मिले।", "वे फसल के बाद फिर मिलेंगे।"),
}
CARDS = "".join(
    f'<div class="card"><a href="/{n}"><h4>What the river did on day {n}</h4></a>'
    f"<p>On day {n} the water rose by another metre and took a bridge with it.</p></div>"
    for n in range(4)
)
SHAPES = {
    "menu": "<nav><ul><li><a href=/>News</a></li><li><a href=/s>Sport</a></li></ul></nav>"
    "<article><h1>{h}</h1><p>{a}</p><p>{b}</p></article><footer><p>© The Herald</p></footer>",
    "bare menu": "<div><a href=/>News</a> | <a href=/s>Sport</a></div><h1>{h}</h1><p>{a}</p><p>{b}</p>",
    "lines": "<div><a href=/>News</a> | <a href=/s>Sport</a></div><h1>{h}</h1><div>{a}<br><br>{b}</div>",
    "cards": "<h1>{h}</h1><div class=text><p>{a}</p><p>{b}</p></div><section class=related-posts>{c}</section>",
    "layout table": "<table><tr><td><a href=/>News</a></td><td><h1>{h}</h1><p>{a}</p><p>{b}</p></td></tr></table>",
    "tables in tables": "<table><tbody><tr><td><table><tr><td><a href=/>News</a></td></tr></table></td></tr><tr><td>"
    "<table><tr><td><h1>{h}</h1>{a}<br><br>{b}</td></tr></table></td></tr></tbody></table>",
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("language", SHORT)
def test_a_short_report_comes_without_what_stands_around_it(language: str, shape: str) -> None:
    headline, first, second = SHORT[language]
    content = SHAPES[shape].format(h=headline, a=first, b=second, c=CARDS)
    head = f'<meta property="article:published_time" content="2025-03-10T08:00:00Z"><title>{headline}</title>'
    text = f'<html lang="{language}"><head>{head}</head><body>{content}</body></html>'
    draft = parse(text, "https://www.valley-news.example/2026/03/10/bridge-to-open-for-lorries")
    assert (draft.headline, draft.body.split("\n")) == (headline, [first, second])


def test_cards_that_are_the_article_stay() -> None:
    """Without a link in each, or without a text above them."""
    places = "".join(f"<div class=card><h3>Lock {n}</h3><p>{SHORT['en'][1]} No {n}.</p></div>" for n in range(5))
    head = '<meta property="article:published_time" content="2025-03-10T08:00:00Z">'
    listed = f"<h1>River rises over night</h1><p>{SHORT['en'][1]}</p><div class=related-places>{places}</div>"
    assert "No 4." in parse(shell(listed, head)).body
    bare = f"<h1>River rises over night</h1><div class=latest>{CARDS}</div>"
    assert "On day 3" in parse(shell(bare, head), "https://www.valley-news.example/2026/03/10/day-by-day").body


def test_a_table_of_figures_stays_one() -> None:
    rows = "".join(f"<tr><td>Day {n}</td><td>{n} metres</td></tr>" for n in range(1, 5))
    text = f"<h1>River rises over night</h1><p>{SHORT['en'][1]} {SHORT['en'][2]}</p><table>{rows}</table>"
    assert "| Day 2 | 2 metres |" in parse(shell(f"<article>{text}</article>")).body
