package graph

import (
	"fmt"
	"strings"

	"rolegraph/kg"
)

func describeNeighborhood(n *kg.Neighborhood, b *kg.Branch) string {
	text := fmt.Sprintf("around %s: %s", n.Of, counted(n.Hops, "hop"))
	if len(n.Kinds) > 0 {
		kinds := make([]string, len(n.Kinds))
		for i, kind := range n.Kinds {
			kinds[i] = kind.Plural()
		}
		text += " within " + strings.Join(kinds, ", ")
	}
	text += fmt.Sprintf("; not through more than %s; first %d", counted(n.HubLimit, "link"), b.First)
	if n.Links {
		text += "; links between them"
	}
	if b.Total {
		text += "; total"
	}
	return text
}

func describeWalks(t *kg.Traversal) string {
	starts := make([]string, len(t.Starts))
	for i, id := range t.Starts {
		starts[i] = id.String()
	}
	text := few("walks from ", starts)
	for i := range t.Steps {
		step := &t.Steps[i]
		arrow := " -[%s]-"
		switch {
		case len(step.Directions) == 2:
		case step.Directions[0] == kg.Out:
			arrow += ">"
		default:
			arrow = " <-[%s]-"
		}
		text += fmt.Sprintf(arrow, step.Relation)
		if !step.Link.IsZero() {
			text += " (links " + describeLinks(&step.Link) + ")"
		}
		if step.To != nil {
			to := make([]string, len(step.To))
			for j, id := range step.To {
				to[j] = id.String()
			}
			text += few(" to ", to)
		}
	}
	return text
}
