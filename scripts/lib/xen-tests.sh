# Sourced by scripts/xen-lab: runs the tests that need a Xen host, those with the tag "xen", in a control domain.

# Compiles the tests, and puts them into one folder with all they need.
gather_tests() { # folder
    local target=$1 module=$home/hypervisor-bridge junit entry
    require_tools yes jdk mvn
    rm -rf "$target"
    mkdir -p "$target/lib"
    junit=$(sed -n 's/.*<junit.version>5\.\(.*\)<.*/\1/p' "$home/pom.xml")
    (cd "$home" && mvn -B -ntp $only_warnings -Dstyle.color=never -Djacoco.skip -pl hypervisor-bridge -am test-compile \
        dependency:copy-dependencies "-DoutputDirectory=$target/lib" </dev/null >&2) || fail "the tests do not compile"
    (cd "$home" && mvn -B -ntp $only_warnings -Dstyle.color=never -N dependency:copy \
        "-Dartifact=org.junit.platform:junit-platform-console-standalone:1.$junit" "-DoutputDirectory=$target" </dev/null >&2) ||
        fail "cannot get the runner of tests"
    rm -f "$target"/lib/junit-* "$target"/lib/opentest4j-* "$target"/lib/apiguardian-* # the runner brings them
    mv "$target"/junit-platform-console-standalone-*.jar "$target/runner.jar"
    for entry in classes test-classes; do
        cp -r "$module/target/$entry" "$target/$entry"
    done
}

run_xen_tests() { # names of test classes; none: all
    local folder=$lab/tests status=0 name selected=()
    process_of "$number" >/dev/null || bring_up 1
    gather_tests "$folder"
    for name in "$@"; do
        case "$name" in *[!A-Za-z0-9]*) fail "$name is no class's name" ;; esac
        selected+=("--include-classname='.*[.]$name'")
    done
    tar -C "$folder" -c . | within "$number" 'rm -rf /root/xen-tests && mkdir /root/xen-tests && tar -C /root/xen-tests -x'
    within "$number" "cd /root/xen-tests && java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -jar runner.jar execute \
        --disable-banner --disable-ansi-colors --class-path 'classes:test-classes:'\$(echo lib/*.jar | tr ' ' ':') \
        --scan-class-path test-classes --include-tag xen ${selected[*]} --reports-dir reports --details=tree" </dev/null || status=$?
    rm -rf "$folder/reports"
    transfer "$number" root@127.0.0.1:/root/xen-tests/reports "$folder/reports" || true
    echo "reports: $folder/reports" >&2
    return "$status"
}
