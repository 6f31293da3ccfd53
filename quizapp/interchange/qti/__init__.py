"""QTI, the standard of 1EdTech (IMS) for questions: 1.2, 2.x and 3.0, alone and in packages. Pure.

`qti12` and `qti2` hold the `FORMAT` of single XML files, `package` that of zip files, which it also
writes, as QTI 2.1. Behind them:

- `texts` turns material of either kind into texts of a question, with pictures, formulas and
  languages; `mathml` writes formulas in a line; `members` finds the files of a package.
- `items12` reads an item of QTI 1.2; `kinds12` tells its type, `materials12` its texts, `scoring12`
  and `feedback12` what its response processing says.
- `trees` brings the names of 2.x and 3.0 together, `items2` reads their items, `scoring2` their
  response processing, `manifests` what a package says of its files.
- `answers` makes keys of what either says, `feedback` gives each answer what is said to it.
- `writer` puts a package together out of `item_writer`, `markup_writer` and `manifest_writer`;
  `content_model` knows what the schema lets stand within what.

What our marking schemes decide is not read: marks, time limits, numbers of tries, the order of
questions.
"""
