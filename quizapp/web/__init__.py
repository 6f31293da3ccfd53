"""The pages: the only package that imports Flask and WTForms.

It holds the application factory, what every request passes through (settings, who may, one commit
a request, errors as pages, security headers, languages) and one package a feature with its views
and forms. It may import the services and the domain (and, to draw them, the values that those
return); the command that generates from files imports the generator itself, so that it loads no
database. Nothing imports it but `wsgi.py`: pages are an edge, so that the same use cases also serve
commands, background jobs and tests.
"""
