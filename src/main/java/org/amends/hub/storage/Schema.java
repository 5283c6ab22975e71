package org.amends.hub.storage;

import java.util.Arrays;
import javax.sql.DataSource;
import org.amends.ExitCode;
import org.amends.StartRefused;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** Brings the tables up to this program. Each package keeps its own migrations beside it; their numbers are shared. */
final class Schema {

    private static final String EVERY_PACKAGE = "classpath:org/amends/hub";

    private Schema() {
    }

    /**
     * @throws StartRefused if the data was written by a newer program, or a migration fails
     */
    static void bringUp(DataSource source, String database) {
        try {
            Flyway flyway = Flyway.configure().dataSource(source).locations(EVERY_PACKAGE).validateMigrationNaming(true)
                    .load();
            MigrationInfo[] all = flyway.info().all();
            if (Arrays.stream(all).anyMatch(Schema::fromTheFuture)) {
                throw new StartRefused(ExitCode.FAILURE, database
                        + " was written by a newer amends; start that version or a later one. Nothing was changed.");
            }
            flyway.migrate();
        } catch (FlywayException failure) {
            throw new StartRefused(ExitCode.FAILURE,
                    database + " cannot be opened: " + failure.getMessage().lines().findFirst().orElse("unknown reason"));
        }
    }

    private static boolean fromTheFuture(MigrationInfo migration) {
        return migration.getState() == MigrationState.FUTURE_SUCCESS
                || migration.getState() == MigrationState.FUTURE_FAILED;
    }
}
