package io.github.vhdlayers.tsk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.ResourceBundle;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The bundle of what is shown while something is done. */
class TextsTest {
    @Test
    void theBundleHasEachTextAndNoOther() {
        ResourceBundle bundle = ResourceBundle.getBundle(Texts.class.getPackageName() + ".Texts");
        assertEquals(
                new TreeSet<>(bundle.keySet()),
                Arrays.stream(Texts.values()).map(Texts::key).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void putsValuesIn() {
        assertEquals("Hashing layer 1000", Texts.TASK_HASHING.with(1000));
    }
}
