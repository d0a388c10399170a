"""Pictures of what the knowledge says in figures, and the same figures as text."""
