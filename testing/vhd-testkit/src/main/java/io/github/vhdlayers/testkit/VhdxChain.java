package io.github.vhdlayers.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A chain of {@link VhdxImage}s and the right answer about every sector, found in the most obvious way: sector by sector, newest layer
 * first. Immutable and thread-safe.
 */
public final class VhdxChain {
    /** The owner of a sector that no layer decides about. */
    public static final int UNWRITTEN = -1;

    /** The owner of a sector that a missing parent decides about. */
    public static final int UNKNOWN = -2;

    private final List<VhdxImage> layers;

    private VhdxChain(List<VhdxImage> layers) {
        this.layers = List.copyOf(layers);
    }

    /** The chain of these disks, the leaf first. If the last one is differencing, its parent is missing. */
    public static VhdxChain of(VhdxImage... leafToBase) {
        return new VhdxChain(List.of(leafToBase));
    }

    /**
     * A chain that leaves a disk in these states, one after another: a layer for each, which stores the sectors that differ from the
     * state before. A block of zeros over other data is marked as zeros, as a trim leaves it.
     *
     * @param oldestFirst the disk's bytes, all of one size
     */
    public static VhdxChain ofStates(List<byte[]> oldestFirst) {
        List<VhdxImage> layers = new ArrayList<>();
        byte[] before = new byte[oldestFirst.get(0).length];
        for (byte[] state : oldestFirst) {
            int layer = oldestFirst.size() - 1 - layers.size();
            VhdxImage.Builder disk = layers.isEmpty()
                    ? VhdxImage.dynamic(state.length)
                    : VhdxImage.differencing(state.length).parent(layers.get(0), "layer" + (layer + 1) + ".vhdx");
            disk.seed(layers.size() + 1L).content(state);
            for (int at = 0; at < state.length; at += disk.blockBytes()) {
                int end = Math.min(state.length, at + disk.blockBytes());
                block(
                        disk,
                        at,
                        Arrays.copyOfRange(state, at, end),
                        Arrays.copyOfRange(before, at, end),
                        layers.isEmpty());
            }
            layers.add(0, disk.build());
            before = state;
        }
        return new VhdxChain(layers);
    }

    private static void block(VhdxImage.Builder disk, int at, byte[] now, byte[] before, boolean base) {
        int block = at / disk.blockBytes();
        List<Long> changed = TestChain.differing(now, before);
        if (changed.isEmpty()) {
            return;
        }
        if (Arrays.equals(now, new byte[now.length])) {
            disk.block(block, VhdxImage.ZERO);
        } else if (base || changed.size() == now.length / 512) {
            disk.block(block, VhdxImage.FULL);
        } else {
            disk.block(block, VhdxImage.PARTIAL);
            changed.forEach(sector -> disk.own(at / 512 + sector.intValue(), 1));
        }
    }

    /** A chain of random disks: kinds, states, block sizes, order in the file and logs differ. */
    public static VhdxChain random(long seed) {
        return random(seed, true);
    }

    /** The same as {@link #random(long)} as after a proper shutdown: no file has anything in its log. */
    public static VhdxChain randomWithoutLogs(long seed) {
        return random(seed, false);
    }

    private static VhdxChain random(long seed, boolean logs) {
        Random random = new Random(seed);
        int depth = 1 + random.nextInt(3);
        int sector = random.nextInt(3) == 0 ? 4096 : 512;
        long size = (1L + random.nextInt(9 << 20) / sector) * sector;
        VhdxImage[] layers = new VhdxImage[depth];
        for (int layer = depth - 1; layer >= 0; layer--) {
            boolean base = layer == depth - 1;
            long bytes =
                    base || random.nextInt(4) > 0 ? size : Math.max(sector, size - random.nextInt(4) * (long) sector);
            VhdxImage.Builder disk = base
                    ? random.nextBoolean() ? VhdxImage.dynamic(bytes) : VhdxImage.fixed(bytes)
                    : VhdxImage.differencing(bytes).parent(layers[layer + 1], "layer" + (layer + 1) + ".vhdx");
            disk.seed(seed * 16 + layer).logicalSector(sector).blockBytes(1 << 20 << random.nextInt(3));
            if (random.nextBoolean()) {
                disk.shuffled();
            }
            if (random.nextBoolean()) {
                disk.noiseUnderClearBits();
            }
            states(random, disk, bytes, sector, base);
            layers[layer] = disk.build();
            if (random.nextBoolean() && logs) {
                layers[layer] = disk.log(log(random, layers[layer])).build();
            }
        }
        return of(layers);
    }

    private static void states(Random random, VhdxImage.Builder disk, long bytes, int sector, boolean base) {
        int blockBytes = disk.blockBytes();
        int blocks = (int) ((bytes + blockBytes - 1) / blockBytes);
        for (int block = 0; block < blocks; block++) {
            int draw = random.nextInt(10);
            if (draw < 3) {
                disk.block(block, VhdxImage.FULL);
            } else if (draw < 6 && !base) {
                disk.block(block, VhdxImage.PARTIAL);
                int perBlock = blockBytes / sector;
                for (int run = 1 + random.nextInt(6); run > 0; run--) {
                    int first = random.nextInt(perBlock);
                    disk.own(block * perBlock + first, 1 + random.nextInt(Math.min(300, perBlock - first)));
                }
            } else if (draw == 7) {
                disk.block(block, 1 + random.nextInt(3));
            } else if (draw == 8) {
                disk.anchored(block, random.nextBoolean() ? VhdxImage.UNDEFINED : VhdxImage.UNMAPPED);
            }
        }
    }

    /** A dirty log that has pages of the table and more, with whatever a real one may have around what counts. */
    private static VhdxLogRecipe log(Random random, VhdxImage disk) {
        long number = 1 + (random.nextLong() >>> 1 & (Long.MAX_VALUE >> 1));
        VhdxLogRecipe.Change table = VhdxLogRecipe.Change.right("table", 0, 4096);
        VhdxLogRecipe.Change metadata = VhdxLogRecipe.Change.right("metadata", 0x10000, 4096);
        VhdxLogRecipe.Change regions = VhdxLogRecipe.Change.right("", 0x30000, 65536);
        VhdxLogRecipe.Change wrong = VhdxLogRecipe.Change.wrong("table", 0, 4096);
        VhdxLogRecipe.Change zeros = VhdxLogRecipe.Change.zeros("metadata", 0x20000, 8192);
        VhdxLogRecipe recipe = VhdxLogRecipe.dirty(
                random.nextInt(256),
                VhdxLogRecipe.Entry.of(number - 1, 0, wrong).with(VhdxLogRecipe.Flaw.OTHER_ID),
                VhdxLogRecipe.Entry.of(number, 1, wrong),
                VhdxLogRecipe.Entry.of(number + 1, 2, wrong, metadata, zeros),
                VhdxLogRecipe.Entry.of(number + 2, 2),
                VhdxLogRecipe.Entry.of(number + 3, 2, table, regions),
                VhdxLogRecipe.Entry.of(number + 4, 2, wrong)
                        .with(random.nextBoolean() ? VhdxLogRecipe.Flaw.CHECKSUM : VhdxLogRecipe.Flaw.TORN));
        return random.nextInt(4) == 0 && disk.hasBitmap(0)
                ? recipe.with(VhdxLogRecipe.Change.right("bitmap0", 0, 8192))
                : recipe;
    }

    /** The disks, leaf first. */
    public List<VhdxImage> layers() {
        return layers;
    }

    /** How many sectors of 512 bytes the leaf has. */
    public int sectors() {
        return layers.get(0).sectors();
    }

    /** The layer that decides about a sector, or {@link #UNWRITTEN} or {@link #UNKNOWN}. */
    public int owner(int sector) {
        for (int layer = 0; layer < layers.size(); layer++) {
            VhdxImage disk = layers.get(layer);
            if (sector >= disk.sectors()) {
                return UNWRITTEN;
            }
            if (disk.decides(sector) != VhdxImage.ASK_BELOW) {
                return layer;
            }
            if (!disk.isDifferencing()) {
                return UNWRITTEN;
            }
        }
        return UNKNOWN;
    }

    /** Whether a file stores the sector. */
    public boolean isStored(int sector) {
        int owner = owner(sector);
        return owner >= 0 && layers.get(owner).decides(sector) == VhdxImage.STORED;
    }

    /** The whole disk. What a missing parent decides about is zeros here; ask {@link #owner}. */
    public byte[] merged() {
        byte[] merged = new byte[sectors() * 512];
        for (int sector = 0; sector < sectors(); sector++) {
            if (isStored(sector)) {
                layers.get(owner(sector)).content(sector, merged, sector * 512);
            }
        }
        return merged;
    }

    @Override
    public String toString() {
        return "VHDX chain "
                + Arrays.toString(layers.stream().mapToInt(VhdxImage::sectors).toArray());
    }
}
