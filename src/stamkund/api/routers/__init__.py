"""One file per subject: find, check, act, answer."""
