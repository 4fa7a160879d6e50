"""From people to requests a second."""

import pytest

from advisor.catalogue.catalogue import Catalogue
from advisor.plan.errors import BriefError
from advisor.plan.standard_counts import next_smaller, standard_counts
from advisor.plan.traffic import traffic_of

WORKLOADS = Catalogue.shipped().workloads


def test_office_chat_by_hand() -> None:
    # 20% active x 0.4 a minute x 480 minutes = 38.4 prompts a day; an eighth of them in the busy hour:
    # 1,000 x 38.4 / 8 = 4,800 an hour = 1.333 a second.
    found = traffic_of(1000, WORKLOADS["office-chat"])
    assert found.prompts_per_day == pytest.approx(38.4)
    assert (found.busy_hour_share, found.peak_from) == (0.125, "none")
    assert found.rate_per_s == pytest.approx(4800 / 3600)


def test_stated_prompts_and_peak() -> None:
    # 6 prompts a day, a quarter of them in the busy hour: 1,000 x 1.5 = 1,500 an hour.
    found = traffic_of(1000, WORKLOADS["office-chat"], prompts_per_day=6, peak_factor=2)
    assert found.rate_per_s == pytest.approx(1500 / 3600)
    assert (found.prompts_from, found.peak_from) == ("stated", "stated")


def test_a_workload_about_people_brings_its_peak_factor() -> None:
    found = traffic_of(100, WORKLOADS["planner.chat"])
    assert (found.peak_factor, found.peak_from) == (2.0, "workload")
    assert found.rate_per_s == pytest.approx(2 * 100 * 0.2 * 0.4 / 60)


def test_a_factor_of_day_and_night_is_not_one_of_working_hours() -> None:
    # A trace's 1.9 counts from the mean of a whole week.
    found = traffic_of(100, WORKLOADS["trace.servegen_large"], prompts_per_day=10)
    assert (found.peak_factor, found.peak_from) == (1.0, "none")


def test_people_without_a_figure_are_refused() -> None:
    with pytest.raises(BriefError, match="no published figure turns users"):
        traffic_of(100, WORKLOADS["trace.servegen_large"])


def test_standard_counts() -> None:
    assert standard_counts(8)[:10] == (1, 2, 4, 8, 16, 24, 32, 48, 64, 96)
    assert standard_counts(1)[:5] == (1, 2, 3, 4, 6)
    assert standard_counts(72)[:9] == (1, 2, 4, 8, 16, 32, 64, 72, 144)
    assert standard_counts(20_000) == (*(2**n for n in range(15)), 20_000)


def test_next_smaller_count() -> None:
    assert [next_smaller(cards, 8) for cards in (8, 16, 32, 12)] == [4, 8, 24, 8]
    assert next_smaller(1, 8) is None
