"""Plans as other councils lay them out: each shape made here, read, and looked at."""

from datetime import date

from plans.plan_files import ParsedPlan, read, read_text
from tests.plans.made_files import csv_of, docx_of, xlsx_of


def lines(plan: ParsedPlan) -> list[str]:
    """Each action in one line: ref, area, what, by when, lead, rating, update."""
    return [" | ".join((a.ref, a.area, a.what, a.by_when, a.lead, a.rag, a.update)) for a in plan.actions]


def test_one_word_table_with_its_areas_as_rows_and_its_columns_in_another_order() -> None:
    rows = [
        ["Marlshire action plan", "", "", "", "", ""],
        ["No", "Responsible officer", "Milestone", "Deadline", "BRAG", "Success measure"],
        ["Theme 1: Leadership", "", "", "", "", ""],
        ["1a", "Head of Service", "Appoint champions", "End of March 2019", "G", "Champions in post"],
        ["1b", "Jo Day / Sam Low", "Train champions", "Sept 2019", "A - two left", "Training record"],
        ["Theme 2: Practice", "", "", "", "", ""],
        ["2a", "Practice Lead, supported by team managers", "Supervise in groups", "monthly", "R", "Audit"],
    ]
    plan = read(docx_of("Marlshire Children's Plan 2018-2021", rows), name="plan.docx")
    assert lines(plan) == [
        "1a | Theme 1 | Appoint champions | End of March 2019 | Head of Service | green | ",
        "1b | Theme 1 | Train champions | Sept 2019 | Jo Day | amber | two left",
        "2a | Theme 2 | Supervise in groups | monthly | Practice Lead | red | ",
    ]
    assert [area.title for area in plan.areas] == ["Leadership", "Practice"]
    assert [action.lead_queried for action in plan.actions] == [False, True, False]
    assert plan.actions[2].involved == ["team managers"]


def test_a_workbook_with_real_dates_numbers_and_separate_rating_and_progress() -> None:
    rows = [
        ["Plan for children 2018/19"],
        [],
        ["#", "Action", "Start date", "End date", "Owner", "RAG", "Progress", "Resources"],
        [2.8, "One", date(2018, 4, 1), date(2019, 3, 31), "Head of X", "Green", "All well", "£5k"],
        [2.9, "Two", None, date(2018, 12, 5), "Head of Y", "Amber", None, None],
        [2.1, "Three", None, "March 2019", "Head of Z", None, "Not yet begun", None],
        [2.11, "Four", None, date(2018, 7, 1), "Head of Z", "3", None, None],
    ]
    formats = {"C4": "dd/mm/yyyy", "D4": "dd/mm/yyyy", "D5": "d mmmm yyyy", "D7": "mmm-yy"}
    plan = read(xlsx_of(rows, formats=formats), name="plan.xlsx")
    assert lines(plan) == [
        "2.8 | 2 | One | 01/04/2018 – 31/03/2019 | Head of X | green | All well",
        "2.9 | 2 | Two | 5 December 2018 | Head of Y | amber | ",
        "2.10 | 2 | Three | March 2019 | Head of Z | not_rated | Not yet begun",
        "2.11 | 2 | Four | Jul-18 | Head of Z | not_rated | 3",
    ]
    assert plan.title == "Plan for children 2018/19"
    assert [problem.says for problem in plan.problems] == ["The column “Resources” was left out."]


def test_merged_cells_hold_for_every_row_they_reach() -> None:
    rows = [
        ["Workstream", "Ref", "What will we do?", "By when", "Who", "How will we know", "Status"],
        ["Leading", "A1.1", "Meet staff", "30/06/2019", "Director", "Survey", "On track"],
        ["", "A1.2", "Write to staff", "30/09/2019", "", "Survey", "Complete"],
        ["Learning", "A2.1", "Run course", "Autumn 2019", "Trainer", "Register", "Not started"],
        ["", "A2.2", "Second course", "Spring 2020", "", "Register", ""],
    ]
    merges = [(1, 0, 2, 0), (3, 0, 4, 0), (1, 4, 2, 4), (3, 4, 4, 4)]
    plan = read(docx_of(rows, merges=merges), name="plan.docx")
    assert lines(plan) == [
        "A1.1 | A1 | Meet staff | 30/06/2019 | Director | green | ",
        "A1.2 | A1 | Write to staff | 30/09/2019 | Director | complete | ",
        "A2.1 | A2 | Run course | Autumn 2019 | Trainer | not_started | ",
        "A2.2 | A2 | Second course | Spring 2020 | Trainer | not_rated | ",
    ]


def test_an_action_over_several_rows_is_one_action() -> None:
    rows = [
        ["Ref", "Action", "By when", "Lead"],
        ["1.1", "Train everybody", "March 2019", "Trainer"],
        ["", "", "June 2019", "Second trainer"],
        ["1.2", "Review", "July 2019", "Manager"],
    ]
    plan = read(docx_of(rows, merges=[(1, 0, 2, 0), (1, 1, 2, 1)]), name="plan.docx")
    assert [action.ref for action in plan.actions] == ["1.1", "1.2"]
    assert (plan.actions[0].by_when, plan.actions[0].who) == ("March 2019\nJune 2019", "Trainer\nSecond trainer")


def test_headings_before_tables_no_refs_and_a_table_that_goes_on_without_its_header() -> None:
    head = ["Action", "Timescale", "Lead", "Evidence"]
    plan = read(
        docx_of(
            "Early help plan",
            "# Strand A - Front door",
            [
                head,
                ["Open the desk", "April 2019", "Desk Manager", "Open"],
                ["Publish hours", "May 2019", "Desk Manager", "Page"],
            ],
            "Page 2",
            [["Tell schools", "June 2019", "Desk Manager", "Letter"]],
            "# Strand B - Teams",
            [head, ["Move teams", "July 2019", "HR Lead and Estates Manager", "Moved"]],
        ),
        name="plan.docx",
    )
    assert [(a.ref, a.ref_made, a.area) for a in plan.actions] == [
        ("1.1", True, "Strand A"),
        ("1.2", True, "Strand A"),
        ("1.3", True, "Strand A"),
        ("2.1", True, "Strand B"),
    ]


def test_a_header_row_that_repeats_is_not_an_action() -> None:
    head = ["Ref", "Action", "Due", "Owner"]
    rows = [head, ["1.1", "One", "May 2019", "A"], head, ["1.2", "Two", "June 2019", "B"]]
    assert [action.ref for action in read(docx_of(rows), name="plan.docx").actions] == ["1.1", "1.2"]


def test_csv_with_semicolons_in_the_letters_of_windows() -> None:
    rows = [
        ["Ref", "Task", "Due", "Owner", "RAG"],
        ["P1.1", "Café meetings – start", "15.03.19", "Zoë Hart", "R"],
        ["P1.2", "Next", "Q2 2019/20", "Team", "G"],
    ]
    plan = read(csv_of(rows, sign=";", encoding="cp1252"), name="plan.csv")
    assert lines(plan) == [
        "P1.1 | P1 | Café meetings – start | 15.03.19 | Zoë Hart | red | ",
        "P1.2 | P1 | Next | Q2 2019/20 | Team | green | ",
    ]


def test_csv_in_utf_16_and_in_tabs() -> None:
    rows = [["Ref", "Action", "By when"], ["1", "Naïve plan", "May 2019"]]
    plan = read(csv_of(rows, sign="\t", encoding="utf-16"), name="plan.csv")
    assert [(a.ref, a.what, a.by_when) for a in plan.actions] == [("1", "Naïve plan", "May 2019")]


def test_text_pasted_from_excel_with_a_line_break_in_a_cell() -> None:
    plan = read_text('Ref\tAction\tBy when\tLead\n1\t"Do this\nand that"\t5 March 2019\tPM\n2\tDo more\tTBC\tPM\n')
    assert [(a.ref, a.what, a.by_when) for a in plan.actions] == [
        ("1", "Do this\nand that", "5 March 2019"),
        ("2", "Do more", "TBC"),
    ]


def test_a_text_whose_columns_stand_between_commas() -> None:
    text = "Ref,Action,By when,Lead\n1,Meet,May 2019,PM\n2,Meet again,June 2019,PM\n"
    assert [action.ref for action in read_text(text).actions] == ["1", "2"]


def test_the_officer_can_map_a_table_whose_headings_nobody_knows() -> None:
    rows = [["Some plan", "", ""], ["Quoi", "Quand", "Qui"], ["Meet", "soon", "PM"], ["Meet again", "later", "PM"]]
    columns = {"what": 0, "by_when": 1, "who": 2}
    plan = read(csv_of(rows), name="plan.csv", mapping=[{"table": 1, "columns": columns}])
    assert [(action.what, action.by_when, action.lead) for action in plan.actions] == [
        ("Meet", "soon", "PM"),
        ("Meet again", "later", "PM"),
    ]
    assert plan.mapping[0].headings == ["Quoi", "Quand", "Qui"]


def test_a_table_in_bars() -> None:
    text = "| Ref | Action | By when | Lead |\n|---|---|---|---|\n| 1 | **Meet** | May 2019 | PM |\n"
    assert lines(read_text(text)) == ["1 | 1 | Meet | May 2019 | PM | not_rated | "]


def test_sheets_as_areas_with_an_objective_column_and_a_key_to_the_numbers() -> None:
    rows = [
        ["Objective 3: Better homes"],
        ["Key: 1 = Red, 2 = Amber, 3 = Green"],
        ["Ref", "Objective", "Actions", "Target date", "Responsible", "Rating", "Update"],
        ["3.1", "Homes", "Find homes", "31/12/2019", "Housing", "2", "Slow"],
        ["3.2", "Homes", "Keep homes", "31/12/2020", "Housing", "3", ""],
    ]
    assert lines(read(xlsx_of(rows, names=("Homes",)), name="plan.xlsx")) == [
        "3.1 | 3 | Find homes | 31/12/2019 | Housing | amber | Slow",
        "3.2 | 3 | Keep homes | 31/12/2020 | Housing | green | ",
    ]


def test_a_table_without_any_header_row() -> None:
    rows = [
        ["1.1", "Do the first thing with its many words", "March 2019", "Project Manager"],
        ["1.2", "Do the second thing", "June 2019", "Project Manager"],
    ]
    assert lines(read(csv_of(rows), name="plan.csv")) == [
        "1.1 | 1 | Do the first thing with its many words | March 2019 | Project Manager | not_rated | ",
        "1.2 | 1 | Do the second thing | June 2019 | Project Manager | not_rated | ",
    ]


def test_the_area_s_name_in_place_of_a_heading() -> None:
    rows = [["Priority 1: Early help", "Lead", "Timescale", "RAG"], ["Open hubs", "Hub Manager", "May 2019", "Red"]]
    plan = read(docx_of(rows), name="plan.docx")
    assert [(area.code, area.title) for area in plan.areas] == [("Priority 1", "Early help")]
    assert lines(plan) == ["1.1 | Priority 1 | Open hubs | May 2019 | Hub Manager | red | "]


def test_a_column_of_objectives_that_differ_in_every_row_names_no_areas() -> None:
    rows = [
        ["Objective", "Action", "Due", "Lead"],
        *([f"Aim {word}", f"Do {word}", "May 2019", "A"] for word in "vwxyz"),
    ]
    plan = read(docx_of(rows), name="plan.docx")
    assert len(plan.areas) == 1
    assert plan.problems[0].says == "The column “Objective” was left out."


def test_communications_in_a_table_are_counted_apart() -> None:
    head = ["Ref", "Delivery area", "Action", "By when"]
    rows = [
        head,
        ["1.1", "OD1: Leading", "Meet", "May 2019"],
        ["C1", "Communications activities", "Bulletin", "quarterly"],
    ]
    plan = read(csv_of(rows), name="plan.csv")
    assert ([a.ref for a in plan.actions], [c.what for c in plan.communications]) == (["1.1"], ["Bulletin"])
