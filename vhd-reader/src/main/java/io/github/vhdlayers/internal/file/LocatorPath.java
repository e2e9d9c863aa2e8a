package io.github.vhdlayers.internal.file;

import io.github.vhdlayers.internal.format.vhd.ParentLocator;
import io.github.vhdlayers.internal.format.vhd.PlatformCode;

/**
 * A parent's path as one of the child's locators records it. It is what a disk says, not a place to look: nothing is ever
 * opened because of it alone.
 *
 * @param locator the entry that the path comes from
 * @param platform what kind of path it is
 * @param text the path, decoded without replacing anything; may hold unpaired surrogates and control characters
 */
public record LocatorPath(ParentLocator locator, PlatformCode platform, String text) {}
