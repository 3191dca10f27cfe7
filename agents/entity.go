package agents

import "fmt"

// entity is how results name one.
type entity struct {
	ID   string `json:"id" jsonschema:"kind:slug, to go on from"`
	Name string `json:"name"`
}

// linked is an entity at the other end of a link.
type linked struct {
	entity
	Weight *float64 `json:"weight,omitempty" jsonschema:"0 to 1: how strongly it is linked; left out where no source measures it"`
	Tags   []string `json:"tags,omitempty" jsonschema:"how sources mark the link"`
	Notes  []string `json:"notes,omitempty" jsonschema:"what sources add in words"`
}

// statement is what a source says in words, as the API has it.
type statement struct{ Text string }

// edge is a link as the API has it.
type edge struct {
	Weight *float64
	Tags   []string
	Notes  []statement
	Score  float64
	Node   entity
}

func (e edge) linked() linked {
	return linked{entity: e.Node, Weight: e.Weight, Tags: e.Tags, Notes: textsOf(e.Notes)}
}

// page is a part of a list of links as the API has it.
type page struct {
	TotalCount int
	Edges      []edge
	PageInfo   struct {
		HasNextPage bool
		EndCursor   string
	}
}

func (p page) linked() []linked {
	var all []linked
	for _, edge := range p.Edges {
		all = append(all, edge.linked())
	}
	return all
}

// next is the cursor to go on from; empty at the list's end.
func (p page) next() string {
	if !p.PageInfo.HasNextPage {
		return ""
	}
	return p.PageInfo.EndCursor
}

func textsOf(statements []statement) []string {
	var texts []string
	for _, statement := range statements {
		texts = append(texts, statement.Text)
	}
	return texts
}

// shownOf says how much of a list is shown, and how to see more; nothing where
// all is.
func shownOf(shown, total int, more string) string {
	if shown >= total {
		return ""
	}
	return fmt.Sprintf("%d of %d shown; for more %s", shown, total, more)
}
