package io.github.vhdlayers.chain;

import io.github.vhdlayers.chain.ChainLink.IdVerdict;
import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.diag.ParentException;
import io.github.vhdlayers.diag.Problem;
import io.github.vhdlayers.diag.RejectedParent;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.file.LayerFile;
import io.github.vhdlayers.format.DiskFormat;
import io.github.vhdlayers.format.DiskType;
import io.github.vhdlayers.internal.file.DiskFiles;
import io.github.vhdlayers.internal.file.FileOptions;
import io.github.vhdlayers.internal.file.VhdFile;
import io.github.vhdlayers.internal.io.Closing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Files that the caller says are parents, although nothing in the disks proves it: each takes the place of at most one parent that was
 * not found. For one chain and one thread.
 */
final class TrustedParents {
    private final @Nullable ParentCandidate forced;
    private final @Nullable ParentCandidate raw;
    private final FileOptions options;
    private boolean forcedUsed;
    private boolean rawUsed;

    TrustedParents(@Nullable Path forced, @Nullable Path raw, FileOptions options) {
        this.forced = forced == null ? null : ParentCandidate.ofPath(forced);
        this.raw = raw == null ? null : ParentCandidate.ofRawPath(raw);
        this.options = options;
    }

    /** Whether the caller named a disk as a parent. */
    boolean hasForced() {
        return forced != null;
    }

    /** The disk that the caller named and that no child has yet, or null. */
    @Nullable
    ParentCandidate unusedForced() {
        return forcedUsed ? null : forced;
    }

    /** Takes note of a parent that was found by its id: the caller may have named it. */
    void noteFound(ParentCandidate found) {
        forcedUsed |= found == forced;
    }

    /**
     * What the caller says is the parent, opened; or null if the caller names nothing for this child.
     *
     * @param missing why the search found no parent
     * @throws ParentException if what the caller named cannot be the parent
     * @throws IOException if it cannot be read
     */
    @Nullable
    FoundParent instead(ParentReference reference, OpenLayers chain, ParentException missing) throws IOException {
        if (raw != null && reference.hasNoId() && reference.format() == DiskFormat.VHD) {
            rawUsed = true;
            return open(raw, true, reference, chain, missing);
        }
        if (forced != null && !forcedUsed) {
            forcedUsed = true;
            return open(forced, false, reference, chain, missing);
        }
        return null;
    }

    /** The same failure, which also says of a raw parent why it was not taken. */
    ParentException withUnusedRaw(ParentException missing) {
        return raw == null
                ? missing
                : with(
                        missing.problem(),
                        missing,
                        raw,
                        RejectedParent.Cause.REFUSED,
                        "is a raw parent, which is taken only where a disk records no parent id");
    }

    /** What the caller named in vain, unless it is in the chain in its own right. */
    List<Finding> unused(OpenLayers chain) {
        List<Finding> findings = new ArrayList<>();
        if (forced != null && !forcedUsed && !chain.has(forced.fileKey())) {
            findings.add(unused(forced, chain));
        }
        if (raw != null && !rawUsed && !chain.has(raw.fileKey())) {
            findings.add(unused(raw, chain));
        }
        return findings;
    }

    private static Finding unused(ParentCandidate named, OpenLayers chain) {
        return new Finding(
                FindingCode.PARENT_FORCED_UNUSED,
                chain.leaf().file().name(),
                "parent",
                SafeText.escape(named.name()) + " was not used",
                null,
                0);
    }

    private FoundParent open(
            ParentCandidate candidate,
            boolean isRaw,
            ParentReference reference,
            OpenLayers chain,
            ParentException missing)
            throws IOException {
        if (candidate.refusalCause() != null) {
            throw refused(candidate, candidate.refusalCause(), String.valueOf(candidate.refusal()), reference, missing);
        }
        LayerFile parent =
                isRaw ? VhdFile.openRaw(candidate.open(), options) : DiskFiles.open(candidate.open(), options);
        try {
            if (!isRaw && parent.format() != reference.format()) {
                String other = "is a " + parent.format() + ", and the child is a " + reference.format();
                throw refused(candidate, RejectedParent.Cause.OTHER_FORMAT, other, reference, missing);
            }
            String sameFile = chain.circleOfFile(candidate.fileKey());
            boolean mayShareId = OpenLayers.mayShareId(parent.format(), parent.type() != DiskType.DIFFERENCING);
            String circle = sameFile == null && !mayShareId ? chain.circleOfId(parent.uniqueId()) : sameFile;
            if (circle != null) {
                throw refused(candidate, RejectedParent.Cause.CIRCLE, circle, reference, missing);
            }
            return FoundParent.trusted(parent, candidate, verdict(parent, isRaw, reference), missing.tried());
        } catch (IOException | RuntimeException | Error e) {
            Closing.after(e, parent);
            throw e;
        }
    }

    private static IdVerdict verdict(LayerFile parent, boolean isRaw, ParentReference reference) {
        if (isRaw) {
            return IdVerdict.RAW;
        }
        if (reference.accepts(parent.uniqueId())) {
            return IdVerdict.MATCHES;
        }
        return reference.isSameDisk(parent.virtualDiskId())
                ? IdVerdict.CHANGED_SINCE_FORCED
                : IdVerdict.MISMATCH_FORCED;
    }

    private static ParentException refused(
            ParentCandidate candidate,
            RejectedParent.Cause cause,
            String reason,
            ParentReference reference,
            ParentException missing) {
        Problem problem = Problem.of(
                ErrorCode.SUBSTITUTE_REFUSED,
                reference.childName(),
                "parent",
                SafeText.escape(candidate.name()) + ", which was named as the parent: " + reason);
        return with(problem, missing, candidate, cause, reason);
    }

    private static ParentException with(
            Problem problem, ParentException missing, ParentCandidate more, RejectedParent.Cause cause, String reason) {
        List<RejectedParent> tried = new ArrayList<>(missing.tried());
        tried.add(new RejectedParent(SafeText.escape(more.name()), cause, reason));
        return new ParentException(problem, tried);
    }
}
