"""The editor of an item: one form for each type of item, made for the languages that it has.

`names` says what kinds, orders, formats and types are called; `rows` adds rows to a form's lists
and takes them away; `item_forms` holds what all forms have, and `choice_forms`, `typed_forms` and
`matching_form` what each type adds; `making` picks the form. Forms check shape, the domain the
rest. It may import what all pages may.
"""
