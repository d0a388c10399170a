"""How we speak: one package a channel, from cards to what people see."""
