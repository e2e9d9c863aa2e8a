package io.github.vhdlayers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.vhdlayers.chain.ChainLink.TimeVerdict;
import io.github.vhdlayers.chain.MissingParent;
import io.github.vhdlayers.chain.OrphanPolicy;
import io.github.vhdlayers.chain.ParentCandidate;
import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.diag.LimitException;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.diag.ParentException;
import io.github.vhdlayers.diag.RejectedParent;
import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.Owner;
import io.github.vhdlayers.ownership.SectorCounts;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.InteropTools;
import io.github.vhdlayers.testkit.Mutations;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.TestChain;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where parents are looked for, what is accepted, and what a person reads about the rest. */
class FindingParentsTest {
    private static final long SIZE = 64 * 1024;
    private static final SectorContent OLD = SectorContent.pattern(1);
    private static final SectorContent NEW = SectorContent.pattern(2);

    @TempDir
    Path cases;

    @TempDir
    Path elsewhere;

    private final DiskImage base =
            DiskImage.dynamic(SIZE).blockSize(4096).own(0, 64, OLD).build();
    private final DiskImage child = childOf(base).build();
    private Path leaf = Path.of("unset");

    @BeforeEach
    void writeLeaf() throws IOException {
        leaf = child.writeTo(cases.resolve("child.vhd"));
    }

    private static DiskImage.Builder childOf(DiskImage parent) {
        return DiskImage.differencing(parent.size())
                .blockSize(4096)
                .parent(parent)
                .parentName("base.vhd")
                .relativeLocator(".\\base.vhd")
                .absoluteLocator("D:\\machines\\base.vhd")
                .own(8, 4, NEW);
    }

    @Test
    void findsTheParentBesideTheLeaf() throws IOException {
        base.writeTo(cases.resolve("base.vhd"));
        readsMerged(VhdOptions.defaults());
        assertEquals(List.of(), codes(VhdOptions.defaults()));
    }

    @Test
    void findsTheParentUnderItsNameInAnotherCase() throws IOException {
        base.writeTo(cases.resolve("BASE.VHD"));
        readsMerged(VhdOptions.defaults());
        assertEquals(List.of(), codes(VhdOptions.defaults()));
    }

    @Test
    void findsTheParentInAFolderOfTheCallers() throws IOException {
        base.writeTo(elsewhere.resolve("base.vhd"));
        VhdOptions options =
                VhdOptions.builder().parentFolders(List.of(elsewhere)).build();
        readsMerged(options);
        assertEquals(List.of(), codes(options));
    }

    @Test
    void findsARenamedParentByItsId() throws IOException {
        DiskImage.fixed(1024).build().writeTo(cases.resolve("aaa.vhd"));
        Files.write(cases.resolve("not-a-disk.vhd"), "entity e is end e;".getBytes(UTF_8));
        base.writeTo(cases.resolve("Server_0A1B.avhd"));
        readsMerged(VhdOptions.defaults());
        assertEquals(List.of(FindingCode.PARENT_RENAMED), codes(VhdOptions.defaults()));
    }

    @Test
    void reportsSeveralFilesWithTheParentsId() throws IOException {
        base.writeTo(cases.resolve("copy1.vhd"));
        base.writeTo(cases.resolve("copy2.vhd"));
        assertEquals(
                List.of(FindingCode.PARENT_RENAMED, FindingCode.PARENT_COPIES_IDENTICAL), codes(VhdOptions.defaults()));
    }

    @Test
    void aFileOfTheRightNameAndAWrongIdIsPassedOver() throws IOException {
        DiskImage impostor = DiskImage.dynamic(SIZE)
                .blockSize(4096)
                .seed(99)
                .own(0, 64, SectorContent.pattern(9))
                .uniqueId(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
                .build();
        impostor.writeTo(cases.resolve("base.vhd"));
        ParentException e = assertThrows(ParentException.class, () -> VirtualDisk.open(leaf));
        assertEquals(ErrorCode.PARENT_NOT_FOUND, e.code());
        assertTrue(e.getMessage().contains("base.vhd: its id is 04030201-0605-0807-090a-0b0c0d0e0f10"), e::getMessage);

        base.writeTo(cases.resolve("real.vhd"));
        readsMerged(VhdOptions.defaults());
    }

    @Test
    void aMissingParentListsEveryPlaceThatWasTried() throws IOException {
        Files.write(cases.resolve("design.vhd"), "entity e is end e;".getBytes(UTF_8));
        VhdOptions options = VhdOptions.builder()
                .parentFolders(List.of(elsewhere, elsewhere.resolve("gone")))
                .build();
        ParentException e = assertThrows(ParentException.class, () -> VirtualDisk.open(leaf, options));
        assertEquals(ErrorCode.PARENT_NOT_FOUND, e.code());
        List<String> tried = e.tried().stream().map(Object::toString).toList();
        assertTrue(tried.contains(cases.resolve("base.vhd") + ": does not exist"), tried::toString);
        assertTrue(tried.contains(elsewhere.resolve("base.vhd") + ": does not exist"), tried::toString);
        assertTrue(
                tried.stream().anyMatch(one -> one.startsWith(elsewhere.resolve("gone") + ": cannot be listed")),
                tried::toString);
        assertTrue(
                tried.stream().anyMatch(one -> one.startsWith(cases.resolve("design.vhd") + ": not a VHD")),
                tried::toString);
        assertTrue(
                tried.stream().anyMatch(one -> one.equals(leaf + ": is layer 0 of this chain already")),
                tried::toString);
        for (String place : tried) {
            assertTrue(e.getMessage().contains(place), e::getMessage);
        }
    }

    @Test
    void everyRejectionHasACauseForPrograms() throws IOException {
        Files.write(cases.resolve("design.vhd"), "entity e is end e;".getBytes(UTF_8));
        Files.createDirectory(cases.resolve("folder.vhd"));
        byte[] other = base.toBytes();
        other[68] ^= 1;
        other[(int) base.positions().tailOffset() + 68] ^= 1;
        Files.write(cases.resolve("other.vhd"), Mutations.fixChecksums(other));
        Files.write(elsewhere.resolve("secret"), base.toBytes());
        Files.createSymbolicLink(cases.resolve("link.vhd"), elsewhere.resolve("secret"));
        ParentException e = assertThrows(ParentException.class, () -> VirtualDisk.open(leaf));
        Map<String, RejectedParent.Cause> causes = new TreeMap<>();
        e.tried().forEach(one -> causes.put(String.valueOf(Path.of(one.place()).getFileName()), one.cause()));
        assertEquals(
                Map.of(
                        "base.vhd", RejectedParent.Cause.NOT_THERE,
                        "design.vhd", RejectedParent.Cause.NOT_A_READABLE_VHD,
                        "folder.vhd", RejectedParent.Cause.NOT_A_FILE,
                        "child.vhd", RejectedParent.Cause.CIRCLE,
                        "link.vhd", RejectedParent.Cause.OUTSIDE_FOLDER,
                        "other.vhd", RejectedParent.Cause.OTHER_ID),
                causes);
        VhdOptions two = VhdOptions.builder()
                .limits(Limits.defaults().toBuilder().maxCandidates(1).build())
                .parentFolders(List.of(elsewhere.resolve("gone")))
                .build();
        List<RejectedParent.Cause> limited =
                assertThrows(ParentException.class, () -> VirtualDisk.open(leaf, two)).tried().stream()
                        .map(RejectedParent::cause)
                        .toList();
        assertEquals(List.of(RejectedParent.Cause.NOT_THERE, RejectedParent.Cause.TOO_MANY), limited);
        ParentCandidate refused = ParentCandidate.refused("store", "is offline");
        VhdOptions own = VhdOptions.builder()
                .parentResolver(reference -> List.of(refused, unreadable()))
                .build();
        List<RejectedParent.Cause> offline =
                assertThrows(ParentException.class, () -> VirtualDisk.open(leaf, own)).tried().stream()
                        .map(RejectedParent::cause)
                        .toList();
        assertEquals(List.of(RejectedParent.Cause.REFUSED, RejectedParent.Cause.UNREADABLE), offline);
    }

    private static ParentCandidate unreadable() {
        return ParentCandidate.of("broken", () -> {
            throw new IOException("the medium is broken");
        });
    }

    @Test
    void anOrphanServesOnlyItsOwnSectors() throws IOException {
        VhdOptions options =
                VhdOptions.builder().orphans(OrphanPolicy.SERVE_KNOWN).build();
        try (VirtualDisk disk = VirtualDisk.open(leaf, options)) {
            SectorCounts summary = disk.ownership().summary();
            assertEquals(4, summary.sectorsOf(0));
            assertEquals(SIZE / 512 - 4, summary.unknownSectors());
            assertEquals(0, summary.unwrittenSectors());
            assertEquals(Owner.Unowned.UNKNOWN, disk.ownership().ownerOf(0));
            assertEquals(new Owner.Layer(0), disk.ownership().ownerOf(8));
            byte[] expected = TestChain.of(child).withoutParents(1).read(8 * 512, 4 * 512);
            assertArrayEquals(expected, read(disk, 8 * 512, 4 * 512));
            ParentException e = assertThrows(ParentException.class, () -> read(disk, 8 * 512, 4 * 512 + 1));
            assertEquals(ErrorCode.SECTORS_UNKNOWN, e.code());
            assertTrue(e.getMessage().contains("sectors 12 to"), e::getMessage);
            MergedSource.Filled filled = disk.filled((byte) 0x3F);
            assertEquals(0x3F, read(filled, 0, 1)[0]);
            assertArrayEquals(expected, read(filled, 8 * 512, 4 * 512));
            assertEquals(Owner.Unowned.UNKNOWN, filled.disk().ownership().ownerOf(0));
            assertEquals(
                    List.of(FindingCode.PARENT_MISSING),
                    disk.findings().stream().map(Finding::code).toList());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = RejectedParent.Cause.class,
            names = {"NOT_THERE", "OTHER_ID", "UNREADABLE", "OUTSIDE_FOLDER"})
    void isMissingOnlyIfEveryFileThatMayBeItWasRead(RejectedParent.Cause cause) throws IOException {
        VhdOptions options = VhdOptions.builder()
                .orphans(OrphanPolicy.SERVE_KNOWN)
                .parentResolver(reference -> List.of(ParentCandidate.refused("place", cause, "why not")))
                .build();
        boolean isRead = cause == RejectedParent.Cause.NOT_THERE || cause == RejectedParent.Cause.OTHER_ID;
        try (VirtualDisk disk = VirtualDisk.open(leaf, options)) {
            MissingParent missing = Objects.requireNonNull(disk.chain().missingParent());
            assertFalse(missing.isRefused());
            assertEquals(!isRead, missing.isUndecided());
            assertEquals(isRead ? "is missing" : "was not found among the files that were read", missing.inWords());
            assertEquals(
                    List.of(isRead ? FindingCode.PARENT_MISSING : FindingCode.PARENT_NOT_REACHED),
                    disk.findings().stream().map(Finding::code).toList());
        }
    }

    @Test
    void aDiskThatIsItsOwnParentIsRefused() throws IOException {
        DiskImage narcissus = DiskImage.differencing(SIZE)
                .parentUniqueId(child.uniqueId())
                .uniqueId(child.uniqueId())
                .parentName("self.vhd")
                .build();
        Path self = narcissus.writeTo(cases.resolve("self.vhd"));
        narcissus.writeTo(cases.resolve("twin.vhd"));
        ParentException e = assertThrows(ParentException.class, () -> VirtualDisk.open(self));
        assertTrue(e.getMessage().contains("self.vhd: is layer 0 of this chain already"), e::getMessage);
        assertTrue(
                e.getMessage().contains("twin.vhd: its id is that of layer 0, so the chain would run in a circle"),
                e::getMessage);
    }

    @Test
    void aCircleOfThreeIsRefused() throws IOException {
        byte[][] ids = {id(1), id(2), id(3)};
        for (int i = 0; i < 3; i++) {
            DiskImage.differencing(SIZE)
                    .uniqueId(ids[i])
                    .parentUniqueId(ids[(i + 1) % 3])
                    .parentName("ring" + (i + 1) % 3 + ".vhd")
                    .build()
                    .writeTo(cases.resolve("ring" + i + ".vhd"));
        }
        ParentException e = assertThrows(ParentException.class, () -> VirtualDisk.open(cases.resolve("ring0.vhd")));
        assertTrue(e.getMessage().startsWith("ring2.vhd: parent missing"), e::getMessage);
        assertTrue(e.getMessage().contains("ring0.vhd: is layer 0 of this chain already"), e::getMessage);
    }

    @Test
    void aNullIdProvesNothing() throws IOException {
        Path nobodys = DiskImage.differencing(SIZE)
                .parentUniqueId(new byte[16])
                .parentName("null.vhd")
                .build()
                .writeTo(cases.resolve("nobodys.vhd"));
        DiskImage.dynamic(SIZE).uniqueId(new byte[16]).build().writeTo(cases.resolve("null.vhd"));
        ParentException e = assertThrows(ParentException.class, () -> VirtualDisk.open(nobodys));
        assertEquals(ErrorCode.PARENT_ID_NULL, e.code());
    }

    @Test
    void aThousandLayersAreTooMany() throws IOException {
        List<ParentCandidate> candidates = new ArrayList<>();
        for (int i = 1; i <= 1000; i++) {
            byte[] bytes = DiskImage.differencing(512)
                    .blockSize(512)
                    .uniqueId(id(i))
                    .parentUniqueId(id(i + 1))
                    .build()
                    .toBytes();
            candidates.add(ParentCandidate.of("l" + i, () -> RandomAccessSources.ofBytes("l", bytes)));
        }
        byte[] top = DiskImage.differencing(512)
                .blockSize(512)
                .uniqueId(id(5000))
                .parentUniqueId(id(1))
                .build()
                .toBytes();
        VhdOptions options =
                VhdOptions.builder().parentResolver(reference -> candidates).build();
        LimitException e = assertThrows(
                LimitException.class, () -> VirtualDisk.open(RandomAccessSources.ofBytes("top", top), options));
        assertEquals(ErrorCode.CHAIN_TOO_DEEP, e.code());
        VhdOptions few = options.toBuilder()
                .limits(Limits.defaults().toBuilder().maxChainDepth(3).build())
                .build();
        e = assertThrows(LimitException.class, () -> VirtualDisk.open(RandomAccessSources.ofBytes("top", top), few));
        assertEquals(3, e.limit());
        assertNull(e.needed());
    }

    @Test
    @Timeout(20)
    void linksOutOfTheFolderPipesAndFoldersAreRefused() throws IOException {
        assumeTrue(InteropTools.missing("mkfifo").isEmpty(), "no mkfifo");
        Path real = base.writeTo(elsewhere.resolve("base.vhd"));
        Files.createSymbolicLink(cases.resolve("base.vhd"), real);
        InteropTools.run(cases, "mkfifo", "pipe.vhd").requireSuccess();
        Files.createDirectory(cases.resolve("folder.vhd"));
        ParentException e = assertThrows(ParentException.class, () -> VirtualDisk.open(leaf));
        assertTrue(e.getMessage().contains("base.vhd: is a symbolic link out of the folder"), e::getMessage);
        assertTrue(e.getMessage().contains("pipe.vhd: is not a regular file"), e::getMessage);
        assertTrue(e.getMessage().contains("folder.vhd: is not a regular file"), e::getMessage);
        assertThrows(IOException.class, () -> VirtualDisk.open(cases.resolve("pipe.vhd")));
    }

    @Test
    void aLinkInsideTheFolderIsFollowed() throws IOException {
        base.writeTo(cases.resolve("b.bin"));
        Files.createSymbolicLink(cases.resolve("base.vhd"), Path.of("b.bin"));
        readsMerged(VhdOptions.defaults());
    }

    @Test
    void aLeafNamedByALinkFindsItsParentsWhereItIs() throws IOException {
        base.writeTo(cases.resolve("base.vhd"));
        Path link = Files.createSymbolicLink(elsewhere.resolve("case-7.vhd"), leaf);
        try (VirtualDisk disk = VirtualDisk.open(link)) {
            assertEquals(2, disk.chain().layers().size());
        }
    }

    @Test
    void theParentsTimeIsAHint() throws IOException {
        Path parent = base.writeTo(cases.resolve("base.vhd"));
        Path timed = childOf(base).parentTimestamp(525_527_478).build().writeTo(cases.resolve("timed.vhd"));
        Instant recorded = Instant.parse("2016-08-26T11:51:18Z");
        assertEquals(TimeVerdict.MATCHES, timeVerdict(timed, parent, recorded));
        assertEquals(TimeVerdict.MATCHES, timeVerdict(timed, parent, recorded.plusSeconds(2)));
        assertEquals(TimeVerdict.WHOLE_HOURS_APART, timeVerdict(timed, parent, recorded.minusSeconds(3600)));
        assertEquals(TimeVerdict.DIFFERS, timeVerdict(timed, parent, recorded.plusSeconds(60)));
        assertEquals(TimeVerdict.NOT_RECORDED, timeVerdict(leaf, parent, recorded));
    }

    private static TimeVerdict timeVerdict(Path leaf, Path parent, Instant time) throws IOException {
        Files.setLastModifiedTime(parent, FileTime.from(time));
        try (VirtualDisk disk = VirtualDisk.open(leaf)) {
            return disk.chain().links().get(0).time();
        }
    }

    @Test
    void sectorsPastAShorterParentAreUnwritten() throws IOException {
        DiskImage grand = DiskImage.fixed(SIZE).own(0, SIZE / 512, OLD).build();
        DiskImage middle = DiskImage.differencing(SIZE / 2).parent(grand).build();
        DiskImage top =
                DiskImage.differencing(SIZE).parent(middle).own(0, 1, NEW).build();
        TestChain chain = TestChain.of(top, middle, grand);
        try (VirtualDisk disk = ChainsInMemory.open(chain)) {
            assertArrayEquals(chain.merged(), read(disk, 0, (int) SIZE));
            assertEquals(Owner.Unowned.UNWRITTEN, disk.ownership().ownerOf(SIZE / 512 - 1));
            assertEquals(
                    2,
                    disk.findings().stream()
                            .filter(finding -> finding.code() == FindingCode.PARENT_SIZE_DIFFERS)
                            .count());
        }
    }

    private void readsMerged(VhdOptions options) throws IOException {
        try (VirtualDisk disk = VirtualDisk.open(leaf, options)) {
            assertArrayEquals(TestChain.of(child, base).merged(), read(disk, 0, (int) SIZE));
        }
    }

    private List<FindingCode> codes(VhdOptions options) throws IOException {
        try (VirtualDisk disk = VirtualDisk.open(leaf, options)) {
            return disk.findings().stream().map(Finding::code).toList();
        }
    }

    @Test
    void foldersThatTheCallerNamedAreSearchedBehindItsResolver() throws IOException {
        base.writeTo(elsewhere.resolve("base.vhd"));
        VhdOptions options = VhdOptions.builder()
                .parentResolver(reference -> List.of(ParentCandidate.refused("a store", "has no such disk")))
                .parentFolders(List.of(elsewhere))
                .build();
        try (VirtualDisk disk = VirtualDisk.open(cases.resolve("child.vhd"), options)) {
            assertEquals(elsewhere.resolve("base.vhd"), disk.chain().layer(1).path());
            assertEquals(
                    "a store", disk.chain().links().get(0).rejected().get(0).place());
        }
    }

    @Test
    void aCopyBehindTheFirstResolverIsNoticed() throws IOException {
        base.writeTo(elsewhere.resolve("base.vhd"));
        byte[] other = base.toBytes();
        other[other.length - 512 - 100] ^= 1;
        VhdOptions options = VhdOptions.builder()
                .parentResolver(reference ->
                        List.of(ParentCandidate.of("stored", () -> RandomAccessSources.ofBytes("stored", other))))
                .parentFolders(List.of(elsewhere))
                .build();
        ParentException e =
                assertThrows(ParentException.class, () -> VirtualDisk.open(cases.resolve("child.vhd"), options));
        assertEquals(ErrorCode.PARENT_COPIES_DIFFER, e.code());
    }

    private static byte[] read(RandomAccessData disk, long from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        disk.readFully(from, bytes);
        return bytes.array();
    }

    private static byte[] id(int number) {
        return ByteBuffer.allocate(16).putInt(12, number).putInt(0, 77).array();
    }
}
