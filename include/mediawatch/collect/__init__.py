"""Collect: article files and web pages -> raw documents, their bytes kept before anything reads them."""
