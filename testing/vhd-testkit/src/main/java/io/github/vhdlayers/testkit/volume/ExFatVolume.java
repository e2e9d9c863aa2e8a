package io.github.vhdlayers.testkit.volume;

import io.github.vhdlayers.testkit.InteropTools;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An exFAT volume in a file, changed without mounting, because nothing else here writes files into one. It stands on the published
 * description of the format alone; what it wrote is judged by {@code fsck.exfat}. Paths begin with {@code /}.
 */
public final class ExFatVolume implements WritableVolume, AutoCloseable {
    private static final int ENTRY = 32;
    private static final int BITMAP = 0x81;
    private static final int UP_CASE = 0x82;
    private static final int FILE = 0x85;
    private static final int STREAM = 0xC0;
    private static final int NAME = 0xC1;
    private static final int IN_USE = 0x80;
    private static final int UNITS_IN_A_NAME_ENTRY = 15;
    private static final int FOLDER_ATTRIBUTE = 0x10;
    private static final int ARCHIVE_ATTRIBUTE = 0x20;
    private static final int HAS_CLUSTERS = 0x01;
    private static final int NO_TABLE = 0x02;
    private static final int LAST = -1;
    /** 2020-02-02 12:30. */
    private static final int TIME = 40 << 25 | 2 << 21 | 2 << 16 | 12 << 11 | 30 << 5;

    private static final int YEAR = 1 << 25;

    private final RandomAccessFile file;
    private final long table;
    private final long heap;
    private final int clusterBytes;
    private final int clusters;
    private final int root;
    private final long bitmap;
    private final char[] upper = new char[1 << 16];
    private int yearsLater;

    private ExFatVolume(RandomAccessFile file) throws IOException {
        this.file = file;
        ByteBuffer boot = read(0, 512);
        int sectorShift = boot.get(108);
        table = Integer.toUnsignedLong(boot.getInt(80)) << sectorShift;
        heap = Integer.toUnsignedLong(boot.getInt(88)) << sectorShift;
        clusters = boot.getInt(92);
        root = boot.getInt(96);
        clusterBytes = 1 << (sectorShift + boot.get(109));
        bitmap = at(find(BITMAP).getInt(20));
        readUpCase(find(UP_CASE));
    }

    /** Makes a volume of a size in a new file, with clusters of 4 KiB. */
    public static void format(Path path, long bytes) throws IOException {
        String name = path.toAbsolutePath().toString();
        InteropTools.run(Path.of("/"), "truncate", "-s", Long.toString(bytes), name)
                .requireSuccess();
        InteropTools.run(Path.of("/"), "/usr/sbin/mkfs.exfat", "-c", "4K", "-L", "LAYERS", name)
                .requireSuccess();
    }

    /** Dates what is written from now on so many years later. */
    public void later(int years) {
        yearsLater = years;
    }

    /** Opens a volume; the caller closes it. */
    public static ExFatVolume open(Path path) throws IOException {
        return new ExFatVolume(new RandomAccessFile(path.toFile(), "rw"));
    }

    /** Makes a folder of one cluster. */
    @Override
    public void folder(String path) throws IOException {
        int first = take(1).get(0);
        write(at(first), new byte[clusterBytes]);
        setNext(first, LAST);
        addEntries(path, set(path, FOLDER_ATTRIBUTE, HAS_CLUSTERS, first, clusterBytes, clusterBytes));
    }

    /** Makes a file in one piece, which stands in no table. */
    @Override
    public void write(String path, byte[] content) throws IOException {
        List<Integer> taken = take(clustersFor(content.length));
        put(taken, content);
        int first = taken.isEmpty() ? 0 : taken.get(0);
        int flags = taken.isEmpty() ? HAS_CLUSTERS : HAS_CLUSTERS | NO_TABLE;
        addEntries(path, set(path, ARCHIVE_ATTRIBUTE, flags, first, content.length, content.length));
    }

    /** Makes a file of which only the beginning was ever written; the rest reads as zeros, whatever is in its clusters. */
    public void writePartly(String path, byte[] content, int valid) throws IOException {
        write(path, content);
        Found found = locate(path);
        found.set().putLong(ENTRY + 8, valid);
        store(found.places(), found.set());
    }

    /** Makes a file of clusters that are apart, and stand in the table. */
    public void writeInPieces(String path, byte[] content) throws IOException {
        List<Integer> taken = new ArrayList<>();
        List<Integer> skipped = new ArrayList<>();
        for (int i = 0; i < clustersFor(content.length); i++) {
            taken.add(take(1).get(0));
            skipped.add(take(1).get(0));
        }
        skipped.forEach(this::free);
        put(taken, content);
        chain(taken);
        addEntries(path, set(path, ARCHIVE_ATTRIBUTE, HAS_CLUSTERS, taken.get(0), content.length, content.length));
    }

    /** Writes over a piece of a file. */
    @Override
    public void writeAt(String path, long position, byte[] content) throws IOException {
        List<Integer> its = clustersOf(locate(path));
        for (int i = 0; i < content.length; i++) {
            int where = Math.toIntExact(position) + i;
            write(at(its.get(where / clusterBytes)) + where % clusterBytes, new byte[] {content[i]});
        }
    }

    /** Makes a file longer: from now on it stands in the table, because the new clusters are elsewhere. */
    public void append(String path, byte[] more) throws IOException {
        Found found = locate(path);
        int size = (int) found.set().getLong(ENTRY + 24);
        List<Integer> its = new ArrayList<>(clustersOf(found));
        its.addAll(take(clustersFor(size + more.length) - its.size()));
        chain(its);
        found.set().put(ENTRY + 1, (byte) HAS_CLUSTERS);
        found.set().putLong(ENTRY + 8, size + more.length);
        found.set().putLong(ENTRY + 24, size + more.length);
        store(found.places(), found.set());
        writeAt(path, size, more);
    }

    @Override
    public void delete(String path) throws IOException {
        Found found = locate(path);
        clustersOf(found).forEach(this::free);
        remove(found);
    }

    /** Gives a file another name in the same folder or another, as systems do: by a new set of entries. */
    @Override
    public void rename(String from, String to) throws IOException {
        Found found = locate(from);
        ByteBuffer old = found.set();
        remove(found);
        addEntries(
                to,
                set(
                        to,
                        old.getShort(4),
                        old.get(ENTRY + 1),
                        old.getInt(ENTRY + 20),
                        old.getLong(ENTRY + 8),
                        old.getLong(ENTRY + 24)));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void remove(Found found) throws IOException {
        for (long place : found.places()) {
            byte type = read(place, 1).get(0);
            write(place, new byte[] {(byte) (type & ~IN_USE)});
        }
    }

    private ByteBuffer set(String path, int attributes, int flags, int first, long valid, long size) {
        String name = name(path);
        int names = (name.length() + UNITS_IN_A_NAME_ENTRY - 1) / UNITS_IN_A_NAME_ENTRY;
        ByteBuffer set = ByteBuffer.allocate((2 + names) * ENTRY).order(ByteOrder.LITTLE_ENDIAN);
        set.put(0, (byte) FILE).put(1, (byte) (1 + names)).putShort(4, (short) attributes);
        int time = TIME + yearsLater * YEAR;
        set.putInt(8, time).putInt(12, time).putInt(16, time);
        for (int offset = 22; offset < 25; offset++) {
            set.put(offset, (byte) 0x80); // The times are of UTC.
        }
        set.put(ENTRY, (byte) STREAM).put(ENTRY + 1, (byte) flags).put(ENTRY + 3, (byte) name.length());
        set.putShort(ENTRY + 4, hash(name));
        set.putLong(ENTRY + 8, valid).putInt(ENTRY + 20, first).putLong(ENTRY + 24, size);
        for (int i = 0; i < names; i++) {
            int entry = (2 + i) * ENTRY;
            set.put(entry, (byte) NAME);
            for (int unit = 0; unit < UNITS_IN_A_NAME_ENTRY; unit++) {
                int index = i * UNITS_IN_A_NAME_ENTRY + unit;
                set.putShort(entry + 2 + 2 * unit, index < name.length() ? (short) name.charAt(index) : 0);
            }
        }
        return set;
    }

    /** A set of entries, and where each of them is. */
    private record Found(List<Long> places, ByteBuffer set) {}

    private Found locate(String path) throws IOException {
        List<Long> places = entriesOf(parent(path));
        for (int i = 0; i < places.size(); i++) {
            if (Byte.toUnsignedInt(read(places.get(i), 1).get(0)) == FILE) {
                int count = 1 + read(places.get(i), ENTRY).get(1);
                List<Long> its = places.subList(i, i + count);
                ByteBuffer set = ByteBuffer.allocate(count * ENTRY).order(ByteOrder.LITTLE_ENDIAN);
                for (long place : its) {
                    set.put(read(place, ENTRY));
                }
                if (nameOf(set).equals(name(path))) {
                    return new Found(List.copyOf(its), set);
                }
            }
        }
        throw new IOException(path + " is not in the volume");
    }

    private static String nameOf(ByteBuffer set) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < Byte.toUnsignedInt(set.get(ENTRY + 3)); i++) {
            int entry = (2 + i / UNITS_IN_A_NAME_ENTRY) * ENTRY;
            name.append((char) set.getShort(entry + 2 + 2 * (i % UNITS_IN_A_NAME_ENTRY)));
        }
        return name.toString();
    }

    private void addEntries(String path, ByteBuffer set) throws IOException {
        List<Long> places = entriesOf(parent(path));
        int wanted = set.limit() / ENTRY;
        int free = 0;
        // Only behind all others: what deleted sets leave behind is evidence.
        while (free < places.size() && read(places.get(free), 1).get(0) != 0) {
            free++;
        }
        if (free + wanted > places.size()) {
            grow(parent(path));
            places = entriesOf(parent(path));
        }
        store(places.subList(free, free + wanted), set);
    }

    private void store(List<Long> places, ByteBuffer set) throws IOException {
        int sum = 0;
        for (int i = 0; i < set.limit(); i++) {
            if (i != 2 && i != 3) {
                sum = rotated(sum) + Byte.toUnsignedInt(set.get(i)) & 0xFFFF;
            }
        }
        set.putShort(2, (short) sum);
        for (int i = 0; i < places.size(); i++) {
            byte[] entry = new byte[ENTRY];
            set.get(i * ENTRY, entry);
            write(places.get(i), entry);
        }
    }

    /** Gives a folder another cluster. */
    private void grow(String path) throws IOException {
        List<Integer> its = new ArrayList<>(chainFrom(firstOf(path)));
        its.addAll(take(1));
        write(at(its.get(its.size() - 1)), new byte[clusterBytes]);
        chain(its);
        if (!path.equals("/")) {
            Found found = locate(path);
            found.set().putLong(ENTRY + 8, (long) its.size() * clusterBytes);
            found.set().putLong(ENTRY + 24, (long) its.size() * clusterBytes);
            store(found.places(), found.set());
        }
    }

    private List<Long> entriesOf(String folder) throws IOException {
        List<Long> places = new ArrayList<>();
        for (int cluster : chainFrom(firstOf(folder))) {
            for (int at = 0; at < clusterBytes; at += ENTRY) {
                places.add(at(cluster) + at);
            }
        }
        return places;
    }

    private int firstOf(String folder) throws IOException {
        return folder.equals("/") ? root : locate(folder).set().getInt(ENTRY + 20);
    }

    private List<Integer> clustersOf(Found found) throws IOException {
        int first = found.set().getInt(ENTRY + 20);
        if (first == 0) {
            return List.of();
        }
        if ((found.set().get(ENTRY + 1) & NO_TABLE) == 0) {
            return chainFrom(first);
        }
        List<Integer> its = new ArrayList<>();
        for (int i = 0; i < clustersFor((int) found.set().getLong(ENTRY + 24)); i++) {
            its.add(first + i);
        }
        return its;
    }

    private List<Integer> chainFrom(int first) throws IOException {
        List<Integer> chain = new ArrayList<>();
        for (int next = first; next != LAST; next = read(table + 4L * next, 4).getInt(0)) {
            chain.add(next);
        }
        return chain;
    }

    private void chain(List<Integer> its) throws IOException {
        for (int i = 0; i < its.size(); i++) {
            setNext(its.get(i), i + 1 < its.size() ? its.get(i + 1) : LAST);
        }
    }

    private void setNext(int cluster, int next) throws IOException {
        write(
                table + 4L * cluster,
                ByteBuffer.allocate(4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(next)
                        .array());
    }

    /** Takes free clusters in a row. */
    private List<Integer> take(int count) throws IOException {
        List<Integer> row = new ArrayList<>();
        for (int cluster = 2; cluster < clusters + 2 && row.size() < count; cluster++) {
            if (isTaken(cluster)) {
                row.clear();
            } else {
                row.add(cluster);
            }
        }
        if (row.size() < count) {
            throw new IOException("the volume is full");
        }
        for (int cluster : row) {
            mark(cluster, true);
        }
        return row;
    }

    private boolean isTaken(int cluster) throws IOException {
        return (read(bitmap + (cluster - 2) / 8, 1).get(0) >> (cluster - 2) % 8 & 1) != 0;
    }

    private void mark(int cluster, boolean taken) throws IOException {
        long place = bitmap + (cluster - 2) / 8;
        int bit = 1 << (cluster - 2) % 8;
        int now = read(place, 1).get(0);
        write(place, new byte[] {(byte) (taken ? now | bit : now & ~bit)});
    }

    private void free(int cluster) {
        try {
            mark(cluster, false);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void put(List<Integer> its, byte[] content) throws IOException {
        for (int i = 0; i < its.size(); i++) {
            int from = i * clusterBytes;
            int count = Math.min(clusterBytes, content.length - from);
            byte[] piece = new byte[count];
            System.arraycopy(content, from, piece, 0, count);
            write(at(its.get(i)), piece);
        }
    }

    private ByteBuffer find(int type) throws IOException {
        for (int at = 0; at < clusterBytes; at += ENTRY) {
            ByteBuffer entry = read(at(root) + at, ENTRY);
            if (Byte.toUnsignedInt(entry.get(0)) == type) {
                return entry;
            }
        }
        throw new IOException("the root has no entry of type " + type);
    }

    /** The table is of 16-bit units; FFFF and a count stand for that many characters that are their own. */
    private void readUpCase(ByteBuffer entry) throws IOException {
        for (int i = 0; i < upper.length; i++) {
            upper[i] = (char) i;
        }
        ByteBuffer units = read(at(entry.getInt(20)), (int) entry.getLong(24));
        for (int character = 0; units.remaining() >= 2 && character < upper.length; ) {
            char unit = units.getChar();
            if (unit == 0xFFFF && units.remaining() >= 2) {
                character += units.getChar();
            } else {
                upper[character++] = unit;
            }
        }
    }

    private short hash(String name) {
        int hash = 0;
        for (int i = 0; i < name.length(); i++) {
            char unit = upper[name.charAt(i)];
            hash = rotated(hash) + (unit & 0xFF) & 0xFFFF;
            hash = rotated(hash) + (unit >> 8) & 0xFFFF;
        }
        return (short) hash;
    }

    private static int rotated(int sum) {
        return ((sum & 1) != 0 ? 0x8000 : 0) + (sum >> 1);
    }

    private int clustersFor(int bytes) {
        return (bytes + clusterBytes - 1) / clusterBytes;
    }

    private long at(int cluster) {
        return heap + (cluster - 2L) * clusterBytes;
    }

    private ByteBuffer read(long place, int count) throws IOException {
        byte[] bytes = new byte[count];
        file.seek(place);
        file.readFully(bytes);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void write(long place, byte[] bytes) throws IOException {
        file.seek(place);
        file.write(bytes);
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash == 0 ? "/" : path.substring(0, slash);
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
