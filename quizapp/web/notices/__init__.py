"""What somebody is told in the app: the page of their notices.

It may import what all pages may.
"""
