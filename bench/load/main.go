// Load asks a server again and again, by vegeta, and tells how long it took. It
// is a process of its own, so that its processor time is not the server's; and a
// module of its own, so that who builds rolegraph does not fetch vegeta.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"
	"time"

	vegeta "github.com/tsenart/vegeta/v12/lib"
)

// Job is what is read from the standard input.
type Job struct {
	// Targets are asked in turn.
	Targets []Target `json:"targets"`
	// Clients are how many wait for an answer at a time; each asks again when it
	// has one.
	Clients uint64        `json:"clients"`
	Time    time.Duration `json:"time"`
}

// Target is one request.
type Target struct {
	Method string `json:"method"`
	URL    string `json:"url"`
	Body   []byte `json:"body,omitempty"`
}

// Outcome is what is written to the standard output.
type Outcome struct {
	Requests uint64 `json:"requests"`
	// Throughput is in answers a second.
	Throughput float64       `json:"throughput"`
	P50        time.Duration `json:"p50"`
	P99        time.Duration `json:"p99"`
	// Failed are the answers that were none, and Error is the reason of one.
	Failed uint64 `json:"failed"`
	Error  string `json:"error,omitempty"`
}

// beginning is that of every answer; one that begins otherwise is an error.
var beginning = []byte(`{"data":{`)

func main() {
	log.SetFlags(0)
	var job Job
	if err := json.NewDecoder(os.Stdin).Decode(&job); err != nil {
		log.Fatal("load: reading the job: ", err)
	}
	if err := json.NewEncoder(os.Stdout).Encode(run(job)); err != nil {
		log.Fatal("load: ", err)
	}
}

func run(job Job) Outcome {
	targets := make([]vegeta.Target, len(job.Targets))
	for i, t := range job.Targets {
		// Nobody is to spend time on packing answers.
		header := http.Header{"Accept-Encoding": {"identity"}}
		if t.Body != nil {
			header.Set("Content-Type", "application/json")
		}
		targets[i] = vegeta.Target{Method: t.Method, URL: t.URL, Body: t.Body, Header: header}
	}
	attacker := vegeta.NewAttacker(vegeta.Workers(job.Clients), vegeta.MaxWorkers(job.Clients),
		vegeta.MaxBody(int64(len(beginning))), vegeta.Timeout(time.Minute))
	var metrics vegeta.Metrics
	failed, problem := uint64(0), ""
	// A rate of 0 is as fast as the clients get answers.
	for result := range attacker.Attack(vegeta.NewStaticTargeter(targets...), vegeta.ConstantPacer{}, job.Time, "") {
		if result.Error != "" || !bytes.Equal(result.Body, beginning) {
			failed++
			problem = fmt.Sprintf("%s %s: %s %q", result.Method, result.URL, result.Error, result.Body)
		}
		metrics.Add(result)
	}
	metrics.Close()
	return Outcome{
		Requests: metrics.Requests, Throughput: metrics.Throughput,
		P50: metrics.Latencies.P50, P99: metrics.Latencies.P99, Failed: failed, Error: problem,
	}
}
