"""Files that hold several articles, and what lies in packed ones: where each item's bytes stand, and the names and
labels by which items are told apart."""
