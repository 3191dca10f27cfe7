package answer

import "rolegraph/kg"

// PathArguments are the arguments of Query.paths.
type PathArguments struct {
	From    string    `json:"from"`
	To      string    `json:"to"`
	MaxHops int       `json:"maxHops"`
	Through []kg.Kind `json:"through,omitempty"`
	First   int       `json:"first"`
}

const (
	// DefaultMaxHops is how long paths may be unless the field says otherwise.
	DefaultMaxHops = 4
	// DefaultPaths is how many are shown.
	DefaultPaths = 5
)

// NewPathArguments reads the arguments of Query.paths into canonical form:
// Through is nil where it does not restrict.
func NewPathArguments(from, to string, maxHops *int, through []string, first *int) *PathArguments {
	args := &PathArguments{From: from, To: to, MaxHops: DefaultMaxHops, First: DefaultPaths}
	if maxHops != nil {
		args.MaxHops = *maxHops
	}
	if first != nil {
		args.First = *first
	}
	args.Through = restriction(through)
	return args
}

// Paths is what is asked of the store; ids that are none are zero.
func (a *PathArguments) Paths(hubLimit int) kg.Paths {
	from, _ := kg.ParseID(a.From)
	to, _ := kg.ParseID(a.To)
	return kg.Paths{From: from, To: to, MaxHops: a.MaxHops, Through: a.Through, HubLimit: hubLimit}
}

// Key is the key of the branch that answers it.
func (a *PathArguments) Key() Key { return Key{Root, "Query", "paths", encode(a)} }

// Paths are the shortest paths between two entities.
func (a *Answer) Paths(args *PathArguments) PathResult {
	return PathResult{a, a.branch(args.Key()), args.First}
}

// PathResult is the schema's type PathResult.
type PathResult struct {
	in     *Answer
	branch int
	first  int
}

func (r PathResult) table() *kg.Table { return &r.in.Result.Branches[r.branch] }

// Paths are the best of the paths.
func (r PathResult) Paths() []Path {
	found := r.table().Paths
	paths := make([]Path, found.Shown)
	for i := range paths {
		nodes := found.Length + 1
		paths[i] = Path{r, r.table().Entries[i*nodes : (i+1)*nodes]}
	}
	return paths
}

// Count is how many paths there are.
func (r PathResult) Count() float64 { return float64(r.table().Paths.Count) }

// Mode says whether there are more than asked for.
func (r PathResult) Mode() string {
	if r.table().Paths.Count > int64(r.first) {
		return Truncated
	}
	return Exact
}

// Hubs are what paths were not led through.
func (r PathResult) Hubs() []Entity {
	found := r.table().Paths
	return r.entities(r.table().Entries[found.Shown*(found.Length+1):])
}

func (r PathResult) entities(entries []kg.Entry) []Entity {
	entities := make([]Entity, len(entries))
	for i, entry := range entries {
		entities[i] = entity{r.in, r.branch, entry.Node}.as(r.in.Result.Nodes[entry.Node].Kind)
	}
	return entities
}

// Path is the schema's type Path.
type Path struct {
	of      PathResult
	entries []kg.Entry
}

// Length is how many links it has.
func (p Path) Length() int { return len(p.entries) - 1 }

// Weight is the mean of its links'.
func (p Path) Weight() float64 {
	var weights []kg.Weight
	for _, entry := range p.entries[1:] {
		weights = append(weights, entry.Link.Weight)
	}
	return kg.MeanCounted(weights).Float()
}

// Nodes are both ends and what is between them.
func (p Path) Nodes() []Entity { return p.of.entities(p.entries) }

// Links are one between each node and the next.
func (p Path) Links() []GraphLink {
	nodes := p.Nodes()
	links := make([]GraphLink, len(nodes)-1)
	for i := range links {
		of := p.entries[i+1].Link
		from, to := nodes[i], nodes[i+1]
		if from.ID() != of.From.ID().String() {
			from, to = to, from
		}
		links[i] = GraphLink{link{p.of.in, of}, func() Entity { return from }, func() Entity { return to }}
	}
	return links
}
