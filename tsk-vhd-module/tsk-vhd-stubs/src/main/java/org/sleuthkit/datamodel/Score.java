package org.sleuthkit.datamodel;

/** Ranks as the datamodel does: what is called not notable outranks what is likely notable, because a person said it. */
public class Score implements Comparable<Score> {
    public static final Score SCORE_NOTABLE = new Score(19);
    public static final Score SCORE_LIKELY_NOTABLE = new Score(9);
    public static final Score SCORE_NONE = new Score(18);
    public static final Score SCORE_LIKELY_NONE = new Score(8);
    public static final Score SCORE_UNKNOWN = new Score(0);

    private final int significance;

    Score(int significance) {
        this.significance = significance;
    }

    @Override
    public int compareTo(Score other) {
        return Integer.compare(significance, other.significance);
    }
}
