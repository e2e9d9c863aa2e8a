package io.github.vhdlayers.benchmarks;

import io.github.vhdlayers.internal.export.PartialFile;
import io.github.vhdlayers.internal.export.VhdCopy;
import io.github.vhdlayers.io.Progress;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A lab through Tika's pipes with one process and with two, in turns: {@code Forks FILES DISKS ROUNDS}, such as {@code Forks 60000 1 1}.
 * The disks are ext4 with that many texts of 10 KB in all, each text another one; the settings are those of the documentation, with
 * their limits of heap and time. Each run has a store of its own, which is removed.
 *
 * <p>With {@code -Dpinned=true} each run has as many processors as processes, by {@code taskset}: otherwise one process uses more than one
 * processor too, for what Java compiles and for the process that hands out the tasks.
 *
 * <p>It prints for each run seconds, processor seconds of all processes, texts and tasks that failed, and at the end the time of two
 * for each of one, as the median of the rounds. Needs {@code mke2fs}.
 */
final class Forks {
    private static final int TEXT_BYTES = 10_000;
    private static final int FILES_IN_A_FOLDER = 500;
    private static final long POLL_MILLIS = 100;
    private static final String SETTINGS = "tika-vhd-pipes.xml";

    private final Path folder;
    private final int files;
    private final int disks;
    private final boolean isPinned;

    private Forks(Path folder, int files, int disks, boolean isPinned) {
        this.folder = folder;
        this.files = files;
        this.disks = disks;
        this.isPinned = isPinned;
    }

    /** What one run took. */
    private record Run(double seconds, double processorSeconds) {}

    public static void main(String[] arguments) throws Exception {
        int files = Integer.parseInt(arguments[0]);
        int disks = Integer.parseInt(arguments[1]);
        int rounds = Integer.parseInt(arguments[2]);
        Path folder = Path.of(System.getProperty("benchmarks.folder"));
        new Forks(folder.resolve("forks-" + files + "-" + disks), files, disks, Boolean.getBoolean("pinned"))
                .measure(rounds);
    }

    private void measure(int rounds) throws Exception {
        if (!Files.exists(folder.resolve("done"))) {
            for (int disk = 0; disk < disks; disk++) {
                writeDisk(disk);
            }
            Files.createFile(folder.resolve("done"));
        }
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            // The first one changes, because it may find the files in memory as the other left them.
            boolean oneFirst = round % 2 == 0;
            Run first = run(oneFirst ? 1 : 2);
            Run second = run(oneFirst ? 2 : 1);
            ratios.add((oneFirst ? second : first).seconds() / (oneFirst ? first : second).seconds());
        }
        ratios.sort(Comparator.naturalOrder());
        System.out.printf(
                Locale.ROOT,
                "two processes take %.2f of the time of one (%.2f to %.2f in %d rounds)%n",
                ratios.get(ratios.size() / 2),
                ratios.get(0),
                ratios.get(ratios.size() - 1),
                rounds);
    }

    private Run run(int forks) throws Exception {
        Path store = folder.resolve("store");
        delete(store);
        Files.createDirectories(store);
        Path settings = store.resolve(SETTINGS);
        Files.writeString(
                settings,
                Files.readString(Path.of(System.getProperty("settings")))
                        .replace("<store>store<", "<store>" + store + "<")
                        .replace("<disks>disks<", "<disks>" + folder.resolve("disks") + "<")
                        .replace("<numClients>2<", "<numClients>" + forks + "<")
                        .replace("<tikaConfig>" + SETTINGS + "<", "<tikaConfig>" + settings + "<"));
        List<String> command = new ArrayList<>();
        if (isPinned) {
            command.addAll(List.of("taskset", "-c", forks == 1 ? "0" : "0-" + (forks - 1)));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("pipes.classpath"),
                "io.github.vhdlayers.tika.pipes.VhdPipes",
                settings.toString()));
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        Map<Long, Duration> processor = new HashMap<>();
        do {
            Stream.concat(Stream.of(process.toHandle()), process.descendants()).forEach(one -> one.info()
                    .totalCpuDuration()
                    .ifPresent(time -> processor.merge(one.pid(), time, (a, b) -> a.compareTo(b) > 0 ? a : b)));
        } while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS));
        double seconds = (System.nanoTime() - start) / 1e9;
        if (process.exitValue() != 0) {
            throw new IllegalStateException(
                    "the pipes ended with " + process.exitValue() + "; see " + folder.resolve("log"));
        }
        Run run = new Run(
                seconds,
                processor.values().stream().mapToLong(Duration::toMillis).sum() / 1e3);
        long texts = count(store.resolve("texts"));
        System.out.printf(
                Locale.ROOT,
                "%d process%s %7.1f s %7.1f processor s %7d of %d texts %d tasks failed%n",
                forks,
                forks == 1 ? "  " : "es",
                run.seconds(),
                run.processorSeconds(),
                texts,
                files,
                count(store.resolve("tasks")));
        delete(store);
        if (texts != files) {
            throw new IllegalStateException("contents were lost");
        }
        return run;
    }

    /** Texts of words, of which no two are alike. */
    private void writeDisk(int number) throws IOException, InterruptedException {
        Path tree = folder.resolve("tree");
        delete(tree);
        Random random = new Random(number);
        int count = files / disks + (number < files % disks ? 1 : 0);
        for (int i = 0; i < count; i++) {
            Path place = tree.resolve("folder" + i / FILES_IN_A_FOLDER);
            if (i % FILES_IN_A_FOLDER == 0) {
                Files.createDirectories(place);
            }
            StringBuilder text = new StringBuilder("disk " + number + " text " + i + "\n");
            while (text.length() < TEXT_BYTES) {
                text.append(Long.toString(random.nextLong() >>> 20, 36)).append(' ');
            }
            Files.writeString(place.resolve("text" + i + ".txt"), text);
        }
        Path raw = folder.resolve("disk.raw");
        Files.deleteIfExists(raw);
        Process made = new ProcessBuilder(
                        "mke2fs",
                        "-q",
                        "-t",
                        "ext4",
                        "-b",
                        "4096",
                        "-O",
                        "^has_journal",
                        "-N",
                        Integer.toString(count + count / FILES_IN_A_FOLDER + 1000),
                        "-d",
                        tree.toString(),
                        raw.toString(),
                        (16L + count / 50) + "M")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        if (made.waitFor() != 0) {
            throw new IllegalStateException("mke2fs ended with " + made.exitValue() + "; see " + folder.resolve("log"));
        }
        Path disk = Files.createDirectories(folder.resolve("disks")).resolve("disk" + number + ".vhd");
        Files.deleteIfExists(disk);
        try (RandomAccessSource bytes = RandomAccessSources.ofPath(raw);
                PartialFile target = PartialFile.create(disk, complaint -> {})) {
            VhdCopy.writeDynamic(bytes, target, Set.of(), Progress.NONE);
            target.complete();
        }
        Files.delete(raw);
        delete(tree);
    }

    private static long count(Path table) throws IOException {
        if (!Files.exists(table)) {
            return 0;
        }
        try (Stream<Path> all = Files.walk(table)) {
            return all.filter(Files::isRegularFile).count();
        }
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
