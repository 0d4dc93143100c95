ALTER TABLE news.story_profile ADD COLUMN statements_version TEXT;

COMMENT ON COLUMN news.story_profile.statements_version IS 'Version of the code that read the statements; null: of one before it was kept, or not read';

CREATE INDEX story_profile_statements_version_idx ON news.story_profile (coalesce(statements_version, '')) WHERE statements IS NOT NULL;
