"""Small articles written for the tests: in the manner of the news, but nothing happened so."""

from __future__ import annotations

SOLAR = """Cabinet clears solar pumps accord with Morocco

12 March 2021

On March 10 2021 the Union Cabinet headed by Prime Minister Narendra Modi approved the Memorandum \
of Understanding signed between India and Morocco on solar pumps.

The farm sector of India comprises of 17 to 18 percentage of the total demand. India plans to cut \
this to 12% by 2027.

There are more than 240 licensed pump makers in India. In 2014, India launched National Solar Pump \
Policy and thereby cut its diesel bill.

In 2018, the farmers of the country reported that the motors of at least 4.5 million pumps were \
damaged.

Solar farming in India

Unlike Kenya, where solarfarming is run by one body, India has 28 separate solar farming boards. \
Every state has its own SPRT.

It is solar pump repair team. It operates under Ministry of New and Renewable Energy.

In May 2019, Norway pledged to invest 2.45 billion USD in next 8 years under its Clean Water \
Strategy 2019.

India is currently preparing National Irrigation strategy 2021 that is to be implemented for 6 \
years.

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
