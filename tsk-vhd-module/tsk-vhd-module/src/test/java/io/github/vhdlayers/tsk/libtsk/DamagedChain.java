package io.github.vhdlayers.tsk.libtsk;

import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.Layout;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.TestChain;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

    /** Each layer has the pages that changed since the state before it. */
    static DamagedChain of(List<byte[]> oldestFirst, int page) {
        return of(oldestFirst, page, new long[oldestFirst.size()]);
    }

    /**
     * The same with wrong clocks.
     *
     * @param clocks by how many seconds the time of a layer's creation is off, the base first
     */
    static DamagedChain of(List<byte[]> oldestFirst, int page, long[] clocks) {
        List<DiskImage> leafToBase = new ArrayList<>();
        byte[] before = new byte[oldestFirst.get(0).length];
        for (int i = 0; i < oldestFirst.size(); i++) {
            byte[] now = oldestFirst.get(i);
            DiskImage.Builder disk = leafToBase.isEmpty()
                    ? DiskImage.dynamic(now.length)
                    : DiskImage.differencing(now.length).parent(leafToBase.get(0));
            disk.blockSize(BLOCK_BYTES)
                    .layout(Layout.COMPACT)
                    .seed(leafToBase.size() + 1)
                    .timestamp(TestLayers.now() + clocks[i]);
            own(disk, now, before, page);
            leafToBase.add(0, disk.build());
            before = now;
        }
        return new DamagedChain(leafToBase);
    }

    /**
     * A child over a parent that was changed after the child was made, with nothing in its footer that says so.
     *
     * @param parent the parent when the child was made
     * @param changed the parent as it is now
     * @param child the child's state
     */
    static DamagedChain ofChangedParent(byte[] parent, byte[] changed, byte[] child, int page) {
        DiskImage.Builder base = DiskImage.dynamic(changed.length);
        own(
                base.blockSize(BLOCK_BYTES).layout(Layout.COMPACT).seed(1).timestamp(TestLayers.now()),
                changed,
                new byte[changed.length],
                page);
        DiskImage made = base.build();
        DiskImage.Builder leaf = DiskImage.differencing(child.length).parent(made);
        own(
                leaf.blockSize(BLOCK_BYTES).layout(Layout.COMPACT).seed(2).timestamp(TestLayers.now()),
                child,
                parent,
                page);
        return new DamagedChain(List.of(leaf.build(), made));
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

    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            names.add("layer" + i + ".vhd");
        }
        return names;
    }

    /** Writes it whole, and returns the leaf. */
    Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        TestChain.of(layers).writeTo(folder, names());
        return folder.resolve("layer0.vhd");
    }

    /** Writes it with damage to one or several layers, and returns the leaf; says what was done. */
    Path writeDamaged(Path folder, Random random, StringBuilder done) throws IOException {
        Path leaf = write(folder);
        int last = layers.size() - 1;
        if (random.nextInt(8) == 0) {
            int missing = 1 + random.nextInt(last);
            Files.delete(folder.resolve("layer" + missing + ".vhd"));
            done.append("no layer ").append(missing);
            return leaf;
        }
        int count = random.nextInt(4) == 0 ? 2 : 1;
        for (int i = 0; i < count; i++) {
            damage(folder, random.nextInt(3) == 0 ? last : random.nextInt(layers.size()), random, done);
        }
        return leaf;
    }

    private void damage(Path folder, int layer, Random random, StringBuilder done) throws IOException {
        DiskImage image = layers.get(layer);
        Path file = folder.resolve("layer" + layer + ".vhd");
        byte[] bytes = Files.readAllBytes(file);
        int[] blocks = image.positions().blocksInFileOrder();
        if (blocks.length == 0) {
            return;
        }
        done.append(" layer ").append(layer);
        if (random.nextInt(7) == 0) {
            // The footer at the end is lost with it; the copy at the start stays.
            int from = random.nextInt(blocks.length);
            long end = image.positions().blockDataOffset(blocks[from]) + SECTOR * (long) random.nextInt(8);
            bytes = Arrays.copyOf(bytes, (int) Math.min(bytes.length, end));
            done.append(" cut at block ").append(blocks[from]);
        } else {
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                int block = random.nextInt(4) == 0
                        ? random.nextInt((int) (image.size() / BLOCK_BYTES))
                        : blocks[random.nextInt(blocks.length)];
                int at = (int) image.positions().tableOffset() + 4 * block;
                if (at + 4 <= bytes.length) {
                    ByteBuffer.wrap(bytes).putInt(at, 0x7FFF_FF00 + i);
                    done.append(" block ").append(block);
                }
            }
        }
        Files.write(file, bytes);
    }
}
