package io.github.vhdlayers.tsk.autopsy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.ResourceBundle;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The bundle of the plug-in's texts. */
class MessagesTest {
    @Test
    void theBundleHasEachTextAndNoOther() {
        ResourceBundle bundle = ResourceBundle.getBundle(Messages.class.getPackageName() + ".Bundle");
        assertEquals(
                new TreeSet<>(bundle.keySet()),
                Arrays.stream(Messages.values()).map(Messages::key).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void valuesAreTextAndQuotesStay() {
        assertEquals(
                "it's 1000 of 2000 files come from a child, or in part; 0 files unclear",
                Messages.INGEST_DONE.with("it's", 1000, 2000, 0).replace(":", ""));
    }
}
