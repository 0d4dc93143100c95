"""Where content systems put the day of a page beside JSON-LD and meta: attributes, web components, scripts, lines."""

from __future__ import annotations

import json
from datetime import date

import pytest

from tests.unit.clean.test_page import json_ld, page, parse

DAY = "2025-05-05"
ADDRESS = "https://www.valley-news.example/river-rises-over-night"


def day(text: str) -> str | None:
    published = parse(text, url=ADDRESS).date_published
    return None if published is None else date.isoformat(published.date())


@pytest.mark.parametrize(
    "top",
    [
        '<div aria-label="Published: 8:15 a.m. ET May 5, 2025 Updated: 10:00 a.m. ET May 6, 2025"></div>',
        '<span data-date-time="2025-05-05 08:15:00" class="stamp-time">2h</span>',
        '<span class="when" data-livestamp="1746432900"></span>',
        '<span class="js-date" data-timestamp="1746432900000">Loading</span>',
        '<div data-publish-date="2025-05-05"></div>',
        '<relative-time datetime="2025-05-05T08:15:00Z">3 days ago</relative-time>',
        '<span class="relativetime" title="2025-05-05 08:15:00Z">yesterday</span>',
        '<span property="schema:datePublished" content="2025-05-05T08:15:00+00:00">Mon</span>',
        '<input type="hidden" name="publishDate" value="2025-05-05">',
        "<script>dataLayer = [{'articlePublishDate': '2025-05-05', 'articleModifiedDate': '2025-05-09'}];</script>",
        '<script>var publishDate = "2025-05-05 08:15";</script>',
        '<script>var ct = "1746432900"; var nickname = "The River";</script>',
        "<p>Joined: Tue Jan 05, 2016</p><p>Mira » Mon May 05, 2025 8:15 am</p>",
        "<p>Mitglied seit 5. Januar 2016</p><p>5. Mai 2025</p>",
        "<p>Зарегистрирован: 05.01.2016</p><p>05.05.2025</p>",
        '<meta name="twitter:label2" content="Published"><meta name="twitter:data2" content="May 5, 2025">',
        "<p>Por Mira Holt | 05/05/2025 a las 10:30h. Actualizado a las 12:00h.</p><p>15/05/2025</p>",
        "<p>Tác giả: Mira Holt | Thứ hai, 05/05/2025, 10:30 (GMT+7)</p>",
        "<p>Szerző: Mira Holt | 2025. máj. 5.</p>",
        "<p>De Mira Holt 5 mai 2025 Actualizat 6 mai 2025</p>",
        "<p>When: 30 May 2025, 18:00</p><p>Posted 5 May 2025</p>",
        "<p>This entry was posted on Monday, May 5th, 2025 at 8:15 am and is filed under Rivers. You can follow any "
        "responses to this entry through the feed, or leave a response, or a trackback from your own site.</p>",
        "<p>Dieser Eintrag wurde am 5. Mai 2025 um 8:15 veröffentlicht und steht unter Flüsse. Du kannst die "
        "Antworten verfolgen, eine eigene schreiben oder von deiner Seite aus hierher verweisen, wenn du magst.</p>",
    ],
)
def test_a_day_in_the_markup(top: str) -> None:
    assert day(page(top=top)) == DAY


@pytest.mark.parametrize("kind", ["QAPage", "HowTo", "PodcastEpisode", "Dataset", "AboutPage"])
def test_pages_that_are_no_articles_have_a_day(kind: str) -> None:
    assert day(page(head=json_ld(**{"@type": kind, "name": "River rises over night", "datePublished": DAY}))) == DAY


def test_a_recording_has_the_day_on_which_it_was_uploaded_where_the_page_is_about_it() -> None:
    def recording(name: str) -> str:
        return page(head=json_ld(**{"@type": "VideoObject", "name": name, "uploadDate": DAY}))

    assert day(recording("River rises over night")) == DAY
    assert day(recording("The ferry of Erle")) is None


def test_the_day_of_a_readers_opinion_is_not_the_pages() -> None:
    review = {"@type": "Review", "datePublished": DAY, "author": {"name": "Mira Holt"}}
    node = {"@context": "https://schema.org", "@type": "Product", "name": "A winch", "review": [review]}
    assert day(page(head=f'<script type="application/ld+json">{json.dumps(node)}</script>')) is None
