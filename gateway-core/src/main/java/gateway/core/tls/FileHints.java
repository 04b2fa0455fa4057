package gateway.core.tls;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says that something happened in some directories, as the system tells it (inotify). A hint and no more: it may come for nothing,
 * and on some file systems it never comes. One thread at a time.
 */
final class FileHints implements FileWatch.Hints {
    private static final Logger LOG = LoggerFactory.getLogger(FileHints.class);

    private final Map<Path, WatchKey> keys = new HashMap<>();
    private @Nullable WatchService service;
    private boolean isBroken;

    /** The directories of these files, and those among them that are directories; others are watched no more. */
    @Override
    public void watch(Collection<Path> files) {
        Set<Path> directories = new HashSet<>();
        for (Path file : files) {
            Path absolute = file.toAbsolutePath();
            Path parent = absolute.getParent();
            directories.add(Files.isDirectory(absolute) || parent == null ? absolute : parent);
        }
        keys.entrySet().removeIf(entry -> {
            if (directories.contains(entry.getKey())) {
                return false;
            }
            entry.getValue().cancel();
            return true;
        });
        for (Path directory : directories) {
            if (!isBroken && !keys.containsKey(directory)) {
                register(directory);
            }
        }
    }

    private void register(Path directory) {
        try {
            WatchService present = service;
            if (present == null) {
                present = FileSystems.getDefault().newWatchService();
                service = present;
            }
            keys.put(
                    directory,
                    directory.register(
                            present,
                            StandardWatchEventKinds.ENTRY_CREATE,
                            StandardWatchEventKinds.ENTRY_MODIFY,
                            StandardWatchEventKinds.ENTRY_DELETE));
        } catch (IOException | UnsupportedOperationException e) {
            if (service == null) {
                // No more of these for the user: a look every few seconds does as well.
                isBroken = true;
            }
            LOG.debug("{} is looked at from time to time only", directory, e);
        }
    }

    @Override
    public boolean happened() {
        WatchService present = service;
        if (present == null) {
            return false;
        }
        boolean any = false;
        try {
            for (WatchKey key = present.poll(); key != null; key = present.poll()) {
                key.pollEvents();
                any = true;
                if (!key.reset()) {
                    keys.values().remove(key);
                }
            }
        } catch (ClosedWatchServiceException e) {
            return false;
        }
        return any;
    }

    @Override
    public void close() {
        WatchService present = service;
        service = null;
        isBroken = true;
        keys.clear();
        try {
            if (present != null) {
                present.close();
            }
        } catch (IOException e) {
            LOG.debug("the watch of directories did not close", e);
        }
    }
}
