package org.sleuthkit.datamodel;

public class Attribute {
    private final BlackboardAttribute.Type type;
    private final String value;

    public Attribute(BlackboardAttribute.Type type, String value) {
        this.type = type;
        this.value = value;
    }

    public BlackboardAttribute.Type getAttributeType() {
        return type;
    }

    public String getValueString() {
        return value;
    }
}
