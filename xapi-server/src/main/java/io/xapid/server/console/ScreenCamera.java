package io.xapid.server.console;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Takes a picture of a screen, as one more viewer (RFC 6143), and hands it over as a JPEG. */
final class ScreenCamera {
    private static final String VERSION = "RFB 003.008\n";
    private static final int NO_SECURITY = 1;
    private static final int MOST_PIXELS = 8 << 20; // 32 MiB of them
    private static final int LONGEST_TEXT = 1 << 20;
    private static final byte[] PLAIN_COLOURS = { // 32 bits for a pixel, the lowest eight for blue
        0, 0, 0, 0, 32, 24, 0, 1, 0, (byte) 255, 0, (byte) 255, 0, (byte) 255, 16, 8, 0, 0, 0, 0
    };
    private static final byte[] RAW_ONLY = {2, 0, 0, 1, 0, 0, 0, 0};

    private final TimedChannel line;

    private ScreenCamera(TimedChannel line) {
        this.line = line;
    }

    /**
     * Takes one picture; closes the channel.
     *
     * @param limit for all of it
     * @throws IOException if the other side does not do its part, or not in time
     */
    static byte[] jpegOf(SocketChannel channel, Duration limit) throws IOException {
        try (channel;
                var line = new TimedChannel(channel, limit)) {
            return jpeg(new ScreenCamera(line).picture());
        }
    }

    private BufferedImage picture() throws IOException {
        greet();
        ByteBuffer size = line.read(24);
        int width = size.getShort(0) & 0xFFFF;
        int height = size.getShort(2) & 0xFFFF;
        skip(Integer.toUnsignedLong(size.getInt(20)));
        if (width == 0 || height == 0 || (long) width * height > MOST_PIXELS) {
            throw new ProtocolException("a screen of %d by %d pixels".formatted(width, height));
        }
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        line.write(ByteBuffer.wrap(PLAIN_COLOURS));
        line.write(ByteBuffer.wrap(RAW_ONLY));
        line.write(ByteBuffer.allocate(10)
                .put((byte) 3)
                .put((byte) 0)
                .putInt(0)
                .putShort((short) width)
                .putShort((short) height)
                .flip());
        awaitUpdate(image);
        return image;
    }

    private void greet() throws IOException {
        String version =
                StandardCharsets.ISO_8859_1.decode(line.read(VERSION.length())).toString();
        if (!version.equals(VERSION)) {
            throw new ProtocolException("another version of RFB");
        }
        line.write(StandardCharsets.ISO_8859_1.encode(VERSION));
        ByteBuffer kinds = line.read(line.read(1).get() & 0xFF);
        boolean free = false;
        while (kinds.hasRemaining()) {
            free |= kinds.get() == NO_SECURITY;
        }
        if (!free) {
            throw new ProtocolException("a password is wanted");
        }
        line.write(ByteBuffer.wrap(new byte[] {NO_SECURITY}));
        if (line.read(4).getInt() != 0) {
            throw new ProtocolException("not let in");
        }
        line.write(ByteBuffer.wrap(new byte[] {1})); // others may watch meanwhile
    }

    /** Passes over what else a server may say until the picture comes. */
    private void awaitUpdate(BufferedImage image) throws IOException {
        while (true) {
            int message = line.read(1).get() & 0xFF;
            switch (message) {
                case 0 -> {
                    update(image);
                    return;
                }
                case 1 -> skip(6L * (line.read(5).getShort(3) & 0xFFFF)); // colours of a map
                case 2 -> {} // a bell
                case 3 -> skip(Integer.toUnsignedLong(line.read(7).getInt(3))); // the guest's clipboard
                default -> throw new ProtocolException("message " + message);
            }
        }
    }

    private void update(BufferedImage image) throws IOException {
        int count = line.read(3).getShort(1) & 0xFFFF;
        for (int i = 0; i < count; i++) {
            ByteBuffer head = line.read(12);
            int left = head.getShort() & 0xFFFF;
            int top = head.getShort() & 0xFFFF;
            int width = head.getShort() & 0xFFFF;
            int height = head.getShort() & 0xFFFF;
            if (head.getInt() != 0 || left + width > image.getWidth() || top + height > image.getHeight()) {
                throw new ProtocolException("a part of a picture that was not asked for");
            }
            ByteBuffer row = ByteBuffer.allocate(4 * width).order(ByteOrder.LITTLE_ENDIAN);
            int[] pixels = new int[width];
            for (int y = top; y < top + height; y++) {
                line.read(row.clear()).asIntBuffer().get(pixels);
                image.setRGB(left, y, width, 1, pixels, 0, width);
            }
        }
    }

    private void skip(long bytes) throws IOException {
        if (bytes > LONGEST_TEXT) {
            throw new ProtocolException("a text of " + bytes + " bytes");
        }
        line.read((int) bytes);
    }

    private static byte[] jpeg(BufferedImage image) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var out = new MemoryCacheImageOutputStream(bytes)) { // never a file
            writer.setOutput(out);
            writer.write(image);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
