package main

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// process is the program as a process of its own.
type process struct {
	address string // such as http://127.0.0.1:1234
	command *exec.Cmd
	stderr  output
	stop    func() (status int)
}

// startedSeparately runs the program until the test ends.
func startedSeparately(t *testing.T, args ...string) *process {
	t.Helper()
	p := &process{command: exec.Command(built(t), append([]string{"--listen", "127.0.0.1:0"}, args...)...)}
	p.command.Stderr = &p.stderr
	stdout, err := p.command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.command.Start(); err != nil {
		t.Fatal(err)
	}
	var once sync.Once
	p.stop = func() int {
		once.Do(func() {
			_ = p.command.Process.Signal(syscall.SIGTERM)
			_ = p.command.Wait()
		})
		return p.command.ProcessState.ExitCode()
	}
	t.Cleanup(func() {
		if status := p.stop(); status != done {
			t.Errorf("the server ends with status %d: %s", status, p.stderr.String())
		}
	})
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatalf("the server did not start: %v\n%s", err, p.stderr.String())
	}
	_, address, _ := strings.Cut(strings.TrimSpace(line), "answers at ")
	p.address = strings.TrimSuffix(address, "/graphql")
	return p
}

// mostMemory is the most that the process has held in memory so far, in bytes.
func (p *process) mostMemory(t *testing.T) int {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.command.Process.Pid))
	if err != nil {
		t.Skip("the memory of a process can't be read here: ", err)
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	kilobytes, err := strconv.Atoi(strings.Fields(rest)[0])
	if err != nil {
		t.Fatal(err)
	}
	return kilobytes << 10
}

// measured is a number that the program tells of itself.
func (p *process) measured(t *testing.T, metric string) int {
	t.Helper()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	response, err := client.Get(p.address + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`(?m)^` + metric + ` (\S+)$`).FindSubmatch(body)
	if found == nil {
		t.Fatalf("no %s", metric)
	}
	value, err := strconv.ParseFloat(string(found[1]), 64)
	if err != nil {
		t.Fatal(err)
	}
	return int(value)
}
