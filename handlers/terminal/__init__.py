"""The terminal: a chat for people, and one-shot output for people and programs."""
