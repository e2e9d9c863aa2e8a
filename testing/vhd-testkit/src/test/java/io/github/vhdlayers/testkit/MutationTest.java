package io.github.vhdlayers.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every mutation changes what it says and nothing else, and the ones that matter do what their names say. */
class MutationTest {
    private static final SectorContent A = SectorContent.pattern(0xA);
    private static final DiskImage FIXED = DiskImage.fixed(5 * 512).own(0, 5, A).build();
    private static final DiskImage DYNAMIC = DiskImage.dynamic(11 * 512)
            .blockSize(2048)
            .layout(Layout.COMPACT)
            .own(1, 2, A)
            .own(9, 1, A)
            .maxTableEntries(7)
            .batmap(true)
            .build();
    private static final DiskImage CHILD = DiskImage.differencing(12 * 512)
            .blockSize(2048)
            .layout(Layout.SCATTERED)
            .seed(4)
            .parent(DYNAMIC)
            .parentName("base.vhd")
            .relativeLocator(".\\base.vhd")
            .own(0, 6, A)
            .build();
    private static final DiskImage WITHOUT_TAIL =
            DYNAMIC.toBuilder().footerForm(FooterForm.HEAD_ONLY).build();
    private static final DiskImage WITHOUT_HEAD =
            CHILD.toBuilder().footerForm(FooterForm.TAIL_ONLY).build();
    private static final DiskImage SHORT =
            CHILD.toBuilder().footerForm(FooterForm.SHORT_511).build();
    private static final List<DiskImage> IMAGES = List.of(FIXED, DYNAMIC, CHILD, WITHOUT_TAIL, WITHOUT_HEAD, SHORT);

    @Test
    void namesAreUniqueAndPlain() {
        Set<String> names = new HashSet<>();
        for (Mutation mutation : Mutations.all()) {
            assertTrue(names.add(mutation.name()), mutation.name());
            assertTrue(mutation.name().matches("[a-z0-9]+(-[a-z0-9]+)*"), mutation.name());
            assertFalse(mutation.description().isBlank(), mutation.name());
            assertEquals(mutation, Mutations.named(mutation.name()));
        }
        assertThrows(IllegalArgumentException.class, () -> Mutations.named("no-such-thing"));
    }

    @Test
    void everyMutationAppliesSomewhereAndChangesSomething() {
        for (Mutation mutation : Mutations.all()) {
            List<DiskImage> images = IMAGES.stream().filter(mutation::appliesTo).toList();
            assertFalse(images.isEmpty(), mutation + " applies to none of the images");
            for (DiskImage image : images) {
                byte[] intact = image.toBytes();
                byte[] broken = mutation.apply(intact, image);
                assertArrayEquals(image.toBytes(), intact, mutation + " changed its input");
                assertFalse(Arrays.equals(intact, broken), mutation + " changed nothing of " + image);
            }
        }
    }

    @Test
    void changesInPlaceStayWhereTheySay() {
        for (DiskImage image : IMAGES) {
            byte[] intact = image.toBytes();
            for (Mutation mutation : Mutations.applyingTo(image)) {
                List<Patch> patches = mutation.patches(image.anatomy());
                byte[] broken = mutation.apply(intact, image);
                if (!patches.isEmpty()) {
                    assertEquals(intact.length, broken.length, mutation::toString);
                    BitSet allowed = mutation.fixesChecksums() ? checksums(image) : new BitSet();
                    patches.forEach(patch -> allowed.set((int) patch.offset(), (int) patch.offset() + patch.length()));
                    for (int i = 0; i < intact.length; i++) {
                        boolean changed = intact[i] != broken[i];
                        assertFalse(changed && !allowed.get(i), mutation + " changed byte " + i + " of " + image);
                    }
                }
            }
        }
    }

    @Test
    void checksumsFitUnlessTheyAreWhatIsBroken() {
        for (DiskImage image : IMAGES) {
            for (Mutation mutation : Mutations.applyingTo(image)) {
                if (mutation.fixesChecksums()) {
                    byte[] broken = mutation.apply(image.toBytes(), image);
                    byte[] fixed = broken.clone();
                    ChecksumFixer.fix(fixed, image.anatomy());
                    assertArrayEquals(fixed, broken, mutation + " left a checksum wrong");
                }
            }
        }
    }

    @Test
    void filesOfAnyOriginAreBrokenTheSameWay() {
        for (DiskImage image : IMAGES) {
            byte[] intact = image.toBytes();
            for (Mutation mutation : Mutations.applyingTo(image)) {
                assertArrayEquals(mutation.apply(intact, image), mutation.apply(intact), mutation + " of " + image);
            }
        }
        assertThrows(IllegalArgumentException.class, () -> mutation("file-tail-missing")
                .apply(new byte[2000]));
        assertThrows(IllegalArgumentException.class, () -> mutation("file-tail-missing")
                .apply(new byte[0]));
    }

    @Test
    void refusesWhatDoesNotApply() {
        Mutation mutation = mutation("locator-code-zero");
        assertFalse(mutation.appliesTo(FIXED));
        assertThrows(IllegalArgumentException.class, () -> mutation.apply(FIXED.toBytes(), FIXED));
    }

    @Test
    void appliesToEveryRandomImage() {
        for (long seed = 0; seed < 20; seed++) {
            for (DiskImage image : RandomChains.next(seed, ChainParameters.ANY.withMostSectors(64))
                    .layers()) {
                // Every mutation copies the file, so large blocks would cost seconds and show nothing more.
                if (image.positions().fileLength() > 1 << 20) {
                    continue;
                }
                byte[] intact = image.toBytes();
                for (Mutation mutation : Mutations.applyingTo(image)) {
                    assertDoesNotThrow(() -> mutation.apply(intact, image), mutation + " of " + image);
                }
            }
        }
    }

    @Test
    void truncatesAndRepairs() {
        byte[] file = CHILD.toBytes();
        assertArrayEquals(Arrays.copyOf(file, 700), Mutations.truncate(file, 700));
        assertThrows(IllegalArgumentException.class, () -> Mutations.truncate(file, file.length + 1));
        for (DiskImage image : IMAGES) {
            byte[] intact = image.toBytes();
            byte[] wrong = intact.clone();
            checksums(image).stream().forEach(at -> wrong[at] ^= 0x5A);
            if (image.positions().batmapOffset() != Positions.NONE) {
                // Only footers and headers are found without knowing the image.
                int batmapChecksum = (int) image.positions().batmapOffset() + 24;
                System.arraycopy(intact, batmapChecksum, wrong, batmapChecksum, 4);
            }
            assertArrayEquals(intact, Mutations.fixChecksums(wrong), image::toString);
        }
        assertArrayEquals(new byte[10], Mutations.fixChecksums(new byte[10]));
    }

    private static Mutation mutation(String name) {
        return Mutations.named(name);
    }

    private static BitSet checksums(DiskImage image) {
        Positions positions = image.positions();
        BitSet bytes = new BitSet();
        if (image.anatomy().headCopy()) {
            bytes.set(64, 68);
        }
        if (positions.tailBytes() > 0) {
            bytes.set((int) positions.tailOffset() + 64, (int) positions.tailOffset() + 68);
        }
        if (positions.headerOffset() != Positions.NONE) {
            bytes.set((int) positions.headerOffset() + 36, (int) positions.headerOffset() + 40);
        }
        if (positions.batmapOffset() != Positions.NONE) {
            bytes.set((int) positions.batmapOffset() + 24, (int) positions.batmapOffset() + 28);
        }
        return bytes;
    }
}
