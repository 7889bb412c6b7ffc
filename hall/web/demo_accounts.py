"""The accounts of a demo; nothing else ever makes an account with a password that is known."""

from typing import Final

from hall.catalogue.site import Site
from hall.web.accounts import Accounts
from hall.web.permissions import Role

DEMO_PASSWORD: Final = "demo-hall-2026"  # noqa: S105 - shown on the demo's sign-in page
DESKS: Final = (
    ("manager", "大厅主任", Role.MANAGER),
    ("desk", "服务台", Role.SERVICE_DESK),
    ("admin", "系统管理员", Role.ADMINISTRATOR),
)


async def seed_demo_accounts(accounts: Accounts, site: Site) -> None:
    """Make a clerk for each window and one of each desk, once; all have the demo's password."""
    if await accounts.users():
        return
    password = await accounts.hash_password(DEMO_PASSWORD)
    for no in site.windows:
        await accounts.add_user_hashed(
            f"clerk{no:02d}", password, (Role.CLERK,), f"{no:02d}号窗口员"
        )
    for name, shown_as, role in DESKS:
        await accounts.add_user_hashed(name, password, (role,), shown_as)
