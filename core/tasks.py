"""The two tasks of the house: run one job, and the tick that hands waiting jobs out."""

from celery import shared_task

from core import jobs


@shared_task
def run_job(job_id: int) -> None:
    """Run one waiting job; a second message for the same row does nothing."""
    jobs.beat("worker")
    jobs.run(job_id)


@shared_task
def tick() -> None:
    """Every few seconds: say that the worker lives, and hint what waits."""
    jobs.beat("worker")
    jobs.hand_out()
