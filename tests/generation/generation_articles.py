"""Small articles written for the tests: in the manner of the news, but nothing happened so."""

from __future__ import annotations

from datetime import date

from quizapp.errors import ArticleError
from quizapp.generation.pipeline import generate

SOLAR = """Cabinet clears solar pumps accord with Morocco

12 March 2021

On March 10 2021 the Union Cabinet headed by Rajnath Singh endorsed the Letter of Intent \
signed between India and Morocco on solar pumps.

The diesel pumps of India represent 17 to 18 percent of the whole fuel bill. India means to lower \
this to 12% by 2027.

There were more than 240 licensed pump makers in India. In 2014, India launched National Solar \
Pump Policy and so spared its farmers much diesel.

In 2018, the farmers of the country reported that the motors of at least 4.5 million pumps were \
damaged.

Solar farming in India

Unlike Kenya, where solarfarming is run by one body, India has 28 separate solar farming boards. \
Every state has its own SPRU.

It is solar pump repair unit. It operates under the Ministry of New and Renewable Energy.

In May 2019, Norway offered to lend 2.45 billion USD over 8 years through its Clean Water Fund.

India is now preparing National Irrigation strategy 2021 that is to be tested for 6 years.

Leave a Reply
"""

BRIDGE = """Longest rail bridge of Assam opens

Jan 08, 2020

Railway Minister Piyush Goyal today opened the longest rail bridge of Assam in Guwahati. The \
bridge cost Rs 5,200 crore.

The Central Water Commission (CWC) has said that 34 gauges were fixed on the Brahmaputra in 2019. \
He did not name the builder.

Governor Jagdish Mukhi praised the engineers. If the rains stop, the second line will open on \
March 3.

The agreement was signed on 4 December 2019. "It will change everything," said a farmer.
"""


def asked(*sentences: str) -> dict[str, str]:
    """The stems and keys of an article of these sentences, printed in May 2020."""
    text = "Notes of the day\n\n" + "\n\n".join(sentences)
    try:
        generated = generate(text, count=40, published=date(2020, 5, 10))
    except ArticleError:
        return {}
    return {question.stem: question.options[question.key] for question in generated.questions}
