"""Whatever the bytes are, a reader reads the file or refuses it."""

from pathlib import Path

import pytest
from fuzzing import damaged, ensure_read_or_refused, slow_is_no_failure
from hypothesis import given
from hypothesis import strategies as st

SAMPLES = Path(__file__).parent / "samples"


@pytest.mark.parametrize(
    ("name", "alphabet"),
    [
        ("gift", "=~#{}%:->\\ \nTF[html]$/1.*<b"),
        ("aiken", "ABab.)(: \nANSWER"),
        ("moodle-xml", "<>/=\"' aquiz&;"),
        ("csv", 'question,answer;ab"\n\tप्रश्न=1'),
    ],
)
@slow_is_no_failure
@given(data=st.data())
def test_any_bytes_are_read_or_refused(name: str, alphabet: str, data: st.DataObject) -> None:
    found = data.draw(st.binary() | st.text(alphabet=alphabet).map(str.encode))
    ensure_read_or_refused(name, found)
    if name == "csv":
        header = b"question,a,b,answer,weight a,match 1,type,date\n"
        ensure_read_or_refused(name, header + found)


@pytest.mark.parametrize(
    ("name", "sample"),
    [
        ("gift", "india.gift.txt"),
        ("aiken", "rivers.aiken.txt"),
        ("moodle-xml", "monuments.moodle.xml"),
        ("csv", "bilingual.tsv"),
    ],
)
@slow_is_no_failure
@given(data=st.data())
def test_a_damaged_sample_is_read_or_refused(name: str, sample: str, data: st.DataObject) -> None:
    ensure_read_or_refused(name, data.draw(damaged((SAMPLES / sample).read_bytes())))
