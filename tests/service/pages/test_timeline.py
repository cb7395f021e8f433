"""Timelines: marks in the order of time, within the picture, with words that fit beside them."""

from itertools import pairwise

from service.evidence import Interval
from service.pages.timeline import WIDTH, Dated, timeline


def dated(start: str | None, end: str | None = None, text: str = "something") -> Dated:
    return Dated(Interval(start=start, end=end), start or "", text, None, "StatedFact")


def test_one_interval_is_no_timeline() -> None:
    assert timeline([]) is None
    assert timeline([dated("2020-01-01"), dated("2020-01-01")]) is None


def test_marks_follow_time_from_left_to_right_and_downwards() -> None:
    line = timeline([dated("2021-06-01"), dated("2016-01-01", "2018-12-31"), dated(None, "2023-05-05")])
    assert line
    assert [mark.x for mark in line.marks] == sorted(mark.x for mark in line.marks)
    assert all(after.y - before.y >= 20 for before, after in pairwise(line.marks))
    assert line.marks[0].width > 100
    assert line.marks[1].width == 0
    assert all(0 < mark.x + mark.width < WIDTH and mark.y < line.height for mark in line.marks)


def test_things_of_one_interval_share_a_mark() -> None:
    line = timeline([dated("2020-01-01", text="a"), dated("2020-01-01", text="b"), dated("2022-01-01")])
    assert line
    assert [(mark.item.text, mark.more) for mark in line.marks] == [("a", 1), ("something", 0)]


def test_words_stand_where_there_is_room_and_are_cut_to_it() -> None:
    line = timeline([dated("2000-01-01", text="很" * 200), dated("2024-11-11", text="很" * 200)])
    assert line
    left, right = line.marks
    assert (left.side, right.side) == ("right", "left")
    assert left.words.endswith("…")
    assert len(left.words) < 70


def test_years_are_ticked_and_later_dates_left_to_the_list() -> None:
    line = timeline([dated(f"{year}-03-01") for year in range(1950, 2020)])
    assert line
    assert line.left_out == 70 - len(line.marks) > 0
    assert 3 <= len(line.ticks) <= 12
    assert line.ticks[0][1] == 1950


def test_a_date_that_is_none_is_left_out() -> None:
    assert timeline([dated("soon"), dated("2020-01-01"), dated("2021-01-01")])
    assert timeline([dated("soon"), dated("2021-01-01")]) is None
