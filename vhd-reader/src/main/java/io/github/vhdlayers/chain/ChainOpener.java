package io.github.vhdlayers.chain;

import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.diag.LimitException;
import io.github.vhdlayers.diag.ParentException;
import io.github.vhdlayers.diag.Problem;
import io.github.vhdlayers.diag.RejectedParent;
import io.github.vhdlayers.diag.RejectionCause;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.file.DiskFormat;
import io.github.vhdlayers.file.FileOptions;
import io.github.vhdlayers.file.LayerFile;
import io.github.vhdlayers.file.VhdFile;
import io.github.vhdlayers.format.DiskType;
import io.github.vhdlayers.format.HardDiskFooter;
import io.github.vhdlayers.format.UniqueId;
import io.github.vhdlayers.internal.format.vhd.VhdConstants;
import io.github.vhdlayers.io.RandomAccessSources;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Puts a chain together, from the leaf to the base, one layer after another: a disk can make it long, but not deep.
 *
 * <p>Thread-safe: each call opens a chain of its own, which the caller closes.
 */
public final class ChainOpener {
    private ParentResolver resolver;
    private final FileOptions options;
    private final OrphanPolicy orphans;
    private final SubstituteParents substitutes;
    private boolean forcedUsed;
    private boolean rawUsed;
    private final Examined examined = new Examined();
    private final CopyComparison comparison;
    private final @Nullable ParentCandidate forcedCandidate;
    private final List<OpenLayer> open = new ArrayList<>();
    private final List<ChainLink> links = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private @Nullable MissingParent missing;

    private ChainOpener(
            ParentResolver resolver, FileOptions options, OrphanPolicy orphans, SubstituteParents substitutes) {
        this.substitutes = substitutes;
        this.resolver = resolver;
        this.comparison = new CopyComparison(options.limits().maxComparedBytes());
        this.forcedCandidate = substitutes.forced() == null ? null : ParentCandidate.ofPath(substitutes.forced());
        this.options = options;
        this.orphans = orphans;
    }

    /**
     * Finds and verifies the parents of a leaf.
     *
     * @param leaf the opened leaf; closed with the chain, and closed at once if this throws
     * @param path where the leaf is, or null if it is not a file of the file system
     * @param resolver looks for parents
     * @param options how each file is read
     * @param orphans what happens when a parent is missing
     * @throws ParentException if a parent is missing or refused, and orphans are
     * @throws LimitException if the chain has too many layers
     * @throws IOException if a file cannot be read
     */
    public static DiskChain open(
            LayerFile leaf, @Nullable Path path, ParentResolver resolver, FileOptions options, OrphanPolicy orphans)
            throws IOException {
        return open(leaf, path, resolver, options, orphans, SubstituteParents.NONE);
    }

    /**
     * Finds and verifies the parents of a leaf, and takes the caller's word where one is missing.
     *
     * @param leaf the opened leaf; closed with the chain, and closed at once if this throws
     * @param path where the leaf is, or null if it is not a file of the file system
     * @param resolver looks for parents
     * @param options how each file is read
     * @param orphans what happens when a parent is missing, also after the substitutes were used
     * @param substitutes what the caller says are parents
     * @throws ParentException if a parent is missing or refused, and orphans are
     * @throws LimitException if the chain has too many layers
     * @throws IOException if a file cannot be read
     */
    public static DiskChain open(
            LayerFile leaf,
            @Nullable Path path,
            ParentResolver resolver,
            FileOptions options,
            OrphanPolicy orphans,
            SubstituteParents substitutes)
            throws IOException {
        ChainOpener opener = new ChainOpener(resolver, options, orphans, substitutes);
        try {
            Object key = path == null ? null : ParentCandidate.ofPath(path).fileKey();
            opener.open.add(new OpenLayer(path == null ? leaf.name() : path.toString(), path, key, leaf));
            opener.resolver = forOneChain(resolver, leaf);
            return opener.complete();
        } catch (IOException | RuntimeException | Error e) {
            try {
                DiskChain.closeAll(
                        opener.open.isEmpty()
                                ? List.of(leaf)
                                : opener.open.stream().map(OpenLayer::file).toList());
            } catch (IOException onClose) {
                e.addSuppressed(onClose);
            }
            throw e;
        }
    }

    private static ParentResolver forOneChain(ParentResolver resolver, LayerFile leaf) throws IOException {
        ParentResolver own = resolver.forOneChain();
        if (own == null) {
            throw new IOException(
                    "the parent resolver returned null for the resolver of one chain, when it was asked for the parent"
                            + " of "
                            + leaf.name());
        }
        return own;
    }

    private DiskChain complete() throws IOException {
        LayerFile last = open.get(0).file();
        while (last != null && last.type() == DiskType.DIFFERENCING) {
            last = addParentOf(last);
        }
        findings.addAll(ChainTimes.findings(open.stream().map(OpenLayer::file).toList(), Instant.now()));
        reportUnusedSubstitute();
        reportChangeTracking();
        List<DiskLayer> layers = new ArrayList<>();
        for (OpenLayer layer : open) {
            layers.add(new DiskLayer(layers.size(), layer.name(), layer.path(), layer.file()));
        }
        return new DiskChain(layers, links, missing, findings);
    }

    /** The parent of the last layer, now the last itself; or null if it is missing and that is accepted. */
    private @Nullable LayerFile addParentOf(LayerFile child) throws IOException {
        int childLayer = open.size() - 1;
        if (open.size() == options.limits().maxChainDepth()) {
            throw new LimitException(new Problem(
                    ErrorCode.CHAIN_TOO_DEEP,
                    open.get(0).file().name(),
                    "chain",
                    "layers",
                    "at most " + options.limits().maxChainDepth(),
                    "another parent, of " + child.name(),
                    -1));
        }
        ParentReference reference = ParentReference.of(child);
        FoundParent found;
        try {
            found = search(reference);
        } catch (ParentException e) {
            Path raw = substitutes.raw();
            Path forced = substitutes.forced();
            if (raw != null && reference.hasNoId() && reference.format() == DiskFormat.VHD) {
                rawUsed = true;
                return addSubstitute(raw, child, reference, true, e);
            }
            if (forced != null && !forcedUsed) {
                forcedUsed = true;
                return addSubstitute(forced, child, reference, false, e);
            }
            if (orphans == OrphanPolicy.REFUSE) {
                throw raw == null ? e : withUnusableRaw(raw, e);
            }
            missing = new MissingParent(childLayer, reference, e);
            add(
                    e.code() == ErrorCode.PARENT_SEARCH_CUT_SHORT
                            ? FindingCode.PARENT_NOT_REACHED
                            : FindingCode.PARENT_MISSING,
                    reference,
                    e.problem().brief());
            return null;
        }
        return link(child, reference, found, IdVerdict.MATCHES);
    }

    private FoundParent search(ParentReference reference) throws IOException {
        try {
            FoundParent found = new ParentSearch(reference, open, options, examined, comparison)
                    .among(resolver, forcedUsed ? null : forcedCandidate);
            forcedUsed |= forcedCandidate != null && found.candidate() == forcedCandidate;
            return found;
        } catch (UnreadableCandidateException e) {
            boolean goesOn = orphans == OrphanPolicy.SERVE_KNOWN || substitutes.forced() != null;
            throw goesOn && !e.isOutOfFiles(open.get(0).path()) ? e.asMissing() : e;
        }
    }

    private static ParentException withUnusableRaw(Path raw, ParentException missing) {
        List<RejectedParent> tried = new ArrayList<>(missing.tried());
        tried.add(new RejectedParent(
                SafeText.escape(raw.toString()),
                RejectionCause.REFUSED,
                "is a raw parent, which is taken only where a disk records no parent id"));
        return new ParentException(missing.problem(), tried);
    }

    /** Puts what the caller named in the place of a missing parent. */
    private LayerFile addSubstitute(
            Path path, LayerFile child, ParentReference reference, boolean raw, ParentException missingParent)
            throws IOException {
        ParentCandidate candidate = ParentCandidate.ofPath(path);
        String refusal = candidate.refusal();
        LayerFile parent = null;
        if (refusal == null) {
            parent = raw
                    ? VhdFile.openRaw(RandomAccessSources.ofPath(path), options)
                    : LayerFile.open(candidate.open(), options);
            refusal = !raw && parent.format() != reference.format()
                    ? "is a " + parent.format() + ", and the child is a " + reference.format()
                    : circle(candidate, parent);
        }
        if (parent == null || refusal != null) {
            if (parent != null) {
                parent.close();
            }
            List<RejectedParent> tried = new ArrayList<>(missingParent.tried());
            RejectionCause cause = Objects.requireNonNullElse(candidate.refusalCause(), RejectionCause.CIRCLE);
            tried.add(new RejectedParent(SafeText.escape(candidate.name()), cause, String.valueOf(refusal)));
            throw new ParentException(
                    Problem.of(
                            ErrorCode.SUBSTITUTE_REFUSED,
                            reference.childName(),
                            "parent",
                            SafeText.escape(candidate.name()) + ", which was named as the parent, " + refusal),
                    tried);
        }
        boolean matches = !raw && reference.accepts(parent.uniqueId());
        IdVerdict forcedVerdict = reference.isSameDisk(parent.virtualDiskId())
                ? IdVerdict.CHANGED_SINCE_FORCED
                : IdVerdict.MISMATCH_FORCED;
        IdVerdict verdict = raw ? IdVerdict.RAW : matches ? IdVerdict.MATCHES : forcedVerdict;
        if (raw) {
            add(FindingCode.PARENT_RAW, reference, rawDetail(parent));
        } else if (!matches) {
            add(
                    verdict == IdVerdict.CHANGED_SINCE_FORCED
                            ? FindingCode.PARENT_CHANGED_SINCE
                            : FindingCode.PARENT_FORCED,
                    reference,
                    "recorded id " + reference.parentId() + ", forced " + SafeText.escape(candidate.name())
                            + " with the id " + parent.uniqueId());
        }
        return link(
                child,
                reference,
                new FoundParent(parent, candidate, false, ParentCopies.Verdict.ONLY_ONE, "", missingParent.tried()),
                verdict);
    }

    private static String rawDetail(LayerFile parent) throws IOException {
        ByteBuffer end = ByteBuffer.allocate(Long.BYTES);
        long footer = parent.fileSize() - VhdConstants.FOOTER_BYTES;
        if (footer >= 0) {
            parent.readRaw(footer, end);
        }
        boolean looksLikeVhd = end.getLong(0) == HardDiskFooter.COOKIE;
        return parent.name() + ", " + parent.fileSize() + " bytes"
                + (looksLikeVhd ? "; it ends in a VHD footer, which is taken for data" : "");
    }

    /** Why a file would close a circle, or null. */
    private @Nullable String circle(ParentCandidate candidate, LayerFile parent) {
        for (int layer = 0; layer < open.size(); layer++) {
            boolean sameFile = Objects.equals(open.get(layer).fileKey(), candidate.fileKey());
            boolean sameId = !parent.uniqueId().isNull()
                    && open.get(layer).file().uniqueId().equals(parent.uniqueId());
            if (sameFile || sameId) {
                return "is layer " + layer + " of this chain already, or has its id";
            }
        }
        return null;
    }

    /** Files of a backup program beside a disk are worth keeping; they are never opened. */
    private void reportChangeTracking() {
        for (OpenLayer layer : open) {
            Path path = layer.path();
            if (path == null || layer.file().format() != DiskFormat.VHDX) {
                continue;
            }
            List<String> there = new ArrayList<>();
            for (String ending : List.of(".rct", ".mrt")) {
                Path beside = path.resolveSibling(path.getFileName() + ending);
                if (Files.isRegularFile(beside, LinkOption.NOFOLLOW_LINKS)) {
                    there.add(SafeText.escape(String.valueOf(beside.getFileName())));
                }
            }
            if (!there.isEmpty()) {
                findings.add(new Finding(
                        FindingCode.CHANGE_TRACKING_PRESENT,
                        layer.file().name(),
                        "file",
                        "beside it: " + String.join(", ", there),
                        -1));
            }
        }
    }

    private void reportUnusedSubstitute() {
        reportUnused(substitutes.forced(), forcedUsed);
        reportUnused(substitutes.raw(), rawUsed);
    }

    private void reportUnused(@Nullable Path named, boolean used) {
        if (named != null && !used) {
            Object key = ParentCandidate.ofPath(named).fileKey();
            boolean inChain = open.stream().anyMatch(layer -> key != null && key.equals(layer.fileKey()));
            if (!inChain) {
                findings.add(new Finding(
                        FindingCode.PARENT_FORCED_UNUSED,
                        open.get(0).file().name(),
                        "parent",
                        SafeText.escape(named.toString()) + " was not used",
                        -1));
            }
        }
    }

    private LayerFile link(LayerFile child, ParentReference reference, FoundParent found, IdVerdict verdict) {
        LayerFile parent = found.file();
        int childLayer = open.size() - 1;
        ParentCandidate candidate = found.candidate();
        open.add(new OpenLayer(candidate.name(), candidate.path(), candidate.fileKey(), parent));
        ChainLink link = new ChainLink(
                childLayer,
                reference,
                verdict,
                TimeVerdict.of(reference.parentTime(), candidate.lastModified()),
                SizeVerdict.of(child.sectors(), parent.sectors()),
                found.copies() == ParentCopies.Verdict.NAMED_OF_DIFFERENT,
                found.rejected());
        links.add(link);
        report(link, found, child);
        return parent;
    }

    private void report(ChainLink link, FoundParent found, LayerFile child) {
        ParentReference reference = link.reference();
        if (link.time() == TimeVerdict.DIFFERS || link.time() == TimeVerdict.WHOLE_HOURS_APART) {
            add(
                    FindingCode.PARENT_TIME_DIFFERS,
                    reference,
                    "recorded " + reference.parentTime() + ", the file's is "
                            + Objects.requireNonNull(found.candidate().lastModified())
                            + (link.time() == TimeVerdict.WHOLE_HOURS_APART ? ": whole hours apart" : ""));
        }
        if (link.size() != SizeVerdict.EQUAL) {
            add(
                    FindingCode.PARENT_SIZE_DIFFERS,
                    reference,
                    "the child has " + child.sectors() + " sectors, the parent "
                            + found.file().sectors()
                            + "; Windows refuses such a chain as a mismatch in the virtual sizes (0xC03A0017). The child's own"
                            + " disk is not harmed and reads as it was: export it, or work on copies with the parent's size"
                            + " set back");
        }
        UniqueId id = found.file().uniqueId();
        if (id.equals(reference.secondParentId()) && !id.equals(reference.parentId())) {
            add(
                    FindingCode.PARENT_MERGE_PENDING,
                    reference,
                    "the parent has the id " + id + ", recorded as the second one");
        }
        if (child.logicalSectorBytes() != found.file().logicalSectorBytes()) {
            add(
                    FindingCode.PARENT_SECTOR_SIZE_DIFFERS,
                    reference,
                    "the child has sectors of " + child.logicalSectorBytes() + " bytes, the parent of "
                            + found.file().logicalSectorBytes());
        }
        if (found.renamed()) {
            add(
                    FindingCode.PARENT_RENAMED,
                    reference,
                    "found as " + found.file().name());
        }
        reportCopies(reference, found);
    }

    private void reportCopies(ParentReference reference, FoundParent found) {
        String why =
                switch (found.copies()) {
                    case ONLY_ONE, DIFFERENT -> null;
                    case IDENTICAL -> "has the same bytes";
                    case NAMED -> "was named by the caller";
                    case NAMED_OF_DIFFERENT -> "was named by the caller, and has other bytes than they";
                    case SINGLED_OUT -> "is the only one with the recorded time";
                    case NOT_COMPARED -> "was compared in part only, where no difference was found";
                };
        if (why != null) {
            add(
                    found.copies() == ParentCopies.Verdict.IDENTICAL
                            ? FindingCode.PARENT_COPIES_IDENTICAL
                            : FindingCode.PARENT_AMBIGUOUS,
                    reference,
                    "taken: " + SafeText.escape(found.candidate().name()) + ", which " + why + "; the same id have: "
                            + found.alike());
        }
    }

    private void add(FindingCode code, ParentReference reference, String detail) {
        findings.add(new Finding(code, reference.childName(), "parent", detail, -1));
    }
}
