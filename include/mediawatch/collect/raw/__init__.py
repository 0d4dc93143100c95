"""The raw store: every byte kept before anything reads it, screening of bytes, erasure of bytes."""
