package org.sleuthkit.datamodel;

public class BlackboardAttribute {
    private final Type type;
    private final Object value;

    public BlackboardAttribute(Type type, String source, int value) {
        this.type = type;
        this.value = value;
    }

    public BlackboardAttribute(Type type, String source, long value) {
        this.type = type;
        this.value = value;
    }

    public BlackboardAttribute(Type type, String source, String value) {
        this.type = type;
        this.value = value;
    }

    public Type getAttributeType() {
        return type;
    }

    /** Empty of what is no text. */
    public String getValueString() {
        return value instanceof String text ? text : "";
    }

    public long getValueLong() {
        return value instanceof Long number ? number : 0;
    }

    public int getValueInt() {
        return value instanceof Integer number ? number : 0;
    }

    @Override
    public String toString() {
        return type.getTypeName() + "=" + value;
    }

    public static class Type {
        private final int id;
        private final String name;

        Type(int id, String name) {
            this.id = id;
            this.name = name;
        }

        public String getTypeName() {
            return name;
        }

        public int getTypeID() {
            return id;
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
