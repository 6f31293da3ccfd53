"""The first page, and what every page offers at its foot: language and colours."""
