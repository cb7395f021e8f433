"""The shared language of policygraph: ontology, concept schemes, authority files, shapes, and their Python face."""
