"""Text in, verified release out: articles and curated claims become an immutable release folder."""
