package io.github.vhdlayers.chain;

import static io.github.vhdlayers.chain.OfferedDisks.altered;
import static io.github.vhdlayers.chain.OfferedDisks.base;
import static io.github.vhdlayers.chain.OfferedDisks.childOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.diag.LimitException;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.diag.ParentException;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.VhdxImage;
import io.github.vhdlayers.testkit.WatchedFileSystem;
import io.github.vhdlayers.testkit.WatchedFileSystem.Action;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files are open once a chain is, and that none is after a failure. */
class OpenedFilesTest {
    @TempDir
    Path folder;

    private final OfferedDisks disks = new OfferedDisks();

    private static ParentException refused(OfferedDisks disks, byte[] leaf, VhdOptions options) {
        return assertThrows(ParentException.class, () -> disks.open(leaf, options));
    }

    @Test
    void onlyTheLayersStayOpen() throws IOException {
        disks.offer("text", new byte[2000], null)
                .offer("other.vhd", DiskImage.fixed(1024).build())
                .offer("other.vhdx", VhdxImage.dynamic(1 << 20).build().toBytes(), null)
                .offer("one.vhd", base())
                .offer("two.vhd", base());
        try (VirtualDisk disk = disks.open(childOf(base()).build())) {
            assertEquals(2, disk.chain().layers().size());
            assertEquals(List.of("leaf.vhd", "one.vhd"), disks.stillOpen());
        }
        assertEquals(List.of(), disks.stillOpen());
    }

    @Test
    void noneStaysOpenIfCopiesDiffer() {
        disks.offer("one.vhd", base()).offer("two.vhd", altered());
        byte[] leaf = childOf(base()).build().toBytes();
        assertEquals(
                ErrorCode.PARENT_COPIES_DIFFER,
                refused(disks, leaf, VhdOptions.defaults()).code());
        assertEquals(List.of(), disks.stillOpen());
    }

    @Test
    void noneStaysOpenIfALayerFurtherDownIsMissing() {
        DiskImage middle = childOf(base()).seed(3).build();
        disks.offer("middle.vhd", middle);
        byte[] leaf = childOf(middle).build().toBytes();
        assertEquals(
                ErrorCode.PARENT_NOT_FOUND,
                refused(disks, leaf, VhdOptions.defaults()).code());
        assertEquals(List.of(), disks.stillOpen());
    }

    @Test
    void noneStaysOpenIfTheChainIsTooLong() {
        DiskImage middle = childOf(base()).seed(3).build();
        disks.offer("middle.vhd", middle).offer("base.vhd", base());
        VhdOptions two = VhdOptions.builder()
                .limits(Limits.defaults().toBuilder().maxChainDepth(2).build())
                .build();
        LimitException e = assertThrows(
                LimitException.class, () -> disks.open(childOf(middle).build(), two));
        assertEquals("at most 2", e.problem().expected());
        assertEquals("another parent, of middle.vhd", e.problem().found());
        assertEquals("leaf.vhd", e.problem().source());
        assertEquals(List.of(), disks.stillOpen());
        VhdOptions three = VhdOptions.builder()
                .limits(Limits.defaults().toBuilder().maxChainDepth(3).build())
                .build();
        assertEquals(3, assertOpens(disks, childOf(middle).build(), three));
    }

    private static int assertOpens(OfferedDisks disks, DiskImage leaf, VhdOptions options) {
        try (VirtualDisk disk = disks.open(leaf, options)) {
            return disk.chain().layers().size();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void noneStaysOpenIfTheResolverFailsAfterwards() {
        disks.offer("base.vhd", base());
        IllegalStateException failure = new IllegalStateException("the store went away");
        ParentResolver failing = reference -> () -> new Iterator<>() {
            private final Iterator<ParentCandidate> all = disks.candidates().iterator();

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public ParentCandidate next() {
                if (!all.hasNext()) {
                    throw failure;
                }
                return all.next();
            }
        };
        byte[] leaf = childOf(base()).build().toBytes();
        assertSame(
                failure,
                assertThrows(IllegalStateException.class, () -> disks.open(leaf, VhdOptions.defaults(), failing)));
        assertEquals(List.of(), disks.stillOpen());
    }

    @Test
    void copiesBeyondSixteenAreCountedAndClosed() throws IOException {
        for (int i = 10; i < 26; i++) {
            disks.offer("copy" + i, base());
        }
        DiskImage leaf = childOf(base()).build();
        try (VirtualDisk disk = disks.open(leaf)) {
            assertTrue(disk.findings().stream().anyMatch(one -> one.code() == FindingCode.PARENT_COPIES_IDENTICAL));
        }
        disks.offer("copy26", base()).offer("copy27", altered());
        try (VirtualDisk disk = disks.open(leaf)) {
            assertEquals(List.of("leaf.vhd", "copy10"), disks.stillOpen());
            String detail = disk.findings().stream()
                    .filter(one -> one.code() == FindingCode.PARENT_AMBIGUOUS)
                    .findFirst()
                    .orElseThrow()
                    .detail();
            assertTrue(detail.endsWith(", copy24, copy25 and 2 more"), detail);
            assertTrue(detail.contains("which was compared in part only, where no difference was found"), detail);
        }
    }

    private WatchedFileSystem forced(DiskImage leaf, byte[] forced, String name) throws IOException {
        leaf.writeTo(folder.resolve("leaf.vhd"));
        Files.write(Files.createDirectories(folder.resolve("forced")).resolve(name), forced);
        return new WatchedFileSystem(FileSystems.getDefault());
    }

    private ParentException forcedIsRefused(DiskImage leaf, byte[] forced) throws IOException {
        WatchedFileSystem system = forced(leaf, forced, "substitute");
        VhdOptions options = VhdOptions.builder()
                .forcedParent(system.of(folder.resolve("forced/substitute")))
                .build();
        ParentException e = assertThrows(
                ParentException.class, () -> VirtualDisk.open(system.of(folder.resolve("leaf.vhd")), options));
        assertEquals(ErrorCode.SUBSTITUTE_REFUSED, e.code());
        assertEquals(List.of(), system.stillOpen());
        return e;
    }

    @Test
    void aForcedParentThatIsRefusedIsClosed() throws IOException {
        DiskImage leaf = childOf(base()).build();
        ParentException e =
                forcedIsRefused(leaf, VhdxImage.dynamic(1 << 20).build().toBytes());
        String why = "is a VHDX, and the child is a VHD";
        assertEquals(
                folder.resolve("forced/substitute") + ", which was named as the parent: " + why,
                e.problem().found());
        assertEquals(why, e.tried().get(e.tried().size() - 1).reason());
    }

    /** A disk that the caller names is used once: where it was found by its id, it does not take the place of another parent. */
    @Test
    void aForcedParentThatWasFoundIsNotForcedAgain() throws IOException {
        DiskImage middle = childOf(base()).seed(3).build();
        WatchedFileSystem system = forced(childOf(middle).build(), middle.toBytes(), "middle");
        VhdOptions options = VhdOptions.builder()
                .forcedParent(system.of(folder.resolve("forced/middle")))
                .build();
        ParentException e = assertThrows(
                ParentException.class, () -> VirtualDisk.open(system.of(folder.resolve("leaf.vhd")), options));
        assertEquals(ErrorCode.PARENT_NOT_FOUND, e.code());
        assertEquals("middle", e.problem().source());
        assertEquals(List.of(), system.stillOpen());
    }

    /** A VHDX may have its child's id if the chain ends with it; a differencing one would make it run in a circle. */
    @Test
    void aForcedVhdxMayShareTheChildsIdIfTheChainEndsThere() throws IOException {
        VhdxImage base = VhdxImage.dynamic(1 << 20).build();
        VhdxImage leaf = VhdxImage.differencing(1 << 20)
                .seed(2)
                .parent(base, "base.vhdx")
                .build();
        VhdxImage same = base.toBuilder().dataWriteId(leaf.dataWriteId()).build();
        Path forced = Files.write(folder.resolve("forced"), same.toBytes());
        VhdOptions options = VhdOptions.builder().forcedParent(forced).build();
        try (VirtualDisk disk = disks.open(leaf.toBytes(), options)) {
            assertEquals(
                    ChainLink.IdVerdict.CHANGED_SINCE_FORCED,
                    disk.chain().links().get(0).id());
        }
        Files.write(forced, leaf.toBytes());
        assertEquals(
                ErrorCode.SUBSTITUTE_REFUSED,
                refused(disks, leaf.toBytes(), options).code());
    }

    /** Two files have the recorded id, one of which is a child of the other: the caller says which of them comes next. */
    @Test
    void aForcedParentThatHasTheRecordedIdIsProven() throws IOException {
        VhdxImage base = VhdxImage.dynamic(1 << 20).build();
        VhdxImage leaf = VhdxImage.differencing(1 << 20)
                .seed(2)
                .parent(base, "base.vhdx")
                .dataWriteId(base.dataWriteId())
                .build();
        disks.offer("copy", leaf.toBytes(), null);
        Path forced = Files.write(folder.resolve("forced"), base.toBytes());
        VhdOptions options = VhdOptions.builder().forcedParent(forced).build();
        try (VirtualDisk disk = disks.open(leaf.toBytes(), options)) {
            assertEquals(
                    ChainLink.IdVerdict.MATCHES, disk.chain().links().get(0).id());
            assertEquals(forced, disk.chain().layer(1).path());
        }
    }

    @Test
    void aForcedCopyOfALayerIsClosed() throws IOException {
        DiskImage leaf = childOf(base()).build();
        ParentException e = forcedIsRefused(leaf, leaf.toBytes());
        assertTrue(e.problem().found().endsWith("its id is that of layer 0, so the chain would run in a circle"));
    }

    /** The system fails as soon as the parent was opened, and again when it is asked. */
    @Test
    void aFileThatIsReplacedWhileItIsOpenedIsClosed() throws IOException {
        base().writeTo(folder.resolve("base.vhd"));
        childOf(base()).build().writeTo(folder.resolve("leaf.vhd"));
        boolean[] opened = new boolean[1];
        WatchedFileSystem system = new WatchedFileSystem(FileSystems.getDefault(), use -> {
            if (use.path().endsWith("base.vhd")) {
                if (opened[0] && use.action() == Action.ASK) {
                    throw new IOException("stale");
                }
                opened[0] |= use.action() == Action.OPEN;
            }
        });
        IOException e = assertThrows(IOException.class, () -> VirtualDisk.open(system.of(folder.resolve("leaf.vhd"))));
        assertTrue(String.valueOf(e.getMessage()).contains("stale"), e::toString);
        assertEquals(List.of(), system.stillOpen());
    }

    @Test
    void aParentThatCannotBeReadIsClosed() throws IOException {
        base().writeTo(folder.resolve("base.vhd"));
        childOf(base()).build().writeTo(folder.resolve("leaf.vhd"));
        for (int sound = 0; sound < 12; sound++) {
            int[] left = {sound};
            WatchedFileSystem system = new WatchedFileSystem(FileSystems.getDefault(), use -> {
                if (use.path().endsWith("base.vhd") && use.action() == Action.READ && left[0]-- <= 0) {
                    throw new IOException("bad sector");
                }
            });
            try (VirtualDisk disk = VirtualDisk.open(system.of(folder.resolve("leaf.vhd")))) {
                assertEquals(2, disk.chain().layers().size());
            } catch (IOException e) {
                assertTrue(String.valueOf(e.getMessage()).contains("bad sector"), e::toString);
            }
            assertEquals(List.of(), system.stillOpen());
        }
    }
}
