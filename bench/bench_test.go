package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestBenchmarkInMemory runs the benchmark of what needs neither Neo4j nor npm. It
// expects nothing of the times.
func TestBenchmarkInMemory(t *testing.T) {
	data, err := filepath.Abs(filepath.Join("..", "..", "shared", "data", "onet"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(data); err != nil {
		t.Skip("the published data is not beside the project:", err)
	}
	output := t.TempDir()
	o := options{
		data: data, output: output, quick: true,
		operations: []string{"profile", "page", "paths"}, contestants: []string{onEmbedded, ceiling},
	}
	if err := o.run(t.Context()); err != nil {
		t.Fatal(err)
	}
	report, err := os.ReadFile(filepath.Join(output, "benchmark.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Profile of a role | rolegraph, embedded", "| ceiling |"} {
		if !strings.Contains(string(report), want) {
			t.Errorf("the report lacks %q:\n%s", want, report)
		}
	}
}

func TestDifferenceBetweenAnswers(t *testing.T) {
	nested := `{"data":{"roles":{"nodes":[{"slug":"a","tools":{"nodes":[{"slug":"b"}]}},{"slug":"c"}]}}}`
	for name, test := range map[string]struct {
		answer string
		same   bool
	}{
		"another form of the same":   {`{"data":{"roles":[{"slug":"a","name":"slug","tools":[{"slug":"b"}]},{"slug":"c","tools":[]}]}}`, true},
		"another order":              {`{"data":{"roles":[{"slug":"c"},{"slug":"a","tools":[{"slug":"b"}]}]}}`, false},
		"an entity that is missing":  {`{"data":{"roles":[{"slug":"a","tools":[{"slug":"b"}]}]}}`, false},
		"an entity that is too much": {`{"data":{"roles":[{"slug":"a","tools":[{"slug":"b"}]},{"slug":"c"},{"slug":"d"}]}}`, false},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := difference([]byte(test.answer), []byte(nested))
			if err != nil {
				t.Fatal(err)
			}
			if (got == "") != test.same {
				t.Errorf("the difference is %q", got)
			}
		})
	}
}

func TestRatioIsOfTheRoundsOfBoth(t *testing.T) {
	var r results
	add := func(contestant string, round int, throughput float64) {
		r.Measurements = append(r.Measurements, &measurement{Copies: 1, Operation: "page", Contestant: contestant, Clients: clients[1], Round: round, Throughput: throughput})
	}
	for round, both := range [][2]float64{{10, 20}, {30, 30}, {80, 40}} { // 0.5, 1, 2
		add(onNeo4j, round, both[0])
		add(limit, 2-round, [][2]float64{{10, 20}, {30, 30}, {80, 40}}[2-round][1])
	}
	add(peerBest, 2, 20)
	for to, want := range map[string]string{limit: "1.00", peerBest: "4.00", ceiling: "–"} {
		if got := r.ratio(1, "page", onNeo4j, to, throughput); got != want {
			t.Errorf("to %s it is %s, want %s", to, got, want)
		}
	}
}

func TestMedianIsOfTheRounds(t *testing.T) {
	var r results
	for round, p50 := range []time.Duration{3, 1, 2} {
		r.Measurements = append(r.Measurements, &measurement{Copies: 1, Operation: "page", Contestant: limit, Clients: 1, Round: round, P50: p50})
	}
	if got := r.median(1, "page", limit, 1); got.P50 != 2 {
		t.Errorf("the median is %d, want 2", got.P50)
	}
	if got := r.median(10, "page", limit, 1); got != nil {
		t.Errorf("what was not measured is %v", got)
	}
}
