"""Pure shaping for pages: marked texts, differences, telling words, charts, figures that differ. No warehouse."""
