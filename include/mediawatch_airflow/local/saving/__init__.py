"""`make backup` and `make restore`: what a backup holds, how it is written, and how it is put back."""
