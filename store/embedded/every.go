package embedded

import (
	"slices"
	"sort"

	"rolegraph/kg"
)

// every answers a branch of all nodes of a kind.
func (e *evaluation) every(kind kg.Kind, branch *kg.Branch, table *kg.Table) error {
	chosen, err := e.selected(kind, branch.Filter)
	if err != nil {
		return err
	}
	count := len(chosen.numbers)
	if chosen.all {
		count = len(e.nodes[kind])
	}
	row := kg.Row{Parent: kg.NoParent}
	if branch.Total {
		row.Total = count
	}
	if branch.First > 0 {
		ranked := e.ranking(kind, branch.Order)
		at := ranked.at
		if !chosen.all {
			ranked.sort(chosen.numbers)
			at = func(i int) uint32 { return chosen.numbers[i] }
		}
		begin := 0
		if branch.After != nil {
			behind := ranked.behind(e.nodes[kind], branch.After)
			begin = sort.Search(count, func(i int) bool { return ranked.of(at(i)) >= behind })
		}
		end := min(begin+branch.First, count)
		table.Entries = slices.Grow(table.Entries, end-begin)
		for i := begin; i < end; i++ {
			table.Entries = append(table.Entries, kg.Entry{Node: e.put(kind, at(i))})
		}
		row.More = end < count
	}
	row.End = int32(len(table.Entries))
	table.Rows = append(table.Rows, row)
	return e.lookedAt(len(table.Entries))
}
