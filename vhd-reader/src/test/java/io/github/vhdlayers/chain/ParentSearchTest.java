package io.github.vhdlayers.chain;

import static io.github.vhdlayers.chain.OfferedDisks.base;
import static io.github.vhdlayers.chain.OfferedDisks.childOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.diag.ParentException;
import io.github.vhdlayers.diag.RejectedParent;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.VhdxImage;
import io.github.vhdlayers.testkit.WatchedFileSystem;
import io.github.vhdlayers.testkit.WatchedFileSystem.Action;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an error says of a parent that was not found, and which files are looked at before it is thrown. */
class ParentSearchTest {
    private static final byte[] PARENT_ID = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
    private static final String PARENT_TEXT = "04030201-0605-0807-090a-0b0c0d0e0f10";
    private static final VhdOptions ORPHAN =
            VhdOptions.builder().orphans(OrphanPolicy.SERVE_KNOWN).build();

    @TempDir
    Path folder;

    private final OfferedDisks disks = new OfferedDisks();

    private static DiskImage.Builder leaf() {
        return childOf(base()).parentUniqueId(PARENT_ID);
    }

    private static DiskImage parent() {
        return base().toBuilder().uniqueId(PARENT_ID).build();
    }

    private ParentException missing(DiskImage leaf) {
        return missing(leaf.toBytes(), VhdOptions.defaults());
    }

    private ParentException missing(byte[] leaf, VhdOptions options) {
        return assertThrows(ParentException.class, () -> disks.open(leaf, options));
    }

    private static List<String> tried(ParentException e) {
        return e.tried().stream().map(RejectedParent::toString).toList();
    }

    @Test
    void saysWhatIsRecordedOfTheParent() {
        ParentException e = missing(leaf().relativeLocator(".\\old.vhd").build());
        assertEquals(ErrorCode.PARENT_NOT_FOUND, e.code());
        assertEquals("leaf.vhd", e.problem().source());
        assertEquals("dynamic header", e.problem().structure());
        assertEquals("parent unique id", e.problem().field());
        assertEquals(
                "a file with the id " + PARENT_TEXT + " (recorded as [old.vhd, base.vhd])",
                e.problem().expected());
        assertEquals(
                "no file to examine; name the folder that holds the parents",
                e.problem().found());
        assertEquals(
                "a file with the id " + PARENT_TEXT + " (no name recorded)",
                missing(leaf().parentName("").build()).problem().expected());
    }

    @Test
    void saysWhatAVhdxRecordsOfItsParent() {
        VhdxImage base = VhdxImage.dynamic(1 << 20).build();
        VhdxImage.Builder leaf = VhdxImage.differencing(1 << 20)
                .seed(2)
                .parent(base, "base.vhdx")
                .pair("parent_linkage", "{" + PARENT_TEXT + "}")
                .pair("parent_linkage2", "{12345678-1111-4222-8333-444444444444}");
        ParentException e = missing(leaf.build().toBytes(), VhdOptions.defaults());
        assertEquals("VHDX parent locator", e.problem().structure());
        assertEquals("parent_linkage", e.problem().field());
        assertEquals(
                "a file with the id " + PARENT_TEXT
                        + " or 12345678-1111-4222-8333-444444444444 (recorded as [base.vhdx])",
                e.problem().expected());
        disks.offer("base.vhdx", base.toBytes(), null);
        ParentException changed = missing(leaf.build().toBytes(), VhdOptions.defaults());
        assertEquals(ErrorCode.PARENT_CHANGED, changed.code());
        RejectedParent state = changed.tried().get(0);
        assertTrue(state.hasRecordedName());
        assertTrue(state.reason().startsWith("is a state of the same disk (virtual disk id "), state::reason);
        assertTrue(
                state.reason()
                        .endsWith("), and its data write id is "
                                + base.dataWriteId().replaceAll("[{}]", "")
                                + ": it was changed since the child was created, or is another snapshot"),
                state::reason);
        // Under another name it is one of many snapshots.
        OfferedDisks elsewhere = new OfferedDisks().offer("snapshot.vhdx", base.toBytes(), null);
        assertEquals(
                ErrorCode.PARENT_NOT_FOUND,
                assertThrows(
                                ParentException.class,
                                () -> elsewhere.open(leaf.build().toBytes(), VhdOptions.defaults()))
                        .code());
    }

    @Test
    void saysWhyEachFileIsNotTheParent() {
        disks.offer("folder/BASE.VHD", base())
                .offer("x\\other.vhd", base())
                .offer("b.vhdx", VhdxImage.dynamic(1 << 20).build().toBytes(), null)
                .offer("notes", new byte[10], null)
                .offer("damaged.vhd", damaged(), null)
                .offer("no/base.vhd", new byte[10], null)
                .offer("x/base.vhd", VhdxImage.dynamic(1 << 20).build().toBytes(), null);
        ParentException e = missing(leaf().build());
        List<String> tried = tried(e);
        assertTrue(tried.get(0).startsWith("folder/BASE.VHD: its id is "), tried.get(0));
        assertEquals("b.vhdx: is a VHDX, and the child is a VHD", tried.get(2));
        assertEquals(
                List.of(true, false, false, false, false, false, true),
                e.tried().stream().map(RejectedParent::hasRecordedName).toList());
        // The id of a disk that is damaged elsewhere is known, and is another one.
        assertTrue(tried.get(4).startsWith("damaged.vhd: its id is "), tried.get(4));
        assertEquals(7, tried.size());
        assertTrue(
                e.problem().found().startsWith("none in 7 places: 5 disks have other ids, 2 files are no VHDs;"),
                e.problem()::found);
    }

    private static byte[] damaged() {
        byte[] bytes = base().toBytes();
        Arrays.fill(bytes, 512, 512 + 1024, (byte) 0);
        return bytes;
    }

    /** One of the two recorded ids is that of the child itself; the other one proves. */
    @Test
    void aCopyOfTheChildDoesNotHideTheParent() throws IOException {
        VhdxImage base = VhdxImage.dynamic(1 << 20).build();
        VhdxImage.Builder builder = VhdxImage.differencing(1 << 20).seed(2).parent(base, "base.vhdx");
        String own = builder.build().dataWriteId();
        byte[] leaf = builder.pair("parent_linkage", own)
                .pair("parent_linkage2", base.dataWriteId())
                .build()
                .toBytes();
        disks.offer("copy.vhdx", leaf, null).offer("base.vhdx", base.toBytes(), null);
        try (VirtualDisk disk = disks.open(leaf, VhdOptions.defaults())) {
            assertEquals("base.vhdx", disk.chain().layer(1).name());
        }
    }

    @Test
    void besideAParentOnlyNamesakesAreWorthAWord() throws IOException {
        disks.offer("other.vhd", base())
                .offer("old/base.vhd", base())
                .offer("notes", new byte[10], null)
                .offer("parent.vhd", parent());
        try (VirtualDisk disk = disks.open(leaf().build())) {
            assertEquals(
                    List.of("old/base.vhd", "notes"),
                    disk.chain().links().get(0).rejected().stream()
                            .map(RejectedParent::place)
                            .toList());
        }
    }

    @Test
    void namesCopiesThatDifferAndTheRecordedTime() {
        disks.offer("a", parent().toBytes(), Instant.parse("2019-01-01T08:00:00Z"))
                .offer(
                        "b",
                        parent().toBuilder()
                                .own(40, 1, SectorContent.pattern(9))
                                .build());
        ParentException e = missing(leaf().parentTimestamp(86_400).build());
        assertEquals(ErrorCode.PARENT_COPIES_DIFFER, e.code());
        assertEquals(
                "a file with the id " + PARENT_TEXT + " (recorded as [base.vhd]), or copies of it with the same bytes",
                e.problem().expected());
        assertEquals(
                "files with this id and different bytes: a (last changed 2019-01-01T08:00:00Z), b; the child records that"
                        + " its parent was last changed 2000-01-02T00:00:00Z",
                e.problem().found());
        assertTrue(
                missing(leaf().build()).problem().found().endsWith(", b; the child records no time of its parent"),
                e.problem()::found);
    }

    @Test
    void looksAtNoMoreCandidatesThanTheLimit() throws IOException {
        for (int i = 0; i < 3; i++) {
            disks.offer("other" + i, base());
        }
        disks.offer("parent", parent());
        byte[] leaf = leaf().build().toBytes();
        ParentException e = missing(leaf, most(3));
        assertEquals(ErrorCode.PARENT_SEARCH_CUT_SHORT, e.code());
        assertEquals(
                "more files than are looked at, and it may be among the others; name its folder",
                e.problem().found());
        List<String> tried = tried(e);
        assertEquals(4, tried.size());
        assertEquals("further candidates: not examined, because 3 were", tried.get(3));
        try (VirtualDisk disk = disks.open(leaf, most(4))) {
            assertEquals(2, disk.chain().layers().size());
        }
    }

    /** As many were looked at as may be; what is left may be the parent all the same. */
    @Test
    void furtherFilesThatAreLeftAreNotLookedAtInSilence() throws IOException {
        disks.offer("other", base());
        byte[] leaf = leaf().build().toBytes();
        for (boolean more : new boolean[] {true, false}) {
            ParentResolver resolver = new ParentResolver() {
                @Override
                public Iterable<ParentCandidate> candidates(ParentReference reference) {
                    return disks.candidates();
                }

                @Override
                public Iterable<ParentCandidate> furtherCandidates(ParentReference reference) {
                    return more ? new OfferedDisks().offer("parent", parent()).candidates() : List.of();
                }
            };
            ParentException e = assertThrows(ParentException.class, () -> disks.open(leaf, most(1), resolver));
            assertEquals(more ? ErrorCode.PARENT_SEARCH_CUT_SHORT : ErrorCode.PARENT_NOT_FOUND, e.code());
        }
    }

    private static VhdOptions most(int candidates) {
        return VhdOptions.builder()
                .limits(Limits.defaults().toBuilder().maxCandidates(candidates).build())
                .build();
    }

    /** A parent without the recorded time may be a changed copy of the recorded one, which has some other name. */
    @Test
    void looksAtFurtherFilesUnlessTheRecordedTimeSettlesIt() throws IOException {
        for (boolean settled : new boolean[] {true, false}) {
            List<String> asked = new ArrayList<>();
            OfferedDisks one =
                    new OfferedDisks().offer("base.vhd", parent().toBytes(), Instant.parse("2000-01-02T00:00:00Z"));
            ParentResolver resolver = new ParentResolver() {
                @Override
                public Iterable<ParentCandidate> candidates(ParentReference reference) {
                    return one.candidates();
                }

                @Override
                public Iterable<ParentCandidate> furtherCandidates(ParentReference reference) {
                    asked.add(reference.childName());
                    return new OfferedDisks().offer("other/base.vhd", base()).candidates();
                }
            };
            DiskImage leaf = leaf().parentTimestamp(settled ? 86_400 : 86_460).build();
            try (VirtualDisk disk = one.open(leaf.toBytes(), VhdOptions.defaults(), resolver)) {
                assertEquals(settled ? List.of() : List.of("leaf.vhd"), asked);
                // What is no copy of the parent that was found is not mentioned.
                assertEquals(List.of(), disk.chain().links().get(0).rejected());
            }
        }
    }

    private ParentCandidate failing(IOException failure) throws IOException {
        Path file = Files.write(folder.resolve("medium.vhd"), new byte[10]);
        return ParentCandidate.unreadable(file.toString(), "cannot be examined: " + failure, failure);
    }

    @Test
    void aFaultOfTheSystemIsNoMissingParent() throws IOException {
        IOException failure = new IOException("bad medium");
        disks.offer(failing(failure)).offer(failing(new IOException("later")));
        IOException e = assertThrows(IOException.class, () -> disks.open(leaf().build()));
        assertEquals(
                folder.resolve("medium.vhd") + ": cannot be read, and may be the parent of leaf.vhd: bad medium",
                e.getMessage());
        assertEquals(failure, e.getCause());
        disks.offer("parent", parent());
        try (VirtualDisk disk = disks.open(leaf().build())) {
            assertEquals(2, disk.chain().layers().size());
        }
    }

    @Test
    void anOrphanIsServedWithTheFaultOfTheSystem() throws IOException {
        disks.offer(failing(new IOException("bad medium")));
        try (VirtualDisk disk = disks.open(leaf().build(), ORPHAN)) {
            ParentException problem =
                    Objects.requireNonNull(disk.chain().missingParent()).problem();
            assertEquals(
                    folder.resolve("medium.vhd") + ": cannot be read, and may be the parent of leaf.vhd: bad medium",
                    problem.problem().found());
            assertEquals(1, problem.tried().size());
            Finding finding = disk.findings().get(0);
            assertEquals(FindingCode.PARENT_NOT_REACHED, finding.code());
            assertEquals(problem.problem().brief(), finding.detail());
            assertEquals(0, finding.layer());
        }
    }

    @Test
    void noOrphanIsServedWithoutAPathIfTooManyFilesAreOpen() throws IOException {
        disks.offer(failing(new FileSystemException("medium.vhd", null, "Too many open files")));
        IOException e = assertThrows(IOException.class, () -> disks.open(leaf().build(), ORPHAN));
        assertTrue(String.valueOf(e.getMessage()).endsWith("Too many open files"), e::toString);
        assertEquals(List.of(), disks.stillOpen());
    }

    /** The leaf can be opened once more, or fails in another way than the parent: the fault is the parent's own. */
    @Test
    void anOrphanIsServedIfOnlyTheParentFails() throws IOException {
        parent().writeTo(folder.resolve("base.vhd"));
        Path leaf = leaf().build().writeTo(folder.resolve("leaf.vhd"));
        IOException failure = new FileSystemException("leaf.vhd", null, "stale");
        for (boolean fails : new boolean[] {false, true}) {
            int[] opened = {0};
            WatchedFileSystem system = new WatchedFileSystem(FileSystems.getDefault(), use -> {
                if (use.action() == Action.OPEN) {
                    if (use.path().endsWith("base.vhd")) {
                        throw new FileSystemException("base.vhd", null, "Input/output error");
                    }
                    if (use.path().endsWith("leaf.vhd") && ++opened[0] > 1 && fails) {
                        throw failure;
                    }
                }
            });
            try (VirtualDisk disk = VirtualDisk.open(system.of(leaf), ORPHAN)) {
                assertEquals(1, disk.chain().layers().size());
                assertEquals(1, system.stillOpen().size());
            }
            assertEquals(List.of(), system.stillOpen());
        }
    }

    @Test
    void whatTheUserMayNotReadIsNoFault() throws IOException {
        for (IOException failure : List.of(new AccessDeniedException("a"), new NoSuchFileException("a"))) {
            OfferedDisks denied = new OfferedDisks().offer(failing(failure));
            ParentException e = assertThrows(ParentException.class, () -> denied.open(leaf().build()));
            assertEquals(ErrorCode.PARENT_NOT_FOUND, e.code());
            assertEquals(RejectedParent.Cause.UNREADABLE, e.tried().get(0).cause());
        }
    }

    /** What a resolver of the caller's cannot open may be gone for good; its failure is reported and does not end the search. */
    @Test
    void aFailingOpenerIsNamedAmongTheOthers() {
        disks.offer(ParentCandidate.of("store 7", () -> {
            throw new IOException("offline");
        }));
        ParentException e = missing(leaf().build());
        assertEquals(List.of("store 7: cannot be read: java.io.IOException: offline"), tried(e));
    }

    @Test
    void anInterruptionEndsTheSearch() {
        disks.offer(ParentCandidate.of("base.vhd", () -> {
            throw new ClosedByInterruptException();
        }));
        assertThrows(
                ClosedByInterruptException.class,
                () -> disks.open(leaf().build().toBytes(), ORPHAN));
        assertEquals(List.of(), disks.stillOpen());
    }

    @Test
    void aMissingParentOfALowerLayerIsReportedWithItsNumber() throws IOException {
        DiskImage middle = leaf().seed(7).build();
        disks.offer("middle.vhd", middle);
        DiskImage top = childOf(middle).parentName("middle.vhd").build();
        try (VirtualDisk disk = disks.open(top, ORPHAN)) {
            MissingParent missing = Objects.requireNonNull(disk.chain().missingParent());
            assertEquals(1, missing.childLayer());
            assertEquals("middle.vhd", missing.reference().childName());
            Finding finding = disk.findings().stream()
                    .filter(one -> one.code() == FindingCode.PARENT_MISSING)
                    .findFirst()
                    .orElseThrow();
            assertEquals(1, finding.layer());
            assertEquals("middle.vhd", finding.source());
            assertEquals(missing.problem().problem().brief(), finding.detail());
        }
    }

    /** A disk that was looked at for one child is not opened again for the next. */
    @Test
    void eachFileIsOpenedOnceForAWholeChain() throws IOException {
        DiskImage middle = childOf(parent()).seed(7).build();
        List<String> opened = new ArrayList<>();
        List<ParentCandidate> all = new ArrayList<>();
        for (String name : List.of("notes", "other.vhd", "other.vhdx", "broken", "middle.vhd", "base.vhd")) {
            byte[] bytes =
                    switch (name) {
                        case "notes" -> new byte[100];
                        case "other.vhd" -> base().toBytes();
                        case "other.vhdx" -> VhdxImage.dynamic(1 << 20).build().toBytes();
                        case "middle.vhd" -> middle.toBytes();
                        default -> parent().toBytes();
                    };
            all.add(ParentCandidate.of(name, () -> {
                opened.add(name);
                if (name.equals("broken")) {
                    throw new IOException("broken");
                }
                return RandomAccessSources.ofBytes(name, bytes);
            }));
        }
        byte[] leaf = childOf(middle).build().toBytes();
        try (VirtualDisk disk = disks.open(leaf, VhdOptions.defaults(), reference -> all)) {
            assertEquals(3, disk.chain().layers().size());
            assertNull(disk.chain().missingParent());
            assertFalse(disk.chain().links().get(1).rejected().isEmpty());
        }
        assertEquals(
                List.of("notes", "other.vhd", "other.vhdx", "broken", "middle.vhd", "base.vhd", "base.vhd"), opened);
    }
}
