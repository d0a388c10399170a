"""Measurements: how right and how quick the assistant is. Asserted nowhere, read by people."""
