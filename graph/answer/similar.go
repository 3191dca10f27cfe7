package answer

import "rolegraph/kg"

// SimilarArguments are the arguments of Role.similar.
type SimilarArguments struct{ RankedArguments }

// NewSimilarArguments reads the arguments of Role.similar into canonical form.
// Kinds that are not compared are left out.
func NewSimilarArguments(kinds []string, first *int, after *string) *SimilarArguments {
	return &SimilarArguments{newRankedArguments(kinds, Compared(), first, after)}
}

// Selection is the canonical form of the arguments that choose the roles.
func (a *SimilarArguments) Selection() string { return encode(a.Kinds) }

// Key is the key of the branch that answers it for the roles of another.
func (a *SimilarArguments) Key(parent int) Key {
	return Key{Parent{Branch: parent}, "Role", "similar", a.page() + a.Selection()}
}

// Similar are the roles most like this one.
func (r Role) Similar(kinds []string, first *int, after *string) SimilarRoleConnection {
	args := NewSimilarArguments(kinds, first, after)
	branch := r.in.branch(args.Key(r.branch))
	return SimilarRoleConnection{ranked{
		in: r.in, branch: branch, row: r.in.Result.Branches[branch].Row(r.at),
		list: kg.NewList(r.ID(), "Role.similar", args.Selection()), after: after != nil,
		score: func(t *kg.Table, at int) kg.Weight { return t.Scores[at] },
	}, args.Kinds}
}

// SimilarRoleConnection is the schema's type SimilarRoleConnection.
type SimilarRoleConnection struct {
	ranked
	kinds []kg.Kind
}

// Edges are the entries of the page.
func (c SimilarRoleConnection) Edges() []SimilarRole {
	var edges []SimilarRole
	for _, edge := range c.edges() {
		edges = append(edges, SimilarRole{edge, c.kinds})
	}
	return nonNil(edges)
}

// SimilarRole is the schema's type SimilarRole.
type SimilarRole struct {
	rankedEdge
	kinds []kg.Kind
}

// Score is how alike the two roles are.
func (s SimilarRole) Score() float64 { return s.of.score(s.of.table(), s.at).Float() }

// Overlap is one entry a kind.
func (s SimilarRole) Overlap() []Overlap {
	counted := s.of.table().OverlapsOf(s.at, len(s.kinds))
	overlap := make([]Overlap, len(counted))
	for i, kind := range s.kinds {
		overlap[i] = Overlap{kind, counted[i]}
	}
	return overlap
}
