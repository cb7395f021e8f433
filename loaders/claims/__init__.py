"""Claims: the frozen model with its identity, and the YAML in which a curator writes them."""
