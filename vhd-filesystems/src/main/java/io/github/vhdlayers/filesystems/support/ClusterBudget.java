package io.github.vhdlayers.filesystems.support;

/**
 * How many steps one walk takes over clusters that several files have, and over those that deleted files may have had. A volume in
 * order has none of the first and few of the second; a hostile one asks for all of its clusters in each of its names. Not thread-safe.
 */
public final class ClusterBudget {
    /** What a walk says of a file for which there is nothing left. */
    public static final String SPENT = "more clusters of shared or deleted files than one walk follows";

    private static final long STEPS = 1L << 26;

    private long left = STEPS;

    /** A whole one. */
    public ClusterBudget() {}

    /** Takes a step; false if there is none left. */
    public boolean take() {
        if (left == 0) {
            return false;
        }
        left--;
        return true;
    }

    /** Makes it whole again, when a walk begins. */
    public void renew() {
        left = STEPS;
    }
}
