# Sourced by scripts/xen-lab: makes the disk that lab hosts start from. It needs root, and Debian's packages.

# The name of that Debian.
suite_of() { # 12 or 13
    case "$1" in 12) echo bookworm ;; *) echo trixie ;; esac
}

# Where that Debian comes from, as one file: from where this machine's own does, whichever of the two that is.
debian_sources() { # file to write, 12 or 13
    local file suite
    suite=$(suite_of "$2")
    : >"$1"
    for file in /etc/apt/sources.list.d/*.sources; do
        [ -f "$file" ] || continue
        ! grep -qE '^Suites:.*(bookworm|trixie)' "$file" || { cat "$file" && echo; } >>"$1"
    done
    for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
        [ -f "$file" ] || continue
        grep -E '^deb(\s+\[[^]]*\])?\s+\S+\s+(bookworm|trixie)' "$file" >>"$1" || true
    done
    [ -s "$1" ] || fail "this machine has no sources of Debian 12 or 13, of which lab hosts are made"
    sed -i "s/bookworm/$suite/g; s/trixie/$suite/g" "$1"
}

build_image() { # folder for the image, folder with the recipe, 12 or 13
    local image=$1 parts=$2 debian=$3 recipe work tree
    recipe=$(echo "$debian" | cat - "${BASH_SOURCE[0]}" "$parts"/* | sha256sum | cut -d' ' -f1)
    if [ "$(cat "$image/recipe" 2>/dev/null)" = "$recipe" ]; then
        return 0
    fi
    as_root || fail "the image of a lab host can only be made by root"
    require_tools yes qemu mmdebstrap e2fsprogs openssh-client cpio
    mkdir -p "${image%/*}"
    exec 8>"$image.lock"
    flock -w 1800 8 || fail "another run has been making the image for half an hour"
    if [ "$(cat "$image/recipe" 2>/dev/null)" = "$recipe" ]; then # made by the run we waited for
        exec 8>&-
        return 0
    fi
    ! any_host_up || fail "the recipe has changed and lab hosts run on the old image: scripts/xen-lab down"
    work=$(mktemp -d "$image.XXXXXX")
    if ! make_image "$work" "$parts" "$debian"; then
        tail -n 20 "$work/log" >&2
        rm -rf "$work"
        fail "the image could not be made"
    fi
    echo "$recipe" >"$work/recipe"
    rm -rf "$image" "${image%/*}"/host* # hosts' disks stand on the old image
    mv "$work" "$image"
    exec 8>&-
}

make_image() { # work folder, folder with the recipe, 12 or 13
    local work=$1 parts=$2 debian=$3 tree=$1/tree kernel log=$1/log
    echo "making the image of a lab host (some minutes)" >&2
    debian_sources "$work/sources" "$debian"
    ssh-keygen -q -t ed25519 -N '' -C xapid-lab -f "$work/key" || return 1
    mmdebstrap --mode=root --variant=minbase --format=directory \
        --aptopt='Acquire::Languages "none"' --aptopt='Acquire::Check-Valid-Until "false"' \
        --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
        --dpkgopt='path-exclude=/usr/share/locale/*' --essential-hook='mkdir -p "$1/usr/share/man/man1"' \
        --include="$(cat "$parts/packages" "$parts/packages.$debian" | tr '\n ' ',,')" "$(suite_of "$debian")" "$tree" "$work/sources" >"$log" 2>&1 || return 1
    "$parts/configure" "$tree" "$work/key" "$parts" >>"$log" 2>&1 || return 1
    "$parts/guest" "$tree" "$parts" >>"$log" 2>&1 || return 1
    kernel=$(ls "$tree/lib/modules" | sort -V | tail -n 1)
    cp "$tree/boot/vmlinuz-$kernel" "$work/vmlinuz" || return 1
    cp "$tree/boot/initrd.img-$kernel" "$work/initrd" || return 1
    gunzip -c "$tree"/boot/xen-4.*-amd64.gz >"$work/xen" || return 1
    truncate -s 12G "$work/root.raw"
    mke2fs -q -t ext4 -O ^metadata_csum -E lazy_itable_init=1,lazy_journal_init=1 -d "$tree" "$work/root.raw" \
        >>"$log" 2>&1 || return 1
    qemu-img convert -O qcow2 "$work/root.raw" "$work/root.qcow2" >>"$log" 2>&1 || return 1
    rm -rf "$work/root.raw" "$tree" "$work/sources"
}
