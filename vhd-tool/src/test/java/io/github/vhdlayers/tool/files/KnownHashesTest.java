package io.github.vhdlayers.tool.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.vhdlayers.internal.export.HashAlgorithm;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.InteropTools;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.testkit.TestChain;
import io.github.vhdlayers.tool.FilesCommandTest;
import io.github.vhdlayers.tool.TestDisks;
import io.github.vhdlayers.tool.ToolRun;
import io.github.vhdlayers.tool.output.ExitCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hashes of files, and lists of known ones. */
class KnownHashesTest {
    private static final String LEAF = "../samples/evidence/leaf.vhd";
    private static final String PLAN = "372cbc2c7050bf3758c31720f928423765cc2f3d4211a6594e5f3094f4ddc54d";
    private static final String PLAN_SHA1 = "5a6a50aff1966369b6af234836bf5cdd153438b3";
    private static final String PLAN_MD5 = "e24a4f4906e0ed59f98eaae55f25c1a8";

    @TempDir
    Path folder;

    @BeforeEach
    void needsALibrary() throws Exception {
        FilesCommandTest.needsALibrary();
    }

    private Path list(String text) throws Exception {
        return Files.writeString(Files.createTempFile(folder, "list", ".txt"), text, StandardCharsets.ISO_8859_1);
    }

    private static Set<String> known(Object... lists) throws Exception {
        List<Object> arguments = new ArrayList<>(List.of("files", LEAF, "--json"));
        for (Object list : lists) {
            arguments.add("--known");
            arguments.add(list);
        }
        Set<String> known = new TreeSet<>();
        int unlisted = 0;
        for (JsonNode file : new ObjectMapper()
                .readTree(ToolRun.of(arguments.toArray()).well().bytes())
                .get("files")) {
            assertTrue(file.get("md5").isNull() && file.get("sha256").isNull());
            if (file.get("known").isNull()) {
                assertTrue(
                        Set.of("directory", "virtual").contains(file.get("kind").asText()), file.toString());
            } else if (file.get("known").booleanValue()) {
                known.add(file.get("path").textValue());
            } else {
                unlisted++;
            }
        }
        assertTrue(unlisted > 3, "others are not known");
        return known;
    }

    @Test
    void hashesAreThoseOfTheContentsInEveryFormat() throws Exception {
        String letter = "2fe2d115a30535db5cf3dc4ca7dafb674f63d0be8d3eec0805e60f4a9f8f3ac9";
        String text = ToolRun.of("files", LEAF, "--hash", "sha256,MD5").well().out();
        assertTrue(text.contains("/plan.html\n  md5 " + PLAN_MD5 + "\n  sha256 " + PLAN + "\n"), text);
        assertTrue(
                text.contains("/letters/offer.txt\n  md5 41c23dc5095acd5accb035c363de64fc\n  sha256 " + letter), text);
        String csv = ToolRun.of("files", LEAF, "--hash", "sha1", "--format", "csv")
                .well()
                .out();
        assertTrue(csv.contains("," + PLAN_SHA1 + ",,\n"), csv);
        String body = ToolRun.of("files", LEAF, "--hash", "md5", "--format", "bodyfile")
                .out();
        assertTrue(body.contains("\n" + PLAN_MD5 + "|/plan.html (layer 0"), body);
        for (JsonNode file : new ObjectMapper()
                .readTree(ToolRun.of("files", LEAF, "--hash", "sha1", "--json").bytes())
                .get("files")) {
            boolean isFile = Set.of("file", "system").contains(file.get("kind").textValue());
            assertEquals(!isFile, file.get("sha1").isNull(), file.toString());
            assertTrue(file.get("known").isNull());
        }
        ToolRun.of("files", LEAF, "--hash", "sha3").failed(2, "--hash sha3 is none of");
    }

    @Test
    void hashesNoContentThatCannotBeRead() throws Exception {
        byte[] whole = ToolRun.of("cat", LEAF).bytes();
        SectorContent content = SectorContent.bytes(whole, 0);
        // All of the sample but two sectors in the middle of /plan.html, which only a missing parent has.
        DiskImage orphan = DiskImage.differencing(whole.length)
                .parent(DiskImage.dynamic(whole.length).build())
                .own(0, 319, content)
                .own(321, whole.length / 512 - 321, content)
                .build();
        Path leaf = TestDisks.write(TestChain.of(orphan), folder);
        ToolRun run = ToolRun.of("files", leaf, "--orphan", "--json", "--hash", "sha256", "--known", list(PLAN));
        assertEquals(9, run.code());
        assertTrue(run.err().contains("/plan.html: no hash: "), run.err());
        int others = 0;
        for (JsonNode file : new ObjectMapper().readTree(run.bytes()).get("files")) {
            if (file.get("path").textValue().equals("/plan.html")) {
                assertTrue(file.get("sha256").isNull() && file.get("known").isNull(), file.toString());
            } else if (file.get("kind").textValue().equals("file")) {
                assertEquals(64, file.get("sha256").textValue().length());
                others++;
            }
        }
        assertTrue(others >= 4);
    }

    @Test
    void everyKindOfListIsUnderstood() throws Exception {
        Set<String> plan = Set.of("/plan.html");
        assertEquals(plan, known(list("# mine\n\n" + PLAN + "\n")));
        assertEquals(plan, known(list(PLAN.toUpperCase(Locale.ROOT) + "\r\n")));
        assertEquals(plan, known(list(PLAN + "  other name\n" + "0".repeat(64) + " *x\n")));
        assertEquals(plan, known(list("\\" + PLAN + "  line\\nbreak\n")));
        assertEquals(plan, known(list("SHA256 (a (b) = c) = " + PLAN + "\nSHA1 (x) = " + "1".repeat(40) + "\n")));
        assertEquals(plan, known(list(PLAN_MD5)));
        assertEquals(plan, known(list("\u00EF\u00BB\u00BF" + PLAN_SHA1 + "\n")));
        assertEquals(
                plan,
                known(list(
                        "\"SHA-1\",\"MD5\",\"CRC32\",\"FileName\",\"FileSize\",\"ProductCode\",\"OpSystemCode\",\"SpecialCode\"\r\n"
                                + "\"" + "2".repeat(40) + "\",\"" + "3".repeat(32)
                                + "\",\"00000000\",\"a, \"\"b\"\".txt\",1,2,\"W\",\"\"\r\n"
                                + "\"" + PLAN_SHA1.toUpperCase(Locale.ROOT) + "\",\"" + "4".repeat(32)
                                + "\",\"00000000\",\"\u00fc\",1940,2,\"W\",\"\"\r\n")));
        assertEquals(plan, known(list("crc32,md5,sha1,sha256,name\n0," + "5".repeat(32) + ",," + PLAN + ",x\n")));
        assertEquals(
                Set.of("/plan.html", "/letters/offer.txt"),
                known(list(PLAN), list("41c23dc5095acd5accb035c363de64fc  offer\n")));
    }

    @Test
    void aListThatIsNotUnderstoodIsAnErrorThatNamesTheLine() throws Exception {
        for (String bad : List.of("not a hash", PLAN + "0", PLAN.substring(1), "sha256,name\nx,y", "SHA256 (a) = 12")) {
            ToolRun.of("files", LEAF, "--known", list(PLAN + "\n" + bad + "\n"))
                    .failed(2, "--known", "line 2", "has no MD5");
        }
        ToolRun.of("files", LEAF, "--known", list("name,sha256\nx,y\n")).failed(2, "line 2");
        ToolRun.of("files", LEAF, "--known", list("")).failed(2, "has no hash");
        ToolRun.of("files", LEAF, "--known", list("# nothing\n")).failed(2, "has no hash");
        ToolRun.of("files", LEAF, "--known", folder.resolve("none")).failed(7, "none");
        byte[] noise = new byte[3 << 20];
        new Random(4).nextBytes(noise);
        Path binary = Files.write(folder.resolve("binary"), noise);
        ToolRun.of("files", LEAF, "--known", binary).failed(2, "line 1");
    }

    @Test
    void aDatabaseIsNamedWithTheCommandThatMakesAListOfIt() throws Exception {
        String missing = InteropTools.missing("sqlite3");
        Assumptions.assumeTrue(missing.isEmpty(), missing);
        String sum = PLAN.toUpperCase(Locale.ROOT);
        Path database = folder.resolve("RDS_minimal.db");
        InteropTools.run(
                        folder,
                        "sqlite3",
                        database.toString(),
                        "CREATE TABLE FILE (sha256 VARCHAR NOT NULL, sha1 VARCHAR NOT NULL, md5 VARCHAR NOT NULL, file_name VARCHAR NOT NULL,"
                                + " file_size INTEGER NOT NULL, package_id INTEGER NOT NULL);"
                                + " INSERT INTO FILE VALUES ('" + sum + "', '', '', 'plan.html', 1940, 1),"
                                + " ('" + sum + "', '', '', 'copy.html', 1940, 2);")
                .requireSuccess();
        ToolRun refused = ToolRun.of("files", LEAF, "--known", database);
        refused.failed(ExitCode.USAGE, "is an SQLite database");
        Matcher command = Pattern.compile("(sqlite3 \".* > known.txt)").matcher(refused.err());
        assertTrue(command.find(), refused::err);
        InteropTools.run(folder, "sh", "-c", "cd " + folder + " && " + command.group(1))
                .requireSuccess();
        String found = ToolRun.of("files", LEAF, "--known", folder.resolve("known.txt"), "--path", "*.html")
                .well()
                .out();
        assertTrue(found.contains("\n  known\n"), found);
    }

    @Test
    void whichFilesAreKnownIsSaidInTextToo() throws Exception {
        String text = ToolRun.of("files", LEAF, "--known", list(PLAN)).well().out();
        assertTrue(text.contains("/plan.html\n  known\n"), text);
        assertTrue(text.contains("/handbook.txt\n  not known\n"), text);
    }

    @Test
    void hashesAreFoundInUnsortedLists() {
        for (HashAlgorithm algorithm : HashAlgorithm.values()) {
            int length = algorithm.digest().getDigestLength();
            for (int count : new int[] {0, 1, 31, 33, 5000, 70_000}) {
                SortedHashes hashes = new SortedHashes(length, 1L << 30);
                Set<String> added = new TreeSet<>();
                Random random = new Random(count);
                byte[] hash = new byte[length];
                for (int i = 0; i < count; i++) {
                    random.nextBytes(hash);
                    if (i % 3 == 0) {
                        // Many that begin alike, and some twice.
                        Arrays.fill(hash, 0, length - 2, (byte) (i % 2));
                    }
                    added.add(HexFormat.of().formatHex(hash));
                    assertTrue(hashes.add(hash));
                }
                hashes.sort();
                added.stream()
                        .limit(3000)
                        .forEach(
                                one -> assertTrue(hashes.contains(HexFormat.of().parseHex(one)), one));
                for (int i = 0; i < 3000; i++) {
                    random.nextBytes(hash);
                    assertEquals(added.contains(HexFormat.of().formatHex(hash)), hashes.contains(hash));
                }
            }
        }
    }

    @Test
    void moreHashesThanFitAreRefused() {
        SortedHashes hashes = new SortedHashes(20, 24 * 1000);
        byte[] hash = new byte[20];
        for (int i = 0; i < 1000; i++) {
            hash[19] = (byte) i;
            assertTrue(hashes.add(hash));
        }
        assertFalse(hashes.add(hash));
        assertEquals(1000, hashes.count());
        hashes.sort();
        assertTrue(hashes.contains(hash));
        assertNull(FileHashes.NONE.get(HashAlgorithm.MD5));
    }
}
