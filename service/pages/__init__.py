"""Pages: the release as a person reads it, rendered on the server, whole without JavaScript."""
