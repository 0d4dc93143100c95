"""Stories over several runs: late articles join, copies go with their originals, counts are kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import flow
import pytest
from mediawatch.settings import Settings

SEEDS = flow.HOME / "include" / "seeds"
CALL = ("putin-modi-call-kremlin.txt", "putin-modi-call-explained.txt", "putin-modi-call-delhi.txt")


def test_an_article_of_a_later_run_joins_the_story(warehouse: Settings) -> None:
    first, second, third = (SEEDS / name for name in CALL)
    flow.run(warehouse, first, second)
    [before] = flow.rows(warehouse, "select story_id, article_count from news.story")
    assert before["article_count"] == 2

    flow.run(warehouse, SEEDS / "pahalgam-hindi.txt", SEEDS / "putin-modi-call-russian.txt", third)

    found = flow.rows(warehouse, "select story_id, in_language, article_count from news.story order by story_id")
    assert found[0] == {"story_id": before["story_id"], "in_language": "en", "article_count": 3}
    assert sorted(row["in_language"] for row in found[1:]) == ["hi", "ru"]


def test_a_copy_stands_in_the_story_of_its_original(warehouse: Settings) -> None:
    flow.run(warehouse, SEEDS / "pahalgam-aftermath-agency.txt")
    flow.run(warehouse, SEEDS / "pahalgam-aftermath-reprint.md")

    [story] = flow.rows(warehouse, "select * from news.story")
    assert story["article_count"] == 2
    assert story["publisher_count"] >= 1
    assert f"{story['first_published']:%Y-%m-%d}" == "2025-05-05"
    assert f"{story['last_published']:%Y-%m-%d}" == "2025-05-06"


def test_every_article_stands_in_one_story_and_membership_is_explained(seeded: Any) -> None:
    warehouse, run_id = seeded.settings, seeded.run_id

    places = "select article_id from news.story_article union all select article_id from news.round_up order by 1"
    assert flow.column(warehouse, places) == flow.column(warehouse, "select article_id from news.article order by 1")
    together = flow.rows(
        warehouse,
        "select m.similarity, m.shared_terms from news.story_article m join news.story s using (story_id) "
        "where s.article_count > 1",
    )
    assert together
    assert all(0 < row["similarity"] <= 1 and row["shared_terms"] for row in together)
    gate = flow.rows(warehouse, "select success from ops.quality_run where run_id = :r and stage = 'cluster'", r=run_id)
    assert gate == [{"success": True}]


def test_the_call_is_one_event_in_five_languages(seeded: Any) -> None:
    """Hindi, whose script has no capitals, is joined as the others are."""
    linked = """
        with recursive told as (
            select story_id from news.story_article join news.article a using (article_id)
            where a.uri = 'file://seeds/putin-modi-call-kremlin.txt'
            union
            select other.story_id from told join news.story_link l on told.story_id in (l.story_id, l.other_story_id)
            cross join lateral (values (l.story_id), (l.other_story_id)) as other(story_id)
        )
        select distinct s.in_language from told join news.story s using (story_id) order by 1
    """
    assert flow.column(seeded.settings, linked) == ["de", "en", "es", "hi", "ru"]
    [shared] = flow.column(
        seeded.settings,
        "select l.shared from news.story_link l join news.story s on s.story_id in (l.story_id, l.other_story_id) "
        "where s.in_language = 'hi' order by l.similarity desc limit 1",
    )
    assert "Putin = पुतिन" in shared


@pytest.mark.skipif(not flow.SHARED.is_dir(), reason="the users' own seeds do not lie beside this checkout (../shared)")
def test_the_users_five_files_are_one_story(warehouse: Settings) -> None:
    flow.run(warehouse, flow.SHARED / "seeds")

    assert flow.column(warehouse, "select article_count from news.story") == [5]


def test_clustering_again_changes_nothing(seeded: Any) -> None:
    from mediawatch.workflow import steps

    warehouse, run_id = seeded.settings, seeded.run_id
    before = flow.news_exactly(warehouse)

    assert steps.cluster(warehouse, run_id) == {"articles_clustered": 0, "stories_new": 0, "stories_due": 0}
    assert flow.news_exactly(warehouse) == before


def _account(folder: Path, name: str, words: str, day: int) -> Path:
    """A file about an event in so many words, with a few of its own."""
    told = words.split()
    own = " ".join(f"{name}{n}" for n in range(8))
    path = folder / f"{name}.txt"
    middle = " ".join(told[len(told) // 3 :][:4])
    path.write_text(f"---\nheadline: {middle}\ndate: 2025-05-0{day}\nlanguage: en\n---\n{words} {own}\n")
    return path


def test_two_stories_that_prove_to_be_one_are_merged_and_the_number_that_goes_is_kept(
    warehouse: Settings, tmp_path: Path
) -> None:
    ferry = "harbour captain passengers divers inspectors sailors", "coast quay lifeboat wreck hull rudder"
    runs = [[_account(tmp_path, "morning", ferry[0], 1)], [_account(tmp_path, "noon", ferry[1], 1)]]
    runs.append([_account(tmp_path, name, " ".join(ferry), 2) for name in ("evening", "night", "sunday")])
    for paths in runs[:2]:
        flow.run(warehouse, *paths)
    before = flow.column(warehouse, "select story_id from news.story order by 1")
    assert len(before) == 2

    flow.run(warehouse, *runs[2])

    [story] = flow.rows(warehouse, "select story_id, article_count, first_published::date::text as day from news.story")
    [merge] = flow.rows(warehouse, "select story_id, merged_into from news.story_merge")
    assert sorted(merge.values()) == before
    assert story == {"story_id": merge["merged_into"], "article_count": 5, "day": "2025-05-01"}
    assert flow.column(warehouse, "select former_story_ids from news.story_overview") == [[merge["story_id"]]]
    explained = flow.column(warehouse, "select cardinality(shared_terms) > 0 from news.story_article")
    assert explained == [True] * 5


def test_a_copy_that_was_there_before_its_original_goes_to_its_story(warehouse: Settings, tmp_path: Path) -> None:
    flow.run(warehouse, SEEDS / "pahalgam-aftermath-reprint.md")
    flow.run(warehouse, SEEDS / "pahalgam-aftermath-agency.txt")

    assert flow.column(warehouse, "select article_count from news.story") == [2]
    represents = "select a.uri from news.story_profile join news.article a using (article_id)"
    assert flow.column(warehouse, represents) == ["file://seeds/pahalgam-aftermath-agency.txt"]
    assert flow.column(warehouse, "select count(distinct article_id) from news.story_signature") == [1]


def _tell(warehouse: Settings, folder: Path, desk: int, headline: str, body: str, day: int) -> None:
    """A run of one article, always at the same address of its desk."""
    told = {"url": f"https://desk{desk}.example/1", "headline": headline, "articleBody": body, "inLanguage": "en"}
    path = folder / "wire.jsonl"
    path.write_text(json.dumps({**told, "datePublished": f"2025-05-{day:02}T10:00:00Z"}) + "\n")
    flow.run(warehouse, path)


def _told(warehouse: Settings) -> list[tuple[str, str, str, int, int]]:
    found = flow.rows(
        warehouse,
        "select s.headline, s.first_published::date::text as first, s.last_published::date::text as last, "
        "s.article_count, (select count(*) from news.story_article m where m.story_id = s.story_id) as members "
        "from news.story s order by 1",
    )
    return [tuple(row.values()) for row in found]


WRECK = "The ferry to the island sank near the lighthouse and divers searched the wreck for its captain and passengers"
SEARCH = "Divers searched the ferry wreck by the island lighthouse until dusk while the captain spoke of his passengers"
BANK = "The central bank raised its lending rate by half a point because inflation had outpaced wages once again"


def test_an_article_that_tells_of_something_else_now_leaves_its_story(warehouse: Settings, tmp_path: Path) -> None:
    _tell(warehouse, tmp_path, 1, "Ferry sinks", WRECK, 5)
    _tell(warehouse, tmp_path, 2, "Divers search the ferry", SEARCH, 6)
    assert _told(warehouse) == [("Ferry sinks", "2025-05-05", "2025-05-06", 2, 2)]

    _tell(warehouse, tmp_path, 1, "Bank raises its rate", BANK, 9)

    assert _told(warehouse) == [
        ("Bank raises its rate", "2025-05-09", "2025-05-09", 1, 1),
        ("Divers search the ferry", "2025-05-06", "2025-05-06", 1, 1),
    ]
    assert flow.column(warehouse, "select count(*) from news.story_profile where profile ? 'inflation'") == [1]


def test_a_story_whose_only_article_was_changed_leads_to_where_it_is(warehouse: Settings, tmp_path: Path) -> None:
    _tell(warehouse, tmp_path, 1, "Ferry sinks", WRECK, 5)
    before = flow.column(warehouse, "select story_id from news.story")
    _tell(warehouse, tmp_path, 1, "Ferry sank at night", WRECK, 4)

    assert _told(warehouse) == [("Ferry sank at night", "2025-05-04", "2025-05-04", 1, 1)]
    assert flow.column(warehouse, "select former_story_ids from news.story_overview") == [before]


def test_what_is_no_copy_any_more_speaks_for_itself(warehouse: Settings, tmp_path: Path) -> None:
    _tell(warehouse, tmp_path, 1, "Ferry sinks", WRECK, 5)
    _tell(warehouse, tmp_path, 2, "Ferry sinks", WRECK, 6)
    assert flow.column(warehouse, "select count(*) from news.story_profile") == [1]

    _tell(warehouse, tmp_path, 1, "Bank raises its rate", BANK, 9)

    assert [row[0] for row in _told(warehouse)] == ["Bank raises its rate", "Ferry sinks"]
    assert flow.column(warehouse, "select count(*) from news.story_profile") == [2]


def _telling(language: str, text: str) -> dict[str, str]:
    return {
        "@type": "NewsArticle",
        "@id": f"https://{language}.example/velmar",
        "inLanguage": language,
        "headline": text.split(",")[0],
        "articleBody": text,
        "datePublished": "2026-05-01T10:00:00Z",
    }


VELMAR = [
    _telling(
        "en",
        "Rescuers found 26 people under a hotel in Velmar, the mayor Tilda Brandt said on Friday. "
        "The house in Quay Street "
        "was built in 1974 by the firm Orsalin, whose owner Oscar Hale is being heard by the "
        "police of Kessel. Some 340 "
        "firemen worked until the morning, and President Lund sent help from Torvik.",
    ),
    _telling(
        "de",
        "Retter fanden 26 Menschen unter einem Hotel in Velmar, sagte die Bürgermeisterin Tilda "
        "Brandt am Freitag. Das Haus "
        "in der Quay Street hatte 1974 die Firma Orsalin gebaut, deren Besitzer Oscar Hale von der "
        "Polizei in Kessel gehört "
        "wird. Etwa 340 Feuerwehrleute waren bis zum Morgen im Einsatz, und Präsident Lund schickte Hilfe aus Torvik.",
    ),
    _telling(
        "ru",
        "Спасатели нашли 26 человек под гостиницей в городе Велмар, сообщила в пятницу мэр Тильда "
        "Брандт. Дом построила в "
        "1974 году фирма Орсалин, владельца которой Оскара Хейла допрашивает полиция города "
        "Кессель. До утра работали 340 "
        "пожарных, а президент Лунд прислал помощь из города Торвик.",
    ),
]


def test_stories_of_one_event_are_linked_across_languages(warehouse: Settings, tmp_path: Path) -> None:
    """Also when the accounts come in different runs; a run with nothing new changes no link."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for number, item in enumerate(VELMAR):
        (inbox / f"{number}.json").write_text(json.dumps(item, ensure_ascii=False), encoding="utf-8")
    flow.run(warehouse, inbox / "0.json", inbox / "1.json")
    asked = (
        "select s.in_language, o.other_languages, o.article_count_all_languages from news.story_overview o "
        "join news.story s using (story_id) order by s.in_language"
    )
    assert [tuple(row.values()) for row in flow.rows(warehouse, asked)] == [("de", ["en"], 2), ("en", ["de"], 2)]
    flow.run(warehouse, inbox / "2.json")
    assert [tuple(row.values()) for row in flow.rows(warehouse, asked)] == [
        ("de", ["en", "ru"], 3),
        ("en", ["de", "ru"], 3),
        ("ru", ["de", "en"], 3),
    ]
    shared = flow.rows(
        warehouse,
        "select shared from news.story_in_other_language o join news.story s on s.story_id = o.of_story_id "
        "where s.in_language = 'en' and o.in_language = 'ru'",
    )
    assert "Velmar = Велмар" in shared[0]["shared"]
    links = flow.rows(warehouse, "select * from news.story_link order by 1, 2")
    flow.run(warehouse, inbox)
    assert flow.rows(warehouse, "select * from news.story_link order by 1, 2") == links
    assert not flow.column(warehouse, "select story_id from news.story_due")


REPORTS = {
    "en": (
        "{0} people were hurt when a {1} left the road near {2} on {3}. Police said that the driver had lost control "
        "on a wet bend. The injured were taken to {4} by ambulance, and the road was closed for {5} hours while the "
        "wreck was removed. Officers ask witnesses who saw the vehicle before the accident to call the station, day or "
        "night. The cause is being looked into, and an expert has been asked for an opinion on the brakes.",
        ("5", "school bus", "Marwick", "Monday", "Saint Brannoc's", "3"),
        ("7", "milk lorry", "Tressel", "Wednesday", "the Lindholm infirmary", "9"),
    ),
    "hi": (
        "{2} के पास {3} को {1} के सड़क से उतर जाने पर {0} लोग घायल हो गए। पुलिस ने बताया कि चालक मोड़ पर नियंत्रण खो बैठा। "
        "घायलों को एंबुलेंस से {4} ले जाया गया और मलबा हटाए जाने तक सड़क {5} घंटे बंद रही। पुलिस ने दुर्घटना देखने वालों से थाने में दिन या "
        "रात कभी भी सूचना देने को कहा है। कारणों की जाँच की जा रही है और आसपास के गाँवों के लोगों ने बचाव में सहायता की।",
        ("5", "स्कूल बस", "मारविक", "सोमवार", "सरकारी अस्पताल", "3"),
        ("7", "दूध के टैंकर", "त्रेसल", "बुधवार", "लिंडहोम चिकित्सालय", "9"),
    ),
}


@pytest.mark.parametrize("language", REPORTS)
@pytest.mark.parametrize("runs", [1, 2])
def test_two_reports_of_one_form_are_two_events(warehouse: Settings, tmp_path: Path, language: str, runs: int) -> None:
    """However alike their words are: a form is filled in anew for each event."""
    form, *filled = REPORTS[language]
    files = []
    for day, values in enumerate(filled, 2):
        item = {
            "headline": f"{values[1]}, {values[2]}: {values[0]}",
            "articleBody": form.format(*values),
            "inLanguage": language,
            "datePublished": f"2026-03-{day:02d}",
            "url": f"https://desk{day}.example/{language}",
        }
        files.append(tmp_path / f"{day}.json")
        files[-1].write_text(json.dumps(item))
    for batch in [files] if runs == 1 else [[file] for file in files]:
        flow.run(warehouse, *batch)
    assert flow.column(warehouse, "select kind from news.duplicate_link") == ["form"]
    assert flow.column(warehouse, "select article_count from news.story") == [1, 1]


def test_figures_of_one_matter_day_by_day_are_one_story(warehouse: Settings, tmp_path: Path) -> None:
    """Of one form too, but no word of them differs: the next day's figures of the same thing."""
    form = (
        "The reservoir at Karnholm stood at {level} metres on {day} morning, the water board said. In the past "
        "twenty-four hours {rain} millimetres of rain fell in the hills above the dam, and {out} cubic metres a second "
        "were let out through the lower gates. Camps along the lake stay closed, and boats are to be kept ashore. The "
        "board measures the level at six in the morning and publishes it on its pages together with a forecast."
    )
    values = (("41.2", "Monday", "35", "210"), ("42.9", "Tuesday", "52", "340"), ("40.3", "Wednesday", "8", "415"))
    for number, (level, day, rain, out) in enumerate(values, 2):
        item = {
            "headline": f"Reservoir at Karnholm at {level} metres",
            "articleBody": form.format(level=level, day=day, rain=rain, out=out),
            "inLanguage": "en",
            "datePublished": f"2026-03-{number:02d}",
            "url": f"https://water{number}.example/karnholm",
        }
        (tmp_path / f"{number}.json").write_text(json.dumps(item))
    flow.run(warehouse, tmp_path)
    assert set(flow.column(warehouse, "select kind from news.duplicate_link")) == {"form"}
    assert flow.column(warehouse, "select article_count from news.story") == [3]
