package io.github.vhdlayers.testkit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Every field of the log's entries, of their descriptors and of their sectors of data. They apply to logs of three entries: one before
 * the tail, the tail, and the newest, of which the last two change something.
 */
final class VhdxLogMutations {
    private static final int MIB = 1 << 20;
    private static final int PAGE = 4096;
    private static final int TAIL = 1;
    private static final int HEAD = 2;

    private final List<VhdxMutation> all = new ArrayList<>();

    private VhdxLogMutations() {}

    static List<VhdxMutation> all() {
        VhdxLogMutations mutations = new VhdxLogMutations();
        for (int entry : new int[] {TAIL, HEAD}) {
            mutations.header(entry);
            mutations.fileLengths(entry);
            mutations.descriptors(entry);
            mutations.data(entry);
        }
        mutations.zeroRange();
        mutations.ring();
        return mutations.all;
    }

    private void header(int entry) {
        edit(entry, "signature", "the signature is another", (file, at) -> file.put(at, (byte) 'L'));
        raw(
                entry,
                "checksum",
                "the checksum is off by one bit",
                (file, at) -> file.put(at + 4, (byte) (file.get(at + 4) ^ 1)));
        raw(
                entry,
                "zeroed",
                "zeros in its place",
                (file, at) -> VhdxHeaderMutations.fill(file, at, file.getInt(at + 8), (byte) 0));
        for (int bytes : new int[] {0, PAGE - 1, MIB + PAGE, -PAGE}) {
            raw(
                    entry,
                    "length-" + Integer.toUnsignedString(bytes),
                    "its length is another",
                    (file, at) -> file.putInt(at + 8, bytes));
        }
        edit(
                entry,
                "length-less",
                "its length is a sector less",
                (file, at) -> file.putInt(at + 8, file.getInt(at + 8) - PAGE));
        edit(
                entry,
                "length-more",
                "its length is a sector more",
                (file, at) -> file.putInt(at + 8, file.getInt(at + 8) + PAGE));
        for (int tail : new int[] {1, MIB - PAGE, MIB, -PAGE}) {
            edit(
                    entry,
                    "tail-" + Integer.toUnsignedString(tail),
                    "its tail is another",
                    (file, at) -> file.putInt(at + 12, tail));
        }
        edit(
                entry,
                "tail-first",
                "its tail is the first entry",
                (file, at, image) -> file.putInt(at + 12, image.place("entry0") - image.place("log")));
        edit(
                entry,
                "tail-last",
                "its tail is the newest entry",
                (file, at, image) -> file.putInt(at + 12, image.place("entry2") - image.place("log")));
        for (long number : new long[] {0, 1, -1}) {
            edit(
                    entry,
                    "number-" + Long.toUnsignedString(number),
                    "its number is another",
                    (file, at) -> number(file, at, number));
        }
        edit(
                entry,
                "number-less",
                "its number is that of the entry before",
                (file, at) -> number(file, at, file.getLong(at + 16) - 1));
        edit(
                entry,
                "number-alone",
                "its number is not that of its descriptors",
                (file, at) -> file.putLong(at + 16, file.getLong(at + 16) + 1));
        for (int count : new int[] {0, 127, 4096, -1}) {
            edit(
                    entry,
                    "count-" + Integer.toUnsignedString(count),
                    "it claims another number of descriptors",
                    (file, at) -> file.putInt(at + 24, count));
        }
        edit(entry, "reserved", "its reserved bytes are not zero", (file, at) -> file.putInt(at + 28, 1));
        edit(entry, "id", "it has the id of another log", (file, at) -> file.put(at + 32, (byte) 0x11));
    }

    private void fileLengths(int entry) {
        for (long bytes : new long[] {0, 1, 1L << 40, 1L << 62, -1}) {
            edit(
                    entry,
                    "flushed-" + Long.toUnsignedString(bytes),
                    "the file was flushed to another length",
                    (file, at) -> file.putLong(at + 48, bytes));
            edit(
                    entry,
                    "last-" + Long.toUnsignedString(bytes),
                    "the file has another length",
                    (file, at) -> file.putLong(at + 56, bytes));
        }
    }

    private void descriptors(int entry) {
        edit(
                entry,
                "descriptor-signature",
                "a descriptor has another signature",
                (file, at) -> file.put(at + 64, (byte) 'D'));
        edit(
                entry,
                "descriptor-number",
                "a descriptor has another number",
                (file, at) -> file.putLong(at + 64 + 24, 77));
        target(entry, "odd", "in the middle of a page", 3 * MIB + 512);
        target(entry, "identifier", "the identifier", 0);
        target(entry, "header", "a header", 0x10000);
        target(entry, "past-end", "a page behind the end of the file", 1L << 42);
        target(entry, "negative", "a page from 2^63 on", Long.MIN_VALUE);
        edit(
                entry,
                "descriptor-at-log",
                "a descriptor changes the log",
                (file, at, image) -> file.putLong(at + 64 + 16, image.place("log")));
        edit(
                entry,
                "descriptor-leading",
                "the page's first bytes are others",
                (file, at) -> file.putLong(at + 64 + 8, 0));
        edit(
                entry,
                "descriptor-trailing",
                "the page's last bytes are others",
                (file, at) -> file.putInt(at + 64 + 4, -1));
    }

    private void target(int entry, String name, String words, long place) {
        edit(
                entry,
                "descriptor-at-" + name,
                "a descriptor changes " + words,
                (file, at) -> file.putLong(at + 64 + 16, place));
    }

    private void data(int entry) {
        edit(
                entry,
                "data-signature",
                "a sector of data has another signature",
                (file, at) -> file.put(at + PAGE, (byte) 'D'));
        edit(
                entry,
                "data-number-high",
                "a sector of data has another number in front",
                (file, at) -> file.putInt(at + PAGE + 4, 77));
        edit(
                entry,
                "data-number-low",
                "a sector of data has another number at its end",
                (file, at) -> file.putInt(at + 2 * PAGE - 4, 77));
    }

    /** The second descriptor of the tail is one of zeros. */
    private void zeroRange() {
        for (long bytes : new long[] {0, 512, 1L << 40, 1L << 62, Long.MIN_VALUE, -PAGE}) {
            edit(
                    TAIL,
                    "zeros-" + Long.toUnsignedString(bytes),
                    "a range of zeros has another length",
                    (file, at) -> file.putLong(at + 96 + 8, bytes));
        }
        edit(
                TAIL,
                "zeros-reserved",
                "a range of zeros has something in reserved bytes",
                (file, at) -> file.putInt(at + 96 + 4, 1));
        edit(
                TAIL,
                "zeros-odd",
                "a range of zeros begins in the middle of a page",
                (file, at) -> file.putLong(at + 96 + 16, file.getLong(at + 96 + 16) + 512));
        edit(
                TAIL,
                "zeros-past-end",
                "a range of zeros is behind the end of the file",
                (file, at) -> file.putLong(at + 96 + 16, 1L << 42));
        edit(TAIL, "zeros-over-log", "a range of zeros covers the log", (file, at) -> file.putLong(
                        at + 96 + 16, 0x30000)
                .putLong(at + 96 + 8, 1L << 40));
        edit(TAIL, "zeros-over-regions", "a range of zeros covers the region tables", (file, at) -> file.putLong(
                        at + 96 + 16, 0x30000)
                .putLong(at + 96 + 8, 0x20000));
    }

    private void ring() {
        whole(
                "zeroed",
                "all of it is zeros",
                (file, image) -> VhdxHeaderMutations.fill(file, image.place("log"), MIB, (byte) 0));
        whole(
                "noise",
                "all of it is noise",
                (file, image) -> VhdxHeaderMutations.fill(file, image.place("log"), MIB, (byte) 0xA5));
        whole("signatures", "every sector begins as an entry does", (file, image) -> {
            for (int at = 0; at < MIB; at += PAGE) {
                file.put(image.place("log") + at, VhdxHeaderMutations.ascii("loge"));
            }
        });
        whole("copied", "every sector is the newest entry's first", (file, image) -> {
            for (int at = 0; at < MIB; at += PAGE) {
                file.put(image.place("log") + at, file.duplicate(), image.place("entry2"), PAGE);
            }
        });
        whole("newest-twice", "there is a second row that ends with the same number", (file, image) -> {
            int from = image.place("entry0");
            int to = from + MIB / 2;
            int rowBytes = image.place("entry2") + file.getInt(image.place("entry2") + 8) - from;
            file.put(to, file.duplicate(), from, rowBytes);
            for (int entry = 0; entry < 3; entry++) {
                int at = image.place("entry" + entry) + MIB / 2;
                file.putInt(at + 12, file.getInt(at + 12) + MIB / 2);
                VhdxImage.seal(file, at, file.getInt(at + 8));
            }
        });
    }

    /** Gives an entry, its descriptors and its sectors of data another number. */
    private static void number(ByteBuffer file, int at, long number) {
        file.putLong(at + 16, number);
        int descriptors = file.getInt(at + 24);
        for (int i = 0; i < descriptors; i++) {
            file.putLong(at + 64 + 32 * i + 24, number);
        }
        for (int data = PAGE; data < file.getInt(at + 8); data += PAGE) {
            file.putInt(at + data + 4, (int) (number >>> 32)).putInt(at + data + PAGE - 4, (int) number);
        }
    }

    private static boolean isLogged(VhdxImage image) {
        return image.isDirty() && image.has("entry2");
    }

    private interface Edit {
        void apply(ByteBuffer file, int at, VhdxImage image);
    }

    private interface Plain {
        void apply(ByteBuffer file, int at);
    }

    private void edit(int entry, String name, String description, Plain edit) {
        edit(entry, name, description, (file, at, image) -> edit.apply(file, at));
    }

    private void edit(int entry, String name, String description, Edit edit) {
        add(entry, name, description, (file, at, image) -> {
            edit.apply(file, at, image);
            VhdxImage.seal(file, at, file.getInt(at + 8));
        });
    }

    private void raw(int entry, String name, String description, Plain edit) {
        add(entry, name, description, (file, at, image) -> edit.apply(file, at));
    }

    private void add(int entry, String name, String description, Edit edit) {
        String which = entry == TAIL ? "tail" : "newest";
        all.add(VhdxMutation.inPlace(
                "log-" + which + "-" + name,
                "log, " + which + " entry: " + description,
                VhdxLogMutations::isLogged,
                (file, image) -> edit.apply(file, image.place("entry" + entry), image)));
    }

    private void whole(String name, String description, VhdxMutation.Change change) {
        all.add(VhdxMutation.inPlace("log-ring-" + name, "log: " + description, VhdxLogMutations::isLogged, change));
    }
}
