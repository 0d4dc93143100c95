"""Words by which facts are read, one file a language: a native speaker can mend them without reading code."""
