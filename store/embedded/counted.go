package embedded

import (
	"cmp"
	"slices"

	"rolegraph/kg"
)

// counted answers a branch that counts the lists of another.
func (e *evaluation) counted(by kg.Counted, first int, table *kg.Table) error {
	of := &e.plan.Branches[by.Of]
	switch list := of.From.(type) {
	case kg.Every:
		chosen, err := e.selected(list.Kind, of.Filter)
		if err != nil {
			return err
		}
		chosen = e.listed(list.Kind, chosen)
		if err := e.lookedAt(len(chosen.numbers)); err != nil {
			return err
		}
		return e.count(by, first, kg.NoParent, list.Kind, chosen.numbers, table)
	case kg.Along:
		w, err := e.newWalk(list.Step, of)
		if err != nil {
			return err
		}
		for _, row := range e.result.Branches[by.Of].Rows {
			near := e.numberAt(row.Parent)
			w.scratch = w.scratch[:0]
			for i := w.rows.start[near]; i < w.rows.start[near+1]; i++ {
				if w.selects(i) {
					w.scratch = append(w.scratch, w.rows.far[i])
				}
			}
			if err := e.followed(int(w.rows.start[near+1] - w.rows.start[near])); err != nil {
				return err
			}
			if err := e.count(by, first, row.Parent, w.kind, w.scratch, table); err != nil {
				return err
			}
		}
	}
	return nil
}

// valueCount is a value on its way; number is that of a node that is one.
type valueCount struct {
	kg.Count
	number uint32
}

// count appends the row of a list of nodes of a kind.
func (e *evaluation) count(by kg.Counted, first int, parent int32, kind kg.Kind, numbers []uint32, table *kg.Table) error {
	var counts []valueCount
	if by.By == kg.FacetLinked {
		rows := &e.adjacent[by.Step.Relation][by.Step.Direction]
		nodes := e.nodes[by.Step.Target()]
		borrowed := e.positions.borrow()
		tally := *borrowed // by number
		var values []uint32
		for _, n := range numbers {
			row := rows.far[rows.start[n]:rows.start[n+1]]
			for _, far := range row {
				if tally[far] == 0 {
					values = append(values, far)
				}
				tally[far]++
			}
			if err := e.followed(len(row)); err != nil {
				return err
			}
		}
		for _, number := range values {
			counts = append(counts, valueCount{kg.Count{Value: string(nodes[number].Slug), Number: int(tally[number])}, number})
			tally[number] = 0
		}
		e.positions.giveBack(borrowed)
	} else {
		byValue := map[string]int{}
		for _, n := range numbers {
			countValues(&e.nodes[kind][n], by.By, byValue)
		}
		for value, count := range byValue {
			counts = append(counts, valueCount{Count: kg.Count{Value: value, Number: count}})
		}
	}
	slices.SortFunc(counts, func(a, b valueCount) int {
		return cmp.Or(cmp.Compare(b.Number, a.Number), cmp.Compare(a.Value, b.Value))
	})
	row := kg.Row{Parent: parent, Start: int32(len(table.Entries))}
	for _, c := range counts[:min(first, len(counts))] {
		entry := kg.Entry{Node: kg.NoNode}
		if by.By == kg.FacetLinked {
			entry.Node = e.put(by.Step.Target(), c.number)
		}
		table.Entries = append(table.Entries, entry)
		table.Counts = append(table.Counts, c.Count)
	}
	row.End = int32(len(table.Entries))
	table.Rows = append(table.Rows, row)
	return nil
}

// countValues counts the values that a node has.
func countValues(n *kg.Node, by kg.Facet, counts map[string]int) {
	switch by {
	case kg.FacetCategory:
		for _, category := range n.Categories {
			counts[category]++
		}
	case kg.FacetType:
		for _, t := range n.Types {
			counts[t.String()]++
		}
	default:
		for _, source := range n.Sources {
			counts[source]++
		}
	}
}
