package org.fathom4j.data.source;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.fathom4j.data.format.DamagedFileException;
import org.fathom4j.data.format.DigitStruct;

/** Photos in SVHN's format 1: PNGs beside a digitStruct.mat, in a folder or in a .tar.gz. */
sealed interface NumberPhotos {
  String ANNOTATION = "digitStruct.mat";

  /** Photos of that part ({@code train}) of a data set, if they are there. */
  static Optional<NumberPhotos> find(Path folder, String part) {
    if (Files.isRegularFile(folder.resolve(part).resolve(ANNOTATION))) {
      return Optional.of(new Folder(folder.resolve(part)));
    }
    Path archive = folder.resolve(part + ".tar.gz");
    return Files.isRegularFile(archive) ? Optional.of(new Archive(archive)) : Optional.empty();
  }

  /** Where they lie. */
  Path path();

  /** How many there are. */
  int count() throws IOException;

  /** The annotation of each. */
  List<DigitStruct.Photo> annotations() throws IOException;

  /** Hands out the PNGs one after the other, in an order of its own. */
  void forEach(Visitor visitor) throws IOException;

  /** Takes PNGs. */
  interface Visitor {
    /**
     * Takes one file.
     *
     * @param name without folders
     * @param bytes undecoded
     */
    void photo(String name, byte[] bytes) throws IOException;
  }

  /** PNGs in a folder. */
  record Folder(Path path) implements NumberPhotos {
    @Override
    public int count() throws IOException {
      return DigitStruct.count(path.resolve(ANNOTATION));
    }

    @Override
    public List<DigitStruct.Photo> annotations() throws IOException {
      return DigitStruct.read(path.resolve(ANNOTATION));
    }

    @Override
    public void forEach(Visitor visitor) throws IOException {
      for (DigitStruct.Photo photo : annotations()) {
        Path file = path.resolve(photo.name());
        if (!Files.isRegularFile(file)) {
          throw new DamagedFileException(path, "it lacks " + photo.name());
        }
        visitor.photo(photo.name(), Files.readAllBytes(file));
      }
    }
  }

  /** PNGs in an archive, read as a stream. */
  record Archive(Path path) implements NumberPhotos {
    @Override
    public int count() throws IOException {
      return withAnnotation(DigitStruct::count);
    }

    @Override
    public List<DigitStruct.Photo> annotations() throws IOException {
      return withAnnotation(DigitStruct::read);
    }

    @Override
    public void forEach(Visitor visitor) throws IOException {
      reading(
          tar -> {
            for (TarArchiveEntry entry = tar.getNextEntry();
                entry != null;
                entry = tar.getNextEntry()) {
              if (entry.isFile() && entry.getName().endsWith(".png")) {
                visitor.photo(baseName(entry), tar.readAllBytes());
              }
            }
            return path;
          },
          true);
    }

    private interface Reading<T, I> {
      T read(I in) throws IOException;
    }

    /** HDF5 needs a file that can be read at any place. */
    private <T> T withAnnotation(Reading<T, Path> annotation) throws IOException {
      return reading(
          tar -> {
            for (TarArchiveEntry entry = tar.getNextEntry();
                entry != null;
                entry = tar.getNextEntry()) {
              if (baseName(entry).equals(ANNOTATION)) {
                return withCopy(tar.readAllBytes(), annotation);
              }
            }
            throw new DamagedFileException(path, "it holds no " + ANNOTATION);
          },
          false);
    }

    private static <T> T withCopy(byte[] bytes, Reading<T, Path> annotation) throws IOException {
      Path copy = Files.createTempFile("digitStruct", ".mat");
      try {
        return annotation.read(Files.write(copy, bytes));
      } finally {
        Files.deleteIfExists(copy);
      }
    }

    /**
     * The boundary of commons-compress.
     *
     * @param whole whether to go on to the end of the file, where its checksum stands
     */
    private <T> T reading(Reading<T, TarArchiveInputStream> reading, boolean whole)
        throws IOException {
      try (InputStream raw = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
          InputStream unpacked = new GZIPInputStream(raw, 1 << 16)) {
        T found = reading.read(new TarArchiveInputStream(unpacked));
        if (whole) {
          unpacked.transferTo(OutputStream.nullOutputStream());
        }
        return found;
      } catch (DamagedFileException e) {
        throw e;
      } catch (IOException | RuntimeException e) {
        throw damaged(e);
      }
    }

    private DamagedFileException damaged(Exception cause) throws IOException {
      String what =
          cause instanceof EOFException
              ? "it ends early, after " + Files.size(path) + " bytes"
              : "it cannot be unpacked";
      DamagedFileException damaged =
          new DamagedFileException(path, what + ": " + cause.getMessage());
      damaged.initCause(cause);
      return damaged;
    }

    private static String baseName(TarArchiveEntry entry) {
      String name = entry.getName();
      return name.substring(name.lastIndexOf('/') + 1);
    }
  }
}
