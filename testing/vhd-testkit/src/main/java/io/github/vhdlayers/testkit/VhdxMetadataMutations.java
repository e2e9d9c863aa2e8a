package io.github.vhdlayers.testkit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Every field of the metadata: of their table, of its entries, and of the items but the parent locator. */
final class VhdxMetadataMutations {
    private static final int MIB = 1 << 20;
    private static final List<String> ITEMS =
            List.of("parameters", "size", "disk-id", "logical-sector", "physical-sector", "locator");

    private final List<VhdxMutation> all = new ArrayList<>();

    private VhdxMetadataMutations() {}

    static List<VhdxMutation> all() {
        VhdxMetadataMutations mutations = new VhdxMetadataMutations();
        mutations.table();
        for (int item = 0; item < ITEMS.size(); item++) {
            mutations.entry(item);
        }
        mutations.otherItems();
        mutations.parameters();
        mutations.sizes();
        mutations.sectors();
        return mutations.all;
    }

    private void table() {
        edit("signature", "the signature is another", (file, image) -> file.put(image.place("metadata"), (byte) 'M'));
        edit(
                "zeroed",
                "the table is zeros",
                (file, image) -> VhdxHeaderMutations.fill(file, image.place("metadata"), 65536, (byte) 0));
        edit(
                "reserved",
                "a reserved byte in front of the count is set",
                (file, image) -> file.put(image.place("metadata") + 8, (byte) 1));
        edit(
                "reserved-end",
                "a reserved byte behind the count is set",
                (file, image) -> file.put(image.place("metadata") + 31, (byte) 1));
        for (int count : new int[] {0, 1, 2047, 2048, 65535}) {
            edit(
                    "count-" + count,
                    "it claims " + count + " items",
                    (file, image) -> file.putShort(image.place("metadata") + 10, (short) count));
        }
        edit("count-less", "it claims an item less", (file, image) -> count(file, image, -1));
        edit("count-more", "it claims an item more, which is zeros", (file, image) -> count(file, image, 1));
        edit(
                "free-space",
                "there is something between the items and the end",
                (file, image) -> file.put(image.place("metadata") + MIB - 1, (byte) 1));
    }

    private static void count(ByteBuffer file, VhdxImage image, int more) {
        int at = image.place("metadata") + 10;
        file.putShort(at, (short) (file.getShort(at) + more));
    }

    private void entry(int item) {
        item(item, "id", "the id is another", (file, image) -> file.put(entryOf(image, item), (byte) 0x11));
        item(item, "id-optional", "the id is another, which is not required", (file, image) -> file.put(
                        entryOf(image, item), (byte) 0x11)
                .putInt(entryOf(image, item) + 24, 0));
        item(
                item,
                "twice",
                "the id is that of another item",
                (file, image) ->
                        file.put(entryOf(image, item == 0 ? 1 : 0), file.duplicate(), entryOf(image, item), 16));
        offset(item, "zero", "at 0", 0);
        offset(item, "in-table", "in the table", 65535);
        offset(item, "past-end", "behind the region", MIB);
        offset(item, "last", "at 2^32 less 1", -1);
        item(
                item,
                "at-free-space",
                "in free space, which is zeros",
                (file, image) -> file.putInt(entryOf(image, item) + 16, 0x20000));
        item(
                item,
                "at-other",
                "one byte into another item",
                (file, image) -> file.putInt(
                        entryOf(image, item) + 16,
                        image.place("item" + (item == 0 ? 1 : 0)) - image.place("metadata") + 1));
        length(item, "zero", 0);
        length(item, "one", 1);
        length(item, "large", MIB + 1);
        length(item, "last", -1);
        item(item, "empty", "it is empty", (file, image) -> file.putLong(entryOf(image, item) + 16, 0));
        flags(item, "none", 0);
        flags(item, "user", 1);
        flags(item, "user-required", 5);
        flags(item, "reserved", 0xF6);
        item(
                item,
                "reserved",
                "its reserved bytes are not zero",
                (file, image) -> file.putInt(entryOf(image, item) + 28, 1));
    }

    private static int entryOf(VhdxImage image, int item) {
        return image.place("metadata") + 32 + 32 * item;
    }

    private void otherItems() {
        more("user", "an item of a user", 0x1234, 1);
        more("unknown", "an unknown item, which is not required", 0x1234, 2);
        more("unknown-required", "an unknown item, which is required", 0x1234, 4);
        edit("more-incomplete", "the mark of a file that was not made to its end", (file, image) -> {
            int at = more(file, image);
            file.putInt(at, 0x71CC85F0).putInt(at + 4, 0x4E281B69).putLong(at + 8, 0xD375AE83BFC35895L);
        });
        edit("more-geometry", "the item with a geometry", (file, image) -> {
            int at = more(file, image);
            file.putInt(at, 0xDA02D7BC).putInt(at + 4, 0x423C3D3A).putLong(at + 8, 0x9B4721AB362A88ACL);
            file.putInt(at + 16, 0x20000).putInt(at + 20, 8).putInt(at + 24, 4);
        });
    }

    private void more(String name, String description, long id, int flags) {
        edit("more-" + name, description, (file, image) -> {
            int at = more(file, image);
            file.putLong(at, id).putInt(at + 16, 0x20000).putInt(at + 20, 64).putInt(at + 24, flags);
        });
    }

    private static int more(ByteBuffer file, VhdxImage image) {
        int table = image.place("metadata");
        int count = file.getShort(table + 10);
        file.putShort(table + 10, (short) (count + 1));
        return table + 32 + 32 * count;
    }

    private void parameters() {
        for (int bytes : new int[] {0, 1, 512, 3 * MIB, 2 * MIB, 256 * MIB, 512 * MIB, 1 << 31}) {
            edit(
                    "block-bytes-" + Integer.toUnsignedString(bytes),
                    "blocks of other bytes",
                    (file, image) -> file.putInt(image.place("item0"), bytes));
        }
        edit(
                "bits-fixed",
                "blocks keep their room",
                (file, image) -> file.put(image.place("item0") + 4, (byte) (file.get(image.place("item0") + 4) ^ 1)));
        edit(
                "bits-parent",
                "there is a parent where there was none, or none where there was one",
                (file, image) -> file.put(image.place("item0") + 4, (byte) (file.get(image.place("item0") + 4) ^ 2)));
        edit(
                "bits-reserved",
                "reserved bits are set",
                (file, image) -> file.put(image.place("item0") + 7, (byte) 0x80));
    }

    private void sizes() {
        for (long bytes :
                new long[] {0, 1, 512, MIB, (64L << 40) - 512, 64L << 40, (64L << 40) + 4096, 1L << 63, -512}) {
            edit(
                    "size-" + Long.toUnsignedString(bytes),
                    "the disk has that many bytes",
                    (file, image) -> file.putLong(image.place("item1"), bytes));
        }
        edit(
                "size-sector-more",
                "the disk has a sector more",
                (file, image) ->
                        file.putLong(image.place("item1"), file.getLong(image.place("item1")) + image.logicalSector()));
        edit(
                "size-sector-less",
                "the disk has a sector less",
                (file, image) ->
                        file.putLong(image.place("item1"), file.getLong(image.place("item1")) - image.logicalSector()));
        edit(
                "disk-id-null",
                "the disk's id is all zero",
                (file, image) -> VhdxHeaderMutations.fill(file, image.place("item2"), 16, (byte) 0));
    }

    private void sectors() {
        for (int bytes : new int[] {0, 1024, 1 << 31}) {
            edit(
                    "logical-" + Integer.toUnsignedString(bytes),
                    "logical sectors of that many bytes",
                    (file, image) -> file.putInt(image.place("item3"), bytes));
        }
        edit(
                "logical-other",
                "logical sectors of the other size",
                (file, image) -> file.putInt(image.place("item3"), image.logicalSector() == 512 ? 4096 : 512));
        for (int bytes : new int[] {0, 7, 512, -1}) {
            edit(
                    "physical-" + Integer.toUnsignedString(bytes),
                    "physical sectors of that many bytes",
                    (file, image) -> file.putInt(image.place("item4"), bytes));
        }
    }

    private void offset(int item, String name, String words, int offset) {
        item(
                item,
                "at-" + name,
                "it is said to be " + words,
                (file, image) -> file.putInt(entryOf(image, item) + 16, offset));
    }

    private void length(int item, String name, int bytes) {
        item(
                item,
                "length-" + name,
                "its length is " + Integer.toUnsignedString(bytes),
                (file, image) -> file.putInt(entryOf(image, item) + 20, bytes));
    }

    private void flags(int item, String name, int flags) {
        item(
                item,
                "flags-" + name,
                "its flags are " + flags,
                (file, image) -> file.putInt(entryOf(image, item) + 24, flags));
    }

    private void item(int item, String name, String description, VhdxMutation.Change change) {
        all.add(VhdxMutation.inPlace(
                "metadata-" + ITEMS.get(item) + "-" + name,
                "metadata: " + ITEMS.get(item) + ": " + description,
                image -> VhdxMutationPlaces.isClean(image) && image.has("item" + item),
                change));
    }

    private void edit(String name, String description, VhdxMutation.Change change) {
        all.add(VhdxMutation.inPlace(
                "metadata-" + name, "metadata: " + description, VhdxMutationPlaces::isClean, change));
    }
}
