-- Paragraphs that a publisher repeats under its articles: for people to look at, never deleted by themselves.

create or replace view news.recurring_paragraph as
select
    c.publisher,
    min(p.paragraph) as paragraph,
    count(distinct a.text_sha256) as texts,
    min(a.article_id) as example_article_id
from news.article a
join news.article_coverage c on c.article_id = a.article_id
cross join lateral regexp_split_to_table(a.article_body, '\n+') as p(paragraph)
where c.publisher is not null and char_length(p.paragraph) >= 20
group by c.publisher, lower(p.paragraph)
having count(distinct a.text_sha256) >= 3;

comment on view news.recurring_paragraph is
    'Paragraphs of 20 characters or more that stand in three or more different texts of one publisher: boilerplate that cleaning left, or a formula of the house';
comment on column news.recurring_paragraph.publisher is 'Publisher, as in news.article_coverage';
comment on column news.recurring_paragraph.paragraph is 'The paragraph';
comment on column news.recurring_paragraph.texts is 'Different texts that it stands in; copies count once';
comment on column news.recurring_paragraph.example_article_id is 'One of the articles';

create or replace view news.article_warning as
select a.article_id, split_part(w.warning, ': ', 1) as code, substr(w.warning, strpos(w.warning, ': ') + 2) as words
from news.article a
cross join lateral jsonb_array_elements_text(a.warnings) as w(warning)
union all
select a.article_id, 'recurring-paragraph', p.paragraph
from news.recurring_paragraph r
join news.article_coverage c on c.publisher = r.publisher
join news.article a on a.article_id = c.article_id
cross join lateral regexp_split_to_table(a.article_body, '\n+') as p(paragraph)
where lower(p.paragraph) = lower(r.paragraph);

comment on view news.article_warning is
    'What is odd about an article, a row each: its own warnings, and the paragraphs in it that its publisher repeats';
comment on column news.article_warning.article_id is 'The article';
comment on column news.article_warning.code is
    'Kind of warning, as in news.article.warnings, or recurring-paragraph, which only all of a publisher''s articles together can tell';
comment on column news.article_warning.words is 'What was found; of a recurring paragraph its text';
