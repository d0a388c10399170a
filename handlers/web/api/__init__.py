"""The interface for programs and for the widget: JSON under /api/v1."""
