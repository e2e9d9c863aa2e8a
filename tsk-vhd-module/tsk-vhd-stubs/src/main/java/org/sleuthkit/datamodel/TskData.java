package org.sleuthkit.datamodel;

public class TskData {
    static final int NTFS_DATA = 128;

    private TskData() {}

    public enum TSK_IMG_TYPE_ENUM {
        TSK_IMG_TYPE_RAW_SING,
        TSK_IMG_TYPE_VHD_VHD
    }

    public enum DbType {
        POSTGRESQL
    }

    public enum TSK_FS_TYPE_ENUM {
        TSK_FS_TYPE_NTFS,
        TSK_FS_TYPE_FAT12,
        TSK_FS_TYPE_FAT16,
        TSK_FS_TYPE_FAT32,
        TSK_FS_TYPE_EXFAT,
        TSK_FS_TYPE_EXT2,
        TSK_FS_TYPE_EXT3,
        TSK_FS_TYPE_EXT4
    }

    public enum TSK_FS_NAME_FLAG_ENUM {
        ALLOC
    }

    public enum TSK_FS_META_FLAG_ENUM {
        ALLOC
    }

    public enum TSK_FS_META_TYPE_ENUM {
        TSK_FS_META_TYPE_UNDEF((short) 0),
        TSK_FS_META_TYPE_REG((short) 1),
        TSK_FS_META_TYPE_DIR((short) 2),
        TSK_FS_META_TYPE_LNK((short) 6),
        TSK_FS_META_TYPE_VIRT((short) 10),
        TSK_FS_META_TYPE_VIRT_DIR((short) 11);

        private final short value;

        TSK_FS_META_TYPE_ENUM(short value) {
            this.value = value;
        }

        public short getValue() {
            return value;
        }
    }

    public enum TSK_DB_FILES_TYPE_ENUM {
        FS((short) 0),
        UNALLOC_BLOCKS((short) 4),
        VIRTUAL_DIR((short) 6),
        LAYOUT_FILE((short) 9);

        private final short fileType;

        TSK_DB_FILES_TYPE_ENUM(short fileType) {
            this.fileType = fileType;
        }

        public short getFileType() {
            return fileType;
        }
    }

    public enum TSK_FS_ATTR_TYPE_ENUM {
        TSK_FS_ATTR_TYPE_NOT_FOUND(0x00),
        TSK_FS_ATTR_TYPE_DEFAULT(0x01),
        TSK_FS_ATTR_TYPE_NTFS_DATA(NTFS_DATA),
        TSK_FS_ATTR_TYPE_NTFS_IDXROOT(144);

        private final int value;

        TSK_FS_ATTR_TYPE_ENUM(int value) {
            this.value = value;
        }

        public int getValue() {
            return value;
        }
    }
}
