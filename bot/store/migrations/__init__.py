"""The steps by which the tables came to be, for Alembic.

Each is written once and never changed after its release; `versions/` holds them in order.
"""
