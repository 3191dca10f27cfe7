package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// workshop is the folder of a run, where what it needs is built. It is removed at
// the end.
type workshop struct {
	folder string
	// module is the folder of the project.
	module string
}

func newWorkshop() (*workshop, error) {
	module, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}").Output()
	if err != nil {
		return nil, fmt.Errorf("run the benchmark in the project's folder: %w", err)
	}
	folder, err := os.MkdirTemp("", "rolegraph-bench-")
	if err != nil {
		return nil, err
	}
	return &workshop{folder, strings.TrimSpace(string(module))}, nil
}

func (w *workshop) path(name ...string) string {
	return filepath.Join(append([]string{w.folder}, name...)...)
}

// run runs a command to its end. What it prints is shown if it fails.
func run(command *exec.Cmd) error {
	if output, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", command, err, output)
	}
	return nil
}

// build builds the servers and the load generator, which is a module of its own.
func (w *workshop) build(ctx context.Context) error {
	for _, program := range []struct{ name, folder, packages string }{
		{"rolegraph", w.module, "."},
		{"limit", w.module, "./bench/limit"},
		{"ceiling", w.module, "./bench/ceiling"},
		{"load", filepath.Join(w.module, "bench", "load"), "."},
	} {
		command := exec.CommandContext(ctx, "go", "build", "-o", w.path(program.name), program.packages)
		command.Dir = program.folder
		if err := run(command); err != nil {
			return err
		}
	}
	return nil
}

// installPeer copies the peer and fetches what its lock file names.
func (w *workshop) installPeer(ctx context.Context) error {
	if err := os.CopyFS(w.path("peer"), os.DirFS(filepath.Join(w.module, "bench", "peer"))); err != nil {
		return err
	}
	command := exec.CommandContext(ctx, "npm", "ci", "--silent", "--no-audit", "--no-fund")
	command.Dir = w.path("peer")
	return run(command)
}

// rolegraph is a command of the program that was built.
func (w *workshop) rolegraph(ctx context.Context, args ...string) *exec.Cmd {
	return exec.CommandContext(ctx, w.path("rolegraph"), args...)
}
