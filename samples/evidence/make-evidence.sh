#!/bin/sh
# Makes base.vhd, middle.vhd and leaf.vhd beside this script, and an archive of the same three states as VHDX
# files in ../evidence-vhdx: one small disk with a FAT16 partition.
# Needs mkfs.fat, mtools, sfdisk, Java and Maven. The same tools give the same bytes.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH='' cd -- "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

PATH=$PATH:/usr/sbin:/sbin
TZ=UTC0
LC_ALL=C
MTOOLS_SKIP_CHECK=1
export PATH TZ LC_ALL MTOOLS_SKIP_CHECK

first=128        # the partition's first sector
sectors=8192     # the disk's sectors: 4 MiB
disk=$work/disk.raw
volume=$disk@@$((first * 512))

# at WHEN: from now on it is then.
at() {
    now=$1
    SOURCE_DATE_EPOCH=$(date -u -d "$now" +%s)
    export SOURCE_DATE_EPOCH
}

# put NAME: writes standard input to a file of the volume.
put() {
    cat >"$work/file"
    touch -d "$now" "$work/file"
    mcopy -i "$volume" -o -m "$work/file" "::$1"
}

# lines COUNT FORMAT: numbered lines, so that the files fill some sectors.
lines() {
    i=0
    while [ "$i" -lt "$1" ]; do
        i=$((i + 1))
        # shellcheck disable=SC2059
        printf "$2\n" "$i"
    done
}

# The base: 1 September.
at 2026-09-01T08:00:00Z
truncate -s $((sectors * 512)) "$disk"
printf 'label: dos\nlabel-id: 0x5eed0001\nstart=%s, size=%s, type=4\n' "$first" $((sectors - first)) |
    sfdisk -q "$disk"
mkfs.fat -F 16 -s 1 -r 112 -g 16/63 -h "$first" -i 5eed0001 -n EVIDENCE --invariant --offset="$first" \
    "$disk" $(((sectors - first) / 2)) >/dev/null
printf 'The office disk of Fictitious Ltd.\r\nIf found, keep it.\r\n' | put README.TXT
mmd -i "$volume" ::letters ::accounts
lines 600 'Rule %d: whoever leaves last turns off the lights.' | put handbook.txt
{
    printf 'Dear Ms Example,\n\nwe offer you 40 chairs at 55.00 each.\n\n'
    lines 90 'Condition %d: delivery within four weeks, payment on receipt.'
} | put letters/offer.txt
{
    printf 'day;account;amount\n'
    lines 300 '2026-08-%02d;4711;100.00'
} | put accounts/august.csv
printf 'Meeting on Tuesday: bring the samples.\n' | put notes.txt
cp "$disk" "$work/base.raw"

# The middle: 8 September. A rule and an offer are changed in place, a note goes, an account takes its room and more.
at 2026-09-08T08:00:00Z
{
    lines 299 'Rule %d: whoever leaves last turns off the lights.'
    printf 'Rule 300: whoever comes first turns on the lights.\n'
    lines 600 'Rule %d: whoever leaves last turns off the lights.' | tail -n 300
} | put handbook.txt
{
    printf 'Dear Ms Example,\n\nwe offer you 40 chairs at 49.50 each.\n\n'
    lines 90 'Condition %d: delivery within four weeks, payment on receipt.'
} | put letters/offer.txt
mdel -i "$volume" ::notes.txt
{
    printf 'day;account;amount\n'
    lines 600 '2026-09-%03d;4711;250.00'
} | put accounts/september.csv
cp "$disk" "$work/middle.raw"

# The leaf: 15 September. A line of an account is changed in place, a page is added, and a letter goes.
at 2026-09-15T08:00:00Z
{
    printf 'day;account;amount\n'
    lines 500 '2026-09-%03d;4711;250.00'
    printf '2026-09-501;0815;950.00\n'
    lines 600 '2026-09-%03d;4711;250.00' | tail -n 99
} | put accounts/september.csv
{
    printf '<html><head><title>Plan</title></head><body><ol>\n'
    lines 40 '<li>Step %d of the plan for Tuesday night</li>'
    printf '</ol></body></html>\n'
} | put plan.html
mdel -i "$volume" ::letters/offer.txt
cp "$disk" "$work/leaf.raw"

(cd "$root" && mvn -q -pl samples/evidence -am -Dspotless.check.skip compile)
cp=$root/samples/evidence/target/classes:$root/testing/vhd-testkit/target/classes
mkdir "$work/made"
java -cp "$cp" io.github.vhdlayers.samples.evidence.LayersFromSnapshots "$work" "$work/made"
mkdir "$work/vhdx"
java -cp "$cp" io.github.vhdlayers.samples.evidence.VhdxLayersFromSnapshots "$work" "$work/vhdx"
(
    cd "$work/vhdx"
    sha256sum base.vhdx middle.avhdx leaf.avhdx >"$root/samples/evidence-vhdx/SHA256SUMS"
    jar --create --no-manifest --date=2026-09-22T00:00:00Z --file "$root/samples/evidence-vhdx/checkpoints.zip" \
        base.vhdx middle.avhdx leaf.avhdx
)
cd "$work"
mv base.raw middle.raw leaf.raw made
cd made
sha256sum base.vhd middle.vhd leaf.vhd base.raw middle.raw leaf.raw owners.csv >SHA256SUMS
rm base.raw middle.raw leaf.raw
mv ./* "$here"
