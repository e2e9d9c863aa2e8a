package io.github.vhdlayers.benchmarks;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.catalogue.Catalogue;
import io.github.vhdlayers.io.Progress;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.SectorContent;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Opens children with parents in one folder with them, under other names than the recorded ones: {@code Parents FILES CHILDREN
 * [LISTED]}, such as {@code Parents 12000 6000 20}. Half of the files are children. Prints what the process took for each of CHILDREN
 * with a catalogue, the catalogue included, and for each of LISTED by listing the folder.
 */
final class Parents {
    private static final long SIZE = 64 * 1024;

    private Parents() {}

    public static void main(String[] arguments) throws Exception {
        int files = Integer.parseInt(arguments[0]);
        int children = Math.min(Integer.parseInt(arguments[1]), files / 2);
        int listed = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 20;
        Path folder = written(files);
        List<Path> all = new ArrayList<>();
        for (int i = 0; i < files / 2; i++) {
            all.add(child(folder, i));
        }
        print("listing the folder", listed, () -> open(all.subList(0, listed), VhdOptions.defaults()));
        Path kept = folder.resolveSibling(folder.getFileName() + ".catalogue");
        Files.deleteIfExists(kept);
        for (String what : new String[] {"catalogue, made", "catalogue, kept in a file"}) {
            print(
                    what,
                    children,
                    () -> open(
                            all.subList(0, children),
                            VhdOptions.builder()
                                    .catalogue(Catalogue.keptIn(kept, List.of(folder), Progress.NONE))
                                    .build()));
        }
    }

    private static void open(List<Path> leaves, VhdOptions options) throws IOException {
        for (Path leaf : leaves) {
            try (VirtualDisk disk = VirtualDisk.open(leaf, options)) {
                if (disk.chain().layers().size() != 2) {
                    throw new IllegalStateException(leaf + " was opened without its parent");
                }
            }
        }
    }

    private static void print(String what, int count, Pass pass) throws Exception {
        long processor = processorNanos();
        long start = System.nanoTime();
        pass.run();
        System.out.printf(
                Locale.ROOT,
                "%-26s %6d children: %8.2f ms of processor time each, %8.2f ms each%n",
                what,
                count,
                (processorNanos() - processor) / 1e6 / count,
                (System.nanoTime() - start) / 1e6 / count);
    }

    /** Of the whole process, because a catalogue is made by several threads. */
    private static long processorNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static Path child(Path folder, int number) {
        return folder.resolve(String.format(Locale.ROOT, "%06d-child.vhd", number));
    }

    private static Path written(int files) throws IOException {
        Path folder = MeasuredDisk.folder().resolve("parents-" + files);
        Path done = folder.resolveSibling(folder.getFileName() + ".done");
        if (!Files.exists(done)) {
            Files.createDirectories(folder);
            for (int i = 0; i < files / 2; i++) {
                DiskImage parent = DiskImage.dynamic(SIZE)
                        .seed(2L * i)
                        .blockSize(4096)
                        .own(0, 8, SectorContent.pattern(i))
                        .build();
                Files.write(folder.resolve(String.format(Locale.ROOT, "%06d-renamed.vhd", i)), parent.toBytes());
                Files.write(
                        child(folder, i),
                        DiskImage.differencing(SIZE)
                                .seed(2L * i + 1)
                                .blockSize(4096)
                                .parent(parent)
                                .parentName("base.vhd")
                                .own(8, 4, SectorContent.pattern(i))
                                .build()
                                .toBytes());
            }
            Files.createFile(done);
        }
        return folder;
    }
}
