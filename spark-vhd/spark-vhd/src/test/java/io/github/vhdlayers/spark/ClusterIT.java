package io.github.vhdlayers.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.rows.RowTable;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A standalone master and two workers on loopback, as processes that have the jars of Spark alone, and a job that is submitted with the
 * packaged jar. One worker is killed while the job runs.
 */
@SupportedJava
@Timeout(600)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Spark's workers want Hadoop's programs there")
class ClusterIT {
    private static final String HOST = "127.0.0.1";
    private static final Path PROJECT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final int CHAINS = 24;
    private static final long MOST_SECONDS = 300;
    private static final List<RowTable> TABLES = List.of(
            RowTable.LAYERS,
            RowTable.CHAINS,
            RowTable.BLOCKS,
            RowTable.FILES,
            RowTable.DISKS,
            RowTable.RUNS,
            RowTable.PARTITIONS);

    @TempDir
    Path folder;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void end() {
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    @Test
    void aJobThatLosesAWorkerGivesTheRowsOfALocalRun() throws Exception {
        Path disks = Files.createDirectories(folder.resolve("disks"));
        Path results = Files.createDirectories(folder.resolve("results"));
        MadeLab.write(disks, CHAINS);
        Path home = sparkHome();
        int port = freePort();
        String master = "spark://" + HOST + ":" + port;
        start(
                home,
                "master",
                "org.apache.spark.deploy.master.Master",
                "--host",
                HOST,
                "--port",
                "" + port,
                "--webui-port",
                "0");
        List<Process> workers = new ArrayList<>();
        for (String name : List.of("worker1", "worker2")) {
            workers.add(start(
                    home,
                    name,
                    "org.apache.spark.deploy.worker.Worker",
                    "--host",
                    HOST,
                    "--cores",
                    "1",
                    "--memory",
                    "700M",
                    "--webui-port",
                    "0",
                    "--work-dir",
                    folder.resolve(name + "-work").toString(),
                    master));
        }
        waitForLines(folder.resolve("master.log"), "Registering worker", 2);

        Process job = start(
                home,
                "job",
                "org.apache.spark.deploy.SparkSubmit",
                submitted(master, disks, results).toArray(String[]::new));
        Path begun = results.resolve("begun-" + RowTable.FILES);
        waitFor(() -> Files.exists(begun) || !job.isAlive(), "the job does not come to its files");
        // With its executor, as a machine that loses its power.
        workers.get(0).descendants().forEach(ProcessHandle::destroyForcibly);
        workers.get(0).destroyForcibly();

        assertTrue(job.waitFor(MOST_SECONDS, TimeUnit.SECONDS), "the job does not end");
        String log = Files.readString(folder.resolve("job.log"));
        assertEquals(0, job.exitValue(), log);
        assertTrue(log.contains("Lost executor"), log);
        for (RowTable table : TABLES) {
            ClusterJob.write(LocalSpark.session(), disks.toString(), table.toString(), folder.resolve("local"));
            List<String> local = lines(folder.resolve("local").resolve(table.toString()));
            List<String> found = lines(results.resolve(table.toString()));
            assertEquals(without(local, found), without(found, local), table::toString);
            assertEquals(local, found, table::toString);
            assertTrue(local.size() > CHAINS, table::toString);
        }
    }

    private static List<String> submitted(String master, Path disks, Path results) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "--master",
                master,
                "--conf",
                "spark.driver.host=" + HOST,
                "--conf",
                "spark.driver.bindAddress=" + HOST,
                "--conf",
                "spark.ui.enabled=false",
                "--conf",
                "spark.executor.memory=512m",
                "--conf",
                "spark.executor.cores=1",
                "--conf",
                "spark.sql.shuffle.partitions=2",
                // Two executors or none: one alone would have all rows before the other came.
                "--conf",
                "spark.scheduler.minRegisteredResourcesRatio=1.0",
                "--conf",
                "spark.scheduler.maxRegisteredResourcesWaitingTime=120s",
                "--conf",
                "spark.cores.max=2",
                "--jars",
                Path.of(System.getProperty("all.jar")).toAbsolutePath().toString(),
                "--class",
                ClusterJob.class.getName(),
                jobJar().toString(),
                disks.toString(),
                results.toString()));
        TABLES.forEach(table -> arguments.add(table.toString()));
        return arguments;
    }

    /** The jar of these tests has the job; no class of the data source is in it. */
    private static Path jobJar() throws IOException {
        Path target = Path.of(System.getProperty("all.jar")).toAbsolutePath().getParent();
        try (Stream<Path> all = Files.list(Objects.requireNonNull(target))) {
            return all.filter(file -> file.toString().endsWith("-tests.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** A folder as Spark is unpacked, of the jars on the class path that are not of this project. */
    private Path sparkHome() throws IOException {
        Path home = folder.resolve("spark");
        Path jars = Files.createDirectories(home.resolve("jars"));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path jar = Path.of(entry).toAbsolutePath().normalize();
            if (entry.endsWith(".jar") && !jar.startsWith(PROJECT)) {
                Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
            }
        }
        return home;
    }

    private Process start(Path home, String name, String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-cp", home.resolve("jars") + "/*"));
        command.addAll(List.of(System.getProperty("spark.opens", "").trim().split("\\s+")));
        command.add(main);
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Files.createDirectories(folder.resolve(name)).toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile());
        builder.environment().put("SPARK_HOME", home.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", HOST);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private static void waitForLines(Path log, String words, int times) throws Exception {
        waitFor(
                () -> Files.readString(log).split(words, -1).length > times,
                times + " lines of " + words + " do not come");
    }

    /** Something that will be so. */
    @FunctionalInterface
    private interface Event {
        boolean isSo() throws IOException;
    }

    private static void waitFor(Event event, String otherwise) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
        while (!event.isSo()) {
            assertTrue(System.nanoTime() < end, otherwise);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static List<String> lines(Path table) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(table)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".json")).toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines.stream().sorted().toList();
    }

    private static List<String> without(List<String> rows, List<String> others) {
        return rows.stream().filter(row -> !others.contains(row)).toList();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
