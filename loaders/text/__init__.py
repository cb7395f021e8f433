"""Source texts: articles, their passages, known entities and mentions, and the numbers and dates in them."""
