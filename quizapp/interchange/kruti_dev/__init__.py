"""Hindi stored in Kruti Dev's and DevLys's typewriter code → Unicode. Pure.

Files of many years hold Hindi as Latin letters that only these fonts show as Devanagari. Where a
file names its fonts, `is_legacy_font` tells; for plain text `recognition` tells by its words.
`conversion` turns the code into Unicode, by the table `glyphs.toml`.
"""

from quizapp.interchange.kruti_dev.conversion import is_legacy_font, to_unicode

__all__ = ["is_legacy_font", "to_unicode"]
