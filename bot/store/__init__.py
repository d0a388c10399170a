"""What is kept: the inbox of updates, people, conversations, questions. Knows no channel."""
