package server

import (
	"crypto/tls"
	"log/slog"
	"time"
)

// Compressing is compressing, for a benchmark of it alone.
var Compressing = compressing

// NewCertificate is newCertificate, which looks at its files so often.
func NewCertificate(certFile, keyFile string, log *slog.Logger, every time.Duration) (func(*tls.ClientHelloInfo) (*tls.Certificate, error), error) {
	c, err := newCertificate(certFile, keyFile, log)
	if err != nil {
		return nil, err
	}
	c.every = every
	return c.current, nil
}
