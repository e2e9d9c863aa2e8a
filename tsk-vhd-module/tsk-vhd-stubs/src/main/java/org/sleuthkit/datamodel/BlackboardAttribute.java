package org.sleuthkit.datamodel;

public class BlackboardAttribute {
    public BlackboardAttribute(Type type, String source, int value) {
        throw new UnsupportedOperationException("a stub");
    }

    public BlackboardAttribute(Type type, String source, long value) {
        throw new UnsupportedOperationException("a stub");
    }

    public BlackboardAttribute(Type type, String source, String value) {
        throw new UnsupportedOperationException("a stub");
    }

    public Type getAttributeType() {
        throw new UnsupportedOperationException("a stub");
    }

    public String getValueString() {
        throw new UnsupportedOperationException("a stub");
    }

    public long getValueLong() {
        throw new UnsupportedOperationException("a stub");
    }

    public int getValueInt() {
        throw new UnsupportedOperationException("a stub");
    }

    public static class Type {
        Type() {}

        public String getTypeName() {
            throw new UnsupportedOperationException("a stub");
        }

        public int getTypeID() {
            throw new UnsupportedOperationException("a stub");
        }
    }

    public enum TSK_BLACKBOARD_ATTRIBUTE_VALUE_TYPE {
        STRING,
        INTEGER,
        LONG,
        DATETIME,
        JSON
    }
}
