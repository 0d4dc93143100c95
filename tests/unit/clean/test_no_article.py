"""What is no article is refused with the signals that say so, and let in where a person asks for it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from mediawatch.clean.formats.html_page import parse_page
from mediawatch.clean.page.no_article import wall
from mediawatch.errors import Quarantine

from tests.unit.clean.test_page import NOW, PARAGRAPHS, page, parse
from tests.unit.clean.test_whole_text import shell

TEASERS = "".join(
    f'<div class=card><h3><a href="/{n}">What the river did on day {n} of the flood</a></h3>'
    f"<p>On day {n} the water rose by another metre and took a bridge with it.</p></div>"
    for n in range(1, 20)
)
WALLS = {
    "consent": "<h1>Welcome</h1><p>We and our partners store and access information on a device, such as cookies.</p>"
    "<p>With your consent we use personalised advertising. You can change your preferences at any time.</p>",
    "consent in German": "<h1>Willkommen</h1><p>Mit Ihrer Zustimmung setzen wir und unsere Partner Cookies ein.</p>"
    "<p>Details stehen in der Datenschutzerklärung, den Widerruf Ihrer Einwilligung finden Sie unten.</p>",
    "consent in French": "<h1>Bienvenue</h1><p>Avec votre consentement, nos partenaires utilisent des cookies.</p>"
    "<p>Vous pouvez continuer sans accepter ou lire notre politique de confidentialité à tout moment.</p>",
    "paywall": "<h1>River rises</h1><p>Subscribe to continue reading. Already a subscriber? Log in to continue.</p>",
    "paywall in Spanish": "<h1>Sube el río</h1><p>Contenido exclusivo para suscriptores. ¿Ya eres suscriptor?</p>",
    "loading": "<div>Loading… please wait, the page will be shown in a moment.</div>",
    "not found": "<h1>Page not found</h1><p>Perhaps the address was written wrongly.</p><p>Read of the valley.</p>",
    "not found, by number": "<h1>Error 404</h1><p>The herald of the valley has nothing at this place.</p>",
    "not found in German": "<h1>Hoppla</h1><p>Die von Ihnen gesuchte Seite konnte leider nicht gefunden werden.</p>",
    "not found in Spanish": "<h1>Error</h1><p>Lo sentimos, la página que busca no existe o ha sido movida.</p>",
    "not found in Russian": "<h1>404</h1><p>Страница не найдена. Вернитесь на главную.</p>",
    "not found in Japanese": "<h1>404</h1><p>お探しのページは移動または削除された可能性があります。</p>",
    "not found in Arabic": "<h1>404</h1><p>عذرا، الصفحة التي تبحث عنها غير موجودة</p>",
    "refused": "<h1>Access Denied</h1><p>You don't have permission to access this page on this server.</p>",
    "refused by law": "<h1>451: Unavailable For Legal Reasons</h1><p>Our pages cannot be read where you are.</p>",
    "human": "<h1>valley.example</h1><p>Verifying you are human. This may take a few seconds. valley.example needs to "
    "review the security of your connection before proceeding.</p>",
    "sign in": "<h1>Welcome back</h1><p>Sign in to continue.</p><p>Forgot your password?</p>",
    "maintenance, by its headline": "<h1>Under maintenance - The Valley Herald</h1><p>Thank you for your patience.</p>",
    "maintenance": "<h1>Back soon</h1><p>Our site is down for maintenance. We will be back shortly.</p>",
    "sent on": "<p>You are being redirected. If you are not redirected within five seconds, click here.</p>",
    "no script": "<p>You need to enable JavaScript to run this app, which shows the news of the valley.</p>",
}


@pytest.mark.parametrize("content", WALLS.values(), ids=WALLS)
def test_what_stands_in_an_articles_place_is_refused(content: str) -> None:
    with pytest.raises(Quarantine) as refused:
        parse(shell(f"<main>{content}</main>"))
    assert refused.value.reason == "not_an_article"


@pytest.mark.parametrize("kind", ["consent", "paywall"])
def test_walls_are_known_in_other_languages(kind: str) -> None:
    written = yaml.safe_load(Path(__file__).with_name("walls.yaml").read_text(encoding="utf-8"))
    assert [language for language, walls in written.items() if not wall(walls[kind])] == []


@pytest.mark.parametrize("path", ["", "category/weather/", "tag/flood", "news"])
def test_lists_of_links_are_refused_with_their_signals(path: str) -> None:
    text = shell(f"<h1>All of the flood</h1><main>{TEASERS}</main>")
    url = f"https://www.valley-news.example/{path}"
    with pytest.raises(Quarantine) as refused:
        parse(text, url)
    assert refused.value.reason == "not_an_article"
    assert "19 headings are links" in refused.value.detail
    assert "replay" in refused.value.detail
    assert "bridge" in parse_page(text, url=url, as_of=NOW, asked=True).body


def test_a_day_in_json_ld_is_stated_whichever_day_is_taken() -> None:
    """The page says that it was published earlier: that takes nothing from what it states."""
    stated = '{"@type": "WebPage", "datePublished": "2025-03-20", "dateModified": "2025-03-20"}'
    text = shell(
        f'<script type="application/ld+json">{stated}</script><h1>All of the flood</h1>'
        f"<p>Published: 2 March 2025</p><main>{TEASERS}</main>"
    )
    with pytest.raises(Quarantine) as refused:
        parse(text, "https://www.valley-news.example/tag/flood")
    assert "states no article" not in refused.value.detail


@pytest.mark.parametrize("url", [None, "https://www.valley-news.example/2025/05/05/river-rises-over-night"])
def test_articles_pass(url: str | None) -> None:
    assert parse(page(bottom=TEASERS), url).body.startswith(PARAGRAPHS[0])


@pytest.mark.parametrize(
    ("headline", "text"),
    [
        ("Page not found: how the archive of the valley was lost", "A fire took the shelf where it stood, on Friday."),
        ("404 people sign up for the river walk", "They met at the mill on Sunday, and the youngest was four."),
        ("Tunnel", "The tunnel below the river is under scheduled maintenance until Friday, and closed at night."),
        ("Tunnel", "In der Nacht zum Freitag finden im Tunnel Wartungsarbeiten statt, er ist dann gesperrt."),
        ("Puente", "El puente sobre el río está en mantenimiento hasta el viernes y no abre de noche."),
        ("पुल", "नदी पर बने पुल का रखरखाव शुक्रवार तक चलेगा और वह रात में बंद रहेगा।"),
        ("Cầu", "Cây cầu qua sông tạm thời không mở cửa vào ban đêm cho đến thứ sáu, thành phố cho biết."),
        ("大桥", "河上的大桥本周进行系统维护，夜间暂时关闭，市政府星期五表示。"),
        ("Парк", "В парке у реки ведутся технические работы, вход временно недоступен, сообщили в городе."),
        ("Access denied - the lake's only path closed", "The path by the lake is shut, and the way to it is long."),
        ("Bridge is closed", "Access to the bridge was denied to lorries on Monday. The town says that it is too old."),
        ("Grain ships", "Ten grain ships were loading and 18 were waiting to load at the river's elevators."),
        ("Grain", "Loading of grain began at noon, and carloadings of the week rose by a tenth, the railway said."),
        ("Missing boy", "The boy could not be found on Tuesday. Forty people searched the woods by the river."),
    ],
)
def test_a_short_report_of_such_things_passes(headline: str, text: str) -> None:
    assert parse(shell(f"<main><article><h1>{headline}</h1><p>{text}</p></article></main>")).body == text


def test_an_article_about_consent_passes() -> None:
    lines = "".join(
        f"<p>The court said in ruling {n} that the consent of readers must be free, and that a click is none.</p>"
        for n in range(6)
    )
    assert "must be free" in parse(shell(f"<main><article><h1>Court on cookies</h1>{lines}</article></main>")).body


def test_a_list_that_goes_on_on_numbered_pages_is_none() -> None:
    """The same list without its pager and its own word for itself is in doubt and passes."""
    text = "".join(f"<div><h3>Boots number {n}</h3><p>Boots for wet fields, sold in pairs.</p></div>" for n in range(9))
    pager = '<div class="pagination"><a href="?page=2">2</a></div>'
    listed = '<script type="application/ld+json">{"@type": "CollectionPage"}</script>'
    url = "https://www.valley-news.example/wear/boots"
    parse(shell(f"<h1>Boots</h1><main>{text}</main>"), url)
    with pytest.raises(Quarantine) as refused:
        parse(shell(f"<h1>Boots</h1><main>{text}</main>{pager}", listed), url)
    assert "numbered pages" in refused.value.detail
    assert "CollectionPage" in refused.value.detail


def test_an_article_of_several_pages_is_one() -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    pager = '<div class="pagination"><a href="?page=2">2</a></div>'
    head = '<meta property="article:published_time" content="2025-05-05">'
    draft = parse(shell(f"<h1>River rises over night</h1><article>{text}</article>{pager}", head))
    assert draft.page is not None
    assert draft.page.number == 1


@pytest.mark.parametrize(
    ("url", "language", "headline", "paragraphs"),
    [
        ("tag/rain", "en", "Rain", ("It rained for three days, and on the fourth we stopped to talk of it.",)),
        ("tag/dozhd", "ru", "Дождь", ("Дождь шёл три дня, и на четвёртый мы перестали о нём говорить.",)),
        ("products/kestrel-40", "en", "Kestrel 40", ("Harrow has announced a tent that weighs less than a loaf.",)),
        ("thema/regen", "de", "Regen", ("Es regnete drei Tage, und am vierten sprach keiner mehr davon.",)),
        ("shop/neuf", "fr", "Le moulin rouvre", ("Le vieux moulin rouvre lundi, après neuf ans de travaux.",)),
        ("tema/ponte", "pt", "A ponte", ("A velha ponte reabre na segunda-feira, depois de nove anos de obras.",)),
    ],
)
def test_an_address_of_lists_alone_makes_no_list(
    url: str, language: str, headline: str, paragraphs: tuple[str, ...]
) -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    html = f'<html lang="{language}"><body><main><h1>{headline}</h1>{text}</main></body></html>'
    assert parse(html, f"https://www.valley-news.example/{url}").body == "\n".join(paragraphs)


@pytest.mark.parametrize("to", ["#day-{n}", "https://www.valley-news.example/blog#day-{n}", "/blog#day-{n}"])
def test_headings_that_are_links_to_themselves_lead_nowhere_else(to: str) -> None:
    days = "".join(
        f'<h3 id="day-{n}"><a href="{to.format(n=n)}">What the river did on day {n}</a></h3>'
        f"<p>On day {n} the water rose by another metre and took a bridge with it.</p>"
        for n in range(1, 15)
    )
    text = shell(f"<h1>A diary of the flood</h1><main>{days}</main>")
    assert "On day 14" in parse(text, "https://www.valley-news.example/blog").body
