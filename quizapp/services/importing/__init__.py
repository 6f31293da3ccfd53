"""Question files into the database: read and kept, looked at and mended, stored as a set.

`staging` reads files and keeps what they hold, `previewing` shows it, `mending` lets a teacher
choose and complete questions, `storing` makes items and a set of them. Large imports are read and
stored by background jobs that call the same functions, a batch at a time.
"""
