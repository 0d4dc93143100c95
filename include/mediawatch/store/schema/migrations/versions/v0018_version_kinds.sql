COMMENT ON COLUMN news.article_version.change_kind IS 'first, correction, update, headline, trivial, cut or withdrawn, against the version before'
