package io.github.vhdlayers.benchmarks;

import io.github.vhdlayers.testkit.VhdxImage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;

/** VHDX chains to measure with. */
final class VhdxDisks {
    private static final int SECTOR = 512;
    private static final int MIB = 1 << 20;
    private static final int BLOCK = 2 * MIB;
    private static final long SEED = 8;

    private static final long LARGEST = 64L << 40;
    private static final long BLOCKS = LARGEST / BLOCK;
    /** How many blocks of this size have their bits in one bitmap. */
    private static final int CHUNK = 2048;

    private static final long TABLE = 8L * MIB;
    private static final int TABLE_BYTES = 257 * MIB;
    private static final long BITMAPS = 512L * MIB;
    private static final long DATA = BITMAPS + (BLOCKS / CHUNK) * MIB;
    private static final int ENTRIES_AT_ONCE = 1 << 17;

    private VhdxDisks() {}

    /**
     * Writes a chain that is dealt in runs of one length as those of VHD are, never two neighbours to one layer, and the merged disk. What
     * its base stores it stores in whole blocks, as the format wants it, so that a chain of one layer has one run.
     */
    static void dealt(Path folder, String raw, long bytes, int depth, long runSectors) throws IOException {
        int sectors = Math.toIntExact(bytes / SECTOR);
        try (RandomAccessFile merged = new RandomAccessFile(folder.resolve(raw).toFile(), "rw")) {
            merged.setLength(bytes);
            for (int layer = depth - 1; layer >= 0; layer--) {
                VhdxImage image = layer(bytes, depth, layer, runSectors);
                image.writeTo(folder.resolve(layer == 0 ? "leaf.vhdx" : name(layer)));
                byte[] content = new byte[SECTOR * 64];
                for (int first = 0; first < sectors; first += 64) {
                    int count = Math.min(64, sectors - first);
                    for (int i = 0; i < count; i++) {
                        if (image.decides(first + i) == VhdxImage.STORED) {
                            image.content(first + i, content, i * SECTOR);
                            merged.seek((long) (first + i) * SECTOR);
                            merged.write(content, i * SECTOR, SECTOR);
                        }
                    }
                }
            }
        }
    }

    private static String name(int layer) {
        return "layer" + layer + ".vhdx";
    }

    private static VhdxImage layer(long bytes, int depth, int layer, long runSectors) {
        int blocks = Math.toIntExact((bytes + BLOCK - 1) / BLOCK);
        boolean base = layer == depth - 1;
        VhdxImage.Builder builder = base ? VhdxImage.dynamic(bytes) : VhdxImage.differencing(bytes);
        builder.blockBytes(BLOCK).seed(SEED + layer);
        for (int block = 0; block < blocks; block++) {
            builder.block(block, base ? VhdxImage.FULL : VhdxImage.PARTIAL);
        }
        if (!base) {
            VhdxImage parent = VhdxImage.dynamic(bytes)
                    .blockBytes(BLOCK)
                    .seed(SEED + layer + 1)
                    .build();
            builder.parent(parent, name(layer + 1));
            Random random = new Random(SEED);
            int dealt = random.nextInt(depth);
            int sectors = Math.toIntExact(bytes / SECTOR);
            int run = Math.toIntExact(runSectors);
            for (int first = 0; first < sectors; first += run) {
                dealt = (dealt + 1 + random.nextInt(depth - 1)) % depth;
                if (dealt == layer) {
                    builder.own(first, Math.min(run, sectors - first));
                }
            }
        }
        return builder.build();
    }

    /**
     * Writes a chain of three on 64 TiB, the largest disk of the format, in blocks of 2 MiB: 33,554,432 entries a layer. The base stores six
     * million blocks and says that the others are zeros; each child has every thousandth block in part. What blocks hold is a hole.
     */
    static void largest(Path folder) throws IOException {
        VhdxImage base = VhdxImage.dynamic(MIB).blockBytes(BLOCK).build();
        VhdxImage middle = child(2, base, "base.vhdx");
        write(folder.resolve("base.vhdx"), base, block -> block < 6_000_000 ? place(block) | VhdxImage.FULL : 2, 0);
        write(folder.resolve("layer1.vhdx"), middle, VhdxDisks::inPart, 500);
        write(folder.resolve("leaf.vhdx"), child(3, middle, "layer1.vhdx"), VhdxDisks::inPart, 1500);
    }

    private static VhdxImage child(long seed, VhdxImage parent, String name) {
        return VhdxImage.differencing(MIB)
                .blockBytes(BLOCK)
                .seed(seed)
                .parent(parent, name)
                .build();
    }

    private static long place(long block) {
        return DATA + block * BLOCK;
    }

    private static long inPart(long block) {
        return block % 1000 == 0 ? place(block / 1000) | VhdxImage.PARTIAL : VhdxImage.NOT_PRESENT;
    }

    /** Gives the entry of a block. */
    private interface Entries {
        long of(long block);
    }

    /** @param bit the first of 128 sectors that a block in part stores, or 0 if there are no bitmaps */
    private static void write(Path file, VhdxImage small, Entries entries, int bit) throws IOException {
        byte[] start = small.toBytes();
        ByteBuffer all = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
        all.putInt(2 * MIB + 0x10000, BLOCK).putLong(2 * MIB + 0x10000 + 8, LARGEST);
        for (int table : new int[] {0x30000, 0x40000}) {
            all.putLong(table + 16 + 16, TABLE).putInt(table + 16 + 24, TABLE_BYTES);
        }
        VhdxImage.write(VhdxImage.fixChecksums(start), file);
        byte[] bits = new byte[16];
        Arrays.fill(bits, (byte) 0xFF);
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer piece = ByteBuffer.allocate(8 * ENTRIES_AT_ONCE).order(ByteOrder.LITTLE_ENDIAN);
            long at = TABLE;
            for (long block = 0; block < BLOCKS; block++) {
                piece.putLong(entries.of(block));
                if (block % CHUNK == CHUNK - 1) {
                    piece.putLong(bit == 0 ? 0 : BITMAPS + block / CHUNK * MIB | VhdxImage.FULL);
                }
                if (piece.remaining() < 16 || block == BLOCKS - 1) {
                    at += out.write(piece.flip(), at);
                    piece.clear();
                }
                if (bit != 0 && block % 1000 == 0) {
                    out.write(ByteBuffer.wrap(bits), BITMAPS + block / CHUNK * MIB + block % CHUNK * 512 + bit / 8);
                }
            }
            long end = bit == 0 ? place(6_000_000) : place(BLOCKS / 1000 + 1);
            out.write(ByteBuffer.wrap(new byte[1]), end - 1);
        }
    }
}
