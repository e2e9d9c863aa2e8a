package io.github.vhdlayers.chain;

import static io.github.vhdlayers.chain.OfferedDisks.altered;
import static io.github.vhdlayers.chain.OfferedDisks.base;
import static io.github.vhdlayers.chain.OfferedDisks.childOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.chain.ChainLink.SizeVerdict;
import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.diag.ParentException;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.VhdxImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reader of findings learns about a parent that does not fit its child: ids, sizes, times and names, word for word. */
class LinkFindingsTest {
    private static final Instant RECORDED = Instant.parse("2019-01-01T08:00:00Z");
    private static final long VHD_EPOCH = 946_684_800;
    private static final byte[] OTHER_ID = {9, 9, 9, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
    private static final String OTHER_TEXT = "04090909-0605-0807-090a-0b0c0d0e0f10";
    private static final byte[] PARENT_ID = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
    private static final String PARENT_TEXT = "04030201-0605-0807-090a-0b0c0d0e0f10";

    @TempDir
    Path folder;

    private final OfferedDisks disks = new OfferedDisks();

    private static Map<FindingCode, String> findings(VirtualDisk disk) {
        Map<FindingCode, String> details = new TreeMap<>();
        for (Finding finding : disk.findings()) {
            details.put(finding.code(), finding.detail());
            assertEquals(0, finding.layer());
            assertTrue(finding.source().startsWith("leaf."), finding::toString);
        }
        return details;
    }

    private Map<FindingCode, String> of(DiskImage leaf) throws IOException {
        try (VirtualDisk disk = disks.open(leaf)) {
            return findings(disk);
        }
    }

    private Map<FindingCode, String> of(byte[] leaf, VhdOptions options) throws IOException {
        try (VirtualDisk disk = disks.open(leaf, options)) {
            return findings(disk);
        }
    }

    private static DiskImage timed() {
        return childOf(base())
                .parentTimestamp(RECORDED.getEpochSecond() - VHD_EPOCH)
                .build();
    }

    @Test
    void aParentThatFitsHasNoFinding() throws IOException {
        disks.offer("base.vhd", base().toBytes(), RECORDED);
        assertEquals(Map.of(), of(timed()));
    }

    @Test
    void saysUnderWhichNameAParentWasFound() throws IOException {
        disks.offer("0001.vhd", base());
        assertEquals(
                Map.of(FindingCode.PARENT_RENAMED, "found as 0001.vhd"),
                of(childOf(base()).build()));
    }

    @Test
    void namesBothTimes() throws IOException {
        disks.offer("base.vhd", base().toBytes(), RECORDED.plusSeconds(60));
        assertEquals(
                Map.of(
                        FindingCode.PARENT_TIME_DIFFERS,
                        "recorded 2019-01-01T08:00:00Z, the file's is 2019-01-01T08:01:00Z"),
                of(timed()));
    }

    @Test
    void saysThatTimesAreWholeHoursApart() throws IOException {
        disks.offer("base.vhd", base().toBytes(), RECORDED.plusSeconds(7200));
        assertEquals(
                Map.of(
                        FindingCode.PARENT_TIME_DIFFERS,
                        "recorded 2019-01-01T08:00:00Z, the file's is 2019-01-01T10:00:00Z: whole hours apart"),
                of(timed()));
    }

    @Test
    void namesBothSizes() throws IOException {
        for (int factor : new int[] {1, 2, 4}) {
            DiskImage parent = DiskImage.dynamic(OfferedDisks.SIZE / 2 * factor)
                    .uniqueId(PARENT_ID)
                    .build();
            OfferedDisks one = new OfferedDisks().offer("base.vhd", parent);
            try (VirtualDisk disk =
                    one.open(childOf(base()).parentUniqueId(PARENT_ID).build())) {
                SizeVerdict size = disk.chain().links().get(0).size();
                String detail = findings(disk).getOrDefault(FindingCode.PARENT_SIZE_DIFFERS, "");
                if (factor == 2) {
                    assertEquals(SizeVerdict.EQUAL, size);
                    assertEquals("", detail);
                } else {
                    assertEquals(factor == 1 ? SizeVerdict.PARENT_SHORTER : SizeVerdict.PARENT_LONGER, size);
                    assertTrue(
                            detail.startsWith("the child has 128 sectors, the parent " + 64 * factor
                                    + "; Windows refuses such a chain"),
                            detail);
                }
            }
        }
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    @Test
    void namesTheRecordedIdAndThatOfAForcedParent() throws IOException {
        Path forced = write(
                "forced.vhd", base().toBuilder().uniqueId(OTHER_ID).build().toBytes());
        byte[] leaf = childOf(base()).parentUniqueId(PARENT_ID).build().toBytes();
        assertEquals(
                Map.of(
                        FindingCode.PARENT_FORCED,
                        "recorded id " + PARENT_TEXT + ", forced " + forced + " with the id " + OTHER_TEXT),
                of(leaf, VhdOptions.builder().forcedParent(forced).build()));
    }

    @Test
    void saysThatAForcedParentIsAStateOfTheSameDisk() throws IOException {
        VhdxImage base = VhdxImage.dynamic(1 << 20).build();
        VhdxImage leaf = VhdxImage.differencing(1 << 20)
                .seed(2)
                .parent(base, "base.vhdx")
                .build();
        String changed = "aaaaaaaa-1111-4222-8333-444444444444";
        Path forced = write(
                "forced.vhdx", base.toBuilder().dataWriteId(changed).build().toBytes());
        Map<FindingCode, String> findings =
                of(leaf.toBytes(), VhdOptions.builder().forcedParent(forced).build());
        assertEquals(
                Map.of(
                        FindingCode.PARENT_CHANGED_SINCE,
                        "recorded id " + bare(base.dataWriteId()) + ", forced " + forced + " with the id " + changed),
                findings);
    }

    private static String bare(String id) {
        return id.replaceAll("[{}]", "");
    }

    @Test
    void namesTheSecondIdIfThatIsTheParents() throws IOException {
        VhdxImage base = VhdxImage.dynamic(1 << 20).build();
        VhdxImage.Builder leaf = VhdxImage.differencing(1 << 20).seed(2).parent(base, "base.vhdx");
        disks.offer("base.vhdx", base.toBytes(), null);
        byte[] merging = leaf.pair("parent_linkage", "{12345678-1111-4222-8333-444444444444}")
                .pair("parent_linkage2", base.dataWriteId())
                .build()
                .toBytes();
        assertEquals(
                Map.of(
                        FindingCode.PARENT_MERGE_PENDING,
                        "the parent has the id " + bare(base.dataWriteId()) + ", recorded as the second one"),
                of(merging, VhdOptions.defaults()));
        byte[] twice = leaf.pair("parent_linkage", base.dataWriteId()).build().toBytes();
        assertEquals(Map.of(), of(twice, VhdOptions.defaults()));
    }

    @Test
    void namesTheIdThatBothHave() throws IOException {
        VhdxImage base = VhdxImage.dynamic(1 << 20).build();
        disks.offer("base.vhdx", base.toBytes(), null);
        byte[] leaf = VhdxImage.differencing(1 << 20)
                .seed(2)
                .parent(base, "base.vhdx")
                .dataWriteId(base.dataWriteId())
                .build()
                .toBytes();
        assertEquals(
                Map.of(FindingCode.PARENT_SHARES_ID, "both have the id " + bare(base.dataWriteId())),
                of(leaf, VhdOptions.defaults()));
    }

    @Test
    void namesBothSectorSizes() throws IOException {
        VhdxImage base = VhdxImage.dynamic(1 << 20).logicalSector(4096).build();
        disks.offer("base.vhdx", base.toBytes(), null);
        byte[] leaf = VhdxImage.differencing(1 << 20)
                .seed(2)
                .parent(base, "base.vhdx")
                .build()
                .toBytes();
        assertEquals(
                Map.of(
                        FindingCode.PARENT_SECTOR_SIZE_DIFFERS,
                        "the child has sectors of 512 bytes, the parent of 4096"),
                of(leaf, VhdOptions.defaults()));
    }

    @Test
    void saysWhyOneOfSeveralWasTaken() throws IOException {
        disks.offer("base.vhd", base().toBytes(), RECORDED).offer("b", base().toBytes(), RECORDED);
        assertEquals(
                Map.of(
                        FindingCode.PARENT_COPIES_IDENTICAL,
                        "taken: base.vhd, which has the same bytes; the same id have: b (last changed 2019-01-01T08:00:00Z)"),
                of(timed()));
        OfferedDisks unequal = new OfferedDisks().offer("b", altered()).offer("base.vhd", base().toBytes(), RECORDED);
        try (VirtualDisk disk = unequal.open(timed())) {
            assertEquals(
                    Map.of(
                            FindingCode.PARENT_AMBIGUOUS,
                            "taken: base.vhd, which is the only one with the recorded time; the same id have: b"),
                    findings(disk));
            assertFalse(disk.chain().links().get(0).isOtherCopyDifferent());
        }
    }

    /** Two files have the recorded time, and one of them the child's size as well. */
    @Test
    void saysThatTheSizeDecidedIfSeveralHaveTheRecordedTime() throws IOException {
        DiskImage shorter = DiskImage.dynamic(OfferedDisks.SIZE / 2)
                .blockSize(4096)
                .uniqueId(base().uniqueId())
                .build();
        disks.offer("base.vhd", shorter.toBytes(), RECORDED).offer("b", base().toBytes(), RECORDED);
        assertEquals(
                Map.of(
                        FindingCode.PARENT_RENAMED,
                        "found as b",
                        FindingCode.PARENT_AMBIGUOUS,
                        "taken: b, which is the only one with the recorded time and the child's size; the same id"
                                + " have: base.vhd (last changed 2019-01-01T08:00:00Z)"),
                of(timed()));
    }

    /** Any of them will do; the one that is named in the report is the likeliest. */
    @Test
    void takesTheLikeliestOfEqualCopies() throws IOException {
        disks.offer("a", base()).offer("base.vhd", base());
        String byName = of(childOf(base()).build()).getOrDefault(FindingCode.PARENT_COPIES_IDENTICAL, "");
        assertTrue(byName.startsWith("taken: base.vhd,"), byName);
        OfferedDisks hours = new OfferedDisks()
                .offer("base.vhd", base().toBytes(), RECORDED.plusSeconds(60))
                .offer("b", base().toBytes(), RECORDED.plusSeconds(3600));
        try (VirtualDisk disk = hours.open(timed())) {
            String byTime = findings(disk).getOrDefault(FindingCode.PARENT_COPIES_IDENTICAL, "");
            assertTrue(byTime.startsWith("taken: b,"), byTime);
        }
    }

    @Test
    void theSizeDecidesNothingIfSeveralHaveIt() {
        DiskImage shorter = DiskImage.dynamic(OfferedDisks.SIZE / 2)
                .blockSize(4096)
                .uniqueId(base().uniqueId())
                .build();
        disks.offer("b", shorter.toBytes(), RECORDED)
                .offer("base.vhd", base().toBytes(), RECORDED)
                .offer("c", base().toBytes(), RECORDED);
        ParentException e = assertThrows(ParentException.class, () -> disks.open(timed()));
        assertEquals(ErrorCode.PARENT_COPIES_DIFFER, e.code());
    }

    @Test
    void saysThatTheCallerNamedOneOfSeveral() throws IOException {
        Path named = write("base.vhd", base().toBytes());
        VhdOptions options = VhdOptions.builder().forcedParent(named).build();
        byte[] leaf = childOf(base()).build().toBytes();
        disks.offer("b", base());
        assertEquals(
                Map.of(
                        FindingCode.PARENT_AMBIGUOUS,
                        "taken: " + named + ", which was named by the caller; the same id have: b"),
                of(leaf, options));
        OfferedDisks unequal = new OfferedDisks().offer("b", altered());
        try (VirtualDisk disk = unequal.open(leaf, options)) {
            assertEquals(
                    Map.of(
                            FindingCode.PARENT_AMBIGUOUS,
                            "taken: " + named
                                    + ", which was named by the caller, and has other bytes than they; the same id have: b"),
                    findings(disk));
        }
    }

    @Test
    void saysHowLongARawParentIsAndIfItMayBeAVhd() throws IOException {
        byte[] leaf = childOf(base()).parentUniqueId(new byte[16]).build().toBytes();
        DiskImage vhd = DiskImage.fixed(OfferedDisks.SIZE - 512).build();
        List<byte[]> raws = List.of(new byte[(int) OfferedDisks.SIZE], vhd.toBytes());
        for (byte[] bytes : raws) {
            Path raw = write("raw.img", bytes);
            assertEquals(
                    Map.of(
                            FindingCode.PARENT_RAW,
                            "raw.img, 65536 bytes"
                                    + (bytes == raws.get(0)
                                            ? ""
                                            : "; it ends in a VHD footer, which is taken for data")),
                    of(leaf, VhdOptions.builder().rawParent(raw).build()));
        }
    }

    @Test
    void aRawParentMayBeNoMoreThanAFooter() throws IOException {
        byte[] leaf = childOf(base()).parentUniqueId(new byte[16]).build().toBytes();
        byte[] vhd = DiskImage.fixed(512).build().toBytes();
        byte[] footer = Arrays.copyOfRange(vhd, 512, 1024);
        for (byte[] bytes : List.of(new byte[512], footer)) {
            Path raw = write("raw.img", bytes);
            String detail =
                    of(leaf, VhdOptions.builder().rawParent(raw).build()).get(FindingCode.PARENT_RAW);
            assertEquals(
                    "raw.img, " + bytes.length + " bytes"
                            + (bytes == footer ? "; it ends in a VHD footer, which is taken for data" : ""),
                    detail);
        }
    }

    @Test
    void saysWhatTheCallerNamedInVain() throws IOException {
        disks.offer("base.vhd", base());
        byte[] leaf = childOf(base()).build().toBytes();
        Path forced = write("forced.vhd", DiskImage.fixed(1024).build().toBytes());
        Path raw = write("raw.img", new byte[1024]);
        assertEquals(
                Map.of(FindingCode.PARENT_FORCED_UNUSED, forced + " was not used"),
                of(leaf, VhdOptions.builder().forcedParent(forced).build()));
        assertEquals(
                Map.of(FindingCode.PARENT_FORCED_UNUSED, raw + " was not used"),
                of(leaf, VhdOptions.builder().rawParent(raw).build()));
    }
}
