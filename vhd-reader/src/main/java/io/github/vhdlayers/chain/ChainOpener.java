package io.github.vhdlayers.chain;

import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.diag.LimitException;
import io.github.vhdlayers.diag.ParentException;
import io.github.vhdlayers.diag.Problem;
import io.github.vhdlayers.file.FileOptions;
import io.github.vhdlayers.file.VhdFile;
import io.github.vhdlayers.format.DiskType;
import io.github.vhdlayers.format.UniqueId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Puts a chain together, from the leaf to the base, one layer after another: a disk can make it long, but not deep.
 */
public final class ChainOpener {
    private final ParentResolver resolver;
    private final FileOptions options;
    private final OrphanPolicy orphans;
    private final Map<Object, UniqueId> knownIds = new HashMap<>();
    private final List<OpenLayer> open = new ArrayList<>();
    private final List<ChainLink> links = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private @Nullable MissingParent missing;

    private ChainOpener(ParentResolver resolver, FileOptions options, OrphanPolicy orphans) {
        this.resolver = resolver;
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
            VhdFile leaf, @Nullable Path path, ParentResolver resolver, FileOptions options, OrphanPolicy orphans)
            throws IOException {
        ChainOpener opener = new ChainOpener(resolver, options, orphans);
        try {
            Object key = path == null ? null : ParentCandidate.ofPath(path).fileKey();
            opener.open.add(new OpenLayer(path == null ? leaf.name() : path.toString(), path, key, leaf));
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

    private DiskChain complete() throws IOException {
        VhdFile last = open.get(0).file();
        while (last != null && last.type() == DiskType.DIFFERENCING) {
            last = addParentOf(last);
        }
        List<DiskLayer> layers = new ArrayList<>();
        for (OpenLayer layer : open) {
            layers.add(new DiskLayer(layers.size(), layer.name(), layer.path(), layer.file()));
        }
        return new DiskChain(layers, links, missing, findings);
    }

    /** The parent of the last layer, now the last itself; or null if it is missing and that is accepted. */
    private @Nullable VhdFile addParentOf(VhdFile child) throws IOException {
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
            found = new ParentSearch(reference, open, options, knownIds).among(resolver);
        } catch (ParentException e) {
            if (orphans == OrphanPolicy.REFUSE) {
                throw e;
            }
            missing = new MissingParent(childLayer, reference, e);
            add(FindingCode.PARENT_MISSING, reference, e.problem().brief());
            return null;
        }
        VhdFile parent = found.file();
        ParentCandidate candidate = found.candidate();
        open.add(new OpenLayer(candidate.name(), candidate.path(), candidate.fileKey(), parent));
        ChainLink link = new ChainLink(
                childLayer,
                reference,
                IdVerdict.MATCHES,
                TimeVerdict.of(reference.parentTime(), candidate.lastModified()),
                SizeVerdict.of(child.sectors(), parent.sectors()),
                found.rejected());
        links.add(link);
        report(link, found, child);
        return parent;
    }

    private void report(ChainLink link, FoundParent found, VhdFile child) {
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
                            + found.file().sectors());
        }
        if (found.renamed()) {
            add(
                    FindingCode.PARENT_RENAMED,
                    reference,
                    "found as " + found.file().name());
        }
        if (!found.alike().isEmpty()) {
            add(
                    FindingCode.PARENT_AMBIGUOUS,
                    reference,
                    "taken: " + found.file().name() + "; the same id have: " + String.join(", ", found.alike()));
        }
    }

    private void add(FindingCode code, ParentReference reference, String detail) {
        findings.add(new Finding(code, reference.childName(), "parent", detail, -1));
    }
}
