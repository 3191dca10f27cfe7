package main

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"rolegraph/store/neo4j/neo4jtest"
)

// BenchmarkImports runs the program as a user does, once for each published
// source, into a new data file and into an empty database, and then serves all of
// it until it is ready. MB is the most memory that the program had, not the
// database.
func BenchmarkImports(b *testing.B) {
	data := publishedFolder(b)
	program := built(b)
	bls := filepath.Join(data, "bls")
	imports := []struct {
		name string
		args []string
	}{
		{"onet", []string{filepath.Join(data, "onet"), "--cip", filepath.Join(data, "crosswalk", "Education_CIP_to_ONET_SOC.xlsx")}},
		{"esco", []string{filepath.Join(data, "esco-1.1.1")}},
		{"bls-oews", []string{filepath.Join(bls, "national_M2024_dl.xlsx"), filepath.Join(bls, "national_M2025_dl.xlsx"), filepath.Join(bls, "natsector_M2024_dl.xlsx")}},
		{"bls-projections", []string{filepath.Join(bls, "occupation.xlsx")}},
		{"ai-jobs", []string{filepath.Join(data, "ai-jobs-salaries", "salaries.csv")}},
	}
	run := func(b *testing.B, store []string) {
		for _, source := range imports {
			b.Run(source.name, func(b *testing.B) {
				for b.Loop() {
					command := exec.Command(program, append(append(store, "import", source.name), source.args...)...)
					if output, err := command.CombinedOutput(); err != nil {
						b.Fatalf("%v\n%s", err, output)
					}
					reportMemory(b, command)
				}
			})
		}
		b.Run("start", func(b *testing.B) {
			for b.Loop() {
				startsUntilReady(b, exec.Command(program, append(store, "--listen", "127.0.0.1:0")...))
			}
		})
	}
	b.Run("embedded", func(b *testing.B) { run(b, []string{"--data", filepath.Join(b.TempDir(), "graph.db")}) })
	b.Run("neo4j", func(b *testing.B) {
		server := neo4jtest.Shared(b)
		server.Wipe(b)
		b.Setenv("NEO4J_USERNAME", server.Username)
		b.Setenv("NEO4J_PASSWORD", server.Password)
		run(b, []string{"--store", "neo4j", "--neo4j-uri", server.URI})
	})
}

// startsUntilReady starts a server, waits until it answers, and has it end, which
// is not timed.
func startsUntilReady(b *testing.B, command *exec.Cmd) {
	output, err := command.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := command.Start(); err != nil {
		b.Fatal(err)
	}
	said := make([]byte, 200)
	n, err := output.Read(said)
	_, address, found := strings.Cut(string(bytes.TrimSpace(said[:n])), "answers at ")
	if err != nil || !found {
		b.Fatalf("the server says %q: %v", said[:n], err)
	}
	for ready := false; !ready; time.Sleep(5 * time.Millisecond) {
		answer, err := http.Get(strings.TrimSuffix(address, "/graphql") + "/readyz")
		if err != nil {
			b.Fatal(err)
		}
		answer.Body.Close()
		ready = answer.StatusCode == http.StatusOK
	}
	b.StopTimer()
	b.ReportMetric(peakMemory(b, command.Process.Pid), "MB")
	if err := command.Process.Signal(syscall.SIGTERM); err != nil {
		b.Fatal(err)
	}
	if err := command.Wait(); err != nil {
		b.Fatal(err)
	}
	b.StartTimer()
}

// peakMemory is the most memory that a process has had so far, in MB. What Linux
// tells of one that has ended counts that of the process which began it, too.
func peakMemory(b *testing.B, pid int) float64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		b.Fatal(err)
	}
	var kilobytes float64
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	if _, err := fmt.Sscan(rest, &kilobytes); err != nil {
		b.Fatal(err)
	}
	return kilobytes * 1024 / 1e6
}

// reportMemory reports the most memory that a process had that has ended.
func reportMemory(b *testing.B, command *exec.Cmd) {
	usage, ok := command.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		b.Fatal("the system does not tell how much memory a process had")
	}
	b.ReportMetric(float64(usage.Maxrss)/1e3, "MB")
}
