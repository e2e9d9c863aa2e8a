/**
 * VHD files for Apache Tika: a detector, a parser, and the metadata keys it sets.
 *
 * <p>One jar for Tika 3.x and 4.x. The classes are compiled against 3.x and have the methods of both lines. Only what both
 * lines have under the same name and descriptor is used here; whatever differs between them does not belong in this package
 * unless it is looked up in a way that works on both.
 *
 * <p>A document goes through {@link io.github.vhdlayers.tika.VhdParser}: the file behind the stream ({@code DocumentFile}), the leaf's
 * own metadata ({@code FileMetadata}), the chain ({@code ChainMetadata}), one walk over the runs of the merged disk
 * ({@code OwnershipTally}), the text ({@code DiskReport}), and then whatever the disk holds. All metadata are set before the first
 * character of text, so that a failure loses none.
 *
 * <p><b>What a disk holds leaves it through {@code EmbeddedDocuments} and nowhere else.</b> A class that has something to give makes an
 * {@code EmbeddedDocument} of it (name, type or none, length, details, a way to open the bytes) and calls {@code give}, which asks
 * Tika, keeps the limits, shows that the parser is at work, streams, and tells which document could not be read to its end.
 * {@code Attachments} does so with maps and images; after its call in {@code VhdParser} is the place for others. Reading goes on
 * inside {@code give}, in the thread of the parser, as long as the chain is open, and one document after another.
 */
@NullMarked
package io.github.vhdlayers.tika;

import org.jspecify.annotations.NullMarked;
