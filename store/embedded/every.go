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
		at := e.places(kind, branch.Order, chosen)
		begin := 0
		if branch.After != nil {
			begin = e.begin(kind, branch, chosen, count)
		}
		end := min(begin+branch.First, count)
		for i := begin; i < end; i++ {
			table.Entries = append(table.Entries, kg.Entry{Node: e.put(kind, at(i))})
		}
		row.More = end < count
	}
	row.End = int32(len(table.Entries))
	table.Rows = []kg.Row{row}
	return nil
}

// places orders the chosen nodes, and gives the number at each place.
func (e *evaluation) places(kind kg.Kind, order kg.Order, chosen selected) func(int) uint32 {
	backwards := &e.backwards[kind]
	switch {
	case chosen.all && order.Descending:
		return func(i int) uint32 { return backwards.number[i] }
	case chosen.all:
		return func(i int) uint32 { return uint32(i) }
	case order.Descending:
		slices.SortFunc(chosen.numbers, func(a, b uint32) int {
			return int(backwards.rank[a]) - int(backwards.rank[b])
		})
	}
	return func(i int) uint32 { return chosen.numbers[i] }
}

// begin is the place of the first of the chosen nodes, which are in order,
// that is behind branch.After.
func (e *evaluation) begin(kind kg.Kind, branch *kg.Branch, chosen selected, count int) int {
	if branch.Order.Descending {
		behind := e.behindBackwards(kind, branch.After)
		if chosen.all {
			return int(behind)
		}
		return sort.Search(count, func(i int) bool { return e.backwards[kind].rank[chosen.numbers[i]] >= behind })
	}
	behind := e.behind(kind, branch.After)
	if chosen.all {
		return int(behind)
	}
	return sort.Search(count, func(i int) bool { return chosen.numbers[i] >= behind })
}
