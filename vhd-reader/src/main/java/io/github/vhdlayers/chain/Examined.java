package io.github.vhdlayers.chain;

import io.github.vhdlayers.diag.RejectionCause;
import io.github.vhdlayers.format.UniqueId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the searches for the parents of one chain know about files, so that each file is looked into once, however many layers there
 * are. For one thread.
 */
final class Examined {
    /**
     * What is known of a file.
     *
     * @param id the disk's id, or null if it is no disk that can be read
     * @param cause why it is no parent of any child, or null if its id decides
     * @param reason the same in words
     */
    record Known(@Nullable UniqueId id, @Nullable RejectionCause cause, String reason) {}

    private final Map<Object, Known> files = new HashMap<>();

    /** What is known of a candidate, or null. */
    @Nullable
    Known of(ParentCandidate candidate) {
        return files.get(key(candidate));
    }

    void put(ParentCandidate candidate, Known known) {
        files.put(key(candidate), known);
    }

    /** A candidate that is no file is known again if the resolver offers the same object again. */
    private static Object key(ParentCandidate candidate) {
        Object key = candidate.fileKey();
        return key == null ? candidate : key;
    }
}
