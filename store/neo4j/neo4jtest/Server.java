import java.nio.file.Path;
import java.time.Duration;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.connectors.HttpConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;

/**
 * A Neo4j server for tests: arguments are its folder, its port on loopback, whether it asks for a password, a file
 * of more settings, and whether what it wrote is to be used again.
 */
class Server {
    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[1]);
        DatabaseManagementService service = new DatabaseManagementServiceBuilder(Path.of(args[0]))
                .loadPropertiesFromFile(Path.of(args[3]))
                .setConfig(BoltConnector.enabled, true)
                .setConfig(BoltConnector.listen_address, new SocketAddress("127.0.0.1", port))
                .setConfig(BoltConnector.advertised_address, new SocketAddress("127.0.0.1", port))
                .setConfig(HttpConnector.enabled, false)
                .setConfig(GraphDatabaseSettings.auth_enabled, Boolean.parseBoolean(args[2]))
                .setConfig(GraphDatabaseSettings.pagecache_memory, 128L << 20)
                .setConfig(GraphDatabaseSettings.check_point_interval_time, Duration.ofHours(1))
                .build();
        System.out.println("READY");
        // The test process holds the other end: when it goes, so does this.
        while (System.in.read() >= 0) { }
        // What is thrown away need not be put in order.
        if (Boolean.parseBoolean(args[4])) {
            service.shutdown();
        }
        Runtime.getRuntime().halt(0);
    }
}
