"""Releases: claims to quads, materialisation, the proofs, and the folder that is published."""
