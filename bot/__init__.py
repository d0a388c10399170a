"""How the assistant thinks (the pure core), and the program around it."""
