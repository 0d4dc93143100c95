"""Forms that no guide of the eight tools has: other separators, dates as words, lost signs, dashes of other keyboards.
Each is refused, with what to write."""

from __future__ import annotations

import pytest
from mediawatch.tag import QueryError, parse_query

FORMS: list[tuple[str, int, str, str]] = [
    # query, offset, part of what is wrong, part of the advice
    ("putin NEAR-5 modi", 6, "NEAR-5 is no operator", "NEAR/5"),
    ("putin PROX/5 modi", 6, "PROX/5 is no operator", "putin NEAR/5 modi"),
    ("putin UNORDERED/5 modi", 6, "UNORDERED/5 is no operator", "putin NEAR/5 modi"),
    ("putin PROX modi", 6, "PROX is no operator", "putin NEAR/5 modi"),
    ("putin ..5 modi", 6, "..5 is no operator", "putin NEAR/5 modi"),
    ("putin (5w) modi", 7, "(5w) is no operator", "putin ONEAR/5 modi"),
    ("putin (s) modi", 7, "(s) is no operator", "putin NEAR/S modi"),
    ("putin NEXT TO modi", 6, "NEXT TO is no operator", "putin NEAR/0 modi"),
    ("putin SAME SENTENCE modi", 6, "SAME SENTENCE is no operator", "putin NEAR/S modi"),
    ("putin WITHIN 5 WORDS OF modi", 6, "WITHIN 5 is no operator", "putin NEAR/5 modi"),
    ("NEAR(putin, modi, 5)", 0, "NEAR is no function", "a NEAR/5 b"),
    ("iran ーfootball", 5, "begins with a dash", "-football or AND NOT football"),
    ("iran ㅡ football", 5, "begins with a dash", "AND NOT"),
    ("putin 2025-01-01..2025-02-01", 6, "is no range", "date_published:[2025-01-01 TO 2025-02-01]"),
    ("putin from 2025-01-01 to 2025-02-01", 6, "from 2025-01-01 is no condition", "TO 2025-05-31]"),
    ("putin since 2025-01-01", 6, "since 2025-01-01 is no condition", "date_published:>=2025"),
    ("putin date_published>=2025-01-01", 21, "lacks a colon", "date_published:>="),
    ('"🚀 launch"', 1, "🚀 would not be looked for", "say it in a word"),
    ('"❤️"', 1, "❤ would not be looked for", "leave it out"),
    ("putin[Title]", 5, "[Title] is no field", "headline:"),
    ("from:modi putin", 0, "no field from:", "write author:"),
    ("putin und/oder modi", 6, "und/oder is no operator", "putin OR modi"),
    ("путин и/или моди", 6, "и/или is no operator", "путин OR моди"),
    ("putin y/o modi", 6, "y/o is no operator", "putin OR modi"),
    ("putin NOT NEAR/5 modi", 10, "NEAR/5 cannot stand behind NOT", "putin AND NOT (putin NEAR/5 modi)"),
    ("putin NOT w/5 modi", 10, "w/5 cannot stand behind NOT", "putin AND NOT (putin NEAR/5 modi)"),
    ("putin SI modi", 6, "SI is no operator", "putin AND modi"),
    ("putin KAJ modi", 6, "KAJ is no operator", "putin AND modi"),
    ("بوتين وليس مودي", 6, "وليس is no operator", "NOT مودي"),
    ("putin 5w modi", 6, "5w is no operator", "putin ONEAR/5 modi"),
    ("putin 3n modi", 6, "3n is no operator", "putin NEAR/3 modi"),
    ('"xi jinping" 5W "modi"', 13, "5W is no operator", '"xi jinping" ONEAR/5 "modi"'),
    ("putin NR5 modi", 6, "NR5 is no operator", "putin NEAR/5 modi"),
    ("putin NOT/seg modi", 6, "NOT/seg is no operator", "putin AND NOT modi"),
    ("putin NOT/5 modi", 6, "NOT/5 is no operator", "putin AND NOT (putin NEAR/5 modi)"),
    ("putin w/in 5 modi", 6, "w/in 5 is no operator", "putin NEAR/5 modi"),
    ('title contains "red sea"', 0, "is no condition", 'headline:"red sea"'),
    ("author is smith AND bank", 0, "is no condition", "author:smith"),
    ("econom*5", 0, "may count letters", "econom*"),
    ("headline starts with merger", 0, "headline starts with merger is no condition", "headline:merger"),
    ("headline has merger", 0, "is no condition", "headline:merger"),
    ("putin PRE5 modi", 6, "PRE5 is no operator", "putin ONEAR/5 modi"),
    ("count/3 putin", 0, "count/3 is no operator", "ATLEAST/3"),
    ('"putin adj5 modi"', 7, "no word to find", '"a" NEAR/5 "b"'),
    ('"putin /5 modi"', 7, "no word to find", '"a" NEAR/5 "b"'),
    ("freq/3 putin", 0, "freq/3 is no operator", "ATLEAST/3"),
    ('"putin w/5 modi"', 7, "no word to find", '"a" NEAR/5 "b"'),
    ('cs("Acme") AND putin', 0, "cs stands directly before", "=Acme"),
    ("TI merger AND AU smith", 0, "TI may name a field", "headline:merger"),
    ("putin AND SU climate", 10, "SU may name a field", "keywords:climate"),
    ("AB (solar OR wind)", 0, "AB may name a field", "lead:(a b)"),
    ("merger/TI", 0, "/TI is no field", "headline:merger"),
    ("merger.ti,ab.", 0, "ends with the name of a field", "headline:merger OR lead:merger"),
    ("putin THEN modi", 6, "THEN is no operator", "putin ONEAR/5 modi"),
    ("putin SYN modi", 6, "SYN is no operator", "putin OR modi"),
    ("putin RANK modi", 6, "RANK is no operator", "putin OR modi"),
    ("putin LNK modi", 6, "LNK is no operator", "putin AND modi"),
    ("putin same modi", 6, "same is no operator", "putin NEAR/P modi"),
    ("putin P5 modi", 6, "P5 is no operator", "putin ONEAR/5 modi"),
    ("putin ndj5 modi", 6, "ndj5 is no operator", "putin NEAR/5 modi"),
    ("putin (2A) modi", 7, "(2A) is no operator", "putin NEAR/2 modi"),
    ("limit 1 to english language", 0, "limit is no command", "AND language:en"),
    ("remove duplicates from 4", 0, "remove duplicates from is no command", "the search itself"),
    ("S1 AND S2", 0, "S1 may be the number of an earlier search", "write that search itself"),
    ('DE "Mergers"', 0, "DE may name a field", '"DE" for the word itself'),
    ("merger.m_titl.", 0, "ends with the name of a field", "write merger"),
    ("putin NADJ5 modi", 6, "NADJ5 is no operator", "putin NEAR/5 modi"),
    ("putin (NOTW) modi", 7, "(NOTW) is no operator", "putin AND NOT (putin ONEAR/0 modi)"),
    ("putin (XW) modi", 7, "(XW) is no operator", "putin ONEAR/0 modi"),
    ("100..200 merger", 0, "is no range", "100 OR 200"),
]


@pytest.mark.parametrize(("query", "offset", "message", "advice"), FORMS, ids=[row[0] for row in FORMS])
def test_other_forms_are_refused(query: str, offset: int, message: str, advice: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse_query(query)
    assert caught.value.offset == offset
    assert message in caught.value.message
    assert advice in caught.value.advice


@pytest.mark.parametrize(
    "query",
    [
        "lamp 5w",
        "5w",
        "lamp 5g modem",
        "covid*19x",
        '"title" contains smoke',
        "2n",
        "AU summit",
        "LA fires",
        "P5",
        "a TI",
        '"TI" merger',
    ],
)
def test_the_same_words_alone_are_words(query: str) -> None:
    parse_query(query)


@pytest.mark.parametrize(
    ("query", "never"),
    [("putin +/-5 modi", "/-5"), ("merger.ti.", "here:"), ("putin +s modi", "AND s"), ("putin (L) modi", "AND L")],
)
def test_advice_does_not_make_a_word_of_what_is_none(query: str, never: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse_query(query)
    assert never not in caught.value.advice
