# shellcheck shell=sh
# Sourced by the scripts beside it, never run. It goes to the project's root, so each script works
# from any directory, and defines:
#   $python          the project's own Python, in .venv
#   prepare LOCK     makes .venv hold the packages of requirements/LOCK.txt; quick when it does
#   fail MESSAGE     one line to standard error, and the end
# Standard output is left to the program that the script starts.

set -eu

script=scripts/$(basename -- "$0")
CDPATH='' cd -- "$(dirname -- "$0")/.."
python=.venv/bin/python
log=var/setup.log

fail() {
    printf '%s: %s\n' "$script" "$1" >&2
    exit 1
}

has_uv() {
    command -v uv >/dev/null 2>&1
}

# What .venv holds once LOCK is installed: this very lock, for this very Python.
state_of() {
    "$python" -V 2>/dev/null && cksum <"requirements/$1.txt"
}

is_installed() {
    [ -f ".venv/lock-$1" ] && [ "$(cat ".venv/lock-$1")" = "$(state_of "$1")" ]
}

prepare() {
    # Every package of run.txt is in dev.txt at the same version (scripts/lock sees to it), so the
    # packages for development serve to run the program, and nothing goes back and forth.
    if is_installed "$1" || is_installed dev; then
        return
    fi
    printf '%s: setting up .venv from requirements/%s.txt, about a minute the first time\n' \
        "$script" "$1" >&2
    mkdir -p var 2>/dev/null || fail "cannot write in $(pwd); make the folder writable, then run this again"
    has_pip_or_uv || make_venv
    rm -f .venv/lock-*
    install_lock "$1" >"$log" 2>&1 || explain_failed_install "$1"
    state_of "$1" >".venv/lock-$1"
}

has_pip_or_uv() {
    if has_uv; then
        "$python" -V >/dev/null 2>&1
    else
        "$python" -m pip --version >/dev/null 2>&1
    fi
}

make_venv() {
    find_python
    rm -rf .venv
    if has_uv; then
        uv venv --quiet --python "$base_python" .venv >"$log" 2>&1
    else
        "$base_python" -m venv .venv >"$log" 2>&1
    fi && return
    rm -rf .venv # half a .venv would pass for a whole one the next time
    fail "could not make .venv ($(tail -n 1 "$log")); see $log"
}

# Sets $base_python to the first Python that is new enough and can make a virtual environment.
find_python() {
    needed='venv, ensurepip'
    if has_uv; then
        needed=sys # uv makes virtual environments by itself
    fi
    lacking_venv=
    for base_python in python3 python3.13 python3.12 python3.11; do
        "$base_python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
        "$base_python" -c "import $needed" 2>/dev/null && return
        lacking_venv=$base_python
    done
    [ -z "$lacking_venv" ] ||
        fail "$lacking_venv has no venv module; install it (Debian and Ubuntu: apt install python3-venv), then run this again"
    fail "Python 3.11 or newer is missing; install it (Debian and Ubuntu: apt install python3 python3-venv), then run this again"
}

install_lock() {
    if has_uv; then
        uv pip install --python "$python" --require-hashes --requirement "requirements/$1.txt"
    else
        "$python" -m pip install --quiet --disable-pip-version-check --no-input \
            --require-hashes --requirement "requirements/$1.txt"
    fi
}

explain_failed_install() {
    if grep -q 'DO NOT MATCH THE HASHES\|Hash mismatch' "$log"; then
        fail "a downloaded package does not match its hash in requirements/$1.txt; run this again, and if it stays so, do not trust the package index in use; see $log"
    fi
    if grep -qi 'connection\|resolution\|resolve host\|timed out\|unreachable\|dns error\|proxy\|certificate' "$log"; then
        fail "no connection to the package index, so requirements/$1.txt could not be installed; check the network, proxy and certificates, then run this again; see $log"
    fi
    if grep -qi 'no space left' "$log"; then
        fail "the disk is full, so requirements/$1.txt could not be installed; make room, then run this again; see $log"
    fi
    if grep -qi 'no matching distribution\|matching platform tag' "$log"; then
        fail "a package is not published for $("$python" -V) on $(uname -sm), so requirements/$1.txt could not be installed; use another Python or machine; see $log"
    fi
    fail "could not install requirements/$1.txt ($(grep -i '^error' "$log" | tail -n 1)); see $log"
}
