package io.github.vhdlayers.internal.file;

import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.io.RandomAccessSources;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a file is that is no VHD, by its signature: other disk formats, archives, and disks without any format.
 *
 * @since 0.1.0
 */
public enum ForeignFormat {
    /** Hyper-V's newer format. */
    VHDX(
            "a VHDX disk",
            "application/x-vhdx",
            "open it as a disk of either format, with LayerFile or VirtualDisk",
            at(0, "vhdxfile")),
    /** QEMU. */
    QCOW("a QCOW disk of QEMU", "application/x-qemu-disk", Advice.CONVERT, at(0, "QFI\u00FB")),
    /** VMware, sparse. */
    VMDK("a VMDK disk of VMware", "application/x-vmdk", Advice.CONVERT, at(0, "KDMV"), at(0, "COWD")),
    /** VMware, the description of a disk in other files. */
    VMDK_DESCRIPTOR(
            "the description of a VMDK disk of VMware",
            "application/x-vmdk",
            Advice.CONVERT,
            at(0, "# Disk DescriptorFile")),
    /** VirtualBox. */
    VDI(
            "a VDI disk of VirtualBox",
            "application/x-virtualbox-vdi",
            Advice.CONVERT,
            at(0x40, "\u007F\u0010\u00DA\u00BE")),
    /** Parallels. */
    PARALLELS(
            "a disk of Parallels",
            "application/x-parallels-disk",
            Advice.CONVERT,
            at(0, "WithoutFreeSpace"),
            at(0, "WithouFreSpacExt")),
    /** EnCase and others. */
    EWF("an Expert Witness image (E01)", "application/x-ewf", Advice.EXPORT, at(0, "EVF\t\r\n\u00FF\0")),
    /** EnCase 7. */
    EWF2("an Expert Witness image (Ex01)", "application/x-ewf", Advice.EXPORT, at(0, "EVF2\r\n\u0081\0")),
    /** EnCase, logical evidence. */
    LOGICAL_EWF(
            "logical evidence of EnCase (L01)",
            "application/x-ewf",
            Advice.EXPORT,
            at(0, "LVF\t\r\n\u00FF\0"),
            at(0, "LEF2\r\n\u0081\0")),
    /** Advanced Forensic Format. */
    AFF("an AFF image", "application/x-aff", Advice.EXPORT, at(0, "AFF10\r\n\0")),
    /** Zip, also AFF4. */
    ZIP(
            "a Zip archive, or an AFF4 image",
            "application/zip",
            Advice.UNPACK,
            at(0, "PK\u0003\u0004"),
            at(0, "PK\u0005\u0006")),
    /** Gzip. */
    GZIP("compressed with gzip", "application/gzip", Advice.UNPACK, at(0, "\u001F\u008B\b")),
    /** Bzip2. */
    BZIP2("compressed with bzip2", "application/x-bzip2", Advice.UNPACK, at(0, "BZh", 4, "1AY&SY")),
    /** XZ. */
    XZ("compressed with xz", "application/x-xz", Advice.UNPACK, at(0, "\u00FD7zXZ\0")),
    /** 7-Zip. */
    SEVEN_ZIP("a 7-Zip archive", "application/x-7z-compressed", Advice.UNPACK, at(0, "7z\u00BC\u00AF'\u001C")),
    /** ISO 9660, which may have anything in its first sectors. */
    ISO("an ISO 9660 disc", "application/x-iso9660-image", Advice.RAW, at(0x8001, "CD001")),
    /** A disk with a GPT. */
    GPT_DISK("a raw disk with a GPT", Advice.RAW_TYPE, Advice.RAW, at(512, "EFI PART"), at(4096, "EFI PART")),
    /** NTFS. */
    NTFS("a raw volume with NTFS", Advice.RAW_TYPE, Advice.RAW, at(3, "NTFS    ")),
    /** BitLocker. */
    BITLOCKER("a raw volume with BitLocker", Advice.RAW_TYPE, Advice.RAW, at(3, "-FVE-FS-")),
    /** exFAT. */
    EXFAT("a raw volume with exFAT", Advice.RAW_TYPE, Advice.RAW, at(3, "EXFAT   ")),
    /** ext2 to ext4. */
    EXT("a raw volume with ext2, ext3 or ext4", Advice.RAW_TYPE, Advice.RAW, at(1080, "S\u00EF")),
    /** Any boot sector: of a disk with an MBR, or of FAT. */
    BOOT_SECTOR("a raw disk or volume", Advice.RAW_TYPE, Advice.RAW, at(510, "U\u00AA"));

    /** The longest stretch from a file's start that a signature needs. */
    public static final int LONGEST_START = 0x8001 + 5;

    private final String description;
    private final String mediaType;
    private final String advice;

    @SuppressWarnings("ImmutableEnumChecker") // A record of numbers and texts.
    private final Signature signature;

    @SuppressWarnings("ImmutableEnumChecker") // A record of numbers and texts.
    private final Signature otherSignature;

    ForeignFormat(String description, String mediaType, String advice, Signature signature) {
        this(description, mediaType, advice, signature, signature);
    }

    ForeignFormat(String description, String mediaType, String advice, Signature signature, Signature otherSignature) {
        this.description = description;
        this.mediaType = mediaType;
        this.advice = advice;
        this.signature = signature;
        this.otherSignature = otherSignature;
    }

    /** Types and advice that several formats share. */
    private static final class Advice {
        static final String RAW_TYPE = "application/x-raw-disk-image";
        static final String CONVERT = "convert a copy to a raw disk with 'qemu-img convert -O raw'";
        static final String EXPORT = "export a raw disk from it, with ewfexport or the program that made it";
        static final String UNPACK = "unpack it first";
        static final String RAW =
                "it has no footer of a VHD; as the parent of a differencing disk name it with --raw-parent";
    }

    /** Bytes, written as characters up to U+00FF, and where they are; perhaps more bytes at another place. */
    private record Signature(int offset, String bytes, int secondOffset, String second) {
        boolean isIn(ByteBuffer start) {
            return isAt(start, offset, bytes) && isAt(start, secondOffset, second);
        }

        private static boolean isAt(ByteBuffer start, int offset, String bytes) {
            if (offset + bytes.length() > start.remaining()) {
                return false;
            }
            for (int i = 0; i < bytes.length(); i++) {
                if (Byte.toUnsignedInt(start.get(start.position() + offset + i)) != bytes.charAt(i)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static Signature at(int offset, String bytes) {
        return at(offset, bytes, 0, "");
    }

    private static Signature at(int offset, String bytes, int secondOffset, String second) {
        return new Signature(offset, bytes, secondOffset, second);
    }

    /**
     * What the start of a file says that it is.
     *
     * @param start the first bytes, up to {@link #LONGEST_START} of them; not moved
     * @return null if it has no signature that is known here
     */
    public static @Nullable ForeignFormat ofStart(ByteBuffer start) {
        for (ForeignFormat format : values()) {
            if (format.signature.isIn(start) || format.otherSignature.isIn(start)) {
                return format;
            }
        }
        return null;
    }

    /**
     * What a file is by its signature.
     *
     * @return null if it has none that is known here
     * @throws IOException if its start cannot be read
     */
    public static @Nullable ForeignFormat of(RandomAccessData source) throws IOException {
        ByteBuffer start = ByteBuffer.allocate((int) Math.min(LONGEST_START, RandomAccessSources.size(source)));
        source.readFully(0, start);
        return ofStart(start.flip());
    }

    /** What it is, in a few words, such as {@code a VHDX disk}. */
    public String description() {
        return description;
    }

    /** Its media type. */
    public String mediaType() {
        return mediaType;
    }

    /** What a user can do with it, as the second half of a sentence. */
    public String advice() {
        return advice;
    }
}
