package io.github.vhdlayers.internal.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.diag.CorruptVhdException;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.diag.NotVhdException;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.FooterForm;
import io.github.vhdlayers.testkit.Layout;
import io.github.vhdlayers.testkit.Mutations;
import io.github.vhdlayers.testkit.SectorContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Whether what is odd about a VHD is reported with the values that are in it, and the place where they are. */
class VhdFindingsTest {
    private static final int SECTOR = 512;
    private static final int BLOCK = 4096;
    private static final int HEADER = 512;
    private static final byte[] BASE_ID = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

    /** Eight blocks, of which the file has the first three. */
    private static final DiskImage DISK = DiskImage.dynamic(64 * SECTOR)
            .blockSize(BLOCK)
            .layout(Layout.COMPACT)
            .own(0, 20, SectorContent.pattern(1))
            .build();

    private static final int TAIL = (int) DISK.positions().tailOffset();
    private static final int TABLE = (int) DISK.positions().tableOffset();

    @Test
    void namesFieldsOfTheFooter() throws IOException {
        assertFound(both(8, 0), "FOOTER_FIELD hard disk footer @8: features: expected 0x2 or 0x3, found 0x0");
        assertFound(both(8, 0x12), "FOOTER_FIELD hard disk footer @8: features: expected 0x2 or 0x3, found 0x12");
        assertFound(both(8, 3), "TEMPORARY_DISK hard disk footer @8: bit 0 of the features is set");
        assertFound(
                both(8, 0x11),
                "FOOTER_FIELD hard disk footer @8: features: expected 0x2 or 0x3, found 0x11",
                "TEMPORARY_DISK hard disk footer @8: bit 0 of the features is set");
        assertFound(both(24, 0), "CREATION_TIME_MISSING hard disk footer @24: timestamp is 0");
        assertFound(both(40, 1), "DISK_RESIZED hard disk footer @40: original size 4295000064, current size 32768");
        assertFound(
                both(56, 0x00020304),
                "GEOMETRY_DIFFERS hard disk footer @56: 2/3/4 is 12288 bytes, the current size" + " is 32768");
        assertFound(both(84, 0x05000000), "SAVED_STATE hard disk footer @84: saved state is 5");
        assertFound(both(84, 0x00070000), "HIDDEN_DISK hard disk footer @85: the byte that Xen uses is 7");
        assertFound(both(84, 0x00000102), "FOOTER_RESERVED hard disk footer @86: 2 reserved bytes are not zero");
        assertFound(both(508, 3), "FOOTER_RESERVED hard disk footer @86: 1 reserved bytes are not zero");
    }

    @Test
    void acceptsGeometriesOfTheSizeOrOfTheFormerSize() throws IOException {
        // Of the disk's 64 sectors by multiplication, and of 1 GiB, from which it was made smaller, by the algorithm.
        assertFound(both(56, 0x00040404));
        byte[] resized = DiskImage.dynamic(64 * SECTOR)
                .blockSize(BLOCK)
                .originalSize(1L << 30)
                .geometry(2080, 16, 63)
                .build()
                .toBytes();
        assertEquals(
                List.of("DISK_RESIZED hard disk footer @40: original size 1073741824, current size 32768"),
                relative(resized));
    }

    @Test
    void namesAnIdThatIsMissing() throws IOException {
        byte[] bytes = DISK.toBytes();
        Arrays.fill(bytes, 68, 84, (byte) 0);
        Arrays.fill(bytes, TAIL + 68, TAIL + 84, (byte) 0);
        assertFound(Mutations.fixChecksums(bytes), "UNIQUE_ID_MISSING hard disk footer @68: unique id is all zeros");
    }

    @Test
    void namesTheCookieThatXenWritesWhileItWorks() throws IOException {
        byte[] bytes = DISK.toBytes();
        byte[] poison = {'v', '_', 'p', 'o', 'i', 's', 'o', 'n'};
        System.arraycopy(poison, 0, bytes, 0, 8);
        System.arraycopy(poison, 0, bytes, TAIL, 8);
        seal(bytes, 0);
        seal(bytes, TAIL);
        assertFound(bytes, "POISONED hard disk footer @0: the cookie is \"v_poison\"");
    }

    @Test
    void saysWhichFooterIsMissingOrShort() throws IOException {
        byte[] bytes = DISK.toBytes();
        byte[] cut = Arrays.copyOf(bytes, TAIL);
        assertEquals(
                List.of("FOOTER_TAIL_MISSING hard disk footer @" + (TAIL - 512) + ": none at the end of the file's "
                        + TAIL + " bytes; the copy at the start is used"),
                found(cut));
        byte[] headless = bytes.clone();
        Arrays.fill(headless, 0, 512, (byte) 0);
        assertEquals(
                List.of("FOOTER_COPY_DAMAGED footer copy @0: no \"conectix\" at the start of the file"),
                found(headless));
        DiskImage old = DISK.toBuilder().footerForm(FooterForm.SHORT_511).build();
        long at = old.positions().tailOffset();
        assertEquals(
                List.of("FOOTER_511_BYTES hard disk footer @" + at + ": 511 bytes at the end of the file"),
                found(old.toBytes()));
    }

    @Test
    void countsWhatFollowsAFooter() throws IOException {
        DiskImage image = DISK.toBuilder().trailingJunk(700).build();
        byte[] bytes = image.toBytes();
        long at = image.positions().tailOffset();
        assertEquals(List.of("FOOTER_NOT_AT_END hard disk footer @" + at + ": 700 bytes follow it"), found(bytes));
        // It is looked for in the last bytes alone, and needs all of its own there.
        assertEquals(
                List.of("FOOTER_NOT_AT_END hard disk footer @" + at + ": 700 bytes follow it"),
                found(
                        bytes,
                        Limits.defaults().toBuilder()
                                .maxFooterScanBytes(700 + 512)
                                .build()));
        assertEquals(
                List.of("FOOTER_TAIL_MISSING hard disk footer @" + (bytes.length - 512)
                        + ": none at the end of the file's " + bytes.length
                        + " bytes; the copy at the start is used"),
                found(
                        bytes,
                        Limits.defaults().toBuilder()
                                .maxFooterScanBytes(700 + 511)
                                .build()));
    }

    @Test
    void findsTheFooterOfAFixedDiskBeforeOtherBytes() throws IOException {
        byte[] fixed = DiskImage.fixed(8 * SECTOR).trailingJunk(700).build().toBytes();
        assertEquals(List.of("FOOTER_NOT_AT_END hard disk footer @4096: 700 bytes follow it"), found(fixed));
        // A footer that is in the wrong place for its disk belongs to a disk that is stored in the file.
        byte[] inner = Arrays.copyOfRange(fixed, SECTOR, fixed.length);
        assertThrows(NotVhdException.class, () -> found(inner));
        byte[] first = Arrays.copyOfRange(fixed, 8 * SECTOR, fixed.length);
        assertThrows(NotVhdException.class, () -> found(first));
    }

    @Test
    void passesOverFootersOfOtherDisks() throws IOException {
        DiskImage image = DISK.toBuilder().trailingJunk(700).build();
        byte[] bytes = image.toBytes();
        int at = (int) image.positions().tailOffset();
        bytes[at + 68] ^= 1;
        seal(bytes, at);
        assertEquals(
                List.of("FOOTER_TAIL_MISSING hard disk footer @" + (bytes.length - 512)
                        + ": none at the end of the file's " + bytes.length
                        + " bytes; the copy at the start is used"),
                found(bytes));
        seal(bytes, at);
        bytes[at + 68] ^= 1;
        assertEquals(1, found(bytes).size(), "its checksum is wrong");
    }

    @Test
    void readsAFooterAlone() throws IOException {
        byte[] footer = Arrays.copyOfRange(DiskImage.fixed(8 * SECTOR).build().toBytes(), 8 * SECTOR, 9 * SECTOR);
        assertEquals(
                List.of("FIXED_LENGTH_DIFFERS hard disk footer @48: current size is 4096 bytes, before the footer there"
                        + " are 0: the rest cannot be read"),
                found(footer));
        try (VhdFile file = VhdFile.open(source(footer))) {
            assertNull(file.headFooter(), "it is no copy of itself");
        }
    }

    @Test
    void takesNoFooterOfAFixedDiskForACopy() {
        byte[] bytes = new byte[4096];
        System.arraycopy(DiskImage.fixed(8 * SECTOR).build().toBytes(), 8 * SECTOR, bytes, 0, 512);
        assertThrows(NotVhdException.class, () -> found(bytes));
    }

    @Test
    void takesNoFooterWithoutAnIdForACopy() throws IOException {
        byte[] bytes =
                DiskImage.fixed(8 * SECTOR).uniqueId(new byte[16]).build().toBytes();
        System.arraycopy(bytes, 8 * SECTOR, bytes, 0, 512);
        assertEquals(
                "FIXED_WITH_LEADING_FOOTER hard disk footer @0: \"conectix\" at the start of a fixed disk's data",
                found(bytes).get(0));
    }

    @Test
    void namesCookiesThatDiffer() throws IOException {
        byte[] bytes = DISK.toBytes();
        System.arraycopy(new byte[] {'v', '_', 'p', 'o', 'i', 's', 'o', 'n'}, 0, bytes, 0, 8);
        seal(bytes, 0);
        assertEquals(
                List.of("FOOTER_COPIES_DIFFER hard disk footer @" + TAIL
                        + ": at the end / at the start: cookie 0x636f6e6563746978 / 0x765f706f69736f6e"),
                found(bytes));
    }

    @Test
    void namesACopyThatWasMarkedHidden() throws IOException {
        byte[] bytes = DISK.toBuilder()
                .creator("tap\0", 0x0001_0001, "\0\0\0\0")
                .build()
                .toBytes();
        bytes[85] = 1;
        assertEquals(
                List.of(
                        "HIDDEN_DISK footer copy @85: the byte that Xen uses is 1, in the copy alone and without a checksum"),
                found(bytes));
    }

    @Test
    void readsPathsAsTheirPlatformsWriteThem() throws IOException {
        DiskImage child = DiskImage.differencing(64 * SECTOR)
                .blockSize(BLOCK)
                .layout(Layout.COMPACT)
                .parentUniqueId(BASE_ID)
                .locator(0, "MacX", "file:///a%20b\0rest".getBytes(StandardCharsets.UTF_8))
                .locator(1, "Wi2r", ".\\b.vhd".getBytes(StandardCharsets.US_ASCII))
                .locator(2, "Wi2k", "\0C:".getBytes(StandardCharsets.US_ASCII))
                .locator(3, "W2ku", "C:\\c.vhd".getBytes(StandardCharsets.UTF_16LE))
                .build();
        byte[] bytes = child.toBytes();
        try (VhdFile file = VhdFile.open(source(bytes))) {
            assertEquals(
                    List.of("MACX file:///a b", "WI2R .\\b.vhd", "WI2K ", "W2KU C:\\c.vhd"),
                    file.locatorPaths().stream()
                            .map(path -> path.platform() + " " + path.text())
                            .toList());
        }
        // A path may begin the file, or end it.
        int place = HEADER + 576 + 3 * 24 + 16;
        for (int at : new int[] {0, bytes.length - 16}) {
            ByteBuffer.wrap(bytes).putLong(place, at);
            try (VhdFile file = VhdFile.open(source(Mutations.fixChecksums(bytes)))) {
                assertEquals(4, file.locatorPaths().size());
            }
        }
        try (VhdFile file = VhdFile.open(
                source(child.toBytes()),
                FileOptions.of(Limits.defaults().toBuilder().maxLocatorBytes(18).build()))) {
            assertEquals(4, file.locatorPaths().size());
        }
    }

    @Test
    void showsStoredAndComputedChecksums() throws IOException {
        int[] places = {TAIL, 0, HEADER};
        int[] fields = {64, 64, 36};
        int[] lengths = {512, 512, 1024};
        String[] openings = {
            "FOOTER_CHECKSUM hard disk footer", "FOOTER_COPY_DAMAGED footer copy", "HEADER_CHECKSUM dynamic header"
        };
        for (int i = 0; i < places.length; i++) {
            byte[] bytes = DISK.toBytes();
            int at = places[i] + fields[i];
            int right = ByteBuffer.wrap(bytes).getInt(at);
            assertEquals(right, sum(bytes, places[i], lengths[i], fields[i]));
            ByteBuffer.wrap(bytes).putInt(at, 0xABCD);
            assertEquals(
                    List.of(String.format(
                            Locale.ROOT,
                            "%s @%d: checksum is 0x0000abcd, that of the bytes is 0x%08x",
                            openings[i],
                            at,
                            right)),
                    found(bytes));
        }
    }

    @Test
    void listsInWhatFootersDiffer() throws IOException {
        DiskImage base = DISK.toBuilder()
                .creator("win ", 0x000A_0000, "Wi2k")
                .timestamp(600_000_000)
                .uniqueId(BASE_ID)
                .geometry(4, 4, 4)
                .build();
        byte[] bytes = base.toBytes();
        ByteBuffer head = ByteBuffer.wrap(bytes);
        head.putInt(8, 3).putInt(12, 0x0001_0001).putInt(24, 600_000_001).putInt(28, 0x76706320);
        head.putLong(40, 1024)
                .putInt(56, 0x00020410)
                .put(84, (byte) 1)
                .put(85, (byte) 2)
                .put(90, (byte) 3);
        seal(bytes, 0);
        assertEquals(
                List.of("FOOTER_COPIES_DIFFER hard disk footer @" + TAIL
                        + ": at the end / at the start: features 0x2 / 0x3; version 0x10000 / 0x10001;"
                        + " timestamp 600000000 / 600000001; creator win 10.0 / vpc 10.0;"
                        + " original size 32768 / 1024;"
                        + " geometry 4/4/4 / 2/4/16;"
                        + " saved state 0 / 1; hidden 0 / 2; non-zero reserved bytes 0 / 1"),
                found(bytes));
    }

    @Test
    void listsInWhatFootersContradict() throws IOException {
        byte[] bytes = DISK.toBuilder().uniqueId(BASE_ID).build().toBytes();
        ByteBuffer.wrap(bytes).putLong(16, 0x600).putLong(48, 1024).put(68, (byte) 9);
        byte[] wrong = bytes.clone();
        seal(bytes, 0);
        String differences = "at the end / at the start: data offset 0x200 / 0x600; current size 32768 / 1024;"
                + " unique id 04030201-0605-0807-090a-0b0c0d0e0f10 / 04030209-0605-0807-090a-0b0c0d0e0f10";
        assertEquals(
                List.of(
                        "FOOTER_COPIES_DIFFER hard disk footer @" + TAIL + ": " + differences,
                        "FOOTER_COPIES_CONTRADICT hard disk footer @" + TAIL + ": " + differences
                                + "; both checksums are right"),
                found(bytes));
        wrong[TAIL + 64] ^= 1;
        assertEquals(
                "FOOTER_COPIES_CONTRADICT hard disk footer @" + TAIL + ": " + differences
                        + "; both checksums are wrong",
                found(wrong).get(3));
        // Another type, where both are wrong: the end decides.
        byte[] types = DISK.toBytes();
        ByteBuffer.wrap(types).putInt(60, 4);
        types[TAIL + 64] ^= 1;
        assertEquals(
                "FOOTER_COPIES_CONTRADICT hard disk footer @" + TAIL
                        + ": at the end / at the start: disk type 3 / 4; both checksums are wrong",
                found(types).get(3));
    }

    @Test
    void saysWhatAHeaderTellsOfLostFooters() throws IOException {
        byte[] bytes = Arrays.copyOf(DISK.toBytes(), TAIL);
        Arrays.fill(bytes, 0, 512, (byte) 0);
        List<String> found = found(bytes);
        assertEquals(
                "FOOTERS_LOST hard disk footer @0: none at either end of the file; by the dynamic header the disk is of"
                        + " type 3 and has at most 32768 bytes",
                found.get(0));
    }

    @Test
    void saysThatAFixedDiskBeginsLikeAFooter() throws IOException {
        byte[] fixed = DiskImage.fixed(8 * SECTOR).build().toBytes();
        System.arraycopy(DISK.toBytes(), 0, fixed, 0, 512);
        assertEquals(
                List.of(
                        "FIXED_WITH_LEADING_FOOTER hard disk footer @0: \"conectix\" at the start of a fixed disk's data"),
                found(fixed));
    }

    @Test
    void comparesTheLengthOfAFixedDisk() throws IOException {
        byte[] fixed = DiskImage.fixed(8 * SECTOR).build().toBytes();
        byte[] shorter = Arrays.copyOfRange(fixed, SECTOR, fixed.length);
        assertEquals(
                List.of("FIXED_LENGTH_DIFFERS hard disk footer @" + (7 * SECTOR + 48)
                        + ": current size is 4096 bytes, before the footer there are 3584: the rest cannot be read"),
                found(shorter));
        byte[] longer = new byte[fixed.length + SECTOR];
        System.arraycopy(fixed, 0, longer, SECTOR, fixed.length);
        assertEquals(
                List.of("FIXED_LENGTH_DIFFERS hard disk footer @" + (9 * SECTOR + 48)
                        + ": current size is 4096 bytes, before the footer there are 4608"),
                found(longer));
    }

    @Test
    void countsWholeSectorsOfAFixedDisk() throws IOException {
        byte[] fixed = DiskImage.fixed(8 * SECTOR).build().toBytes();
        ByteBuffer.wrap(fixed).putLong(8 * SECTOR + 48, 8 * SECTOR + 1);
        assertEquals(
                "FIXED_LENGTH_DIFFERS hard disk footer @4144: current size is 4097 bytes, before the footer there are 4096",
                found(Mutations.fixChecksums(fixed)).get(2));
    }

    @Test
    void takesTheSizeFromTheGeometryOnRequest() throws IOException {
        FileOptions geometry = new FileOptions(Limits.defaults(), true, true);
        // 2 * 3 * 4 sectors are fewer than the current size has, 5 * 4 * 4 are more.
        try (VhdFile less = VhdFile.open(source(both(56, 0x00020304)), geometry);
                VhdFile more = VhdFile.open(source(both(56, 0x00050404)), geometry)) {
            assertEquals(24, less.sectors());
            assertEquals(64, more.sectors());
        }
        byte[] none = both(56, 0);
        VhdException e = assertThrows(VhdException.class, () -> VhdFile.open(source(none), geometry));
        assertTrue(
                e.getMessage()
                        .endsWith(
                                "hard disk footer, geometry: expected at least one sector of 512 bytes, found 0 bytes (file"
                                        + " offset " + (TAIL + 56) + ")"),
                e::getMessage);
        byte[] zero = DISK.toBytes();
        ByteBuffer.wrap(zero).putLong(48, 0).putLong(TAIL + 48, 0);
        ByteBuffer.wrap(zero).putInt(56, 0x00020304).putInt(TAIL + 56, 0x00020304);
        byte[] empty = Mutations.fixChecksums(zero);
        assertThrows(CorruptVhdException.class, () -> VhdFile.open(source(empty), geometry));
        byte[] negative = DISK.toBytes();
        ByteBuffer.wrap(negative).putLong(48, -512).putLong(TAIL + 48, -512);
        ByteBuffer.wrap(negative).putInt(56, 0x00020304).putInt(TAIL + 56, 0x00020304);
        try (VhdFile file = VhdFile.open(source(Mutations.fixChecksums(negative)), geometry)) {
            assertEquals(24, file.sectors());
        }
        byte[] sector = both(52, 512);
        try (VhdFile file = VhdFile.open(source(sector))) {
            assertEquals(1, file.sectors());
        }
    }

    @Test
    void acceptsFixedDisksThatNameAPlaceOfNoHeader() throws IOException {
        byte[] fixed = DiskImage.fixed(8 * SECTOR).build().toBytes();
        for (long place : new long[] {0, 512, 9 * SECTOR - 1024, 9 * SECTOR - 1023, 9 * SECTOR, Long.MAX_VALUE}) {
            byte[] bytes = fixed.clone();
            ByteBuffer.wrap(bytes).putLong(8 * SECTOR + 16, place);
            assertEquals(List.of(), found(Mutations.fixChecksums(bytes)));
        }
        // A header there is one, even at the very end or the very start.
        for (int place : new int[] {0, 9 * SECTOR - 1024}) {
            byte[] bytes = fixed.clone();
            System.arraycopy(DISK.toBytes(), HEADER, bytes, place, 8);
            ByteBuffer.wrap(bytes).putLong(8 * SECTOR + 16, place);
            seal(bytes, 8 * SECTOR);
            assertThrows(CorruptVhdException.class, () -> found(bytes));
        }
    }

    @Test
    void takesAHeaderInTheDataOfAFixedDiskForThatOfAContainerOnlyInDoubt() throws IOException {
        // A fixed disk begins as a dynamic one does: what is stored in it, unless something is wrong with its own
        // footer.
        byte[] bytes = DiskImage.fixed(8 * SECTOR).uniqueId(BASE_ID).build().toBytes();
        System.arraycopy(DISK.toBytes(), 0, bytes, 0, HEADER + 1024);
        assertEquals(
                List.of(
                        "FIXED_WITH_LEADING_FOOTER hard disk footer @0: \"conectix\" at the start of a fixed disk's data"),
                found(bytes));
        byte[] wrong = bytes.clone();
        wrong[8 * SECTOR + 64] ^= 1;
        assertThrows(CorruptVhdException.class, () -> found(wrong));
        byte[] own = bytes.clone();
        System.arraycopy(bytes, 8 * SECTOR, own, 0, SECTOR);
        assertThrows(CorruptVhdException.class, () -> found(own), "the copy of its own footer is there");
    }

    @Test
    void saysUpToWhichBlockSizeATableWouldFit() throws IOException {
        // 2^20 + 1 blocks: half a million times as large they would be three, and two where they were larger still.
        for (int entries : new int[] {3, 2, 0}) {
            byte[] bytes = DISK.toBytes();
            long size = ((1L << 20) + 1) * BLOCK;
            ByteBuffer.wrap(bytes).putLong(48, size).putLong(TAIL + 48, size).putInt(HEADER + 28, entries);
            List<String> found = found(Mutations.fixChecksums(bytes));
            assertEquals(
                    entries == 3,
                    found.stream().anyMatch(one -> one.endsWith("blocks of 2147483648 bytes would fit the table")));
            assertEquals(entries == 3, found.stream().anyMatch(one -> one.startsWith("BLOCK_SIZE_CONTRADICTED")));
        }
    }

    @Test
    void refusesAHeaderThatTheCopyAloneNames() {
        // Footer and copy have one id; the footer says that the disk is fixed and names no header.
        byte[] bytes = DISK.toBytes();
        byte[] header = Arrays.copyOfRange(bytes, HEADER, HEADER + 1024);
        Arrays.fill(bytes, HEADER, HEADER + 1024, (byte) 0);
        System.arraycopy(header, 0, bytes, 8192, 1024);
        ByteBuffer.wrap(bytes).putLong(16, 8192).putLong(TAIL + 16, -1).putInt(TAIL + 60, 2);
        // Only one of the checksums is right, or the two types would be an error of their own.
        seal(bytes, TAIL);
        assertThrows(CorruptVhdException.class, () -> found(bytes));
    }

    @Test
    void takesTheRoomOfLocatorsAtTheEdges() throws IOException {
        DiskImage child = DiskImage.differencing(64 * SECTOR)
                .blockSize(BLOCK)
                .layout(Layout.COMPACT)
                .parentUniqueId(BASE_ID)
                .locator(0, "W2ru", new byte[20])
                .build();
        byte[] bytes = child.toBytes();
        int place = HEADER + 576 + 16;
        ByteBuffer.wrap(bytes).putLong(place, 0);
        assertTrue(found(Mutations.fixChecksums(bytes))
                .contains("LOCATOR_OVERLAPS parent locator 0 (W2ru) @0: 20 bytes, which another structure has too"));
        for (int back : new int[] {20, 19}) {
            ByteBuffer.wrap(bytes).putLong(place, bytes.length - back);
            try (VhdFile file = VhdFile.open(source(Mutations.fixChecksums(bytes)))) {
                assertEquals(
                        back == 20,
                        Objects.requireNonNull(file.blocks()).structures().stream()
                                .anyMatch(region -> region.kind() == FileRegion.Kind.LOCATOR));
            }
        }
    }

    @Test
    void namesSizesThatAreNotWholeOrTooLarge() throws IOException {
        byte[] ragged = both(52, 64 * SECTOR + 1);
        assertTrue(relative(ragged).contains("DISK_SIZE_RAGGED hard disk footer @48: current size is 32769 bytes"));
        long large = (2040L << 30) + 512;
        for (long size : new long[] {large - 512, large}) {
            byte[] bytes = DISK.toBytes();
            ByteBuffer.wrap(bytes).putLong(48, size).putLong(TAIL + 48, size);
            assertEquals(
                    size == large,
                    relative(Mutations.fixChecksums(bytes))
                            .contains("DISK_SIZE_ABOVE_SPECIFICATION hard disk footer @48: current size is " + size
                                    + " bytes"));
        }
    }

    @Test
    void namesTheBytesOfARawDiskThatAreLeftOut() throws IOException {
        try (VhdFile raw = VhdFile.openRaw(source(new byte[3 * SECTOR + 1]), FileOptions.defaults())) {
            assertEquals(3, raw.sectors());
            assertEquals(
                    List.of("DISK_SIZE_RAGGED raw disk @1536: size is 1537 bytes"),
                    raw.findings().stream().map(finding -> text(finding, 0)).toList());
        }
        try (VhdFile raw = VhdFile.openRaw(source(new byte[3 * SECTOR]), FileOptions.defaults())) {
            assertEquals(List.of(), raw.findings());
        }
    }

    @Test
    void namesFieldsOfTheDynamicHeader() throws IOException {
        assertHeader(8, 0x11, "HEADER_FIELD dynamic header @520: data offset: expected all ones, found 0x11ffffffff");
        assertHeader(8, 0);
        assertHeader(60, 1, "HEADER_RESERVED dynamic header @1280: up to 4 reserved bytes are not zero");
        assertHeader(1020, 0x0101, "HEADER_RESERVED dynamic header @1280: up to 2 reserved bytes are not zero");
        assertHeader(28, 9, "BAT_LARGER dynamic header @540: max table entries is 9, the disk has 8 blocks");
        assertHeader(28, 7, "BAT_SMALLER dynamic header @540: max table entries is 7, the disk has 8 blocks");
        assertHeader(
                28,
                2,
                "BAT_SMALLER dynamic header @540: max table entries is 2, the disk has 8 blocks",
                "BLOCK_SIZE_CONTRADICTED dynamic header @544: block size is 4096, max table entries is 2, the disk has 8"
                        + " blocks: blocks of 16384 bytes would fit the table");
        assertHeader(28, 0, "BAT_SMALLER dynamic header @540: max table entries is 0, the disk has 8 blocks");
        assertHeader(
                40,
                0x01020304,
                "DYNAMIC_WITH_PARENT dynamic header @552: disk type is dynamic, parent unique id is"
                        + " 04030201-0000-0000-0000-000000000000");
    }

    @Test
    void saysThatOneOfTheHeadersFieldsWasChanged() throws IOException {
        byte[] bytes = DISK.toBytes();
        ByteBuffer.wrap(bytes).putInt(HEADER + 28, 9);
        assertEquals(
                "BLOCK_SIZE_CONTRADICTED dynamic header @544: block size is 4096, max table entries is 9, the disk has 8"
                        + " blocks: one of them was changed, because the header's checksum is wrong",
                found(bytes).get(2));
    }

    @Test
    void countsEntriesThatAreCutOff() throws IOException {
        byte[] bytes = Arrays.copyOf(DISK.toBytes(), TABLE + 13);
        assertEquals(
                "BAT_TRUNCATED block allocation table @" + TABLE + ": of 8 entries 3 are in the file",
                found(bytes).get(1));
        byte[] whole = Arrays.copyOf(DISK.toBytes(), TABLE + 32);
        assertEquals(1, found(whole).size(), "all eight entries are there");
    }

    @Test
    void namesLocatorsAndWhyTheyAreUnusable() throws IOException {
        DiskImage child = DiskImage.differencing(64 * SECTOR)
                .blockSize(BLOCK)
                .layout(Layout.COMPACT)
                .parentUniqueId(BASE_ID)
                .parentName("a\u202Eb")
                .locator(0, "W2ru", new byte[] {'a', 0, 0x0A, 0})
                .locator(1, "none", new byte[8])
                .locator(2, "W2ku", new byte[20])
                .build();
        byte[] bytes = child.toBytes();
        long first = child.positions().locatorOffset(0);
        int third = HEADER + 576 + 2 * 24;
        String name = "LOCATOR_TEXT dynamic header @576: parent unicode name: a\\u202eb";
        String text = "LOCATOR_TEXT parent locator 0 (W2ru) @" + first + ": a\\u000a";
        String unknown = "LOCATOR_UNUSABLE parent locator 1 (none): a platform code of no known meaning";
        assertEquals(List.of(name, text, unknown), found(bytes));
        Limits limits = Limits.defaults().toBuilder().maxLocatorBytes(19).build();
        assertEquals(
                List.of(
                        name,
                        text,
                        unknown,
                        "LOCATOR_UNUSABLE parent locator 2 (W2ku): its length is 20 bytes, more than the 19 that are"
                                + " read"),
                found(bytes, limits));
        ByteBuffer.wrap(bytes).putLong(third + 16, bytes.length - 19);
        assertEquals(
                "LOCATOR_UNUSABLE parent locator 2 (W2ku): 20 bytes at file offset " + (bytes.length - 19)
                        + " are not in the file",
                found(Mutations.fixChecksums(bytes)).get(3));
        ByteBuffer.wrap(bytes).putLong(third + 16, child.positions().locatorOffset(0));
        assertEquals(
                List.of(
                        "LOCATOR_OVERLAPS parent locator 2 (W2ku) @" + first
                                + ": 20 bytes, which another structure has too",
                        name),
                found(Mutations.fixChecksums(bytes)).subList(0, 2));
    }

    @Test
    void namesThePiecesOfASplitImage() throws IOException {
        byte[] bytes = DISK.toBytes();
        RandomAccessSource joined = RandomAccessSources.concatenated(
                "disk.vhd",
                List.of(
                        RandomAccessSources.ofBytes("disk.vhd", Arrays.copyOf(bytes, 1000)),
                        RandomAccessSources.ofBytes("disk.v01", Arrays.copyOfRange(bytes, 1000, bytes.length))));
        try (VhdFile file = VhdFile.open(joined)) {
            assertEquals(
                    List.of("SPLIT_IMAGE file: its pieces: disk.vhd, disk.v01"),
                    file.findings().stream().map(finding -> text(finding, 0)).toList());
        }
    }

    /** With the value in the tail and its copy, and right checksums; offsets are those in a footer. */
    private static byte[] both(int at, int value) {
        byte[] bytes = DISK.toBytes();
        ByteBuffer.wrap(bytes).putInt(at, value).putInt(TAIL + at, value);
        return Mutations.fixChecksums(bytes);
    }

    private static void assertFound(byte[] bytes, String... expected) throws IOException {
        assertEquals(List.of(expected), relative(bytes));
    }

    private static void assertHeader(int at, int value, String... expected) throws IOException {
        byte[] bytes = DISK.toBytes();
        ByteBuffer.wrap(bytes).putInt(HEADER + at, value);
        assertEquals(List.of(expected), found(Mutations.fixChecksums(bytes)));
    }

    private static List<String> found(byte[] bytes) throws IOException {
        return found(bytes, Limits.defaults());
    }

    private static List<String> found(byte[] bytes, Limits limits) throws IOException {
        try (VhdFile file = VhdFile.open(source(bytes), FileOptions.of(limits))) {
            return file.findings().stream().map(finding -> text(finding, 0)).toList();
        }
    }

    /** What is found, with offsets from the start of the footer that is at the end. */
    private static List<String> relative(byte[] bytes) throws IOException {
        try (VhdFile file = VhdFile.open(source(bytes))) {
            return file.findings().stream()
                    .map(finding -> text(finding, bytes.length - 512L))
                    .toList();
        }
    }

    private static String text(Finding finding, long from) {
        FindingCode code = finding.code();
        Long at = finding.fileOffset();
        return code.name() + " " + finding.structure() + (at == null ? "" : " @" + (at - from)) + ": "
                + finding.detail();
    }

    private static RandomAccessSource source(byte[] bytes) {
        return RandomAccessSources.ofBytes("disk.vhd", bytes);
    }

    private static void seal(byte[] bytes, int at) {
        ByteBuffer.wrap(bytes).putInt(at + 64, sum(bytes, at, 512, 64));
    }

    private static int sum(byte[] bytes, int at, int length, int field) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            sum += i >= field && i < field + 4 ? 0 : bytes[at + i] & 0xFF;
        }
        return ~sum;
    }
}
