ALTER TABLE news.source ADD COLUMN title TEXT;

ALTER TABLE news.source ADD COLUMN media_type TEXT;

ALTER TABLE news.source ADD COLUMN tier SMALLINT;

ALTER TABLE news.source ADD COLUMN region TEXT;

COMMENT ON COLUMN news.source.publisher_id IS 'Publisher of all that it delivers; null where it is left to the pages';

COMMENT ON COLUMN news.source.title IS 'What its file calls it';

COMMENT ON COLUMN news.source.media_type IS 'print_native, digital_native, broadcast, agency, blog or other; null: not said';

COMMENT ON COLUMN news.source.tier IS '1 for the most important, to 9; null: not said';

COMMENT ON COLUMN news.source.region IS 'Where it is read, in words'
