package main

import (
	"fmt"
	"strings"
	"time"
)

// titles are the contestants' names for people.
var titles = map[string]string{
	onEmbedded: "rolegraph, embedded",
	onNeo4j:    "rolegraph on Neo4j",
	limit:      "limit",
	ceiling:    "ceiling",
	peerPlain:  "peer, natural",
	peerBest:   "peer, best",
}

// report is the text with the tables.
func (r *results) report(asked []*operation) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Benchmark\n\nWritten by `go run ./bench -output docs`, commit %s, %s, on %d processors that servers, database and load share. It took %s.\n",
		r.Commit, r.Go, r.Processors, r.Took)
	fmt.Fprintf(&b, "Medians of %d rounds, %s a measurement; ratios are medians of those of each round. Throughput and processor time are with %d clients; processor times are of one request.\n",
		r.Rounds, r.Time, clients[1])
	b.WriteString("\n![Throughput, times and processor time of each contestant](benchmark.svg)\n")
	for _, copies := range r.sizes() {
		if copies == 1 {
			b.WriteString("\n## The data as it is\n")
		} else {
			fmt.Fprintf(&b, "\n## The data %d times over\n", copies)
		}
		r.ratios(&b, copies, asked)
		r.table(&b, copies, asked)
	}
	r.growth(&b, asked)
	return b.String()
}

// table is all that was measured on one size of the data.
func (r *results) table(b *strings.Builder, copies int, asked []*operation) {
	b.WriteString("\n| operation | contestant | answers a second | p50, 1 client | p99, 1 | p50, 16 | p99, 16 | server | database | bytes |\n|---|---|--:|--:|--:|--:|--:|--:|--:|--:|\n")
	for _, o := range asked {
		title := o.title
		for _, c := range contestants() {
			one, many := r.both(copies, o.name, c.name)
			if one == nil {
				continue
			}
			fmt.Fprintf(b, "| %s | %s | %s | %s | %s | %s | %s | %s | %s | %d |\n", title, titles[c.name], significant(many.Throughput),
				milliseconds(one.P50), milliseconds(one.P99), milliseconds(many.P50), milliseconds(many.P99),
				milliseconds(many.ServerTime), milliseconds(many.DatabaseTime), many.Bytes)
			title = ""
		}
	}
	b.WriteString("\nTimes are in milliseconds.\n")
}

// ratios compares rolegraph with those that it is measured by.
func (r *results) ratios(b *strings.Builder, copies int, asked []*operation) {
	b.WriteString("\n| operation | embedded: throughput, of the ceiling's | processor time, of the limit's | on Neo4j: throughput, of the limit's | of the peer's | p99, of the peer's | processor time, of the peer's |\n|---|--:|--:|--:|--:|--:|--:|\n")
	for _, o := range asked {
		peer := peerBest
		natural, best := r.median(copies, o.name, peerPlain, clients[1]), r.median(copies, o.name, peerBest, clients[1])
		if best == nil || natural != nil && natural.Throughput > best.Throughput {
			peer = peerPlain
		}
		ratio := func(of, to string, column func(*measurement) float64) string {
			return r.ratio(copies, o.name, of, to, column)
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s | %s | %s | %s |\n", o.title,
			ratio(onEmbedded, ceiling, throughput), ratio(onEmbedded, limit, processors), ratio(onNeo4j, limit, throughput),
			ratio(onNeo4j, peer, throughput), ratio(onNeo4j, peer, slowest), ratio(onNeo4j, peer, processors))
	}
}

// growth compares the times with many times the data with those before.
func (r *results) growth(b *strings.Builder, asked []*operation) {
	sizes := r.sizes()
	if len(sizes) < 2 {
		return
	}
	fmt.Fprintf(b, "\n## What %d times the data costs\n\np50 with one client, of that with the data as it is. The answers of the first six are as large as before.\n", sizes[1])
	b.WriteString("\n| operation | rolegraph, embedded | rolegraph on Neo4j | limit |\n|---|--:|--:|--:|\n")
	for _, scaling := range []bool{true, false} {
		for _, o := range asked {
			if o.scales != scaling {
				continue
			}
			fmt.Fprintf(b, "| %s |", o.title)
			for _, name := range []string{onEmbedded, onNeo4j, limit} {
				fmt.Fprintf(b, " %s |", times(r.median(sizes[1], o.name, name, clients[0]), r.median(sizes[0], o.name, name, clients[0])))
			}
			b.WriteString("\n")
		}
	}
}

// The columns that are compared.
func throughput(m *measurement) float64 { return m.Throughput }
func processors(m *measurement) float64 { return float64(m.ServerTime + m.DatabaseTime) }
func slowest(m *measurement) float64    { return float64(m.P99) }

// times is how many times as long one took as another; a dash where one of both was not
// measured.
func times(of, to *measurement) string {
	if of == nil || to == nil || to.P50 == 0 {
		return "–"
	}
	return significant(float64(of.P50) / float64(to.P50))
}

// significant shows a number with three digits or so.
func significant(n float64) string {
	switch {
	case n >= 100:
		return fmt.Sprintf("%.0f", n)
	case n >= 10:
		return fmt.Sprintf("%.1f", n)
	case n >= 1:
		return fmt.Sprintf("%.2f", n)
	default:
		return fmt.Sprintf("%.3f", n)
	}
}

func milliseconds(d time.Duration) string {
	if d == 0 {
		return "–"
	}
	return significant(float64(d) / float64(time.Millisecond))
}
