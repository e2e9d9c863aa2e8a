package io.github.vhdlayers.chain;

import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.ParentException;
import io.github.vhdlayers.diag.Problem;
import io.github.vhdlayers.diag.RejectedParent;
import io.github.vhdlayers.diag.RejectionCause;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.file.FileOptions;
import io.github.vhdlayers.file.VhdFile;
import io.github.vhdlayers.format.UniqueId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The search for one parent: examines candidates until one has the right id, and keeps account of all others. */
final class ParentSearch {
    private final ParentReference reference;
    private final List<String> names;
    private final List<OpenLayer> chain;
    private final FileOptions options;
    private final Map<Object, UniqueId> knownIds;
    private final List<RejectedParent> rejected = new ArrayList<>();
    private final List<String> alike = new ArrayList<>();
    private @Nullable ParentCandidate accepted;
    private @Nullable VhdFile file;
    private boolean renamed;

    private record Rejection(RejectionCause cause, String reason) {}

    /**
     * A search.
     *
     * @param chain the layers found so far, the last of which is the child
     * @param knownIds the ids of files that earlier searches for the same chain looked into, by file key; is added to
     */
    ParentSearch(
            ParentReference reference, List<OpenLayer> chain, FileOptions options, Map<Object, UniqueId> knownIds) {
        this.reference = reference;
        this.names = reference.baseNames();
        this.chain = chain;
        this.options = options;
        this.knownIds = knownIds;
    }

    /** The parent, which the caller closes. */
    FoundParent among(ParentResolver resolver) throws IOException {
        requireId();
        try {
            int left = options.limits().maxCandidates();
            for (ParentCandidate candidate : resolver.candidates(reference)) {
                if (left-- == 0) {
                    reject(
                            "further candidates",
                            RejectionCause.TOO_MANY,
                            "not examined, because " + options.limits().maxCandidates() + " were");
                    break;
                }
                // Bearing the recorded name and the id settles it: files of other names need not be looked into.
                if (file == null || renamed || bearsRecordedName(candidate)) {
                    examine(candidate);
                }
            }
        } catch (IOException | RuntimeException | Error e) {
            closeAfter(e, file);
            throw e;
        }
        if (file == null || accepted == null) {
            throw notFound();
        }
        return new FoundParent(file, accepted, renamed, List.copyOf(alike), List.copyOf(rejected));
    }

    private void examine(ParentCandidate candidate) throws IOException {
        Rejection rejection = whyNotOpened(candidate);
        if (rejection != null) {
            reject(candidate.name(), rejection.cause, rejection.reason);
            return;
        }
        VhdFile opened;
        try {
            opened = VhdFile.open(candidate.open(), options);
        } catch (VhdException e) {
            reject(
                    candidate.name(),
                    RejectionCause.NOT_A_READABLE_VHD,
                    e.problem().brief());
            return;
        } catch (IOException e) {
            reject(candidate.name(), RejectionCause.UNREADABLE, "cannot be read: " + e);
            return;
        }
        if (candidate.fileKey() != null) {
            knownIds.put(candidate.fileKey(), opened.uniqueId());
        }
        Rejection mismatch = whyNotTheParent(opened.uniqueId());
        if (mismatch == null && file == null) {
            accepted = candidate;
            file = opened;
            renamed = !bearsRecordedName(candidate);
            return;
        }
        opened.close();
        if (mismatch == null) {
            alike.add(SafeText.escape(candidate.name()));
        } else {
            reject(candidate.name(), mismatch.cause, mismatch.reason);
        }
    }

    private @Nullable Rejection whyNotOpened(ParentCandidate candidate) {
        RejectionCause refused = candidate.refusalCause();
        if (refused != null) {
            return new Rejection(refused, String.valueOf(candidate.refusal()));
        }
        Object key = candidate.fileKey();
        if (key == null) {
            return null;
        }
        for (int layer = 0; layer < chain.size(); layer++) {
            if (key.equals(chain.get(layer).fileKey())) {
                return new Rejection(RejectionCause.CIRCLE, "is layer " + layer + " of this chain already");
            }
        }
        UniqueId known = knownIds.get(key);
        return known == null ? null : whyNotTheParent(known);
    }

    private @Nullable Rejection whyNotTheParent(UniqueId id) {
        if (!id.equals(reference.parentId())) {
            return new Rejection(RejectionCause.OTHER_ID, "its id is " + id);
        }
        for (int layer = 0; layer < chain.size(); layer++) {
            if (chain.get(layer).file().uniqueId().equals(id)) {
                return new Rejection(
                        RejectionCause.CIRCLE,
                        "its id is that of layer " + layer + ", so the chain would run in a circle");
            }
        }
        return null;
    }

    private boolean bearsRecordedName(ParentCandidate candidate) {
        String name = candidate.name();
        String base = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        for (String recorded : names) {
            if (base.equalsIgnoreCase(recorded)) {
                return true;
            }
        }
        return false;
    }

    private void requireId() throws ParentException {
        if (reference.parentId().isNull()) {
            throw new ParentException(new Problem(
                    ErrorCode.PARENT_ID_NULL,
                    reference.childName(),
                    "dynamic header",
                    "parent unique id",
                    "an id by which a file can be proven to be the parent",
                    "all zeros",
                    -1));
        }
    }

    private ParentException notFound() {
        String recorded = names.isEmpty() ? "no name recorded" : "recorded as " + SafeText.escape(names.toString());
        return new ParentException(
                new Problem(
                        ErrorCode.PARENT_NOT_FOUND,
                        reference.childName(),
                        "dynamic header",
                        "parent unique id",
                        "a file with the id " + reference.parentId() + " (" + recorded + ")",
                        rejected.isEmpty()
                                ? "no file to examine; name the folder that holds the parents"
                                : "none in " + rejected.size() + " places; name the folder that holds the parents",
                        -1),
                rejected);
    }

    private void reject(String place, RejectionCause cause, String reason) {
        rejected.add(new RejectedParent(SafeText.escape(place), cause, reason));
    }

    private static void closeAfter(Throwable failure, @Nullable VhdFile file) {
        if (file != null) {
            try {
                file.close();
            } catch (IOException onClose) {
                failure.addSuppressed(onClose);
            }
        }
    }
}
