"""Addresses as QR codes, drawn by segno as SVG that stands in the page."""

import segno
from markupsafe import Markup, escape

__all__ = ["qr_code"]


def qr_code(address: str, label: str) -> Markup:
    """Draw a QR code (ISO/IEC 18004), dark on white in every theme, with its quiet zone of four.

    Args:
        address: what a phone opens.
        label: what a screen reader says.
    """
    drawn = segno.make_qr(address, error="m").svg_inline(
        border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr-code", lineclass=None
    )
    named = f'<svg role="img" aria-label="{escape(label)}" '
    return Markup(drawn.replace("<svg ", named, 1))  # noqa: S704 — segno's drawing, and an escaped label
