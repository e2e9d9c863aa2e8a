package io.github.vhdlayers.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/** Files that were cut off, and files that have something behind their end. */
final class VhdxFileMutations {
    private static final int MIB = 1 << 20;

    private final List<VhdxMutation> all = new ArrayList<>();

    private VhdxFileMutations() {}

    static List<VhdxMutation> all() {
        VhdxFileMutations mutations = new VhdxFileMutations();
        mutations.truncations();
        mutations.additions();
        return mutations.all;
    }

    private void truncations() {
        for (int bytes :
                new int[] {0, 7, 8, 520, 0x10000, 0x10FFF, 0x20000, 0x21000, 0x30000, 0x3FFFF, 0x50000, MIB - 1, MIB}) {
            cut(Integer.toString(bytes), bytes + " bytes", VhdxMutationPlaces::any, image -> bytes);
        }
        cut("in-log", "half of the log", VhdxMutationPlaces::any, image -> image.place("log") + MIB / 2);
        cut(
                "in-metadata-table",
                "half of the metadata table",
                VhdxMutationPlaces::any,
                image -> image.place("metadata") + 0x8000);
        cut(
                "in-metadata-items",
                "a byte of the metadata items",
                VhdxMutationPlaces::any,
                image -> image.place("item0") + 1);
        cut(
                "in-metadata-space",
                "the metadata without free space",
                VhdxMutationPlaces::any,
                image -> image.place("metadata") + 0x20000);
        cut("at-table", "nothing of the table", VhdxMutationPlaces::any, image -> image.place("table"));
        cut("in-table-entry", "a byte of the table", VhdxMutationPlaces::any, image -> image.place("table") + 1);
        cut("in-table", "two entries of the table", VhdxMutationPlaces::any, image -> image.place("table") + 16);
        cut(
                "in-bitmap",
                "half of the sector bitmap",
                image -> image.has("bitmap0"),
                image -> image.place("bitmap0") + MIB / 2);
        cut("at-block", "nothing of the first full block", VhdxMutationPlaces::hasFull, image ->
                (int) VhdxMutationPlaces.full(image));
        cut(
                "in-block",
                "half of the first full block, and half a sector",
                VhdxMutationPlaces::hasFull,
                image -> (int) VhdxMutationPlaces.full(image) + image.blockBytes() / 2 + 256);
        cut("last-byte", "all but the last byte", VhdxMutationPlaces::any, image -> image.length() - 1);
        cut("last-mib", "all but the last MiB", VhdxMutationPlaces::any, image -> image.length() - MIB);
    }

    private void additions() {
        for (int bytes : new int[] {1, 512, MIB}) {
            add(
                    "zeros-" + bytes,
                    bytes + " bytes of zeros at the end",
                    image -> image.length() + bytes,
                    (file, image) -> {});
            add(
                    "junk-" + bytes,
                    bytes + " bytes of junk at the end",
                    image -> image.length() + bytes,
                    (file, image) -> VhdxHeaderMutations.fill(file, file.capacity() - bytes, bytes, (byte) 0xA5));
        }
        add("vhd-footer", "the footer of a VHD at the end", image -> image.length() + 512, (file, image) -> {
            byte[] fixed = DiskImage.fixed(512).build().toBytes();
            file.put(file.capacity() - 512, fixed, fixed.length - 512, 512);
        });
        add(
                "identifier-alone",
                "nothing but the signature, and zeros",
                image -> image.length(),
                (file, image) -> VhdxHeaderMutations.fill(file, 8, file.capacity() - 8, (byte) 0));
    }

    private void cut(String name, String words, Predicate<VhdxImage> applies, ToIntFunction<VhdxImage> length) {
        all.add(VhdxMutation.resized(
                "file-cut-" + name, "file: there is " + words, applies, length, (file, image) -> {}));
    }

    private void add(String name, String words, ToIntFunction<VhdxImage> length, VhdxMutation.Change change) {
        all.add(VhdxMutation.resized("file-" + name, "file: " + words, VhdxMutationPlaces::any, length, change));
    }
}
