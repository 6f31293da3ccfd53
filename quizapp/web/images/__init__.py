"""Pictures of items, for whoever is signed in."""
