package io.github.vhdlayers.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.chain.ParentReference.RecordedPath;
import io.github.vhdlayers.format.DiskFormat;
import io.github.vhdlayers.format.UniqueId;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.VhdxImage;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a child records about its parent: ids that prove, names and times, and what is not recorded. */
class ParentReferenceTest {
    private static final UniqueId ONE = new UniqueId(1, 2);
    private static final UniqueId TWO = new UniqueId(3, 4);
    private static final UniqueId NULL = new UniqueId(0, 0);
    private static final VhdOptions ORPHAN =
            VhdOptions.builder().orphans(OrphanPolicy.SERVE_KNOWN).build();

    private static ParentReference of(byte[] leaf) throws IOException {
        try (VirtualDisk disk = new OfferedDisks().open(leaf, ORPHAN)) {
            return Objects.requireNonNull(disk.chain().missingParent()).reference();
        }
    }

    private static ParentReference ids(UniqueId id, @Nullable UniqueId second, @Nullable UniqueId disk) {
        return new ParentReference("leaf", DiskFormat.VHDX, id, second, disk, 0, "", List.of());
    }

    @Test
    void aVhdRecordsAnIdATimeAndPaths() throws IOException {
        DiskImage base = OfferedDisks.base();
        ParentReference reference = of(OfferedDisks.childOf(base)
                .parentTimestamp(86_400)
                .parentName("C:\\old\\base.vhd")
                .relativeLocator(".\\base.vhd")
                .absoluteLocator("D:\\machines\\disk\\")
                .build()
                .toBytes());
        assertEquals("leaf.vhd", reference.childName());
        assertEquals(DiskFormat.VHD, reference.format());
        assertEquals(UniqueId.of(base.uniqueId()), reference.parentId());
        assertNull(reference.secondParentId());
        assertNull(reference.virtualDiskId());
        assertEquals(Instant.parse("2000-01-02T00:00:00Z"), reference.parentTime());
        assertEquals("C:\\old\\base.vhd", reference.parentName());
        assertEquals(
                List.of(new RecordedPath("W2ru", ".\\base.vhd"), new RecordedPath("W2ku", "D:\\machines\\disk\\")),
                reference.paths());
        assertEquals(List.of("base.vhd"), reference.baseNames());
    }

    @Test
    void aVhdxRecordsIdsAndPathsInTheirOrder() throws IOException {
        VhdxImage base = VhdxImage.dynamic(1 << 20).build();
        VhdxImage.Builder leaf = VhdxImage.differencing(1 << 20)
                .seed(2)
                .parent(base, "base.vhdx")
                .pair("absolute_win32_path", "C:\\vm\\other.vhdx")
                .pair("parent_linkage2", "{12345678-1111-4222-8333-444444444444}");
        ParentReference reference = of(leaf.build().toBytes());
        assertEquals(DiskFormat.VHDX, reference.format());
        assertEquals("12345678-1111-4222-8333-444444444444", String.valueOf(reference.secondParentId()));
        assertEquals(
                List.of("relative_path", "absolute_win32_path"),
                reference.paths().stream().map(RecordedPath::label).toList());
        assertEquals(List.of("base.vhdx", "other.vhdx"), reference.baseNames());
        assertEquals("", reference.parentName());
        assertNull(reference.parentTime());
        byte[] zeros = leaf.pair("parent_linkage2", "{00000000-0000-0000-0000-000000000000}")
                .build()
                .toBytes();
        assertNull(of(zeros).secondParentId());
    }

    @Test
    void onlyIdsThatAreRecordedProve() {
        assertEquals(List.of(ONE), ids(ONE, null, null).provingIds());
        assertEquals(List.of(ONE, TWO), ids(ONE, TWO, null).provingIds());
        assertEquals(List.of(TWO), ids(NULL, TWO, null).provingIds());
        assertEquals(List.of(), ids(NULL, null, null).provingIds());
        assertTrue(ids(NULL, null, null).hasNoId());
        assertFalse(ids(NULL, TWO, null).hasNoId());
        assertTrue(ids(ONE, TWO, null).accepts(TWO));
        assertFalse(ids(ONE, null, null).accepts(TWO));
        assertFalse(ids(NULL, TWO, null).accepts(NULL));
    }

    @Test
    void onlyARecordedDiskIdMakesTwoFilesStatesOfOneDisk() {
        assertTrue(ids(ONE, null, TWO).isSameDisk(TWO));
        assertFalse(ids(ONE, null, TWO).isSameDisk(ONE));
        assertFalse(ids(ONE, null, TWO).isSameDisk(null));
        assertFalse(ids(ONE, null, null).isSameDisk(null));
        assertFalse(ids(ONE, null, NULL).isSameDisk(NULL));
    }

    @Test
    void aFixedDiskHasNoParent() throws IOException {
        try (VirtualDisk disk = new OfferedDisks().open(DiskImage.fixed(1024).build())) {
            IllegalArgumentException e = assertThrows(
                    IllegalArgumentException.class,
                    () -> ParentReference.of(disk.chain().leaf().file()));
            assertEquals("leaf.vhd is a fixed disk, and has no parent", e.getMessage());
        }
    }
}
