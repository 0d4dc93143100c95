"""Articles -> stories: the accounts of one event, whoever wrote them.

Pure functions. What they need of the warehouse comes in through `assign.StoryIndex`, a small Protocol.
"""
