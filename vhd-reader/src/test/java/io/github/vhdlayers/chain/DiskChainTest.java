package io.github.vhdlayers.chain;

import static io.github.vhdlayers.chain.OfferedDisks.base;
import static io.github.vhdlayers.chain.OfferedDisks.childOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.diag.ParentException;
import io.github.vhdlayers.diag.Problem;
import io.github.vhdlayers.diag.RejectedParent;
import io.github.vhdlayers.format.DiskFormat;
import io.github.vhdlayers.format.UniqueId;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.VhdxImage;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a chain says of its layers, of files beside them, and of the place where it breaks off. */
class DiskChainTest {
    @TempDir
    Path folder;

    private final OfferedDisks disks = new OfferedDisks();

    @Test
    void numbersItsLayersFromTheLeaf() throws IOException {
        DiskImage middle = childOf(base()).seed(3).build();
        disks.offer("middle.vhd", middle).offer("base.vhd", base());
        VirtualDisk disk = disks.open(childOf(middle).build());
        DiskChain chain = disk.chain();
        try (disk) {
            assertEquals(
                    List.of("leaf.vhd", "middle.vhd", "base.vhd"),
                    chain.layers().stream().map(DiskLayer::name).toList());
            assertEquals(
                    List.of(0, 1, 2),
                    chain.layers().stream().map(DiskLayer::index).toList());
            assertSame(chain.leaf(), chain.layer(0));
            assertEquals("base.vhd", chain.layer(2).name());
            assertThrows(IndexOutOfBoundsException.class, () -> chain.layer(3));
            assertThrows(IndexOutOfBoundsException.class, () -> chain.layer(-1));
            assertEquals(1, chain.links().get(1).childLayer());
            assertEquals(2, chain.links().get(1).parentLayer());
            assertEquals(2, chain.links().size());
            assertNull(chain.missingParent());
            chain.requireOpen();
        }
        assertThrows(ClosedChannelException.class, chain::requireOpen);
    }

    private static List<Finding> tracking(Path leaf, VhdOptions options) throws IOException {
        try (VirtualDisk disk = VirtualDisk.open(leaf, options)) {
            return disk.findings().stream()
                    .filter(one -> one.code() == FindingCode.CHANGE_TRACKING_PRESENT)
                    .toList();
        }
    }

    @Test
    void namesFilesOfChangeTrackingBesideEachLayer() throws IOException {
        VhdxImage base = VhdxImage.dynamic(1 << 20).build();
        base.writeTo(folder.resolve("base.vhdx"));
        Path leaf = VhdxImage.differencing(1 << 20)
                .seed(2)
                .parent(base, "base.vhdx")
                .build()
                .writeTo(folder.resolve("leaf.avhdx"));
        assertEquals(List.of(), tracking(leaf, VhdOptions.defaults()));
        Files.createDirectory(folder.resolve("leaf.avhdx.rct"));
        Files.createFile(folder.resolve("base.vhdx.mrt"));
        List<Finding> found = tracking(leaf, VhdOptions.defaults());
        assertEquals("beside it: base.vhdx.mrt", found.get(0).detail());
        assertEquals("base.vhdx", found.get(0).source());
        assertEquals(1, found.get(0).layer());
        assertEquals(1, found.size());
        Files.createFile(folder.resolve("base.vhdx.rct"));
        assertEquals(
                "beside it: base.vhdx.rct, base.vhdx.mrt",
                tracking(leaf, VhdOptions.defaults()).get(0).detail());
    }

    @Test
    void aVhdHasNoChangeTracking() throws IOException {
        Path leaf = base().writeTo(folder.resolve("base.vhd"));
        Files.createFile(folder.resolve("base.vhd.rct"));
        assertEquals(List.of(), tracking(leaf, VhdOptions.defaults()));
    }

    private static MissingParent missing(ErrorCode code, RejectedParent.Cause... causes) {
        ParentReference reference =
                new ParentReference("leaf", DiskFormat.VHD, new UniqueId(1, 2), null, null, 0, "", List.of());
        List<RejectedParent> tried = List.of(causes).stream()
                .map(cause -> new RejectedParent("place", cause, "reason"))
                .toList();
        return new MissingParent(
                0, reference, new ParentException(Problem.of(code, "leaf", "parent", "nothing"), tried));
    }

    @Test
    void aParentIsMissingOnlyIfNothingWasRefusedOrLeftOut() {
        MissingParent gone = missing(ErrorCode.PARENT_NOT_FOUND, RejectedParent.Cause.OTHER_ID);
        assertEquals("is missing", gone.inWords());
        assertFalse(gone.isRefused());
        assertFalse(gone.isUndecided());
        for (MissingParent one : List.of(
                missing(ErrorCode.PARENT_SEARCH_CUT_SHORT),
                missing(ErrorCode.PARENT_NOT_FOUND, RejectedParent.Cause.OTHER_ID, RejectedParent.Cause.TOO_MANY),
                missing(ErrorCode.PARENT_NOT_FOUND, RejectedParent.Cause.UNREADABLE),
                missing(ErrorCode.PARENT_NOT_FOUND, RejectedParent.Cause.OUTSIDE_FOLDER))) {
            assertEquals("was not found among the files that were read", one.inWords());
            assertTrue(one.isUndecided());
            assertFalse(one.isRefused());
        }
        for (ErrorCode code :
                List.of(ErrorCode.PARENT_CHANGED, ErrorCode.PARENT_COPIES_DIFFER, ErrorCode.PARENT_ID_NULL)) {
            MissingParent refused = missing(code, RejectedParent.Cause.UNREADABLE);
            assertEquals("is not accepted, because none is proven", refused.inWords());
            assertTrue(refused.isRefused());
            assertFalse(refused.isUndecided());
        }
    }

    @Test
    void aRawParentIsNamedIfItWasNotTaken() throws IOException {
        Path raw = Files.write(folder.resolve("raw.img"), new byte[1024]);
        VhdOptions options = VhdOptions.builder().rawParent(raw).build();
        byte[] leaf = childOf(base()).build().toBytes();
        ParentException e = assertThrows(ParentException.class, () -> disks.open(leaf, options));
        assertEquals(ErrorCode.PARENT_NOT_FOUND, e.code());
        RejectedParent last = e.tried().get(0);
        assertEquals(raw.toString(), last.place());
        assertEquals(RejectedParent.Cause.REFUSED, last.cause());
        assertEquals("is a raw parent, which is taken only where a disk records no parent id", last.reason());
        VhdOptions orphan =
                options.toBuilder().orphans(OrphanPolicy.SERVE_KNOWN).build();
        try (VirtualDisk disk = disks.open(leaf, orphan)) {
            assertEquals(0, Objects.requireNonNull(disk.chain().missingParent()).childLayer());
            assertEquals(
                    List.of(FindingCode.PARENT_MISSING, FindingCode.PARENT_FORCED_UNUSED),
                    disk.findings().stream().map(Finding::code).toList());
        }
    }
}
