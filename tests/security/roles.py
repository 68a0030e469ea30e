"""The roles of the permission matrix, and who is who, spelled out by hand."""

ADM, MAN, OFF = "administrator", "project_manager", "project_officer"
SUP, PRA, TRA, DAT = "superleader", "practice_leader", "trainer", "data_officer"
MEM, VIE = "member", "viewer"
LEAD = "lead"  # a viewer who leads action 1.1
EVERYBODY = frozenset({ADM, MAN, OFF, SUP, PRA, TRA, DAT, MEM, VIE, LEAD})
KEEPERS = frozenset({ADM, MAN, OFF})
MANAGERS = frozenset({ADM, MAN})
ADMINISTRATORS = frozenset({ADM})
RATERS = KEEPERS | {LEAD}
