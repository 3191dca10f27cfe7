package importer

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"

	"rolegraph/jsonl"
	"rolegraph/kg"
)

// maxFact is the most bytes that a line of JSON may have: an entity with all
// that is said of it.
const maxFact = 16 << 20

// line is a line of JSON and where it stands.
type line struct {
	*jsonl.Line
	number int
	report *fileReport
}

// eachLine calls visit for every line of a file of JSON that is not empty. It
// stops at the first error, which names file and line.
func eachLine(ctx context.Context, files *bundle, name string, report *Report, visit func(line) error) error {
	file, err := files.open[name]()
	if err != nil {
		return err
	}
	defer file.Close()
	counts := report.file(name)
	scanner := bufio.NewScanner(withoutMark(counts.watch(file)))
	scanner.Buffer(make([]byte, 64<<10), maxFact)
	number := 0
	problem := func(format string, args ...any) error {
		return kg.Errorf(kg.BadUserInput, "%s:%d: %s", name, number, fmt.Sprintf(format, args...))
	}
	for scanner.Scan() {
		number++
		if number%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		text := bytes.TrimSpace(scanner.Bytes())
		if len(text) == 0 {
			continue
		}
		parsed, err := jsonl.Parse(text)
		if err != nil {
			return problem("%s", err)
		}
		counts.read++
		if err := visit(line{parsed, number, counts}); err != nil {
			return problem("%s", err)
		}
	}
	number++
	if errors.Is(scanner.Err(), bufio.ErrTooLong) {
		return problem("the line has more than %d bytes", maxFact)
	}
	if scanner.Err() != nil {
		return problem("%s", scanner.Err())
	}
	if counts.read == 0 {
		return problem("the file is empty; expected lines of JSON")
	}
	return nil
}

// add adds what the line says to the facts of a source. A source and the end are
// for the caller.
func (l line) add(to *stated) error {
	switch {
	case l.Node != nil:
		fact, err := l.Node.Fact()
		if err != nil {
			return err
		}
		return to.node(fact)
	case l.Link != nil:
		fact, err := l.Link.Fact()
		if err != nil {
			return err
		}
		return to.link(fact, ends{l.Link.From, l.Link.To, l.report, l.number})
	default:
		if err := l.Salaries.Check(); err != nil {
			return err
		}
		to.facts.Salaries = append(to.facts.Salaries, *l.Salaries)
		return nil
	}
}

// ended checks that the last line counts those above it.
func (l line) ended() error {
	if above := l.report.read - 1; l.End.Lines != above {
		return fmt.Errorf("the file had %d lines above this one, and has %d", l.End.Lines, above)
	}
	return nil
}
