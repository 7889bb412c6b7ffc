"""The tables of journal and records, as SQLAlchemy Core describes them.

Moments are ISO 8601 texts in UTC with microseconds, so that they sort and can be read by eye;
durations are seconds. The accounts of people and programs are in `accounts`.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    false,
    text,
)

metadata = MetaData()

journal = Table(
    "journal",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("day", String(10), nullable=False),
    Column("at", String(32), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("version", Integer, nullable=False),
    Column("payload", Text, nullable=False),
    Column("by_kind", String(16), nullable=False),
    Column("by_id", String(128), nullable=False),
    Column("command", String(200), nullable=False),
    Column("hash", LargeBinary(32), nullable=False),
)
Index(
    "ix_journal_day_opened",
    journal.c.seq,
    sqlite_where=text("kind = 'DayOpened'"),
    postgresql_where=text("kind = 'DayOpened'"),
)

commands = Table(
    "commands",
    metadata,
    Column("day", String(10), primary_key=True),
    Column("id", String(200), primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    Column("last_seq", Integer, nullable=False),
    Column("answer", Text, nullable=False),
    sqlite_with_rowid=False,
)

private = Table(
    "private",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("path", String(64), primary_key=True),
    Column("kept", String(16), nullable=False),
    Column("day", String(10), nullable=False),
    Column("salt", LargeBinary(16), nullable=False),
    Column("value", Text, nullable=False),
)
Index("ix_private_kept", private.c.kept, private.c.day)

meta = Table(
    "meta",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)

visits = Table(
    "visits",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("day", String(10), nullable=False),
    Column("number", String(16), nullable=False),
    Column("token", String(64), nullable=False, index=True),
    Column("category", String(16), nullable=False),
    Column("matter", String(32)),
    Column("visit_class", String(16), nullable=False),
    Column("kiosk", String(64)),
    Column("ahead", Integer, nullable=False),
    Column("told_low_min", Integer),
    Column("told_high_min", Integer),
    Column("told_method", String(32)),
    Column("issued_at", String(32), nullable=False),
    Column("called_at", String(32)),
    Column("window", Integer),
    Column("wait_s", Float),
    Column("calls", Integer, nullable=False),
    Column("print_state", String(16)),
    Column("ending", String(16)),
    Column("ended_at", String(32)),
)
Index("ux_visits_number", visits.c.day, visits.c.number, unique=True)

calls = Table(
    "calls",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("visit", String(64), nullable=False, index=True),
    Column("day", String(10), nullable=False),
    Column("category", String(16), nullable=False),
    Column("window", Integer, nullable=False),
    Column("clerk", String(64), nullable=False),
    Column("at", String(32), nullable=False),
    Column("wait_s", Float, nullable=False),
    Column("reason", Text, nullable=False),
    Column("calls", Integer, nullable=False),
    Column("missed_at", String(32)),
    Column("withdrawn", Boolean, nullable=False),
    Column("matter", String(32)),
)
Index("ix_calls_day", calls.c.day, calls.c.category)

services = Table(
    "services",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("visit", String(64), nullable=False, index=True),
    Column("day", String(10), nullable=False),
    Column("window", Integer, nullable=False),
    Column("clerk", String(64), nullable=False),
    Column("category", String(16), nullable=False),
    Column("matter", String(32)),
    Column("started_at", String(32), nullable=False),
    Column("inferred_start", Boolean, nullable=False),
    Column("finished_at", String(32)),
    Column("service_s", Float),
    Column("outcome", String(32)),
)
Index("ix_services_window", services.c.day, services.c.window)

ratings = Table(
    "ratings",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("service", String(80), nullable=False, index=True),
    Column("visit", String(64), nullable=False),
    Column("day", String(10), nullable=False, index=True),
    Column("window", Integer, nullable=False),
    Column("clerk", String(64), nullable=False),
    Column("level", Integer, nullable=False),
    Column("reasons", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("channel", String(16), nullable=False),
    Column("at", String(32), nullable=False),
    Column("effective", Boolean, nullable=False),
    Column("given_day", String(10), nullable=False),
)
Index("ix_ratings_clerk", ratings.c.clerk, ratings.c.given_day)

follow_ups = Table(
    "follow_ups",
    metadata,
    Column("service", String(80), primary_key=True),
    Column("visit", String(64), nullable=False, index=True),
    Column("day", String(10), nullable=False, index=True),
    Column("window", Integer, nullable=False),
    Column("clerk", String(64), nullable=False),
    Column("level", Integer, nullable=False),
    Column("opened_at", String(32), nullable=False),
    Column("answer_due", String(10), nullable=False),
    Column("due", String(10), nullable=False),
    Column("state", String(16), nullable=False, index=True),
    Column("owner", String(128)),
    Column("step", Integer, nullable=False),
    Column("answered_day", String(10)),
    Column("reply", Text),
    Column("outcome", String(32)),
)

follow_up_acts = Table(
    "follow_up_acts",
    metadata,
    Column("service", String(80), primary_key=True),
    Column("step", Integer, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),
    Column("by", String(128), nullable=False),
    Column("act", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("result", String(32)),
    Column("words", Text, nullable=False),
)

pad_counts = Table(
    "pad_counts",
    metadata,
    Column("device", String(64), primary_key=True),
    Column("level", Integer, primary_key=True, autoincrement=False),
    Column("day", String(10), primary_key=True),
    Column("window", Integer, nullable=False),
    Column("counted", Integer, nullable=False),
    Column("total", Integer, nullable=False),
)

catalogue_versions = Table(
    "catalogue_versions",
    metadata,
    Column("version", String(64), primary_key=True),
    Column("effective_from", String(10), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("published_at", String(32), nullable=False),
    Column("published_by", String(128), nullable=False),
)

appointments = Table(
    "appointments",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("id", String(64), nullable=False),
    Column("day", String(10), nullable=False),
    Column("category", String(16), nullable=False),
    Column("matter", String(32)),
    Column("starts_at", String(32), nullable=False),
    Column("booked_at", String(32), nullable=False),
    Column("state", String(16), nullable=False),
    Column("settled_at", String(32)),
    Column("visit", String(64)),
)
Index("ix_appointments_id", appointments.c.id)
Index("ix_appointments_starts_at", appointments.c.starts_at)

receipts = Table(
    "receipts",
    metadata,
    Column("receipt", String(64), primary_key=True),
    Column("ready", Boolean, nullable=False),
    Column("told_at", String(32), nullable=False),
    Column("told_by", String(128), nullable=False),
    Column("handed_out", Boolean, nullable=False, server_default=false()),
    Column("plain", String(64), nullable=False, server_default=""),
)
Index("ix_receipts_plain", receipts.c.plain)

catalogue_draft = Table(
    "catalogue_draft",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("revision", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("changed_at", String(32), nullable=False),
    Column("changed_by", String(128), nullable=False),
)

bulletins = Table(
    "bulletins",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("first", String(10), nullable=False),
    Column("made_at", String(32), nullable=False),
    Column("document", LargeBinary, nullable=False),
    Column("document_hash", String(64), nullable=False),
    Column("xlsx", LargeBinary, nullable=False),
    Column("xlsx_hash", String(64), nullable=False),
    Column("pdf", LargeBinary),
    Column("pdf_hash", String(64)),
)

window_shifts = Table(
    "window_shifts",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("day", String(10), nullable=False),
    Column("window", Integer, nullable=False),
    Column("status", String(16), nullable=False),
    Column("clerk", String(64)),
    Column("reason", Text),
    Column("at", String(32), nullable=False),
)
Index("ix_window_shifts", window_shifts.c.day, window_shifts.c.window)

plan_entries = Table(
    "plan_entries",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("window", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    Column("categories", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("reason", Text, nullable=False),
    Column("by", String(128), nullable=False),
)

forecasts = Table(
    "forecasts",
    metadata,
    Column("visit", String(64), primary_key=True),
    Column("day", String(10), nullable=False),
    Column("category", String(16), nullable=False),
    Column("visit_class", String(16), nullable=False),
    Column("made_at", String(32), nullable=False),
    Column("method", String(32), nullable=False),
    Column("low_s", Float, nullable=False),
    Column("middle_s", Float, nullable=False),
    Column("high_s", Float, nullable=False),
    Column("naive_s", Float, nullable=False),
    Column("came_s", Float),
    Column("seen_after_s", Float, nullable=False, server_default="0"),
    Column("run_log", Float, nullable=False),
    Column("features", LargeBinary, nullable=False),
)
Index("ix_forecasts_day", forecasts.c.day, forecasts.c.category)

learnt = Table(
    "learnt",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("at", String(32), nullable=False),
    Column("visits", Integer, nullable=False),
    Column("document", LargeBinary, nullable=False),
)
