"""What operators, phrases, wildcards and fields mean: a table of query and text, written from the public documentation
of the tools that analysts know (Lucene's query syntax for Media Cloud and Elasticsearch, the Boolean guides of
Meltwater, Brandwatch, Talkwalker)."""

from __future__ import annotations

import pytest
from marked_texts import Table, assert_finds, rows

TABLE: Table = {
    "blanks and AND ask for all": (
        "en",
        [
            ("putin modi", "[Putin] called [Modi]."),
            ("putin modi", "Putin called Xi."),
            ("putin AND modi", "[Modi] thanked [Putin]."),
            ("putin AND modi AND xi", "Putin and Modi spoke."),
            ("+putin +modi", "[Putin], [Modi]"),
            ("+putin modi", "Putin alone"),
            ("putin AND modi", "[Putin] in Delhi || [Modi] was his host."),
            ("(putin) (modi)", "[Putin] and [Modi]"),
            ("android OR orchid", "An [android] drew an [orchid]."),
            ("notable", "a [notable] case"),
        ],
    ),
    "OR asks for one, AND binds closer": (
        "en",
        [
            ("putin OR lavrov", "[Lavrov] spoke."),
            ("putin OR lavrov", "[Putin] and [Lavrov] spoke."),
            ("putin OR lavrov", "Ushakov spoke."),
            ("delhi putin OR lavrov", "[Lavrov] spoke."),
            ("delhi putin OR lavrov", "Delhi was calm."),
            ("delhi AND (putin OR lavrov)", "Lavrov spoke."),
            ("delhi AND (putin OR lavrov)", "[Lavrov] flew to [Delhi]."),
            ("(a1 OR (b2 AND (c3 OR d4)))", "[b2] and [d4]"),
            ("(a1 OR (b2 AND (c3 OR d4)))", "only b2"),
        ],
    ),
    "NOT and - forbid anywhere in the article": (
        "en",
        [
            ("iran AND NOT 2005", "An [Iran] report"),
            ("iran AND NOT 2005", "An Iran report of 2005"),
            ("iran -football", "[Iran] votes"),
            ("iran -football", "Iran wins at football"),
            ("iran NOT football", "[Iran] votes"),
            ('iran -"world cup"', "[Iran] sees the cup of the world"),
            ('iran -"world cup"', "Iran at the World Cup"),
            ("iran -(football OR wrestling)", "Iran and wrestling"),
            ("iran -(football wrestling)", "[Iran] and wrestling"),
            ("NOT football AND iran", "[Iran] votes"),
            ("iran AND NOT headline:quiz", "Weekend quiz || Where is Iran?"),
            ("iran AND NOT headline:quiz", "Weekend || [Iran] in a quiz"),
            ("-football iran", "[Iran] votes"),
            ("(doctor AND NOT nurse) OR medic", "A [medic] and a nurse"),
        ],
    ),
    "phrases": (
        "en",
        [
            ('"bettie page"', "The late [Bettie Page] smiled."),
            ('"bettie page"', "Page wrote to Bettie."),
            ('"bettie page"', "Bettie turned the page."),
            ('"terror attack"', "[terror attacks] and a [terror-attack]"),
            ('"phone call"', "a phone box; a call"),
            ('"academy awards"', "the [Academy Award] went"),
            ('"one two three"', "[one two three] two three"),
            ('"one two" "two three"', "one two or three"),
            ('"amit shah" shah', "[Amit [Shah]] spoke"),
            ('"victory day parade"', "a Victory Day without a parade"),
            ('"putin, modi"', "[Putin - Modi]"),
            ('"who are you?"', "They asked: [Who are you]?"),
            ('"red sox" AND offer', "[Red Sox] [offers]"),
            ('"new york new york"', "[New York, New York] again"),
            ('"line of control"', "along the [Line of Control]"),
            ('"day victory"', "Victory Day"),
            ('"putin modi"', "a visit by Putin || Modi spoke."),
        ],
    ),
    "loose phrases count moves as Lucene does": (
        "en",
        [
            ('"india summit"~0', "[India summit]"),
            ('"india summit"~1', "[India] annual [summit]"),
            ('"india summit"~1', "India and its summit"),
            ('"india summit"~2', "[India] and its [summit]"),
            ('"india summit"~1', "summit India"),
            ('"india summit"~2', "[summit] [India]"),
            ('"indus waters treaty"~1', "[Indus] River [Waters] [Treaty]"),
            ('"indus waters treaty"~1', "Indus River Waters peace Treaty"),
            ('"war war"~3', "only one war"),
            ('"war war"~3', "[war] after [war]"),
        ],
    ),
    "NEAR/n and ONEAR/n: at most n words between": (
        "en",
        [
            ("india NEAR/2 navy", "the [navy] of [India]"),
            ("navy NEAR/0 chief", "the [navy] [chief]"),
            ("navy NEAR/0 chief", "the navy's new chief"),
            ("navy NEAR/1 chief", "the [navy's] new [chief]"),
            ("putin NEAR/3 modi", "Putin spoke at length with Modi"),
            ("putin NEAR/4 modi", "[Putin] spoke at length with [Modi]"),
            ("putin ONEAR/4 modi", "[Putin] met [Modi]"),
            ("putin ONEAR/4 modi", "Modi met Putin"),
            ('"red square" NEAR/3 parade', "a [parade] across [Red Square]"),
            ("(gift OR present) NEAR/2 (christmas OR xmas)", "a [present] for [Christmas]"),
            ("(gift OR present) NEAR/2 (christmas OR xmas)", "a gift, much later came Christmas"),
            ('(gift OR "small present") NEAR/1 xmas', "a [small present], [Xmas] style"),
            ("war NEAR/5 war", "one war"),
            ("war NEAR/5 war", "[war] upon [war]"),
            ("putin NEAR/2 modi", "Putin calls || Modi answers"),
            ("terror* NEAR/2 camp", "[terrorist] training [camps]"),
            ("(putin NEAR/2 modi) AND NOT xi", "[Putin] and [Modi]"),
            ("putin NEAR/1 modi", "Putin one two Modi three four [Putin] [Modi]"),
        ],
    ),
    "wildcards": (
        "en",
        [
            ("terror*", "[terror], [terrorism], [Terrorists], terra"),
            ("organi?ation", "[organisation] and [organization]"),
            ("organi?ation", "organiation"),
            ("wom?n", "[woman], [women], womn"),
            ("polygam*", "[polygamist]"),
            ('"terror* attack"', "[terrorist attacks]"),
            ("colo*r", "[colour] and [color]"),
            ("fire*", "[Fired] by the [firemen]"),
            ("putin*", "[Putin's] aide"),
            ("anti-terror*", "an [anti-terrorism] law"),
            ("te?t", "[test] tenant"),
        ],
    ),
    "fields": (
        "en",
        [
            ("headline:putin", "[Putin] calls || Putin called."),
            ("headline:putin", "A call || Putin called."),
            ("body:putin", "Putin calls || [Putin] called."),
            ('headline:"victory day"', "[Victory Day] nears || x"),
            ("headline:(putin AND modi)", "[Putin] and [Modi] || talk"),
            ("headline:(putin AND modi)", "Putin || Modi"),
            ("headline:putin AND modi", "[Putin] || [Modi]"),
            ("headline:(putin NEAR/1 modi)", "[Putin] and [Modi] || talk"),
            ("headline: putin", "[Putin] || x"),
            ("lead:putin", "x || [Putin] called " + "word " * 90 + "Putin"),
            ("lead:putin", "x || " + "word " * 90 + "Putin"),
            ('lead:"putin called"', "x || [Putin called] " + "word " * 90),
        ],
    ),
    "ATLEAST/n: so many times, headline and text together": (
        "en",
        [
            ("ATLEAST/2 putin", "[Putin] calls || [Putin] called."),
            ("ATLEAST/2 putin", "Putin calls || He called."),
            ("ATLEAST/3 putin", "[Putin], [Putin] and [Putin's] aide"),
            ("ATLEAST/3 (putin OR modi)", "[Putin], [Modi], [Putin]"),
            ("ATLEAST/3 (putin OR modi)", "Putin, Modi"),
            ('ATLEAST/2 (apple OR "apple inc")', "Apple Inc rose"),
            ('ATLEAST/2 (apple OR "apple inc")', "[[Apple] Inc] rose, [Apple] fell"),
            ('ATLEAST/2 "red sea"', "the [Red Sea], the [Red Sea] and a sea"),
            ("ATLEAST/2 (putin NEAR/1 modi)", "[Putin] and [Modi]; much later [Modi] met [Putin]"),
            ("ATLEAST/2 (putin NEAR/1 modi)", "Putin and Modi"),
            ("headline:(ATLEAST/2 war)", "[War] after [war] || war"),
            ("headline:(ATLEAST/2 war)", "War || war and war"),
            ("ATLEAST/2 putin AND NOT ATLEAST/2 modi", "[Putin] and [Putin] and Modi"),
            ("ATLEAST/2 putin AND NOT ATLEAST/2 modi", "Putin and Putin, Modi and Modi"),
            ("ATLEAST/1 putin", "[Putin]"),
        ],
    ),
    "NEAR/S and NEAR/P: one sentence, one paragraph": (
        "en",
        [
            ("putin NEAR/S modi", "[Putin] spoke at great length and in public about what he and [Modi] had said."),
            ("putin NEAR/S modi", "Putin spoke. Modi listened."),
            ("putin NEAR/S modi", "Mr. [Putin] met Dr. A. P. [Modi] in Jan. 5 ceremonies. Xi left."),
            ("putin NEAR/S modi", "Putin left at 5 p.m. on May 9!  Modi stayed."),
            ("putin NEAR/S modi", "“Where is Putin?” Modi stayed."),
            ("putin NEAR/S modi", "[Putin] paid 3.5 million to U.S. firms, said [Modi]."),
            ("putin NEAR/S modi", "Putin\nModi"),
            ("putin NEAR/P modi", "[Putin] spoke. [Modi] listened."),
            ("putin NEAR/P modi", "Putin spoke.\nModi listened."),
            ("putin ONEAR/S modi", "[Putin] called [Modi]."),
            ("putin ONEAR/S modi", "Modi called Putin."),
            ("putin NEAR/S modi", "Putin calls || Modi answers."),
            ('"red sea" NEAR/S (ship OR tanker)', "A [ship] sank in the [Red Sea]. A tanker burned."),
            ("headline:(putin NEAR/S modi)", "[Putin] meets [Modi] || x"),
            ("sea NEAR/S sea", "The sea."),
            ("sea NEAR/S sea", "The [sea], the [sea]."),
        ],
    ),
    "NEAR inside NEAR": (
        "en",
        [
            ("(putin NEAR/2 modi) NEAR/3 delhi", "[Putin] met [Modi] in [Delhi]"),
            ("(putin NEAR/2 modi) NEAR/3 delhi", "Putin met Modi, and a day later all went on to Delhi"),
            ("(putin NEAR/5 modi) NEAR/1 delhi", "[Putin] flew to [Delhi] for [Modi]"),
            ("(putin NEAR/1 modi) NEAR/1 delhi", "Putin flew to Delhi for Modi"),
            ("(putin ONEAR/2 modi) ONEAR/2 delhi", "[Putin] and [Modi] in [Delhi]"),
            ("(putin ONEAR/2 modi) ONEAR/2 delhi", "In Delhi Putin and Modi"),
            ("(putin NEAR/2 modi) NEAR/S delhi", "[Putin] and [Modi] spoke for six long hours in [Delhi]."),
            ("(putin NEAR/2 modi) NEAR/S delhi", "Putin and Modi spoke. Delhi was calm."),
            ("delhi NEAR/3 (xi OR (putin NEAR/1 modi))", "[Delhi] saw [Putin] and [Modi]"),
            ("((a1 NEAR/1 b2) NEAR/1 c3) NEAR/1 d4", "[d4] [a1] [b2] [c3]"),
            ('("red sea" NEAR/1 sea) NEAR/9 ship', "a ship on the Red Sea"),
        ],
    ),
    "wildcards at the beginning of a word": (
        "en",
        [
            ("*stan AND putin", "[Putin] toured [Kazakhstan], [Uzbekistan] and stands"),
            ("*stan AND putin", "Putin stood"),
            ("*terror* AND putin", "[Putin] on [counterterrorism], [terror] and error"),
            ("?ussia NEAR/2 leader", "[Russia] has a [leader]"),
            ('"*stan visit"', "a [Pakistan visit]"),
            ("putin -*stan", "[Putin] in Russia"),
            ("putin -*stan", "Putin in Tajikistan"),
            ("*stän* putin", "[Putin] in [Pakistan]"),
        ],
    ),
}


def test_table_is_large_enough() -> None:
    assert len(rows(TABLE)) >= 140


@pytest.mark.parametrize(
    ("query", "marked", "language"), [pytest.param(*row, id=f"{name}: {row[0]}") for name, *row in rows(TABLE)]
)
def test_behaviour(query: str, marked: str, language: str) -> None:
    assert_finds(query, marked, language)
