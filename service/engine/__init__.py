"""The engine: how the service reaches quads, and how it survives hostile queries."""
