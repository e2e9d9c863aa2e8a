package io.github.vhdlayers.vhdx;

import static io.github.vhdlayers.vhdx.HostileCase.LEAF;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.vhdlayers.testkit.VhdxBombs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Small files that claim to be very large, as the file system stores few of their bytes. */
final class HostileSizeCases {
    private static final Map<String, String> NAMES = new TreeMap<>(Map.ofEntries(
            Map.entry("vhdx-table-of-67-million-0", "size: 67 million entries, the last of them absent"),
            Map.entry("vhdx-table-of-67-million-6", "size: 67 million entries, the last of them stored"),
            Map.entry("vhdx-blocks-of-5-tib", "size: blocks of 5 TiB"),
            Map.entry("vhdx-table-cut", "size: 67 million entries in a file that was cut"),
            Map.entry("vhdx-every-second-sector", "size: every second sector of 64 TiB, in one place"),
            Map.entry("vhdx-far-places", "size: places up to 2^62, by a log"),
            Map.entry("vhdx-metadata-of-4-gib", "size: metadata of 4 GiB"),
            Map.entry("vhdx-locator-of-60000", "size: 300 pairs that share their bytes"),
            Map.entry("vhdx-locator-of-1000000", "size: a locator of 1 MB that ends outside"),
            Map.entry("vhdx-log-of-signatures", "size: a log of 64 MiB of beginnings of entries"),
            Map.entry("vhdx-log-of-entries", "size: a log of 16384 entries"),
            Map.entry("vhdx-log-of-long", "size: a log of one entry of 64 MiB"),
            Map.entry("vhdx-log-of-zeros", "size: a log of 127000 ranges of zeros")));

    private HostileSizeCases() {}

    /** Writes all of them into a folder of their own, from which each case takes its file. */
    static void all(Path together, Consumer<HostileCase> to) throws IOException {
        VhdxBombs.writeTo(together);
        for (Map.Entry<String, String> name : NAMES.entrySet()) {
            Path file = together.resolve(name.getKey() + ".img");
            to.accept(new HostileCase(name.getValue(), folder -> Files.move(file, folder.resolve(LEAF))));
        }
        try (Stream<Path> left = Files.list(together)) {
            assertEquals(List.of(), left.toList(), "files without a name in words");
        }
    }
}
