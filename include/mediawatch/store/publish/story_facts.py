"""What the accounts of a story say of the same thing, in Postgres.

The statements of an article are kept beside its profile: they are of the text that the profile is of, and go with it.
Those that another version of the code read are read anew when their story is compared, and some more in each run.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from sqlalchemy import Connection, text

from mediawatch.cluster.records import base_language
from mediawatch.facts.fact_records import Account, Accounts, FactRows, Unread
from mediawatch.store.server.send_rows import execute_rows

ACCOUNTS = 40
"""Articles of a story that are compared, those with the latest coverage, copies not counted: bounds the cost of a large
one."""


BEGINNING = 1200
"""Characters of a text that are compared by what they mean: all sentences that begin in the first 400, of 800 at most
(`facts.comparison.parted.LEAD`, `facts.statements.LONGEST_SENTENCE`)."""

FORGOTTEN = 500
"""Articles whose statements of another version of the code are forgotten at a time."""


def make_due(connection: Connection, ids: Collection[int]) -> None:
    """Have the accounts of these stories compared."""
    connection.execute(text(_MAKE_DUE), {"ids": sorted(ids)})


def take_due(connection: Connection, limit: int) -> list[int]:
    """Take so many of the stories whose accounts are to be compared, none that somebody else has taken; their numbers.
    They are due again where the transaction fails."""
    return sorted(connection.execute(text(_TAKE_DUE), {"limit": limit}).scalars())


def due(connection: Connection) -> int:
    """Of how many stories the accounts are to be compared."""
    return int(connection.execute(text("select count(*) from news.story_fact_due")).scalar_one())


def forget_old(connection: Connection, version: str) -> None:
    """Forget FORGOTTEN of the statements that another version of the code read, and have their stories compared."""
    connection.execute(text(_FORGET), {"version": version, "limit": FORGOTTEN})


def unread(connection: Connection, ids: Collection[int], version: str) -> list[Unread]:
    """The articles of these stories whose statements are not known, or were read by another version of the code; none
    of a story with a single account, which has nothing to be compared with."""
    parameters = {"ids": list(ids), "accounts": ACCOUNTS, "version": version}
    rows = connection.execute(text(_UNREAD), parameters)
    return [Unread(row.article_id, row.headline, row.article_body, base_language(row.in_language)) for row in rows]


def keep_statements(connection: Connection, found: Iterable[tuple[int, str]], version: str) -> None:
    """Keep the statements of articles, as JSON, by their numbers, with the version of the code that read them."""
    rows = ({"article_id": article, "statements": told} for article, told in found)
    execute_rows(connection, _STATEMENTS, rows, version=version)


def accounts(connection: Connection, ids: Collection[int]) -> list[Accounts]:
    """Those of the stories that have two accounts or more, with these."""
    found: dict[int, list[Account]] = defaultdict(list)
    for row in connection.execute(text(_TOLD), {"ids": list(ids), "accounts": ACCOUNTS}):
        if row.statements is not None:
            found[row.story_id].append(Account._make(row[1:]))
    return [Accounts(story, told) for story, told in found.items()]


def replace(connection: Connection, ids: Collection[int], found: Iterable[FactRows]) -> None:
    """Make the facts of these stories what was found; where they stand as they are, nothing is written."""
    listed = list(found)
    facts = [row for rows in listed for row in rows.facts]
    if not facts:
        connection.execute(text(_OLD), {"ids": list(ids)})
        return
    execute_rows(connection, _NEW_FACTS, facts, ids=list(ids))
    execute_rows(connection, _NEW_MENTIONS, (row for rows in listed for row in rows.mentions), ids=list(ids))
    connection.execute(text(_ABOUT), {"ids": list(ids)})


_MAKE_DUE = """
insert into news.story_fact_due (story_id) select story_id from unnest(cast(:ids as bigint[])) as r(story_id)
order by story_id on conflict do nothing
"""

_TAKE_DUE = """
delete from news.story_fact_due d using (
    select story_id from news.story_fact_due order by story_id limit :limit for update skip locked
) taken
where d.story_id = taken.story_id
returning d.story_id
"""

_ACCOUNTS = """
select m.story_id, x.article_id
from (
    select s.story_id from news.story_article s
    join news.story_profile p on p.article_id = s.article_id
    where s.story_id = any(:ids)
    group by s.story_id having count(*) > 1
) m
cross join lateral (
    select o.article_id
    from (
        select s.article_id, a.coverage_at, a.uri collate "C" as uri,
            row_number() over (
                partition by coalesce(l.duplicate_of, s.article_id) order by a.coverage_at, a.uri collate "C"
            ) as place
        from news.story_article s
        join news.story_profile p on p.article_id = s.article_id
        join news.article a on a.article_id = s.article_id
        left join news.duplicate_link l on l.article_id = s.article_id and l.kind = 'form'
        where s.story_id = m.story_id
    ) o
    where o.place = 1
    order by o.coverage_at desc, o.uri desc
    limit :accounts
) x
"""
"""Reports of one form that stand in one story are a series, such as the rates of each day: what differs from one to the
next is no difference between accounts, so the first of them speaks alone."""

# Each end of the index in turn: what is not equal is found by none.
_FORGET = """
with old as materialized (
    (
        select article_id from news.story_profile
        where statements is not null and coalesce(statements_version, '') < :version
        order by coalesce(statements_version, '') limit :limit
    )
    union all
    (
        select article_id from news.story_profile
        where statements is not null and coalesce(statements_version, '') > :version
        order by coalesce(statements_version, '') desc limit :limit
    )
), forgotten as (
    update news.story_profile p set statements = null, statements_version = null
    from (select article_id from old limit :limit) o where p.article_id = o.article_id
    returning p.article_id
)
insert into news.story_fact_due (story_id)
select distinct s.story_id from forgotten join news.story_article s using (article_id) order by s.story_id
on conflict do nothing
"""

_UNREAD = f"""
with account as materialized ({_ACCOUNTS})
select a.article_id, a.headline, a.article_body, a.in_language
from account x
join news.story_profile p on p.article_id = x.article_id
    and (p.statements is null or p.statements_version is distinct from :version)
join news.article a on a.article_id = x.article_id
order by a.article_id
"""

_STATEMENTS = """
update news.story_profile p set statements = cast(r.statements as jsonb), statements_version = :version
from jsonb_to_recordset(cast(:rows as jsonb)) as r(article_id bigint, statements text)
where p.article_id = r.article_id
"""

_TOLD = f"""
with account as materialized ({_ACCOUNTS})
select x.story_id, x.article_id, a.published_on, a.observed_at, a.uri, p.statements::text as statements, a.headline,
    left(a.article_body, {BEGINNING}) as beginning,
    coalesce(nullif(lower(a.publisher), ''), news.url_host(a.url), '') as publisher
from account x
join news.story_profile p on p.article_id = x.article_id
join news.article a on a.article_id = x.article_id
order by x.story_id, a.uri collate "C"
"""

_FACTS = """jsonb_to_recordset(cast(:rows as jsonb)) as r(
    story_id bigint, fact_no integer, kind text, relation text, unit text, account_values text[], account_count integer
)"""

_OLD = "delete from news.story_fact where story_id = any(:ids)"

_NEW_FACTS = f"""
with found as materialized (select * from {_FACTS}), gone as (
    delete from news.story_fact f where f.story_id = any(:ids)
      and not exists (select from found r where r.story_id = f.story_id and r.fact_no = f.fact_no)
)
insert into news.story_fact (story_id, fact_no, kind, relation, unit, account_values, account_count, about)
select r.story_id, r.fact_no, r.kind, r.relation, r.unit, r.account_values, r.account_count, '' from found r
on conflict (story_id, fact_no) do update
set kind = excluded.kind, relation = excluded.relation, unit = excluded.unit,
    account_values = excluded.account_values, account_count = excluded.account_count
where (story_fact.kind, story_fact.relation, story_fact.unit, story_fact.account_values, story_fact.account_count)
    is distinct from (excluded.kind, excluded.relation, excluded.unit, excluded.account_values, excluded.account_count)
"""

_MENTION_COLUMNS = """story_id, fact_no, article_id, field, start_char, end_char, sentence_start, sentence_end,
    about_start, about_end, value_no"""

_NEW_MENTIONS = f"""
with found as materialized (
    select * from jsonb_to_recordset(cast(:rows as jsonb)) as r(
        story_id bigint, fact_no integer, article_id bigint, field text, start_char integer, end_char integer,
        sentence_start integer, sentence_end integer, about_start integer, about_end integer, value_no integer
    )
), gone as (
    delete from news.story_fact_mention m where m.story_id = any(:ids) and not exists (
        select from found r where r.story_id = m.story_id and r.fact_no = m.fact_no
          and r.article_id = m.article_id and r.field = m.field and r.start_char = m.start_char
    )
)
insert into news.story_fact_mention ({_MENTION_COLUMNS}, value_text)
select {_MENTION_COLUMNS}, substr(t.said, r.start_char + 1, r.end_char - r.start_char)
from found r
join news.article a using (article_id)
cross join lateral (
    select case r.field when 'headline' then a.headline else a.article_body end as said
) t
on conflict (story_id, fact_no, article_id, field, start_char) do update
set end_char = excluded.end_char, sentence_start = excluded.sentence_start, sentence_end = excluded.sentence_end,
    about_start = excluded.about_start, about_end = excluded.about_end, value_no = excluded.value_no,
    value_text = excluded.value_text
where (story_fact_mention.end_char, story_fact_mention.sentence_start, story_fact_mention.sentence_end,
    story_fact_mention.about_start, story_fact_mention.about_end, story_fact_mention.value_no,
    story_fact_mention.value_text)
    is distinct from (excluded.end_char, excluded.sentence_start, excluded.sentence_end, excluded.about_start,
    excluded.about_end, excluded.value_no, excluded.value_text)
"""

# What a fact is about stands in the words of the account that was first.
_ABOUT = """
update news.story_fact f set about = n.about
from (
    select distinct on (m.story_id, m.fact_no) m.story_id, m.fact_no,
        substr(
            case m.field when 'headline' then a.headline else a.article_body end,
            m.about_start + 1, m.about_end - m.about_start
        ) as about
    from news.story_fact_mention m
    join news.article a on a.article_id = m.article_id
    where m.story_id = any(:ids)
    order by m.story_id, m.fact_no, a.coverage_at, a.uri collate "C", m.field desc, m.start_char
) n
where n.story_id = f.story_id and n.fact_no = f.fact_no and f.about <> n.about
"""
