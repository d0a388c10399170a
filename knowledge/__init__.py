"""What the assistant knows, and whether it is sound. Imports nothing else of this project."""
