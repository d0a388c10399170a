"""What only the whole program can tell of the knowledge: how it answers, shows and reaches."""
