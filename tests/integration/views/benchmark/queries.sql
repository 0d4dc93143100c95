-- What analysts and operators ask the views, timed: after history.sql.
\timing on
\o /dev/null
\echo attention one topic
select * from news.topic_attention_daily where topic_id='t7' order by day;
select * from news.topic_attention_daily where topic_id='t7' order by day;
\echo attention all
select * from news.topic_attention_daily;
\echo sov all
select * from news.share_of_voice;
\echo sovp topic
select * from news.share_of_voice_publisher where topic_id='t7';
\echo sovp all
select * from news.share_of_voice_publisher;
\echo rising
select * from news.topic_rising;
\echo evidence topic newest 50
select * from news.topic_evidence_text where topic_id = 't7' order by coverage_at desc limit 50;
\echo evidence topic all 8000
select * from news.topic_evidence_text where topic_id = 't7';
\echo evidence article
select * from news.topic_evidence_text where article_id = (select max(article_id) from news.topic_evidence);
\echo precision
select * from news.topic_precision;
\echo lineage one
select * from news.article_lineage where article_id = 77;
\echo diff one
select * from news.version_diff where article_id = 100;
\echo diff newest 20
select * from news.version_diff where change_kind='update' order by observed_at desc limit 20;
\echo story newest 50
select * from news.story_overview order by last_published desc limit 50;
\echo story by topic
select story_id from news.story_overview where 't7' = any(topics);
\echo story all
select * from news.story_overview;
\echo synd one
select * from news.syndication where original_id = 1000;
\echo synd top
select * from news.syndication order by copies desc limit 20;
\echo health
select * from news.source_health;
\echo quality run
select * from ops.quality_overview where run_id='r3';
\echo quality all
select * from ops.quality_overview;
\echo quarantine
select * from ops.quarantine_open;
