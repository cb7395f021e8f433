"""The service: a release in, answers out. It only reads."""
