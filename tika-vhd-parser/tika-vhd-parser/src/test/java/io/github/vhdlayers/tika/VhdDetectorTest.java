package io.github.vhdlayers.tika;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.FooterForm;
import io.github.vhdlayers.testkit.SectorContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.tika.detect.DefaultDetector;
import org.apache.tika.detect.Detector;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Detection beside Tika's own detectors, as every host of Tika has them. */
class VhdDetectorTest {
    private static final int DISK_BYTES = 3 << 20;
    private static final MediaType VHD = MediaType.application("x-vhd");
    private static final MediaType RAW = MediaType.application("x-raw-disk-image");
    private static final MediaType VHDL = MediaType.parse("text/x-vhdl");
    private static final List<String> NAMES = List.of("disk.vhd", "disk.avhd", "disk.bin", "DISK.VHD", "disk");
    /** What a fixed disk begins with; none of it is text. */
    private static final Map<String, Consumer<byte[]>> BINARY_CONTENTS = Map.of(
            "zeros", disk -> {},
            "noise", disk -> fill(disk, SectorContent.pattern(7)),
            "MBR", disk -> sign(disk, 0x1BE),
            "NTFS",
                    disk -> {
                        put(disk, 0, "\u00EBR\u0090NTFS    ");
                        sign(disk, 0);
                    },
            "ISO 9660", disk -> put(disk, 32769, "CD001"),
            "zip", disk -> put(disk, 0, "PK\u0003\u0004\u0014\0\0\0"));

    private final Detector tika = new DefaultDetector();

    @TempDir(factory = KeptFolder.class)
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    static Stream<Arguments> fixedDisks() {
        return NAMES.stream().flatMap(name -> BINARY_CONTENTS.keySet().stream().map(what -> Arguments.of(name, what)));
    }

    @ParameterizedTest
    @MethodSource("fixedDisks")
    void detectsAFixedDiskByTheEndOfItsFile(String name, String content) throws Exception {
        assertEquals(VHD, detectFile(name, fixed(content, FooterForm.FULL)));
        assertEquals(VHD, detectFile(name, fixed(content, FooterForm.SHORT_511)));
    }

    @ParameterizedTest
    @MethodSource("fixedDisks")
    void detectsAFixedDiskInAStreamByItsName(String name, String content) throws Exception {
        boolean named = !List.of("disk.bin", "disk").contains(name);
        byte[] disk = fixed(content, FooterForm.FULL);
        assertEquals(named, VHD.equals(detectStream(name, disk)), "spooled only where it can pay");
    }

    @ParameterizedTest
    @CsvSource({
        "vhdxfile, 0, application/x-vhdx",
        "QFI\u00FB, 0, application/x-qemu-disk",
        "KDMV, 0, application/x-vmdk",
        "'PK\u0003\u0004\u0014', 0, application/zip",
        "CD001, 32769, application/x-iso9660-image",
        "nothing that is known, 77, application/x-raw-disk-image",
    })
    void aBinaryFileThatIsNoDiskIsNeverVhdl(String bytes, int at, String expected) throws Exception {
        byte[] file = new byte[100_000];
        put(file, at, bytes);
        for (String name : List.of("disk.vhd", "DISK.VHD", "disk.vhdl")) {
            assertEquals(MediaType.parse(expected), detectFile(name, file), name);
            assertEquals(MediaType.parse(expected), detectStream(name, file), name);
        }
    }

    @Test
    void evidenceOfExpertWitnessNamedLikeAVhdIsNoSource() throws Exception {
        byte[] file = new byte[5_000];
        put(file, 0, "EVF\t\r\n\u00FF\0");
        assertNotEquals("text", detectFile("disk.vhd", file).getType());
    }

    @Test
    void sourceInUtf16StaysSource() throws Exception {
        String line = "\uFEFFentity adder is port (a, b : in bit); end adder;\n";
        byte[] source = line.repeat(20).getBytes(UTF_16LE);
        assertEquals(VHDL, detectFile("adder.vhd", source));
    }

    @Test
    void detectsASplitImageByItsLastPiece() throws Exception {
        byte[] disk = fixed("zeros", FooterForm.FULL);
        Files.write(folder.resolve("split.v01"), Arrays.copyOfRange(disk, 1_000_000, disk.length));
        assertEquals(VHD, detectFile("split.vhd", Arrays.copyOf(disk, 1_000_000)));
    }

    @Test
    void alsoAPieceOfASplitImageWithoutAnEndIsOneOfADisk() throws Exception {
        byte[] disk = fixed("zeros", FooterForm.FULL);
        byte[] middle = Arrays.copyOfRange(disk, 500_000, 1_000_000);
        Files.write(folder.resolve("split.vhd"), Arrays.copyOf(disk, 500_000));
        Files.write(folder.resolve("split.v02"), Arrays.copyOfRange(disk, 1_000_000, disk.length));
        assertEquals(VHD, detectFile("split.v01", middle));
        assertNotEquals(VHD, detectFile("split.v07", middle));
        assertNotEquals(VHD, detectFile("another.v01", middle));
    }

    @Test
    void detectsAFixedDiskInAFileThatBeginsAsText() throws Exception {
        byte[] disk = fixed("zeros", FooterForm.FULL);
        Arrays.fill(disk, 0, 4096, (byte) 'a');
        assertEquals(VHD, detectFile("disk.vhd", disk));
    }

    @Test
    void detectsDisksByTheCopyOfTheFooterUnderAnyName() throws Exception {
        byte[] dynamic = DiskImage.dynamic(DISK_BYTES).build().toBytes();
        byte[] differencing = DiskImage.differencing(DISK_BYTES).build().toBytes();
        for (String name : NAMES) {
            assertEquals(VHD, detectFile(name, dynamic), name);
            assertEquals(VHD, detectStream(name, dynamic), name);
            assertEquals(VHD, detectFile(name, differencing), name);
            assertEquals(VHD, detectStream(name, differencing), name);
        }
    }

    @Test
    void detectsADiskWithoutTheCopyOfItsFooter() throws Exception {
        byte[] disk = DiskImage.dynamic(DISK_BYTES)
                .footerForm(FooterForm.TAIL_ONLY)
                .build()
                .toBytes();
        assertEquals(VHD, detectFile("disk.bin", disk));
    }

    @Test
    void detectsAFixedDiskWithAWrongChecksum() throws Exception {
        byte[] disk = fixed("MBR", FooterForm.FULL);
        disk[disk.length - 512 + 64] ^= 0x55;
        assertEquals(VHD, detectFile("disk.vhd", disk));
    }

    @Test
    void leavesCookieWithoutFooterAlone() throws Exception {
        byte[] bytes = new byte[4096];
        put(bytes, bytes.length - 512, "conectix");
        assertEquals(MediaType.OCTET_STREAM, detectFile("data.bin", bytes));
    }

    @Test
    void leavesSourceTextAlone() throws Exception {
        byte[] source = "library ieee;\nuse ieee.std_logic_1164.all;\n-- a gate\n"
                .repeat(100)
                .getBytes(ISO_8859_1);
        assertEquals(VHDL, detectFile("gate.vhd", source));
        Metadata metadata = named("gate.vhd");
        try (TikaInputStream stream = TikaInputStream.get(new ByteArrayInputStream(source))) {
            assertEquals(VHDL, tika.detect(stream, metadata));
            assertFalse(stream.hasFile(), "text is not worth a temporary file");
        }
    }

    @Test
    void spoolsStreamOfUnknownNameOnlyIfItsLengthIsKnownAndFits() throws Exception {
        byte[] disk = fixed("MBR", FooterForm.FULL);
        try (TikaInputStream stream = TikaInputStream.get(disk, named("upload"))) {
            assertEquals(VHD, tika.detect(stream, named("upload")));
        }
        try (TikaInputStream stream = TikaInputStream.get(Arrays.copyOf(disk, disk.length - 7), named("upload"))) {
            assertEquals(MediaType.OCTET_STREAM, tika.detect(stream, named("upload")));
            assertFalse(stream.hasFile());
        }
    }

    /** A jump, as a disk begins with, and zeros that never end. */
    private static final class Endless extends InputStream {
        private long read;

        @Override
        public int read() {
            read++;
            return read == 1 ? 0xEB : 0;
        }

        @Override
        public int read(byte[] target, int from, int count) {
            for (int i = 0; i < count; i++) {
                target[from + i] = (byte) read();
            }
            return count;
        }
    }

    @Test
    void aStreamOfUnknownLengthIsLookedThroughAndNotSpooled() throws Exception {
        byte[] disk = fixed("MBR", FooterForm.SHORT_511);
        for (InputStream unknown : List.of(new ByteArrayInputStream(disk), new Endless())) {
            try (TikaInputStream stream = TikaInputStream.get(unknown)) {
                assertEquals(VHD, tika.detect(stream, named("disk.vhd")));
                assertFalse(stream.hasFile());
                assertEquals(0, stream.getPosition());
            }
        }
    }

    @Test
    void spoolsAsItIsSet() throws Exception {
        byte[] disk = fixed("MBR", FooterForm.FULL);
        VhdDetector detector = new VhdDetector();
        assertEquals("likely", detector.getSpoolStreams());
        detector.setSpoolStreams("named");
        assertEquals(MediaType.OCTET_STREAM, detect(detector, disk, "upload"));
        assertEquals(VHD, detect(detector, disk, "upload.vhd"));
        detector.setSpoolStreams("NEVER");
        // Its end is not looked at, and its start is no source.
        assertEquals(RAW, detect(detector, disk, "upload.vhd"));
        assertThrows(IllegalArgumentException.class, () -> detector.setSpoolStreams("sometimes"));
    }

    @Test
    void leavesStreamWhereItStood() throws Exception {
        byte[] disk = fixed("MBR", FooterForm.FULL);
        try (TikaInputStream stream = TikaInputStream.get(new ByteArrayInputStream(disk))) {
            new VhdDetector().detect(stream, named("disk.vhd"));
            assertArrayEquals(disk, stream.readAllBytes());
        }
    }

    @Test
    void neverThrows() throws IOException {
        VhdDetector detector = new VhdDetector();
        assertEquals(MediaType.OCTET_STREAM, detector.detect(null, new Metadata()));
        InputStream broken = new InputStream() {
            @Override
            public boolean markSupported() {
                return true;
            }

            @Override
            public int read(byte[] into, int at, int length) throws IOException {
                return read();
            }

            @Override
            public int read() throws IOException {
                throw new IOException("broken on purpose");
            }
        };
        assertEquals(MediaType.OCTET_STREAM, detector.detect(broken, named("disk.vhd")));
        try (TikaInputStream stream = TikaInputStream.get(broken)) {
            assertEquals(MediaType.OCTET_STREAM, detector.detect(stream, named("disk.vhd")));
        }
        for (int length : new int[] {0, 1, 511, 512, 513}) {
            MediaType expected = length == 0 ? MediaType.OCTET_STREAM : RAW;
            assertEquals(expected, detect(new VhdDetector(), new byte[length], "a.vhd"));
        }
    }

    /** A detector may write a stream to a temporary file, which is there until the stream is closed. */
    private static MediaType detect(VhdDetector detector, byte[] bytes, String name) throws IOException {
        try (TikaInputStream stream = TikaInputStream.get(bytes)) {
            return detector.detect(stream, named(name));
        }
    }

    private MediaType detectFile(String name, byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve(name), bytes);
        Metadata metadata = named(name);
        try (TikaInputStream stream = TikaInputStream.get(file, metadata)) {
            return tika.detect(stream, metadata);
        }
    }

    private MediaType detectStream(String name, byte[] bytes) throws IOException {
        try (TikaInputStream stream = TikaInputStream.get(new ByteArrayInputStream(bytes))) {
            return tika.detect(stream, named(name));
        }
    }

    private static Metadata named(String name) {
        Metadata metadata = new Metadata();
        metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
        return metadata;
    }

    private static byte[] fixed(String content, FooterForm form) {
        byte[] disk = new byte[DISK_BYTES];
        Objects.requireNonNull(BINARY_CONTENTS.get(content)).accept(disk);
        return DiskImage.fixed(DISK_BYTES)
                .own(0, DISK_BYTES / 512, SectorContent.bytes(disk, 0))
                .footerForm(form)
                .build()
                .toBytes();
    }

    private static void fill(byte[] disk, SectorContent content) {
        for (int sector = 0; sector < disk.length / 512; sector++) {
            content.fill(sector, disk, sector * 512);
        }
    }

    private static void put(byte[] bytes, int at, String text) {
        byte[] encoded = text.getBytes(ISO_8859_1);
        System.arraycopy(encoded, 0, bytes, at, encoded.length);
    }

    private static void sign(byte[] disk, int entry) {
        if (entry > 0) {
            disk[entry + 4] = 7;
        }
        disk[510] = 0x55;
        disk[511] = (byte) 0xAA;
    }
}
