"""What is told of one event: articles put into stories, stories compared across languages, their accounts compared."""
