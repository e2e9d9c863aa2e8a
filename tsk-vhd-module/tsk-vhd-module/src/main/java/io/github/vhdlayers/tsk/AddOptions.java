package io.github.vhdlayers.tsk;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.chain.OrphanPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sleuthkit.datamodel.Host;

/** How a chain is added to a case. Immutable; {@link #defaults()} suits most, and a builder changes single choices. */
public final class AddOptions {
    private final Strategy strategy;
    private final List<Path> parentFolders;
    private final @Nullable Byte orphanFill;
    private final String deviceId;
    private final String timeZone;
    private final boolean hashLayers;
    private final boolean unallocatedSpace;
    private final boolean fatOrphans;
    private final boolean trial;
    private final @Nullable Host host;
    private final @Nullable String origin;

    private AddOptions(Builder builder) {
        this.strategy = builder.strategy;
        this.parentFolders = builder.parentFolders;
        this.orphanFill = builder.orphanFill;
        this.deviceId = builder.deviceId;
        this.timeZone = builder.timeZone;
        this.hashLayers = builder.hashLayers;
        this.unallocatedSpace = builder.unallocatedSpace;
        this.fatOrphans = builder.fatOrphans;
        this.trial = builder.trial;
        this.host = builder.host;
        this.origin = builder.origin;
    }

    /** A copy, with the hash of every layer; parents are looked for beside the leaf, and one that is missing is an error. */
    public static AddOptions defaults() {
        return builder().build();
    }

    /** A builder that starts from the defaults, with a device id of its own. */
    public static Builder builder() {
        return new Builder();
    }

    /** How the chain gets into the case. */
    public Strategy strategy() {
        return strategy;
    }

    /** Folders in which parents are looked for, in addition to the leaf's own. */
    public List<Path> parentFolders() {
        return parentFolders;
    }

    /** The byte that stands for what is unknown because a parent is missing; null if such a disk is refused. */
    public @Nullable Byte orphanFill() {
        return orphanFill;
    }

    /** The data source's device id. */
    public String deviceId() {
        return deviceId;
    }

    /** The time zone of the disk's machine as Java names it, or an empty text. */
    public String timeZone() {
        return timeZone;
    }

    /** Whether every layer's file is hashed. */
    public boolean hashLayers() {
        return hashLayers;
    }

    /** Whether files are made of unallocated space. */
    public boolean unallocatedSpace() {
        return unallocatedSpace;
    }

    /** Whether FAT volumes are searched for orphaned files. */
    public boolean fatOrphans() {
        return fatOrphans;
    }

    /**
     * Whether the libtsk of this machine, if it has one, reads all file systems in a process of its own before the case's libtsk does. A disk
     * that ends or blocks that process is not added.
     */
    public boolean trial() {
        return trial;
    }

    /** The host that the data source belongs to; null for one of its own. */
    public @Nullable Host host() {
        return host;
    }

    /** The name of the data source that the chain's files are in; null if they are not in one. */
    public @Nullable String origin() {
        return origin;
    }

    /** How the chain is opened, wherever its files are. */
    VhdOptions vhdOptions() {
        return VhdOptions.builder()
                .orphans(orphanFill == null ? OrphanPolicy.REFUSE : OrphanPolicy.SERVE_KNOWN)
                .build();
    }

    /** Changes single choices. Not thread-safe. */
    public static final class Builder {
        private Strategy strategy = Strategy.COPY;
        private List<Path> parentFolders = List.of();
        private @Nullable Byte orphanFill;
        private String deviceId = UUID.randomUUID().toString();
        private String timeZone = "";
        private boolean hashLayers = true;
        private boolean unallocatedSpace = true;
        private boolean fatOrphans = true;
        private boolean trial = true;
        private @Nullable Host host;
        private @Nullable String origin;

        private Builder() {}

        /** Sets {@link AddOptions#strategy()}; copy by default. */
        public Builder strategy(Strategy value) {
            this.strategy = Objects.requireNonNull(value);
            return this;
        }

        /** Sets {@link AddOptions#parentFolders()}; none by default. */
        public Builder parentFolders(List<Path> value) {
            this.parentFolders = List.copyOf(value);
            return this;
        }

        /** Sets {@link AddOptions#orphanFill()}; null by default. Such a disk is always copied, and the data source says what it is. */
        public Builder orphanFill(@Nullable Byte value) {
            this.orphanFill = value;
            return this;
        }

        /** Sets {@link AddOptions#deviceId()}; a random UUID by default. */
        public Builder deviceId(String value) {
            this.deviceId = Objects.requireNonNull(value);
            return this;
        }

        /** Sets {@link AddOptions#timeZone()}; empty by default. */
        public Builder timeZone(String value) {
            this.timeZone = Objects.requireNonNull(value);
            return this;
        }

        /** Sets {@link AddOptions#hashLayers()}; true by default. */
        public Builder hashLayers(boolean value) {
            this.hashLayers = value;
            return this;
        }

        /** Sets {@link AddOptions#unallocatedSpace()}; true by default, as in Autopsy. */
        public Builder unallocatedSpace(boolean value) {
            this.unallocatedSpace = value;
            return this;
        }

        /** Sets {@link AddOptions#fatOrphans()}; true by default. */
        public Builder fatOrphans(boolean value) {
            this.fatOrphans = value;
            return this;
        }

        /** Sets {@link AddOptions#trial()}; true by default. */
        public Builder trial(boolean value) {
            this.trial = value;
            return this;
        }

        /** Sets {@link AddOptions#host()}; null by default. */
        public Builder host(@Nullable Host value) {
            this.host = value;
            return this;
        }

        /** Sets {@link AddOptions#origin()}, which the data source's name says; null by default. */
        public Builder origin(@Nullable String value) {
            this.origin = value;
            return this;
        }

        /** The options as set. */
        public AddOptions build() {
            return new AddOptions(this);
        }
    }
}
