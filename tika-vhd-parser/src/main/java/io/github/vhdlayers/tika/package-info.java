/**
 * VHD files for Apache Tika: a detector, a parser, and the metadata keys it sets.
 *
 * <p>One jar for Tika 3.x and 4.x. The classes are compiled against 3.x and have the methods of both lines. Only what both
 * lines have under the same name and descriptor is used here; whatever differs between them does not belong in this package
 * unless it is looked up in a way that works on both.
 */
@NullMarked
package io.github.vhdlayers.tika;

import org.jspecify.annotations.NullMarked;
