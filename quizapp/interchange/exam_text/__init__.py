"""Question papers as people write them: numbered questions, lettered options, answers somewhere.

Whatever file a paper comes in is turned into `lines` first; `reading.read_lines` does the rest,
stage by stage:

1. `furniture` leaves out page numbers, running heads and advertisements; `characters` folds
   digits and brackets of all scripts.
2. `answer_keys` takes out the regions that hold nothing but answers or solutions.
3. `tokens` cuts the other lines where `labels` ("(a)", "प्र. 3") and `phrases` ("Ans.",
   "व्याख्या") begin.
4. `roles` tells what each token is: a number may begin a question, a statement or an option;
   `usual_options` says how options are labelled here.
5. `questions` puts tokens together, `prose` their lines.
6. `bilingual` joins the English and the Hindi text of a question, where `likeness` lets it.
7. `keying` hands out the answers of step 2; `answers` understands what one says.
8. `items` makes items, whose format `item_formats` tells, and findings.
9. `pictures`, characters of the text until then, become the items' images.

`text_file` is the format of plain text. The package may import what `quizapp.interchange` may.
"""
