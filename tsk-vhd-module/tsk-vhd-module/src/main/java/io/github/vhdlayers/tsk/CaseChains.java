package io.github.vhdlayers.tsk;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.chain.DiskLayer;
import io.github.vhdlayers.diag.ParentException;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.format.UniqueId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.sleuthkit.datamodel.DataSource;
import org.sleuthkit.datamodel.Image;
import org.sleuthkit.datamodel.SleuthkitCase;
import org.sleuthkit.datamodel.TskCoreException;

/**
 * Adds the chains of disks that are files in a data source of a case: the machines of a host that was imaged. Each chain becomes a data
 * source of its own, read through the case's own files; nothing is exported. What every disk file is, the case says as a result on the
 * file.
 *
 * <pre>{@code
 * ChainsReport report = new CaseChains(sleuthkitCase, caseFolder.resolve("VHD Layers"), null)
 *         .addFrom(host, ChainsOptions.defaults(), listener);
 * }</pre>
 *
 * <p>Disks are known by what they contain, and belong together by their ids, over all folders and volumes of the data source. What is a
 * data source already is not added again. For one thread; of two at once in one case the second waits.
 */
public final class CaseChains {
    /** How many disks within disks are followed. */
    public static final int MOST_DEPTH = 8;

    private static final int MOST_COMPARED = 16;

    private final SleuthkitCase sleuthkitCase;
    private final Path folder;
    private final @Nullable Long ingestJobId;
    private final VhdImageProvider provider;

    /**
     * Adds chains to one case.
     *
     * @param sleuthkitCase an open case
     * @param folder where copies go
     * @param ingestJobId the ingest job that this is part of; null for none
     */
    public CaseChains(SleuthkitCase sleuthkitCase, Path folder, @Nullable Long ingestJobId) {
        this.sleuthkitCase = sleuthkitCase;
        this.folder = folder;
        this.ingestJobId = ingestJobId;
        this.provider = new VhdImageProvider(sleuthkitCase, folder);
    }

    /**
     * Looks for chains in a data source and adds them.
     *
     * @param host the data source
     * @param options which, and how
     * @param listener receives how far it is, and may end it
     * @throws CancellationException if the listener ended it; what was added stays
     * @throws IOException if the case's folder cannot be written to
     * @throws TskCoreException if the case cannot be read or changed
     */
    public ChainsReport addFrom(DataSource host, ChainsOptions options, ChainsListener listener)
            throws IOException, TskCoreException {
        if (depth(host) >= MOST_DEPTH) {
            return new ChainsReport(
                    List.of(),
                    List.of(),
                    List.of(host.getName() + ": is a disk in a disk, " + MOST_DEPTH
                            + " deep; disks in it are not looked for"),
                    List.of(),
                    0,
                    List.of());
        }
        CaseLock lock = CaseLock.takeForChains(folder, listener);
        try {
            DiskSearch search = new DiskSearch(sleuthkitCase, listener);
            FoundDisks disks = new FoundDisks(search.in(host.getId()));
            Adding adding = new Adding(host, options, listener, disks);
            try {
                adding.run();
            } finally {
                adding.results.record(sleuthkitCase, host.getId(), ingestJobId);
            }
            List<Image> unattached = unattached(disks, adding.problems);
            return new ChainsReport(
                    adding.added,
                    adding.results.all(),
                    adding.failures,
                    adding.problems,
                    search.unreadable(),
                    unattached);
        } finally {
            lock.close();
        }
    }

    /** In how many disks a data source is. */
    private int depth(DataSource source) throws TskCoreException {
        DataSource at = source;
        for (int depth = 0; depth < MOST_DEPTH; depth++) {
            Provenance provenance = at instanceof Image image ? VhdImageProvider.provenance(image) : null;
            Long file = provenance == null ? null : provenance.leaf().contentId();
            if (file == null) {
                return depth;
            }
            if (!(sleuthkitCase.getAbstractFileById(file).getDataSource() instanceof DataSource above)) {
                return depth + 1;
            }
            at = above;
        }
        return MOST_DEPTH;
    }

    /** Data sources that another program made of a differencing disk among these. */
    private List<Image> unattached(FoundDisks disks, List<String> problems) throws TskCoreException {
        List<Image> wrong = new ArrayList<>();
        if (!disks.hasChildren()) {
            return wrong;
        }
        for (Image image : sleuthkitCase.getImages()) {
            try {
                UnattachedChild child = UnattachedChild.of(image);
                if (child != null && disks.hasDiskOf(child.file())) {
                    child.record(sleuthkitCase, ingestJobId);
                    wrong.add(image);
                }
            } catch (IOException e) {
                problems.add(
                        image.getName() + ": whether it is one of these disks cannot be read: " + FailureText.of(e));
            }
        }
        return wrong;
    }

    /** One run over the chains of a data source. */
    private final class Adding {
        private final DataSource host;
        private final ChainsOptions options;
        private final ChainsListener listener;
        private final FoundDisks disks;
        private final DiskResults results;
        private final List<AddedImage> added = new ArrayList<>();
        private final List<String> failures = new ArrayList<>();
        private final List<String> problems = new ArrayList<>();
        private final Map<Long, Image> there = new HashMap<>();

        Adding(DataSource host, ChainsOptions options, ChainsListener listener, FoundDisks disks) {
            this.host = host;
            this.options = options;
            this.listener = listener;
            this.disks = disks;
            this.results = new DiskResults();
        }

        void run() throws IOException, TskCoreException {
            for (Image image : sleuthkitCase.getImages()) {
                Provenance provenance = VhdImageProvider.provenance(image);
                if (provenance != null && provenance.leaf().contentId() != null) {
                    there.put(provenance.leaf().contentId(), image);
                }
            }
            for (FoundDisk each : disks.all()) {
                if (each.deleted()) {
                    results.deleted(each);
                } else if (each.problem() != null) {
                    results.damaged(each, each.problem());
                }
            }
            Map<UniqueId, List<FoundDisk>> tops = new HashMap<>();
            Set<FoundDisk> leaves = disks.leaves();
            for (FoundDisk each : options.checkpoints() ? disks.usable() : leaves) {
                UniqueId id = Objects.requireNonNull(each.disk()).id();
                List<FoundDisk> alike = tops.computeIfAbsent(id, any -> new ArrayList<>(1));
                FoundDisk twin = id.isNull() ? null : twinOf(each, alike);
                if (twin != null) {
                    areTwins(each, twin);
                    continue;
                }
                alike.add(each);
                add(each);
            }
            for (FoundDisk each : disks.usable()) {
                if (!results.has(each)) {
                    leftOut(each);
                }
            }
        }

        /** One that was looked at before, with the same bytes in its whole chain; null if there is none. */
        private @Nullable FoundDisk twinOf(FoundDisk top, List<FoundDisk> alike) {
            return alike.stream()
                    .filter(other -> top.file().getSize() == other.file().getSize())
                    .limit(MOST_COMPARED)
                    .filter(other -> haveEqualBytes(top, other))
                    .findFirst()
                    .orElse(null);
        }

        private boolean haveEqualBytes(FoundDisk one, FoundDisk other) {
            AddOptions any = AddOptions.defaults();
            try (VirtualDisk first = disks.chainOf(one).open(any.vhdOptions());
                    VirtualDisk second = disks.chainOf(other).open(any.vhdOptions())) {
                return DiskTwins.equal(first, second, listener);
            } catch (IOException e) {
                // Then each says for itself what is wrong with it.
                return false;
            }
        }

        /** Says it of every layer. */
        private void areTwins(FoundDisk one, FoundDisk other) {
            results.twin(one, other.path());
            CaseFiles chain = disks.chainOf(one);
            try (VirtualDisk first = chain.open(AddOptions.defaults().vhdOptions());
                    VirtualDisk second =
                            disks.chainOf(other).open(AddOptions.defaults().vhdOptions())) {
                for (DiskLayer layer : first.chain().layers()) {
                    String twin = second.chain().layer(layer.index()).name();
                    FoundDisk each = disks.of(chain.contentId(layer));
                    if (each != null && !twin.equals(layer.name())) {
                        results.twin(each, twin);
                    }
                }
            } catch (IOException e) {
                failures.add(one.path() + ": " + FailureText.of(e));
            }
        }

        private void add(FoundDisk top) throws IOException, TskCoreException {
            Image before = there.get(top.file().getId());
            if (before != null) {
                isAdded(top, before);
                return;
            }
            Image[] inCase = {null};
            listener.adding(top.path());
            try {
                CaseProgress progress = new CaseProgress() {
                    @Override
                    public boolean onProgress(String task, long done, long total) {
                        return listener.onProgress(task, done, total);
                    }

                    @Override
                    public void added(Image image) {
                        inCase[0] = image;
                        listener.added(image);
                    }
                };
                AddedImage image = provider.add(disks.chainOf(top), options.adding(host), progress);
                added.add(image);
                isAdded(top, image.image());
                image.problems().forEach(problem -> problems.add(top.path() + ": " + problem));
                annotate(top, image.image());
            } catch (ParentException e) {
                results.orphan(top, e.problem().message());
            } catch (VhdException e) {
                results.damaged(top, e.problem().message());
            } catch (CancellationException e) {
                if (inCase[0] != null) {
                    isAdded(top, sleuthkitCase.getImageById(inCase[0].getId()));
                }
                throw e;
            } catch (IOException | TskCoreException e) {
                String reason = FailureText.of(e);
                failures.add(top.path() + ": " + reason);
                if (inCase[0] == null) {
                    results.leftOut(top, reason);
                } else {
                    isAdded(top, sleuthkitCase.getImageById(inCase[0].getId()));
                }
            } finally {
                listener.ended(top.path(), inCase[0] == null ? null : sleuthkitCase.getImageById(inCase[0].getId()));
            }
        }

        private void annotate(FoundDisk top, Image image) throws TskCoreException {
            if (!options.annotates()) {
                return;
            }
            try (VirtualDisk disk = VhdImageProvider.open(image, List.of())) {
                String incompleteness = new ChainAnnotator(sleuthkitCase, folder, ingestJobId)
                        .annotate(image, disk, listener)
                        .incompleteness();
                if (incompleteness != null) {
                    problems.add(top.path() + ": " + incompleteness);
                }
            } catch (IOException e) {
                failures.add(top.path() + ": its files could not be annotated: " + FailureText.of(e));
            }
        }

        private void isAdded(FoundDisk top, Image image) throws TskCoreException {
            Provenance provenance = Objects.requireNonNull(VhdImageProvider.provenance(image));
            results.added(top, image.getName(), provenance);
            for (Provenance.Layer layer : provenance.layers()) {
                FoundDisk each = disks.of(layer.contentId());
                if (each != null && layer.index() > 0) {
                    results.parent(each, image.getName());
                }
            }
        }

        /** Of a disk that is in no chain: what is wrong with its own, or that it belongs to one that could not be added. */
        private void leftOut(FoundDisk each) {
            try (VirtualDisk disk =
                    disks.chainOf(each).open(AddOptions.defaults().vhdOptions())) {
                ReadableCheck.requireKnown(disk, ReadableCheck.unknown(disk));
                results.leftOut(each, "the chain above it could not be added");
            } catch (ParentException e) {
                results.orphan(each, e.problem().message());
            } catch (VhdException e) {
                results.damaged(each, e.problem().message());
            } catch (IOException e) {
                results.damaged(each, FailureText.of(e));
            }
        }
    }
}
