package org.amends.testbed.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the small machine: one for all of them, as it takes half a minute to boot; it is switched off after the last. */
public final class Booted implements ParameterResolver {

    private record Running(SmallMachine machine, Path folder) implements AutoCloseable {

        static Running boot() {
            try {
                Path folder = Files.createTempDirectory("amends-machine");
                return new Running(SmallMachine.boot(folder), folder);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        @Override
        public void close() throws IOException {
            machine.close();
            Kernel.delete(folder);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == SmallMachine.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return test.getRoot().getStore(Namespace.create(Booted.class))
                .getOrComputeIfAbsent(Running.class, _ -> Running.boot(), Running.class).machine();
    }
}
