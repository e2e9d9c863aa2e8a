package org.sleuthkit.datamodel;

public class TskData {
    private TskData() {}

    public enum TSK_IMG_TYPE_ENUM {
        TSK_IMG_TYPE_RAW_SING,
        TSK_IMG_TYPE_VHD_VHD
    }

    public enum DbType {
        POSTGRESQL
    }

    public enum TSK_FS_TYPE_ENUM {
        TSK_FS_TYPE_NTFS
    }

    public enum TSK_FS_NAME_FLAG_ENUM {
        ALLOC
    }

    public enum TSK_FS_META_FLAG_ENUM {
        ALLOC
    }

    public enum TSK_FS_META_TYPE_ENUM {
        TSK_FS_META_TYPE_VIRT,
        TSK_FS_META_TYPE_VIRT_DIR
    }

    public enum TSK_DB_FILES_TYPE_ENUM {
        FS
    }

    public enum TSK_FS_ATTR_TYPE_ENUM {
        TSK_FS_ATTR_TYPE_NTFS_DATA;

        public int getValue() {
            throw new UnsupportedOperationException("a stub");
        }
    }
}
