#!/bin/sh
# Makes the file-system images of the lab vCenter's disks, and packs them into
# src/main/resources/io/sendense/engine/lab/content/*.slpi.
#
# Needs Linux with FUSE and root (for mounting NTFS), e2fsprogs, dosfstools, mtools, ntfs-3g, a
# JDK 25, and a compiled engine: mvn -pl engine test-compile. About 1 GiB of space in $TMPDIR.
#
#   sudo engine/src/lab-images/build.sh [NAME...]      all images, or the named ones
#
# The bulky files come from <name>.files beside the packed images: ImagePacker fills them with
# generated units, and recognises these units in the finished image. The small ones are written
# here. Guests rewrite the content of files in folders called "live", and nothing else.
set -eu
engine=$(cd "$(dirname "$0")/../.." && pwd)
out=$engine/src/main/resources/io/sendense/engine/lab/content
work=$(mktemp -d)
trap 'umount "$work/mnt" 2>/dev/null || true; rm -rf "$work"' EXIT
export E2FSPROGS_FAKE_TIME=1795305600 SOURCE_DATE_EPOCH=1795305600 MTOOLS_SKIP_CHECK=1

packer() {
    "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$engine/target/classes:$engine/target/test-classes" \
        io.sendense.engine.lab.content.ImagePacker "$@"
}

# tree NAME: the generated files in $work/tree, alone
tree() {
    rm -rf "$work/tree" "$work/image"
    mkdir "$work/tree"
    packer fill "$out/$1.files" "$work/tree"
}

# done_with NAME: packs $work/image
done_with() {
    packer pack "$out/$1.files" "$work/image" "$out/$1.slpi"
    ls -l "$out/$1.slpi"
}

# linux_files: what every Linux root has besides the generated files
linux_files() {
    mkdir -p "$work/tree/etc" "$work/tree/home/ana/Überraschung" "$work/tree/usr/share/words"
    printf 'root:x:0:0:root:/root:/bin/bash\nana:x:1000:1000:Ana:/home/ana:/bin/bash\n' \
        >"$work/tree/etc/passwd"
    printf '127.0.0.1 localhost\n10.1.0.4 %s\n' "$1" >"$work/tree/etc/hosts"
    printf '%s\n' "$1" >"$work/tree/etc/hostname"
    printf 'Guten Tag\n' >"$work/tree/home/ana/Überraschung/für dich.txt"
    printf 'こんにちは\n' >"$work/tree/home/ana/挨拶.txt"
    ln -s ../../etc/hosts "$work/tree/home/ana/hosts"
    ln "$work/tree/etc/hostname" "$work/tree/home/ana/same-as-hostname"
    : >"$work/tree/home/ana/empty"
    truncate -s 5G "$work/tree/home/ana/sparse.img"
    printf 'end\n' >>"$work/tree/home/ana/sparse.img"
    i=0
    while [ $i -lt 400 ]; do
        printf 'word %d\n' $i >"$work/tree/usr/share/words/word-$i"
        i=$((i + 1))
    done
}

# ext4 SIZE UUID INODES: an ext4 of $work/tree in $work/image
ext4() {
    find "$work/tree" -exec touch -h -d @$SOURCE_DATE_EPOCH {} +
    truncate -s "$1" "$work/image"
    mke2fs -q -t ext4 -F -b 4096 -N "$3" -J size=16 -m 1 -U "$2" -E "hash_seed=$2,root_owner=0:0" \
        -O '^resize_inode,^orphan_file' -d "$work/tree" "$work/image"
}

# apart FROM-GIB...: moves the files of $work/apart/1, 2... into /srv/archive, each group of them
# behind that many GiB of blocks that are taken while they are written
apart() {
    group=0
    for gib in "$@"; do
        group=$((group + 1))
        {
            printf 'write /dev/null filler\nfallocate filler 0 %d\ncd /srv/archive\n' \
                $((gib * 262144))
            for file in "$work/apart/$group"/*; do
                printf 'write %s %s\n' "$file" "${file##*/}"
            done
            printf 'cd /\nrm filler\n'
        } | debugfs -w -f - "$work/image" >/dev/null
    done
}

build_efi() {
    tree efi
    truncate -s 260M "$work/image"
    mkfs.vfat --invariant -F 32 -s 8 -h 2048 -n EFI "$work/image" >/dev/null
    # shellcheck disable=SC2016 # these are for grub
    printf 'search.fs_uuid 5a3c root\nset prefix=($root)/boot/grub\n' >"$work/grub.cfg"
    mcopy -i "$work/image" -s "$work/tree/EFI" ::
    mcopy -i "$work/image" "$work/grub.cfg" ::EFI/debian/grub.cfg
    done_with efi
}

build_system() {
    tree system
    linux_files pgtest1
    mkdir -p "$work/apart/1" "$work/apart/2" "$work/apart/3"
    archive=$work/tree/srv/archive
    mv "$archive"/000[6-9]* "$archive"/0010* "$work/apart/1"
    mv "$archive"/001[1-5]* "$work/apart/2"
    mv "$archive"/001[6-9]* "$archive"/0020* "$work/apart/3"
    ext4 48G 6d1a9e0e-3b3f-4c59-9c43-5d2f0a5f1c01 16384
    apart 11 26 44
    rm -r "$work/apart"
    e2fsck -f -n "$work/image"
    done_with system
}

build_database() {
    tree database
    printf '15\n' >"$work/tree/PG_VERSION"
    ext4 4G 6d1a9e0e-3b3f-4c59-9c43-5d2f0a5f1c02 4096
    e2fsck -f -n "$work/image"
    done_with database
}

build_linux() {
    tree linux
    linux_files web
    ext4 4G 6d1a9e0e-3b3f-4c59-9c43-5d2f0a5f1c03 4096
    e2fsck -f -n "$work/image"
    done_with linux
}

# ntfs NAME SIZE FIRST-SECTOR LABEL
ntfs() {
    tree "$1"
    printf 'Nur zum Lesen.\r\n' >"$work/tree/Lies mich.txt"
    truncate -s "$2" "$work/image"
    mkntfs -q -F -Q -c 4096 -p "$3" -H 255 -S 63 -L "$4" "$work/image"
    mkdir -p "$work/mnt"
    ntfs-3g "$work/image" "$work/mnt"
    cp -r "$work/tree"/* "$work/mnt"
    umount "$work/mnt"
    done_with "$1"
}

build_exchange() {
    ntfs exchange 40G 104857600 exchange
}

build_windows() {
    ntfs windows 8G 2097152 windows
}

build_appliance() {
    tree appliance
    truncate -s 128M "$work/image"
    mkfs.vfat --invariant -F 16 -s 8 -h 2048 -n SETTINGS "$work/image" >/dev/null
    printf 'ADDRESS=10.1.0.9\r\n' >"$work/network.cfg"
    mcopy -i "$work/image" -s "$work/tree"/* ::
    mcopy -i "$work/image" "$work/network.cfg" ::NETWORK.CFG
    done_with appliance
}

[ $# -gt 0 ] || set -- efi system exchange database linux windows appliance
for name in "$@"; do
    "build_$name"
done
