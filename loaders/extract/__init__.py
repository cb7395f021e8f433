"""Extraction: what rules find in a new article, from the normalised view of its text to claims that pass the gate."""
