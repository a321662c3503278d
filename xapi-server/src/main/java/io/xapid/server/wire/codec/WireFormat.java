package io.xapid.server.wire.codec;

import java.time.Instant;

/** How single values and the brackets around several look in one wire form. Stateless. */
abstract sealed class WireFormat permits XmlFormat, JsonFormat {
    private static final long SECONDS_PER_DAY = 86_400;

    /** Which of a row's kept renderings is in this form. */
    abstract RenderedForm form();

    abstract void string(ChunkBuffer out, String text);

    abstract void integer(ChunkBuffer out, long value);

    /** An integer that has a form of its own beside the API's usual one. */
    abstract void nativeInteger(ChunkBuffer out, long value);

    abstract void number(ChunkBuffer out, double value);

    abstract void bool(ChunkBuffer out, boolean value);

    abstract void date(ChunkBuffer out, Instant value);

    /** The result of a message that has none. */
    abstract void nothing(ChunkBuffer out);

    /** An explicit null, as clients may send it and get it back. */
    abstract void nil(ChunkBuffer out);

    abstract void openSet(ChunkBuffer out);

    /** Comes before each element of a set but the first. */
    abstract void nextElement(ChunkBuffer out);

    abstract void closeSet(ChunkBuffer out);

    abstract void openStruct(ChunkBuffer out);

    /** Comes before each member of a struct but the first. */
    abstract void nextMember(ChunkBuffer out);

    /** The name, after which the value follows. */
    abstract void openMember(ChunkBuffer out, String name);

    abstract void closeMember(ChunkBuffer out);

    abstract void closeStruct(ChunkBuffer out);

    /** {@link #openMember} for a name known beforehand. */
    final byte[] memberOpening(String name) {
        var out = new ChunkBuffer();
        openMember(out, name);
        return out.takeBytes();
    }

    /** Year to second without separators but a T, in UTC: what dates look like in either form. */
    static void compactDate(ChunkBuffer out, Instant date) {
        long seconds = date.getEpochSecond();
        long day = Math.floorDiv(seconds, SECONDS_PER_DAY);
        int second = (int) Math.floorMod(seconds, SECONDS_PER_DAY);
        // counting years from March makes the leap day the last of its year
        long shifted = day + 719_468;
        long era = Math.floorDiv(shifted, 146_097L);
        int dayOfEra = (int) Math.floorMod(shifted, 146_097L);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int monthFromMarch = (5 * dayOfYear + 2) / 153;
        int dayOfMonth = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
        int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        long year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);

        out.padded((int) Math.max(0, Math.min(9999, year)), 4);
        out.padded(month, 2);
        out.padded(dayOfMonth, 2);
        out.put('T');
        out.padded(second / 3600, 2);
        out.put(':');
        out.padded(second / 60 % 60, 2);
        out.put(':');
        out.padded(second % 60, 2);
        out.put('Z');
    }
}
