package io.github.vhdlayers.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chain of disks and the right answer to every question about it, found in the most obvious way: sector by sector,
 * newest layer first. Slow on purpose; what judges must be simple. Immutable and thread-safe.
 *
 * <p>The rules: a differencing disk owns what its bits say and asks below for the rest; a dynamic disk owns what its
 * bits say and no layer owns the rest; a fixed disk owns all. Past the end of a shorter parent there is no owner, whatever
 * is below it. Where a parent is missing, the sectors that only it could decide are unknown.
 */
public final class TestChain {
    /** No layer has the sector: it reads as zeros. */
    public static final int UNWRITTEN = -1;

    /** The sector's owner is a layer that is missing, or one below it. */
    public static final int UNKNOWN = -2;

    private static final long LARGEST_IN_MEMORY = 1L << 30;

    private final List<DiskImage> layers;

    private TestChain(List<DiskImage> layers) {
        this.layers = layers;
    }

    /**
     * The chain of these disks. If the last one is a differencing disk, its parent is missing.
     *
     * @param leafToBase the leaf first; ids and sizes need not fit together
     * @throws IllegalArgumentException if there is none, or one that is not differencing has another below it
     */
    public static TestChain of(List<DiskImage> leafToBase) {
        if (leafToBase.isEmpty()) {
            throw new IllegalArgumentException("a chain has at least one layer");
        }
        for (DiskImage child : leafToBase.subList(0, leafToBase.size() - 1)) {
            if (child.kind() != DiskKind.DIFFERENCING) {
                throw new IllegalArgumentException("a " + child.kind() + " disk has no parent");
            }
        }
        return new TestChain(List.copyOf(leafToBase));
    }

    /** The chain of these disks, the leaf first. */
    public static TestChain of(DiskImage... leafToBase) {
        return of(List.of(leafToBase));
    }

    /**
     * A chain that leaves a disk in these states, one after another: a layer for each, that owns the sectors which differ from
     * the state before. The first layer is dynamic and owns what is not zeros.
     *
     * @param oldestFirst the disk's bytes, all of one size
     */
    public static TestChain ofStates(List<byte[]> oldestFirst) {
        return of(oldestFirst, null);
    }

    /**
     * The same with a time of creation.
     *
     * @param oldestFirst the disk's bytes, all of one size
     * @param timestamp the time of every layer, in seconds since 2000-01-01
     */
    public static TestChain ofStates(List<byte[]> oldestFirst, long timestamp) {
        return of(oldestFirst, Collections.nCopies(oldestFirst.size(), timestamp));
    }

    /**
     * The same with a time of creation for each layer.
     *
     * @param oldestFirst the disk's bytes, all of one size
     * @param timestamps the time of each layer, the oldest first, in seconds since 2000-01-01
     */
    public static TestChain ofStates(List<byte[]> oldestFirst, List<Long> timestamps) {
        return of(oldestFirst, timestamps);
    }

    private static TestChain of(List<byte[]> oldestFirst, @Nullable List<Long> timestamps) {
        List<DiskImage> leafToBase = new ArrayList<>();
        byte[] before = new byte[oldestFirst.get(0).length];
        for (byte[] state : oldestFirst) {
            DiskImage.Builder disk = leafToBase.isEmpty()
                    ? DiskImage.dynamic(state.length)
                    : DiskImage.differencing(state.length).parent(leafToBase.get(0));
            disk.seed(leafToBase.size() + 1);
            if (timestamps != null) {
                disk.timestamp(timestamps.get(leafToBase.size()));
            }
            SectorContent content = SectorContent.bytes(state, 0);
            List<Long> changed = differing(state, before);
            for (int i = 0, from = 0; i < changed.size(); i++) {
                boolean last = i + 1 == changed.size() || changed.get(i + 1) != changed.get(i) + 1;
                if (last) {
                    disk.own(changed.get(from), i + 1L - from, content);
                    from = i + 1;
                }
            }
            leafToBase.add(0, disk.build());
            before = state;
        }
        return of(leafToBase);
    }

    /** The sectors in which two disks of one size differ. */
    public static List<Long> differing(byte[] one, byte[] other) {
        List<Long> sectors = new ArrayList<>();
        for (int at = 0; at < one.length; at += Sectors.BYTES) {
            if (!Arrays.equals(one, at, at + Sectors.BYTES, other, at, at + Sectors.BYTES)) {
                sectors.add((long) at / Sectors.BYTES);
            }
        }
        return sectors;
    }

    /** The disks, leaf first. */
    public List<DiskImage> layers() {
        return layers;
    }

    /** The leaf: layer 0. */
    public DiskImage leaf() {
        return layers.get(0);
    }

    /** Sectors of the merged disk: the leaf's. */
    public long sectors() {
        return leaf().sectors();
    }

    /** Bytes of the merged disk: the leaf's. */
    public long size() {
        return leaf().size();
    }

    /** Whether the last layer's parent is missing. */
    public boolean isOrphan() {
        return layers.get(layers.size() - 1).kind() == DiskKind.DIFFERENCING;
    }

    /**
     * Who owns a sector.
     *
     * @return the layer's number, 0 being the leaf, or {@link #UNWRITTEN} or {@link #UNKNOWN}
     * @throws IndexOutOfBoundsException if the merged disk has no such sector
     */
    public int owner(long sector) {
        if (sector < 0 || sector >= sectors()) {
            throw new IndexOutOfBoundsException("sector " + sector + " of a chain of " + sectors());
        }
        for (int layer = 0; layer < layers.size(); layer++) {
            DiskImage disk = layers.get(layer);
            if (sector >= disk.sectors()) {
                return UNWRITTEN;
            }
            if (disk.owns(sector)) {
                return layer;
            }
            if (disk.kind() != DiskKind.DIFFERENCING) {
                return UNWRITTEN;
            }
        }
        return UNKNOWN;
    }

    /**
     * The 512 bytes of a sector of the merged disk.
     *
     * @throws IndexOutOfBoundsException if the merged disk has no such sector
     * @throws IllegalStateException if they cannot be known
     */
    public void sector(long sector, byte[] into, int at) {
        int owner = owner(sector);
        switch (owner) {
            case UNKNOWN -> throw new IllegalStateException("sector " + sector + " belongs to a missing layer");
            case UNWRITTEN -> Arrays.fill(into, at, at + Sectors.BYTES, (byte) 0);
            default -> layers.get(owner).content(sector, into, at);
        }
    }

    /**
     * Bytes of the merged disk.
     *
     * @param offset virtual offset of the first byte
     * @throws IndexOutOfBoundsException if the merged disk has not all of them
     * @throws IllegalStateException if one of them is in a sector that is unknown
     */
    public byte[] read(long offset, int length) {
        if (offset < 0 || length < 0 || length > size() - offset) {
            throw new IndexOutOfBoundsException("bytes " + offset + " + " + length + " of " + size());
        }
        byte[] bytes = new byte[length];
        byte[] sector = new byte[Sectors.BYTES];
        for (int done = 0; done < length; ) {
            int within = (int) ((offset + done) % Sectors.BYTES);
            int count = Math.min(Sectors.BYTES - within, length - done);
            sector((offset + done) / Sectors.BYTES, sector, 0);
            System.arraycopy(sector, within, bytes, done, count);
            done += count;
        }
        return bytes;
    }

    /**
     * The whole merged disk.
     *
     * @throws IllegalStateException if it is larger than 1 GiB or part of it is unknown
     */
    public byte[] merged() {
        checkFitsMemory();
        return read(0, (int) size());
    }

    /**
     * The owner of every sector, as {@link #owner} gives it.
     *
     * @throws IllegalStateException if the disk is larger than 1 GiB
     */
    public int[] owners() {
        checkFitsMemory();
        int[] owners = new int[(int) sectors()];
        Arrays.setAll(owners, this::owner);
        return owners;
    }

    /**
     * The owners of the whole disk as runs: in order, without gaps, neighbours different. Found while iterating, in
     * time that depends on the number of runs and not on the disk's size, so that large disks can be compared too.
     */
    public Iterable<OwnerRun> runs() {
        return () -> new OwnerRuns(this);
    }

    /** The disk as it was when {@code layer} was the leaf: that layer, numbered 0 from now on, and all below it. */
    public TestChain asOf(int layer) {
        return new TestChain(layers.subList(layer, layers.size()));
    }

    /**
     * The chain with only its newest layers, the others missing.
     *
     * @param keptLayers 1 to the number of layers
     */
    public TestChain withoutParents(int keptLayers) {
        if (keptLayers < 1) {
            throw new IllegalArgumentException("the leaf cannot be missing");
        }
        return new TestChain(layers.subList(0, keptLayers));
    }

    /**
     * The same chain with every layer knowing its file name, and every child its parent's: in the header, and in a
     * relative locator {@code .\name} that replaces the one it has or takes the first free slot. Other locators stay.
     *
     * @param names one for each layer, the leaf's first
     */
    public TestChain named(List<String> names) {
        if (names.size() != layers.size()) {
            throw new IllegalArgumentException(names.size() + " names for " + layers.size() + " layers");
        }
        List<DiskImage> named = new ArrayList<>();
        for (int layer = 0; layer < layers.size(); layer++) {
            DiskImage.Builder builder = layers.get(layer).toBuilder().fileName(names.get(layer));
            if (layer + 1 < layers.size()) {
                builder.parentName(names.get(layer + 1)).relativeLocator(".\\" + names.get(layer + 1));
            }
            named.add(builder.build());
        }
        return new TestChain(Collections.unmodifiableList(named));
    }

    /** The same chain named {@code leaf.vhd}, {@code layer1.vhd} and so on to {@code base.vhd}; see {@link #named(List)}. */
    public TestChain named() {
        List<String> names = new ArrayList<>();
        for (int layer = 0; layer < layers.size(); layer++) {
            boolean base = layer > 0 && layer == layers.size() - 1 && !isOrphan();
            names.add(layer == 0 ? "leaf.vhd" : base ? "base.vhd" : "layer" + layer + ".vhd");
        }
        return named(names);
    }

    /**
     * Writes the layers of {@link #named(List)} into a directory. Of those images, not of this chain's,
     * {@link DiskImage#positions()} fit the files: a locator that was added may have moved other structures.
     *
     * @param directory exists, and has no files of these names
     * @param names one for each layer, the leaf's first
     * @return the files, the leaf's first
     */
    public List<Path> writeTo(Path directory, List<String> names) throws IOException {
        List<Path> files = new ArrayList<>();
        List<DiskImage> images = named(names).layers;
        for (int layer = 0; layer < images.size(); layer++) {
            files.add(images.get(layer).writeTo(directory.resolve(names.get(layer))));
        }
        return files;
    }

    /** Writes the layers of {@link #named()} into a directory; see {@link #writeTo(Path, List)}. */
    public List<Path> writeTo(Path directory) throws IOException {
        return writeTo(
                directory,
                named().layers.stream()
                        .map(disk -> disk.fileName().orElseThrow())
                        .toList());
    }

    /**
     * Writes the merged disk as a raw file, sparse: what no layer owns is left out. For disks of any size.
     *
     * @param file must not exist yet
     * @return {@code file}
     * @throws IllegalStateException if part of the disk is unknown
     */
    public Path writeMergedTo(Path file) throws IOException {
        ChainAnswers.writeMerged(this, file);
        return file;
    }

    @Override
    public String toString() {
        return "chain, leaf first: " + layers;
    }

    private void checkFitsMemory() {
        if (size() > LARGEST_IN_MEMORY) {
            throw new IllegalStateException("a disk of " + size() + " bytes is too large for memory");
        }
    }
}
