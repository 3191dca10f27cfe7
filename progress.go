package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progress tells a person how far an import has come: in a line that changes on a
// terminal, and in a line now and then elsewhere. End ends it.
type progress struct {
	to       io.Writer
	terminal bool
	now      func() time.Time

	bar   *progressbar.ProgressBar // on a terminal
	what  string
	size  int64 // in the units of what is done, or 0
	begun time.Time
	told  time.Time
}

// tellTime is between two lines about one thing, where there is no terminal.
const tellTime = 10 * time.Second

func newProgress(to io.Writer) *progress {
	return &progress{to: to, terminal: isTerminal(to), now: time.Now}
}

// isTerminal reports whether what is written is read by a person, or what is read
// is written by one.
func isTerminal(stream any) bool {
	file, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// Begin begins a file to read.
func (p *progress) Begin(file string, size int64) { p.begin("reading "+file, size, true) }

// Advance says how much of the file has been read.
func (p *progress) Advance(bytes int64, rows int) {
	p.advance(bytes, fmt.Sprintf("%d rows", rows))
}

// wrote says how many transactions of an import have been written.
func (p *progress) wrote(done, of int) {
	if p.size != int64(of) {
		p.begin("writing", int64(of), false)
	}
	p.advance(int64(done), fmt.Sprintf("%d of %d batches", done, of))
}

// asked says how many entries of a list have come, on a terminal alone: elsewhere
// what is written tells.
func (p *progress) asked(done, of int) {
	if !p.terminal {
		return
	}
	if p.bar == nil {
		p.begin("asking", int64(of), false)
	}
	_ = p.bar.Set64(int64(done)) // what can't be shown is no fault
}

func (p *progress) begin(what string, size int64, bytes bool) {
	p.End()
	p.what, p.size, p.begun = what, size, p.now()
	p.told = p.begun
	if !p.terminal {
		fmt.Fprintln(p.to, what)
		return
	}
	known := size
	if known == 0 {
		known = -1
	}
	p.bar = progressbar.NewOptions64(
		known,
		progressbar.OptionSetWriter(p.to), progressbar.OptionSetDescription(what), progressbar.OptionShowBytes(bytes), progressbar.OptionShowCount(),
		progressbar.OptionSetPredictTime(true), progressbar.OptionSetWidth(20), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish(),
	)
}

func (p *progress) advance(done int64, counted string) {
	if p.terminal {
		p.bar.Describe(p.what + ", " + counted)
		_ = p.bar.Set64(done) // what can't be shown is no fault
		return
	}
	now := p.now()
	if now.Sub(p.told) < tellTime {
		return
	}
	p.told = now
	line := p.what + ": " + counted
	if p.size > 0 && done > 0 {
		rest := time.Duration(float64(now.Sub(p.begun)) * float64(p.size-done) / float64(done))
		line += fmt.Sprintf(", %d%%, %s left", done*100/p.size, rest.Round(time.Second))
	}
	fmt.Fprintln(p.to, line)
}

// End takes the changing line away.
func (p *progress) End() {
	if p.bar != nil {
		_ = p.bar.Clear()
		p.bar = nil
	}
}
