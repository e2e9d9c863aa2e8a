package io.github.vhdlayers.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;

/** Fields of Xen's batmap. */
final class BatmapMutations {
    private static final int MAP_OFFSET = 8;
    private static final int MAP_SECTORS = 16;
    private static final int VERSION = 20;
    private static final int CHECKSUM = 24;
    private static final int MARKER = 28;
    private static final int KEY_HASH_FLAG = 29;

    private final List<Mutation> all = new ArrayList<>();

    private BatmapMutations() {}

    static List<Mutation> all() {
        BatmapMutations mutations = new BatmapMutations();
        mutations.fields();
        mutations.map();
        return mutations.all;
    }

    private void fields() {
        edit("cookie", "the cookie is another", anatomy -> Patch.set(0, Text.ascii("tdbatmaq")));
        edit("version-0", "version 0.0", anatomy -> Patch.set32(VERSION, 0));
        edit("version-2", "version 2.0", anatomy -> Patch.set32(VERSION, 0x0002_0000));
        edit("offset-zero", "the map is said to be at offset 0", anatomy -> Patch.set64(MAP_OFFSET, 0));
        edit(
                "offset-past-end",
                "the map is said to be past the end",
                anatomy -> Patch.set64(MAP_OFFSET, anatomy.positions().fileLength + 512));
        edit(
                "offset-negative",
                "the map is said to be at an offset with the top bit set",
                anatomy -> Patch.set64(MAP_OFFSET, Long.MIN_VALUE + 4096));
        edit("size-zero", "said to be a map of no sectors", anatomy -> Patch.set32(MAP_SECTORS, 0));
        edit(
                "size-past-end",
                "said to be a map that reaches past the end",
                anatomy -> Patch.set32(MAP_SECTORS, anatomy.fileSectors() + 1));
        edit("size-all-ones", "said to be a map of 2^32 - 1 sectors", anatomy -> Patch.set32(MAP_SECTORS, -1));
        edit("marker-set", "the marker is set", anatomy -> Patch.flip8(MARKER, 1));
        edit("key-hash-set", "said to have the hash of a key, so encrypted", anatomy -> Patch.flip8(KEY_HASH_FLAG, 1));
        all.add(Mutation.inPlaceOnly(
                "batmap-checksum-off",
                "batmap: the checksum is off by one bit",
                anatomy -> patches(anatomy, any -> Patch.flip8(CHECKSUM + 3, 1))));
    }

    private void map() {
        all.add(Mutation.inPlace(
                "batmap-absent-block-full", "batmap: a block that is absent is called full", anatomy -> {
                    OptionalInt absent = anatomy.firstAbsent();
                    if (absent.isEmpty()) {
                        return List.of();
                    }
                    int block = absent.getAsInt();
                    return patches(
                            anatomy,
                            any -> Patch.flip8(Structures.BATMAP_HEADER_BYTES + (block >> 3), 0x80 >> (block & 7)));
                }));
    }

    private void edit(String name, String words, Function<Anatomy, Patch> patch) {
        all.add(Mutation.inPlace("batmap-" + name, "batmap: " + words, anatomy -> patches(anatomy, patch)));
    }

    private static List<Patch> patches(Anatomy anatomy, Function<Anatomy, Patch> patch) {
        long batmap = anatomy.positions().batmap;
        return batmap == Positions.NONE
                ? List.of()
                : List.of(patch.apply(anatomy).movedBy(batmap));
    }
}
