package main

import (
	"fmt"
	"log/slog"

	"github.com/urfave/cli/v3"

	"rolegraph/graph"
	"rolegraph/server"
)

const (
	// connectionLimit leaves most of the 20,000 files that a process may commonly have
	// open to others; an idle connection takes some 25 kB.
	connectionLimit = 10_000
	// headerRoom is for a request's line and headers besides the query of its URL,
	// which has the body's limit.
	headerRoom = 32 << 10
)

// serverFlags say how the server is reached.
func serverFlags() []cli.Flag {
	return []cli.Flag{
		limitFlag("Server", "connection-limit", "ROLEGRAPH_CONNECTION_LIMIT", connectionLimit, "keep at most `N` connections open, and answer at most N requests at a time"),
		limitFlag("Server", "operation-limit", "ROLEGRAPH_OPERATION_LIMIT", graph.DefaultOperations, "execute at most `N` operations at a time"),
		&cli.StringFlag{
			Name: "tls-cert", Sources: cli.EnvVars("ROLEGRAPH_TLS_CERT"), Category: "Server",
			Usage: "serve HTTPS with the certificate of `FILE`, in PEM, which is read again when it is replaced",
		},
		&cli.StringFlag{
			Name: "tls-key", Sources: cli.EnvVars("ROLEGRAPH_TLS_KEY"), Category: "Server",
			Usage: "`FILE` of the certificate's key, in PEM",
		},
		&cli.StringSliceFlag{
			Name: "cors-origin", Sources: cli.EnvVars("ROLEGRAPH_CORS_ORIGIN"), Category: "Server",
			Usage: "let pages of `ORIGIN`, such as https://app.example, ask GraphQL; * is all pages; may be given several times",
		},
	}
}

// serverConfig is what the flags say of the server. The routes are missing.
func serverConfig(c *cli.Command, log *slog.Logger) (server.Config, error) {
	certificate, key := c.String("tls-cert"), c.String("tls-key")
	if (certificate == "") != (key == "") {
		return server.Config{}, usageError{fmt.Errorf("--tls-cert and --tls-key need each other")}
	}
	var origins []string
	for _, text := range c.StringSlice("cors-origin") {
		origin, err := server.ParseOrigin(text)
		if err != nil {
			return server.Config{}, usageError{err}
		}
		origins = append(origins, origin)
	}
	address, err := listenAddress(c)
	if err != nil {
		return server.Config{}, err
	}
	return server.Config{
		Address: address, Connections: c.Int("connection-limit"), Certificate: certificate, Key: key,
		Origins: origins, Shared: []string{"/graphql", "/schema.graphql"},
		HeaderBytes: c.Int("body-limit") + headerRoom, Times: server.DefaultTimes(c.Duration("deadline")), Log: log,
	}, nil
}
