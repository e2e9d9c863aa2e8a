package io.github.vhdlayers.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A base with many children, as files of one folder. Thread-safe: it keeps nothing. */
public final class SharedBase {
    /** Small, so that small disks have several. */
    private static final int BLOCK_BYTES = 1 << 15;

    private SharedBase() {}

    /**
     * Writes {@code base.vhd} and {@code child0.vhd} and so on.
     *
     * @param folder takes the files
     * @param states a disk as its base has it, and then as children have it; they take turns
     * @param children how many
     * @param created when the disks were made, in seconds since 2000
     * @return the files, the base first
     * @throws IOException if a file cannot be written
     */
    public static List<Path> write(Path folder, List<byte[]> states, int children, long created) throws IOException {
        Random ids = new Random(children);
        List<Path> files = new ArrayList<>();
        DiskImage base = identified(TestChain.ofStates(states.subList(0, 1), created), ids)
                .build();
        files.add(base.writeTo(folder.resolve("base.vhd")));
        for (int i = 0; i < children; i++) {
            byte[] state = states.get(1 + i % (states.size() - 1));
            DiskImage child = identified(TestChain.ofStates(List.of(states.get(0), state), created), ids)
                    .parent(base)
                    .build();
            files.add(child.writeTo(folder.resolve("child" + i + ".vhd")));
        }
        return files;
    }

    private static DiskImage.Builder identified(TestChain chain, Random ids) {
        byte[] id = new byte[16];
        ids.nextBytes(id);
        return chain.leaf().toBuilder().blockSize(BLOCK_BYTES).uniqueId(id);
    }
}
