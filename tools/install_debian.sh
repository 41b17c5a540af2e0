#!/usr/bin/env bash
# Installs Debian's packages: install_debian.sh PACKAGE…, as root or with sudo; who is neither is told the command.
set -euo pipefail
command=(apt-get -qq -o DPkg::Lock::Timeout=300)
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}
if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
  echo "You are not root and there is no sudo here. Let somebody who is root run this once, then try again:" >&2
  echo "  apt-get update && apt-get install --no-install-recommends $*" >&2
  exit 1
fi
as_root "${command[@]}" update
as_root env DEBIAN_FRONTEND=noninteractive "${command[@]}" install -y --no-install-recommends "$@" >/dev/null
