package io.github.vhdlayers.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** Every field of the footer, broken at the end of the file, in the copy at its start, and in both. */
final class FooterMutations {
    private final List<Mutation> all = new ArrayList<>();

    private FooterMutations() {}

    static List<Mutation> all() {
        FooterMutations mutations = new FooterMutations();
        mutations.identity();
        mutations.headerPlace();
        mutations.origin();
        mutations.sizes();
        mutations.types();
        mutations.remainder();
        return mutations.all;
    }

    private void identity() {
        edit("cookie", "the cookie is another", Patch.set(0, Text.ascii("conectiy")));
        edit("cookie-case", "the cookie begins with a capital", Patch.set(0, Text.ascii("Conectix")));
        edit("cookie-poison", "the cookie by which Xen disables a disk", Patch.set(0, Text.ascii("v_poison")));
        edit("features-zero", "no feature bit, not even the one that is always set", Patch.set32(8, 0));
        edit("features-temporary", "the disk is temporary", Patch.set32(8, 3));
        edit("features-all", "all feature bits", Patch.set32(8, -1));
        edit("version-0", "version 0.0", Patch.set32(12, 0));
        edit("version-1-1", "version 1.1", Patch.set32(12, 0x0001_0001));
        edit("version-2", "version 2.0", Patch.set32(12, 0x0002_0000));
        edit("unique-id-null", "the id is all zero", Patch.fill(68, 16, 0));
        edit("unique-id-changed", "one bit of the id is another", Patch.flip8(83, 1));
        rawEdit("checksum-off", "the checksum is off by one bit", Patch.flip8(67, 1));
        rawEdit("checksum-inverted", "the checksum is the plain sum", Patch.flip(64, new byte[] {-1, -1, -1, -1}));
    }

    private void headerPlace() {
        headerAt("zero", "offset 0", anatomy -> 0L);
        headerAt("unaligned", "no sector's boundary", anatomy -> anatomy.positions().header + 1);
        headerAt("at-table", "the table", anatomy -> anatomy.positions().table);
        headerAt("at-tail", "the footer", anatomy -> anatomy.positions().tail);
        headerAt("past-end", "an offset past the end", anatomy -> (anatomy.fileSectors() + 8) * Sectors.BYTES);
        headerAt("huge", "an offset of 2^62", anatomy -> 1L << 62);
        headerAt("negative", "an offset with the top bit set", anatomy -> Long.MIN_VALUE + 512);
        headerAt("all-ones", "nowhere, as on a fixed disk", anatomy -> -1L);
        all.add(Mutation.inPlace(
                "footer-tail-data-offset-32-bit",
                "footer at the end: a fixed disk's data offset has only 32 one-bits",
                anatomy -> Copy.TAIL.patches(
                        fixed -> !fixed.hasBlocks(), fixed -> Patch.set64(16, 0xFFFF_FFFFL), anatomy)));
    }

    private void headerAt(String name, String place, Function<Anatomy, Long> offset) {
        edit(
                "data-offset-" + name,
                "the dynamic header is said to be at " + place,
                Anatomy::hasBlocks,
                anatomy -> Patch.set64(16, offset.apply(anatomy)));
    }

    private void origin() {
        edit("timestamp-zero", "made at the very beginning of the epoch", Patch.set32(24, 0));
        edit("timestamp-last", "made at the very end of the epoch", Patch.set32(24, -1));
        edit("creator-unknown", "made by an unknown program", Patch.set(28, Text.ascii("zzzz")));
        edit("creator-zero", "made by no program", Patch.set32(28, 0));
        edit("creator-controls", "a program's name of control characters", Patch.set32(28, 0x1B5B_0A07));
        edit("creator-version-all-ones", "a program's version of all one-bits", Patch.set32(32, -1));
        edit("host-os-unknown", "made under an unknown system", Patch.set(36, Text.ascii("zzzz")));
    }

    private void sizes() {
        edit("original-size-zero", "original size 0", Patch.set64(40, 0));
        edit("original-size-all-ones", "original size of all one-bits", Patch.set64(40, -1));
        edit("current-size-zero", "current size 0", Patch.set64(48, 0));
        edit("current-size-one-byte", "current size 1", Patch.set64(48, 1));
        size("one-byte-more", "one byte more, so no whole number of sectors", anatomy -> anatomy.size() + 1);
        size("one-sector-more", "one sector more than there is", anatomy -> anatomy.size() + Sectors.BYTES);
        size("one-block-more", "a block of 4 MiB more than there is", anatomy -> anatomy.size() + (4L << 20));
        size("over-limit", "a sector above 2040 GiB", anatomy -> Recipe.LARGEST_DISK + Sectors.BYTES);
        size("huge", "2^62", anatomy -> 1L << 62);
        size("negative", "the right size with the top bit set", anatomy -> Long.MIN_VALUE | anatomy.size());
        size("all-ones", "all one-bits", anatomy -> -1L);
        edit("geometry-zero", "geometry 0/0/0", Patch.set32(56, 0));
        edit("geometry-largest", "geometry 65535/16/255", Patch.set32(56, 0xFFFF_10FFL));
        edit("geometry-all-ones", "geometry 65535/255/255", Patch.set32(56, -1));
    }

    private void size(String name, String size, Function<Anatomy, Long> value) {
        edit(
                "current-size-" + name,
                "current size: " + size,
                anatomy -> true,
                anatomy -> Patch.set64(48, value.apply(anatomy)));
    }

    private void types() {
        for (int type : new int[] {0, 1, 5, 6, 7}) {
            edit("type-" + type, "disk type " + type, Patch.set32(60, type));
        }
        edit("type-all-ones", "disk type of all one-bits", Patch.set32(60, -1));
        type("fixed", DiskKind.FIXED);
        type("dynamic", DiskKind.DYNAMIC);
        type("differencing", DiskKind.DIFFERENCING);
    }

    private void type(String name, DiskKind kind) {
        edit(
                "type-" + name,
                "said to be a " + name + " disk, which it is not",
                anatomy -> anatomy.kind() != kind,
                anatomy -> Patch.set32(60, kind.typeCode()));
    }

    private void remainder() {
        edit("saved-state-2", "saved state 2, neither no nor yes", Patch.set8(84, 2));
        edit("hidden", "another value in the byte that Xen calls hidden", Patch.flip8(85, 1));
        edit("reserved", "a reserved byte is not zero", Patch.flip8(300, 0x5A));
    }

    private void edit(String name, String description, Patch patch) {
        edit(name, description, anatomy -> true, anatomy -> patch);
    }

    private void edit(String name, String description, Predicate<Anatomy> applies, Function<Anatomy, Patch> patch) {
        for (Copy copy : Copy.values()) {
            all.add(Mutation.inPlace(
                    copy.name(name), copy.describe(description), anatomy -> copy.patches(applies, patch, anatomy)));
        }
    }

    private void rawEdit(String name, String description, Patch patch) {
        for (Copy copy : Copy.values()) {
            all.add(Mutation.inPlaceOnly(
                    copy.name(name),
                    copy.describe(description),
                    anatomy -> copy.patches(any -> true, any -> patch, anatomy)));
        }
    }

    /** Which of the two footers is meant. */
    private enum Copy {
        TAIL("tail", "footer at the end: "),
        HEAD("head", "copy of the footer at the start: "),
        BOTH("both", "both footers: ");

        private final String word;
        private final String prefix;

        Copy(String word, String prefix) {
            this.word = word;
            this.prefix = prefix;
        }

        String name(String edit) {
            return "footer-" + word + "-" + edit;
        }

        String describe(String edit) {
            return prefix + edit;
        }

        List<Patch> patches(Predicate<Anatomy> applies, Function<Anatomy, Patch> patch, Anatomy anatomy) {
            boolean tail = this != HEAD;
            boolean head = this != TAIL;
            if ((tail && !anatomy.hasTail()) || (head && !anatomy.headCopy()) || !applies.test(anatomy)) {
                return List.of();
            }
            List<Patch> patches = new ArrayList<>();
            if (tail) {
                patches.add(patch.apply(anatomy).movedBy(anatomy.positions().tail));
            }
            if (head) {
                patches.add(patch.apply(anatomy));
            }
            return patches;
        }
    }
}
