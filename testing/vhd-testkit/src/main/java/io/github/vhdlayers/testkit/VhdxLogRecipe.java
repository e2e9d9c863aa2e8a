package io.github.vhdlayers.testkit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What is in the log of a {@link VhdxImage}: entries, where in the ring they begin, and what of the file is only there. The file that is
 * written is right once the log was replayed, and wrong before.
 *
 * <p>Not changed once it is made; thread-safe.
 */
public final class VhdxLogRecipe {
    /** An empty log of 1 MiB. */
    public static final VhdxLogRecipe EMPTY = new VhdxLogRecipe(1 << 20, new byte[16], 0, 0, List.of());

    /** The id that the header has where nothing else is said. */
    public static final String ID = "7c0a9b3e-51d2-4e6f-9a8b-0c1d2e3f4a5b";

    private static final int PAGE = 4096;

    private final int ringBytes;
    private final byte[] guid;
    private final int firstSlot;
    private final int cutBytes;
    private final List<Entry> entries;

    private VhdxLogRecipe(int ringBytes, byte[] guid, int firstSlot, int cutBytes, List<Entry> entries) {
        this.ringBytes = ringBytes;
        this.guid = guid;
        this.firstSlot = firstSlot;
        this.cutBytes = cutBytes;
        this.entries = List.copyOf(entries);
    }

    /** A log that must be replayed, of 1 MiB, with entries from a slot of 4096 bytes of the ring on. */
    public static VhdxLogRecipe dirty(int firstSlot, Entry... entries) {
        return new VhdxLogRecipe(1 << 20, VhdxImage.guid(ID), firstSlot, 0, List.of(entries));
    }

    /** The same entries in a log that the header calls empty. */
    public VhdxLogRecipe clean() {
        return new VhdxLogRecipe(ringBytes, new byte[16], firstSlot, cutBytes, entries);
    }

    /** The same, and bytes are cut off at the end of the file, which the log gives back as zeros. */
    public VhdxLogRecipe cut(int bytes) {
        return new VhdxLogRecipe(ringBytes, guid, firstSlot, bytes, entries);
    }

    /** The same with a larger ring, in whole MiB. */
    public VhdxLogRecipe ring(int bytes) {
        return new VhdxLogRecipe(bytes, guid, firstSlot, cutBytes, entries);
    }

    /** The same with one more change in the newest sound entry. */
    public VhdxLogRecipe with(Change change) {
        List<Entry> all = new ArrayList<>(entries);
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.get(i).flaw == Flaw.NONE) {
                List<Change> changes = new ArrayList<>(all.get(i).changes);
                changes.add(change);
                all.set(i, new Entry(all.get(i).number, all.get(i).tail, changes, Flaw.NONE));
                break;
            }
        }
        return new VhdxLogRecipe(ringBytes, guid, firstSlot, cutBytes, all);
    }

    boolean isDirty() {
        return !Arrays.equals(guid, new byte[16]);
    }

    int ringBytes() {
        return ringBytes;
    }

    byte[] guid() {
        return guid.clone();
    }

    /**
     * A change that an entry describes.
     *
     * @param structure what the place counts from: {@code table}, {@code bitmap0} and so on, or empty for the start of the file
     * @param offset the first byte, from there on
     * @param length how many bytes, a multiple of 4096
     * @param what whether it is right, garbage, or zeros
     */
    public record Change(String structure, long offset, long length, What what) {
        /** The bytes that the file should have; what is in the file is garbage until then. */
        public static Change right(String structure, long offset, long length) {
            return new Change(structure, offset, length, What.RIGHT);
        }

        /** Bytes that must not be there in the end. */
        public static Change wrong(String structure, long offset, long length) {
            return new Change(structure, offset, length, What.WRONG);
        }

        /** Zeros; the file has garbage until then, so it should have zeros there. */
        public static Change zeros(String structure, long offset, long length) {
            return new Change(structure, offset, length, What.ZEROS);
        }
    }

    /** What a change makes of a place. */
    public enum What {
        /** What should be there. */
        RIGHT,
        /** What must not be there. */
        WRONG,
        /** Zeros. */
        ZEROS
    }

    /**
     * An entry.
     *
     * @param number its number
     * @param tail which entry it names as the oldest needed, by its place in the recipe
     * @param changes what it describes
     * @param flaw what is wrong with it
     */
    public record Entry(long number, int tail, List<Change> changes, Flaw flaw) {
        /** Keeps an unmodifiable copy of the list. */
        public Entry {
            changes = List.copyOf(changes);
        }

        /** A sound entry. */
        public static Entry of(long number, int tail, Change... changes) {
            return new Entry(number, tail, List.of(changes), Flaw.NONE);
        }

        /** The same with something wrong. */
        public Entry with(Flaw other) {
            return new Entry(number, tail, changes, other);
        }
    }

    /** What can be wrong with an entry. */
    public enum Flaw {
        /** Nothing. */
        NONE,
        /** Its checksum. */
        CHECKSUM,
        /** It has the id of another session. */
        OTHER_ID,
        /** A sector of data has another number, as if a crash had torn it; the checksum is right. */
        TORN,
        /** It says that the file was longer. */
        FILE_WAS_LONGER
    }

    byte[] apply(byte[] whole, Map<String, Integer> places) {
        byte[] file = whole.clone();
        int ring = VhdxImage.placeOf(places, "log");
        int slots = ringBytes / PAGE;
        List<byte[]> encoded = new ArrayList<>();
        int[] begins = new int[entries.size()];
        int at = firstSlot;
        for (int i = 0; i < entries.size(); i++) {
            begins[i] = at % slots;
            encoded.add(encode(entries.get(i), whole, places));
            at += encoded.get(i).length / PAGE;
        }
        for (Entry entry : entries) {
            if (entry.flaw == Flaw.NONE || entry.flaw == Flaw.FILE_WAS_LONGER) {
                entry.changes.forEach(change -> spoil(change, file, places));
            }
        }
        for (int i = 0; i < entries.size(); i++) {
            byte[] entry = encoded.get(i);
            places.put("entry" + i, ring + begins[i] * PAGE);
            int tail = begins[entries.get(i).tail];
            ByteBuffer.wrap(entry).order(ByteOrder.LITTLE_ENDIAN).putInt(12, tail * PAGE);
            VhdxImage.seal(entry, 0, entry.length);
            if (entries.get(i).flaw == Flaw.CHECKSUM) {
                entry[4] ^= 1;
            }
            for (int sector = 0; sector < entry.length / PAGE; sector++) {
                int slot = (begins[i] + sector) % slots;
                System.arraycopy(entry, sector * PAGE, file, ring + slot * PAGE, PAGE);
            }
        }
        return Arrays.copyOf(file, file.length - cutBytes);
    }

    private static void spoil(Change change, byte[] file, Map<String, Integer> places) {
        int at = (int) place(change, places);
        if (at < 0 || change.what == What.WRONG || guarded(change)) {
            return;
        }
        int end = (int) Math.min(file.length, at + change.length);
        for (int i = at; i < end; i++) {
            file[i] = (byte) (0xA5 ^ i);
        }
    }

    /** What must be readable before the log is. */
    private static boolean guarded(Change change) {
        return change.structure.isEmpty() && change.offset < 0x30000;
    }

    private static long place(Change change, Map<String, Integer> places) {
        return (change.structure.isEmpty() ? 0 : VhdxImage.placeOf(places, change.structure)) + change.offset;
    }

    private byte[] encode(Entry entry, byte[] whole, Map<String, Integer> places) {
        List<ByteBuffer> descriptors = new ArrayList<>();
        List<byte[]> data = new ArrayList<>();
        for (Change change : entry.changes) {
            long at = place(change, places);
            if (change.what == What.ZEROS) {
                ByteBuffer zero = descriptor("zero", at, entry.number);
                descriptors.add(zero.putLong(8, change.length));
                continue;
            }
            for (long page = at; page < at + change.length; page += PAGE) {
                byte[] bytes = new byte[PAGE];
                if (change.what == What.RIGHT) {
                    System.arraycopy(whole, (int) page, bytes, 0, PAGE);
                } else {
                    Arrays.fill(bytes, (byte) 0x77);
                }
                ByteBuffer content = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
                descriptors.add(descriptor("desc", page, entry.number)
                        .putInt(4, content.getInt(PAGE - 4))
                        .putLong(8, content.getLong(0)));
                content.put(0, "data".getBytes(StandardCharsets.US_ASCII));
                content.putInt(4, (int) (entry.number >>> 32));
                content.putInt(PAGE - 4, (int) entry.number ^ (entry.flaw == Flaw.TORN ? 1 : 0));
                data.add(bytes);
            }
        }
        int descriptorSectors = (64 + 32 * descriptors.size() + PAGE - 1) / PAGE;
        ByteBuffer all =
                ByteBuffer.allocate((descriptorSectors + data.size()) * PAGE).order(ByteOrder.LITTLE_ENDIAN);
        all.put(0, "loge".getBytes(StandardCharsets.US_ASCII));
        all.putInt(8, all.capacity()).putLong(16, entry.number).putInt(24, descriptors.size());
        all.put(
                32,
                entry.flaw == Flaw.OTHER_ID
                        ? VhdxImage.guid("99999999-51d2-4e6f-9a8b-0c1d2e3f4a5b")
                        : VhdxImage.guid(ID));
        all.putLong(48, entry.flaw == Flaw.FILE_WAS_LONGER ? whole.length + (1L << 20) : whole.length - cutBytes);
        all.putLong(56, whole.length);
        all.position(64);
        descriptors.forEach(descriptor -> all.put(descriptor.duplicate().clear()));
        all.position(descriptorSectors * PAGE);
        data.forEach(all::put);
        return all.array();
    }

    private static ByteBuffer descriptor(String signature, long at, long number) {
        ByteBuffer descriptor = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        descriptor.put(0, signature.getBytes(StandardCharsets.US_ASCII));
        return descriptor.putLong(16, at).putLong(24, number);
    }
}
