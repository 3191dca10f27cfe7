package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/netip"
	"os"
	"strings"

	"github.com/urfave/cli/v3"

	"rolegraph/access"
)

// dearest is how many of the dearest operations a client may ask a minute, where
// nothing else is said: see docs/operating.md.
const dearest = 10

// accessFlags say who may ask, and how much.
func accessFlags() []cli.Flag {
	const category = "Who may ask"
	return []cli.Flag{
		&cli.BoolFlag{
			Name: "public", Sources: cli.EnvVars("ROLEGRAPH_PUBLIC"), Category: category,
			Usage: "answer everybody, on addresses beyond this machine too",
		},
		&cli.StringFlag{
			Name: "tokens", Sources: cli.EnvVars("ROLEGRAPH_TOKENS"), Category: category,
			Usage: "answer only clients that have a token, which this `FILE` names; rolegraph token makes its lines",
		},
		&cli.IntFlag{
			Name: "budget", Sources: cli.EnvVars("ROLEGRAPH_BUDGET"), Category: category,
			Usage: fmt.Sprintf("let each client spend `N` cost points a minute, 0 for no bound (the default with --public and --tokens: %d times --cost-limit; else no bound)", dearest), HideDefault: true,
			Validator: func(value int) error {
				if value != 0 && value < access.MinBudget || value > access.MaxBudget {
					return fmt.Errorf("%d is no budget; it must be from %d to %d, or 0 for no bound", value, access.MinBudget, access.MaxBudget)
				}
				return nil
			},
		},
		&cli.StringSliceFlag{
			Name: "trusted-proxy", Sources: cli.EnvVars("ROLEGRAPH_TRUSTED_PROXY"), Category: category,
			Usage: "believe X-Forwarded-For of proxies at these `ADDRESSES`, such as 10.0.0.0/8, to tell clients without tokens apart",
			Validator: func(values []string) error {
				_, err := prefixes(values)
				return err
			},
		},
	}
}

// prefixes are addresses as a flag names them.
func prefixes(values []string) ([]netip.Prefix, error) {
	var all []netip.Prefix
	for _, value := range values {
		prefix, err := netip.ParsePrefix(value)
		if address, single := netip.ParseAddr(value); single == nil && address.Zone() == "" {
			prefix, err = netip.PrefixFrom(address, address.BitLen()), nil
		}
		if err != nil {
			return nil, fmt.Errorf("%q is no address or network; expected such as 127.0.0.1 or 10.0.0.0/8", value)
		}
		all = append(all, prefix)
	}
	return all, nil
}

// openGate makes the gate that the flags ask for.
func openGate(c *cli.Command, log *slog.Logger) (*access.Gate, error) {
	config := access.Config{Tokens: c.String("tokens"), Public: c.Bool("public"), Budget: c.Int("budget"), Log: log}
	if config.Public && config.Tokens != "" {
		return nil, usageError{errors.New("--public answers everybody, and --tokens those who have a token: choose one of them")}
	}
	if !c.IsSet("budget") && (config.Public || config.Tokens != "") {
		config.Budget = max(access.MinBudget, min(c.Int("cost-limit"), access.MaxBudget/dearest)*dearest)
	}
	var err error
	if config.Proxies, err = prefixes(c.StringSlice("trusted-proxy")); err != nil {
		return nil, usageError{err}
	}
	return access.Open(config)
}

// listenAddress is the address to listen on. One that others than this machine reach
// takes a decision about who may ask.
func listenAddress(c *cli.Command) (string, error) {
	asked := c.String("listen")
	// As listening does it; what it finds is what is listened on.
	address, err := net.ResolveTCPAddr("tcp", asked)
	if err != nil {
		return "", fmt.Errorf("can't listen on %s: %w", asked, err)
	}
	if !address.IP.IsLoopback() && !c.Bool("public") && c.String("tokens") == "" {
		return "", usageError{fmt.Errorf("--listen %s is reached from other machines: say --public to answer everybody, or --tokens FILE to answer those who have a token; --listen 127.0.0.1:%d answers this machine alone", asked, address.Port)}
	}
	return address.String(), nil
}

// tokenCommand is the command that makes a token.
func tokenCommand(stdout, stderr io.Writer, wrong cli.OnUsageErrorFunc) *cli.Command {
	return &cli.Command{
		Name: "token", Usage: "make a token for a client, and the line for the file of --tokens", ArgsUsage: "NAME", OnUsageError: wrong,
		Action: func(_ context.Context, c *cli.Command) error {
			if c.Args().Len() != 1 {
				return usageError{errors.New("name the client that the token is for, and nothing else")}
			}
			name := c.Args().First()
			token, line, err := access.NewToken(name)
			if err != nil {
				return usageError{err}
			}
			// Two lines for a program, and for a person what they are.
			fmt.Fprintf(stderr, "the token, for %s alone; it can't be shown again:\n", name)
			if _, err := fmt.Fprintln(stdout, token); err != nil {
				return err
			}
			fmt.Fprintln(stderr, "the line for the file that --tokens names; a number behind it is a budget of its own:")
			_, err = fmt.Fprintln(stdout, line)
			return err
		},
	}
}

// maxTokenFile is how many bytes a file with a token may have.
const maxTokenFile = 4096

// ownToken is the token to show to a server; empty if there is none. It is in no flag:
// those of a program are seen by others.
func ownToken(c *cli.Command) (string, error) {
	path := c.String("token-file")
	if path == "" {
		return os.Getenv(tokenVariable), nil
	}
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, maxTokenFile+1))
	if err != nil {
		return "", err
	}
	token := strings.TrimSpace(string(text))
	if token == "" || len(text) > maxTokenFile || strings.ContainsFunc(token, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return "", fmt.Errorf("%s has no token; expected one, alone in the file", path)
	}
	return token, nil
}
