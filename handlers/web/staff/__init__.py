"""The console of the staff: /staff, behind a password."""
