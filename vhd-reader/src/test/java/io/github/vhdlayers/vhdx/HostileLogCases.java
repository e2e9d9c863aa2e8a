package io.github.vhdlayers.vhdx;

import static io.github.vhdlayers.vhdx.HostileCase.DISK;
import static io.github.vhdlayers.vhdx.HostileCase.LOG;
import static io.github.vhdlayers.vhdx.HostileCase.METADATA;
import static io.github.vhdlayers.vhdx.HostileCase.MIB;
import static io.github.vhdlayers.vhdx.HostileCase.TABLE;
import static io.github.vhdlayers.vhdx.HostileCase.changed;
import static io.github.vhdlayers.vhdx.HostileCase.mutated;
import static io.github.vhdlayers.vhdx.HostileCase.sparse;

import io.github.vhdlayers.testkit.VhdxImage;
import io.github.vhdlayers.testkit.VhdxLogRecipe;
import io.github.vhdlayers.testkit.VhdxLogRecipe.Change;
import io.github.vhdlayers.testkit.VhdxLogRecipe.Entry;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/** Logs that hold changes. */
final class HostileLogCases {
    private static final int PAGE = 4096;
    /** What an entry says about itself. */
    private static final int CHECKSUM = 4;

    private static final int LENGTH = 8;
    private static final int TAIL = 12;
    private static final int COUNT = 24;
    private static final int FLUSHED = 48;
    private static final int LAST = 56;
    /** A descriptor of an entry with one. */
    private static final int TARGET = 64 + 16;

    private static final Change RIGHT = Change.right("table", 0, PAGE);
    private static final Change WRONG = Change.wrong("table", 0, PAGE);

    private HostileLogCases() {}

    static void all(Consumer<HostileCase> to) {
        sequences(to);
        tails(to);
        lengths(to);
        targets(to);
        fileLengths(to);
        large(to);
        otherDisks(to);
    }

    private static HostileCase log(String name, Entry... entries) {
        return changed("log: " + name, logged(VhdxLogRecipe.dirty(3, entries)), file -> {});
    }

    private static VhdxImage logged(VhdxLogRecipe recipe) {
        return DISK.toBuilder().log(recipe).build();
    }

    /** A log of entries 5 and 6, the second with a change in its own bytes and a right checksum. */
    private static HostileCase newest(String name, Consumer<ByteBuffer> change) {
        VhdxImage image = logged(VhdxLogRecipe.dirty(3, Entry.of(5, 0, WRONG), Entry.of(6, 0, RIGHT)));
        return changed("log: " + name, image, file -> {
            int at = image.place("entry1");
            int bytes = file.getInt(at + LENGTH);
            ByteBuffer entry = file.slice(at, bytes).order(file.order());
            change.accept(entry);
            seal(entry);
        });
    }

    private static void seal(ByteBuffer structure) {
        CRC32C sum = new CRC32C();
        structure.putInt(CHECKSUM, 0);
        sum.update(structure.duplicate().clear());
        structure.putInt(CHECKSUM, (int) sum.getValue());
    }

    private static void sequences(Consumer<HostileCase> to) {
        VhdxImage image = logged(VhdxLogRecipe.dirty(3, Entry.of(5, 0, RIGHT)));
        to.accept(changed("log: garbage", image, file -> {
            byte[] garbage = new byte[MIB];
            new Random(5).nextBytes(garbage);
            file.put(LOG, garbage);
        }));
        to.accept(mutated("log: two sequences with one greatest number", "logged", "log-ring-newest-twice"));
        to.accept(log("number 0", Entry.of(0, 0, RIGHT)));
        to.accept(log("number 2^64 - 1", Entry.of(-1, 0, RIGHT)));
        to.accept(log("numbers that wrap", Entry.of(-2, 0, RIGHT), Entry.of(-1, 0), Entry.of(0, 0, WRONG)));
    }

    private static void tails(Consumer<HostileCase> to) {
        to.accept(newest("tail outside", entry -> entry.putInt(TAIL, MIB)));
        to.accept(newest("tail at 2^32 - 4096", entry -> entry.putInt(TAIL, -PAGE)));
        to.accept(newest("tail unaligned", entry -> entry.putInt(TAIL, 3 * PAGE + 512)));
        to.accept(newest("tail in an entry", entry -> entry.putInt(TAIL, 4 * PAGE)));
        to.accept(log(
                "tail at an entry of another run",
                Entry.of(20, 0, WRONG).with(VhdxLogRecipe.Flaw.OTHER_ID),
                Entry.of(5, 0, RIGHT)));
        to.accept(log("tail before the run", Entry.of(3, 0, WRONG), Entry.of(5, 0, RIGHT)));
    }

    private static void lengths(Consumer<HostileCase> to) {
        to.accept(newest("entry of 0 bytes", entry -> entry.putInt(LENGTH, 0)));
        to.accept(newest("entry longer than the ring", entry -> entry.putInt(LENGTH, MIB + PAGE)));
        to.accept(newest("entry near 2^32 bytes", entry -> entry.putInt(LENGTH, -PAGE)));
        to.accept(newest("entry longer than what it describes", entry -> entry.putInt(COUNT, 0)));
        to.accept(newest("2^32 - 1 descriptors", entry -> entry.putInt(COUNT, -1)));
    }

    private static void targets(Consumer<HostileCase> to) {
        to.accept(log("2^63 bytes of zeros", Entry.of(5, 0, Change.zeros("table", 0, 1L << 63))));
        to.accept(log("2^64 - 4096 bytes of zeros", Entry.of(5, 0, Change.zeros("table", 0, -PAGE))));
        to.accept(log("2^62 bytes of zeros from the table on", Entry.of(5, 0, Change.zeros("table", 0, 1L << 62))));
        to.accept(newest("a change of a header", entry -> entry.putLong(TARGET, HostileCase.HEADER_1)));
        to.accept(newest("a change of the log", entry -> entry.putLong(TARGET, LOG + 8192)));
        to.accept(newest("a change of the identifier", entry -> entry.putLong(TARGET, 0)));
        to.accept(newest("an unaligned change", entry -> entry.putLong(TARGET, TABLE + 512)));
        to.accept(newest("a change past the end by terabytes", entry -> entry.putLong(TARGET, 8L << 40)));
        to.accept(newest("a change at 2^64 - 4096", entry -> entry.putLong(TARGET, -PAGE)));
    }

    private static void fileLengths(Consumer<HostileCase> to) {
        to.accept(newest("the file becomes 2^62 bytes", entry -> entry.putLong(LAST, 1L << 62)));
        to.accept(newest("the file becomes 2^63 bytes", entry -> entry.putLong(LAST, 1L << 63)));
        to.accept(newest("the file was longer", entry -> entry.putLong(FLUSHED, 1L << 40)));
        to.accept(newest("the file was 2^63 bytes", entry -> entry.putLong(FLUSHED, 1L << 63)));
    }

    private static void large(Consumer<HostileCase> to) {
        Entry[] many = new Entry[1000];
        for (int i = 0; i < many.length; i++) {
            many[i] = Entry.of(5 + i, 0, i == many.length - 1 ? RIGHT : WRONG);
        }
        VhdxLogRecipe thousand = VhdxLogRecipe.dirty(2000, many).ring(8 * MIB);
        to.accept(changed("log: 1000 entries of one page", logged(thousand), file -> {}));
        VhdxLogRecipe whole = VhdxLogRecipe.dirty(77, Entry.of(5, 0, Change.right("table", 0, 254 * PAGE)));
        to.accept(changed("log: an entry as long as the ring", logged(whole), file -> {}));
        VhdxImage behind = logged(VhdxLogRecipe.dirty(0, Entry.of(5, 0, RIGHT)));
        to.accept(new HostileCase("log: 65 MiB", folder -> {
            byte[] file = behind.toBytes();
            ByteBuffer header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
            header.putInt(HostileCase.HEADER_2 + 68, 65 * MIB).putLong(HostileCase.HEADER_2 + 72, 8 * MIB);
            Path leaf = VhdxImage.write(VhdxImage.fixChecksums(file), folder.resolve(HostileCase.LEAF));
            try (RandomAccessFile longer = new RandomAccessFile(leaf.toFile(), "rw")) {
                longer.setLength(80L * MIB);
            }
        }));
    }

    /** Logs that are sound, and after which the file is another disk. */
    private static void otherDisks(Consumer<HostileCase> to) {
        VhdxImage other = sparse(7, VhdxImage.dynamic(2 * MIB))
                .block(1, VhdxImage.FULL)
                .log(VhdxLogRecipe.dirty(0, Entry.of(5, 0, Change.right("metadata", 0x10000, PAGE), RIGHT)))
                .build();
        byte[] before = DISK.toBytes();
        to.accept(changed("log: makes of the metadata and the table another disk", other, file -> file.put(
                        METADATA, before, METADATA, MIB)
                .put(TABLE, before, TABLE, PAGE)));
        VhdxImage elsewhere = DISK.toBuilder()
                .log(VhdxLogRecipe.dirty(0, Entry.of(5, 0, Change.right("", 0x30000, 0x20000))))
                .build();
        to.accept(changed("log: moves the table into the log", elsewhere, file -> moved(file, elsewhere, LOG)));
        to.accept(changed("log: moves the table past the end", elsewhere, file -> moved(file, elsewhere, 1L << 40)));
        to.accept(changed("log: moves the table into a block", elsewhere, file -> moved(file, elsewhere, 4L * MIB)));
    }

    /** Changes the region tables in the entry: the first has its pages 0 to 15 in the data sectors, the second 16 to 31. */
    private static void moved(ByteBuffer file, VhdxImage image, long table) {
        int at = image.place("entry0");
        ByteBuffer entry = file.slice(at, file.getInt(at + LENGTH)).order(file.order());
        byte[] regions = Arrays.copyOf(DISK.toBytes(), HostileCase.REGIONS_2);
        ByteBuffer first =
                ByteBuffer.wrap(regions, HostileCase.REGIONS_1, 65536).slice().order(file.order());
        first.putLong(16 + 16, table);
        seal(first);
        for (int copy = 0; copy < 2; copy++) {
            entry.putInt(64 + 32 * 16 * copy + 8 + CHECKSUM, first.getInt(CHECKSUM));
            entry.putLong(PAGE + PAGE * 16 * copy + 16 + 16, table);
        }
        seal(entry);
    }
}
