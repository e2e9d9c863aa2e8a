package io.github.vhdlayers.tsk.libtsk;

import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.Layout;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.TestChain;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A chain of two raw states of a disk, and copies of it in which random blocks of a random layer cannot be read. */
final class DamagedChain {
    private static final int SECTOR = 512;
    private static final int BLOCK_BYTES = 1 << 14;

    private final List<DiskImage> layers;

    private DamagedChain(List<DiskImage> layers) {
        this.layers = layers;
    }

    /** The child has each page that changed. */
    static DamagedChain of(byte[] before, byte[] after, int page) {
        DiskImage.Builder parent = DiskImage.dynamic(before.length)
                .blockSize(BLOCK_BYTES)
                .layout(Layout.COMPACT)
                .timestamp(TestLayers.now());
        own(parent, before, new byte[before.length], page);
        DiskImage base = parent.build();
        DiskImage.Builder child = DiskImage.differencing(after.length)
                .blockSize(BLOCK_BYTES)
                .layout(Layout.COMPACT)
                .timestamp(TestLayers.now());
        own(child, after, before, page);
        return new DamagedChain(List.of(child.parent(base).build(), base));
    }

    private static void own(DiskImage.Builder disk, byte[] now, byte[] before, int page) {
        for (int at = 0; at < now.length; at += page) {
            int end = Math.min(now.length, at + page);
            if (!Arrays.equals(now, at, end, before, at, end)) {
                disk.own(
                        at / SECTOR,
                        (end - at) / SECTOR,
                        SectorContent.bytes(Arrays.copyOfRange(now, at, end), at / SECTOR));
            }
        }
    }

    /** Writes it whole, and returns the child. */
    Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        TestChain.of(layers).writeTo(folder, List.of("child.vhd", "parent.vhd"));
        return folder.resolve("child.vhd");
    }

    /** Writes it with damage, and returns the child; says what was done. */
    Path writeDamaged(Path folder, Random random, StringBuilder done) throws IOException {
        Path child = write(folder);
        Path parent = folder.resolve("parent.vhd");
        int kind = random.nextInt(8);
        if (kind == 0) {
            Files.delete(parent);
            done.append("no parent");
            return child;
        }
        boolean ofChild = random.nextInt(3) != 0;
        DiskImage image = layers.get(ofChild ? 0 : 1);
        Path file = ofChild ? child : parent;
        done.append(ofChild ? "child" : "parent");
        byte[] bytes = Files.readAllBytes(file);
        int[] blocks = image.positions().blocksInFileOrder();
        if (kind == 1) {
            // The footer at the end is lost with it; the copy at the start stays.
            int from = random.nextInt(blocks.length);
            long end = image.positions().blockDataOffset(blocks[from]) + SECTOR * (long) random.nextInt(8);
            bytes = Arrays.copyOf(bytes, (int) end);
            done.append(" cut at block ").append(blocks[from]);
        } else {
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                int block = random.nextInt(4) == 0
                        ? random.nextInt((int) (image.size() / BLOCK_BYTES))
                        : blocks[random.nextInt(blocks.length)];
                ByteBuffer.wrap(bytes).putInt((int) image.positions().tableOffset() + 4 * block, 0x7FFF_FF00 + i);
                done.append(" block ").append(block);
            }
        }
        Files.write(file, bytes);
        return child;
    }
}
