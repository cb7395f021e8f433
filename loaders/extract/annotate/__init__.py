"""Annotators: titles, dates, names, technologies and quantities of a view, each one pure function."""
