"""The record of changes: what one did oneself, and for administrators what everybody did.

It may import what all pages may. `wording` has the words for each action.
"""
