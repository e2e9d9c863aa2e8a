package io.github.vhdlayers.chain;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.io.ForwardingSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.SectorContent;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Disks in memory that are offered as parents of one leaf, and which of them are open. */
final class OfferedDisks {
    static final long SIZE = 64 * 1024;

    private final List<ParentCandidate> candidates = new ArrayList<>();
    private final List<String> open = new ArrayList<>();

    static DiskImage base() {
        return DiskImage.dynamic(SIZE)
                .blockSize(4096)
                .seed(1)
                .own(0, 64, SectorContent.pattern(1))
                .build();
    }

    /** The same disk with another sector in it. */
    static DiskImage altered() {
        return base().toBuilder().own(40, 1, SectorContent.pattern(9)).build();
    }

    static DiskImage.Builder childOf(DiskImage parent) {
        return DiskImage.differencing(SIZE)
                .blockSize(4096)
                .seed(2)
                .parent(parent)
                .parentName("base.vhd")
                .own(8, 4, SectorContent.pattern(2));
    }

    OfferedDisks offer(String name, DiskImage disk) {
        return offer(name, disk.toBytes(), null);
    }

    OfferedDisks offer(String name, byte[] bytes, @Nullable Instant time) {
        candidates.add(ParentCandidate.of(name, time, () -> new Counted(name, bytes)));
        return this;
    }

    OfferedDisks offer(ParentCandidate candidate) {
        candidates.add(candidate);
        return this;
    }

    List<ParentCandidate> candidates() {
        return candidates;
    }

    /** The names of those that are open, in the order in which they were opened. */
    List<String> stillOpen() {
        return List.copyOf(open);
    }

    VirtualDisk open(DiskImage leaf) throws IOException {
        return open(leaf.toBytes(), VhdOptions.defaults());
    }

    VirtualDisk open(DiskImage leaf, VhdOptions options) throws IOException {
        return open(leaf.toBytes(), options);
    }

    VirtualDisk open(byte[] leaf, VhdOptions options) throws IOException {
        return open(leaf, options, reference -> candidates);
    }

    VirtualDisk open(byte[] leaf, VhdOptions options, ParentResolver resolver) throws IOException {
        return VirtualDisk.open(
                new Counted("leaf.vhd", leaf),
                options.toBuilder().parentResolver(resolver).build());
    }

    /** Is among the open ones until it is closed. */
    private final class Counted extends ForwardingSource {
        Counted(String name, byte[] bytes) {
            super(RandomAccessSources.ofBytes(name, bytes));
            open.add(name);
        }

        @Override
        public void close() throws IOException {
            open.remove(name());
            super.close();
        }
    }
}
