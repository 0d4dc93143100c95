-- Topics: the words that earned a tag, and how often the analysts agree.

create or replace view news.topic_evidence_text as
select
    e.article_id,
    e.topic_id,
    e.evidence_no,
    t.grade,
    t.score,
    e.field,
    e.clause,
    e.evidence_text,
    news.sentence_around(
        case e.field when 'headline' then a.headline else a.article_body end, e.start_char, e.end_char
    ) as sentence,
    coalesce(not o.relevant, false) as overruled,
    a.headline,
    a.coverage_at,
    a.in_language,
    a.url
from news.topic_evidence e
join news.article a on a.article_id = e.article_id
join news.article_topic t on t.article_id = e.article_id and t.topic_id = e.topic_id
left join news.topic_override o on o.article_id = e.article_id and o.topic_id = e.topic_id;

comment on view news.topic_evidence_text is
    'Why a tag was given: the sentence around each piece of evidence, with its words marked; ask by topic or by article';
comment on column news.topic_evidence_text.article_id is 'The article';
comment on column news.topic_evidence_text.topic_id is 'The topic';
comment on column news.topic_evidence_text.evidence_no is '1, 2, 3 ... within the tag';
comment on column news.topic_evidence_text.grade is
    'Grade of the tag: about (in the headline or the first 80 words) or mentions (elsewhere)';
comment on column news.topic_evidence_text.score is 'Score of the tag, 0..1';
comment on column news.topic_evidence_text.field is 'headline or article_body';
comment on column news.topic_evidence_text.clause is 'The part of the query that the words satisfied';
comment on column news.topic_evidence_text.evidence_text is 'The words';
comment on column news.topic_evidence_text.sentence is
    'The sentence that they stand in, with them marked as »words«; at most 240 characters either side, … where it was cut';
comment on column news.topic_evidence_text.overruled is 'Whether an analyst has said that the article does not belong to the topic';
comment on column news.topic_evidence_text.headline is 'Headline of the article';
comment on column news.topic_evidence_text.coverage_at is 'Moment that the article counts for';
comment on column news.topic_evidence_text.in_language is 'Language of the article, BCP 47';
comment on column news.topic_evidence_text.url is 'Address of the article';

create or replace view news.topic_precision as
with judged as (
    select
        o.topic_id,
        count(*) filter (where o.relevant and t.article_id is not null) as confirmed,
        count(*) filter (where not o.relevant and t.article_id is not null) as rejected,
        count(*) filter (where o.relevant and t.article_id is null) as missed,
        count(*) filter (where o.relevant and t.grade = 'about') as confirmed_about,
        count(*) filter (where not o.relevant and t.grade = 'about') as rejected_about
    from news.topic_override o
    left join news.article_topic t on t.article_id = o.article_id and t.topic_id = o.topic_id
    group by o.topic_id
)
select
    t.topic_id,
    t.label,
    (select count(*) from news.article_topic a where a.topic_id = t.topic_id) as tags,
    coalesce(j.confirmed, 0) as confirmed,
    coalesce(j.rejected, 0) as rejected,
    coalesce(j.missed, 0) as missed,
    j.confirmed / nullif(j.confirmed + j.rejected, 0)::double precision as precision,
    j.confirmed_about / nullif(j.confirmed_about + j.rejected_about, 0)::double precision as precision_about
from news.topic t
left join judged j on j.topic_id = t.topic_id;

comment on view news.topic_precision is
    'How right a topic''s present query is, as far as analysts have said (news.topic_override). Analysts look at doubtful tags first, so the true precision is mostly higher';
comment on column news.topic_precision.topic_id is 'The topic';
comment on column news.topic_precision.label is 'Name of the topic';
comment on column news.topic_precision.tags is 'Articles that the query tags';
comment on column news.topic_precision.confirmed is 'Tags that an analyst called relevant';
comment on column news.topic_precision.rejected is 'Tags that an analyst called not relevant';
comment on column news.topic_precision.missed is 'Articles without the tag that an analyst called relevant';
comment on column news.topic_precision.precision is 'confirmed / (confirmed + rejected), 0..1; null where nobody has judged';
comment on column news.topic_precision.precision_about is 'The same among tags of grade about';
