package io.xapid.xe.wire;

import java.io.IOException;
import java.util.List;

/**
 * What a server may order its client to do. Texts are bytes as they came, nearly always UTF-8; names of files and places
 * are decoded.
 *
 * @param <F> how an order may fail, besides a broken connection
 */
public interface ServerOrders<F extends Exception> {
    /** A line for people or scripts; the newline is not in it. */
    void print(byte[] line) throws IOException, F;

    /** For the other output, verbatim. */
    void printError(byte[] text) throws IOException, F;

    void debug(byte[] text) throws IOException, F;

    /** A failure of the API that the server has no sentence for. */
    void error(String code, List<String> parameters) throws IOException, F;

    /** The end of the conversation. */
    void exit(int code) throws IOException, F;

    /** Send the whole file over this connection. */
    void load(String file) throws IOException, F;

    /** Send a line that somebody types. */
    void prompt() throws IOException, F;

    /** @param file to be made; empty for the output */
    void get(String file, String place) throws IOException, F;

    void put(String file, String place) throws IOException, F;

    /** Join the terminal to a console. */
    void connect(String place) throws IOException, F;
}
