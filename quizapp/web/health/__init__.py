"""For machines that watch over the app."""
