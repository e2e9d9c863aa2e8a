package io.github.vhdlayers.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** Whole structures lost, things before and behind the file that do not belong there, and files cut short. */
final class FileMutations {
    private final List<Mutation> all = new ArrayList<>();

    private FileMutations() {}

    static List<Mutation> all() {
        FileMutations mutations = new FileMutations();
        mutations.lostFooters();
        mutations.additions();
        mutations.truncations();
        return mutations.all;
    }

    private void lostFooters() {
        add(
                "tail-missing",
                "the file ends where the footer should begin",
                Anatomy::hasTail,
                (file, anatomy) -> Arrays.copyOf(file, (int) anatomy.positions().tail));
        add(
                "tail-zeroed",
                "zeros in place of the footer at the end",
                Anatomy::hasTail,
                (file, anatomy) -> overwrite(file, anatomy.positions().tail, 0));
        add(
                "tail-noise",
                "noise in place of the footer at the end",
                Anatomy::hasTail,
                (file, anatomy) -> overwrite(file, anatomy.positions().tail, 0xA5));
        add(
                "head-zeroed",
                "zeros in place of the footer's copy",
                Anatomy::headCopy,
                (file, anatomy) -> overwrite(file, 0, 0));
        add(
                "head-noise",
                "noise in place of the footer's copy",
                Anatomy::headCopy,
                (file, anatomy) -> overwrite(file, 0, 0xA5));
        add(
                "both-zeroed",
                "zeros in place of both footers",
                anatomy -> anatomy.headCopy() && anatomy.hasTail(),
                (file, anatomy) -> overwrite(overwrite(file, 0, 0), anatomy.positions().tail, 0));
    }

    private void additions() {
        for (int count : new int[] {1, 511, 512, 4096}) {
            append(
                    "junk-" + count,
                    count + " bytes of junk at the end",
                    anatomy -> true,
                    (file, anatomy) -> junk(count));
        }
        append("zeros-appended", "a page of zeros at the end", anatomy -> true, (file, anatomy) -> new byte[4096]);
        append("footer-twice", "the footer once more at the end", Anatomy::hasTail, FileMutations::tail);
        append("other-footer", "another disk's footer at the end", Anatomy::hasTail, (file, anatomy) -> {
            byte[] footer = tail(file, anatomy);
            Patch.flip(68, new byte[] {1, 2, 3, 4}).applyTo(footer);
            return Mutations.fixChecksums(footer);
        });
        add("byte-before", "a byte before the start", anatomy -> true, (file, anatomy) -> {
            byte[] moved = new byte[file.length + 1];
            System.arraycopy(file, 0, moved, 1, file.length);
            return moved;
        });
        add("sector-extra", "a fixed disk's data is a sector too long", FileMutations::isFixed, (file, anatomy) -> {
            byte[] longer = Arrays.copyOf(file, file.length + Sectors.BYTES);
            int tail = (int) anatomy.positions().tail;
            System.arraycopy(file, tail, longer, tail + Sectors.BYTES, file.length - tail);
            Arrays.fill(longer, tail, tail + Sectors.BYTES, (byte) 0xA5);
            return longer;
        });
        add("sector-missing", "a fixed disk's data is a sector too short", FileMutations::isFixed, (file, anatomy) -> {
            byte[] shorter = Arrays.copyOf(file, file.length - Sectors.BYTES);
            int tail = (int) anatomy.positions().tail;
            System.arraycopy(file, tail, shorter, tail - Sectors.BYTES, file.length - tail);
            return shorter;
        });
    }

    private void truncations() {
        cut("empty", "nothing", anatomy -> 0);
        cut("one-byte", "one byte", anatomy -> 1);
        cut("footer-less-a-byte", "511 bytes", anatomy -> 511);
        cut("one-sector", "512 bytes", anatomy -> 512);
        cut("inside-header", "100 bytes of the dynamic header", anatomy -> inside(anatomy.positions().header, 100));
        cut("inside-table", "two bytes of the table", anatomy -> inside(anatomy.positions().table, 2));
        cut("inside-bitmap", "half of the last block's bitmap", anatomy -> lastBlock(anatomy, false));
        cut("inside-block", "half of the last block's data", anatomy -> lastBlock(anatomy, true));
        cut("last-byte-missing", "all but the last byte", anatomy -> anatomy.positions().fileLength - 1);
    }

    private void cut(String name, String words, ToLongFunction<Anatomy> length) {
        add(
                "cut-" + name,
                "of the file there is " + words,
                anatomy -> length.applyAsLong(anatomy) >= 0
                        && length.applyAsLong(anatomy) < anatomy.positions().fileLength,
                (file, anatomy) -> Mutations.truncate(file, (int) length.applyAsLong(anatomy)));
    }

    private void append(
            String name, String words, Predicate<Anatomy> applies, BiFunction<byte[], Anatomy, byte[]> addition) {
        add(name, words, applies, (file, anatomy) -> {
            byte[] added = addition.apply(file, anatomy);
            byte[] longer = Arrays.copyOf(file, file.length + added.length);
            System.arraycopy(added, 0, longer, file.length, added.length);
            return longer;
        });
    }

    private void add(
            String name, String words, Predicate<Anatomy> applies, BiFunction<byte[], Anatomy, byte[]> change) {
        all.add(Mutation.ofFile("file-" + name, "file: " + words, applies, change));
    }

    private static byte[] tail(byte[] file, Anatomy anatomy) {
        int tail = (int) anatomy.positions().tail;
        return Arrays.copyOfRange(file, tail, tail + anatomy.positions().tailBytes);
    }

    private static byte[] overwrite(byte[] file, long at, int value) {
        int end = (int) Math.min(file.length, at + Structures.FOOTER_BYTES);
        Arrays.fill(file, (int) at, end, (byte) value);
        return file;
    }

    private static byte[] junk(int count) {
        byte[] junk = new byte[count];
        Arrays.fill(junk, (byte) 0xA5);
        return junk;
    }

    private static boolean isFixed(Anatomy anatomy) {
        return !anatomy.hasBlocks() && anatomy.hasTail();
    }

    private static long inside(long structure, int bytes) {
        return structure == Positions.NONE ? Positions.NONE : structure + bytes;
    }

    private static long lastBlock(Anatomy anatomy, boolean data) {
        Positions positions = anatomy.positions();
        if (positions.blocks.length == 0) {
            return Positions.NONE;
        }
        int block = positions.blocks[positions.blocks.length - 1];
        return data
                ? positions.blockDataOffset(block) + anatomy.blockSize() / 2
                : positions.bitmapOffset(block) + positions.bitmapBytes / 2;
    }
}
