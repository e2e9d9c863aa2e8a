package io.github.vhdlayers.tsk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.OperatingSystemMXBean;
import io.github.vhdlayers.VirtualDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.sleuthkit.datamodel.Image;
import org.sleuthkit.datamodel.SleuthkitCase;
import org.sleuthkit.datamodel.SleuthkitJNI;

/**
 * What adding and annotating a chain costs, beside adding the same disk as a raw image as the datamodel does it: the processor time of this
 * process and of those that it started, in turns in one process, and in processes that have just started. Prints and judges nothing, so its
 * name is none that a build looks for:
 *
 * <pre>
 * testing/benchmarks/ntfs-chain FOLDER 41000
 * LD_LIBRARY_PATH=FOLDER-WITH-LIBTSK mvn test -pl :tsk-vhd-module -am -Dtest=AddingCost -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dsleuthkit.jar=FILE.jar -Dsleuthkit.lib=FOLDER-WITH-JARS -Dsurefire.argLine=-Dcost.folder=FOLDER
 * </pre>
 *
 * <p>{@code -Dcost.rounds=5} changes how often.
 */
@ExtendWith(RealDatamodel.class)
class AddingCost {
    private static final String ZONE = "UTC";
    private static final String MARK = "processor seconds: ";

    /** What is measured. */
    private enum Step {
        RAW,
        ADD,
        ANNOTATE
    }

    @Test
    void besideTheRawImage() throws Exception {
        Path folder = Path.of(System.getProperty("cost.folder", "target/cost")).toAbsolutePath();
        int rounds = Integer.getInteger("cost.rounds", 5);
        assertTrue(Files.exists(folder.resolve("child.vhd")), "testing/benchmarks/ntfs-chain " + folder + " 41000");
        Path raw = folder.resolve("merged.raw");
        if (!Files.exists(raw)) {
            try (VirtualDisk disk = VirtualDisk.open(folder.resolve("child.vhd"))) {
                CaseCopy.Written copy =
                        CaseCopy.write(disk, null, "child.vhd", folder.resolve("copied"), Set::of, CaseProgress.NONE);
                Files.move(copy.file(), raw);
            }
        }
        System.out.println("Datamodel of The Sleuth Kit " + SleuthkitJNI.getVersion());
        Map<Step, List<Double>> fresh = new EnumMap<>(Step.class);
        for (int round = 0; round < rounds; round++) {
            process(folder, "raw", fresh);
            process(folder, "chain", fresh);
        }
        print("in a process that has just started", fresh);
        Map<Step, List<Double>> warm = new EnumMap<>(Step.class);
        for (int round = -2; round < rounds; round++) {
            Map<Step, List<Double>> to = round < 0 ? new EnumMap<>(Step.class) : warm;
            raw(folder, to);
            chain(folder, to);
        }
        print("in one process, from the third time", warm);
    }

    /** The processor time of each task, up to where another one reports. */
    private static final class Tasks implements CaseProgress {
        private final Map<String, Double> seconds = new LinkedHashMap<>();
        private String current = "start";
        private double since;

        Tasks() throws IOException {
            since = processor();
        }

        @Override
        public synchronized boolean onProgress(String task, long done, long total) {
            String name = task.replaceFirst("[:/].*", "");
            if (!name.equals(current)) {
                try {
                    double now = processor();
                    seconds.merge(current, now - since, Double::sum);
                    since = now;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                current = name;
            }
            return true;
        }

        void print() {
            onProgress("", 0, 0);
            seconds.forEach((task, taken) -> System.out.printf(Locale.ROOT, "  %5.2f s  %s%n", taken, task));
        }
    }

    /** Measures once, in a process of its own: {@code raw} or {@code chain}, and the folder. */
    public static void main(String... arguments) throws Exception {
        Map<Step, List<Double>> taken = new EnumMap<>(Step.class);
        if (arguments[0].equals("raw")) {
            raw(Path.of(arguments[1]), taken);
        } else {
            chain(Path.of(arguments[1]), taken);
        }
        taken.forEach((step, seconds) -> System.out.println(MARK + step + " " + seconds.get(0)));
    }

    private static void process(Path folder, String what, Map<Step, List<Double>> taken) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                AddingCost.class.getName(),
                what,
                folder.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        // The datamodel prints something, too.
        output.lines().filter(line -> line.startsWith("  ")).forEach(System.out::println);
        output.lines()
                .filter(line -> line.startsWith(MARK))
                .map(line -> line.substring(MARK.length()).split(" "))
                .forEach(line -> taken.computeIfAbsent(Step.valueOf(line[0]), step -> new ArrayList<>())
                        .add(Double.parseDouble(line[1])));
    }

    private static void raw(Path folder, Map<Step, List<Double>> taken) throws Exception {
        Path work = Files.createTempDirectory(folder, "case");
        SleuthkitCase sleuthkitCase = RealCase.make(work);
        try {
            double before = processor();
            RealCase.addRaw(sleuthkitCase, folder.resolve("merged.raw"), ZONE);
            taken.computeIfAbsent(Step.RAW, step -> new ArrayList<>()).add(processor() - before);
        } finally {
            sleuthkitCase.close();
            remove(work);
        }
    }

    private static void chain(Path folder, Map<Step, List<Double>> taken) throws Exception {
        Path work = Files.createTempDirectory(folder, "case");
        SleuthkitCase sleuthkitCase = RealCase.make(work);
        try {
            Tasks tasks = new Tasks();
            double before = processor();
            AddOptions options = AddOptions.builder()
                    .timeZone(ZONE)
                    .trial(!Boolean.getBoolean("cost.untried"))
                    .build();
            Image image = new VhdImageProvider(sleuthkitCase, work)
                    .add(folder.resolve("child.vhd"), options, tasks)
                    .image();
            double added = processor();
            taken.computeIfAbsent(Step.ADD, step -> new ArrayList<>()).add(added - before);
            try (VirtualDisk disk = VhdImageProvider.open(image, List.of())) {
                AnnotationReport report = new ChainAnnotator(sleuthkitCase, work, null).annotate(image, disk, tasks);
                assertTrue(report.filesAnnotated() > 0, report.toString());
                System.out.println("  " + report.filesAnnotated() + " of " + report.filesSeen() + " files annotated");
            }
            taken.computeIfAbsent(Step.ANNOTATE, step -> new ArrayList<>()).add(processor() - added);
            tasks.print();
        } finally {
            sleuthkitCase.close();
            remove(work);
        }
    }

    private static void print(String where, Map<Step, List<Double>> taken) {
        double raw = median(taken, Step.RAW);
        double add = median(taken, Step.ADD);
        double annotate = median(taken, Step.ANNOTATE);
        System.out.printf(
                Locale.ROOT,
                "%s, seconds of processor time, medians: raw %.2f, chain added %.2f, annotated %.2f; %.2f of raw%n  %s%n",
                where,
                raw,
                add,
                annotate,
                (add + annotate) / raw,
                taken);
    }

    private static double median(Map<Step, List<Double>> taken, Step step) {
        List<Double> all = new ArrayList<>(taken.getOrDefault(step, List.of(Double.NaN)));
        Collections.sort(all);
        return all.get(all.size() / 2);
    }

    /** Seconds of this process and of those that it started and that have ended. */
    private static double processor() throws IOException {
        double own = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime()
                / (double) TimeUnit.SECONDS.toNanos(1);
        // Behind the name, which may have blanks, the 14th and 15th of those: of children, in hundredths of a second.
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return own + (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) / 100.0;
    }

    private static void remove(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failed) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
