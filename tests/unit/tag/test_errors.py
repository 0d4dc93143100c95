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
    ("putin WITH modi", 6, "WITH is no operator", "putin NEAR/S modi"),
    ("putin FOLLOWED BY modi", 6, "FOLLOWED BY is no operator", "putin ONEAR/5 modi"),
    ("putin PRECEDED BY modi", 6, "PRECEDED BY is no operator", "modi ONEAR/5 putin"),
    ("putin UNLESS modi", 6, "UNLESS is no operator", "putin AND NOT modi"),
    ("near(putin modi)", 0, "near stands directly before a parenthesis", "near AND (putin modi)"),
    ("adj(putin)", 0, "adj stands directly before a parenthesis", "adj AND (putin)"),
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
    *[
        (f"putin {word} modi", 6, f"{word} is no operator", f'"{word}" for the word itself')
        for word in (  # noqa: SIM905
            "I A IR DHE OSE VAI ARBA IŠSKYRUS ЖӘНЕ НЕМЕСЕ ЕМЕС YOKI EMAS VƏ YAXUD DEYİL ԵՎ ԿԱՄ ՈՉ და ან არა VÕI MITTE "
            "ALEBO OKREM ANEBO KROMĚ OPRÓCZ ЛИБО ОСВЕН ОСИМ ΕΚΤΌΣ ΌΧΙ ΧΩΡΊΣ IKKJE UTEN UDEN ZONDER BEHALVE SEKÄ PAITSI "
            "KIVÉVE NÉLKÜL KECUALI EXCEPTÉ DIŞINDA እና ወይም និង ឬ ແລະ ຫຼື နှင့် သို့မဟုတ် અને અથવા નહીં ಮತ್ತು ಅಥವಾ അല്ലെങ്കിൽ "
            "ਅਤੇ ਜਾਂ ਨਹੀਂ සහ හෝ 或是 除外"
        ).split()
    ],
    # In capitals and small letters at once.
    ("putin nOt modi", 6, "nOt is not in capitals", "write NOT"),
    ("putin aND modi", 6, "aND is not in capitals", "putin AND modi"),
    ("putin andnot modi", 6, "andnot joins", "putin AND NOT modi"),
    ("putin and-not modi", 6, "and-not joins", "AND NOT"),
    ("putin butnot modi", 6, "butnot is no operator", "putin AND NOT modi"),
    ("ATLEAST putin", 0, "ATLEAST is no operator", "ATLEAST/3 word"),
    ("NEAR/5 putin", 0, "NEAR/5 has nothing before it", "a NEAR/5 b"),
    ("(NEAR/5 putin) modi", 1, "NEAR/5 has nothing before it", "a NEAR/5 b"),
    ("headline:-putin", 9, "- cannot stand behind headline:", "NOT headline:word"),
    ("headline:NOT putin", 9, "NOT cannot stand behind headline:", "NOT headline:word"),
    # Filters that no article meets at once.
    ("putin site:bbc.com site:cnn.com", 19, "no article meets site:bbc.com and site:cnn.com", "(site:bbc.com OR site"),
    ("putin AND language:en AND language:de", 26, "no article meets", "(language:en OR language:de)"),
    ("xi OR (putin AND country:IN AND country:GB)", 32, "no article meets", "(country:IN OR country:GB)"),
    ("putin date_published:>2025 date_published:<2024", 27, "no article meets", "OR"),
    ("putin word_count:<100 word_count:>300", 22, "no article meets", "OR"),
    # Days, numbers and sites in the user's own figures.
    ("putin date_published:2025/1/5", 6, "is no date", "write date_published:2025-01-05"),
    ("putin date_published:20250105", 6, "is no date", "write date_published:2025-01-05"),
    ("putin date_published:2025-01-05T00:00:00Z", 6, "is no date", "write date_published:2025-01-05"),
    ("putin date_published:2025-01-05..2025-02-07", 6, "is no date", "date_published:[2025-01-05 TO 2025-02-07]"),
    ("putin date_published:[2025-01-05 to 2025-02-07]", 6, "is no date", "[2025-01-05 TO 2025-02-07]"),
    ("putin date_published:2025-01-05 TO 2025-02-07", 32, "TO is no operator", "[2025-01-05 TO 2025-02-07]"),
    ("putin date_published:[2025-01-05 TO]", 6, "is no date", "write date_published:>=2025-01-05"),
    ('putin date_published:"2025-01-05"', 6, "takes a date", "write date_published:2025-01-05"),
    ("putin date_published:05.01.2025", 6, "is no date", "write 2025-05-05"),
    ("putin word_count:300-800", 6, "no number of words", "write word_count:[300 TO 800]"),
    ("putin word_count:300+", 6, "no number of words", "write word_count:>=300"),
    ("putin published:2025", 6, "no field published:", "write date_published:"),
    ("site:https://bbc.com/news putin", 5, "takes a host name", "write site:bbc.com"),
    ("site:bbc.com/news putin", 5, "no host name", "write site:bbc.com"),
    ('site:"http://www.bbc.com" putin', 5, "no host name", "write site:bbc.com"),
    ("date:[2025-01-01 TO 2025-02-01] putin", 5, "a range belongs", "write date_published:[2025-01-01 TO 2025-02-01]"),
    ("putin word_count:1e3", 6, "no number of words", "word_count:[300 TO 800]"),
    ("putin date_published:Jan-2025", 6, "is no date", "write 2025-05-05"),
    ("language:en,de putin", 9, "one value or alternatives", "language:(en OR de)"),
    ("site:bbc.com|cnn.com putin", 5, "one value or alternatives", "site:(bbc.com OR cnn.com)"),
    ("site:(bbc.com cnn.com) putin", 6, "one value or alternatives", "site:(bbc.com OR cnn.com)"),
    ("keywords:(a1 AND b2) putin", 10, "one value or alternatives", "keywords:a1 AND keywords:b2 for all"),
    ("site:bbc.com, putin", 12, "ends with ,", "write site:bbc.com"),
    # Commas and bars.
    ("putin, modi, xi", 5, "ends with ,", "putin OR modi for alternatives"),
    ("putin; modi", 5, "ends with ;", "putin OR modi for alternatives"),
    ("غزة، لبنان", 3, "ends with ،", "غزة OR لبنان for alternatives"),
    ("غزة؟", 3, "sign ؟", "leave it out"),
    ("दिल्ली।", 6, "sign ।", "leave it out"),
    ("東京、大阪", 2, "holds a comma", "東京 OR 大阪"),
    ("东京，大阪", 2, "holds a comma", "东京 OR 大阪"),
    ('"putin","modi"', 7, ", joins nothing", 'OR before "modi"'),
    ("(putin|modi)", 6, "sign |", "putin OR modi"),
    ("ATLEAST/3a", 0, "ATLEAST/3a is no operator", "ATLEAST/3 word"),
    ("OR-tools", 0, "joins an operator", 'for the word itself "OR-tools"'),
    ("Yahoo!", 5, "sign !", "or leave it out"),
    # Signs that look like others, and signs behind a name.
    ("putin＊", 5, "sign ＊", "write *"),
    ("putin｜modi", 5, "sign ｜", "write OR"),
    ("iran ⁃football", 5, "begins with a dash", "-football"),
    ('"Disney+"', 1, "found as Disney alone", '"Disney Plus"'),
    ('"Canal+ Sport"', 1, "found as Canal alone", "Canal AND word"),
    ("Disney+", 6, "sign +", "behind one it is not looked at"),
    ('"putin modi"~3.5', 12, "~ goes after a phrase", "~5"),
    # In small letters between two words: what would make a word of OR and NOT one that must be there.
    ("putin oder modi", 6, "oder is no operator", "putin OR modi"),
    ("путин или моди", 6, "или is no operator", "путин OR моди"),
    ("poutine sauf modi", 8, "sauf is no operator", "NOT modi"),
    ("putin değil modi", 6, "değil is no operator", "NOT modi"),
    ("putin WITHOUT modi", 6, "WITHOUT is no operator", "NOT modi"),
    # Scripts without capitals.
    ("بوتين أو مودي", 6, "أو is no operator", "بوتين OR مودي"),
    ("पुतिन या मोदी", 6, "या is no operator", "पुतिन OR मोदी"),
    ("普京 或 莫迪", 3, "或 is no operator", "普京 OR 莫迪"),
    ("プーチン または モディ", 5, "または is no operator", "プーチン OR モディ"),
    ("푸틴 또는 모디", 3, "또는 is no operator", "푸틴 OR 모디"),
    # Full-width letters, as Chinese and Japanese keyboards type them.
    ("putin ＡＮＤ modi", 6, "full-width letters", "write AND"),
    ("putin ｏｒ modi", 6, "full-width letters", "write OR"),
    # Distances of other tools.
    ("putin AROUND/3 modi", 6, "AROUND/3 is no operator", "putin NEAR/3 modi"),
    ("putin NEXT/2 modi", 6, "NEXT/2 is no operator", "putin ONEAR/2 modi"),
    ("putin N5 modi", 6, "N5 is no operator", "putin NEAR/5 modi"),
    ("putin notnear/5 modi", 6, "notnear/5 is no operator", "putin AND NOT (putin NEAR/5 modi)"),
    ("putin +5 modi", 6, "+5 may count words", "putin ONEAR/5 modi"),
    ("putin near modi", 6, "near is no operator", "putin NEAR/4 modi"),
    ("putin adj modi", 6, "adj is no operator", "putin ONEAR/0 modi"),
    ("atleast 3 putin", 0, "atleast 3 is no operator", "ATLEAST/3"),
    ("putin within 5 words of modi", 6, "within 5 is no operator", "NEAR/5"),
    ("date after -7 putin", 0, "is no condition", "date_published:>"),
    ("putin.hd.", 0, "the name of a field", "headline:"),
    # What quotation marks and commas would hide.
    ('"putin AND modi"', 7, "a word between quotation marks", '"a" AND "b"'),
    ('"vladimir putin" AND "modi OR xi"', 27, "a word between quotation marks", "write or"),
    ('"C++"', 1, "found as C alone", "by its name"),
    ('"C\\#"', 1, "found as C alone", "by its name"),
    ('"terroris? attack"', 9, "may stand for a letter", "leave it out"),
    ('"missile?"', 1, "may stand for a letter", "leave it out"),
    ("putin,modi", 5, "holds a comma", "putin OR modi"),
    # Codes that no article has.
    ("language:eng AND putin", 9, "articles have en for eng", "language:en"),
    ("language:no AND putin", 9, "articles have nb or nn for no", "language:nb OR language:nn"),
    ("language:zh-CN AND putin", 9, "told by their script", "language:zh-Hans"),
    ("language:xx AND putin", 9, "no language has the code", "language:en"),
    ("country:UK AND putin", 8, "no country code of ISO", "country:GB"),
    ("country:ZZ AND putin", 8, "no country has the code", "country:IN"),
    ("site:bbc AND putin", 5, "no whole host name", "site:bbc.com"),
    ("publisher:bbc,cnn AND putin", 10, "one value or alternatives", "publisher:(bbc OR cnn)"),
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
    ("*sm putin", 0, "fewer than 3 letters in a row", "write more"),
    ("?ar putin", 0, "fewer than 3 letters in a row", "write more"),
    ("*ab?cd* putin", 0, "fewer than 3 letters in a row", "write more"),
    ("\u0301\u0301\u0301*", 0, "fewer than 3 letters", "write more"),
    ("*stan", 0, "*stan alone would have every word", "*stan AND word"),
    ("putin OR *stan", 9, "*stan alone would have every word", "*stan AND word"),
    ("*stan NEAR/3 *ism", 0, "alone would have every word", "AND word"),
    ("ATLEAST/3 *stan", 10, "alone would have every word", "AND word"),
    (" ".join(f"*word{i}" for i in range(11)) + " putin", 0, "more than 10 words that begin", "write words out"),
    ("p*n", 0, "fewer than 2 letters", "beginning"),
    ("* AND putin", 0, "fewer than 3 letters", "write more"),
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
    ("a NEAR/3 b NEAR/S c", 11, "does not join two clauses", "(a NEAR/S b) NEAR/S c"),
    ("ATLEAST/0 putin", 0, "from 1 to 100", "ATLEAST/3"),
    ("ATLEAST/101 putin", 0, "from 1 to 100", "ATLEAST/3"),
    ("ATLEAST/3 (putin AND modi)", 11, "ATLEAST takes words", "OR"),
    ("ATLEAST/3 (putin OR NOT modi)", 20, "NOT cannot stand inside ATLEAST", "outside"),
    ("ATLEAST/3 headline:putin", 10, "a field cannot stand inside ATLEAST", "headline:(ATLEAST/3 a)"),
    ("(ATLEAST/3 putin) NEAR/3 modi", 1, "ATLEAST cannot stand inside NEAR", "AND"),
    ('ATLEAST/3 "putin modi"~2', 10, "cannot stand inside ATLEAST", "NEAR/5"),
    ("ATLEAST/3 ATLEAST/3 putin", 10, "ATLEAST cannot stand inside ATLEAST", "AND"),
    ("putin AND language:(ATLEAST/3 en)", 20, "ATLEAST cannot stand inside language:", "remove"),
    ("putin AND word_count:(300 OR 400)", 10, "takes a number or a range", "[300 TO 800]"),
    ("putin AND word_count:long", 10, "no number of words", ">=300"),
    ("putin AND word_count:[800 TO 300]", 10, "holds no number", "smaller"),
    ("putin AND word_count:[* TO *]", 10, "excludes nothing", "remove"),
    ("topic:Red_Sea", 6, "no id of a topic", "topic:red-sea-shipping"),
    ("putin NEAR/3 topic:red-sea", 13, "a field cannot stand inside NEAR", "before the whole"),
    ("headline:(topic:red-sea)", 10, "inside another field", "close"),
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
    (" OR ".join(f"a NEAR/{i % 90} b{i}" for i in range(101)), 0, "NEAR, ATLEAST and ~", "group"),
    (" OR ".join(f"(a NEAR/{i} b{i}) NEAR/5 c" for i in range(26)), 0, "NEAR, ATLEAST and ~", "group"),
    (" OR ".join(f"w{i}" for i in range(2001)), 0, "2000 clauses", "several queries"),
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
    "2025-04-22", "surgical N95 mask", "iran UN sanctions", "plan A", "A OR B", '"world war I" battle', '"A" OR b',
    "muhammad ALI", "lula vai viajar", "harga emas dunia", "language:en AND language:en-GB putin",
    "site:bbc.com AND site:news.bbc.com putin", "putin NOT site:bbc.com NOT site:cnn.com", "O‘zbekiston", "covid−19",
    "putin date_published:>2024 date_published:<2026", "author:smith AND author:jones putin", 'ארה"ב OR צה״ל',
    "3월* OR 북한*", "putin AND(modi)", '="red sea"', '(="red sea") tanker', "to AND fro",
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


@pytest.mark.parametrize(
    "query",
    [
        "oder flood", "Oder flood", "mask N95 india", '"AND"', '="OR"', '"BREAKING AND ENTERING"', '"who are you?"',
        "1,000 dead", '"Smith, Jones" bank', "language:zh-Hant AND putin", "site:ru AND putin", "country:XK AND putin",
        "bank of england", "no deal brexit", '"oder" AND flood', "S&P 500", "AT&T bank",
    ],
)  # fmt: skip
def test_words_that_only_look_like_other_tools_are_words(query: str) -> None:
    parse_query(query)


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ("putin −modi", '"−modi"'),
        ("put\\w+ modi", '"put'),
        ("put[iy]n modi", "AND iy"),
        ("putin XOR modi", "AND XOR AND"),
        ("site:(bbc.com cnn.com) putin", "bbc.com AND cnn.com"),
        ("（putin OR modi） AND xi", '"（putin"'),
        ("[putin TO modi]", "AND TO AND"),
        ('"putin modi"~3.5', "~3 AND"),
        ("ATLEAST putin", '"ATLEAST"'),
        ("putin AND word_count:(300 OR 400)", "[300 TO 400]"),
        ("putin date_published:01.02.2025", "date_published:2025"),
    ],
)
def test_advice_never_suggests_what_means_something_else(query: str, wrong: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse_query(query)
    assert wrong not in caught.value.advice


def test_other_quotation_marks_are_quoted_in_the_advice() -> None:
    for query in (
        "'red sea'",
        "‘red sea’",
        "’red sea’",
        "‚red sea‘",
        "″red sea″",
        "❝red sea❞",
        "「red sea」",
        "‹red sea›",
    ):
        with pytest.raises(QueryError) as caught:
            parse_query(query)
        assert 'here: "red sea"' in caught.value.advice, query
