"""Queries that cannot be honoured: each names its place and what to do."""

from __future__ import annotations

import pytest
from mediawatch.tag import QueryError, parse_query

WRONG: list[tuple[str, int, str, str]] = [
    # query, offset, part of what is wrong, part of the advice
    ("", 0, "empty", "words"),
    ("   ", 0, "empty", "words"),
    ("putin \ud800", 6, "stands in no text", "remove"),
    ("putin \0", 6, "stands in no text", "remove"),
    ("NOT putin", 0, "nearly every article", "AND NOT"),
    ("-putin", 0, "nearly every article", "AND NOT"),
    ("putin OR NOT modi", 9, "nearly every article", "AND NOT"),
    ("-putin -modi", 0, "nearly every article", "AND NOT"),
    ("site:example.com", 0, "looks at no text", "join it to words"),
    ("putin OR language:en", 9, "looks at no text", "join it to words"),
    ("date_published:2025", 0, "looks at no text", "join it to words"),
    ("title:putin", 0, "no field title:", "write headline:"),
    ("Headline:putin", 0, "no field Headline:", "small letters: headline:"),
    ("putin AND domain:x.com", 10, "no field domain:", "write site:"),
    ("https://example.com/a", 0, "no field https:", "site:example.com"),
    ("putin near/5 modi", 6, "near/5 is no operator", "capitals"),
    ("putin NEAR modi", 6, "NEAR is no operator", "number"),
    ("putin NEAR5 modi", 6, "NEAR5 is no operator", "number"),
    ("putin onear/3 modi", 6, "onear/3", "ONEAR/5"),
    ("putin NEAR/x modi", 6, "NEAR/x", "number"),
    ("putin NEAR/500 modi", 6, "further than 100", "AND"),
    ("putin w/5 modi", 6, "w/5 is no operator", "NEAR/5"),
    ("putin PRE/3 modi", 6, "PRE/3 is no operator", "ONEAR/5"),
    ("putin AROUND(5) modi", 6, "AROUND is no operator", "NEAR/5"),
    ("putin ANDNOT modi", 6, "ANDNOT joins", "AND NOT"),
    ("putin AND-modi", 6, "AND-modi joins", "AND NOT"),
    ("putin w/s modi", 6, "w/s is no operator", "NEAR"),
    ("putin pre/seg modi", 6, "pre/seg is no operator", "ONEAR"),
    # What touches a group or a quote is a function of another tool, or a slip.
    ('headline("red sea")', 0, "headline stands directly before a parenthesis", 'write headline:("red sea")'),
    ("hlead(putin AND (modi OR xi))", 0, "hlead stands directly", "write lead:(putin AND (modi OR xi))"),
    ("atleast5(putin)", 0, "atleast5 is no operator", "ATLEAST/5"),
    ("ATLEAST3 putin", 0, "ATLEAST3 is no operator", "ATLEAST/3"),
    ("modi caps(putin)", 5, "caps stands directly before", "caps AND (putin)"),
    ('putin"red square"', 0, "putin stands directly before a quotation mark", "putin AND"),
    ('hd="red sea"', 0, "hd= is no field", 'write headline:"red sea"'),
    ('"putin"s', 7, "directly after a quotation mark", "blank"),
    ("iran –football", 5, "begins with a dash", "-football or AND NOT football"),
    ("iran —football", 5, "begins with a dash", "-football or AND NOT football"),
    ("iran −football", 5, "begins with a dash", "-football or AND NOT football"),
    ("iran – football", 5, "begins with a dash", "AND NOT"),
    ("putin&&modi", 5, "&& is no operator", "putin AND modi"),
    # Operators of other tools and languages, in capitals.
    ("putin SAME modi", 6, "SAME is no operator", "putin NEAR/P modi"),
    ("putin SENTENCE modi", 6, "SENTENCE is no operator", "putin NEAR/S modi"),
    ("putin ADJ modi", 6, "ADJ is no operator", "ONEAR"),
    ("putin XOR modi", 6, "XOR is no operator", "(putin OR modi) AND NOT (putin AND modi)"),
    ("putin BUTNOT modi", 6, "BUTNOT is no operator", "putin AND NOT modi"),
    ("путин И моди", 6, "И is no operator", "путин AND моди"),
    ("путин НЕ моди", 6, "НЕ is no operator", "NOT моди"),
    ("НЕ моди", 0, "НЕ is no operator", '"НЕ" for the word'),
    ("путин AND НЕ моди", 10, "НЕ is no operator", "NOT моди"),
    ("(путин ИЛИ лавров) моди", 7, "ИЛИ is no operator", "путин OR лавров"),
    ("putin ODER modi", 6, "ODER is no operator", "putin OR modi"),
    ("putin UND (modi OR xi)", 6, "UND is no operator", "AND"),
    ("putin NICHT modi", 6, "NICHT is no operator", "NOT modi"),
    ("poutine ET modi", 8, "ET is no operator", "poutine AND modi"),
    ("poutine SAUF modi", 8, "SAUF is no operator", "NOT modi"),
    ("putin Y modi", 6, "Y is no operator", "putin AND modi"),
    ("putin O modi", 6, "O is no operator", "putin OR modi"),
    ("putin NÃO modi", 6, "NÃO is no operator", "NOT modi"),
    ("putin 2024 TO 2025", 11, "TO is no operator", "date_published:["),
    # Dates and ranges as others write them.
    ("putin 2020..2025", 6, "2020..2025 is no range", "date_published:[2020 TO 2025]"),
    ("putin 20250101-20250131", 6, "is no range", "date_published:[2025-01-01 TO 2025-01-31]"),
    ("putin date aft 2025", 6, "date aft 2025 is no condition", "date_published:>"),
    ("putin DATE BEFORE 2025-01-01", 6, "is no condition", "date_published:<"),
    ("putin since:2025", 6, "no field since:", "date_published:"),
    ("putin wc>500", 8, "sign >", "word_count:>="),
    ("putin!", 5, "sign !", "word*"),
    ("（putin OR modi）", 0, "sign （", "( and )"),
    ("article_title:putin", 0, "no field article_title:", "write headline:"),
    ("‘putin modi’", 0, "sign ‘", 'with "'),
    ("putin and modi", 6, "and is not in capitals", "AND"),
    ("putin or modi", 6, "or is not in capitals", '"or"'),
    ("putin Not modi", 6, "Not is not in capitals", "NOT"),
    ("*ism putin", 0, "fewer than 2 letters", "beginning"),
    ("?ar", 0, "fewer than 2 letters", "beginning"),
    ("\u0301\u0301\u0301*", 0, "fewer than 2 letters", "beginning"),
    ("p*n", 0, "fewer than 2 letters", "beginning"),
    ("* AND putin", 0, "fewer than 2 letters", "beginning"),
    ("au*to*ma*ti*c", 0, "more than 3 wildcard", "write more"),
    ("=attack*", 0, "exact and has a wildcard", "remove"),
    ("习近*", 0, "without wildcards", "leave"),
    ("(putin", 0, "never closed", "missing )"),
    ("putin)", 5, "never opened", "remove"),
    ("putin AND (modi OR (xi)", 10, "never closed", "missing )"),
    ('"putin', 0, "no partner", "close the phrase"),
    ('putin "modi', 6, "no partner", "close the phrase"),
    ('""', 0, "no word between", "write the phrase"),
    ('"..."', 0, "no word between", "write the phrase"),
    ("()", 1, "missing before this parenthesis", "write one"),
    ("putin AND", 9, "ends where a word", "complete"),
    ("putin AND (modi OR)", 18, "missing before this parenthesis", "write one"),
    ("OR putin", 0, "nothing before it", "before it"),
    ("AND", 0, "nothing before it", "before it"),
    ("putin AND OR modi", 10, "nothing before it", "before it"),
    ("NOT NOT putin", 4, "cannot follow", "AND NOT"),
    ("putin OR +modi", 9, "+ says", "remove one"),
    ("putin - modi", 6, "stands alone", "-word"),
    ("putin + modi", 6, "stands alone", "+word"),
    ("putin~1", 5, "~ goes after a phrase", "putin*"),
    ('"putin"~3', 0, "after a single word", "remove"),
    ('"putin modi"~', 12, "~ goes after a phrase", "~5"),
    ('"putin modi"~999', 12, "further than 100", "smaller"),
    ("putin^2", 5, "sign ^", "remove"),
    ("#pahalgam", 0, "sign #", "without it"),
    ("@kremlin", 0, "begins with @", "without it"),
    ("c++", 1, "sign +", "+word"),
    ("putin & modi", 6, "begins with &", "write AND"),
    ("putin || modi", 6, "sign |", "OR"),
    ("!putin", 0, "sign !", "NOT"),
    ("'putin modi'", 0, "begins with '", 'with "'),
    ("100%", 3, "sign %", "leave it out"),
    ("putin, modi", 5, "ends with ,", "leave it out"),
    ("a=b", 1, "= stands inside", "=word"),
    ("= putin", 0, "= stands alone", "without a blank"),
    ("putin : modi", 6, "colon", "headline:"),
    ("[putin]", 0, "range belongs", "date_published"),
    ("a NEAR/3 b NEAR/3 c", 11, "does not join two clauses", "AND"),
    ("(a NEAR/3 b) NEAR/3 c", 3, "NEAR inside NEAR"[:4], "AND"),
    ("(putin modi) NEAR/3 xi", 1, "not AND", "OR"),
    ("putin NEAR/3 (NOT xi)", 14, "NOT cannot stand inside NEAR", "outside"),
    ("headline:putin NEAR/3 xi", 0, "field cannot stand inside NEAR", "headline:("),
    ('"putin modi"~2 NEAR/3 xi', 0, "cannot stand inside NEAR", "~"),
    ("headline:(body:putin)", 10, "inside another field", "close"),
    ("putin AND language:english", 19, "no language code", "language:en"),
    ("putin AND language:(en hi)", 20, "one value or alternatives", "OR"),
    ("putin AND language:(NOT en)", 20, "NOT cannot stand inside", "before"),
    ("putin AND site:a/b", 15, "no host name", "without"),
    ("putin AND site:*.com", 15, "no wildcards", "write the value"),
    ("putin AND author:=x", 17, "no meaning", "remove"),
    ('putin AND publisher:"a b"~2', 25, "no meaning", "remove"),
    ("putin AND date_published:yesterday", 10, "no date", "2025-05-05"),
    ("putin AND date_published:2025-13-01", 10, "no date", "2025-05-05"),
    ("putin AND date_published:[2025-05-02 TO 2025-05-01]", 10, "holds no day", "earlier"),
    ("putin AND date_published:[* TO *]", 10, "excludes nothing", "remove"),
    ("putin AND date_published:(2025 OR 2026)", 10, "takes a date or a range", "TO"),
    ("headline:(date_published:2025 AND a)", 10, "cannot stand here", "AND"),
    ("a " * 10_001, 20_000, "longer than", "two topics"),
    ("(" * 21 + "a" + ")" * 21, 20, "parentheses deep", "simplify"),
    (" OR ".join(f"ab{i}*" for i in range(101)), 0, "wildcards", "two topics"),
    (" OR ".join(f"a NEAR/{i % 90} b{i}" for i in range(101)), 0, "NEAR and ~", "group"),
    (" OR ".join(f"w{i}" for i in range(2001)), 0, "2000 clauses", "two topics"),
    ('"' + "a " * 31 + '"', 0, "more than 30 words", "shorten"),
]


@pytest.mark.parametrize(("query", "offset", "message", "advice"), WRONG, ids=[row[0][:40] for row in WRONG])
def test_wrong_queries_say_where_and_what_to_do(query: str, offset: int, message: str, advice: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse_query(query)
    error = caught.value
    assert error.offset == offset
    assert message in error.message
    assert advice in error.advice


WORDS_ALL_THE_SAME = [
    "ET AND spielberg", "the river Oder", "type OR O", "spielberg AND ET", '"UND" spielberg goethe', "headline:(putin)",
    'headline:"red sea"', '"red"OR"sea"', "(a OR b)AND(c)", '-"red sea" tanker', "iran-contra", "1914–1918 war",
    "2025-04-22", "surgical N95 mask", "putin AND(modi)", '="red sea"', '(="red sea") tanker', "to AND fro",
]  # fmt: skip


@pytest.mark.parametrize("query", WORDS_ALL_THE_SAME)
def test_what_is_said_plainly_stays_right(query: str) -> None:
    parse_query(query)


def test_everything_wrong_has_words_for_people() -> None:
    for query, *_ in WRONG:
        with pytest.raises(QueryError) as caught:
            parse_query(query)
        assert "lark" not in str(caught.value)
        assert "Token" not in str(caught.value)
