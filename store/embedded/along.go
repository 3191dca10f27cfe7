package embedded

import (
	"cmp"
	mathbits "math/bits"
	"slices"
	"sort"

	"rolegraph/kg"
)

// along answers a branch of what the nodes of its parent are linked to: a row
// for each distinct parent.
func (e *evaluation) along(step kg.Step, branch *kg.Branch, table *kg.Table) error {
	w, err := e.newWalk(step, branch)
	if err != nil {
		return err
	}
	w.table = table
	order := branch.Order
	if order.By == kg.ByWeight {
		order = kg.Order{} // which breaks its ties
	}
	w.ranked = e.ranking(w.kind, order)
	if branch.After != nil {
		w.behind = w.ranked.behind(e.nodes[w.kind], branch.After)
	}
	parents := e.parents(branch.Parent, step.Source())
	table.Rows = slices.Grow(table.Rows, len(parents))
	table.Entries = slices.Grow(table.Entries, w.room(parents))
	for _, parent := range parents {
		if err := w.row(parent, e.numberAt(parent)); err != nil {
			return err
		}
	}
	return nil
}

// room is how many entries the pages of some parents have at most.
func (w *walk) room(parents []int32) int {
	room := 0
	for _, parent := range parents {
		room += min(w.branch.First, w.rows.degree(w.numberAt(parent)))
	}
	return room
}

// newWalk prepares a walk along a step to what the branch's filters select.
func (e *evaluation) newWalk(step kg.Step, branch *kg.Branch) (*walk, error) {
	chosen, err := e.selected(step.Target(), branch.Filter)
	if err != nil {
		return nil, err
	}
	w := &walk{evaluation: e, branch: branch, kind: step.Target(), rows: &e.adjacent[step.Relation][step.Direction]}
	if !chosen.all {
		w.chosen = chosen.bits(len(e.nodes[w.kind]))
	}
	w.unfiltered = chosen.all && branch.Link.IsZero()
	if branch.Read == 0 {
		w.unread = kg.UnreadLink(step.Relation)
	}
	return w, nil
}

// parents are the distinct nodes of a kind on the pages of a branch, by
// ascending position in the result. They are there until the next call.
func (e *evaluation) parents(branch int, kind kg.Kind) []int32 {
	e.near = e.near[:0]
	ascending := true
	for _, entry := range e.result.Branches[branch].Entries {
		if entry.Node != kg.NoNode && e.result.Keys[entry.Node].Kind == kind {
			ascending = ascending && (len(e.near) == 0 || e.near[len(e.near)-1] < entry.Node)
			e.near = append(e.near, entry.Node)
		}
	}
	if ascending {
		return e.near
	}
	seen := make(bits, (len(e.result.Nodes)+63)/64) // faster than sorting
	for _, node := range e.near {
		seen.add(uint32(node))
	}
	e.near = e.near[:0]
	for i, word := range seen {
		for ; word != 0; word &= word - 1 {
			e.near = append(e.near, int32(64*i+mathbits.TrailingZeros64(word)))
		}
	}
	return e.near
}

// walk is a branch along a step on its way.
type walk struct {
	*evaluation
	branch     *kg.Branch
	table      *kg.Table
	kind       kg.Kind // of the nodes that the step leads to
	rows       *rows
	chosen     bits // nil if the filter selects every node
	unfiltered bool
	unread     *kg.Link // stands for all links where nothing is read of them; else nil
	// ranked is the order of the branch; of an order by weight, that of its ties.
	ranked *ranking
	// behind is the first rank behind branch.After.
	behind uint32
}

// row answers for one parent.
func (w *walk) row(parent int32, near uint32) error {
	row := kg.Row{Parent: parent, Start: int32(len(w.table.Entries))}
	start, end := w.rows.start[near], w.rows.start[near+1]
	links := 0
	if w.branch.Total {
		row.Total = w.total(start, end)
		if !w.unfiltered {
			links += int(end - start)
		}
	}
	if w.branch.First > 0 {
		entries, sorted := w.ordered(start, end)
		var looked int
		row.More, looked = w.page(entries)
		if sorted {
			looked = int(end - start)
		}
		links += looked
	}
	row.End = int32(len(w.table.Entries))
	w.table.Rows = append(w.table.Rows, row)
	return w.followed(links)
}

func (w *walk) total(start, end uint32) int {
	if w.unfiltered {
		return int(end - start)
	}
	total := 0
	for i := start; i < end; i++ {
		if w.selects(i) {
			total++
		}
	}
	return total
}

// selects reports whether the branch's filters select the entry.
func (w *walk) selects(entry uint32) bool {
	return (w.chosen == nil || w.chosen.has(w.rows.far[entry])) &&
		(w.branch.Link.IsZero() || matches(&w.graph.Links()[w.rows.linkOf(entry)], &w.branch.Link))
}

// ordered gives the entries of a row in the branch's order, and whether they had
// to be sorted.
func (w *walk) ordered(start, end uint32) (entries []uint32, sorted bool) {
	if w.branch.Order == (kg.Order{By: kg.ByWeight, Descending: true}) {
		return w.rows.heaviest[start:end], false
	}
	w.scratch = w.scratch[:0]
	for i := start; i < end; i++ {
		w.scratch = append(w.scratch, i)
	}
	sorted = true
	switch {
	case w.branch.Order.By == kg.ByWeight:
		slices.SortFunc(w.scratch, func(a, b uint32) int {
			return cmp.Or(compareNumbers(false, w.weightOf(a), w.weightOf(b)), cmp.Compare(a, b))
		})
	case w.ranked.rank != nil:
		slices.SortFunc(w.scratch, func(a, b uint32) int {
			return cmp.Compare(w.ranked.rank[w.rows.far[a]], w.ranked.rank[w.rows.far[b]])
		})
	default: // by name, as they stand
		sorted = false
	}
	return w.scratch, sorted
}

func (w *walk) weightOf(entry uint32) kg.Number { return w.weight(w.rows.linkOf(entry)).Number() }

// isBehind reports whether an entry comes after branch.After.
func (w *walk) isBehind(entry uint32) bool {
	behind := w.ranked.of(w.rows.far[entry]) >= w.behind
	if w.branch.Order.By != kg.ByWeight {
		return behind
	}
	order := compareNumbers(w.branch.Order.Descending, w.weightOf(entry), w.branch.After.Number)
	return order > 0 || order == 0 && behind
}

// page appends the page of the entries, which are in order, and reports
// whether more follow, and how many it has looked at.
func (w *walk) page(entries []uint32) (more bool, looked int) {
	if w.branch.After != nil {
		begin := sort.Search(len(entries), func(i int) bool { return w.isBehind(entries[i]) })
		entries = entries[begin:]
	}
	left := w.branch.First
	for i, entry := range entries {
		if !w.unfiltered && !w.selects(entry) {
			continue
		}
		if left == 0 {
			return true, i + 1
		}
		left--
		link := w.unread
		if link == nil {
			link = &w.graph.Links()[w.rows.linkOf(entry)]
		}
		w.table.Entries = append(w.table.Entries, kg.Entry{Node: w.put(w.kind, w.rows.far[entry]), Link: link})
	}
	return false, len(entries)
}
