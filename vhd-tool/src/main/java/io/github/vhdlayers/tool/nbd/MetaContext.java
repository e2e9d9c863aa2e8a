package io.github.vhdlayers.tool.nbd;

import io.github.vhdlayers.ownership.RunCursor;
import java.util.List;

/** What a client can ask about stretches of an export, beside their bytes. */
enum MetaContext {
    /** Whether there is data: the protocol's own context. */
    ALLOCATION("base:allocation", 1) {
        @Override
        int status(RunCursor run) {
            // Of what is unknown nothing may be said: least of all that it is zeros.
            return run.readsAsZeros() ? HOLE | ZERO : 0;
        }
    },
    /** Which layer owns it. */
    OWNER("vhd:owner", 2) {
        @Override
        int status(RunCursor run) {
            if (run.isStored()) {
                return run.layer();
            } else if (run.isZeroed()) {
                return OWNED_ZEROS | run.layer();
            }
            return run.readsAsZeros() ? UNWRITTEN : UNKNOWN | run.unknownLayer();
        }
    };

    static final int HOLE = 1;
    static final int ZERO = 2;
    /** A layer says that they are zeros, and stores no bytes; its number is in the lower 16 bits. */
    static final int OWNED_ZEROS = 1 << 16;
    /** No layer stores them: they read as zeros. */
    static final int UNWRITTEN = 1 << 17;
    /** It cannot be determined what they are; the lower 16 bits are the number of the layer because of which. */
    static final int UNKNOWN = 1 << 18;

    private final String text;
    private final int id;

    MetaContext(String text, int id) {
        this.text = text;
        this.id = id;
    }

    String text() {
        return text;
    }

    int id() {
        return id;
    }

    /** The flags of a run. */
    abstract int status(RunCursor run);

    /** Whether a query of a list means it: by its name, or by the name of its namespace. */
    private boolean isListedBy(String query) {
        return text.equals(query) || text.substring(0, text.indexOf(':') + 1).equals(query);
    }

    /** Those that queries name; none of them means all. */
    static List<MetaContext> listed(List<String> queries) {
        return List.of(values()).stream()
                .filter(context -> queries.isEmpty() || queries.stream().anyMatch(context::isListedBy))
                .toList();
    }

    /** Those that queries choose, by their whole names. */
    static List<MetaContext> chosen(List<String> queries) {
        return List.of(values()).stream()
                .filter(context -> queries.contains(context.text))
                .toList();
    }
}
