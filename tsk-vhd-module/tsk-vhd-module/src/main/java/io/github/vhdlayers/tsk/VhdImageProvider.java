package io.github.vhdlayers.tsk;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.chain.DiskLayer;
import io.github.vhdlayers.chain.MissingParent;
import io.github.vhdlayers.chain.OrphanPolicy;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.internal.text.LastPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.sleuthkit.datamodel.Image;
import org.sleuthkit.datamodel.SleuthkitCase;
import org.sleuthkit.datamodel.TskCoreException;
import org.sleuthkit.datamodel.TskDataException;

/**
 * Adds chains of VHD files to a case of the Sleuth Kit's datamodel, each as one data source.
 *
 * <pre>{@code
 * VhdImageProvider provider = new VhdImageProvider(sleuthkitCase, caseFolder.resolve("VHD Layers"));
 * AddedImage added = provider.add(Path.of("child.vhd"), AddOptions.defaults(), CaseProgress.NONE);
 * }</pre>
 *
 * <p>Nothing that is unknown is ever shown as zeros: a chain of which a part is missing or damaged is refused, unless the caller chose
 * a byte to stand for what a missing parent would tell, and then the data source's name says so. The evidence is only read. One thread
 * at a time; the case stays the caller's.
 *
 * <p>Whatever the strategy, it is the datamodel's own libtsk that reads the file systems, in this process: a disk that was made for it can end the
 * process or keep it busy for ever, as any image can. {@link AddOptions#trial()} finds most of them before.
 */
public final class VhdImageProvider {
    /** The name of the acquisition tool in a case, by which data sources of ours are known. */
    public static final String TOOL = "VHD Layers";

    private static final int MOST_DOUBTS = 5;
    /** What the Sleuth Kit gives up with on a disk of which all can be read. */
    private static final List<String> NOTHING_TO_WALK =
            List.of("Cannot determine file system type", "Encryption detected", "Possible encryption detected");

    private final SleuthkitCase sleuthkitCase;
    private final Path folder;
    private final CopiesOfCase copies;

    /**
     * A provider for one case.
     *
     * @param sleuthkitCase an open case
     * @param folder where copies go; it is made when the first is
     */
    public VhdImageProvider(SleuthkitCase sleuthkitCase, Path folder) {
        this.sleuthkitCase = sleuthkitCase;
        this.folder = folder.toAbsolutePath().normalize();
        this.copies = new CopiesOfCase(sleuthkitCase, this.folder);
    }

    /**
     * Adds a chain, and all files in it, to the case.
     *
     * @param leaf the newest file of the chain
     * @param options how
     * @param progress receives how far it is, and may cancel it
     * @throws io.github.vhdlayers.diag.VhdException if a file cannot be read or a parent is missing; the case is as it was
     * @throws RiskyDiskException if the disk ended or blocked libtsk in a process of its own; the case is as it was
     * @throws CancellationException if the progress ended it. While the disk is copied the case is as it was; later the data source is
     *     in the case, and its name says that it is incomplete, because the datamodel has no way to take it out
     * @throws IOException if a file cannot be read or the copy not be written; the case is as it was. Or if a part of the disk could not
     *     be read while files were added; then the data source's name says so
     * @throws TskCoreException if the datamodel gave up
     */
    public AddedImage add(Path leaf, AddOptions options, CaseProgress progress) throws IOException, TskCoreException {
        return add(new FolderFiles(leaf.toAbsolutePath().normalize(), options.parentFolders()), options, progress);
    }

    AddedImage add(ChainFiles files, AddOptions options, CaseProgress progress) throws IOException, TskCoreException {
        boolean isDirect = options.strategy() == Strategy.DIRECT;
        AddingStrategy copy = new CopyStrategy(sleuthkitCase, folder, copies, !isDirect);
        AddingStrategy strategy = isDirect ? new DirectStrategy(sleuthkitCase, folder, copies) : copy;
        VirtualDisk disk = files.open(options.vhdOptions());
        try {
            List<Finding> findings = findings(disk);
            ReadableCheck.Unknown unknown = ReadableCheck.unknown(disk);
            if (disk.chain().missingParent() == null || options.orphanFill() == null) {
                // The fill is for missing parents; a damaged table is no reason to make anything up.
                ReadableCheck.requireKnown(disk, unknown);
            }
            strategy.tryOut(disk, options, progress);
            List<@Nullable String> hashes = options.hashLayers() ? LayerHashes.of(disk, progress) : List.of();
            Provenance provenance =
                    Provenance.of(options.strategy(), files, disk, hashes, options.orphanFill(), unknown.sectors());
            String name = displayName(files, disk.chain().missingParent(), provenance, unknown, options);
            AddingStrategy.Chain chain = new AddingStrategy.Chain(files, provenance, unknown, name);
            String fallbackReason = null;
            AddingStrategy.Inserted inserted;
            try {
                inserted = strategy.insert(disk, chain, options, progress);
            } catch (DirectUnavailableException e) {
                fallbackReason = Objects.requireNonNullElse(e.getMessage(), e.toString());
                if (strategy.keepsDisk()) {
                    // The image closes it with the case, or has closed it; the copy needs one of its own.
                    disk = files.open(options.vhdOptions());
                }
                strategy = copy;
                inserted = strategy.insert(disk, chain, options, progress);
            }
            Image image = inserted.image();
            progress.added(image);
            Description description =
                    new Description(disk, findings, unknown, inserted.provenance(), name, fallbackReason);
            List<String> problems = addFiles(image, description, options, progress, strategy);
            return new AddedImage(named(image), inserted.provenance(), fallbackReason, problems);
        } finally {
            if (!strategy.keepsDisk()) {
                disk.close();
            }
        }
    }

    /** The data source with the name that it has now: the object that the datamodel returned first keeps another. */
    private Image named(Image image) throws TskCoreException {
        return sleuthkitCase.getImageById(image.getId());
    }

    /**
     * Makes every image readable that was added without a copy, and finds the copies of a case after its folder was moved. To be called when
     * a case is opened, before anything reads an image of it: what was read before keeps failing until the case is opened again.
     *
     * @return what became of each image without a copy, and of each with a copy that is not where the case says
     * @throws TskCoreException if the case cannot be read
     */
    public List<Reattached> reattach() throws TskCoreException {
        List<Reattached> all = new ArrayList<>();
        for (Image image : sleuthkitCase.getImages()) {
            Provenance provenance = provenance(image);
            if (provenance == null) {
                continue;
            }
            if (provenance.strategy() == Strategy.DIRECT) {
                all.add(reattach(image, provenance));
            } else {
                Reattached found = copies.find(image);
                if (found != null) {
                    all.add(found);
                }
            }
        }
        return all;
    }

    private Reattached reattach(Image image, Provenance provenance) throws TskCoreException {
        VirtualDisk disk = null;
        Image attached = image;
        if (provenance.leaf().contentId() != null) {
            // Of a case that was moved the empty file that stands for the disk is elsewhere too.
            Reattached found = copies.findPlaceholder(image);
            attached = found == null ? image : found.image();
        }
        try {
            disk = open(attached, provenance, List.of());
            ReadableCheck.requireKnown(disk, ReadableCheck.unknown(disk));
            DirectImage direct = DirectImage.open(disk);
            disk = null;
            direct.register(sleuthkitCase, List.of(attached.getPaths()));
            return new Reattached(attached, null);
        } catch (IOException | RuntimeException e) {
            return new Reattached(attached, Objects.requireNonNullElse(e.getMessage(), e.toString()));
        } finally {
            closeQuietly(disk);
        }
    }

    /**
     * Removes what a data source left in the folder that is no longer in the case: its copy, and tables of its layers. To be called when a
     * data source was deleted from the case.
     *
     * @param imageId the id that the data source had
     * @param path the first path that it had in the case; null if that is not known
     * @return what was removed
     * @throws IOException if something cannot be removed; the message names it
     * @throws TskCoreException if the case cannot be read
     */
    public List<Path> removeLeftovers(long imageId, @Nullable String path) throws IOException, TskCoreException {
        return copies.removeOf(imageId, path);
    }

    /**
     * Gives an image that was added without a copy one after all, so that the case needs neither the evidence nor this library any
     * more. What was opened before goes on reading the evidence until the case is closed.
     *
     * @param image one of ours
     * @param progress receives how far the copy is, and may cancel it; then nothing has changed
     * @return the copy
     * @throws IllegalArgumentException if the image was not added without a copy
     * @throws IOException if the chain cannot be read or the copy not be written
     * @throws TskCoreException if the case cannot be changed
     */
    public Path convertToCopy(Image image, CaseProgress progress) throws IOException, TskCoreException {
        Provenance provenance = provenance(image);
        if (provenance == null || provenance.strategy() != Strategy.DIRECT) {
            throw new IllegalArgumentException(image.getName() + " was not added without a copy");
        }
        try (VirtualDisk disk = open(image, provenance, List.of())) {
            ReadableCheck.Unknown unknown = ReadableCheck.unknown(disk);
            ReadableCheck.requireKnown(disk, unknown);
            List<Finding> findings = findings(disk);
            CaseCopy.Written copy = CaseCopy.write(
                    disk, null, LastPart.of(provenance.leaf().path()), folder, copies::namesInUse, progress);
            Provenance converted = provenance.copied(copy.file().toString(), copy.sha256());
            sleuthkitCase.setImagePaths(image.getId(), List.of(copy.file().toString()));
            new Description(disk, findings, unknown, converted, image.getName(), null).record(image);
            return copy.file();
        }
    }

    /** The version of this library, as it is recorded in a case beside the name of the tool that a data source was added with. */
    public static String version() {
        return Version.TEXT;
    }

    /**
     * Where an image comes from.
     *
     * @return null if it was not added by this library
     * @throws TskCoreException if the case cannot be read
     */
    public static @Nullable Provenance provenance(Image image) throws TskCoreException {
        return TOOL.equals(image.getAcquisitionToolName())
                ? Provenance.parse(image.getAcquisitionToolSettings())
                : null;
    }

    /**
     * Opens the chain that an image was made of: the files where they were, or in other folders. They are proven by their ids.
     *
     * @param image one of ours
     * @param folders where to look in addition to the recorded places
     * @return the disk, which the caller closes
     * @throws IllegalArgumentException if the image is not one of ours
     * @throws IOException if the files are not there, or are others
     * @throws TskCoreException if the case cannot be read
     */
    public static VirtualDisk open(Image image, List<Path> folders) throws IOException, TskCoreException {
        Provenance provenance = provenance(image);
        if (provenance == null) {
            throw new IllegalArgumentException(image.getName() + " was not added by " + TOOL);
        }
        return open(image, provenance, folders);
    }

    private static VirtualDisk open(Image image, Provenance provenance, List<Path> folders) throws IOException {
        ChainFiles inCase = CaseFiles.of(image.getSleuthkitCase(), provenance);
        VirtualDisk disk = inCase == null ? openFiles(image, provenance, folders) : inCase.open(options(provenance));
        try {
            requireSame(disk, provenance);
            return disk;
        } catch (IOException e) {
            disk.close();
            throw e;
        }
    }

    private static VhdOptions options(Provenance provenance) {
        return VhdOptions.builder()
                .orphans(provenance.orphanFill() == null ? OrphanPolicy.REFUSE : OrphanPolicy.SERVE_KNOWN)
                .build();
    }

    private static VirtualDisk openFiles(Image image, Provenance provenance, List<Path> folders) throws IOException {
        Path recorded = path(provenance.leaf().path());
        List<Path> candidates = new ArrayList<>();
        if (provenance.strategy() == Strategy.DIRECT && image.getPaths().length > 0) {
            // An examiner who moved the evidence has named its place to the case.
            candidates.add(path(image.getPaths()[0]));
        }
        candidates.add(recorded);
        folders.forEach(one -> candidates.add(one.resolve(String.valueOf(recorded.getFileName()))));
        Path leaf = candidates.stream()
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new IOException(recorded + ": is not there, nor in another folder that was named"));
        Set<Path> search = new LinkedHashSet<>(folders);
        for (Provenance.Layer layer : provenance.layers()) {
            Path parent = path(layer.path()).toAbsolutePath().getParent();
            if (parent != null && Files.isDirectory(parent)) {
                search.add(parent);
            }
        }
        return new FolderFiles(leaf, List.copyOf(search)).open(options(provenance));
    }

    private static Path path(String text) throws IOException {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IOException(text + ": is no path on this system", e);
        }
    }

    private static void requireSame(VirtualDisk disk, Provenance provenance) throws IOException {
        List<DiskLayer> found = disk.chain().layers();
        if (found.size() != provenance.layers().size()) {
            throw new IOException(disk.name() + ": the chain has " + found.size() + " layers, and had "
                    + provenance.layers().size() + " when it was added");
        }
        for (DiskLayer layer : found) {
            Provenance.Layer recorded = provenance.layers().get(layer.index());
            String id = Provenance.orNotRecorded(layer.file().uniqueId());
            if (!id.equals(recorded.id()) || layer.file().fileSize() != recorded.fileBytes()) {
                throw new IOException(layer.name() + ": is not the file that was added: it has id " + id + " and "
                        + layer.file().fileSize() + " bytes, and that had " + recorded.id() + " and "
                        + recorded.fileBytes());
            }
        }
    }

    /** What is odd about the files, how they fit, and their tables. */
    private static List<Finding> findings(VirtualDisk disk) throws IOException {
        List<Finding> findings = new ArrayList<>(disk.findings());
        findings.addAll(disk.examineBlocks());
        return findings;
    }

    /** What makes bytes of the disk doubtful; the acquisition details have all that is odd. */
    private static List<String> doubts(List<Finding> findings) {
        List<String> doubts = new ArrayList<>();
        long count = 0;
        for (Finding finding : findings) {
            if (finding.code().isDoubt() && count++ < MOST_DOUBTS) {
                doubts.add(SafeText.escape(finding.place()) + ": " + finding.code() + ": "
                        + finding.code().meaning() + " ("
                        + SafeText.escape(finding.structure() + ": " + finding.detail()) + ")");
            }
        }
        if (count > MOST_DOUBTS) {
            doubts.add("and " + (count - MOST_DOUBTS) + " more findings of this kind");
        }
        return doubts;
    }

    private static String displayName(
            ChainFiles files,
            @Nullable MissingParent missing,
            Provenance provenance,
            ReadableCheck.Unknown unknown,
            AddOptions options) {
        Integer fill = provenance.orphanFill();
        String orphan = fill == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        ", INCOMPLETE: parent %s%s, unknown parts filled with 0x%02x",
                        missing != null && missing.isRefused()
                                ? "not accepted"
                                : missing != null && missing.isUndecided() ? "not found" : "missing",
                        unknown.isDamaged() ? ", file damaged" : "",
                        fill);
        int layers = provenance.layers().size();
        String origin = options.origin() == null ? "" : ", from " + options.origin();
        return SafeText.escape(files.leafName()) + " (" + layers + (layers == 1 ? " VHD layer" : " VHD layers") + origin
                + orphan + ")";
    }

    /** What the case records of a data source. */
    private record Description(
            VirtualDisk disk,
            List<Finding> findings,
            ReadableCheck.Unknown unknown,
            Provenance provenance,
            String name,
            @Nullable String fallbackReason) {
        void record(Image image) throws TskCoreException {
            image.setAcquisitionDetails(AcquisitionText.of(provenance, disk, findings, unknown, fallbackReason));
            image.setAcquisitionToolDetails(TOOL, Version.TEXT, provenance.merge(image.getAcquisitionToolSettings()));
        }
    }

    private List<String> addFiles(
            Image image, Description description, AddOptions options, CaseProgress progress, AddingStrategy strategy)
            throws IOException, TskCoreException {
        String name = description.name();
        // Until it is known to be whole it is called incomplete, so that also a killed program leaves the truth behind.
        image.setDisplayName(name + " - INCOMPLETE: adding its files was not finished");
        description.record(image);
        List<String> problems = doubts(description.findings());
        try (ProcessZone zone = ProcessZone.set(options.timeZone());
                FileAdding adding = new FileAdding(
                        sleuthkitCase.makeAddImageProcess(
                                zone.left(options.timeZone()), options.unallocatedSpace(), !options.fatOrphans(), ""),
                        progress)) {
            adding.run(options.deviceId(), image);
        } catch (TskDataException e) {
            problems.add(Objects.requireNonNullElse(e.getMessage(), e.toString()));
        } catch (TskCoreException e) {
            String message = Objects.requireNonNullElse(e.getMessage(), e.toString());
            if (NOTHING_TO_WALK.stream().noneMatch(message::contains)) {
                throw e;
            }
            // An encrypted or empty disk, or an orphan of which nothing important is left: its sectors are evidence all
            // the same.
            problems.add(message.strip());
        } finally {
            // The datamodel's walk replaces the acquisition details by what the raw file says of itself, which is
            // nothing.
            description.record(image);
        }
        String failure = strategy.failure();
        if (failure != null) {
            image.setDisplayName(name + " - INCOMPLETE: part of it could not be read");
            throw new IOException(failure);
        }
        image.setDisplayName(name);
        return problems;
    }

    private static void closeQuietly(@Nullable VirtualDisk disk) {
        if (disk != null) {
            try {
                disk.close();
            } catch (IOException e) {
                // It was only read, and the reason why it is closed is reported already.
            }
        }
    }
}
