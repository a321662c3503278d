# Sourced by the scripts: what they need of the machine, and how to get it. Debian and Ubuntu through apt when root.

fail() {
    echo "${0##*/}: $*" >&2
    exit 1
}

# For Maven: says what is wrong, warnings of the compiler included, which end a build here; "-q" would hide them.
only_warnings=-Dorg.slf4j.simpleLogger.defaultLogLevel=warn

as_root() {
    [ "$(id -u)" = 0 ]
}

# The feature version of the Java that would be used, such as 17; nothing when there is none with a compiler.
java_version() {
    local java=${JAVA_HOME:+$JAVA_HOME/bin/}java javac=${JAVA_HOME:+$JAVA_HOME/bin/}javac
    command -v "$java" >/dev/null && command -v "$javac" >/dev/null || return 0
    "$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1
}

# Prints the Debian packages that are missing for the tools named: jdk mvn qemu python node npm iproute git sdk-clients.
missing_packages() {
    local tool version
    for tool in "$@"; do
        case "$tool" in
            jdk)
                version=$(java_version)
                [ -n "$version" ] && [ "$version" -ge 17 ] || echo "$(newest_jdk_package)"
                ;;
            mvn) command -v mvn >/dev/null || echo maven ;;
            qemu)
                command -v qemu-system-x86_64 >/dev/null || echo qemu-system-x86
                command -v qemu-img >/dev/null || echo qemu-utils
                ;;
            ip) command -v ip >/dev/null || echo iproute2 ;;
            python) command -v python3 >/dev/null || echo python3 ;;
            node)
                command -v node >/dev/null || echo nodejs
                command -v npm >/dev/null || echo npm
                ;;
            curl) command -v curl >/dev/null || echo curl ;;
            *) [ "$(dpkg-query -W -f '${Status}' "$tool" 2>/dev/null)" = "install ok installed" ] || echo "$tool" ;;
        esac
    done
}

# Debian 12 has 17; later releases have dropped it.
newest_jdk_package() {
    local package
    for package in openjdk-17-jdk-headless openjdk-21-jdk-headless openjdk-25-jdk-headless; do
        if apt-cache show "$package" >/dev/null 2>&1; then
            echo "$package"
            return
        fi
    done
    echo default-jdk-headless
}

# Installs what is missing of the tools named, or says exactly what to install. First argument: yes or no, may install.
require_tools() {
    local may_install=$1 missing
    shift
    missing=$(missing_packages "$@" | tr '\n' ' ')
    missing=${missing% }
    [ -n "$missing" ] || return 0
    if [ "$may_install" = yes ] && as_root && command -v apt-get >/dev/null; then
        echo "installing $missing" >&2
        DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends $missing </dev/null >&2 ||
            { apt-get -q update </dev/null >&2 &&
                missing=$(missing_packages "$@" | tr '\n' ' ') && # names may be known only now
                DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends $missing </dev/null >&2; } ||
            fail "apt cannot install: $missing"
        return 0
    fi
    fail "missing packages; as root run: apt-get install --no-install-recommends $missing"
}

java_command() {
    echo "${JAVA_HOME:+$JAVA_HOME/bin/}java"
}
