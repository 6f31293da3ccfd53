"""What administrators do: people and their roles."""
