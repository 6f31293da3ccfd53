"""E-mail on its way out: how the server is reached, what a letter looks like, and the posting.

It may import `quizapp.errors` and `quizapp.environment`'s way to refuse a setting: no Flask, no
SQLAlchemy. `settings` reads where letters go, `letters` makes one of words that are there already,
`posting` hands letters to the server and tells what it said. What is to be sent to whom, and what
became of it, is `services.mails`' business. smtplib and email of the standard library are all that
a few letters an hour need.
"""
