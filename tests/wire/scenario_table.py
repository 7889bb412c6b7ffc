"""Each fault, each device: what the hall was told, and what the person saw; data alone."""

ANOTHER_STATION = "another station"
PULLED_OUT = "pulled out"
PUT_BACK = "put back under another name"

Result = tuple[str, str]
SHOWN, SENT, PRINTED, CALLED, RATED = (
    ("shown", "A012"),
    ("sent", "A012"),
    ("printed", "A012"),
    ("call", ""),
    ("rated 4", ""),
)
SILENT = ("no_answer", "")  # a pad that is asked in vain: the technician is told
DARK = ("failed no_answer", "")

TABLE: dict[str, dict[str, Result]] = {
    "none": {
        "onbon": SHOWN,
        "modbus": SHOWN,
        "alpha": SENT,
        "pad": CALLED,
        "printer": PRINTED,
        "rater": RATED,
        "counted": CALLED,
        "counted_rater": RATED,
    },
    "noise before what is sent": {
        "onbon": SHOWN,
        "modbus": SHOWN,
        "alpha": SENT,
        "pad": CALLED,
        "printer": PRINTED,
        "rater": RATED,
        "counted": CALLED,
        "counted_rater": RATED,
    },
    "noise before what comes": {
        "onbon": SHOWN,
        "modbus": SHOWN,
        "alpha": SENT,
        "pad": CALLED,
        "printer": PRINTED,
        "rater": RATED,
        "counted": CALLED,
        "counted_rater": RATED,
    },
    "truncated on its way out": {
        "onbon": SHOWN,
        "modbus": SHOWN,
        "alpha": ("sent", ""),  # nobody can know; the text is sent again four seconds later
        "pad": CALLED,
        "printer": ("failed", ""),  # its first question was lost: nothing was printed
        "rater": RATED,
        "counted": CALLED,
        "counted_rater": RATED,
    },
    "truncated on its way back": {
        "onbon": SHOWN,
        "modbus": SHOWN,
        "pad": CALLED,
        "printer": ("failed", ""),
        "rater": RATED,
        "counted": CALLED,
        "counted_rater": RATED,
    },
    "a wrong bit on its way out": {
        "onbon": SHOWN,
        "modbus": SHOWN,
        "alpha": ("sent", ""),
        "pad": CALLED,
        "printer": ("failed", ""),
        "rater": RATED,
        "counted": CALLED,
        "counted_rater": RATED,
    },
    "a wrong bit on its way back": {
        "onbon": SHOWN,
        "modbus": SHOWN,
        "pad": CALLED,
        "printer": PRINTED,
        "rater": RATED,
        "counted": CALLED,
        "counted_rater": RATED,
    },
    "twice on its way back": {
        "onbon": SHOWN,
        "modbus": SHOWN,
        "pad": CALLED,
        "printer": PRINTED,
        "rater": RATED,
        "counted": CALLED,
        "counted_rater": RATED,
    },
    "a slow drip": {
        "onbon": SHOWN,
        "modbus": SHOWN,
        "pad": CALLED,
        "printer": PRINTED,
        "rater": RATED,
        "counted": CALLED,
        "counted_rater": RATED,
    },
    "the device is silent": {
        "onbon": ("failed no_answer", "A012"),  # told as failed; board and voice call instead
        "modbus": ("failed no_answer", "A012"),
        "alpha": SENT,
        "pad": ("", "-"),  # the pad itself sees that nobody echoes its key
        "printer": DARK,
        "rater": ("", "-"),
        "counted": SILENT,
        "counted_rater": SILENT,
    },
    "nothing arrives": {
        "onbon": DARK,
        "modbus": DARK,
        "alpha": ("sent", ""),
        "pad": ("call", "-"),  # the call is made, and its number is on panel and board
        "printer": DARK,
        "rater": ("rated 4", "-"),
        "counted": SILENT,
        "counted_rater": SILENT,
    },
    "the line echoes": {
        "onbon": SHOWN,
        "modbus": SHOWN,
        "alpha": SENT,
        "pad": ("call echoes", ""),
        "printer": ("unconfirmed", ""),  # its own question answered it: a person looks
        "rater": ("rated 4 echoes", ""),
        "counted": ("echoes", ""),
        "counted_rater": ("echoes", ""),
    },
    "the line takes nothing": {
        "onbon": DARK,
        "modbus": DARK,
        "alpha": ("sent", ""),
        "pad": ("call", "-"),
        "printer": DARK,
        "rater": ("rated 4", "-"),
        "counted": SILENT,
        "counted_rater": SILENT,
    },
    ANOTHER_STATION: {
        "onbon": DARK,
        "modbus": DARK,
        "alpha": ("sent", ""),
        "pad": ("", "-"),
        "rater": ("", "-"),
        "counted": SILENT,
        "counted_rater": SILENT,
    },
    PULLED_OUT: {
        "onbon": ("failed line_lost", ""),
        "modbus": ("failed line_lost", ""),
        "alpha": ("failed line_lost", ""),
        "pad": ("line_lost", "-"),
        "printer": ("failed line_lost", ""),
        "rater": ("line_lost", "-"),
        "counted": ("line_lost", ""),
        "counted_rater": ("line_lost", ""),
    },
    PUT_BACK: {
        "onbon": SHOWN,
        "modbus": SHOWN,
        "alpha": SENT,
        "pad": CALLED,
        "printer": PRINTED,
        "rater": RATED,
        "counted": CALLED,
        "counted_rater": RATED,
    },
}
"""Fault, device: what the hall was told, and what the person saw; `-` is a key nobody echoed."""
