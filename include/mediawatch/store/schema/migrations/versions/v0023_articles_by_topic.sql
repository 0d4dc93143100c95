DROP INDEX news.article_topic_topic_id_idx;

CREATE INDEX article_topic_topic_idx ON news.article_topic (topic_id, article_id) INCLUDE (grade, score);
