package io.github.vhdlayers.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.testkit.VhdxLogRecipe.Change;
import io.github.vhdlayers.testkit.VhdxLogRecipe.Entry;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every mutation of a VHDX has a name of its own, applies somewhere, and changes something but its input. */
class VhdxMutationTest {
    private static final int MIB = 1 << 20;
    private static final VhdxImage BASE = VhdxImage.dynamic(4 * MIB)
            .block(0, VhdxImage.FULL)
            .block(1, VhdxImage.FULL)
            .block(2, VhdxImage.ZERO)
            .build();
    private static final VhdxImage CHILD = VhdxImage.differencing(4 * MIB)
            .seed(2)
            .parent(BASE, "base.vhdx")
            .block(0, VhdxImage.PARTIAL)
            .own(8, 100)
            .block(1, VhdxImage.FULL)
            .block(2, VhdxImage.ZERO)
            .build();
    private static final VhdxImage LOGGED = CHILD.toBuilder()
            .log(VhdxLogRecipe.dirty(
                    3,
                    Entry.of(5, 0, Change.wrong("table", 0, 4096)),
                    Entry.of(6, 1, Change.right("table", 0, 4096), Change.zeros("metadata", 0x20000, 8192)),
                    Entry.of(7, 1, Change.right("bitmap0", 0, 4096))))
            .build();

    @Test
    void namesAreUniqueAndPlain() {
        Set<String> names = new HashSet<>();
        for (VhdxMutation mutation : VhdxMutations.all()) {
            assertTrue(names.add(mutation.name()), mutation.name());
            assertTrue(mutation.name().matches("[a-z0-9]+(-[a-z0-9]+)*"), mutation.name());
            assertFalse(mutation.description().isBlank(), mutation.name());
        }
    }

    @Test
    void everyMutationAppliesSomewhereAndChangesSomething() {
        Set<VhdxMutation> seen = new HashSet<>();
        for (VhdxImage image : List.of(BASE, CHILD, LOGGED)) {
            byte[] intact = image.toBytes();
            for (VhdxMutation mutation : VhdxMutations.applyingTo(image)) {
                byte[] broken = mutation.apply(intact, image);
                assertFalse(Arrays.equals(intact, broken), mutation + " changed nothing");
                seen.add(mutation);
            }
            assertArrayEquals(image.toBytes(), intact, "a mutation changed its input");
        }
        Set<VhdxMutation> unused = new HashSet<>(VhdxMutations.all());
        unused.removeAll(seen);
        assertTrue(unused.isEmpty(), () -> unused + " apply to none of the images");
    }

    @Test
    void refusesWhatDoesNotApply() {
        VhdxMutation mutation = VhdxMutations.all().stream()
                .filter(one -> one.name().equals("locator-type"))
                .findFirst()
                .orElseThrow();
        assertFalse(mutation.appliesTo(BASE));
        assertThrows(IllegalArgumentException.class, () -> mutation.apply(BASE.toBytes(), BASE));
    }
}
