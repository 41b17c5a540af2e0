"""The command that serves is replaced by the supervisor; what it said stays said."""

import subprocess
import sys

PROGRAM = """
import os
from stamkund.cli.serve import serve
os.execv = lambda path, arguments: os._exit(0)
print("Sign in as asa@sala.example")
serve()
"""


def test_what_was_said_before_serving_reaches_a_pipe() -> None:
    told = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)

    assert told.stdout == "Sign in as asa@sala.example\n"
