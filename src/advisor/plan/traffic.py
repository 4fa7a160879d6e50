"""From people to requests a second: prompts of a working day, and those of them in the busy hour."""

from typing import Literal

import msgspec

from advisor.catalogue.workload import Workload
from advisor.plan.errors import BriefError

WORKING_DAY_HOURS = 8


class Traffic(msgspec.Struct, frozen=True, kw_only=True):
    """Requests of the busy hour, and what they were made of."""

    users: int
    """People with access."""
    prompts_per_day: float
    """Of one person, on a working day of 8 hours."""
    prompts_from: Literal["stated", "workload"]
    peak_factor: float
    """Requests of the busy hour over those of the mean hour of the working day."""
    peak_from: Literal["stated", "workload", "none"]
    """none: no figure is on file for this workload, and an even day is taken."""

    @property
    def busy_hour_share(self) -> float:
        """Of a day's prompts, those that fall into the busy hour: peak factor / 8 hours."""
        return self.peak_factor / WORKING_DAY_HOURS

    @property
    def rate_per_s(self) -> float:
        """users x prompts a day x share of the busy hour / 3,600 s."""
        return self.users * self.prompts_per_day * self.busy_hour_share / 3600


def traffic_of(
    users: int,
    workload: Workload,
    *,
    prompts_per_day: float | None = None,
    peak_factor: float | None = None,
) -> Traffic:
    """Traffic of so many people; what is not stated comes from the workload.

    A workload states the share of people who are active and their requests a minute: 20% x 0.4 x 480 minutes
    are 38.4 prompts a day. BriefError where it states neither and no prompts a day are given.
    """
    stated = prompts_per_day is not None
    if prompts_per_day is None:
        prompts_per_day = _prompts_of(workload)
    peak_from: Literal["stated", "workload", "none"] = "stated"
    if peak_factor is None:
        # Factors of traces count from the mean of day and night, those of workloads about people from the
        # mean of their working hours.
        about_people = workload.active_users is not None and workload.peak_to_mean is not None
        peak_from = "workload" if about_people else "none"
        peak_factor = workload.peak_to_mean.to("ratio") if about_people and workload.peak_to_mean else 1.0
    return Traffic(
        users=users,
        prompts_per_day=prompts_per_day,
        prompts_from="stated" if stated else "workload",
        peak_factor=peak_factor,
        peak_from=peak_from,
    )


def _prompts_of(workload: Workload) -> float:
    if workload.active_users is None or workload.requests_per_active_user is None:
        raise BriefError(
            "users",
            f"no published figure turns users of workload {workload.id} into requests; "
            "give --concurrency or --rate",
        )
    per_minute = workload.requests_per_active_user.to("per minute")
    return workload.active_users.to("ratio") * per_minute * 60 * WORKING_DAY_HOURS
