package neo4j

import (
	"fmt"
	"slices"

	"rolegraph/kg"
)

// decoding is a record on its way to a result.
type decoding struct {
	plan   *kg.Plan
	index  *kg.Index // of the same version
	result *kg.Result
	at     map[kg.NodeKey]int32 // position in result.Nodes
	// parents are, for each branch, its distinct nodes in the order of the rows
	// of its children.
	parents [][]int32
}

// decode makes the result of the columns that NewStatement's record has behind
// its head, and of the index of the version that it is of.
func decode(plan *kg.Plan, index *kg.Index, columns []any) (result *kg.Result, err error) {
	defer func() {
		// A value of another type than this package writes: somebody else has
		// changed the data.
		if fault := recover(); fault != nil {
			err = fmt.Errorf("%v", fault)
		}
	}()
	most, _ := index.Size()
	most = min(most, listed(columns))
	d := &decoding{
		plan: plan, index: index,
		result: &kg.Result{Branches: make([]kg.Table, len(plan.Branches)), Nodes: make([]*kg.Node, 0, most), Keys: make([]kg.NodeKey, 0, most)},
		at:     make(map[kg.NodeKey]int32, most), parents: make([][]int32, len(plan.Branches)),
	}
	for i := range plan.Branches {
		if isIndexed(plan, i) {
			d.indexed(plan.Branches[i].From.(kg.ByID), &d.result.Branches[i])
			continue
		}
		next := func(has bool) (column []any) {
			if has {
				column = columns[0].([]any)
				columns = columns[1:]
			}
			return column
		}
		has := columnsOf(plan, i)
		pages, totals, parents := next(has.pages), next(has.totals), next(has.parents)
		if err := d.branch(i, pages, totals); err != nil {
			return nil, err
		}
		switch {
		case has.parents:
			for _, id := range parents {
				d.parents[i] = append(d.parents[i], d.node(id.(string)))
			}
		case plan.HasChildren(i):
			for _, id := range pages[:min(len(pages), d.pageSize(i))] {
				d.parents[i] = append(d.parents[i], d.node(id.(string)))
			}
		}
	}
	for _, kind := range kg.Kinds() {
		if read := stored(plan, kind); read != 0 && len(plan.BranchesOf(kind)) > 0 {
			if err := d.nodes(read, columns[0].([]any)); err != nil {
				return nil, err
			}
			columns = columns[1:]
		}
	}
	return d.result, nil
}

// listed is how many values are in the lists of columns: about as many as nodes that they
// name.
func listed(columns []any) int {
	values := 0
	for _, column := range columns {
		lists, _ := column.([]any)
		for _, each := range lists {
			if list, ok := each.([]any); ok {
				values += len(list)
			} else {
				values++
			}
		}
	}
	return values
}

// pageSize is how many nodes the only page of a branch has at most.
func (d *decoding) pageSize(branch int) int {
	if from, byID := d.plan.Branches[branch].From.(kg.ByID); byID {
		return len(from.IDs)
	}
	return d.plan.Branches[branch].First
}

// node gives the position of a node, and puts it into the result if it is new.
func (d *decoding) node(text string) int32 {
	node := d.index.NodeByText(text)
	if node == nil {
		panic(fmt.Sprintf("a node has the id %q, which the index has not", text))
	}
	key := node.Key()
	at, ok := d.at[key]
	if !ok {
		if stored(d.plan, node.Kind) != 0 { // more of it will be read
			whole := *node
			node = &whole
		}
		at = d.result.Add(node, key)
		d.at[key] = at
	}
	return at
}

// nodeOf is node for one of a kind. Another one, which only somebody else can have linked
// there, is no answer.
func (d *decoding) nodeOf(kind kg.Kind, text string) int32 {
	node := d.node(text)
	if d.result.Keys[node].Kind != kind {
		panic(fmt.Sprintf("%q stands where a node is %s", text, kind))
	}
	return node
}

// indexed answers a branch of nodes by id by the index alone.
func (d *decoding) indexed(from kg.ByID, table *kg.Table) {
	shown := map[kg.ID]bool{}
	for _, id := range from.IDs {
		if d.index.Has(id) && !shown[id] {
			shown[id] = true
			table.Entries = append(table.Entries, kg.Entry{Node: d.node(id.String())})
		}
	}
	table.Rows = []kg.Row{{Parent: kg.NoParent, End: int32(len(table.Entries))}}
}

func (d *decoding) branch(i int, pages []any, totals []any) error {
	b, table := &d.plan.Branches[i], &d.result.Branches[i]
	switch from := b.From.(type) {
	case kg.ByID:
		found := map[string]bool{}
		for _, id := range pages {
			found[id.(string)] = true
		}
		row := kg.Row{Parent: kg.NoParent}
		for _, id := range from.IDs { // in the plan's order, whatever the database's
			if text := id.String(); found[text] {
				found[text] = false
				table.Entries = append(table.Entries, kg.Entry{Node: d.node(text)})
			}
		}
		row.End = int32(len(table.Entries))
		table.Rows = []kg.Row{row}
	case kg.Every:
		row := kg.Row{Parent: kg.NoParent, More: len(pages) > b.First}
		for _, id := range pages[:min(len(pages), b.First)] {
			table.Entries = append(table.Entries, kg.Entry{Node: d.node(id.(string))})
		}
		row.End = int32(len(table.Entries))
		if b.Total {
			row.Total = int(totals[0].(int64))
		}
		table.Rows = []kg.Row{row}
	case kg.Along:
		return d.along(b, from.Step, table, pages, totals)
	case kg.Matrix:
		return d.matrix(b, from, table, pages, totals)
	case kg.Paths:
		return d.paths(b, table, pages)
	case kg.Overlapping:
		table.Rows = []kg.Row{{Parent: kg.NoParent}}
		table.Overlaps = make([]kg.Overlap, len(from.Kinds))
		for _, each := range pages {
			values := each.([]any)
			relation, _ := kg.ParseRelation(values[0].(string))
			table.Overlaps[slices.Index(from.Kinds, relation.To())] = kg.Overlap{Shared: int(values[1].(int64)), Union: int(values[2].(int64))}
		}
	case kg.Similar, kg.Fitting:
		d.scored(b, table, pages, totals)
	case kg.Neighborhood:
		return d.around(b, table, pages, totals)
	case kg.Traversal:
		d.walks(b, table, pages, totals)
	case kg.Counted:
		d.counted(i, from, table, pages)
	}
	return nil
}

// counted decodes the rows of a branch that counts the lists of another.
func (d *decoding) counted(i int, by kg.Counted, table *kg.Table, pages []any) {
	parents := []int32{kg.NoParent}
	along, ofParents := d.plan.Branches[by.Of].From.(kg.Along)
	if ofParents {
		parents = d.parents[d.plan.Branches[i].Parent]
	}
	for at, parent := range parents {
		if ofParents && d.result.Nodes[parent].Kind != along.Step.Source() {
			continue
		}
		row := kg.Row{Parent: parent, Start: int32(len(table.Entries))}
		for _, each := range pages[at].([]any) {
			values := each.([]any)
			entry, value := kg.Entry{Node: kg.NoNode}, values[0].(string)
			if by.By == kg.FacetLinked {
				entry.Node = d.nodeOf(by.Step.Target(), value)
				value = string(d.result.Nodes[entry.Node].Slug)
			}
			table.Entries = append(table.Entries, entry)
			table.Counts = append(table.Counts, kg.Count{Value: value, Number: int(values[1].(int64))})
		}
		row.End = int32(len(table.Entries))
		table.Rows = append(table.Rows, row)
	}
	sortRows(table)
}

// sortRows brings the rows into the order of their parents' positions.
func sortRows(table *kg.Table) {
	slices.SortFunc(table.Rows, func(a, b kg.Row) int { return int(a.Parent) - int(b.Parent) })
}

// along decodes the rows of a branch along a step. They stand in the order of
// the parent's nodes; nodes of other kinds than the step's have none.
func (d *decoding) along(b *kg.Branch, step kg.Step, table *kg.Table, pages []any, totals []any) error {
	table.Rows, table.Entries = make([]kg.Row, 0, len(d.parents[b.Parent])), make([]kg.Entry, 0, listed(pages))
	for i, parent := range d.parents[b.Parent] {
		if d.result.Nodes[parent].Kind != step.Source() {
			continue
		}
		row := kg.Row{Parent: parent, Start: int32(len(table.Entries))}
		if b.First > 0 {
			page := pages[i].([]any)
			row.More = len(page) > b.First
			for _, values := range page[:min(len(page), b.First)] {
				entry, err := d.entry(b, step, values)
				if err != nil {
					return err
				}
				table.Entries = append(table.Entries, entry)
			}
		}
		row.End = int32(len(table.Entries))
		if b.Total {
			row.Total = int(totals[i].(int64))
		}
		table.Rows = append(table.Rows, row)
	}
	sortRows(table)
	return nil
}

// matrix decodes a branch that sets roles side by side.
func (d *decoding) matrix(b *kg.Branch, m kg.Matrix, table *kg.Table, pages []any, totals []any) error {
	row := kg.Row{Parent: kg.NoParent, More: len(pages) > b.First && b.First > 0}
	for _, each := range pages[:min(len(pages), b.First)] {
		values := each.([]any)
		node := d.node(values[0].(string))
		cells := make([]*kg.Link, len(m.Roles))
		for _, each := range values[1].([]any) {
			link := each.([]any)
			role, _ := kg.ParseID(link[0].(string))
			cell := &kg.Link{Relation: kg.RoleRelation(d.result.Nodes[node].Kind), Weight: kg.NoWeight, Said: &kg.Said{}}
			if err := put(linkProperties, b.Read, cell, link[1:]); err != nil {
				return err
			}
			cells[slices.Index(m.Roles, role.Slug)] = cell
		}
		table.Entries = append(table.Entries, kg.Entry{Node: node})
		table.Cells = append(table.Cells, cells...)
	}
	row.End = int32(len(table.Entries))
	if b.Total {
		row.Total = int(totals[0].(int64))
	}
	table.Rows = []kg.Row{row}
	return nil
}

// entry decodes what stands for ifRead's entries: an id, or a list of it and what is read
// of the link.
func (d *decoding) entry(b *kg.Branch, step kg.Step, value any) (kg.Entry, error) {
	if b.Read == 0 {
		return kg.Entry{Node: d.nodeOf(step.Target(), value.(string)), Link: kg.UnreadLink(step.Relation)}, nil
	}
	values := value.([]any)
	link := &kg.Link{Relation: step.Relation, Weight: kg.NoWeight, Said: &kg.Said{}}
	err := put(linkProperties, b.Read, link, values[1:])
	return kg.Entry{Node: d.nodeOf(step.Target(), values[0].(string)), Link: link}, err
}

func (d *decoding) nodes(read kg.NodeFields, table []any) error {
	for _, each := range table {
		values := each.([]any)
		node := d.result.Nodes[d.node(values[0].(string))]
		if err := put(nodeProperties, read, node, values[1:]); err != nil {
			return err
		}
	}
	return nil
}

// put puts the values of the properties that are read, which stand in the
// order of the properties, into a node or a link; null leaves it as it is.
func put[F ~uint8 | ~uint32, T any](properties []property[F, T], read F, into T, values []any) error {
	for _, p := range properties {
		if read&p.field == 0 {
			continue
		}
		if values[0] != nil {
			if err := p.read(into, values[0]); err != nil {
				return fmt.Errorf("property %s: %w", p.name, err)
			}
		}
		values = values[1:]
	}
	return nil
}
