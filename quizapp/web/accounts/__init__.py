"""Accounts: signing up, in and out, and what people may change about themselves."""
