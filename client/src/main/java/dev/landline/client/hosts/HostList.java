package dev.landline.client.hosts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The text of files about hosts: at most 64 MiB of UTF-8. */
final class HostList {

    /** The largest file that is read, in bytes. */
    static final int MAX_SIZE = 64 << 20;

    private HostList() {}

    static String read(Path file) throws InventoryException {
        try (InputStream input = Files.newInputStream(file)) {
            byte[] bytes = input.readNBytes(MAX_SIZE + 1);
            if (bytes.length > MAX_SIZE) {
                throw new InventoryException(
                        file + ": expected at most " + MAX_SIZE + " bytes, got more");
            }
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (NoSuchFileException e) {
            throw new InventoryException(file + ": expected a file, got none with this name", e);
        } catch (CharacterCodingException e) {
            throw new InventoryException(file + ": expected UTF-8, got other bytes", e);
        } catch (InventoryException e) {
            throw e;
        } catch (FileSystemException e) {
            throw unreadable(
                    file, e.getReason() == null ? e.getClass().getSimpleName() : e.getReason(), e);
        } catch (IOException e) {
            throw unreadable(file, String.valueOf(e.getMessage()), e);
        }
    }

    private static InventoryException unreadable(Path file, String why, IOException cause) {
        return new InventoryException(file + ": expected a file that can be read: " + why, cause);
    }
}
