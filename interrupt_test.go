package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestInterruptedImport sends a process that reads a pipe what Ctrl-C sends: it
// ends without having changed anything, and says so.
func TestInterruptedImport(t *testing.T) {
	program := built(t)
	data, folder := filepath.Join(t.TempDir(), "graph.db"), t.TempDir()
	succeeds(t, "--data", data, "import", "seed")
	before, err := os.ReadFile(data)
	if err != nil {
		t.Fatal(err)
	}
	pipe := filepath.Join(folder, "nodes.csv")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip("there are no pipes here: ", err)
	}
	process := exec.CommandContext(t.Context(), program, "--data", data, "import", "files", folder, "--name", "acme")
	var stdout, stderr bytes.Buffer
	process.Stdout, process.Stderr = &stdout, &stderr
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	feed, err := os.OpenFile(pipe, os.O_WRONLY, 0) // waits for the reader
	if err != nil {
		t.Fatal(err)
	}
	defer feed.Close()
	fmt.Fprintln(feed, "kind,name")
	if err := process.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	for row, deadline := 0, time.Now().Add(20*time.Second); time.Now().Before(deadline); row++ {
		if _, err := fmt.Fprintf(feed, "role,Role %d\n", row); errors.Is(err, syscall.EPIPE) {
			break // it reads no more
		}
	}
	err = process.Wait()
	if exit, ok := errors.AsType[*exec.ExitError](err); !ok || exit.ExitCode() != interrupted || !strings.HasSuffix(stderr.String(), "rolegraph: interrupted; nothing was changed\n") || stdout.Len() > 0 {
		t.Errorf("the import ends with %v; it says %s%s", err, stdout.String(), stderr.String())
	}
	if after, err := os.ReadFile(data); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the data file has changed: %v", err)
	}
	if left, err := os.ReadDir(filepath.Dir(data)); err != nil || len(left) != 2 { // and its lock
		t.Errorf("beside the file are %v, %v", left, err)
	}
}
