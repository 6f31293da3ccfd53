"""Pages of the web that somebody names, downloaded without trusting name, server or page.

It may import `quizapp.errors` and urllib3: no Flask, no SQLAlchemy. It is the only package that
connects to a machine that a user chose, and neither stores nor understands what it gets.

`addresses` says which machines are on the public internet, `targets` which URLs are taken and where
a redirect leads, `client` downloads: it looks a name up once, checks all that came, and connects to
the very address that it checked. Libraries that promise the same (advocate and its likes) look a
name up twice, or are no longer kept; urllib3 has what is needed, a connection to an address that
is told apart from the host's name.
"""
