#!/usr/bin/env bash
# Makes the small volumes that the fuzz targets of file systems damage, with Debian's dosfstools, mtools, e2fsprogs, ntfs-3g and sleuthkit. The
# committed ones were made so; ids and times differ from run to run. No such program writes files into exFAT: exfat.gz comes from the
# writer among the tests of tsk-vhd-module (ExFatVolume), with two folders, ten files, one of them in pieces, and one deleted.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export MTOOLS_SKIP_CHECK=1
mkdir -p "$work/tree/folder/a folder with a long name"
for i in 1 2 3 4 5 6 7 8 9; do
  printf 'line %s of a text\n' "$i" "$i" "$i" >"$work/tree/folder/a file with a long name $i.txt"
done
seq 1 900 >"$work/tree/numbers.txt"
printf 'gone\n' >"$work/tree/gone.txt"
ln -s folder "$work/tree/link" || :

fat() { # name, size, bits
  truncate -s "$2" "$work/$1"
  mkfs.fat -F "$3" -s 1 -n FUZZ "$work/$1" >/dev/null
  mcopy -s -i "$work/$1" "$work/tree/folder" "$work/tree/numbers.txt" "$work/tree/gone.txt" ::
  mdel -i "$work/$1" ::gone.txt
}
fat fat12 512K 12
fat fat16 2200K 16

for kind in ext2 ext4; do
  truncate -s 2M "$work/$kind"
  mke2fs -q -t "$kind" -b 1024 -N 64 -d "$work/tree" "$work/$kind"
  debugfs -w -R 'rm gone.txt' "$work/$kind" 2>/dev/null
done
# A journal with changes that were not written to their places: block 1 as it is, and an inode table of zeros, revoked after it.
cp "$work/ext4" "$work/ext4-journal"
dd if="$work/ext4" of="$work/block" bs=1024 count=1 skip=1 status=none
printf 'jo\njw -b 1 %s/block\njw -b 60-61 /dev/zero\njw -r 61\njc\n' "$work" >"$work/commands"
debugfs -w -f "$work/commands" "$work/ext4-journal" >/dev/null 2>&1

truncate -s 2M "$work/ntfs"
mkntfs -F -q -Q -s 512 -c 512 -p 0 -H 0 -S 0 -L FUZZ "$work/ntfs" >/dev/null
for i in 1 2 3 4 5 6; do
  ntfscp -q -f "$work/ntfs" "$work/tree/numbers.txt" "numbers $i.txt"
done
ntfscp -q -f -N stream "$work/ntfs" "$work/tree/gone.txt" "numbers 1.txt"
# The table of capital letters does not compress, and readers need it for nothing but to compare names.
first=$(istat "$work/ntfs" 10 | awk 'NF && $1 ~ /^[0-9]+$/ { print $1; exit }')
dd if=/dev/zero of="$work/ntfs" bs=512 seek="$first" count=256 conv=notrunc status=none
for file in fat12 fat16 ext2 ext4 ext4-journal ntfs; do
  gzip -9 -n -c "$work/$file" >"$file.gz"
done
