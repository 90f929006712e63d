package io.sendense.app.command;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/// What an `IOException` says in words: those of the file system have only the file's name for a
/// message.
final class FileFailure {
    private FileFailure() {}

    static String reason(IOException failure) {
        return switch (failure) {
            case NoSuchFileException e -> "there is no " + e.getFile();
            case AccessDeniedException e -> "this user may not use " + e.getFile();
            case FileAlreadyExistsException e -> "there is a " + e.getFile() + " already";
            case FileSystemException e when e.getReason() != null ->
                    e.getReason() + ": " + e.getFile();
            default -> withCause(failure);
        };
    }

    private static String withCause(IOException failure) {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return failure.getCause() instanceof IOException cause && cause.getMessage() != null
                ? message + ": " + cause.getMessage()
                : message;
    }
}
