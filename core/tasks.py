"""The tasks of the house: run one job, send the mail that waits, and the tick that hands both out."""

from celery import shared_task

from core import daily, jobs, mail


@shared_task
def run_job(job_id: int) -> None:
    """Run one waiting job; a second message for the same row does nothing."""
    jobs.beat("worker")
    jobs.run(job_id)


@shared_task
def send_mail() -> None:
    """Send the mail that is due; two at once share it."""
    mail.send_waiting()


@shared_task
def tick() -> None:
    """Every few seconds: say that the worker lives, and hint what waits, mail too, and ask for what this day wants."""
    jobs.beat("worker")
    jobs.hand_out()
    mail.hand_out()
    daily.hand_out()
