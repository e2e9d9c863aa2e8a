package io.github.vhdlayers.tsk.libtsk;

import org.junit.jupiter.api.Assumptions;

/** The machine's libtsk, for tests that need it. Without one they are skipped and say so, or fail where nothing may be skipped. */
final class TestLibrary {
    private static boolean reported;

    private TestLibrary() {}

    static LibTsk get() {
        try {
            return LibTsk.load();
        } catch (LibTskException e) {
            if ("required".equals(System.getProperty("interop"))) {
                throw new IllegalStateException(e);
            }
            if (!reported) {
                reported = true;
                System.out.println("Tests that need The Sleuth Kit's library are skipped: " + e.getMessage());
            }
            Assumptions.abort(e.getMessage());
            throw new AssertionError(e);
        }
    }
}
