"""Telegram: long polling, cards as HTML with buttons that lead on."""
