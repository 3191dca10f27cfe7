package access

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"sync/atomic"
	"time"

	"golang.org/x/time/rate"
)

// client is somebody who has a token.
type client struct {
	name    string
	account *rate.Limiter // nil where nothing bounds what the client spends
}

// clients are those of a file of tokens, as it is now.
type clients struct {
	path   string
	budget int // of clients that have none of their own
	log    *slog.Logger
	known  atomic.Pointer[map[hash]client]
	text   string        // what the file said when it was last read; of look alone
	every  time.Duration // between two looks at it
}

// openClients reads a file of tokens.
func openClients(path string, budget int, log *slog.Logger) (*clients, error) {
	c := &clients{path: path, budget: budget, log: log, every: lookTime}
	if err := c.look(); err != nil {
		return nil, err
	}
	if info, err := os.Stat(path); err == nil && info.Mode().Perm()&0o026 != 0 {
		log.Warn("others may read or write the file of tokens; chmod 600 keeps it to its owner", "file", path)
	}
	return c, nil
}

// find is the client with a token. How long it takes depends on the hash of what is
// shown, and of it nobody can tell how much it is like that of a token: comparing
// hashes byte by byte, as the map does, tells nothing of the tokens.
func (c *clients) find(token string) (client, bool) {
	found, ok := (*c.known.Load())[hashOf(token)]
	return found, ok
}

// lookTime is for how long somebody may still be let in who was taken from the file.
const lookTime = time.Second

// watch reads the file again and again, until the context ends. While it is wrong, or
// gone, those whom it named last are let in. It is read and not only looked at: it is
// small, and its time and size may stay the same while its content does not.
func (c *clients) watch(ctx context.Context) {
	told := ""
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(c.every):
		}
		err := c.look()
		switch {
		case err == nil:
			told = ""
		case err.Error() != told:
			told = err.Error()
			c.log.Error("the file of tokens can't be used; those of before stay in force", "error", err)
		}
	}
}

// look has those let in whom the file names now.
func (c *clients) look() error {
	text, err := readAll(c.path)
	if err != nil {
		return err
	}
	before := c.known.Load()
	if before != nil && text == c.text {
		return nil
	}
	list, err := parse(text)
	if err != nil {
		return fmt.Errorf("%s: %w", c.path, err)
	}
	accounts := map[string]*rate.Limiter{}
	if before != nil {
		for _, client := range *before {
			accounts[client.name] = client.account
		}
	}
	now := make(map[hash]client, len(list))
	for _, entry := range list {
		budget := entry.budget
		if budget == 0 {
			budget = c.budget
		}
		// What a client has spent stays spent.
		account := accounts[entry.name]
		if account == nil || account.Burst() != budget {
			account = newAccount(budget)
		}
		now[entry.hash] = client{entry.name, account}
	}
	c.known.Store(&now)
	c.text = text
	if len(now) == 0 {
		c.log.Warn("the file of tokens names no client: nobody is let in", "file", c.path)
	} else {
		c.log.Info("the file of tokens was read", "file", c.path, "clients", len(now))
	}
	return nil
}

// readAll reads a file of tokens, or as much of one that is too long as tells so.
func readAll(path string) (string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", err
	}
	// Opening a pipe may last for ever.
	if !info.Mode().IsRegular() {
		return "", fmt.Errorf("%s is no file; expected a file of tokens", path)
	}
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, maxFile+1))
	return string(text), err
}
