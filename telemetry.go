package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"time"

	"github.com/urfave/cli/v3"

	"rolegraph/access"
	"rolegraph/agents"
	"rolegraph/graph"
	"rolegraph/graph/examples"
	"rolegraph/server"
	"rolegraph/telemetry"
)

// flushTime is how long the traces that are left at the end may take to be sent.
const flushTime = 3 * time.Second

// telemetryFlags say how a server is seen from outside.
func telemetryFlags() []cli.Flag {
	const category = "Seen from outside"
	return []cli.Flag{
		&cli.StringFlag{
			Name: "metrics-listen", Sources: cli.EnvVars("ROLEGRAPH_METRICS_LISTEN"), Category: category,
			Usage: "serve /metrics on an `ADDRESS` of its own, and not beside the answers",
		},
		&cli.StringFlag{
			Name: "otlp-endpoint", Sources: cli.EnvVars("ROLEGRAPH_OTLP_ENDPOINT"), Category: category,
			Usage: "send traces by OTLP to the collector at `URL`, such as http://127.0.0.1:4318; OpenTelemetry's variables work too",
		},
		newChoice(&cli.StringFlag{
			Name: "log-level", Value: "info", Sources: cli.EnvVars("ROLEGRAPH_LOG_LEVEL"), Category: category,
			Usage: "log what is of `LEVEL` or above: debug, which has each request, info, warn or error",
		}, "debug", "info", "warn", "error"),
		newChoice(&cli.StringFlag{
			Name: "log-format", Value: "text", Sources: cli.EnvVars("ROLEGRAPH_LOG_FORMAT"), Category: category,
			Usage: "write the log as `FORMAT`: text, a line of key=value, or json",
		}, "text", "json"),
	}
}

// newLog is the log that the flags ask for.
func newLog(c *cli.Command, stderr io.Writer) *slog.Logger {
	var options slog.HandlerOptions
	level := new(slog.LevelVar)
	if err := level.UnmarshalText([]byte(c.String("log-level"))); err != nil {
		panic(err) // the flag has been checked
	}
	options.Level = level
	if c.String("log-format") == "json" {
		return slog.New(slog.NewJSONHandler(stderr, &options))
	}
	return slog.New(slog.NewTextHandler(stderr, &options))
}

// newTelemetry observes a server as the flags say.
func newTelemetry(ctx context.Context, c *cli.Command, log *slog.Logger) (*telemetry.Telemetry, error) {
	exporter, err := telemetry.NewExporter(ctx, c.String("otlp-endpoint"))
	if err != nil {
		return nil, usageError{err}
	}
	seen := telemetry.New(telemetry.Config{
		Version: version(), Log: log, RequestID: server.RequestID, Client: access.Client, Exporter: exporter,
	})
	for _, example := range examples.All() {
		seen.Know(example.Operation)
	}
	for _, operation := range agents.Operations() {
		seen.Know(operation)
	}
	return seen, nil
}

// observe has a service that will be made observed.
func observe(seen *telemetry.Telemetry, config *graph.Config) {
	for _, document := range config.Documents {
		seen.Know(document)
	}
	config.Observer = seen
}

func closeTelemetry(seen *telemetry.Telemetry, log *slog.Logger) {
	ctx, cancel := context.WithTimeout(context.Background(), flushTime)
	defer cancel()
	if err := seen.Close(ctx); err != nil {
		log.Warn("the last traces could not be sent", "error", err)
	}
}

// scrapers is how many connections there may be to an address for metrics alone.
const scrapers = 100

// serveMetrics serves metrics alone on an address of their own, until stop is called.
func serveMetrics(ctx context.Context, address string, metrics http.Handler, log *slog.Logger) (stop func(), err error) {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", metrics)
	listening, err := server.Listen(server.Config{
		Address: address, Routes: mux, Connections: scrapers, Times: server.DefaultTimes(lookTime), Log: log,
	})
	if err != nil {
		return nil, fmt.Errorf("--metrics-listen: %w", err)
	}
	ctx, cancel := context.WithCancel(ctx)
	served := make(chan struct{})
	go func() {
		defer close(served)
		if err := listening.Serve(ctx); err != nil {
			log.Error("metrics are served no more", "error", err)
		}
	}()
	log.Info("metrics are served", "address", listening.URL()+"/metrics")
	return func() { cancel(); <-served }, nil
}
