package io.github.vhdlayers.chain;

import io.github.vhdlayers.diag.RejectedParent;
import io.github.vhdlayers.file.LayerFile;
import io.github.vhdlayers.format.DiskFormat;
import io.github.vhdlayers.format.DiskType;
import io.github.vhdlayers.format.UniqueId;
import java.io.IOException;
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
     * @param format its format, or null if it is no disk that can be read
     * @param virtualDiskId the id that it shares with states of the same disk, or null
     * @param base whether it has no parent itself, so that a chain ends with it
     * @param cause why it is no parent of any child, or null if its id decides
     * @param reason the same in words
     * @param fault what the system said when it could not be read, or null
     */
    record Known(
            @Nullable UniqueId id,
            @Nullable DiskFormat format,
            @Nullable UniqueId virtualDiskId,
            boolean base,
            RejectedParent.@Nullable Cause cause,
            String reason,
            @Nullable IOException fault) {
        static Known unusable(RejectedParent.Cause cause, String reason, @Nullable IOException fault) {
            return new Known(null, null, null, false, cause, reason, fault);
        }

        static Known of(LayerFile file) {
            boolean base = file.type() != DiskType.DIFFERENCING;
            return new Known(file.uniqueId(), file.format(), file.virtualDiskId(), base, null, "", null);
        }
    }

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
