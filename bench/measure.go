package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os/exec"
	"time"
)

// job is what the load generator reads.
type job struct {
	Targets []target      `json:"targets"`
	Clients int           `json:"clients"`
	Time    time.Duration `json:"time"`
}

// outcome is what the load generator writes.
type outcome struct {
	Requests   int           `json:"requests"`
	Throughput float64       `json:"throughput"`
	P50        time.Duration `json:"p50"`
	P99        time.Duration `json:"p99"`
	Failed     int           `json:"failed"`
	Error      string        `json:"error"`
}

// measurement is what was measured of one entry in one round. Times are in
// nanoseconds.
type measurement struct {
	// Copies is how often the data is there.
	Copies     int    `json:"copies"`
	Operation  string `json:"operation"`
	Contestant string `json:"contestant"`
	Clients    int    `json:"clients"`
	Round      int    `json:"round"`
	Requests   int    `json:"requests"`
	// Throughput is in answers a second.
	Throughput float64       `json:"throughput"`
	P50        time.Duration `json:"p50"`
	P99        time.Duration `json:"p99"`
	// The processor times are of one request.
	ServerTime   time.Duration `json:"serverTime"`
	DatabaseTime time.Duration `json:"databaseTime"`
	LoadTime     time.Duration `json:"loadTime"`
	// Bytes are those of an answer, in the mean.
	Bytes int `json:"bytes"`
}

// load runs the load generator, and gives the processor time that it used itself.
func (s *setting) load(ctx context.Context, e *entry, clients int, time time.Duration) (*outcome, time.Duration, error) {
	input, err := json.Marshal(job{e.targets, clients, time})
	if err != nil {
		return nil, 0, err
	}
	command := exec.CommandContext(ctx, s.workshop.path("load"))
	command.Stdin = bytes.NewReader(input)
	output, err := command.Output()
	if err != nil {
		return nil, 0, fmt.Errorf("the load generator: %w", err)
	}
	var o outcome
	if err := json.Unmarshal(output, &o); err != nil {
		return nil, 0, err
	}
	if o.Failed > 0 {
		return nil, 0, fmt.Errorf("%s, %s: %d of %d requests failed, such as %s", e.contestant.name, e.operation.name, o.Failed, o.Requests, o.Error)
	}
	return &o, command.ProcessState.UserTime() + command.ProcessState.SystemTime(), nil
}

const (
	// settleTime is how long the servers and the database may take to come to rest,
	// and restTime how long they must have rested.
	settleTime = 10 * time.Second
	restTime   = 200 * time.Millisecond
)

// settle waits until the servers and the database rest. Who was asked last may still
// be busy with what nobody waits for any more, with garbage, or with compiling, all of
// which would be counted against who is asked next.
func (s *setting) settle(ctx context.Context) error {
	before, err := s.allTimes()
	if err != nil {
		return err
	}
	for begun := time.Now(); time.Since(begun) < settleTime; {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(restTime):
		}
		after, err := s.allTimes()
		if err != nil {
			return err
		}
		if after-before <= restTime/10 {
			return nil
		}
		before = after
	}
	return nil
}

// allTimes is the processor time of the servers and the database.
func (s *setting) allTimes() (sum time.Duration, err error) {
	var pids []int
	for _, server := range s.servers {
		pids = append(pids, server.command.Process.Pid)
	}
	if s.database != nil {
		pids = append(pids, s.database.PID())
	}
	for _, pid := range pids {
		used, err := processorTime(pid)
		if err != nil {
			return 0, err
		}
		sum += used
	}
	return sum, nil
}

// measure lets all come to rest, warms an entry up and measures it.
func (s *setting) measure(ctx context.Context, e *entry, clients int, warmUp, time time.Duration) (*measurement, error) {
	if err := s.settle(ctx); err != nil {
		return nil, err
	}
	if _, _, err := s.load(ctx, e, clients, warmUp); err != nil {
		return nil, err
	}
	before, err := s.processorTimes(e)
	if err != nil {
		return nil, err
	}
	o, loadTime, err := s.load(ctx, e, clients, time)
	if err != nil {
		return nil, err
	}
	after, err := s.processorTimes(e)
	if err != nil {
		return nil, err
	}
	return &measurement{
		Operation: e.operation.name, Contestant: e.contestant.name, Clients: clients, Requests: o.Requests,
		Throughput: o.Throughput, P50: o.P50, P99: o.P99, Bytes: e.bytes,
		ServerTime:   each(after[0]-before[0], o.Requests),
		DatabaseTime: each(after[1]-before[1], o.Requests),
		LoadTime:     each(loadTime, o.Requests),
	}, nil
}

func each(sum time.Duration, requests int) time.Duration {
	return sum / time.Duration(max(requests, 1))
}

// processorTimes are those of an entry's server and, if it asks it, of the
// database.
func (s *setting) processorTimes(e *entry) (times [2]time.Duration, err error) {
	if times[0], err = processorTime(e.server.command.Process.Pid); err != nil {
		return times, err
	}
	if e.contestant.needsDatabase {
		times[1], err = processorTime(s.database.PID())
	}
	return times, err
}
