"""The HTTP server: health, metrics, and what the other channels answer over HTTP."""
