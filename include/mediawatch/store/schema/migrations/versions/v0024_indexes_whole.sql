UPDATE ops.url_state SET etag = NULL, last_modified = NULL WHERE kind IN ('sitemap', 'nested');
