package io.github.vhdlayers.tika;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.analysis.compare.LayerChanges;
import io.github.vhdlayers.catalogue.Catalogue;
import io.github.vhdlayers.chain.DiskChain;
import io.github.vhdlayers.chain.MissingParent;
import io.github.vhdlayers.chain.OrphanPolicy;
import io.github.vhdlayers.chain.ParentResolver;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.file.LayerFile;
import io.github.vhdlayers.format.DiskFormat;
import io.github.vhdlayers.internal.analysis.RegionAudit;
import io.github.vhdlayers.internal.file.DiskFiles;
import io.github.vhdlayers.internal.file.FileOptions;
import io.github.vhdlayers.internal.file.VhdFile;
import io.github.vhdlayers.internal.file.VhdxFile;
import io.github.vhdlayers.internal.folder.ParentPlaces;
import io.github.vhdlayers.internal.folder.SplitImage;
import io.github.vhdlayers.io.Progress;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.tika.config.Field;
import org.apache.tika.exception.TikaException;
import org.apache.tika.io.TemporaryResources;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.sax.XHTMLContentHandler;
import org.jspecify.annotations.Nullable;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/**
 * Parses a VHD file together with its parents: what it says about itself, the chain it is the leaf of, and which layer owns
 * how much of the merged disk. The keys are in {@link VhdProperties}.
 *
 * <p>Parents are looked for beside a document that is a file where it is kept, never beside a temporary copy, and in the
 * folders that the operator set. A {@link ParentResolver} in the {@link ParseContext} takes the place of both, and a
 * {@link VhdParserConfig} there the place of this parser's settings. What the disk
 * itself says about where its parent is, is recorded and not followed.
 *
 * <p>A missing parent is no failure: the disk is evidence all the same. What it says and what it holds is given, the rest is
 * counted as unknown, and a warning says so.
 *
 * <p>Thread-safe once it is set up. The stream stays open.
 */
public class VhdParser extends VhdParserConfig implements Parser {
    static final MediaType VHD = MediaType.application("x-vhd");
    static final MediaType VHDX = MediaType.application("x-vhdx");

    private static final long serialVersionUID = 1L;
    private static final Set<MediaType> TYPES = Set.of(VHD, VHDX);

    private ArrayList<String> parentFolders = new ArrayList<>();

    /** Which disks are below the folders that end with {@code /**}; made when the first parent is looked for. */
    private transient volatile @Nullable Catalogue catalogue;

    /** A parser that looks for parents beside the document only. */
    public VhdParser() {}

    /** Folders in which parents are looked for, in addition to the document's own. */
    public List<String> getParentFolders() {
        return List.copyOf(parentFolders);
    }

    /**
     * Sets {@link #getParentFolders()}. One that ends with {@code /**} counts with all folders below it. A client that can have a document parsed learns whether one of these folders holds the
     * parent that the document names.
     *
     * @throws java.nio.file.InvalidPathException if one cannot be a folder's path
     */
    @Field
    public void setParentFolders(List<String> folders) {
        ParentPlaces.of(folders);
        parentFolders = new ArrayList<>(folders);
        catalogue = null;
    }

    /** This parser's settings, to be changed and put into the {@link ParseContext} of a document. */
    public final VhdParserConfig copySettings() {
        return new VhdParserConfig(this);
    }

    @Override
    public Set<MediaType> getSupportedTypes(ParseContext context) {
        return TYPES;
    }

    /** Tika 3.x. */
    @Override
    public void parse(InputStream stream, ContentHandler handler, Metadata metadata, ParseContext context)
            throws IOException, SAXException, TikaException {
        if (stream instanceof TikaInputStream tika) {
            parse(tika, handler, metadata, context);
            return;
        }
        // Closing the wrapper deletes its temporary file; the stream itself is the caller's.
        try (TikaInputStream wrapped = TikaInputStream.get(new Unclosed(stream))) {
            parse(wrapped, handler, metadata, context);
        }
    }

    /** Tika 4.x. */
    public void parse(TikaInputStream stream, ContentHandler handler, Metadata metadata, ParseContext context)
            throws IOException, SAXException, TikaException {
        VhdParserConfig given = context.get(VhdParserConfig.class);
        VhdParserConfig config = given == null ? this : given;
        try (TemporaryResources temporary = new TemporaryResources()) {
            DocumentFile document = DocumentFile.of(stream, metadata, config.getMaxSpooledBytes(), temporary);
            parse(document, config, handler, metadata, context);
        }
    }

    private void parse(
            DocumentFile document,
            VhdParserConfig config,
            ContentHandler handler,
            Metadata metadata,
            ParseContext context)
            throws IOException, SAXException, TikaException {
        Pulse pulse = new Pulse(context);
        ParentResolver found = config.isFindParents() ? resolver(document, context, pulse) : null;
        ParentResolver resolver = found == null ? null : new PulsedResolver(found, pulse);
        try (VirtualDisk disk = open(document, resolver, config, metadata)) {
            DiskChain chain = disk.chain();
            MissingParent missing = chain.missingParent();
            ChainMetadata.set(chain, ParentStatus.of(missing, resolver != null), config.isFindParents(), metadata);
            DiskIdentity identity = DiskIdentity.of(chain);
            ChainMetadata.set(identity, metadata);
            Findings findings = new Findings();
            findings.addAll(chain.findings());
            ChainMetadata.set(findings, metadata);
            if (missing != null && config.orphanPolicy() == OrphanPolicy.REFUSE) {
                throw missing.problem();
            }
            findings.examine(chain, config, pulse);
            ChainMetadata.set(findings, metadata);
            DiskDivision division = DiskDivision.of(disk);
            PartitionMetadata.set(division, metadata);
            ShadowCopies shadows = ShadowCopies.of(disk, division);
            shadows.set(metadata);
            findings.addAll(division.table().findings());
            ChainMetadata.set(findings, metadata);
            pulse.beat();
            OwnershipTally tally = OwnershipTally.of(
                    disk, division.regions(), config.getMaxRunsListed(), config.getMaxRunsCounted(), pulse);
            ChainMetadata.set(tally, metadata);
            PartitionMetadata.set(division, tally, metadata);
            LayerChanges.Collector changes =
                    config.filesMode() == VhdParserConfig.Files.NONE ? null : new LayerChanges.Collector();
            RegionAudit audit = config.isAudit() ? LeafAudit.of(disk, division, tally, pulse, changes) : null;
            if (audit != null) {
                PartitionMetadata.set(division, audit, metadata);
            }
            Attachments attachments = EmbeddedDocuments.areAllowedIn(context)
                    ? Attachments.of(disk, division, tally, config, pulse)
                    : Attachments.none(disk, pulse, "anything: the disk is in too many other disks");
            for (String attachment : attachments.leftOut()) {
                metadata.add(VhdProperties.ATTACHMENT_LEFT_OUT, attachment);
            }
            XHTMLContentHandler xhtml = new XHTMLContentHandler(handler, metadata);
            xhtml.startDocument();
            new DiskReport(xhtml, chain, division, shadows, tally, audit, findings).write(attachments.leftOut());
            EmbeddedDocuments embedded = new EmbeddedDocuments(xhtml, context, pulse);
            IOException failure = attachments.give(embedded);
            if (EmbeddedDocuments.areAllowedIn(context)) {
                LayerChanges known = audit == null || changes == null ? null : changes.changes();
                FileBudget budget = FileBudget.enter(context, config);
                try {
                    new FilesInside(disk, identity, config, pulse, metadata, budget)
                            .give(embedded, known, tally.complete());
                } finally {
                    budget.leave(context);
                }
            }
            xhtml.endDocument();
            if (failure != null) {
                // An image that broke off must not pass for the disk's.
                throw failure;
            }
        } catch (IOException e) {
            throw TikaFailures.of(e);
        } catch (UncheckedIOException e) {
            throw TikaFailures.of(Objects.requireNonNull(e.getCause()));
        }
    }

    /** Opens the chain; what the leaf says is in the metadata before anything else can fail. */
    private static VirtualDisk open(
            DocumentFile document, @Nullable ParentResolver resolver, VhdParserConfig config, Metadata metadata)
            throws IOException {
        VhdOptions options = VhdOptions.builder()
                .parentResolver(resolver == null ? ParentResolver.none() : resolver)
                .orphans(OrphanPolicy.SERVE_KNOWN)
                .replayLog(config.replayLog())
                .build();
        LayerFile leaf = openLeaf(
                document, new FileOptions(options.limits(), options.sizeFromGeometry(), options.replayLog()), metadata);
        try {
            FileMetadata.set(leaf, metadata);
        } catch (IOException | RuntimeException | Error e) {
            try {
                leaf.close();
            } catch (IOException onClose) {
                e.addSuppressed(onClose);
            }
            throw e;
        }
        return VirtualDisk.open(leaf, document.inOwnFolder() ? document.path() : null, options);
    }

    private static LayerFile openLeaf(DocumentFile document, FileOptions options, Metadata metadata)
            throws IOException {
        try {
            return DiskFiles.open(source(document), options);
        } catch (VhdException e) {
            try (RandomAccessSource source = source(document)) {
                if (VhdxFile.isVhdx(source)) {
                    FileMetadata.setFormat(DiskFormat.VHDX, metadata);
                } else {
                    FileMetadata.setFooter(VhdFile.peekFooter(source, options), metadata);
                    FileMetadata.setFormat(DiskFormat.VHD, metadata);
                }
            } catch (IOException noFooter) {
                e.addSuppressed(noFooter);
            }
            throw e;
        }
    }

    private static RandomAccessSource source(DocumentFile document) throws IOException {
        if (document.inOwnFolder()) {
            // The other pieces of a split image are beside its first one, and never beside a copy of it.
            RandomAccessSource whole = SplitImage.open(document.path(), document.name());
            if (!RandomAccessSources.pieceNames(whole).isEmpty()) {
                return whole;
            }
            return new NamedSource(document.name(), whole);
        }
        return new NamedSource(document.name(), RandomAccessSources.ofPath(document.path()));
    }

    /** Looks for the document's parents, or null if there is no place to look. */
    private @Nullable ParentResolver resolver(DocumentFile document, ParseContext context, Pulse pulse) {
        ParentResolver given = context.get(ParentResolver.class);
        if (given != null) {
            return given;
        }
        List<Path> folders = new ArrayList<>();
        Path own = document.path().toAbsolutePath().getParent();
        if (document.inOwnFolder() && own != null) {
            folders.add(own);
        }
        ParentPlaces places = ParentPlaces.of(parentFolders);
        folders.addAll(places.folders());
        if (!places.trees().isEmpty()) {
            return new TreeResolver(progress -> catalogue(places, progress), folders, pulse);
        }
        return folders.isEmpty() ? null : ParentResolver.inFolders(folders);
    }

    private Catalogue catalogue(ParentPlaces places, Progress progress) {
        Catalogue known = catalogue;
        if (known == null) {
            // Two documents that come first at the same time make two; one of them stays.
            known = Catalogue.of(places.trees(), progress);
            catalogue = known;
        }
        return known;
    }

    /** A stream that is left open. */
    private static final class Unclosed extends FilterInputStream {
        Unclosed(InputStream stream) {
            super(stream);
        }

        @Override
        public void close() {
            // The stream belongs to the parser's caller.
        }
    }
}
