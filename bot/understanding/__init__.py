"""From a message to what it means: words, mentions, signs, decisions."""
