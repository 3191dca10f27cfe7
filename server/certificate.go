package server

import (
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"
)

// lookAgain is how long a certificate is taken for the one of its files.
const lookAgain = 10 * time.Second

// certificate is the certificate of two files, as they are: whoever renews it
// replaces them. Files that cannot be used leave the last good one in force.
type certificate struct {
	certFile, keyFile string
	log               *slog.Logger
	every             time.Duration

	mu     sync.Mutex
	good   *tls.Certificate
	of     [2]state // of the files when they were read last
	looked time.Time
}

// state tells whether a file has been replaced.
type state struct {
	changed time.Time
	size    int64
}

func newCertificate(certFile, keyFile string, log *slog.Logger) (*certificate, error) {
	switch {
	case certFile == "":
		return nil, errors.New("a key needs its certificate: --tls-cert FILE")
	case keyFile == "":
		return nil, errors.New("a certificate needs its key: --tls-key FILE")
	}
	c := &certificate{certFile: certFile, keyFile: keyFile, log: log, every: lookAgain}
	if err := c.read(); err != nil {
		return nil, err
	}
	return c, nil
}

// current is the certificate for a connection.
func (c *certificate) current(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if time.Since(c.looked) >= c.every {
		before := c.of
		if err := c.read(); err != nil {
			if c.of != before { // once for each change
				c.log.Warn("the certificate stays the one that was read before", "error", err)
			}
		} else if c.of != before {
			c.log.Info("the certificate was read again")
		}
	}
	return c.good, nil
}

// read reads the files if they are others than those that were read last.
func (c *certificate) read() error {
	c.looked = time.Now()
	var found [2]state
	for i, path := range []string{c.certFile, c.keyFile} {
		file, err := os.Stat(path)
		if err != nil {
			c.of = found
			return err
		}
		found[i] = state{file.ModTime(), file.Size()}
	}
	if found == c.of {
		return nil
	}
	c.of = found
	pair, err := tls.LoadX509KeyPair(c.certFile, c.keyFile)
	if err != nil {
		return fmt.Errorf("%s and %s are no certificate with its key, in PEM: %w", c.certFile, c.keyFile, err)
	}
	c.good = &pair
	return nil
}
