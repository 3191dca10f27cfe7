package storetest

import (
	"math/big"
	"slices"

	"rolegraph/kg"
)

// countsOf is what links count, by the node that they lead to.
type countsOf map[kg.ID]int64

// linksOf is what each link of a role to nodes of some kinds counts.
func (n *naive) linksOf(role kg.Slug, kinds []kg.Kind) countsOf {
	counts := countsOf{}
	for _, link := range n.graph.Links() {
		if link.From.ID() != (kg.ID{Kind: kg.Role, Slug: role}) || !slices.Contains(kinds, link.To.ID().Kind) {
			continue
		}
		counts[link.To.ID()] = 500_000
		if link.Weight != kg.NoWeight {
			counts[link.To.ID()] = int64(link.Weight)
		}
	}
	return counts
}

// quotient is a/b in millionths, rounded half up, and 0 where b is 0.
func quotient(a, b int64) kg.Weight {
	if b == 0 {
		return 0
	}
	exact := new(big.Rat).Mul(big.NewRat(a, b), big.NewRat(1_000_000, 1))
	exact.Add(exact, big.NewRat(1, 2))
	return kg.Weight(new(big.Int).Div(exact.Num(), exact.Denom()).Int64())
}

// rated is a role of a list, and what is shown of it.
type rated struct {
	role     *kg.Node
	score    kg.Weight
	overlaps []kg.Overlap
	fit      kg.Fit
}

// similar compares a role with each other.
func (n *naive) similar(parent int32, s kg.Similar, branch *kg.Branch, table *kg.Table) kg.Row {
	this := n.linksOf(n.result.Nodes[parent].Slug, s.Kinds)
	_, roles := n.graph.NodesOf(kg.Role)
	var found []rated
	for i := range roles {
		other := n.linksOf(roles[i].Slug, s.Kinds)
		least, greatest := int64(0), int64(0)
		overlaps := make([]kg.Overlap, len(s.Kinds))
		for _, node := range n.graph.Nodes() {
			a, oneHas := this[node.ID()]
			b, otherHas := other[node.ID()]
			least += min(a, b)
			greatest += max(a, b)
			at := slices.Index(s.Kinds, node.Kind)
			if oneHas && otherHas {
				overlaps[at].Shared++
			}
			if oneHas || otherHas {
				overlaps[at].Union++
			}
		}
		if score := quotient(least, greatest); score > 0 && &roles[i] != n.result.Nodes[parent] {
			found = append(found, rated{role: &roles[i], score: score, overlaps: overlaps})
		}
	}
	row, page := n.bestFirst(parent, found, branch, table)
	for _, each := range page {
		table.Scores = append(table.Scores, each.score)
		if s.Overlaps {
			table.Overlaps = append(table.Overlaps, each.overlaps...)
		}
	}
	return row
}

// fitting holds a profile against each role.
func (n *naive) fitting(f kg.Fitting, branch *kg.Branch) kg.Table {
	has := map[kg.ID]bool{}
	for kind, slugs := range f.Profile.Has {
		for _, slug := range slugs {
			has[kg.ID{Kind: kg.Kind(kind), Slug: slug}] = true
		}
	}
	for _, role := range f.Profile.Roles {
		for node := range n.linksOf(role, f.Kinds) {
			has[node] = true
		}
	}
	_, roles := n.graph.NodesOf(kg.Role)
	var found []rated
	for i := range roles {
		fit := kg.Fit{}
		for node, counts := range n.linksOf(roles[i].Slug, f.Kinds) {
			fit.All += counts
			if has[node] {
				fit.Covered += counts
				fit.CoveredCount++
			} else {
				fit.MissingCount++
			}
		}
		each := rated{role: &roles[i], score: quotient(fit.Covered, fit.All), fit: fit}
		if f.Role == roles[i].Slug {
			return kg.Table{Rows: []kg.Row{{Parent: kg.NoParent, End: 1}}, Entries: []kg.Entry{{Node: n.position(each.role)}}, Fits: []kg.Fit{fit}}
		}
		if each.score > 0 && !slices.Contains(f.Profile.Roles, roles[i].Slug) {
			found = append(found, each)
		}
	}
	var table kg.Table
	row, page := n.bestFirst(kg.NoParent, found, branch, &table)
	table.Rows = []kg.Row{row}
	for _, each := range page {
		table.Fits = append(table.Fits, each.fit)
	}
	return table
}

// bestFirst makes a page of roles by score, and gives those that are on it.
func (n *naive) bestFirst(parent int32, found []rated, branch *kg.Branch, table *kg.Table) (kg.Row, []rated) {
	row := kg.Row{Parent: parent, Start: int32(len(table.Entries))}
	if branch.Total {
		row.Total = len(found)
	}
	place := func(r rated) kg.Place {
		return kg.Place{Number: kg.Known(float64(r.score)), Kind: kg.Role, SortKey: r.role.SortKey, Slug: r.role.Slug}
	}
	slices.SortFunc(found, func(a, b rated) int { return compareMixed(place(a), place(b)) })
	var page []rated
	for _, each := range found {
		if branch.First == 0 || branch.After != nil && compareMixed(place(each), *branch.After) <= 0 {
			continue
		}
		if len(page) == branch.First {
			row.More = true
			break
		}
		page = append(page, each)
		table.Entries = append(table.Entries, kg.Entry{Node: n.position(each.role)})
	}
	row.End = int32(len(table.Entries))
	return row, page
}
