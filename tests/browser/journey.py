"""The main job from end to end: a plan in from Word, a query answered, three ratings, out again, and no change."""

from pathlib import Path
from typing import Any

from plans.models import Action, DateRevision, Plan, PlanImport, RagUpdate

RATINGS = (
    ("red", "The trainer has left."),
    ("amber", "Two teams wait for a date."),
    ("complete", "All of it is done."),
)
NOTHING_NEW = "There is nothing to save."
SLOW = 60_000


def bring_in(page: Any, file: Path) -> None:
    """Choose a file and wait until a worker has read it."""
    page.goto("/fenshire/plans/import/")
    page.get_by_label("Plan document").set_input_files(file)
    page.get_by_role("button", name="Read this plan").click()
    page.get_by_role("heading", name="Check what was found").wait_for(timeout=SLOW)


def answer_one(page: Any) -> str:
    """Answer the first query that offers days, and say which action it was about."""
    answer = page.locator('.app-queryrow input[type=radio][name^="q-"]:not([value=later]):not([value=typed])').first
    answer.check(force=True)
    return str(answer.get_attribute("name")).split("-")[1]


def confirm(page: Any) -> Plan:
    """Go on, confirm, and wait until the plan is stored."""
    page.get_by_role("button", name="Go on to confirm").click()
    page.get_by_role("button", name="Import this plan").click()
    page.get_by_role("heading", name="The plan is saved").wait_for(timeout=SLOW)
    page.get_by_role("link", name="Open the plan").click()
    return Plan.objects.get(slug=page.url.split("?")[0].rstrip("/").rsplit("/", 1)[1], authority__slug="fenshire")


def rate_three(page: Any) -> list[str]:
    """Rate three actions in their rows, and say which."""
    page.goto(f"{page.url.split('?')[0]}?show=all")
    rows = page.locator("tbody tr:has(.app-ragbutton)")
    refs = [str(ref).strip() for ref in rows.locator(".app-ref").all_inner_texts()][:3]
    for ref, (rag, comment) in zip(refs, RATINGS, strict=True):
        row = page.locator(f'[id="a-{ref}"]')
        row.locator(".app-ragbutton").click()
        form = page.locator("tr.app-open form")
        form.locator(f"[name=rag][value={rag}]").check(force=True)
        form.locator("[name=comment]").fill(comment)
        form.get_by_role("button", name="Save rating").click()
        form.wait_for(state="detached")
    return refs


def take_out(page: Any, folder: Path) -> Path:
    """The plan as a Word file."""
    with page.expect_download() as coming:
        page.get_by_role("link", name="Word").first.click()
    file = folder / coming.value.suggested_filename
    coming.value.save_as(file)
    return file


def walk(page: Any, file: Path, folder: Path) -> Plan:
    """All of it, seeing at each step that what was asked for is stored."""
    bring_in(page, file)
    answered = answer_one(page)
    plan = confirm(page)
    assert DateRevision.objects.filter(action__plan=plan, action__ref=answered, kind="answered").exists()
    refs = rate_three(page)
    rated = dict(Action.objects.filter(plan=plan, ref__in=refs).values_list("ref", "rag"))
    assert [rated[ref] for ref in refs] == [rag for rag, _ in RATINGS]
    assert RagUpdate.objects.filter(action__plan=plan, source="page").count() == 3
    bring_in(page, take_out(page, folder))
    assert NOTHING_NEW in page.locator("main").inner_text()
    changes = PlanImport.objects.order_by("-pk")[0].changes
    assert [changes[kind] for kind in ("added", "changed", "missing")] == [[], [], []]
    return plan
