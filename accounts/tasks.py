"""Work of this app that runs as a job."""

from accounts.models import User
from accounts.services import invitations
from core.models import Job


def send_invitation(job: Job) -> None:
    """Mail one invitation."""
    user = User.objects.get(pk=job.args["user"])
    invitations.mail(authority=job.authority, user=user, by=job.asked_by)
