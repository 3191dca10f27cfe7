package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v3"
)

// choice is a flag that has one of some values, which shells complete.
type choice struct {
	*cli.StringFlag
	values []string
}

// newChoice has a flag refuse other values than these.
func newChoice(flag *cli.StringFlag, values ...string) *choice {
	flag.Validator = func(value string) error {
		if slices.Contains(values, value) {
			return nil
		}
		return fmt.Errorf("unknown %s %q; known are %s", flag.Name, value, strings.Join(values, ", "))
	}
	return &choice{flag, values}
}

// completed has shells complete the commands, flags and values of a command line.
func completed(root *cli.Command) *cli.Command {
	root.EnableShellCompletion = true
	root.ConfigureShellCompletionCommand = func(c *cli.Command) {
		c.Hidden = false
		c.Usage = "print what has a shell complete commands, flags and values"
	}
	_ = root.Walk(func(c *cli.Command) error {
		c.ShellComplete = complete
		return nil
	})
	return root
}

// complete prints what may follow on the command line.
func complete(ctx context.Context, c *cli.Command) {
	last := "" // what stands before what is to be completed, if that is a flag without its value
	if arguments := c.Args().Slice(); len(arguments) > 0 {
		last = arguments[len(arguments)-1]
	}
	for _, command := range c.Lineage() {
		for _, flag := range command.Flags {
			if flag, ok := flag.(*choice); ok && last == "--"+flag.Name {
				fmt.Fprintln(c.Root().Writer, strings.Join(flag.values, "\n"))
				return
			}
		}
	}
	cli.DefaultCompleteWithFlags(ctx, c)
}
