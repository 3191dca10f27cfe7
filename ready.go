package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"

	"github.com/urfave/cli/v3"

	"rolegraph/server"
)

// readyCommand asks a server whether it is ready, for where no other program can: an
// image has this one alone.
func readyCommand(stdout io.Writer, wrong cli.OnUsageErrorFunc) *cli.Command {
	return &cli.Command{
		Name: "ready", Usage: "ask a server whether it is ready, by its /readyz", ArgsUsage: "[URL]", OnUsageError: wrong,
		Description: "URL is the server's, http://127.0.0.1:8080 if it is left out, with the port of --listen.\nThe exit status is 0 if it is ready.",
		Action: func(ctx context.Context, c *cli.Command) error {
			if c.Args().Len() > 1 {
				return usageError{fmt.Errorf("expected one URL, not %d", c.Args().Len())}
			}
			address, certificate := c.Args().First(), ""
			if address == "" {
				_, port, err := net.SplitHostPort(c.String("listen"))
				if err != nil {
					return usageError{fmt.Errorf("--listen: %w", err)}
				}
				address = "http://" + net.JoinHostPort("127.0.0.1", port)
				if certificate = c.String("tls-cert"); certificate != "" {
					address = "https://" + net.JoinHostPort("127.0.0.1", port)
				}
			}
			return askReady(ctx, address, certificate, stdout)
		},
	}
}

// askReady asks the server of an address. What a server that is not ready says is the
// error. The certificate is the file of the one that the server must show; empty where
// any will do that is trusted for the address.
func askReady(ctx context.Context, address, certificate string, stdout io.Writer) error {
	client := http.DefaultClient
	if certificate != "" {
		showing, err := server.ClientOf(certificate)
		if err != nil {
			return err
		}
		client = showing
	}
	ctx, cancel := context.WithTimeout(ctx, lookTime)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimSuffix(address, "/")+"/readyz", nil)
	if err != nil {
		return usageError{err}
	}
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	// What is no rolegraph may say anything, for however long.
	said, err := io.ReadAll(io.LimitReader(response.Body, 1000))
	if err != nil {
		return err
	}
	text := strings.TrimSpace(string(said))
	if response.StatusCode != http.StatusOK {
		return errors.New(text)
	}
	_, err = fmt.Fprintln(stdout, text)
	return err
}
