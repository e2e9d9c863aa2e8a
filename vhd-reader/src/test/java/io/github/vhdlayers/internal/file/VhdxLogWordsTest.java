package io.github.vhdlayers.internal.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.LimitException;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.VhdxImage;
import io.github.vhdlayers.testkit.VhdxLogRecipe;
import io.github.vhdlayers.testkit.VhdxLogRecipe.Change;
import io.github.vhdlayers.testkit.VhdxLogRecipe.Entry;
import io.github.vhdlayers.testkit.VhdxLogRecipe.Flaw;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** What is said of a log: what it changed, which of its entries are not sound and why, and why it cannot be replayed. */
class VhdxLogWordsTest {
    private static final int MIB = 1 << 20;
    private static final int HEADER = 0x20000;
    private static final Change TABLE = Change.right("table", 0, 4096);
    private static final String WITHOUT =
            "; the disk can be read without its log, as it was before those changes, if you ask for that";

    private static VhdxImage with(Entry... entries) {
        return VhdxImage.dynamic(4 * MIB)
                .block(0, VhdxImage.FULL)
                .log(VhdxLogRecipe.dirty(3, entries))
                .build();
    }

    /** What is said where the second entry, of one page, is changed and has the right checksum. */
    private static void assertInvalid(String why, Consumer<ByteBuffer> change) throws IOException {
        VhdxImage image = with(Entry.of(5, 0, TABLE), Entry.of(6, 0, TABLE));
        byte[] bytes = image.toBytes();
        int at = image.place("entry1");
        ByteBuffer entry = ByteBuffer.wrap(bytes, at, 8192).slice().order(ByteOrder.LITTLE_ENDIAN);
        change.accept(entry);
        seal(entry);
        List<String> found = found(bytes, Limits.defaults());
        assertTrue(
                found.contains(
                        "LOG_ENTRY_INVALID VHDX log @" + at + ": 1 with the id of the header; the first: " + why),
                () -> why + " " + found);
    }

    private static void seal(ByteBuffer entry) {
        entry.putInt(4, 0);
        CRC32C crc = new CRC32C();
        crc.update(entry.duplicate().clear());
        entry.putInt(4, (int) crc.getValue());
    }

    @Test
    void saysWhyAnEntryIsNotSound() throws IOException {
        // Behind the slots 3 to 6 the ring of 256 goes on to slot 3.
        String room = ", where there is room for " + (256 - 2) * 4096;
        assertInvalid("its length is 0 bytes" + room, entry -> entry.putInt(8, 0));
        assertInvalid("its length is 4097 bytes" + room, entry -> entry.putInt(8, 4097));
        assertInvalid("its length is " + 255 * 4096 + " bytes" + room, entry -> entry.putInt(8, 255 * 4096));
        assertInvalid("its tail is 12289", entry -> entry.putInt(12, 3 * 4096 + 1));
        assertInvalid("its tail is 1048576", entry -> entry.putInt(12, MIB));
        assertInvalid("its number is 0", entry -> entry.putLong(16, 0));
        assertInvalid("it claims 400 descriptors", entry -> entry.putInt(24, 400));
        assertInvalid("it speaks of a file of 2^63 bytes or more", entry -> entry.putLong(48, -1));
        assertInvalid("it speaks of a file of 2^63 bytes or more", entry -> entry.putLong(56, -1));
        assertInvalid("a descriptor has no signature", entry -> entry.putInt(64, 0));
        assertInvalid("a descriptor has another number", entry -> entry.putLong(64 + 24, 7));
        assertInvalid("a sector of data has no signature", entry -> entry.putInt(4096, 0));
        assertInvalid("a sector of data has another number", entry -> entry.putInt(4096 + 4, 1));
        assertInvalid("a sector of data has another number", entry -> entry.putInt(8192 - 4, 5));
        assertInvalid("its length is 2 sectors, and its descriptors need 1", entry -> entry.putInt(24, 0));
        assertInvalid(
                "a descriptor changes 4096 bytes at file offset 3145729", entry -> entry.putLong(64 + 16, 3 * MIB + 1));
        assertInvalid(
                "a descriptor changes 4096 bytes at file offset 18446744073709547520",
                entry -> entry.putLong(64 + 16, -4096));
        assertInvalid(
                "a descriptor changes file offset 192512, where identifier and headers are",
                entry -> entry.putLong(64 + 16, 0x30000 - 4096));
        assertInvalid("a descriptor changes the log itself", entry -> entry.putLong(64 + 16, MIB));
        assertInvalid("a descriptor changes the log itself", entry -> entry.putLong(64 + 16, 2 * MIB - 4096));
    }

    @Test
    void countsWhatTheDescriptorsOfAnEntryNeed() throws IOException {
        VhdxImage image = with(Entry.of(5, 0, TABLE), Entry.of(6, 0, Change.right("table", 0, 8192)));
        byte[] bytes = image.toBytes();
        ByteBuffer entry =
                ByteBuffer.wrap(bytes, image.place("entry1"), 3 * 4096).slice().order(ByteOrder.LITTLE_ENDIAN);
        entry.putInt(24, 1);
        seal(entry);
        assertTrue(
                found(bytes, Limits.defaults()).get(1).endsWith("its length is 3 sectors, and its descriptors need 2"));
    }

    @Test
    void readsDescriptorsInSeveralSectors() throws IOException {
        // 126 are in the first sector, 128 in each other one.
        for (int count : new int[] {126, 127, 254, 255, 300}) {
            Change[] changes = new Change[count];
            for (int i = 0; i < count; i++) {
                changes[i] = Change.zeros("", 4L * MIB + i * 8192L, 4096);
            }
            VhdxImage image = VhdxImage.dynamic(4 * MIB)
                    .block(0, VhdxImage.FULL)
                    .block(1, VhdxImage.FULL)
                    .block(2, VhdxImage.FULL)
                    .log(VhdxLogRecipe.dirty(254, Entry.of((7L << 32) + 5, 0, changes)))
                    .build();
            try (VhdxFile file = open(image.toBytes(), Limits.defaults())) {
                assertEquals(count, file.logPages());
                assertEquals(count + " page", texts(file.findings()).get(0).replaceAll(".* on, |s of 4096.*", ""));
                for (int i = 0; i < count; i++) {
                    ByteBuffer sector = ByteBuffer.allocate(8192);
                    file.readData(4L * MIB + i * 8192L, sector);
                    for (int at = 0; at < 4096; at += 512) {
                        assertEquals(0, sector.getLong(at));
                        assertNotEquals(0, sector.getLong(4096 + at));
                    }
                }
            }
        }
    }

    @Test
    void readsNothingBehindTheLastDescriptor() throws IOException {
        for (int count : new int[] {3, 130, 260}) {
            Change[] changes = new Change[count];
            for (int i = 0; i < count; i++) {
                changes[i] = Change.zeros("table", 65536, 4096);
            }
            VhdxImage image = with(Entry.of(5, 0, changes));
            byte[] bytes = image.toBytes();
            int at = image.place("entry0");
            int sectors = (64 + 32 * count + 4095) / 4096;
            ByteBuffer entry =
                    ByteBuffer.wrap(bytes, at, sectors * 4096).slice().order(ByteOrder.LITTLE_ENDIAN);
            // What follows looks like one more descriptor, of the block.
            int next = 64 + 32 * count;
            entry.putInt(next, 0x6F72657A)
                    .putLong(next + 8, 4096)
                    .putLong(next + 16, 4L * MIB)
                    .putLong(next + 24, 5);
            seal(entry);
            assertTrue(
                    found(bytes, Limits.defaults()).get(0).endsWith("at file offsets 3211264 to 3215359"),
                    () -> count + " descriptors");
        }
    }

    @Test
    void acceptsEntriesThatNameNoSize() throws IOException {
        VhdxImage image = with(Entry.of(5, 0, TABLE));
        byte[] bytes = image.toBytes();
        ByteBuffer entry =
                ByteBuffer.wrap(bytes, image.place("entry0"), 8192).slice().order(ByteOrder.LITTLE_ENDIAN);
        entry.putLong(48, 0).putLong(56, 0);
        seal(entry);
        try (VhdxFile file = open(bytes, Limits.defaults())) {
            assertEquals(1, file.logPages());
            assertEquals(5 * MIB, file.dataEnd());
        }
    }

    @Test
    void acceptsAnEntryThatFillsTheRing() throws IOException {
        // 254 pages and two sectors of descriptors are all 256 sectors, from the fourth on and over the end.
        VhdxImage image = with(Entry.of(5, 0, Change.right("", 4L * MIB, 254 * 4096)));
        try (VhdxFile file = open(image.toBytes(), Limits.defaults())) {
            assertEquals(254, file.logPages());
            byte[] expected = new byte[512];
            ByteBuffer sector = ByteBuffer.allocate(512);
            for (int at = 0; at < 254 * 8; at++) {
                image.content(at, expected, 0);
                file.readData(4L * MIB + at * 512L, sector.clear());
                assertArrayEquals(expected, sector.array(), "sector " + at);
            }
        }
    }

    @Test
    void takesARowForOne() throws IOException {
        // Each entry names itself as the oldest that is needed.
        assertEquals(
                List.of(
                        "LOG_REPLAYED VHDX log @1048576: 1 entry from number 7 on, 1 page of 4096 bytes, at file offsets"
                                + " 3145728 to 3149823"),
                found(
                        with(Entry.of(5, 0, TABLE), Entry.of(6, 1), Entry.of(7, 2, TABLE))
                                .toBytes(),
                        Limits.defaults()));
    }

    @Test
    void takesARowForOneOverTheEndOfTheRing() throws IOException {
        for (int slot = 252; slot < 256; slot++) {
            VhdxImage image = VhdxImage.dynamic(4 * MIB)
                    .block(0, VhdxImage.FULL)
                    .log(VhdxLogRecipe.dirty(slot, Entry.of(5, 0, TABLE), Entry.of(6, 1), Entry.of(7, 2, TABLE)))
                    .build();
            List<String> found = found(image.toBytes(), Limits.defaults());
            assertEquals(1, found.size(), found::toString);
            assertTrue(found.get(0).startsWith("LOG_REPLAYED VHDX log @1048576: 1 entry from number 7 on, 1 page"));
        }
    }

    @Test
    void acceptsZerosOfNoLength() throws IOException {
        VhdxImage image = with(Entry.of(5, 0, TABLE, Change.zeros("table", 8192, 0)));
        assertEquals(
                List.of(
                        "LOG_REPLAYED VHDX log @1048576: 1 entry from number 5 on, 1 page of 4096 bytes, at file offsets"
                                + " 3145728 to 3149823"),
                found(image.toBytes(), Limits.defaults()));
        assertInvalid(
                "a descriptor changes file offset 0, where identifier and headers are", entry -> entry.putLong(80, 0));
    }

    @Test
    void saysWhyAnEntryOfZerosIsNotSound() throws IOException {
        int zero = 0x6F72657A;
        assertInvalid(
                "a descriptor changes 18446744073709547520 bytes at file offset 3145728",
                entry -> entry.putInt(64, zero).putLong(72, -4096));
        assertInvalid("a descriptor changes 100 bytes at file offset 3145728", entry -> entry.putInt(64, zero)
                .putLong(72, 100));
        assertInvalid(
                "a descriptor changes 9223372036854771712 bytes at file offset 8192", entry -> entry.putInt(64, zero)
                        .putLong(72, Long.MAX_VALUE - 4095)
                        .putLong(80, 8192));
        assertInvalid("its length is 2 sectors, and its descriptors need 1", entry -> entry.putInt(64, zero)
                .putLong(72, 4096));
    }

    @Test
    void acceptsChangesRightBesideTheLog() throws IOException {
        byte[] image = with(Entry.of(5, 0, TABLE, Change.right("", MIB - 4096, 4096), Change.right("", 2 * MIB, 4096)))
                .toBytes();
        assertEquals(
                List.of(
                        "LOG_REPLAYED VHDX log @1048576: 1 entry from number 5 on, 3 pages of 4096 bytes, at file offsets"
                                + " 1044480 to 1048575, 2097152 to 2101247, 3145728 to 3149823"),
                found(image, Limits.defaults()));
        byte[] regions =
                with(Entry.of(5, 0, TABLE, Change.right("", 0x30000, 4096))).toBytes();
        assertTrue(found(regions, Limits.defaults()).get(0).contains("196608 to 200703"));
    }

    @Test
    void countsEntriesAndPages() throws IOException {
        Entry[] entries = {
            Entry.of(5, 0, TABLE),
            Entry.of(6, 0, Change.zeros("table", 8192, 12288), Change.zeros("table", 65536, 4096)),
            Entry.of(7, 0)
        };
        assertEquals(
                List.of(
                        "LOG_REPLAYED VHDX log @1048576: 3 entries from number 5 on, 5 pages of 4096 bytes, at file offsets"
                                + " 3145728 to 3149823, 3153920 to 3166207, 3211264 to 3215359"),
                found(with(entries).toBytes(), Limits.defaults()));
        assertEquals(
                List.of(
                        "LOG_REPLAYED VHDX log @1048576: 1 entry from number 5 on, 0 pages of 4096 bytes, at file offsets"
                                + " none"),
                found(with(Entry.of(5, 0)).toBytes(), Limits.defaults()));
    }

    @Test
    void listsOnlyTheFirstChanges() throws IOException {
        for (int count : new int[] {8, 9, 10}) {
            Change[] changes = new Change[count];
            StringBuilder listed = new StringBuilder();
            for (int i = 0; i < count; i++) {
                changes[i] = Change.right("table", i * 8192L, 4096);
                long at = 3 * MIB + i * 8192L;
                listed.append(i > 7 ? "" : (i == 0 ? "" : ", ") + at + " to " + (at + 4095));
            }
            listed.append(count > 8 ? " and " + (count - 8) + " more" : "");
            assertTrue(found(with(Entry.of(5, 0, changes)).toBytes(), Limits.defaults())
                    .get(0)
                    .endsWith(" at file offsets " + listed));
        }
    }

    @Test
    void namesEntriesThatAreNotReplayed() throws IOException {
        VhdxImage image =
                with(Entry.of(5, 0, TABLE), Entry.of(6, 0).with(Flaw.CHECKSUM), Entry.of(7, 1), Entry.of(8, 1));
        List<String> found = found(image.toBytes(), Limits.defaults());
        assertEquals(
                "LOG_ENTRY_INVALID VHDX log @" + image.place("entry1")
                        + ": 1 with the id of the header; the first: its checksum is wrong",
                found.get(1));
        assertEquals(
                "LOG_NEWER_ENTRIES VHDX log @" + image.place("entry2")
                        + ": 2 sound entries, one of them number 7, where number 5 is the last that follows without a gap on"
                        + " all that it needs",
                found.get(2));
        VhdxImage two = with(
                Entry.of(5, 0, TABLE),
                Entry.of(6, 0).with(Flaw.CHECKSUM),
                Entry.of(7, 0, TABLE).with(Flaw.TORN));
        assertTrue(found(two.toBytes(), Limits.defaults()).get(1).contains(": 2 with the id of the header"));
    }

    @Test
    void namesTheSizeThatTheLogGivesTheFile() throws IOException {
        VhdxImage image = VhdxImage.dynamic(4 * MIB)
                .block(0, VhdxImage.FULL)
                .log(VhdxLogRecipe.dirty(3, Entry.of(5, 0, TABLE)).cut(4096))
                .build();
        assertEquals(
                "LOG_EXTENDS_FILE VHDX log @1048576: the file has 5238784 bytes, the log makes it 5242880",
                found(image.toBytes(), Limits.defaults()).get(1));
        try (VhdxFile file = open(image.toBytes(), Limits.defaults())) {
            assertEquals(5 * MIB, file.dataEnd());
            assertEquals(5 * MIB - 4096, file.fileSize());
        }
    }

    @Test
    void countsNoBlockThatIsInTheLogsSizeAlone() throws IOException {
        // The second block begins where the file ends, and the log makes the file longer.
        VhdxImage image = VhdxImage.dynamic(4 * MIB)
                .block(0, VhdxImage.FULL)
                .block(1, VhdxImage.FULL)
                .log(VhdxLogRecipe.dirty(3, Entry.of(5, 0, TABLE)).cut(MIB))
                .build();
        try (VhdxFile file = open(image.toBytes(), Limits.defaults())) {
            assertEquals(5 * MIB, file.fileSize());
            assertEquals(6 * MIB, file.dataEnd());
            assertEquals(5 * MIB, file.layout().dataOffset(1));
            FileExamination examination = FileExamination.of(file, Limits.defaults());
            assertEquals(1, examination.blockCount());
            assertEquals(List.of(), examination.findings());
            for (FileRegion region : examination.regions()) {
                assertTrue(region.length() > 0 && region.end() <= 5 * MIB, region::toString);
            }
        }
    }

    @Test
    void saysWhatWasLeftOutOnRequest() throws IOException {
        byte[] bytes = with(Entry.of(5, 0, TABLE)).toBytes();
        RandomAccessSource source = RandomAccessSources.ofBytes("disk.vhdx", bytes);
        FileOptions ignoring = new FileOptions(Limits.defaults(), false, false);
        try (VhdxFile file = VhdxFile.open(source, ignoring)) {
            assertEquals(
                    "LOG_IGNORED VHDX log @1048576: the log with the id " + VhdxLogRecipe.ID
                            + " holds changes that were left out",
                    texts(file.findings()).get(0));
            assertEquals(VhdxFile.LogState.IGNORED, file.logState());
        }
    }

    @Test
    void saysWhyALogCannotBeReplayed() {
        byte[] cut = with(Entry.of(5, 0, TABLE).with(Flaw.FILE_WAS_LONGER)).toBytes();
        assertEquals(
                "VHDX log, flushed file offset: expected a file of at least 6291456 bytes, found 5242880 bytes: the file"
                        + " was cut off" + WITHOUT + " (file offset " + (MIB + 3 * 4096) + ")",
                words(cut, Limits.defaults()));
        String none = "VHDX log: expected entries with the id " + VhdxLogRecipe.ID + " that can be replayed, found ";
        String end = WITHOUT + " (file offset 1048576)";
        assertEquals(
                none + "none; 1 are not sound, the first because its checksum is wrong" + end,
                words(with(Entry.of(5, 0, TABLE).with(Flaw.CHECKSUM)).toBytes(), Limits.defaults()));
        assertEquals(
                none + "none; 2 have another id" + end,
                words(
                        with(
                                        Entry.of(5, 0, TABLE).with(Flaw.OTHER_ID),
                                        Entry.of(6, 0).with(Flaw.OTHER_ID))
                                .toBytes(),
                        Limits.defaults()));
        assertEquals(
                none + "2 sound entries, of which no row has the entry that its last one names as the oldest needed"
                        + end,
                words(with(Entry.of(5, 1), Entry.of(7, 0)).toBytes(), Limits.defaults()));
        VhdxImage twice = with(Entry.of(5, 0), Entry.of(5, 1));
        assertEquals(
                "VHDX log: expected one newest entry, found two rows of entries that both end with the number 5"
                        + WITHOUT,
                words(twice.toBytes(), Limits.defaults()).replaceFirst(" \\(file offset [0-9]+\\)$", ""));
    }

    @Test
    void readsALogAtTheEndOfTheFile() throws IOException {
        byte[] bytes = Arrays.copyOf(with(Entry.of(5, 0, TABLE)).toBytes(), 6 * MIB);
        System.arraycopy(bytes, MIB, bytes, 5 * MIB, MIB);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(HEADER + 72, 5L * MIB);
        try (VhdxFile file = open(VhdxImage.fixChecksums(bytes), Limits.defaults())) {
            assertEquals(1, file.logPages());
            assertEquals(4 * MIB, file.layout().dataOffset(0));
        }
    }

    @Test
    void namesFieldsOfTheHeaderThatDescribeTheLog() {
        assertRefused(
                file -> file.putShort(HEADER + 64, (short) 1),
                "VHDX log, version: expected 0, found 1 (file offset " + (HEADER + 64) + ")");
        assertRefused(
                file -> file.putLong(HEADER + 72, MIB + 4096),
                "VHDX log, place: expected length and offset in whole MiB, behind the first MiB, found 1048576 bytes at"
                        + " 1052672" + WITHOUT + " (file offset " + (HEADER + 68) + ")");
        assertRefused(
                file -> file.putLong(HEADER + 72, 5 * MIB),
                "VHDX log, place: expected a place in the file of 5242880 bytes, found 1048576 bytes at 5242880"
                        + WITHOUT + " (file offset " + (HEADER + 68) + ")");
    }

    @Test
    void boundsTheLog() throws IOException {
        byte[] bytes = with(Entry.of(5, 0, TABLE)).toBytes();
        open(bytes, Limits.defaults().toBuilder().maxLogBytes(MIB).build()).close();
        Limits less = Limits.defaults().toBuilder().maxLogBytes(MIB - 1).build();
        LimitException e = assertThrows(LimitException.class, () -> open(bytes, less));
        assertEquals(MIB - 1, e.limit());
        assertEquals((long) MIB, e.needed());
        assertTrue(e.getMessage().endsWith("(file offset " + (HEADER + 68) + ")"), e::getMessage);
    }

    @Test
    void refusesPagesBehindTheEnd() throws IOException {
        VhdxImage image = with(Entry.of(5, 0, TABLE));
        for (int target : new int[] {5 * MIB - 4096, 5 * MIB}) {
            byte[] bytes = image.toBytes();
            ByteBuffer entry =
                    ByteBuffer.wrap(bytes, image.place("entry0"), 8192).slice().order(ByteOrder.LITTLE_ENDIAN);
            entry.putLong(64 + 16, target);
            seal(entry);
            if (target < 5 * MIB) {
                open(bytes, Limits.defaults()).close();
            } else {
                assertEquals(
                        "VHDX log, descriptor: expected a page before the end of the file at 5242880, found file offset"
                                + " 5242880" + WITHOUT + " (file offset " + image.place("entry0") + ")",
                        words(bytes, Limits.defaults()));
            }
        }
    }

    @Test
    void cutsZerosAtTheEndOfTheFile() throws IOException {
        VhdxImage image =
                with(Entry.of(5, 0, Change.zeros("", 5L * MIB - 4096, 3 * 4096), Change.zeros("", 5L * MIB, 4096)));
        assertEquals(
                List.of(
                        "LOG_REPLAYED VHDX log @1048576: 1 entry from number 5 on, 1 page of 4096 bytes, at file offsets"
                                + " 5238784 to 5242879"),
                found(image.toBytes(), Limits.defaults()));
    }

    private static void assertRefused(Consumer<ByteBuffer> change, String words) {
        byte[] bytes = with(Entry.of(5, 0, TABLE)).toBytes();
        change.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        assertEquals(words, words(VhdxImage.fixChecksums(bytes), Limits.defaults()));
    }

    private static String words(byte[] bytes, Limits limits) {
        VhdException e = assertThrows(VhdException.class, () -> open(bytes, limits));
        return e.getMessage().substring(e.getMessage().indexOf(": VHDX log") + 2);
    }

    private static List<String> found(byte[] bytes, Limits limits) throws IOException {
        try (VhdxFile file = open(bytes, limits)) {
            return texts(file.findings());
        }
    }

    private static List<String> texts(List<Finding> findings) {
        return findings.stream()
                .map(finding -> finding.code().name() + " " + finding.structure()
                        + (finding.fileOffset() == null ? "" : " @" + finding.fileOffset()) + ": " + finding.detail())
                .toList();
    }

    private static VhdxFile open(byte[] bytes, Limits limits) throws IOException {
        return VhdxFile.open(RandomAccessSources.ofBytes("disk.vhdx", bytes), FileOptions.of(limits));
    }
}
