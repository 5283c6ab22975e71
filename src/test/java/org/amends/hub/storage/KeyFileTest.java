package org.amends.hub.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class KeyFileTest {

    @TempDir
    private Path folder;

    @Test
    void all_who_want_it_first_at_once_get_the_one_key() throws Exception {
        int many = 20;
        CyclicBarrier line = new CyclicBarrier(many);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> keys = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                keys.add(threads.submit(() -> {
                    line.await();
                    return Base64.getEncoder().encodeToString(KeyFile.in(folder).readOrMake());
                }));
            }
            Set<String> different = new HashSet<>();
            for (Future<String> key : keys) {
                different.add(key.get());
            }
            assertThat(different).hasSize(1);
        }
    }
}
