"""Work of this app that runs as a job."""

from accounts.models import Authority, User
from accounts.services import invitations
from core.models import Job


def send_invitation(job: Job) -> None:
    """Mail one invitation."""
    authority = Authority.objects.get(pk=job.args["authority"])
    user = User.objects.get(pk=job.args["user"])
    invitations.mail(authority=authority, user=user, by=job.asked_by)
