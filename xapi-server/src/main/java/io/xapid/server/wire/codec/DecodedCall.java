package io.xapid.server.wire.codec;

import io.xapid.server.api.Reply;
import io.xapid.server.api.WireCall;
import java.util.Optional;

/** A call that has been read, and the way to answer it in the form in which it came. */
public interface DecodedCall {
    /** What to hand on. */
    WireCall call();

    /** The failure to answer with at once, if the call is of no use although it could be read. */
    Optional<Reply.Failed> refusal();

    /** The whole body of an answer. */
    ByteChunks answer(Reply reply);
}
