package io.xapid.xe.net;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** An open connection. Closing it from another thread ends what waits on it. */
public interface Link extends Closeable {
    InputStream in() throws IOException;

    OutputStream out() throws IOException;

    /** Says that no more will be sent. What the other side sends can still be read. */
    void endOutput() throws IOException;
}
