"""Notices, credits and links to other stories."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from mediawatch.clean.page.notices import boilerplate as room
from mediawatch.clean.page.notices.boilerplate import is_boilerplate, trim_tail


@pytest.mark.parametrize(
    "line",
    [
        *(
            "Also Read: Minister visits the valley",
            "READ MORE | The river in pictures",
            "Читайте также: Паводок",
            "Advertisement",
        ),
        *(
            "यह भी पढ़ें: नदी का जलस्तर",
            "Lesen Sie auch: Der Fluss",
            "Share this article",
            "(With inputs from agencies)",
            "(ANI)",
        ),
        *(
            "Follow us on Twitter and Facebook",
            "Subscribe to our newsletter",
            "© 2025 Valley News",
            "All rights reserved.",
        ),
        *(
            "Copyright 2025 Valley News Ltd. All rights reserved.",
            "Reporting by A. Berg; Editing by B. Clark",
            "Source: Reuters",
        ),
        *("--IANS", "int/khz/svn", "– PTI", "PTI ABC KLM", "(With PTI inputs)", "(ТАСС)", "(भाषा)", "(ANI/Sputnik)"),
        *(
            "READ | River in pictures",
            "Recommended for you",
            "Most Read",
            "Tags: river, flood",
            "12 Comments",
            "3 min read",
        ),
        *("Facebook Twitter WhatsApp", "Already a subscriber? Log in", "We use cookies to improve your experience."),
        *("By continuing to use this site you agree to our cookie policy.", "Join our Telegram channel", "File photo"),
        *(
            "First Published: May 5, 2025, 10:30 IST",
            "Edited By: Max Berg",
            "Home > World > River",
            "Фото: ТАСС",
            "***",
        ),
        *("This article is for subscribers only.", "Подпишитесь на наш Telegram-канал", "शेयर करें", "Page 1 of 2"),
        "(This story has not been edited by staff and is auto-generated from a syndicated feed.)",
    ],
)
def test_boilerplate(line: str) -> None:
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        *(
            "He told reporters to read more books about rivers.",
            "Also present was the mayor of the valley.",
            "FAQs",
            "Conclusion",
        ),
        *("Next the water reached the school.", "Home was where the river had been.", "Watch: what the river did next"),
        *(
            "We use boats, he said, not cars.",
            "By using sandbags they held the water back.",
            "Top Stories of the River",
        ),
        *(
            "Published in 2025, the report says that the river rose.",
            "Most read the report twice.",
            "Print is dead",
            "4/5",
        ),
        *("This article is for everybody who lives there.", "Note: this article is about rivers."),
        *("(c) the abolition of child labour; and", "Subscribers to the newsletter number two million, the firm said."),
        *(
            "Advertisement revenue fell by a tenth last year.",
            "Source: the river, he said, was rising",
            "",
            "Background",
        ),
        *(
            "Related work was published by the institute in May and found the same.",
            "1.What was the purpose of the call?",
        ),
    ],
)
def test_text(line: str) -> None:
    assert not is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        *("Artikel teilen", "Partager cet article", "12 Kommentare", "Schreiben Sie einen Kommentar", "Tags"),
        *("Inhaltsverzeichnis", "Lesezeit: 4 Minuten", "mit dpa", "con EFE", "Czytaj więcej", "Zum Weiterlesen:"),
        *("Klicken Sie hier, um den Inhalt von video.example zu laden.", "This slideshow requires JavaScript."),
        *("This is a developing story, more to follow", "Like this story? Send it on!", "Folgen Sie uns auf Mastodon"),
        "Follow Valley.example on Twitter and Facebook for the latest. Send us your pictures too.",
        "Follow her on X @jane or on Facebook. Send us a message.",
        "Have a tip? Jane Doe may be reached at the paper.",
        "High Water: Sign up for the weekly newsletter to have it every Monday.",
        *("Follow the Valley News on Facebook and Telegram.", "Do not miss a flood: sign up to our free newsletter!"),
    ],
)
def test_notices_of_other_pages(line: str) -> None:
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        *("Teilen will die Stadt nicht.", "Tags darauf stieg der Fluss.", "Comentarios del alcalde", "Delen is leuk"),
        *("Follow the river on foot, he said.", "They sign up to the paper's newsletter in their thousands."),
        "“People sign up to our newsletter because they trust us,” the editor said.",
        "Subscribers of our newsletter told us what they lost in the flood.",
        "Follow-up reports on Facebook showed that the bridge had fallen, the mayor said.",
        "Follow the line on X-ray images and you see the fracture, the surgeon said.",
        "Follow the money on Facebook and you find three firms that paid for the posters.",
        *("„Folgen Sie mir“, sagt die Führerin und steigt hinab.", "Suivez-nous, dit le guide en montrant la grotte."),
        *("Tell us what you think of the new bridge.", "Mit Material von der Baustelle bauten sie ein Floß."),
        *("This is a developing story of two brothers, she writes.", "Liked this story? Nobody did, they say."),
        *("Have a story? Everyone in the valley does.", "Enable JavaScript and half of the attacks work, they found."),
    ],
)
def test_text_that_begins_like_those(line: str) -> None:
    assert not is_boilerplate(line)


def test_tails() -> None:
    assert trim_tail("The water fell. Also Read: River in pictures") == "The water fell."
    assert trim_tail("The water fell. (ANI)") == "The water fell."
    assert trim_tail("The water fell. (Reporting by Jane Doe; Editing by Max Berg)") == "The water fell."
    assert trim_tail("The water fell. — IANS") == "The water fell."
    assert trim_tail("“The river is calm.” — BBC") == "“The river is calm.” — BBC"
    assert trim_tail("The water (Also Read: River in pictures) fell.") == "The water fell."
    assert trim_tail("He said: also read this: it is true") == "He said: also read this: it is true"


_LINES = yaml.safe_load(Path(__file__).with_name("lines_around.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", _LINES["around"])
def test_what_stands_around_articles_is_known_in_every_language(language: str) -> None:
    assert [line for line in _LINES["around"][language] if not is_boilerplate(line)] == []


def test_sentences_that_hold_such_words_stay() -> None:
    assert [line for lines in _LINES["article"].values() for line in lines if is_boilerplate(line)] == []


def test_no_long_line_is_remembered() -> None:
    before = room._is_boilerplate.cache_info().currsize
    assert not room.is_boilerplate("The lock at the mill is shut. " * 100)
    assert room._is_boilerplate.cache_info().currsize == before
