"""Canned queries: the catalogue read from `queries/`, their parameters, and the binding of values into their text."""
