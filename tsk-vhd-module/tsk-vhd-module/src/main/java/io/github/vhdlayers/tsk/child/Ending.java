package io.github.vhdlayers.tsk.child;

/**
 * Why a process of libtsk has ended.
 *
 * @param what what happened, as the end of a sentence about a file or volume
 * @param rest what follows from it, in the same sentence; empty if nothing does
 */
record Ending(String what, String rest) {
    private static final String LEFT_OUT = ", and is left out";

    /** An end that nothing on the disk caused. */
    static Ending of(String what) {
        return new Ending(what, "");
    }

    /** An end that the disk caused. */
    static Ending leftOut(String what) {
        return new Ending(what, LEFT_OUT);
    }

    /** An end that the disk caused by more than a limit allows, which a system property changes. */
    static Ending limit(String what, String property) {
        return new Ending(what, LEFT_OUT + " (-D" + property + "=N allows more)");
    }

    /** Whether something on the disk caused it. */
    boolean isOfDisk() {
        return !rest.isEmpty();
    }

    /** The end of the sentence. */
    String text() {
        return what + rest;
    }
}
