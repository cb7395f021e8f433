"""SPARQL 1.1 over HTTP as pure functions: requests, negotiation, result formats, descriptions."""
