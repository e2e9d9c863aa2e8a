package org.sleuthkit.datamodel;

public class Attribute {
    public Attribute(BlackboardAttribute.Type type, String value) {
        throw new UnsupportedOperationException("a stub");
    }

    public BlackboardAttribute.Type getAttributeType() {
        throw new UnsupportedOperationException("a stub");
    }

    public String getValueString() {
        throw new UnsupportedOperationException("a stub");
    }
}
