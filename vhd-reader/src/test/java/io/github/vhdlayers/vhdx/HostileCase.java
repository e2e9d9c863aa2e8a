package io.github.vhdlayers.vhdx;

import io.github.vhdlayers.testkit.VhdxChain;
import io.github.vhdlayers.testkit.VhdxImage;
import io.github.vhdlayers.testkit.VhdxMutation;
import io.github.vhdlayers.testkit.VhdxMutations;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A VHDX that someone made to mislead or to exhaust a reader.
 *
 * @param name the part of the format and what is wrong with it, unique
 * @param files writes {@code leaf.vhdx} and what else belongs to the case into an empty folder
 */
record HostileCase(String name, Files files) {
    /** Where a testkit's file that is not shuffled has its structures. */
    static final int MIB = 1 << 20;

    static final int HEADER_1 = 0x10000;
    static final int HEADER_2 = 0x20000;
    static final int REGIONS_1 = 0x30000;
    static final int REGIONS_2 = 0x40000;
    static final int LOG = MIB;
    static final int METADATA = 2 * MIB;
    static final int TABLE = 3 * MIB;

    /** Items of the metadata in the order in which the testkit writes them. */
    static final int PARAMETERS = METADATA + 0x10000;

    static final int DISK_SIZE = PARAMETERS + 8;
    static final int LOGICAL = DISK_SIZE + 8 + 16;

    static final String LEAF = "leaf.vhdx";
    static final String BASE = "base.vhdx";

    /** A dynamic disk of 3 MiB of which blocks 0 and 2 are stored. */
    static final VhdxImage DISK = sparse(1, VhdxImage.dynamic(3 * MIB))
            .block(0, VhdxImage.FULL)
            .block(2, VhdxImage.FULL)
            .build();

    /** A child of it: block 0 in part, block 1 zeros, block 2 not there. */
    static final VhdxImage CHILD = child().build();

    /** Writes the files of a case. */
    interface Files {
        void write(Path folder) throws IOException;
    }

    static VhdxImage.Builder child() {
        return sparse(2, VhdxImage.differencing(3 * MIB))
                .parent(DISK, BASE)
                .block(0, VhdxImage.PARTIAL)
                .own(8, 100)
                .block(1, VhdxImage.ZERO);
    }

    /** Content that takes little room: one byte in a block. */
    static VhdxImage.Builder sparse(int seed, VhdxImage.Builder disk) {
        byte[] bytes = new byte[6 * MIB];
        for (int at = 512 * 9; at < bytes.length; at += MIB) {
            bytes[at] = (byte) seed;
        }
        return disk.seed(seed).content(bytes);
    }

    /** {@link #DISK} with a change, and right checksums again. */
    static HostileCase disk(String name, Consumer<ByteBuffer> change) {
        return changed(name, DISK, change);
    }

    /** {@link #CHILD} with a change and right checksums, beside its parent. */
    static HostileCase child(String name, Consumer<ByteBuffer> change) {
        return changed(name, CHILD, change);
    }

    /** A file with a change and right checksums, beside {@link #DISK} if it has a parent. */
    static HostileCase changed(String name, VhdxImage image, Consumer<ByteBuffer> change) {
        return new HostileCase(name, folder -> {
            byte[] file = image.toBytes();
            change.accept(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN));
            VhdxImage.write(VhdxImage.fixChecksums(file), folder.resolve(LEAF));
            if (image.isDifferencing()) {
                DISK.writeTo(folder.resolve(BASE));
            }
        });
    }

    /** Bytes as they are, the leaf first and the others as {@code base.vhdx}, {@code base2.vhdx} and so on. */
    static HostileCase bytes(String name, byte[]... files) {
        List<byte[]> all = new ArrayList<>(List.of(files));
        return new HostileCase(name, folder -> {
            for (int i = 0; i < all.size(); i++) {
                String file = i == 0 ? LEAF : i == 1 ? BASE : "base" + i + ".vhdx";
                VhdxImage.write(all.get(i), folder.resolve(file));
            }
        });
    }

    /** A mutation of one of the {@link VhdxSubjects}, beside its parents. */
    static HostileCase mutated(String name, String subject, String mutation) {
        return new HostileCase(name, folder -> {
            VhdxChain chain = Objects.requireNonNull(VhdxSubjects.sparse().get(subject), subject);
            VhdxImage image = chain.layers().get(0);
            VhdxMutation change = VhdxMutations.all().stream()
                    .filter(one -> one.name().equals(mutation))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(mutation));
            VhdxImage.write(change.apply(image.toBytes(), image), folder.resolve(LEAF));
            for (VhdxImage parent : chain.layers().subList(1, chain.layers().size())) {
                parent.writeTo(folder.resolve(BASE));
            }
        });
    }
}
