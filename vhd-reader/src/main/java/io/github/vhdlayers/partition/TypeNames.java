package io.github.vhdlayers.partition;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Partition types in plain words: those that are met on disks of machines, not every one that was ever assigned. */
final class TypeNames {
    private static final String UNKNOWN = "unknown";

    private static final Map<Integer, String> MBR = Map.ofEntries(
            Map.entry(0x01, "FAT12"),
            Map.entry(0x02, "Xenix root"),
            Map.entry(0x03, "Xenix usr"),
            Map.entry(0x04, "FAT16 below 32 MiB"),
            Map.entry(0x05, "extended"),
            Map.entry(0x06, "FAT16"),
            Map.entry(0x07, "NTFS, exFAT or HPFS"),
            Map.entry(0x08, "AIX"),
            Map.entry(0x0A, "OS/2 Boot Manager"),
            Map.entry(0x0B, "FAT32"),
            Map.entry(0x0C, "FAT32 (LBA)"),
            Map.entry(0x0E, "FAT16 (LBA)"),
            Map.entry(0x0F, "extended (LBA)"),
            Map.entry(0x11, "hidden FAT12"),
            Map.entry(0x12, "vendor's recovery"),
            Map.entry(0x14, "hidden FAT16 below 32 MiB"),
            Map.entry(0x16, "hidden FAT16"),
            Map.entry(0x17, "hidden NTFS or HPFS"),
            Map.entry(0x1B, "hidden FAT32"),
            Map.entry(0x1C, "hidden FAT32 (LBA)"),
            Map.entry(0x1E, "hidden FAT16 (LBA)"),
            Map.entry(0x27, "Windows recovery"),
            Map.entry(0x39, "Plan 9"),
            Map.entry(0x42, "Windows dynamic disk"),
            Map.entry(0x4D, "QNX"),
            Map.entry(0x63, "Unix System V"),
            Map.entry(0x64, "NetWare"),
            Map.entry(0x65, "NetWare"),
            Map.entry(0x81, "Minix"),
            Map.entry(0x82, "Linux swap or Solaris"),
            Map.entry(0x83, "Linux"),
            Map.entry(0x84, "hibernation"),
            Map.entry(0x85, "Linux extended"),
            Map.entry(0x86, "NTFS volume set"),
            Map.entry(0x87, "NTFS volume set"),
            Map.entry(0x88, "Linux plain text"),
            Map.entry(0x8E, "Linux LVM"),
            Map.entry(0xA0, "hibernation"),
            Map.entry(0xA5, "FreeBSD"),
            Map.entry(0xA6, "OpenBSD"),
            Map.entry(0xA8, "macOS UFS"),
            Map.entry(0xA9, "NetBSD"),
            Map.entry(0xAB, "macOS boot"),
            Map.entry(0xAF, "HFS or HFS+"),
            Map.entry(0xBE, "Solaris boot"),
            Map.entry(0xBF, "Solaris"),
            Map.entry(0xDA, "no file system"),
            Map.entry(0xDE, "Dell utility"),
            Map.entry(0xE8, "LUKS"),
            Map.entry(0xEB, "BeOS or Haiku"),
            Map.entry(0xEE, "GPT protective"),
            Map.entry(0xEF, "EFI system"),
            Map.entry(0xFB, "VMware VMFS"),
            Map.entry(0xFC, "VMware VMKCORE"),
            Map.entry(0xFD, "Linux RAID"),
            Map.entry(0xFE, "LANstep"));

    private static final Map<UUID, String> GPT = Map.ofEntries(
            gpt("024dee41-33e7-11d3-9d69-0008c781f39f", "MBR partition scheme"),
            gpt("c12a7328-f81f-11d2-ba4b-00a0c93ec93b", "EFI system"),
            gpt("21686148-6449-6e6f-744e-656564454649", "BIOS boot"),
            gpt("e3c9e316-0b5c-4db8-817d-f92df00215ae", "Microsoft reserved"),
            gpt("ebd0a0a2-b9e5-4433-87c0-68b6b72699c7", "Microsoft basic data"),
            gpt("5808c8aa-7e8f-42e0-85d2-e1e90434cfb3", "Windows dynamic disk metadata"),
            gpt("af9b60a0-1431-4f62-bc68-3311714a69ad", "Windows dynamic disk data"),
            gpt("de94bba4-06d1-4d40-a16a-bfd50179d6ac", "Windows recovery"),
            gpt("e75caf8f-f680-4cee-afa3-b001e56efc2d", "Windows Storage Spaces"),
            gpt("558d43c5-a1ac-43c0-aac8-d1472b2923d1", "Windows Storage Replica"),
            gpt("37affc90-ef7d-4e96-91c3-2d7ae055b174", "IBM GPFS"),
            gpt("0fc63daf-8483-4772-8e79-3d69d8477de4", "Linux file system"),
            gpt("44479540-f297-41b2-9af7-d131d5f0458a", "Linux root (x86)"),
            gpt("4f68bce3-e8cd-4db1-96e7-fbcaf984b709", "Linux root (x86-64)"),
            gpt("69dad710-2ce4-4e3c-b16c-21a1d49abed3", "Linux root (ARM)"),
            gpt("b921b045-1df0-41c3-af44-4c6f280d3fae", "Linux root (ARM64)"),
            gpt("8484680c-9521-48c6-9c11-b0720656f69e", "Linux usr (x86-64)"),
            gpt("bc13c2ff-59e6-4262-a352-b275fd6f7172", "Linux extended boot"),
            gpt("0657fd6d-a4ab-43c4-84e5-0933c84b4f4f", "Linux swap"),
            gpt("e6d6d379-f507-44c2-a23c-238f2a3df928", "Linux LVM"),
            gpt("933ac7e1-2eb4-4f13-b844-0e14e2aef915", "Linux home"),
            gpt("3b8f8425-20e0-4f3b-907f-1a25a76f98e8", "Linux server data"),
            gpt("4d21b016-b534-45c2-a9fb-5c16e091fd2d", "Linux variable data"),
            gpt("ca7d7ccb-63ed-4c53-861c-1742536059cc", "LUKS"),
            gpt("7ffec5c9-2d00-49b7-8941-3ea10a5586b7", "dm-crypt"),
            gpt("a19d880f-05fc-4d3b-a006-743f0f84911e", "Linux RAID"),
            gpt("8da63339-0007-60c0-c436-083ac8230908", "Linux reserved"),
            gpt("48465300-0000-11aa-aa11-00306543ecac", "HFS+"),
            gpt("7c3457ef-0000-11aa-aa11-00306543ecac", "APFS"),
            gpt("55465300-0000-11aa-aa11-00306543ecac", "macOS UFS"),
            gpt("426f6f74-0000-11aa-aa11-00306543ecac", "macOS boot"),
            gpt("53746f72-6167-11aa-aa11-00306543ecac", "macOS Core Storage"),
            gpt("83bd6b9d-7f41-11dc-be0b-001560b84f0f", "FreeBSD boot"),
            gpt("516e7cb4-6ecf-11d6-8ff8-00022d09712b", "FreeBSD"),
            gpt("516e7cb5-6ecf-11d6-8ff8-00022d09712b", "FreeBSD swap"),
            gpt("516e7cb6-6ecf-11d6-8ff8-00022d09712b", "FreeBSD UFS"),
            gpt("516e7cba-6ecf-11d6-8ff8-00022d09712b", "FreeBSD ZFS"),
            gpt("6a898cc3-1dd2-11b2-99a6-080020736631", "ZFS or macOS usr"),
            gpt("824cc7a0-36a8-11e3-890a-952519ad3f61", "OpenBSD data"),
            gpt("aa31e02a-400f-11db-9590-000c2911d1b8", "VMware VMFS"),
            gpt("9d275380-40ad-11db-bf97-000c2911d1b8", "VMware VMKCORE"),
            gpt("fe3a2a5d-4f32-41a7-b725-accc3285a309", "ChromeOS kernel"),
            gpt("3cb8e202-3b7e-47dd-8a3c-7ff2a13cfcec", "ChromeOS root"));

    /** Microsoft reserved, BIOS boot, FreeBSD boot. */
    private static final Set<UUID> RESERVED = Set.of(
            UUID.fromString("e3c9e316-0b5c-4db8-817d-f92df00215ae"),
            UUID.fromString("21686148-6449-6e6f-744e-656564454649"),
            UUID.fromString("83bd6b9d-7f41-11dc-be0b-001560b84f0f"));

    /** Types that mean the same in FreeBSD, NetBSD and OpenBSD. */
    private static final Map<Integer, String> BSD = Map.ofEntries(
            Map.entry(1, "BSD swap"),
            Map.entry(7, "BSD UFS"),
            Map.entry(8, "BSD MS-DOS"),
            Map.entry(10, "BSD other"),
            Map.entry(12, "BSD ISO 9660"),
            Map.entry(14, "BSD Vinum or CCD"),
            Map.entry(17, "BSD ext"),
            Map.entry(18, "BSD NTFS"),
            Map.entry(27, "BSD ZFS"));

    private TypeNames() {}

    static String ofBsd(int code) {
        return BSD.getOrDefault(code, UNKNOWN);
    }

    static String ofMbr(int code) {
        return MBR.getOrDefault(code, UNKNOWN);
    }

    /** Whether partitions of a type hold no file system. */
    static boolean isReserved(UUID type) {
        return RESERVED.contains(type);
    }

    static String ofGpt(UUID type) {
        return GPT.getOrDefault(type, UNKNOWN);
    }

    private static Map.Entry<UUID, String> gpt(String id, String name) {
        return Map.entry(UUID.fromString(id), name);
    }
}
