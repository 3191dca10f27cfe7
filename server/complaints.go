package server

import (
	"bytes"
	"context"
	"log/slog"
)

// complaints takes what net/http has to say to a log.
type complaints struct{ log *slog.Logger }

// Write takes one line.
func (c complaints) Write(line []byte) (int, error) {
	level := slog.LevelWarn
	// On the open internet there is no end of clients that speak no TLS.
	if bytes.HasPrefix(line, []byte("http: TLS handshake error")) {
		level = slog.LevelDebug
	}
	c.log.Log(context.Background(), level, string(bytes.TrimSuffix(line, []byte("\n"))))
	return len(line), nil
}
