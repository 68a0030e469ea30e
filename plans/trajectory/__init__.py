"""Where a plan is going: its milestones counted month by month, as agreed, as forecast now, and as done."""

from plans.trajectory.drawing import chart
from plans.trajectory.milestones import agreed_day, of_action, of_plan, read
from plans.trajectory.months import Milestone, Trajectory, of_milestones

__all__ = ["Milestone", "Trajectory", "agreed_day", "chart", "of_action", "of_milestones", "of_plan", "read"]
