package io.github.vhdlayers.filesystems.ntfs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileExtent;
import io.github.vhdlayers.filesystem.FileName;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystems.JavaFileSystemReader;
import io.github.vhdlayers.filesystems.support.Times;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.partition.PartitionTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is reported of volumes that were written here, byte for byte. */
class NtfsImageTest {
    static byte[] bytes(int seed, int count) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "512,512,1024",
        "512,4096,1024",
        "256,1024,1024",
        "4096,4096,4096",
        "4096,4096,1024",
        "512,2097152,1024",
        "512,65536,4096",
        "1024,1024,2048"
    })
    void allSizesOfSectorsClustersAndRecords(int sector, int cluster, int record) throws IOException {
        NtfsImage image = new NtfsImage(sector, cluster, record, Math.max(40, (400 << 10) / cluster));
        image.file(30, "small").resident(0x80, "", text("resident"));
        byte[] content = bytes(1, 3 * cluster - 5);
        int at = image.allocate(3);
        image.put(at, content);
        image.file(31, "large").stored(0x80, "", content.length, content.length, 0, new long[][] {{at, 3}});
        Walked walked = Walked.of(image.build());
        assertEquals(List.of(), walked.result().problems());
        assertArrayEquals(text("resident"), walked.content("/small"));
        assertArrayEquals(content, walked.content("/large"));
        DiskFile large = walked.file("/large");
        assertEquals(
                List.of(new FileExtent(FileExtent.Kind.STORED, 0, (long) at * cluster, 3L * cluster)),
                large.streams().get(0).extents());
        assertEquals(
                record,
                large.metadata().stream().mapToLong(each -> each.length()).sum());
        assertEquals(image.placeOf(31), large.metadata().get(0).diskOffset());
    }

    @Test
    void whatWasNeverWrittenIsZerosAndHolesAreZeros() throws IOException {
        NtfsImage image = NtfsImage.usual();
        int at = image.allocate(4);
        image.put(at, bytes(2, 16_384));
        image.file(30, "f").stored(0x80, "", 14_000, 5_000, 0, new long[][] {{at, 2}, {at + 2, 2}});
        image.file(31, "holes").stored(0x80, "", 16_000, 16_000, 0x8000, new long[][] {{-1, 1}, {at, 2}, {-1, 1}});
        Walked walked = Walked.of(image.build());
        assertArrayEquals(Arrays.copyOf(bytes(2, 5_000), 14_000), walked.content("/f"));
        byte[] holes = new byte[16_000];
        System.arraycopy(bytes(2, 8_192), 0, holes, 4096, 8_192);
        assertArrayEquals(holes, walked.content("/holes"));
        assertTrue(walked.result().isComplete(), walked.result().toString());
    }

    @Test
    void aTornRecordIsUnknownAndNamed() throws IOException {
        NtfsImage image = NtfsImage.usual();
        image.file(30, "torn").resident(0x80, "", text("x"));
        image.file(31, "whole").resident(0x80, "", text("y"));
        byte[] disk = image.build();
        disk[image.placeOf(30) + 1022] ^= 1;
        Walked walked = Walked.of(disk);
        assertFalse(walked.file("/torn").isRead());
        String problem = String.valueOf(walked.file("/torn").problem());
        assertTrue(problem.contains("MFT record 30") && problem.contains("512-byte parts 1 "), problem);
        assertArrayEquals(text("y"), walked.content("/whole"));
        assertFalse(walked.result().isComplete());
    }

    @Test
    void aDamagedFirstRecordIsReadFromItsCopy() throws IOException {
        NtfsImage image = NtfsImage.usual();
        image.file(30, "f").resident(0x80, "", text("x"));
        byte[] disk = image.build();
        disk[image.placeOf(0) + 510] ^= 1;
        Walked walked = Walked.of(disk);
        assertArrayEquals(text("x"), walked.content("/f"));
        assertTrue(
                walked.result().problems().toString().contains("$MFTMirr"),
                walked.result().toString());
    }

    @Test
    void joinsAnAttributeOfSeveralRecords() throws IOException {
        for (int lost = -1; lost < 3; lost++) {
            NtfsImage image = NtfsImage.usual();
            byte[] content = bytes(3, 12 * 4096);
            int at = image.allocate(12);
            image.put(at, content);
            NtfsImage.Rec file = image.file(30, "parts");
            ByteArrayOutputStream list = new ByteArrayOutputStream();
            for (int part = 0; part < 3; part++) {
                NtfsImage.Rec holder =
                        part == 0 ? file : image.record(40 + part, 3).extensionOf(30, 1);
                if (part != lost) {
                    holder.part(
                            0x80,
                            "",
                            4L * part,
                            4L * part + 3,
                            content.length,
                            content.length,
                            0,
                            NtfsImage.runs(new long[][] {{at + 4L * part, 4}}));
                }
                ByteBuffer entry = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
                entry.putInt(0x80).putShort((short) 32).putShort((short) 0x1A00).putLong(4L * part);
                entry.putLong(part == 0 ? 30 | 1L << 48 : 40 + part | 3L << 48);
                entry.putShort((short) (part == lost ? 99 : holder.lastId()));
                list.writeBytes(entry.array());
            }
            file.resident(0x20, "", list.toByteArray());
            Walked walked = Walked.of(image.build());
            if (lost < 0) {
                assertArrayEquals(content, walked.content("/parts"));
                assertNull(walked.file("/parts").problem());
                assertEquals(3, walked.file("/parts").metadata().size());
            } else {
                assertNotNull(walked.file("/parts").problem(), "part " + lost);
                assertTrue(walked.failure("/parts").contains("is lost"), walked.failure("/parts"));
                assertFalse(walked.result().isComplete());
            }
        }
    }

    @Test
    void theMftsOwnPartsAreFoundByThePartsBefore() throws IOException {
        NtfsImage image = NtfsImage.usual();
        image.file(50, "far").resident(0x80, "", text("in the second part"));
        NtfsImage.Rec mft = image.record(0, 1).standard().name(5, 5, "$MFT", 3, 0);
        mft.part(0x80, "", 0, 9, 64 * 1024, 64 * 1024, 0, NtfsImage.runs(new long[][] {{4, 10}}));
        NtfsImage.Rec second = image.record(15, 1).extensionOf(0, 1);
        second.part(0x80, "", 10, 15, 0, 0, 0, NtfsImage.runs(new long[][] {{14, 6}}));
        ByteBuffer list = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        list.putInt(0x80)
                .putShort((short) 32)
                .putShort((short) 0x1A00)
                .putLong(0)
                .putLong(1L << 48);
        list.putShort((short) mft.lastId());
        list.position(32);
        list.putInt(0x80)
                .putShort((short) 32)
                .putShort((short) 0x1A00)
                .putLong(10)
                .putLong(15 | 1L << 48);
        list.putShort((short) second.lastId());
        mft.resident(0x20, "", list.array());
        Walked walked = Walked.of(image.build());
        assertArrayEquals(text("in the second part"), walked.content("/far"));
        assertTrue(walked.result().isComplete(), walked.result().toString());
    }

    @Test
    void hardLinksAreSeveralPathsAndDosNamesAreNone() throws IOException {
        NtfsImage image = NtfsImage.usual();
        NtfsImage.Rec file = image.file(30, "A long name.text")
                .name(5, 5, "ALONGN~1.TEX", 2, 0)
                .name(5, 5, "b", 0, 0);
        file.resident(0x80, "", text("x"));
        image.record(5, 5).entries.add(NtfsImage.entry(30, 1, NtfsImage.fileName(5, 5, "ALONGN~1.TEX", 2, 0)));
        image.record(5, 5).entries.add(NtfsImage.entry(30, 1, NtfsImage.fileName(5, 5, "b", 0, 0)));
        Walked walked = Walked.of(image.build());
        assertEquals(
                List.of("/", "/$Bitmap", "/$LogFile", "/$MFT", "/$OrphanFiles", "/A long name.text", "/b"),
                new ArrayList<>(walked.files().keySet()));
        assertEquals(2, walked.file("/b").links());
    }

    @Test
    void anEntryOfAnotherUseOfItsRecordIsNoFile() throws IOException {
        NtfsImage image = NtfsImage.usual();
        image.record(30, 7).standard().name(5, 5, "new", 1, 0).resident(0x80, "", text("x"));
        image.record(5, 5).entries.add(NtfsImage.entry(30, 7, NtfsImage.fileName(5, 5, "new", 1, 0)));
        image.record(5, 5).entries.add(NtfsImage.entry(30, 6, NtfsImage.fileName(5, 5, "old", 1, 0)));
        Walked walked = Walked.of(image.build());
        assertFalse(walked.file("/old").isRead());
        assertArrayEquals(text("x"), walked.content("/new"));
        assertFalse(walked.result().isComplete());
    }

    @Test
    void aFileThatNoFolderListsIsReportedAndNamedAsAProblem() throws IOException {
        NtfsImage image = NtfsImage.usual();
        image.record(30, 1).folder().standard().name(5, 5, "d", 1, NtfsImage.DIRECTORY);
        image.record(30, 1).index(List.of(NtfsImage.entry(31, 1, NtfsImage.fileName(30, 1, "listed", 1, 0))), -1);
        image.record(31, 1).standard().name(30, 1, "listed", 1, 0).resident(0x80, "", text("x"));
        image.record(32, 1).standard().name(30, 1, "unlisted", 1, 0).resident(0x80, "", text("y"));
        image.record(33, 1).standard().name(99, 1, "nowhere", 1, 0).resident(0x80, "", text("z"));
        Walked walked = Walked.of(image.build());
        assertArrayEquals(text("x"), walked.content("/d/listed"));
        assertArrayEquals(text("y"), walked.content("/d/unlisted"));
        assertArrayEquals(text("z"), walked.content("/$OrphanFiles/nowhere"));
        assertTrue(walked.file("/d/unlisted").allocated());
        assertEquals(3, walked.result().problemCount(), walked.result().toString());
    }

    @Test
    void aLogThatWasNotClosedIsSaid() throws IOException {
        for (int client : new int[] {0, 0xFFFF}) {
            for (int flags = 0; flags <= 2; flags += 2) {
                NtfsImage image = NtfsImage.usual();
                int at = image.allocate(4);
                ByteBuffer page = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
                page.put(text("RSTR")).putShort((short) 30).putShort((short) 9);
                page.putInt(16, 4096).putInt(20, 4096).putShort(24, (short) 48);
                page.putLong(48, 77).putShort(60, (short) client).putShort(62, (short) flags);
                image.put(at, page.array());
                image.file(2, "$LogFile").stored(0x80, "", 16_384, 16_384, 0, new long[][] {{at, 4}});
                Walked walked = Walked.of(image.build());
                boolean isClosed = client == 0xFFFF || flags == 2;
                assertEquals(
                        isClosed, walked.result().isComplete(), walked.result().toString());
                FileSystemInfo.State state = walked.file("/").fileSystem().state();
                assertEquals(isClosed ? FileSystemInfo.State.AS_STORED : FileSystemInfo.State.LOG_NOT_REPLAYED, state);
                assertEquals(isClosed, !walked.result().problems().toString().contains("was not closed"));
            }
        }
    }

    @Test
    void ownersObjectIdsTargetsAndTimesOfNamesAreDetails() throws IOException {
        NtfsImage image = NtfsImage.usual();
        ByteBuffer descriptors = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
        for (int id = 0x100; id <= 0x101; id++) {
            int at = (id - 0x100) * 64;
            descriptors.position(at);
            descriptors.putInt(0).putInt(id).putLong(at).putInt(20 + 20 + 16);
            descriptors
                    .put((byte) 1)
                    .put((byte) 0)
                    .putShort((short) 0x8000)
                    .putInt(20)
                    .putInt(0)
                    .putInt(0)
                    .putInt(0);
            descriptors.put(new byte[] {1, 2, 0, 0, 0, 0, 0, 5}).putInt(32).putInt(id);
        }
        int at = image.allocate(1);
        image.put(at, descriptors.array());
        image.file(9, "$Secure").stored(0x80, "$SDS", 120, 120, 0, new long[][] {{at, 1}});
        byte[] object = new byte[16];
        for (int i = 0; i < object.length; i++) {
            object[i] = (byte) i;
        }
        image.file(30, "f").resident(0x40, "", object);
        byte[] disk = image.build();
        try (RandomAccessSource source = RandomAccessSources.ofBytes("disk", disk);
                DiskFileSystems systems = new JavaFileSystemReader().open(source, PartitionTable.read(source))) {
            DiskFile.Details details = systems.details(Walked.of(disk).file("/f"));
            assertEquals("S-1-5-32-257", details.owner());
            assertEquals("03020100-0504-0706-0809-0a0b0c0d0e0f", details.objectId());
            assertNull(details.linkTarget());
            assertEquals(
                    Times.windows(NtfsImage.TIME),
                    details.nameTimes() == null ? null : details.nameTimes().created());
        }
    }

    @Test
    void aFileIsFoundByItsNumberUnderAnyName() throws IOException {
        NtfsImage image = NtfsImage.usual();
        image.file(30, "f").resident(0x80, "", text("x"));
        image.record(31, 4).free().standard().name(5, 5, "gone", 1, 0);
        image.record(32, 1).extensionOf(30, 1);
        image.record(33, 4).free().standard().name(5, 5, "listed", 1, 0);
        image.record(5, 5).entries.add(NtfsImage.entry(33, 4, NtfsImage.fileName(5, 5, "listed", 1, 0)));
        byte[] disk = image.build();
        try (RandomAccessSource source = RandomAccessSources.ofBytes("disk", disk);
                DiskFileSystems systems = new JavaFileSystemReader().open(source, PartitionTable.read(source))) {
            FileSystemInfo info = systems.fileSystems().get(0);
            FileName name = new FileName("/any", DiskFile.Kind.FILE, true, 30, 77, false);
            DiskFile found = systems.file(info, name);
            assertTrue(found != null && found.allocated() && found.name().sequence() == 1);
            DiskFile free = systems.file(info, new FileName("/any", DiskFile.Kind.FILE, true, 31, 3, false));
            assertTrue(free != null
                    && free.isRead()
                    && !free.allocated()
                    && free.name().sequence() == 4);
            assertNull(systems.file(info, new FileName("/any", DiskFile.Kind.FILE, true, 32, 1, false)));
            assertNull(systems.file(info, new FileName("/any", DiskFile.Kind.FILE, true, 50, 1, false)));
        }
        Walked walked = Walked.of(disk);
        assertFalse(walked.file("/listed").allocated());
        assertTrue(walked.result().problems().toString().contains("/listed: its folder lists it"));
    }

    @Test
    void aNameThatTheRecordDoesNotHaveIsDoubted() throws IOException {
        NtfsImage image = NtfsImage.usual();
        image.file(30, "now").resident(0x80, "", text("x"));
        image.record(5, 5).entries.add(NtfsImage.entry(30, 1, NtfsImage.fileName(5, 5, "before", 1, 0)));
        Walked walked = Walked.of(image.build());
        assertNull(walked.file("/now").problem());
        assertTrue(String.valueOf(walked.file("/before").problem()).contains("no such name"));
        assertFalse(walked.result().isComplete());
    }

    @Test
    void readsFolderBlocksInUnitsOf512Bytes() throws IOException {
        for (int cluster : new int[] {4096, 65_536}) {
            NtfsImage image = new NtfsImage(512, cluster, 1024, 100);
            List<byte[]> first = new ArrayList<>();
            List<byte[]> second = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                image.record(64 - 1 - i % 30, 1);
                byte[] entry = NtfsImage.entry(30 + i % 30, 1, NtfsImage.fileName(35, 1, "file " + i, 1, 0));
                (i % 2 == 0 ? first : second).add(entry);
            }
            for (int i = 0; i < 30; i++) {
                if (30 + i != 35) {
                    image.record(30 + i, 1)
                            .standard()
                            .name(35, 1, "file " + i, 1, 0)
                            .resident(0x80, "", text("x"));
                }
            }
            int at = image.allocate(2);
            byte[] blocks = new byte[8192];
            int unit = cluster > 4096 ? 8 : 1;
            System.arraycopy(NtfsImage.protect(NtfsImage.block(0, first, 4096), 5), 0, blocks, 0, 4096);
            System.arraycopy(NtfsImage.protect(NtfsImage.block(unit, second, 4096), 6), 0, blocks, 4096, 4096);
            image.put(at, blocks);
            NtfsImage.Rec folder = image.record(35, 1).folder().standard().name(5, 5, "d", 1, NtfsImage.DIRECTORY);
            byte[] middle = NtfsImage.withChild(NtfsImage.entry(36, 1, NtfsImage.fileName(35, 1, "m", 1, 0)), 0);
            folder.index(List.of(middle), unit);
            folder.stored(0xA0, "$I30", 8192, 8192, 0, new long[][] {{at, 2}});
            image.record(5, 5)
                    .entries
                    .add(NtfsImage.entry(35, 1, NtfsImage.fileName(5, 5, "d", 1, NtfsImage.DIRECTORY)));
            Walked walked = Walked.of(image.build());
            long names = walked.files().keySet().stream()
                    .filter(path -> path.startsWith("/d/"))
                    .count();
            assertEquals(41, names, cluster + ": " + walked.result());
        }
    }

    @Test
    void namesOfADamagedIndexComeFromTheMft() throws IOException {
        NtfsImage image = NtfsImage.usual();
        image.record(5, 5).entries.add(NtfsImage.entry(35, 1, NtfsImage.fileName(5, 5, "d", 1, NtfsImage.DIRECTORY)));
        int at = image.allocate(1);
        NtfsImage.Rec folder = image.record(35, 1).folder().standard().name(5, 5, "d", 1, NtfsImage.DIRECTORY);
        folder.index(List.of(), 0).stored(0xA0, "$I30", 4096, 4096, 0, new long[][] {{at, 1}});
        image.record(36, 1).standard().name(35, 1, "inside", 1, 0).resident(0x80, "", text("x"));
        byte[] disk = image.build();
        Walked walked = Walked.of(disk);
        assertArrayEquals(text("x"), walked.content("/d/inside"));
        assertEquals(List.of(), walked.result().unread(), "all names are known");
        assertEquals(1, walked.result().problemCount(), "and yet the index is damaged");
        disk[image.placeOf(40)] = 'B';
        walked = Walked.of(disk);
        assertArrayEquals(text("x"), walked.content("/d/inside"));
        assertEquals("/d", walked.result().unread().get(0).path(), "a record is damaged that may be one of the folder");
        assertFalse(walked.result().isKnownAbsent("/d/other"));
    }

    @Test
    void clustersPastTheVolumeAreLost() throws IOException {
        NtfsImage image = NtfsImage.usual();
        int at = image.allocate(1);
        image.file(30, "f").stored(0x80, "", 12_000, 12_000, 0, new long[][] {{at, 1}, {511, 2}});
        image.file(31, "g").stored(0x80, "", 4_000, 4_000, 0, new long[][] {{1L << 40, 1}});
        Walked walked = Walked.of(image.build());
        assertTrue(walked.failure("/f").contains("lost"), walked.failure("/f"));
        assertTrue(walked.failure("/g").contains("lost"), walked.failure("/g"));
        assertEquals(
                List.of(FileExtent.Kind.STORED, FileExtent.Kind.STORED, FileExtent.Kind.LOST),
                walked.file("/f").streams().get(0).extents().stream()
                        .map(FileExtent::kind)
                        .toList());
    }

    @Test
    void deletedFilesAreInTheirFolderOrOrphans() throws IOException {
        NtfsImage image = NtfsImage.usual();
        image.record(30, 2).free().standard().name(5, 5, "gone", 1, 0).resident(0x80, "", text("was here"));
        image.record(31, 2).free().standard().name(44, 1, "lost", 1, 0).resident(0x80, "", text("was somewhere"));
        image.record(32, 2).free().standard().name(5, 4, "wrong use of the folder", 1, 0);
        Walked walked = Walked.of(image.build());
        assertArrayEquals(text("was here"), walked.content("/gone (deleted)"));
        assertArrayEquals(text("was somewhere"), walked.content("/$OrphanFiles/lost (deleted)"));
        assertFalse(
                walked.file("/$OrphanFiles/wrong use of the folder (deleted)").allocated());
        assertEquals(1, walked.file("/gone (deleted)").name().sequence());
    }

    @Test
    void linksAndJunctionsAreLinks() throws IOException {
        NtfsImage image = NtfsImage.usual();
        byte[] target = NtfsImage.utf16("\\??\\C:\\Users");
        ByteBuffer junction = ByteBuffer.allocate(16 + target.length + 4).order(ByteOrder.LITTLE_ENDIAN);
        junction.putInt(0xA0000003).putShort((short) (8 + target.length + 4)).putShort((short) 0);
        junction.putShort((short) 0).putShort((short) target.length).putShort((short) (target.length + 2));
        junction.putShort((short) 0).put(target);
        NtfsImage.Rec folder =
                image.record(30, 1).folder().standard().name(5, 5, "Documents", 1, NtfsImage.DIRECTORY | 0x400);
        folder.index(List.of(), -1).resident(0xC0, "", junction.array());
        image.record(5, 5)
                .entries
                .add(NtfsImage.entry(30, 1, NtfsImage.fileName(5, 5, "Documents", 1, NtfsImage.DIRECTORY | 0x400)));
        assertEquals(
                DiskFile.Kind.LINK, Walked.of(image.build()).file("/Documents").kind());
        assertEquals("\\??\\C:\\Users", ReparsePoint.parse(junction.array()).target());
    }

    @Test
    void whatIsKeptElsewhereIsLostAndNoZeros() throws IOException {
        NtfsImage image = NtfsImage.usual();
        byte[] dedup = new byte[24];
        ByteBuffer.wrap(dedup).order(ByteOrder.LITTLE_ENDIAN).putInt(0x80000013).putShort((short) 16);
        image.file(30, "kept elsewhere")
                .stored(0x80, "", 30_000, 0, 0x8000, new long[][] {{-1, 8}})
                .resident(0xC0, "", dedup);
        Walked walked = Walked.of(image.build());
        assertTrue(walked.failure("/kept elsewhere").contains("lost"), walked.failure("/kept elsewhere"));
        assertFalse(walked.result().isComplete());
    }

    @Test
    void compressedUnitsAreDecoded() throws IOException {
        NtfsImage image = NtfsImage.usual();
        byte[] plain = text("It is always the same sentence that is compressed here. ".repeat(3_000));
        byte[] first = Arrays.copyOf(plain, 65_536);
        byte[] packed = Lznt1Test.compress(first, new Random(1));
        int clusters = (packed.length + 4095) / 4096;
        int at = image.allocate(clusters + 16);
        image.put(at, packed);
        byte[] second = bytes(9, 65_536);
        image.put(at + clusters, second);
        image.file(30, "c").part(0x80, "", 0, 47, 140_000, 140_000, 1, NtfsImage.runs(new long[][] {
            {at, clusters}, {-1, 16 - clusters}, {at + clusters, 16}, {-1, 16}
        }));
        Walked walked = Walked.of(image.build());
        byte[] expected = new byte[140_000];
        System.arraycopy(first, 0, expected, 0, 65_536);
        System.arraycopy(second, 0, expected, 65_536, 65_536);
        assertArrayEquals(expected, walked.content("/c"));
    }
}
