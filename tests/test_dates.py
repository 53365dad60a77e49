"""Dates typed as codes, however vague."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vrapport.dates import NotADate, VagueDate, day, read_code


@pytest.mark.parametrize(
    ("typed", "first", "last", "edtf", "form"),
    [
        ("2019-06-10", "2019-06-10", "2019-06-10", "2019-06-10", "day"),
        ("2020-02", "2020-02-01", "2020-02-29", "2020-02", "month"),
        ("2020-spring", "2020-01-01", "2020-06-30", "2020-21", "season"),
        ("2020-summer", "2020-06-01", "2020-08-31", "2020-22", "season"),
        ("2020-autumn", "2020-07-01", "2020-12-31", "2020-23", "season"),
        ("2020-Q1", "2020-01-01", "2020-03-31", "2020-33", "quarter"),
        ("2020-Q4", "2020-10-01", "2020-12-31", "2020-36", "quarter"),
        ("2019-H1", "2019-01-01", "2019-06-30", "2019-40", "half"),
        ("2019-H2", "2019-07-01", "2019-12-31", "2019-41", "half"),
        ("2019", "2019-01-01", "2019-12-31", "2019", "year"),
        ("by 2020-01", "0001-01-01", "2020-01-31", "../2020-01", "by"),
        ("by 2020-spring", "0001-01-01", "2020-06-30", "../2020-21", "by"),
        ("2019-03/2020-01", "2019-03-01", "2020-01-31", "2019-03/2020-01", "between"),
        ("2019-06-10/2019-H2", "2019-06-10", "2019-12-31", "2019-06-10/2019-41", "between"),
        ("9999-12-31", "9999-12-31", "9999-12-31", "9999-12-31", "day"),
    ],
)
def test_a_code_is_a_stretch_of_days(typed: str, first: str, last: str, edtf: str, form: str) -> None:
    when = read_code(typed)
    assert (when.first.isoformat(), when.last.isoformat(), when.edtf, when.form) == (first, last, edtf, form)
    assert when.code == typed == str(when)


def test_case_and_space_do_not_matter() -> None:
    assert read_code(" 2020-SPRING ").code == "2020-spring"
    assert read_code("2020-q1").code == "2020-Q1"
    assert read_code("By  2020-01").code == "by 2020-01"
    assert read_code("2019-03 / 2020-01").code == "2019-03/2020-01"


def test_a_site_may_reckon_its_seasons_otherwise() -> None:
    assert read_code("2020-spring", {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11)}).last == date(2020, 5, 31)


@pytest.mark.parametrize(
    ("typed", "said", "suggestion"),
    [
        ("2023-14-05", "There is no month {month}.", "2023-05-14"),
        ("2019-14-15", "There is no month {month}.", None),
        ("2019-00", "There is no month {month}.", None),
        ("2019-01-00", "There is no day {day}.", None),
        ("2019-06-31", "There are only {days} days in {month}.", "2019-06-30"),
        ("2020-02-30", "There are only {days} days in {month}.", "2020-02-29"),
        ("2019-02-29", "{year} is not a leap year: February has 28 days.", "2019-02-28"),
        ("0000-01-01", "There is no year {year}: years go from 1000 to 9999.", None),
        ("0999", "There is no year {year}: years go from 1000 to 9999.", None),
        ("2019-Q5", "There is no quarter {quarter}.", None),
        ("2019-H0", "There is no half-year {half}.", None),
        ("2020-01/2019-03", "{first} comes after {last}.", "2019-03/2020-01"),
        ("2019-6-1", "“{typed}” is not a date.", "2019-06-01"),
        ("2019-6", "“{typed}” is not a date.", "2019-06"),
        ("20190610", "“{typed}” is not a date.", "2019-06-10"),
        ("2019-06-10 19:30", "“{typed}” is not a date.", "2019-06-10"),
        ("10/6 2019", "“{typed}” is not a date.", "2019-06-10"),
        ("10.6.2019", "“{typed}” is not a date.", "2019-06-10"),
        ("2019-sprnig", "“{typed}” is not a date.", "2019-spring"),
        ("2019q1", "“{typed}” is not a date.", "2019-Q1"),
        ("by 2019-6-1", "“{typed}” is not a date.", "by 2019-06-01"),
        ("2019-6/2020-1", "“{typed}” is not a date.", "2019-06/2020-01"),
        ("2019-6/2020-13", "“{typed}” is not a date.", None),
        ("by by 2019", "“{typed}” is not a date.", None),
        ("", "“{typed}” is not a date.", None),
        ("\N{FULLWIDTH DIGIT TWO}019", "“{typed}” is not a date.", None),
    ],
)
def test_what_is_no_date_says_why_and_what_was_meant(typed: str, said: str, suggestion: str | None) -> None:
    with pytest.raises(NotADate) as caught:
        read_code(typed)
    assert caught.value.message.text == said
    assert caught.value.suggestion == suggestion
    assert caught.value.hint.text.startswith("Write ")


def test_a_suggestion_can_itself_be_typed() -> None:
    with pytest.raises(NotADate) as caught:
        read_code("2019-6-1")
    assert read_code(str(caught.value.suggestion)) == day(date(2019, 6, 1))
    assert caught.value.hint.values == {"suggestion": "2019-06-01"}


def test_dates_are_ordered_by_their_first_day_and_then_their_last() -> None:
    codes = ["by 2020-01", "2019-01-01", "2019-01", "2019-Q1", "2019", "2019-02", "2019-06-10"]
    assert [when.code for when in sorted(read_code(code) for code in reversed(codes))] == codes


def test_a_date_is_a_key_like_any_other() -> None:
    assert {read_code("2019-06-10"): 1}[day(date(2019, 6, 10))] == 1
    assert read_code("2019-H1") != read_code("2019-01/2019-06")


def test_what_was_typed_is_shown_in_part_if_it_is_long() -> None:
    with pytest.raises(NotADate) as caught:
        read_code("x" * 1000)
    assert len(str(caught.value.message.values["typed"])) < 70


@settings(deadline=None)
@given(st.text(alphabet="0123456789-/ .QHby spring,", max_size=24) | st.text())
def test_any_text_is_a_date_or_not_a_date(text: str) -> None:
    try:
        when = read_code(text)
    except NotADate as fault:
        assert fault.suggestion is None or isinstance(read_code(fault.suggestion), VagueDate)  # noqa: PT017 - both ways are right
    else:
        assert when.first <= when.last
        assert read_code(when.code) == when


@settings(deadline=None)
@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_is_read_as_itself(when: date) -> None:
    assert read_code(when.isoformat()) == day(when)
