package embedded

import (
	"errors"
	"fmt"
	"io"
	"math"

	"rolegraph/kg"
)

// graphForm describes the binary form of a graph: what it is made of, but for what
// follows from that.
type graphForm struct {
	codec
	words    vocabulary[string]
	lists    vocabulary[[]string]
	said     vocabulary[*kg.Said]
	from, to int // positions of the ends of the link before
}

// writeGraph writes the binary form of a graph.
func writeGraph(w io.Writer, graph *kg.Graph) error {
	parts := kg.Parts{
		Version: graph.Version(), Sources: graph.Sources(), Report: graph.Report(),
		Nodes: graph.Nodes(), Links: graph.Links(), Ends: make([][2]int32, len(graph.Links())),
	}
	for i := range parts.Ends {
		from, to := graph.Ends(i)
		parts.Ends[i] = [2]int32{int32(from), int32(to)}
	}
	e := &encoder{to: w}
	(&graphForm{codec: e}).parts(&parts)
	e.write(0)
	return e.err
}

// readGraph reads what writeGraph wrote, all of so many bytes.
func readGraph(r io.Reader, size uint64) (*kg.Graph, error) {
	d := newDecoder(r, size)
	var parts kg.Parts
	(&graphForm{codec: d}).parts(&parts)
	if err := d.end(); err != nil {
		return nil, err
	}
	if parts.Version == "" {
		return nil, errors.New("the graph has no version")
	}
	return kg.NewGraph(parts)
}

// The numbers are the bytes that an item takes at least.

// text passes a text of its own.
func (f *graphForm) text(text *string) { set(f.codec, text, f.codec.text(*text)) }

func (f *graphForm) float(figure *float64) { set(f.codec, figure, f.codec.float(*figure)) }

func (f *graphForm) parts(p *kg.Parts) {
	f.text(&p.Version)
	list(f.codec, &p.Sources, 6, f.source)
	integer(f.codec, &p.Report.SelfLinks)
	integer(f.codec, &p.Report.BroaderLinks)
	list(f.codec, &p.Report.Titles, 3, f.title)
	list(f.codec, &p.Nodes, 13, f.node)
	list(f.codec, &p.Links, 3, f.link)
	list(f.codec, &p.Ends, 2, f.ends)
}

func (f *graphForm) source(s *kg.Source) {
	f.text(&s.Slug)
	f.text(&s.Name)
	f.text(&s.Version)
	f.text((*string)(&s.AsOf))
	f.text(&s.License)
	f.text(&s.URL)
}

func (f *graphForm) title(t *kg.UnmatchedTitle) {
	f.text(&t.Title)
	integer(f.codec, &t.Salaries)
	integer(f.codec, &t.Roles)
}

func (f *graphForm) node(n *kg.Node) {
	below(f.codec, &n.Kind, kg.KindCount)
	f.text((*string)(&n.Slug))
	if f.decodes() && !n.Slug.Valid() {
		f.fail(fmt.Errorf("%q is no slug", n.Slug))
	}
	f.text(&n.Name)
	f.text(&n.Description)
	list(f.codec, &n.Aliases, 1, f.text)
	list(f.codec, &n.Codes, 2, f.code)
	f.shared(&n.Sources)
	list(f.codec, &n.Types, 1, func(t *kg.SkillType) { below(f.codec, t, int(kg.SkillTypeKnowledge)+1) })
	f.shared(&n.Categories)
	list(f.codec, &n.Responsibilities, 2, f.statement)
	list(f.codec, &n.Pay, 13, f.pay)
	list(f.codec, &n.Outlook, 13, f.outlook)
	list(f.codec, &n.Education, 10, f.education)
}

// word passes a text that is equal to many.
func (f *graphForm) word(word *string) { known(f.codec, &f.words, word, f.text) }

// shared passes a list of texts that is equal to many.
func (f *graphForm) shared(texts *[]string) {
	known(f.codec, &f.lists, texts, func(all *[]string) { list(f.codec, all, 1, f.text) })
}

func (f *graphForm) code(c *kg.Code) {
	f.word(&c.Scheme)
	f.text(&c.Value)
}

func (f *graphForm) statement(s *kg.Statement) {
	f.text(&s.Text)
	f.word(&s.Source)
}

func (f *graphForm) figure(figure **float64) { optional(f.codec, figure, f.float) }

func (f *graphForm) pay(p *kg.Pay) {
	f.word(&p.Source)
	integer(f.codec, &p.Year)
	f.word(&p.Currency)
	below(f.codec, &p.Basis, int(kg.Hourly)+1)
	f.word(&p.Country)
	optional(f.codec, &p.Sample, func(sample *int) { integer(f.codec, sample) })
	for _, figure := range []**float64{&p.P10, &p.P25, &p.Median, &p.P75, &p.P90, &p.Mean} {
		f.figure(figure)
	}
	boolean(f.codec, &p.Capped)
}

func (f *graphForm) outlook(o *kg.Outlook) {
	f.word(&o.Source)
	f.word(&o.Group)
	integer(f.codec, &o.FromYear)
	integer(f.codec, &o.ToYear)
	f.float(&o.Growth)
	f.figure(&o.Openings)
}

func (f *graphForm) education(e *kg.EducationShare) {
	f.word(&e.Source)
	f.word(&e.Level)
	f.float(&e.Percent)
}

func (f *graphForm) link(l *kg.Link) {
	below(f.codec, &l.Relation, kg.RelationCount)
	weight := l.Weight - kg.NoWeight
	below(f.codec, &weight, int(kg.FullWeight-kg.NoWeight)+1)
	set(f.codec, &l.Weight, weight+kg.NoWeight)
	known(f.codec, &f.said, &l.Said, f.sayings)
}

func (f *graphForm) sayings(said **kg.Said) {
	if f.decodes() {
		*said = &kg.Said{}
	}
	list(f.codec, &(*said).Tags, 1, func(t *kg.LinkTag) { below(f.codec, t, int(kg.InDemand)+1) })
	list(f.codec, &(*said).Notes, 2, f.statement)
	list(f.codec, &(*said).Evidence, 6, f.evidence)
}

func (f *graphForm) evidence(e *kg.Evidence) {
	f.word(&e.Source)
	f.word(&e.Measure)
	f.figure(&e.Value)
	f.figure(&e.Min)
	f.figure(&e.Max)
	f.word((*string)(&e.AsOf))
}

// ends passes the positions of a link's nodes, by how far they are from those of
// the link before.
func (f *graphForm) ends(ends *[2]int32) {
	f.end(&ends[0], &f.from)
	f.end(&ends[1], &f.to)
}

func (f *graphForm) end(position *int32, before *int) {
	step := int(*position) - *before
	integer(f.codec, &step)
	at := *before + step
	if at < 0 || at > math.MaxInt32 {
		f.fail(fmt.Errorf("the position %d", at))
		at = 0
	}
	set(f.codec, position, int32(at))
	*before = at
}
