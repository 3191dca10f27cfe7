package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// process is a server that this program has started.
type process struct {
	address string
	command *exec.Cmd
	ended   chan error
}

// startTime is how long a server may take until it says where it answers.
const startTime = time.Minute

// startProcess starts a server and waits until it prints the address that it
// answers at.
func startProcess(ctx context.Context, command *exec.Cmd) (*process, error) {
	output, err := command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	var problems bytes.Buffer
	command.Stderr = &problems
	if err := command.Start(); err != nil {
		return nil, err
	}
	p := &process{command: command, ended: make(chan error, 1)}
	address := make(chan string, 1)
	go func() {
		lines := bufio.NewScanner(output)
		for lines.Scan() {
			if _, after, found := strings.Cut(lines.Text(), "answers at "); found {
				address <- after
				break
			}
		}
		_, _ = io.Copy(io.Discard, output)
		p.ended <- command.Wait()
	}()
	select {
	case p.address = <-address:
		return p, nil
	case err = <-p.ended:
		p.ended <- err
		return nil, fmt.Errorf("%s ended: %w\n%s", command, err, problems.String())
	case <-time.After(startTime):
		err = errors.New("it did not say where it answers")
	case <-ctx.Done():
		err = ctx.Err()
	}
	p.stop()
	return nil, fmt.Errorf("starting %s: %w\n%s", command, err, problems.String())
}

// stop ends the server. It is given some time to do so by itself.
func (p *process) stop() {
	_ = p.command.Process.Signal(syscall.SIGTERM)
	select {
	case <-p.ended:
	case <-time.After(10 * time.Second):
		_ = p.command.Process.Kill()
		<-p.ended
	}
}

// tick is the unit of the processor times that Linux tells.
const tick = time.Second / 100

// processorTime is what a process has used of processors, in user mode and in the
// system.
func processorTime(pid int) (time.Duration, error) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, fmt.Errorf("processor time is read as Linux tells it: %w", err)
	}
	// The name of the program may have spaces, and is in parentheses.
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
	const user, system = 11, 12
	var sum time.Duration
	for _, field := range []int{user, system} {
		ticks, err := strconv.ParseInt(fields[field], 10, 64)
		if err != nil {
			return 0, err
		}
		sum += time.Duration(ticks) * tick
	}
	return sum, nil
}
