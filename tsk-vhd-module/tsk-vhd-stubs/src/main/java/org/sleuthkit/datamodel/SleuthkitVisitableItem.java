package org.sleuthkit.datamodel;

public interface SleuthkitVisitableItem {}
