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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.sleuthkit.datamodel.Image;
import org.sleuthkit.datamodel.SleuthkitCase;
import org.sleuthkit.datamodel.SleuthkitJNI;

/**
 * What adding and annotating a chain costs, beside adding the same disk as a raw image as the datamodel does it: the processor time of this
 * process and of those that it started, in turns in one process, and in processes that have just started, with a table of the steps. Prints
 * and judges nothing, so its name is none that a build looks for:
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
    private static final String STEP_MARK = "processor seconds of a step: ";
    /** How often both are added in a process until it is warm. */
    private static final int UNCOUNTED = 3;

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
        Taken fresh = new Taken();
        for (int round = 0; round < rounds; round++) {
            process(folder, "raw", fresh);
            process(folder, "chain", fresh);
        }
        fresh.print("in a process that has just started");
        Taken warm = new Taken();
        for (int round = -UNCOUNTED; round < rounds; round++) {
            Taken to = round < 0 ? new Taken() : warm;
            raw(folder, to);
            chain(folder, to);
        }
        warm.print("in one process, from the " + (UNCOUNTED + 1) + "th time");
    }

    /** What was taken so far: of the three that are compared, and of the steps that adding and annotating consist of. */
    private static final class Taken {
        private final Map<Step, List<Double>> totals = new EnumMap<>(Step.class);
        private final Map<String, List<Double>> steps = new LinkedHashMap<>();

        void add(Step step, double seconds) {
            totals.computeIfAbsent(step, first -> new ArrayList<>()).add(seconds);
        }

        void add(String step, double seconds) {
            steps.computeIfAbsent(step, first -> new ArrayList<>()).add(seconds);
        }

        /** For the process that reads it: a line for each. */
        void send() {
            totals.forEach((step, seconds) -> System.out.println(MARK + step + " " + seconds.get(0)));
            steps.forEach((step, seconds) -> System.out.println(STEP_MARK + seconds.get(0) + " " + step));
        }

        void receive(String line) {
            if (line.startsWith(MARK)) {
                String[] parts = line.substring(MARK.length()).split(" ", -1);
                add(Step.valueOf(parts[0]), Double.parseDouble(parts[1]));
            } else if (line.startsWith(STEP_MARK)) {
                String rest = line.substring(STEP_MARK.length());
                int blank = rest.indexOf(' ');
                add(rest.substring(blank + 1), Double.parseDouble(rest.substring(0, blank)));
            }
        }

        void print(String where) {
            double raw = median(totals.get(Step.RAW));
            double add = median(totals.get(Step.ADD));
            double annotate = median(totals.get(Step.ANNOTATE));
            System.out.printf(
                    Locale.ROOT,
                    "%s, seconds of processor time, medians: raw %.2f, chain added %.2f, annotated %.2f; %.2f of raw%n  %s%n",
                    where,
                    raw,
                    add,
                    annotate,
                    (add + annotate) / raw,
                    totals);
            System.out.println("  seconds  of raw  step");
            steps.forEach((step, seconds) -> System.out.printf(
                    Locale.ROOT, "  %7.2f  %6.2f  %s%n", median(seconds), median(seconds) / raw, step));
        }

        private static double median(@Nullable List<Double> seconds) {
            List<Double> all = new ArrayList<>(seconds == null ? List.of(Double.NaN) : seconds);
            Collections.sort(all);
            return all.get(all.size() / 2);
        }
    }

    /** The processor time of each task, up to where another one reports. */
    private static final class Tasks implements CaseProgress {
        private final Map<String, Double> seconds = new LinkedHashMap<>();
        private String current = "Opening the chain, checking its tables";
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

        void addTo(Taken taken) {
            onProgress("", 0, 0);
            seconds.forEach(taken::add);
        }
    }

    /** Measures once, in a process of its own: {@code raw} or {@code chain}, and the folder. */
    public static void main(String... arguments) throws Exception {
        Taken taken = new Taken();
        if (arguments[0].equals("raw")) {
            raw(Path.of(arguments[1]), taken);
        } else {
            chain(Path.of(arguments[1]), taken);
        }
        taken.send();
    }

    private static void process(Path folder, String what, Taken taken) throws Exception {
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
        output.lines().forEach(taken::receive);
    }

    private static void raw(Path folder, Taken taken) throws Exception {
        Path work = Files.createTempDirectory(folder, "case");
        SleuthkitCase sleuthkitCase = RealCase.make(work);
        try {
            double before = processor();
            RealCase.addRaw(sleuthkitCase, folder.resolve("merged.raw"), ZONE);
            taken.add(Step.RAW, processor() - before);
        } finally {
            sleuthkitCase.close();
            remove(work);
        }
    }

    private static void chain(Path folder, Taken taken) throws Exception {
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
            taken.add(Step.ADD, added - before);
            try (VirtualDisk disk = VhdImageProvider.open(image, List.of())) {
                AnnotationReport report = new ChainAnnotator(sleuthkitCase, work, null).annotate(image, disk, tasks);
                assertTrue(report.filesAnnotated() > 0, report.toString());
            }
            taken.add(Step.ANNOTATE, processor() - added);
            tasks.addTo(taken);
        } finally {
            sleuthkitCase.close();
            remove(work);
        }
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
