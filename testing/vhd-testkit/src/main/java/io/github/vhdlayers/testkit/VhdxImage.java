package io.github.vhdlayers.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A VHDX file that a test describes, and the right answer about every sector of it. Written from the specification alone; it shares no
 * constant with what it is used to test. Files are as small as the format allows, and still have several MiB.
 *
 * <p>Not changed once it is built; thread-safe.
 */
public final class VhdxImage {
    /** States of a block as the table stores them. */
    public static final int NOT_PRESENT = 0;

    /** The content is not defined. */
    public static final int UNDEFINED = 1;

    /** Zeros. */
    public static final int ZERO = 2;

    /** Trimmed. */
    public static final int UNMAPPED = 3;

    /** All sectors are in the file. */
    public static final int FULL = 6;

    /** Some sectors are in the file, by the bitmap. */
    public static final int PARTIAL = 7;

    /** What a file decides about a sector: nothing, so that the parent is asked, or that it has no owner. */
    public static final int ASK_BELOW = 0;

    /** It stores the sector. */
    public static final int STORED = 1;

    /** It says that the sector is zeros. */
    public static final int ZEROED = 2;

    static final int MIB = 1 << 20;

    private final Builder recipe;
    private final byte[] bytes;
    private final Map<Integer, Integer> blockPlaces;
    private final Map<String, Integer> places;

    private VhdxImage(Builder recipe, byte[] bytes, Map<Integer, Integer> blockPlaces, Map<String, Integer> places) {
        this.recipe = recipe;
        this.bytes = bytes;
        this.blockPlaces = blockPlaces;
        this.places = places;
    }

    /** A dynamic disk of blocks of 1 MiB. */
    public static Builder dynamic(long size) {
        return new Builder(size, 0);
    }

    /** A fixed disk: the flag that blocks keep their room is set. */
    public static Builder fixed(long size) {
        return new Builder(size, 1);
    }

    /** A differencing disk. */
    public static Builder differencing(long size) {
        return new Builder(size, 2);
    }

    /** A copy of the file's bytes. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /** How many bytes the file has. */
    public int length() {
        return bytes.length;
    }

    /** Writes the file, sparse. */
    public Path writeTo(Path file) throws IOException {
        return write(bytes, file);
    }

    /** Writes bytes that are mostly zeros as a new, sparse file. */
    public static Path write(byte[] bytes, Path file) throws IOException {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            byte[] zeros = new byte[4096];
            for (int at = 0; at < bytes.length; at += zeros.length) {
                int end = Math.min(bytes.length, at + zeros.length);
                if (end == bytes.length || !Arrays.equals(bytes, at, end, zeros, 0, end - at)) {
                    out.write(ByteBuffer.wrap(bytes, at, end - at), at);
                }
            }
        }
        return file;
    }

    /** How many sectors of 512 bytes the disk has. */
    public int sectors() {
        return (int) (recipe.size / 512);
    }

    /** Bytes of a sector of the disk, 512 or 4096; {@link #sectors} counts those of 512 in both. */
    public int logicalSector() {
        return recipe.logicalSector;
    }

    /** The id by which children know the disk, as text in braces. */
    public String dataWriteId() {
        return "{" + recipe.dataWriteId + "}";
    }

    /** Whether its log must be replayed. */
    public boolean isDirty() {
        return recipe.log.isDirty();
    }

    /** Whether it has a parent. */
    public boolean isDifferencing() {
        return (recipe.flags & 2) != 0;
    }

    /** What the file decides about a sector of 512 bytes. */
    public int decides(int sector) {
        int block = (int) ((long) sector * 512 / recipe.blockBytes);
        int state = recipe.stateOf(block);
        return switch (state) {
            case FULL -> STORED;
            case PARTIAL -> recipe.owned.get(sector / (recipe.logicalSector / 512)) ? STORED : ASK_BELOW;
            case NOT_PRESENT -> ASK_BELOW;
            default -> isDifferencing() ? ZEROED : ASK_BELOW;
        };
    }

    /** Where a stored sector is in the file. */
    public long fileOffsetOf(int sector) {
        int perBlock = recipe.blockBytes / 512;
        return placeOf(blockPlaces, sector / perBlock) + (long) sector % perBlock * 512;
    }

    /** The bytes of a stored sector. */
    public void content(int sector, byte[] into, int at) {
        recipe.fill(sector, into, at);
    }

    /**
     * Where a structure is in the file: {@code table}, {@code metadata}, {@code log}, {@code bitmap0}, {@code item0} of the metadata,
     * {@code entry0} of the log and so on.
     */
    public int place(String structure) {
        return placeOf(places, structure);
    }

    /** Whether the file has a structure with a {@link #place}. */
    public boolean has(String structure) {
        return places.containsKey(structure);
    }

    /** Bytes of a block. */
    int blockBytes() {
        return recipe.blockBytes;
    }

    /** How many blocks the disk has. */
    int blocks() {
        return (int) ((recipe.size + recipe.blockBytes - 1) / recipe.blockBytes);
    }

    /** The state of a block as it is in the table. */
    int state(int block) {
        return recipe.stateOf(block);
    }

    /** Where in the file the entry of a block is. */
    int entryOf(int block) {
        return place("table") + 8 * (block + block / chunkRatio());
    }

    /** Where in the file the entry of a chunk's sector bitmap is. */
    int bitmapEntryOf(int chunk) {
        return place("table") + 8 * (chunk * (chunkRatio() + 1) + chunkRatio());
    }

    private int chunkRatio() {
        return (int) ((1L << 23) * recipe.logicalSector / recipe.blockBytes);
    }

    /** Whether the file has a sector bitmap for a chunk. */
    public boolean hasBitmap(int chunk) {
        return places.containsKey("bitmap" + chunk);
    }

    /** The recipe of this file, to be changed for another one. */
    public Builder toBuilder() {
        return new Builder(recipe);
    }

    /** The bytes with right checksums in both headers and both region tables. */
    public static byte[] fixChecksums(byte[] file) {
        for (int at : new int[] {0x10000, 0x20000}) {
            seal(file, at, 4096);
        }
        for (int at : new int[] {0x30000, 0x40000}) {
            seal(file, at, 65536);
        }
        return file;
    }

    /** Puts right checksums into both headers and both region tables. */
    static void fixChecksums(ByteBuffer file) {
        for (int at : new int[] {0x10000, 0x20000}) {
            seal(file, at, 4096);
        }
        for (int at : new int[] {0x30000, 0x40000}) {
            seal(file, at, 65536);
        }
    }

    /** Puts the checksum of a structure into it. */
    static void seal(ByteBuffer file, int at, int length) {
        file.putInt(at + 4, 0);
        byte[] structure = new byte[length];
        file.get(at, structure);
        file.putInt(at + 4, Castagnoli.of(structure, 0, length));
    }

    /** A place that is known. */
    static <K> int placeOf(Map<K, Integer> places, K of) {
        return Objects.requireNonNull(places.get(of), () -> "no place of " + of);
    }

    /** Puts the checksum of a structure into it. */
    static void seal(byte[] file, int at, int length) {
        ByteBuffer all = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        all.putInt(at + 4, 0);
        all.putInt(at + 4, Castagnoli.of(file, at, length));
    }

    /** The 16 bytes of a GUID as Windows stores it. */
    static byte[] guid(String text) {
        UUID id = UUID.fromString(text.replaceAll("[{}]", ""));
        ByteBuffer stored = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        stored.putInt((int) (id.getMostSignificantBits() >>> 32));
        stored.putShort((short) (id.getMostSignificantBits() >>> 16));
        stored.putShort((short) id.getMostSignificantBits());
        return stored.order(ByteOrder.BIG_ENDIAN)
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    /** Describes a file. Not thread-safe. */
    public static final class Builder {
        private final long size;
        private int flags;
        private int blockBytes = MIB;
        private int logicalSector = 512;
        private int physicalSector = 4096;
        private long seed = 1;
        private String creator = "vhd-testkit";
        private String dataWriteId;
        private String diskId = "0e7b1d4a-22c5-4f9e-8a11-5d3c9b7e6f01";
        private long headerNumber = 8;
        private final Map<Integer, Integer> states = new TreeMap<>();
        private final Map<Integer, Integer> anchors = new TreeMap<>();
        private final BitSet owned = new BitSet();
        private final Map<String, String> locator = new TreeMap<>();
        private boolean shuffled;
        private boolean noiseUnderClearBits;
        private VhdxLogRecipe log = VhdxLogRecipe.EMPTY;
        private byte @Nullable [] disk;

        private Builder(long size, int flags) {
            this.size = size;
            this.flags = flags;
            this.dataWriteId = new UUID(0x4A5B_6C7D_8E9F_4A1BL, 0x8C2D_0000_0000_0000L | size).toString();
        }

        private Builder(Builder other) {
            this(other.size, other.flags);
            blockBytes = other.blockBytes;
            logicalSector = other.logicalSector;
            physicalSector = other.physicalSector;
            seed = other.seed;
            creator = other.creator;
            dataWriteId = other.dataWriteId;
            diskId = other.diskId;
            headerNumber = other.headerNumber;
            states.putAll(other.states);
            anchors.putAll(other.anchors);
            owned.or(other.owned);
            locator.putAll(other.locator);
            shuffled = other.shuffled;
            noiseUnderClearBits = other.noiseUnderClearBits;
            log = other.log;
            disk = other.disk;
        }

        private int stateOf(int block) {
            Integer state = states.get(block);
            return state == null ? NOT_PRESENT : state;
        }

        int blockBytes() {
            return blockBytes;
        }

        /** Sets the size of a block, a power of two from 1 MiB. */
        public Builder blockBytes(int bytes) {
            blockBytes = bytes;
            return this;
        }

        /** Sets the sector that the disk presents: 512 or 4096. */
        public Builder logicalSector(int bytes) {
            logicalSector = bytes;
            return this;
        }

        /** Sets what sectors and ids are made from. */
        public Builder seed(long value) {
            seed = value;
            dataWriteId = new UUID(0x4A5B_6C7D_8E9F_4A1BL ^ value << 20, 0x8C2D_0000_0000_0000L ^ value).toString();
            return this;
        }

        /** Sets the name of the program that created the file. */
        public Builder creator(String name) {
            creator = name;
            return this;
        }

        /** Sets the id by which children know the disk. */
        public Builder dataWriteId(String id) {
            dataWriteId = id.replaceAll("[{}]", "");
            return this;
        }

        /** Sets the id that states of one disk share. */
        public Builder diskId(String id) {
            diskId = id;
            return this;
        }

        /** Sets the state of a block; a block in part is owned nowhere until {@link #own} says so. */
        public Builder block(int block, int state) {
            states.put(block, state);
            return this;
        }

        /** A block that was trimmed, or is undefined, and keeps its place with what it held. */
        public Builder anchored(int block, int state) {
            states.put(block, state);
            anchors.put(block, state);
            return this;
        }

        /** Marks logical sectors of blocks in part as stored. */
        public Builder own(int firstLogicalSector, int count) {
            owned.set(firstLogicalSector, firstLogicalSector + count);
            return this;
        }

        /** Records a parent: its id and its name. */
        public Builder parent(VhdxImage parent, String name) {
            return pair("parent_linkage", parent.dataWriteId())
                    .pair("relative_path", ".\\" + name)
                    .diskId(parent.recipe.diskId);
        }

        /** Records a key and a value about the parent. */
        public Builder pair(String key, String value) {
            locator.put(key, value);
            return this;
        }

        /** Puts structures and blocks in any order, with gaps. */
        public Builder shuffled() {
            shuffled = true;
            return this;
        }

        /** Fills the sectors of blocks in part that are not stored, which no reader may show. */
        public Builder noiseUnderClearBits() {
            noiseUnderClearBits = true;
            return this;
        }

        /** Sets what is in the log, and what of the file is only there. */
        public Builder log(VhdxLogRecipe recipe) {
            log = recipe;
            return this;
        }

        /** Gives the sectors that the file stores the bytes of a disk, instead of random ones. */
        public Builder content(byte[] bytes) {
            disk = bytes.clone();
            return this;
        }

        private void fill(int sector, byte[] into, int at) {
            if (disk != null) {
                int from = sector * 512;
                int there = Math.max(0, Math.min(512, disk.length - from));
                System.arraycopy(disk, Math.min(from, disk.length), into, at, there);
                Arrays.fill(into, at + there, at + 512, (byte) 0);
                return;
            }
            Random random = new Random(seed * 1_000_003L + sector);
            byte[] content = new byte[512];
            random.nextBytes(content);
            System.arraycopy(content, 0, into, at, 512);
        }

        /** Writes the file. */
        public VhdxImage build() {
            return new Writer(new Builder(this)).write();
        }
    }

    /** Puts the bytes together. */
    private static final class Writer {
        private final Builder recipe;
        private final Random random;
        private final Map<String, Integer> places = new TreeMap<>();
        private final Map<Integer, Integer> blockPlaces = new TreeMap<>();
        private byte[] file = new byte[0];
        private ByteBuffer all = ByteBuffer.allocate(0);

        Writer(Builder recipe) {
            this.recipe = recipe;
            this.random = new Random(recipe.seed);
        }

        VhdxImage write() {
            int blocks = (int) ((recipe.size + recipe.blockBytes - 1) / recipe.blockBytes);
            int ratio = (int) ((1L << 23) * recipe.logicalSector / recipe.blockBytes);
            int chunks = (blocks + ratio - 1) / ratio;
            place(ratio, chunks);
            all = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
            identifier();
            regions();
            metadata();
            table(blocks, ratio, chunks);
            data();
            byte[] result = recipe.log.apply(file, places);
            all = ByteBuffer.wrap(result).order(ByteOrder.LITTLE_ENDIAN);
            file = result;
            headers();
            return new VhdxImage(recipe, result, Map.copyOf(blockPlaces), Map.copyOf(places));
        }

        private void place(int ratio, int chunks) {
            int tableBytes = (int) (((long) chunks * (ratio + 1) * 8 + MIB - 1) / MIB * MIB);
            List<Object[]> items = new ArrayList<>();
            items.add(new Object[] {"log", recipe.log.ringBytes()});
            items.add(new Object[] {"metadata", MIB});
            items.add(new Object[] {"table", tableBytes});
            for (int chunk = 0; chunk < chunks; chunk++) {
                int of = chunk;
                if (recipe.states.entrySet().stream()
                        .anyMatch(block -> block.getKey() / ratio == of && block.getValue() == PARTIAL)) {
                    items.add(new Object[] {"bitmap" + chunk, MIB});
                }
            }
            for (Map.Entry<Integer, Integer> block : recipe.states.entrySet()) {
                if (block.getValue() >= FULL || recipe.anchors.containsKey(block.getKey())) {
                    items.add(new Object[] {block.getKey(), recipe.blockBytes});
                }
            }
            if (recipe.shuffled) {
                Collections.shuffle(items, random);
            }
            int at = MIB;
            for (Object[] item : items) {
                at += recipe.shuffled && random.nextInt(4) == 0 ? MIB : 0;
                if (item[0] instanceof Integer block) {
                    blockPlaces.put(block, at);
                } else {
                    places.put((String) item[0], at);
                }
                at += (Integer) item[1];
            }
            file = new byte[at];
        }

        /** An id of each file and header: programs take files with one id and one length for one file. */
        private String fileWriteId(int copy) {
            UUID disk = UUID.fromString(recipe.dataWriteId);
            return new UUID(
                            disk.getMostSignificantBits() ^ 0x5555_0000_0000L,
                            disk.getLeastSignificantBits() ^ 0x1111L + copy)
                    .toString();
        }

        private void identifier() {
            put(0, "vhdxfile".getBytes(StandardCharsets.US_ASCII));
            put(8, recipe.creator.getBytes(StandardCharsets.UTF_16LE));
        }

        private void headers() {
            for (int copy = 0; copy < 2; copy++) {
                int at = 0x10000 * (copy + 1);
                put(at, "head".getBytes(StandardCharsets.US_ASCII));
                all.putLong(at + 8, recipe.headerNumber - 1 + copy);
                put(at + 16, guid(fileWriteId(copy)));
                put(at + 32, guid(recipe.dataWriteId));
                put(at + 48, recipe.log.guid());
                all.putShort(at + 66, (short) 1);
                all.putInt(at + 68, recipe.log.ringBytes());
                all.putLong(at + 72, placeOf(places, "log"));
                seal(file, at, 4096);
            }
        }

        private void regions() {
            for (int at : new int[] {0x30000, 0x40000}) {
                put(at, "regi".getBytes(StandardCharsets.US_ASCII));
                all.putInt(at + 8, 2);
                region(at + 16, "2dc27766-f623-4200-9d64-115e9bfd4a08", "table");
                region(at + 48, "8b7ca206-4790-4b9a-b8fe-575f050f886e", "metadata");
                seal(file, at, 65536);
            }
        }

        private void region(int at, String id, String structure) {
            put(at, guid(id));
            all.putLong(at + 16, placeOf(places, structure));
            boolean table = structure.equals("table");
            int ratio = (int) ((1L << 23) * recipe.logicalSector / recipe.blockBytes);
            int blocks = (int) ((recipe.size + recipe.blockBytes - 1) / recipe.blockBytes);
            int chunks = (blocks + ratio - 1) / ratio;
            all.putInt(at + 24, table ? (int) (((long) chunks * (ratio + 1) * 8 + MIB - 1) / MIB * MIB) : MIB);
            all.putInt(at + 28, 1);
        }

        private void metadata() {
            int region = placeOf(places, "metadata");
            put(region, "metadata".getBytes(StandardCharsets.US_ASCII));
            int[] next = {0, 0x10000};
            item(region, next, "caa16737-fa36-4d43-b3b6-33f0aa44e76b", 4, ints(recipe.blockBytes, recipe.flags));
            item(region, next, "2fa54224-cd1b-4876-b211-5dbed83bf4b8", 6, longs(recipe.size));
            item(region, next, "beca12ab-b2e6-4523-93ef-c309e000c746", 6, guid(recipe.diskId));
            item(region, next, "8141bf1d-a96f-4709-ba47-f233a8faab5f", 6, ints(recipe.logicalSector));
            item(region, next, "cda348c7-445d-4471-9cc9-e9885251c556", 6, ints(recipe.physicalSector));
            if (!recipe.locator.isEmpty()) {
                item(region, next, "a8d35f2d-b30b-454d-abf7-d3d84834ab0c", 4, locator());
            }
        }

        private void item(int region, int[] next, String id, int flags, byte[] value) {
            int entry = region + 32 + 32 * next[0]++;
            put(entry, guid(id));
            all.putInt(entry + 16, next[1]);
            all.putInt(entry + 20, value.length);
            all.putInt(entry + 24, flags);
            put(region + next[1], value);
            places.put("item" + (next[0] - 1), region + next[1]);
            next[1] += value.length;
            all.putShort(region + 10, (short) next[0]);
        }

        private byte[] locator() {
            int count = recipe.locator.size();
            int at = 20 + 12 * count;
            ByteBuffer item = ByteBuffer.allocate(at
                            + recipe.locator.entrySet().stream()
                                    .mapToInt(pair -> 2
                                            * (pair.getKey().length()
                                                    + pair.getValue().length()))
                                    .sum())
                    .order(ByteOrder.LITTLE_ENDIAN);
            item.put(guid("b04aefb7-d19e-4a81-b789-25b8e9445913"));
            item.putShort(18, (short) count);
            int entry = 20;
            for (Map.Entry<String, String> pair : recipe.locator.entrySet()) {
                byte[] key = pair.getKey().getBytes(StandardCharsets.UTF_16LE);
                byte[] value = pair.getValue().getBytes(StandardCharsets.UTF_16LE);
                item.putInt(entry, at).putInt(entry + 4, at + key.length);
                item.putShort(entry + 8, (short) key.length).putShort(entry + 10, (short) value.length);
                item.position(at).put(key).put(value);
                at += key.length + value.length;
                entry += 12;
            }
            return item.array();
        }

        private void table(int blocks, int ratio, int chunks) {
            int at = placeOf(places, "table");
            for (int block = 0; block < blocks; block++) {
                int state = recipe.stateOf(block);
                Integer stored = blockPlaces.get(block);
                long place = stored == null ? 0 : stored;
                all.putLong(at + 8 * (block + block / ratio), place | state);
            }
            for (int chunk = 0; chunk < chunks; chunk++) {
                Integer bitmap = places.get("bitmap" + chunk);
                if (bitmap != null) {
                    all.putLong(at + 8 * (chunk * (ratio + 1) + ratio), (long) bitmap | FULL);
                    bitmap(chunk, bitmap, ratio);
                }
            }
        }

        /** Bits of blocks that are not there in part say nothing, so they are random. */
        private void bitmap(int chunk, int at, int ratio) {
            int perBlock = recipe.blockBytes / recipe.logicalSector;
            for (int i = 0; i < ratio; i++) {
                int block = chunk * ratio + i;
                if ((long) block * recipe.blockBytes >= recipe.size) {
                    return;
                }
                boolean partial = recipe.stateOf(block) == PARTIAL;
                for (int sector = 0; sector < perBlock; sector++) {
                    if (partial ? recipe.owned.get(block * perBlock + sector) : random.nextBoolean()) {
                        int bit = i * perBlock + sector;
                        file[at + bit / 8] |= (byte) (1 << bit % 8);
                    }
                }
            }
        }

        private void data() {
            int perBlock = recipe.blockBytes / 512;
            int ratio = recipe.logicalSector / 512;
            for (Map.Entry<Integer, Integer> block : blockPlaces.entrySet()) {
                int state = recipe.stateOf(block.getKey());
                for (int i = 0; i < perBlock; i++) {
                    int sector = block.getKey() * perBlock + i;
                    int at = block.getValue() + 512 * i;
                    boolean stored = state != PARTIAL || recipe.owned.get(sector / ratio);
                    if (stored) {
                        recipe.fill(sector, file, at);
                    } else if (recipe.noiseUnderClearBits) {
                        Arrays.fill(file, at, at + 512, (byte) 0xDB);
                    }
                }
            }
        }

        private static byte[] ints(int... values) {
            ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
            Arrays.stream(values).forEach(bytes::putInt);
            return bytes.array();
        }

        private static byte[] longs(long value) {
            return ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(value)
                    .array();
        }

        private void put(int at, byte[] value) {
            System.arraycopy(value, 0, file, at, value.length);
        }
    }
}
