package dev.identitygraph.development;

/** What neo4j.conf says. */
final class Neo4jConfiguration {
    private Neo4jConfiguration() {}

    static String of(Neo4jServer.Settings settings) {
        return """
                # Written anew at every start.
                server.config.strict_validation.enabled=true

                # This machine only. Without the advertised addresses the Browser and the driver are sent to 7687 and 7474.
                server.bolt.listen_address=127.0.0.1:%1$d
                server.bolt.advertised_address=localhost:%1$d
                server.http.listen_address=127.0.0.1:%2$d
                server.http.advertised_address=localhost:%2$d

                # A fresh store of 2 MB instead of 516, and no 10 seconds of waiting for stragglers at the end.
                server.memory.pagecache.size=%3$s
                db.tx_log.preallocate=false
                internal.dbms.bolt.netty_server_shutdown_quiet_period=0

                # The parameters of queries are personal data.
                db.logs.query.enabled=OFF

                # Nothing leaves this machine: neither the server's reports nor the Browser's requests.
                dbms.usage_report.enabled=false
                client.allow_telemetry=false
                browser.remote_content_hostname_whitelist=localhost
                browser.post_connect_cmd=%4$s
                dbms.security.http_static_content_security_policy_header=\
                default-src 'self'; img-src 'self' data:; font-src 'self' data:; style-src 'self' 'unsafe-inline'; \
                connect-src 'self' ws://localhost:* http://localhost:*; \
                base-uri 'none'; object-src 'none'; frame-ancestors 'none'
                """.formatted(settings.boltPort(), settings.httpPort(), settings.pageCache(), settings.browserCommand());
    }
}
