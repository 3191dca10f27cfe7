package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"rolegraph/operation"
	"rolegraph/tabular"
)

// pages asks for one page or all, and writes each as it comes. All are of one state
// of the graph, or it is an error.
func (q *inquiry) pages(ctx context.Context, op *operation.Operation, watched *operation.Watched, values map[string]any) (err error) {
	bar := newProgress(q.stderr)
	defer bar.End()
	screen := &unbarred{bar: bar, shared: isTerminal(q.stdout), to: &heedful{ctx, q.stdout}}
	var out answerWriter // once there is an answer
	defer func() {
		if out != nil && ctx.Err() == nil { // what has come is shown, whatever came after it
			err = errors.Join(out.Flush(), err)
		}
	}()
	var cut cutLists
	page, entries := operation.Page{}, 0
	for {
		got, err := q.by.Answer(ctx, question{Query: watched.Query, Variables: watched.Variables(values, page.Next)})
		if err != nil {
			return err
		}
		for _, problem := range got.Errors {
			problem.Locations = nil // they are of a document that nobody wrote
		}
		if !got.has() {
			return q.refused(got)
		}
		data, err := operation.Decode(got.Data)
		if err != nil {
			return err
		}
		before := page
		page = watched.Page(data)
		if before.Version != "" && page.Version != before.Version {
			return fmt.Errorf("the graph has changed between two pages: what is written is of version %s and not all; ask again", tabular.Printable(before.Version))
		}
		if out == nil {
			if out, err = q.answerWriter(screen, op); err != nil {
				return err
			}
		}
		if err := out.Write(got, data); err != nil {
			return err
		}
		cut.add(watched.Cuts(data))
		if err := got.problem(); err != nil {
			return err
		}
		if !page.More {
			break
		}
		if page.Next == "" || page.Next == before.Next {
			return errors.New("there is another page and no way to it: what is written is not all")
		}
		if entries += page.Entries; !screen.used {
			bar.asked(entries, page.Total)
		}
	}
	bar.End()
	if err := out.Flush(); err != nil {
		return err
	}
	return cut.tell(q.stderr, op)
}

// refused tells why there is no data.
func (q *inquiry) refused(got response) error {
	if q.format() == "json" {
		if err := q.writeJSON(q.stdout, got); err != nil {
			return err
		}
	}
	if err := got.problem(); err != nil {
		return err
	}
	return errors.New("the answer has no data")
}

// answerWriter writes answers that have data, page after page.
type answerWriter interface {
	// Write takes an answer, whose data is decoded already.
	Write(got response, data map[string]any) error
	// Flush writes what is still held.
	Flush() error
}

// answerWriter is the writer of the format that is asked for.
func (q *inquiry) answerWriter(to io.Writer, op *operation.Operation) (answerWriter, error) {
	format := q.format()
	if format == "json" {
		return &jsonAnswers{q, op, to}, nil
	}
	var terminal *os.File
	if isTerminal(q.stdout) {
		terminal = q.stdout.(*os.File)
	}
	layout := tabular.NewLayout(op.Fields())
	rows, err := newRowWriter(to, terminal, format, layout)
	if err != nil {
		return nil, err
	}
	return &rowAnswers{layout, rows}, nil
}

// jsonAnswers writes answers as JSON, one after the other.
type jsonAnswers struct {
	inquiry *inquiry
	op      *operation.Operation
	to      io.Writer
}

// Write writes what the operation selects.
func (j *jsonAnswers) Write(got response, data map[string]any) error {
	text, err := j.op.Encode(data)
	if err != nil {
		return err
	}
	return j.inquiry.writeJSON(j.to, response{Errors: got.Errors, Data: text})
}

// Flush does nothing: each answer is written at once.
func (j *jsonAnswers) Flush() error { return nil }

// rowAnswers writes the rows of answers.
type rowAnswers struct {
	layout *tabular.Layout
	rowWriter
}

// Write writes the rows of an answer.
func (r *rowAnswers) Write(_ response, data map[string]any) error {
	var wrong error
	err := r.layout.Rows(data, func(row []string) bool {
		wrong = r.rowWriter.Write(row)
		return wrong == nil
	})
	return errors.Join(wrong, err)
}

// unbarred writes to what may be the terminal that a changing line is on.
type unbarred struct {
	bar    *progress
	shared bool // the terminal may have the line
	used   bool // by rows, which tell how far it is
	to     io.Writer
}

// Write takes the changing line away, if it would be in the way, and writes.
func (u *unbarred) Write(content []byte) (int, error) {
	if u.shared && !u.used {
		u.used = true
		u.bar.End()
	}
	return u.to.Write(content)
}

// cutLists are the lists that answers have less of than there is.
type cutLists []operation.Cut

// add adds what another page has less of.
func (l *cutLists) add(cuts []operation.Cut) {
next:
	for _, cut := range cuts {
		for i := range *l {
			if (*l)[i].Path == cut.Path {
				(*l)[i].Lists += cut.Lists
				continue next
			}
		}
		*l = append(*l, cut)
	}
}

// tell says it to a person, and what would give more.
func (l cutLists) tell(to io.Writer, op *operation.Operation) error {
	_, problem := op.Paged()
	for _, cut := range l {
		where, remedy := "", "--all gives all of it"
		if cut.Nested {
			where = fmt.Sprintf(" in %d of the entries around it", cut.Lists)
		}
		if cut.Nested || problem != nil {
			remedy = "a larger `first`, of 100 at most, gives more"
		}
		message := fmt.Sprintf("`%s` has more than its page%s; %s", cut.Path, where, remedy)
		if _, err := fmt.Fprintln(to, "rolegraph:", message); err != nil {
			return err
		}
	}
	return nil
}
