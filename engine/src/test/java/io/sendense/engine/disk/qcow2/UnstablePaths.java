package io.sendense.engine.disk.qcow2;

import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardOpenOption;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes `UnstableFile`s something that `FileChannel.open` opens: a file system of one folder.
final class UnstablePaths {
    private UnstablePaths() {}

    /// A file alone.
    static Path of(UnstableFile file) {
        return folder(Map.of("unstable.qcow2", file)).resolve("unstable.qcow2");
    }

    /// A folder with files by their names.
    static Path folder(Map<String, UnstableFile> files) {
        return path("", new OneFolderSystem(new OneFolderProvider(files)));
    }

    private static Path path(String name, OneFolderSystem system) {
        return (Path)
                Proxy.newProxyInstance(
                        UnstablePaths.class.getClassLoader(),
                        new Class<?>[] {Path.class},
                        (self, method, arguments) ->
                                switch (method.getName()) {
                                    case "getFileSystem" -> system;
                                    case "getFileName" -> self;
                                    case "toRealPath" -> {
                                        system.provider.check(name);
                                        yield self;
                                    }
                                    case "resolve", "resolveSibling" ->
                                            path(arguments[0].toString(), system);
                                    // All files are in the one folder.
                                    case "startsWith" -> true;
                                    case "toString" -> name;
                                    case "hashCode" -> name.hashCode();
                                    case "equals" ->
                                            arguments[0] instanceof Path other
                                                    && other.getFileSystem().equals(system)
                                                    && other.toString().equals(name);
                                    default ->
                                            throw new UnsupportedOperationException(
                                                    method.getName());
                                });
    }

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("nobody needs that here");
    }

    private static final class OneFolderProvider extends FileSystemProvider {
        private final Map<String, UnstableFile> files;

        OneFolderProvider(Map<String, UnstableFile> files) {
            this.files = files;
        }

        void check(String name) throws NoSuchFileException {
            if (!name.isEmpty() && !files.containsKey(name)) {
                throw new NoSuchFileException(name);
            }
        }

        private UnstableFile file(Path path) throws NoSuchFileException {
            UnstableFile file = files.get(path.toString());
            if (file == null) {
                throw new NoSuchFileException(path.toString());
            }
            return file;
        }

        @Override
        public String getScheme() {
            return "unstable";
        }

        @Override
        public FileChannel newFileChannel(
                Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
                throws FileSystemException {
            UnstableFile file = file(path);
            if (options.contains(StandardOpenOption.CREATE_NEW) && !file.make()) {
                throw new FileAlreadyExistsException(path.toString());
            }
            return new UnstableChannel(file);
        }

        @Override
        public <A extends BasicFileAttributes> A readAttributes(
                Path path, Class<A> type, LinkOption... options) throws NoSuchFileException {
            return type.cast(new Attributes(file(path).size()));
        }

        @Override
        public void delete(Path path) {
            // The power is gone by then.
        }

        @Override
        public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
            throw unused();
        }

        @Override
        public FileSystem getFileSystem(URI uri) {
            throw unused();
        }

        @Override
        public Path getPath(URI uri) {
            throw unused();
        }

        @Override
        public SeekableByteChannel newByteChannel(
                Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) {
            throw unused();
        }

        @Override
        public DirectoryStream<Path> newDirectoryStream(
                Path folder, DirectoryStream.Filter<? super Path> filter) {
            throw unused();
        }

        @Override
        public void createDirectory(Path folder, FileAttribute<?>... attributes) {
            throw unused();
        }

        @Override
        public void copy(Path source, Path target, CopyOption... options) {
            throw unused();
        }

        @Override
        public void move(Path source, Path target, CopyOption... options) {
            throw unused();
        }

        @Override
        public boolean isSameFile(Path path, Path other) {
            throw unused();
        }

        @Override
        public boolean isHidden(Path path) {
            throw unused();
        }

        @Override
        public FileStore getFileStore(Path path) {
            throw unused();
        }

        @Override
        public void checkAccess(Path path, AccessMode... modes) {
            throw unused();
        }

        @Override
        public <V extends FileAttributeView> V getFileAttributeView(
                Path path, Class<V> type, LinkOption... options) {
            throw unused();
        }

        @Override
        public Map<String, Object> readAttributes(
                Path path, String attributes, LinkOption... options) {
            throw unused();
        }

        @Override
        public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
            throw unused();
        }
    }

    private record Attributes(long size) implements BasicFileAttributes {
        @Override
        public FileTime lastModifiedTime() {
            return FileTime.fromMillis(0);
        }

        @Override
        public FileTime lastAccessTime() {
            return FileTime.fromMillis(0);
        }

        @Override
        public FileTime creationTime() {
            return FileTime.fromMillis(0);
        }

        @Override
        public boolean isRegularFile() {
            return true;
        }

        @Override
        public boolean isDirectory() {
            return false;
        }

        @Override
        public boolean isSymbolicLink() {
            return false;
        }

        @Override
        public boolean isOther() {
            return false;
        }

        @Override
        public @Nullable Object fileKey() {
            return null;
        }
    }

    private static final class OneFolderSystem extends FileSystem {
        private final OneFolderProvider provider;

        OneFolderSystem(OneFolderProvider provider) {
            this.provider = provider;
        }

        @Override
        public FileSystemProvider provider() {
            return provider;
        }

        @Override
        public void close() {
            throw unused();
        }

        @Override
        public boolean isOpen() {
            throw unused();
        }

        @Override
        public boolean isReadOnly() {
            throw unused();
        }

        @Override
        public String getSeparator() {
            throw unused();
        }

        @Override
        public Iterable<Path> getRootDirectories() {
            throw unused();
        }

        @Override
        public Iterable<FileStore> getFileStores() {
            throw unused();
        }

        @Override
        public Set<String> supportedFileAttributeViews() {
            throw unused();
        }

        @Override
        public Path getPath(String first, String... more) {
            throw unused();
        }

        @Override
        public PathMatcher getPathMatcher(String syntaxAndPattern) {
            throw unused();
        }

        @Override
        public UserPrincipalLookupService getUserPrincipalLookupService() {
            throw unused();
        }

        @Override
        public WatchService newWatchService() {
            throw unused();
        }
    }
}
