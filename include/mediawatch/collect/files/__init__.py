"""Article files of an inbox: the walk over its folders, deliveries, and the articles in containers."""
