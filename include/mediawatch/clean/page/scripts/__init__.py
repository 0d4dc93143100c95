"""Articles in the data that a page carries for its scripts: JSON, literals of JavaScript, the streams of frameworks."""
