package io.github.vhdlayers.fuzz;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.chain.OrphanPolicy;
import io.github.vhdlayers.chain.ParentCandidate;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.ownership.Owner;
import io.github.vhdlayers.testkit.ChainParameters;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.DiskKind;
import io.github.vhdlayers.testkit.Mutation;
import io.github.vhdlayers.testkit.Mutations;
import io.github.vhdlayers.testkit.Positions;
import io.github.vhdlayers.testkit.RandomChains;
import io.github.vhdlayers.testkit.TestChain;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A random chain with one of its files changed: either where nothing may depend on it, and then every byte and owner must still
 * be the right one; or anywhere, and then every byte must be what an obvious decoder finds, or an error.
 */
public final class MutatedChain {
    private static final int SECTOR = 512;
    private static final int CHAINS = 256;
    private static final long MOST_BYTES = 200_000;
    private static final ChainParameters SMALL =
            ChainParameters.ANY.withLayers(1, 4).withMostSectors(300).withStaleBitmaps(false);
    private static final @Nullable Prepared[] PREPARED = new @Nullable Prepared[CHAINS];

    private MutatedChain() {}

    @SuppressWarnings("ArrayRecordComponent") // made and used in one place, never compared
    private record Prepared(TestChain chain, List<byte[]> files, byte[] merged, int[] owners) {
        /** The chain of a seed, or the first after it that is small: large files teach a fuzzer nothing. */
        static Prepared of(int seed) {
            TestChain chain = RandomChains.next(seed, SMALL);
            for (int other = seed + CHAINS; fileBytes(chain) > MOST_BYTES; other += CHAINS) {
                chain = RandomChains.next(other, SMALL);
            }
            return new Prepared(
                    chain, chain.layers().stream().map(DiskImage::toBytes).toList(), chain.merged(), chain.owners());
        }
    }

    private static long fileBytes(TestChain chain) {
        return chain.layers().stream()
                .mapToLong(disk -> disk.positions().fileLength())
                .sum();
    }

    /** What the fuzzer calls. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        Draw draw = new Draw(input);
        int seed = draw.u8();
        Prepared prepared = PREPARED[seed];
        if (prepared == null) {
            prepared = Prepared.of(seed);
            PREPARED[seed] = prepared;
        }
        int mode = draw.u8();
        int layer = draw.below(prepared.files.size());
        DiskImage image = prepared.chain.layers().get(layer);
        List<byte[]> files = new ArrayList<>(prepared.files);
        boolean harmless = mode % 4 == 0;
        files.set(
                layer,
                harmless
                        ? harmless(files.get(layer).clone(), image, draw)
                        : harmful(files.get(layer).clone(), image, mode, draw));
        open(prepared, files, harmless);
    }

    private static void open(Prepared prepared, List<byte[]> files, boolean harmless) throws IOException {
        OpenCount open = new OpenCount();
        List<ParentCandidate> parents = new ArrayList<>();
        for (int i = files.size() - 1; i > 0; i--) {
            String name = "layer" + i + ".vhd";
            byte[] bytes = files.get(i);
            parents.add(ParentCandidate.of(name, () -> open.source(name, bytes)));
        }
        VhdOptions options = VhdOptions.builder()
                .orphans(harmless ? OrphanPolicy.REFUSE : OrphanPolicy.SERVE_KNOWN)
                .parentResolver(reference -> parents)
                .build();
        try (VirtualDisk disk = VirtualDisk.open(open.source("leaf.vhd", files.get(0)), options)) {
            if (harmless) {
                requireRight(prepared, disk);
            }
            new Walk(disk, options.limits()).all();
        } catch (VhdException e) {
            Walk.require(!harmless, "a harmless change: " + e.getMessage());
        }
        open.requireNone(prepared.chain);
    }

    private static void requireRight(Prepared prepared, VirtualDisk disk) throws IOException {
        Walk.require(disk.size() == prepared.merged.length, "a size of " + disk.size());
        ByteBuffer bytes = ByteBuffer.allocate(prepared.merged.length);
        disk.readFully(0, bytes);
        Walk.require(Arrays.equals(prepared.merged, bytes.array()), "other bytes than the oracle's");
        for (int sector = 0; sector < prepared.owners.length; sector++) {
            Owner owner = disk.ownership().ownerOf(sector);
            int expected = prepared.owners[sector];
            Walk.require(
                    expected < 0 ? owner == Owner.Unowned.UNWRITTEN : owner.equals(new Owner.Layer(expected)),
                    "sector " + sector + " belongs to " + owner + ", not " + expected);
        }
    }

    /** Changes bytes on which neither data nor owners depend. */
    private static byte[] harmless(byte[] file, DiskImage image, Draw draw) {
        List<long[]> free = free(image);
        while (!draw.isEmpty()) {
            long[] range = free.get(draw.below(free.size()));
            long at = range[0] + draw.u16() % range[1];
            file[(int) at] = (byte) draw.u8();
        }
        return file;
    }

    /** Ranges of a file, as place and length, that a reader may report on but not read by. */
    private static List<long[]> free(DiskImage image) {
        List<long[]> free = new ArrayList<>();
        Positions at = image.positions();
        boolean blocks = image.kind() != DiskKind.FIXED;
        boolean head = blocks && image.toBytes()[0] == 'c';
        boolean tail = at.tailBytes() > 0 && at.tailOffset() + at.tailBytes() <= at.fileLength();
        if (tail) {
            footer(free, at.tailOffset(), at.tailBytes(), !head);
        }
        if (head && tail) {
            // With a tail in order, the copy may be anything, save for a healthy footer of another disk.
            free.add(new long[] {0, 4});
            footer(free, 0, SECTOR, false);
        }
        if (blocks) {
            free.add(new long[] {at.headerOffset() + 36, 4});
            free.add(new long[] {at.headerOffset() + 56, 4});
            free.add(new long[] {at.headerOffset() + 60, 4});
            free.add(new long[] {at.headerOffset() + 64, 512});
            free.add(new long[] {at.headerOffset() + 768, 256});
            for (int slot = 0; slot < 8; slot++) {
                if (at.locatorOffset(slot) >= 0 && at.locatorLength(slot) > 0) {
                    free.add(new long[] {at.locatorOffset(slot), at.locatorLength(slot)});
                }
            }
        }
        if (free.isEmpty()) {
            footer(free, 0, SECTOR, true);
        }
        return free;
    }

    /** Features, time, creator, original size, geometry, saved state and reserved bytes; the checksum where there is no copy. */
    private static void footer(List<long[]> free, long at, int length, boolean checksum) {
        free.add(new long[] {at + 8, 4});
        free.add(new long[] {at + 24, 4});
        free.add(new long[] {at + 36, 12});
        free.add(new long[] {at + 56, 4});
        free.add(new long[] {at + 84, length - 84});
        if (checksum) {
            free.add(new long[] {at + 64, 4});
        }
    }

    private static byte[] harmful(byte[] file, DiskImage image, int mode, Draw draw) {
        byte[] changed = file;
        if (mode % 4 == 1) {
            List<Mutation> mutations = Mutations.applyingTo(image);
            changed = mutations.get(draw.below(mutations.size())).apply(file, image);
        }
        int steps = 1 + draw.u8() % 8;
        for (int i = 0; i < steps && changed.length > 0; i++) {
            changed = step(changed, image, draw);
        }
        return (mode & 0x80) != 0 ? Mutations.fixChecksums(changed) : changed;
    }

    private static byte[] step(byte[] file, DiskImage image, Draw draw) {
        Positions at = image.positions();
        boolean blocks = image.kind() != DiskKind.FIXED;
        return switch (draw.u8() % 8) {
            case 0 -> put(file, draw.u16(), draw.bytes(8));
            case 1 -> put(file, at.tailOffset() + draw.below(SECTOR), draw.bytes(8));
            case 2 -> put(file, blocks ? at.headerOffset() + draw.below(1024) : 0, draw.bytes(8));
            case 3 -> put(file, blocks ? at.tableOffset() + 4L * draw.below(64) + 2 : 0, draw.bytes(2));
            case 4 -> put(file, blocks ? at.tableOffset() + 4L * draw.below(64) : 0, draw.bytes(4));
            case 5 -> put(file, file.length - 1 - draw.u16(), draw.bytes(4));
            case 6 -> Mutations.truncate(file, draw.u16() % (file.length + 1));
            default -> Arrays.copyOf(file, file.length + draw.below(2048));
        };
    }

    private static byte[] put(byte[] file, long at, byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (at + i >= 0 && at + i < file.length) {
                file[(int) at + i] = bytes[i];
            }
        }
        return file;
    }
}
