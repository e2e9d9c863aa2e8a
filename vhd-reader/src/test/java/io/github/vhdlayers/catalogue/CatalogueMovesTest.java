package io.github.vhdlayers.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.ParentException;
import io.github.vhdlayers.io.Progress;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.SectorContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random trees of disks, in which files are moved, swapped, copied, replaced and removed between searches: a catalogue leads to a
 * parent exactly if one is there. The seed is the name of the test; {@code -Dcatalogue.first=} and {@code -Dcatalogue.count=} choose.
 */
class CatalogueMovesTest {
    private static final long SIZE = 16 * 1024;
    private static final Instant OLD = Instant.parse("2026-01-02T03:04:06Z");

    @TestFactory
    List<DynamicTest> theCatalogueFindsAParentExactlyIfItIsThere(@TempDir Path folder) {
        long first = Long.getLong("catalogue.first", 1);
        return LongStream.range(first, first + Long.getLong("catalogue.count", 12))
                .mapToObj(seed -> DynamicTest.dynamicTest(
                        "seed " + seed, () -> new Case(seed, folder.resolve(Long.toString(seed))).run()))
                .toList();
    }

    /** One tree, and what is in which file of it. */
    private static final class Case {
        private final Random random;
        private final Path root;
        private final List<DiskImage> images = new ArrayList<>();
        private final Map<DiskImage, DiskImage> parents = new HashMap<>();
        private final Map<Path, DiskImage> files = new HashMap<>();
        private Instant now = Instant.now().plus(Duration.ofHours(1));
        private int names;

        Case(long seed, Path root) {
            this.random = new Random(seed);
            this.root = root;
        }

        void run() throws IOException {
            for (int i = 0; i < 6 + random.nextInt(10); i++) {
                DiskImage parent = images.isEmpty() || random.nextInt(3) == 0 ? null : any(images);
                DiskImage image = image(i + 1, parent);
                images.add(image);
                if (parent != null) {
                    parents.put(image, parent);
                }
                write(image, place());
            }
            InstantSource clock = () -> now = now.plusMillis(1);
            Catalogue catalogue = Catalogue.of(List.of(root), 1000, clock, Progress.NONE);
            check(catalogue);
            for (int round = 0; round < 5; round++) {
                for (int i = 0; i < 1 + random.nextInt(4); i++) {
                    change();
                }
                if (random.nextBoolean()) {
                    now = now.plus(Duration.ofMinutes(1));
                    check(catalogue);
                } else {
                    Path kept = root.resolveSibling(root.getFileName() + ".kept");
                    CatalogueFile.write(kept, catalogue.state().rows().values());
                    check(Catalogue.keptIn(kept, List.of(root), Progress.NONE));
                    now = now.plus(Duration.ofMinutes(1));
                }
            }
        }

        private void change() throws IOException {
            Path one = any(sorted());
            switch (random.nextInt(5)) {
                case 0 -> move(one, place());
                case 1 -> {
                    Path other = any(sorted());
                    if (!one.equals(other)) {
                        Path aside = place();
                        move(one, aside);
                        move(other, one);
                        move(aside, other);
                    }
                }
                case 2 -> write(image(one), place());
                case 3 -> write(any(images), one);
                default -> {
                    if (files.size() > 3) {
                        Files.delete(one);
                        files.remove(one);
                    }
                }
            }
        }

        /** Every file is opened, and its chain is as long as the files that are there make it. */
        private void check(Catalogue catalogue) throws IOException {
            VhdOptions options = VhdOptions.builder().catalogue(catalogue).build();
            for (Path file : sorted()) {
                List<String> expected = new ArrayList<>();
                boolean complete = true;
                for (DiskImage layer = image(file); layer != null; layer = parents.get(layer)) {
                    if (!files.containsValue(layer)) {
                        complete = false;
                        break;
                    }
                    expected.add(id(layer));
                }
                try (VirtualDisk disk = VirtualDisk.open(file, options)) {
                    assertEquals(
                            complete ? expected : List.of(),
                            disk.chain().layers().stream()
                                    .map(layer -> HexFormat.of()
                                            .formatHex(layer.file().uniqueId().toBytes()))
                                    .toList(),
                            file.toString());
                } catch (ParentException e) {
                    assertEquals(complete ? "found" : ErrorCode.PARENT_NOT_FOUND, e.code(), e.getMessage());
                }
            }
        }

        private DiskImage image(Path file) {
            return java.util.Objects.requireNonNull(files.get(file));
        }

        private List<Path> sorted() {
            return files.keySet().stream().sorted().toList();
        }

        private <T> T any(List<T> list) {
            return list.get(random.nextInt(list.size()));
        }

        private Path place() {
            Path folder = root;
            for (int i = random.nextInt(4); i > 0; i--) {
                folder = folder.resolve("d" + random.nextInt(3));
            }
            return folder.resolve(names++ + (random.nextBoolean() ? ".vhd" : ""));
        }

        /** All files have one time, so that none is known by it. */
        private void write(DiskImage image, Path file) throws IOException {
            Files.createDirectories(file.getParent());
            Files.write(file, image.toBytes());
            Files.setLastModifiedTime(file, FileTime.from(OLD));
            files.put(file, image);
        }

        private void move(Path from, Path to) throws IOException {
            Files.createDirectories(to.getParent());
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            DiskImage image = image(from);
            files.remove(from);
            files.put(to, image);
        }

        private static String id(DiskImage image) {
            return HexFormat.of().formatHex(image.uniqueId());
        }

        private static DiskImage image(long seed, @Nullable DiskImage parent) {
            DiskImage.Builder builder = parent == null ? DiskImage.dynamic(SIZE) : DiskImage.differencing(SIZE);
            builder.seed(seed).blockSize(4096).own(seed % 20, 2, SectorContent.pattern(seed));
            return (parent == null ? builder : builder.parent(parent).parentName("base.vhd")).build();
        }
    }
}
