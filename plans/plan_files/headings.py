"""What councils call the columns of a plan: for each column the headings, in order of how sure they are.

Headings are compared in small letters without punctuation; each line is a list of whole headings, "*" for any words.
"""

import re

ROLES = (
    "ref", "area", "what", "starts", "by_when", "who", "lead", "involved", "monitored_through", "rag", "update",
)  # fmt: skip

_CALLED: dict[str, tuple[str, ...]] = {
    "ref": (
        """ref/refs/reference/no/nos/num/number/id/code/action ref/action no/action number/action id/action code/
        action reference/item no/item number/item ref/plan ref/unique ref/unique id/rec no/recommendation no/ref no/
        reference no/reference number/ref number/id no/id number/objective no/task no/task id""",
        """#/item/s n/sn/serial/serial no/line/line no""",
    ),
    "by_when": (
        """by when/when/when by/by when date/by when dates/to be done by/deadline/deadlines/timescale/timescales/
        time scale/time scales/timeframe/timeframes/time frame/time frames/target date/target dates/due/due date/
        due dates/date due/dates due/due by/completion date/completion dates/complete by/to be completed by/
        target completion/target completion date/completion target/by date""",
        """timeline/timelines/timing/timings/date/dates/end date/end dates/end/finish/finish date/target/by/
        planned end/planned completion/planned date/planned dates/delivery date/delivery dates/milestone date/
        milestone dates/schedule/time/revised date/revised deadline/revised target date/expected date/
        expected completion/expected completion date/date for completion/date to be completed""",
        """*by when*/*deadline*/*timescale*/*timeframe*/*target date*/*due date*/*completion date*""",
    ),
    "starts": ("""start/starts/start date/start dates/from/commence/commences/commencement/commencement date/begin/
        begins/planned start/planned start date""",),
    "what": (
        """what needs to happen/what will we do/what we will do/what are we going to do/what do we need to do/
        what is going to happen/what needs to be done/what we need to do/what has to happen/action/actions/key action/
        key actions/specific action/specific actions/action point/action points/action required/actions required/
        action needed/actions needed/actions to be taken/action to be taken/planned actions/action planned/
        agreed actions/actions agreed/required actions/required action/action description/what""",
        """task/tasks/activity/activities/key activity/key activities/milestone/milestones/deliverable/deliverables/
        description/details/detail/step/steps/recommendation/recommendations/work/intervention/interventions/
        how will we do it/how will we do this/how/initiative/initiatives/things to do/actions and milestones/
        communications activity/communications activities/communication activities/improvement/improvements/
        improvement needed/requirement/requirements/task description""",
        """*needs to happen*/*need to happen*/*will we do*/*we will do*/*action*/*actions*/*what needs*""",
        """objective/objectives/outcome/outcomes/priority/priorities/aim/aims/goal/goals""",
    ),
    "lead": (
        """lead/leads/lead officer/lead officers/lead person/lead agency/lead agencies/lead name/lead role/
        lead professional/lead partner/lead partners/lead body/owner/owners/action owner/led by/action by/accountable/
        accountable officer/accountable lead/accountable person/named lead/officer responsible/officers responsible/
        person responsible/people responsible/post responsible/manager responsible/responsible/responsible officer/
        responsible officers/responsible person/responsible lead/responsible owner/responsible manager/
        responsible agency/responsible body/responsible people/responsible partner/responsibility/responsibilities/
        assigned to/allocated to/senior responsible officer/senior responsible owner/sro""",
        """*lead officer*/*responsible*/*accountable*/*owner*/*responsibility*""",
    ),
    "who": (
        """who/by whom/who is responsible/who will do it/who by/who leads/who will/whom/who leads is involved/people/
        officer/officers/lead and partners/leads and partners/lead partners involved/who is involved""",
        """who */*by whom*/*who leads*""",
    ),
    "involved": ("""involved/who else/who else is involved/others involved/other involved/supporting/support/
        supported by/partner/partners/key partners/partners involved/with whom/contributor/contributors/others/
        supporting officer/supporting officers/supporting partners/supporting leads/stakeholders/agencies involved/
        delivery partners/working with/involving""",),
    "monitored_through": (
        """monitored through/monitored by/monitoring/monitoring mechanism/monitoring mechanisms/how monitored/
        success measure/success measures/measure of success/measures of success/success criteria/how will we know*/
        how we will know*/evidence/measure/measures/measured by/evidence of success/evidence of impact/
        evidence of completion/evidence of progress/evidenced by/evidence by/performance measure/performance measures/
        performance indicator/performance indicators/kpi/kpis""",
        """outcome/outcomes/impact/impact measure/impact measures/outcome measure/outcome measures/expected outcome/
        expected outcomes/expected impact/intended outcome/intended outcomes/assurance/what will success look like/
        success will be when/what difference*/desired outcome/desired outcomes/quality assurance/governance/reporting/
        milestone/milestones/output/outputs/targets/indicator/indicators/how measured""",
        """*success*/*evidence*/*monitored*/*monitoring*/*measured*/*know*""",
    ),
    "rag": (
        """rag/brag/bragg/rag rating/brag rating/rag ratings/rag status/brag status/rag score/rag update/rag progress/
        rag rating update/rag rating progress/rag rating comments/rag rating and progress/rag rating and comments/
        rag and progress/rag rating and update/rag status update/rating/ratings/traffic light/traffic lights/
        current rag/current brag/progress rag/status rag/rag rated/rag rating updates""",
        """rag */* rag/* rag */brag */* brag/* brag *""",
        """status/current status/progress status/action status/delivery status/colour/color/position/rating update/
        ratings update/rating updates/progress rating/confidence/rating and update""",
    ),
    "update": (
        """update/updates/progress/progress update/progress updates/progress to date/progress made/latest update/
        latest updates/latest progress/comment/comments/commentary/update comments/current position/narrative/
        progress notes/progress note/progress comments/update and progress/updates and progress/status update/
        comments updates/action taken/actions taken/position statement""",
        """note/notes/progress */update */updates */comment */comments */what has happened/remarks/position""",
    ),
    "area": (
        """area/areas/delivery area/theme/themes/workstream/workstreams/work stream/strand/domain/pillar/section/
        operational area/work area/area of work/area of focus/area of development/areas of focus/programme/od/od area/
        key area/key areas""",
        """priority/priorities/priority area/priority areas/objective/objectives/strategic priority/
        strategic objective/strategic priorities/strategic objectives/outcome/outcomes/goal/goals/aim/aims/heading/
        category/focus/key line of enquiry/recommendation/recommendations/standard""",
    ),
}  # fmt: skip


def _pattern(called: str) -> re.Pattern[str]:
    names = [" ".join(name.split()) for name in called.split("/")]
    return re.compile("|".join(re.escape(name).replace(r"\*", ".*") for name in names if name))


HEADINGS: dict[str, tuple[re.Pattern[str], ...]] = {
    role: tuple(_pattern(called) for called in lists) for role, lists in _CALLED.items()
}
