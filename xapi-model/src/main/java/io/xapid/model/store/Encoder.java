package io.xapid.model.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes as they are written: big-endian numbers, and texts and parts with their length before them. */
final class Encoder {
    private byte[] bytes;
    private int size;

    Encoder(int likelySize) {
        bytes = new byte[likelySize];
    }

    void writeByte(int value) {
        makeRoom(1);
        bytes[size++] = (byte) value;
    }

    void writeShort(int value) {
        makeRoom(2);
        bytes[size++] = (byte) (value >> 8);
        bytes[size++] = (byte) value;
    }

    void writeInt(int value) {
        makeRoom(4);
        putInt(size, value);
        size += 4;
    }

    void writeLong(long value) {
        writeInt((int) (value >> 32));
        writeInt((int) value);
    }

    void writeText(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        writeInt(utf8.length);
        makeRoom(utf8.length);
        System.arraycopy(utf8, 0, bytes, size, utf8.length);
        size += utf8.length;
    }

    /** Leaves room for the length of what follows, until {@link #endPart} fills it in. */
    int beginPart() {
        writeInt(0);
        return size;
    }

    /** @param begin what {@link #beginPart} gave */
    void endPart(int begin) {
        putInt(begin - 4, size - begin);
    }

    int size() {
        return size;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** For writing elsewhere without a copy; the first {@link #size} count. */
    byte[] buffer() {
        return bytes;
    }

    /** Starts anew with the room it has. */
    void clear() {
        size = 0;
    }

    private void putInt(int at, int value) {
        bytes[at] = (byte) (value >> 24);
        bytes[at + 1] = (byte) (value >> 16);
        bytes[at + 2] = (byte) (value >> 8);
        bytes[at + 3] = (byte) value;
    }

    private void makeRoom(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), (int)
                    Math.min(bytes.length * 2L, Integer.MAX_VALUE - 8)));
        }
    }
}
