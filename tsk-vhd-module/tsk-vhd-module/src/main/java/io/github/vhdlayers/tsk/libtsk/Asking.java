package io.github.vhdlayers.tsk.libtsk;

/**
 * What the library was asked for last, so that what it does not return from can be named. One thread asks the library, any thread may
 * look.
 */
public final class Asking {
    private final boolean guarded;
    private final Watcher watcher;
    private volatile Question last = new Question(-1, -1);

    /**
     * Of no question yet.
     *
     * @param guarded whether questions that are known to end or block the library are not asked
     * @param watcher is called before each question
     */
    public Asking(boolean guarded, Watcher watcher) {
        this.guarded = guarded;
        this.watcher = watcher;
    }

    /** Is called before the library is asked. */
    @FunctionalInterface
    public interface Watcher {
        /** Called by the thread that is about to ask. */
        void about(Question question);
    }

    /**
     * A question.
     *
     * @param volume the number of the file system, or -1 for none yet
     * @param address of the metadata in it, or -1 for the file system as a whole
     */
    public record Question(int volume, long address) {}

    /** The last question. */
    public Question last() {
        return last;
    }

    boolean isGuarded() {
        return guarded;
    }

    void about(int volume, long address) {
        Question question = new Question(volume, address);
        last = question;
        watcher.about(question);
    }
}
