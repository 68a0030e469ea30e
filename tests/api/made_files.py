"""Small files to send."""

from django.core.files.uploadedfile import SimpleUploadedFile

TABLE = b"Ref,What needs to happen,By when,Who leads\n1.1,Leaders learn,March 2030,Board\n"


def csv_file(name: str = "plan.csv", content: bytes = TABLE) -> SimpleUploadedFile:
    """A plan of one action as an uploaded file."""
    return SimpleUploadedFile(name, content, content_type="text/csv")
