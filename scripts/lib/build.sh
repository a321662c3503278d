# Sourced by the scripts: builds the daemon and the client, and says how to start what was built.

# Builds when a source is newer than what the last build began from.
build_daemon() { # home
    local home=$1 jar stamp
    jar=$home/xapi-server/target/quick/xapi-server.jar
    stamp=$home/xapi-server/target/quick/built
    if [ -s "$jar" ] && [ -e "$stamp" ] && [ -z "$(newer_source "$home" "$stamp")" ]; then
        return 0
    fi
    echo "building" >&2
    mkdir -p "$home/xapi-server/target/quick"
    touch "$stamp.begun" # what is edited while we build is newer than this
    # whatever it is told, Maven ends with the code that switches colours off, and without an end of the line
    (cd "$home" && set -o pipefail && mvn -q -B -Dstyle.color=never -Pquick -pl xapi-server,xe -am package </dev/null 2>&1 |
        sed 's/\x1b\[[0-9;]*m//g' >&2) || fail "the build failed"
    mv "$stamp.begun" "$stamp"
    rm -f "$home"/xapi-server/target/quick/classes-*.jsa
}

newer_source() { # home stamp
    local home=$1 stamp=$2 module
    for module in "$home" "$home"/*/; do
        [ -e "$module/pom.xml" ] || continue
        [ ! "$module/pom.xml" -nt "$stamp" ] || { echo "$module/pom.xml"; return; }
        [ -d "$module/src/main" ] || continue
        find "$module/src/main" -newer "$stamp" -print -quit
    done
}

# Sets the array "daemon" to the command that starts what was built.
daemon_command() { # home
    local home=$1 archive
    archive=$(class_archive "$home")
    daemon=("$(java_command)" "${daemon_flags[@]}")
    [ ! -s "$archive" ] || daemon+=("-XX:SharedArchiveFile=$archive")
    daemon+=(-jar "$home/xapi-server/target/quick/xapi-server.jar")
}

# Small heaps and few threads: a daemon that idles most of the time on a machine that belongs to its guests.
daemon_flags=(-Xms64m -Xmx512m -Xss512k -XX:+UseSerialGC -XX:MaxMetaspaceSize=192m -Xshare:auto -Xlog:cds=off -Xlog:cds+dynamic=off)

class_archive() { # home
    local version
    version=$("$(java_command)" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.vm.version = //p' | tr -c 'A-Za-z0-9.\n' _)
    echo "$1/xapi-server/target/quick/classes-$version.jsa"
}

# Keeps the daemon's classes in the form in which the virtual machine has them in memory, so that it starts faster.
archive_classes() { # home
    local home=$1 archive trial
    archive=$(class_archive "$home")
    [ ! -s "$archive" ] || return 0
    trial=$(mktemp -d)
    "$(java_command)" "${daemon_flags[@]}" "-XX:ArchiveClassesAtExit=$archive.new" \
        -jar "$home/xapi-server/target/quick/xapi-server.jar" --hypervisor simulator --state-dir "$trial/state" \
        --http-port 0 --https-port 0 --ready-file "$trial/ready" >"$trial/log" 2>&1 &
    local pid=$! tries=0
    while [ ! -s "$trial/ready" ] && kill -0 "$pid" 2>/dev/null && [ "$tries" -lt 600 ]; do
        sleep 0.05
        tries=$((tries + 1))
    done
    kill "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
    [ ! -s "$archive.new" ] || mv "$archive.new" "$archive"
    rm -rf "$trial"
}
