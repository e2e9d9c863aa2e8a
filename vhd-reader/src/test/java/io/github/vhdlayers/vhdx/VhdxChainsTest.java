package io.github.vhdlayers.vhdx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.analysis.compare.AuditReport;
import io.github.vhdlayers.analysis.compare.LayerAudit;
import io.github.vhdlayers.chain.ChainLink.IdVerdict;
import io.github.vhdlayers.chain.ChainLink.TimeVerdict;
import io.github.vhdlayers.chain.OrphanPolicy;
import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.diag.NotVhdException;
import io.github.vhdlayers.diag.ParentException;
import io.github.vhdlayers.diag.RejectedParent;
import io.github.vhdlayers.ownership.Owner;
import io.github.vhdlayers.ownership.OwnershipRun;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.VhdxChain;
import io.github.vhdlayers.testkit.VhdxImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parents of VHDX files: what proves that a file is one, what does not, and what a child hides. */
class VhdxChainsTest {
    private static final int MIB = 1 << 20;
    private static final VhdxImage BASE = VhdxImage.dynamic(4 * MIB)
            .block(0, VhdxImage.FULL)
            .block(1, VhdxImage.FULL)
            .block(2, VhdxImage.FULL)
            .build();
    private static final VhdxImage CHILD = child(BASE).build();

    @TempDir
    private Path folder;

    private static VhdxImage.Builder child(VhdxImage parent) {
        return VhdxImage.differencing(4 * MIB)
                .seed(2)
                .parent(parent, "base.vhdx")
                .block(0, VhdxImage.PARTIAL)
                .own(16, 48)
                .block(1, VhdxImage.ZERO)
                .block(2, VhdxImage.UNMAPPED)
                .block(3, VhdxImage.UNDEFINED);
    }

    private Path write(VhdxImage image, String name) throws IOException {
        return image.writeTo(folder.resolve(name));
    }

    @Test
    void findsTheParentByItsNameAndReadsTheChain() throws IOException {
        write(BASE, "base.vhdx");
        try (VirtualDisk disk = VirtualDisk.open(write(CHILD, "child.avhdx"))) {
            assertArrayEquals(VhdxChain.of(CHILD, BASE).merged(), VhdxDisks.read(disk));
            assertEquals(IdVerdict.MATCHES, disk.chain().links().get(0).id());
            assertEquals(TimeVerdict.NOT_RECORDED, disk.chain().links().get(0).time());
            assertEquals(List.of(), disk.findings());
            assertEquals(
                    new OwnershipRun.Zeroed(2048, 3 * 2048, 0), disk.ownership().runAt(2048));
        }
    }

    @Test
    void findsTheParentUnderAnyName() throws IOException {
        write(BASE, "renamed.bin");
        try (VirtualDisk disk = VirtualDisk.open(write(CHILD, "child.avhdx"))) {
            assertEquals(List.of(FindingCode.PARENT_RENAMED), VhdxDisks.codes(disk.findings()));
        }
    }

    @Test
    void zerosThatHideTheParentAreWhatTheLayerDid() throws IOException {
        try (VirtualDisk disk = VhdxDisks.open(VhdxChain.of(CHILD, BASE))) {
            AuditReport audit = LayerAudit.of(disk).scan();
            assertEquals(48, audit.sectorsOf(LayerAudit.Verdict.CHANGED));
            assertEquals(2 * 2048, audit.sectorsOf(LayerAudit.Verdict.ZEROED));
            assertEquals(2048, audit.sectorsOf(LayerAudit.Verdict.ZERO_OVER_NONE));
            assertEquals(0, audit.sectorsOf(LayerAudit.Verdict.UNKNOWN));
        }
    }

    @Test
    void aChildWithoutItsParentKnowsItsZeros() throws IOException {
        VhdOptions orphan =
                VhdOptions.builder().orphans(OrphanPolicy.SERVE_KNOWN).build();
        try (VirtualDisk disk = VirtualDisk.open(write(CHILD, "child.avhdx"), orphan)) {
            assertEquals(Owner.Unowned.UNKNOWN, disk.ownership().ownerOf(0));
            assertEquals(new Owner.Layer(0), disk.ownership().ownerOf(2048));
            ByteBuffer zeros = ByteBuffer.allocate(3 * MIB);
            disk.readFully(MIB, zeros);
            assertArrayEquals(new byte[3 * MIB], zeros.array());
            assertEquals(2048 - 48, disk.ownership().summary().unknownSectors());
        }
    }

    @Test
    void aParentChangedSinceIsDistinguishedFromAnotherDisk() throws IOException {
        VhdxImage changed = BASE.toBuilder()
                .dataWriteId("aaaaaaaa-1111-4222-8333-444444444444")
                .build();
        Path other = write(changed, "base.vhdx");
        Path leaf = write(CHILD, "child.avhdx");
        ParentException e = assertThrows(ParentException.class, () -> VirtualDisk.open(leaf));
        assertEquals(ErrorCode.PARENT_CHANGED, e.problem().code(), e::getMessage);
        assertEquals(RejectedParent.Cause.CHANGED_SINCE, e.tried().get(0).cause());
        VhdOptions forced = VhdOptions.builder().forcedParent(other).build();
        try (VirtualDisk disk = VirtualDisk.open(leaf, forced)) {
            assertEquals(
                    IdVerdict.CHANGED_SINCE_FORCED, disk.chain().links().get(0).id());
            assertTrue(VhdxDisks.codes(disk.findings()).contains(FindingCode.PARENT_CHANGED_SINCE));
        }
    }

    @Test
    void anotherDiskIsAnotherDisk() throws IOException {
        VhdxImage other = BASE.toBuilder()
                .dataWriteId("aaaaaaaa-1111-4222-8333-444444444444")
                .diskId("bbbbbbbb-1111-4222-8333-444444444444")
                .build();
        Path wrong = write(other, "base.vhdx");
        Path leaf = write(CHILD, "child.avhdx");
        ParentException e = assertThrows(ParentException.class, () -> VirtualDisk.open(leaf));
        assertEquals(ErrorCode.PARENT_NOT_FOUND, e.problem().code(), e::getMessage);
        assertEquals(RejectedParent.Cause.OTHER_ID, e.tried().get(0).cause());
        try (VirtualDisk disk =
                VirtualDisk.open(leaf, VhdOptions.builder().forcedParent(wrong).build())) {
            assertEquals(IdVerdict.MISMATCH_FORCED, disk.chain().links().get(0).id());
            assertTrue(VhdxDisks.codes(disk.findings()).contains(FindingCode.PARENT_FORCED));
        }
    }

    @Test
    void theSecondIdIsAProofTooAndSaysThatAMergeWasUnderWay() throws IOException {
        VhdxImage merging = child(BASE)
                .pair("parent_linkage", "{12345678-1111-4222-8333-444444444444}")
                .pair("parent_linkage2", BASE.dataWriteId())
                .build();
        try (VirtualDisk disk = VhdxDisks.open(VhdxChain.of(merging, BASE))) {
            assertTrue(VhdxDisks.codes(disk.findings()).contains(FindingCode.PARENT_MERGE_PENDING));
        }
        VhdxImage windows = child(BASE)
                .pair("parent_linkage2", "{00000000-0000-0000-0000-000000000000}")
                .build();
        try (VirtualDisk disk = VhdxDisks.open(VhdxChain.of(windows, BASE))) {
            assertEquals(List.of(FindingCode.PARENT_RENAMED), VhdxDisks.codes(disk.findings()));
        }
    }

    @Test
    void idsAreReadInAnyCaseAndWithoutBraces() throws IOException {
        String bare = BASE.dataWriteId().replaceAll("[{}]", "").toUpperCase(Locale.ROOT);
        VhdxImage child = child(BASE).pair("parent_linkage", bare).build();
        try (VirtualDisk disk = VhdxDisks.open(VhdxChain.of(child, BASE))) {
            assertEquals(2, disk.chain().layers().size());
        }
        for (String text : List.of("", "{}", "not an id", "{" + bare)) {
            VhdxImage none = child(BASE).pair("parent_linkage", text).build();
            ParentException e = assertThrows(ParentException.class, () -> VhdxDisks.open(VhdxChain.of(none, BASE)));
            assertEquals(ErrorCode.PARENT_ID_NULL, e.problem().code(), e::getMessage);
        }
    }

    @Test
    void aNullIdProvesNothing() throws IOException {
        VhdxImage base = BASE.toBuilder()
                .dataWriteId("00000000-0000-0000-0000-000000000000")
                .build();
        VhdxImage child = child(base).build();
        ParentException e = assertThrows(ParentException.class, () -> VhdxDisks.open(VhdxChain.of(child, base)));
        assertEquals(ErrorCode.PARENT_ID_NULL, e.problem().code());
    }

    @Test
    void aVhdIsNoParentOfAVhdx() throws IOException {
        Path vhd = DiskImage.fixed(4 * MIB).build().writeTo(folder.resolve("base.vhdx"));
        Path leaf = write(CHILD, "child.avhdx");
        ParentException e = assertThrows(ParentException.class, () -> VirtualDisk.open(leaf));
        assertEquals(RejectedParent.Cause.OTHER_FORMAT, e.tried().get(0).cause());
        ParentException forced = assertThrows(
                ParentException.class,
                () -> VirtualDisk.open(
                        leaf, VhdOptions.builder().forcedParent(vhd).build()));
        assertEquals(ErrorCode.SUBSTITUTE_REFUSED, forced.problem().code());
        ParentException raw = assertThrows(
                ParentException.class,
                () -> VirtualDisk.open(leaf, VhdOptions.builder().rawParent(vhd).build()));
        assertEquals(ErrorCode.PARENT_NOT_FOUND, raw.problem().code());
    }

    @Test
    void aDiskIsNotItsOwnParent() throws IOException {
        VhdxImage own =
                CHILD.toBuilder().pair("parent_linkage", CHILD.dataWriteId()).build();
        Path leaf = write(own, "base.vhdx");
        write(own, "copy.vhdx");
        ParentException e = assertThrows(ParentException.class, () -> VirtualDisk.open(leaf));
        assertEquals(ErrorCode.PARENT_NOT_FOUND, e.problem().code());
        assertTrue(e.tried().stream().allMatch(one -> one.cause() == RejectedParent.Cause.CIRCLE), e.tried()::toString);
    }

    @Test
    void aChildThatKeptItsParentsIdIsReadIfTheChainEndsThere() throws IOException {
        VhdxImage child = CHILD.toBuilder().dataWriteId(BASE.dataWriteId()).build();
        Path base = write(BASE, "base.vhdx");
        Path leaf = write(child, "child.avhdx");
        try (VirtualDisk disk = VirtualDisk.open(leaf)) {
            assertEquals(List.of(FindingCode.PARENT_SHARES_ID), VhdxDisks.codes(disk.findings()));
            assertArrayEquals(VhdxChain.of(child, BASE).merged(), VhdxDisks.read(disk));
        }
        VhdxImage newest = VhdxImage.differencing(CHILD.sectors() * 512L)
                .seed(9)
                .parent(child, "child.avhdx")
                .dataWriteId(BASE.dataWriteId())
                .build();
        Path top = write(newest, "newest.avhdx");
        ParentException e = assertThrows(ParentException.class, () -> VirtualDisk.open(top), "child or base is next");
        assertEquals(ErrorCode.PARENT_NOT_FOUND, e.problem().code());
        Path other = Files.createDirectory(folder.resolve("other")).resolve("child.avhdx");
        Files.copy(leaf, other);
        try (VirtualDisk disk =
                VirtualDisk.open(other, VhdOptions.builder().forcedParent(base).build())) {
            assertArrayEquals(VhdxChain.of(child, BASE).merged(), VhdxDisks.read(disk));
        }
    }

    @Test
    void sectorsOfOtherSizesAreReadAndReported() throws IOException {
        VhdxImage base = BASE.toBuilder().logicalSector(4096).build();
        VhdxImage child = child(base).build();
        VhdxChain chain = VhdxChain.of(child, base);
        try (VirtualDisk disk = VhdxDisks.open(chain)) {
            assertTrue(VhdxDisks.codes(disk.findings()).contains(FindingCode.PARENT_SECTOR_SIZE_DIFFERS));
            assertArrayEquals(chain.merged(), VhdxDisks.read(disk));
        }
    }

    @Test
    void bytesUnderClearBitsAreNotTheDisk() throws IOException {
        VhdxImage child = child(BASE).noiseUnderClearBits().build();
        VhdxChain chain = VhdxChain.of(child, BASE);
        try (VirtualDisk disk = VhdxDisks.open(chain)) {
            assertArrayEquals(chain.merged(), VhdxDisks.read(disk));
        }
    }

    @Test
    void whatALocatorLacksIsReported() throws IOException {
        VhdOptions orphan =
                VhdOptions.builder().orphans(OrphanPolicy.SERVE_KNOWN).build();
        byte[] bare = VhdxImage.differencing(4 * MIB).build().toBytes();
        try (VirtualDisk disk = VhdxDisks.open(List.of(bare), orphan)) {
            assertTrue(VhdxDisks.codes(disk.findings()).contains(FindingCode.LOCATOR_MISSING));
            assertEquals(4 * 2048, disk.ownership().summary().unknownSectors());
        }
        byte[] file = CHILD.toBytes();
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int locator = 2 * MIB + 0x10000 + 8 + 8 + 16 + 4 + 4;
        bytes.putShort(locator + 18, (short) -1);
        try (VirtualDisk disk = VhdxDisks.open(List.of(file, BASE.toBytes()), orphan)) {
            assertTrue(VhdxDisks.codes(disk.findings()).contains(FindingCode.LOCATOR_UNUSABLE));
        }
        bytes.putInt(locator, 1);
        try (VirtualDisk disk = VhdxDisks.open(List.of(file, BASE.toBytes()), orphan)) {
            assertTrue(VhdxDisks.codes(disk.findings()).contains(FindingCode.LOCATOR_TYPE_UNKNOWN));
            assertTrue(VhdxDisks.codes(disk.findings()).contains(FindingCode.PARENT_REFUSED));
        }
        VhdxImage bidi =
                child(BASE).pair("volume_path", "\\\\?\\Volume\u202Efdp.exe").build();
        try (VirtualDisk disk = VhdxDisks.open(VhdxChain.of(bidi, BASE))) {
            assertTrue(VhdxDisks.codes(disk.findings()).contains(FindingCode.LOCATOR_TEXT));
        }
    }

    @Test
    void textsOfALocatorThatShareBytesAreNotReadAgainAndAgain() throws IOException {
        VhdxImage child = child(BASE)
                .pair("volume_path", "a".repeat(20_000))
                .pair("a", "b")
                .pair("b", "c")
                .build();
        byte[] file = child.toBytes();
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int locator = child.place("item5");
        // The pairs are in the order of their keys; the first two get the value of the last.
        int last = locator + 20 + 12 * 4;
        for (int pair = 0; pair < 2; pair++) {
            int at = locator + 20 + 12 * pair;
            bytes.putInt(at + 4, bytes.getInt(last + 4)).putShort(at + 10, bytes.getShort(last + 10));
        }
        VhdOptions orphan =
                VhdOptions.builder().orphans(OrphanPolicy.SERVE_KNOWN).build();
        try (VirtualDisk disk = VhdxDisks.open(List.of(file, BASE.toBytes()), orphan)) {
            Finding unusable = disk.findings().stream()
                    .filter(finding -> finding.code() == FindingCode.LOCATOR_UNUSABLE)
                    .findFirst()
                    .orElseThrow();
            assertTrue(unusable.detail().contains("from pair 1 on"), unusable::detail);
        }
    }

    @Test
    void filesBesideADiskAreNamedForWhatTheyAre() throws IOException {
        Path leaf = write(BASE, "disk.vhdx");
        Files.write(folder.resolve("disk.vhdx.rct"), new byte[4096]);
        Path tracking = Files.write(folder.resolve("disk.vhdx.mrt"), new byte[4096]);
        Path set = Files.write(folder.resolve("disk.vhds"), new byte[4096]);
        try (VirtualDisk disk = VirtualDisk.open(leaf)) {
            assertEquals(List.of(FindingCode.CHANGE_TRACKING_PRESENT), VhdxDisks.codes(disk.findings()));
        }
        for (Path file : List.of(tracking, set)) {
            NotVhdException e = assertThrows(NotVhdException.class, () -> VirtualDisk.open(file));
            assertEquals(ErrorCode.COMPANION_FILE, e.problem().code());
        }
    }
}
