#!/usr/bin/env bash
# Prepares this checkout: `setup.sh demo` for `make demo`, `setup.sh test` for `make test`.
#
# Makes .venv, installs the hash-pinned requirements and the project itself, and then the Debian
# packages that are missing and needed. Says what it installs; says nothing when all is there.
# Without root or apt, what needs a Debian package is left out, and one line says so.
set -euo pipefail
cd "$(dirname "$0")"

purpose=${1:-demo}
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_ROOT_USER_ACTION=ignore
export DEBIAN_FRONTEND=noninteractive

say() { printf 'setup: %s\n' "$*"; }
give_up() {
    printf 'setup: %s\n' "$*" >&2
    exit 1
}

# --- Debian packages ---------------------------------------------------------------------------

can_apt() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

apt_install() {
    say "installing Debian packages: $*"
    apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1 && return
    apt-get update -qq >/dev/null 2>&1 || true
    apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# Installs the packages named after `--`, or says in one line what is left out without them.
need() {
    local left_out=$1
    shift
    if can_apt && apt_install "$@"; then return; fi
    say "left out: $left_out (needs the Debian packages: $*)"
    complete=no
}

# --- the virtual environment ---------------------------------------------------------------------

find_python() {
    local each
    for each in ${PYTHON:-} python3.11 python3 python3.12 python3.13; do
        if "$each" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s' "$each"
            return
        fi
    done
}

make_venv() {
    [ -x .venv/bin/pip ] && return
    local python
    python=$(find_python)
    if [ -z "$python" ] && can_apt; then
        apt_install python3 python3-venv && python=$(find_python)
    fi
    [ -n "$python" ] || give_up "Python 3.11 or later is missing"
    if ! "$python" -c 'import ensurepip; ensurepip.version()' 2>/dev/null && can_apt; then
        apt_install python3-venv || true
    fi
    say "making .venv with $("$python" --version)"
    if "$python" -c 'import ensurepip; ensurepip.version()' 2>/dev/null; then
        "$python" -m venv .venv
    elif "$python" -m pip --version >/dev/null 2>&1; then
        "$python" -m venv --without-pip .venv
        "$python" -m pip --python .venv/bin/python install -qq pip
    else
        give_up "$python cannot make virtual environments: install the package python3-venv"
    fi
}

install_requirements() {
    local lists=(requirements.txt)
    [ "$purpose" = test ] && lists+=(requirements-dev.txt)
    local wanted stamp=.venv/installed-for-$purpose
    wanted=$(cat pyproject.toml "${lists[@]}" | sha256sum)
    [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && return
    make_venv
    say "installing the pinned Python packages into .venv (minutes the first time)"
    .venv/bin/pip install -qq --require-hashes "${lists[@]/#/--requirement=}"
    .venv/bin/pip install -qq --no-build-isolation --no-deps --no-index --editable .
    .venv/bin/python -m compileall -q hall devices kiosk display simulators
    say "compiling the forecast's engine (half a minute)"
    .venv/bin/hall forecast prepare \
        || say "left out: the compiled forecast; the hall tries again at its start"
    printf '%s\n' "$wanted" >"$stamp"
}

# --- what the screens and the tests need of Debian -----------------------------------------------

has_chinese_font() { command -v fc-list >/dev/null && [ -n "$(fc-list 'Noto Sans CJK SC' family)" ]; }

qt_lacks_libraries() {
    local qt
    qt=$(echo .venv/lib/python3.*/site-packages/PySide6)
    ldd "$qt"/QtQuick.abi3.so "$qt"/Qt/plugins/platforms/libqxcb.so 2>/dev/null | grep -q 'not found'
}

complete_screens() {
    has_chinese_font || need "Chinese characters on the screens" fontconfig fonts-noto-cjk
    if qt_lacks_libraries; then
        need "the kiosk and the board as windows" libdbus-1-3 libegl1 libfontconfig1 libgl1 \
            libglib2.0-0 libgssapi-krb5-2 libx11-xcb1 libxcb-cursor0 libxcb-icccm4 libxcb-image0 \
            libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-render0 libxcb-shape0 \
            libxcb-shm0 libxcb-sync1 libxcb-xfixes0 libxcb-xkb1 libxkbcommon-x11-0 libxkbcommon0
    fi
}

complete_voice() {
    command -v espeak-ng >/dev/null || need "the voice of the board" espeak-ng
    command -v pw-play paplay aplay >/dev/null || need "the sound of the board" alsa-utils
}

complete_tests() {
    command -v chromium >/dev/null || need "tests of the web pages" chromium
    command -v Xvfb >/dev/null || need "tests of the screens without a window manager" xvfb
    PATH=$PATH:/usr/sbin command -v mosquitto >/dev/null || need "tests against Mosquitto" mosquitto
    command -v strace >/dev/null || need "tests of disks that fail" strace
    compgen -G '/usr/lib/*/faketime/libfaketimeMT.so.1' >/dev/null ||
        need "tests of clocks that are set wrong" libfaketime
    compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null ||
        need "tests of the store on PostgreSQL" postgresql
}

install_packages() {
    local stamp=.venv/packages-for-$purpose$1
    [ -e "$stamp" ] && return
    complete=yes
    complete_screens
    if [ "$purpose" = test ]; then complete_tests; else complete_voice; fi
    if [ "$complete" = yes ]; then touch "$stamp"; fi
}

install_requirements
case "$purpose ${DISPLAY:-} ${ARGS:-}" in
    test*) install_packages "" ;;
    "demo  "*--screens*) install_packages -with-screens ;;
    "demo  "*) ;; # no display: the screens stay closed
    *) install_packages -with-screens ;;
esac
