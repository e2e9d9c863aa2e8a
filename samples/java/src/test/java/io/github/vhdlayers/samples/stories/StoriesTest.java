package io.github.vhdlayers.samples.stories;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.github.vhdlayers.VirtualDisk;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stories on the sample evidence; the Kotlin sample must tell them in the same words. */
class StoriesTest {
    private static final Path EVIDENCE = Path.of("../evidence");
    private static final Path LEAF = EVIDENCE.resolve("leaf.vhd");
    private static final Path CHECKPOINTS = Path.of("../evidence-vhdx/checkpoints.zip");

    @TempDir
    static Path unpacked = Path.of("");

    private static Path checkpoint = Path.of("");

    @TempDir
    Path folder;

    @BeforeAll
    static void unpack() throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(CHECKPOINTS)) {
            for (String name : List.of("base.vhdx", "middle.avhdx", "leaf.avhdx")) {
                Files.copy(zip.getPath(name), unpacked.resolve(name));
            }
        }
        checkpoint = unpacked.resolve("leaf.avhdx");
    }

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);

    @Test
    void printsAChain() throws IOException {
        PrintChain.printChain(LEAF, PrintChain.sameNameIn(EVIDENCE), out);
        assertSaid("chain.txt");
    }

    @Test
    void printsAChainOfCheckpoints() throws IOException {
        PrintChain.printChain(checkpoint, PrintChain.sameNameIn(unpacked), out);
        assertSaid("vhdx-chain.txt");
    }

    @Test
    void printsTheOtherStoriesOfCheckpoints() throws IOException {
        WhoOwnsWhat.whoOwnsWhat(checkpoint, out);
        WhatChanged.whatChanged(checkpoint, out);
        ChangedFiles.changedFiles(checkpoint, out);
        assertSaid("vhdx-stories.txt");
        Path ofVhd = folder.resolve("vhd.raw");
        Path ofVhdx = folder.resolve("vhdx.raw");
        CopyPartition.copyPartition(LEAF, 1, ofVhd, 0);
        CopyPartition.copyPartition(checkpoint, 1, ofVhdx, 0);
        assertEquals(-1, Files.mismatch(ofVhd, ofVhdx));
    }

    @Test
    void printsWhatIsMissing() throws IOException {
        PrintChain.printChain(LEAF, PrintChain.sameNameIn(folder), out);
        assertSaid("orphan.txt");
    }

    @Test
    void printsTheOwnersOfSectors() throws IOException {
        WhoOwnsWhat.whoOwnsWhat(LEAF, out);
        assertSaid("owners.txt");
    }

    @Test
    void printsWhatChanged() throws IOException {
        WhatChanged.whatChanged(LEAF, out);
        assertSaid("changed.txt");
    }

    @Test
    void printsTheFilesThatTheLeafChanged() throws IOException {
        ChangedFiles.changedFiles(LEAF, out);
        assertSaid("files.txt");
    }

    @Test
    void copiesAPartitionAsALayerLeftIt() throws IOException {
        Path now = folder.resolve("now.raw");
        Path before = folder.resolve("before.raw");
        assertEquals(8064 * 512, CopyPartition.copyPartition(LEAF, 1, now, 0));
        assertEquals(8064 * 512, CopyPartition.copyPartition(LEAF, 1, before, 1));
        // Sector 129 of the disk, a line of the account, is the first that the leaf changed.
        assertEquals(1, Files.mismatch(now, before) / 512);
    }

    @Test
    void printsAFileAsALayerLeftIt() throws IOException {
        ReadFile.readFile(LEAF, "/letters/offer.txt", 1, out);
        assertSaid("offer.txt");
        assertThrows(FileNotFoundException.class, () -> ReadFile.readFile(LEAF, "/letters/offer.txt", 0, out));
    }

    @Test
    void opensAChainInAnArchive() throws IOException {
        Path archive = folder.resolve("evidence.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (String name : List.of("leaf.vhd", "base.vhd", "middle.vhd", "README.md")) {
                zip.putNextEntry(new ZipEntry("case/" + name));
                Files.copy(EVIDENCE.resolve(name), zip);
            }
        }
        DiskInZip.diskInZip(archive, "case/leaf.vhd", out);
        assertSaid("zip.txt");
    }

    @Test
    void copiesWhatIsKnownOfAnOrphan() throws IOException {
        Path alone = Files.copy(LEAF, folder.resolve("leaf.vhd"));
        Path target = folder.resolve("known.raw");
        OrphanCopy.orphanCopy(alone, target, out);
        assertSaid("known.txt");
        assertEquals((byte) 0xFE, Files.readAllBytes(target)[0]);
        OrphanCopy.orphanCopy(EVIDENCE.resolve("README.md"), target, out);
        assertTrue(said.toString(StandardCharsets.UTF_8).contains("NO_FOOTER: "), said::toString);
    }

    @Test
    void printsWhatIsOddAndWhatToDo() throws IOException {
        byte[] leaf = Files.readAllBytes(LEAF);
        Path damaged = folder.resolve("damaged.vhd");
        leaf[8]++; // a byte of the footer's copy, which its checksum covers
        Files.write(damaged, leaf);
        Files.copy(EVIDENCE.resolve("middle.vhd"), folder.resolve("middle.vhd"));
        Files.copy(EVIDENCE.resolve("base.vhd"), folder.resolve("base.vhd"));
        WhatIsOdd.whatIsOdd(LEAF, out);
        WhatIsOdd.whatIsOdd(damaged, out);
        Files.delete(folder.resolve("base.vhd"));
        WhatIsOdd.whatIsOdd(damaged, out);
        WhatIsOdd.whatIsOdd(EVIDENCE.resolve("README.md"), out);
        WhatIsOdd.whatIsOdd(folder.resolve("gone.vhd"), out);
        assertSaid("odd.txt");
    }

    @Test
    void servesRanges() throws IOException, InterruptedException {
        try (VirtualDisk disk = VirtualDisk.open(LEAF)) {
            HttpServer server = ServeDisk.serve(disk, 0);
            try {
                URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/disk");
                HttpClient client = HttpClient.newHttpClient();
                HttpRequest sector = HttpRequest.newBuilder(uri)
                        .header("Range", "bytes=510-511")
                        .build();
                HttpResponse<byte[]> answer = client.send(sector, HttpResponse.BodyHandlers.ofByteArray());
                assertEquals(206, answer.statusCode());
                assertArrayEquals(new byte[] {0x55, (byte) 0xAA}, answer.body());
                HttpRequest past = HttpRequest.newBuilder(uri)
                        .header("Range", "bytes=" + disk.size() + "-")
                        .build();
                assertEquals(
                        416,
                        client.send(past, HttpResponse.BodyHandlers.discarding())
                                .statusCode());
            } finally {
                server.stop(0);
            }
        }
    }

    @Test
    void refusesAPartitionThatIsNotThere() {
        Path target = folder.resolve("none.raw");
        assertThrows(IllegalArgumentException.class, () -> CopyPartition.copyPartition(LEAF, 7, target, 0));
    }

    private void assertSaid(String file) throws IOException {
        assertEquals(Files.readString(Path.of("src/test/resources", file)), said.toString(StandardCharsets.UTF_8));
    }
}
