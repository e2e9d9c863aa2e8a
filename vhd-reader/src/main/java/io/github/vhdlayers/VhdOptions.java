package io.github.vhdlayers;

import io.github.vhdlayers.catalogue.Catalogue;
import io.github.vhdlayers.chain.OrphanPolicy;
import io.github.vhdlayers.chain.ParentResolver;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.internal.file.FileOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a disk is opened and read. Immutable and thread-safe; {@link #defaults()} suits evidence of unknown origin, and a builder
 * changes single choices.
 *
 * @since 0.1.0
 */
public final class VhdOptions {
    private static final VhdOptions DEFAULTS = new VhdOptions(new Builder());

    private final List<Path> parentFolders;
    private final boolean searchOwnFolder;
    private final @Nullable ParentResolver parentResolver;
    private final @Nullable Catalogue catalogue;
    private final OrphanPolicy orphans;
    private final @Nullable Path forcedParent;
    private final @Nullable Path rawParent;
    private final boolean sizeFromGeometry;
    private final boolean honourDynamicBitmaps;
    private final boolean replayLog;
    private final Limits limits;

    private VhdOptions(Builder builder) {
        this.parentFolders = List.copyOf(builder.parentFolders);
        this.searchOwnFolder = builder.searchOwnFolder;
        this.parentResolver = builder.parentResolver;
        this.catalogue = builder.catalogue;
        this.orphans = builder.orphans;
        this.forcedParent = builder.forcedParent;
        this.rawParent = builder.rawParent;
        this.sizeFromGeometry = builder.sizeFromGeometry;
        this.honourDynamicBitmaps = builder.honourDynamicBitmaps;
        this.replayLog = builder.replayLog;
        this.limits = builder.limits;
    }

    /**
     * Parents are looked for in the leaf's own folder, orphans are refused, the current size is the disk's, bitmaps are
     * honoured, and the default limits hold.
     */
    public static VhdOptions defaults() {
        return DEFAULTS;
    }

    /** A builder that starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from these options. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.parentFolders = parentFolders;
        builder.searchOwnFolder = searchOwnFolder;
        builder.parentResolver = parentResolver;
        builder.catalogue = catalogue;
        builder.orphans = orphans;
        builder.forcedParent = forcedParent;
        builder.rawParent = rawParent;
        builder.sizeFromGeometry = sizeFromGeometry;
        builder.honourDynamicBitmaps = honourDynamicBitmaps;
        builder.replayLog = replayLog;
        builder.limits = limits;
        return builder;
    }

    /** Folders in which parents are looked for, in addition to the leaf's own. */
    public List<Path> parentFolders() {
        return parentFolders;
    }

    /** Whether parents are looked for in the leaf's own folder. */
    public boolean searchOwnFolder() {
        return searchOwnFolder;
    }

    /** Looks for parents in place of the leaf's own folder, before {@link #parentFolders()}; or null if only folders are searched. */
    public @Nullable ParentResolver parentResolver() {
        return parentResolver;
    }

    /** Where disks are by their ids, in which parents are looked for in addition to the folders, or null. */
    public @Nullable Catalogue catalogue() {
        return catalogue;
    }

    /** What happens when a parent is missing. */
    public OrphanPolicy orphans() {
        return orphans;
    }

    /** A VHD that becomes the first missing parent although its id is not the recorded one, or null. */
    public @Nullable Path forcedParent() {
        return forcedParent;
    }

    /** A raw file that becomes the parent of a disk which records no parent id, as Xen makes them; or null. */
    public @Nullable Path rawParent() {
        return rawParent;
    }

    /**
     * Whether a VHD has the size of its geometry, cylinders times heads times sectors and never more than the current size, as in Virtual
     * PC, and in qemu for some creators. Otherwise it has the current size, as in Windows, Hyper-V, VirtualBox, 7-Zip and Xen.
     */
    public boolean sizeFromGeometry() {
        return sizeFromGeometry;
    }

    /**
     * Whether a clear bit in the bitmap of a <em>dynamic</em> disk's block means that the sector is unwritten, and zeros: the
     * specification's rule, and that of VirtualBox and Xen. Otherwise the block's data counts whatever its bitmap says, as in qemu. In
     * files that keep to the specification both give the same bytes, because the data under clear bits is zeros. Differencing disks are
     * not concerned.
     */
    public boolean honourDynamicBitmaps() {
        return honourDynamicBitmaps;
    }

    /**
     * Whether changes in the log of a VHDX that were not written to their places are replayed in memory: the disk is what its writer had
     * made of it, and a log that cannot be replayed is an error. Otherwise they are left out: the disk is what programs show that do not
     * know the log, and a finding says so.
     */
    public boolean replayLog() {
        return replayLog;
    }

    /** How much a file may ask for. */
    public Limits limits() {
        return limits;
    }

    /** How each file is read, as these options say. */
    FileOptions fileOptions() {
        return new FileOptions(limits, sizeFromGeometry, replayLog);
    }

    /** Changes single choices. Not thread-safe. */
    public static final class Builder {
        private List<Path> parentFolders = List.of();
        private boolean searchOwnFolder = true;
        private @Nullable ParentResolver parentResolver;
        private @Nullable Catalogue catalogue;
        private OrphanPolicy orphans = OrphanPolicy.REFUSE;
        private @Nullable Path forcedParent;
        private @Nullable Path rawParent;
        private boolean sizeFromGeometry;
        private boolean honourDynamicBitmaps = true;
        private boolean replayLog = true;
        private Limits limits = Limits.defaults();

        private Builder() {}

        /** Sets {@link VhdOptions#parentFolders()}. */
        public Builder parentFolders(List<Path> folders) {
            this.parentFolders = List.copyOf(folders);
            return this;
        }

        /** Sets {@link VhdOptions#searchOwnFolder()}. */
        public Builder searchOwnFolder(boolean search) {
            this.searchOwnFolder = search;
            return this;
        }

        /** Sets {@link VhdOptions#parentResolver()}; the leaf's own folder is then not searched. */
        public Builder parentResolver(ParentResolver resolver) {
            this.parentResolver = Objects.requireNonNull(resolver);
            return this;
        }

        /** Sets {@link VhdOptions#catalogue()}. Folders that it covers are then not listed for each disk. */
        public Builder catalogue(@Nullable Catalogue value) {
            this.catalogue = value;
            return this;
        }

        /** Sets {@link VhdOptions#orphans()}. */
        public Builder orphans(OrphanPolicy policy) {
            this.orphans = Objects.requireNonNull(policy);
            return this;
        }

        /**
         * Sets {@link VhdOptions#forcedParent()}. Nothing proves that what is then read was ever on the disk: findings tell of the
         * ids, and of size and time. A parent that is found by its id goes first.
         */
        public Builder forcedParent(@Nullable Path file) {
            this.forcedParent = file;
            return this;
        }

        /** Sets {@link VhdOptions#rawParent()}. Nothing proves that it is the parent; a finding says so. */
        public Builder rawParent(@Nullable Path file) {
            this.rawParent = file;
            return this;
        }

        /** Sets {@link VhdOptions#sizeFromGeometry()}, for all files of the chain. */
        public Builder sizeFromGeometry(boolean fromGeometry) {
            this.sizeFromGeometry = fromGeometry;
            return this;
        }

        /** Sets {@link VhdOptions#honourDynamicBitmaps()}. */
        public Builder honourDynamicBitmaps(boolean honour) {
            this.honourDynamicBitmaps = honour;
            return this;
        }

        /** Sets {@link VhdOptions#replayLog()}, for all files of the chain. */
        public Builder replayLog(boolean replay) {
            this.replayLog = replay;
            return this;
        }

        /** Sets {@link VhdOptions#limits()}. */
        public Builder limits(Limits limits) {
            this.limits = Objects.requireNonNull(limits);
            return this;
        }

        /** The options as set. */
        public VhdOptions build() {
            return new VhdOptions(this);
        }
    }
}
