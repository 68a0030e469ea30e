"""Days of the demo's plan, counted from its first month, and said in every form that plans say them in."""

from dataclasses import dataclass
from datetime import date, timedelta

from core.daywords import MONTHS, say_day

MONTHS_SO_FAR = 10


@dataclass(frozen=True)
class Calendar:
    """A plan of two years that began ten months before `on`. Month 0 is its first."""

    on: date

    @property
    def starts_on(self) -> date:
        """The first day of the plan."""
        return self.day(0, 1)

    @property
    def ends_on(self) -> date:
        """The last day of the plan, two years on."""
        return self.day(24, 1) - timedelta(1)

    def day(self, month: int, day: int) -> date:
        """This day of the plan's n-th month."""
        years, month_index = divmod(self.on.month - 1 - MONTHS_SO_FAR + month, 12)
        return date(self.on.year + years, month_index + 1, day)

    def ago(self, days: int) -> date:
        """So many days before today."""
        return self.on - timedelta(days)

    def month(self, month: int) -> str:
        """ "March 2018"."""
        return f"{self.name(month)} {self.year(month)}"

    def short(self, month: int) -> str:
        """ "April 18"."""
        return f"{self.name(month)} {self.year(month) % 100:02}"

    def brief(self, month: int) -> str:
        """ "Sep 17"."""
        return f"{self.name(month)[:3]} {self.year(month) % 100:02}"

    def either(self, month: int, short: bool = False) -> str:
        """ "June/July 18": two months of one year."""
        first = month if self.name(month) != "December" else month - 1
        year = f"{self.year(first) % 100:02}" if short else str(self.year(first))
        return f"{self.name(first)}/{self.name(first + 1)} {year}"

    def slashed(self, month: int, day: int) -> str:
        """ "15/03/2018"."""
        return self.day(month, day).strftime("%d/%m/%Y")

    def days(self, month: int, first: int, last: int, years: int = 0) -> str:
        """ "21-22 Feb 2018"; `years` writes another year than is meant, as hurried people do."""
        return f"{first}-{last} {self.name(month)[:3]} {self.year(month) + years}"

    def across(self, month: int) -> str:
        """ "30 May–1 June 2018": from the last day of a month into the next; of one year."""
        last = self.day(month + 1, 1) - timedelta(1)
        if last.month == 12:
            return say_day(last)
        return f"{last.day} {self.name(month)}–1 {self.name(month + 1)} {last.year}"

    def year(self, month: int) -> int:
        """The year of the n-th month."""
        return self.day(month, 1).year

    def name(self, month: int) -> str:
        """The name of the n-th month."""
        return MONTHS[self.day(month, 1).month - 1]
