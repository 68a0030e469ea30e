"""Where a plan is going: its milestones counted month by month, as agreed, as forecast now, and as done."""

from plans.trajectory.drawing import chart
from plans.trajectory.milestones import of_action, of_plan, read
from plans.trajectory.months import Milestone, Trajectory, of_milestones

__all__ = ["Milestone", "Trajectory", "chart", "of_action", "of_milestones", "of_plan", "read"]
