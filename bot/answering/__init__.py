"""From what a message means to the card that answers it."""
