# Sourced by scripts/xen-lab: runs in a control domain the tests that need a Xen host. Those of the bridge have the tag
# "xen", or "xen-pair" if they need two hosts; whole-system tests with the tag "guests" run real daemons with whatever runs
# guests, and so with Xen there.

# Where the tests lie in the control domain, and where systemd reads what else the daemon's service is told.
there=/root/xen-tests
quicker=/etc/systemd/system/xapid.service.d

# Compiles the tests, and puts them into one folder with all they need, the daemon's package too.
gather_tests() { # folder
    local target=$1 module=$home/hypervisor-bridge system=$home/src/test junit
    require_tools yes jdk mvn node
    rm -rf "$target"
    mkdir -p "$target/lib"
    junit=$(sed -n 's/.*<junit.version>5\.\(.*\)<.*/\1/p' "$home/pom.xml")
    "$home/scripts/package" --output "$target" >&2 || fail "the package cannot be made"
    (cd "$home" && mvn -B -ntp $only_warnings -Dstyle.color=never -Djacoco.skip -pl hypervisor-bridge,src/test -am test-compile \
        </dev/null >&2) || fail "the tests do not compile"
    (cd "$home" && mvn -B -ntp $only_warnings -Dstyle.color=never -pl hypervisor-bridge dependency:copy-dependencies \
        "-DoutputDirectory=$target/lib" -DincludeScope=test </dev/null >&2) || fail "cannot get what the tests stand on"
    (cd "$home" && mvn -B -ntp $only_warnings -Dstyle.color=never -N dependency:copy \
        "-Dartifact=org.junit.platform:junit-platform-console-standalone:1.$junit" "-DoutputDirectory=$target" </dev/null >&2) ||
        fail "cannot get the runner of tests"
    rm -f "$target"/lib/junit-* "$target"/lib/opentest4j-* "$target"/lib/apiguardian-* # the runner brings them
    mv "$target"/junit-platform-console-standalone-*.jar "$target/runner.jar"
    mv "$target"/xapid_*.deb "$target/xapid.deb"
    cp -r "$module/target/test-classes" "$target/bridge"
    cp -r "$system/target/test-classes" "$target/system"
    cp -r "$system/target/sdks" "$target/sdks"
    (cd "$system/clients/node" && npm ci --no-audit --no-fund --silent </dev/null >&2) || fail "cannot get clients from npm"
    cp -r "$system/clients" "$target/clients"
}

# Brings the tests to the control domain, with the package installed there and its daemon out of the way.
bring_tests() { # host, folder
    tar -C "$2" -c . | within "$1" "rm -rf $there && mkdir $there && tar -C $there -x" || return 1
    # keeping classes, and compiling well what only starts, would each take minutes there
    within "$1" "export DEBIAN_FRONTEND=noninteractive XAPID_KEEP_CLASSES=no
        mkdir -p $quicker && printf '[Service]\nEnvironment=XAPID_JAVA_OPTIONS=-XX:TieredStopAtLevel=1\n' >$quicker/lab.conf
        dpkg -i $there/xapid.deb >$there/install.log 2>&1 || { cat $there/install.log >&2; exit 1; }
        systemctl stop xapid
        mkdir -p ~/.cache/xapid/guest && cp /var/lib/xapid-lab/guest/* ~/.cache/xapid/guest/
        sha256sum /var/lib/xapid-lab/guest/* >~/.cache/xapid/guest/recipe" </dev/null
}

# Writes the program that runs them there: detached from us, so that they outlive a connection that breaks.
write_runner() { # folder, class with its arguments
    cat >"$1/run" <<TEXT
cd $there
rm -f status
path=\$(echo runner.jar bridge system /usr/share/xapid/xapi-server.jar /usr/share/xapid/lib/*.jar lib/*.jar | tr ' ' :)
java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dxapid.hypervisor=xen -Dxapid.clients=$there/clients \\
    -Dxapid.sdks=$there/sdks -Dxapid.root=$there -cp "\$path" $2
echo \$? >status.new
mv status.new status
TEXT
}

# Runs them and follows what they say, until they have ended.
follow_tests() {
    local seen=0 status='' more=$lab/said$number end=$((SECONDS + 4 * 3600))
    within "$number" "setsid sh $there/run >$there/said 2>&1 </dev/null &" </dev/null || return 1
    while [ -z "$status" ]; do
        sleep 3
        process_of "$number" >/dev/null || fail "host $number has ended: scripts/xen-lab log"
        [ "$SECONDS" -lt "$end" ] || fail "the tests do not end"
        status=$(within "$number" "cat $there/status 2>/dev/null; true" </dev/null) || status=''
        within "$number" "tail -c +$((seen + 1)) $there/said" </dev/null >"$more" || continue
        cat "$more"
        seen=$((seen + $(stat -c %s "$more")))
    done
    rm -f "$more"
    if [ "$status" -gt 128 ] && [ "$status" -lt 193 ]; then
        echo "the tests were ended by signal $((status - 128))"
        within "$number" "head -n 60 $there/hs_err_*.log 2>/dev/null; dmesg | tail -n 5" </dev/null
    elif [ "$status" != 0 ]; then
        echo "the runner of the tests ended with $status"
    fi
    return "$status"
}

run_xen_tests() { # --two for tests that need two hosts, names of test classes; none: all
    local folder=$lab/tests$number status=0 name selected='' tags='--include-tag=xen --include-tag=guests' hosts=1
    if [ "${1-}" = --two ]; then
        tags=--include-tag=xen-pair
        hosts=2
        shift
    fi
    process_of "$number" >/dev/null || bring_up 1
    [ "$hosts" = 1 ] || process_of 2 >/dev/null || bring_up 2
    for name in "$@"; do
        case "$name" in *[!A-Za-z0-9]*) fail "$name is no class's name" ;; esac
        selected+=" --include-classname='.*[.]$name'"
    done
    gather_tests "$folder"
    bring_tests "$number" "$folder" || fail "the tests cannot be brought to host $number"
    [ "$hosts" = 1 ] || bring_tests 2 "$folder" || fail "the tests cannot be brought to host 2"
    write_runner "$folder" "org.junit.platform.console.ConsoleLauncher execute --disable-banner --disable-ansi-colors \
        --details=testfeed --scan-class-path=bridge:system --reports-dir=reports $tags ${selected:---include-classname='.*Test'}"
    transfer "$number" "$folder/run" "root@127.0.0.1:$there/run"
    follow_tests || status=$?
    rm -rf "$folder/reports"
    transfer "$number" "root@127.0.0.1:$there/reports" "$folder/reports" || true
    echo "reports: $folder/reports" >&2
    return "$status"
}

# Times the bridge beside xl, and says how much memory the daemon of the package takes there.
compare_with_xl() { # rounds
    local folder=$lab/tests$number
    case "$1" in '' | *[!0-9]*) fail "how many rounds, not $1" ;; esac
    process_of "$number" >/dev/null || bring_up 1
    gather_tests "$folder"
    bring_tests "$number" "$folder" || fail "the comparison cannot be brought to host $number"
    write_runner "$folder" "io.xapid.hypervisor.xen.XlComparison $1"
    transfer "$number" "$folder/run" "root@127.0.0.1:$there/run"
    follow_tests || return 1
    within "$number" "rm -rf $quicker; systemctl daemon-reload" </dev/null # memory as on any host
    within "$number" 'systemctl start xapid; for i in $(seq 100); do [ -e /run/xapid/ready ] && break; sleep 3; done
        sleep 20; grep VmRSS "/proc/$(systemctl show -p MainPID --value xapid)/status"; systemctl stop xapid' </dev/null
}
