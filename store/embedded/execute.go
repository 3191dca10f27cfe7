package embedded

import (
	"context"
	"slices"

	"rolegraph/kg"
)

// evaluation is a plan on its way.
type evaluation struct {
	*snapshot
	ctx    context.Context
	plan   *kg.Plan
	result *kg.Result
	// at has one more than the position in the result of each node of the
	// graph, and 0 for those that are not in it.
	at []int32
	// near are the parents of the branch that is being answered.
	near []int32
	// scratch is of the row that is being answered.
	scratch []uint32
	lent    numberLists
	layers  layers // of paths
	chooser kg.PathChooser
	tallies tallies     // of roles
	touched *kg.Touched // by the branch that is being answered
	unseen  int         // steps of work since the context was last looked at
}

func (s *snapshot) execute(ctx context.Context, plan *kg.Plan) (*kg.Result, error) {
	if err := stopped(ctx); err != nil {
		return nil, err
	}
	e := s.evaluations.Get().(*evaluation)
	e.begin(ctx, plan)
	defer e.unmark()
	for i := range plan.Branches {
		branch, table := &plan.Branches[i], &e.result.Branches[i]
		e.touched = &table.Touched
		var err error
		switch from := branch.From.(type) {
		case kg.ByID:
			err = e.byID(from, table)
		case kg.Every:
			err = e.every(from.Kind, branch, table)
		case kg.Along:
			err = e.along(from.Step, branch, table)
		case kg.Matrix:
			err = e.matrix(from, branch, table)
		case kg.Overlapping:
			err = e.overlapping(from, branch, table)
		case kg.Similar:
			err = e.similar(from, branch, table)
		case kg.Fitting:
			err = e.fitting(from, branch, table)
		case kg.Paths:
			err = e.paths(&from, branch, table)
		case kg.Counted:
			err = e.counted(from, branch.First, table)
		case kg.Neighborhood:
			err = e.neighborhood(&from, branch, table)
		case kg.Traversal:
			err = e.traversal(&from, branch, table)
		}
		if err != nil {
			return nil, err
		}
	}
	return e.result, nil
}

// newEvaluation makes one that can be used again and again.
func (s *snapshot) newEvaluation() *evaluation {
	e := &evaluation{snapshot: s, at: make([]int32, len(s.graph.Nodes()))}
	e.result = &kg.Result{Version: s.graph.Version(), Release: func() { s.evaluations.Put(e) }}
	return e
}

// begin makes an evaluation ready for a plan. The slices of the last result are
// used again.
func (e *evaluation) begin(ctx context.Context, plan *kg.Plan) {
	e.ctx, e.plan, e.unseen = ctx, plan, 0
	e.lent.begin()
	r := e.result
	r.Nodes, r.Keys = r.Nodes[:0], r.Keys[:0]
	if more := len(plan.Branches) - cap(r.Branches); more > 0 {
		r.Branches = append(r.Branches[:cap(r.Branches)], make([]kg.Table, more)...)
	}
	r.Branches = r.Branches[:len(plan.Branches)]
	for i := range r.Branches {
		t := &r.Branches[i]
		*t = kg.Table{Rows: t.Rows[:0], Entries: t.Entries[:0]}
	}
}

// unmark ends an evaluation, but for its result.
func (e *evaluation) unmark() {
	for _, key := range e.result.Keys {
		e.at[e.base[key.Kind]+int(key.Number)] = 0
	}
	e.ctx, e.plan = nil, nil
}

// lookedAt counts nodes that are looked at.
func (e *evaluation) lookedAt(nodes int) error {
	e.touched.Nodes += nodes
	return e.worked(nodes)
}

// followed counts links that are followed, with the nodes that they lead to.
func (e *evaluation) followed(links int) error {
	e.touched.Links += links
	return e.worked(links)
}

// worked counts steps of work, and every few thousand looks whether the
// operation is still wanted.
func (e *evaluation) worked(steps int) error {
	const often = 1 << 14
	if e.unseen += steps; e.unseen < often {
		return nil
	}
	e.unseen = 0
	return stopped(e.ctx)
}

// put gives the position of a node in the result, and puts it there if it is
// new.
func (e *evaluation) put(kind kg.Kind, number uint32) int32 {
	at := &e.at[e.base[kind]+int(number)]
	if *at == 0 {
		*at = e.result.Add(&e.nodes[kind][number], kg.NodeKey{Kind: kind, Number: number}) + 1
	}
	return *at - 1
}

// putAt is put by the node's position in the graph.
func (e *evaluation) putAt(position int) int32 {
	kind := e.kindAt(int32(position))
	return e.put(kind, uint32(position-e.base[kind]))
}

// numberAt is the number, within its kind, of a node of the result.
func (e *evaluation) numberAt(node int32) uint32 { return e.result.Keys[node].Number }

func (e *evaluation) byID(from kg.ByID, table *kg.Table) error {
	// What comes twice in a branch was in the result before it came again.
	for _, id := range from.IDs {
		n, ok := e.number(id)
		if !ok {
			continue
		}
		before := len(e.result.Nodes)
		node := e.put(id.Kind, n)
		if int(node) < before && slices.ContainsFunc(table.Entries, func(other kg.Entry) bool { return other.Node == node }) {
			continue
		}
		table.Entries = append(table.Entries, kg.Entry{Node: node})
	}
	table.Rows = append(table.Rows, kg.Row{Parent: kg.NoParent, End: int32(len(table.Entries))})
	return e.lookedAt(len(table.Entries))
}
