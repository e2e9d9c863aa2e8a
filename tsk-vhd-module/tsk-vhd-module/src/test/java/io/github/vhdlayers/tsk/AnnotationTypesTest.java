package io.github.vhdlayers.tsk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sleuthkit.datamodel.Score;

/** What a file's score is after ours was added to those of other modules: the datamodel shows the highest. */
class AnnotationTypesTest {
    @Test
    void ourScoreNeverChangesTheScoreOfAFile() {
        for (Score others : List.of(
                Score.SCORE_UNKNOWN,
                Score.SCORE_LIKELY_NONE,
                Score.SCORE_LIKELY_NOTABLE,
                Score.SCORE_NONE,
                Score.SCORE_NOTABLE)) {
            assertEquals(
                    0, Collections.max(List.of(others, AnnotationTypes.SCORE)).compareTo(others));
        }
    }

    @Test
    void notNotableOutranksLikelyNotableInTheDatamodel() {
        assertTrue(Score.SCORE_NONE.compareTo(Score.SCORE_LIKELY_NOTABLE) > 0);
    }

    @Test
    void unallocatedSpaceIsAddedAsAutopsyDoes() {
        assertTrue(AddOptions.defaults().unallocatedSpace());
    }
}
