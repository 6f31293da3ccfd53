"""Question papers as people write them: numbered questions, lettered options, answers somewhere.

`lines` is what a paper is made of, whichever file it comes from. It may import what
`quizapp.interchange` may.
"""
