"""Pure shaping for pages: marked texts, differences, telling words, charts. No warehouse."""
