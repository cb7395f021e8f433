"""HTTP in, HTTP out: one thin module a resource."""
