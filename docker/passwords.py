"""Writes the file that Airflow's simple auth manager reads its users' passwords from, mode 600.

Airflow opens it for writing too and makes up a password for each user that it does not find there, hence a file of
its own in the container instead of one that is mounted.
"""

import json
import os
import sys
from pathlib import Path

FILE = "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE"
PASSWORDS = {"admin": "MEDIAWATCH_ADMIN_PASSWORD", "viewer": "MEDIAWATCH_VIEWER_PASSWORD"}  # user -> variable


def main() -> int:
    if missing := [name for name in (FILE, *PASSWORDS.values()) if not os.environ.get(name)]:
        sys.stderr.write(f"error: {', '.join(missing)} must be set\n")
        return 2
    path = Path(os.environ[FILE])
    path.unlink(missing_ok=True)  # that of this container's last start, maybe with an older password
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump({user: os.environ[variable] for user, variable in PASSWORDS.items()}, file)
    return 0


if __name__ == "__main__":
    sys.exit(main())
