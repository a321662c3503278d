package io.xapid.server.wire.codec;

/** The wire forms in which a row's record can be kept. */
enum RenderedForm {
    XML,
    JSON
}
